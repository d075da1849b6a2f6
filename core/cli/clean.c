/* SPDX-License-Identifier: MIT */
#include "core/cli/clean.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/cli/json.h"
#include "core/cli/list_output.h"

#define MOST_NAMED 20 /* rows that standard error names */
#define SHOWN_TEXT 80

/* The columns that --annotate adds; those of --removed are the first two of said[]. */
enum { STATE, REASON, SINCE, UNTIL, WHY, RULE, COLUMNS };
static const char *const names[COLUMNS] = {"rebound_state", "rebound_reason", "rebound_since",
	"rebound_until", "rebound_why", "rebound_rule"};
static const guint all[] = {STATE, REASON, SINCE, UNTIL, WHY, RULE};
static const guint of_removed[] = {REASON, WHY};

struct cleaning {
	const struct rebound_clean_options *options;
	const struct rebound_address_alias *alias; /* NULL: none was asked for */
	struct rebound_store *store;
	struct rebound_suppression_set *set;
	struct rebound_arena *arena;
	struct rebound_contact_list *list;
	struct rebound_clean_tally *tally;
	struct rebound_list_writer kept, removed;
	GString *text;
	struct rebound_json *json;
	gint64 now;
	guint64 named;
};

/* An address that is not plain ASCII. Bytes that are no UTF-8 are taken for Windows-1252. */
static gsize read_wide_key(struct cleaning *cleaning, const struct rebound_contact_address *address,
	char key[REBOUND_LIMIT_KEY_BYTES])
{
	const char *text = address->text;
	g_autofree char *converted = NULL;
	gsize len = address->len;

	rebound_arena_clear(cleaning->arena);
	if (!g_utf8_validate_len(text, len, NULL)) {
		converted = g_convert(text, (gssize)len, "UTF-8", "WINDOWS-1252", NULL, &len, NULL);
		text = converted;
	}
	const char *whole = text != NULL ? rebound_address_read(cleaning->arena, text, len) : NULL;
	if (whole == NULL)
		return 0;
	whole = rebound_address_key(cleaning->arena, whole);
	len = strlen(whole);
	if (len > REBOUND_LIMIT_KEY_BYTES)
		return 0;
	memcpy(key, whole, len);
	return len;
}

/* Whether an address is suppressed; *valid is FALSE where it is none. */
static gboolean find(struct cleaning *cleaning, const struct rebound_contact_address *address,
	gboolean *valid, struct rebound_suppression_mark *mark)
{
	char key[REBOUND_LIMIT_KEY_BYTES];
	gsize len = rebound_address_plain_key(address->text, address->len, key);

	if (len == 0)
		len = read_wide_key(cleaning, address, key);
	*valid = len > 0;
	if (len == 0)
		return FALSE;
	if (cleaning->alias != NULL)
		len = rebound_address_key_unalias(key, len, cleaning->alias);
	return rebound_suppression_set_find(cleaning->set, key, len, mark);
}

/* Whether standard error has room for one row more; counts it. */
static gboolean may_name(struct cleaning *cleaning)
{
	return !cleaning->options->quiet && cleaning->named++ < MOST_NAMED;
}

static void name_row(struct cleaning *cleaning, const struct rebound_contact_row *row,
	const char *text, gsize len, const char *what, const char *why)
{
	const char *shown = rebound_text_line(cleaning->arena, text, len, SHOWN_TEXT);
	fprintf(stderr, "row %" G_GUINT64_FORMAT ": %s: %s%s%s\n", row->number, shown, what,
		why[0] != '\0' ? ": " : "", why);
}

/* What is told of a row, column by column; all NULL for nothing. */
struct said {
	const char *columns[COLUMNS];
	char since[REBOUND_CLOCK_TIME_SIZE], until[REBOUND_CLOCK_TIME_SIZE];
};

/* FALSE with error set where the store failed. */
static gboolean look_up(struct cleaning *cleaning, const struct rebound_suppression_mark *mark,
	struct said *said, GError **error)
{
	struct rebound_suppression_words words;

	rebound_arena_clear(cleaning->arena);
	if (!rebound_suppression_set_tell(cleaning->store, mark, cleaning->arena, &words, error))
		return FALSE;
	said->columns[STATE] = rebound_state_name(mark->state);
	said->columns[REASON] = mark->cause;
	if (words.since != 0)
		said->columns[SINCE] = rebound_clock_write_time(words.since, said->since);
	if (words.until != 0)
		said->columns[UNTIL] = rebound_clock_write_time(words.until, said->until);
	said->columns[WHY] = words.why;
	said->columns[RULE] = words.rule;
	return TRUE;
}

/* How many bytes a row has before its line end. */
static gsize body_of(const char *bytes, gsize len)
{
	while (len > 0 && (bytes[len - 1] == '\n' || bytes[len - 1] == '\r'))
		len--;
	return len;
}

/* A line of a plain list becomes the first cell of CSV: quoted where it must be, and else as it is.
 */
static void write_cell(
	struct cleaning *cleaning, struct rebound_list_writer *writer, const char *bytes, gsize len)
{
	GString *text = cleaning->text;

