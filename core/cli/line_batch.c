/* SPDX-License-Identifier: MIT */
#include "core/cli/line_batch.h"

#include <stdlib.h>

#define MOST_BYTES ((gsize)1024 * 1024)

void rebound_line_batch_init(struct rebound_line_batch *batch)
{
	batch->text = g_string_new(NULL);
	batch->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
}

void rebound_line_batch_clear(struct rebound_line_batch *batch)
{
	g_string_free(batch->text, TRUE);
	g_array_unref(batch->starts);
}

guint rebound_line_batch_read(struct rebound_line_batch *batch, FILE *file)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	g_string_truncate(batch->text, 0);
	g_array_set_size(batch->starts, 0);
	while (batch->starts->len < REBOUND_LINE_BATCH && batch->text->len < MOST_BYTES &&
		(len = getline(&line, &size, file)) >= 0) {
		gsize start = batch->text->len;

		while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r'))
			len--;
		g_array_append_val(batch->starts, start);
		g_string_append_len(batch->text, line, len);
		g_string_append_c(batch->text, '\0');
	}
	free(line);
	return batch->starts->len;
}

char *rebound_line_batch_get(const struct rebound_line_batch *batch, guint line, gsize *len)
{
	gsize start = g_array_index(batch->starts, gsize, line);
	gsize end = line + 1 < batch->starts->len ? g_array_index(batch->starts, gsize, line + 1)
						  : batch->text->len;

	*len = end - start - 1;
	return batch->text->str + start;
}
