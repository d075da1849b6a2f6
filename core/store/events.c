/* SPDX-License-Identifier: MIT */
#include "core/store/store.h"

#include <string.h>

#include "core/store/database.h"
#include "core/store/recent.h"
#include "core/store/run_rows.h"
#include "core/store/replacements.h"

#define HEAD                                                                                       \
	"SELECT id, run, key, message_hash, address, address_key, domain, kind, reason, "          \
	"permanence,"                                                                              \
	" advice, trust, confidence, time, seen, original_id, status, reply, text, rule, rule_at," \
	" evidence, remote_mta, feedback_type, nested, source, source_index, retry_after, "        \
	"decision,"                                                                                \
	" decision_why, undone, "

static const char *const trust_names[] = {
	[REBOUND_TRUST_NONE] = "none",
	[REBOUND_TRUST_PLAIN] = "plain",
	[REBOUND_TRUST_VERIFIED] = "verified",
	[REBOUND_TRUST_SOURCE] = "source",
};

static const char not_ours[] = "not_ours";

const char *rebound_trust_name(enum rebound_trust trust)
{
	if (trust == REBOUND_TRUST_NOT_OURS)
		return not_ours;
	return (guint)trust < G_N_ELEMENTS(trust_names) ? trust_names[trust] : NULL;
}

enum rebound_trust rebound_database_read_trust(const char *name)
{
	if (g_strcmp0(name, not_ours) == 0)
		return REBOUND_TRUST_NOT_OURS;
	return (enum rebound_trust)rebound_database_read_name(
		trust_names, G_N_ELEMENTS(trust_names), name, REBOUND_TRUST_NONE);
}

void rebound_database_read_reason(const char *name, enum rebound_reason *reason)
{
	*reason = REBOUND_REASON_NONE;
	if (name != NULL && !rebound_reason_read(name, reason))
		*reason = REBOUND_REASON_UNKNOWN;
}

static gboolean has_event(struct rebound_store *store, const guint8 key[32], gint64 *id,
	gboolean *there, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "SELECT id FROM events WHERE substr(key, 1, 16) = substr(?1, 1, 16)"
		    " AND key = ?1 AND undone IS NULL AND lone = 1",
		    error))
		return FALSE;
	rebound_statement_bytes(&statement, key, 32);
	if (!rebound_statement_step(&statement, there, error))
		return FALSE;
	if (*there)
		*id = rebound_statement_get_number(&statement);
	return TRUE;
}

/* A row while it is written: what is bound goes into its digest, too. */
struct writing {
	struct rebound_statement *statement;
	struct rebound_row row;
};

static void put_text(struct writing *writing, const char *text)
{
	gsize len = text != NULL ? strlen(text) : 0;

	rebound_statement_text_of(writing->statement, text, len);
	rebound_row_text(&writing->row, text, len);
}

static void put_number(struct writing *writing, gint64 number)
{
	rebound_statement_number(writing->statement, number);
	rebound_row_number(&writing->row, number);
}

static void put_number_or_null(struct writing *writing, gint64 number)
{
	rebound_statement_number_or_null(writing->statement, number);
	if (number != 0)
		rebound_row_number(&writing->row, number);
	else
		rebound_row_nothing(&writing->row);
}

static void put_real(struct writing *writing, double real)
{
	rebound_statement_real(writing->statement, real);
	rebound_row_real(&writing->row, real);
}

static void put_bytes(struct writing *writing, const void *bytes, gsize len)
{
	rebound_statement_bytes(writing->statement, bytes, len);
	if (bytes != NULL)
		rebound_row_bytes(&writing->row, bytes, len);
	else
		rebound_row_nothing(&writing->row);
}