	if (rebound_contact_list_kind(cleaning->list) != REBOUND_LIST_PLAIN ||
		(memchr(bytes, ',', len) == NULL && memchr(bytes, '"', len) == NULL)) {
		rebound_list_writer_rows(writer, bytes, len);
		return;
	}
	g_string_assign(text, "\"");
	for (gsize i = 0; i < len; i++) {
		if (bytes[i] == '"')
			g_string_append_c(text, '"');
		g_string_append_c(text, bytes[i]);
	}
	g_string_append_c(text, '"');
	rebound_list_writer_rows(writer, text->str, text->len);
}

/* A row of a list with columns more, under their names also where the row has too few. */
static void write_columns(struct cleaning *cleaning, struct rebound_list_writer *writer,
	const struct rebound_contact_row *row, const char *const *values, const guint *columns,
	guint count)
{
	char delimiter = rebound_contact_list_delimiter(cleaning->list);
	gsize len = row->len, body = body_of(row->bytes, len);
	const char *bytes = row->bytes;
	GString *text = cleaning->text;

	if (row->fields == 0) {
		rebound_list_writer_rows(writer, bytes, len);
		return;
	}
	if (delimiter == '\0')
		delimiter = ',';
	write_cell(cleaning, writer, bytes, body);
	g_string_truncate(text, 0);
	for (guint i = row->fields; i < rebound_contact_list_width(cleaning->list); i++)
		g_string_append_c(text, delimiter);
	for (guint i = 0; i < count; i++) {
		g_string_append_c(text, delimiter);
		if (values[columns[i]] != NULL)
			rebound_csv_append(text, values[columns[i]], delimiter);
	}
	rebound_list_writer_text(writer, text->str, text->len);
	rebound_list_writer_rows(writer, len > body ? bytes + body : "\n", MAX(len - body, 1));
}

/* An object with members more, before its last brace. */
static void write_members(struct cleaning *cleaning, struct rebound_list_writer *writer,
	const struct rebound_contact_row *row, const char *const *values, const guint *columns,
	guint count)
{
	const char *brace = row->damaged ? NULL : memrchr(row->bytes, '}', row->len);
	gsize len;

	if (brace == NULL) {
		rebound_list_writer_rows(writer, row->bytes, row->len);
		return;
	}
	const char *before = brace - 1;
	while (before > row->bytes && g_ascii_isspace(*before))
		before--;
	rebound_json_clear(cleaning->json);
	rebound_json_open(cleaning->json, NULL);
	for (guint i = 0; i < count; i++)
		rebound_json_string(cleaning->json, names[columns[i]], values[columns[i]]);
	rebound_json_close(cleaning->json);
	rebound_json_end_line(cleaning->json);
	const char *members = rebound_json_text(cleaning->json, &len);
	rebound_list_writer_rows(writer, row->bytes, (gsize)(brace - row->bytes));
	if (*before != '{')
		rebound_list_writer_rows(writer, ",", 1);
	/* Without the braces and the line end. */
	rebound_list_writer_text(writer, members + 1, len - 3);
	rebound_list_writer_rows(writer, brace, row->len - (gsize)(brace - row->bytes));
	if (row->bytes[row->len - 1] != '\n')
		rebound_list_writer_rows(writer, "\n", 1);
}

static void write_said(struct cleaning *cleaning, struct rebound_list_writer *writer,
	const struct rebound_contact_row *row, const struct said *said, const guint *columns,
	guint count)
{
	if (rebound_contact_list_kind(cleaning->list) == REBOUND_LIST_JSON)
		write_members(cleaning, writer, row, said->columns, columns, count);
	else
		write_columns(cleaning, writer, row, said->columns, columns, count);
}

static void write_header(struct cleaning *cleaning, struct rebound_list_writer *writer,
	const guint *columns, guint count)
{
	struct rebound_contact_row row = {.fields = rebound_contact_list_width(cleaning->list)};
	gsize len;
	const char *bytes = rebound_contact_list_intro(cleaning->list, &len);

	if (bytes != NULL)
		rebound_list_writer_rows(writer, bytes, len);
	row.bytes = rebound_contact_list_header(cleaning->list, &row.len);
	if (row.bytes != NULL && count > 0)
		write_columns(cleaning, writer, &row, names, columns, count);
	else if (row.bytes != NULL)
		rebound_list_writer_rows(writer, row.bytes, row.len);
}

static void count_cause(struct cleaning *cleaning, const char *cause)
{
	GHashTable *causes = cleaning->tally->causes;
	guint64 *count = g_hash_table_lookup(causes, cause);

	if (count == NULL) {
		count = g_new0(guint64, 1);
		g_hash_table_insert(causes, g_strdup(cause), count);
	}
	(*count)++;
}

static gboolean goes(const struct cleaning *cleaning, enum rebound_state state)
{
	return state == REBOUND_STATE_ACTIVE || cleaning->options->include_proposed;
}

