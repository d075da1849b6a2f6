/* SPDX-License-Identifier: MIT */
#include "core/store/run_rows.h"

#include "core/store/database.h"

static gboolean write_rows(
	struct rebound_store *store, const struct rebound_run_rows *rows, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	/* min() and max() of NULL are NULL. */
	if (!rebound_statement_open(&statement, store,
		    "UPDATE runs SET"
		    " first_event = ifnull(min(first_event, ?1), ifnull(first_event, ?1)),"
		    " last_event = ifnull(max(last_event, ?2), ifnull(last_event, ?2)),"
		    " first_message = ifnull(min(first_message, ?3), ifnull(first_message, ?3)),"
		    " last_message = ifnull(max(last_message, ?4), ifnull(last_message, ?4))"
		    " WHERE id = ?5",
		    error))
		return FALSE;
	rebound_statement_number_or_null(&statement, rows->first_event);
	rebound_statement_number_or_null(&statement, rows->last_event);
	rebound_statement_number_or_null(&statement, rows->first_message);
	rebound_statement_number_or_null(&statement, rows->last_message);
	rebound_statement_number(&statement, rows->run);
	return rebound_statement_finish(&statement, error);
}

/* Nearly all transactions have rows of one run. */
static gboolean turn_to(struct rebound_store *store, gint64 run, GError **error)
{
	if (store->rows.run == run)
		return TRUE;
	if (!rebound_run_close_rows(store, error))
		return FALSE;
	store->rows.run = run;
	return TRUE;
}

static void widen(gint64 *first, gint64 *last, gint64 id)
{
	*first = *first == 0 ? id : MIN(*first, id);
	*last = MAX(*last, id);
}

gboolean rebound_run_add_event(
	struct rebound_store *store, gint64 run, gint64 event, GError **error)
{
	if (!turn_to(store, run, error))
		return FALSE;
	widen(&store->rows.first_event, &store->rows.last_event, event);
	return TRUE;
}

gboolean rebound_run_add_message(
	struct rebound_store *store, gint64 run, gint64 message, GError **error)
{
	if (!turn_to(store, run, error))
		return FALSE;
	widen(&store->rows.first_message, &store->rows.last_message, message);
	return TRUE;
}

gboolean rebound_run_close_rows(struct rebound_store *store, GError **error)
{
	if (store->rows.run != 0 && !write_rows(store, &store->rows, error))
		return FALSE;
	rebound_run_drop_rows(store);
	return TRUE;
}

void rebound_run_drop_rows(struct rebound_store *store)
{
	store->rows = (struct rebound_run_rows){0};
}
