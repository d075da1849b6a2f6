/* SPDX-License-Identifier: MIT */
#include "core/smtp/reply_words.h"

#include <string.h>

#include "core/base/chunk.h"
#include "core/base/text.h"
#include "core/smtp/reply.h"

#define LONGEST_HOST 255

/* A word or two that name a command. */
struct command {
	const char *words;
	const char *name;
	gboolean plain; /* no other meaning, so that lower case will do in the midst of a text */
};

/* The first that fits wins, so longer ones stand first. */
static const struct command commands[] = {
	{"end of data", "EOD", TRUE},
	{"end-of-data", "EOD", TRUE},
	{"end of message", "EOD", TRUE},
	{"eod", "EOD", FALSE},
	{"message body", "DATA", TRUE},
	{"message content", "DATA", TRUE},
	{"initial connection", "CONNECT", TRUE},
	{"initial server greeting", "CONNECT", TRUE},
	{"initial greeting", "CONNECT", TRUE},
	{"greeting", "CONNECT", FALSE},
	{"banner", "CONNECT", FALSE},
	{"connect", "CONNECT", FALSE},
	{"rcpt", "RCPT", TRUE},
	{"mail from", "MAIL", TRUE},
	{"mail", "MAIL", FALSE},
	{"data", "DATA", FALSE},
	{"bdat", "DATA", TRUE},
	{"helo", "HELO", TRUE},
	{"ehlo", "EHLO", TRUE},
	{"lhlo", "LHLO", TRUE},
	{"starttls", "STARTTLS", TRUE},
	{"auth", "AUTH", FALSE},
	{"vrfy", "VRFY", TRUE},
	{"rset", "RSET", TRUE},
	{"quit", "QUIT", FALSE},
};

/* What a word in the text leads to. */
enum trigger_kind {
	TRIGGER_LEAD,	   /* a command stands behind it */
	TRIGGER_PHRASE,	   /* it names a command by itself */
	TRIGGER_HOST,	   /* the host that spoke stands behind it */
	TRIGGER_HOST_WORD, /* the same, if the text goes on as it should */
	TRIGGER_SAYING,	   /* the host stands before it */
};

struct trigger {
	const char *words;
	enum trigger_kind kind;
	const char *command;
};

/* By their first letter, since that is where a word of the text is looked up. */
static const struct trigger triggers[] = {
	{"after ", TRIGGER_LEAD, NULL},
	{"but greeting failed", TRIGGER_PHRASE, "CONNECT"},
	{"but my name was rejected", TRIGGER_PHRASE, "HELO"},
	{"but sender was rejected", TRIGGER_PHRASE, "MAIL"},
	{"connect to ", TRIGGER_PHRASE, "CONNECT"},
	{"connect to ", TRIGGER_HOST, NULL},
	{"connected to ", TRIGGER_HOST, NULL},
	{"connection with ", TRIGGER_HOST, NULL},
	{"connection to ", TRIGGER_HOST, NULL},
	{"conversation with ", TRIGGER_HOST, NULL},
	{"does not like recipient", TRIGGER_PHRASE, "RCPT"},
	{"during ", TRIGGER_LEAD, NULL},
	{"failed after i sent the message", TRIGGER_PHRASE, "EOD"},
	{"gave this error", TRIGGER_SAYING, NULL},
	{"h=", TRIGGER_HOST, NULL},
	{"host ", TRIGGER_HOST_WORD, NULL},
	{"performing ", TRIGGER_LEAD, NULL},
	{"receiving ", TRIGGER_LEAD, NULL},
	{"refused to talk to me", TRIGGER_PHRASE, "CONNECT"},
	{"relay=", TRIGGER_HOST, NULL},
	{"reply to ", TRIGGER_LEAD, NULL},
	{"response to ", TRIGGER_LEAD, NULL},
	{"said", TRIGGER_SAYING, NULL},
	{"sending ", TRIGGER_LEAD, NULL},
	{"smtpsender", TRIGGER_PHRASE, "MAIL"},
	{"server at ", TRIGGER_HOST, NULL},
	{"talking to ", TRIGGER_HOST, NULL},
};

