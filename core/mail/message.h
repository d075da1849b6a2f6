/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/base/arena.h"

/**
 * @file
 * One message: a bounded scan of its structure, with the content fields read and the bodies decoded
 * by GMime, and a tree of parts that holds strings only. GMime objects are read only, and never
 * leave this layer.
 */

struct rebound_part {
	const char *type;	 /**< lower case, such as "message" */
	const char *subtype;	 /**< lower case, such as "delivery-status" */
	const char *report_type; /**< of multipart/report, lower case, comments cut; else NULL */
	const char *charset;	 /**< as declared, lower case; NULL */
	const char *file_name;	 /**< NULL */
	const char *transfer_encoding; /**< lower case; NULL where none was given */
	gboolean joins_words; /**< DelSp=yes (RFC 3676 section 4.2): a space that ends a line is
				 not part of the text, and lines may be broken within words */
	gboolean attachment;  /**< Content-Disposition: attachment */
	guint depth;	      /**< the top is 0 */
	const struct rebound_part *parent, *child, *next;
	guint number; /**< in the order of the tree, from 0 */
};

struct rebound_message;
typedef struct rebound_message rebound_message;

/** A parser that is used for one message after another; the caller frees it. */
struct rebound_message *rebound_message_new(void);
void rebound_message_free(struct rebound_message *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_message, rebound_message_free)

/**
 * Parse a message; what the last one gave is gone. Never fails: damage gives faults, and a message
 * over a limit is read up to it. A file without LF is read as one with CR line ends. The data has
 * to stay until the last part was read.
 *
 * The child of a message/rfc822 or message/global part is the returned message's own top part; a
 * base64 message/rfc822 is decoded and parsed too; text/rfc822-headers and message/global-headers
 * are leaves whose text rebound_message_read_headers() reads.
 */
void rebound_message_parse(struct rebound_message *message, const char *data, gsize len);

/** The top part. */
const struct rebound_part *rebound_message_top(const struct rebound_message *message);

/** Headers of the message: unfolded, decoded (RFC 2047, RFC 2231), safe lines. */
const struct rebound_header *rebound_message_headers(
	const struct rebound_message *message, guint *count);

/** The same of a part; of a message/rfc822 those of the message in it. */
const struct rebound_header *rebound_message_part_headers(
	const struct rebound_message *message, const struct rebound_part *part, guint *count);

/** The first header of this name (without case) among count, or NULL. */
const char *rebound_header_find(
	const struct rebound_header *headers, guint count, const char *name);

/** The arena of the message: its strings, and those that readers make for the report. Cleared by
 * the next parse. */
struct rebound_arena *rebound_message_arena(struct rebound_message *message);

/** Bytes of a leaf, transfer encoding undone, at most limit of them; in the arena, NUL-terminated.
 */
const char *rebound_message_bytes(
	struct rebound_message *message, const struct rebound_part *part, gsize limit, gsize *len);

/** Text of a leaf as UTF-8, several safe lines with LF; HTML is made plain (tags cut, entities
 * decoded, block ends as LF). */
const char *rebound_message_text(
	struct rebound_message *message, const struct rebound_part *part, gsize limit, gsize *len);

/** The same of HTML, with the marks of rebound_html_append_rows(). */
const char *rebound_message_rows(
	struct rebound_message *message, const struct rebound_part *part, gsize limit, gsize *len);

/** Whether the last call of one of the first two left something out, since it was over its limit.
 */
gboolean rebound_message_was_cut(const struct rebound_message *message);

/** Read a block of header lines, such as the content of text/rfc822-headers, or a returned message
 * within a text. */
const struct rebound_header *rebound_message_read_headers(
	struct rebound_arena *arena, const char *text, gsize len, guint *count);

/** SHA-256 of the message, line ends as LF and without trailing blank lines. Reckoned at the first
 * call, from the bytes that were parsed. */
const guint8 *rebound_message_hash(struct rebound_message *message);

/**
 * Faults of the parse, NULL-terminated, each once: "bad-content-type", "bad-header",
 * "bad-part-header", "boundary-missing", "boundary-too-long", "cr-line-ends", "crcrlf-line-ends",
 * "empty", "encoded-message", "header-too-long", "missing-blank-line", "nested-too-deep",
 * "nul-bytes", "too-many-headers", "too-many-parameters", "too-many-parts", "truncated".
 */
const char *const *rebound_message_faults(const struct rebound_message *message);

/** Read the address of a From, To or Return-Path header; the first valid one, or NULL; "<>" gives
 * "". */
const char *rebound_header_address(struct rebound_arena *arena, const char *value);

/** Read an RFC 5322 date; FALSE where it is none or bears no zone. */
gboolean rebound_header_date(const char *value, gint64 *time);
