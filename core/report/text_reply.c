/* SPDX-License-Identifier: MIT */
#include "core/report/text_reply.h"

#include <string.h>

#include "core/base/chunk.h"
#include "core/base/text.h"
#include "core/base/trigrams.h"
#include "core/report/text_memo.h"

/* Most texts are no longer. */
#define LOOKED_BYTES 1024

/* Words that a code follows in prose, where no grammar anchors it. */
static const char *const code_words[] = {
	"code",
	"error",
	"error message",
	"status",
	"reply",
	"response",
	"answer",
	"answered",
	"answer was",
	"reply was",
	"response was",
	"error was",
	"returned",
	"returned was",
	"message was",
	"responded",
	"failure",
	"fehler",
	"fehlercode",
	"erreur",
	"errore",
	"codice",
	"fout",
	NULL,
};

/* Words that a code follows behind a comma. */
static const char *const failed_words[] = {
	"failed",
	"rejected",
	"refused",
	"bounced",
	"undeliverable",
	"fehlgeschlagen",
	"abgelehnt",
	NULL,
};

/* Words directly before the name of the far server, and whether a name without a dot will do. */
static const char *const host_leads[] = {
	"host",
	"host:",
	"server",
	"smtp server",
	"mailer",
	"talking to",
	"connect to",
	"connecting to",
	"connected to",
	"connection to",
	"connection with",
	"conversation with",
	"remote mta",
	"remote host",
	"remote server",
	"relay",
	"mta",
	NULL,
};

/* Words directly behind it. */
static const char *const host_trails[] = {
	"said",
	"says",
	"responded",
	"replied",
	"returned",
	"rejected",
	"refused",
	"reported",
	"answered",
	"did not like",
	"does not like",
	"failed with",
	"failed after",
	"gave this error",
	"gave the error",
	"issued",
	"closed",
	NULL,
};

/** Turns of phrase that tell where in the session it failed. */
struct command_hint {
	const char *phrase;
	const char *command;
};

static const struct command_hint command_hints[] = {
	{"does not like recipient", "RCPT"},
	{"rejected recipient", "RCPT"},
	{"[rcpt_to]", "RCPT"},
	{"smtp:rcpt", "RCPT"},
	{"our rcpt to", "RCPT"},
	{"after rcpt", "RCPT"},
	{"following rcpt", "RCPT"},
	{"to rcpt command", "RCPT"},
	{"sender was rejected", "MAIL"},
	{"[mail_from]", "MAIL"},
	{"our mail from", "MAIL"},
	{"after mail from", "MAIL"},
	{"my name was rejected", "HELO"},
	{"greeting failed", "CONNECT"},
	{"after initial connection", "CONNECT"},
	{"failed after i sent the message", "EOD"},
	{"failed on data command", "DATA"},
	{"our final data", "EOD"},
	{"after end of data", "EOD"},
	{"after pipelined end of data", "EOD"},
	{"[bodydata]", "EOD"},
	{"our data", "DATA"},
	{"(data)", "DATA"},
	{"[data]", "DATA"},
	{"after data", "DATA"},
};

static gboolean is_host_byte(char byte)
{
	return g_ascii_isalnum(byte) || byte == '-' || byte == '.' || byte == '_';
}

/** Whether a word has the shape of a host's name: labels with dots, the last one no number. */
static gboolean is_host_name(const char *text, gsize len)
{
	if (len < 4 || len > 253 || !g_ascii_isalnum(text[0]))
		return FALSE;
	gsize dots = 0, label = 0;
	gboolean letter = FALSE;
	for (gsize i = 0; i < len; i++) {
		if (text[i] != '.') {
			letter = letter || g_ascii_isalpha(text[i]);
			label++;
			continue;
		}
		if (label == 0)
			return FALSE;
		dots++;
		label = 0;
		letter = FALSE;
	}
	return dots > 0 && label >= 2 && letter && g_ascii_isalnum(text[len - 1]);
}

