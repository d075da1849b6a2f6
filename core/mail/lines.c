/* SPDX-License-Identifier: MIT */
#include "core/mail/lines.h"

#include <string.h>

/* Whether lines end in bare CR: no LF, or far fewer of them. */
static gboolean has_bare_returns(const char *data, gsize len)
{
	gsize returns = 0, feeds = 0;

	for (gsize i = 0; i < len; i++) {
		returns += data[i] == '\r';
		feeds += data[i] == '\n';
	}
	return returns / 10 > feeds || (feeds == 0 && returns > 0);
}

const char *rebound_lines_rewrite(GByteArray *lines, const char **data, gsize *len)
{
	const char *run = NULL; /* where a run of CR began */

	if (memchr(*data, '\r', *len) == NULL)
		return NULL;
	gboolean bare = has_bare_returns(*data, *len);
	if (!bare && memmem(*data, *len, "\r\r\n", 3) == NULL)
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
