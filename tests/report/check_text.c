/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/text.h"
#include "core/smtp/status.h"

/*
 * Each tests/report/texts/NAME.txt is a text as a mail system could write it; NAME.expect says what
 * is read from it: a line for each recipient, and the line that the returned message begins with.
 */
#define TEXTS "tests/report/texts"

static GPtrArray *names;

static const char *or_dash(const char *text)
{
	return text && *text ? text : "-";
}

static void describe_recipient(GString *out, const struct rebound_recipient *recipient)
{
	char status[REBOUND_STATUS_SIZE];
	g_string_append_printf(
		out, "%s %s", rebound_kind_name(recipient->kind), or_dash(recipient->address));
	if (recipient->original_address)
		g_string_append_printf(out, " < %s", recipient->original_address);
	g_string_append_printf(out, " | %s %d %s %s | %s\n",
		or_dash(rebound_status_write(recipient->status, status)), recipient->reply,
		or_dash(recipient->command), or_dash(recipient->remote_mta),
		or_dash(recipient->text));
}

/** Read a text as that of a bounce which went to me@south.test. */
static char *describe(const char *text, gsize len, const struct rebound_text_hints *more)
{
	static const struct rebound_header headers[] = {{"To", "Me <me@south.test>"}};
	struct rebound_text_hints hints = {0};
	if (more)
		hints = *more;
	hints.from_address = "mailer-daemon@out.south.test";
	hints.headers = headers;
	hints.header_count = G_N_ELEMENTS(headers);

	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_builder builder;
	rebound_builder_init(&builder);
	rebound_builder_start(&builder, arena);
	struct rebound_text_view view = rebound_text_view(text, len);
	guint added = rebound_text_read(&builder, &view, &hints);
	ck_assert_uint_eq(added, builder.recipients->len);

	GString *out = g_string_new(NULL);
	for (guint i = 0; i < added; i++)
		describe_recipient(
			out, &g_array_index(builder.recipients, struct rebound_recipient, i));
	if (view.report_end < view.len) {
		const char *border = text + view.report_end;
		gsize size = strcspn(border, "\r\n");
		g_string_append_printf(out, "returned: %.*s\n", (int)size, border);
	}
	rebound_builder_clear(&builder);
	return g_string_free(out, FALSE);
}

static char *read_file(const char *name, const char *ending)
{
	g_autofree char *relative = g_strdup_printf(TEXTS "/%s.%s", name, ending);
	g_autofree char *path = rebound_test_path(relative);
	char *content = NULL;
	ck_assert_msg(g_file_get_contents(path, &content, NULL, NULL), "%s", path);
	return content;
}

START_TEST(a_text_is_read)
{
	const char *name = names->pdata[_i];
	g_autofree char *text = read_file(name, "txt");
	g_autofree char *expected = read_file(name, "expect");
	g_autofree char *got = describe(text, strlen(text), NULL);
	ck_assert_msg(strcmp(got, expected) == 0, "%s is\n%snot\n%s", name, got, expected);
}
END_TEST

START_TEST(line_ends_do_not_matter)
{
	const char *name = names->pdata[_i];
	g_autofree char *text = read_file(name, "txt");
	g_autofree char *expected = read_file(name, "expect");
	char **lines = g_strsplit(text, "\n", -1);
	g_autofree char *wide = g_strjoinv("\r\n", lines);
	g_strfreev(lines);
	g_autofree char *got = describe(wide, strlen(wide), NULL);
	ck_assert_msg(strcmp(got, expected) == 0, "%s is\n%snot\n%s", name, got, expected);
}
END_TEST

START_TEST(headers_that_name_recipients_go_before_the_text)
{
	static const char text[] = "We could not deliver to these:\n\n  the box of zoe\n"
				   "    no room is left\n\nkay@north.test has seen it.\n";
	static const char *const failed[] = {"zoe@north.test"};
	struct rebound_text_hints hints = {.failed = failed, .failed_count = 1};
	g_autofree char *got = describe(text, strlen(text), &hints);
	ck_assert_str_eq(
		got, "failure zoe@north.test | - 0 - - | the box of zoe no room is left\n");
}
END_TEST

START_TEST(the_subject_names_a_recipient)
{
	static const char text[] = "The destination has no such box.\n";
	struct rebound_text_hints hints = {.subject = "Undeliverable: zoe@north.test"};
	g_autofree char *got = describe(text, strlen(text), &hints);
	ck_assert_str_eq(
		got, "failure zoe@north.test | - 0 - - | The destination has no such box.\n");
}
END_TEST

START_TEST(the_subject_of_what_came_back_tells_no_delay)
{
	static const char text[] = "Not delivered to:\n\nzoe@north.test\n";
	struct rebound_text_hints hints = {.subject = "Undeliverable: Warning, parcel is delayed"};
	g_autofree char *got = describe(text, strlen(text), &hints);
	ck_assert_ptr_nonnull(strstr(got, "failure zoe@north.test"));
	hints.subject = "Warning: message delayed";
	g_autofree char *late = describe(text, strlen(text), &hints);
	ck_assert_ptr_nonnull(strstr(late, "delay zoe@north.test"));
}
END_TEST

