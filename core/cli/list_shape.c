/* SPDX-License-Identifier: MIT */
#include "core/cli/contact_list.h"

#include <string.h>

#include <rebound/error.h>
#include "core/smtp/address.h"

#define SAMPLE_ROWS   50
#define MOST_FIELDS   512
#define SHOWN_COLUMNS 12

/* The first rows, cell by cell: rows[r * columns + c]. */
struct sample {
	guint rows, columns;
	struct rebound_contact_address *cells;
	GStringChunk *text;
};

static void clear_sample(struct sample *sample)
{
	g_free(sample->cells);
	if (sample->text != NULL)
		g_string_chunk_free(sample->text);
}

static const guint *all_columns(void)
{
	static guint columns[MOST_FIELDS];

	for (guint i = 0; i < MOST_FIELDS; i++)
		columns[i] = i;
	return columns;
}

static const struct rebound_contact_address *cell(
	const struct sample *sample, guint row, guint column)
{
	return &sample->cells[row * sample->columns + column];
}

/* Whether a lone CR is what ends rows: there is one, and no LF. */
static gboolean sees_lone_cr(const struct rebound_list_input *input)
{
	const char *at = input->bytes + input->start;
	gsize len = input->end - input->start;

	return memchr(at, '\n', len) == NULL && memchr(at, '\r', len) != NULL;
}

/* Walk the first rows; the count of fields of each, up to room. How many rows. */
static guint count_fields(const struct rebound_list_dialect *dialect,
	const struct rebound_list_input *input, gsize skipped, guint counts[SAMPLE_ROWS])
{
	const char *at = input->bytes + input->start + skipped, *end = input->bytes + input->end;
	struct rebound_list_row row = {0};
	guint rows = 0;

	while (rows < SAMPLE_ROWS &&
		rebound_list_row_scan(dialect, at, end, input->finished, &row) && row.len > 0) {
		at += row.len;
		/* An empty line says nothing about columns. */
		if (row.count > 1 || row.len > 2)
			counts[rows++] = row.count;
	}
	return rows;
}

/* How much a name sounds like the address column's. */
static guint rate_name(const char *name)
{
	static const char *const exact[] = {"email", "e-mail", "mail", "email address",
		"e-mail address", "emailaddress", "email_address", "address", "adresse", "correo",
		"e-mail-adresse", "mailadresse", "courriel", "recipient", "subscriber"};
	g_autofree char *lower = g_ascii_strdown(name, -1);
	const char *last = strrchr(lower, '.');

	for (guint i = 0; i < G_N_ELEMENTS(exact); i++)
		if (strcmp(lower, exact[i]) == 0 ||
			(last != NULL && strcmp(last + 1, exact[i]) == 0))
			return 3;
	return strstr(lower, "mail") != NULL ? 2 : 0;
}

/* Whether the first row is a header that names an address column. */
static gboolean names_address(const struct rebound_list_dialect *dialect,
	const struct rebound_list_input *input, gsize skipped)
{
	g_autofree struct rebound_list_field *fields =
		g_new0(struct rebound_list_field, MOST_FIELDS);
	struct rebound_list_row row = {
		.wanted = all_columns(), .wanted_count = MOST_FIELDS, .fields = fields};
	g_autoptr(GString) scratch = g_string_new(NULL);
	gboolean found = FALSE;

	if (!rebound_list_row_scan(dialect, input->bytes + input->start + skipped,
		    input->bytes + input->end, input->finished, &row))
		return FALSE;
	for (guint i = 0; i < MIN(row.count, MOST_FIELDS) && row.count > 1 && !found; i++) {
		gsize len;
		const char *text = rebound_list_field_text(&fields[i], scratch, &len);
		g_autofree char *name = g_strndup(text, len);

		found = rate_name(name) == 3;
	}
	return found;
}

