/* SPDX-License-Identifier: MIT */
#include "core/report/text_mentions.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_entry_start.h"
#include "core/report/text_marks.h"
#include "core/smtp/address.h"

/** X.400 puts a type before the address: "dda:SMTP=ann@example.org;". */
static void cut_type(
	struct rebound_arena *arena, const char *text, struct rebound_text_mention *mention)
{
	static const char type[] = "SMTP=";
	gsize size = strlen(type);
	if (mention->start == 0 || !strchr(":;/", text[mention->start - 1]) ||
		!rebound_text_has_prefix(mention->address, strlen(mention->address), type))
		return;
	const char *address = rebound_address_read(
		arena, mention->address + size, strlen(mention->address) - size);
	if (!address)
		return;
	mention->address = address;
	mention->key = rebound_address_key(arena, address);
	mention->start += size;
}

/** Bytes of a word such as " and " at the start of a text; 0 for none. */
static gsize measure_and(const char *text, gsize len)
{
	static const struct rebound_text_ending words[] = {REBOUND_TEXT_ENDING(" and "),
		REBOUND_TEXT_ENDING(" or "), REBOUND_TEXT_ENDING(" nor "),
		REBOUND_TEXT_ENDING(" und "), REBOUND_TEXT_ENDING(" oder "),
		REBOUND_TEXT_ENDING(" sowie "), REBOUND_TEXT_ENDING(" et "),
		REBOUND_TEXT_ENDING(" ou "), REBOUND_TEXT_ENDING(" y "), REBOUND_TEXT_ENDING(" e "),
		REBOUND_TEXT_ENDING(" en "), REBOUND_TEXT_ENDING(" of "),
		REBOUND_TEXT_ENDING(" og "), REBOUND_TEXT_ENDING(" och "),
		REBOUND_TEXT_ENDING(" oraz "), REBOUND_TEXT_ENDING(" ja "),
		REBOUND_TEXT_ENDING(" и "), REBOUND_TEXT_ENDING("と"),
		REBOUND_TEXT_ENDING("および"), REBOUND_TEXT_ENDING("及び"),
		REBOUND_TEXT_ENDING("和"), REBOUND_TEXT_ENDING("、"), REBOUND_TEXT_ENDING("，")};
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (len >= words[i].len && memcmp(text, words[i].text, words[i].len) == 0)
			return words[i].len;
	}
	return 0;
}

gboolean rebound_text_is_rest_of_list(const char *text, gsize len, gsize at)
{
	while (at < len) {
		gsize joiner = measure_and(text + at, len - at), word = at;
		if (joiner > 0) {
			at += joiner;
			continue;
		}
		if (strchr(">\"'). ,;<(", text[at])) {
			at++;
			continue;
		}
		while (at < len && text[at] != ' ')
			at++;
		if (!memchr(text + word, '@', at - word))
			return FALSE;
	}
	return TRUE;
}

/** Whether a mark that parts the entries of a list, and the name of the next one, stand between two
 * addresses: "; Ann Smith <". */
static gboolean is_next_named(const char *text, gsize from, gsize to)
{
	gsize at = from;
	while (at < to && strchr(">)\"' ", text[at]))
		at++;
	if (at >= to || (text[at] != ',' && text[at] != ';'))
		return FALSE;
	at++;
	while (at < to && text[at] == ' ')
		at++;
	return rebound_text_is_person(text, at, to);
}

gboolean rebound_text_is_same_list(const char *text, gsize from, gsize to)
{
	if (to - from > REBOUND_TEXT_LONGEST_LABEL)
		return FALSE;
	gsize at = from;
	while (at < to && strchr(">)\"'", text[at]))
		at++;
	/* Most addresses go before a colon or a letter. */
	if (at < to && (guchar)text[at] < 0x80 && !strchr(" ,;<(m/", text[at]))
		return FALSE;
	if (is_next_named(text, from, to))
		return TRUE;
	if (to - at > 2 && text[at] == ',' && text[at + 1] == ' ')
		at++; /* "ann@example.org, and bob@example.org" */
	gsize joiner = measure_and(text + at, to - at);
	gboolean slash = to - at == 3 && memcmp(text + at, " / ", 3) == 0;
	at += slash ? 3 : joiner;
	for (; at < to; at++) {
		if (!strchr(" ,;<>()\"'", text[at]))
			return rebound_text_has_prefix(text + at, to - at, "mailto:") &&
			       at + 7 == to;
	}
	return TRUE;
}

void rebound_text_find_mentions(
	struct rebound_text_units *units, struct rebound_arena *arena, guint i)
{
	struct rebound_text_unit *unit = rebound_text_unit(units, i);
	unit->mentions = units->mentions->len;
	if (!memchr(unit->text, '@', unit->len))
		return;

	const char *at = unit->text, *end = unit->text + unit->len, *start;
	gsize last_end = 0;
	for (const char *address; (address = rebound_address_find(arena, &at, end, &start));) {
		struct rebound_text_mention mention = {
			.address = address,
			.key = rebound_address_key(arena, address),
			.unit = i,
			.start = (gsize)(start - unit->text),
			.end = (gsize)(at - unit->text),
		};
		cut_type(arena, unit->text, &mention);
		gboolean first = unit->mentions == units->mentions->len;
		mention.joined =
			!first && rebound_text_is_same_list(unit->text, last_end, mention.start);
		last_end = mention.end;
		g_array_append_val(units->mentions, mention);
	}
	unit->mention_count = units->mentions->len - unit->mentions;
}
