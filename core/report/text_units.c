/* SPDX-License-Identifier: MIT */
#include "core/report/text_units.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_cutter.h"
#include "core/report/text_entry_start.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_note_key.h"
#include "core/report/text_parts.h"
#include "core/report/text_reply.h"
#include "core/report/text_session.h"
#include "core/report/text_title.h"
#include "core/smtp/address.h"

/* "Legend:", "Key to the codes:". */
#define LONGEST_LEGEND 24

/** Note what a command asked, so that its answer knows. */
static void note_command(
	struct rebound_text_cutter *cutter, const struct rebound_text_unit *unit, guint number)
{
	cutter->command = rebound_reply_command(unit->text, unit->len);
	cutter->about = NULL;
	cutter->asked = number + 1;
	cutter->answered = 0;
	const char *at = unit->text, *start;
	if (g_strcmp0(cutter->command, "RCPT") != 0)
		return;
	const char *address =
		rebound_address_find(cutter->arena, &at, unit->text + unit->len, &start);
	if (address)
		cutter->about = rebound_address_key(cutter->arena, address);
}

/** What an answer answers: "<<<" the command before it, a line without it the same if it repeats
 * the code. */
static void note_answer(struct rebound_text_cutter *cutter, struct rebound_text_unit *unit)
{
	unit->host = cutter->host;
	unit->said = cutter->arrows;
	if (cutter->arrows)
		cutter->answered = unit->reply.code;
	else if (cutter->answered != unit->reply.code)
		return;
	unit->command = cutter->command;
	unit->about = cutter->about;
	unit->asked = cutter->asked;
}

/** Leave out of a unit what stands in it from one place to another. */
static void cut_out(struct rebound_text_cutter *cutter, struct rebound_text_unit *unit, gsize from,
	const char *to)
{
	unit->text = rebound_arena_printf(cutter->arena, "%.*s...%s", (int)from, unit->text, to);
	unit->len = strlen(unit->text);
	unit->first_len = MIN(unit->first_len, unit->len);
	unit->marked = FALSE;
}

/**
 * Leave the subject of the returned message out of a unit that quotes it: 'with the subject "..."',
 * or on its first line, where nobody is named before, "The subject of the message is: ...".
 */
static void cut_subject(struct rebound_text_cutter *cutter, struct rebound_text_unit *unit)
{
	const char *text = unit->text, *end = text + unit->len, *close = text + unit->first_len;
	const char *lead = rebound_text_find(text, unit->len, "subject"), *open = lead;
	while (open && open < end && *open != ':' && *open != '"')
		open++;
	if (!open || open == end)
		return;
	gsize before = (gsize)(lead - text), kept = (gsize)(open + 1 - text);
	if (*open == '"')
		close = memchr(open + 1, '"', (gsize)(end - open - 1));
	else if (memchr(text, '@', before) || rebound_text_numbers(text, before).code != 0)
		return;
	if (!close || close <= open)
		return;
	cut_out(cutter, unit, kept, close);
}

/** Whether the open entry is an address alone, and its reply the line above. */
static gboolean is_told_above(const struct rebound_text_cutter *cutter)
{
	return cutter->below_answer && cutter->joined->len == cutter->first_len;
}

void rebound_text_mark_unit(struct rebound_arena *arena, struct rebound_text_unit *unit)
{
	if (!unit->marked)
		unit->marks = rebound_text_marks(arena, unit->text, unit->len);
	unit->marked = TRUE;
}

/** Leave out a subject that a unit quotes, which its marks tell; a hasty reading looks for those of
 * few. */
static void cut_quoted_subject(struct rebound_text_cutter *cutter, struct rebound_text_unit *unit)
{
	struct rebound_text_title title;
	if (cutter->titled && memchr(unit->text, '@', unit->len) &&
		rebound_text_find_title(unit->text, unit->len, &title))
		cut_out(cutter, unit, title.start, unit->text + title.end);
	if (cutter->units->hasty &&
		(!cutter->subject || !rebound_text_find(unit->text, unit->len, "subject")))
		return;
	rebound_text_mark_unit(cutter->arena, unit);
	if (unit->marks & REBOUND_TEXT_BIT(QUOTES))
		cut_subject(cutter, unit);
}

