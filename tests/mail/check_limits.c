/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"
#include "sanitized.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/limits.h"
#include "core/mail/message.h"

/*
 * Mails that are made to cost much: each is read within its limits, and says so. Sanitizers cost
 * time and memory of their own, so that there only the result counts.
 */
#define LONGEST_SECONDS (SANITIZED ? 20 : 2)
#define LARGEST_BYTES	((gint64)(SANITIZED ? 4096 : 64) << 20)

static void repeat(GString *mail, const char *text, guint times)
{
	for (guint i = 0; i < times; i++)
		g_string_append(mail, text);
}

static void add_bytes(GString *mail, char byte, gsize len)
{
	gsize before = mail->len;

	g_string_set_size(mail, before + len);
	memset(mail->str + before, byte, len);
}

static void nested_parts(GString *mail)
{
	for (guint i = 0; i < 10000; i++)
		g_string_append_printf(
			mail, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i, i);
	g_string_append(mail, "\ninside\n");
}

static void nested_messages(GString *mail)
{
	repeat(mail, "Content-Type: message/rfc822\n\n", 100000);
	g_string_append(mail, "Subject: x\n\ninside\n");
}

static void nested_encoded(GString *mail)
{
	g_autofree char *inner = g_strdup("Subject: x\n\ninside\n");

	for (guint i = 0; i < 30; i++) {
		g_autofree char *encoded = g_base64_encode((const guchar *)inner, strlen(inner));
		g_free(inner);
		inner = g_strconcat(
			"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n",
			encoded, "\n", NULL);
	}
	g_string_append(mail, inner);
}

static void many_parts(GString *mail)
{
	g_string_append(mail, "Content-Type: multipart/mixed; boundary=b\n\n");
	repeat(mail, "--b\n\nx\n", 1000000);
	g_string_append(mail, "--b--\n");
}

static void many_messages(GString *mail)
{
	g_string_append(mail, "Content-Type: multipart/digest; boundary=b\n\n");
	repeat(mail, "--b\n\nSubject: x\n\nx\n", 300000);
	g_string_append(mail, "--b--\n");
}

