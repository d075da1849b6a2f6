/* SPDX-License-Identifier: MIT */
#include "core/store/upkeep.h"

#include "core/base/clock.h"
#include "core/store/changes.h"
#include "core/store/database.h"
#include "core/store/erase.h"

/* What ended before a time (?1), and would not come back by an undo of what stands (?2: now). */
#define GONE_SUPPRESSIONS                                                                          \
	"DELETE FROM suppressions WHERE (ended < ?1 OR (ended IS NULL AND until < ?1))"            \
	" AND NOT (undone IS NULL AND replaced_by IN (SELECT id FROM suppressions"                 \
	"  WHERE ended IS NULL AND (until IS NULL OR until > ?2)))"
#define GONE_RETRIES                                                                               \
	"DELETE FROM retries WHERE state <> 'scheduled' AND due < ?1 AND ifnull(changed, 0) < ?1"  \
	" AND NOT (undone IS NULL AND replaced_by IN"                                              \
	"  (SELECT id FROM retries WHERE state = 'scheduled' AND ?2 > 0))"
#define GONE_SLOWDOWNS                                                                             \
	"DELETE FROM slowdowns WHERE until < ?1 AND NOT (undone IS NULL AND replaced_by IN"        \
	" (SELECT id FROM slowdowns WHERE ended IS NULL AND until > ?2))"

/* Events of an address whose suppression stands, up to the one that brought it. */
#define SPARE_EVIDENCE                                                                             \
	"DELETE FROM chosen WHERE id IN (SELECT e.id FROM suppressions s JOIN events e"            \
	" ON e.address_key = s.address_key AND e.undone IS NULL AND e.id <= s.event"               \
	" WHERE s.ended IS NULL AND (s.until IS NULL OR s.until > ?))"

struct pruning {
	struct rebound_store *store;
	const struct rebound_upkeep_order *order;
	struct rebound_prune *pruned;
	struct rebound_change change;
	gint64 before;
};

static gboolean apply(struct pruning *pruning, const char *sql, gint64 *count, GError **error)
{
	return rebound_database_apply(
		pruning->store, sql, pruning->before, pruning->order->now, 0, count, error);
}

