/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <stdlib.h>
#include <string.h>

#include "core/smtp/reply.h"

/* A text, and what is read in it; words: how the text goes on behind code and status. */
static const struct {
	const char *text;
	int code;
	const char *status;
	const char *words;
	gboolean mixed;
} rows[] = {
	/* At the start. */
	{"550 5.1.1 Nobody here", 550, "5.1.1", "Nobody here", FALSE},
	{"550/5.1.1 Nobody here", 550, "5.1.1", "Nobody here", FALSE},
	{"550/4.1.1 Nobody here", 0, NULL, "550/4.1.1 Nobody here", FALSE},
	{"550/551 Nobody here", 0, NULL, "550/551 Nobody here", FALSE},
	{"550 Nobody here", 550, NULL, "Nobody here", FALSE},
	{"550", 550, NULL, "", FALSE},
	{"550 ", 550, NULL, "", FALSE},
	{"550: Nobody here", 550, NULL, "Nobody here", FALSE},
	{"550-5.1.1 Nobody here", 550, "5.1.1", "Nobody here", FALSE},
	{"550 #5.1.0 Refused", 550, "5.1.0", "Refused", FALSE},
	{"550 (5.1.0) Refused", 550, "5.1.0", "Refused", FALSE},
	{"554: 5.7.1 Refused", 554, "5.7.1", "Refused", FALSE},
	{"smtp;550 5.1.1 Nobody", 550, "5.1.1", "Nobody", FALSE},
	{"smtp; 550 5.1.1 Nobody", 550, "5.1.1", "Nobody", FALSE},
	{"  421 4.7.0 Later", 421, "4.7.0", "Later", FALSE},
	{"5.1.1", 0, "5.1.1", "", FALSE},
	{"5.1.1 Nobody here", 0, "5.1.1", "Nobody here", FALSE},
	{"5.01.01 Nobody here", 0, "5.1.1", "Nobody here", FALSE},
	{"#5.1.1 Nobody here", 0, "5.1.1", "Nobody here", FALSE},
	{"598 odd", 598, NULL, "odd", FALSE},
	{"354 go ahead", 354, NULL, "go ahead", FALSE},
	{"250-234 is a text", 250, NULL, "234 is a text", FALSE},
	{"ann@example.org: 550 Nobody", 550, NULL, "Nobody", FALSE},
	{"<ann@example.org>: 550 Nobody", 550, NULL, "Nobody", FALSE},
	{"mx.example.org: 421 4.7.0 Later", 421, "4.7.0", "Later", FALSE},
	{"550 550 5.1.1 Nobody here", 550, "5.1.1", "Nobody here", FALSE},
	{"550 550 Nobody here", 550, NULL, "550 Nobody here", FALSE},
	{"550 Nobody here (#5.1.1)", 550, "5.1.1", "Nobody here (#5.1.1)", FALSE},
	{"550 Nobody here\n. (#5.1.1)", 550, "5.1.1", "Nobody here\n. (#5.1.1)", FALSE},
	{"554 4.4.7 too old <421 4.4.2 no answer>", 554, "4.4.7", "too old <421 4.4.2 no answer>",
		FALSE},
	/* What another server said. */
	{"host mx.example.org[192.0.2.1] said: 550 5.1.1 Nobody (in reply to RCPT TO command)", 550,
		"5.1.1", "Nobody (in reply to RCPT TO command)", FALSE},
	{"Remote host said: 552 full", 552, NULL, "full", FALSE},
	{"192.0.2.1_failed./Remote_host_said:_552_5.2.2_full/", 552, "5.2.2", "full/", FALSE},
	{"554 5.4.0 wrapped: 'host mx.example.org said: 550 5.1.1 Nobody'", 550, "5.1.1", "Nobody'",
		FALSE},
	{"The remote server returned '550 5.1.10 Nobody'", 550, "5.1.10", "Nobody'", FALSE},
	{"451 4.4.0 primary responded with: \"421 4.2.1 no way\"", 421, "4.2.1", "no way\"", FALSE},
	{">>> RCPT To:<ann@example.org>\n<<< 550 5.1.1 Nobody", 550, "5.1.1", "Nobody", FALSE},
	{"550 5.0.350 other server -> 550 5.1.1 Nobody", 550, "5.1.1", "Nobody", FALSE},
	{"550 5.1.351 other server -> 550 : Nobody", 550, "5.1.351", "other server -> 550 : Nobody",
		FALSE},
	{"The other server said no -> 550 : Nobody", 550, NULL, "Nobody", FALSE},
	/* Behind other marks. */
	{"5.3.0 - Other problem 554-'No, thanks'", 554, "5.3.0", "No, thanks'", FALSE},
	{"ann@example.org: [192.0.2.5], 550 Nobody", 550, NULL, "Nobody", FALSE},
	{"SMTP error 550 5.1.1 Nobody", 550, "5.1.1", "Nobody", FALSE},
	{"Error 503. Wrong order", 503, NULL, "Wrong order", FALSE},
	{"after RCPT TO:<ann@example.org>: 550 Nobody", 550, NULL, "Nobody", FALSE},
	{"after RCPT TO:<a@b.org>: host mx.b.org [192.0.2.7]: 550 Nobody", 550, NULL, "Nobody",
		FALSE},
	{"refused to talk to me: 421 4.7.0 later", 421, "4.7.0", "later", FALSE},
	{"Deferred: 421 4.3.2 later", 421, "4.3.2", "later", FALSE},
	{"Fehler: 550 unbekannt", 550, NULL, "unbekannt", FALSE},
	{"not sent (550 Nobody)", 550, NULL, "Nobody)", FALSE},
	{"not sent [554 5.4.6 loop]", 554, "5.4.6", "loop]", FALSE},
	{"status=sent (250 2.0.0 ok)", 250, "2.0.0", "ok)", FALSE},
	{"dsn=5.1.1, stat=Nobody", 0, "5.1.1", "stat=Nobody", FALSE},
	{"DSN: 5.1.1", 0, "5.1.1", "", FALSE},
	/* Of answers within each other the inner one. */
	{"host a.example[192.0.2.1] said: 550 5.0.0 host b.example said: 552 5.2.2 Full", 552,
		"5.2.2", "Full", FALSE},
	{"550 5.0.0 the next server replied: 450 4.2.2 Full", 450, "4.2.2", "Full", FALSE},
	/* Behind a dash. */
	{"Unknown user - 550 ann is not here", 550, NULL, "ann is not here", FALSE},
	{"Call us - 555 0100", 0, NULL, "Call us - 555 0100", FALSE},
	{"Sizes - 550 KB", 0, NULL, "Sizes - 550 KB", FALSE},
	{"dsn=5.0.0, status=bounced (host mx.b.org said: 550 5.1.1 Nobody)", 550, "5.1.1",
		"Nobody)", FALSE},
	{"#550 5.1.1 NOBODY; gone##", 550, "5.1.1", "NOBODY; gone##", FALSE},
	{"#< #5.1.1 smtp;550 5.7.1 no> #SMTP#", 550, "5.7.1", "no> #SMTP#", FALSE},
	{"<mx.example.org #5.2.2 smtp;550 full>", 550, "5.2.2", "full>", FALSE},
	{"[{LED=550 5.1.1 Nobody};{MSG=}]", 550, "5.1.1", "Nobody};{MSG=}]", FALSE},
	{"5.1.0 - Unknown 550-'5.2.2 Full' (attempts: 0)", 550, "5.2.2", "Full' (attempts: 0)",
		FALSE},
	{"5.3.0 - Other ('554', ['5.7.1 no'])", 554, "5.7.1", "no'])", FALSE},
	{"it failed with 550 5.1.1 Nobody", 550, "5.1.1", "Nobody", FALSE},
	{"The answer was:\n550 5.1.1 Nobody", 550, "5.1.1", "Nobody", FALSE},
	{"words\n550 Nobody", 550, NULL, "Nobody", FALSE},
	/* Several lines. */
	{"550-5.1.1 one 550-5.1.1 two 550 5.1.1 three", 550, "5.1.1",
		"one 550-5.1.1 two 550 5.1.1 three", FALSE},
	{"550-one\r\n550-two\r\n550 5.7.1 three", 550, "5.7.1", "one\r\n550-two\r\n550 5.7.1 three",
		FALSE},
	{"550-first\n551 last", 551, NULL, "first\n551 last", TRUE},
	{"550-first 551 last", 551, NULL, "first 551 last", TRUE},
	{"550-5.1.1 first 550 5.7.1 last", 550, "5.7.1", "first 550 5.7.1 last", TRUE},
	{"550-limit of 451 a day 550 last", 550, NULL, "limit of 451 a day 550 last", FALSE},
	{"550-limit of 500 a day", 550, NULL, "limit of 500 a day", FALSE},
	/* No replies. */
	{"", 0, NULL, NULL, FALSE},
	{"Connection timed out", 0, NULL, NULL, FALSE},
	{"connect to example.org[203.0.113.225]:25: timed out", 0, NULL, NULL, FALSE},
	{"connect to mx.example.org[192.0.2.1]:550: timed out", 0, NULL, NULL, FALSE},
	{"550 host mx-5.33.0.example [4.57.226.1] refused", 550, NULL,
		"host mx-5.33.0.example [4.57.226.1] refused", FALSE},
	{"550 mx.example.org 5.1.1.7 refused", 550, NULL, "mx.example.org 5.1.1.7 refused", FALSE},
	{"550 version (4.92.3-x) refused", 550, NULL, "version (4.92.3-x) refused", FALSE},
	{"650 nonsense", 0, NULL, NULL, FALSE},
	{"199 nonsense", 0, NULL, NULL, FALSE},
	{"5501 nonsense", 0, NULL, NULL, FALSE},
	{"x550 nonsense", 0, NULL, NULL, FALSE},
	{"550.1.2.3 nonsense", 0, NULL, NULL, FALSE},
	{"550/1000 nonsense", 0, NULL, NULL, FALSE},
	{"550ms", 0, NULL, NULL, FALSE},
	{"Message size: 552 KB", 0, NULL, NULL, FALSE},
	{"size: 552", 0, NULL, NULL, FALSE},
	{"it has (552 KB)", 0, NULL, NULL, FALSE},
	{"mail postfix/smtp[550]: nothing", 0, NULL, NULL, FALSE},
	{"call (555) 123-4567", 0, NULL, NULL, FALSE},
	{"call: 555-1234", 0, NULL, NULL, FALSE},
	{"you sent 550 mails", 0, NULL, NULL, FALSE},
	{"delay=550, delays=1/2", 0, NULL, NULL, FALSE},
	{"exit status 77", 0, NULL, NULL, FALSE},
	{"x-unix; 255", 0, NULL, NULL, FALSE},
	{"X-Unix; 450", 0, NULL, NULL, FALSE},
	{"6.1.1 nonsense", 0, NULL, NULL, FALSE},
	{"ann 5.1.1 nonsense", 0, NULL, NULL, FALSE},
};

