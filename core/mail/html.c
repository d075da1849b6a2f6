/* SPDX-License-Identifier: MIT */
#include "core/mail/html.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/html_reference.h"
#include "core/mail/html_writer.h"

#define NAME_BYTES 16 /* of a tag that means something here */
#define MOST_DIVS  4  /* beside each other that are a row */

/* Elements whose content is no text. */
static const char *const hidden[] = {"script", "style", "template", "title"};

/* Elements that may be shown to nobody, with all that they hold. */
static const char *const holders[] = {
	"center", "div", "font", "li", "p", "section", "span", "table", "td", "tr", "ul"};

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

/* A document while it is read. */
struct document {
	struct rebound_html_writer to;
	guint divs; /* how deep */
	gsize row;  /* where the row of a table began in the text */
	/* No end of this element follows: looked for once. */
	gboolean unclosed[G_N_ELEMENTS(hidden)];
	gboolean endless;	 /* an element that is not shown had no end */
	char styled[NAME_BYTES]; /* the element whose style keeps its spaces and lines, if any */
	guint styled_depth;	 /* of elements of that name since */
	gboolean paragraphs;	 /* <p> is one of several lines */
};

/* The place of a name in a table, or its size. */
static gsize find_name(const char *name, const char *const *table, gsize size)
{
	gsize i = 0;

	while (i < size && (*name != *table[i] || strcmp(name, table[i]) != 0))
		i++;
	return i;
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
	struct document *document, const char *at, const char *end, gsize element)
{
	char close[NAME_BYTES + 3];

	if (document->unclosed[element])
		return at;
	g_snprintf(close, sizeof(close), "</%s", hidden[element]);
	const char *found = rebound_text_find(at, (gsize)(end - at), close);
	document->unclosed[element] = found == NULL;
	return found != NULL ? skip_tag(found + 1, end) : at;
}

/* Whether a tag says that its element is not shown: style="display: none". */
static gboolean is_unseen(const char *tag, const char *end)
{
	static const char *const properties[] = {"display", "visibility"};
	static const char *const values[] = {"none", "hidden"};

	for (guint i = 0; i < G_N_ELEMENTS(properties); i++) {
		const char *at = rebound_text_find(tag, (gsize)(end - tag), properties[i]);
		if (at == NULL)
			continue;
		at += strlen(properties[i]);
		while (at < end && (g_ascii_isspace(*at) || *at == ':'))
			at++;
		if (rebound_text_has_prefix(at, (gsize)(end - at), values[i]))
			return TRUE;
	}
	return FALSE;
}

/* Whether the style of a tag keeps spaces and line ends: style="white-space: pre-wrap". */
static gboolean keeps_spaces(const char *tag, const char *end)
{
	static const char property[] = "white-space";
	const char *at = tag;

	while ((at = rebound_text_find(at, (gsize)(end - at), property)) != NULL) {
		gboolean whole = at[-1] != '-';
		at += strlen(property);
		while (at < end && g_ascii_isspace(*at))
			at++;
		if (!whole || at == end || *at != ':')
			continue;
		for (at++; at < end && g_ascii_isspace(*at);)
			at++;
		return rebound_text_has_prefix(at, (gsize)(end - at), "pre") ||
		       rebound_text_has_prefix(at, (gsize)(end - at), "break-spaces");
	}
	return FALSE;
}

/* Keep spaces and line ends from a tag that says so up to the end of its element. */
static void read_style(struct document *document, const char *name, gboolean closing,
	const char *tag, const char *end)
{
	gboolean same = strcmp(name, document->styled) == 0;

	if (document->styled_depth > 0) {
		if (same)
			document->styled_depth += closing ? -1U : 1U;
		document->to.preformatted = document->styled_depth > 0;
	} else if (keeps_spaces(tag, end)) {
		g_strlcpy(document->styled, name, sizeof(document->styled));
		document->styled_depth = 1;
		document->to.preformatted = TRUE;
	}
}

/* Behind the end of an element that others of its name may stand in; where it has none, it is read
 * as if it was shown, and so are all behind it. */
static const char *skip_unseen(
	struct document *document, const char *at, const char *end, const char *element)
{
	const char *start = at;
	guint depth = 1;

