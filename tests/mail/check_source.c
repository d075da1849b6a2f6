/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/base/limits.h"
#include "core/mail/source.h"

static char *folder;

static void set_up(void)
{
	folder = g_dir_make_tmp("rebound-check-XXXXXX", NULL);
	ck_assert_ptr_nonnull(folder);
}

static void remove_all(const char *path)
{
	GDir *names = g_dir_open(path, 0, NULL);
	const char *name = NULL;

	while (names != NULL && (name = g_dir_read_name(names)) != NULL) {
		g_autofree char *entry = g_build_filename(path, name, NULL);
		if (g_file_test(entry, G_FILE_TEST_IS_DIR) &&
			!g_file_test(entry, G_FILE_TEST_IS_SYMLINK))
			remove_all(entry);
		else
			g_unlink(entry);
	}
	if (names != NULL)
		g_dir_close(names);
	g_rmdir(path);
}

static void tear_down(void)
{
	remove_all(folder);
	g_free(folder);
}

/* The path of a name below the folder, good until the next call. */
static const char *path_of(const char *name)
{
	static char path[4096];

	g_snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static void write_file(const char *name, const char *text, gsize len)
{
	g_autofree char *parent = g_path_get_dirname(path_of(name));

	ck_assert_int_eq(g_mkdir_with_parents(parent, 0700), 0);
	ck_assert(g_file_set_contents(path_of(name), text, (gssize)len, NULL));
}

static void write_text(const char *name, const char *text)
{
	write_file(name, text, strlen(text));
}

/* All that a source yields: for each mail its bytes in brackets. */
static char *read_all(struct rebound_source *source)
{
	GString *result = g_string_new(NULL);
	struct rebound_mail mail;
	guint64 index = 0, progress = 0;
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_nonnull(source);
	while (rebound_source_next(source, &mail, &error)) {
		ck_assert_uint_eq(mail.index, index++);
		ck_assert_uint_ge(mail.progress, progress);
		progress = mail.progress;
		g_string_append_c(result, '[');
		g_string_append_len(result, mail.data, (gssize)mail.len);
		g_string_append_c(result, ']');
	}
	ck_assert_ptr_null(error);
	ck_assert_uint_eq(progress, rebound_source_size(source));
	return g_string_free(result, FALSE);
}

static char *read_path(const char *name)
{
	g_autoptr(rebound_source) source = rebound_source_open(path_of(name), NULL);

	return read_all(source);
}

#define FROM "From ann@example.org Mon Jan  5 12:00:00 2026\n"

/* A file, with LF, and the mails in it. */
static const struct {
	const char *file;
	const char *mails;
} files[] = {
	{FROM "A: 1\n\none\n\n" FROM "A: 2\n\ntwo\n\n", "[A: 1\n\none\n][A: 2\n\ntwo\n]"},
	{FROM "A: 1\n\none\n\n" FROM "A: 2\n\ntwo", "[A: 1\n\none\n][A: 2\n\ntwo]"},
	{FROM "A: 1\n\none\n\n\n\n" FROM "A: 2\n", "[A: 1\n\none\n\n\n][A: 2]"},
	{FROM "\n" FROM "\n" FROM, "[][][]"},
	{FROM "A: 1\n\n>From here\n>>From there\n>>>From\n> From\nx >From y\n",
		"[A: 1\n\nFrom here\n>From there\n>>>From\n> From\nx >From y]"},
	{FROM "A: 1\n\n>From a\n>From b\n\n>From c\n", "[A: 1\n\nFrom a\nFrom b\n\nFrom c]"},
	{FROM "A: 1\n\nnot empty before\n" FROM "two\n", "[A: 1\n\nnot empty before\n" FROM "two]"},
	{FROM "A: 1\n\none\n\nFrom here on it goes\n\nFrom ann@example.org today\n",
		"[A: 1\n\none\n\nFrom here on it goes\n\nFrom ann@example.org today]"},
	{FROM "A: 1\n\n\nFrom my last Mon Jan  5 12:00:00 2026\n",
		"[A: 1\n\n\nFrom my last Mon Jan  5 12:00:00 2026]"},
	{FROM "A: 1\n\n\nFrom ann@example.org Mon Jan  5 12:00:00 2026 was fine\n",
		"[A: 1\n\n\nFrom ann@example.org Mon Jan  5 12:00:00 2026 was fine]"},
	{FROM "A: 1\n\n\nFrom ann@example.org Mon Jan 45 12:00:00 2026\n",
		"[A: 1\n\n\nFrom ann@example.org Mon Jan 45 12:00:00 2026]"},
	{FROM "1\n\nFrom - Mon Jan  5 12:00:00 2026\n2\n", "[1\n][2]"},
	{FROM "1\n\nFrom  Mon Jan  5 12:00:00 2026\n2\n", "[1\n][2]"},
	{FROM "1\n\nFrom MAILER-DAEMON Mon Jan 5 12:00:00 2026\n2\n", "[1\n][2]"},
	{FROM "1\n\nFrom ann at example.org Mon Jan  5 12:00:00 2026\n2\n", "[1\n][2]"},
	{FROM "1\n\nFrom \"a b\"@example.org Mon Jan  5 12:00:00 2026\n2\n", "[1\n][2]"},
	{FROM "1\n\nFrom ann@example.org  Mon Jan  5 12:00 2026\n2\n", "[1\n][2]"},
	{FROM "1\n\nFrom ann Mon Jan  5 12:00:00 CET 2026\n2\n", "[1\n][2]"},
	{FROM "1\n\nFrom ann Mon Jan  5 12:00:00 2026 +0100\n2\n", "[1\n][2]"},
	{FROM "1\n\nFrom ann Mon Jan  5 12:00:00 2026 remote from hub\n2\n", "[1\n][2]"},
	{"A: 1\n\none\n\n" FROM "A: 2\n", "[A: 1\n\none\n\n" FROM "A: 2\n]"},
	{"From ann@example.org\nA: 1\n\none\n", "[From ann@example.org\nA: 1\n\none\n]"},
	{"\n" FROM "A: 1\n", "[\n" FROM "A: 1\n]"},
	{"x", "[x]"},
	{"\n", "[\n]"},
	{"", ""},
};

/* A text with another line end. */
static char *with_line_end(const char *text, const char *line_end)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	return g_strjoinv(line_end, lines);
}

