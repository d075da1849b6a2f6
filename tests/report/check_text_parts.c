/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/text_parts.h"

/* A text, and the same with "|" before each part behind the first, "~" where it only leads on. */
static const struct {
	const char *text;
	const char *parts;
} rows[] = {
	{"Delivery to ann@a.example failed: no such user. Delivery to bob@a.example failed: "
	 "mailbox full.",
		"Delivery to ann@a.example failed: no such user. |Delivery to bob@a.example "
		"failed: "
		"mailbox "
		"full."},
	{"Delivery to ann@a.example failed with \"552 full\", delivery to bob@a.example failed.",
		"Delivery to ann@a.example failed with \"552 full\", |delivery to bob@a.example "
		"failed."},
	{"It did not reach ann@a.example (552 full) and <bob@a.example> (550 user unknown).",
		"It did not reach |ann@a.example (552 full)~ and |<bob@a.example> (550 "
		"user unknown)."},
	{"Not delivered to: ann@a.example: 550 no; bob@a.example: mailbox is full",
		"Not delivered to: |ann@a.example: 550 no; |bob@a.example: mailbox is full"},
	{"Failed: <ann@a.example>: 550 <ann@a.example>... no; <bob@a.example>: 552 full",
		"Failed: |<ann@a.example>: 550 <ann@a.example>... no; |<bob@a.example>: 552 full"},
	/* The same without a failure of their own. */
	{"ann@a.example does not exist and the mailbox of bob@a.example is full.",
		"ann@a.example does not exist and |the mailbox of bob@a.example is full."},
	{"ann@a.example is unknown. The mailbox of bob@a.example is full; cyd@a.example is "
	 "disabled.",
		"ann@a.example is unknown. |The mailbox of bob@a.example is full; |cyd@a.example "
		"is disabled."},
	/* Who leads to an enumeration, or stands behind it, is none of it. */
	{"Mail of dan@b.example did not reach ann@a.example (full), bob@a.example (user unknown). "
	 "Ask eve@a.example.",
		"Mail of dan@b.example did not reach |ann@a.example (full), |bob@a.example (user "
		"unknown). |Ask eve@a.example."},
	{"Mail failed to ann@a.example, bob@a.example (full) and cyd@a.example (user unknown).",
		"Mail failed to |ann@a.example, bob@a.example (full)~ and |cyd@a.example (user "
		"unknown)."},
	{"Could not deliver to ann@a.example, bob@a.example and cyd@a.example: user unknown",
		"Could not deliver to ann@a.example, bob@a.example and cyd@a.example: user "
		"unknown"},
	{"Mail to ann@a.example failed: 550 user unknown, alias of bob@a.example unknown",
		"Mail to ann@a.example failed: 550 user unknown, alias of bob@a.example unknown"},
	{"User unknown: ann@a.example, bob@a.example; mailbox full: cyd@a.example",
		"User unknown: ann@a.example, bob@a.example; |mailbox full: cyd@a.example"},
	{"Not sent to Ann <ann@a.example> (full, see <eve@b.example>) and to Bob Ray "
	 "<bob@a.example> (user unknown).",
		"Not sent to Ann |<ann@a.example> (full, see <eve@b.example>)~ and to Bob Ray "
		"|<bob@a.example> (user unknown)."},
	{"Failed: ann@a.example, user unknown; bob@a.example... mailbox full",
		"Failed: |ann@a.example, user unknown; |bob@a.example... mailbox full"},
	/* Each behind words of its own, and several that share a reason. */
	{"Delivery to ann@a.example failed (550 blocked) and to bob@a.example (550 user unknown).",
		"Delivery to |ann@a.example failed (550 blocked)~ and to |bob@a.example (550 user "
		"unknown)."},
	{"ann@a.example: 550 user unknown; bob@a.example, cyd@a.example: 550 rejected",
		"ann@a.example: 550 user unknown; |bob@a.example, cyd@a.example: 550 rejected"},
	{"Mail from dan@b.example to ann@a.example (full) was returned.",
		"Mail from dan@b.example to ann@a.example (full) was returned."},
	/* Replies directly before those whom they name. */
	{"He said 550 5.1.1 <ann@a.example> no and then said: 452 4.2.2 <bob@a.example> later",
		"He said 550 5.1.1 <ann@a.example> no and then said: |452 4.2.2 <bob@a.example> "
		"later"},
	/* A list within a clause. */
	{"It reached no more than ann@a.example and bob@a.example, but not cyd@a.example.",
		"It reached no more than ann@a.example and bob@a.example, but not cyd@a.example."},
	{"It was delivered to ann@a.example and bob@a.example but could not be delivered to "
	 "cyd@a.example.",
		"It was delivered to ann@a.example and bob@a.example but |could not be delivered "
		"to cyd@a.example."},
	/* Who received it, and who did not. */
	{"It was delivered to ann@a.example. It was not delivered to bob@a.example: 550 full.",
		"It was delivered to ann@a.example. |It was not delivered to bob@a.example: 550 "
		"full."},
	{"Mail for ann@a.example: 550 user unknown. For bob@a.example the server said 250 ok.",
		"Mail for ann@a.example: 550 user unknown. |For bob@a.example the server said 250 "
		"ok."},
	/* What one sentence says of somebody else is no other's reason, whatever it says. */
	{"We looked for ann@a.example. The mailbox of bob@a.example is full.",
		"We looked for ann@a.example. |The mailbox of bob@a.example is full."},
	{"ann@a.example is full and bob@a.example is unknown. It was delivered to cyd@a.example.",
		"ann@a.example is full and |bob@a.example is unknown. |It was delivered to "
		"cyd@a.example."},
	{"It refused ann@a.example with the answer \"550 no user\" and bob@a.example with the "
	 "answer \"552 full\".",
		"It refused |ann@a.example with the answer \"550 no user\" and |bob@a.example with "
		"the answer \"552 full\"."},
	/* Lists that are the subject of a sentence, or stand behind a label. */
	{"ann@a.example and bob@a.example are unknown. cyd@a.example is full.",
		"ann@a.example and bob@a.example are unknown. |cyd@a.example is full."},
	{"Unknown users: ann@a.example, bob@a.example. The mailbox cyd@a.example is full.",
		"Unknown users: ann@a.example, bob@a.example. |The mailbox cyd@a.example is full."},
	/* Codes alone, and words that nobody knows between those that somebody does. */
	{"Failed: ann@a.example=5.1.1 bob@a.example=5.2.2",
		"Failed: |ann@a.example=5.1.1 |bob@a.example=5.2.2"},
	{"ann@a.example: 550 no; bob@a.example: 250 2.0.0 afgeleverd; cyd@a.example: 552 full.",
		"ann@a.example: 550 no; |bob@a.example: 250 2.0.0 afgeleverd; |cyd@a.example: 552 "
		"full."},
	/* One of them, or what all share. */
	{"Delivery to ann@a.example failed. Delivery to <ann@a.example> failed for good.",
		"Delivery to ann@a.example failed. Delivery to <ann@a.example> failed for good."},
	{"Mail to ann@a.example and bob@a.example failed: no such users.",
		"Mail to ann@a.example and bob@a.example failed: no such users."},
	{"Mail to ann@a.example (Ann Lee), bob@a.example (Bob Ray) failed.",
		"Mail to ann@a.example (Ann Lee), bob@a.example (Bob Ray) failed."},
	{"Delivery to ann@a.example failed. Please write to bob@a.example for help.",
		"Delivery to ann@a.example failed. Please write to bob@a.example for help."},
	{"It said: 550 <bob@a.example>: sender rejected, of ann@a.example",
		"It said: 550 <bob@a.example>: sender rejected, of ann@a.example"},
	{"Mail to ann@a.example failed.", "Mail to ann@a.example failed."},
	{"", ""},
};

