/* SPDX-License-Identifier: MIT */
#include "core/report/text_mentions.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_entry_start.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/smtp/address.h"

/* So much of what stands around an address is looked at. */
#define CONTEXT_BYTES 96

/* Digits of the shortest telephone number. */
#define PHONE_DIGITS 5

static const struct rebound_text_ending id_words[] = {REBOUND_TEXT_ENDING("message-id"),
	REBOUND_TEXT_ENDING("message id"), REBOUND_TEXT_ENDING("msgid"),
	REBOUND_TEXT_ENDING("msg-id"), REBOUND_TEXT_ENDING("mts-id"),
	REBOUND_TEXT_ENDING("references"), REBOUND_TEXT_ENDING("in-reply-to"),
	REBOUND_TEXT_ENDING("list-id"), REBOUND_TEXT_ENDING("queue-id"),
	REBOUND_TEXT_ENDING("message token"), REBOUND_TEXT_ENDING("tracking id"),
	REBOUND_TEXT_ENDING("session id"), REBOUND_TEXT_ENDING("identificativo messaggio"),
	REBOUND_TEXT_ENDING("identificativo del messaggio"),
	REBOUND_TEXT_ENDING("identificador del mensaje"),
	REBOUND_TEXT_ENDING("identifiant du message"), REBOUND_TEXT_ENDING("nachrichten-id"),
	{"", 0}};
static const struct rebound_text_ending summary_words[] = {REBOUND_TEXT_ENDING("to"),
	REBOUND_TEXT_ENDING("cc"), REBOUND_TEXT_ENDING("bcc"), REBOUND_TEXT_ENDING("a"),
	REBOUND_TEXT_ENDING("an"), REBOUND_TEXT_ENDING("para"), REBOUND_TEXT_ENDING("aan"),
	REBOUND_TEXT_ENDING("do"), REBOUND_TEXT_ENDING("à"), REBOUND_TEXT_ENDING("кому"),
	REBOUND_TEXT_ENDING("宛先"), REBOUND_TEXT_ENDING("收件人"), REBOUND_TEXT_ENDING("收件者"),
	{"", 0}};
static const struct rebound_text_ending envelope_words[] = {
	REBOUND_TEXT_ENDING("rcpt to"), REBOUND_TEXT_ENDING("rcpt"), {"", 0}};

static const struct rebound_text_ending for_words[] = {REBOUND_TEXT_ENDING("for"), {"", 0}};

/** What stands before an address, folded, without the punctuation that leads to it. */
struct lead {
	const char *text;
	gsize len;
	gboolean colon; /**< it ended with ":", "=" or ";" */
	gboolean angle; /**< the address stands in <> */
};

/** Whether a lead ends with a word behind a colon, the type of an address: "Recipient: rfc822". */
static gboolean ends_with_type(const char *text, gsize len)
{
	while (len > 0 && g_ascii_isalnum(text[len - 1]))
		len--;
	while (len > 0 && text[len - 1] == ' ')
		len--;
	return len > 0 && text[len - 1] == ':';
}

static struct lead read_lead(struct rebound_arena *arena, const char *text, gsize at)
{
	gsize from = rebound_text_back_by(text, at, CONTEXT_BYTES);
	struct lead lead = {0};
	lead.text = rebound_text_fold_only(arena, text + from, at - from, &lead.len);
	/* "rfc822;ann@example.org", but no next entry, "; ann@example.org". */
	gboolean spaced = at > from && text[at - 1] == ' ';
	while (lead.len > 0) {
		char last = lead.text[lead.len - 1];
		lead.angle = lead.angle || last == '<';
		spaced = spaced || last == ' ';
		lead.colon = lead.colon || last == ':' || last == '=' ||
			     (last == ';' && (!spaced || ends_with_type(lead.text, lead.len - 1)));
		if (!strchr(" <([{\"':=;`", last))
			break;
		lead.len--;
	}
	return lead;
}

/** Whether the words before an address, up to the start of the text, are a label with a colon. */
static gboolean is_label(const char *text, gsize start, const struct lead *lead)
{
	return lead->colon && start <= REBOUND_TEXT_LONGEST_LABEL && lead->len > 0 &&
	       !rebound_text_find(text, start, ". ");
}

/** Whether what looks like an address is a worm's name: "W32.Example.A@mm", a mass mailer. */
static gboolean is_worm(const char *text, gsize start, gsize end)
{
	const char *at = memchr(text + start, '@', end - start);
	gsize len = at ? (gsize)(text + end - at - 1) : 0;
	return (len == 1 || len == 2) && g_ascii_strncasecmp(at + 1, "mm", len) == 0;
}

