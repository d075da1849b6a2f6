/* SPDX-License-Identifier: MIT */
#include "store_help.h"

#include "core/store/schema.h"
#include "core/store/undo.h"

#define KNOWN G_STRINGIFY(REBOUND_SCHEMA_VERSION)

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <rebound/error.h>

/* Rows enough for several pages. */
static void fill(guint count)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);

	ck_assert(rebound_store_begin(store, NULL));
	for (guint i = 0; i < count; i++) {
		g_autofree char *address = g_strdup_printf("user%u@example.org", i);
		struct rebound_event event = make_event(run, address, i, NOON);

		add_event(store, &event, TRUE);
		suppress(store, run, address, REBOUND_STATE_ACTIVE, 0, NOON);
	}
	ck_assert(rebound_store_commit(store, NULL));
}

static void write_file(const char *bytes, gsize len)
{
	ck_assert(g_file_set_contents(path, bytes, (gssize)len, NULL));
}

static void damage_nothing(void)
{
}

static void damage_text(void)
{
	write_file("this is no database at all, but a letter to a friend, and a long one, which "
		   "SQLite "
		   "must not take for one of its own files",
		120);
}

static void damage_cut_short(void)
{
	fill(200);
	ck_assert_int_eq(truncate(path, 20000), 0);
}

static void damage_cut_to_a_stub(void)
{
	fill(200);
	ck_assert_int_eq(truncate(path, 100), 0);
}

static void damage_a_page(void)
{
	g_autofree char *bytes = NULL;
	gsize len;

	fill(500);
	ck_assert(g_file_get_contents(path, &bytes, &len, NULL));
	ck_assert_uint_gt(len, 60000);
	memset(bytes + 40960, 0xa5, 4096);
	write_file(bytes, len);
}

static void make_directory(void)
{
	ck_assert_int_eq(g_mkdir(path, 0700), 0);
}

static void make_other_database(void)
{
	sqlite3 *database;

	sqlite3_open(path, &database);
	sqlite3_exec(database, "CREATE TABLE birds (name TEXT)", NULL, NULL, NULL);
	sqlite3_close(database);
}

static void make_later_schema(void)
{
	fill(1);
	g_free(ask(path, "PRAGMA user_version = 77"));
}

static void make_empty(void)
{
	write_file("", 0);
}

static void drop_tables(void)
{
	sqlite3 *database;

	fill(1);
	sqlite3_open(path, &database);
	sqlite3_exec(database, "PRAGMA user_version = 0", NULL, NULL, NULL);
	sqlite3_close(database);
}

static const struct {
	const char *name;
	void (*make)(void);
	enum rebound_store_mode mode;
	int code; /* -1: opens */
	const char *says;
} doors[] = {
	{"new", damage_nothing, REBOUND_STORE_WRITE, -1, NULL},
	{"new copy", damage_nothing, REBOUND_STORE_MEMORY, -1, NULL},
	{"missing", damage_nothing, REBOUND_STORE_READ, REBOUND_ERROR_IO,
		": No such file or directory: "},
	{"missing", damage_nothing, REBOUND_STORE_CHANGE, REBOUND_ERROR_IO,
		": No such file or directory: "},
	{"empty", make_empty, REBOUND_STORE_WRITE, -1, NULL},
	{"empty", make_empty, REBOUND_STORE_MEMORY, -1, NULL},
	{"empty", make_empty, REBOUND_STORE_READ, REBOUND_ERROR_STATE, ": is empty: "},
	{"empty", make_empty, REBOUND_STORE_CHANGE, REBOUND_ERROR_STATE, ": is empty: "},
	{"text", damage_text, REBOUND_STORE_WRITE, REBOUND_ERROR_STATE,
		": is no rebound database: "},
	{"text", damage_text, REBOUND_STORE_READ, REBOUND_ERROR_STATE,
		": is no rebound database: "},
	{"text", damage_text, REBOUND_STORE_MEMORY, REBOUND_ERROR_STATE,
		": is no rebound database: "},
	{"cut short", damage_cut_short, REBOUND_STORE_WRITE, REBOUND_ERROR_STATE, ": is damaged: "},
	{"cut short", damage_cut_short, REBOUND_STORE_READ, REBOUND_ERROR_STATE, ": is damaged: "},
	{"cut short", damage_cut_short, REBOUND_STORE_MEMORY, REBOUND_ERROR_STATE,
		": is damaged: "},
	{"stub", damage_cut_to_a_stub, REBOUND_STORE_WRITE, REBOUND_ERROR_STATE, ": is "},
	{"stub", damage_cut_to_a_stub, REBOUND_STORE_READ, REBOUND_ERROR_STATE, ": is "},
	{"a page", damage_a_page, REBOUND_STORE_WRITE, REBOUND_ERROR_STATE, ": is damaged: "},
	{"a page", damage_a_page, REBOUND_STORE_READ, REBOUND_ERROR_STATE, ": is damaged: "},
	{"a page", damage_a_page, REBOUND_STORE_MEMORY, REBOUND_ERROR_STATE, ": is damaged: "},
	{"directory", make_directory, REBOUND_STORE_WRITE, REBOUND_ERROR_IO, ": is a directory: "},
	{"directory", make_directory, REBOUND_STORE_READ, REBOUND_ERROR_IO, ": is a directory: "},
	{"other", make_other_database, REBOUND_STORE_WRITE, REBOUND_ERROR_STATE,
		": is the database of another program: "},
	{"other", make_other_database, REBOUND_STORE_READ, REBOUND_ERROR_STATE,
		": is the database of another program: "},
	{"later", make_later_schema, REBOUND_STORE_WRITE, REBOUND_ERROR_STATE,
		": made by a later version of rebound (schema 77, this one knows " KNOWN "): use that "
		"version"},
	{"later", make_later_schema, REBOUND_STORE_READ, REBOUND_ERROR_STATE,
		": made by a later version of rebound (schema 77, this one knows " KNOWN "): use that "
		"version"},
	{"no version", drop_tables, REBOUND_STORE_WRITE, REBOUND_ERROR_STATE, ": is damaged "},
};

