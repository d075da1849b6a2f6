/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include <gmime/gmime.h>

#include "core/mail/content.h"
#include "core/mail/feed.h"
#include "core/mail/parameters.h"

#define MADE_VALUES 100000

static struct rebound_arena *arena;

static void set_up(void)
{
	rebound_content_init();
	arena = rebound_arena_new();
}

static void tear_down(void)
{
	rebound_arena_free(arena);
}

static struct rebound_header_field field_of(const char *text)
{
	return (struct rebound_header_field){.value = text, .value_len = strlen(text)};
}

/* A value, whether its form is plain, and what its boundary or filename is. */
static const struct {
	gboolean disposition, plain;
	const char *text, *value;
} values[] = {
	{FALSE, TRUE, " multipart/report; report-type=delivery-status; boundary=\"a b\"", "a b"},
	{FALSE, TRUE, " multipart/report;\r\n\tBoundary = \"----=_Part;1\" ;\n report-type=x",
		"----=_Part;1"},
	{FALSE, TRUE, "multipart/mixed; boundary=1-2.3_4+5;", "1-2.3_4+5"},
	{FALSE, TRUE, "multipart/mixed", NULL},
	{FALSE, TRUE, "multipart/mixed; boundary2=a; x=b", NULL},
	{FALSE, FALSE, "multipart/mixed; boundary=a; boundary=b", "a"},
	{FALSE, FALSE, "multipart/mixed (odd); boundary=a", "a"},
	{FALSE, FALSE, "multipart/mixed; boundary=\"a\\\"b\"", "a\"b"},
	{FALSE, FALSE, "multipart/mixed; boundary*=us-ascii'en'a%20b", "a b"},
	{FALSE, FALSE, "multipart/mixed; boundary=\"=?utf-8?q?a?=\"", "a"},
	{FALSE, FALSE, "multipart/mixed; boundary=\"open", "\"open"},
	{FALSE, FALSE, "multipart/mixed; boundary=a=b", "a=b"},
	{TRUE, TRUE, "Attachment; filename=\"report (1).txt\"", "report (1).txt"},
	{TRUE, TRUE, "inline", NULL},
	{TRUE, FALSE, "attachment; filename*=utf-8''gr%C3%BCn", "gr\303\274n"},
	{TRUE, FALSE, "attachment; filename=\"gr\303\274n\"", "gr\303\274n"},
};

static struct rebound_parameters ask(gboolean disposition)
{
	return disposition ? (struct rebound_parameters){.disposition = TRUE, .names = {"filename"}}
			   : (struct rebound_parameters){.names = {"boundary", "report-type"}};
}

START_TEST(values_are_read)
{
	struct rebound_header_field field = field_of(values[_i].text);
	struct rebound_parameters parameters = ask(values[_i].disposition);
	g_autoptr(GByteArray) memory = g_byte_array_new();
	guint left = 1000;

	ck_assert_int_eq(
		rebound_parameters_read_plain(arena, &field, &parameters, &left), values[_i].plain);
	ck_assert(rebound_parameters_read(arena, memory, &field, &parameters, &left));
	ck_assert_pstr_eq(parameters.values[0], values[_i].value);
}
END_TEST

START_TEST(only_so_many_are_read)
{
	struct rebound_header_field field = field_of("multipart/mixed; a=1; boundary=x; c=3");
	struct rebound_parameters parameters = ask(FALSE);
	g_autoptr(GByteArray) memory = g_byte_array_new();
	guint left = 5;

	ck_assert(rebound_parameters_read(arena, memory, &field, &parameters, &left));
	ck_assert_uint_eq(left, 2);
	ck_assert(!rebound_parameters_read(arena, memory, &field, &parameters, &left));
	ck_assert_str_eq(parameters.values[0], "x");
	ck_assert_uint_eq(left, 0);
	ck_assert(!rebound_parameters_read(arena, memory, &field, &parameters, &left));
	ck_assert_ptr_null(parameters.values[0]);
}
END_TEST

