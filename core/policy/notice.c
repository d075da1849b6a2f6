/* SPDX-License-Identifier: MIT */
#include "core/policy/notice.h"

#include <string.h>
#include <yajl/yajl_gen.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/store/outbox.h"

enum { VERSION = 1, TEXT_BYTES = 2000 };

/* A message while it is written. */
struct notice {
	yajl_gen json;
	struct rebound_arena *arena;
};

static void add_string(struct notice *notice, const char *name, const char *text)
{
	yajl_gen_string(notice->json, (const unsigned char *)name, strlen(name));
	if (text == NULL) {
		yajl_gen_null(notice->json);
		return;
	}
	const char *safe = rebound_text_line(notice->arena, text, strlen(text), TEXT_BYTES);
	yajl_gen_string(notice->json, (const unsigned char *)safe, strlen(safe));
}

/* 0 is null. */
static void add_number(struct notice *notice, const char *name, gint64 number)
{
	yajl_gen_string(notice->json, (const unsigned char *)name, strlen(name));
	if (number != 0)
		yajl_gen_integer(notice->json, number);
	else
		yajl_gen_null(notice->json);
}

static void add_time(struct notice *notice, const char *name, gint64 time)
{
	char buffer[REBOUND_CLOCK_TIME_SIZE];

	add_string(notice, name, rebound_clock_write_time(time, buffer));
}

static void open_notice(
	struct notice *notice, const char *type, const char *key, const char *target)
{
	notice->json = yajl_gen_alloc(NULL);
	notice->arena = rebound_arena_new();
	yajl_gen_map_open(notice->json);
	add_number(notice, "version", VERSION);
	add_string(notice, "type", type);
	add_string(notice, "key", key);
	add_string(notice, "target", target);
}

static gboolean put(struct notice *notice, struct rebound_store *store,
	struct rebound_outbox_row *row, GError **error)
{
	const unsigned char *text;
	size_t len;

	yajl_gen_map_close(notice->json);
	yajl_gen_get_buf(notice->json, &text, &len);
	row->payload = rebound_arena_copy(notice->arena, (const char *)text, len);
	gboolean done = rebound_store_outbox_add(store, row, NULL, error);
	yajl_gen_free(notice->json);
	rebound_arena_free(notice->arena);
	return done;
}

/* SHA-256 over the parts, kept apart by NULs; the caller frees it. */
static char *make_key(const char *const *parts)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	for (; *parts != NULL; parts++)
		g_checksum_update(sum, (const guchar *)*parts, (gssize)strlen(*parts) + 1);
	return g_strdup(g_checksum_get_string(sum));
}

static const char *cause_of(const struct rebound_event *event)
{
	return event->kind == REBOUND_KIND_FAILURE && event->reason != REBOUND_REASON_NONE
		       ? rebound_reason_name(event->reason)
		       : rebound_kind_name(event->kind);
}

static char *key_of_event(const struct rebound_target *target, const struct rebound_event *event)
{
	g_autoptr(GString) which = g_string_new(NULL);

	if (target->once > 0)
		g_string_printf(
			which, "%s %" G_GINT64_FORMAT, cause_of(event), event->time / target->once);
	else
		for (guint i = 0; i < sizeof(event->key); i++)
			g_string_append_printf(which, "%02x", event->key[i]);
	const char *const parts[] = {"tell", target->name, which->str, NULL};
	return make_key(parts);
}

static void add_event(struct notice *notice, const struct rebound_event *event,
	const struct rebound_decision *decision)
{
	add_string(notice, "address", event->address);
	add_string(notice, "domain", event->domain);
	add_string(notice, "kind", rebound_kind_name(event->kind));
	add_string(notice, "reason", rebound_reason_name(event->reason));
	add_string(notice, "fault", rebound_fault_name(rebound_reason_fault(event->reason)));
	add_string(notice, "permanence", rebound_permanence_name(event->permanence));
	add_string(notice, "status", event->status);
	add_number(notice, "reply", event->reply);
	add_string(notice, "text", event->text);
	add_string(notice, "decision", rebound_decision_words(decision));
	add_string(notice, "why", decision->why);
	add_string(notice, "trust", rebound_trust_name(event->trust));
	add_string(notice, "rule", event->rule);
	add_string(notice, "remote_mta", event->remote_mta);
	add_string(notice, "original_id", event->original_id);
	add_number(notice, "event", event->id);
	add_number(notice, "run", event->run);
	add_time(notice, "time", event->time);
}

gboolean rebound_notice_event(const struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_event *event, const struct rebound_decision *decision, gint64 now,
	GError **error)
{
	const struct rebound_target *target = rebound_policy_target(policy, decision->tell_whom);
	struct notice notice;

	if (target == NULL)
		return TRUE;
	g_autofree char *key = key_of_event(target, event);
	struct rebound_outbox_row row = {.key = key,
		.target = target->name,
		.event = event->id,
		.run = event->run,
		.created = now};
	open_notice(&notice, "event", key, target->name);
	add_event(&notice, event, decision);
	return put(&notice, store, &row, error);
}

gboolean rebound_notice_alert(const struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_alert *alert, gint64 now, GError **error)
{
	const struct rebound_target *target =
		rebound_policy_target(policy, rebound_policy_settings(policy)->alert);
	struct notice notice;

	if (target == NULL)
		return TRUE;
	g_autofree char *day = g_strdup_printf("%" G_GINT64_FORMAT, rebound_clock_day(alert->time));
	const char *const parts[] = {"alert", target->name, alert->about, alert->name, day, NULL};
	g_autofree char *key = make_key(parts);
	struct rebound_outbox_row row = {
		.key = key, .target = target->name, .run = alert->run, .created = now};
	open_notice(&notice, "alert", key, target->name);
	add_string(&notice, "about", alert->about);
	add_string(&notice, "name", alert->name);
	add_number(&notice, "count", alert->count);
	add_string(&notice, "text", alert->text);
	add_number(&notice, "run", alert->run);
	add_time(&notice, "time", alert->time);
	return put(&notice, store, &row, error);
}
