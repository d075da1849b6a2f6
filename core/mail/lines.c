/* SPDX-License-Identifier: MIT */
#include "core/mail/lines.h"

#include <string.h>

#include "core/base/chunk.h"

#define FEW_BYTES 240 /* so many that each can be one of what a byte counts */

/* How often CR and LF stand in a few bytes, counted in a byte each so that many are looked at in
 * one step. */
static void count_few(const char *data, gsize len, gsize *returns, gsize *feeds)
{
	guint8 few_returns = 0, few_feeds = 0;

	for (gsize i = 0; i < len; i++) {
		few_returns += data[i] == '\r';
		few_feeds += data[i] == '\n';
	}
	*returns += few_returns;
	*feeds += few_feeds;
}

/* Whether lines end in bare CR: no LF, or far fewer of them. */
static gboolean has_bare_returns(const char *data, gsize len)
{
	gsize returns = 0, feeds = 0;

	for (gsize at = 0; at < len; at += FEW_BYTES)
		count_few(data + at, MIN(len - at, FEW_BYTES), &returns, &feeds);
	return returns / 10 > feeds || (feeds == 0 && returns > 0);
}

/* Whether CR CR LF is in a text: where no CR follows another one, it is not. */
static gboolean has_double_returns(const char *data, gsize len)
{
	const char *at = data + 1, *end = data + len;

	while (end - at >= REBOUND_CHUNK_BYTES && rebound_chunk_behind(at, '\r', '\r', '\r') == 0)
		at += REBOUND_CHUNK_BYTES;
	return at < end && memmem(at - 1, (gsize)(end - at) + 1, "\r\r\n", 3) != NULL;
}

const char *rebound_lines_rewrite(GByteArray *lines, const char **data, gsize *len)
{
	const char *run = NULL; /* where a run of CR began */

	if (memchr(*data, '\r', *len) == NULL)
		return NULL;
	gboolean bare = has_bare_returns(*data, *len);
	if (!bare && !has_double_returns(*data, *len))
		return NULL;
	g_byte_array_set_size(lines, (guint)*len);
	guint8 *out = lines->data;
	for (const char *at = *data, *end = *data + *len; at <= end; at++) {
		if (at < end && *at == '\r') {
			run = run != NULL ? run : at;
			continue;
		}
		if (at == end || *at != '\n')
			for (; run != NULL && run < at; run++)
				*out++ = bare ? '\n' : '\r';
		run = NULL;
		if (at < end)
			*out++ = (guint8)*at;
	}
	*len = (gsize)(out - lines->data);
	*data = (const char *)lines->data;
	return bare ? "cr-line-ends" : "crcrlf-line-ends";
}
