/* SPDX-License-Identifier: MIT */
#pragma once

#include <stdio.h>
#include <glib.h>

/**
 * @file
 * The bytes of a contact list in one buffer, and the way back into its encoding. UTF-16 is read as
 * UTF-8 (lone surrogates as their three bytes, so that they come back as they were); every other
 * encoding is an extension of ASCII and stays as it is.
 */

enum rebound_list_encoding {
	REBOUND_LIST_UTF8,
	REBOUND_LIST_WINDOWS_1252, /**< bytes that are no UTF-8 */
	REBOUND_LIST_UTF16_LE,
	REBOUND_LIST_UTF16_BE
};

struct rebound_list_input {
	char *path;
	int descriptor;
	enum rebound_list_encoding encoding;
	guint mark;  /**< bytes of a byte order mark, which is no part of bytes */
	char *bytes; /**< one more byte, a "\n", stands behind end */
	gsize start; /**< what lies before was taken */
	gsize end;
	gsize room;
	gboolean finished; /**< nothing comes after end */
	GByteArray *raw;   /**< UTF-16 that is not decoded yet */
};

/** Open a list ("-": standard input) and read its beginning; FALSE with error set (IO). */
gboolean rebound_list_input_open(
	struct rebound_list_input *input, const char *path, GError **error);
void rebound_list_input_clear(struct rebound_list_input *input);

/**
 * Read more behind end, or set finished. What lies before start is dropped, so that bytes moves.
 *
 * @return FALSE with error set: IO, or STATE for UTF-16 that ends within a character
 */
gboolean rebound_list_input_fill(struct rebound_list_input *input, GError **error);

/** Where rows go, in the encoding of the list that they came from. */
struct rebound_list_writer {
	FILE *stream;
	enum rebound_list_encoding encoding;
	GString *converted;
};

/** Begin with the byte order mark that the list has. The stream stays the caller's. */
void rebound_list_writer_init(
	struct rebound_list_writer *writer, FILE *stream, const struct rebound_list_input *input);
void rebound_list_writer_clear(struct rebound_list_writer *writer);

/** Write bytes that came out of the input. */
void rebound_list_writer_rows(struct rebound_list_writer *writer, const char *bytes, gsize len);

/** Write UTF-8 of our own; what the encoding does not have becomes "?". */
void rebound_list_writer_text(struct rebound_list_writer *writer, const char *text, gsize len);