static const char *const pieces[] = {"boundary", "report-type", "filename", "=", "=", "=", ";", ";",
	"; ", " ", "\t", "\n ", "\"", "\"", "\"", "a", "B-1", "x.y_z", "(", ")", "\\", "*", "'",
	"%20", "?", "=?", ":", ",", "/", "<", "@", "\303\274", "\033", "+", "-", "0", "!", "[", "]",
	"{", "~", "&", "attachment", "multipart"};

/* A value that is right but for what chance puts into it. */
static void make_value(GRand *random, gboolean disposition, GString *value)
{
	g_string_assign(value, disposition ? "attachment" : "multipart/mixed");
	for (int count = g_rand_int_range(random, 0, 4); count > 0; count--)
		g_string_append_printf(value, ";%s%s%s=%s", pieces[g_rand_int_range(random, 9, 12)],
			pieces[g_rand_int_range(random, 0, 3)], g_rand_boolean(random) ? "" : " ",
			g_rand_boolean(random) ? "\"a ;b\"" : "a-1");
	for (int count = g_rand_int_range(random, 0, 4); count > 0; count--)
		g_string_insert(value, g_rand_int_range(random, 0, (gint32)value->len + 1),
			pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
}

static void check_against_gmime(const char *line, const struct rebound_parameters *parameters)
{
	GMimeContentType *type = g_mime_content_type_parse(NULL, line);
	GMimeContentDisposition *disposition = g_mime_content_disposition_parse(NULL, line);

	for (guint i = 0; i < REBOUND_PARAMETERS_WANTED && parameters->names[i] != NULL; i++) {
		const char *name = parameters->names[i];
		const char *expected =
			parameters->disposition
				? g_mime_content_disposition_get_parameter(disposition, name)
				: g_mime_content_type_get_parameter(type, name);
		ck_assert_msg(g_strcmp0(parameters->values[i], expected) == 0,
			"%s: %s is %s, not %s", line, name, parameters->values[i], expected);
	}
	if (parameters->disposition)
		ck_assert_msg(parameters->attachment ==
				      g_mime_content_disposition_is_attachment(disposition),
			"%s: attachment", line);
	g_object_unref(type);
	g_object_unref(disposition);
}

/* What is read without GMime is what GMime reads. */
START_TEST(plain_form_is_as_gmime_reads_it)
{
	GRand *random = g_rand_new_with_seed(20);
	GString *value = g_string_new(NULL);
	g_autoptr(GByteArray) memory = g_byte_array_new();
	guint plain = 0, with_value = 0;

	for (guint i = 0; i < MADE_VALUES; i++) {
		gboolean disposition = g_rand_boolean(random), whole = TRUE;
		guint left = 1000, given = 1000;
		struct rebound_parameters parameters = ask(disposition);
		make_value(random, disposition, value);
		struct rebound_header_field field = field_of(value->str);
		rebound_arena_clear(arena);
		if (!rebound_parameters_read_plain(arena, &field, &parameters, &left))
			continue;
		plain++;
		with_value += parameters.values[0] != NULL;
		const char *line = rebound_feed_value(memory, &field, &given, &whole);
		ck_assert_uint_eq(left, given);
		check_against_gmime(line, &parameters);
	}
	ck_assert_uint_gt(plain, MADE_VALUES / 4);
	ck_assert_uint_gt(with_value, MADE_VALUES / 20);
	g_rand_free(random);
	g_string_free(value, TRUE);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("mail/parameters");
	TCase *tcase = tcase_create("parameters");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, values_are_read, 0, G_N_ELEMENTS(values));
	tcase_add_test(tcase, only_so_many_are_read);
	tcase_add_test(tcase, plain_form_is_as_gmime_reads_it);
	suite_add_tcase(suite, tcase);
	return suite;
}