static gboolean is_ipv4(const char *text, gsize len)
{
	gsize dots = 0;
	for (gsize i = 0; i < len; i++) {
		if (text[i] == '.')
			dots++;
		else if (!g_ascii_isdigit(text[i]))
			return FALSE;
	}
	return dots == 3 && len >= 7 && len <= 15 && g_ascii_isdigit(text[0]) &&
	       g_ascii_isdigit(text[len - 1]);
}

static gboolean has_prefix_word(const char *text, gsize len, const char *word)
{
	gsize size = strlen(word);
	return rebound_text_has_prefix(text, len, word) &&
	       (size == len || !g_ascii_isalnum(text[size]));
}

static gboolean has_suffix_word(const char *text, gsize len, const char *word)
{
	gsize size = strlen(word);
	return size <= len && rebound_text_has_prefix(text + len - size, size, word) &&
	       (size == len || !g_ascii_isalnum(text[len - size - 1]));
}

static gboolean begins_with_any(const char *text, gsize len, const char *const *words)
{
	for (; *words; words++) {
		if (has_prefix_word(text, len, *words))
			return TRUE;
	}
	return FALSE;
}

static gboolean ends_with_any(const char *text, gsize len, const char *const *words)
{
	for (; *words; words++) {
		if (has_suffix_word(text, len, *words))
			return TRUE;
	}
	return FALSE;
}

/** Behind "[IP]", "(IP)" and a port, if they stand here; else the same place. */
static gsize pass_literal(const char *text, gsize len, gsize at, gboolean *literal)
{
	gsize open = at;
	*literal = FALSE;
	while (open < len && text[open] == ' ')
		open++;
	if (open >= len || (text[open] != '[' && text[open] != '('))
		return at;
	char closer = text[open] == '[' ? ']' : ')';
	gsize end = open + 1, digits = 0;
	while (end < len && end - open < 64 && text[end] != closer) {
		if (!g_ascii_isxdigit(text[end]) && !strchr(".: #", text[end]) &&
			!rebound_text_has_prefix(text + open + 1, len - open - 1, "IPv6"))
			return at;
		digits += g_ascii_isdigit(text[end]) != 0;
		end++;
	}
	if (end >= len || text[end] != closer || digits == 0)
		return at;
	*literal = TRUE;
	return end + 1;
}

/** How surely the word at start..end is the far server's name; 0 for not at all. */
static int weigh_host(const char *text, gsize len, gsize start, gsize end)
{
	gsize before = start;
	if (before > 0 && strchr("@/=", text[before - 1]))
		return 0;
	if (end < len && strchr("@/", text[end]))
		return 0;
	gboolean wrapped = before > 0 && text[before - 1] == '<' && end < len && text[end] == '>';
	if (wrapped)
		before--;
	while (before > 0 && text[before - 1] == ' ')
		before--;

	gboolean literal = FALSE;
	gsize after = pass_literal(text, len, wrapped ? end + 1 : end, &literal);
	gboolean led = ends_with_any(text, before, host_leads);
	if (led && literal)
		return 4;
	if (after < len && text[after] == ':' && literal)
		return 4;
	gsize behind = after;
	while (behind < len && text[behind] == ' ')
		behind++;
	if (begins_with_any(text + behind, len - behind, host_trails))
		return literal || led ? 4 : 3;
	if (led)
		return 3;
	if (before == 0 && behind < len &&
		(text[behind] == '#' ||
			(text[after] == ':' && (after + 1 == len || text[after + 1] == ' '))))
		return 3;
	return literal ? 2 : 0;
}

