/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/foreign_words.h"

static const struct {
	const char *word;
	enum rebound_reason reason;
} words[] = {
	{"bad-mailbox", REBOUND_REASON_MAILBOX_UNKNOWN},
	{"BAD-MAILBOX", REBOUND_REASON_MAILBOX_UNKNOWN},
	{"InactiveMailbox", REBOUND_REASON_MAILBOX_DISABLED},
	{"userunknown", REBOUND_REASON_MAILBOX_UNKNOWN},
	{"notaccept", REBOUND_REASON_DOMAIN_UNKNOWN},
	{"Permanent/Suppressed", REBOUND_REASON_UPSTREAM_SUPPRESSED},
	{"51", REBOUND_REASON_REPUTATION_BLOCK},
	{"quota-issues", REBOUND_REASON_MAILBOX_FULL},
	{"RoutingErrors", REBOUND_REASON_NETWORK_ERROR},
};

START_TEST(test_read)
{
	enum rebound_reason reason = REBOUND_REASON_NONE;

	ck_assert(rebound_foreign_read(words[_i].word, &reason));
	ck_assert_int_eq(reason, words[_i].reason);
}
END_TEST

START_TEST(test_none)
{
	enum rebound_reason reason;

	ck_assert(!rebound_foreign_read("", &reason));
	ck_assert(!rebound_foreign_read("hostunknown, notaccept", &reason));
	ck_assert(!rebound_foreign_read("nonsense", &reason));
	ck_assert_ptr_null(rebound_foreign_words(REBOUND_FOREIGN_SES, REBOUND_REASON_NONE));
}
END_TEST

/* Every reason has its words, and no word that may mean another's fault suppresses. */
START_TEST(test_all)
{
	for (guint i = 1; i < REBOUND_REASON_COUNT; i++)
		for (guint k = 0; k < REBOUND_FOREIGN_COUNT; k++) {
			const char *list = rebound_foreign_words(
				(enum rebound_foreign)k, (enum rebound_reason)i);

			ck_assert_ptr_nonnull(list);
			g_auto(GStrv) parts = g_strsplit(list, ", ", -1);
			for (char **part = parts; *part != NULL; part++) {
				enum rebound_reason reason;

				ck_assert(rebound_foreign_read(*part, &reason));
				ck_assert(!rebound_reason_may_suppress(reason) ||
					  rebound_reason_may_suppress((enum rebound_reason)i));
			}
		}
}
END_TEST

/* The taxonomy's own table, where its document is at hand. */
START_TEST(test_document)
{
	static const char *const columns =
		"| ours | PowerMTA | KumoMTA | SparkPost | SES | Sisimai |";
	g_autofree char *path =
		g_build_filename(REBOUND_SOURCE_DIR, "..", "shared", "TAXONOMY.md", NULL);
	g_autofree char *text = NULL;
	guint rows = 0;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return;
	const char *table = strstr(text, columns);
	ck_assert_ptr_nonnull(table);
	g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
	for (char **line = lines + 2; *line != NULL && **line == '|'; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, "|", -1);
		g_auto(GStrv) ours = g_strsplit(g_strstrip(cells[1]), ", ", -1);

		for (char **name = ours; *name != NULL; name++) {
			enum rebound_reason reason;

			ck_assert(rebound_reason_read(*name, &reason));
			for (guint k = 0; k < REBOUND_FOREIGN_COUNT; k++) {
				g_autofree char *cell = g_strdup(cells[k + 2]);
				const char *own =
					rebound_foreign_words((enum rebound_foreign)k, reason);

				ck_assert_str_eq(own, g_strstrip(cell));
			}
			rows++;
		}
	}
	ck_assert_uint_eq(rows, REBOUND_REASON_COUNT - 1);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("foreign_words");
	TCase *tcase = tcase_create("words");

	tcase_add_loop_test(tcase, test_read, 0, (int)G_N_ELEMENTS(words));
	tcase_add_test(tcase, test_none);
	tcase_add_test(tcase, test_all);
	tcase_add_test(tcase, test_document);
	suite_add_tcase(suite, tcase);
	return suite;
}
