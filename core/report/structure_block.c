/* SPDX-License-Identifier: MIT */
#include "core/report/structure_block.h"

#include <string.h>

#include "core/report/structure_values.h"

/* A cell does not grow beyond this. */
#define LONGEST_CELL 1000

/* The label of a row in a table with two columns is no longer. */
#define LONGEST_LABEL 64

/* A cell that grows has room for this, at the least. */
#define SHORTEST_ROOM 64

/* So many bytes of cells are read again for each of the recipients of their rows. */
#define MOST_SHARED (256 * 1024)

void rebound_block_init(struct rebound_block *block, struct rebound_arena *arena)
{
	*block = (struct rebound_block){
		.arena = arena,
		.scratch = rebound_arena_new(),
		.rows = g_array_new(FALSE, FALSE, sizeof(struct rebound_block_row)),
		.cells = g_array_new(FALSE, FALSE, sizeof(struct rebound_cell)),
	};
}

void rebound_block_clear(struct rebound_block *block)
{
	g_array_unref(block->rows);
	g_array_unref(block->cells);
	rebound_arena_free(block->scratch);
}

void rebound_block_reset(struct rebound_block *block)
{
	g_array_set_size(block->rows, 0);
	g_array_set_size(block->cells, 0);
	block->separator = REBOUND_SEPARATOR_NONE;
	block->last = 0;
	block->address = FALSE;
}

static struct rebound_block_row *row_at(const struct rebound_block *block, guint i)
{
	return &g_array_index(block->rows, struct rebound_block_row, i);
}

static struct rebound_cell *cell_at(
	const struct rebound_block *block, const struct rebound_block_row *row, guint i)
{
	return &g_array_index(block->cells, struct rebound_cell, row->cells + i);
}

void rebound_block_add(struct rebound_block *block, const struct rebound_cell *cells, guint count,
	gsize start, gsize end)
{
	struct rebound_block_row row = {
		.start = start, .end = end, .cells = block->cells->len, .count = count};

	for (guint i = 0; i < count; i++)
		row.address = row.address || memchr(cells[i].text, '@', cells[i].len);
	if (count > 0)
		g_array_append_vals(block->cells, cells, count);
	g_array_append_val(block->rows, row);
	if (count > 0)
		block->last = block->rows->len;
	block->address = block->address || row.address;
}

/** Append to a cell, whose text gets room of its own. */
static void grow_cell(const struct rebound_block *block, struct rebound_cell *cell, char joint,
	const char *text, gsize len)
{
	gsize size = cell->len + (cell->len > 0) + len;
	char *grown = (char *)cell->text;

	if (size > cell->room) {
		cell->room = MAX(2 * size, (gsize)SHORTEST_ROOM);
		grown = rebound_arena_room(block->arena, cell->room);
		if (cell->len > 0)
			memcpy(grown, cell->text, cell->len);
		cell->text = grown;
	}
	if (cell->len > 0)
		grown[cell->len++] = joint;
	if (len > 0)
		memcpy(grown + cell->len, text, len);
	cell->len = size;
}

void rebound_block_extend(
	struct rebound_block *block, guint column, const char *text, gsize len, gsize end)
{
	if (block->last == 0)
		return;
	struct rebound_block_row *row = row_at(block, block->last - 1);
	struct rebound_cell *cell = cell_at(block, row, MIN(column, row->count - 1));
	row->end = end;
	if (cell->len + len > LONGEST_CELL)
		return;
	grow_cell(block, cell, block->separator == REBOUND_SEPARATOR_NONE ? '\n' : ' ', text, len);
	if (memchr(text, '@', len))
		row->address = block->address = TRUE;
}

static struct rebound_value read_cell(
	const struct rebound_block *block, const struct rebound_cell *cell)
{
	return rebound_value_read(block->scratch, cell->text, cell->len);
}

static void clear_value(const struct rebound_block *block, struct rebound_value *value)
{
	rebound_value_clear(value);
	rebound_arena_clear(block->scratch);
}

