/* SPDX-License-Identifier: MIT */
#include "core/report/line.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_marks.h"
#include "core/report/text_reply.h"
#include "core/smtp/address.h"
#include "core/smtp/reply_lead.h"
#include "core/smtp/status.h"

/** A word of a mail server's log and the kind of entry that it marks. */
struct log_word {
	const char *word;
	enum rebound_kind kind;
};

/* The values of status= (Postfix), stat= (Sendmail), result= (OpenSMTPD). */
static const struct log_word log_words[] = {
	{"sent", REBOUND_KIND_SUCCESS},
	{"delivered", REBOUND_KIND_SUCCESS},
	{"deliverable", REBOUND_KIND_SUCCESS},
	{"ok", REBOUND_KIND_SUCCESS},
	{"deferred", REBOUND_KIND_DELAY},
	{"softbounce", REBOUND_KIND_DELAY},
	{"tempfail", REBOUND_KIND_DELAY},
	{"bounced", REBOUND_KIND_FAILURE},
	{"expired", REBOUND_KIND_FAILURE},
	{"undeliverable", REBOUND_KIND_FAILURE},
	{"permfail", REBOUND_KIND_FAILURE},
};

/* What stands before the address in an Exim log, between time and address. */
static const struct log_word log_flags[] = {
	{" ** ", REBOUND_KIND_FAILURE},
	{" == ", REBOUND_KIND_DELAY},
	{" => ", REBOUND_KIND_SUCCESS},
	{" -> ", REBOUND_KIND_SUCCESS},
};

/* The words of qmail-send's log. */
static const struct log_word log_deliveries[] = {
	{": failure: ", REBOUND_KIND_FAILURE},
	{": deferral: ", REBOUND_KIND_DELAY},
	{": success: ", REBOUND_KIND_SUCCESS},
};

/* Say that the address in the line is not the recipient's. */
static const char *const sender_phrases[] = {
	"sender address",
	"sender rejected",
	"smtpsender",
	"domain of sender",
	"in reply to mail from",
	"after mail from",
	NULL,
};

/** The piece of a line that a server said, without what logs and mail systems put around it. */
struct core {
	const char *text;
	gsize len;
	gboolean led; /**< a program's words were before it */
};

static struct core trim(struct core core)
{
	while (core.len > 0 && core.text[0] == ' ') {
		core.text++;
		core.len--;
	}
	while (core.len > 0 && core.text[core.len - 1] == ' ')
		core.len--;
	return core;
}

/** Cut what a program puts before, "host NAME[IP] said: " before and "(in reply to RCPT TO
 * command)" behind. */
static struct core unwrap(const char *line, gsize len)
{
	gsize end, lead = rebound_reply_lead(line, len, &end);
	struct core core = {line + lead, end - lead, lead > 0};
	const char *said = rebound_text_find(core.text, core.len, "said: ");
	if (said) {
		core.len -= (gsize)(said - core.text) + strlen("said: ");
		core.text = said + strlen("said: ");
	}
	const char *tail = rebound_text_find(core.text, core.len, "(in reply to ");
	if (tail)
		core.len = (gsize)(tail - core.text);
	return trim(core);
}

/** The codes that mail programs show for errors of the network; 0 for anything else. */
static int client_code(struct core core)
{
	if (core.len != 3)
		return 0;
	if (memcmp(core.text, "101", 3) == 0)
		return 101;
	return memcmp(core.text, "111", 3) == 0 ? 111 : 0;
}

/** The value of "key=" in a log line, at the border of a word; its length, 0 where there is none.
 */
static gsize find_value(const char *line, gsize len, const char *key, const char **value)
{
	gsize size = strlen(key);
	const char *end = line + len;
	for (const char *at = line; (at = rebound_text_find(at, (gsize)(end - at), key));
		at += size) {
		if (at > line && !strchr(" ,;\t", at[-1]))
			continue;
		const char *from = at + size, *to = from;
		while (to < end && !strchr(" ,;", *to))
			to++;
		*value = from;
		return (gsize)(to - from);
	}
	return 0;
}

/** Whether a line is one of a log: it bears a recipient as mail servers log it. */
static gboolean is_log_line(const char *line, gsize len)
{
	const char *value;
	return find_value(line, len, "to=", &value) > 0;
}

static gboolean find_log_word(const char *line, gsize len, const char *key, enum rebound_kind *kind)
{
	const char *value;
	gsize size = find_value(line, len, key, &value);
	while (size > 0 && g_ascii_ispunct(value[0])) {
		value++;
		size--;
	}
	for (gsize i = 0; size > 0 && i < G_N_ELEMENTS(log_words); i++) {
		gsize word = strlen(log_words[i].word);
		if (rebound_text_has_prefix(value, size, log_words[i].word) &&
			(size == word || !g_ascii_isalpha(value[word]))) {
			*kind = log_words[i].kind;
			return TRUE;
		}
	}
	return FALSE;
}

