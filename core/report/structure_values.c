/* SPDX-License-Identifier: MIT */
#include "core/report/structure_values.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_marks.h"
#include "core/report/text_reply.h"
#include "core/smtp/address.h"

/* A person's name before an address is no longer. */
#define LONGEST_NAME 64

/* A word or two for what became of a message are no longer. */
#define LONGEST_STATE 40

/* A label is no longer, and has no more words. */
#define LONGEST_LABEL 48
#define MOST_WORDS    5

/* So much of a value is read. */
#define LONGEST_VALUE 2000

/* Folded, as all words below. */
static const struct rebound_text_ending more_sender_words[] = {REBOUND_TEXT_ENDING("mail from"),
	REBOUND_TEXT_ENDING("from address"), REBOUND_TEXT_ENDING("from"),
	REBOUND_TEXT_ENDING("reply to"), REBOUND_TEXT_ENDING("errors to"),
	REBOUND_TEXT_ENDING("origin"), REBOUND_TEXT_ENDING("source"),
	REBOUND_TEXT_ENDING("originator"), REBOUND_TEXT_ENDING("author"), {"", 0}};

static const struct rebound_text_ending more_recipient_words[] = {REBOUND_TEXT_ENDING("rcpt"),
	REBOUND_TEXT_ENDING("destination"), REBOUND_TEXT_ENDING("empfaengeradresse"),
	REBOUND_TEXT_ENDING("destinataires"), REBOUND_TEXT_ENDING("destinatarios"),
	REBOUND_TEXT_ENDING("destinatari"), REBOUND_TEXT_ENDING("mottaker"),
	REBOUND_TEXT_ENDING("mottagare"), REBOUND_TEXT_ENDING("modtager"),
	REBOUND_TEXT_ENDING("vastaanottaja"), REBOUND_TEXT_ENDING("prijemce"),
	REBOUND_TEXT_ENDING("cimzett"), REBOUND_TEXT_ENDING("alici"),
	REBOUND_TEXT_ENDING("destinatar"), REBOUND_TEXT_ENDING("кому"),
	REBOUND_TEXT_ENDING("получателя"), REBOUND_TEXT_ENDING("одержувач"),
	REBOUND_TEXT_ENDING("παραληπτης"), REBOUND_TEXT_ENDING("받는 사람"),
	REBOUND_TEXT_ENDING("수신자"), {"", 0}};

static const struct rebound_text_ending aside_words[] = {REBOUND_TEXT_ENDING("subject"),
	REBOUND_TEXT_ENDING("betreff"), REBOUND_TEXT_ENDING("objet"), REBOUND_TEXT_ENDING("asunto"),
	REBOUND_TEXT_ENDING("assunto"), REBOUND_TEXT_ENDING("oggetto"),
	REBOUND_TEXT_ENDING("onderwerp"), REBOUND_TEXT_ENDING("temat"), REBOUND_TEXT_ENDING("amne"),
	REBOUND_TEXT_ENDING("aemne"), REBOUND_TEXT_ENDING("emne"), REBOUND_TEXT_ENDING("aihe"),
	REBOUND_TEXT_ENDING("predmet"), REBOUND_TEXT_ENDING("targy"), REBOUND_TEXT_ENDING("konu"),
	REBOUND_TEXT_ENDING("тема"), REBOUND_TEXT_ENDING("θεμα"), REBOUND_TEXT_ENDING("件名"),
	REBOUND_TEXT_ENDING("主题"), REBOUND_TEXT_ENDING("主旨"), REBOUND_TEXT_ENDING("제목"),
	REBOUND_TEXT_ENDING("title"), REBOUND_TEXT_ENDING("postmaster"),
	REBOUND_TEXT_ENDING("contact"), REBOUND_TEXT_ENDING("support"), REBOUND_TEXT_ENDING("help"),
	REBOUND_TEXT_ENDING("kontakt"), REBOUND_TEXT_ENDING("message id"),
	REBOUND_TEXT_ENDING("messageid"), REBOUND_TEXT_ENDING("identificativo messaggio"),
	REBOUND_TEXT_ENDING("identificativo del messaggio"),
	REBOUND_TEXT_ENDING("identificador del mensaje"),
	REBOUND_TEXT_ENDING("identifiant du message"), REBOUND_TEXT_ENDING("msgid"),
	REBOUND_TEXT_ENDING("id"), REBOUND_TEXT_ENDING("user agent"),
	REBOUND_TEXT_ENDING("reported by"), REBOUND_TEXT_ENDING("reporting mta"), {"", 0}};