void rebound_text_units_complete(struct rebound_text_units *units, struct rebound_arena *arena)
{
	for (guint i = units->complete; i < units->units->len; i++) {
		struct rebound_text_unit *unit = rebound_text_unit(units, i);
		rebound_text_mark_unit(arena, unit);
		units->marks |= unit->marks;
		rebound_text_find_roles(units, arena, i);
		if (unit->type == REBOUND_TEXT_PROSE && unit->mention_count == 0)
			unit->verdict = rebound_text_verdict_lead(arena, unit->text, unit->len);
		units->verdicts |= 1U << unit->verdict;
	}
	units->complete = units->units->len;
	units->hasty = FALSE;
}

/** Make a unit of a piece of the joined lines. */
static void add_unit(
	struct rebound_text_cutter *cutter, const char *text, gsize len, gsize first_len)
{
	struct rebound_text_unit unit = {
		.type = cutter->type,
		.paragraph = cutter->paragraph,
		.indent = cutter->indent,
		.heading = cutter->heading,
		.hangs = cutter->hangs,
		.told_above = is_told_above(cutter),
		.unreadable = cutter->unreadable,
		.part = cutter->part,
		.joint = cutter->joint || cutter->quotes,
		.key = cutter->key,
	};
	unit.text = rebound_text_line(cutter->arena, text, len, (gsize)REBOUND_LIMIT_TEXT_BYTES);
	unit.len = strlen(unit.text);
	unit.first_len = MIN(first_len, unit.len);
	cut_quoted_subject(cutter, &unit);
	unit.reply = rebound_text_numbers(unit.text, unit.len);
	if (unit.reply.code == 0 &&
		cutter->line_reply.code + cutter->line_reply.status.klass != 0) {
		unit.reply.code = cutter->line_reply.code;
		unit.reply.start = unit.reply.text = unit.len; /* somewhere among the lines */
		if (!rebound_status_is_set(unit.reply.status))
			unit.reply.status = cutter->line_reply.status;
	}

	guint number = cutter->units->units->len;
	if (unit.type == REBOUND_TEXT_HEADING)
		cutter->heading = number + 1;
	if (cutter->talking && rebound_text_find(unit.text, unit.len, "talking to"))
		cutter->host = number + 1;
	if (unit.type == REBOUND_TEXT_COMMAND)
		note_command(cutter, &unit, number);
	if (unit.type == REBOUND_TEXT_ANSWER)
		note_answer(cutter, &unit);
	g_array_append_val(cutter->units->units, unit);
	rebound_text_find_mentions(cutter->units, cutter->arena, number);
	/* Whether there are keys changes what the lines below it are. */
	if (!cutter->units->hasty || rebound_text_may_be_keyed(cutter->units, number))
		rebound_text_units_complete(cutter->units, cutter->arena);
}

/** Make a unit of each part of a text that tells of several: what is said of one holds for him
 * alone. */
static void add_parts(struct rebound_text_cutter *cutter, const char *text, gsize len)
{
	gsize start = 0, first_len = cutter->first_len;
	gboolean entry = cutter->entry || cutter->line_reply.code != 0;
	if (!cutter->parts)
		cutter->parts = g_array_new(FALSE, FALSE, sizeof(struct rebound_text_part));
	if (rebound_text_parts_find(cutter->arena, text, len, entry, cutter->parts))
		cutter->part = TRUE;
	/* The code at the start of a line is one part's, and stands in its words. */
	if (cutter->parts->len > 0)
		cutter->line_reply = (struct rebound_reply){0};
	for (guint i = 0; i < cutter->parts->len; i++) {
		const struct rebound_text_part *next =
			&g_array_index(cutter->parts, struct rebound_text_part, i);
		add_unit(cutter, text + start, next->start - start, first_len);
		start = next->start;
		cutter->joint = next->joint;
		first_len = len;
	}
	add_unit(cutter, text + start, len - start, first_len);
}

