/* SPDX-License-Identifier: MIT */
#include "core/mail/html.h"

#include <string.h>

#include "core/base/text.h"

#define NAME_BYTES	16 /* of a tag that means something here */
#define REFERENCE_BYTES 32 /* of a character reference */
#define NO_BREAK_SPACE	0xA0
#define MOST_CELLS	64 /* that are empty between two others */
#define MOST_SPANS	4  /* cells that reach down at once */
#define SPAN_BYTES	300
#define MOST_DIVS	4 /* beside each other that are a row */

/* Elements whose content is no text. */
static const char *const hidden[] = {"script", "style", "template", "title"};

/* A cell that reaches down into further rows. */
struct span {
	guint column, rows; /* where it stands, and how many rows are left */
	gsize start;	    /* of its text, while it is written */
	gboolean open;
	char text[SPAN_BYTES];
	gsize len;
};

struct writer {
	GString *text;
	gsize limit;
	gboolean space; /* white space was read and not yet written */
	gboolean fresh; /* at the start of a line */
	gboolean blank; /* which has a no-break space so far, to be an empty one */
	gboolean preformatted;
	gsize row;	     /* where the row of a table began */
	const char *address; /* that a link is for which is all of a line or cell so far; or NULL */
	gsize address_len;
	gsize link, link_end; /* where that link's words begin and end */
	gboolean marks;	      /* rows and cells are marked */
	gboolean in_row;      /* of a table, or of a list of terms */
	gsize row_start;      /* of that row */
	guint cells, borders; /* of that row so far; and borders of cells not yet written */
	struct span spans[MOST_SPANS];
	guint divs, div_row; /* how deep; and where a row of them began, or 0 */
	gboolean unclosed[G_N_ELEMENTS(
		hidden)]; /* no end of this element follows: looked for once */
};

/* Elements whose begin and end stand on lines of their own. */
static const char *const blocks[] = {
	"address",
	"article",
	"blockquote",
	"body",
	"br",
	"center",
	"dd",
	"div",
	"dl",
	"dt",
	"fieldset",
	"footer",
	"form",
	"h1",
	"h2",
	"h3",
	"h4",
	"h5",
	"h6",
	"header",
	"hr",
	"html",
	"li",
	"main",
	"ol",
	"p",
	"pre",
	"section",
	"table",
	"tbody",
	"thead",
	"tr",
	"ul",
};

static const struct {
	const char *name;
	gunichar character;
} references[] = {
	{"amp", '&'},
	{"apos", '\''},
	{"bull", 0x2022},
	{"copy", 0xa9},
	{"gt", '>'},
	{"hellip", 0x2026},
	{"laquo", 0xab},
	{"ldquo", 0x201c},
	{"lsquo", 0x2018},
	{"lt", '<'},
	{"mdash", 0x2014},
	{"middot", 0xb7},
	{"nbsp", NO_BREAK_SPACE},
	{"ndash", 0x2013},
	{"quot", '"'},
	{"raquo", 0xbb},
	{"rdquo", 0x201d},
	{"reg", 0xae},
	{"rsquo", 0x2019},
	{"trade", 0x2122},
	{"auml", 0xe4},
	{"ouml", 0xf6},
	{"uuml", 0xfc},
	{"Auml", 0xc4},
	{"Ouml", 0xd6},
	{"Uuml", 0xdc},
	{"szlig", 0xdf},
	{"aacute", 0xe1},
	{"agrave", 0xe0},
	{"acirc", 0xe2},
	{"atilde", 0xe3},
	{"ccedil", 0xe7},
	{"eacute", 0xe9},
	{"egrave", 0xe8},
	{"ecirc", 0xea},
	{"iacute", 0xed},
	{"ntilde", 0xf1},
	{"oacute", 0xf3},
	{"ocirc", 0xf4},
	{"otilde", 0xf5},
	{"uacute", 0xfa},
};

/* The place of a name in a table, or its size. */
static gsize find_name(const char *name, const char *const *table, gsize size)
{
	gsize i = 0;

	while (i < size && strcmp(name, table[i]) != 0)
		i++;
	return i;
}