START_TEST(doors_open_or_say_why)
{
	g_autoptr(GError) error = NULL;

	doors[_i].make();
	g_autoptr(rebound_store) store = rebound_store_open(path, doors[_i].mode, &error);
	if (doors[_i].code < 0) {
		ck_assert_msg(store != NULL, "%s: %s", doors[_i].name,
			error != NULL ? error->message : "");
		return;
	}
	ck_assert_msg(store == NULL, "%s: opened", doors[_i].name);
	ck_assert_msg(g_error_matches(error, REBOUND_ERROR, doors[_i].code), "%s: %s",
		doors[_i].name, error->message);
	ck_assert_msg(g_str_has_prefix(error->message, path), "%s", error->message);
	ck_assert_msg(strstr(error->message, doors[_i].says) != NULL, "%s", error->message);
	ck_assert_ptr_null(strchr(error->message, '\n'));
}
END_TEST

START_TEST(a_refused_file_is_left_alone)
{
	g_autofree char *before = NULL, *after = NULL;
	gsize before_len, after_len;

	doors[_i].make();
	if (!g_file_get_contents(path, &before, &before_len, NULL) || doors[_i].code < 0)
		return;
	g_autoptr(rebound_store) store = rebound_store_open(path, doors[_i].mode, NULL);
	ck_assert_ptr_null(store);
	ck_assert(g_file_get_contents(path, &after, &after_len, NULL));
	ck_assert_uint_eq(before_len, after_len);
	ck_assert_mem_eq(before, after, before_len);
}
END_TEST

START_TEST(a_missing_folder_is_named)
{
	g_autofree char *deep = g_build_filename(folder, "no", "such", "rebound.db", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_store) store = rebound_store_open(deep, REBOUND_STORE_WRITE, &error);

	ck_assert_ptr_null(store);
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_IO));
	ck_assert_ptr_nonnull(strstr(error->message, "No such file or directory"));
}
END_TEST

START_TEST(an_empty_name_is_refused)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_store) store = rebound_store_open("", REBOUND_STORE_WRITE, &error);

	ck_assert_ptr_null(store);
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_IO));
}
END_TEST

START_TEST(settings_of_the_file)
{
	fill(1);
	check_answer("PRAGMA journal_mode", "wal");
	check_answer("PRAGMA user_version", KNOWN);
	check_answer("PRAGMA application_id", "1380077124");
	check_answer("PRAGMA integrity_check", "ok");
	check_answer("SELECT count(*) FROM pragma_foreign_key_check", "0");
}
END_TEST

static int compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in the folder, and a sum of what is in each. */
static char *list_folder(void)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	g_autoptr(GString) text = g_string_new(NULL);
	const char *name;

	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *file = g_build_filename(folder, name, NULL), *bytes = NULL;
		gsize len;

		ck_assert(g_file_get_contents(file, &bytes, &len, NULL));
		g_autofree char *sum =
			g_compute_checksum_for_data(G_CHECKSUM_SHA256, (guchar *)bytes, len);
		g_ptr_array_add(names, g_strdup_printf("%s %s", name, sum));
	}
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(text, "%s\n", (char *)g_ptr_array_index(names, i));
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static void work_on_a_copy(void)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_MEMORY);
	gint64 run = rebound_store_start_run(store, "process", NOON, NULL);
	struct rebound_event event = make_event(run, "new@example.org", 900, NOON);

	ck_assert_int_eq(run, 2);
	check_states(store, NOON,
		"user0@example.org:active user1@example.org:active user2@example.org:active");
	ck_assert(rebound_store_begin(store, NULL));
	add_event(store, &event, TRUE);
	suppress(store, run, "new@example.org", REBOUND_STATE_ACTIVE, 0, NOON);
	ck_assert(rebound_store_commit(store, NULL));
	ck_assert_int_eq(rebound_store_last_run(store, NULL), 2);
	add_event(store, &event, FALSE);
}