/* How well a delimiter explains the rows: the share that has the commonest number of fields. */
static guint rate_delimiter(
	const struct rebound_list_input *input, gsize skipped, char delimiter, gboolean cr_ends)
{
	struct rebound_list_dialect dialect;
	guint counts[SAMPLE_ROWS] = {0}, best = 0, fields = 0;

	rebound_list_dialect_init(&dialect, delimiter, cr_ends);
	guint rows = count_fields(&dialect, input, skipped, counts);
	for (guint i = 0; i < rows; i++) {
		guint same = 0;

		for (guint k = 0; k < rows; k++)
			same += counts[k] == counts[i] ? 1 : 0;
		if (same > best || (same == best && counts[i] > fields)) {
			best = same;
			fields = counts[i];
		}
	}
	if (names_address(&dialect, input, skipped))
		return MOST_FIELDS * MOST_FIELDS + counts[0];
	if (fields < 2 || best * 5 < rows * 3)
		return 0;
	return best * MOST_FIELDS / rows * MOST_FIELDS + MIN(fields, MOST_FIELDS - 1);
}

static char find_delimiter(const struct rebound_list_input *input, gboolean cr_ends)
{
	static const char candidates[] = {',', ';', '\t', '|'};
	char best = '\0';
	guint most = 0;

	for (guint i = 0; i < G_N_ELEMENTS(candidates); i++) {
		guint rate = rate_delimiter(input, 0, candidates[i], cr_ends);

		if (rate > most) {
			most = rate;
			best = candidates[i];
		}
	}
	return best;
}

/* "sep=;" and its line end. */
static gsize find_intro(const struct rebound_list_input *input, char *delimiter)
{
	const char *at = input->bytes + input->start;
	gsize len = input->end - input->start;

	if (len < 6 || g_ascii_strncasecmp(at, "sep=", 4) != 0)
		return 0;
	gsize line = at[5] == '\n' ? 6 : len >= 7 && at[5] == '\r' && at[6] == '\n' ? 7 : 0;
	if (line > 0)
		*delimiter = at[4];
	return line;
}

static void read_sample(struct sample *sample, const struct rebound_list_dialect *dialect,
	const struct rebound_list_input *input, gsize skipped)
{
	const char *at = input->bytes + input->start + skipped, *end = input->bytes + input->end;
	g_autofree struct rebound_list_field *fields =
		g_new(struct rebound_list_field, MOST_FIELDS);
	struct rebound_list_row row = {.wanted = all_columns(), .fields = fields};
	g_autoptr(GString) scratch = g_string_new(NULL);
	guint counts[SAMPLE_ROWS] = {0};
	guint rows = count_fields(dialect, input, skipped, counts);

	sample->text = g_string_chunk_new(SAMPLE_ROWS);
	for (guint i = 0; i < rows; i++)
		sample->columns = MIN(MAX(sample->columns, counts[i]), MOST_FIELDS);
	sample->cells = g_new0(
		struct rebound_contact_address, (gsize)SAMPLE_ROWS * MAX(sample->columns, 1));
	row.wanted_count = sample->columns;
	while (sample->rows < rows &&
		rebound_list_row_scan(dialect, at, end, input->finished, &row) && row.len > 0) {
		at += row.len;
		if (row.count <= 1 && row.len <= 2)
			continue;
		for (guint i = 0; i < sample->columns; i++) {
			struct rebound_contact_address *to =
				&sample->cells[sample->rows * sample->columns + i];
			const char *text = rebound_list_field_text(&fields[i], scratch, &to->len);
			to->text = g_string_chunk_insert_len(sample->text, text, (gssize)to->len);
		}
		sample->rows++;
	}
}

static gboolean is_address(struct rebound_arena *arena, struct rebound_contact_address text)
{
	rebound_list_unwrap(&text);
	return rebound_address_read(arena, text.text, text.len) != NULL;
}

static guint count_addresses(const struct sample *sample, guint column, struct rebound_arena *arena)
{
	guint count = 0;

	for (guint row = 0; row < sample->rows; row++)
		count += is_address(arena, *cell(sample, row, column)) ? 1 : 0;
	rebound_arena_clear(arena);
	return count;
}

/* By the addresses that stand in each column; a header only breaks a tie. */
static gboolean find_column(
	struct rebound_list_shape *shape, const struct sample *sample, guint *column)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	guint best = 0, other = 0, second = 0;

	for (guint i = 0; i < sample->columns; i++) {
		guint name = rate_name(cell(sample, 0, i)->text);
		guint addresses = count_addresses(sample, i, arena);
		guint rate = name + 4 * addresses;

		if (rate > best) {
			second = best;
			other = *column;
			best = rate;
			*column = i;
		} else if (rate > second) {
			second = rate;
			other = i;
		}
	}
	/* Every second row at least, and not just a name. */
	if (second >= 4 * MAX(sample->rows / 2, 1)) {
		const char *name = cell(sample, 0, other)->text;

		shape->other = strchr(name, '@') == NULL && *name != '\0'
				       ? g_strdup(name)
				       : g_strdup_printf("%u", other + 1);
	}
	return best > 0;
}

