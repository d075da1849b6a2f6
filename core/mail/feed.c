/* SPDX-License-Identifier: MIT */
#include "core/mail/feed.h"

#include <string.h>

#include "core/base/limits.h"

/* Behind a comment that begins here (RFC 5322 section 3.2.2), or here where it has no end. */
static guint skip_comment(const GByteArray *feed, guint at)
{
	guint depth = 0;

	for (guint i = at; i < feed->len; i++) {
		if (feed->data[i] == '\\')
			i++;
		else if (feed->data[i] == '(')
			depth++;
		else if (feed->data[i] == ')' && --depth == 0)
			return i + 1;
	}
	return at;
}

/* Cuts comments, which GMime takes for a part of the value before them; name=x(1).txt has none. */
static void cut_comments(GByteArray *feed, guint start)
{
	gboolean quoted = FALSE, unclosed = FALSE;
	guint out = start;

	for (guint at = start; at < feed->len;) {
		guint8 byte = feed->data[at];
		gboolean outside =
			!quoted && (at == start || strchr(" \t;", feed->data[at - 1]) != NULL);
		if (byte == '(' && outside && !unclosed) {
			guint next = skip_comment(feed, at);
			unclosed = next == at;
			at = next;
			continue;
		}
		quoted ^= byte == '"';
		if (quoted && byte == '\\' && at + 1 < feed->len)
			feed->data[out++] = feed->data[at++];
		feed->data[out++] = feed->data[at++];
	}
	g_byte_array_set_size(feed, out);
}

/* Makes what stands from a place on one line of a string; FALSE where it was cut. */
static gboolean make_line(GByteArray *feed, guint start, guint *parameters)
{
	for (guint i = start; i < feed->len; i++) {
		guint8 *byte = &feed->data[i];
		if (*byte == '\n' || *byte == '\r' || *byte == '\0') {
			*byte = ' ';
		} else if (*byte == ';' && (*parameters)-- == 0) {
			*parameters = 0;
			g_byte_array_set_size(feed, i);
			return FALSE;
		}
	}
	return TRUE;
}

gboolean rebound_feed_field(GByteArray *feed, const char *name,
	const struct rebound_header_field *field, guint *parameters)
{
	gsize len = MIN(field->value_len, REBOUND_LIMIT_HEADER_FIELD_BYTES);

	g_byte_array_append(feed, (const guint8 *)name, (guint)strlen(name));
	guint start = feed->len;
	g_byte_array_append(feed, (const guint8 *)field->value, (guint)len);
	gboolean whole = make_line(feed, start, parameters);
	if (memchr(field->value, '(', len) != NULL)
		cut_comments(feed, start);
	g_byte_array_append(feed, (const guint8 *)"\n", 1);
	return whole;
}
