/* SPDX-License-Identifier: MIT */
#include "core/store/chain.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/store/database.h"

/* What a chain begins with, so that its digests are those of nothing else. */
static const char origin[] = "rebound chain 1";

/* A type, and a number of eight bytes with the lowest first. */
#define HEAD_BYTES 9

/* ---- rows ---- */

static void write_head(guint8 head[HEAD_BYTES], char type, guint64 number)
{
	guint64 little = GUINT64_TO_LE(number);

	head[0] = (guint8)type;
	memcpy(head + 1, &little, sizeof(little));
}

static void put_head(struct sha256_ctx *sum, char type, guint64 number)
{
	guint8 head[HEAD_BYTES];

	write_head(head, type, number);
	sha256_update(sum, sizeof(head), head);
}

static void digest_gathered(struct rebound_row *row)
{
	sha256_update(&row->sum, row->gathered, row->bytes);
	row->gathered = 0;
}

static void put_value(struct rebound_row *row, char type, guint64 number)
{
	if (row->gathered + HEAD_BYTES > sizeof(row->bytes))
		digest_gathered(row);
	write_head(row->bytes + row->gathered, type, number);
	row->gathered += HEAD_BYTES;
}

static void put_content(struct rebound_row *row, const void *content, gsize len)
{
	if (row->gathered + len > sizeof(row->bytes))
		digest_gathered(row);
	if (len > sizeof(row->bytes)) {
		sha256_update(&row->sum, len, content);
	} else if (len > 0) {
		memcpy(row->bytes + row->gathered, content, len);
		row->gathered += len;
	}
}

void rebound_row_init(struct rebound_row *row)
{
	sha256_init(&row->sum);
	row->gathered = 0;
}

void rebound_row_nothing(struct rebound_row *row)
{
	put_value(row, 'n', 0);
}

void rebound_row_number(struct rebound_row *row, gint64 number)
{
	put_value(row, 'i', (guint64)number);
}

void rebound_row_real(struct rebound_row *row, double real)
{
	guint64 bits;

	memcpy(&bits, &real, sizeof(bits));
	put_value(row, 'r', bits);
}

void rebound_row_text(struct rebound_row *row, const char *text, gsize len)
{
	if (text == NULL) {
		rebound_row_nothing(row);
		return;
	}
	put_value(row, 't', len);
	put_content(row, text, len);
}

void rebound_row_bytes(struct rebound_row *row, const void *bytes, gsize len)
{
	put_value(row, 'b', len);
	put_content(row, bytes, len);
}

void rebound_row_end(struct rebound_row *row, guint8 digest[REBOUND_CHAIN_BYTES])
{
	digest_gathered(row);
	sha256_digest(&row->sum, REBOUND_CHAIN_BYTES, digest);
}

/* ---- links ---- */

static void put_member(struct sha256_ctx *content, gint64 id, const guint8 *digest)
{
	put_head(content, 'e', (guint64)id);
	sha256_update(content, REBOUND_CHAIN_BYTES, digest);
}

void rebound_chain_add(struct rebound_store *store, gint64 event, struct rebound_row *row)
{
	struct rebound_chain *chain = &store->chain;
	guint8 digest[REBOUND_CHAIN_BYTES];

	if (chain->count++ == 0) {
		sha256_init(&chain->content);
		chain->first = event;
	}
	chain->last = event;
	rebound_row_end(row, digest);
	put_member(&chain->content, event, digest);
}

void rebound_chain_drop(struct rebound_store *store)
{
	store->chain = (struct rebound_chain){0};
}

void rebound_chain_reread(struct rebound_store *store)
{
	store->chain.reread = store->chain.count > 0;
}

struct link {
	gint64 id, first, last, count;
	gboolean is_change;
	guint8 content[REBOUND_CHAIN_BYTES], digest[REBOUND_CHAIN_BYTES];
};

/* The digest of a link, by that of the one before. */
static void seal(const struct link *link, const guint8 *before, guint8 *digest)
{
	struct sha256_ctx sum;

	sha256_init(&sum);
	sha256_update(&sum, sizeof(origin), (const guint8 *)origin);
	sha256_update(&sum, REBOUND_CHAIN_BYTES, before);
	put_head(&sum, link->is_change ? 'c' : 'e', (guint64)link->id);
	put_head(&sum, 'f', (guint64)link->first);
	put_head(&sum, 'l', (guint64)link->last);
	put_head(&sum, 'n', (guint64)link->count);
	sha256_update(&sum, REBOUND_CHAIN_BYTES, link->content);
	sha256_digest(&sum, REBOUND_CHAIN_BYTES, digest);
}

static gboolean find_head(
	struct rebound_store *store, gint64 *id, guint8 digest[REBOUND_CHAIN_BYTES], GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	*id = 0;
	memset(digest, 0, REBOUND_CHAIN_BYTES);
	if (!rebound_statement_open(&statement, store,
		    "SELECT id, digest FROM links ORDER BY id DESC LIMIT 1", error) ||
		!rebound_statement_step(&statement, &row, error))
		return FALSE;
	if (row) {
		*id = rebound_statement_get_number(&statement);
		rebound_statement_get_digest(&statement, digest);
	}
	return TRUE;
}