static void close_unit(struct rebound_text_cutter *cutter)
{
	if (!cutter->open)
		return;
	cutter->open = FALSE;
	const char *text = cutter->joined->str;
	gsize len = cutter->joined->len;
	const char *sign = memchr(text, '@', len);
	if (cutter->type == REBOUND_TEXT_PROSE && sign &&
		memchr(sign + 1, '@', len - (gsize)(sign + 1 - text)))
		add_parts(cutter, text, len);
	else
		add_unit(cutter, text, len, cutter->first_len);
}

static void open_unit(struct rebound_text_cutter *cutter, enum rebound_text_type type,
	const struct rebound_text_line *line)
{
	close_unit(cutter);
	g_string_truncate(cutter->joined, 0);
	cutter->open = TRUE;
	cutter->talks = FALSE;
	cutter->quotes = FALSE;
	cutter->type = type;
	cutter->entry = FALSE;
	cutter->unreadable = FALSE;
	cutter->arrows = FALSE;
	cutter->hangs = FALSE;
	cutter->indent = line->indent;
	cutter->first_len = line->len;
	cutter->code = 0;
	cutter->code_len = 0;
	cutter->lead = NULL;
	cutter->lead_len = 0;
	cutter->row = FALSE;
	cutter->below_answer = FALSE;
	cutter->part = FALSE;
	cutter->joint = FALSE;
	cutter->key = 0;
	cutter->line_reply = (struct rebound_reply){0};
}

static void add_line(struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	cutter->row = rebound_text_ends_as_row(line);
	cutter->last_indent = line->indent;
	cutter->last_len = line->len;
	cutter->widest_above = cutter->widest;
	cutter->widest = MAX(cutter->widest, line->indent + line->len);
	cutter->filled = FALSE;
	gsize lead = rebound_text_measure_lead(line);
	if (lead > 0) {
		cutter->lead = line->text;
		cutter->lead_len = lead;
	}
	if (cutter->line_reply.code == 0 && g_ascii_isdigit(line->text[0])) {
		struct rebound_reply reply = rebound_reply_read_numbers(line->text, line->len);
		gboolean told = reply.code != 0 || rebound_status_is_set(reply.status);
		if (told && reply.start == 0)
			cutter->line_reply = reply;
	}
	if (cutter->joined->len > 0)
		g_string_append_c(cutter->joined, ' ');
	g_string_append_len(cutter->joined, line->text, (gssize)line->len);
}

static void end_paragraph(struct rebound_text_cutter *cutter)
{
	close_unit(cutter);
	cutter->paragraph++;
}

/** Take a line of a session, ">>> ...", "<<< ..." or "RCPT TO:<...>"; FALSE where it is none. */
static gboolean take_session_line(struct rebound_text_cutter *cutter, struct rebound_text_line line)
{
	gboolean arrow, more;
	enum rebound_text_side side = rebound_text_session_line(&line, cutter->talks, &arrow);
	if (side == REBOUND_TEXT_NOBODY)
		return FALSE;
	if (side == REBOUND_TEXT_CLIENT) {
		open_unit(cutter, REBOUND_TEXT_COMMAND, &line);
		add_line(cutter, &line);
		close_unit(cutter);
		cutter->talks = !arrow;
		return TRUE;
	}
	int code = rebound_text_leading_code(&line, &more);
	gboolean goes_on = cutter->open && cutter->arrows && (cutter->code == code || code == 0);
	if (!goes_on)
		open_unit(cutter, REBOUND_TEXT_ANSWER, &line);
	cutter->arrows = TRUE;
	cutter->talks = !arrow;
	cutter->code = more ? code : 0;
	add_line(cutter, &line);
	return TRUE;
}