static void many_encoded(GString *mail)
{
	g_autoptr(GString) inner = g_string_new("Content-Type: multipart/mixed; boundary=c\n\n");

	repeat(inner, "--c\n\nx\n", 3000);
	g_autofree char *encoded = g_base64_encode((const guchar *)inner->str, inner->len);
	g_string_append(mail, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (guint i = 0; i < 500; i++)
		g_string_append_printf(mail,
			"--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: "
			"base64\n\n%s\n",
			encoded);
}

static void long_header(GString *mail)
{
	g_string_append(mail, "X: ");
	add_bytes(mail, 'x', 50 * 1000 * 1000);
	g_string_append(mail, "\nSubject: x\n\ninside\n");
}

static void long_encoded_header(GString *mail)
{
	g_string_append(mail, "Subject: ");
	repeat(mail, "=?utf-8?q?x?= =?latin1?q?y?=\n ", 600000);
	g_string_append(mail, "\n\ninside\n");
}

static void long_type(GString *mail)
{
	g_string_append(mail, "Content-Type: multipart/mixed; x=");
	add_bytes(mail, 'x', 20 * 1000 * 1000);
	g_string_append(mail, "; boundary=b\n\n--b\n\ninside\n--b--\n");
}

static void many_headers(GString *mail)
{
	repeat(mail, "X: x\n", 1000000);
	g_string_append(mail, "\ninside\n");
}

static void many_stray_lines(GString *mail)
{
	g_string_append(mail, "X: x\n");
	repeat(mail, "no field\nX: x\n", 500000);
	g_string_append(mail, "\ninside\n");
}

static void many_stray_lines_at_once(GString *mail)
{
	g_string_append(mail, "X: x\n");
	repeat(mail, "no field\n", 1000000);
	g_string_append(mail, "Y: y\n\ninside\n");
}

static void long_boundary(GString *mail)
{
	g_autoptr(GString) boundary = g_string_new(NULL);

	add_bytes(boundary, 'b', 100000);
	g_string_append_printf(mail,
		"Content-Type: multipart/mixed; boundary=\"%s\"\n\n--%s\n\ninside\n", boundary->str,
		boundary->str);
}

static void many_parameters(GString *mail)
{
	g_string_append(mail, "Content-Type: multipart/mixed; boundary=b");
	for (guint i = 0; i < 200000; i++)
		g_string_append_printf(mail, "; x*%u=x", i);
	g_string_append(mail, "\n\n--b\n\ninside\n--b--\n");
}

static void many_parameters_in_parts(GString *mail)
{
	g_autoptr(GString) parameters = g_string_new(NULL);

	for (guint i = 0; i < 3000; i++)
		g_string_append_printf(parameters, "; x*%u=x", i);
	g_string_append(mail, "Content-Type: multipart/mixed; boundary=b\n\n");
	for (guint i = 0; i < 900; i++)
		g_string_append_printf(
			mail, "--b\nContent-Type: text/plain%s\n\ninside\n", parameters->str);
	g_string_append(mail, "--b--\n");
}

/* Each line might be one of many boundaries, up to its last byte. */
static void near_boundaries(GString *mail)
{
	g_autoptr(GString) boundary = g_string_new("--");

	add_bytes(boundary, 'b', 1000);
	for (guint i = 0; i < 60; i++)
		g_string_append_printf(mail,
			"Content-Type: multipart/mixed; boundary=%s%u\n\n%s%u\n", boundary->str + 2,
			i, boundary->str, i);
	g_string_append(mail, "\n");
	for (guint i = 0; i < 20000; i++)
		g_string_append_printf(mail, "%sx\n", boundary->str);
}

static void many_dashes(GString *mail)
{
	for (guint i = 0; i < 60; i++)
		g_string_append_printf(
			mail, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i, i);
	g_string_append(mail, "\n");
	repeat(mail, "--\n", 8000000);
}

static void many_returns(GString *mail)
{
	g_string_append(mail, "Subject: x\r\r\n\r\r\n");
	add_bytes(mail, '\r', 20 * 1000 * 1000);
}

static void large(GString *mail)
{
	g_string_append(mail, "Subject: x\n\n");
	add_bytes(mail, 'x', REBOUND_LIMIT_MESSAGE_BYTES);
}

static const struct {
	void (*write)(GString *mail);
	const char *fault;
} rows[] = {
	{nested_parts, "nested-too-deep"},
	{nested_messages, "nested-too-deep"},
	{nested_encoded, "encoded-message"},
	{many_parts, "too-many-parts"},
	{many_messages, "too-many-parts"},
	{many_encoded, "too-many-parts"},
	{long_header, "header-too-long"},
	{long_encoded_header, "header-too-long"},
	{long_type, "header-too-long"},
	{many_headers, "too-many-headers"},
	{many_stray_lines, "too-many-headers"},
	{many_stray_lines_at_once, "header-too-long"},
	{long_boundary, "boundary-too-long"},
	{many_parameters, "too-many-parameters"},
	{many_parameters_in_parts, "too-many-parameters"},
	{near_boundaries, "truncated"},
	{many_dashes, "truncated"},
	{many_returns, "cr-line-ends"},
	{large, "truncated"},
};

static gint64 resident_bytes(void)
{
	long long total = 0, resident = 0;
	FILE *file = fopen("/proc/self/statm", "re");

	if (file != NULL) {
		if (fscanf(file, "%lld %lld", &total, &resident) != 2)
			resident = 0;
		fclose(file);
	}
	return resident * sysconf(_SC_PAGESIZE);
}

static void count_parts(struct rebound_message *message, guint *parts, guint *deepest)
{
	const struct rebound_part *part = rebound_message_top(message);

	while (part != NULL) {
		guint headers = 0;
		(*parts)++;
		*deepest = MAX(*deepest, part->depth);
		rebound_message_part_headers(message, part, &headers);
		ck_assert_uint_le(headers, REBOUND_LIMIT_HEADER_FIELDS);
		if (part->child != NULL) {
			part = part->child;
			continue;
		}
		while (part != NULL && part->next == NULL)
			part = part->parent;
		part = part != NULL ? part->next : NULL;
	}
}

START_TEST(test_cost)
{
	g_autoptr(GString) mail = g_string_new(NULL);
	g_autoptr(rebound_message) message = rebound_message_new();
	guint parts = 0, deepest = 0;

	rows[_i].write(mail);
	gint64 before = resident_bytes();
	clock_t start = clock();
	rebound_message_parse(message, mail->str, mail->len);
	ck_assert(clock() - start < LONGEST_SECONDS * CLOCKS_PER_SEC);
	ck_assert_int_lt(resident_bytes() - before, LARGEST_BYTES);
	const char *const *faults = rebound_message_faults(message);
	ck_assert_msg(g_strv_contains(faults, rows[_i].fault), "no fault %s", rows[_i].fault);
	count_parts(message, &parts, &deepest);
	ck_assert_uint_le(parts, REBOUND_LIMIT_PARTS + REBOUND_LIMIT_NESTING);
	ck_assert_uint_le(deepest, REBOUND_LIMIT_NESTING);
}
END_TEST

/* What is within the limits is not cut. */
START_TEST(test_within)
{
	g_autoptr(GString) mail = g_string_new(NULL);
	g_autoptr(rebound_message) message = rebound_message_new();
	guint parts = 0, deepest = 0;

	repeat(mail, "X: x\n", REBOUND_LIMIT_HEADER_FIELDS - 1);
	g_string_append(mail, "Content-Type: multipart/mixed; boundary=b\n\n");
	repeat(mail, "--b\n\nx\n", REBOUND_LIMIT_PARTS - REBOUND_LIMIT_NESTING - 1);
	g_string_append(mail, "--b\n");
	repeat(mail, "Content-Type: message/rfc822\n\n", REBOUND_LIMIT_NESTING - 1);
	g_string_append(mail, "Subject: x\n\nx\n--b--\n");
	rebound_message_parse(message, mail->str, mail->len);
	ck_assert_ptr_null(rebound_message_faults(message)[0]);
	count_parts(message, &parts, &deepest);
	ck_assert_uint_eq(deepest, REBOUND_LIMIT_NESTING);
	ck_assert_uint_eq(parts, REBOUND_LIMIT_PARTS);
}
END_TEST

/* A boundary and parameters as long and as many as they may be, and one more of each. */
START_TEST(test_border)
{
	gboolean over = _i % 2 != 0;
	gboolean boundary = _i < 2;
	g_autoptr(GString) mail = g_string_new("Content-Type: ");
	g_autoptr(rebound_message) message = rebound_message_new();

	if (boundary) {
		g_autofree char *mark =
			g_strnfill(REBOUND_LIMIT_BOUNDARY_BYTES + (over ? 1 : 0), 'b');
		g_string_append_printf(mail, "multipart/mixed; boundary=%s\n\n", mark);
		g_string_append_printf(mail, "--%s\n\nx\n--%s--\n", mark, mark);
	} else {
		g_string_append(mail, "text/plain");
		for (guint i = 0; i < REBOUND_LIMIT_PARAMETERS + (over ? 1U : 0U); i++)
			g_string_append_printf(mail, "; x%u=y", i);
		g_string_append(mail, "\n\nx\n");
	}
	rebound_message_parse(message, mail->str, mail->len);
	const char *const *faults = rebound_message_faults(message);
	const char *fault = boundary ? "boundary-too-long" : "too-many-parameters";
	ck_assert_int_eq(g_strv_contains(faults, fault), over);
	if (!over)
		ck_assert_ptr_null(faults[0]);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("limits");
	TCase *tcase = tcase_create("limits");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, test_cost, 0, G_N_ELEMENTS(rows));
	tcase_add_test(tcase, test_within);
	tcase_add_loop_test(tcase, test_border, 0, 4);
	suite_add_tcase(suite, tcase);
	return suite;
}