/* For each byte, with either case of a letter: where the triggers that begin with it stand, counted
 * from 1; 0 for none. */
static guint8 first_triggers[256];

static void fill_first_triggers(void)
{
	static gsize filled;

	if (!g_once_init_enter(&filled))
		return;
	for (guint i = G_N_ELEMENTS(triggers); i > 0; i--) {
		guint8 first = (guint8)triggers[i - 1].words[0];
		first_triggers[first] = first_triggers[first - 0x20] = (guint8)i;
	}
	g_once_init_leave(&filled, 1);
}

/* What stands behind the name in "host NAME ...". */
static const char *const host_tails[] = {"[", " [", ":", " said", " refused", " returned", " gave",
	" replied", " responded", " rejected", "_said"};

static gboolean is_space(char c)
{
	return c == ' ' || c == '_' || (c >= '\t' && c <= '\r');
}

static gboolean is_host_byte(char c)
{
	return g_ascii_isalnum(c) || c == '.' || c == '-';
}

/* The same, where "_" may stand for a space, as qmail's log has it. */
static gboolean has_words(const char *text, gsize len, const char *words)
{
	gsize i = 0;

	for (; words[i] && i < len; i++) {
		char c = text[i];
		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if (c != words[i] && (words[i] != ' ' || !is_space(c)))
			return FALSE;
	}
	return words[i] == '\0';
}

static const char *find_command(const char *text, gsize len, gboolean in_text)
{
	for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
		gsize words_len = strlen(commands[i].words);
		if (!has_words(text, len, commands[i].words) ||
			(words_len < len && g_ascii_isalnum(text[words_len])))
			continue;
		if (!in_text || commands[i].plain || g_ascii_isupper(text[0]))
			return commands[i].name;
	}
	return NULL;
}

static gsize skip_articles(const char *text, gsize len)
{
	static const char *const articles[] = {"the ", "pipelined ", "sending ", "smtp "};
	gsize at = 0;

	while (at < len && is_space(text[at]))
		at++;
	for (guint i = 0; i < G_N_ELEMENTS(articles); i++)
		if (has_words(text + at, len - at, articles[i]))
			at += strlen(articles[i]);
	return at;
}

const char *rebound_reply_command(const char *text, gsize len)
{
	gsize skipped = skip_articles(text, len);

	return find_command(text + skipped, len - skipped, FALSE);
}

gboolean rebound_reply_words_is_host(const char *text, gsize len)
{
	gboolean dot = FALSE;

	if (len < 3 || len > LONGEST_HOST || !g_ascii_isalnum(text[0]) ||
		!g_ascii_isalnum(text[len - 1]))
		return FALSE;
	for (gsize i = 0; i < len; i++) {
		if (!is_host_byte(text[i]) && text[i] != '_')
			return FALSE;
		dot = dot || text[i] == '.';
	}
	return dot;
}

/* How many bytes of a host's name stand here; 0 for none. */
static gsize host_length(const char *text, gsize len)
{
	gsize host = 0;

	while (host < len && host <= LONGEST_HOST && is_host_byte(text[host]))
		host++;
	while (host > 0 && text[host - 1] == '.')
		host--;
	return rebound_reply_words_is_host(text, host) ? host : 0;
}

static gboolean has_tail(const char *text, gsize len)
{
	for (guint i = 0; i < G_N_ELEMENTS(host_tails); i++)
		if (rebound_text_has_prefix(text, len, host_tails[i]))
			return TRUE;
	return FALSE;
}

/* The host in "host NAME[IP] said", but not "client host NAME ...", which is the sending one. */
static void read_host_word(const char *text, gsize len, gsize at, struct rebound_reply_words *words)
{
	static const char client[] = "client ";
	gsize client_len = strlen(client);
	gsize name = at + strlen("host ");
	gsize host = host_length(text + name, len - name);

	if (host == 0 || !has_tail(text + name + host, len - name - host) ||
		(at >= client_len &&
			rebound_text_has_prefix(text + at - client_len, client_len, client)))
		return;
	words->host = name;
	words->host_len = host;
}

