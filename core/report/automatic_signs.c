/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_signs.h"

#include "core/report/automatic_lists.h"
#include "core/report/word_filter.h"

static const char *const *const lists[REBOUND_SIGN_COUNT] = {
	[REBOUND_SIGN_AWAY] = rebound_automatic_away,
	[REBOUND_SIGN_BACK] = rebound_automatic_back,
	[REBOUND_SIGN_UNTIL] = rebound_automatic_until,
	[REBOUND_SIGN_WHEN] = rebound_automatic_when,
	[REBOUND_SIGN_URGENT] = rebound_automatic_urgent,
	[REBOUND_SIGN_DEPUTY] = rebound_automatic_deputy,
	[REBOUND_SIGN_LATER] = rebound_automatic_later,
	[REBOUND_SIGN_GONE] = rebound_automatic_gone,
	[REBOUND_SIGN_CHANGE] = rebound_automatic_change,
	[REBOUND_SIGN_RECEIVED] = rebound_automatic_received,
	[REBOUND_SIGN_THANKS] = rebound_automatic_thanks,
	[REBOUND_SIGN_SERVICE] = rebound_automatic_service,
	[REBOUND_SIGN_UNREAD] = rebound_automatic_unread,
	[REBOUND_SIGN_MACHINE] = rebound_automatic_machine,
	[REBOUND_SIGN_REQUEST] = rebound_automatic_request,
	[REBOUND_SIGN_PAST] = rebound_automatic_past,
	[REBOUND_SIGN_TRADE] = rebound_automatic_trade,
	[REBOUND_SIGN_OFFER] = rebound_automatic_offer,
	[REBOUND_SIGN_GUARD] = rebound_automatic_guard,
	[REBOUND_SIGN_ACT] = rebound_automatic_act,
	[REBOUND_SIGN_RELEASE] = rebound_automatic_release,
	[REBOUND_SIGN_HUMAN] = rebound_automatic_human,
	[REBOUND_SIGN_HELD] = rebound_automatic_held,
	[REBOUND_SIGN_NOTICE] = rebound_automatic_notice,
};

const struct rebound_word_lists rebound_lists_of_signs = {
	.lists = lists, .count = REBOUND_SIGN_COUNT, .exact = TRUE};

guint32 rebound_automatic_signs(const char *text, gsize len)
{
	return rebound_word_filter_search(REBOUND_FILTER_SIGNS, text, len);
}

gboolean rebound_automatic_signs_challenge(guint32 signs)
{
	const guint32 guarded = REBOUND_SIGN_BIT(GUARD) | REBOUND_SIGN_BIT(HUMAN);
	const guint32 aim = REBOUND_SIGN_BIT(RELEASE) | REBOUND_SIGN_BIT(HUMAN);

	if (!(signs & REBOUND_SIGN_BIT(ACT)))
		return FALSE;
	/* Who is told of mail to himself need not prove that he is a person. */
	if ((signs & REBOUND_SIGN_BIT(HELD)) && !(signs & REBOUND_SIGN_BIT(HUMAN)))
		return FALSE;
	/* Who registers somewhere has written to nobody. */
	if ((signs & REBOUND_SIGN_BIT(NOTICE)) && !(signs & REBOUND_SIGN_BIT(RELEASE)))
		return FALSE;
	/* Strangers are kept out, or have to be people; so that a message arrives. */
	return (signs & guarded) && (signs & aim) &&
	       (signs & (guarded | aim)) != REBOUND_SIGN_BIT(HUMAN);
}