static gboolean write_link(struct rebound_store *store, struct link *link, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	guint8 before[REBOUND_CHAIN_BYTES];

	if (!find_head(store, &link->id, before, error))
		return FALSE;
	link->id++;
	seal(link, before, link->digest);
	if (!rebound_statement_open(&statement, store,
		    "INSERT INTO links (id, time, what, first, last, count, content, digest)"
		    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		    error))
		return FALSE;
	rebound_statement_number(&statement, link->id);
	rebound_statement_number(&statement, rebound_clock_now());
	rebound_statement_text(&statement, link->is_change ? "change" : "events");
	rebound_statement_number(&statement, link->first);
	rebound_statement_number(&statement, link->last);
	rebound_statement_number(&statement, link->count);
	rebound_statement_bytes(&statement, link->content, REBOUND_CHAIN_BYTES);
	rebound_statement_bytes(&statement, link->digest, REBOUND_CHAIN_BYTES);
	return rebound_statement_finish(&statement, error);
}

static void digest_rest(struct rebound_statement *statement, guint8 digest[REBOUND_CHAIN_BYTES])
{
	struct rebound_row row;

	rebound_row_init(&row);
	rebound_statement_get_rest(statement, &row);
	rebound_row_end(&row, digest);
}

/*
 * What a link over events would hold, by the rows of today. An event that was erased counts by the
 * digest that was kept.
 */
static gboolean gather(struct rebound_store *store, struct link *link, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	struct sha256_ctx content;
	gboolean row;
	gint64 first = link->first, last = link->last;

	sha256_init(&content);
	link->count = 0;
	if (!rebound_statement_open(&statement, store,
		    "SELECT events.id, erased.digest, " REBOUND_CHAIN_EVENT
		    " FROM events LEFT JOIN erased ON event = id WHERE id BETWEEN ?1 AND ?2"
		    " UNION ALL SELECT event, digest, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,"
		    " 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM erased"
		    " WHERE event BETWEEN ?1 AND ?2"
		    " AND NOT EXISTS (SELECT 1 FROM events WHERE id = event) ORDER BY 1",
		    error))
		return FALSE;
	rebound_statement_number(&statement, first);
	rebound_statement_number(&statement, last);
	for (;;) {
		guint8 digest[REBOUND_CHAIN_BYTES];

		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			break;
		gint64 id = rebound_statement_get_number(&statement);
		gsize kept;
		const void *bytes = rebound_statement_get_bytes(&statement, &kept);
		if (kept == REBOUND_CHAIN_BYTES)
			memcpy(digest, bytes, sizeof(digest));
		else
			digest_rest(&statement, digest);
		if (link->count++ == 0)
			link->first = id;
		link->last = id;
		put_member(&content, id, digest);
	}
	sha256_digest(&content, sizeof(link->content), link->content);
	return TRUE;
}

static gboolean write_gathered(struct rebound_store *store, gint64 first, GError **error)
{
	struct link link = {.first = first, .last = G_MAXINT64};

	return gather(store, &link, error) && (link.count == 0 || write_link(store, &link, error));
}

gboolean rebound_chain_close(struct rebound_store *store, GError **error)
{
	struct rebound_chain *chain = &store->chain;
	struct link link = {.first = chain->first, .last = chain->last, .count = chain->count};

	if (chain->count == 0)
		return TRUE;
	if (chain->reread) {
		if (!write_gathered(store, chain->first, error))
			return FALSE;
	} else {
		sha256_digest(&chain->content, sizeof(link.content), link.content);
		if (!write_link(store, &link, error))
			return FALSE;
	}
	rebound_chain_drop(store);
	return TRUE;
}

gboolean rebound_chain_adopt(struct rebound_store *store, GError **error)
{
	gint64 first;

	return rebound_database_number(store,
		       "SELECT ifnull(max(last), 0) + 1 FROM links WHERE what = 'events'", &first,
		       error) &&
	       write_gathered(store, first, error);
}

static gboolean digest_change(
	struct rebound_store *store, gint64 change, guint8 *digest, gboolean *there, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store, "SELECT * FROM changes WHERE id = ?", error))
		return FALSE;
	rebound_statement_number(&statement, change);
	if (!rebound_statement_step(&statement, there, error))
		return FALSE;
	if (*there)
		digest_rest(&statement, digest);
	return TRUE;
}

gboolean rebound_chain_add_change(struct rebound_store *store, gint64 change, GError **error)
{
	struct link link = {.first = change, .last = change, .count = 1, .is_change = TRUE};
	gboolean there;

	return digest_change(store, change, link.content, &there, error) &&
	       write_link(store, &link, error);
}

gboolean rebound_chain_event_digest(struct rebound_store *store, gint64 event,
	guint8 digest[REBOUND_CHAIN_BYTES], GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store,
		    "SELECT " REBOUND_CHAIN_EVENT " FROM events WHERE id = ?", error))
		return FALSE;
	rebound_statement_number(&statement, event);
	if (!rebound_statement_step(&statement, &row, error) || !row)
		return FALSE;
	digest_rest(&statement, digest);
	return TRUE;
}

