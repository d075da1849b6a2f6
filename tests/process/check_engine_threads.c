/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <rebound/rebound.h>

/* An engine in each of several threads: what one says of a mail is what another says of it. */
#define THREADS 4

static GPtrArray *mails; /* of GBytes, read once and only read by the threads */

static void add_mails(const char *folder, GPtrArray *all)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		char *data;
		gsize len;

		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			add_mails(path, all);
		else if (g_str_has_suffix(name, ".eml") &&
			 g_file_get_contents(path, &data, &len, NULL))
			g_ptr_array_add(all, g_bytes_new_take(data, len));
	}
}

/* What the engine says of all mails and their replies, as one digest. */
static char *digest_of_all(void)
{
	g_autoptr(rebound_engine) engine = rebound_engine_new(NULL, NULL);
	g_autoptr(GString) said = g_string_new(NULL);

	for (guint i = 0; i < mails->len; i++) {
		gsize len;
		const char *data = g_bytes_get_data(mails->pdata[i], &len);
		const struct rebound_report *report = rebound_engine_read(engine, data, len);

		g_string_append_printf(said, "%d\n", (int)report->kind);
		for (guint r = 0; r < report->recipient_count; r++) {
			const struct rebound_recipient *recipient = &report->recipients[r];
			const char *rule = recipient->verdict.rule;

			g_string_append_printf(said, "%s %d %d %s\n", recipient->address,
				(int)recipient->verdict.reason, (int)recipient->verdict.permanence,
				rule ? rule : "");
		}
	}
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, said->str, (gssize)said->len);
}

static gpointer run_thread(gpointer data)
{
	return digest_of_all();
}

START_TEST(test_threads)
{
	GThread *threads[THREADS];
	g_autofree char *path = rebound_test_path("tests/mail");

	mails = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	add_mails(path, mails);
	ck_assert_uint_gt(mails->len, 1000);
	for (guint i = 0; i < THREADS; i++)
		threads[i] = g_thread_new("engine", run_thread, NULL);
	g_autofree char *first = NULL;
	for (guint i = 0; i < THREADS; i++) {
		g_autofree char *digest = g_thread_join(threads[i]);

		if (first == NULL)
			first = g_strdup(digest);
		ck_assert_str_eq(digest, first);
	}
	/* Alone it says the same. */
	g_autofree char *alone = digest_of_all();
	ck_assert_str_eq(alone, first);
	g_ptr_array_unref(mails);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("engine threads");
	TCase *tcase = tcase_create("threads");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_threads);
	suite_add_tcase(suite, tcase);
	return suite;
}
