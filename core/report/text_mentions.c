/* SPDX-License-Identifier: MIT */
#include "core/report/text_units.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_entry_start.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_note_key.h"
#include "core/report/text_reply.h"
#include "core/smtp/address.h"

/* A label before an address is no longer than this. */
#define LONGEST_LABEL 64

/* What stands before the address of a row, such as an hour, is no longer. */
#define LONGEST_ROW_LEAD 32

/* A key behind an address is no longer: "(see note 12)". */
#define LONGEST_KEY 16

/* So much of what stands around an address is looked at. */
#define CONTEXT_BYTES 96

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

static gsize back_by(const char *text, gsize at, gsize bytes)
{
	gsize from = at > bytes ? at - bytes : 0;
	while (from > 0 && ((guchar)text[from] & 0xC0) == 0x80)
		from--;
	return from;
}

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
	gsize from = back_by(text, at, CONTEXT_BYTES);
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
	return lead->colon && start <= LONGEST_LABEL && lead->len > 0 &&
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
	gsize from = back_by(unit->text, start, CONTEXT_BYTES);
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
	from = back_by(last->text, last->len, CONTEXT_BYTES / 2);
	return holds_mark(arena, last, from, last->len, REBOUND_TEXT_BIT(CONTACT));
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
	gsize from = back_by(lead->text, lead->len, 28);
	return (rebound_text_marks(arena, lead->text + from, lead->len - from) &
		       REBOUND_TEXT_BIT(ALIAS)) != 0;
}

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

/** Whether nothing stands from a place on but the other addresses of a list, and what closes it. */
static gboolean is_rest_of_list(const char *text, gsize len, gsize at)
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
	return led && is_rest_of_list(unit->text, unit->len, end) &&
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
	if (is_contact(arena, units, unit, start, end))
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
	if (to - from > LONGEST_LABEL)
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

/** What stands beside the addresses that a unit begins with, "OK ann@example.org" or
 * "ann@example.org, bob@example.org: delivered"; the words of a row count behind one only. */
static enum rebound_text_verdict read_verdict(struct rebound_arena *arena,
	const struct rebound_text_unit *unit, const struct rebound_text_mention *first,
	gsize behind)
{
	gboolean listed = first->role == REBOUND_TEXT_LISTED;
	enum rebound_text_verdict verdict = REBOUND_TEXT_VERDICT_NONE;
	if (!listed && (unit->marks & REBOUND_TEXT_BIT(DELIVERED)) &&
		rebound_text_verdict_excepted(arena, unit->text, first->start))
		return REBOUND_TEXT_VERDICT_FAILED;
	if (!listed && !unit->part)
		return REBOUND_TEXT_VERDICT_NONE;
	gsize at = rebound_text_pass_bullets(unit->text, first->start), size;
	if (!listed && at < first->start)
		verdict = rebound_text_verdict_negated(unit->text + at, first->start - at);
	else if (at < first->start)
		verdict = rebound_text_verdict_before(
			arena, unit->text + at, first->start - at, &size);
	if (!verdict && !listed && rebound_text_verdict_reached(arena, unit->text, first->start))
		return REBOUND_TEXT_VERDICT_DELIVERED;
	if (!verdict)
		verdict =
			rebound_text_verdict_behind(arena, unit->text + behind, unit->len - behind);
	/* In a sentence, what stands before the address may deny it. */
	gboolean sentence =
		!listed && (first->start > LONGEST_ROW_LEAD ||
				   rebound_text_verdict_holds_not(unit->text, first->start));
	return sentence && verdict == REBOUND_TEXT_VERDICT_DELIVERED ? REBOUND_TEXT_VERDICT_NONE
								     : verdict;
}

/** The key of an entry, which stands alone behind its addresses, "ann@example.org [1]", or a number
 * before them; 0: none. */
static guint read_key(const struct rebound_text_unit *unit, gsize start, gsize end)
{
	gsize size, at = end;
	while (at < unit->len && (unit->text[at] == '>' || unit->text[at] == ' '))
		at++;
	gsize left = unit->len - at;
	guint key = left > 0 && left <= LONGEST_KEY
			    ? rebound_text_note_key(unit->text + at, left, &size)
			    : 0;
	if (key > 0)
		return size == left ? key : 0;
	/* Stars before it are bullets. */
	return start > 1 && unit->text[0] != '*' && unit->text[0] != '<'
		       ? rebound_text_note_key(unit->text, start, &size)
		       : 0;
}

/** The code that stands alone behind an address, "ann@example.org 5.1.1", "ann@... / 550 / no",
 * "ann@example.org=550". */
static struct rebound_reply read_numbers(const struct rebound_text_unit *unit, gsize at)
{
	struct rebound_reply reply = unit->reply;
	while (at < unit->len && strchr("> /|,;:-(.=", unit->text[at]))
		at++;
	if (at == unit->len || !strchr("245", unit->text[at]))
		return reply;
	struct rebound_reply read = rebound_text_numbers(unit->text + at, unit->len - at);
	if (read.start > 0 || (read.code == 0 && read.status.klass == 0))
		return reply;
	read.start += at;
	read.text += at;
	return read;
}

/** The last address of the list that a unit's first one is of. */
static const struct rebound_text_mention *last_of_list(
	const struct rebound_text_units *units, const struct rebound_text_unit *unit)
{
	const struct rebound_text_mention *last = rebound_text_mention(units, unit->mentions);
	guint end = unit->mentions + unit->mention_count;
	for (guint m = unit->mentions + 1; m < end && rebound_text_mention(units, m)->joined; m++)
		last = rebound_text_mention(units, m);
	return last;
}

/** Read what stands beside the addresses that a unit begins with. */
static void read_beside(struct rebound_arena *arena, const struct rebound_text_units *units,
	struct rebound_text_unit *unit)
{
	const struct rebound_text_mention *first = rebound_text_mention(units, unit->mentions);
	const struct rebound_text_mention *last = last_of_list(units, unit);
	if (first->role == REBOUND_TEXT_LISTED || first->role == REBOUND_TEXT_INLINE)
		unit->verdict = read_verdict(arena, unit, first, last->end);
	else if (first->role == REBOUND_TEXT_LABELLED)
		unit->verdict = rebound_text_verdict_behind(
			arena, unit->text + last->end, unit->len - last->end);
	if (first->role != REBOUND_TEXT_LISTED)
		return;
	unit->key = read_key(unit, first->start, last->end);
	if (unit->reply.code == 0 && unit->reply.status.klass == 0)
		unit->reply = read_numbers(unit, last->end);
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

gboolean rebound_text_may_be_keyed(const struct rebound_text_units *units, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(units, i);
	return unit->mention_count > 0 &&
	       read_key(unit, rebound_text_mention(units, unit->mentions)->start,
		       last_of_list(units, unit)->end) > 0;
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
	read_beside(arena, units, unit);
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
