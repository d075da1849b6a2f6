/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/mail/source.h"

/**
 * @file
 * What crosses the pipes between the parent and a worker: frames of a length, a type and values in
 * little-endian order.
 */

#define REBOUND_FRAME_VERSION 1

enum rebound_frame_type {
	REBOUND_FRAME_HELLO = 'H',  /**< from a worker that is ready: its version */
	REBOUND_FRAME_REFUSE = 'E', /**< from a worker that can't begin: why */
	REBOUND_FRAME_MAIL = 'M',   /**< to a worker: one message */
	REBOUND_FRAME_RESULT = 'R', /**< from a worker: what it made of one message */
};

/** A frame that was read; pointers go into the bytes it was read from. */
struct rebound_frame {
	enum rebound_frame_type type;
	gsize size;         /**< bytes of the whole frame */
	guint64 sequence;   /**< MAIL, RESULT */
	struct rebound_mail mail;        /**< MAIL; its strings are NUL-terminated there */
	const guint8 *record;            /**< RESULT */
	gsize record_len;
	const char *text;   /**< REFUSE, RESULT: a line for people, or NULL */
	guint32 version;    /**< HELLO */
};

enum rebound_frame_state { REBOUND_FRAME_INCOMPLETE, REBOUND_FRAME_COMPLETE, REBOUND_FRAME_DAMAGED };

/** Read the frame at the start of len bytes; never past them. */
enum rebound_frame_state rebound_frame_read(const guint8 *bytes, gsize len, struct rebound_frame *frame);

/** Append a frame. */
void rebound_frame_write_hello(GByteArray *bytes);
void rebound_frame_write_refuse(GByteArray *bytes, const char *text);
void rebound_frame_write_mail(GByteArray *bytes, guint64 sequence, const struct rebound_mail *mail);
void rebound_frame_write_result(GByteArray *bytes, guint64 sequence, const guint8 *record, gsize record_len,
	const char *text);