START_TEST(test_file)
{
	static const char *const line_ends[] = {"\n", "\r\n", "\r"};

	for (gsize i = 0; i < G_N_ELEMENTS(line_ends); i++) {
		g_autofree char *file = with_line_end(files[_i].file, line_ends[i]);
		g_autofree char *expected = with_line_end(files[_i].mails, line_ends[i]);
		write_text("file", file);
		g_autofree char *mails = read_path("file");
		ck_assert_str_eq(mails, expected);
	}
}
END_TEST

START_TEST(test_from_line)
{
	struct rebound_mail mail;

	write_text("file", FROM "A: 1\n\nFrom - Mon Jan  5 13:00:00 2026 +0100\n\n"
				"From \033[31m Thu Feb 29 00:00:00 2024\nA: 2\n");
	g_autoptr(rebound_source) source = rebound_source_open(path_of("file"), NULL);
	ck_assert(rebound_source_next(source, &mail, NULL));
	ck_assert_int_eq(mail.received, 1767614400);
	ck_assert_str_eq(mail.envelope_sender, "ann@example.org");
	ck_assert_str_eq(mail.source, path_of("file"));
	ck_assert(rebound_source_next(source, &mail, NULL));
	ck_assert_int_eq(mail.received, 1767614400);
	ck_assert_str_eq(mail.envelope_sender, "-");
	ck_assert(rebound_source_next(source, &mail, NULL));
	ck_assert_int_eq(mail.received, 1709164800);
	ck_assert_ptr_null(mail.envelope_sender);
	ck_assert(!rebound_source_next(source, &mail, NULL));
	ck_assert(!rebound_source_next(source, &mail, NULL));
}
END_TEST

/* From_ lines at every place around the border of what is read at once. */
START_TEST(test_borders)
{
	g_autoptr(GString) file = g_string_new(NULL);
	g_autoptr(GString) expected = g_string_new(NULL);

	for (guint i = 0; i < 400; i++) {
		g_autofree char *line = g_strnfill(4096 + i, 'x');
		g_string_append_printf(file, FROM "A: %u\n\n%s\n>From y\n\n", i, line);
		g_string_append_printf(expected, "[A: %u\n\n%s\nFrom y\n]", i, line);
	}
	write_text("file", file->str);
	g_autofree char *mails = read_path("file");
	ck_assert(strcmp(mails, expected->str) == 0);
}
END_TEST