/** Whether a line begins with the year of a date: "2026-01-31 12:00:00". */
static gboolean is_dated(const char *line, gsize len)
{
	gsize digits = 0;
	while (digits < len && g_ascii_isdigit(line[digits]))
		digits++;
	return digits == 4 && len > 5 && line[4] == '-' && g_ascii_isdigit(line[5]);
}

/** The kind that a log states, whatever its words say. */
static gboolean read_log_kind(const char *line, gsize len, enum rebound_kind *kind)
{
	if (is_log_line(line, len)) {
		static const char *const keys[] = {"status=", "stat=", "result="};
		for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
			if (find_log_word(line, len, keys[i], kind))
				return TRUE;
		}
	}
	/* Exim's flag stands behind a date and a message's id; an arrow behind a reply is none. */
	for (gsize i = 0; is_dated(line, len) && i < G_N_ELEMENTS(log_flags); i++) {
		const char *flag = rebound_text_find(line, MIN(len, 80), log_flags[i].word);
		if (flag && memchr(line, ':', (gsize)(flag - line))) {
			*kind = log_flags[i].kind;
			return TRUE;
		}
	}
	const char *delivery = rebound_text_find(line, MIN(len, 80), "delivery ");
	for (gsize i = 0; delivery && i < G_N_ELEMENTS(log_deliveries); i++) {
		if (rebound_text_find(delivery, MIN((gsize)(line + len - delivery), 40),
			    log_deliveries[i].word)) {
			*kind = log_deliveries[i].kind;
			return TRUE;
		}
	}
	return FALSE;
}

/** The kind of a line that no log stamped, from what a server said. */
static enum rebound_kind judge_kind(const struct rebound_recipient *recipient)
{
	int reply = recipient->reply;
	if (reply >= 250 && reply <= 252)
		return REBOUND_KIND_SUCCESS;
	if (reply >= 200 && reply < 400)
		return REBOUND_KIND_INFORMATION;
	if (reply == 0 && recipient->status.klass == 2)
		return REBOUND_KIND_SUCCESS;
	return rebound_line_says_delay(recipient->text, strlen(recipient->text))
		       ? REBOUND_KIND_DELAY
		       : REBOUND_KIND_FAILURE;
}

/** The first address from a place on that is not a sender's by the word before it. */
static const char *find_address(struct rebound_arena *arena, const char *line, gsize len)
{
	const char *at = line, *end = line + len, *start;
	for (const char *address; (address = rebound_address_find(arena, &at, end, &start));) {
		gsize before = (gsize)(start - line);
		while (before > 0 && strchr(" <:='\"([", line[before - 1]))
			before--;
		gsize from = before > 32 ? before - 32 : 0;
		struct rebound_folded folded = rebound_text_fold(arena, line + from, before - from);
		if (!rebound_text_ends_with(folded.text, folded.len, rebound_text_sender_words) &&
			!(rebound_text_marks(arena, line + from, before - from) &
				REBOUND_TEXT_BIT(CONTACT)))
			return address;
	}
	return NULL;
}

/** The recipient's address, where the line names it. */
static const char *read_address(struct rebound_arena *arena, const char *line, gsize len)
{
	const char *value;
	gsize size = find_value(line, len, "to=", &value);
	if (size > 0)
		return rebound_address_read(arena, value, size);
	const char *command = rebound_text_find(line, len, "RCPT TO:");
	if (command) {
		const char *at = command + strlen("RCPT TO:"), *start;
		const char *address = rebound_address_find(arena, &at, line + len, &start);
		if (address && start <= command + strlen("RCPT TO:") + 2)
			return address;
	}
	/* "<ann@example.org>: host ..." names it before what the server said. */
	const char *said = rebound_text_find(line, len, " said:");
	const char *address = said ? find_address(arena, line, (gsize)(said - line)) : NULL;
	if (address || rebound_text_holds_any(line, len, sender_phrases))
		return address;
	return find_address(arena, line, len);
}

/** The far server that a log names as relay= or H=. */
static const char *read_relay(struct rebound_arena *arena, const char *line, gsize len)
{
	static const char *const keys[] = {"relay=", "H="};
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		const char *value = NULL;
		gsize size = find_value(line, len, keys[i], &value);
		const char *bracket = size > 0 ? memchr(value, '[', size) : NULL;
		if (bracket)
			size = (gsize)(bracket - value);
		while (size > 0 && value[size - 1] == '.')
			size--;
		if (size > 0 && memchr(value, '.', size))
			return rebound_arena_copy(arena, value, size);
	}
	return NULL;
}