static gboolean is_addresses(const struct rebound_block *block, const struct rebound_cell *cell)
{
	gboolean found = rebound_value_is_addresses(block->scratch, cell->text, cell->len);

	rebound_arena_clear(block->scratch);
	return found;
}

static gboolean tells(const struct rebound_block *block, const struct rebound_cell *cell)
{
	struct rebound_value value = read_cell(block, cell);
	gboolean told = value.state != REBOUND_TEXT_VERDICT_NONE;
	clear_value(block, &value);
	return told;
}

/**
 * Whether the rows of two cells are labels and values: of "Reason", "550 unknown" and "Address",
 * "ann@example.org", not of "550 unknown", "ann@example.org". "Not delivered" may be the label of
 * the only address, where another row says why.
 */
static gboolean is_vertical(const struct rebound_block *block)
{
	guint behind = 0, rows = 0, told = 0, stated = 0;

	for (guint i = 0; i < block->rows->len; i++) {
		const struct rebound_block_row *row = row_at(block, i);
		if (row->count == 0)
			continue;
		if (row->count != 2)
			return FALSE;
		const struct rebound_cell *label = cell_at(block, row, 0);
		if (label->len > LONGEST_LABEL || is_addresses(block, label))
			return FALSE;
		if (is_addresses(block, cell_at(block, row, 1))) {
			behind++;
			stated += tells(block, label) ? 1 : 0;
		} else if (label->len > 0 && tells(block, cell_at(block, row, 1))) {
			told++;
		}
		rows++;
	}
	return behind > 0 && told > 0 && rows > behind && (stated == 0 || behind == 1);
}

/** Without the colon or the dots that lead to the value. */
static gsize trim_label(const struct rebound_cell *label)
{
	gsize len = label->len;

	while (len > 0 && strchr(" :.=*", label->text[len - 1]))
		len--;
	return len;
}

/** The cell of a header that stands above a cell; NULL. */
static const struct rebound_cell *find_header(const struct rebound_block *block,
	const struct rebound_block_row *header, const struct rebound_block_row *row, guint column)
{
	if (!header)
		return NULL;
	if (header->count == row->count)
		return cell_at(block, header, column);
	if (block->separator != REBOUND_SEPARATOR_SPACES)
		return NULL;
	const struct rebound_cell *cell = cell_at(block, row, column);
	for (guint i = 0; i < header->count; i++) {
		const struct rebound_cell *above = cell_at(block, header, i);
		if (above->column == cell->column)
			return above;
	}
	return NULL;
}

/** A line of a value. */
struct line {
	const char *text;
	gsize len;
	gsize address, rest; /**< bytes of the address that begins it, and where its words begin */
	gsize label, value;  /**< bytes of its label, and where its value begins */
};

/** Bytes of the words behind an address, without the bracket that closes them: "(unknown)". */
static gsize measure_rest(const char *text, gsize len, gsize rest)
{
	char open = rest > 0 ? text[rest - 1] : ' ', close = open == '(' ? ')' : ']';

	return len - rest - ((open == '(' || open == '[') && text[len - 1] == close);
}

static struct line read_line(
	const struct rebound_block *block, const char *at, const char *end, gboolean labels)
{
	const char *stop = memchr(at, '\n', (gsize)(end - at));
	struct line line = {.text = at, .len = (gsize)((stop ? stop : end) - at)};
	const struct rebound_cell whole = {.text = at, .len = line.len};

	if (is_addresses(block, &whole)) {
		line.address = line.rest = line.len;
		return line;
	}
	line.address = rebound_value_leading_address(block->scratch, at, line.len, &line.rest);
	if (line.address == 0 && labels)
		line.label = rebound_label_measure(block->scratch, at, line.len, &line.value);
	rebound_arena_clear(block->scratch);
	if (line.value == line.len)
		line.label = 0;
	return line;
}

/**
 * Add a cell, under the label of its column or row. Its lines may bear labels of their own, and
 * tell of several: words behind an address are about it, and another address begins a record.
 */