/* Events that rows of other tables refer to stay, whichever tables there are. */
static gboolean spare_referred(
	struct rebound_store *store, const char *table, void *data, GError **error)
{
	g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(g_free);
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store,
		    "SELECT \"from\" FROM pragma_foreign_key_list(?) WHERE \"table\" = 'events'",
		    error))
		return FALSE;
	rebound_statement_text(&statement, table);
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			break;
		g_ptr_array_add(columns, g_strdup(rebound_statement_get_text(&statement)));
	}
	rebound_statement_close(&statement);
	for (guint i = 0; i < columns->len; i++) {
		g_autofree char *name = rebound_erase_quote(table);
		g_autofree char *column = rebound_erase_quote(g_ptr_array_index(columns, i));
		g_autofree char *sql = g_strconcat("DELETE FROM chosen WHERE id IN (SELECT ",
			column, " FROM ", name, " WHERE ", column, " IS NOT NULL)", NULL);

		if (!rebound_erase_apply(store, sql, 0, NULL, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean choose(struct pruning *pruning, GError **error)
{
	struct rebound_store *store = pruning->store;
	gint64 old, left;

	if (!rebound_erase_choose(store, error) ||
		!rebound_database_apply(store,
			"INSERT INTO chosen SELECT id FROM events WHERE time < ?", pruning->before,
			0, 0, &old, error) ||
		!rebound_database_apply(
			store, SPARE_EVIDENCE, pruning->order->now, 0, 0, NULL, error) ||
		!rebound_erase_tables(store, spare_referred, NULL, error) ||
		!rebound_database_number(store, "SELECT count(*) FROM chosen", &left, error))
		return FALSE;
	pruning->pruned->events = left;
	pruning->pruned->kept = old - left;
	return TRUE;
}

/* Links of which no event is left need no digests but their own. */
static gboolean close_links(struct pruning *pruning, GError **error)
{
	return rebound_database_apply(pruning->store,
		       "INSERT INTO pruned (link, change) SELECT id, ? FROM links"
		       " WHERE what = 'events' AND id NOT IN (SELECT link FROM pruned)"
		       " AND NOT EXISTS (SELECT 1 FROM events WHERE events.id BETWEEN first AND "
		       "last)",
		       pruning->change.id, 0, 0, NULL, error) &&
	       rebound_database_apply(pruning->store,
		       "DELETE FROM erased WHERE event IN (SELECT e.event FROM pruned p"
		       " JOIN links l ON l.id = p.link"
		       " JOIN erased e ON e.event BETWEEN l.first AND l.last WHERE p.change = ?)",
		       pruning->change.id, 0, 0, NULL, error);
}

/* Of a message that counts the hash is what stops it from being processed again. */
static gboolean prune_messages(struct pruning *pruning, GError **error)
{
	gint64 undone, blanked;

	if (!apply(pruning, "DELETE FROM messages WHERE undone IS NOT NULL AND time < ?1", &undone,
		    error) ||
		!apply(pruning,
			"UPDATE messages SET source = NULL, source_index = NULL"
			" WHERE time < ?1 AND source IS NOT NULL",
			&blanked, error))
		return FALSE;
	pruning->pruned->messages = undone + blanked;
	return TRUE;
}

static gboolean prune_rows(struct pruning *pruning, GError **error)
{
	struct rebound_prune *pruned = pruning->pruned;

	return apply(pruning, GONE_RETRIES, &pruned->retries, error) &&
	       apply(pruning, GONE_SUPPRESSIONS, &pruned->suppressions, error) &&
	       apply(pruning, GONE_SLOWDOWNS, &pruned->slowdowns, error) &&
	       apply(pruning, "DELETE FROM quarantine WHERE time < ?1", &pruned->quarantine,
		       error) &&
	       rebound_erase_mend(pruning->store, error) && prune_messages(pruning, error);
}

static gboolean prune_events(struct pruning *pruning, GError **error)
{
	struct rebound_store *store = pruning->store;

	return choose(pruning, error) && rebound_erase_begin(store, &pruning->change, error) &&
	       rebound_database_run(
		       store, "DELETE FROM events WHERE id IN (SELECT id FROM chosen)", error) &&
	       close_links(pruning, error) && rebound_erase_end(store, error);
}

static gboolean write_change(struct pruning *pruning, GError **error)
{
	const struct rebound_prune *pruned = pruning->pruned;
	g_autofree char *summary =
		g_strdup_printf("%" G_GINT64_FORMAT " events, %" G_GINT64_FORMAT
				" messages, %" G_GINT64_FORMAT " suppressions that had ended",
			pruned->events, pruned->messages, pruned->suppressions);
	char time[REBOUND_CLOCK_TIME_SIZE];
	g_autofree char *asked =
		g_strconcat("before ", rebound_clock_write_time(pruning->before, time), NULL);

	pruning->change.time = pruning->order->now;
	pruning->change.what = "prune";
	pruning->change.who = pruning->order->who;
	pruning->change.why = pruning->order->why;
	pruning->change.asked = asked;
	pruning->change.summary = summary;
	return rebound_change_add(pruning->store, &pruning->change, error);
}

static gboolean found_nothing(const struct rebound_prune *pruned)
{
	return pruned->events + pruned->messages + pruned->suppressions + pruned->retries +
		       pruned->slowdowns + pruned->quarantine ==
	       0;
}

gboolean rebound_store_prune(struct rebound_store *store, gint64 before,
	const struct rebound_upkeep_order *order, struct rebound_prune *pruned, GError **error)
{
	g_auto(rebound_scope) scope = {0};
	struct pruning pruning = {
		.store = store, .order = order, .pruned = pruned, .before = before};

	*pruned = (struct rebound_prune){0};
	if (!rebound_database_run(store, "PRAGMA secure_delete = ON", error) ||
		!rebound_scope_begin(&scope, store, error) ||
		!rebound_database_run(store, "PRAGMA defer_foreign_keys = ON", error))
		return FALSE;
	pruning.change.id = rebound_change_next(store, error);
	if (pruning.change.id == 0 || !prune_rows(&pruning, error) ||
		!prune_events(&pruning, error))
		return FALSE;
	if (order->dry_run || found_nothing(pruned))
		return TRUE;
	if (!write_change(&pruning, error) || !rebound_scope_commit(&scope, error))
		return FALSE;
	pruned->change = pruning.change.id;
	return TRUE;
}
