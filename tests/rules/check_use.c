/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rules/support.h"

/* A folder of rule files, and one file outside of it. */
static char *top, *folder;

static void write_file(const char *path, const char *text)
{
	g_autofree char *name = g_build_filename(top, path, NULL);

	ck_assert(g_file_set_contents(name, text, -1, NULL));
}

static void set_up(void)
{
	top = g_dir_make_tmp("rebound-use-XXXXXX", NULL);
	folder = g_build_filename(top, "conf", NULL);
	g_autofree char *deep = g_build_filename(folder, "more", NULL);

	ck_assert_int_eq(g_mkdir_with_parents(deep, 0700), 0);
	write_file("outside.lua", "rule 'outside' { says = 'aa bb', reason = 'expired' }");
	write_file("conf/other.lua", "rule 'other' { says = 'aa bb', reason = 'expired' }");
	write_file("conf/more/deep.lua", "use './next.lua'\nrule 'deep' { says = 'aa bb', reason = 'expired' }");
	write_file("conf/more/next.lua", "\nrule 'next' { says = 'aa bb', reason = 'expired' }\nuse 'deep.lua'");
	write_file("conf/wrong.lua", "\n\nrule 'wrong' { sayz = 'aa bb', reason = 'expired' }");
	write_file("conf/uses_wrong.lua", "use './wrong.lua'");
	write_file("conf/up.lua", "use '../outside.lua'");
	write_file("conf/spoils.lua", "for i = 1, #sender_words do sender_words[i] = nil end");
	write_file("conf/senders.lua", "rule 'senders' { says = sender_words, reason = 'expired' }");
	write_file("conf/link.lua", "use './linked.lua'");
	g_autofree char *link = g_build_filename(folder, "linked.lua", NULL);
	ck_assert_int_eq(symlink("../outside.lua", link), 0);
	g_autofree char *inner = g_build_filename(folder, "inner.lua", NULL);
	ck_assert_int_eq(symlink("other.lua", inner), 0);
	g_autofree char *endless = g_build_filename(folder, "fifo.lua", NULL);
	ck_assert_int_eq(mkfifo(endless, 0600), 0);
}

static void remove_all(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *child = g_build_filename(path, name, NULL);

		if (g_file_test(child, G_FILE_TEST_IS_DIR) && !g_file_test(child, G_FILE_TEST_IS_SYMLINK))
			remove_all(child);
		else
			g_unlink(child);
	}
	g_rmdir(path);
}

static void tear_down(void)
{
	remove_all(top);
	g_clear_pointer(&top, g_free);
	g_clear_pointer(&folder, g_free);
}

/* What a main file uses, and the cards that come of it, in order; or the end of the error. */
static const struct {
	const char *text;
	const char *cards;
	const char *error;
} rows[] = {
	{"rule 'a' { says = 'aa bb', reason = 'expired' }", "a", NULL},
	{"use './other.lua'", "other", NULL},
	{"use 'other.lua'", "other", NULL},
	{"rule 'a' { says = 'aa bb', reason = 'expired' }\nuse './other.lua'\n"
	 "rule 'z' { says = 'aa bb', reason = 'expired' }",
		"a other z", NULL},
	{"use './more/deep.lua'", "next deep", NULL},
	{"use './more/next.lua'\nuse './more/deep.lua'", "next deep", NULL},
	{"use './other.lua' use 'other.lua' use './inner.lua'", "other", NULL},
	/* A file may do what it likes with its words: the next one has them whole. */
	{"use './spoils.lua' use './senders.lua'", "senders", NULL},
	{"use './main.lua' use './other.lua'", "other", NULL},
	{"return use './other.lua'", "other", NULL},
	{"use './up.lua'", NULL, "up.lua:1: use \"../outside.lua\": '../outside.lua' must lie beside this file or"
				 " below; write its name alone, such as \"./other.lua\""},
	{"use './link.lua'", NULL, "link.lua:1: use \"./linked.lua\": './linked.lua' must be a file beside this one or"
				   " below, and no link out of there"},
	{"use './more'", NULL, "main.lua:1: use \"./more\": './more' must be a file beside this one or below, and no"
			       " link out of there"},
	{"use './fifo.lua'", NULL, "main.lua:1: use \"./fifo.lua\": './fifo.lua' must be a file beside this one or"
				   " below, and no link out of there"},
	{"use './uses_wrong.lua'", NULL, "wrong.lua:3: rule 'wrong' has no field 'sayz'; did you mean 'says'?"},
	{"rule 'other' { says = 'aa bb', reason = 'expired' } use './other.lua'", NULL,
		"other.lua:1: rule 'other' stands twice, first at "},
};

