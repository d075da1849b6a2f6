/* SPDX-License-Identifier: MIT */
#include "core/cli/contact_list.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rebound/error.h>
#include "core/base/text.h"
#include "core/smtp/address.h"

#define SAMPLE_ROWS 50
#define MOST_FIELDS 1024
#define MOST_ROW    (16 * 1024 * 1024)

struct rebound_contact_list {
	FILE *file;
	char *path;
	char delimiter;
	guint column;
	GString *row;	 /* bytes of the row that was read last */
	GString *field;	 /* its address field, unquoted */
	GString *header; /* NULL: none */
	GQueue *sample;	 /* GString *: rows read ahead to find the column */
	guint64 number;	 /* rows given so far, the header too */
};

/* Where a row is read to. A mark opens a quotation only as the first of its field; a pair of marks
   within one is one mark. */
struct quotation {
	gboolean open, inside_field, just_closed;
};

/* TRUE where the byte is the second mark of a pair. */
static gboolean follow_quotation(struct quotation *quotation, char byte, char delimiter)
{
	gboolean pair = FALSE;

	if (byte == '"' && delimiter != '\0') {
		pair = quotation->just_closed;
		quotation->just_closed = quotation->open;
		if (quotation->open)
			quotation->open = FALSE;
		else
			quotation->open = pair || !quotation->inside_field;
		quotation->inside_field = TRUE;
		return pair;
	}
	quotation->just_closed = FALSE;
	quotation->inside_field = quotation->open || byte != delimiter;
	return FALSE;
}

/* A bare CR ends a row too: so old spreadsheets write. */
static gboolean ends_row(FILE *file, int c)
{
	if (c != '\r')
		return c == '\n';
	int next = getc_unlocked(file);
	if (next != EOF)
		ungetc(next, file);
	return next != '\n';
}

/* One row, quoted line ends included; FALSE at the end. */
static gboolean read_row(struct rebound_contact_list *list, GString *row, GError **error)
{
	struct quotation quotation = {0};
	int c;

	g_string_truncate(row, 0);
	while ((c = getc_unlocked(list->file)) != EOF) {
		if (row->len >= MOST_ROW) {
			g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_LIMIT,
				"%s: a row is longer than 16 MB; is a quotation mark missing?",
				list->path);
			return FALSE;
		}
		g_string_append_c(row, (char)c);
		follow_quotation(&quotation, (char)c, list->delimiter);
		if (!quotation.open && ends_row(list->file, c))
			return TRUE;
	}
	if (ferror(list->file)) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s", list->path,
			g_strerror(errno));
		return FALSE;
	}
	return row->len > 0;
}

/* The field of this number, unquoted; FALSE where the row has fewer. */
static gboolean read_field(
	const struct rebound_contact_list *list, const GString *row, guint column, GString *field)
{
	const char *at = row->str, *end = row->str + row->len;
	struct quotation quotation = {0};
	guint number = 0;

	g_string_truncate(field, 0);
	if (g_str_has_prefix(at, "\xEF\xBB\xBF"))
		at += 3;
	for (; at < end; at++) {
		struct quotation before = quotation;
		gboolean pair = follow_quotation(&quotation, *at, list->delimiter);

		if (*at == list->delimiter && list->delimiter != '\0' && !quotation.open) {
			if (++number > column)
				return TRUE;
		} else if (number == column && (pair || before.open == quotation.open) &&
			   (quotation.open || (*at != '\n' && *at != '\r'))) {
			g_string_append_c(field, *at);
		}
	}
	return number >= column;
}

/* "Ann Lund <ann@example.org>" to its address. */
static void unwrap_address(GString *field)
{
	const char *open = strrchr(field->str, '<');

	g_string_truncate(field, strlen(g_strchomp(field->str)));
	gsize len = field->len;
	if (open == NULL || len == 0 || field->str[len - 1] != '>')
		return;
	g_string_truncate(field, len - 1);
	g_string_erase(field, 0, open + 1 - field->str);
}

static char find_delimiter(const GString *row)
{
	static const char candidates[] = {',', ';', '\t', '|'};
	char best = '\0';
	guint most = 0;

	for (guint i = 0; i < G_N_ELEMENTS(candidates); i++) {
		gboolean quoted = FALSE;
		guint count = 0;

		for (gsize k = 0; k < row->len; k++) {
			if (row->str[k] == '"')
				quoted = !quoted;
			else if (row->str[k] == candidates[i] && !quoted)
				count++;
		}
		if (count > most) {
			most = count;
			best = candidates[i];
		}
	}
	return best;
}

static gboolean is_address(struct rebound_arena *arena, const char *text)
{
	return rebound_address_read(arena, text, strlen(text)) != NULL;
}

/* How much a header's field sounds like the address column's. */
static guint rate_header(const char *name)
{
	static const char *const exact[] = {"email", "e-mail", "mail", "email address",
		"e-mail address", "emailaddress", "email_address", "address", "adresse", "correo",
		"e-mail-adresse", "mailadresse", "courriel"};
	g_autofree char *lower = g_utf8_strdown(name, -1);

	g_strstrip(lower);
	for (guint i = 0; i < G_N_ELEMENTS(exact); i++) {
		if (strcmp(lower, exact[i]) == 0)
			return 3;
	}
	return strstr(lower, "mail") != NULL ? 2 : 0;
}