static const struct rebound_text_ending server_words[] = {REBOUND_TEXT_ENDING("server"),
	REBOUND_TEXT_ENDING("host"), REBOUND_TEXT_ENDING("mx"), REBOUND_TEXT_ENDING("mta"),
	REBOUND_TEXT_ENDING("relay"), REBOUND_TEXT_ENDING("remote"), REBOUND_TEXT_ENDING("gateway"),
	REBOUND_TEXT_ENDING("serveur"), REBOUND_TEXT_ENDING("servidor"),
	REBOUND_TEXT_ENDING("сервер"), REBOUND_TEXT_ENDING("サーバ"),
	REBOUND_TEXT_ENDING("サーバー"), REBOUND_TEXT_ENDING("服务器"), {"", 0}};

/** A key as words, folded: "mail/rcptTo" and "rcpt_to" end with "rcpt to". */
static const char *fold_key(struct rebound_arena *arena, const char *text, gsize len, gsize *size)
{
	g_autoptr(GString) words = g_string_sized_new(len + 8);

	for (gsize i = 0; i < len; i++) {
		if (i > 0 && g_ascii_isupper(text[i]) && g_ascii_islower(text[i - 1]))
			g_string_append_c(words, ' ');
		g_string_append_c(
			words, rebound_text_is_one_of(text[i], "_-/.:=*") ? ' ' : text[i]);
	}
	return rebound_text_fold_only(arena, words->str, words->len, size);
}

static gboolean ends_as(const char *text, gsize len, const struct rebound_text_ending *one,
	const struct rebound_text_ending *other)
{
	return rebound_text_ends_with(text, len, one) || rebound_text_ends_with(text, len, other);
}

enum rebound_label rebound_label_read(struct rebound_arena *arena, const char *label, gsize len)
{
	gsize size = 0;

	if (len == 0)
		return REBOUND_LABEL_OTHER;
	const char *words = fold_key(arena, label, MIN(len, (gsize)LONGEST_LABEL * 2), &size);
	/* "sender address" as "sender". */
	gsize first = size;
	while (first > 0 && words[first - 1] != ' ')
		first--;
	first = first > 0 ? first - 1 : 0;
	if (ends_as(words, size, rebound_text_sender_words, more_sender_words) ||
		ends_as(words, first, rebound_text_sender_words, more_sender_words))
		return REBOUND_LABEL_SENDER;
	if (rebound_text_ends_with(words, size, aside_words) ||
		rebound_text_find(words, size, "message id") ||
		rebound_text_has_prefix(words, size, "x "))
		return REBOUND_LABEL_ASIDE;
	return ends_as(words, size, rebound_text_recipient_words, more_recipient_words)
		       ? REBOUND_LABEL_RECIPIENT
		       : REBOUND_LABEL_OTHER;
}

static gboolean ends_label(char byte)
{
	switch (byte) {
	case ':':
	case '=':
	case '@':
	case '<':
	case '>':
	case '"':
	case '|':
	case ';':
	case ',':
	case '!':
	case '?':
		return TRUE;
	default:
		return FALSE;
	}
}

gsize rebound_label_measure(struct rebound_arena *arena, const char *text, gsize len, gsize *value)
{
	gsize at = 0, end;
	guint words = 1;

	for (; at < len && at <= LONGEST_LABEL && !ends_label(text[at]); at++) {
		/* A host is none: "mx.example.org: 550 unknown". */
		if (text[at] == '.' && at + 1 < len && g_ascii_isalnum(text[at + 1]))
			return 0;
		words += text[at] == ' ' && at > 0 && text[at - 1] != ' ';
		if (text[at] == '\xEF' && len - at >= 3 && memcmp(text + at, "：", 3) == 0)
			break;
	}
	if (at == 0 || at >= len || at > LONGEST_LABEL || words > MOST_WORDS + 1)
		return 0;
	gboolean wide = (guchar)text[at] >= 0x80;
	if (!wide && text[at] != ':' && text[at] != '=')
		return 0;
	for (end = at; end > 0 && rebound_text_is_one_of(text[end - 1], " .\t");)
		end--;
	at += wide ? 3 : 1;
	/* "http://", "10:30" and "smtp;550" have no label. */
	if (end == 0 || g_ascii_isdigit(text[0]) || (at < len && text[at] == '/'))
		return 0;
	/* "news=ann@example.org" may be an address. */
	if (text[end] == '=' && at < len && text[at] != ' ' && memchr(text + at, '@', len - at) &&
		rebound_label_read(arena, text, end) == REBOUND_LABEL_OTHER)
		return 0;
	while (at < len && rebound_text_is_one_of(text[at], " \t"))
		at++;
	*value = at;
	return end;
}

