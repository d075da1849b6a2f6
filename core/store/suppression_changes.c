/* SPDX-License-Identifier: MIT */
#include "core/store/suppression_changes.h"

#include <stdio.h>
#include <string.h>

#include <rebound/error.h>
#include "core/store/suppression_row.h"

/* Of each address that is selected the row that stands, else its last one; ?3 is now. */
#define SELECT                                                                                     \
	"SELECT " REBOUND_SUPPRESSION_COLUMNS " FROM suppressions WHERE id IN"                     \
	" (SELECT ifnull((SELECT id FROM suppressions"                                             \
	"   WHERE address_key = changed.address_key AND ended IS NULL),"                           \
	"  (SELECT max(id) FROM suppressions"                                                      \
	"   WHERE address_key = changed.address_key AND ended IS NOT NULL))"                       \
	"  FROM (SELECT address_key FROM suppressions"                                             \
	"   WHERE ended IS NULL AND until > ?2 AND until <= ?3 UNION "
#define END ") AS changed) ORDER BY address_key"

static const char by_revision[] =
	SELECT "SELECT address_key FROM suppressions WHERE revision > ?1" END;

/* A run writes what it decides at any time up to its end. */
static const char by_time[] =
	SELECT "SELECT address_key FROM suppressions WHERE ?1 < 0 AND"
	       " (max(since, ifnull(changed, 0), ifnull(ended, 0), ifnull(undone, 0)) >= ?2"
	       " OR run IN (SELECT id FROM runs WHERE ended IS NULL OR ended >= ?2))" END;

gboolean rebound_suppression_cursor_read(
	const char *text, struct rebound_suppression_cursor *cursor)
{
	g_auto(GStrv) parts = g_strsplit(text, ".", 3);
	guint64 revision, time;

	if (g_strv_length(parts) != 2 ||
		!g_ascii_string_to_unsigned(parts[0], 10, 0, G_MAXINT64, &revision, NULL) ||
		!g_ascii_string_to_unsigned(parts[1], 10, 0, G_MAXINT64, &time, NULL))
		return FALSE;
	*cursor = (struct rebound_suppression_cursor){(gint64)revision, (gint64)time};
	return TRUE;
}

const char *rebound_suppression_cursor_write(const struct rebound_suppression_cursor *cursor,
	char buffer[REBOUND_SUPPRESSION_CURSOR_SIZE])
{
	snprintf(buffer, REBOUND_SUPPRESSION_CURSOR_SIZE, "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT,
		cursor->revision, cursor->time);
	return buffer;
}

static gboolean walk(struct rebound_store *store, const struct rebound_suppression_cursor *cursor,
	gint64 now, rebound_store_suppression_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	struct rebound_suppression suppression;
	gboolean row;

	if (!rebound_statement_open(
		    &statement, store, cursor->revision >= 0 ? by_revision : by_time, error))
		return FALSE;
	rebound_statement_number(&statement, cursor->revision);
	rebound_statement_number(&statement, cursor->time);
	rebound_statement_number(&statement, now);
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		rebound_suppression_read_row(&statement, &suppression);
		if (suppression.until != 0 && suppression.until <= now &&
			suppression.state != REBOUND_STATE_ENDED) {
			suppression.state = REBOUND_STATE_ENDED;
			suppression.ended = suppression.until;
		}
		if (!func(&suppression, data))
			return TRUE;
	}
}

gboolean rebound_suppression_changes(struct rebound_store *store,
	struct rebound_suppression_cursor *cursor, gint64 now, rebound_store_suppression_func func,
	void *data, GError **error)
{
	gint64 last;

	/* One state of the database for the number and for the rows. */
	if (!rebound_store_begin(store, error))
		return FALSE;
	gboolean good = rebound_database_number(store, "SELECT last FROM revision", &last, error);
	if (good && cursor->revision > last) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"the cursor is ahead of the database, which is an older copy or another "
			"one: export all of it once, with --since @0");
		good = FALSE;
	}
	good = good && walk(store, cursor, now, func, data, error);
	rebound_store_rollback(store);
	*cursor = (struct rebound_suppression_cursor){good ? last : cursor->revision, now};
	return good;
}