/* In the order of REBOUND_CHAIN_EVENT. */
static void bind_event(struct writing *writing, const struct rebound_event *event)
{
	put_number(writing, event->run);
	put_bytes(writing, event->key, sizeof(event->key));
	put_bytes(writing, event->message_hash, sizeof(event->message_hash));
	put_text(writing, event->address);
	put_text(writing, event->address_key);
	put_text(writing, event->domain);
	put_text(writing, rebound_kind_name(event->kind));
	put_text(writing, rebound_reason_name(event->reason));
	put_text(writing, rebound_permanence_name(event->permanence));
	put_text(writing, rebound_advice_name(event->advice));
	put_text(writing, rebound_trust_name(event->trust));
	put_real(writing, event->confidence);
	put_number(writing, event->time);
	put_number(writing, event->seen);
	put_text(writing, event->original_id);
	put_text(writing, event->status);
	put_number_or_null(writing, event->reply);
	put_text(writing, event->text);
	put_text(writing, event->rule);
	put_text(writing, event->rule_at);
	put_text(writing, event->evidence);
	put_text(writing, event->remote_mta);
	put_text(writing, event->feedback_type);
	put_number(writing, event->nested ? 1 : 0);
	put_text(writing, event->source);
	put_number(writing, (gint64)event->source_index);
	put_number_or_null(writing, event->retry_after);
	put_text(writing, event->decision);
	put_text(writing, event->decision_why);
	put_bytes(writing, event->record, event->record_len);
}

/* *added is FALSE where the same one is there already. */
static gboolean insert_event(
	struct rebound_store *store, struct rebound_event *event, gboolean *added, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	struct writing writing = {.statement = &statement};

	if (!rebound_database_use_run(store, event->run, &event->run, error) ||
		!rebound_statement_open(&statement, store,
			"INSERT INTO events (" REBOUND_CHAIN_EVENT
			", lone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
			"?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
			error))
		return FALSE;
	rebound_row_init(&writing.row);
	bind_event(&writing, event);
	rebound_statement_number_or_null(&statement, event->of_message ? 0 : 1);
	if (!rebound_statement_finish(&statement, error))
		return FALSE;
	*added = sqlite3_changes(store->database) > 0;
	if (!*added)
		return TRUE;
	event->id = sqlite3_last_insert_rowid(store->database);
	rebound_chain_add(store, event->id, &writing.row);
	rebound_recent_add(store->recent, event);
	return rebound_run_add_event(store, event->run, event->id, error);
}

gboolean rebound_store_add_event(
	struct rebound_store *store, struct rebound_event *event, gboolean *added, GError **error)
{
	g_auto(rebound_scope) scope = {0};
	gboolean there = FALSE;

	*added = FALSE;
	/* Looked for first, so that an event that is there writes no row of a run; once there is
	 * one, the index sees to it. */
	if (store->run.number == 0 && !event->of_message &&
		!has_event(store, event->key, &event->id, &there, error))
		return FALSE;
	if (there)
		return TRUE;
	/* An event and its link of the chain are written together. */
	if (sqlite3_get_autocommit(store->database) && !rebound_scope_begin(&scope, store, error))
		return FALSE;
	if (!insert_event(store, event, added, error) ||
		(scope.store != NULL && !rebound_scope_commit(&scope, error)))
		return FALSE;
	return *added || has_event(store, event->key, &event->id, &there, error);
}

/* Kind, reason and permanence. */
static void read_kind(struct rebound_statement *statement, struct rebound_event *event)
{
	const char *kind = rebound_statement_get_text(statement);
	if (kind != NULL)
		rebound_kind_read(kind, &event->kind);
	rebound_database_read_reason(rebound_statement_get_text(statement), &event->reason);
	const char *permanence = rebound_statement_get_text(statement);
	if (permanence != NULL)
		rebound_permanence_read(permanence, &event->permanence);
}

