/* SPDX-License-Identifier: MIT */
#include "core/mail/feed.h"

#include <string.h>

#include "core/base/limits.h"

/* Behind a comment that begins here (RFC 5322 section 3.2.2), or here where it has no end. */
static guint skip_comment(const GByteArray *value, guint at)
{
	guint depth = 0;

	for (guint i = at; i < value->len; i++) {
		if (value->data[i] == '\\')
			i++;
		else if (value->data[i] == '(')
			depth++;
		else if (value->data[i] == ')' && --depth == 0)
			return i + 1;
	}
	return at;
}

/* Cuts comments, which GMime takes for a part of the value before them; name=x(1).txt has none. */
static void cut_comments(GByteArray *value)
{
	gboolean quoted = FALSE, unclosed = FALSE;
	guint out = 0;

	for (guint at = 0; at < value->len;) {
		guint8 byte = value->data[at];
		gboolean outside =
			!quoted && (at == 0 || strchr(" \t;", value->data[at - 1]) != NULL);
		if (byte == '(' && outside && !unclosed) {
			guint next = skip_comment(value, at);
			unclosed = next == at;
			at = next;
			continue;
		}
		quoted ^= byte == '"';
		if (quoted && byte == '\\' && at + 1 < value->len)
			value->data[out++] = value->data[at++];
		value->data[out++] = value->data[at++];
	}
	g_byte_array_set_size(value, out);
}

/* Makes it one line of a string; FALSE where it was cut. */
static gboolean make_line(GByteArray *value, guint *parameters)
{
	for (guint i = 0; i < value->len; i++) {
		guint8 *byte = &value->data[i];
		if (*byte == '\n' || *byte == '\r' || *byte == '\0') {
			*byte = ' ';
		} else if (*byte == ';' && (*parameters)-- == 0) {
			*parameters = 0;
			g_byte_array_set_size(value, i);
			return FALSE;
		}
	}
	return TRUE;
}

const char *rebound_feed_value(GByteArray *value, const struct rebound_header_field *field,
	guint *parameters, gboolean *whole)
{
	gsize len = MIN(field->value_len, REBOUND_LIMIT_HEADER_FIELD_BYTES);

	g_byte_array_set_size(value, 0);
	g_byte_array_append(value, (const guint8 *)field->value, (guint)len);
	*whole = make_line(value, parameters);
	if (memchr(field->value, '(', len) != NULL)
		cut_comments(value);
	g_byte_array_append(value, (const guint8 *)"", 1);
	return (const char *)value->data;
}
