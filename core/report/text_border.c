/* SPDX-License-Identifier: MIT */
#include "core/report/text.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"

/* A line of words that announces the returned message is no longer than this. */
#define LONGEST_ANNOUNCEMENT 200

/* So many header lines in a row are a header. */
#define HEADER_LINES 3

/** Where the scan for the border stands. */
struct scan {
	const char *text;
	gsize len;
	struct rebound_arena *arena; /**< cleared for each line */
	gboolean words;		     /**< a line of the report was seen */
	gboolean address;	     /**< one with an "@" */
	gboolean told;		     /**< such a one in an earlier paragraph */
	gsize run_start;	     /**< of header lines in a row */
	guint run_lines;
	gboolean run_trace;
	gsize run_indent; /**< all of them may stand further right */
	gboolean inner;	  /**< behind the header of a bounce that was passed on */
};

/** A line without the quotation mark that forwarded text has; ">>>" is a transcript's. */
static struct rebound_text_line cut_quote(struct rebound_text_line line)
{
	if (line.len < 2 || !strchr(">|", line.text[0]) || line.text[1] == '>')
		return line;
	gsize cut = line.text[1] == ' ' ? 2 : 1;
	line.text += cut;
	line.len -= cut;
	return line;
}

static gboolean is_from_line(const char *text, gsize len)
{
	return rebound_text_has_prefix(text, len, "From ") && memchr(text, ':', len) &&
	       g_ascii_isdigit(text[len - 1]);
}

static gboolean is_returned_part(const char *text, gsize len)
{
	return rebound_text_has_prefix(text, len, "Content-Type:") &&
	       (rebound_text_find(text, len, "message/rfc822") ||
		       rebound_text_find(text, len, "text/rfc822-headers"));
}

/** Whether what stands behind an announcement is a message: a header line, a rule, a quotation, or
 * nothing. */
static gboolean message_follows(const struct scan *scan, gsize offset)
{
	struct rebound_text_line line;
	while (rebound_text_next_line(scan->text, scan->len, &offset, &line)) {
		gboolean trace;
		if (line.len == 0)
			continue;
		line = cut_quote(line);
		return rebound_text_header_name(line.text, line.len, &trace) > 0 ||
		       rebound_text_is_rule(line.text, line.len) ||
		       is_from_line(line.text, line.len) || is_returned_part(line.text, line.len);
	}
	return TRUE;
}

/** Whether quoted words follow that tell of nobody and bear no code, as a reply would. */
static gboolean quotation_follows(const struct scan *scan, gsize offset)
{
	struct rebound_text_line line;
	while (rebound_text_next_line(scan->text, scan->len, &offset, &line)) {
		if (line.len == 0 || (line.len == 1 && strchr(">|", line.text[0])))
			continue;
		struct rebound_text_line inner = cut_quote(line);
		if (inner.text == line.text)
			return FALSE;
		if (inner.len > 0)
			return g_ascii_isalpha(inner.text[0]) &&
			       !memchr(inner.text, '@', inner.len);
	}
	return FALSE;
}

/** Whether a line of words announces the returned message. */
static gboolean is_announcement(
	struct scan *scan, const struct rebound_text_line *line, gsize behind)
{
	if (line->len > LONGEST_ANNOUNCEMENT)
		return FALSE;
	gboolean decorated = rebound_text_decoration(line->text, line->len) > 0;
	/* Most lines are none, whatever their words are. */
	if (!decorated && !scan->address && !message_follows(scan, behind))
		return FALSE;
	rebound_arena_clear(scan->arena);
	guint32 marks = rebound_text_marks(scan->arena, line->text, line->len);
	gboolean named = (marks & REBOUND_TEXT_BIT(RETURNED)) != 0;
	gboolean begins = (marks & REBOUND_TEXT_BIT(BEGINS)) != 0;
	if (!named && !(marks & REBOUND_TEXT_BIT(MESSAGE)))
		return FALSE;
	/* "We could not deliver your message. Details follow:" leads to the report itself. */
	if (!named && !scan->address && (marks & REBOUND_TEXT_BIT(FAILED)))
		return FALSE;
	if (decorated)
		return named || (begins && message_follows(scan, behind));
	/* "Your message was:" */
	if (scan->address && !(marks & REBOUND_TEXT_BIT(FAILED)) &&
		line->text[line->len - 1] == ':' && quotation_follows(scan, behind))
		return TRUE;
	if (!begins && !(named && (line->text[line->len - 1] == ':' || line->len <= 24)))
		return FALSE;
	/* Words alone can stand in an introduction too: "a copy of the original message is
	 * attached". */
	return (named && begins && scan->address) || message_follows(scan, behind);
}

/** Whether a line goes on with a Received header whose folds have lost their spaces. */
static gboolean is_fold(const struct scan *scan, const struct rebound_text_line *line)
{
	static const char *const words[] = {"by ", "with ", "for <", "id ", "from ",
		"(envelope-from", "(using ", "(authenticated"};
	for (gsize i = 0; scan->run_trace && i < G_N_ELEMENTS(words); i++) {
		if (g_str_has_prefix(line->text, words[i]))
			return TRUE;
	}
	return FALSE;
}

