/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/report/read.h"
#include "describe_report.h"

#define HEAD                                                                                       \
	"Return-Path: <>\nFrom: MAILER-DAEMON@mx.north.test\nTo: me@south.test\n"                  \
	"Subject: Undelivered mail\nX-Mailer: Glade 3\n\n"
#define MAIL                                                                                       \
	HEAD "The Glade mailer gives back your mail.\n\nNot delivered: ann@north.test, room 7\n"   \
	     "552 the box is full\n"
#define READER(body)                                                                               \
	"reader \"glade\" { signs = { \"glade mailer\" }, read = function(mail) " body " end }\n"

/* A user's rule file, a mail, what is read, and the name of the reader that read it. */
struct row {
	const char *file;
	const char *mail;
	const char *expected;
	const char *reader;
	const char *message; /* a part of what the reader tells; NULL for nothing */
};

#define GENERAL "failure ann@north.test - - 552 - |"

static const struct row rows[] = {
	/* What it gives is taken, its codes are read from the text. */
	{READER("return { { address = \"ann@north.test\", text = mail.lines[4] } }"), MAIL, GENERAL,
		"glade", NULL},
	{READER("return { { address = \"ann@north.test\", kind = \"delay\" } }"), MAIL,
		"delay ann@north.test - - 0 - |", "glade", NULL},
	{READER("return { { address = mail.text:match(\"%S+@[%w.]+\"), text = mail.subject } }"),
		MAIL, "failure ann@north.test - - 0 - |", "glade", NULL},
	/* It may decline. */
	{READER("return nil"), MAIL, GENERAL, "text", NULL},
	{READER("return {}"), MAIL, GENERAL, "text", NULL},
	/* No address that the mail does not hold, whole. */
	{READER("return { { address = \"bob@north.test\" } }"), MAIL, GENERAL " invalid-address",
		"text", NULL},
	{READER("return { { address = \"nn@north.test\" } }"), MAIL, GENERAL " invalid-address",
		"text", NULL},
	{READER("return { { address = \"ann@north.tes\" } }"), MAIL, GENERAL " invalid-address",
		"text", NULL},
	{READER("return { { address = \"ann@north\" } }"), MAIL, GENERAL " invalid-address", "text",
		NULL},
	/* A failure passes it over and is told. */
	{READER("error(\"no\")"), MAIL, GENERAL " reader-failed", "text", "mine.lua:1: no"},
	{READER("while true do end"), MAIL, GENERAL " reader-failed", "text", "mine.lua:1:"},
	{READER("return { { adress = \"ann@north.test\" } }"), MAIL, GENERAL " reader-failed",
		"text", "no field 'adress'"},
	{READER("return { { address = 7 } }"), MAIL, GENERAL " reader-failed", "text",
		"'address' must be a string"},
	{READER("return 7"), MAIL, GENERAL " reader-failed", "text", "table expected"},
	{READER("return os.time()"), MAIL, GENERAL " reader-failed", "text", "mine.lua:1:"},
	/* It runs on no mail without its sign, nor without its header. */
	{"reader \"glade\" { signs = \"dell mailer\", read = function() error(\"no\") end }\n",
		MAIL, GENERAL, "text", NULL},
	{"reader \"glade\" { signs = \"glade mailer\", header = { [\"X-Mailer\"] = \"Dell*\" }, "
	 "read = function() error(\"no\") end }\n",
		MAIL, GENERAL, "text", NULL},
	{"reader \"glade\" { signs = \"glade mailer\", header = { [\"X-Mailer\"] = \"Glade*\" }, "
	 "read = function(mail) return { { address = \"ann@north.test\", "
	 "text = mail.headers[\"x-mailer\"] } } end }\n",
		MAIL, "failure ann@north.test - - 0 - |", "glade", NULL},
	/* Cards stand beside it. */
	{"rule \"full\" { says = \"the box is full\", reason = \"mailbox_full\" }\nuse "
	 "\"all\"\n" READER("return { { address = \"ann@north.test\", text = \"552 full\" } }"),
		MAIL, GENERAL, "glade", NULL},
	/* Mistakes of a card. */
	{"reader \"glade\" { read = function() end }\n", MAIL, GENERAL, "text",
		"mine.lua:1: reader 'glade' needs signs"},
	{"reader \"glade\" { signs = \"glade mailer\" }\n", MAIL, GENERAL, "text",
		"mine.lua:1: reader 'glade' needs read"},
	{"reader \"glade\" { signs = \"glade mailer\", red = 1, read = function() end }\n", MAIL,
		GENERAL, "text", "mine.lua:1: reader 'glade' has no field 'red'"},
	/* A user's reader stands before a shipped one, and in place of the one of its name. */
	{"reader \"groupwise\" { signs = \"undeliverable to the following\", read = function(mail) "
	 "return { { address = \"kim@north.test\", kind = \"delay\" } } end }\n",
		HEAD "The message that you sent was undeliverable to the following:\n"
		     "\tkim@north.test (User not found)\n",
		"delay kim@north.test - - 0 - |", "groupwise", NULL},
	{READER("return nil") READER("return nil"), MAIL, GENERAL, "text",
		"mine.lua:2: reader 'glade' stands twice"},
	{"reader \"mine\" { signs = \"undeliverable to the following\", read = function() return { "
	 "{ "
	 "address = \"kim@north.test\", text = \"mine\" } } end }\n",
		HEAD "The message that you sent was undeliverable to the following:\n"
		     "\tkim@north.test (User not found)\n",
		"failure kim@north.test - - 0 - |", "mine", NULL},
	{NULL,
		HEAD "The message that you sent was undeliverable to the following:\n"
		     "\tkim@north.test (User not found)\n",
		"failure kim@north.test - - 0 - |", "groupwise", NULL},
};

static char *folder, *path;

static void set_up(void)
{
	folder = g_dir_make_tmp("rebound-readers-XXXXXX", NULL);
	path = g_build_filename(folder, "mine.lua", NULL);
}

static void tear_down(void)
{
	g_unlink(path);
	g_rmdir(folder);
	g_free(path);
	g_free(folder);
}

START_TEST(a_reader_reads_its_mails)
{
	const struct row *row = &rows[_i];
	struct rebound_reader_options options = {.rules_file = row->file ? path : NULL};
	if (row->file)
		ck_assert(g_file_set_contents(path, row->file, -1, NULL));
	g_autoptr(rebound_reader) reader = rebound_reader_new(&options);
	struct rebound_mail mail = {.source = "box", .data = row->mail, .len = strlen(row->mail)};

	/* Twice: nothing is kept from one mail to the next. */
	for (guint i = 0; i < 2; i++) {
		const struct rebound_report *report = rebound_reader_read(reader, &mail);
		g_autofree char *line = describe_report(report);
		ck_assert_str_eq(line, row->expected);
		ck_assert_str_eq(report->reader, row->reader);
		g_autofree char *message = rebound_reader_take_error(reader);
		if (row->message && (i == 0 || strstr(row->expected, "reader-failed")))
			ck_assert_msg(message && strstr(message, row->message), "%s", message);
		else
			ck_assert_ptr_null(message);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("readers written in Lua");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_loop_test(all, a_reader_reads_its_mails, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, all);
	return suite;
}
