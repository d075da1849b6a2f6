/* SPDX-License-Identifier: MIT */
#include "core/policy/retry.h"

#include <string.h>

#include <nettle/sha2.h>

#include "core/base/clock.h"

/* A tenth of the step. */
#define JITTER_SHARE 10

#define HOUR ((gint64)60 * 60)

/* Hours that are looked at for room; what finds none is kept apart when it is handed out. */
#define MOST_HOURS 24

static gint64 pick_jitter(gint64 seed, const struct rebound_event *event, guint step, gint64 span)
{
	g_autofree char *head = g_strdup_printf("%" G_GINT64_FORMAT "/%u/", seed, step);
	struct sha256_ctx sum;
	guint8 digest[4];
	guint64 number = 0;

	sha256_init(&sum);
	sha256_update(&sum, strlen(head), (const guint8 *)head);
	sha256_update(&sum, strlen(event->address_key) + 1, (const guint8 *)event->address_key);
	if (event->original_id != NULL)
		sha256_update(&sum, strlen(event->original_id), (const guint8 *)event->original_id);
	sha256_digest(&sum, sizeof(digest), digest);
	for (int i = 0; i < 4; i++)
		number = number << 8 | digest[i];
	return (gint64)(number % (guint64)(span / JITTER_SHARE + 1));
}

static guint next_step(const struct rebound_retry_mark *mark, const struct rebound_event *event)
{
	if (mark->step == 0)
		return 1;
	return mark->state == REBOUND_RETRY_SCHEDULED && event->time < mark->due ? mark->step
										 : mark->step + 1;
}

static void set_over(struct rebound_decision *decision, guint step, gint64 due, const char *why)
{
	decision->action = REBOUND_ACTION_RETRY_OVER;
	decision->step = step;
	decision->due = due;
	decision->why = why;
}

/* The times that hold for an event. */
static const gint64 *pick_steps(
	const struct rebound_clauses *clauses, const struct rebound_event *event, guint *count)
{
	gboolean session = event->session && clauses->session_count > 0;

	*count = session ? clauses->session_count : clauses->step_count;
	return session ? clauses->session_steps : clauses->steps;
}

/* Where a domain has its number of retries in the hour of a due time, the next hour with room; its
 * place within the hour stays, so that the jitter does. */
static gboolean find_room(const struct rebound_settings *settings, struct rebound_store *store,
	const char *domain, gint64 *due, GError **error)
{
	guint counts[MOST_HOURS], hour = 0;

	if (settings->retries_an_hour == 0 || domain == NULL)
		return TRUE;
	if (!rebound_store_retry_hours(store, domain, *due / HOUR, MOST_HOURS, counts, error))
		return FALSE;
	while (hour < MOST_HOURS - 1 && counts[hour] >= settings->retries_an_hour)
		hour++;
	*due += hour * HOUR;
	return TRUE;
}

static const char *explain(const struct rebound_clauses *clauses, guint step, guint count,
	gint64 span, gboolean hinted, struct rebound_arena *arena)
{
	char buffer[REBOUND_CLOCK_SPAN_SIZE];

	if (clauses->retry_why != NULL)
		return clauses->retry_why;
	return rebound_arena_printf(arena, "retry %u of %u, %s after the failure%s", step, count,
		rebound_clock_write_span(span, buffer), hinted ? ", as its text asks" : "");
}

/* The time of a step, where there is one left and it is not long past. */
static gboolean pick_step(const struct rebound_clauses *clauses,
	const struct rebound_settings *settings, struct rebound_store *store,
	const struct rebound_event *event, const struct rebound_retry_mark *mark, gint64 now,
	struct rebound_arena *arena, struct rebound_decision *decision, GError **error)
{
	guint count;
	const gint64 *steps = pick_steps(clauses, event, &count);
	gboolean hinted = event->retry_after > 0;
	guint step = next_step(mark, event);

	if (step > count) {
		set_over(decision, count, mark->due, "past the last step");
		return TRUE;
	}
	gint64 span = hinted ? CLAMP(event->retry_after, REBOUND_RETRY_SHORTEST_HINT,
				       REBOUND_RETRY_LONGEST_HINT)
			     : steps[step - 1];
	gint64 due = event->time + span + pick_jitter(settings->seed, event, step, span);
	if (mark->step == step)
		due = mark->due;
	if (due < now - steps[count - 1]) {
		set_over(decision, step, due, "too old: it would have been due long ago");
		return TRUE;
	}
	if (mark->step != step && !find_room(settings, store, event->domain, &due, error))
		return FALSE;
	decision->action = REBOUND_ACTION_RETRY;
	decision->step = step;
	decision->due = due;
	decision->why = explain(clauses, step, count, span, hinted, arena);
	return TRUE;
}

gboolean rebound_retry_decide(const struct rebound_clauses *clauses,
	const struct rebound_settings *settings, struct rebound_store *store,
	const struct rebound_event *event, gint64 now, struct rebound_arena *arena,
	struct rebound_decision *decision, GError **error)
{
	struct rebound_retry_mark mark;

	if (!rebound_store_last_retry(
		    store, event->address_key, event->original_id, &mark, error) ||
		!pick_step(clauses, settings, store, event, &mark, now, arena, decision, error))
		return FALSE;
	enum rebound_retry_state state = decision->action == REBOUND_ACTION_RETRY_OVER
						 ? REBOUND_RETRY_OVER
						 : REBOUND_RETRY_SCHEDULED;
	decision->scheduled =
		mark.step == decision->step && mark.due == decision->due && mark.state == state;
	return TRUE;
}