START_TEST(a_copy_changes_no_byte)
{
	fill(3);
	g_autofree char *before = list_folder();
	work_on_a_copy();
	g_autofree char *after = list_folder();
	ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(a_copy_of_nothing_leaves_nothing)
{
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_MEMORY);

	suppress(store, 0, "ann@example.org", REBOUND_STATE_ACTIVE, 0, NOON);
	ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
}
END_TEST

/* A process that ends in mid-work leaves its log beside the file. */
static void leave_a_log(void)
{
	fill(3);
	pid_t child = fork();
	if (child == 0) {
		struct rebound_store *store = rebound_store_open(path, REBOUND_STORE_WRITE, NULL);
		struct rebound_suppression row = {.address = "log@example.org",
			.address_key = "log@example.org",
			.domain = "example.org",
			.state = REBOUND_STATE_ACTIVE,
			.cause = "manual"};

		_exit(store != NULL && rebound_store_suppress(store, &row, NOON, NULL, NULL) ? 0
											     : 1);
	}
	int status;
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
}

START_TEST(reading_leaves_a_dead_process_log)
{
	leave_a_log();
	g_autofree char *before = NULL, *after = NULL;
	g_autofree char *log = g_strconcat(path, "-wal", NULL);
	gsize before_len, after_len;

	ck_assert(g_file_get_contents(log, &before, &before_len, NULL));
	ck_assert_uint_gt(before_len, 0);
	for (int mode = 0; mode < 2; mode++) {
		g_autoptr(rebound_store) store =
			open_store(mode == 0 ? REBOUND_STORE_READ : REBOUND_STORE_MEMORY);
		check_states(store, NOON,
			"log@example.org:active user0@example.org:active user1@example.org:active "
			"user2@example.org:active");
	}
	ck_assert(g_file_get_contents(log, &after, &after_len, NULL));
	ck_assert_uint_eq(before_len, after_len);
	ck_assert_mem_eq(before, after, before_len);
}
END_TEST

START_TEST(reading_does_not_write)
{
	fill(3);
	g_autofree char *before = list_folder();
	{
		g_autoptr(rebound_store) store = open_store(REBOUND_STORE_READ);
		struct rebound_suppression row = {.address = "a@example.org",
			.address_key = "a@example.org",
			.domain = "example.org",
			.state = REBOUND_STATE_ACTIVE,
			.cause = "manual"};

		ck_assert(!rebound_store_suppress(store, &row, NOON, NULL, NULL));
	}
	g_autofree char *after = list_folder();
	ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(a_locked_database_may_be_tried_again)
{
	g_autoptr(GError) error = NULL;
	sqlite3 *database;

	fill(1);
	g_autoptr(rebound_store) store = open_store(REBOUND_STORE_WRITE);
	sqlite3_open(path, &database);
	sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL);
	ck_assert(!rebound_store_begin(store, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_BUSY));
	sqlite3_close(database);
	ck_assert(rebound_store_begin(store, NULL));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("database");
	TCase *opening = tcase_create("opening");
	TCase *copies = tcase_create("copies");

	tcase_set_timeout(opening, 120);
	tcase_add_checked_fixture(opening, make_folder, remove_folder);
	tcase_add_loop_test(opening, doors_open_or_say_why, 0, G_N_ELEMENTS(doors));
	tcase_add_loop_test(opening, a_refused_file_is_left_alone, 0, G_N_ELEMENTS(doors));
	tcase_add_test(opening, a_missing_folder_is_named);
	tcase_add_test(opening, an_empty_name_is_refused);
	tcase_add_test(opening, settings_of_the_file);
	tcase_add_test(opening, a_locked_database_may_be_tried_again);
	suite_add_tcase(suite, opening);
	tcase_add_checked_fixture(copies, make_folder, remove_folder);
	tcase_add_test(copies, a_copy_changes_no_byte);
	tcase_add_test(copies, a_copy_of_nothing_leaves_nothing);
	tcase_add_test(copies, reading_leaves_a_dead_process_log);
	tcase_add_test(copies, reading_does_not_write);
	suite_add_tcase(suite, copies);
	return suite;
}