static gboolean remove_row(struct cleaning *cleaning, const struct rebound_contact_row *row,
	const struct rebound_contact_address *address, const struct rebound_suppression_mark *mark,
	GError **error)
{
	struct said said = {0};

	cleaning->tally->removed++;
	count_cause(cleaning, mark->cause);
	if (cleaning->options->removed != NULL) {
		if (!look_up(cleaning, mark, &said, error))
			return FALSE;
		write_said(cleaning, &cleaning->removed, row, &said, of_removed,
			G_N_ELEMENTS(of_removed));
	} else if (may_name(cleaning)) {
		if (!look_up(cleaning, mark, &said, error))
			return FALSE;
		const char *why = said.columns[WHY] != NULL ? said.columns[WHY] : "";
		/* A decision's why begins with its cause. */
		gboolean repeated = g_str_has_prefix(why, mark->cause);
		name_row(cleaning, row, address->text, address->len, repeated ? why : mark->cause,
			repeated ? "" : why);
	}
	return TRUE;
}

/* A row that stays. */
static gboolean keep_row(struct cleaning *cleaning, const struct rebound_contact_row *row,
	const struct rebound_suppression_mark *mark, GError **error)
{
	struct said said = {0};

	if (mark != NULL && mark->state != REBOUND_STATE_ACTIVE)
		cleaning->tally->proposed++;
	else if (mark != NULL)
		count_cause(cleaning, mark->cause);
	if (!cleaning->options->annotate) {
		rebound_list_writer_rows(&cleaning->kept, row->bytes, row->len);
		return TRUE;
	}
	if (mark != NULL && !look_up(cleaning, mark, &said, error))
		return FALSE;
	write_said(cleaning, &cleaning->kept, row, &said, all, G_N_ELEMENTS(all));
	return TRUE;
}

/* FALSE with error set where the store failed. */
static gboolean clean_row(
	struct cleaning *cleaning, const struct rebound_contact_row *row, GError **error)
{
	const struct rebound_contact_address *gravest = NULL;
	struct rebound_suppression_mark mark, worst = {0};
	gboolean valid;

	cleaning->tally->rows++;
	cleaning->tally->damaged += row->damaged ? 1 : 0;
	for (guint i = 0; i < row->count; i++) {
		const struct rebound_contact_address *address = &row->addresses[i];

		if (address->len == 0)
			continue;
		if (find(cleaning, address, &valid, &mark) &&
			(gravest == NULL || rebound_state_gravity(mark.state) >
						    rebound_state_gravity(worst.state))) {
			gravest = address;
			worst = mark;
		}
		if (!valid) {
			cleaning->tally->invalid++;
			if (may_name(cleaning))
				name_row(cleaning, row, address->text, address->len,
					"is no mail address, and stays", "");
		}
	}
	if (gravest == NULL)
		return keep_row(cleaning, row, NULL, error);
	if (cleaning->options->annotate || !goes(cleaning, worst.state))
		return keep_row(cleaning, row, &worst, error);
	return remove_row(cleaning, row, gravest, &worst, error);
}

static gboolean clean_rows(struct cleaning *cleaning, GError **error)
{
	struct rebound_contact_row row;
	GError *problem = NULL;

	write_header(cleaning, &cleaning->kept, all,
		cleaning->options->annotate ? G_N_ELEMENTS(all) : 0);
	if (cleaning->options->removed != NULL)
		write_header(cleaning, &cleaning->removed, of_removed, G_N_ELEMENTS(of_removed));
	while (rebound_contact_list_next(cleaning->list, &row, &problem))
		if (!clean_row(cleaning, &row, error))
			return FALSE;
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (cleaning->named > MOST_NAMED)
		fprintf(stderr, "... and %" G_GUINT64_FORMAT " more.\n",
			cleaning->named - MOST_NAMED);
	return TRUE;
}

gboolean rebound_clean_run(const struct rebound_clean_options *options, struct rebound_store *store,
	struct rebound_contact_list *list, struct rebound_clean_tally *tally, GError **error)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(rebound_json) json = rebound_json_new();
	g_autoptr(GString) text = g_string_new(NULL);
	gboolean has_alias = options->alias.tags || options->alias.gmail_dots;
	struct cleaning cleaning = {.options = options,
		.alias = has_alias ? &options->alias : NULL,
		.store = store,
		.arena = arena,
		.list = list,
		.tally = tally,
		.text = text,
		.json = json,
		.now = rebound_clock_now()};

	*tally = (struct rebound_clean_tally){
		.causes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
	g_autoptr(rebound_suppression_set) set =
		rebound_suppression_set_load(store, cleaning.now, cleaning.alias, error);
	if (set == NULL)
		return FALSE;
	cleaning.set = set;
	const struct rebound_list_input *input = rebound_contact_list_input(list);
	rebound_list_writer_init(&cleaning.kept, options->kept, input);
	if (options->removed != NULL)
		rebound_list_writer_init(&cleaning.removed, options->removed, input);
	gboolean good = clean_rows(&cleaning, error);
	rebound_list_writer_clear(&cleaning.kept);
	rebound_list_writer_clear(&cleaning.removed);
	return good;
}