/* "<a href="mailto:ann@example.org">Ann Smith</a>" on a line or in a cell of its own stands for
 * the address, which its words do not show. */
static void end_link(struct writer *writer)
{
	gsize link = writer->link, len = writer->link_end - link;

	if (writer->address && len > 0 && writer->text->len == writer->link_end &&
		!memchr(writer->text->str + link, '@', len)) {
		g_string_append(writer->text, " <");
		g_string_append_len(writer->text, writer->address, (gssize)writer->address_len);
		g_string_append_c(writer->text, '>');
	}
	writer->address = NULL;
}

static void end_line(struct writer *writer)
{
	end_link(writer);
	if (!writer->fresh || writer->blank)
		g_string_append_c(writer->text, '\n');
	writer->fresh = TRUE;
	writer->blank = FALSE;
	writer->space = FALSE;
}

static void write_space(struct writer *writer, char space)
{
	if (!writer->preformatted)
		writer->space = TRUE;
	else if (space == '\n') {
		g_string_append_c(writer->text, '\n');
		writer->fresh = TRUE;
	} else if (space != '\r')
		g_string_append_c(writer->text, ' ');
}

/* Begin a row whose cells are marked, within which no other one has begun. */
static void begin_row(struct writer *writer)
{
	writer->in_row = writer->marks;
	writer->row_start = writer->text->len;
	writer->cells = writer->borders = writer->div_row = 0;
}

static void leave_row(struct writer *writer)
{
	writer->in_row = FALSE;
	writer->borders = 0;
	for (guint i = 0; i < MOST_SPANS; i++)
		writer->spans[i].rows = 0;
}

/* Keep the text of cells that reach down, when they end. */
static void end_spans(struct writer *writer)
{
	for (guint i = 0; i < MOST_SPANS; i++) {
		struct span *span = &writer->spans[i];
		if (!span->open)
			continue;
		const char *text = writer->text->str + span->start;
		span->open = FALSE;
		span->len = writer->text->len - span->start;
		while (span->len > 0 && (*text == '\t' || *text == ' ')) {
			text++;
			span->len--;
		}
		while (span->len > 0 && text[span->len - 1] == '\n')
			span->len--;
		if (span->len == 0 || span->len > SPAN_BYTES || memchr(text, '\n', span->len))
			span->rows = 0;
		else
			memcpy(span->text, text, span->len);
	}
}

static void write_bytes(struct writer *writer, const char *bytes, gsize len);

/* Write the cell of a row above that reaches down to the next column. */
static gboolean write_span(struct writer *writer)
{
	for (guint i = 0; i < MOST_SPANS; i++) {
		struct span *span = &writer->spans[i];
		if (span->rows == 0 || span->open || span->column != writer->cells)
			continue;
		span->rows--;
		if (writer->cells++ > 0)
			writer->borders++;
		write_bytes(writer, span->text, span->len);
		return TRUE;
	}
	return FALSE;
}

/* Mark the lines of a row behind its first. */
static void end_row(struct writer *writer)
{
	GString *text = writer->text;
	gsize start = writer->row_start;

	if (!writer->in_row)
		return;
	end_spans(writer);
	while (writer->cells > 0 && text->len < writer->limit && write_span(writer))
		;
	writer->in_row = FALSE;
	writer->borders = 0;
	if (writer->cells < 2 || !memchr(text->str + start, '\t', text->len - start))
		return;
	g_autofree char *row = g_strndup(text->str + start, text->len - start);
	gsize len = text->len - start;
	while (len > 0 && row[len - 1] == '\n')
		len--;
	g_string_truncate(text, start);
	for (gsize i = 0; i < len; i++) {
		g_string_append_c(text, row[i]);
		if (row[i] == '\n' && row[i + 1] != '\t')
			g_string_append(text, "\t\t");
	}
	g_string_append_c(text, '\n');
	writer->fresh = TRUE;
	writer->space = FALSE;
}