START_TEST(a_use)
{
	g_autofree char *main_file = g_build_filename(folder, "main.lua", NULL);
	g_autoptr(GString) names = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	write_file("conf/main.lua", rows[_i].text);
	g_autoptr(rebound_ruleset) ruleset = rebound_ruleset_load(main_file, &error);
	if (rows[_i].error != NULL) {
		ck_assert_ptr_null(ruleset);
		ck_assert_msg(strstr(error->message, rows[_i].error) != NULL, "%s", error->message);
		ck_assert_msg(g_str_has_prefix(error->message, folder), "%s", error->message);
		return;
	}
	ck_assert_msg(ruleset != NULL, "%s", error == NULL ? "" : error->message);
	for (guint i = 0; i < rebound_ruleset_count(ruleset); i++) {
		struct rebound_card_info info = rebound_ruleset_card(ruleset, i);

		g_string_append_printf(names, "%s%s", i == 0 ? "" : " ", info.name);
		ck_assert(g_str_has_prefix(info.at, folder));
	}
	ck_assert_str_eq(names->str, rows[_i].cards);
}
END_TEST

/* Places are called as the path was given. */
START_TEST(a_relative_path)
{
	g_autofree char *old = g_get_current_dir();
	g_autoptr(GError) error = NULL;

	write_file("conf/main.lua", "use './more/next.lua'");
	ck_assert_int_eq(chdir(folder), 0);
	g_autoptr(rebound_ruleset) ruleset = rebound_ruleset_load("main.lua", &error);
	ck_assert_int_eq(chdir(old), 0);
	ck_assert_msg(ruleset != NULL, "%s", error == NULL ? "" : error->message);
	ck_assert_str_eq(rebound_ruleset_card(ruleset, 0).at, "more/next.lua:2");
}
END_TEST

/* The shipped cards, and a user's before them. */
START_TEST(all_shipped)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_ruleset) shipped = rebound_ruleset_load(NULL, &error);

	ck_assert_msg(shipped != NULL, "%s", error == NULL ? "" : error->message);
	guint count = rebound_ruleset_count(shipped);
	ck_assert_uint_gt(count, 50);
	const char *first = rebound_ruleset_card(shipped, 0).name;
	g_autofree char *text = g_strdup_printf("rule '%s' { says = 'aa bb', reason = 'expired' }\nuse 'all'\nuse 'all'",
		first);
	g_autoptr(rebound_ruleset) both = load_cards(text);
	ck_assert_uint_eq(rebound_ruleset_count(both), count + 1);
	ck_assert_str_eq(rebound_ruleset_card(both, 0).at, "mine.lua:1");
	ck_assert_str_eq(rebound_ruleset_card(both, 1).name, first);
	ck_assert(g_str_has_prefix(rebound_ruleset_card(both, 1).at, "rules/"));
}
END_TEST

/* One shipped file alone, and what is used first stands first. */
START_TEST(one_shipped_file)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards("use 'status'");
	g_autoptr(rebound_ruleset) all = load_cards("use 'status' use 'all'");
	g_autoptr(rebound_ruleset) shipped = rebound_ruleset_load(NULL, NULL);

	ck_assert(g_str_has_prefix(rebound_ruleset_card(ruleset, 0).at, "rules/status.lua:"));
	ck_assert(g_str_has_prefix(rebound_ruleset_card(all, 0).at, "rules/status.lua:"));
	ck_assert_uint_eq(rebound_ruleset_count(all), rebound_ruleset_count(shipped));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("use");
	TCase *files = tcase_create("files"), *shipped = tcase_create("shipped");

	tcase_add_checked_fixture(files, set_up, tear_down);
	tcase_add_loop_test(files, a_use, 0, G_N_ELEMENTS(rows));
	tcase_add_test(files, a_relative_path);
	suite_add_tcase(suite, files);
	tcase_add_test(shipped, all_shipped);
	tcase_add_test(shipped, one_shipped_file);
	suite_add_tcase(suite, shipped);
	return suite;
}