/* The columns of HEAD and, behind them, the record or NULL. */
static void read_event(struct rebound_statement *statement, struct rebound_event *event)
{
	*event = (struct rebound_event){0};
	event->id = rebound_statement_get_number(statement);
	event->run = rebound_statement_get_number(statement);
	rebound_statement_get_digest(statement, event->key);
	rebound_statement_get_digest(statement, event->message_hash);
	event->address = rebound_statement_get_text(statement);
	event->address_key = rebound_statement_get_text(statement);
	event->domain = rebound_statement_get_text(statement);
	read_kind(statement, event);
	const char *advice = rebound_statement_get_text(statement);
	if (advice != NULL)
		rebound_advice_read(advice, &event->advice);
	event->trust = rebound_database_read_trust(rebound_statement_get_text(statement));
	event->confidence = rebound_statement_get_real(statement);
	event->time = rebound_statement_get_number(statement);
	event->seen = rebound_statement_get_number(statement);
	event->original_id = rebound_statement_get_text(statement);
	event->status = rebound_statement_get_text(statement);
	event->reply = (int)rebound_statement_get_number(statement);
	event->text = rebound_statement_get_text(statement);
	event->rule = rebound_statement_get_text(statement);
	event->rule_at = rebound_statement_get_text(statement);
	event->evidence = rebound_statement_get_text(statement);
	event->remote_mta = rebound_statement_get_text(statement);
	event->feedback_type = rebound_statement_get_text(statement);
	event->nested = rebound_statement_get_number(statement) != 0;
	event->source = rebound_statement_get_text(statement);
	event->source_index = (guint64)rebound_statement_get_number(statement);
	event->retry_after = rebound_statement_get_number(statement);
	event->decision = rebound_statement_get_text(statement);
	event->decision_why = rebound_statement_get_text(statement);
	event->undone = rebound_statement_get_number(statement);
	event->record = rebound_statement_get_bytes(statement, &event->record_len);
}

static void read_brief(struct rebound_statement *statement, struct rebound_event *event)
{
	*event = (struct rebound_event){0};
	event->id = rebound_statement_get_number(statement);
	rebound_statement_get_digest(statement, event->key);
	read_kind(statement, event);
	event->trust = rebound_database_read_trust(rebound_statement_get_text(statement));
	event->time = rebound_statement_get_number(statement);
	event->original_id = rebound_statement_get_text(statement);
	event->nested = rebound_statement_get_number(statement) != 0;
}

static gboolean walk(struct rebound_statement *statement,
	void (*read)(struct rebound_statement *statement, struct rebound_event *event),
	rebound_store_event_func func, void *data, gboolean *any, GError **error)
{
	struct rebound_event event;
	gboolean row;

	*any = FALSE;
	for (;;) {
		if (!rebound_statement_step(statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		*any = TRUE;
		read(statement, &event);
		if (!func(&event, data))
			return TRUE;
	}
}

gboolean rebound_store_events_of(struct rebound_store *store, const char *address_key, gint64 since,
	guint limit, rebound_store_event_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean any;

	if (!rebound_statement_open(&statement, store,
		    HEAD "NULL FROM events WHERE address_key = ? AND" REBOUND_EVENTS_COUNT
			 " AND time >= ?"
			 " ORDER BY time DESC, id DESC LIMIT ?",
		    error))
		return FALSE;
	rebound_statement_text(&statement, address_key);
	rebound_statement_number(&statement, since);
	rebound_statement_number(&statement, limit > 0 ? (gint64)limit : -1);
	return walk(&statement, read_event, func, data, &any, error);
}

/* A history that is read is kept, too. */
struct keeping {
	struct rebound_recent *recent;
	rebound_store_event_func func;
	void *data;
	gboolean stopped;
};

static gboolean keep_event(const struct rebound_event *event, void *data)
{
	struct keeping *keeping = data;

	rebound_recent_take(keeping->recent, event);
	keeping->stopped = !keeping->func(event, keeping->data);
	return !keeping->stopped;
}

gboolean rebound_store_history_of(struct rebound_store *store, const char *address_key,
	gint64 since, guint limit, rebound_store_event_func func, void *data, GError **error)
{
	struct keeping keeping = {.recent = store->recent, .func = func, .data = data};
	g_auto(rebound_statement) statement = {0};
	gboolean keeps = !sqlite3_get_autocommit(store->database), any;

	/* Outside of a transaction another process may write at any time. */
	if (keeps && rebound_recent_walk(store->recent, address_key, since, limit, func, data))
		return TRUE;
	if (!rebound_statement_open(&statement, store,
		    "SELECT id, key, kind, reason, permanence, trust, time, original_id, nested "
		    "FROM events"
		    " WHERE address_key = ? AND" REBOUND_EVENTS_COUNT " AND time >= ?"
		    " ORDER BY time DESC, id DESC LIMIT ?",
		    error))
		return FALSE;
	rebound_statement_text(&statement, address_key);
	rebound_statement_number(&statement, since);
	rebound_statement_number(&statement, limit > 0 ? (gint64)limit : -1);
	if (!keeps)
		return walk(&statement, read_brief, func, data, &any, error);
	rebound_recent_start(store->recent, address_key, since, limit);
	gboolean done = walk(&statement, read_brief, keep_event, &keeping, &any, error);
	rebound_recent_end(store->recent, done && !keeping.stopped);
	return done;
}

gboolean rebound_store_has_signs(struct rebound_store *store, const char *address_key, gint64 since,
	gboolean *there, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "SELECT 1 FROM events WHERE address_key = ? AND time >= ? AND undone IS NULL"
		    " AND (kind = 'success' OR kind = 'disposition' OR kind = 'auto_reply') "
		    "LIMIT 1",
		    error))
		return FALSE;
	rebound_statement_text(&statement, address_key);
	rebound_statement_number(&statement, since);
	return rebound_statement_step(&statement, there, error);
}