START_TEST(reply_is_read)
{
	gsize len = strlen(rows[_i].text);
	g_autofree char *text = g_memdup2(rows[_i].text, MAX(len, 1));
	struct rebound_reply reply = rebound_reply_read(text, len);
	char buffer[REBOUND_STATUS_SIZE];
	const char *status = rebound_status_write(reply.status, buffer);

	ck_assert_int_eq(reply.code, rows[_i].code);
	ck_assert_pstr_eq(status, rows[_i].status);
	ck_assert_int_eq(reply.mixed, rows[_i].mixed);
	ck_assert_uint_le(reply.start, reply.text);
	ck_assert_uint_le(reply.text, len);
	if (rows[_i].words) {
		g_autofree char *words = g_strndup(text + reply.text, len - reply.text);
		ck_assert_str_eq(words, rows[_i].words);
	}
}
END_TEST

static const struct {
	const char *text;
	const char *command;
	const char *host;
} words[] = {
	{"host mx.example.org[192.0.2.1] said: 550 no (in reply to RCPT TO command)", "RCPT",
		"mx.example.org"},
	{"host 192.0.2.1[192.0.2.1] said: 550 no (in reply to end of DATA command)", "EOD",
		"192.0.2.1"},
	{"(in reply to MAIL FROM command)", "MAIL", NULL},
	{"(in reply to EHLO command)", "EHLO", NULL},
	{"(in reply to DATA command)", "DATA", NULL},
	{"SMTP error from remote mail server after RCPT TO:<a@b.org>: host mx.b.org [192.0.2.1]: "
	 "550",
		"RCPT", "mx.b.org"},
	{"H=mx.b.org [192.0.2.1]: error after pipelined MAIL FROM:<x@y.org>: 550", "MAIL",
		"mx.b.org"},
	{"error after end of data: 552", "EOD", NULL},
	{"error after initial connection: 554", "CONNECT", NULL},
	{"lost connection with mx.b.org[192.0.2.1] while sending RCPT TO", "RCPT", "mx.b.org"},
	{"conversation with mx.b.org[192.0.2.1] timed out while sending message body", "DATA",
		"mx.b.org"},
	{"lost connection with mx.b.org[192.0.2.1] while receiving the initial server greeting",
		"CONNECT", "mx.b.org"},
	{"lost connection with mx.b.org[192.0.2.1] while performing the HELO handshake", "HELO",
		"mx.b.org"},
	{"connect to mx.b.org[192.0.2.1]:25: Connection refused", "CONNECT", "mx.b.org"},
	{"host mx.b.org[192.0.2.1] refused to talk to me: 421", "CONNECT", "mx.b.org"},
	{"Connected to 192.0.2.1 but sender was rejected.", "MAIL", "192.0.2.1"},
	{"192.0.2.1 does not like recipient.", "RCPT", NULL},
	{"while talking to mx.b.org.:\n>>> DATA\n<<< 503", "DATA", "mx.b.org"},
	{">>> MAIL From:<x@y.org>\n<<< 250\n>>> RCPT To:<a@b.org>\n<<< 550", "RCPT", NULL},
	{"relay=mx.b.org[192.0.2.1]:25, status=bounced", NULL, "mx.b.org"},
	{"mx.b.org[192.0.2.1] said: 550", NULL, "mx.b.org"},
	{"mx.b.org said: 550", NULL, "mx.b.org"},
	{"mx.b.org gave this error:", NULL, "mx.b.org"},
	{"mx.b.org: 550 no", NULL, "mx.b.org"},
	{"Client host [192.0.2.1] blocked", NULL, NULL},
	{"client host mx.b.org[192.0.2.1] refused", NULL, NULL},
	{"Host not found", NULL, NULL},
	{"Remote host said: 550", NULL, NULL},
	{"after mail was sent, data is lost", NULL, NULL},
	{"no words", NULL, NULL},
	{"", NULL, NULL},
};