/** Whether a run of header lines ends the report, this line included. */
static gboolean is_header_run(struct scan *scan, const struct rebound_text_line *line)
{
	struct rebound_text_line inner = cut_quote(*line);
	gboolean trace = FALSE;
	if (line->len == 0)
		scan->told = scan->address;
	/* Before anybody is named, an indented header tells which message a report is about. */
	gboolean fits = scan->run_lines > 0 ? line->indent == scan->run_indent
					    : line->indent == 0 || scan->told;
	gboolean named = line->len > 0 && fits &&
			 rebound_text_header_name(inner.text, inner.len, &trace) > 0;
	if (!named) {
		if (scan->run_lines > 0 && line->len > 0 &&
			(line->indent > scan->run_indent || is_fold(scan, line)))
			return FALSE;
		gboolean from = line->len > 0 && is_from_line(inner.text, inner.len);
		scan->run_lines = from;
		scan->run_trace = FALSE;
		scan->run_start = line->offset;
		scan->run_indent = line->indent;
		return FALSE;
	}
	if (scan->run_lines++ == 0) {
		scan->run_start = line->offset;
		scan->run_indent = line->indent;
	}
	/* People write no header behind quotation marks. */
	scan->run_trace = scan->run_trace || trace || (scan->told && inner.text != line->text);
	return scan->run_lines >= HEADER_LINES && scan->run_trace;
}

/**
 * Whether a report names nobody who failed: it bears no address at all, or only ones to write to
 * for help, as where a provider passes a bounce on with a letter of his own.
 */
static gboolean names_nobody(struct scan *scan, gsize end)
{
	struct rebound_text_line line, next;
	for (gsize offset = 0; rebound_text_next_line(scan->text, end, &offset, &line);) {
		if (!memchr(line.text, '@', line.len))
			continue;
		gsize behind = offset;
		if (!rebound_text_next_line(scan->text, end, &behind, &next))
			behind = end;
		rebound_arena_clear(scan->arena);
		guint32 marks = rebound_text_marks(
			scan->arena, scan->text + line.offset, behind - line.offset);
		if (!(marks & (REBOUND_TEXT_BIT(CONTACT) | REBOUND_TEXT_BIT(CONTACT_AFTER))))
			return FALSE;
	}
	return TRUE;
}

/** Whether the header that begins here is that of a bounce. */
static gboolean is_bounce_header(const struct scan *scan, gsize offset)
{
	struct rebound_text_line line;
	gboolean daemon = FALSE;
	for (guint i = 0; i < 64 && rebound_text_next_line(scan->text, scan->len, &offset, &line);
		i++) {
		if (line.len == 0)
			break;
		if (rebound_text_has_prefix(line.text, line.len, "From:"))
			daemon = rebound_text_find(line.text, line.len, "MAILER-DAEMON") != NULL;
	}
	return daemon;
}

static void pass_header(struct scan *scan, gsize *offset)
{
	struct rebound_text_line line;
	while (rebound_text_next_line(scan->text, scan->len, offset, &line) && line.len > 0)
		;
	scan->run_lines = 0;
	scan->run_trace = FALSE;
}

/** Whether all lines from a place on are quoted, and the first of them is of words and no row
 * between bars. */
static gboolean is_quoted_to_end(const struct scan *scan, const struct rebound_text_line *first)
{
	struct rebound_text_line line = cut_quote(*first);
	gsize offset = first->offset;
	if (line.text == first->text || line.len == 0 ||
		!(g_ascii_isalpha(line.text[0]) || (guchar)line.text[0] >= 0x80) ||
		(first->text[0] == '|' && memchr(line.text, '|', line.len)) ||
		!memchr(line.text, ' ', line.len))
		return FALSE;
	while (rebound_text_next_line(scan->text, scan->len, &offset, &line)) {
		if (line.len > 0 && !strchr(">|", line.text[0]))
			return FALSE;
	}
	return TRUE;
}

/** Whether what stands before a place tells of somebody, and why his mail failed. */
static gboolean is_explained(const struct scan *scan, gsize end)
{
	rebound_arena_clear(scan->arena);
	guint32 marks = rebound_text_marks(scan->arena, scan->text, end);
	return (marks & REBOUND_TEXT_BIT(FAILED)) && (marks & REBOUND_TEXT_BIT(REASON));
}

static gsize find_border(struct scan *scan)
{
	struct rebound_text_line line;
	for (gsize offset = 0; rebound_text_next_line(scan->text, scan->len, &offset, &line);) {
		if (is_header_run(scan, &line)) {
			if (scan->inner || !is_bounce_header(scan, scan->run_start) ||
				!names_nobody(scan, scan->run_start))
				return scan->run_start;
			scan->inner = TRUE; /* what was passed on is the report */
			pass_header(scan, &offset);
			continue;
		}
		if (line.len == 0)
			continue;
		/* A quotation behind a whole report is of what was sent. */
		if (scan->told && (line.text[0] == '>' || line.text[0] == '|') &&
			is_quoted_to_end(scan, &line) && is_explained(scan, line.offset))
			return line.offset;
		if (scan->words && (is_returned_part(line.text, line.len) ||
					   is_announcement(scan, &line, offset)))
			return line.offset;
		scan->words = TRUE;
		scan->address = scan->address || memchr(line.text, '@', line.len);
	}
	return scan->len;
}

struct rebound_text_view rebound_text_view(const char *text, gsize len)
{
	struct rebound_text_view view = {.text = text ? text : "", .len = text ? len : 0};
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct scan scan = {
		.text = view.text,
		.len = MIN(view.len, (gsize)REBOUND_LIMIT_TEXT_BYTES),
		.arena = arena,
	};
	view.report_end = find_border(&scan);
	return view;
}
