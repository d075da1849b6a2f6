/* SPDX-License-Identifier: MIT */
#include "core/mail/date.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/message.h"

#define SECONDS_A_DAY 86400

static const char *const months[] = {
	"jan",
	"feb",
	"mar",
	"apr",
	"may",
	"jun",
	"jul",
	"aug",
	"sep",
	"oct",
	"nov",
	"dec",
};

static const char *const weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/* The zones of RFC 5322 section 4.3 and one more that means one thing only; others are not certain.
 */
static const struct {
	const char *name;
	int minutes;
} zones[] = {
	{"UT", 0},
	{"GMT", 0},
	{"UTC", 0},
	{"Z", 0},
	{"EST", -300},
	{"EDT", -240},
	{"CST", -360},
	{"CDT", -300},
	{"MST", -420},
	{"MDT", -360},
	{"PST", -480},
	{"PDT", -420},
	{"JST", 540},
};

/* Passes over white space and comments (RFC 5322 section 3.2.2). */
static const char *skip_space(const char *at)
{
	guint depth = 0;

	for (; *at != '\0'; at++) {
		if (*at == '(')
			depth++;
		else if (depth > 0 && *at == ')')
			depth--;
		else if (depth > 0 && *at == '\\' && at[1] != '\0')
			at++;
		else if (depth == 0 && *at != ' ' && *at != '\t' && *at != '\r' && *at != '\n')
			break;
	}
	return at;
}

static gboolean read_number(const char **at, guint least, guint most, int *number, guint *digits)
{
	guint count = 0;

	*number = 0;
	while (g_ascii_isdigit(**at) && count < most) {
		*number = *number * 10 + (**at - '0');
		(*at)++;
		count++;
	}
	if (digits != NULL)
		*digits = count;
	return count >= least && !g_ascii_isdigit(**at);
}

/* Whether letters in either case begin with three small ones. */
static gboolean begins_with(const char *letters, const char *three)
{
	return (letters[0] | 0x20) == three[0] && (letters[1] | 0x20) == three[1] &&
	       (letters[2] | 0x20) == three[2];
}

/* A word of letters; TRUE where its first three are one of the table's. */
static gboolean read_name(const char **at, const char *const *table, gsize size, int *index)
{
	gsize len = 0;

	while (g_ascii_isalpha((*at)[len]))
		len++;
	for (gsize i = 0; len >= 3 && len <= 9 && i < size; i++) {
		if (!begins_with(*at, table[i]))
			continue;
		*index = (int)i;
		*at += len;
		return TRUE;
	}
	return FALSE;
}

static gboolean read_clock(const char **at, struct rebound_date *date)
{
	if (!read_number(at, 1, 2, &date->hour, NULL) || **at != ':')
		return FALSE;
	(*at)++;
	if (!read_number(at, 2, 2, &date->minute, NULL))
		return FALSE;
	date->second = 0;
	if (**at == ':') {
		(*at)++;
		if (!read_number(at, 2, 2, &date->second, NULL))
			return FALSE;
	}
	return TRUE;
}

static gboolean read_year(const char **at, struct rebound_date *date)
{
	guint digits = 0;

	if (!read_number(at, 2, 4, &date->year, &digits))
		return FALSE;
	/* RFC 5322 section 4.3 */
	if (digits == 2)
		date->year += date->year < 50 ? 2000 : 1900;
	else if (digits == 3)
		date->year += 1900;
	return TRUE;
}

static gboolean read_offset(const char **at, int *minutes)
{
	int sign = **at == '-' ? -1 : 1, hours = 0, rest = 0;
	guint digits = 0;

	(*at)++;
	if (!read_number(at, 2, 4, &hours, &digits) || digits == 3)
		return FALSE;
	if (digits == 4) {
		rest = hours % 100;
		hours /= 100;
	} else if (**at == ':') {
		(*at)++;
		if (!read_number(at, 2, 2, &rest, NULL))
			return FALSE;
	}
	if (rest > 59 || hours > 24)
		return FALSE;
	*minutes = sign * (hours * 60 + rest);
	return TRUE;
}