/** Whether a line is a sentence that says why, between stars: "*** The mailbox is full ***". */
static gboolean is_starred_reason(
	struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	return line->len > 6 && memcmp(line->text, "***", 3) == 0 &&
	       memcmp(line->text + line->len - 3, "***", 3) == 0 &&
	       (rebound_text_marks(cutter->arena, line->text, line->len) &
		       REBOUND_TEXT_BIT(REASON)) != 0;
}

/** Whether an arrow leads from the entry above to its words: "ann@example.org", "---> no such
 * user".
 */
static gboolean is_arrow_below(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line, gsize cut)
{
	while (cut > 0 && line->text[cut - 1] == ' ')
		cut--;
	return cutter->open && cutter->entry && cut > 1 && cut < line->len &&
	       line->text[cut - 1] == '>' && strchr("-=", line->text[cut - 2]);
}

/** Take a line that is decoration, or words between decoration; FALSE where it is none. */
static gboolean take_heading(
	struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	gsize cut = rebound_text_decoration(line->text, line->len);
	gboolean bullet = cut == 2 && line->len > cut && line->text[cut] == ' ' &&
			  g_ascii_isalnum(line->text[line->len - 1]);
	if (cut == 0 || bullet || memchr(line->text, '@', line->len) ||
		is_starred_reason(cutter, line) || is_arrow_below(cutter, line, cut))
		return FALSE;
	end_paragraph(cutter);
	open_unit(cutter, REBOUND_TEXT_HEADING, line);
	add_line(cutter, line);
	end_paragraph(cutter);
	return TRUE;
}

/** Bytes of "Legend:" or the like before the first key of a line; 0 where no key is behind it. */
static gsize measure_legend(const char *text, gsize len)
{
	const char *colon = memchr(text, ':', MIN(len, LONGEST_LEGEND));
	gsize at = colon ? (gsize)(colon + 1 - text) : len, size;
	while (at < len && text[at] == ' ')
		at++;
	return at < len && rebound_text_note_key(text + at, len - at, &size) > 0 ? at : 0;
}

/** Where the next key of a line of notes begins, "A = unknown user, B = mailbox full"; its end
 * where there is none. */
static gsize find_next_note(const char *text, gsize len)
{
	gsize size;
	for (gsize at = 2; at + 1 < len; at++) {
		if (text[at - 1] == ' ' && strchr(",;.", text[at - 2]) &&
			rebound_text_note_key(text + at, len - at, &size) > 0)
			return at;
	}
	return len;
}

static void cut_separator(struct rebound_text_line *note)
{
	while (note->len > 0 && strchr(",; ", note->text[note->len - 1]))
		note->len--;
}

/** Take the first line of a note that an entry refers to, "[1] 550 unknown user", without its key,
 * or of several in a row; FALSE where it is none. */
static gboolean take_note(struct rebound_text_cutter *cutter, struct rebound_text_line line)
{
	gsize size;
	gboolean more;
	if (memchr(line.text, '@', line.len))
		return FALSE;
	guint key = rebound_text_note_key(line.text, line.len, &size);
	gsize rest = key == 0 && cutter->open && cutter->key > 0
			     ? find_next_note(line.text, line.len)
			     : line.len;
	if (rest < line.len) {
		struct rebound_text_line last = line;
		last.len = rest;
		cut_separator(&last);
		add_line(cutter, &last);
		line.text += rest;
		line.len -= rest;
		key = rebound_text_note_key(line.text, line.len, &size);
	}
	gsize legend = key == 0 ? measure_legend(line.text, line.len) : 0;
	if (legend > 0) {
		line.text += legend;
		line.len -= legend;
		key = rebound_text_note_key(line.text, line.len, &size);
	}
	if (key == 0 || size == line.len)
		return FALSE;
	while (key > 0 && size < line.len) {
		struct rebound_text_line note = line;
		gsize end = find_next_note(line.text, line.len);
		note.text += size;
		note.len = end - size;
		if (end < line.len)
			cut_separator(&note);
		int code = rebound_text_leading_code(&note, &more);
		open_unit(cutter, code != 0 ? REBOUND_TEXT_ANSWER : REBOUND_TEXT_PROSE, &note);
		cutter->key = key;
		cutter->code = more ? code : 0;
		add_line(cutter, &note);
		line.text += end;
		line.len -= end;
		key = line.len > 0 ? rebound_text_note_key(line.text, line.len, &size) : 0;
	}
	return TRUE;
}

