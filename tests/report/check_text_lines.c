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

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text_lines");
	TCase *subject = tcase_create("subject");
	tcase_add_loop_test(subject, the_label_of_a_subject_is_found, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, subject);
	return suite;
}
