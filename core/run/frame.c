/* SPDX-License-Identifier: MIT */
#include "core/run/frame.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define MAGIC	   0xB5
#define NO_BYTES   G_MAXUINT32 /* the length that stands for NULL */
#define FILL_SIZE  ((gsize)128 * 1024)
#define KEEP_SIZE  ((gsize)1024 * 1024)
#define LIST_LIMIT 100000

/* ---- writing ---- */

static void add_word(GByteArray *bytes, guint32 word)
{
	guint32 little = GUINT32_TO_LE(word);

	g_byte_array_append(bytes, (const guint8 *)&little, sizeof(little));
}

gsize rebound_frame_begin(GByteArray *bytes, enum rebound_frame_type type)
{
	const guint8 header[4] = {MAGIC, REBOUND_FRAME_VERSION, (guint8)type, 0};
	gsize place = bytes->len;

	g_byte_array_append(bytes, header, sizeof(header));
	add_word(bytes, 0);
	return place;
}

void rebound_frame_end(GByteArray *bytes, gsize place)
{
	guint32 len = GUINT32_TO_LE((guint32)(bytes->len - place - REBOUND_FRAME_HEADER_SIZE));

	memcpy(bytes->data + place + 4, &len, sizeof(len));
}

void rebound_frame_add_number(GByteArray *bytes, guint64 number)
{
	guint64 little = GUINT64_TO_LE(number);

	g_byte_array_append(bytes, (const guint8 *)&little, sizeof(little));
}

void rebound_frame_add_bytes(GByteArray *bytes, const void *data, gsize len)
{
	add_word(bytes, data ? (guint32)len : NO_BYTES);
	if (!data)
		return;
	g_byte_array_append(bytes, data, (guint)len);
	g_byte_array_append(bytes, (const guint8 *)"", 1);
}

void rebound_frame_add_string(GByteArray *bytes, const char *text)
{
	rebound_frame_add_bytes(bytes, text, text ? strlen(text) : 0);
}

void rebound_frame_add_list(GByteArray *bytes, const char *const *list)
{
	guint count = list ? g_strv_length((char **)list) : 0;

	rebound_frame_add_number(bytes, count);
	for (guint i = 0; i < count; i++)
		rebound_frame_add_string(bytes, list[i]);
}

/* ---- reading ---- */

static gboolean has_left(struct rebound_frame *frame, gsize count)
{
	if (!frame->damaged && (gsize)(frame->end - frame->at) >= count)
		return TRUE;
	frame->damaged = TRUE;
	return FALSE;
}

static guint32 read_word(const guint8 *at)
{
	guint32 little;

	memcpy(&little, at, sizeof(little));
	return GUINT32_FROM_LE(little);
}

guint64 rebound_frame_read_number(struct rebound_frame *frame)
{
	guint64 little;

	if (!has_left(frame, sizeof(little)))
		return 0;
	memcpy(&little, frame->at, sizeof(little));
	frame->at += sizeof(little);
	return GUINT64_FROM_LE(little);
}

const char *rebound_frame_read_bytes(struct rebound_frame *frame, gsize *len)
{
	*len = 0;
	if (!has_left(frame, 4))
		return NULL;
	gsize size = read_word(frame->at);
	frame->at += 4;
	if (size == NO_BYTES)
		return NULL;
	if (!has_left(frame, size + 1) || frame->at[size] != '\0') {
		frame->damaged = TRUE;
		return NULL;
	}
	const char *data = (const char *)frame->at;
	frame->at += size + 1;
	*len = size;
	return data;
}

const char *rebound_frame_read_string(struct rebound_frame *frame)
{
	gsize len;

	return rebound_frame_read_bytes(frame, &len);
}

char **rebound_frame_read_list(struct rebound_frame *frame)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	guint64 count = rebound_frame_read_number(frame);

	if (count > LIST_LIMIT)
		frame->damaged = TRUE;
	for (guint64 i = 0; i < count && !frame->damaged; i++) {
		const char *text = rebound_frame_read_string(frame);
		g_ptr_array_add(list, g_strdup(text ? text : ""));
	}
	g_ptr_array_add(list, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&list), FALSE);
}

/* ---- the buffer ---- */

void rebound_frame_buffer_clear(struct rebound_frame_buffer *buffer)
{
	g_free(buffer->data);
	memset(buffer, 0, sizeof(*buffer));
}

static gsize limit_of(const struct rebound_frame_buffer *buffer)
{
	return buffer->limit > 0 ? buffer->limit : REBOUND_FRAME_LIMIT;
}

/* How many bytes the frame that begins the buffer will have, as far as its header tells. */
static gsize expect_size(const struct rebound_frame_buffer *buffer)
{
	gsize held = buffer->end - buffer->start;

	if (held < REBOUND_FRAME_HEADER_SIZE)
		return 0;
	return MIN(read_word(buffer->data + buffer->start + 4), limit_of(buffer)) +
	       REBOUND_FRAME_HEADER_SIZE;
}

/* Move what is held to the front, and make room for the rest of its frame. */
static void make_room(struct rebound_frame_buffer *buffer)
{
	gsize held = buffer->end - buffer->start;
	gsize wanted = MAX(expect_size(buffer), held) + FILL_SIZE;

	if (held > 0 && buffer->start > 0)
		memmove(buffer->data, buffer->data + buffer->start, held);
	buffer->start = 0;
	buffer->end = held;
	if (buffer->size < wanted || (buffer->size > KEEP_SIZE && wanted <= KEEP_SIZE)) {
		buffer->size = wanted;
		buffer->data = g_realloc(buffer->data, buffer->size);
	}
}

gssize rebound_frame_buffer_fill(struct rebound_frame_buffer *buffer, int descriptor)
{
	gssize got;

	make_room(buffer);
	do
		got = read(descriptor, buffer->data + buffer->end, buffer->size - buffer->end);
	while (got < 0 && errno == EINTR);
	if (got > 0)
		buffer->end += (gsize)got;
	return got;
}

int rebound_frame_buffer_take(struct rebound_frame_buffer *buffer, struct rebound_frame *frame)
{
	gsize held = buffer->end - buffer->start;

	if (held < REBOUND_FRAME_HEADER_SIZE)
		return 0;
	const guint8 *header = buffer->data + buffer->start;
	gsize len = read_word(header + 4);
	if (header[0] != MAGIC || header[1] != REBOUND_FRAME_VERSION || len > limit_of(buffer))
		return -1;
	if (held - REBOUND_FRAME_HEADER_SIZE < len)
		return 0;
	frame->type = (enum rebound_frame_type)header[2];
	frame->at = header + REBOUND_FRAME_HEADER_SIZE;
	frame->end = frame->at + len;
	frame->damaged = FALSE;
	buffer->start += REBOUND_FRAME_HEADER_SIZE + len;
	return 1;
}