START_TEST(command_and_host_are_read)
{
	gsize len = strlen(words[_i].text);
	g_autofree char *text = g_memdup2(words[_i].text, MAX(len, 1));
	struct rebound_reply reply = rebound_reply_read(text, len);
	g_autofree char *host =
		reply.host_len > 0 ? g_strndup(text + reply.host, reply.host_len) : NULL;

	ck_assert_pstr_eq(reply.command, words[_i].command);
	ck_assert_pstr_eq(host, words[_i].host);
}
END_TEST

START_TEST(commands_are_named)
{
	static const struct {
		const char *text;
		const char *name;
	} commands[] = {{"RCPT TO", "RCPT"}, {"rcpt", "RCPT"}, {"end of DATA", "EOD"},
		{"MAIL FROM:<x>", "MAIL"}, {" data", "DATA"}, {"connect", "CONNECT"},
		{"STARTTLS", "STARTTLS"}, {"rcptx", NULL}, {"", NULL}, {"something", NULL}};

	for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
		ck_assert_pstr_eq(rebound_reply_command(commands[i].text, strlen(commands[i].text)),
			commands[i].name);
}
END_TEST

START_TEST(random_text_stays_within_bounds)
{
	static const char alphabet[] = "245501. -:;#([<>'\"=_\nae@";
	static const char *const pieces[] = {"550 ", "550-", "5.1.1", " said: ", "host ",
		"mx.b.org", "[192.0.2.1]", "<<< ", "error ", "smtp;", "-> ", ">>> RCPT",
		"in reply to "};
	g_autoptr(GRand) random = g_rand_new_with_seed(99);

	for (int round = 0; round < 100000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 60 && g_rand_int_range(random, 0, 20) != 0) {
			if (g_rand_boolean(random))
				g_string_append(text, pieces[g_rand_int_range(random, 0,
							      (int)G_N_ELEMENTS(pieces))]);
			else
				g_string_append_c(text, alphabet[g_rand_int_range(
								random, 0, sizeof(alphabet) - 1)]);
		}
		g_autofree char *bytes = g_memdup2(text->str, MAX(text->len, 1));
		struct rebound_reply reply = rebound_reply_read(bytes, text->len);
		ck_assert(reply.code == 0 || (reply.code >= 200 && reply.code < 600));
		ck_assert_uint_le(reply.start, reply.text);
		ck_assert_uint_le(reply.text, text->len);
		ck_assert_uint_le(reply.host + reply.host_len, text->len);
		if (reply.code != 0 && !reply.mixed)
			ck_assert_int_eq(atoi((char[]){bytes[reply.start], bytes[reply.start + 1],
						 bytes[reply.start + 2], 0}),
				reply.code);
	}
}
END_TEST

