/* SPDX-License-Identifier: MIT */
#include "core/cli/line_input.h"

#include "core/base/limits.h"

gboolean rebound_line_input_next(FILE *file, GString *line, gboolean *cut)
{
	gboolean any = FALSE;
	int byte;

	g_string_truncate(line, 0);
	*cut = FALSE;
	while ((byte = getc_unlocked(file)) != EOF) {
		any = TRUE;
		if (byte == '\n')
			break;
		if (line->len < REBOUND_LIMIT_LINE_BYTES)
			g_string_append_c(line, (char)byte);
		else
			*cut = TRUE;
	}
	return any;
}
