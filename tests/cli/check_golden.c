/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <yajl/yajl_parse.h>

#include "golden.h"

/*
 * Each tests/mail/SYSTEM/CASE.eml is a mail as that system writes it; CASE.expect is the line that
 * `rebound parse` prints for it, one key a line, without what is null and without what tells about
 * the cards and not about the mail. REBOUND_WRITE_EXPECT=1 writes the expectations anew: look at
 * the difference before you keep it.
 */

#define WRITE_SWITCH   "REBOUND_WRITE_EXPECT"
#define MAILS_AT_LEAST 250

static const char *const unstable[] = {
	"confidence", "evidence", "index", "received", "rule", "rule_at", "source", NULL};

static struct golden_engine engine;
static GPtrArray *paths;

struct layout {
	GString *out;
	guint depth;
	char *key; /* waits for its value; NULL: none, or one that is passed over */
	gboolean in_map[8];
	gboolean skip;
};

static void add_value(struct layout *layout, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void add_value(struct layout *layout, const char *format, ...)
{
	va_list arguments;

	if (layout->skip)
		return;
	g_string_append_printf(layout->out, "%*s", ((int)layout->depth - 1) * 2, "");
	if (layout->key != NULL && layout->in_map[layout->depth])
		g_string_append_printf(layout->out, "%s: ", layout->key);
	va_start(arguments, format);
	g_string_append_vprintf(layout->out, format, arguments);
	va_end(arguments);
	g_string_append_c(layout->out, '\n');
}

static int on_key(void *context, const unsigned char *text, size_t len)
{
	struct layout *layout = context;

	g_free(layout->key);
	layout->key = g_strndup((const char *)text, len);
	layout->skip = g_strv_contains(unstable, layout->key);
	return 1;
}

static int on_number(void *context, const char *text, size_t len)
{
	add_value(context, "%.*s", (int)len, text);
	return 1;
}

static int on_string(void *context, const unsigned char *text, size_t len)
{
	add_value(context, "%.*s", (int)len, (const char *)text);
	return 1;
}

static int on_open(struct layout *layout, gboolean map)
{
	if (layout->depth > 0)
		add_value(layout, "%s", map ? "{" : "[");
	layout->depth++;
	g_assert_cmpuint(layout->depth, <, G_N_ELEMENTS(layout->in_map));
	layout->in_map[layout->depth] = map;
	return 1;
}

static int on_close(struct layout *layout, const char *mark)
{
	layout->depth--;
	if (layout->depth > 0)
		g_string_append_printf(
			layout->out, "%*s%s\n", ((int)layout->depth - 1) * 2, "", mark);
	return 1;
}

static int on_open_map(void *context)
{
	return on_open(context, TRUE);
}

static int on_open_array(void *context)
{
	return on_open(context, FALSE);
}

static int on_close_map(void *context)
{
	return on_close(context, "}");
}

static int on_close_array(void *context)
{
	return on_close(context, "]");
}

static int on_null(void *context G_GNUC_UNUSED)
{
	return 1;
}

/* Lay a line of JSON out, one key a line. The caller frees it. */
static char *lay_out(const char *line)
{
	static const yajl_callbacks callbacks = {
		.yajl_null = on_null,
		.yajl_number = on_number,
		.yajl_string = on_string,
		.yajl_start_map = on_open_map,
		.yajl_map_key = on_key,
		.yajl_end_map = on_close_map,
		.yajl_start_array = on_open_array,
		.yajl_end_array = on_close_array,
	};
	struct layout layout = {.out = g_string_new(NULL)};
	yajl_handle handle = yajl_alloc(&callbacks, NULL, &layout);

	yajl_status status = yajl_parse(handle, (const unsigned char *)line, strlen(line));
	g_assert_cmpint(status, ==, yajl_status_ok);
	yajl_free(handle);
	g_free(layout.key);
	return g_string_free(layout.out, FALSE);
}

/* The lines that one has and the other lacks, in their order. The caller frees it. */
static char *show_difference(const char *expected, const char *found)
{
	g_auto(GStrv) before = g_strsplit(expected, "\n", -1);
	g_auto(GStrv) after = g_strsplit(found, "\n", -1);
	GString *out = g_string_new(NULL);
	guint i = 0, k = 0;

	while (before[i] != NULL || after[k] != NULL) {
		if (before[i] != NULL && after[k] != NULL && strcmp(before[i], after[k]) == 0) {
			i++;
			k++;
			continue;
		}
		guint next = i;
		while (before[next] != NULL &&
			(after[k] == NULL || strcmp(before[next], after[k]) != 0))
			next++;
		gboolean removed = before[i] != NULL && (before[next] != NULL || after[k] == NULL);
		if (removed)
			g_string_append_printf(out, "  -%s\n", before[i++]);
		else
			g_string_append_printf(out, "  +%s\n", after[k++]);
	}
	return g_string_free(out, FALSE);
}

static void start(void)
{
	golden_open(&engine);
}

static void stop(void)
{
	golden_close(&engine);
}

START_TEST(a_mail_is_read_as_expected)
{
	const char *path = paths->pdata[_i];
	g_autofree char *bytes = NULL, *expected = NULL;
	gsize len;

	ck_assert_msg(g_file_get_contents(path, &bytes, &len, NULL), "%s: can't be read", path);
	struct rebound_report *report = golden_read(&engine, path, bytes, len);
	g_autofree char *found = lay_out(golden_print(&engine, report));
	g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".eml"));
	g_autofree char *expect_path = g_strconcat(stem, ".expect", NULL);
	if (g_getenv(WRITE_SWITCH) != NULL)
		ck_assert(g_file_set_contents(expect_path, found, -1, NULL));
	ck_assert_msg(g_file_get_contents(expect_path, &expected, NULL, NULL),
		"%s: can't be read; %s=1 writes it", expect_path, WRITE_SWITCH);
	if (strcmp(expected, found) == 0)
		return;
	g_autofree char *difference = show_difference(expected, found);
	ck_abort_msg("%s (- expected, + found):\n%s", path, difference);
}
END_TEST

START_TEST(no_expectation_is_without_its_mail)
{
	g_autofree char *folder = rebound_test_path(GOLDEN_MAILS);
	g_autoptr(GPtrArray) expectations = g_ptr_array_new_with_free_func(g_free);

	golden_list(expectations, folder, ".expect");
	ck_assert_uint_eq(expectations->len, paths->len);
	ck_assert_uint_ge(paths->len, MAILS_AT_LEAST);
}
END_TEST

Suite *rebound_suite(void)
{
	g_autofree char *folder = rebound_test_path(GOLDEN_MAILS);
	Suite *suite = suite_create("golden mails");
	TCase *mails = tcase_create("mails");

	paths = g_ptr_array_new_with_free_func(g_free);
	golden_list(paths, folder, ".eml");
	tcase_add_unchecked_fixture(mails, start, stop);
	tcase_set_timeout(mails, 120);
	tcase_add_loop_test(mails, a_mail_is_read_as_expected, 0, (int)paths->len);
	tcase_add_test(mails, no_expectation_is_without_its_mail);
	suite_add_tcase(suite, mails);
	return suite;
}