/* By the addresses that stand in each column of the sample; a header only breaks a tie. */
static gboolean find_column(struct rebound_contact_list *list)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GString) field = g_string_new(NULL);
	const GString *first = g_queue_peek_head(list->sample);
	guint best = 0;

	if (first == NULL)
		return TRUE;
	for (guint column = 0; column < MOST_FIELDS && read_field(list, first, column, field);
		column++) {
		guint rate = rate_header(field->str);
		guint addresses = 0;

		for (GList *link = list->sample->head; link != NULL; link = link->next) {
			if (!read_field(list, link->data, column, field))
				continue;
			unwrap_address(field);
			addresses += is_address(arena, field->str) ? 1 : 0;
		}
		rate = addresses > 0 ? rate + 4 * addresses : rate;
		if (rate > best) {
			best = rate;
			list->column = column;
		}
		rebound_arena_clear(arena);
	}
	return best > 0;
}

static gboolean choose_column(struct rebound_contact_list *list, const char *column, GError **error)
{
	g_autoptr(GString) field = g_string_new(NULL);
	const GString *first = g_queue_peek_head(list->sample);
	char *end;

	if (column == NULL) {
		if (find_column(list))
			return TRUE;
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"%s: no column holds mail addresses; name it with --column", list->path);
		return FALSE;
	}
	guint64 number = g_ascii_strtoull(column, &end, 10);
	if (*end == '\0' && number >= 1 && number <= MOST_FIELDS) {
		list->column = (guint)number - 1;
		return TRUE;
	}
	for (guint i = 0; first != NULL && i < MOST_FIELDS && read_field(list, first, i, field);
		i++) {
		if (g_ascii_strcasecmp(g_strstrip(field->str), column) == 0) {
			list->column = i;
			return TRUE;
		}
	}
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX, "%s: there is no column '%s'",
		list->path, column);
	return FALSE;
}

/* The first row is a header unless it holds an address itself. */
static void take_header(struct rebound_contact_list *list)
{
	g_autoptr(GString) field = g_string_new(NULL);
	const GString *first = g_queue_peek_head(list->sample);

	if (first == NULL || !read_field(list, first, list->column, field))
		return;
	if (strchr(field->str, '@') != NULL ||
		(list->delimiter == '\0' && rate_header(field->str) == 0))
		return;
	list->header = g_queue_pop_head(list->sample);
	list->number = 1;
}

static void free_row(gpointer row)
{
	g_string_free(row, TRUE);
}

static gboolean read_sample(struct rebound_contact_list *list, GError **error)
{
	GError *problem = NULL;

	for (guint i = 0; i < SAMPLE_ROWS; i++) {
		GString *row = g_string_new(NULL);

		if (!read_row(list, row, &problem)) {
			g_string_free(row, TRUE);
			break;
		}
		if (i == 0) {
			/* A quoted line end in the very first row is not looked for: it is a header
			 * or an address. */
			list->delimiter = find_delimiter(row);
		}
		g_queue_push_tail(list->sample, row);
	}
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	return TRUE;
}

struct rebound_contact_list *rebound_contact_list_open(
	const char *path, const char *column, GError **error)
{
	g_autoptr(rebound_contact_list) list = g_new0(struct rebound_contact_list, 1);

	list->path = g_strdup(path);
	list->row = g_string_new(NULL);
	list->field = g_string_new(NULL);
	list->sample = g_queue_new();
	list->file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	if (list->file == NULL) {
		g_set_error(
			error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s", path, g_strerror(errno));
		return NULL;
	}
	if (!read_sample(list, error) || !choose_column(list, column, error))
		return NULL;
	take_header(list);
	return g_steal_pointer(&list);
}

void rebound_contact_list_free(struct rebound_contact_list *list)
{
	if (list == NULL)
		return;
	if (list->file != NULL && list->file != stdin)
		fclose(list->file);
	g_queue_free_full(list->sample, free_row);
	if (list->header != NULL)
		g_string_free(list->header, TRUE);
	g_string_free(list->row, TRUE);
	g_string_free(list->field, TRUE);
	g_free(list->path);
	g_free(list);
}

const char *rebound_contact_list_header(const struct rebound_contact_list *list, gsize *len)
{
	*len = list->header != NULL ? list->header->len : 0;
	return list->header != NULL ? list->header->str : NULL;
}

char rebound_contact_list_delimiter(const struct rebound_contact_list *list)
{
	return list->delimiter;
}

gboolean rebound_contact_list_next(
	struct rebound_contact_list *list, struct rebound_contact_row *row, GError **error)
{
	GString *ahead = g_queue_pop_head(list->sample);

	if (ahead != NULL) {
		g_string_free(list->row, TRUE);
		list->row = ahead;
	} else if (!read_row(list, list->row, error)) {
		return FALSE;
	}
	read_field(list, list->row, list->column, list->field);
	unwrap_address(list->field);
	*row = (struct rebound_contact_row){
		list->row->str, list->row->len, list->field->str, ++list->number};
	return TRUE;
}
