/* SPDX-License-Identifier: MIT */
#include "core/run/frame.h"

#include <string.h>

#include "core/base/limits.h"

#define HEADER_SIZE 5 /* length of what follows the type, and the type */
#define MOST_BYTES  ((guint32)REBOUND_LIMIT_MESSAGE_BYTES * 2)
#define NO_STRING   G_MAXUINT32

/* Reads values one after the other; bad once one is not there. */
struct cursor {
	const guint8 *at, *end;
	gboolean bad;
};

static void put_number(GByteArray *bytes, guint64 value, guint size)
{
	guint8 buffer[8];

	for (guint i = 0; i < size; i++)
		buffer[i] = (guint8)(value >> (8 * i));
	g_byte_array_append(bytes, buffer, size);
}

/* With a NUL behind it, so that the reader can use it in place. */
static void put_bytes(GByteArray *bytes, const void *data, gsize len)
{
	if (data == NULL) {
		put_number(bytes, NO_STRING, 4);
		return;
	}
	put_number(bytes, len, 4);
	g_byte_array_append(bytes, data, (guint)len);
	g_byte_array_append(bytes, (const guint8 *)"", 1);
}

static void put_string(GByteArray *bytes, const char *text)
{
	put_bytes(bytes, text, text != NULL ? strlen(text) : 0);
}

/* Where the frame begins, for end_frame() to fill in its length. */
static guint begin_frame(GByteArray *bytes, enum rebound_frame_type type)
{
	guint start = bytes->len;

	put_number(bytes, 0, 4);
	put_number(bytes, type, 1);
	return start;
}

static void end_frame(GByteArray *bytes, guint start)
{
	guint32 len = bytes->len - start - HEADER_SIZE;

	for (guint i = 0; i < 4; i++)
		bytes->data[start + i] = (guint8)(len >> (8 * i));
}

static guint64 take_number(struct cursor *cursor, guint size)
{
	guint64 value = 0;

	if ((gsize)(cursor->end - cursor->at) < size) {
		cursor->bad = TRUE;
		return 0;
	}
	for (guint i = 0; i < size; i++)
		value |= (guint64)cursor->at[i] << (8 * i);
	cursor->at += size;
	return value;
}

static const char *take_bytes(struct cursor *cursor, gsize *len)
{
	guint64 size = take_number(cursor, 4);

	*len = 0;
	if (size == NO_STRING)
		return NULL;
	if (cursor->bad || (guint64)(cursor->end - cursor->at) < size + 1 || cursor->at[size] != 0) {
		cursor->bad = TRUE;
		return NULL;
	}
	const char *start = (const char *)cursor->at;
	*len = (gsize)size;
	cursor->at += size + 1;
	return start;
}

static const char *take_string(struct cursor *cursor)
{
	gsize len;
	const char *text = take_bytes(cursor, &len);

	if (text != NULL && strlen(text) != len)
		cursor->bad = TRUE;
	return text;
}

static void read_mail(struct cursor *cursor, struct rebound_frame *frame)
{
	struct rebound_mail *mail = &frame->mail;

	frame->sequence = take_number(cursor, 8);
	mail->index = take_number(cursor, 8);
	mail->received = (gint64)take_number(cursor, 8);
	mail->progress = take_number(cursor, 8);
	mail->truncated = (gboolean)take_number(cursor, 1);
	mail->source = take_string(cursor);
	mail->envelope_sender = take_string(cursor);
	mail->data = take_bytes(cursor, &mail->len);
	if (mail->data == NULL || mail->source == NULL)
		cursor->bad = TRUE;
}

static void read_result(struct cursor *cursor, struct rebound_frame *frame)
{
	frame->sequence = take_number(cursor, 8);
	frame->record = (const guint8 *)take_bytes(cursor, &frame->record_len);
	frame->text = take_string(cursor);
	if (frame->record == NULL)
		cursor->bad = TRUE;
}

enum rebound_frame_state rebound_frame_read(const guint8 *bytes, gsize len, struct rebound_frame *frame)
{
	struct cursor cursor = {bytes, bytes + len, FALSE};

	memset(frame, 0, sizeof(*frame));
	if (len < HEADER_SIZE)
		return REBOUND_FRAME_INCOMPLETE;
	guint64 size = take_number(&cursor, 4);
	frame->type = (enum rebound_frame_type)take_number(&cursor, 1);
	if (size > MOST_BYTES)
		return REBOUND_FRAME_DAMAGED;
	if (len - HEADER_SIZE < size)
		return REBOUND_FRAME_INCOMPLETE;
	frame->size = HEADER_SIZE + (gsize)size;
	cursor.end = cursor.at + size;
	switch (frame->type) {
	case REBOUND_FRAME_HELLO:
		frame->version = (guint32)take_number(&cursor, 4);
		break;
	case REBOUND_FRAME_REFUSE:
		frame->text = take_string(&cursor);
		break;
	case REBOUND_FRAME_MAIL:
		read_mail(&cursor, frame);
		break;
	case REBOUND_FRAME_RESULT:
		read_result(&cursor, frame);
		break;
	default:
		return REBOUND_FRAME_DAMAGED;
	}
	return cursor.bad || cursor.at != cursor.end ? REBOUND_FRAME_DAMAGED : REBOUND_FRAME_COMPLETE;
}

void rebound_frame_write_hello(GByteArray *bytes)
{
	guint start = begin_frame(bytes, REBOUND_FRAME_HELLO);

	put_number(bytes, REBOUND_FRAME_VERSION, 4);
	end_frame(bytes, start);
}

void rebound_frame_write_refuse(GByteArray *bytes, const char *text)
{
	guint start = begin_frame(bytes, REBOUND_FRAME_REFUSE);

	put_string(bytes, text);
	end_frame(bytes, start);
}

void rebound_frame_write_mail(GByteArray *bytes, guint64 sequence, const struct rebound_mail *mail)
{
	guint start = begin_frame(bytes, REBOUND_FRAME_MAIL);

	put_number(bytes, sequence, 8);
	put_number(bytes, mail->index, 8);
	put_number(bytes, (guint64)mail->received, 8);
	put_number(bytes, mail->progress, 8);
	put_number(bytes, mail->truncated ? 1 : 0, 1);
	put_string(bytes, mail->source);
	put_string(bytes, mail->envelope_sender);
	put_bytes(bytes, mail->data != NULL ? mail->data : "", mail->len);
	end_frame(bytes, start);
}

void rebound_frame_write_result(GByteArray *bytes, guint64 sequence, const guint8 *record, gsize record_len,
	const char *text)
{
	guint start = begin_frame(bytes, REBOUND_FRAME_RESULT);

	put_number(bytes, sequence, 8);
	put_bytes(bytes, record, record_len);
	put_string(bytes, text);
	end_frame(bytes, start);
}