static gboolean read_column(const struct sample *sample, const char *name, guint *column)
{
	guint64 number;

	for (guint i = 0; sample->rows > 0 && i < sample->columns; i++)
		if (g_ascii_strcasecmp(cell(sample, 0, i)->text, name) == 0) {
			*column = i;
			return TRUE;
		}
	if (!g_ascii_string_to_unsigned(
		    name, 10, 1, sample->rows > 0 ? sample->columns : MOST_FIELDS, &number, NULL))
		return FALSE;
	*column = (guint)number - 1;
	return TRUE;
}

/* The list's columns, for who named another one: by the first row, which has names as a rule. */
static char *name_columns(const struct sample *sample)
{
	g_autoptr(GString) names = g_string_new(NULL);

	for (guint i = 0; sample->rows > 0 && i < MIN(sample->columns, SHOWN_COLUMNS); i++)
		g_string_append_printf(
			names, "%s'%s'", i == 0 ? "" : ", ", cell(sample, 0, i)->text);
	return g_string_free(g_steal_pointer(&names), FALSE);
}

static gint compare_columns(gconstpointer a, gconstpointer b)
{
	guint first = *(const guint *)a, second = *(const guint *)b;

	return first < second ? -1 : first > second;
}

/* Sets the columns; FALSE with error set. */
static gboolean choose_columns(struct rebound_list_shape *shape, const struct sample *sample,
	const struct rebound_contact_list_options *options, GError **error)
{
	g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(guint));
	guint column = 0;

	if (options->columns == NULL) {
		if (sample->rows > 0 && !find_column(shape, sample, &column)) {
			g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
				"%s: no column holds mail addresses; name it with --column",
				options->path);
			return FALSE;
		}
		g_array_append_val(columns, column);
	}
	for (const char *const *name = options->columns; name != NULL && *name != NULL; name++) {
		if (!read_column(sample, *name, &column)) {
			g_autofree char *names = name_columns(sample);

			g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
				"%s: there is no column '%s'; the first of its %u are %s",
				options->path, *name, sample->columns, names);
			return FALSE;
		}
		for (guint i = 0; i < columns->len; i++)
			if (g_array_index(columns, guint, i) == column)
				g_array_remove_index(columns, i);
		g_array_append_val(columns, column);
	}
	g_array_sort(columns, compare_columns);
	shape->count = columns->len;
	shape->columns = (guint *)g_array_free(g_steal_pointer(&columns), FALSE);
	return TRUE;
}

/* The first row is a header unless it holds an address itself, or nothing. */
static gboolean has_header(const struct rebound_list_shape *shape, const struct sample *sample)
{
	gboolean says_something = FALSE;

	if (sample->rows == 0)
		return FALSE;
	for (guint i = 0; i < shape->count; i++) {
		if (shape->columns[i] >= sample->columns)
			continue;
		const struct rebound_contact_address *first = cell(sample, 0, shape->columns[i]);

		if (memchr(first->text, '@', first->len) != NULL)
			return FALSE;
		says_something = says_something || first->len > 0;
	}
	return says_something &&
	       (shape->dialect.delimiter != '\0' || rate_name(cell(sample, 0, 0)->text) > 0);
}

static gboolean find_csv(struct rebound_list_shape *shape, const struct rebound_list_input *input,
	const struct rebound_contact_list_options *options, GError **error)
{
	gboolean cr_ends = sees_lone_cr(input);
	char delimiter = '\0';
	struct sample sample = {0};

	shape->intro = find_intro(input, &delimiter);
	if (options->delimiter != '\0')
		delimiter = options->delimiter;
	if (delimiter == '\0')
		delimiter = find_delimiter(input, cr_ends);
	shape->kind = delimiter != '\0' ? REBOUND_LIST_CSV : REBOUND_LIST_PLAIN;
	rebound_list_dialect_init(&shape->dialect, delimiter, cr_ends);
	read_sample(&sample, &shape->dialect, input, shape->intro);
	gboolean good = choose_columns(shape, &sample, options, error);
	if (good && has_header(shape, &sample)) {
		struct rebound_list_row row = {0};

		rebound_list_row_scan(&shape->dialect, input->bytes + input->start + shape->intro,
			input->bytes + input->end, input->finished, &row);
		shape->header = row.len;
		shape->width = row.count;
	}
	clear_sample(&sample);
	return good;
}