/** Whether an address is one that a value can hold as it is: with a dot in its domain, or a
 * literal, since "W32.Example.A@mm" is a worm, and without spaces, which values do not keep. */
static gboolean is_plain(const char *address)
{
	const char *domain = rebound_address_domain(address);

	if (strchr(address, ' '))
		return FALSE;
	return *domain == '[' || strchr(domain, '.') || (guchar)*domain >= 0x80;
}

/** Read a text that holds addresses only, but for a name, marks and brackets; NULL where it holds
 * anything else. */
static GPtrArray *read_addresses(struct rebound_arena *arena, const char *text, gsize len)
{
	const char *at = text, *end = text + len, *behind = text, *start;
	g_autoptr(GPtrArray) addresses = NULL;

	if (!memchr(text, '@', len))
		return NULL;
	for (const char *address; (address = rebound_address_find(arena, &at, end, &start));
		behind = at) {
		gsize gap = (gsize)(start - behind), i = 0;
		while (i < gap && rebound_text_is_one_of(behind[i], " ,;<>\"'()[]|"))
			i++;
		if (gap - i >= 7 && rebound_text_has_prefix(behind + i, gap - i, "mailto:"))
			i += 7;
		/* "Ann Smith <ann@example.org>" */
		gboolean named = gap > i + 1 && gap - i <= LONGEST_NAME && start[-1] == '<' &&
				 !memchr(behind + i, ':', gap - i) &&
				 !memchr(behind + i, '@', gap - i) &&
				 rebound_text_numbers(behind + i, gap - i).code == 0;
		if ((i < gap && !named) || !is_plain(address))
			return NULL;
		if (!addresses)
			addresses = g_ptr_array_new();
		g_ptr_array_add(addresses, (gpointer)address);
	}
	while (behind < end && rebound_text_is_one_of(*behind, " ,;:.<>\"'()[]|"))
		behind++;
	return behind == end && addresses ? g_steal_pointer(&addresses) : NULL;
}

gboolean rebound_value_is_addresses(struct rebound_arena *arena, const char *text, gsize len)
{
	if (!memchr(text, '@', len))
		return FALSE;
	const char *line = rebound_text_line(arena, text, len, REBOUND_LIMIT_TEXT_BYTES);
	g_autoptr(GPtrArray) addresses = read_addresses(arena, line, strlen(line));
	return addresses != NULL;
}

/** Whether a text holds reply codes and statuses only: "550", "#5.1.1", "550 5.1.1", "550/5.1.1".
 */
static gboolean is_code(const char *text, gsize len)
{
	gsize at = 0;

	while (at < len) {
		while (at < len && rebound_text_is_one_of(text[at], " #()[]-/;,"))
			at++;
		gsize start = at;
		while (at < len && (g_ascii_isdigit(text[at]) || text[at] == '.'))
			at++;
		if (at == start)
			return at == len;
		if (!rebound_text_is_one_of(text[start], "245") || at - start < 3 ||
			(memchr(text + start, '.', at - start) ? text[start + 1] != '.'
							       : at - start != 3))
			return FALSE;
	}
	return TRUE;
}

/** Whether a text is a time, a count, a host, a web address or one word that is an identifier. */
static gboolean is_noise(const char *text, gsize len)
{
	gboolean letters = FALSE, space = FALSE, dot = FALSE, digit = FALSE;

	if (rebound_text_find(text, len, "://") && !memchr(text, ' ', len))
		return TRUE;
	for (gsize i = 0; i < len; i++) {
		letters = letters || g_ascii_isalpha(text[i]) || (guchar)text[i] >= 0x80;
		digit = digit || g_ascii_isdigit(text[i]);
		space = space || text[i] == ' ' || (guchar)text[i] >= 0x80;
		dot = dot || text[i] == '.';
	}
	return !letters || (!space && (dot || digit));
}

