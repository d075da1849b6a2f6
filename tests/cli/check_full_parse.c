/* SPDX-License-Identifier: MIT */
#include "program.h"

/*
 * GMime gets of a mail only what is used of it. So each mail at hand is read twice: as the program
 * does, and by one whose tree is GMime's parse of the whole mail (tests/mail/full_tree.c). Both
 * have to print the same bytes.
 */

#define MAILS_AT_LEAST 300
#define MAILS_A_RUN    64

/* Damaged mails of which GMime loses a part that the scan finds. */
static const char *const lost_parts[] = {
	/* multiparts in which their boundary never stands, or that are said to be text */
	"boundary-of-another.eml",
	"boundary-untold.eml",
	"lhost-sendmail-53.eml",
	"lhost-x3-01.eml",
	"lhost-x3-02.eml",
	"rfc3464-04.eml",
	"rfc3464-06.eml",
	"rhost-google-02.eml",
	/* a part whose header begins with a line that is no field */
	"lhost-apachejames-01.eml",
	NULL,
};

static void collect(GPtrArray *paths, const char *folder)
{
	GDir *open = g_dir_open(folder, 0, NULL);
	const char *name;

	while (open != NULL && (name = g_dir_read_name(open)) != NULL) {
		char *path = g_build_filename(folder, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			collect(paths, path);
		if ((g_str_has_suffix(name, ".eml") || g_str_has_suffix(name, ".txt") ||
			    g_str_has_suffix(name, ".mbox")) &&
			!g_strv_contains(lost_parts, name))
			g_ptr_array_add(paths, path);
		else
			g_free(path);
	}
	if (open != NULL)
		g_dir_close(open);
}

static char *parse(const char *program, const GPtrArray *paths, guint from, guint to)
{
	g_autoptr(GPtrArray) line = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	char *out = NULL;
	int status = 0;

	g_ptr_array_add(line, (gpointer)program);
	g_ptr_array_add(line, (gpointer) "parse");
	g_ptr_array_add(line, (gpointer) "--now=2026-11-01T00:00:00Z");
	for (guint i = from; i < to; i++)
		g_ptr_array_add(line, paths->pdata[i]);
	g_ptr_array_add(line, NULL);
	g_auto(GStrv) environment = g_environ_unsetenv(g_get_environ(), "G_DEBUG");
	ck_assert_msg(g_spawn_sync(NULL, (char **)line->pdata, environment,
			      G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, &status, &error),
		"%s", error != NULL ? error->message : "");
	ck_assert_msg(status == 0, "%s ended with %d", program, status);
	return out;
}

static void compare(const char *full, const char *slim)
{
	g_auto(GStrv) full_lines = g_strsplit(full, "\n", -1);
	g_auto(GStrv) slim_lines = g_strsplit(slim, "\n", -1);

	ck_assert_uint_eq(g_strv_length(full_lines), g_strv_length(slim_lines));
	for (guint i = 0; full_lines[i] != NULL; i++)
		ck_assert_msg(strcmp(full_lines[i], slim_lines[i]) == 0,
			"GMime's parse of the whole mail gives\n%s\nand not\n%s", full_lines[i],
			slim_lines[i]);
}

START_TEST(all_mails_give_the_same_report)
{
	static const char *const folders[] = {"tests/mail", "examples", "../shared/corpus"};
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *folder = g_build_filename(REBOUND_SOURCE_DIR, folders[i], NULL);
		collect(paths, folder);
	}
	ck_assert_uint_ge(paths->len, MAILS_AT_LEAST);
	for (guint i = 0; i < paths->len; i += MAILS_A_RUN) {
		guint end = MIN(i + MAILS_A_RUN, paths->len);
		g_autofree char *full = parse(REBOUND_FULL_PROGRAM, paths, i, end);
		g_autofree char *slim = parse(REBOUND_PROGRAM, paths, i, end);
		compare(full, slim);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("full parse");
	TCase *tcase = tcase_create("full parse");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, all_mails_give_the_same_report);
	suite_add_tcase(suite, tcase);
	return suite;
}
