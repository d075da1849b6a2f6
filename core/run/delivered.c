/* SPDX-License-Identifier: MIT */
#include "core/run/delivered.h"

#include <string.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/smtp/address.h"

/* A time is no longer. */
enum { SHOWN_BYTES = 80, TIME_BYTES = 64 };

/* The address of a list's line, and the time behind it. */
static const char *read_entry(
	struct rebound_arena *arena, const char *line, gsize len, gint64 *time)
{
	const char *address = rebound_address_read(arena, line, len);

	for (gsize at = len; address == NULL && at > 0 && len - at <= TIME_BYTES; at--) {
		if (strchr(",\t ", line[at - 1]) == NULL)
			continue;
		const char *text = rebound_arena_copy(arena, line + at, len - at);
		if (!rebound_clock_read_time(text, time))
			continue;
		address = rebound_address_read(arena, line, at - 1);
	}
	return address;
}

/* From a mark to the end of what may be an address. */
static const char *read_behind(
	struct rebound_arena *arena, const char *from, const char *end, const char *stop)
{
	gsize len = 0;

	while (from + len < end && strchr(stop, from[len]) == NULL)
		len++;
	return rebound_address_read(arena, from, len);
}

static const char *read_log(struct rebound_arena *arena, const char *line, gsize len)
{
	static const char postfix[] = " to=<", exim[] = " => ";
	const char *end = line + len;
	const char *at = memmem(line, len, postfix, strlen(postfix));

	if (at != NULL && memmem(at, (gsize)(end - at), " status=sent ", strlen(" status=sent ")))
		return read_behind(arena, at + strlen(postfix), end, ">");
	at = memmem(line, len, exim, strlen(exim));
	if (at == NULL)
		return NULL;
	/* "=> ann <ann@example.org> R=..." or "=> ann@example.org R=..." */
	at += strlen(exim);
	const char *plain = read_behind(arena, at, end, " ");
	const char *open = memchr(at, '<', (gsize)(end - at));
	return plain != NULL || open == NULL ? plain : read_behind(arena, open + 1, end, ">");
}

/* So many digits, -1 where there are others. A space may stand for the first zero. */
static int read_digits(const char *text, guint count)
{
	int number = 0;

	for (guint i = 0; i < count; i++) {
		if (g_ascii_isdigit(text[i]))
			number = number * 10 + (text[i] - '0');
		else if (i > 0 || text[i] != ' ')
			return -1;
	}
	return number;
}

/* "15:04:05" at a place, in local time; -1 where it is none. */
static gint64 make_time(int year, int month, int day, const char *clock)
{
	int hour = read_digits(clock, 2), minute = read_digits(clock + 3, 2),
	    second = read_digits(clock + 6, 2);

	if (clock[2] != ':' || clock[5] != ':')
		return -1;
	g_autoptr(GDateTime) time = g_date_time_new_local(year, month, day, hour, minute, second);
	return time != NULL ? g_date_time_to_unix(time) : -1;
}

/* "Mar  5 15:04:05" bears no year: the last one in which it is not in the future. */
static gint64 read_syslog_time(const char *text, gint64 now)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char name[] = {text[0], text[1], text[2], '\0'};
	const char *month = strstr(months, name);
	g_autoptr(GDateTime) today = g_date_time_new_from_unix_local(now);

	if (month == NULL || (month - months) % 3 != 0 || text[3] != ' ' || text[6] != ' ')
		return -1;
	for (int back = 0; back <= 1; back++) {
		gint64 time = make_time(g_date_time_get_year(today) - back,
			(int)(month - months) / 3 + 1, read_digits(text + 4, 2), text + 7);
		if (time >= 0 && time <= now)
			return time;
	}
	return -1;
}

/* The time that a line of a log begins with, of the local zone where it names none; -1 where it
 * begins with none. */