static enum rebound_text_verdict state_of_words(
	struct rebound_arena *arena, const char *text, gsize len)
{
	gsize size = 0;

	if (len > LONGEST_STATE)
		return REBOUND_TEXT_VERDICT_NONE;
	const char *words = fold_key(arena, text, len, &size);
	while (size > 0 && rebound_text_is_one_of(words[size - 1], "!. )]"))
		size--;
	while (size > 0 && rebound_text_is_one_of(*words, "([ ")) {
		words++;
		size--;
	}
	return rebound_text_verdict_of(words, size);
}

enum rebound_text_verdict rebound_label_state(
	struct rebound_arena *arena, const char *label, gsize len)
{
	static const struct rebound_text_ending recipients[] = {REBOUND_TEXT_ENDING(" recipients"),
		REBOUND_TEXT_ENDING(" recipient"), REBOUND_TEXT_ENDING(" addresses"),
		REBOUND_TEXT_ENDING(" address"), REBOUND_TEXT_ENDING(" to"), {"", 0}};
	enum rebound_text_verdict state;

	while (len > 0 &&
		(g_ascii_isdigit(label[len - 1]) || rebound_text_is_one_of(label[len - 1], "() :")))
		len--;
	if (len == 0 || len > LONGEST_LABEL)
		return REBOUND_TEXT_VERDICT_NONE;
	state = state_of_words(arena, label, len);
	for (gsize i = 0; state == REBOUND_TEXT_VERDICT_NONE && recipients[i].len > 0; i++) {
		gsize size = recipients[i].len;
		if (len > size &&
			rebound_text_has_prefix(label + len - size, size, recipients[i].text))
			state = state_of_words(arena, label, len - size);
	}
	return state;
}

gboolean rebound_label_is_server(struct rebound_arena *arena, const char *label, gsize len)
{
	gsize size = 0;
	const char *words =
		len > 0 && len <= LONGEST_LABEL ? fold_key(arena, label, len, &size) : NULL;

	return words && rebound_text_ends_with(words, size, server_words);
}

static enum rebound_text_verdict state_of_marks(guint32 marks)
{
	if (marks & (REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(GAVE_UP)))
		return REBOUND_TEXT_VERDICT_FAILED;
	if (marks & (REBOUND_TEXT_BIT(DELAYED) | REBOUND_TEXT_BIT(RETRIES)))
		return REBOUND_TEXT_VERDICT_DELAYED;
	return marks & REBOUND_TEXT_BIT(DELIVERED) ? REBOUND_TEXT_VERDICT_DELIVERED
						   : REBOUND_TEXT_VERDICT_NONE;
}

/** What codes tell; a reply that is contested tells nothing. */
static enum rebound_text_verdict state_of_codes(const struct rebound_reply *reply)
{
	if (reply->code >= 400 || reply->status.klass >= 4)
		return REBOUND_TEXT_VERDICT_FAILED;
	return reply->code / 100 == 2 || reply->status.klass == 2 ? REBOUND_TEXT_VERDICT_DELIVERED
								  : REBOUND_TEXT_VERDICT_NONE;
}

/** Whether words end as those do that lead to a recipient. */
static gboolean leads(struct rebound_arena *arena, const char *text, gsize len)
{
	gsize size = 0;
	const char *words = fold_key(arena, text, len, &size);

	return rebound_text_ends_with(words, size, rebound_text_recipient_words);
}

/** Whether a text without words is the name of a host, with or without its number. */
static gboolean is_host(const char *text, gsize len)
{
	gsize at = 0, dots = 0;

	while (at < len && (g_ascii_isalnum(text[at]) || rebound_text_is_one_of(text[at], ".-")))
		dots += text[at++] == '.';
	return dots > 0 && at > 0 && g_ascii_isalpha(text[at - 1]) &&
	       (at == len || rebound_text_is_one_of(text[at], " [("));
}