START_TEST(test_too_long)
{
	g_autoptr(GString) file = g_string_new(FROM "A: 1\n\n");
	struct rebound_mail mail;

	g_autofree char *words = g_strnfill(100000, 'x');
	while (file->len < REBOUND_LIMIT_MESSAGE_BYTES + 3000000)
		g_string_append_printf(file, "%s\n\nFrom nobody\n", words);
	g_string_append(file, "\n" FROM "A: 2\n\ntwo\n");
	write_text("file", file->str);
	g_autoptr(rebound_source) source = rebound_source_open(path_of("file"), NULL);
	ck_assert(rebound_source_next(source, &mail, NULL));
	ck_assert(mail.truncated);
	ck_assert_uint_eq(mail.len, REBOUND_LIMIT_MESSAGE_BYTES);
	ck_assert_mem_eq(mail.data, file->str + strlen(FROM), mail.len);
	ck_assert(rebound_source_next(source, &mail, NULL));
	ck_assert(!mail.truncated);
	ck_assert_uint_eq(mail.len, strlen("A: 2\n\ntwo"));
	ck_assert_mem_eq(mail.data, "A: 2\n\ntwo", mail.len);
	ck_assert_uint_eq(mail.progress, file->len);
	ck_assert(!rebound_source_next(source, &mail, NULL));

	write_text("single", file->str + strlen(FROM));
	g_autoptr(rebound_source) single = rebound_source_open(path_of("single"), NULL);
	ck_assert(rebound_source_next(single, &mail, NULL));
	ck_assert(mail.truncated);
	ck_assert_uint_eq(mail.len, REBOUND_LIMIT_MESSAGE_BYTES);
}
END_TEST

/* What others append while the mbox is read is for the next run. */
START_TEST(test_appended)
{
	write_text("file", FROM "A: 1\n\none\n\n");
	g_autoptr(rebound_source) source = rebound_source_open(path_of("file"), NULL);
	FILE *file = fopen(path_of("file"), "ae");
	ck_assert_ptr_nonnull(file);
	fputs(FROM "A: 2\n", file);
	fclose(file);
	g_autofree char *mails = read_all(source);
	ck_assert_str_eq(mails, "[A: 1\n\none\n]");
}
END_TEST

/* What was cut short meanwhile is no mail: half of one would count as another. */
START_TEST(test_shortened)
{
	struct rebound_mail mail;
	g_autoptr(GError) error = NULL;

	write_text("file", FROM "A: 1\n\none\n\n" FROM "A: 2\n");
	g_autoptr(rebound_source) source = rebound_source_open(path_of("file"), NULL);
	ck_assert_int_eq(truncate(path_of("file"), 10), 0);
	ck_assert(!rebound_source_next(source, &mail, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_BUSY));
}
END_TEST

START_TEST(test_maildir)
{
	write_text("box/new/1700000002.a", "two\n");
	write_text("box/new/1700000004.b", "four\n");
	write_text("box/cur/1700000001.c:2,S", "one\n");
	write_text("box/cur/1700000003.d:2,", FROM "three\n");
	write_text("box/tmp/1700000000.e", "not yet\n");
	write_text("box/new/.hidden", "no\n");
	write_text("box/new/deeper/file", "no\n");
	write_text("elsewhere", "outside\n");
	g_autofree char *target = g_strdup(path_of("elsewhere"));
	ck_assert_int_eq(symlink(target, path_of("box/new/1700000005.link")), 0);
	ck_assert_int_eq(symlink("nowhere", path_of("box/cur/1700000006.dangling")), 0);
	ck_assert_int_eq(mkfifo(path_of("box/new/1700000007.pipe"), 0600), 0);
	g_autoptr(rebound_source) source = rebound_source_open(path_of("box"), NULL);
	ck_assert(rebound_source_is_maildir(source));
	g_autofree char *mails = read_all(source);
	ck_assert_str_eq(mails, "[one\n][two\n][" FROM "three\n][four\n]");
}
END_TEST