static void add_values(const struct rebound_block *block, struct rebound_records *records,
	const struct rebound_cell *header, const struct rebound_cell *cell, gboolean labels)
{
	const char *end = cell->text + cell->len, *words = NULL;
	gsize header_len = header ? trim_label(header) : 0;
	const char *name = header_len > 0 ? header->text : "";
	gboolean named = FALSE, told = FALSE;

	for (const char *at = cell->text; at < end;) {
		struct line line = read_line(block, at, end, labels);
		const char *next = at + line.len + 1;
		gboolean text = line.address == 0 && line.label == 0;
		words = text && !words ? at : words;
		if (words && (!text || next >= end)) {
			gsize len = (gsize)((text ? at + line.len : at - 1) - words);
			rebound_records_add(records, name, named ? 0 : header_len, words, len);
			words = NULL;
			told = TRUE;
		}
		if (line.address > 0) {
			if (named && told)
				rebound_records_end(records);
			while (line.rest == line.len && next < end) {
				struct line other = read_line(block, next, end, FALSE);
				if (other.address == 0 || other.rest < other.len)
					break;
				next += other.len + 1;
			}
			gsize len = line.rest < line.len ? line.address : (gsize)(next - 1 - at);
			rebound_records_add(records, name, header_len, at, len);
			named = TRUE;
			told = line.rest < line.len;
			if (told)
				rebound_records_add(records, "", 0, at + line.rest,
					measure_rest(at, line.len, line.rest));
		} else if (line.label > 0) {
			rebound_records_add(
				records, at, line.label, at + line.value, line.len - line.value);
		}
		at = next;
	}
}

static void read_vertical(const struct rebound_block *block, struct rebound_records *records)
{
	for (guint i = 0; i < block->rows->len; i++) {
		const struct rebound_block_row *row = row_at(block, i);
		if (row->count == 0) {
			rebound_records_pause(records);
			continue;
		}
		for (guint c = 1; c < row->count; c++)
			add_values(block, records, cell_at(block, row, 0), cell_at(block, row, c),
				FALSE);
	}
	rebound_records_end(records);
}

/** Whether a line of a cell holds addresses that may be a recipient's. */
static gboolean has_addresses(
	const struct rebound_block *block, const struct rebound_block_row *row)
{
	for (guint i = 0; i < row->count; i++) {
		const struct rebound_cell *cell = cell_at(block, row, i);
		const char *at = cell->text, *end = cell->text + cell->len;
		const char *sign = memrchr(at, '@', cell->len);
		while (sign && at <= sign) {
			struct line line = read_line(block, at, end, TRUE);
			const struct rebound_cell value = {
				.text = at + line.value, .len = line.len - line.value};
			if (line.address > 0 || (line.label > 0 && is_addresses(block, &value)))
				return TRUE;
			at += MIN(line.len + 1, (gsize)(end - at));
		}
	}
	return FALSE;
}

/** Whether a row of no address tells what became of a message, so that it is no header. */
static gboolean has_told(const struct rebound_block *block, const struct rebound_block_row *row)
{
	for (guint i = 0; i < row->count; i++) {
		struct rebound_value value = read_cell(block, cell_at(block, row, i));
		gboolean told = value.kind == REBOUND_VALUE_STATE || value.reply.code > 0 ||
				value.reply.status.klass > 0;
		clear_value(block, &value);
		if (told)
			return TRUE;
	}
	return FALSE;
}

/** Lines of a cell. */
static guint count_lines(const struct rebound_cell *cell)
{
	guint lines = cell->len > 0;

	for (gsize i = 0; i < cell->len; i++)
		lines += cell->text[i] == '\n';
	return lines;
}

/** How many recipients a row tells of by their lines, each with a line in another cell; 0: it does
 * not, or more would have to be read for each of them than is. */
static guint count_pairs(const struct rebound_block *block, struct rebound_records *records,
	const struct rebound_block_row *row)
{
	guint recipients = 0, others = 0;
	gsize shared = 0;

	for (guint i = 0; i < row->count; i++) {
		const struct rebound_cell *cell = cell_at(block, row, i);
		guint lines = count_lines(cell);
		if (lines < 2) {
			shared += cell->len;
			continue;
		}
		if (recipients > 0 && lines != recipients)
			return 0;
		others += !is_addresses(block, cell);
		recipients = lines;
	}
	if (others == 0 || others == row->count ||
		shared > (MOST_SHARED - records->shared) / MAX(recipients, 1))
		return 0;
	records->shared += shared * recipients;
	return recipients;
}

