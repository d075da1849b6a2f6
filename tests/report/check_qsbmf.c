/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/qsbmf.h"
#include "core/smtp/status.h"

#define INTRODUCTION                                                                               \
	"Hi. This is the letter program at out.south.test.\nI could not deliver it. I've given "   \
	"up.\n\n"
#define BREAK "--- Below this line is a copy of the message.\n\nReturn-Path: <me@south.test>\n"

struct row {
	const char *name;
	const char *text;
	const char *expected; /* "-": no QSBMF */
};

static const struct row rows[] = {
	{"basic", INTRODUCTION "<zoe@north.test>:\nNo host by that name. (#5.1.2)\n\n" BREAK,
		"zoe@north.test 5.1.2 0 - - No host by that name. (#5.1.2);"},
	{"two",
		INTRODUCTION
		"<zoe@north.test>:\nfull\n\n<ben@north.test>:\ngone (#5.1.1)\n\n" BREAK,
		"zoe@north.test - 0 - - full;ben@north.test 5.1.1 0 - - gone (#5.1.1);"},
	{"no recipient", INTRODUCTION BREAK, ""},
	{"a session",
		INTRODUCTION
		"<zoe@north.test>:\n192.0.2.9 does not like recipient.\nRemote host said: "
		"550 5.1.1 nobody\nGiving up on 192.0.2.9.\n\n" BREAK,
		"zoe@north.test 5.1.1 550 RCPT 192.0.2.9 192.0.2.9 does not like recipient. Remote "
		"host "
		"said: 550 5.1.1 nobody Giving up on 192.0.2.9.;"},
	{"sender refused",
		INTRODUCTION "<zoe@north.test>:\nConnected to 192.0.2.9 but sender was rejected.\n"
			     "Remote host said: 553 no\n\n" BREAK,
		"zoe@north.test - 553 MAIL 192.0.2.9 Connected to 192.0.2.9 but sender was "
		"rejected. "
		"Remote host said: 553 no;"},
	{"blank line in what was said",
		INTRODUCTION "<zoe@north.test>:\nRemote host said:\n\n550 nobody\n\n" BREAK,
		"zoe@north.test - 550 - - Remote host said: 550 nobody;"},
	{"reserved paragraph",
		INTRODUCTION "*note*\nsomething\n\n<zoe@north.test>:\nfull\n\n" BREAK,
		"zoe@north.test - 0 - - full;"},
	{"unquoted address", INTRODUCTION "<z>oe@north.test>:\nfull\n\n" BREAK, "- - 0 - - full;"},
	{"a program is no address", INTRODUCTION "<|/bin/x zoe@north.test>:\nfull\n\n" BREAK,
		"- - 0 - - full;"},
	{"forged below the break",
		INTRODUCTION "<zoe@north.test>:\nfull\n\n" BREAK "\n<kay@north.test>:\nforged\n",
		"zoe@north.test - 0 - - full;"},
	{"forged below a break without the words",
		INTRODUCTION "<zoe@north.test>:\nfull\n\n- \n\n<kay@north.test>:\nforged\n",
		"zoe@north.test - 0 - - full;"},
	{"cut off", INTRODUCTION "<zoe@north.test>:", "zoe@north.test - 0 - - -;"},
	{"foreign introduction",
		"Message from north.test.\nIt could not be "
		"delivered.\n\n<zoe@north.test>:\nfull\n\n" BREAK,
		"zoe@north.test - 0 - - full; foreign-introduction"},
	{"foreign introduction without a break", "It went wrong.\n\n<zoe@north.test>:\nfull\n",
		"-"},
	{"an address in the introduction",
		"I am kay@south.test.\n\n<zoe@north.test>:\nfull\n\n" BREAK, "-"},
	{"other form", INTRODUCTION "<zoe@north.test>: full\n\n" BREAK, ""},
	{"quoted", "> Hi. This is the letter program\n>\n> <zoe@north.test>:\n> full\n", "-"},
	{"a letter", "Hello,\n\nhow are you?\n", "-"},
	{"empty", "", "-"},
};

static const char *or_dash(const char *text)
{
	return text && *text ? text : "-";
}

START_TEST(a_text_is_read)
{
	const struct row *row = &rows[_i];
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_builder builder;
	rebound_builder_init(&builder);
	rebound_builder_start(&builder, arena);
	struct rebound_text_view view = rebound_text_view(row->text, strlen(row->text));
	guint count = rebound_qsbmf_read(&builder, &view);
	g_autoptr(GString) got = g_string_new(count == G_MAXUINT ? "-" : NULL);
	for (guint i = 0; i < builder.recipients->len; i++) {
		const struct rebound_recipient *recipient =
			&g_array_index(builder.recipients, struct rebound_recipient, i);
		char status[REBOUND_STATUS_SIZE];
		g_string_append_printf(got, "%s %s %d %s %s %s;", or_dash(recipient->address),
			or_dash(rebound_status_write(recipient->status, status)), recipient->reply,
			or_dash(recipient->command), or_dash(recipient->remote_mta),
			or_dash(recipient->text));
		ck_assert_int_eq(recipient->kind, REBOUND_KIND_FAILURE);
	}
	for (guint i = 0; i < builder.faults->len; i++)
		g_string_append_printf(got, " %s", (const char *)builder.faults->pdata[i]);
	ck_assert_msg(strcmp(got->str, row->expected) == 0, "%s is\n%s\nnot\n%s", row->name,
		got->str, row->expected);
	if (count != G_MAXUINT)
		ck_assert_uint_eq(count, builder.recipients->len);
	rebound_builder_clear(&builder);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("qsbmf");
	TCase *texts = tcase_create("texts");
	tcase_add_loop_test(texts, a_text_is_read, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, texts);
	return suite;
}
