/* SPDX-License-Identifier: MIT */
#include "core/cli/verdict_changes.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/cli/json.h"
#include "core/cli/output.h"
#include "core/run/kept.h"
#include "core/run/stored.h"

#define TEXT_BYTES 300

struct comparing {
	struct rebound_verdict_changes *changes;
	struct rebound_store *store;
	struct rebound_ruleset *before, *after;
	struct rebound_arena *arena; /* of one event */
	GError *error;
};

static struct rebound_changed_verdict from_recipient(const struct rebound_recipient *recipient)
{
	const struct rebound_verdict *verdict = &recipient->verdict;

	return (struct rebound_changed_verdict){recipient->kind, verdict->reason,
		verdict->permanence, verdict->advice, verdict->rule, verdict->rule_at};
}

static struct rebound_changed_verdict from_event(const struct rebound_event *event)
{
	return (struct rebound_changed_verdict){event->kind, event->reason, event->permanence,
		event->advice, event->rule, event->rule_at};
}

static gboolean is_same(
	const struct rebound_changed_verdict *a, const struct rebound_changed_verdict *b)
{
	return a->kind == b->kind && a->reason == b->reason && a->permanence == b->permanence &&
	       a->advice == b->advice;
}

static void keep_strings(struct rebound_arena *arena, struct rebound_changed_verdict *verdict)
{
	verdict->rule = rebound_arena_string(arena, verdict->rule);
	verdict->rule_at = verdict->rule_at == NULL ? NULL
						    : rebound_text_line(arena, verdict->rule_at,
							      strlen(verdict->rule_at), TEXT_BYTES);
}

/* Whether an active suppression was tipped by this event. */
static gboolean find_standing(
	struct comparing *comparing, const struct rebound_event *event, gboolean *stands)
{
	struct rebound_suppression found;

	*stands = event->address_key != NULL &&
		  rebound_store_find_suppression(comparing->store, event->address_key,
			  rebound_clock_now(), comparing->arena, &found, &comparing->error) &&
		  found.state == REBOUND_STATE_ACTIVE && found.event == event->id;
	return comparing->error == NULL;
}

static gboolean add_change(struct comparing *comparing, const struct rebound_event *event,
	const struct rebound_recipient *recipient, struct rebound_changed_verdict before,
	struct rebound_changed_verdict after)
{
	struct rebound_arena *kept = comparing->changes->arena;
	const char *text = rebound_stored_text(recipient);
	struct rebound_verdict_change change = {.event = event->id, .time = event->time};

	change.address = rebound_arena_string(kept, event->address);
	change.text = rebound_text_line(kept, text, strlen(text), TEXT_BYTES);
	change.before = before;
	change.after = after;
	keep_strings(kept, &change.before);
	keep_strings(kept, &change.after);
	gboolean good = find_standing(comparing, event, &change.stands);
	g_array_append_val(comparing->changes->list, change);
	return good;
}

static gboolean compare_event(const struct rebound_event *event, void *data)
{
	struct comparing *comparing = data;
	struct rebound_verdict_changes *changes = comparing->changes;
	struct rebound_changed_verdict before = from_event(event);

	rebound_arena_clear(comparing->arena);
	struct rebound_report *old =
		comparing->before == NULL
			? NULL
			: rebound_stored_classify(comparing->before, event, comparing->arena);
	if (old != NULL)
		before = from_recipient(&old->recipients[0]);
	struct rebound_report *report =
		rebound_stored_classify(comparing->after, event, comparing->arena);
	if (report == NULL) {
		changes->unreadable++;
		return TRUE;
	}
	if (rebound_kept_in_part(report)) {
		changes->in_part++;
		return TRUE;
	}
	struct rebound_changed_verdict after = from_recipient(&report->recipients[0]);
	changes->events++;
	if (!is_same(&before, &after))
		return add_change(comparing, event, &report->recipients[0], before, after);
	if (g_strcmp0(before.rule, after.rule) != 0)
		changes->other_rule++;
	return TRUE;
}