static gsize find_host(const char *text, gsize len, gsize *start)
{
	gsize best_len = 0;
	int best = 0;

	/* A name, and a number too, has a dot: most words have none. */
	for (gsize behind = 0; best < 4;) {
		const char *dot = memchr(text + behind, '.', len - behind);
		if (!dot)
			break;
		gsize i = (gsize)(dot - text), end = i;
		while (i > behind && is_host_byte(text[i - 1]))
			i--;
		while (end < len && is_host_byte(text[end]))
			end++;
		gsize name_end = end;
		while (name_end > i && !g_ascii_isalnum(text[name_end - 1]))
			name_end--;
		gsize name_len = name_end - i;
		if (is_host_name(text + i, name_len) || is_ipv4(text + i, name_len)) {
			int weight = weigh_host(text, len, i, end);
			/* A bare number is a server only where it is said to act. */
			if (is_ipv4(text + i, name_len))
				weight = weight == 3 ? 1 : 0;
			if (weight > best) {
				best = weight;
				best_len = name_len;
				*start = i;
			}
		}
		behind = end;
	}
	return best_len;
}

gsize rebound_text_host(const char *text, gsize len, gsize *start)
{
	struct rebound_text_memo *memo = rebound_text_memo_find(text, len);
	if (!memo)
		return find_host(text, len, start);
	if (!memo->has_host)
		memo->host = find_host(text, len, &memo->host_start);
	memo->has_host = TRUE;
	*start = memo->host_start;
	return memo->host;
}

/** Whether a reply code or a status stands at a place, and no longer number. */
static gboolean is_code(const char *text, gsize len, gsize at)
{
	if ((text[at] != '4' && text[at] != '5') || (at > 0 && g_ascii_isalnum(text[at - 1])))
		return FALSE;
	gsize digits = 0;
	while (at + digits < len && g_ascii_isdigit(text[at + digits]))
		digits++;
	gsize behind = at + digits;
	if (digits == 3)
		return behind == len || !rebound_text_is_one_of(text[behind], ":/-@") ||
		       (behind + 1 < len && text[behind + 1] == ' ');
	return digits == 1 && behind < len && text[behind] == '.' &&
	       rebound_status_read(text + at, len - at, NULL, NULL).klass != 0;
}

/** Whether the words before a place lead to a code. */
static gboolean leads_to_code(const char *text, gsize at)
{
	static const char wide_colon[] = "\xEF\xBC\x9A";
	gsize before = at;
	gboolean colon = FALSE;
	/* "550 unknown user" in quotes. */
	if (at > 1 && text[at - 1] == '"' && text[at - 2] == ' ')
		return TRUE;
	while (before > 0) {
		if (before >= 3 && memcmp(text + before - 3, wide_colon, 3) == 0) {
			before -= 3;
			colon = TRUE;
		} else if (rebound_text_is_one_of(text[before - 1], " :=#_-([")) {
			before--;
			colon = colon || text[before] == ':';
		} else {
			break;
		}
	}
	if (before == at)
		return FALSE;
	/* A label in letters that are not ASCII can't be told from others. */
	if (colon && before > 0 && (guchar)text[before - 1] >= 0x80)
		return TRUE;
	/* "ann@example.org ... failed, 550 ..." */
	if (before > 1 && text[before - 1] == ',' && ends_with_any(text, before - 1, failed_words))
		return TRUE;
	/* "NAME [IP], 550 ..." */
	if (before >= 2 && text[before - 1] == ',' && text[before - 2] == ']')
		return TRUE;
	gboolean compound = before >= 4 && rebound_text_has_prefix(text + before - 4, 4, "code");
	return compound || ends_with_any(text, before, code_words);
}

/** Where a code stands behind a word such as "code", from a place on; len where none does. */
static gsize find_loose_code(const char *text, gsize len)
{
	for (gsize at = 0; at + 3 <= len; at += REBOUND_CHUNK_BYTES) {
		struct rebound_chunk chunk = rebound_chunk_load_up_to(text + at, len - at);
		guint digits = rebound_chunk_either(chunk, '4', '5');
		for (; digits != 0; digits &= digits - 1) {
			gsize place = at + rebound_chunk_first(digits);
			if (place + 3 <= len && is_code(text, len, place) &&
				leads_to_code(text, place))
				return place;
		}
	}
	return len;
}