/* How often each member of the first objects holds an address. */
struct member_sample {
	GHashTable *rates; /* name to how good it is */
	struct rebound_arena *arena;
};

static gboolean rate_members(const struct rebound_record *record, void *data)
{
	struct member_sample *sample = data;
	const char *name, *value;

	for (guint i = 0; rebound_record_member(record, i, &name, &value); i++) {
		struct rebound_contact_address text = {value, strlen(value)};
		guint rate = GPOINTER_TO_UINT(g_hash_table_lookup(sample->rates, name));

		if (!is_address(sample->arena, text))
			continue;
		rate = rate == 0 ? rate_name(name) + 4 : rate + 4;
		g_hash_table_insert(sample->rates, g_strdup(name), GUINT_TO_POINTER(rate));
	}
	rebound_arena_clear(sample->arena);
	return TRUE;
}

/* The best; between equals the one whose name comes first, so that the order does not matter. */
static const char *best_member(GHashTable *rates)
{
	const char *best = NULL;
	GHashTableIter iter;
	gpointer name, rate;
	guint most = 0;

	g_hash_table_iter_init(&iter, rates);
	while (g_hash_table_iter_next(&iter, &name, &rate)) {
		guint own = GPOINTER_TO_UINT(rate);

		if (own > most || (own == most && best != NULL && strcmp(name, best) < 0)) {
			most = own;
			best = name;
		}
	}
	return best;
}

static gboolean find_json(struct rebound_list_shape *shape, const struct rebound_list_input *input,
	const struct rebound_contact_list_options *options, GError **error)
{
	const char *at = input->bytes + input->start, *end = input->bytes + input->end;
	struct rebound_list_row row = {0};

	shape->kind = REBOUND_LIST_JSON;
	rebound_list_dialect_init(&shape->dialect, '\0', FALSE);
	if (options->columns != NULL) {
		shape->members = g_strdupv((char **)options->columns);
		shape->count = g_strv_length(shape->members);
		return TRUE;
	}
	g_autoptr(GHashTable) rates = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct member_sample sample = {rates, arena};
	g_autoptr(rebound_list_json) json =
		rebound_list_json_new(REBOUND_LIST_JSON_LINES, rate_members, &sample);
	for (guint i = 0; i < SAMPLE_ROWS &&
			  rebound_list_row_scan(&shape->dialect, at, end, input->finished, &row) &&
			  row.len > 0;
		i++) {
		rebound_list_json_read(json, at, row.len, FALSE);
		at += row.len;
	}
	const char *best = best_member(rates);
	if (best == NULL) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"%s: no member of the first objects is a mail address; name it with "
			"--column",
			options->path);
		return FALSE;
	}
	shape->members = g_new0(char *, 2);
	shape->members[0] = g_strdup(best);
	shape->count = 1;
	return TRUE;
}

gboolean rebound_list_shape_find(struct rebound_list_shape *shape,
	const struct rebound_list_input *input, const struct rebound_contact_list_options *options,
	GError **error)
{
	const char *at = input->bytes + input->start, *end = input->bytes + input->end;

	while (at < end && g_ascii_isspace(*at))
		at++;
	if (at < end && *at == '{' && options->delimiter == '\0')
		return find_json(shape, input, options, error);
	if (end - at > 1 && *at == '[' && options->delimiter == '\0') {
		for (at++; at < end && g_ascii_isspace(*at);)
			at++;
		if (at < end && *at == '{') {
			g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
				"%s: is one JSON list; give it an object a line, as 'jq -c .[]' "
				"writes it",
				options->path);
			return FALSE;
		}
	}
	return find_csv(shape, input, options, error);
}

void rebound_list_shape_clear(struct rebound_list_shape *shape)
{
	g_free(shape->columns);
	g_strfreev(shape->members);
	g_free(shape->other);
}