static const char *const units[] = {"550-", "550 ", "550-x ", "550 5.1.1 ", "(550 x) ", "5.1.1 ",
	"said: ", "host a.b", "[", "#", "<", "_", " ", "said: 550-551-", ">>> ", "a.", "]said ",
	"-> 550 5.1.1 "};

START_TEST(long_texts_are_read_in_linear_time)
{
	const gsize len = 1024 * 1024;
	g_autofree char *text = g_malloc(len);
	gsize unit = strlen(units[_i]);

	for (gsize i = 0; i < len; i++)
		text[i] = units[_i][i % unit];
	gint64 before = g_get_monotonic_time();
	rebound_reply_read(text, len);
	ck_assert_int_lt(g_get_monotonic_time() - before, 5 * G_USEC_PER_SEC);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("reply");
	TCase *tcase = tcase_create("reply");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, reply_is_read, 0, (int)G_N_ELEMENTS(rows));
	tcase_add_loop_test(tcase, command_and_host_are_read, 0, (int)G_N_ELEMENTS(words));
	tcase_add_test(tcase, commands_are_named);
	tcase_add_test(tcase, random_text_stays_within_bounds);
	tcase_add_loop_test(tcase, long_texts_are_read_in_linear_time, 0, (int)G_N_ELEMENTS(units));
	suite_add_tcase(suite, tcase);
	return suite;
}
