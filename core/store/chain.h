/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <nettle/sha2.h>

/**
 * @file
 * A chain of digests over the events and over what people changed, so that a change behind our
 * back shows. A link covers the events of one transaction, or one row of changes: its content is
 * SHA-256 over their numbers and digests, its digest SHA-256 over the digest of the link before,
 * what it covers, and its content.
 */

struct rebound_store;
struct rebound_statement;

#define REBOUND_CHAIN_BYTES 32

/** The columns of an event that never change, in the order in which they are digested. */
#define REBOUND_CHAIN_EVENT                                                                        \
	"run, key, message_hash, address, address_key, domain, kind, reason, permanence, advice, " \
	"trust, confidence, time, seen, original_id, status, reply, text, rule, rule_at, "         \
	"evidence, remote_mta, feedback_type, nested, source, source_index, retry_after, "         \
	"decision, decision_why, record"

/** A row as it is digested: each value with its type and length before it. Small values are
 * gathered first, since each piece that is digested by itself costs a call. */
struct rebound_row {
	struct sha256_ctx sum;
	gsize gathered;
	guint8 bytes[1024];
};

void rebound_row_init(struct rebound_row *row);
void rebound_row_nothing(struct rebound_row *row); /**< NULL */
void rebound_row_number(struct rebound_row *row, gint64 number);
void rebound_row_real(struct rebound_row *row, double real);
/** NULL is nothing. */
void rebound_row_text(struct rebound_row *row, const char *text, gsize len);
void rebound_row_bytes(struct rebound_row *row, const void *bytes, gsize len);
void rebound_row_end(struct rebound_row *row, guint8 digest[REBOUND_CHAIN_BYTES]);

/** What the open transaction adds to the chain; lies in the store. */
struct rebound_chain {
	struct sha256_ctx content;
	gint64 first, last, count;
	gboolean reread; /**< something was rolled back: the rows say what is there */
};

/** Note an event that was written in the open transaction. */
void rebound_chain_add(struct rebound_store *store, gint64 event, struct rebound_row *row);

/** Write the link of the open transaction, before it is committed. */
gboolean rebound_chain_close(struct rebound_store *store, GError **error);

/** The open transaction was rolled back, or a part of it. */
void rebound_chain_drop(struct rebound_store *store);
void rebound_chain_reread(struct rebound_store *store);

/** Cover all events that no link covers yet. */
gboolean rebound_chain_adopt(struct rebound_store *store, GError **error);

/** Cover one row of changes. */
gboolean rebound_chain_add_change(struct rebound_store *store, gint64 change, GError **error);

/** The digest of an event's row as it lies there; FALSE and error untouched where there is none. */
gboolean rebound_chain_event_digest(struct rebound_store *store, gint64 event,
	guint8 digest[REBOUND_CHAIN_BYTES], GError **error);

/** Told one line for each thing that is wrong. */
typedef void (*rebound_chain_func)(const char *line, void *data);

/**
 * Hold all rows against the chain.
 *
 * @param links  set to how many links there are
 * @param head   set to the digest of the newest, zeros where there is none
 * @return FALSE with error set where the database can't be read
 */
gboolean rebound_chain_verify(struct rebound_store *store, rebound_chain_func wrong, void *data,
	gint64 *links, guint8 head[REBOUND_CHAIN_BYTES], GError **error);
