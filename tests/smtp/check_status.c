/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/smtp/status.h"

static const struct {
	const char *text;
	struct rebound_status status;
	gsize behind;
	enum rebound_status_oddity oddity;
} rows[] = {
	{"5.1.1", {5, 1, 1}, 5, REBOUND_STATUS_CLEAN},
	{"4.2.2 (mailbox full)", {4, 2, 2}, 5, REBOUND_STATUS_CLEAN},
	{"2.0.0", {2, 0, 0}, 5, REBOUND_STATUS_CLEAN},
	{"5.1.351", {5, 1, 351}, 7, REBOUND_STATUS_CLEAN},
	{"5.39.7", {5, 39, 7}, 6, REBOUND_STATUS_CLEAN},
	{"5.7.1.", {5, 7, 1}, 5, REBOUND_STATUS_CLEAN},
	{"5.01.01", {5, 1, 1}, 7, REBOUND_STATUS_LEADING_ZERO},
	{"5.1.010", {5, 1, 10}, 7, REBOUND_STATUS_LEADING_ZERO},
	{"5.1", {5, 1, 0}, 3, REBOUND_STATUS_MALFORMED},
	{"5.1.x", {5, 1, 0}, 3, REBOUND_STATUS_MALFORMED},
	{"6.1.1", {0, 0, 0}, 0, REBOUND_STATUS_MALFORMED},
	{"3.1.1", {0, 0, 0}, 0, REBOUND_STATUS_MALFORMED},
	{"5.1.1234", {0, 0, 0}, 0, REBOUND_STATUS_MALFORMED},
	{"5.1234.1", {0, 0, 0}, 0, REBOUND_STATUS_MALFORMED},
	{"5.1.1.1", {0, 0, 0}, 0, REBOUND_STATUS_MALFORMED},
	{"5", {0, 0, 0}, 0, REBOUND_STATUS_CLEAN},
	{"", {0, 0, 0}, 0, REBOUND_STATUS_CLEAN},
	{"55.1.1", {0, 0, 0}, 0, REBOUND_STATUS_CLEAN},
	{"550", {0, 0, 0}, 0, REBOUND_STATUS_CLEAN},
	{"-5.1.1", {0, 0, 0}, 0, REBOUND_STATUS_CLEAN},
	{"5..1", {0, 0, 0}, 0, REBOUND_STATUS_CLEAN},
	{"5.99999999999999999999.1", {0, 0, 0}, 0, REBOUND_STATUS_MALFORMED},
};

START_TEST(status_is_read)
{
	const char *text = rows[_i].text;
	const char *end = NULL;
	enum rebound_status_oddity oddity = REBOUND_STATUS_CLEAN;
	/* Exactly as many bytes as there are: a step over the end is seen. */
	g_autofree char *bytes = g_memdup2(text, strlen(text));
	struct rebound_status status = rebound_status_read(bytes, strlen(text), &end, &oddity);

	ck_assert_uint_eq(status.klass, rows[_i].status.klass);
	ck_assert_uint_eq(status.subject, rows[_i].status.subject);
	ck_assert_uint_eq(status.detail, rows[_i].status.detail);
	ck_assert_int_eq(end - bytes, (int)rows[_i].behind);
	ck_assert_int_eq(oddity, rows[_i].oddity);
	ck_assert(
		rebound_status_equal(status, rebound_status_read(bytes, strlen(text), NULL, NULL)));
}
END_TEST

START_TEST(status_is_written)
{
	char buffer[REBOUND_STATUS_SIZE];
	const struct rebound_status odd = {255, 65535, 65535};

	ck_assert_str_eq(
		rebound_status_write((struct rebound_status){5, 7, 515}, buffer), "5.7.515");
	ck_assert_str_eq(rebound_status_write((struct rebound_status){4, 0, 0}, buffer), "4.0.0");
	ck_assert_ptr_null(rebound_status_write((struct rebound_status){0, 1, 1}, buffer));
	ck_assert_uint_lt(strlen(rebound_status_write(odd, buffer)), REBOUND_STATUS_SIZE);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("status");
	TCase *tcase = tcase_create("status");

	tcase_add_loop_test(tcase, status_is_read, 0, (int)G_N_ELEMENTS(rows));
	tcase_add_test(tcase, status_is_written);
	suite_add_tcase(suite, tcase);
	return suite;
}