/* A reply by one of the readers of core/smtp, and by the words of prose before a code. */
static struct rebound_reply read_reply(
	const char *text, gsize len, struct rebound_reply (*read)(const char *text, gsize len))
{
	struct rebound_reply reply = read(text, len);
	if (reply.code != 0)
		return reply;
	gsize at = find_loose_code(text, len);
	if (at == len)
		return reply;
	struct rebound_reply loose = read(text + at, len - at);
	if (loose.code == 0 &&
		(rebound_status_is_set(reply.status) || !rebound_status_is_set(loose.status)))
		return reply;
	if (!rebound_status_is_set(loose.status)) {
		/* A second one may hold the status: "ERROR_CODE :550, ERROR_CODE :5.1.1". */
		gsize next = find_loose_code(text + at + 3, len - at - 3);
		if (rebound_status_is_set(reply.status))
			loose.status = reply.status;
		else if (next < len - at - 3)
			loose.status = rebound_status_read(
				text + at + 3 + next, len - at - 3 - next, NULL, NULL);
	}
	loose.start += at;
	loose.text += at;
	loose.command = loose.command ? loose.command : reply.command;
	loose.host = reply.host;
	loose.host_len = reply.host_len;
	return loose;
}

struct rebound_reply rebound_text_reply(const char *text, gsize len)
{
	return read_reply(text, len, rebound_reply_read);
}

struct rebound_reply rebound_text_numbers(const char *text, gsize len)
{
	struct rebound_text_memo *memo = rebound_text_memo_find(text, len);
	if (!memo)
		return read_reply(text, len, rebound_reply_read_numbers);
	if (!memo->has_numbers)
		memo->numbers = read_reply(text, len, rebound_reply_read_numbers);
	memo->has_numbers = TRUE;
	return memo->numbers;
}

static const char *find_command(const char *text, gsize len)
{
	struct rebound_trigrams trigrams;
	char low[LOOKED_BYTES];
	/* Most hints are in no text, which one pass over it tells of all of them. */
	gboolean looked = len <= sizeof(low);

	for (gsize i = 0; looked && i < len; i++)
		low[i] = rebound_text_lower(text[i]);
	if (looked)
		rebound_trigrams_read(&trigrams, low, len);
	for (gsize i = 0; i < G_N_ELEMENTS(command_hints); i++) {
		if ((!looked || rebound_trigrams_may_hold(&trigrams, command_hints[i].phrase)) &&
			rebound_text_find(text, len, command_hints[i].phrase))
			return command_hints[i].command;
	}
	return NULL;
}

const char *rebound_text_command(const char *text, gsize len)
{
	struct rebound_text_memo *memo = rebound_text_memo_find(text, len);
	if (!memo)
		return find_command(text, len);
	if (!memo->has_command)
		memo->command = find_command(text, len);
	memo->has_command = TRUE;
	return memo->command;
}

void rebound_text_set(struct rebound_builder *builder, struct rebound_recipient *recipient,
	const char *text, gsize len)
{
	g_return_if_fail(builder && recipient);
	rebound_builder_set_text(builder, recipient, text, len);
	const char *line = recipient->text;
	if (!line)
		return;
	gsize line_len = strlen(line);
	struct rebound_reply reply = rebound_text_numbers(line, line_len);
	if (recipient->reply == 0)
		recipient->reply = reply.code;
	if (!rebound_status_is_set(recipient->status_diagnostic))
		recipient->status_diagnostic = reply.status;
	if (!recipient->command)
		recipient->command = rebound_text_command(line, line_len);
	gsize start, size;
	if (!recipient->remote_mta && (size = rebound_text_host(line, line_len, &start)) > 0)
		recipient->remote_mta = rebound_builder_line(builder, line + start, size);
}
