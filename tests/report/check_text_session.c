/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/text_session.h"

/* A line, whether it follows one of a session without arrows, and who says what. */
static const struct {
	const char *line;
	gboolean within;
	enum rebound_text_side side;
	const char *said;
} rows[] = {
	{">>> RCPT To:<ann@a.example>", FALSE, REBOUND_TEXT_CLIENT, "RCPT To:<ann@a.example>"},
	{"<<< 550 no", FALSE, REBOUND_TEXT_SERVER, "550 no"},
	{"10:14:02 --> QUIT", FALSE, REBOUND_TEXT_CLIENT, "QUIT"},
	{"RCPT TO:<ann@a.example>", FALSE, REBOUND_TEXT_CLIENT, "RCPT TO:<ann@a.example>"},
	{"RCPT TO: <ann@a.example> NOTIFY=NEVER", FALSE, REBOUND_TEXT_CLIENT,
		"RCPT TO: <ann@a.example> NOTIFY=NEVER"},
	{"MAIL FROM:<> SIZE=1000", FALSE, REBOUND_TEXT_CLIENT, "MAIL FROM:<> SIZE=1000"},
	{"10:14:02 RCPT TO:<ann@a.example>", FALSE, REBOUND_TEXT_CLIENT, "RCPT TO:<ann@a.example>"},
	{"[2025-06-09 08:01:12] C: RCPT TO:<ann@a.example>", FALSE, REBOUND_TEXT_CLIENT,
		"RCPT TO:<ann@a.example>"},
	{"Jun  9 08:01:02 mta1 smtp[22]: > RCPT TO:<ann@a.example>", FALSE, REBOUND_TEXT_CLIENT,
		"RCPT TO:<ann@a.example>"},
	{"10:14:02 550 no", TRUE, REBOUND_TEXT_SERVER, "550 no"},
	{"Received: 550 no", TRUE, REBOUND_TEXT_SERVER, "550 no"},
	{"DATA", TRUE, REBOUND_TEXT_CLIENT, "DATA"},
	{"EHLO a.example", TRUE, REBOUND_TEXT_CLIENT, "EHLO a.example"},
	/* No lines of a session. */
	{"550 no", FALSE, REBOUND_TEXT_NOBODY, NULL},
	{"DATA", FALSE, REBOUND_TEXT_NOBODY, NULL},
	{"RCPT TO:<ann@a.example> failed", FALSE, REBOUND_TEXT_NOBODY, NULL},
	{"RCPT TO:<ann@a.example>: 550 no", FALSE, REBOUND_TEXT_NOBODY, NULL},
	{"the answer to RCPT TO:<ann@a.example>", FALSE, REBOUND_TEXT_NOBODY, NULL},
	{"RCPT TO:<ann@a.example", FALSE, REBOUND_TEXT_NOBODY, NULL},
	{"It could not be delivered", TRUE, REBOUND_TEXT_NOBODY, NULL},
	{"<ann@a.example>: 550 no", FALSE, REBOUND_TEXT_NOBODY, NULL},
	{"<", FALSE, REBOUND_TEXT_NOBODY, NULL},
	{":<", TRUE, REBOUND_TEXT_NOBODY, NULL},
};

START_TEST(lines_are_told_apart)
{
	gsize len = strlen(rows[_i].line);
	g_autofree char *text = g_memdup2(rows[_i].line, len); /* without a NUL behind it */
	struct rebound_text_line line = {.text = text, .len = len};
	gboolean arrow;

	ck_assert_int_eq(rebound_text_session_line(&line, rows[_i].within, &arrow), rows[_i].side);
	const char *said = rows[_i].said ? rows[_i].said : rows[_i].line;
	ck_assert_uint_eq(line.len, strlen(said));
	ck_assert_int_eq(memcmp(line.text, said, line.len), 0);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text_session");
	TCase *tcase = tcase_create("text_session");

	tcase_add_loop_test(tcase, lines_are_told_apart, 0, (int)G_N_ELEMENTS(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