/** The type before a semicolon, as in "smtp; 550 ..."; its length, 0 where there is none. */
static gsize read_type(const char *line, gsize len)
{
	gsize size = 0;
	while (size < len && size < 32 && (g_ascii_isalnum(line[size]) || line[size] == '-'))
		size++;
	gboolean named = rebound_text_has_prefix(line, len, "smtp") ||
			 rebound_text_has_prefix(line, len, "lmtp") ||
			 rebound_text_has_prefix(line, len, "x-");
	return named && size < len && line[size] == ';' ? size : 0;
}

static const char *lower_copy(struct rebound_arena *arena, const char *text, gsize len)
{
	char *copy = rebound_arena_copy(arena, text, len);
	for (gsize i = 0; i < len; i++)
		copy[i] = g_ascii_tolower(copy[i]);
	return copy;
}

static void read_reply(struct rebound_recipient *recipient, struct rebound_arena *arena,
	const char *line, gsize len)
{
	struct rebound_reply reply = rebound_text_reply(line, len);
	struct core core = unwrap(line, len);
	int code = client_code(core);
	/* What was said counts more than what stands around it. */
	if ((reply.code == 0 || core.led) && core.len < len) {
		struct rebound_reply inner = rebound_text_reply(core.text, core.len);
		reply.code = inner.code != 0 ? inner.code : reply.code;
		if (rebound_status_is_set(inner.status))
			reply.status = inner.status;
	}
	recipient->reply = code != 0 ? code : reply.code;
	recipient->status_diagnostic = reply.status;

	const char *value;
	gsize size = find_value(line, len, "dsn=", &value);
	if (size > 0)
		recipient->status_field = rebound_status_read(value, size, NULL, NULL);
	recipient->status =
		rebound_status_is_set(reply.status) ? reply.status : recipient->status_field;
	recipient->command = reply.command ? reply.command : rebound_text_command(line, len);
	if (reply.host_len > 0)
		recipient->remote_mta =
			rebound_arena_copy(arena, line + reply.host, reply.host_len);
}

const char *rebound_line_text(struct rebound_arena *arena, const char *line, gsize len)
{
	g_return_val_if_fail(arena && (line || len == 0), NULL);
	len = MIN(len, (gsize)REBOUND_LIMIT_DIAGNOSTIC_BYTES);
	if (len > 0 && !g_utf8_validate_len(line, len, NULL))
		line = rebound_text_from_charset(arena, line, len, NULL, &len);
	return rebound_text_line(arena, line, len, (gsize)REBOUND_LIMIT_DIAGNOSTIC_BYTES);
}

struct rebound_report *rebound_line_read(struct rebound_arena *arena, const char *line, gsize len)
{
	g_return_val_if_fail(arena && (line || len == 0), NULL);
	struct rebound_report *report = rebound_arena_alloc(arena, sizeof *report);
	struct rebound_recipient *recipient = rebound_arena_alloc(arena, sizeof *recipient);
	const char *text = rebound_line_text(arena, line, len);
	gsize size = strlen(text);
	static const char *const no_faults[] = {NULL};

	recipient->text = text;
	read_reply(recipient, arena, text, size);
	recipient->address = read_address(arena, text, size);
	if (!recipient->remote_mta)
		recipient->remote_mta = read_relay(arena, text, size);
	gsize start, host = rebound_text_host(text, size, &start);
	if (!recipient->remote_mta && host > 0)
		recipient->remote_mta = rebound_arena_copy(arena, text + start, host);
	gsize type = read_type(text, size);
	if (type > 0)
		recipient->diagnostic_type = lower_copy(arena, text, type);
	if (!read_log_kind(text, size, &recipient->kind))
		recipient->kind = judge_kind(recipient);

	report->kind = recipient->kind;
	report->format = REBOUND_FORMAT_NONE;
	report->reader = "line";
	report->recipients = recipient;
	report->recipient_count = 1;
	report->faults = no_faults;
	return report;
}

gboolean rebound_line_says_delay(const char *text, gsize len)
{
	if (!text || len == 0)
		return FALSE;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	guint32 marks = rebound_text_marks(arena, text, len);
	if (marks & REBOUND_TEXT_BIT(RETRIES))
		return TRUE;
	return (marks & REBOUND_TEXT_BIT(DELAYED)) && !(marks & REBOUND_TEXT_BIT(GAVE_UP));
}
