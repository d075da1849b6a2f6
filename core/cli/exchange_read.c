/* SPDX-License-Identifier: MIT */
#include "core/cli/exchange.h"

#include <string.h>

#include <rebound/error.h>
#include "core/cli/contact_list.h"
#include "core/cli/list_output.h"

#define MOST_COLUMNS 256
#define SAMPLE_BYTES ((gsize)64 * 1024)
#define MOST_ROW     ((gsize)16 * 1024 * 1024)

struct reading {
	struct rebound_list_input input;
	enum rebound_exchange_system system;
	rebound_record_func func;
	void *data;
	struct rebound_record *record;
	guint64 *damaged;
	gboolean ended; /* func wants no more */
};

static gboolean give(struct reading *reading)
{
	gboolean go_on = reading->func(reading->record, reading->data);

	reading->ended = !go_on;
	rebound_record_clear(reading->record);
	return go_on;
}

/* The next row; FALSE at the end, or with error set. */
static gboolean next_row(struct reading *reading, const struct rebound_list_dialect *dialect,
	struct rebound_list_row *row, const char **bytes, GError **error)
{
	struct rebound_list_input *input = &reading->input;

	while (!rebound_list_row_scan(dialect, input->bytes + input->start,
		input->bytes + input->end, input->finished, row)) {
		if (input->end - input->start >= MOST_ROW) {
			g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
				"%s: a row is longer than 16 MB", input->path);
			return FALSE;
		}
		if (!rebound_list_input_fill(input, error))
			return FALSE;
	}
	*bytes = input->bytes + input->start;
	input->start += row->len;
	return row->len > 0;
}

static gboolean read_json(struct reading *reading, GError **error)
{
	struct rebound_list_input *input = &reading->input;
	g_autoptr(rebound_list_json) json =
		rebound_list_json_new(REBOUND_LIST_JSON_DOCUMENT, reading->func, reading->data);
	gboolean good = TRUE;

	while (good) {
		good = rebound_list_json_read(json, input->bytes + input->start,
			input->end - input->start, input->finished);
		if (input->finished)
			break;
		input->start = input->end;
		if (!rebound_list_input_fill(input, error))
			return FALSE;
	}
	if (!good)
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"%s: is no whole JSON; nothing was changed", input->path);
	return good;
}

/* Names of columns: of the header, or "address" and numbers. */
static char **name_columns(const struct rebound_list_shape *shape,
	const struct rebound_list_input *input, guint *count)
{
	struct rebound_list_field fields[MOST_COLUMNS] = {0};
	guint wanted[MOST_COLUMNS];
	struct rebound_list_row row = {
		.wanted = wanted, .wanted_count = MOST_COLUMNS, .fields = fields};
	g_autoptr(GString) scratch = g_string_new(NULL);

	for (guint i = 0; i < MOST_COLUMNS; i++)
		wanted[i] = i;
	rebound_list_row_scan(&shape->dialect, input->bytes + input->start + shape->intro,
		input->bytes + input->end, input->finished, &row);
	*count = MIN(MAX(row.count, 1), MOST_COLUMNS);
	char **names = g_new0(char *, *count + 1);
	for (guint i = 0; i < *count; i++) {
		gsize len;
		const char *text = rebound_list_field_text(&fields[i], scratch, &len);

		if (shape->header > 0)
			names[i] = g_strndup(text, len);
		else
			names[i] = i == shape->columns[0] ? g_strdup("address")
							  : g_strdup_printf("%u", i + 1);
	}
	return names;
}

/* Whether it is CSV of ours, which has a guard before what may be a formula. */
static gboolean is_guarded(char **names)
{
	return g_strv_contains((const char *const *)names, "state") &&
	       g_strv_contains((const char *const *)names, "cause") &&
	       g_strv_contains((const char *const *)names, "since");
}

static gboolean read_rows(struct reading *reading, const struct rebound_list_shape *shape,
	char **names, guint count, GError **error)
{
	struct rebound_list_field fields[MOST_COLUMNS];
	guint wanted[MOST_COLUMNS];
	struct rebound_list_row row = {.wanted = wanted, .wanted_count = count, .fields = fields};
	g_autoptr(GString) scratch = g_string_new(NULL);
	gboolean guarded = shape->header > 0 && is_guarded(names);
	GError *problem = NULL;
	const char *bytes;

	for (guint i = 0; i < count; i++)
		wanted[i] = i;
	reading->input.start += shape->intro + shape->header;
	while (!reading->ended && next_row(reading, &shape->dialect, &row, &bytes, &problem)) {
		*reading->damaged += row.unclosed ? 1 : 0;
		if (row.count == 1 && row.len <= 2 && (*bytes == '\n' || *bytes == '\r'))
			continue;
		for (guint i = 0; i < count; i++) {
			gsize len;
			const char *text = rebound_list_field_text(&fields[i], scratch, &len);
			gsize guard = guarded ? rebound_csv_guard_of(text, len) : 0;

			if (len > 0 && memchr(text, '\0', len) == NULL)
				rebound_record_add(
					reading->record, names[i], text + guard, len - guard);
		}
		give(reading);
	}
	if (problem != NULL)
		g_propagate_error(error, problem);
	return problem == NULL;
}