static gint64 read_log_time(struct rebound_arena *arena, const char *line, gsize len, gint64 now)
{
	enum { SHORTEST = 19 };
	gint64 time;

	if (len < SHORTEST)
		return -1;
	if (!g_ascii_isdigit(line[0]))
		return read_syslog_time(line, now);
	if (line[10] == ' ')
		return make_time(read_digits(line, 4), read_digits(line + 5, 2),
			read_digits(line + 8, 2), line + 11);
	/* 2026-03-05T15:04:05.123456+01:00 */
	gsize end = 0, fraction = SHORTEST;
	while (end < len && line[end] != ' ')
		end++;
	if (end > fraction && line[fraction] == '.')
		while (++fraction < end && g_ascii_isdigit(line[fraction]))
			continue;
	const char *text = rebound_arena_printf(arena, "%.*s%.*s", SHORTEST, line,
		(int)(end > fraction ? end - fraction : 0), line + fraction);
	return rebound_clock_read_time(text, &time) ? time : -1;
}

static void make_key(struct rebound_event *event, const char *what)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *day = g_strdup_printf("%" G_GINT64_FORMAT, rebound_clock_day(event->time));
	const char *parts[] = {"known from elsewhere", what, event->address_key, day};
	gsize size = sizeof(event->key);

	for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
		g_checksum_update(sum, (const guchar *)parts[i], (gssize)strlen(parts[i]) + 1);
	g_checksum_get_digest(sum, event->key, &size);
	memcpy(event->message_hash, event->key, sizeof(event->message_hash));
}

static gboolean take_address(
	struct rebound_delivered *delivered, const char *address, gint64 time, GError **error)
{
	struct rebound_policy_context context = {.trust_source = TRUE, .now = delivered->now};
	const char *key = rebound_address_key(delivered->arena, address);
	struct rebound_event event = {.address = address,
		.address_key = key,
		.domain = rebound_address_domain(key),
		.kind = REBOUND_KIND_SUCCESS,
		.trust = REBOUND_TRUST_SOURCE,
		.confidence = 1,
		.time = MIN(time, delivered->now),
		.seen = delivered->now,
		.text = delivered->what,
		.source = delivered->what};
	struct rebound_decision decision;
	gboolean added, changed;

	if (delivered->run == 0)
		delivered->run = rebound_store_start_run(
			delivered->store, delivered->what, delivered->now, error);
	if (delivered->run == 0)
		return FALSE;
	event.run = delivered->run;
	make_key(&event, delivered->what);
	if (!rebound_policy_decide(delivered->policy, delivered->store, &event, &context,
		    delivered->arena, &decision, error))
		return FALSE;
	event.decision = rebound_decision_words(&decision);
	event.decision_why = decision.why;
	if (!rebound_store_add_event(delivered->store, &event, &added, error))
		return FALSE;
	delivered->taken++;
	delivered->known += added ? 0 : 1;
	if (decision.alive) {
		delivered->suppressed++;
		if (delivered->told != NULL)
			delivered->told(address, decision.why, delivered->data);
	}
	return !added || rebound_policy_apply(delivered->policy, delivered->store, &event,
				 &decision, delivered->now, &changed, error);
}

gboolean rebound_delivered_take(
	struct rebound_delivered *delivered, const char *line, gsize len, GError **error)
{
	gint64 time = delivered->now;

	while (len > 0 && g_ascii_isspace(line[len - 1]))
		len--;
	rebound_arena_clear(delivered->arena);
	const char *address = delivered->log ? read_log(delivered->arena, line, len)
					     : read_entry(delivered->arena, line, len, &time);
	/* A delivery of an unknown time might come to stand behind a failure that followed it. */
	if (delivered->log)
		time = read_log_time(delivered->arena, line, len, delivered->now);
	if (address != NULL && time >= 0)
		return take_address(delivered, address, time, error);
	if (delivered->log || len == 0) {
		delivered->passed_over++;
		return TRUE;
	}
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
		"'%s' is no mail address; write ADDRESS, or ADDRESS,TIME",
		rebound_text_line(delivered->arena, line, len, SHOWN_BYTES));
	return FALSE;
}