static int compare_changes(gconstpointer a, gconstpointer b)
{
	const struct rebound_verdict_change *left = a, *right = b;

	if (left->before.reason != right->before.reason)
		return left->before.reason < right->before.reason ? -1 : 1;
	if (left->after.reason != right->after.reason)
		return left->after.reason < right->after.reason ? -1 : 1;
	if (left->event != right->event)
		return left->event < right->event ? -1 : 1;
	return 0;
}

gboolean rebound_verdict_changes_find(struct rebound_verdict_changes *changes,
	struct rebound_store *store, struct rebound_ruleset *before, struct rebound_ruleset *after,
	GError **error)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct comparing comparing = {changes, store, before, after, arena, NULL};

	*changes = (struct rebound_verdict_changes){
		.arena = rebound_arena_new(),
		.list = g_array_new(FALSE, FALSE, sizeof(struct rebound_verdict_change)),
	};
	if (!rebound_store_events(store, compare_event, &comparing, error)) {
		g_clear_error(&comparing.error);
		return FALSE;
	}
	if (comparing.error != NULL) {
		g_propagate_error(error, comparing.error);
		return FALSE;
	}
	g_array_sort(changes->list, compare_changes);
	return TRUE;
}

void rebound_verdict_changes_clear(struct rebound_verdict_changes *changes)
{
	g_clear_pointer(&changes->list, g_array_unref);
	g_clear_pointer(&changes->arena, rebound_arena_free);
}

static const struct rebound_verdict_change *change_at(
	const struct rebound_verdict_changes *changes, guint i)
{
	return &g_array_index(changes->list, struct rebound_verdict_change, i);
}

static const char *name_verdict(const struct rebound_changed_verdict *verdict)
{
	const char *reason = rebound_reason_name(verdict->reason);

	return reason != NULL ? reason : rebound_kind_name(verdict->kind);
}

static void print_verdict(const char *when, const struct rebound_changed_verdict *verdict)
{
	const char *permanence = rebound_permanence_name(verdict->permanence);

	g_autofree char *text = g_strdup_printf("%s%s%s, advice %s%s%s%s%s", name_verdict(verdict),
		permanence != NULL ? ", " : "", permanence != NULL ? permanence : "",
		rebound_advice_name(verdict->advice), verdict->rule != NULL ? ", by " : "",
		verdict->rule != NULL ? verdict->rule : "", verdict->rule_at != NULL ? " at " : "",
		verdict->rule_at != NULL ? verdict->rule_at : "");
	rebound_output_paragraph(when, "            ", text);
}

static void print_change(const struct rebound_verdict_change *change)
{
	char time[REBOUND_CLOCK_TIME_SIZE];

	rebound_output_print("  event %" G_GINT64_FORMAT ", %.10s%s%s\n", change->event,
		rebound_clock_write_time(change->time, time), change->address != NULL ? ", " : "",
		change->address != NULL ? change->address : "");
	if (change->text[0] != '\0')
		rebound_output_paragraph("    ", "    ", change->text);
	print_verdict("    before  ", &change->before);
	print_verdict("    after   ", &change->after);
}

/* All changes from one reason to another; gives the place behind them. */
static guint print_pair(const struct rebound_verdict_changes *changes, guint from, guint limit)
{
	const struct rebound_verdict_change *first = change_at(changes, from);
	guint end = from;

	while (end < changes->list->len &&
		change_at(changes, end)->before.reason == first->before.reason &&
		change_at(changes, end)->after.reason == first->after.reason)
		end++;
	rebound_output_print("\n%s%s -> %s: %u%s\n", rebound_output_style(REBOUND_STYLE_BOLD),
		name_verdict(&first->before), name_verdict(&first->after), end - from,
		rebound_output_style(REBOUND_STYLE_PLAIN));
	for (guint i = from; i < MIN(end, from + limit); i++)
		print_change(change_at(changes, i));
	if (end - from > limit)
		rebound_output_print("  and %u more\n", end - from - limit);
	return end;
}

