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
		NULL, "ann@example.org", "email,id\n"},
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
	{"email,n\nann@example.org,", NULL, "ann@example.org", "email,n\n"},
	{"n,email\n1,ann@example.org\n2,", NULL, "ann@example.org|", "n,email\n"},
	{"\n\nann@example.org\n", NULL, "||ann@example.org", NULL},
	{"mailto:ann@example.org\n", NULL, "ann@example.org", NULL},
	/* A name with a comma in a plain list; not every second row may say so. */
	{"Lund, Ann <ann@example.org>\nBob <bob@example.net>\n<eve@example.org>\n", NULL,
		"ann@example.org|bob@example.net|eve@example.org", NULL},
	{"a|ann@example.org|x;y\nb|bob@example.net|z\n", NULL, "ann@example.org|bob@example.net",
		NULL},
	/* The delimiter that a spreadsheet was told. */
	{"sep=;\r\nemail;n\r\nann@example.org;1,5\r\n", NULL, "ann@example.org",
		"sep=;\r\nemail;n\r\n"},
	/* Marks that nothing closes are characters: no row swallows another. */
	{"n,email\n\"x,ann@example.org\n2,bob@example.net\n", NULL,
		"ann@example.org|bob@example.net", "n,email\n"},
	{"n,email\n\"x,ann@example.org\n\"y\"z,bob@example.net\n", NULL,
		"ann@example.org|bob@example.net", "n,email\n"},
	{"n,email\n\"a\"\"\",ann@example.org\n\"\"\"\",bob@example.net\n", NULL,
		"ann@example.org|bob@example.net", "n,email\n"},
	{"n, \"email\"\n\"a, b\", \"ann@example.org\"\n", NULL, "ann@example.org",
		"n, \"email\"\n"},
	/* A CR within a cell ends no row where LF does. */
	{"n,email\na\rb,ann@example.org\n", NULL, "ann@example.org", "n,email\n"},
	{"email,n\nann@example.org\nbob@example.net,1,2,3\nx,\n", "email",
		"ann@example.org|bob@example.net|x", "email,n\n"},
	{"{\"email\":\"ann@example.org\"}\n{\"email\":null}\n{\"email\":3}\n{\"n\"\n", NULL,
		"ann@example.org||3|", NULL},
	{"{\"id\":1,\"user\":{\"mail\":\"<ann@example.org>\"},\"cc\":[{\"mail\":\"b@x.example\"}]}"
	 "\n",
		NULL, "ann@example.org", NULL},
	{"{\"a\":\"ann@example.org\",\"b\":\"bob@example.net\"}\n", "b", "bob@example.net", NULL},
	{"{\"EMail\":\"\\u0061nn@example.org\"} \r\n", "email", "ann@example.org", NULL},
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
	const char *const columns[] = {lists[_i].column, NULL};
	const struct rebound_contact_list_options options = {
		path, '\0', lists[_i].column != NULL ? columns : NULL};
	g_autoptr(rebound_contact_list) list = rebound_contact_list_open(&options, &error);
	g_autoptr(GString) addresses = g_string_new(NULL), bytes = g_string_new(NULL);
	struct rebound_contact_row row;
	gboolean begun = FALSE;
	gsize len;

	g_unlink(path);
	ck_assert_msg(list != NULL, "%s", error != NULL ? error->message : "");
	const char *header = rebound_contact_list_intro(list, &len);
	g_string_append_len(bytes, header != NULL ? header : "", (gssize)len);
	header = rebound_contact_list_header(list, &len);
	g_string_append_len(bytes, header != NULL ? header : "", (gssize)len);
	ck_assert_str_eq(bytes->str, lists[_i].header != NULL ? lists[_i].header : "");
	while (rebound_contact_list_next(list, &row, &error)) {
		if (begun)
			g_string_append_c(addresses, '|');
		begun = TRUE;
		ck_assert_uint_eq(row.count, 1);
		g_string_append_len(addresses, row.addresses[0].text, (gssize)row.addresses[0].len);
		g_string_append_len(bytes, row.bytes, (gssize)row.len);
	}
	ck_assert_ptr_null(error);
	ck_assert_str_eq(addresses->str, lists[_i].addresses);
	/* What is kept is what came; a byte order mark is the writer's. */
	const char *text = lists[_i].list;
	ck_assert_str_eq(bytes->str, g_str_has_prefix(text, "\xEF\xBB\xBF") ? text + 3 : text);
}
END_TEST

static const struct {
	const char *list, *column;
	int code;
} refused[] = {
	{"a,b\n1,2\n", NULL, REBOUND_ERROR_STATE},
	{"a,b\n1,x@example.org\n", "c", REBOUND_ERROR_USAGE},
	{"a,b\n1,x@example.org\n", "0", REBOUND_ERROR_USAGE},
	/* No row has a third column: taken for one, it would let every dead address stay. */
	{"a,b\n1,x@example.org\n", "3", REBOUND_ERROR_USAGE},
	{"x@example.org\ny@example.org\n", "2", REBOUND_ERROR_USAGE},
	{"[{\"email\":\"x@example.org\"}]\n", NULL, REBOUND_ERROR_STATE},
	{"{\"n\":1}\n", NULL, REBOUND_ERROR_STATE},
	{"\xFF\xFE"
	 "a",
		NULL, REBOUND_ERROR_STATE},
};

START_TEST(test_refuse)
{
	g_autofree char *path = write_list(refused[_i].list);
	g_autoptr(GError) error = NULL;
	const char *const columns[] = {refused[_i].column, NULL};
	const struct rebound_contact_list_options options = {
		path, '\0', refused[_i].column != NULL ? columns : NULL};
	g_autoptr(rebound_contact_list) list = rebound_contact_list_open(&options, &error);

	g_unlink(path);
	ck_assert_ptr_null(list);
	ck_assert(g_error_matches(error, REBOUND_ERROR, refused[_i].code));
}
END_TEST

START_TEST(test_missing)
{
	g_autoptr(GError) error = NULL;

	const struct rebound_contact_list_options options = {.path = "/nowhere/list.csv"};

	ck_assert_ptr_null(rebound_contact_list_open(&options, &error));
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
