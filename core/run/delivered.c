/* SPDX-License-Identifier: MIT */
#include "core/run/delivered.h"

#include <string.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/smtp/address.h"

enum { SHOWN_BYTES = 80 };

/* The address of a list's line, and the time behind it. */
static const char *read_entry(
	struct rebound_arena *arena, const char *line, gsize len, gint64 *time)
{
	const char *address = rebound_address_read(arena, line, len);

	for (gsize at = len; address == NULL && at > 0; at--) {
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
	if (address != NULL)
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