static gsize start_of(const GArray *parts, guint i)
{
	return g_array_index(parts, struct rebound_text_part, i).start;
}

static gboolean is_joint(const GArray *parts, guint i)
{
	return g_array_index(parts, struct rebound_text_part, i).joint;
}

static GArray *new_parts(void)
{
	return g_array_new(FALSE, FALSE, sizeof(struct rebound_text_part));
}

START_TEST(texts_are_cut_between_recipients)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GString) shown = g_string_new(rows[_i].text);
	g_autoptr(GArray) parts = new_parts();

	rebound_text_parts_find(arena, rows[_i].text, strlen(rows[_i].text), FALSE, parts);
	for (guint i = parts->len; i-- > 0;)
		g_string_insert_c(
			shown, (gssize)start_of(parts, i), is_joint(parts, i) ? '~' : '|');
	ck_assert_str_eq(shown->str, rows[_i].parts);
}
END_TEST

START_TEST(entries_are_about_their_address_unless_they_enumerate)
{
	static const char list[] = "a@a.example: 550 no; b@a.example: 552 full";
	static const char one[] =
		"a@a.example: mail to c@b.example failed. Mail to d@b.example failed; no";
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GArray) parts = new_parts();

	rebound_text_parts_find(arena, list, strlen(list), TRUE, parts);
	ck_assert_uint_eq(parts->len, 1);
	rebound_text_parts_find(arena, one, strlen(one), TRUE, parts);
	ck_assert_uint_eq(parts->len, 0);
}
END_TEST

START_TEST(there_are_as_many_as_recipients)
{
	static const char *const forms[][2] = {
		{"", " (550 no), "}, {"Delivery to ", " failed. "}, {"", " is unknown and "}};
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GArray) parts = new_parts();

	for (gsize form = 0; form < G_N_ELEMENTS(forms); form++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (guint i = 0; i < 200; i++)
			g_string_append_printf(
				text, "%sa%u@a.example%s", forms[form][0], i, forms[form][1]);
		rebound_text_parts_find(arena, text->str, text->len, FALSE, parts);
		ck_assert_uint_eq(parts->len, 199);
		for (guint i = 1; i < parts->len; i++)
			ck_assert_uint_gt(start_of(parts, i), start_of(parts, i - 1));
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text_parts");
	TCase *tcase = tcase_create("text_parts");

	tcase_add_loop_test(tcase, texts_are_cut_between_recipients, 0, (int)G_N_ELEMENTS(rows));
	tcase_add_test(tcase, entries_are_about_their_address_unless_they_enumerate);
	tcase_add_test(tcase, there_are_as_many_as_recipients);
	suite_add_tcase(suite, tcase);
	return suite;
}
