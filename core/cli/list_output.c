/* SPDX-License-Identifier: MIT */
#include "core/cli/list_output.h"

#include <string.h>

/* It may hide behind white space, a no-break space too. */
gboolean rebound_csv_is_formula(const char *value)
{
	const char *at = value;

	if (value[0] == '\t' || value[0] == '\r' || value[0] == '\n')
		return TRUE;
	while (*at != '\0') {
		gunichar c = g_utf8_get_char_validated(at, -1);

		if (c >= 0x80000000u || !(g_unichar_isspace(c) || c == 0x00A0 || c == 0xFEFF ||
						c == '\'' || c == '"'))
			break;
		at = g_utf8_next_char(at);
	}
	gunichar first = g_utf8_get_char_validated(at, -1);
	return *at != '\0' && (strchr("=+-@", *at) != NULL || first == 0xFF1D || first == 0xFF0B ||
				      first == 0xFF0D || first == 0xFF20);
}

void rebound_csv_append(GString *out, const char *value, char delimiter)
{
	const char special[] = {delimiter, '"', '\r', '\n', '\0'};
	gboolean quoted = strpbrk(value, special) != NULL || value[0] == ' ';

	if (quoted)
		g_string_append_c(out, '"');
	if (rebound_csv_is_formula(value))
		g_string_append_c(out, '\'');
	for (const char *at = value; *at != '\0'; at++) {
		if (*at == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *at);
	}
	if (quoted)
		g_string_append_c(out, '"');
}

void rebound_csv_append_line(GString *out, const char *const *fields, guint count, char delimiter)
{
	for (guint i = 0; i < count; i++) {
		if (i > 0)
			g_string_append_c(out, delimiter);
		if (fields[i] != NULL)
			rebound_csv_append(out, fields[i], delimiter);
	}
	g_string_append_c(out, '\n');
}

gsize rebound_csv_guard_of(const char *value, gsize len)
{
	if (len < 2 || value[0] != '\'')
		return 0;
	g_autofree char *rest = g_strndup(value + 1, len - 1);
	return rebound_csv_is_formula(rest) ? 1 : 0;
}