START_TEST(the_subject_tells_the_reason)
{
	static const char text[] = "Not delivered to:\n\nzoe@north.test\n";
	struct rebound_text_hints hints = {.subject = "Returned mail: nobody of that name"};
	g_autofree char *got = describe(text, strlen(text), &hints);
	ck_assert_str_eq(got, "failure zoe@north.test | - 0 - - | nobody of that name\n");
	/* Elsewhere the subject of the returned message may stand in it, and that is anybody's. */
	hints.subject = "Undeliverable: user unknown";
	g_autofree char *other = describe(text, strlen(text), &hints);
	ck_assert_ptr_null(strstr(other, "user unknown"));
}
END_TEST

START_TEST(words_about_the_original_address_are_found)
{
	static const char text[] = "zoe@north.test: no room\n\nben@north.test: no such box\n";
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_builder builder;
	rebound_builder_init(&builder);
	rebound_builder_start(&builder, arena);
	struct rebound_recipient *recipient = rebound_builder_recipient(&builder);
	recipient->address = "box1@inner.north.test";
	recipient->original_address = "zoe@north.test";
	rebound_builder_recipient(&builder)->address = "ben@north.test";
	struct rebound_text_view view = rebound_text_view(text, strlen(text));
	rebound_text_notices(&builder, &view);
	recipient = &g_array_index(builder.recipients, struct rebound_recipient, 0);
	ck_assert_str_eq(recipient->text, "no room");
	rebound_builder_clear(&builder);
}
END_TEST

START_TEST(an_ordinary_letter_names_nobody)
{
	static const char text[] = "Hello,\n\nkay@north.test\n\nis my new address.\n";
	g_autofree char *got = describe(text, strlen(text), NULL);
	ck_assert_str_eq(got, "");
}
END_TEST

START_TEST(nothing_behind_the_border_is_read)
{
	static const char text[] =
		"Not delivered to: zoe@north.test\n\n--- Original message ---\n\n"
		"<kay@north.test>:\n550 5.1.1 forged\n";
	g_autofree char *got = describe(text, strlen(text), NULL);
	ck_assert_ptr_null(strstr(got, "kay@north.test"));
	ck_assert_ptr_nonnull(strstr(got, "zoe@north.test"));
}
END_TEST

START_TEST(hostile_bytes_do_no_harm)
{
	static const char text[] = "Not delivered to: zoe@north.test\n550 a\0b \x1b[2J \xff\xfe\n"
				   "<\0@\0>:\n@@@\n<<<<<<\n>>>>>>\n\r\r\n550-\n550-\n";
	g_autofree char *got = describe(text, sizeof text - 1, NULL);
	ck_assert(g_utf8_validate(got, -1, NULL));
	ck_assert_ptr_null(strchr(got, '\x1b'));
	ck_assert_ptr_nonnull(strstr(got, "zoe@north.test"));
	for (gsize len = 0; len < sizeof text - 1; len++) {
		g_autofree char *part = g_memdup2(text, len + 1);
		g_autofree char *ignored = describe(part, len, NULL);
		(void)ignored;
	}
}
END_TEST

/** A text of many lines must cost no more than in proportion. */
START_TEST(a_long_list_ends_soon)
{
	GString *text = g_string_new("Could not be delivered to:\n\n");
	for (guint i = 0; text->len < 2 * 1024 * 1024; i++)
		g_string_append_printf(text, "u%u@north.test, v%u@north.test: 550 no\n", i, i);
	gint64 begin = g_get_monotonic_time();
	g_autofree char *got = describe(text->str, text->len, NULL);
	ck_assert_int_lt(g_get_monotonic_time() - begin, 5 * G_USEC_PER_SEC);
	ck_assert_ptr_nonnull(strstr(got, "u1@north.test"));
	g_string_free(text, TRUE);
}
END_TEST

struct notice_row {
	const char *text;
	const char *zoe; /* words that must stand in her notice or text; NULL: she has neither */
	const char *ben;
};

static const struct notice_row notice_rows[] = {
	{"<zoe@north.test>: host mx.north.test[192.0.2.9] said: 550 no zoe\n\n<ben@north.test>: no "
	 "room",
		"no zoe", "no room"},
	{"zoe@north.test\nben@north.test\n\nall of them are on holiday\n", "on holiday",
		"on holiday"},
	{"Your letter was refused.\n", "was refused", "was refused"},
	{"", NULL, NULL},
};

static const char *words_of(const struct rebound_recipient *recipient)
{
	return recipient->notice ? recipient->notice : recipient->text;
}

START_TEST(human_words_complete_the_machine_part)
{
	const struct notice_row *row = &notice_rows[_i];
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_builder builder;
	rebound_builder_init(&builder);
	rebound_builder_start(&builder, arena);
	rebound_builder_recipient(&builder)->address = "Zoe@North.test";
	rebound_builder_recipient(&builder)->address = "ben@north.test";
	struct rebound_text_view view = rebound_text_view(row->text, strlen(row->text));
	rebound_text_notices(&builder, &view);
	const struct rebound_recipient *all =
		(const struct rebound_recipient *)(void *)builder.recipients->data;
	const char *wanted[] = {row->zoe, row->ben};
	for (guint i = 0; i < 2; i++) {
		const char *words = words_of(&all[i]);
		ck_assert(wanted[i] ? words && strstr(words, wanted[i]) : !words);
		ck_assert(wanted[1 - i] == wanted[i] || !strstr(words, wanted[1 - i]));
	}
	rebound_builder_clear(&builder);
}
END_TEST

