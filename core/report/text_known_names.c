/* SPDX-License-Identifier: MIT */
#include "core/report/text_reading.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/mail/header.h"
#include "core/mail/message.h"
#include "core/report/builder.h"
#include "core/smtp/address.h"

/*
 * "-ann@example.org" may be a list's mark or a name's, and "a...b@example.org" an ellipsis or a
 * name: a text alone can't tell. Where such a word is, as a whole, one of those that the message
 * went to, it is that name.
 */

static gboolean is_border(char c)
{
	return c == ' ' || (c != '\0' && strchr("<>()[]{},;:\"'", c));
}

/** Whether a place in a text is led to by a colon: "Recipient: <". */
static gboolean follows_colon(const char *text, gsize at)
{
	while (at > 0 && strchr(" <(\"'", text[at - 1]))
		at--;
	return at > 0 && text[at - 1] == ':';
}

/** Keys of all that the message went to. */
static GHashTable *read_known(const struct rebound_text_reading *reading)
{
	const struct rebound_report *report = reading->builder->report;
	struct rebound_arena *arena = reading->builder->arena;
	GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; reading->hints && i < reading->hints->failed_count; i++)
		g_hash_table_add(known, rebound_address_key(arena, reading->hints->failed[i]));
	for (const char *const *header = rebound_text_returned_recipients; *header; header++) {
		const char *value = rebound_header_find(
			report->original_headers, report->original_header_count, *header);
		const char *at = value ? value : "";
		/* Names of people may hold a comma, and what is no address is passed over. */
		while (*at) {
			gsize len = strcspn(at, ",");
			const char *open = memchr(at, '<', len);
			const char *close =
				open ? memchr(open, '>', len - (gsize)(open - at)) : NULL;
			const char *address =
				close ? rebound_address_read(arena, open, (gsize)(close + 1 - open))
				      : rebound_address_read(arena, at, len);
			if (address)
				g_hash_table_add(known, rebound_address_key(arena, address));
			at += len + (at[len] == ',');
		}
	}
	return known;
}

/** Add the mention of a word from a place in a unit to another, if it is one that is known. */
static void add_known(
	struct rebound_text_reading *reading, GHashTable *known, guint i, gsize start, gsize end)
{
	struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
	struct rebound_arena *arena = reading->builder->arena;
	const char *address = rebound_address_read(arena, unit->text + start, end - start);
	const char *key = address ? rebound_address_key(arena, address) : NULL;
	if (!key || !g_hash_table_contains(known, key))
		return;
	struct rebound_text_mention mention = {
		.address = address,
		.key = key,
		.unit = i,
		.start = start,
		.end = end,
		.role = REBOUND_TEXT_INLINE,
	};
	if (unit->mention_count > 0)
		mention.role = REBOUND_TEXT_REPEATED;
	else if (start == 0 || unit->unreadable)
		mention.role = REBOUND_TEXT_LISTED;
	else if (unit->type == REBOUND_TEXT_ANSWER && start <= unit->reply.text + 2)
		mention.role = REBOUND_TEXT_ANSWERED;
	else if (follows_colon(unit->text, start))
		mention.role = REBOUND_TEXT_LABELLED;
	if (unit->mention_count == 0)
		unit->mentions = reading->units.mentions->len;
	unit->mention_count++;
	unit->unreadable = FALSE;
	g_array_append_val(reading->units.mentions, mention);
}

void rebound_text_find_known_names(struct rebound_text_reading *reading)
{
	g_autoptr(GHashTable) known = NULL;
	for (guint i = 0; i < reading->units.units->len; i++) {
		struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
		const char *at =
			unit->mention_count == 0 ? memchr(unit->text, '@', unit->len) : NULL;
		if (at && !known)
			known = read_known(reading);
		if (at && g_hash_table_size(known) == 0)
			return;
		while (at) {
			gsize start = (gsize)(at - unit->text), end = start;
			while (start > 0 && !is_border(unit->text[start - 1]))
				start--;
			while (end < unit->len && !is_border(unit->text[end]))
				end++;
			if (end - start <= REBOUND_LIMIT_ADDRESS_BYTES)
				add_known(reading, known, i, start, end);
			at = memchr(unit->text + end, '@', unit->len - end);
		}
	}
}
