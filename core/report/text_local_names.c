/* SPDX-License-Identifier: MIT */
#include "core/report/text_reading.h"

#include <string.h>

#include "core/mail/message.h"
#include "core/report/builder.h"
#include "core/smtp/address.h"

/* RFC 5321 section 4.5.3.1.1 */
#define LONGEST_LOCAL_PART 64

const char *const rebound_text_returned_recipients[] = {
	"To", "Cc", "Apparently-To", "Resent-To", NULL};

/** Bytes of the name in "550 ann... User unknown", from the place behind the code; 0 for none. */
static gsize local_name(const struct rebound_text_unit *unit, gsize start)
{
	gsize end = start;
	while (end < unit->len && end - start <= LONGEST_LOCAL_PART &&
		(g_ascii_isalnum(unit->text[end]) || strchr("-_+", unit->text[end]) ||
			(unit->text[end] == '.' && end + 1 < unit->len &&
				g_ascii_isalnum(unit->text[end + 1]))))
		end++;
	gboolean named = end > start && end - start <= LONGEST_LOCAL_PART && unit->len - end > 4 &&
			 memcmp(unit->text + end, "... ", 4) == 0;
	return named ? end - start : 0;
}

/** The addresses of those headers by their local parts, in lower case; the first of each. */
static GHashTable *read_returned(const struct rebound_text_reading *reading)
{
	const struct rebound_report *report = reading->builder->report;
	struct rebound_arena *arena = reading->builder->arena;
	GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (const char *const *header = rebound_text_returned_recipients; *header; header++) {
		const char *at = rebound_header_find(
			report->original_headers, report->original_header_count, *header);
		const char *end = at ? at + strlen(at) : NULL, *start;
		for (const char *address;
			at && (address = rebound_address_find(arena, &at, end, &start));) {
			const char *sign = strrchr(address, '@');
			char *name = g_ascii_strdown(address, sign ? sign - address : 0);
			if (g_hash_table_contains(names, name))
				g_free(name);
			else
				g_hash_table_insert(names, name, (gpointer)address);
		}
	}
	return names;
}

static const char *find_returned(GHashTable *names, const char *name, gsize len)
{
	g_autofree char *key = g_ascii_strdown(name, (gssize)len);

	return g_hash_table_lookup(names, key);
}

void rebound_text_find_local_names(struct rebound_text_reading *reading)
{
	struct rebound_text_units *units = &reading->units;
	g_autoptr(GHashTable) names = NULL;
	for (guint i = 0; i < units->units->len; i++) {
		struct rebound_text_unit *unit = rebound_text_unit(units, i);
		gsize start = unit->reply.text;
		gsize len = unit->type == REBOUND_TEXT_ANSWER && unit->reply.code >= 400 &&
					    unit->reply.start == 0 && unit->mention_count == 0 &&
					    start < unit->len
				    ? local_name(unit, start)
				    : 0;
		if (len > 0 && !names)
			names = read_returned(reading);
		const char *address =
			len > 0 ? find_returned(names, unit->text + start, len) : NULL;
		if (!address)
			continue;
		struct rebound_text_mention mention = {
			.address = address,
			.key = rebound_address_key(reading->builder->arena, address),
			.role = REBOUND_TEXT_ANSWERED,
			.unit = i,
			.start = start,
			.end = start + len,
		};
		unit->mentions = units->mentions->len;
		unit->mention_count = 1;
		g_array_append_val(units->mentions, mention);
	}
}