START_TEST(test_maildir_changes)
{
	struct rebound_mail mail;

	write_text("box/new/1.a", "one\n");
	write_text("box/new/2.b", "two\n");
	write_text("box/new/3.c", "three\n");
	write_text("box/cur/4.d:2,", "four\n");
	write_text("box/cur/5.e:2,", "five\n");
	g_autoptr(rebound_source) source = rebound_source_open(path_of("box"), NULL);
	ck_assert(rebound_source_next(source, &mail, NULL));
	ck_assert_str_eq(mail.source, path_of("box/new/1.a"));
	/* Gone, moved, and with other flags. */
	ck_assert_int_eq(unlink(path_of("box/new/2.b")), 0);
	g_autofree char *old = g_strdup(path_of("box/new/3.c"));
	ck_assert_int_eq(rename(old, path_of("box/cur/3.c:2,S")), 0);
	g_autofree char *flagged = g_strdup(path_of("box/cur/4.d:2,"));
	ck_assert_int_eq(rename(flagged, path_of("box/cur/4.d:2,F")), 0);
	write_text("box/new/6.f", "for the next run\n");
	ck_assert(rebound_source_next(source, &mail, NULL));
	ck_assert_str_eq(mail.source, path_of("box/cur/5.e:2,"));
	ck_assert(rebound_source_next(source, &mail, NULL));
	ck_assert_str_eq(mail.source, path_of("box/cur/3.c:2,S"));
	ck_assert(rebound_source_next(source, &mail, NULL));
	ck_assert_str_eq(mail.source, path_of("box/cur/4.d:2,F"));
	ck_assert(!rebound_source_next(source, &mail, NULL));
	ck_assert_uint_eq(rebound_source_skipped(source), 0);
}
END_TEST

START_TEST(test_maildir_empty)
{
	ck_assert_int_eq(g_mkdir_with_parents(path_of("box/new"), 0700), 0);
	ck_assert_int_eq(g_mkdir_with_parents(path_of("box/cur"), 0700), 0);
	g_autofree char *mails = read_path("box");
	ck_assert_str_eq(mails, "");
}
END_TEST

static const struct {
	const char *name, *moved;
} moves[] = {
	{"new/1.a", "cur/1.a:2,S"},
	{"new/1.a:2,", "cur/1.a:2,S"},
	{"new/1.a:2,FT", "cur/1.a:2,FST"},
	{"new/1.a:2,S", "cur/1.a:2,S"},
	{"cur/1.a:2,", "cur/1.a:2,"},
};

START_TEST(test_move)
{
	write_text(moves[_i].name, "x");
	write_text("cur/other", "x");
	ck_assert(rebound_source_move_done(path_of(moves[_i].name), NULL));
	ck_assert(g_file_test(path_of(moves[_i].moved), G_FILE_TEST_EXISTS));
	if (strcmp(moves[_i].name, moves[_i].moved) != 0)
		ck_assert(!g_file_test(path_of(moves[_i].name), G_FILE_TEST_EXISTS));
	/* A second time, and what somebody else took, is no error. */
	ck_assert(rebound_source_move_done(path_of(moves[_i].name), NULL));
}
END_TEST

START_TEST(test_move_keeps)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *kept = NULL;

	write_text("new/1.a", "new");
	write_text("cur/1.a:2,S", "old");
	ck_assert(!rebound_source_move_done(path_of("new/1.a"), &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_IO));
	ck_assert(g_file_get_contents(path_of("cur/1.a:2,S"), &kept, NULL, NULL));
	ck_assert_str_eq(kept, "old");
}
END_TEST

START_TEST(test_directory)
{
	write_text("mails/b.eml", "b\n");
	write_text("mails/a.eml", "a\n");
	write_text("mails/deep/er/c.eml", "c\n");
	write_text("mails/deep.eml", "d\n");
	write_text("mails/list.mbox", FROM "e\n\n" FROM "f\n");
	write_text("mails/.git/x", "no\n");
	write_text("mails/empty", "");
	write_text("mails/box/new/1", "g\n");
	write_text("mails/box/cur/2", "h\n");
	write_text("mails/box/tmp/3", "no\n");
	write_text("outside/x.eml", "no\n");
	g_autofree char *target = g_strdup(path_of("outside"));
	ck_assert_int_eq(symlink(target, path_of("mails/link")), 0);
	ck_assert_int_eq(symlink("..", path_of("mails/up")), 0);
	ck_assert_int_eq(mkfifo(path_of("mails/pipe"), 0600), 0);
	g_autoptr(rebound_source) source = rebound_source_open(path_of("mails"), NULL);
	g_autofree char *mails = read_all(source);
	ck_assert_str_eq(mails, "[a\n][b\n][h\n][g\n][d\n][c\n][e\n][f]");
	ck_assert(!rebound_source_is_maildir(source));
}
END_TEST