static void print_effects(const struct rebound_verdict_changes *changes)
{
	guint more = 0, less = 0, stands = 0;

	for (guint i = 0; i < changes->list->len; i++) {
		const struct rebound_verdict_change *change = change_at(changes, i);
		gboolean before = change->before.advice == REBOUND_ADVICE_SUPPRESS;
		gboolean after = change->after.advice == REBOUND_ADVICE_SUPPRESS;

		more += after && !before;
		less += before && !after;
		stands += before && !after && change->stands;
	}
	if (more > 0)
		rebound_output_print("%u would now have the advice to suppress.\n", more);
	if (less > 0)
		rebound_output_print("%u would no longer have the advice to suppress.\n", less);
	if (stands > 0) {
		rebound_output_print("%u active suppression%s on such an event:\n", stands,
			stands == 1 ? " rests" : "s rest");
		for (guint i = 0; i < changes->list->len; i++)
			if (change_at(changes, i)->stands &&
				change_at(changes, i)->after.advice != REBOUND_ADVICE_SUPPRESS)
				rebound_output_print("  %s\n", change_at(changes, i)->address);
		rebound_output_print("`rebound suppressions remove ADDRESS...` ends them.\n");
	}
}

void rebound_verdict_changes_print(const struct rebound_verdict_changes *changes, guint limit)
{
	rebound_output_print("%" G_GUINT64_FORMAT " event%s judged again; %u verdict%s.\n",
		changes->events, changes->events == 1 ? "" : "s", changes->list->len,
		changes->list->len == 1 ? " differs" : "s differ");
	if (changes->other_rule > 0)
		rebound_output_print("%" G_GUINT64_FORMAT
				     " more have the same verdict by another rule.\n",
			changes->other_rule);
	if (changes->unreadable > 0)
		rebound_output_print("%" G_GUINT64_FORMAT
				     " not judged: deliveries and the like, or of a version that "
				     "is not known.\n",
			changes->unreadable);
	if (changes->in_part > 0)
		rebound_output_print("%" G_GUINT64_FORMAT
				     " are kept in part, of mails with very many recipients, and "
				     "were not judged again.\n",
			changes->in_part);
	print_effects(changes);
	for (guint i = 0; i < changes->list->len;)
		i = print_pair(changes, i, limit);
}

static void add_verdict(
	struct rebound_json *json, const char *key, const struct rebound_changed_verdict *verdict)
{
	rebound_json_open(json, key);
	rebound_json_string(json, "kind", rebound_kind_name(verdict->kind));
	rebound_json_string(json, "reason", rebound_reason_name(verdict->reason));
	rebound_json_string(json, "permanence", rebound_permanence_name(verdict->permanence));
	rebound_json_string(json, "advice", rebound_advice_name(verdict->advice));
	rebound_json_string(json, "rule", verdict->rule);
	rebound_json_string(json, "rule_at", verdict->rule_at);
	rebound_json_close(json);
}

void rebound_verdict_changes_json(const struct rebound_verdict_changes *changes)
{
	g_autoptr(rebound_json) json = rebound_json_new();
	gsize len;

	for (guint i = 0; i < changes->list->len; i++) {
		const struct rebound_verdict_change *change = change_at(changes, i);

		rebound_json_open(json, NULL);
		rebound_json_number(json, "event", change->event);
		rebound_json_time(json, "time", change->time);
		rebound_json_string(json, "address", change->address);
		rebound_json_string(json, "text", change->text);
		add_verdict(json, "before", &change->before);
		add_verdict(json, "after", &change->after);
		rebound_json_string(json, "suppression", change->stands ? "active" : NULL);
		rebound_json_close(json);
		rebound_json_end_line(json);
	}
	const char *text = rebound_json_text(json, &len);
	rebound_output_write(text, len);
}
