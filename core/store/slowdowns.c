/* SPDX-License-Identifier: MIT */
#include "core/store/store.h"

#include "core/base/clock.h"
#include "core/store/database.h"

#define COLUMNS "SELECT domain, reason, interval, until, event, run, why FROM slowdowns"

struct standing {
	gint64 id, run;
};

static gboolean find_standing(
	struct rebound_store *store, const char *domain, struct standing *standing, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	*standing = (struct standing){0};
	if (!rebound_statement_open(&statement, store,
		    "SELECT id, run FROM slowdowns WHERE domain = ? AND ended IS NULL", error))
		return FALSE;
	rebound_statement_text(&statement, domain);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	if (row) {
		standing->id = rebound_statement_get_number(&statement);
		standing->run = rebound_statement_get_number(&statement);
	}
	return TRUE;
}

/* An entry of the same run is written over, so that a flood of one domain's bounces is one row. */
static gboolean write_over(struct rebound_store *store, const struct rebound_slowdown *slowdown,
	gint64 id, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "UPDATE slowdowns SET reason = ?, interval = ?, until = max(until, ?), event = "
		    "?, why = ?"
		    " WHERE id = ?",
		    error))
		return FALSE;
	rebound_statement_text(&statement, rebound_reason_name(slowdown->reason));
	rebound_statement_number(&statement, slowdown->interval);
	rebound_statement_number(&statement, slowdown->until);
	rebound_statement_number_or_null(&statement, slowdown->event);
	rebound_statement_text(&statement, slowdown->why);
	rebound_statement_number(&statement, id);
	return rebound_statement_finish(&statement, error);
}

static gboolean insert_row(struct rebound_store *store, const struct rebound_slowdown *slowdown,
	gint64 run, gint64 *id, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "INSERT INTO slowdowns (domain, reason, interval, until, event, run, why)"
		    " VALUES (?, ?, ?, ?, ?, ?, ?)",
		    error))
		return FALSE;
	rebound_statement_text(&statement, slowdown->domain);
	rebound_statement_text(&statement, rebound_reason_name(slowdown->reason));
	rebound_statement_number(&statement, slowdown->interval);
	rebound_statement_number(&statement, slowdown->until);
	rebound_statement_number_or_null(&statement, slowdown->event);
	rebound_statement_number_or_null(&statement, run);
	rebound_statement_text(&statement, slowdown->why);
	if (!rebound_statement_finish(&statement, error))
		return FALSE;
	*id = sqlite3_last_insert_rowid(store->database);
	return TRUE;
}

gboolean rebound_store_slow(
	struct rebound_store *store, const struct rebound_slowdown *slowdown, GError **error)
{
	g_auto(rebound_scope) scope = {0};
	struct standing before;
	gint64 run, id;

	g_return_val_if_fail(slowdown->domain != NULL, FALSE);
	if (!rebound_scope_begin(&scope, store, error) ||
		!find_standing(store, slowdown->domain, &before, error) ||
		!rebound_database_use_run(store, slowdown->run, &run, error))
		return FALSE;
	if (before.id != 0 && before.run == run) {
		if (!write_over(store, slowdown, before.id, error))
			return FALSE;
		return rebound_scope_commit(&scope, error);
	}
	if (before.id != 0 &&
		!rebound_database_run_numbers(store, "UPDATE slowdowns SET ended = ? WHERE id = ?",
			rebound_clock_now(), before.id, error))
		return FALSE;
	if (!insert_row(store, slowdown, run, &id, error))
		return FALSE;
	if (before.id != 0 &&
		!rebound_database_run_numbers(store,
			"UPDATE slowdowns SET replaced_by = ? WHERE id = ?", id, before.id, error))
		return FALSE;
	return rebound_scope_commit(&scope, error);
}

/* What slows a domain and came of an earlier event than this one. */
static gboolean find_earlier(struct rebound_store *store, const char *domain, gint64 time,
	struct rebound_slowdown *slowdown, struct standing *standing, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	*standing = (struct standing){0};
	if (!rebound_statement_open(&statement, store,
		    "SELECT s.id, s.run, s.interval FROM slowdowns s LEFT JOIN events e"
		    " ON e.id = s.event WHERE s.domain = ?1 AND s.ended IS NULL AND s.until > ?2"
		    " AND (e.id IS NULL OR e.time < ?2)",
		    error))
		return FALSE;
	rebound_statement_text(&statement, domain);
	rebound_statement_number(&statement, time);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	if (row) {
		standing->id = rebound_statement_get_number(&statement);
		standing->run = rebound_statement_get_number(&statement);
		slowdown->interval = rebound_statement_get_number(&statement);
	}
	return TRUE;
}

gboolean rebound_store_resume(struct rebound_store *store, const char *domain,
	const struct rebound_event *event, GError **error)
{
	struct rebound_slowdown slowdown = {.domain = domain,
		.until = event->time,
		.event = event->id,
		.run = event->run,
		.why = "it took a mail"};
	g_auto(rebound_scope) scope = {0};
	struct standing before;
	gint64 run, id;

	if (!rebound_scope_begin(&scope, store, error) ||
		!find_earlier(store, domain, event->time, &slowdown, &before, error))
		return FALSE;
	if (before.id == 0)
		return rebound_scope_commit(&scope, error);
	/* An entry of its own that is over already, so that undo finds the one before. */
	return rebound_database_use_run(store, event->run, &run, error) &&
	       rebound_database_run_numbers(store, "UPDATE slowdowns SET ended = ? WHERE id = ?",
		       rebound_clock_now(), before.id, error) &&
	       insert_row(store, &slowdown, run, &id, error) &&
	       rebound_database_run_numbers(store,
		       "UPDATE slowdowns SET replaced_by = ? WHERE id = ?", id, before.id, error) &&
	       rebound_scope_commit(&scope, error);
}

static gboolean walk(struct rebound_statement *statement, rebound_store_slowdown_func func,
	void *data, GError **error)
{
	struct rebound_slowdown slowdown;
	gboolean row;

	for (;;) {
		if (!rebound_statement_step(statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		slowdown = (struct rebound_slowdown){0};
		slowdown.domain = rebound_statement_get_text(statement);
		rebound_database_read_reason(
			rebound_statement_get_text(statement), &slowdown.reason);
		slowdown.interval = rebound_statement_get_number(statement);
		slowdown.until = rebound_statement_get_number(statement);
		slowdown.event = rebound_statement_get_number(statement);
		slowdown.run = rebound_statement_get_number(statement);
		slowdown.why = rebound_statement_get_text(statement);
		if (!func(&slowdown, data))
			return TRUE;
	}
}

gboolean rebound_store_slowdown(struct rebound_store *store, const char *domain,
	rebound_store_slowdown_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(
		    &statement, store, COLUMNS " WHERE domain = ? AND ended IS NULL", error))
		return FALSE;
	rebound_statement_text(&statement, domain);
	return walk(&statement, func, data, error);
}

gboolean rebound_store_slowdowns(struct rebound_store *store, gint64 now,
	rebound_store_slowdown_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    COLUMNS " WHERE ended IS NULL AND until > ? ORDER BY domain", error))
		return FALSE;
	rebound_statement_number(&statement, now);
	return walk(&statement, func, data, error);
}
