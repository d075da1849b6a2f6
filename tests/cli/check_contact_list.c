/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <glib/gstdio.h>
#include <string.h>

#include <rebound/error.h>
#include "core/cli/contact_list.h"

/* A list, and the addresses that are read from it, joined by "|". */
static const struct {
	const char *list, *column, *addresses, *header;
} lists[] = {
	{"ann@example.org\nbob@example.net\n", NULL, "ann@example.org|bob@example.net", NULL},
	{"ann@example.org\r\nbob@example.net", NULL, "ann@example.org|bob@example.net", NULL},
	{"id,email\n1,ann@example.org\n2,bob@example.net\n", NULL,
		"ann@example.org|bob@example.net", "id,email\n"},
	{"email;name\nann@example.org;Ann\n", NULL, "ann@example.org", "email;name\n"},
	{"name\tmail\r\nAnn\tann@example.org\r\n", NULL, "ann@example.org", "name\tmail\r\n"},
	{"1,Ann,ann@example.org\n2,Bob,bob@example.net\n", NULL, "ann@example.org|bob@example.net",
		NULL},
	{"name,email\n\"Lund, Ann\",ann@example.org\n", NULL, "ann@example.org", "name,email\n"},
	{"name,email\n\"two\nlines\",ann@example.org\n", NULL, "ann@example.org", "name,email\n"},
	{"name,email\nAnn,\"\"\"a b\"\"@example.org\"\n", NULL, "\"a b\"@example.org",
		"name,email\n"},
	{"\xEF\xBB\xBF"
	 "email,id\nann@example.org,1\n",
		NULL, "ann@example.org",
		"\xEF\xBB\xBF"
		"email,id\n"},
	{"work,home\na@example.org,b@example.net\n", "home", "b@example.net", "work,home\n"},
	{"work,home\na@example.org,b@example.net\n", "2", "b@example.net", "work,home\n"},
	{"email,id\n,7\nann@example.org,8\n", NULL, "|ann@example.org", "email,id\n"},
	{"E-Mail\nann@example.org\n", NULL, "ann@example.org", "E-Mail\n"},
	{"email\rann@example.org\rbob@example.net\r", NULL, "ann@example.org|bob@example.net",
		"email\r"},
	{"size,email\n5\" pipe,ann@example.org\n6,bob@example.net\n", NULL,
		"ann@example.org|bob@example.net", "size,email\n"},
	{"name,email\n\"a \"\"b\"\" c\",ann@example.org\n\"\",bob@example.net\n", NULL,
		"ann@example.org|bob@example.net", "name,email\n"},
	{"Ann Lund <ann@example.org>\n<bob@example.net>\r\n", NULL,
		"ann@example.org|bob@example.net", NULL},
	{"", NULL, "", NULL},
};

static char *write_list(const char *text)
{
	char *path = g_build_filename(g_get_tmp_dir(), "rebound-list-XXXXXX", NULL);
	int descriptor = g_mkstemp(path);

	ck_assert_int_ge(descriptor, 0);
	g_close(descriptor, NULL);
	ck_assert(g_file_set_contents(path, text, -1, NULL));
	return path;
}

START_TEST(test_read)
{
	g_autofree char *path = write_list(lists[_i].list);
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_contact_list) list =
		rebound_contact_list_open(path, lists[_i].column, &error);
	g_autoptr(GString) addresses = g_string_new(NULL), bytes = g_string_new(NULL);
	struct rebound_contact_row row;
	gboolean begun = FALSE;
	gsize len;

	g_unlink(path);
	ck_assert_msg(list != NULL, "%s", error != NULL ? error->message : "");
	const char *header = rebound_contact_list_header(list, &len);
	ck_assert(g_strcmp0(header, lists[_i].header) == 0);
	g_string_append_len(bytes, header != NULL ? header : "", (gssize)len);
	while (rebound_contact_list_next(list, &row, &error)) {
		if (begun)
			g_string_append_c(addresses, '|');
		begun = TRUE;
		g_string_append(addresses, row.address);
		g_string_append_len(bytes, row.bytes, (gssize)row.len);
	}
	ck_assert_ptr_null(error);
	ck_assert_str_eq(addresses->str, lists[_i].addresses);
	/* What is kept is what came. */
	ck_assert_str_eq(bytes->str, lists[_i].list);
}
END_TEST

static const struct {
	const char *list, *column;
	int code;
} refused[] = {
	{"a,b\n1,2\n", NULL, REBOUND_ERROR_SYNTAX},
	{"a,b\n1,x@example.org\n", "c", REBOUND_ERROR_SYNTAX},
};

START_TEST(test_refuse)
{
	g_autofree char *path = write_list(refused[_i].list);
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_contact_list) list =
		rebound_contact_list_open(path, refused[_i].column, &error);

	g_unlink(path);
	ck_assert_ptr_null(list);
	ck_assert(g_error_matches(error, REBOUND_ERROR, refused[_i].code));
}
END_TEST

START_TEST(test_missing)
{
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(rebound_contact_list_open("/nowhere/list.csv", NULL, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_IO));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("contact_list");
	TCase *tcase = tcase_create("lists");

	tcase_add_loop_test(tcase, test_read, 0, G_N_ELEMENTS(lists));
	tcase_add_loop_test(tcase, test_refuse, 0, G_N_ELEMENTS(refused));
	tcase_add_test(tcase, test_missing);
	suite_add_tcase(suite, tcase);
	return suite;
}