static void begin_cell(struct writer *writer)
{
	if (!writer->in_row)
		return;
	end_spans(writer);
	while (writer->borders < MOST_CELLS && write_span(writer))
		;
	if (writer->cells++ > 0 && writer->borders < MOST_CELLS)
		writer->borders++;
}

/* A cell that reaches down: "<td rowspan=3>". */
static void begin_span(struct writer *writer, const char *tag, const char *end)
{
	static const char name[] = "rowspan=";
	const char *found =
		writer->in_row ? rebound_text_find(tag, (gsize)(end - tag), name) : NULL;
	guint rows = 0;

	if (!found)
		return;
	for (found += strlen(name); found < end && (*found == '"' || *found == '\'');)
		found++;
	for (; found < end && g_ascii_isdigit(*found) && rows < 1000; found++)
		rows = rows * 10 + (guint)(*found - '0');
	for (guint i = 0; rows > 1 && i < MOST_SPANS; i++) {
		struct span *span = &writer->spans[i];
		if (span->rows == 0) {
			*span = (struct span){.column = writer->cells - 1,
				.rows = rows - 1,
				.start = writer->text->len,
				.open = TRUE};
			break;
		}
	}
}

/* A cell before which the row says nothing is its first. */
static void write_borders(struct writer *writer)
{
	if (writer->text->len > writer->row_start) {
		writer->space = FALSE;
		for (; writer->borders > 0; writer->borders--)
			g_string_append_c(writer->text, '\t');
	}
	writer->borders = 0;
}

static void write_bytes(struct writer *writer, const char *bytes, gsize len)
{
	if (writer->borders > 0)
		write_borders(writer);
	if (writer->space && !writer->fresh)
		g_string_append_c(writer->text, ' ');
	writer->space = FALSE;
	writer->fresh = FALSE;
	writer->blank = FALSE;
	g_string_append_len(writer->text, bytes, (gssize)len);
}

static void write_character(struct writer *writer, gunichar character)
{
	char bytes[6];

	writer->blank = writer->blank || (writer->fresh && character == NO_BREAK_SPACE);
	if (character == NO_BREAK_SPACE || character == ' ' || character == '\t' ||
		character == '\n' || character == '\r') {
		write_space(writer, ' ');
		return;
	}
	if (character == 0 || !g_unichar_validate(character))
		character = 0xfffd;
	write_bytes(writer, bytes, (gsize)g_unichar_to_utf8(character, bytes));
}

static gboolean read_numeric(const char *at, const char *end, gunichar *character)
{
	guint base = 10;

	if (at < end && (*at == 'x' || *at == 'X')) {
		base = 16;
		at++;
	}
	if (at == end)
		return FALSE;
	for (*character = 0; at < end; at++) {
		int digit = base == 16 ? g_ascii_xdigit_value(*at) : g_ascii_digit_value(*at);
		if (digit < 0)
			return FALSE;
		if (*character < 0x110000)
			*character = *character * base + (gunichar)digit;
	}
	return TRUE;
}

/* at stands behind the "&"; returns what follows the reference, or NULL where it is none. */
static const char *read_reference(const char *at, const char *end, gunichar *character)
{
	const char *stop = at;

	while (stop < end && stop - at < REFERENCE_BYTES &&
		(g_ascii_isalnum(*stop) || *stop == '#'))
		stop++;
	if (stop == at)
		return NULL;
	const char *next = stop < end && *stop == ';' ? stop + 1 : stop;
	if (*at == '#')
		return read_numeric(at + 1, stop, character) ? next : NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(references); i++) {
		if (strlen(references[i].name) == (gsize)(stop - at) &&
			memcmp(references[i].name, at, (gsize)(stop - at)) == 0) {
			*character = references[i].character;
			return next;
		}
	}
	return NULL;
}

