/* SPDX-License-Identifier: MIT */
#include "core/run/outbox.h"

#include <signal.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/run/delivery.h"

/* Spans in seconds; a lease outlasts its delivery by some. */
enum { FIRST_WAIT = 60, LONGEST_WAIT = 6 * 3600, LEASE_MARGIN = 60, UNKNOWN_WAIT = 3600 };

static volatile sig_atomic_t stop_asked;

void rebound_outbox_stop(void)
{
	stop_asked = 1;
}

/* A tenth at most, by the key: the same message, the same wait. */
static gint64 jitter(const char *key, gint64 wait)
{
	g_autofree char *head = g_strndup(key, 8);

	return (gint64)(g_ascii_strtoull(head, NULL, 16) % (guint64)(wait / 10 + 1));
}

static gint64 next_wait(const struct rebound_outbox_row *row, gint64 asked)
{
	gint64 wait = FIRST_WAIT;

	for (guint i = 1; i < row->attempts && wait < LONGEST_WAIT; i++)
		wait *= 2;
	wait = MIN(wait, LONGEST_WAIT);
	return MAX(wait + jitter(row->key, wait), asked);
}

/* What happens to a message after an attempt. */
struct verdict {
	enum rebound_outbox_state state;
	gint64 due;
};

static struct verdict judge(const struct rebound_target *target,
	const struct rebound_outbox_row *row, struct rebound_delivery *delivery, gint64 now)
{
	struct verdict verdict = {REBOUND_OUTBOX_WAITING, now + next_wait(row, delivery->after)};

	if (delivery->outcome == REBOUND_DELIVERY_DONE) {
		verdict.state = REBOUND_OUTBOX_SENT;
	} else if (delivery->outcome == REBOUND_DELIVERY_FINAL) {
		verdict.state = REBOUND_OUTBOX_FAILED;
	} else if (verdict.due > row->created + target->give_up) {
		char *answer = g_strdup_printf("given up after %u attempts: %s", row->attempts,
			delivery->answer != NULL ? delivery->answer : "");

		g_free(delivery->answer);
		delivery->answer = answer;
		verdict.state = REBOUND_OUTBOX_FAILED;
	}
	return verdict;
}

static void count_one(const struct rebound_outbox_options *options,
	const struct rebound_outbox_row *row, enum rebound_outbox_state state, const char *answer,
	struct rebound_outbox_count *count)
{
	const char *what = "again";

	if (state == REBOUND_OUTBOX_SENT) {
		what = "sent";
		count->sent++;
	} else if (state == REBOUND_OUTBOX_FAILED) {
		what = "failed";
		count->failed++;
	} else {
		count->again++;
	}
	if (options->told != NULL)
		options->told(what, row->id, row->target, answer, options->data);
}

/* A sender while it works, and the message that it has. */
struct sending {
	const struct rebound_policy *policy;
	struct rebound_store *store;
	const struct rebound_outbox_options *options;
	struct rebound_outbox_count *count;
	struct rebound_http *http;
	struct rebound_arena *arena;
	struct rebound_outbox_row row; /* id 0: none */
	struct verdict verdict;
	char *answer;
};

/* FALSE where libcurl is missing: then the message waits as before. */
static gboolean attempt(struct sending *sending, GError **error)
{
	const struct rebound_outbox_row *row = &sending->row;
	const struct rebound_target *target = rebound_policy_target(sending->policy, row->target);
	struct rebound_delivery delivery = {REBOUND_DELIVERY_AGAIN, -1, NULL};
	gint64 now = rebound_clock_now();

	sending->verdict = (struct verdict){REBOUND_OUTBOX_WAITING, now + UNKNOWN_WAIT};
	if (target == NULL) {
		sending->answer =
			g_strdup_printf("the policy's settings have no target '%s'", row->target);
		return TRUE;
	}
	if (target->url != NULL && sending->http == NULL) {
		sending->http = rebound_http_new(error);
		if (sending->http == NULL)
			return FALSE;
	}
	if (target->url != NULL)
		rebound_delivery_post(sending->http, target, row, now, &delivery);
	else
		rebound_delivery_run(target, row, &delivery);
	sending->verdict = judge(target, row, &delivery, rebound_clock_now());
	sending->answer = delivery.answer;
	return TRUE;
}

/* The target is known only when a message is leased, so any lease outlasts the slowest of them. */
static gint64 lease_span(const struct rebound_policy *policy)
{
	const struct rebound_settings *settings = rebound_policy_settings(policy);
	gint64 longest = 0;

	for (guint i = 0; i < settings->target_count; i++)
		longest = MAX(longest, settings->targets[i].timeout);
	return longest + LEASE_MARGIN;
}

/* Note what came of a message, and take the next one if there is to be one: one transaction. */
static gboolean turn(struct sending *sending, gboolean go_on, GError **error)
{
	struct rebound_outbox_row next = {0};
	gint64 now = rebound_clock_now();
	gboolean done = rebound_store_begin(sending->store, error);

	if (done && sending->row.id != 0)
		done = rebound_store_outbox_close(sending->store, &sending->row,
			sending->verdict.state, sending->verdict.due, sending->answer, now, error);
	if (done && sending->row.id != 0)
		count_one(sending->options, &sending->row, sending->verdict.state, sending->answer,
			sending->count);
	g_clear_pointer(&sending->answer, g_free);
	rebound_arena_clear(sending->arena);
	if (done && go_on)
		done = rebound_store_outbox_take(sending->store, now,
			now + lease_span(sending->policy), sending->arena, &next, error);
	sending->row = next;
	if (done && rebound_store_commit(sending->store, error))
		return TRUE;
	rebound_store_rollback(sending->store);
	return FALSE;
}

gboolean rebound_outbox_send(const struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_outbox_options *options, struct rebound_outbox_count *count,
	GError **error)
{
	struct sending sending = {.policy = policy,
		.store = store,
		.options = options,
		.count = count,
		.arena = rebound_arena_new()};
	guint attempts = 0;
	gboolean done;

	*count = (struct rebound_outbox_count){0};
	stop_asked = 0;
	do {
		gboolean go_on = !stop_asked && (options->most == 0 || attempts < options->most);

		done = turn(&sending, go_on, error);
		if (done && sending.row.id != 0)
			done = attempt(&sending, error);
		attempts++;
	} while (done && sending.row.id != 0);
	/* What could not be tried for want of libcurl is nobody's any more. */
	if (!done && sending.row.id != 0)
		rebound_store_outbox_close(store, &sending.row, REBOUND_OUTBOX_WAITING,
			sending.row.due, sending.row.answer, rebound_clock_now(), NULL);
	g_free(sending.answer);
	rebound_http_free(sending.http);
	rebound_arena_free(sending.arena);
	return done;
}