/* The host in "NAME said: ..." and "NAME[IP] said: ...". */
static void read_host_before(const char *text, gsize at, struct rebound_reply_words *words)
{
	gsize end = at;

	while (end > 0 && is_space(text[end - 1]))
		end--;
	if (end > 0 && text[end - 1] == ']') {
		while (end > 0 && text[end - 1] != '[' && at - end < LONGEST_HOST)
			end--;
		end -= end > 0 ? 1 : 0;
	}
	gsize start = end;
	while (start > 0 && is_host_byte(text[start - 1]) && end - start < LONGEST_HOST)
		start--;
	if (rebound_reply_words_is_host(text + start, end - start)) {
		words->host = start;
		words->host_len = end - start;
	}
}

static void pull(const char *text, gsize len, gsize at, const struct trigger *trigger,
	struct rebound_reply_words *words)
{
	gsize behind = at + strlen(trigger->words);

	if (trigger->kind == TRIGGER_LEAD && !words->command) {
		behind += skip_articles(text + behind, len - behind);
		words->command = find_command(text + behind, len - behind, TRUE);
	} else if (trigger->kind == TRIGGER_PHRASE && !words->command) {
		words->command = trigger->command;
	} else if (trigger->kind == TRIGGER_HOST && words->host_len == 0) {
		if (text[at] == 'h') /* only Exim's "H=" names a host; "h=" is a word of DKIM */
			return;
		words->host = behind;
		words->host_len = host_length(text + behind, len - behind);
	} else if (trigger->kind == TRIGGER_HOST_WORD && words->host_len == 0) {
		read_host_word(text, len, at, words);
	} else if (trigger->kind == TRIGGER_SAYING && words->host_len == 0) {
		read_host_before(text, at, words);
	}
}

/* Takes what the triggers lead to that stand at a place. */
static void take_triggers(
	const char *text, gsize len, gsize at, guint first, struct rebound_reply_words *words)
{
	char letter = triggers[first].words[0];
	char next = at + 1 < len ? rebound_text_lower(text[at + 1]) : '\0';

	/* Most words go on with another letter. */
	for (guint i = first; i < G_N_ELEMENTS(triggers) && triggers[i].words[0] == letter; i++)
		if (triggers[i].words[1] == next &&
			has_words(text + at, len - at, triggers[i].words))
			pull(text, len, at, &triggers[i], words);
}

/* Takes what stands at the start of a word or at a ">"; gives the command that was asked for last.
 */
static const char *look_at_place(
	const char *text, gsize len, gsize at, struct rebound_reply_words *words, const char *asked)
{
	guint8 first = first_triggers[(guint8)text[at]];

	if (first > 0)
		take_triggers(text, len, at, first - 1U, words);
	if (text[at] != '>' || !has_words(text + at, len - at, ">>> "))
		return asked;
	const char *found = rebound_reply_command(text + at + 4, len - at - 4);
	return found ? found : asked;
}

struct rebound_reply_words rebound_reply_words_read(const char *text, gsize len)
{
	struct rebound_reply_words words = {0};
	const char *asked = NULL; /* the command of a session's log: the last one counts */
	guint before = 0;	  /* whether a letter or a digit stands before the chunk */

	fill_first_triggers();
	for (gsize base = 0; base < len; base += REBOUND_CHUNK_BYTES) {
		struct rebound_chunk chunk = rebound_chunk_load_up_to(text + base, len - base);
		guint letters = rebound_chunk_letters(chunk);
		guint of_words = letters | rebound_chunk_within(chunk, '0', '9');
		guint places =
			(letters & ~(of_words << 1 | before)) | rebound_chunk_equal(chunk, '>');

		before = of_words >> (REBOUND_CHUNK_BYTES - 1);
		for (; places != 0; places &= places - 1) {
			gsize at = base + rebound_chunk_first(places);
			asked = look_at_place(text, len, at, &words, asked);
			if (words.command && words.host_len > 0)
				return words;
		}
	}
	if (!words.command)
		words.command = asked;
	return words;
}