/* The lower-case name of a tag that starts at "<" or "</"; FALSE where that is no tag. */
static gboolean read_tag_name(
	const char *at, const char *end, char name[NAME_BYTES], gboolean *closing)
{
	gsize len = 0;

	at++;
	*closing = at < end && *at == '/';
	if (*closing)
		at++;
	if (at >= end || !g_ascii_isalpha(*at))
		return FALSE;
	for (; at < end && (g_ascii_isalnum(*at) || *at == ':' || *at == '-' || *at == '_'); at++)
		if (len + 1 < NAME_BYTES)
			name[len++] = g_ascii_tolower(*at);
	name[len] = '\0';
	return at >= end || g_ascii_isspace(*at) || *at == '>' || *at == '/';
}

/* Behind the ">" of a tag; quotes may hide one. */
static const char *skip_tag(const char *at, const char *end)
{
	char quote = '\0';

	for (; at < end; at++) {
		if (quote != '\0') {
			if (*at == quote)
				quote = '\0';
		} else if ((*at == '"' || *at == '\'') && at[-1] == '=') {
			quote = *at;
		} else if (*at == '>') {
			return at + 1;
		}
	}
	return end;
}

static const char *skip_hidden(
	struct writer *writer, const char *at, const char *end, gsize element)
{
	char close[NAME_BYTES + 3];

	if (writer->unclosed[element])
		return at;
	g_snprintf(close, sizeof(close), "</%s", hidden[element]);
	const char *found = rebound_text_find(at, (gsize)(end - at), close);
	writer->unclosed[element] = found == NULL;
	return found != NULL ? skip_tag(found + 1, end) : at;
}

static const char *skip_declaration(const char *at, const char *end)
{
	const char *found = NULL;

	if (end - at >= 4 && memcmp(at, "<!--", 4) == 0) {
		found = memmem(at + 4, (gsize)(end - at - 4), "-->", 3);
		return found != NULL ? found + 3 : end;
	}
	found = memchr(at, '>', (gsize)(end - at));
	return found != NULL ? found + 1 : end;
}

/* Whether a byte may be of an address in a link. */
static gboolean is_address_byte(char byte)
{
	return g_ascii_isalnum(byte) || (guchar)byte >= 0x80 ||
	       (byte != '\0' && strchr("!#$*+-./=@^_`{|}~", byte));
}

/* Whether the address of a link ends at a place; else what stands before it is a piece of one. */
static gboolean ends_address(const char *at, const char *end, char quote)
{
	if (quote == '\0')
		return at < end && (*at == '>' || *at == '?' || g_ascii_isspace(*at));
	while (at < end && g_ascii_isspace(*at))
		at++;
	return at < end && (*at == quote || *at == '?');
}

/* Note the address of a link that begins a line or a cell, or where the words of one end. */
static void read_link(struct writer *writer, const char *tag, const char *end, gboolean closing)
{
	static const char scheme[] = "mailto:";

	if (closing) {
		writer->link_end = writer->text->len;
		return;
	}
	const char *found = rebound_text_find(tag, (gsize)(end - tag), scheme);
	gboolean first = writer->fresh || writer->link == writer->text->len;
	writer->address = NULL;
	if (!found || !first)
		return;
	const char *address = found + strlen(scheme), *at = address;
	while (g_ascii_isspace(found[-1]))
		found--;
	char quote = found[-1] == '"' || found[-1] == '\'' ? found[-1] : '\0';
	while (at < end && is_address_byte(*at))
		at++;
	if (!ends_address(at, end, quote))
		return;
	writer->address = address;
	writer->address_len = (gsize)(at - address);
	writer->link = writer->link_end = writer->text->len;
}

/* Few divs that hold no other and stand beside each other in one are a row. */
static void mark_div(struct writer *writer, gboolean closing)
{
	gboolean in_table = writer->in_row && writer->div_row == 0;

	if (closing) {
		if (writer->div_row > 0 && writer->divs == writer->div_row) {
			if (writer->cells > MOST_DIVS)
				leave_row(writer);
			end_row(writer);
			writer->div_row = 0;
		}
		writer->divs -= writer->divs > 0;
		return;
	}
	writer->divs++;
	if (in_table)
		return;
	if (!writer->in_row || writer->divs != writer->div_row + 1) {
		begin_row(writer);
		writer->div_row = writer->divs - 1;
		writer->in_row = writer->in_row && writer->div_row > 0;
	}
	begin_cell(writer);
}