static gboolean read_zone(const char **at, int *minutes)
{
	gsize len = 0;

	if (**at == '+' || **at == '-')
		return read_offset(at, minutes);
	while (g_ascii_isalpha((*at)[len]))
		len++;
	for (gsize i = 0; i < G_N_ELEMENTS(zones); i++) {
		if (strlen(zones[i].name) != len ||
			g_ascii_strncasecmp(*at, zones[i].name, len) != 0)
			continue;
		*minutes = zones[i].minutes;
		*at += len;
		/* "GMT+02:00" says what it means. */
		if (zones[i].minutes == 0 && (**at == '+' || **at == '-'))
			return read_offset(at, minutes);
		return TRUE;
	}
	return FALSE;
}

static gint64 days_from_civil(int year, int month, int day)
{
	gint64 y = month <= 2 ? year - 1 : year;
	gint64 era = y / 400;
	gint64 of_era = y - era * 400;
	gint64 of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

gboolean rebound_date_time(const struct rebound_date *date, gint64 *time)
{
	if (date->year < 1970 || date->year > 2200 ||
		!g_date_valid_dmy(
			(GDateDay)date->day, (GDateMonth)(date->month + 1), (GDateYear)date->year))
		return FALSE;
	if (date->hour > 23 || date->minute > 59 || date->second > 60)
		return FALSE;
	gint64 minutes = (gint64)date->hour * 60 + date->minute - date->zone;
	*time = days_from_civil(date->year, date->month + 1, date->day) * SECONDS_A_DAY +
		minutes * 60 + date->second;
	return TRUE;
}

/* "Mon Jan  5 12:00:00 2026", with a zone before or behind the year at times. */
gboolean rebound_date_read_asctime(const char **at, struct rebound_date *date)
{
	int weekday = 0;

	date->zone = 0;
	if (!read_name(at, weekdays, G_N_ELEMENTS(weekdays), &weekday))
		return FALSE;
	*at = skip_space(*at);
	if (!read_name(at, months, G_N_ELEMENTS(months), &date->month))
		return FALSE;
	*at = skip_space(*at);
	if (!read_number(at, 1, 2, &date->day, NULL))
		return FALSE;
	*at = skip_space(*at);
	if (!read_clock(at, date))
		return FALSE;
	*at = skip_space(*at);
	if (!g_ascii_isdigit(**at)) {
		if (!read_zone(at, &date->zone))
			while (g_ascii_isalpha(**at))
				(*at)++;
		*at = skip_space(*at);
	}
	if (!read_year(at, date))
		return FALSE;
	*at = skip_space(*at);
	if (**at == '+' || **at == '-')
		return read_offset(at, &date->zone);
	return TRUE;
}

static gboolean read_rfc5322(const char *at, struct rebound_date *date)
{
	int weekday = 0;

	at = skip_space(at);
	if (g_ascii_isalpha(*at)) {
		if (!read_name(&at, weekdays, G_N_ELEMENTS(weekdays), &weekday))
			return FALSE;
		at = skip_space(at);
		if (*at == ',')
			at = skip_space(at + 1);
	}
	if (!read_number(&at, 1, 2, &date->day, NULL))
		return FALSE;
	at = skip_space(at + (*at == '-'));
	if (!read_name(&at, months, G_N_ELEMENTS(months), &date->month))
		return FALSE;
	at = skip_space(at + (*at == '-'));
	if (!read_year(&at, date))
		return FALSE;
	at = skip_space(at);
	if (!read_clock(&at, date))
		return FALSE;
	at = skip_space(at);
	if (!read_zone(&at, &date->zone))
		return FALSE;
	return g_ascii_isalnum(*at) == 0;
}

gboolean rebound_header_date(const char *value, gint64 *time)
{
	struct rebound_date date = {0};

	return value != NULL && read_rfc5322(value, &date) && rebound_date_time(&date, time);
}