/** Move a cell's rest behind its first line, which is returned. */
static struct rebound_cell take_cell_line(struct rebound_cell *rest)
{
	const char *stop = memchr(rest->text, '\n', rest->len);
	struct rebound_cell line = *rest;

	if (stop) {
		line.len = (gsize)(stop - rest->text);
		rest->text = stop + 1;
		rest->len -= line.len + 1;
	}
	return line;
}

/** Read a row whose cells have a line for each recipient. */
static void read_pairs(const struct rebound_block *block, struct rebound_records *records,
	const struct rebound_block_row *header, const struct rebound_block_row *row, guint pairs)
{
	struct rebound_cell rest[REBOUND_CELLS_MOST];

	for (guint c = 0; c < row->count; c++)
		rest[c] = *cell_at(block, row, c);
	for (; pairs > 0; pairs--) {
		for (guint c = 0; c < row->count; c++) {
			struct rebound_cell line = take_cell_line(&rest[c]);
			add_values(block, records, find_header(block, header, row, c), &line, TRUE);
		}
		rebound_records_end(records);
	}
}

static void read_horizontal(const struct rebound_block *block, struct rebound_records *records,
	const char *text, GString *rest)
{
	const struct rebound_block_row *header = NULL;

	for (guint i = 0; i < block->rows->len; i++) {
		const struct rebound_block_row *row = row_at(block, i);
		if (row->count == 0)
			continue;
		if (!row->address || !has_addresses(block, row)) {
			gboolean told = has_told(block, row);
			header = told || row->address ? header : row;
			if (told || row->address)
				g_string_append_len(
					rest, text + row->start, (gssize)(row->end - row->start));
			continue;
		}
		guint pairs = count_pairs(block, records, row);
		if (pairs > 0) {
			read_pairs(block, records, header, row, pairs);
			continue;
		}
		for (guint c = 0; c < row->count; c++)
			add_values(block, records, find_header(block, header, row, c),
				cell_at(block, row, c), TRUE);
		rebound_records_end(records);
	}
}

/** The row of a table whose other cells are each a recipient, of whom the cells below tell; NULL.
 */
static const struct rebound_block_row *find_recipient_row(const struct rebound_block *block)
{
	const struct rebound_block_row *found = NULL;

	for (guint i = 0; i < block->rows->len; i++) {
		const struct rebound_block_row *row = row_at(block, i);
		guint addresses = 0;
		if (row->count == 0)
			continue;
		if (row->count < 3 || row->count != row_at(block, 0)->count)
			return NULL;
		for (guint c = 1; row->address && c < row->count; c++)
			addresses += is_addresses(block, cell_at(block, row, c));
		if (addresses == row->count - 1 && found)
			return NULL;
		if (addresses == row->count - 1)
			found = row;
		else if (row->address)
			return NULL;
	}
	return found && block->rows->len > 1 ? found : NULL;
}

static void read_columns(const struct rebound_block *block, struct rebound_records *records)
{
	guint count = row_at(block, 0)->count;

	for (guint c = 1; c < count; c++) {
		for (guint i = 0; i < block->rows->len; i++) {
			const struct rebound_block_row *row = row_at(block, i);
			if (row->count == count)
				add_values(block, records, cell_at(block, row, 0),
					cell_at(block, row, c), FALSE);
		}
		rebound_records_end(records);
	}
}

gboolean rebound_block_read(struct rebound_block *block, struct rebound_records *records,
	const char *text, GString *rest)
{
	rebound_records_reset(records);
	if (!block->address || block->rows->len == 0)
		return FALSE;
	if (block->separator == REBOUND_SEPARATOR_NONE || is_vertical(block))
		read_vertical(block, records);
	else if (find_recipient_row(block))
		read_columns(block, records);
	else
		read_horizontal(block, records, text, rest);
	return rebound_records_tell(records) && records->lost == 0;
}
