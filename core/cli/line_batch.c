/* SPDX-License-Identifier: MIT */
#include "core/cli/line_batch.h"

#include "core/cli/line_input.h"

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
	g_autoptr(GString) line = g_string_new(NULL);
	gboolean cut;

	g_string_truncate(batch->text, 0);
	g_array_set_size(batch->starts, 0);
	while (batch->starts->len < REBOUND_LINE_BATCH && batch->text->len < MOST_BYTES &&
		rebound_line_input_next(file, line, &cut)) {
		gsize start = batch->text->len, len = line->len;

		while (len > 0 && (line->str[len - 1] == '\n' || line->str[len - 1] == '\r'))
			len--;
		g_array_append_val(batch->starts, start);
		g_string_append_len(batch->text, line->str, (gssize)len);
		g_string_append_c(batch->text, '\0');
	}
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
