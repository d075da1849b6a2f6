/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/text_lines.h"

/* A line, and what of it is the label of a quoted subject. */
static const struct row {
	const char *line;
	const char *label;
} rows[] = {
	{"Subject: Your mailbox is full", "Subject:"},
	{"Subject:\tYour mailbox is full", "Subject:"},
	{"Betreff: Konto gesperrt", "Betreff:"},
	{"Betreff der Nachricht: Konto gesperrt", "Betreff der Nachricht:"},
	{"Objet : compte inconnu", "Objet :"},
	{"Oggetto: casella piena", "Oggetto:"},
	{"Předmět: schránka je plná", "Předmět:"},
	{"Ämne: kontot finns inte", "Ämne:"},
	{"Тема: ящик переполнен", "Тема:"},
	{"件名： メールボックス", "件名："},
	{"主  题: 用户不存在", "主  题:"},
	{"原邮件标题:用户不存在", "原邮件标题:"},
	/* Others tell of the delivery. */
	{"", ""},
	{"Reason: user unknown", ""},
	{"550 Subject: header is missing", ""},
	{"<ann@north.test>: Subject: header is missing", ""},
	{"Subjective reasons: none", ""},
	{"Your message is subject to a limit", ""},
	{"收件人: ann@north.test", ""},
};

START_TEST(the_label_of_a_subject_is_found)
{
	const char *line = rows[_i].line;
	g_autofree char *label = g_strndup(line, rebound_text_subject_label(line, strlen(line)));

	ck_assert_str_eq(label, rows[_i].label);
}
END_TEST

static const struct {
	const char *text;
	const char *sentence; /* the first, with what is behind its mark */
} sentences[] = {
	{"It failed. Try again.", "It failed. "},
	{"Am 30. September geschlossen. Gut.", "Am 30. September geschlossen. "},
	{"Closed on 1. Mai 2026. Good.", "Closed on 1. Mai 2026. "},
	{"Zum 30.09. stillgelegt. Gut.", "Zum 30.09. stillgelegt. "},
	{"The error was 5. Mailbox unknown.", "The error was 5. "},
	{"The limit is 50. Mail comes back.", "The limit is 50. "},
	{"It has 12. September is not meant 1. ", "It has 12. September is not meant 1. "},
	{"Its status is 5.1.1. User unknown.", "Its status is 5.1.1. "},
	{"1. ", "1. "},
	{"30. Mai", "30. Mai"},
};

START_TEST(finds_first_sentence)
{
	const char *text = sentences[_i].text;
	gsize len = rebound_text_sentence(text, strlen(text));

	ck_assert_msg(len == strlen(sentences[_i].sentence), "'%.*s'", (int)len, text);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text_lines");
	TCase *subject = tcase_create("subject");
	tcase_add_loop_test(subject, the_label_of_a_subject_is_found, 0, G_N_ELEMENTS(rows));
	TCase *sentence = tcase_create("sentence");
	tcase_add_loop_test(sentence, finds_first_sentence, 0, G_N_ELEMENTS(sentences));
	suite_add_tcase(suite, subject);
	suite_add_tcase(suite, sentence);
	return suite;
}