START_TEST(test_directory_changes)
{
	struct rebound_mail mail;

	write_text("mails/a", "a\n");
	write_text("mails/b", "b\n");
	write_text("mails/c/d", "d\n");
	write_text("mails/e", "e\n");
	write_text("outside/d", "no\n");
	g_autoptr(rebound_source) source = rebound_source_open(path_of("mails"), NULL);
	ck_assert(rebound_source_next(source, &mail, NULL));
	/* Gone, and links where a file and a folder were. */
	ck_assert_int_eq(unlink(path_of("mails/b")), 0);
	remove_all(path_of("mails/c"));
	g_autofree char *outside = g_strdup(path_of("outside"));
	ck_assert_int_eq(symlink(outside, path_of("mails/c")), 0);
	ck_assert_int_eq(unlink(path_of("mails/e")), 0);
	ck_assert_int_eq(symlink("a", path_of("mails/e")), 0);
	ck_assert(!rebound_source_next(source, &mail, NULL));
	ck_assert_uint_eq(rebound_source_skipped(source), 3);
}
END_TEST

static const struct {
	const char *path; /* absolute, or below the folder, which holds a folder "nothing" */
	const char *message;
} errors[] = {
	{"missing", "missing: No such file or directory"},
	{"missing/deeper", "missing/deeper: No such file or directory"},
	{"nothing", "nothing: there are no mails in it"},
	{"/dev/null", "/dev/null: is no file, pipe or folder"},
};

START_TEST(test_error)
{
	g_autoptr(GError) error = NULL;

	ck_assert_int_eq(g_mkdir_with_parents(path_of("nothing/at/all"), 0700), 0);
	const char *path =
		g_path_is_absolute(errors[_i].path) ? errors[_i].path : path_of(errors[_i].path);
	ck_assert_ptr_null(rebound_source_open(path, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_IO));
	g_autofree char *message = g_strconcat(path, strchr(errors[_i].message, ':'), NULL);
	ck_assert_str_eq(error->message, message);
}
END_TEST

/* Standard input from a pipe: a mail, and an mbox. */
static const char *const streams[] = {"A: 1\n\none\n", FROM "A: 1\n\none\n\n" FROM "A: 2\n"};
static const char *const stream_mails[] = {"[A: 1\n\none\n]", "[A: 1\n\none\n][A: 2]"};

START_TEST(test_stream)
{
	int ends[2], input = dup(STDIN_FILENO);

	ck_assert_int_eq(pipe(ends), 0);
	gssize len = (gssize)strlen(streams[_i]);
	ck_assert_int_eq(write(ends[1], streams[_i], (gsize)len), len);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	g_autoptr(rebound_source) source = rebound_source_open("-", NULL);
	g_autofree char *mails = read_all(source);
	ck_assert_str_eq(mails, stream_mails[_i]);
	dup2(input, STDIN_FILENO);
	close(input);
	close(ends[0]);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("source");
	TCase *tcase = tcase_create("source");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, test_file, 0, G_N_ELEMENTS(files));
	tcase_add_test(tcase, test_from_line);
	tcase_add_test(tcase, test_borders);
	tcase_add_test(tcase, test_too_long);
	tcase_add_test(tcase, test_appended);
	tcase_add_test(tcase, test_shortened);
	tcase_add_test(tcase, test_maildir);
	tcase_add_test(tcase, test_maildir_changes);
	tcase_add_test(tcase, test_maildir_empty);
	tcase_add_loop_test(tcase, test_move, 0, G_N_ELEMENTS(moves));
	tcase_add_test(tcase, test_move_keeps);
	tcase_add_test(tcase, test_directory);
	tcase_add_test(tcase, test_directory_changes);
	tcase_add_loop_test(tcase, test_error, 0, G_N_ELEMENTS(errors));
	tcase_add_loop_test(tcase, test_stream, 0, G_N_ELEMENTS(streams));
	suite_add_tcase(suite, tcase);
	return suite;
}
