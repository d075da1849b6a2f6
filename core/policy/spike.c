/* SPDX-License-Identifier: MIT */
#include "core/policy/spike.h"

#include <libpsl.h>
#include <string.h>

#include "core/policy/guard.h"
#include "core/smtp/address.h"
#include "core/store/holds.h"

enum { HOUR = 3600, WINDOW = 24, LONGEST_NORM = 60 * 24 };

/* "mx1.mail.example.co.uk" belongs to example.co.uk: one label more than what a registry hands
 * names out below, which the public suffix list knows. */
static const char *organisation_of(const char *host)
{
	const char *organisation = host;

	for (const char *at = host;
		at != NULL && !psl_is_public_suffix2(psl_builtin(), at, PSL_TYPE_ICANN);) {
		organisation = at;
		at = strchr(at, '.');
		at = at != NULL ? at + 1 : NULL;
	}
	return organisation;
}

/* A host name in lower case; NULL for what is none: an address literal, a single label. */
static char *read_host(const char *text, struct rebound_arena *arena)
{
	gsize len = text != NULL ? strcspn(text, " \t([") : 0;

	while (len > 0 && text[len - 1] == '.')
		len--;
	if (len == 0 || len > 253 || memchr(text, '.', len) == NULL ||
		g_ascii_isdigit(text[len - 1]))
		return NULL;
	const char *whole = rebound_arena_printf(arena, "a@%.*s", (int)len, text);
	const char *address = rebound_address_read(arena, whole, len + 2);
	if (address == NULL || address[2] == '[')
		return NULL;
	return rebound_address_key(arena, address + 2);
}

const char *rebound_spike_provider(const struct rebound_settings *settings,
	const struct rebound_event *event, struct rebound_arena *arena)
{
	const char *host = read_host(event->remote_mta, arena);

	if (host != NULL && !rebound_guard_is_own_domain(settings, host))
		return organisation_of(host);
	return event->domain;
}

/* Addresses by hour, around an event. */
struct hours {
	gint64 first;
	gint64 counts[LONGEST_NORM + 3 * WINDOW];
	guint length;
};

static void take_hour(gint64 hour, gint64 addresses, void *data)
{
	struct hours *hours = data;

	if (hour >= hours->first && hour < hours->first + hours->length)
		hours->counts[hour - hours->first] = addresses;
}

static gint64 sum_up(const struct hours *hours, guint from, guint count)
{
	gint64 sum = 0;

	for (guint i = from; i < from + count && i < hours->length; i++)
		sum += hours->counts[i];
	return sum;
}

static gboolean load(struct hours *hours, struct rebound_store *store, const char *provider,
	gint64 first, guint length, GError **error)
{
	memset(hours, 0, sizeof(*hours));
	hours->first = first;
	hours->length = length;
	return rebound_store_turned(
		store, provider, first, first + length - 1, take_hour, hours, error);
}

/* The 24 hours with the most addresses among those that hold the event's own. */
static void find_window(const struct hours *hours, guint norm_hours, struct rebound_spike *spike)
{
	guint own = norm_hours + WINDOW - 1;

	for (guint end = own; end < own + WINDOW; end++) {
		guint begin = end + 1 - WINDOW;
		guint addresses = (guint)sum_up(hours, begin, WINDOW) + 1;

		if (addresses <= spike->addresses)
			continue;
		spike->addresses = addresses;
		spike->norm =
			(double)sum_up(hours, begin - norm_hours, norm_hours) * WINDOW / norm_hours;
		spike->since = (hours->first + begin) * HOUR;
		spike->until = (hours->first + end + 1) * HOUR - 1;
	}
}

/* Whether so many would be a spike, whatever the norm: the cheap look that most events end with. */
static gboolean may_be_spike(const struct rebound_spike_settings *limits,
	struct rebound_store *store, const char *provider, gint64 hour, gboolean *may,
	GError **error)
{
	struct hours near;

	if (!load(&near, store, provider, hour + 1 - WINDOW, 2 * WINDOW - 1, error))
		return FALSE;
	*may = sum_up(&near, 0, near.length) + 1 >= limits->addresses;
	return TRUE;
}

static gboolean has_history(const struct rebound_spike_settings *limits,
	struct rebound_store *store, gint64 time, gboolean *has, GError **error)
{
	gint64 first;

	if (!rebound_store_first_time(store, &first, error))
		return FALSE;
	*has = first != 0 && first <= time - limits->history;
	return TRUE;
}

static gboolean count(const struct rebound_spike_settings *limits, struct rebound_store *store,
	const char *provider, gint64 time, struct rebound_spike *spike, GError **error)
{
	gint64 hour = time / HOUR;
	guint norm_hours = (guint)CLAMP(limits->history / HOUR, WINDOW, LONGEST_NORM);
	gboolean may = FALSE, has = FALSE;
	struct hours hours;

	if (!may_be_spike(limits, store, provider, hour, &may, error))
		return FALSE;
	if (!may)
		return TRUE;
	if (!load(&hours, store, provider, hour + 1 - WINDOW - norm_hours,
		    norm_hours + 2 * WINDOW - 1, error))
		return FALSE;
	find_window(&hours, norm_hours, spike);
	if (spike->addresses < limits->addresses || spike->addresses < spike->norm * limits->times)
		return TRUE;
	spike->seen = TRUE;
	if (!has_history(limits, store, time, &has, error))
		return FALSE;
	spike->held = has || limits->hold_without_history;
	return TRUE;
}

gboolean rebound_spike_look(const struct rebound_settings *settings, struct rebound_store *store,
	const char *provider, gint64 time, struct rebound_spike *spike, GError **error)
{
	struct rebound_hold hold;

	*spike = (struct rebound_spike){0};
	if (settings->spike.addresses == 0)
		return TRUE;
	if (!rebound_store_find_hold(store, provider, time, WINDOW * HOUR, &hold, error))
		return FALSE;
	/* A person has said that these failures are true. */
	if (hold.id != 0 && hold.state == REBOUND_HOLD_RELEASED)
		return TRUE;
	if (hold.id != 0 && time >= hold.began && time <= hold.last) {
		spike->seen = spike->held = TRUE;
		spike->hold = hold.id;
		spike->norm = hold.norm;
		return TRUE;
	}
	if (!count(&settings->spike, store, provider, time, spike, error))
		return FALSE;
	if (spike->held)
		spike->hold = hold.id;
	return TRUE;
}