/** The reply in a text, or at the start of one of its lines. */
static struct rebound_reply read_reply(const struct rebound_value *value)
{
	struct rebound_reply reply = rebound_text_numbers(value->text, value->len);
	const char *at = value->lines, *end = value->lines + value->lines_len;

	while (reply.code == 0 && reply.status.klass == 0 && at < end) {
		const char *stop = memchr(at, '\n', (gsize)(end - at));
		stop = stop ? stop : end;
		reply = rebound_reply_read_numbers(at, (gsize)(stop - at));
		if (reply.start > 0)
			reply = (struct rebound_reply){0};
		at = stop + 1;
	}
	return reply;
}

gsize rebound_value_leading_address(
	struct rebound_arena *arena, const char *text, gsize len, gsize *rest)
{
	static const char *const leads[] = {
		"  ", " - ", " [", " (", ": ", " : ", " | ", " = ", " -> ", " => ", " – ", " — "};
	const char *at = text, *start = NULL;
	gsize end;

	if (!memchr(text, '@', len))
		return 0;
	const char *address = rebound_address_find(arena, &at, text + len, &start);
	if (!address || !is_plain(address))
		return 0;
	for (const char *before = text; before < start; before++) {
		if (!rebound_text_is_one_of(*before, "<\"'([ "))
			return 0;
	}
	for (end = (gsize)(at - text); end < len && rebound_text_is_one_of(text[end], ">\"')]");)
		end++;
	for (gsize i = 0; i < G_N_ELEMENTS(leads); i++) {
		gsize size = strlen(leads[i]);
		if (end + size < len && memcmp(text + end, leads[i], size) == 0) {
			/* A bracket that does not close behind all words is of the words. */
			char open = leads[i][size - 1];
			gboolean closes = text[len - 1] == (open == '(' ? ')' : ']');
			gboolean bracket = open == '(' || open == '[';
			*rest = bracket && !closes ? end + 1 : end + size;
			return end;
		}
	}
	return 0;
}

struct rebound_value rebound_value_read(struct rebound_arena *arena, const char *text, gsize len)
{
	struct rebound_value value = {.kind = REBOUND_VALUE_NOISE};

	value.text = rebound_text_line(arena, text, len, LONGEST_VALUE);
	value.len = strlen(value.text);
	value.lines = text;
	value.lines_len = MIN(len, (gsize)LONGEST_VALUE);
	/* A list of addresses is read whole, however long. */
	const char *whole = len > LONGEST_VALUE
				    ? rebound_text_line(arena, text, len, REBOUND_LIMIT_TEXT_BYTES)
				    : value.text;
	value.addresses = read_addresses(arena, whole, strlen(whole));
	if (value.len == 0)
		return value;
	if (value.addresses) {
		value.kind = REBOUND_VALUE_ADDRESSES;
		return value;
	}
	value.reply = read_reply(&value);
	value.state = state_of_codes(&value.reply);
	if (is_code(value.text, value.len)) {
		value.kind = value.state == REBOUND_TEXT_VERDICT_NONE ? REBOUND_VALUE_NOISE
								      : REBOUND_VALUE_CODE;
		return value;
	}
	if (value.state == REBOUND_TEXT_VERDICT_NONE) {
		value.state = state_of_words(arena, value.text, value.len);
		if (value.state != REBOUND_TEXT_VERDICT_NONE) {
			value.kind = REBOUND_VALUE_STATE;
			return value;
		}
	}
	if (is_noise(value.text, value.len)) {
		value.host = is_host(value.text, value.len);
		return value;
	}
	guint32 marks = rebound_text_marks(arena, value.text, value.len);
	value.kind = REBOUND_VALUE_TEXT;
	value.reason = (marks & REBOUND_TEXT_BIT(REASON)) || value.reply.code >= 400 ||
		       value.reply.status.klass >= 4;
	/* "Your message was not delivered to" only leads to somebody. */
	if (value.state == REBOUND_TEXT_VERDICT_NONE && !leads(arena, value.text, value.len))
		value.state = state_of_marks(marks);
	if (value.state == REBOUND_TEXT_VERDICT_NONE && value.reason)
		value.state = REBOUND_TEXT_VERDICT_FAILED;
	return value;
}

void rebound_value_clear(struct rebound_value *value)
{
	g_clear_pointer(&value->addresses, g_ptr_array_unref);
}