/* ---- verification ---- */

struct verification {
	struct rebound_store *store;
	rebound_chain_func wrong;
	void *data;
	guint8 before[REBOUND_CHAIN_BYTES];
	gint64 id, event, change; /* the newest so far */
};

static void tell(struct verification *verification, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void tell(struct verification *verification, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *line = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	verification->wrong(line, verification->data);
}

static gboolean verify_events(
	struct verification *verification, const struct link *link, gboolean pruned, GError **error)
{
	struct link now = *link;

	if (link->first <= verification->event)
		tell(verification, "link %" G_GINT64_FORMAT " of the chain covers events twice",
			link->id);
	verification->event = MAX(verification->event, link->last);
	if (!gather(verification->store, &now, error))
		return FALSE;
	if (pruned && now.count == 0)
		return TRUE;
	if (now.count != link->count)
		tell(verification,
			"of events %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
			" there are %" G_GINT64_FORMAT ", and %" G_GINT64_FORMAT " were written",
			link->first, link->last, now.count, link->count);
	else if (memcmp(now.content, link->content, sizeof(now.content)) != 0)
		tell(verification,
			"events %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
			" are not as they were written",
			link->first, link->last);
	return TRUE;
}

static gboolean verify_change(
	struct verification *verification, const struct link *link, GError **error)
{
	guint8 digest[REBOUND_CHAIN_BYTES];
	gboolean there;

	verification->change = MAX(verification->change, link->last);
	if (!digest_change(verification->store, link->first, digest, &there, error))
		return FALSE;
	if (!there || memcmp(digest, link->content, sizeof(digest)) != 0)
		tell(verification, "change %" G_GINT64_FORMAT " %s", link->first,
			there ? "is not as it was written" : "is gone");
	return TRUE;
}

static void read_link(struct rebound_statement *statement, struct link *link, gboolean *pruned)
{
	link->id = rebound_statement_get_number(statement);
	link->is_change = g_strcmp0(rebound_statement_get_text(statement), "change") == 0;
	link->first = rebound_statement_get_number(statement);
	link->last = rebound_statement_get_number(statement);
	link->count = rebound_statement_get_number(statement);
	rebound_statement_get_digest(statement, link->content);
	rebound_statement_get_digest(statement, link->digest);
	*pruned = rebound_statement_get_number(statement) != 0;
}

static gboolean verify_link(
	struct verification *verification, const struct link *link, gboolean pruned, GError **error)
{
	guint8 digest[REBOUND_CHAIN_BYTES];

	seal(link, verification->before, digest);
	if (link->id != verification->id + 1)
		tell(verification, "link %" G_GINT64_FORMAT " of the chain is gone",
			verification->id + 1);
	else if (memcmp(digest, link->digest, sizeof(digest)) != 0)
		tell(verification, "link %" G_GINT64_FORMAT " of the chain was changed", link->id);
	memcpy(verification->before, link->digest, sizeof(link->digest));
	verification->id = link->id;
	return link->is_change ? verify_change(verification, link, error)
			       : verify_events(verification, link, pruned, error);
}

/* What was written and no link covers. */
static gboolean verify_rest(struct verification *verification, GError **error)
{
	gint64 events, changes;

	if (!rebound_database_number(verification->store,
		    "SELECT (SELECT count(*) FROM events) - (SELECT count(*) FROM links"
		    " JOIN events ON events.id BETWEEN first AND last WHERE what = 'events')",
		    &events, error) ||
		!rebound_database_number(verification->store,
			"SELECT count(*) FROM changes WHERE NOT EXISTS (SELECT 1 FROM links"
			" WHERE what = 'change' AND first = changes.id)",
			&changes, error))
		return FALSE;
	if (events > 0)
		tell(verification, "%" G_GINT64_FORMAT " events were written past the chain",
			events);
	if (changes > 0)
		tell(verification, "%" G_GINT64_FORMAT " changes were written past the chain",
			changes);
	return TRUE;
}

gboolean rebound_chain_verify(struct rebound_store *store, rebound_chain_func wrong, void *data,
	gint64 *links, guint8 head[REBOUND_CHAIN_BYTES], GError **error)
{
	struct verification verification = {.store = store, .wrong = wrong, .data = data};
	g_auto(rebound_statement) statement = {0};

	*links = 0;
	if (!rebound_statement_open(&statement, store,
		    "SELECT id, what, first, last, count, content, digest,"
		    " EXISTS (SELECT 1 FROM pruned WHERE link = links.id) FROM links ORDER BY id",
		    error))
		return FALSE;
	for (;;) {
		struct link link = {0};
		gboolean row, pruned;

		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			break;
		read_link(&statement, &link, &pruned);
		if (!verify_link(&verification, &link, pruned, error))
			return FALSE;
		(*links)++;
	}
	memcpy(head, verification.before, REBOUND_CHAIN_BYTES);
	return verify_rest(&verification, error);
}
