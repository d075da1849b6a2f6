/* SPDX-License-Identifier: MIT */
#include "core/base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define SECONDS_A_DAY  ((gint64)86400)
#define SPAN_LIMIT     (SECONDS_A_DAY * 36525) /* 100 years */
#define FARTHEST_YEAR  9999
#define NUMBER_TOO_BIG ((gint64)1000000000000)

struct unit {
	char letter;
	gint64 seconds;
};

static const struct unit units[] = {
	{'w', SECONDS_A_DAY * 7},
	{'d', SECONDS_A_DAY},
	{'h', 3600},
	{'m', 60},
	{'s', 1},
};

static gint64 fixed_time;

gint64 rebound_clock_now(void)
{
	return fixed_time ? fixed_time : (gint64)time(NULL);
}

void rebound_clock_set(gint64 time)
{
	fixed_time = time;
}

/* Read digits; FALSE where there is none or the number is beyond every time and span. */
static gboolean read_number(const char **text, gint64 *number)
{
	const char *at = *text;
	gint64 value = 0;

	for (; g_ascii_isdigit(*at); at++) {
		value = value * 10 + (*at - '0');
		if (value >= NUMBER_TOO_BIG)
			return FALSE;
	}
	if (at == *text)
		return FALSE;
	*text = at;
	*number = value;
	return TRUE;
}

gboolean rebound_clock_read_span(const char *text, gint64 *seconds)
{
	gint64 number = 0;

	if (!text || !read_number(&text, &number) || text[0] == '\0' || text[1] != '\0')
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
		if (units[i].letter == text[0] && number <= SPAN_LIMIT / units[i].seconds) {
			*seconds = number * units[i].seconds;
			return TRUE;
		}
	}
	return FALSE;
}

const char *rebound_clock_write_span(gint64 seconds, char buffer[REBOUND_CLOCK_SPAN_SIZE])
{
	for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
		if (units[i].seconds == 1 || (seconds != 0 && seconds % units[i].seconds == 0)) {
			snprintf(buffer, REBOUND_CLOCK_SPAN_SIZE, "%" G_GINT64_FORMAT "%c",
				seconds / units[i].seconds, units[i].letter);
			break;
		}
	}
	return buffer;
}

/* Read exactly count digits. */
static gboolean read_digits(const char **text, int count, int *number)
{
	int value = 0;

	for (int i = 0; i < count; i++) {
		if (!g_ascii_isdigit((*text)[i]))
			return FALSE;
		value = value * 10 + ((*text)[i] - '0');
	}
	*text += count;
	*number = value;
	return TRUE;
}

static gboolean read_char(const char **text, char c)
{
	if (**text != c)
		return FALSE;
	(*text)++;
	return TRUE;
}

static gboolean read_date(const char **text, struct tm *parts)
{
	if (!read_digits(text, 4, &parts->tm_year) || !read_char(text, '-') ||
		!read_digits(text, 2, &parts->tm_mon) || !read_char(text, '-') ||
		!read_digits(text, 2, &parts->tm_mday))
		return FALSE;
	return parts->tm_year >= 1 && parts->tm_mon >= 1 && parts->tm_mon <= 12 &&
	       parts->tm_mday >= 1 &&
	       parts->tm_mday <= g_date_get_days_in_month(
					 (GDateMonth)parts->tm_mon, (GDateYear)parts->tm_year);
}

/* Read "12:00", "12:00:00" or "12:00:00.123". */
static gboolean read_time_of_day(const char **text, struct tm *parts)
{
	if (!read_digits(text, 2, &parts->tm_hour) || !read_char(text, ':') ||
		!read_digits(text, 2, &parts->tm_min))
		return FALSE;
	if (read_char(text, ':') && !read_digits(text, 2, &parts->tm_sec))
		return FALSE;
	gint64 fraction = 0;
	if (read_char(text, '.') && !read_number(text, &fraction))
		return FALSE;
	return parts->tm_hour < 24 && parts->tm_min < 60 && parts->tm_sec < 60;
}

/* Read "Z", "+01:00", "-0500" or nothing, which is UTC. */
static gboolean read_offset(const char **text, gint64 *offset)
{
	int hours = 0;
	int minutes = 0;
	char sign = **text;

	*offset = 0;
	if (sign == '\0' || read_char(text, 'Z') || read_char(text, 'z'))
		return TRUE;
	if (sign != '+' && sign != '-')
		return FALSE;
	(*text)++;
	if (!read_digits(text, 2, &hours))
		return FALSE;
	(void)read_char(text, ':');
	if (!read_digits(text, 2, &minutes) || hours > 14 || minutes > 59)
		return FALSE;
	*offset = ((gint64)hours * 60 + minutes) * (sign == '-' ? -60 : 60);
	return TRUE;
}

gboolean rebound_clock_read_time(const char *text, gint64 *time)
{
	struct tm parts = {0};
	gint64 offset = 0;

	if (!text)
		return FALSE;
	if (read_char(&text, '@'))
		return read_number(&text, &offset) && *text == '\0' ? (*time = offset, TRUE)
								    : FALSE;
	if (!read_date(&text, &parts))
		return FALSE;
	if ((read_char(&text, 'T') || read_char(&text, 't') || read_char(&text, ' ')) &&
		!(read_time_of_day(&text, &parts) && read_offset(&text, &offset)))
		return FALSE;
	if (*text != '\0')
		return FALSE;
	parts.tm_year -= 1900;
	parts.tm_mon -= 1;
	*time = (gint64)timegm(&parts) - offset;
	return TRUE;
}

static char *put_number(char *to, guint number, guint digits)
{
	for (guint i = digits; i > 0; i--, number /= 10)
		to[i - 1] = (char)('0' + number % 10);
	return to + digits;
}

static void write_parts(const struct tm *parts, char *to)
{
	to = put_number(to, (guint)parts->tm_year + 1900, 4);
	*to++ = '-';
	to = put_number(to, (guint)parts->tm_mon + 1, 2);
	*to++ = '-';
	to = put_number(to, (guint)parts->tm_mday, 2);
	*to++ = 'T';
	to = put_number(to, (guint)parts->tm_hour, 2);
	*to++ = ':';
	to = put_number(to, (guint)parts->tm_min, 2);
	*to++ = ':';
	to = put_number(to, (guint)parts->tm_sec, 2);
	*to++ = 'Z';
	*to = '\0';
}

const char *rebound_clock_write_time(gint64 time, char buffer[REBOUND_CLOCK_TIME_SIZE])
{
	time_t seconds = (time_t)time;
	struct tm parts = {0};

	if (!gmtime_r(&seconds, &parts) || parts.tm_year < 1 - 1900 ||
		parts.tm_year > FARTHEST_YEAR - 1900)
		snprintf(buffer, REBOUND_CLOCK_TIME_SIZE, "@%" G_GINT64_FORMAT, time);
	else
		write_parts(&parts, buffer);
	return buffer;
}

gint64 rebound_clock_day(gint64 time)
{
	return time / SECONDS_A_DAY - (time % SECONDS_A_DAY < 0 ? 1 : 0);
}
