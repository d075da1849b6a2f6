/* SPDX-License-Identifier: MIT */
#include "core/store/changes.h"

#include <string.h>

#include "core/store/database.h"

gint64 rebound_change_next(struct rebound_store *store, GError **error)
{
	gint64 id;

	return rebound_database_number(
		       store, "SELECT ifnull(max(id), 0) + 1 FROM changes", &id, error)
		       ? id
		       : 0;
}

/* A change stays for ever, so that it must name nobody: "ann@example.org" becomes "*@example.org".
 */
static char *without_names(const char *text)
{
	g_autoptr(GString) masked = g_string_new(NULL);
	gsize word = 0;

	if (text == NULL)
		return NULL;
	for (const char *at = text; *at != '\0'; at++) {
		if (*at == '@') {
			g_string_truncate(masked, word);
			g_string_append_c(masked, '*');
		}
		g_string_append_c(masked, *at);
		if (strchr(" \t\n,;:()<>\"'", *at) != NULL)
			word = masked->len;
	}
	return g_string_free(g_steal_pointer(&masked), FALSE);
}

gboolean rebound_change_add(
	struct rebound_store *store, const struct rebound_change *change, GError **error)
{
	g_autofree char *why = without_names(change->why), *asked = without_names(change->asked);
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "INSERT INTO changes (id, time, what, who, why, asked, summary, events,"
		    " events_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		    error))
		return FALSE;
	rebound_statement_number(&statement, change->id);
	rebound_statement_number(&statement, change->time);
	rebound_statement_text(&statement, change->what);
	rebound_statement_text(&statement, change->who);
	rebound_statement_text(&statement, why);
	rebound_statement_text(&statement, asked);
	rebound_statement_text(&statement, change->summary);
	rebound_statement_number(&statement, change->events);
	rebound_statement_bytes(&statement, change->events_digest, sizeof(change->events_digest));
	return rebound_statement_finish(&statement, error) &&
	       rebound_chain_add_change(store, change->id, error);
}

gboolean rebound_change_digest(
	struct rebound_statement *statement, struct rebound_change *change, GError **error)
{
	struct rebound_row numbers;
	gboolean row;

	rebound_row_init(&numbers);
	change->events = 0;
	for (;;) {
		if (!rebound_statement_step(statement, &row, error))
			return FALSE;
		if (!row)
			break;
		rebound_row_number(&numbers, rebound_statement_get_number(statement));
		change->events++;
	}
	rebound_row_end(&numbers, change->events_digest);
	return TRUE;
}

gboolean rebound_store_changes(struct rebound_store *store, const char *what,
	rebound_change_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store,
		    "SELECT id, time, what, who, why, asked, summary, events, events_digest"
		    " FROM changes WHERE ?1 IS NULL OR what = ?1 ORDER BY id DESC",
		    error))
		return FALSE;
	rebound_statement_text(&statement, what);
	for (;;) {
		struct rebound_change change = {0};

		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		change.id = rebound_statement_get_number(&statement);
		change.time = rebound_statement_get_number(&statement);
		change.what = rebound_statement_get_text(&statement);
		change.who = rebound_statement_get_text(&statement);
		change.why = rebound_statement_get_text(&statement);
		change.asked = rebound_statement_get_text(&statement);
		change.summary = rebound_statement_get_text(&statement);
		change.events = rebound_statement_get_number(&statement);
		rebound_statement_get_digest(&statement, change.events_digest);
		if (!func(&change, data))
			return TRUE;
	}
}
