/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/base/clock.h"

static const struct {
	const char *text;
	gint64 seconds; /* -1: no span */
	const char *written;
} spans[] = {
	{"90s", 90, "90s"},
	{"60s", 60, "1m"},
	{"15m", 900, "15m"},
	{"36h", 129600, "36h"},
	{"3d", 259200, "3d"},
	{"2w", 1209600, "2w"},
	{"0s", 0, "0s"},
	{"36525d", 3155760000, "36525d"},
	{"36526d", -1, NULL},
	{"999999999999999999999h", -1, NULL},
	{"", -1, NULL},
	{"4", -1, NULL},
	{"h", -1, NULL},
	{"-4h", -1, NULL},
	{"+4h", -1, NULL},
	{" 4h", -1, NULL},
	{"4h ", -1, NULL},
	{"4 h", -1, NULL},
	{"4H", -1, NULL},
	{"1.5h", -1, NULL},
	{"1h30m", -1, NULL},
	{"4y", -1, NULL},
};

START_TEST(span_is_read_and_written)
{
	gint64 seconds = -1;
	char buffer[REBOUND_CLOCK_SPAN_SIZE];

	ck_assert_int_eq(rebound_clock_read_span(spans[_i].text, &seconds), spans[_i].seconds >= 0);
	ck_assert_int_eq(seconds, spans[_i].seconds);
	if (seconds >= 0)
		ck_assert_str_eq(rebound_clock_write_span(seconds, buffer), spans[_i].written);
}
END_TEST

static const struct {
	const char *text;
	gint64 time; /* -1: no time */
} times[] = {
	{"2026-01-31T12:00:00Z", 1769860800},
	{"2026-01-31 12:00:00", 1769860800},
	{"2026-01-31T12:00Z", 1769860800},
	{"2026-01-31T12:00:00.250Z", 1769860800},
	{"2026-01-31T13:30:00+01:30", 1769860800},
	{"2026-01-31T04:00:00-0800", 1769860800},
	{"2026-01-31", 1769817600},
	{"@0", 0},
	{"@1769860800", 1769860800},
	{"2024-02-29", 1709164800},
	{"2100-02-28T23:59:59Z", 4107542399},
	{"2023-02-29", -1},
	{"2026-13-01", -1},
	{"2026-00-01", -1},
	{"2026-01-32", -1},
	{"2026-01-31T24:00:00Z", -1},
	{"2026-01-31T12:60:00Z", -1},
	{"2026-01-31T12:00:60Z", -1},
	{"2026-01-31T12:00:00X", -1},
	{"2026-01-31T12:00:00+15:00", -1},
	{"2026-01-31T", -1},
	{"2026-01-31x", -1},
	{"2026-1-31", -1},
	{"26-01-31", -1},
	{"@", -1},
	{"@12x", -1},
	{"@99999999999999999999", -1},
	{"", -1},
	{"now", -1},
};

START_TEST(time_is_read)
{
	gint64 time = -1;

	ck_assert_int_eq(rebound_clock_read_time(times[_i].text, &time), times[_i].time >= 0);
	ck_assert_int_eq(time, times[_i].time);
}
END_TEST

START_TEST(time_is_written_as_it_is_read)
{
	const gint64 samples[] = {0, 1, 86399, 1769860800, 2147483648, 4107542399, 253402300799};
	char buffer[REBOUND_CLOCK_TIME_SIZE];

	for (guint i = 0; i < G_N_ELEMENTS(samples); i++) {
		gint64 time = -1;
		ck_assert(rebound_clock_read_time(
			rebound_clock_write_time(samples[i], buffer), &time));
		ck_assert_int_eq(time, samples[i]);
	}
	ck_assert_str_eq(rebound_clock_write_time(1769860800, buffer), "2026-01-31T12:00:00Z");
	ck_assert_str_eq(rebound_clock_write_time(-1, buffer), "1969-12-31T23:59:59Z");
	ck_assert_ptr_nonnull(rebound_clock_write_time(G_MAXINT64, buffer));
	ck_assert_ptr_nonnull(rebound_clock_write_time(G_MININT64, buffer));
}
END_TEST

START_TEST(day_is_counted_in_utc)
{
	ck_assert_int_eq(rebound_clock_day(0), 0);
	ck_assert_int_eq(rebound_clock_day(86399), 0);
	ck_assert_int_eq(rebound_clock_day(86400), 1);
	ck_assert_int_eq(rebound_clock_day(-1), -1);
	ck_assert_int_eq(rebound_clock_day(-86400), -1);
}
END_TEST

START_TEST(clock_can_be_fixed)
{
	rebound_clock_set(12345);
	ck_assert_int_eq(rebound_clock_now(), 12345);
	rebound_clock_set(0);
	ck_assert_int_gt(rebound_clock_now(), 1600000000);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("clock");
	TCase *tcase = tcase_create("clock");

	tcase_add_loop_test(tcase, span_is_read_and_written, 0, (int)G_N_ELEMENTS(spans));
	tcase_add_loop_test(tcase, time_is_read, 0, (int)G_N_ELEMENTS(times));
	tcase_add_test(tcase, time_is_written_as_it_is_read);
	tcase_add_test(tcase, day_is_counted_in_utc);
	tcase_add_test(tcase, clock_can_be_fixed);
	suite_add_tcase(suite, tcase);
	return suite;
}