/* Rows of tables and of lists of terms; a row that holds a table is none. */
static void mark_block(struct writer *writer, const char *name, gboolean closing)
{
	if (strcmp(name, "table") == 0) {
		leave_row(writer);
	} else if (strcmp(name, "div") == 0) {
		mark_div(writer, closing);
	} else if (strcmp(name, "tr") == 0 || strcmp(name, "dl") == 0 ||
		   (strcmp(name, "dt") == 0 && !closing)) {
		end_row(writer);
		if (!closing && strcmp(name, "dl") != 0)
			begin_row(writer);
		if (!closing && strcmp(name, "dt") == 0)
			begin_cell(writer);
	} else if (strcmp(name, "dd") == 0 && !closing) {
		begin_cell(writer);
	}
}

/* Returns what follows the tag at "<", or NULL where that is no tag. */
static const char *read_tag(struct writer *writer, const char *at, const char *end)
{
	char name[NAME_BYTES];
	gboolean closing = FALSE;

	if (end - at >= 2 && (at[1] == '!' || at[1] == '?'))
		return skip_declaration(at, end);
	if (!read_tag_name(at, end, name, &closing))
		return NULL;
	const char *next = skip_tag(at + 1, end);
	gsize element = find_name(name, hidden, G_N_ELEMENTS(hidden));
	if (element < G_N_ELEMENTS(hidden))
		return closing ? next : skip_hidden(writer, next, end, element);
	if (strcmp(name, "a") == 0) {
		read_link(writer, at, next, closing);
	} else if (strcmp(name, "br") == 0) {
		end_link(writer);
		writer->space = FALSE;
		g_string_append_c(writer->text, '\n');
		writer->fresh = TRUE;
		writer->blank = FALSE;
	} else if (find_name(name, blocks, G_N_ELEMENTS(blocks)) < G_N_ELEMENTS(blocks)) {
		/* A row without a word is an empty line. */
		writer->blank =
			writer->blank || (closing && strcmp(name, "tr") == 0 && writer->fresh &&
						 writer->text->len == writer->row);
		end_line(writer);
		writer->row = strcmp(name, "tr") == 0 && !closing ? writer->text->len : writer->row;
		if (writer->marks)
			mark_block(writer, name, closing);
	} else if (strcmp(name, "td") == 0 || strcmp(name, "th") == 0) {
		end_link(writer);
		if (!closing) {
			begin_cell(writer);
			begin_span(writer, at, next);
		}
		writer->space = TRUE;
		writer->link = writer->text->len;
	}
	if (strcmp(name, "pre") == 0)
		writer->preformatted = !closing;
	return next;
}

static void append(GString *text, const char *html, gsize len, gsize limit, gboolean marks)
{
	struct writer writer = {.text = text,
		.limit = text->len + limit,
		.fresh = TRUE,
		.row = G_MAXSIZE,
		.marks = marks};
	const char *at = html, *end = html + len, *next = NULL;

	while (at < end && text->len < writer.limit) {
		gunichar character = 0;
		if (*at == '<' && (next = read_tag(&writer, at, end)) != NULL) {
			at = next;
		} else if (*at == '&' && (next = read_reference(at + 1, end, &character)) != NULL) {
			write_character(&writer, character);
			at = next;
		} else if (g_ascii_isspace(*at)) {
			write_space(&writer, *at++);
		} else {
			const char *start = at++;
			while (at < end && *at != '<' && *at != '&' && !g_ascii_isspace(*at))
				at++;
			write_bytes(&writer, start, (gsize)(at - start));
		}
	}
	end_line(&writer);
	end_row(&writer);
}

void rebound_html_append_text(GString *text, const char *html, gsize len, gsize limit)
{
	append(text, html, len, limit, FALSE);
}

void rebound_html_append_rows(GString *text, const char *html, gsize len, gsize limit)
{
	append(text, html, len, limit, TRUE);
}
