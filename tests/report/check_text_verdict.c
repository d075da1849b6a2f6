/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/report/text_note_key.h"
#include "core/report/text_verdict.h"

#define NONE	  REBOUND_TEXT_VERDICT_NONE
#define DELIVERED REBOUND_TEXT_VERDICT_DELIVERED
#define FAILED	  REBOUND_TEXT_VERDICT_FAILED
#define DELAYED	  REBOUND_TEXT_VERDICT_DELAYED

struct row {
	const char *text;
	enum rebound_text_verdict verdict;
};

static const struct row behind[] = {
	{": OK", DELIVERED},
	{" ... sent", DELIVERED},
	{"> | Delivered to mailbox", DELIVERED},
	{": zugestellt", DELIVERED},
	{" : délivré", DELIVERED},
	{"：已送达", DELIVERED},
	{": доставлено", DELIVERED},
	{" FAILED 550 no such user", FAILED},
	{": nicht zugestellt, unbekannt", FAILED},
	{" (échec)", FAILED},
	{": 配信失敗", FAILED},
	{": deferred (421)", DELAYED},
	{": verzögert", DELAYED},
	{"", NONE},
	{": 550 ok", NONE},
	{": okänd mottagare", NONE},
	{": okay", NONE},
	{" zugestellt werden", NONE},
	{": mailbox full, not sent", NONE},
	{" was delivered", DELIVERED},
	{" wurde zugestellt", DELIVERED},
	{" was not delivered", FAILED},
	{" is still waiting for the server", DELAYED},
	{" has arrived", NONE},
	{": sentinel", NONE},
};

START_TEST(words_behind_an_address_say_what_became_of_it)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const struct row *row = &behind[_i];

	ck_assert_msg(
		rebound_text_verdict_behind(arena, row->text, strlen(row->text)) == row->verdict,
		"\"%s\"", row->text);
}
END_TEST

static const struct {
	const char *text;
	gboolean delivered;
} sentences[] = {
	{"The message for ann@example.org was delivered.", TRUE},
	{"An ann@example.org wurde Ihre Nachricht zugestellt.", TRUE},
	{"Il messaggio è stato consegnato a ann@example.org.", TRUE},
	{"The others (ann@example.org) received it.", TRUE},
	{"ann@example.org 宛のメールは配信されました。", TRUE},
	{"ann@example.org 宛のメールは配信されませんでした。", FALSE},
	{"您发给 ann@example.org 的邮件未送达。", FALSE},
	{"It was never delivered, not even to ann@example.org.", FALSE},
	{"An ann@example.org sollte zugestellt werden.", FALSE},
	{"The mail that you sent to ann@example.org.", FALSE},
	{"Undelivered: ann@example.org", FALSE},
	{"The message for ann@example.org has never arrived.", FALSE},
	{"", FALSE},
};

START_TEST(a_sentence_may_say_that_the_message_came)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *text = sentences[_i].text;

	ck_assert_msg(rebound_text_verdict_says_delivered(arena, text, strlen(text)) ==
			      sentences[_i].delivered,
		"\"%s\"", text);
}
END_TEST

static const struct row before[] = {
	{"OK ] ", DELIVERED},
	{"FAIL] ", FAILED},
	{"Failed <", FAILED},
	{"Deferred - ", DELAYED},
	{"échec) ", FAILED},
	{"Failed: ", NONE},
	{"Your mail failed ", NONE},
	{"Failure of ", NONE},
	{"", NONE},
};

START_TEST(a_verdict_stands_alone_before_an_address)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const struct row *row = &before[_i];
	gsize size = 0, len = strlen(row->text);

	ck_assert_msg(rebound_text_verdict_before(arena, row->text, len, &size) == row->verdict,
		"\"%s\"", row->text);
	ck_assert_uint_eq(size, row->verdict == NONE ? 0 : len);
}
END_TEST

static const struct row leads[] = {
	{"Delivered", DELIVERED},
	{"Failed recipients:", FAILED},
	{"Succeeded (12)", DELIVERED},
	{"Nicht zugestellt", FAILED},
	{"Still trying", DELAYED},
	{"Failed for these", NONE},
	{"Recipients", NONE},
};

START_TEST(a_line_may_lead_to_those_of_one_verdict)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const struct row *row = &leads[_i];

	ck_assert_msg(
		rebound_text_verdict_lead(arena, row->text, strlen(row->text)) == row->verdict,
		"\"%s\"", row->text);
}
END_TEST

struct key {
	const char *text;
	guint same_as; /* the row whose key it has, counted from 1; 0: it is none */
	gsize size;
};

static const struct key keys[] = {
	{"1. 550 unknown", 1, 3},
	{"[1] full", 1, 4},
	{"(1)", 1, 3},
	{"#1 full", 1, 3},
	{"Note 1: full", 1, 8},
	{"(see note 1)", 1, 12},
	{"\xC2\xB9 full", 1, 3},
	{"12) full", 8, 4},
	{"** full", 9, 3},
	{"* full", 10, 2},
	{"(b) full", 11, 4},
	{"E1", 12, 2},
	{"E1 = full", 12, 5},
	{"R12: full", 14, 5},
	{"A  ", 15, 3},
	{"A: full", 15, 3},
	{"1  550 unknown", 1, 3},
	{"1  ", 1, 3},
	{"550 unknown", 0, 0},
	{"1 of 3 delivered", 0, 0},
	{"A mailbox is full", 0, 0},
	{"Unknown", 0, 0},
	{"5.1.1 unknown", 0, 0},
	{"421: later", 0, 0},
	{"*bold*", 0, 0},
	{"(1 of 2)", 0, 0},
	{"[ann]", 0, 0},
	{"", 0, 0},
	{"#", 0, 0},
	{"(see note ", 0, 0},
};

START_TEST(notes_have_the_key_of_their_entry)
{
	const struct key *row = &keys[_i];
	gsize size = 0;
	guint key = rebound_text_note_key(row->text, strlen(row->text), &size);

	if (row->same_as == 0) {
		ck_assert_msg(key == 0, "\"%s\"", row->text);
		return;
	}
	ck_assert_msg(key != 0 && size == row->size, "\"%s\": %zu", row->text, size);
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		guint other = rebound_text_note_key(keys[i].text, strlen(keys[i].text), &size);
		ck_assert_msg((other == key) == (keys[i].same_as == row->same_as),
			"\"%s\" and \"%s\"", row->text, keys[i].text);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text_verdict");
	TCase *tcase = tcase_create("text_verdict");

	tcase_add_loop_test(
		tcase, words_behind_an_address_say_what_became_of_it, 0, (int)G_N_ELEMENTS(behind));
	tcase_add_loop_test(
		tcase, a_verdict_stands_alone_before_an_address, 0, (int)G_N_ELEMENTS(before));
	tcase_add_loop_test(
		tcase, a_sentence_may_say_that_the_message_came, 0, (int)G_N_ELEMENTS(sentences));
	tcase_add_loop_test(
		tcase, a_line_may_lead_to_those_of_one_verdict, 0, (int)G_N_ELEMENTS(leads));
	tcase_add_loop_test(tcase, notes_have_the_key_of_their_entry, 0, (int)G_N_ELEMENTS(keys));
	suite_add_tcase(suite, tcase);
	return suite;
}
