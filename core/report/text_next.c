/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/base/text.h"
#include "core/report/text_cutter.h"
#include "core/report/text_entry_start.h"
#include "core/report/text_marks.h"
#include "core/report/text_verdict.h"
#include "core/smtp/address.h"

/* What is longer is no entry, and no sentence about one recipient. */
#define LONGEST_ENTRY	 4096
#define LONGEST_SENTENCE 512

/* "Reason:" */
#define LONGEST_LABEL 32

/** Whether a line of prose begins with a label such as "Reason:". */
static gboolean has_label(const struct rebound_text_line *line)
{
	const char *colon = g_ascii_isupper(line->text[0])
				    ? memchr(line->text, ':', MIN(line->len, LONGEST_LABEL + 1))
				    : NULL;
	gsize size = colon ? (gsize)(colon - line->text) : 0;

	if (size < 3 || (size + 1 < line->len && colon[1] != ' '))
		return FALSE;
	for (const char *at = line->text; at < colon; at++) {
		if (!g_ascii_isalpha(*at) && *at != ' ' && *at != '-')
			return FALSE;
	}
	return TRUE;
}

/** Whether a line below a label and its value leads to another list: "1 recipient ok:". */
static gboolean leads_on(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	if (line->text[line->len - 1] != ':' || line->indent > cutter->indent ||
		!rebound_text_verdict_lead(cutter->arena, line->text, line->len))
		return FALSE;
	const struct rebound_text_line first = {
		.text = cutter->joined->str, .len = cutter->first_len};
	return has_label(&first);
}

/**
 * Whether a line is the next of sentences that hang, each with an address and each with its further
 * lines indented: "Server A rejected ann@example.org", "  It said: [550 ...]", "Server B rejected".
 */
static gboolean is_next_hanging(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	return cutter->open && cutter->hangs && cutter->type == REBOUND_TEXT_PROSE &&
	       !cutter->entry && line->indent <= cutter->indent &&
	       memchr(line->text, '@', line->len) &&
	       memchr(cutter->joined->str, '@', cutter->joined->len);
}

gboolean rebound_text_is_next_nameless(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	gsize quote = line->text[0] == '"' ? 1 : 0;
	return cutter->open && cutter->entry && line->len > quote + 1 &&
	       (line->text[quote] == '|' || (quote == 1 && line->text[quote] == '/'));
}

/** Whether a line behind a whole reply is a sentence about another recipient: "Mail to
 * ann@example.org failed:", "550 unknown.", "Mail to bob@example.org failed:". */
static gboolean is_next_sentence(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	const GString *joined = cutter->joined;
	return cutter->open && cutter->type == REBOUND_TEXT_ANSWER && !cutter->arrows &&
	       joined->len > 0 && strchr(".!", joined->str[joined->len - 1]) &&
	       line->indent <= cutter->indent && g_ascii_isupper(line->text[0]) &&
	       memchr(line->text, '@', line->len);
}

/** Whether a line stands further left than the entry or the reply above it, whose words it does not
 * go on with. */
static gboolean is_behind_list(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	return (cutter->entry || cutter->type == REBOUND_TEXT_ANSWER) &&
	       line->indent < cutter->indent;
}

/** Whether a line below an entry, at its margin, is a sentence about another recipient:
 * "ann@example.org", "The user bob@example.org does not exist." */
static gboolean is_next_told(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	const GString *joined = cutter->joined;
	const char *at = line->text, *start;
	if (!cutter->open || !cutter->entry || cutter->type != REBOUND_TEXT_PROSE ||
		line->indent > cutter->indent || joined->len == 0 || joined->len > LONGEST_ENTRY ||
		line->len > LONGEST_SENTENCE || strchr(":,", joined->str[joined->len - 1]) ||
		!(g_ascii_isupper(line->text[0]) || (guchar)line->text[0] >= 0x80) ||
		!memchr(line->text, '@', line->len))
		return FALSE;
	const char *end = line->text + line->len;
	const char *address = rebound_address_find(cutter->arena, &at, end, &start);
	if (!address || !rebound_text_leads_to_recipient(
				cutter->arena, line->text, (gsize)(start - line->text)))
		return FALSE;
	for (; address; address = rebound_address_find(cutter->arena, &at, end, NULL)) {
		if (strcasestr(joined->str, address))
			return FALSE;
	}
	return TRUE;
}

/** Whether a line leads to a list of recipients behind a whole sentence about somebody: "The user
 * ann@example.org does not exist.", "The following addresses are full:". */
static gboolean is_next_lead(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	const GString *joined = cutter->joined;
	return cutter->type == REBOUND_TEXT_PROSE && joined->len > 0 &&
	       strchr(".!", joined->str[joined->len - 1]) && line->text[line->len - 1] == ':' &&
	       line->indent <= cutter->indent && !memchr(line->text, '@', line->len) &&
	       memchr(joined->str, '@', joined->len) &&
	       rebound_text_holds_any(line->text, line->len, rebound_text_recipient_stems);
}

gboolean rebound_text_begins_unit(const struct rebound_text_cutter *cutter,
	const struct rebound_text_line *line, gboolean below, gboolean wrapped)
{
	if (!cutter->open || (!below && (has_label(line) || leads_on(cutter, line))))
		return TRUE;
	return !wrapped && (is_behind_list(cutter, line) || is_next_hanging(cutter, line) ||
				   is_next_sentence(cutter, line) || is_next_told(cutter, line) ||
				   is_next_lead(cutter, line));
}
