/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/text_notes.h"

#define REPORT "I could not deliver your mail.\n\n<zoe@north.test>:\n550 5.1.1 no such user here\n"

struct row {
	const char *text;
	const char *rest;
};

static const struct row rows[] = {
	{"", ""},
	{REPORT, REPORT},
	/* What gateways put before a text. */
	{"[EXTERNAL]\n\n" REPORT, REPORT},
	{"[EXTERNAL] Take care.\n" REPORT, REPORT},
	{"*** EXTERNAL EMAIL ***\n*****\n\n" REPORT, REPORT},
	{"CAUTION: this came from outside of the organization. Do not click\n"
	 "links. If in doubt, call the help desk, help@north.test.\n\n" REPORT,
		REPORT},
	{"CAUTION: this came from outside the company.\n"
	 "Before opening attachments ask the help desk, help@north.test.\n\n\n" REPORT,
		REPORT},
	{"You don't often get email from mailer-daemon@south.test. Learn why\n\n" REPORT, REPORT},
	{"Diese Nachricht kommt von außerhalb der Organisation.\n\n" REPORT, REPORT},
	{"Achtung! Klicken Sie nicht auf Links.\n\n" REPORT, REPORT},
	{"Ce message vient de l'extérieur. Soyez prudents.\n\n" REPORT, REPORT},
	{"Attenzione: questa mail arriva dall'esterno.\n\n" REPORT, REPORT},
	{"Let op: mail van buiten, wees voorzichtig.\n\n" REPORT, REPORT},
	{"Внимание! Не переходите по ссылкам.\n\n" REPORT, REPORT},
	{"来自外部的邮件\n\n" REPORT, REPORT},
	/* What companies, scanners and lists put behind one. */
	{REPORT "\nThis message is confidential. If you received it in error, please\n"
		"notify legal@south.test, and delete it.\n",
		REPORT "\n"},
	{REPORT "\nDiese E-Mail ist vertraulich.\n\nSouth Ltd, 1 Long Road\n", REPORT "\n"},
	{REPORT "\nPlease mind the forest.\n\nIt is only for the use of the intended recipient.\n",
		REPORT "\nPlease mind the forest.\n\n"},
	{REPORT "-- \nThis message was scanned for viruses and\nis believed to be clean.\n",
		REPORT},
	{REPORT "________\nScanned by the gate. Report spam to spam@south.test\n________\n",
		REPORT},
	{REPORT "____________\nOwners mailing list\nowners@lists.south.test\n"
		"To unsubscribe: owners-leave@lists.south.test\n",
		REPORT},
	/* What speaks of delivery is no note, whatever else it speaks of. */
	{"External mail could not be delivered to zoe@north.test.\n",
		"External mail could not be delivered to zoe@north.test.\n"},
	{"Hello,\n\nthe confidential mail was not delivered to zoe@north.test.\n",
		"Hello,\n\nthe confidential mail was not delivered to zoe@north.test.\n"},
	{"<zoe@north.test>:\n550 5.7.1 confidential mail refused\n",
		"<zoe@north.test>:\n550 5.7.1 confidential mail refused\n"},
	{"Your mail was scanned by the gate, and a virus was found: zoe@north.test\n",
		"Your mail was scanned by the gate, and a virus was found: zoe@north.test\n"},
	/* Nor is what a person may have written. */
	{"Please unsubscribe me from the mailing list.\n",
		"Please unsubscribe me from the mailing list.\n"},
	{"The contract is confidential.\n\nYours, Ann\nann@south.test\n",
		"The contract is confidential.\n\nYours, Ann\nann@south.test\n"},
};

START_TEST(notes_are_cut_and_nothing_else)
{
	gsize len = strlen(rows[_i].text);
	const char *rest = rebound_text_cut_notes(rows[_i].text, &len);
	g_autofree char *found = g_strndup(rest, len);

	ck_assert_str_eq(found, rows[_i].rest);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text_notes");
	TCase *notes = tcase_create("notes");
	tcase_add_loop_test(notes, notes_are_cut_and_nothing_else, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, notes);
	return suite;
}