gboolean rebound_store_event(struct rebound_store *store, gint64 id, rebound_store_event_func func,
	void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean any;

	if (!rebound_statement_open(
		    &statement, store, HEAD "record FROM events WHERE id = ?", error))
		return FALSE;
	rebound_statement_number(&statement, id);
	return walk(&statement, read_event, func, data, &any, error) && any;
}

/* As the index has them: by days, so that what is written of late stands together. */
static gboolean count_day(struct rebound_store *store, const struct rebound_event *event,
	gint64 day, gint64 since, guint most, guint *count, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store,
		    "SELECT count(*) FROM (SELECT 1 FROM events WHERE time / 86400 = ?"
		    " AND domain = ? AND reason = ?"
		    " AND (nested = 0 AND (kind = 'failure' OR kind = 'delay')) = 1"
		    " AND time BETWEEN ? AND ? AND undone IS NULL AND key <> ? LIMIT ?)",
		    error))
		return FALSE;
	rebound_statement_number(&statement, day);
	rebound_statement_text(&statement, event->domain);
	rebound_statement_text(&statement, rebound_reason_name(event->reason));
	rebound_statement_number(&statement, since);
	rebound_statement_number(&statement, event->time);
	rebound_statement_bytes(&statement, event->key, sizeof(event->key));
	rebound_statement_number(&statement, most);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	*count += row ? (guint)rebound_statement_get_number(&statement) : 0;
	return TRUE;
}

gboolean rebound_store_domain_failures(struct rebound_store *store,
	const struct rebound_event *event, gint64 since, guint most, guint *count, GError **error)
{
	const gint64 day = (gint64)24 * 60 * 60;

	*count = 0;
	for (gint64 at = event->time / day; at >= since / day && *count < most; at--) {
		if (!count_day(store, event, at, since, most - *count, count, error))
			return FALSE;
	}
	return TRUE;
}

gboolean rebound_store_events(
	struct rebound_store *store, rebound_store_event_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean any;

	if (!rebound_statement_open(&statement, store,
		    HEAD "record FROM events WHERE" REBOUND_EVENTS_COUNT " ORDER BY id", error))
		return FALSE;
	return walk(&statement, read_event, func, data, &any, error);
}
