/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The frames that cross the pipes between a run and its workers: a header with a version, a type
 * and a length, then fields in little-endian order. Either side may be damaged or hostile: nothing
 * is read beyond a frame, and a frame that is too long is refused before it is stored.
 */

#define REBOUND_FRAME_VERSION	  2
#define REBOUND_FRAME_HEADER_SIZE 8
#define REBOUND_FRAME_LIMIT	  ((gsize)64 * 1024 * 1024)

/** The descriptor of a worker at which it finds what is shared (core/run/share.h). */
#define REBOUND_FRAME_SHARE 3

enum rebound_frame_type {
	REBOUND_FRAME_CONFIG = 1, /**< to the worker, first: time, rule file, own addresses and
				     domains, size of what is shared (0: nothing) */
	REBOUND_FRAME_MAIL,    /**< to the worker: number, index, time, source, sender, bytes; or,
				  where these are NULL, offset and length in what is shared */
	REBOUND_FRAME_READY,   /**< back: the rules are loaded */
	REBOUND_FRAME_REFUSED, /**< back: they can't be; code of enum rebound_error, message */
	REBOUND_FRAME_RECORD,  /**< back: number, failure of a card, record */
};

/* ---- writing ---- */

/** Begin a frame at the end of bytes; gives the place for rebound_frame_end(). */
gsize rebound_frame_begin(GByteArray *bytes, enum rebound_frame_type type);

/** Fill in the length of a frame that was begun. */
void rebound_frame_end(GByteArray *bytes, gsize place);

void rebound_frame_add_number(GByteArray *bytes, guint64 number);

/** Add bytes with their length and a NUL behind them; NULL is told from "". */
void rebound_frame_add_bytes(GByteArray *bytes, const void *data, gsize len);

/** The same for a string, or NULL. */
void rebound_frame_add_string(GByteArray *bytes, const char *text);

/** The same for a list of strings that ends with NULL, or NULL for an empty one. */
void rebound_frame_add_list(GByteArray *bytes, const char *const *list);

/* ---- reading ---- */

/** A frame, and how far it is read. It points into the buffer that it came from. */
struct rebound_frame {
	enum rebound_frame_type type;
	const guint8 *at, *end;
	gboolean damaged; /**< something was read that is not there */
};

guint64 rebound_frame_read_number(struct rebound_frame *frame);

/** Bytes within the frame, with a NUL behind them; NULL where NULL was written, or for damage. */
const char *rebound_frame_read_bytes(struct rebound_frame *frame, gsize *len);

/** A string, or NULL. A NUL within it ends it. */
const char *rebound_frame_read_string(struct rebound_frame *frame);

/** A list of strings; the caller frees it with g_strfreev(). */
char **rebound_frame_read_list(struct rebound_frame *frame);

/** Bytes that came in and were not yet taken as frames. */
struct rebound_frame_buffer {
	guint8 *data;
	gsize start, end, size;
	gsize limit; /**< of one frame; 0: REBOUND_FRAME_LIMIT */
};

void rebound_frame_buffer_clear(struct rebound_frame_buffer *buffer);

/**
 * Read what there is from a descriptor, once.
 *
 * @return as read(2): bytes, 0 at the end, -1 with errno. Frames taken before are gone after it.
 */
gssize rebound_frame_buffer_fill(struct rebound_frame_buffer *buffer, int descriptor);

/**
 * Take the next whole frame.
 *
 * @return 1 and *frame set; 0 where more bytes are needed; -1 where the bytes are no frame of ours
 */
int rebound_frame_buffer_take(struct rebound_frame_buffer *buffer, struct rebound_frame *frame);
