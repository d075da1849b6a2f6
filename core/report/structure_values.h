/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"
#include "core/report/text_verdict.h"
#include "core/smtp/reply.h"

/**
 * @file
 * What a value of a table, a list of labels or a data format is, and whose its label says that it
 * is. Labels may be in any language: those that are not known say nothing.
 */

enum rebound_value_kind {
	REBOUND_VALUE_NOISE,	 /**< a time, a count, a host, a link, an identifier, nothing */
	REBOUND_VALUE_ADDRESSES, /**< addresses only */
	REBOUND_VALUE_CODE,	 /**< a reply code, an enhanced status, or both, and no words */
	REBOUND_VALUE_STATE,	 /**< a word for what became of the message */
	REBOUND_VALUE_TEXT,
};

struct rebound_value {
	enum rebound_value_kind kind;
	enum rebound_text_verdict state; /**< that its words or its codes tell */
	gboolean reason;		 /**< a text that tells why */
	const char *text;		 /**< one safe line */
	gsize len;
	const char *lines; /**< the same as it stood, LF between its lines */
	gsize lines_len;
	gboolean host;		    /**< noise that is the name of a host */
	struct rebound_reply reply; /**< the codes in it */
	GPtrArray *addresses;	    /**< const char *, of addresses; else NULL */
};

enum rebound_label {
	REBOUND_LABEL_OTHER,
	REBOUND_LABEL_RECIPIENT,
	REBOUND_LABEL_SENDER,
	REBOUND_LABEL_ASIDE, /**< a subject, a host to write to, a message's name */
};

/** Whether a text holds addresses only, but for names, marks and brackets. */
gboolean rebound_value_is_addresses(struct rebound_arena *arena, const char *text, gsize len);

/** Read a value; lines in it are joined. rebound_value_clear() afterwards. */
struct rebound_value rebound_value_read(struct rebound_arena *arena, const char *text, gsize len);
void rebound_value_clear(struct rebound_value *value);

/** What became of those whom a label leads to, "Rejected recipients (2)", "Delivered". */
enum rebound_text_verdict rebound_label_state(
	struct rebound_arena *arena, const char *label, gsize len);

/** Whether a label is that of a mail server. */
gboolean rebound_label_is_server(struct rebound_arena *arena, const char *label, gsize len);

/**
 * Bytes of an address that begins a line, "ann@example.org: 550 unknown", "<ann@example.org>
 * [unknown]"; 0 where the words go on behind it.
 *
 * @param rest  set to where the words about it begin
 */
gsize rebound_value_leading_address(
	struct rebound_arena *arena, const char *text, gsize len, gsize *rest);

/** Whose a label, or a key such as "mail_from" or "mail/rcptTo", says that a value is. */
enum rebound_label rebound_label_read(struct rebound_arena *arena, const char *label, gsize len);

/**
 * Bytes of a label at the start of a line, "Reason: user unknown", "Code..... = 550": 0 where there
 * is none.
 *
 * @param value  set to where the value begins, which may be the end of the line
 */
gsize rebound_label_measure(struct rebound_arena *arena, const char *text, gsize len, gsize *value);
