/* SPDX-License-Identifier: MIT */
#include "program.h"

/* What the options of help and manual are compared by: each option of a command's help stands in
 * one of the command's lines of the manual's synopsis. --now is told once, for all commands. */

/* The lines of the synopsis that name a command. */
static char *read_synopsis(const char *manual, const char *command)
{
	const char *begin = strstr(manual, ".Sh SYNOPSIS"),
		   *end = strstr(manual, ".Sh DESCRIPTION");
	g_autofree char *all = g_strndup(begin, (gsize)(end - begin));
	g_auto(GStrv) blocks = g_strsplit(all, ".Nm\n", -1);
	g_autofree char *pattern =
		g_strdup_printf("^\\.Cm( [a-z-]+ \\|)*( [a-z]+)? ?\\b%s( |$)", command);
	GString *found = g_string_new(NULL);

	for (char **block = blocks + 1; *block != NULL; block++)
		if (g_regex_match_simple(pattern, *block, G_REGEX_MULTILINE, 0))
			g_string_append(found, *block);
	return g_string_free(found, FALSE);
}

static guint compare(struct program *program, const char *manual, const char *command)
{
	g_autofree char *synopsis = read_synopsis(manual, command);
	g_autofree char *line = g_strdup_printf("$REBOUND %s --help", command);
	g_autoptr(GRegex) option =
		g_regex_new("^  (?:-., )?--([a-z-]+)", G_REGEX_MULTILINE, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	guint count = 0;

	ck_assert_int_eq(program_run(program, line), 0);
	for (g_regex_match(option, program->out, 0, &match); g_match_info_matches(match);
		g_match_info_next(match, NULL)) {
		g_autofree char *name = g_match_info_fetch(match, 1);
		g_autofree char *mark = g_strdup_printf("\\bFl -%s\\b(?!-)", name);

		if (strcmp(name, "now") == 0 || strcmp(name, "help") == 0)
			continue;
		ck_assert_msg(g_regex_match_simple(mark, synopsis, 0, 0),
			"%s: the manual's synopsis lacks --%s", command, name);
		count++;
	}
	return count;
}

START_TEST(test_options)
{
	g_autofree char *manual = NULL;
	g_autoptr(GRegex) command = g_regex_new("^  ([a-z-]+) +\\S", G_REGEX_MULTILINE, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	struct program program;
	guint commands = 0, options = 0;

	ck_assert(
		g_file_get_contents(REBOUND_SOURCE_DIR "/core/cli/rebound.1", &manual, NULL, NULL));
	program_init(&program);
	program_run(&program, "$REBOUND --help");
	g_autofree char *list = g_steal_pointer(&program.out);
	for (g_regex_match(command, list, 0, &match); g_match_info_matches(match);
		g_match_info_next(match, NULL)) {
		g_autofree char *name = g_match_info_fetch(match, 1);

		options += compare(&program, manual, name);
		commands++;
	}
	ck_assert_uint_ge(commands, 23);
	ck_assert_uint_ge(options, 100);
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("manual");
	TCase *tcase = tcase_create("options");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, test_options);
	suite_add_tcase(suite, tcase);
	return suite;
}