START_TEST(what_the_machine_part_says_stays)
{
	static const char text[] =
		"zoe@north.test: host other.north.test said: 554 5.7.1 go away\n";
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_builder builder;
	rebound_builder_init(&builder);
	rebound_builder_start(&builder, arena);
	struct rebound_recipient *recipient = rebound_builder_recipient(&builder);
	recipient->address = "zoe@north.test";
	recipient->text = "550 5.1.1 nobody";
	recipient->reply = 550;
	recipient->remote_mta = "mx.north.test";
	struct rebound_text_view view = rebound_text_view(text, strlen(text));
	rebound_text_notices(&builder, &view);
	ck_assert_str_eq(recipient->text, "550 5.1.1 nobody");
	ck_assert_int_eq(recipient->reply, 550);
	ck_assert_str_eq(recipient->remote_mta, "mx.north.test");
	ck_assert_ptr_nonnull(strstr(recipient->notice, "go away"));
	rebound_builder_clear(&builder);
}
END_TEST

struct look_row {
	const char *subject;
	const char *from;
	const char *text;
	gboolean bounce;
};

static const struct look_row look_rows[] = {
	{"Returned mail: unknown", "MAILER-DAEMON@north.test", "", TRUE},
	{"Hello", "mailer-daemon@north.test", "x", TRUE},
	{"Undeliverable: Spring", "postmaster@north.test", "x", TRUE},
	{"Monthly figures", "postmaster@north.test", "All is well.", FALSE},
	{"About your letter", "postmaster@north.test", "It could not be delivered.", TRUE},
	{"About your letter", "postmaster@north.test", "RCPT TO: zoe\n550 nobody", TRUE},
	{"Nachricht unzustellbar", "system@nord.test", "Die Nachricht wurde nicht zugestellt.",
		TRUE},
	{"Письмо не доставлено", "robot@sever.test", "не удалось доставить", TRUE},
	{"配信エラー", "robot@kita.test", "送信できませんでした", TRUE},
	{"Undelivered parcels", "shop@north.test", "Your parcel waits for you.", FALSE},
	{"Lunch?", "ann@north.test", "I could not be delivered from this meeting.", FALSE},
	{NULL, NULL, "", FALSE},
};

START_TEST(a_bounce_is_known_by_its_looks)
{
	const struct look_row *row = &look_rows[_i];
	struct rebound_text_view view = rebound_text_view(row->text, strlen(row->text));
	ck_assert_msg(rebound_text_looks_like_bounce(row->subject, row->from, &view) == row->bounce,
		"%s", row->subject);
}
END_TEST

static gint compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void find_texts(void)
{
	g_autofree char *path = rebound_test_path(TEXTS);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	names = g_ptr_array_new_with_free_func(g_free);
	for (const char *file; dir && (file = g_dir_read_name(dir));) {
		if (g_str_has_suffix(file, ".txt"))
			g_ptr_array_add(names, g_strndup(file, strlen(file) - strlen(".txt")));
	}
	g_ptr_array_sort(names, compare_names);
}

START_TEST(there_are_texts)
{
	ck_assert_uint_ge(names->len, 40);
}
END_TEST

Suite *rebound_suite(void)
{
	find_texts();
	Suite *suite = suite_create("text");
	TCase *texts = tcase_create("texts");
	tcase_add_test(texts, there_are_texts);
	tcase_add_loop_test(texts, a_text_is_read, 0, (int)names->len);
	tcase_add_loop_test(texts, line_ends_do_not_matter, 0, (int)names->len);
	suite_add_tcase(suite, texts);
	TCase *rules = tcase_create("rules");
	tcase_set_timeout(rules, 60);
	tcase_add_test(rules, headers_that_name_recipients_go_before_the_text);
	tcase_add_test(rules, the_subject_names_a_recipient);
	tcase_add_test(rules, the_subject_of_what_came_back_tells_no_delay);
	tcase_add_test(rules, the_subject_tells_the_reason);
	tcase_add_test(rules, words_about_the_original_address_are_found);
	tcase_add_test(rules, an_ordinary_letter_names_nobody);
	tcase_add_test(rules, nothing_behind_the_border_is_read);
	tcase_add_test(rules, hostile_bytes_do_no_harm);
	tcase_add_test(rules, a_long_list_ends_soon);
	tcase_add_loop_test(
		rules, human_words_complete_the_machine_part, 0, G_N_ELEMENTS(notice_rows));
	tcase_add_test(rules, what_the_machine_part_says_stays);
	tcase_add_loop_test(rules, a_bounce_is_known_by_its_looks, 0, G_N_ELEMENTS(look_rows));
	suite_add_tcase(suite, rules);
	return suite;
}
