/* SPDX-License-Identifier: MIT */
#include "core/policy/counted.h"

#include "core/policy/card.h"
#include "core/policy/history.h"

gboolean rebound_policy_count(const struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_event *event, struct rebound_arena *arena,
	struct rebound_counted *counted, GError **error)
{
	const struct rebound_policy_card *card =
		rebound_policy_find_card(policy, event->kind, event->reason);
	struct rebound_history_query query = {.kind = event->kind, .reason = event->reason};
	struct rebound_history history;

	*counted = (struct rebound_counted){0};
	if (card != NULL && card->clauses.suppress) {
		counted->after = MAX(card->clauses.after, 1);
		counted->over = query.over = card->clauses.over;
		query.spacing = card->clauses.spacing;
	}
	if (!rebound_history_open(&history, store, event, arena, error))
		return FALSE;
	counted->seen = rebound_history_size(&history, 0);
	counted->count = rebound_history_count(&history, &query);
	counted->cleared = history.cleared;
	gboolean done = history.failed == NULL;
	if (!done)
		g_propagate_error(error, g_steal_pointer(&history.failed));
	rebound_history_clear(&history);
	return done;
}
