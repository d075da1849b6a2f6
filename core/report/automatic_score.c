/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_score.h"

#include "core/report/automatic_signs.h"

/** So many points make an automatic answer. */
#define ENOUGH 22

#define LINE_BYTES  100
#define BRIEF_BYTES 400
#define SHORT_BYTES 700
#define LONG_BYTES  1200
#define ESSAY_BYTES 1700

/** What one sign weighs, in the text or in the subject. */
struct weight {
	guint32 sign;
	gint8 text, subject;
};

static const struct weight weights[] = {
	{REBOUND_SIGN_BIT(AWAY), 10, 0},
	{REBOUND_SIGN_BIT(BACK), 6, 4},
	{REBOUND_SIGN_BIT(UNTIL), 4, 4},
	{REBOUND_SIGN_BIT(URGENT), 6, 0},
	{REBOUND_SIGN_BIT(DEPUTY), 6, 0},
	{REBOUND_SIGN_BIT(LATER), 6, 0},
	{REBOUND_SIGN_BIT(RECEIVED), 12, 16},
	{REBOUND_SIGN_BIT(THANKS), 0, 10},
	{REBOUND_SIGN_BIT(SERVICE), 4, 6},
	{REBOUND_SIGN_BIT(UNREAD), 18, 8},
	{REBOUND_SIGN_BIT(MACHINE), 10, 8},
	{REBOUND_SIGN_BIT(REQUEST), -12, 0},
	{REBOUND_SIGN_BIT(PAST), -12, 0},
	{REBOUND_SIGN_BIT(TRADE), -10, -4},
	{REBOUND_SIGN_BIT(OFFER), -12, -8},
};

static gboolean is_in(guint32 signs, guint32 wanted)
{
	return (signs & wanted) != 0;
}

static gint weigh_signs(const struct rebound_automatic_evidence *evidence)
{
	gint sum = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(weights); i++) {
		if (is_in(evidence->text, weights[i].sign))
			sum += weights[i].text;
		if (is_in(evidence->subject, weights[i].sign))
			sum += weights[i].subject;
	}
	if (is_in(evidence->text, REBOUND_SIGN_BIT(GONE)))
		sum += 16;
	else if (is_in(evidence->text, REBOUND_SIGN_BIT(CHANGE)))
		sum += 6;
	if (is_in(evidence->subject,
		    REBOUND_SIGN_BIT(AWAY) | REBOUND_SIGN_BIT(GONE) | REBOUND_SIGN_BIT(CHANGE)))
		sum += 8;
	if (is_in(evidence->text, REBOUND_SIGN_BIT(WHEN)) || evidence->dated)
		sum += 4;
	/* A letter has come in, or is given thanks for, and a desk will see to it. */
	if (is_in(evidence->text, REBOUND_SIGN_BIT(SERVICE)) &&
		is_in(evidence->text | evidence->subject,
			REBOUND_SIGN_BIT(RECEIVED) | REBOUND_SIGN_BIT(THANKS)))
		sum += 6;
	/* A desk may "like to" acknowledge. */
	if (is_in(evidence->subject, REBOUND_SIGN_BIT(RECEIVED)) && evidence->questions == 0 &&
		is_in(evidence->text, REBOUND_SIGN_BIT(RECEIVED)) &&
		is_in(evidence->text, REBOUND_SIGN_BIT(SERVICE)) &&
		is_in(evidence->text, REBOUND_SIGN_BIT(REQUEST)))
		sum += 12;
	return sum;
}

static gint weigh_form(const struct rebound_automatic_evidence *evidence)
{
	gint sum = 0;
	if (evidence->answers && !evidence->threaded)
		sum += 8;
	if (evidence->labelled)
		sum += 12;
	if (evidence->threaded)
		sum -= 16;
	if (evidence->quotes)
		sum -= 10;
	if (evidence->numbered)
		sum += 10;
	if (evidence->repeated)
		sum += 6;
	if (evidence->other_address)
		sum += evidence->answers && !evidence->threaded ? 12 : 8;
	/* A desk may know whom it answers, a responder does not. */
	if (evidence->by_name)
		sum -= is_in(evidence->text, REBOUND_SIGN_BIT(RECEIVED)) ? 10 : 18;
	if (evidence->by_hand)
		sum -= 10;
	if (evidence->telephone)
		sum += 8;
	/* Who writes about mail that failed answers nobody. */
	if (evidence->coded)
		sum -= 24;
	if (evidence->questions > 0)
		sum -= 16 + 4 * (gint)evidence->questions;
	/* Responders are signed, too: it tells only where nobody says that he is away. */
	if (evidence->is_signed &&
		!is_in(evidence->text, REBOUND_SIGN_BIT(AWAY) | REBOUND_SIGN_BIT(GONE)))
		sum -= 4;
	/* One sentence may say anything, in a language that the lists know little of. */
	if (evidence->bare > 1)
		sum -= 4 * (gint)evidence->bare - 2;
	if (evidence->len < LINE_BYTES)
		sum += 6;
	else if (evidence->len < BRIEF_BYTES)
		sum += 4;
	else if (evidence->len < SHORT_BYTES)
		sum += 2;
	else if (evidence->len > ESSAY_BYTES)
		sum -= 12;
	else if (evidence->len > LONG_BYTES)
		sum -= 6;
	return sum;
}

gboolean rebound_automatic_is_about_person(const struct rebound_automatic_evidence *evidence)
{
	g_return_val_if_fail(evidence, FALSE);
	return is_in(evidence->text,
		REBOUND_SIGN_BIT(AWAY) | REBOUND_SIGN_BIT(GONE) | REBOUND_SIGN_BIT(UNREAD));
}

/** Shops and services write of their own accord, also that they have received something. */
static gboolean is_unasked(const struct rebound_automatic_evidence *evidence)
{
	const guint32 subject = REBOUND_SIGN_BIT(TRADE) | REBOUND_SIGN_BIT(RECEIVED);
	gboolean traded = (evidence->subject & subject) == subject;
	return (evidence->unasked || traded) && !evidence->answers && !evidence->threaded &&
	       !evidence->numbered && !rebound_automatic_is_about_person(evidence) &&
	       !is_in(evidence->text, REBOUND_SIGN_BIT(CHANGE));
}

gboolean rebound_automatic_is_likely(const struct rebound_automatic_evidence *evidence)
{
	g_return_val_if_fail(evidence, FALSE);
	if (is_unasked(evidence))
		return FALSE;
	return weigh_signs(evidence) + weigh_form(evidence) >= ENOUGH;
}
