/* SPDX-License-Identifier: MIT */
#include "core/smtp/status.h"

#define LONGEST_NUMBER 3

/* A number of a status. */
struct number {
	guint16 value;
	guint digits; /* how many stood there; more than LONGEST_NUMBER is none */
};

static struct number read_number(const char **at, const char *end)
{
	struct number number = {0, 0};

	for (; *at < end && g_ascii_isdigit(**at); (*at)++) {
		if (++number.digits <= LONGEST_NUMBER)
			number.value = (guint16)(number.value * 10 + (**at - '0'));
	}
	return number;
}

static gboolean is_number(struct number number)
{
	return number.digits >= 1 && number.digits <= LONGEST_NUMBER;
}

static gboolean has_leading_zero(struct number number)
{
	return number.digits > 1 && number.value < (number.digits == 2 ? 10 : 100);
}

/* Whether a dot and a digit stand here: one more number. */
static gboolean goes_on(const char *at, const char *end)
{
	return end - at >= 2 && at[0] == '.' && g_ascii_isdigit(at[1]);
}

/* Read behind the class; what is no whole status is MALFORMED, and class and subject at most. */
static enum rebound_status_oddity read_rest(
	const char **at, const char *end, struct rebound_status *status)
{
	struct number detail = {0, 0};

	(*at)++;
	struct number subject = read_number(at, end);
	gboolean whole = goes_on(*at, end);
	if (whole) {
		(*at)++;
		detail = read_number(at, end);
	}
	if (!is_number(subject) || (whole && (!is_number(detail) || goes_on(*at, end)))) {
		*status = (struct rebound_status){0};
		return REBOUND_STATUS_MALFORMED;
	}
	status->subject = subject.value;
	status->detail = detail.value;
	if (!whole)
		return REBOUND_STATUS_MALFORMED;
	return has_leading_zero(subject) || has_leading_zero(detail) ? REBOUND_STATUS_LEADING_ZERO
								     : REBOUND_STATUS_CLEAN;
}

struct rebound_status rebound_status_read(
	const char *text, gsize len, const char **end, enum rebound_status_oddity *oddity)
{
	const char *at = text;
	struct rebound_status status = {0};
	enum rebound_status_oddity found = REBOUND_STATUS_CLEAN;

	if (len >= 3 && g_ascii_isdigit(text[0]) && goes_on(++at, text + len)) {
		status.klass = (guint8)(text[0] - '0');
		found = read_rest(&at, text + len, &status);
		if (status.klass != 2 && status.klass != 4 && status.klass != 5) {
			status = (struct rebound_status){0};
			found = REBOUND_STATUS_MALFORMED;
		}
	}
	if (end)
		*end = status.klass != 0 ? at : text;
	if (oddity)
		*oddity = found;
	return status;
}

/* A number below 1000. */
static char *put_number(char *to, guint number)
{
	if (number >= 100)
		*to++ = (char)('0' + number / 100);
	if (number >= 10)
		*to++ = (char)('0' + number / 10 % 10);
	*to++ = (char)('0' + number % 10);
	return to;
}

const char *rebound_status_write(struct rebound_status status, char buffer[REBOUND_STATUS_SIZE])
{
	if (!rebound_status_is_set(status))
		return NULL;
	char *to = put_number(buffer, status.klass % 10U);
	*to++ = '.';
	to = put_number(to, status.subject % 1000U);
	*to++ = '.';
	*put_number(to, status.detail % 1000U) = '\0';
	return buffer;
}