/** Whether a line of dashes underlines the line above it, which stands alone. */
static gboolean is_underline(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	gsize len = cutter->joined->len;
	if (!cutter->open || g_ascii_isalnum(line->text[0]) || len != cutter->first_len ||
		line->len > len + 2 || !rebound_text_is_rule(line->text, line->len))
		return FALSE;
	glong letters = g_utf8_strlen(cutter->joined->str, (gssize)len);
	return ABS((glong)line->len - letters) <= 2;
}

/** Whether a line and the entry above are rows that end with their addresses, "OK - <ann@...>",
 * "domain not found - <bob@...>", and the words before the first are no label. */
static gboolean is_row_below_entry(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	return cutter->open && cutter->entry && cutter->row && cutter->lead_len > 0 &&
	       cutter->joined->len == cutter->first_len && line->indent == cutter->indent &&
	       g_ascii_isalpha(cutter->lead[0]) && !memchr(cutter->lead, ':', cutter->lead_len) &&
	       rebound_text_ends_as_row(line);
}

/** Take a line that underlines an address, whose words go on below, or a title, whose do not; FALSE
 * where it is none. */
static gboolean take_underline(
	struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	if (!is_underline(cutter, line))
		return FALSE;
	if (!cutter->entry)
		close_unit(cutter);
	return TRUE;
}

/** Whether a line stands directly below a reply that names nobody, and not further right. */
static gboolean is_below_answer(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	return cutter->open && cutter->type == REBOUND_TEXT_ANSWER && !cutter->arrows &&
	       line->indent == cutter->indent &&
	       !memchr(cutter->joined->str, '@', cutter->joined->len);
}

/** Take a line that has words. */
static void take_words(struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	if (take_session_line(cutter, *line) ||
		(cutter->units->keyed && take_note(cutter, *line)) ||
		take_underline(cutter, line) || take_heading(cutter, line))
		return;

	gboolean more;
	int code = rebound_text_leading_code(line, &more);
	gboolean below = cutter->open && cutter->entry && line->indent > cutter->indent;
	/* A reply that is indented less than an entry is none of its words, nor is it where the
	 * entry is one itself, "550 No such user: ann@example.org". */
	gboolean within =
		cutter->entry && line->indent >= cutter->indent && !is_told_above(cutter) &&
		!(cutter->line_reply.code != 0 && g_ascii_isdigit(cutter->joined->str[0]));
	gboolean answer = code != 0 && !(cutter->open && (within || cutter->code == code));
	gboolean wrapped = !below && (rebound_text_fills_line(cutter, line) ||
					     rebound_text_is_wrapped(cutter, line));
	below = below || wrapped;
	if (!below && rebound_text_is_next_nameless(cutter, line)) {
		open_unit(cutter, REBOUND_TEXT_PROSE, line);
		cutter->entry = TRUE;
	} else if (!below && rebound_text_is_entry(cutter->arena, line->text, line->len)) {
		gboolean told = is_below_answer(cutter, line);
		open_unit(cutter, REBOUND_TEXT_PROSE, line);
		cutter->entry = TRUE;
		cutter->below_answer = told;
	} else if (!below &&
		   rebound_text_is_unreadable_entry(cutter->arena, line->text, line->len)) {
		open_unit(cutter, REBOUND_TEXT_PROSE, line);
		cutter->entry = cutter->unreadable = TRUE;
	} else if (answer) {
		open_unit(cutter, REBOUND_TEXT_ANSWER, line);
	} else if (!below &&
		   (rebound_text_is_next_row(cutter, line) || is_row_below_entry(cutter, line))) {
		cutter->part = TRUE;
		open_unit(cutter, REBOUND_TEXT_PROSE, line);
		cutter->part = TRUE;
	} else if (rebound_text_begins_unit(cutter, line, below, wrapped) ||
		   (cutter->talking &&
			   rebound_text_find(line->text, line->len, "while talking to"))) {
		open_unit(cutter, REBOUND_TEXT_PROSE, line);
	}
	cutter->code = more ? code : 0;
	cutter->hangs = cutter->hangs || line->indent > cutter->indent;
	add_line(cutter, line);
	cutter->filled = wrapped;
}