	if (document->endless)
		return start;
	while (depth > 0 && (at = memchr(at, '<', (gsize)(end - at))) != NULL) {
		char name[NAME_BYTES];
		gboolean closing = FALSE;
		gboolean same =
			read_tag_name(at, end, name, &closing) && strcmp(name, element) == 0;
		at = same ? skip_tag(at + 1, end) : at + 1;
		if (same)
			depth = closing ? depth - 1 : depth + 1;
	}
	document->endless = depth > 0;
	return depth > 0 ? start : at;
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
static void read_link(
	struct rebound_html_writer *writer, const char *tag, const char *end, gboolean closing)
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
static void mark_div(struct document *document, gboolean closing)
{
	struct rebound_html_writer *writer = &document->to;
	gboolean in_table = writer->in_row && writer->div_row == 0;

	if (closing) {
		if (writer->div_row > 0 && document->divs == writer->div_row) {
			if (writer->cells > MOST_DIVS)
				rebound_html_writer_leave_row(writer);
			rebound_html_writer_end_row(writer);
			writer->div_row = 0;
		}
		document->divs -= document->divs > 0;
		return;
	}
	document->divs++;
	if (in_table)
		return;
	if (!writer->in_row || document->divs != writer->div_row + 1) {
		rebound_html_writer_begin_row(writer);
		writer->div_row = document->divs - 1;
		writer->in_row = writer->in_row && writer->div_row > 0;
	}
	rebound_html_writer_begin_cell(writer);
}

/* Rows of tables and of lists of terms; a row that holds a table is none. */
static void mark_block(struct document *document, const char *name, gboolean closing)
{
	struct rebound_html_writer *writer = &document->to;

	if (strcmp(name, "table") == 0) {
		rebound_html_writer_leave_row(writer);
	} else if (strcmp(name, "div") == 0) {
		mark_div(document, closing);
	} else if (strcmp(name, "tr") == 0 || strcmp(name, "dl") == 0 ||
		   (strcmp(name, "dt") == 0 && !closing)) {
		rebound_html_writer_end_row(writer);
		if (!closing && strcmp(name, "dl") != 0)
			rebound_html_writer_begin_row(writer);
		if (!closing && strcmp(name, "dt") == 0)
			rebound_html_writer_begin_cell(writer);
	} else if (strcmp(name, "dd") == 0 && !closing) {
		rebound_html_writer_begin_cell(writer);
	}
}

/* What is quoted behind other words is told from them; what nothing stands before is only indented.
 */
static void mark_quote(struct rebound_html_writer *writer, gboolean closing)
{
	if (writer->marks || (writer->quotes == 0 && (closing || writer->text->len == 0)))
		return;
	writer->quotes = closing ? writer->quotes - 1 : writer->quotes + 1;
	writer->blank = TRUE;
	rebound_html_writer_end_line(writer);
}

/* Returns what follows the tag at "<", or NULL where that is no tag. */
static const char *read_tag(struct document *document, const char *at, const char *end)
{
	struct rebound_html_writer *writer = &document->to;
	char name[NAME_BYTES];
	gboolean closing = FALSE;

	if (end - at >= 2 && (at[1] == '!' || at[1] == '?'))
		return skip_declaration(at, end);
	if (!read_tag_name(at, end, name, &closing))
		return NULL;
	const char *next = skip_tag(at + 1, end);
	gsize element = find_name(name, hidden, G_N_ELEMENTS(hidden));
	if (element < G_N_ELEMENTS(hidden))
		return closing ? next : skip_hidden(document, next, end, element);
	gboolean holds = find_name(name, holders, G_N_ELEMENTS(holders)) < G_N_ELEMENTS(holders);
	gboolean styled = !closing && rebound_text_find(at, (gsize)(next - at), "style") != NULL;
	if (holds && styled && is_unseen(at, next))
		return skip_unseen(document, next, end, name);
	if (strcmp(name, "a") == 0) {
		read_link(writer, at, next, closing);
	} else if (strcmp(name, "br") == 0) {
		rebound_html_writer_break(writer);
	} else if (find_name(name, blocks, G_N_ELEMENTS(blocks)) < G_N_ELEMENTS(blocks)) {
		/* A row without a word is an empty line. */
		writer->blank =
			writer->blank || (closing && strcmp(name, "tr") == 0 && writer->fresh &&
						 writer->text->len == document->row);
		rebound_html_writer_end_line(writer);
		if (strcmp(name, "blockquote") == 0)
			mark_quote(writer, closing);
		if (document->paragraphs && strcmp(name, "p") == 0)
			writer->paragraph = !writer->marks;
		document->row =
			strcmp(name, "tr") == 0 && !closing ? writer->text->len : document->row;
		if (writer->marks)
			mark_block(document, name, closing);
	} else if (strcmp(name, "td") == 0 || strcmp(name, "th") == 0) {
		rebound_html_writer_end_link(writer);
		if (!closing) {
			rebound_html_writer_begin_cell(writer);
			rebound_html_writer_begin_span(writer, at, next);
		}
		writer->space = TRUE;
		writer->indent = 0;
		writer->link = writer->text->len;
	}
	if (strcmp(name, "pre") == 0)
		writer->preformatted = !closing;
	else if (document->styled_depth > 0 || (styled && (holds || strcmp(name, "body") == 0)))
		read_style(document, name, closing, at, next);
	return next;
}

/* Whether lines are broken by <br>, so that <p> makes paragraphs and not lines. */
static gboolean has_line_breaks(const char *at, const char *end)
{
	for (; (at = memchr(at, '<', (gsize)(end - at))) != NULL; at++)
		if (rebound_text_has_prefix(at, (gsize)(end - at), "<br") && end - at > 3 &&
			!g_ascii_isalnum(at[3]))
			return TRUE;
	return FALSE;
}

static void append(GString *text, const char *html, gsize len, gsize limit, gboolean marks)
{
	struct document document = {
		.to = {.text = text, .limit = text->len + limit, .fresh = TRUE, .marks = marks},
		.row = G_MAXSIZE,
		.paragraphs = has_line_breaks(html, html + len)};
	struct rebound_html_writer *writer = &document.to;
	const char *at = html, *end = html + len, *next = NULL;

	while (at < end && text->len < writer->limit) {
		gunichar character = 0;
		if (*at == '<' && (next = read_tag(&document, at, end)) != NULL) {
			at = next;
		} else if (*at == '&' &&
			   (next = rebound_html_reference_read(at + 1, end, &character)) != NULL) {
			rebound_html_writer_character(writer, character);
			at = next;
		} else if (g_ascii_isspace(*at)) {
			rebound_html_writer_space(writer, *at++);
		} else {
			const char *start = at++;
			while (at < end && *at != '<' && *at != '&' && !g_ascii_isspace(*at))
				at++;
			rebound_html_writer_bytes(writer, start, (gsize)(at - start));
		}
	}
	rebound_html_writer_end_line(writer);
	rebound_html_writer_end_row(writer);
}

void rebound_html_append_text(GString *text, const char *html, gsize len, gsize limit)
{
	append(text, html, len, limit, FALSE);
}

void rebound_html_append_rows(GString *text, const char *html, gsize len, gsize limit)
{
	append(text, html, len, limit, TRUE);
}