static gboolean read_csv(struct reading *reading, GError **error)
{
	const struct rebound_contact_list_options options = {.path = reading->input.path};
	struct rebound_list_shape shape = {0};
	guint count;

	while (!reading->input.finished && reading->input.end < SAMPLE_BYTES)
		if (!rebound_list_input_fill(&reading->input, error))
			return FALSE;
	gboolean good = rebound_list_shape_find(&shape, &reading->input, &options, error);

	if (good) {
		char **names = name_columns(&shape, &reading->input, &count);

		good = read_rows(reading, &shape, names, count, error);
		g_strfreev(names);
	}
	rebound_list_shape_clear(&shape);
	return good;
}

/* A line of an access map, as its key and the rest (access(5)). */
static void add_map_line(struct reading *reading, const char *line, gsize len)
{
	gsize key = 0;

	while (key < len && !g_ascii_isspace(line[key]))
		key++;
	gsize value = key;
	while (value < len && g_ascii_isspace(line[value]))
		value++;
	rebound_record_add(reading->record, "address", line, key);
	rebound_record_add(reading->record, "action", line + value, len - value);
	give(reading);
}

/* An empty line or a comment. In a plain list an address may begin with the sign. */
static gboolean is_blank(const char *line, gsize len, gboolean map)
{
	while (len > 0 && g_ascii_isspace(*line)) {
		line++;
		len--;
	}
	return len == 0 || (*line == '#' && (map || len == 1 || g_ascii_isspace(line[1])));
}

/* Lines; those of a map go on where the next one begins with white space. */
static gboolean read_lines(struct reading *reading, GError **error)
{
	gboolean map = reading->system == REBOUND_EXCHANGE_POSTFIX;
	g_autoptr(GString) whole = g_string_new(NULL);
	struct rebound_list_dialect dialect;
	struct rebound_list_row row = {0};
	GError *problem = NULL;
	const char *bytes;

	rebound_list_dialect_init(&dialect, '\0', FALSE);
	while (!reading->ended && next_row(reading, &dialect, &row, &bytes, &problem)) {
		gsize len = row.len;

		while (len > 0 && g_ascii_isspace(bytes[len - 1]))
			len--;
		if (is_blank(bytes, len, map) || memchr(bytes, '\0', len) != NULL) {
			*reading->damaged += memchr(bytes, '\0', len) != NULL ? 1 : 0;
			continue;
		}
		if (!map) {
			rebound_record_add(reading->record, "address", bytes, len);
			give(reading);
			continue;
		}
		if (!g_ascii_isspace(*bytes) && whole->len > 0) {
			add_map_line(reading, whole->str, whole->len);
			g_string_truncate(whole, 0);
		}
		g_string_append_len(whole, bytes, (gssize)len);
	}
	if (map && !reading->ended && problem == NULL && whole->len > 0)
		add_map_line(reading, whole->str, whole->len);
	if (problem != NULL)
		g_propagate_error(error, problem);
	return problem == NULL;
}

static gboolean read_any(struct reading *reading, GError **error)
{
	const char *at = reading->input.bytes + reading->input.start;
	const char *end = reading->input.bytes + reading->input.end;

	while (at < end && g_ascii_isspace(*at))
		at++;
	if (reading->system == REBOUND_EXCHANGE_PLAIN ||
		reading->system == REBOUND_EXCHANGE_POSTFIX)
		return read_lines(reading, error);
	if (at < end && (*at == '{' || *at == '['))
		return read_json(reading, error);
	return read_csv(reading, error);
}

gboolean rebound_exchange_read(const char *path, enum rebound_exchange_system system,
	rebound_record_func func, void *data, guint64 *damaged, GError **error)
{
	struct reading reading = {.system = system, .func = func, .data = data, .damaged = damaged};

	if (!rebound_list_input_open(&reading.input, path, error)) {
		rebound_list_input_clear(&reading.input);
		return FALSE;
	}
	reading.record = rebound_record_new();
	gboolean good = read_any(&reading, error);
	rebound_record_free(reading.record);
	rebound_list_input_clear(&reading.input);
	return good;
}