/** Take a line that goes on with a subject that is quoted; FALSE where it does not. */
static gboolean take_quoted(
	struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	return cutter->quotes && cutter->open && line->indent > cutter->indent &&
	       !memchr(line->text, ':', line->len) && !memchr(line->text, '@', line->len) &&
	       !g_ascii_isdigit(line->text[0]);
}

/** Take the label of a line that quotes the subject of the returned message; FALSE where it quotes
 * none. */
static gboolean take_subject(
	struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	struct rebound_text_line label = *line;
	label.len = rebound_text_subject_label(line->text, line->len);
	if (label.len == 0)
		return FALSE;
	open_unit(cutter, REBOUND_TEXT_PROSE, &label);
	add_line(cutter, &label);
	cutter->quotes = TRUE;
	return TRUE;
}

static void take_line(struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	if (line->len == 0) {
		end_paragraph(cutter);
		return;
	}
	if (take_quoted(cutter, line))
		return;
	if (cutter->quotes)
		close_unit(cutter);
	if (!take_subject(cutter, line))
		take_words(cutter, line);
}

/** Whether the entries of a text refer to notes by letters or signs, and none stands below them. */
static gboolean lacks_notes(const struct rebound_text_units *units)
{
	gboolean sign = FALSE;
	for (guint i = 0; units->keyed && i < units->units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(units, i);
		if (unit->key > 0 && unit->mention_count == 0)
			return FALSE;
		sign = sign || !rebound_text_note_key_is_number(unit->key);
	}
	return sign;
}

static void read_lines(
	struct rebound_text_units *units, struct rebound_arena *arena, const char *text, gsize len)
{
	struct rebound_text_cutter cutter = {
		.units = units,
		.arena = arena,
		.joined = units->joined,
		.talking = rebound_text_find(text, len, "talking") != NULL,
		.subject = rebound_text_find(text, len, "subject") != NULL,
		.titled = rebound_text_find_title(text, len, &(struct rebound_text_title){0}),
	};
	struct rebound_text_line line;
	g_string_truncate(units->joined, 0);
	for (gsize offset = 0; rebound_text_next_line(text, len, &offset, &line);)
		take_line(&cutter, &line);
	close_unit(&cutter);
	if (cutter.asked > 0)
		rebound_text_pair_session(units);
	g_clear_pointer(&cutter.parts, g_array_unref);
}

static void read_view(struct rebound_text_units *units, struct rebound_arena *arena,
	const struct rebound_text_view *view, gboolean hasty)
{
	gsize len = MIN(view->report_end, (gsize)REBOUND_LIMIT_TEXT_BYTES);
	rebound_text_units_init(units);
	units->hasty = hasty;
	read_lines(units, arena, view->text, len);
	if (!lacks_notes(units))
		return;
	/* The notes stand above them. */
	g_array_set_size(units->units, 0);
	g_array_set_size(units->mentions, 0);
	units->marks = 0;
	units->verdicts = 0;
	units->complete = 0;
	read_lines(units, arena, view->text, len);
}

void rebound_text_units_read(struct rebound_text_units *units, struct rebound_arena *arena,
	const struct rebound_text_view *view)
{
	read_view(units, arena, view, FALSE);
}

void rebound_text_units_read_hastily(struct rebound_text_units *units, struct rebound_arena *arena,
	const struct rebound_text_view *view)
{
	read_view(units, arena, view, TRUE);
}