/** Whether the words before an address are a label of a message's id, whatever follows in it:
 * "Message-ID of your message: <...>". */
static gboolean is_id_label(const char *text, gsize start, const struct lead *lead)
{
	return is_label(text, start, lead) &&
	       (rebound_text_find(lead->text, lead->len, "message-id") ||
		       rebound_text_find(lead->text, lead->len, "message id"));
}

/** Whether an address is part of a web address. */
static gboolean is_in_url(const char *text, gsize start)
{
	gsize from = start;
	while (from > 0 && start - from < 2048 && text[from - 1] != ' ')
		from--;
	return rebound_text_find(text + from, start - from, "://") != NULL;
}

/** Whether a piece of a unit holds a mark; only where the unit does at all is it searched. */
static gboolean holds_mark(struct rebound_arena *arena, const struct rebound_text_unit *unit,
	gsize from, gsize to, guint32 mark)
{
	return (unit->marks & mark) &&
	       (rebound_text_marks(arena, unit->text + from, to - from) & mark);
}

/** Whether a unit names somebody whom delivery does not concern. */
static gboolean names_other(
	const struct rebound_text_units *units, const struct rebound_text_unit *unit)
{
	for (guint m = 0; m < unit->mention_count; m++) {
		if (rebound_text_mention(units, unit->mentions + m)->role == REBOUND_TEXT_OTHER ||
			m > 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean is_contact(struct rebound_arena *arena, const struct rebound_text_units *units,
	const struct rebound_text_unit *unit, gsize start, gsize end)
{
	gsize from = rebound_text_back_by(unit->text, start, CONTEXT_BYTES);
	/* What an earlier sentence said does not count. */
	for (gsize i = start; i > from + 1; i--) {
		if (unit->text[i - 1] == ' ' && strchr(".!?", unit->text[i - 2])) {
			from = i;
			break;
		}
	}
	if (holds_mark(arena, unit, from, start, REBOUND_TEXT_BIT(CONTACT)))
		return TRUE;
	gsize to = MIN(unit->len, end + 48);
	while (to < unit->len && ((guchar)unit->text[to] & 0xC0) == 0x80)
		to++;
	to = end + rebound_text_sentence(unit->text + end, to - end);
	/* A reply between them parts them as well. */
	if (unit->reply.code >= 400 && unit->reply.start >= end)
		to = MIN(to, unit->reply.start);
	if (holds_mark(arena, unit, end, to, REBOUND_TEXT_BIT(CONTACT_AFTER)))
		return TRUE;
	/* A sentence may be broken directly before the address. */
	guint i = (guint)(unit - (const struct rebound_text_unit *)(void *)units->units->data);
	if (i == 0 || !rebound_text_begins_entry(arena, unit->text, unit->first_len, start))
		return FALSE;
	const struct rebound_text_unit *last = rebound_text_unit(units, i - 1);
	/* The next one of a list whose first was led to so. */
	if (last->paragraph == unit->paragraph && last->mention_count == 1) {
		const struct rebound_text_mention *other =
			rebound_text_mention(units, last->mentions);
		if (other->role == REBOUND_TEXT_OTHER &&
			rebound_text_begins_entry(
				arena, last->text, last->first_len, other->start) &&
			other->end == last->len)
			return TRUE;
	}
	/* "please write to ann@example.org" is done with, where the next line tells of its own. */
	if (end < unit->len &&
		(names_other(units, last) || memchr(unit->text + end, '@', unit->len - end)))
		return FALSE;
	if (last->len == 0 || strchr(").!?", last->text[last->len - 1]) ||
		(last->paragraph != unit->paragraph && last->text[last->len - 1] != ':'))
		return FALSE;
	from = rebound_text_back_by(last->text, last->len, CONTEXT_BYTES / 2);
	return holds_mark(arena, last, from, last->len, REBOUND_TEXT_BIT(CONTACT));
}

static inline gboolean is_phone_border(char c)
{
	return (guchar)c < 0x80 && c != '+' && !g_ascii_isalnum(c);
}

/** Most lines begin with something else than a label of a telephone number, or one. */
static inline gboolean may_begin_phone(char c)
{
	c |= 0x20;
	return (guchar)c >= 0x80 || c == 't' || c == 'p' || c == 'm' || c == 'c' || c == 'f' ||
	       c == ('+' | 0x20);
}

/** Whether a piece begins with a telephone number, as the lines of a signature do: "Tel. +49 30
 * 1234567", "Phone: 555-0199". */
static gboolean begins_with_phone(const char *text, gsize len)
{
	static const char *const labels[] = {"tel", "tél", "phone", "mobil", "cell", "fax", "tlf",
		"тел", "факс", "電話", "电话", NULL};
	gsize at = 0, digits = 0;
	while (at < len && is_phone_border(text[at]))
		at++;
	if (at + 1 >= len || !may_begin_phone(text[at]))
		return FALSE;
	gboolean named = text[at] == '+' && g_ascii_isdigit(text[at + 1]);
	for (gsize i = 0; labels[i] && !named; i++)
		named = rebound_text_has_prefix(text + at, len - at, labels[i]);
	/* The rest of the label, and the number. */
	while (named && at < len && (g_ascii_isalpha(text[at]) || (guchar)text[at] >= 0x80))
		at++;
	for (; named && at < len && (g_ascii_isdigit(text[at]) || strchr(" .:+-/()", text[at]));
		at++)
		digits += g_ascii_isdigit(text[at]);
	return digits >= PHONE_DIGITS;
}

/** Whether a telephone number stands around an address, or on a line beside it. */
static gboolean has_phone(const struct rebound_text_units *units,
	const struct rebound_text_unit *unit, gsize start, gsize end)
{
	guint i = (guint)(unit - (const struct rebound_text_unit *)(void *)units->units->data);
	if (begins_with_phone(unit->text, start) ||
		begins_with_phone(unit->text + end, unit->len - end))
		return TRUE;
	for (guint j = i > 0 ? i - 1 : 1; j <= i + 1 && j < units->units->len; j += 2) {
		const struct rebound_text_unit *other = rebound_text_unit(units, j);
		if (other->paragraph == unit->paragraph && other->mention_count == 0 &&
			begins_with_phone(other->text, other->len))
			return TRUE;
	}
	return FALSE;
}

/** Whether the line before leads to what follows. */
static gboolean is_led_to(
	const struct rebound_text_units *units, const struct rebound_text_unit *unit)
{
	guint i = (guint)(unit - (const struct rebound_text_unit *)(void *)units->units->data);
	const struct rebound_text_unit *last = i > 0 ? rebound_text_unit(units, i - 1) : NULL;
	return last && last->len > 0 && last->text[last->len - 1] == ':';
}

/** Whether an address and a telephone number stand there as those of who wrote the text. */
static gboolean is_of_signature(struct rebound_arena *arena, const struct rebound_text_units *units,
	const struct rebound_text_unit *unit, gsize start, gsize end)
{
	return unit->mention_count == 1 && has_phone(units, unit, start, end) &&
	       !is_led_to(units, unit) &&
	       !holds_mark(arena, unit, 0, unit->len,
		       REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(REASON));
}

/** Whether the unit before ends with words that lead to a sender or to a message's name: "A message
 * sent by", "Message-ID:". */
static gboolean is_led_as_other(
	struct rebound_arena *arena, const struct rebound_text_units *units, guint i)
{
	if (i == 0)
		return FALSE;
	const struct rebound_text_unit *last = rebound_text_unit(units, i - 1);
	struct lead lead = read_lead(arena, last->text, last->len);
	/* An entry leads to none: "ann@example.org: denied for this sender". */
	if (rebound_text_ends_with(lead.text, lead.len, id_words))
		return TRUE;
	if (!lead.colon && last->mention_count > 0)
		return FALSE;
	return rebound_text_ends_with(lead.text, lead.len, rebound_text_sender_words);
}

/** Whether the words directly before an address say that the recipient was made from it. */
static gboolean is_former(
	struct rebound_arena *arena, const struct rebound_text_unit *unit, const struct lead *lead)
{
	if (!(unit->marks & REBOUND_TEXT_BIT(ALIAS)))
		return FALSE;
	gsize from = rebound_text_back_by(lead->text, lead->len, 28);
	return (rebound_text_marks(arena, lead->text + from, lead->len - from) &
		       REBOUND_TEXT_BIT(ALIAS)) != 0;
}

/** Whether a bracket or a dash parts an address from the words before it: "No such user - ann@...",
 * "No such user <ann@example.org>". */
static gboolean is_parted(const char *text, gsize start)
{
	if (start > 4 && text[start - 1] == ' ' &&
		(memcmp(text + start - 4, "\u2013", 3) == 0 ||
			memcmp(text + start - 4, "\u2014", 3) == 0))
		return TRUE;
	return start > 3 && ((strchr("(<", text[start - 1]) && text[start - 2] == ' ') ||
				    (text[start - 1] == ' ' && text[start - 2] == '-'));
}

/** Whether an answer ends in an address, or a list of them, behind a label or what leads to a
 * recipient: "550 No such user: ann@example.org", "550 no such user for ann@example.org". */
static gboolean ends_label(
	const struct rebound_text_unit *unit, const struct lead *lead, gsize start, gsize end)
{
	gboolean led = lead->colon || is_parted(unit->text, start) ||
		       rebound_text_ends_with(lead->text, lead->len, for_words) ||
		       rebound_text_ends_with(lead->text, lead->len, rebound_text_recipient_words);
	return led && rebound_text_is_rest_of_list(unit->text, unit->len, end) &&
	       (unit->reply.code >= 400 || (unit->marks & REBOUND_TEXT_BIT(REASON))) &&
	       !rebound_text_find(unit->text, unit->len, "sender") &&
	       !rebound_text_find(unit->text, unit->len, "from");
}

/** Whether a reply is quoted, and a place stands behind the quotes: "550 no" was said of ann@... */
static gboolean is_behind_quote(const struct rebound_text_unit *unit, gsize at)
{
	gsize open = unit->reply.start;
	return open > 0 && open < unit->len && unit->text[open - 1] == '"' &&
	       memchr(unit->text + open, '"', at - open) != NULL;
}

/** Whether words with a code lead to an address: "The server answered 550 for ann@example.org". */
static gboolean is_behind_coded_words(
	const struct rebound_text_unit *unit, const struct lead *lead, gsize start)
{
	return unit->type == REBOUND_TEXT_PROSE && unit->reply.code != 0 && unit->reply.start > 0 &&
	       unit->reply.start < start && lead->len > 0 &&
	       (rebound_text_ends_with(lead->text, lead->len, for_words) ||
		       rebound_text_ends_with(lead->text, lead->len, rebound_text_recipient_words));
}

/** Whether what became of the message stands behind an address: "To: ann@example.org - refused". */
static gboolean tells_behind(
	struct rebound_arena *arena, const struct rebound_text_unit *unit, gsize end)
{
	return (unit->reply.code >= 400 && unit->reply.start >= end) ||
	       holds_mark(arena, unit, end, unit->len,
		       REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(REASON));
}

static enum rebound_text_role read_role(struct rebound_arena *arena,
	const struct rebound_text_units *units, const struct rebound_text_unit *unit, gsize start,
	gsize end)
{
	struct lead lead = read_lead(arena, unit->text, start);
	guint i = (guint)(unit - (const struct rebound_text_unit *)(void *)units->units->data);
	if (is_id_label(unit->text, start, &lead) || is_in_url(unit->text, start) ||
		is_worm(unit->text, start, end) ||
		rebound_text_ends_with(lead.text, lead.len, id_words))
		return REBOUND_TEXT_OTHER;
	if (rebound_text_ends_with(lead.text, lead.len, envelope_words))
		return REBOUND_TEXT_ENVELOPE;
	if (is_former(arena, unit, &lead))
		return REBOUND_TEXT_FORMER;
	/* "Das Postfach von" leads to no sender. */
	if (rebound_text_ends_with(lead.text, lead.len, rebound_text_sender_words) &&
		!rebound_text_calls_recipient(arena, unit->text, start))
		return REBOUND_TEXT_OTHER;
	if (is_contact(arena, units, unit, start, end) ||
		is_of_signature(arena, units, unit, start, end))
		return REBOUND_TEXT_OTHER;
	if (rebound_text_begins_entry(arena, unit->text, unit->first_len, start))
		return is_led_as_other(arena, units, i) ? REBOUND_TEXT_OTHER : REBOUND_TEXT_LISTED;
	if (is_behind_coded_words(unit, &lead, start))
		return REBOUND_TEXT_INLINE;
	if (unit->reply.code != 0 && start > unit->reply.start && !is_behind_quote(unit, start)) {
		gboolean direct = start <= unit->reply.text + 2 ||
				  ((unit->reply.start == 0 || unit->part) &&
					  ends_label(unit, &lead, start, end));
		return direct ? REBOUND_TEXT_ANSWERED : REBOUND_TEXT_REPEATED;
	}
	if (is_label(unit->text, start, &lead)) {
		gsize bullets = MIN(rebound_text_pass_bullets(unit->text, start), start);
		gboolean short_label = start - bullets <= 16;
		return short_label && rebound_text_ends_with(lead.text, lead.len, summary_words) &&
				       !memchr(lead.text, ' ', lead.len) &&
				       !tells_behind(arena, unit, end)
			       ? REBOUND_TEXT_SUMMARY
			       : REBOUND_TEXT_LABELLED;
	}
	return REBOUND_TEXT_INLINE;
}

/** Whether only an arrow stands between two addresses: "team@example.org -> ann@example.net". */
static gboolean is_arrow(const char *text, gsize from, gsize to)
{
	static const char *const arrows[] = {"->", "=>", "-->", "==>", "\u2192", "\u21D2"};
	while (from < to && strchr("> ", text[from]) &&
		!rebound_text_has_prefix(text + from, to - from, ">>"))
		from++;
	while (to > from && strchr("< ", text[to - 1]))
		to--;
	for (gsize i = 0; i < G_N_ELEMENTS(arrows); i++) {
		if (strlen(arrows[i]) == to - from &&
			memcmp(text + from, arrows[i], to - from) == 0)
			return TRUE;
	}
	return FALSE;
}

/** Of an entry that tells where an address was forwarded to, the one behind the arrow is the
 * recipient. */
static void turn_forward(struct rebound_arena *arena, const struct rebound_text_units *units,
	const struct rebound_text_unit *unit)
{
	struct rebound_text_mention *first = rebound_text_mention(units, unit->mentions);
	struct rebound_text_mention *next = first + 1;
	if (unit->mention_count != 2 || first->role != REBOUND_TEXT_LISTED ||
		!is_arrow(unit->text, first->end, next->start) ||
		(next->end < unit->len && !tells_behind(arena, unit, next->end) &&
			!rebound_text_verdict_behind(
				arena, unit->text + next->end, unit->len - next->end)))
		return;
	first->role = REBOUND_TEXT_FORMER;
	next->role = REBOUND_TEXT_LISTED;
}

void rebound_text_find_roles(struct rebound_text_units *units, struct rebound_arena *arena, guint i)
{
	struct rebound_text_unit *unit = rebound_text_unit(units, i);
	enum rebound_text_role last = REBOUND_TEXT_OTHER;
	gboolean entry = FALSE;
	if (unit->mention_count == 0)
		return;
	for (guint m = unit->mentions; m < unit->mentions + unit->mention_count; m++) {
		struct rebound_text_mention *mention = rebound_text_mention(units, m);
		mention->role = mention->joined ? last
						: read_role(arena, units, unit, mention->start,
							  mention->end);
		/* Within an entry of a list, what follows its address is about it. */
		if (entry && mention->role != last && mention->role != REBOUND_TEXT_FORMER &&
			mention->role != REBOUND_TEXT_ENVELOPE &&
			mention->role != REBOUND_TEXT_OTHER)
			mention->role = REBOUND_TEXT_REPEATED;
		entry = entry || mention->role == REBOUND_TEXT_LISTED ||
			mention->role == REBOUND_TEXT_LABELLED;
		last = mention->role;
	}
	turn_forward(arena, units, unit);
	rebound_text_read_beside(arena, units, unit);
	units->keyed = units->keyed || unit->key > 0;
}

gboolean rebound_text_is_entry(struct rebound_arena *arena, const char *text, gsize len)
{
	if (!memchr(text, '@', len))
		return FALSE;
	const char *at = text, *start;
	if (!rebound_address_find(arena, &at, text + len, &start))
		return FALSE;
	gsize before = (gsize)(start - text);
	if (rebound_text_begins_entry(arena, text, len, before))
		return TRUE;
	struct lead lead = read_lead(arena, text, before);
	return is_label(text, before, &lead);
}

gboolean rebound_text_is_unreadable_entry(struct rebound_arena *arena, const char *text, gsize len)
{
	if (!memchr(text, '@', len))
		return FALSE;
	gsize at = rebound_text_pass_bullets(text, len), end = at;
	while (end < len && text[end] != ' ')
		end++;
	const char *sign = memchr(text + at, '@', end - at);
	if (!sign || sign == text + at || sign + 1 == text + end || !g_ascii_isalnum(sign[1]))
		return FALSE;
	const char *from = text + at;
	return (end == len || strchr(":>)", text[end - 1])) &&
	       !rebound_address_find(arena, &from, text + end, NULL);
}

gboolean rebound_text_is_nameless_entry(const char *text, gsize len)
{
	static const char *const starts[] = {"|", "\"|", "/", "\"/", "save to ", "pipe to ", ":"};
	for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
		if (rebound_text_has_prefix(text, len, starts[i]))
			return TRUE;
	}
	return FALSE;
}
