/* SPDX-License-Identifier: MIT */
#include "core/report/text_units.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_note_key.h"
#include "core/report/text_parts.h"
#include "core/report/text_reply.h"
#include "core/report/text_session.h"
#include "core/smtp/address.h"

/* Words before an address are a sentence's from this many bytes on. */
#define SHORTEST_LEAD 8

/* A word before an address, with its space, and words before one that are no sentence. */
#define SHORTEST_WORD 4
#define LONGEST_LEAD  40

/* " oder", with its space. */
#define LONGEST_AND 5

/* The code of several lines is looked for in no more bytes, and no more often once there are as
 * many: it is asked for at each further line. */
#define CODE_BYTES 2048

/* Most reports have no more units, and no longer ones. */
#define USUAL_UNITS 8
#define USUAL_BYTES 512

/** The unit that is being put together, and where the text stands. */
struct cutter {
	struct rebound_text_units *units;
	struct rebound_arena *arena;
	GString *joined; /**< lines of the open unit */
	GArray *parts;	 /**< struct rebound_text_part; NULL until it may have some */
	gboolean open;
	enum rebound_text_type type;
	gboolean entry;		   /**< the open unit is an entry of a list */
	gboolean unreadable;	   /**< and its address can't be read */
	gboolean arrows;	   /**< its last line began with "<<<" */
	gboolean hangs;		   /**< a line of it is indented more than its first */
	gsize indent, last_indent; /**< of its first line, of its last */
	gsize first_len;
	guint paragraph;
	gsize code_len; /**< bytes of the open unit in which a code was looked for */
	gboolean coded; /**< they tell of a failure by a code */
	int code;	/**< of a reply that goes on in the next line: "550-" */
	struct rebound_reply line_reply; /**< at the start of one of its lines */
	const char *lead; /**< what stands before an address in the last line that has one; NULL */
	gsize lead_len;
	gboolean part;	/**< the open unit is a row below another, or a sentence behind another */
	gboolean joint; /**< the part that is added only leads from one to the next */
	gboolean row;	/**< the last line ends with an address */
	guint key;	/**< of the note that the open unit is; 0: none */
	guint host, heading;
	const char *command, *about; /**< of the last command of the session */
	guint asked;		     /**< its unit, counted from 1; 0: none */
	int answered;		     /**< the code of its answer */
	gboolean talks;	 /**< the last line is of a session whose lines bear no arrows */
	gboolean quotes; /**< the open unit is the label of a subject that is quoted */
};

/** Note what a command asked, so that its answer knows. */
static void note_command(struct cutter *cutter, const struct rebound_text_unit *unit, guint number)
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
static void note_answer(struct cutter *cutter, struct rebound_text_unit *unit)
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

/**
 * Leave the subject of the returned message out of a unit that quotes it: 'with the subject "..."',
 * or on its first line, where nobody is named before, "The subject of the message is: ...".
 */
static void cut_subject(struct cutter *cutter, struct rebound_text_unit *unit)
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
	unit->text = rebound_arena_printf(cutter->arena, "%.*s...%s", (int)kept, text, close);
	unit->len = strlen(unit->text);
	unit->first_len = MIN(unit->first_len, unit->len);
	unit->marks = rebound_text_marks(cutter->arena, unit->text, unit->len);
}

/** Make a unit of a piece of the joined lines. */
static void add_unit(struct cutter *cutter, const char *text, gsize len, gsize first_len)
{
	struct rebound_text_unit unit = {
		.type = cutter->type,
		.paragraph = cutter->paragraph,
		.indent = cutter->indent,
		.heading = cutter->heading,
		.unreadable = cutter->unreadable,
		.part = cutter->part,
		.joint = cutter->joint || cutter->quotes,
		.key = cutter->key,
	};
	unit.text = rebound_text_line(cutter->arena, text, len, (gsize)REBOUND_LIMIT_TEXT_BYTES);
	unit.len = strlen(unit.text);
	unit.first_len = MIN(first_len, unit.len);
	unit.marks = rebound_text_marks(cutter->arena, unit.text, unit.len);
	if (unit.marks & REBOUND_TEXT_BIT(QUOTES))
		cut_subject(cutter, &unit);
	unit.reply = rebound_text_numbers(unit.text, unit.len);
	if (unit.reply.code == 0 &&
		cutter->line_reply.code + cutter->line_reply.status.klass != 0) {
		unit.reply.code = cutter->line_reply.code;
		unit.reply.start = unit.reply.text = unit.len; /* somewhere among the lines */
		if (!rebound_status_is_set(unit.reply.status))
			unit.reply.status = cutter->line_reply.status;
	}
	cutter->units->marks |= unit.marks;

	guint number = cutter->units->units->len;
	if (unit.type == REBOUND_TEXT_HEADING)
		cutter->heading = number + 1;
	if (rebound_text_find(unit.text, unit.len, "talking to"))
		cutter->host = number + 1;
	if (unit.type == REBOUND_TEXT_COMMAND)
		note_command(cutter, &unit, number);
	if (unit.type == REBOUND_TEXT_ANSWER)
		note_answer(cutter, &unit);
	g_array_append_val(cutter->units->units, unit);
	rebound_text_find_mentions(cutter->units, cutter->arena, number);
	struct rebound_text_unit *added = rebound_text_unit(cutter->units, number);
	if (added->type == REBOUND_TEXT_PROSE && added->mention_count == 0)
		added->verdict = rebound_text_verdict_lead(cutter->arena, added->text, added->len);
	cutter->units->verdicts |= 1U << added->verdict;
}

/** Make a unit of each part of a text that tells of several: what is said of one holds for him
 * alone. */
static void add_parts(struct cutter *cutter, const char *text, gsize len)
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

static void close_unit(struct cutter *cutter)
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

static void open_unit(
	struct cutter *cutter, enum rebound_text_type type, const struct rebound_text_line *line)
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
	cutter->part = FALSE;
	cutter->joint = FALSE;
	cutter->key = 0;
	cutter->line_reply = (struct rebound_reply){0};
}

/** Bytes of the words before the first address of a line; 0 where it has none or begins with it. */
static gsize measure_lead(const struct rebound_text_line *line)
{
	const char *at = memchr(line->text, '@', line->len);
	gsize len = at ? (gsize)(at - line->text) : 0;
	while (len > 0 && line->text[len - 1] != ' ')
		len--;
	return len;
}

/** Whether a line has words and then ends with an address, as the row of a table does. */
static gboolean is_row(const struct rebound_text_line *line)
{
	gsize at = line->len;
	while (at > 0 && line->text[at - 1] != ' ')
		at--;
	return at > 0 &&
	       (g_ascii_isalnum(line->text[line->len - 1]) || line->text[line->len - 1] == '>') &&
	       memchr(line->text + at, '@', line->len - at) != NULL;
}

static void add_line(struct cutter *cutter, const struct rebound_text_line *line)
{
	cutter->row = is_row(line);
	cutter->last_indent = line->indent;
	gsize lead = measure_lead(line);
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

static void end_paragraph(struct cutter *cutter)
{
	close_unit(cutter);
	cutter->paragraph++;
}

/** Take a line of a session, ">>> ...", "<<< ..." or "RCPT TO:<...>"; FALSE where it is none. */
static gboolean take_session_line(struct cutter *cutter, struct rebound_text_line line)
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
static gboolean is_starred_reason(struct cutter *cutter, const struct rebound_text_line *line)
{
	return line->len > 6 && memcmp(line->text, "***", 3) == 0 &&
	       memcmp(line->text + line->len - 3, "***", 3) == 0 &&
	       (rebound_text_marks(cutter->arena, line->text, line->len) &
		       REBOUND_TEXT_BIT(REASON)) != 0;
}

/** Take a line that is decoration, or words between decoration; FALSE where it is none. */
static gboolean take_heading(struct cutter *cutter, const struct rebound_text_line *line)
{
	gsize cut = rebound_text_decoration(line->text, line->len);
	gboolean bullet = cut == 2 && line->len > cut && line->text[cut] == ' ' &&
			  g_ascii_isalnum(line->text[line->len - 1]);
	if (cut == 0 || bullet || memchr(line->text, '@', line->len) ||
		is_starred_reason(cutter, line))
		return FALSE;
	end_paragraph(cutter);
	open_unit(cutter, REBOUND_TEXT_HEADING, line);
	add_line(cutter, line);
	end_paragraph(cutter);
	return TRUE;
}

/** Whether a line of prose begins with a label such as "Reason:". */
static gboolean has_label(const struct rebound_text_line *line)
{
	gsize size = 0;
	while (size < line->len && size < 32 &&
		(g_ascii_isalpha(line->text[size]) || line->text[size] == ' ' ||
			line->text[size] == '-'))
		size++;
	return size >= 3 && size < line->len && line->text[size] == ':' &&
	       g_ascii_isupper(line->text[0]) &&
	       (size + 1 == line->len || line->text[size + 1] == ' ');
}

/** g_str_has_suffix() without a look for the end. */
static gboolean ends_with(const GString *text, const char *end)
{
	gsize size = strlen(end);
	return size <= text->len && memcmp(text->str + text->len - size, end, size) == 0;
}

/** Whether a line goes on with a command that the line before was too short for: "RCPT",
 * "TO:<...>".
 */
static gboolean continues_command(const struct cutter *cutter, const struct rebound_text_line *line)
{
	static const char *const halves[][2] = {{"RCPT", "TO:"}, {"MAIL", "FROM:"}};
	const GString *joined = cutter->joined;
	for (gsize i = 0; cutter->open && i < G_N_ELEMENTS(halves); i++) {
		if (ends_with(joined, halves[i][0]) &&
			rebound_text_has_prefix(line->text, line->len, halves[i][1]))
			return TRUE;
	}
	return FALSE;
}

/** Whether the open unit is a sentence that was broken before another address: "ann@example.org
 * and", "ann@example.org (user unknown),", "ann@example.org is unknown, nor to".
 */
static gboolean goes_on(const struct cutter *cutter)
{
	static const char *const words[] = {" and", " or", " und", " oder", " et", " ou", " y",
		" e", " en", " of", " och", " og", " to", " for", " an", " für"};
	const GString *joined = cutter->joined;
	gsize len = joined->len;
	if (!cutter->open || cutter->entry || cutter->type != REBOUND_TEXT_PROSE || len < 2)
		return FALSE;
	char last = joined->str[len - 1];
	if (last == ',' || last == ';')
		return joined->str[len - 2] == ')' && memchr(joined->str, '@', len);
	if (!memchr(joined->str + len - MIN(len, LONGEST_AND), ' ', MIN(len, LONGEST_AND)) ||
		!memchr(joined->str, '@', len))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (ends_with(joined, words[i]))
			return TRUE;
	}
	return FALSE;
}

/**
 * Whether a line is the next of sentences that hang, each with an address and each with its further
 * lines indented: "Server A rejected ann@example.org", "  It said: [550 ...]", "Server B rejected".
 */
static gboolean is_next_hanging(const struct cutter *cutter, const struct rebound_text_line *line)
{
	return cutter->open && cutter->hangs && cutter->type == REBOUND_TEXT_PROSE &&
	       !cutter->entry && line->indent <= cutter->indent &&
	       memchr(line->text, '@', line->len) &&
	       memchr(cutter->joined->str, '@', cutter->joined->len);
}

/** Whether a line behind an entry is the next one, and a program or a file: "|/bin/filter ann". */
static gboolean is_next_nameless(const struct cutter *cutter, const struct rebound_text_line *line)
{
	gsize quote = line->text[0] == '"' ? 1 : 0;
	return cutter->open && cutter->entry && line->len > quote + 1 &&
	       (line->text[quote] == '|' || (quote == 1 && line->text[quote] == '/'));
}

/** Whether a line is the next of sentences that name an address each behind the same words: "Could
 * not send to ann@example.org: ...", "Could not send to bob@example.org: ...". */
static gboolean repeats_lead(const struct cutter *cutter, const struct rebound_text_line *line)
{
	return cutter->lead_len >= SHORTEST_LEAD && cutter->lead_len < line->len &&
	       memcmp(line->text, cutter->lead, cutter->lead_len) == 0 &&
	       measure_lead(line) == cutter->lead_len;
}

/** Whether a line and the one before are rows of a table: "Mailbox full  ann@example.org". */
static gboolean is_next_row(const struct cutter *cutter, const struct rebound_text_line *line)
{
	return cutter->row && is_row(line);
}

/** Whether a line stands further left than the entry or the reply above it, whose words it does not
 * go on with. */
static gboolean is_behind_list(const struct cutter *cutter, const struct rebound_text_line *line)
{
	return (cutter->entry || cutter->type == REBOUND_TEXT_ANSWER) &&
	       line->indent < cutter->indent;
}

/** The first word with an "@" of a text; its length, 0 where there is none. */
static gsize find_address_word(const char *text, gsize len, const char **word)
{
	const char *sign = memchr(text, '@', len), *end = text + len, *from = sign, *to = sign;
	if (!sign)
		return 0;
	while (from > text && !strchr(" <>()\":;,[", from[-1]))
		from--;
	while (to < end && !strchr(" <>()\":;,[", *to))
		to++;
	*word = from;
	return (gsize)(to - from);
}

/** Whether a line begins as a sentence or a row does, not as what a line was too short for. */
static gboolean begins_afresh(const struct rebound_text_line *line)
{
	const char *space = memchr(line->text, ' ', line->len);
	gsize word = space ? (gsize)(space - line->text) : line->len;
	return !g_ascii_islower(line->text[0]) || memchr(line->text, '.', word - (word > 0));
}

/** Whether a text tells of a failure by a code. */
static gboolean tells_code(const char *text, gsize len)
{
	struct rebound_reply reply = rebound_text_numbers(text, len);
	return reply.code >= 400 || reply.status.klass >= 4;
}

/** Whether the lines of the open unit do. */
static gboolean tells_code_above(struct cutter *cutter)
{
	if (cutter->code_len < CODE_BYTES) {
		cutter->code_len = MIN(cutter->joined->len, CODE_BYTES);
		cutter->coded = tells_code(cutter->joined->str, cutter->code_len);
	}
	return cutter->coded;
}

/** Whether a line tells of a failure by its code; as the next of several by words too, or of none.
 */
static gboolean tells_why(const struct cutter *cutter, const struct rebound_text_line *line)
{
	int code = rebound_text_numbers(line->text, line->len).code;
	return tells_code(line->text, line->len) ||
	       (cutter->part &&
		       (code != 0 || (rebound_text_marks(cutter->arena, line->text, line->len) &
					     REBOUND_TEXT_BIT(REASON))));
}

/**
 * Whether a line names another address than the lines before and tells of it by a code as they do:
 * "mx.example.org said of ann@example.org: 550 no", "mx.example.net said of bob@example.net: 550".
 */
static gboolean tells_of_another(struct cutter *cutter, const struct rebound_text_line *line)
{
	const GString *joined = cutter->joined;
	const char *one, *other;
	gsize other_len = find_address_word(line->text, line->len, &other);
	gsize one_len = other_len > 0 ? find_address_word(joined->str, joined->len, &one) : 0;
	return one_len > 0 && !(one_len == other_len && memcmp(one, other, one_len) == 0) &&
	       line->indent == cutter->last_indent && begins_afresh(line) &&
	       tells_why(cutter, line) && tells_code_above(cutter);
}

/** Whether a line and the one before begin with the same word, and each names somebody and tells of
 * him behind a colon: "Error 550 for ann@example.org: unknown", "Error for bob@example.org: full".
 */
static gboolean repeats_word(const struct cutter *cutter, const struct rebound_text_line *line)
{
	if (cutter->lead_len < SHORTEST_WORD || cutter->lead_len > LONGEST_LEAD ||
		!g_ascii_isupper(line->text[0]))
		return FALSE;
	gsize lead = measure_lead(line);
	const char *space = lead > 0 ? memchr(line->text, ' ', lead) : NULL;
	const char *word = line->text;
	gsize size = space ? (gsize)(space - line->text) + 1 : 0;
	if (size < SHORTEST_WORD || lead > LONGEST_LEAD || cutter->lead_len < size ||
		memcmp(cutter->lead, line->text, size) != 0)
		return FALSE;
	gsize len = find_address_word(line->text, line->len, &word);
	const char *behind = word + len;
	while (behind < line->text + line->len && strchr(">\"'", *behind))
		behind++;
	return behind + 2 < line->text + line->len && behind[0] == ':' && behind[1] == ' ';
}

/** Whether a line is what a server said, "north.test: 550 unknown" or "north.test answered: 550",
 * as the line before, and neither names anybody. */
static gboolean tells_another_code(struct cutter *cutter, const struct rebound_text_line *line)
{
	const GString *joined = cutter->joined;
	const char *space = memchr(line->text, ' ', line->len);
	if (!space || space == line->text || line->indent != cutter->last_indent ||
		!memchr(line->text, '.', (gsize)(space - line->text)))
		return FALSE;
	const char *colon = memchr(line->text, ':', MIN(line->len, LONGEST_LEAD));
	return colon && colon + 1 >= space && !memchr(joined->str, '@', joined->len) &&
	       tells_code(line->text, line->len) && tells_code_above(cutter);
}

/** Whether a line and the one before each say behind an address what became of the message there:
 * "08:10 ann@example.org FAILED 550", "08:11 bob@example.org FAILED connection refused". */
static gboolean tells_verdict(const struct cutter *cutter, const struct rebound_text_line *line)
{
	const GString *joined = cutter->joined;
	if (line->indent != cutter->last_indent)
		return FALSE;
	const char *texts[] = {line->text, joined->str};
	gsize sizes[] = {line->len, joined->len};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		const char *word;
		gsize size = find_address_word(texts[i], sizes[i], &word);
		const char *behind = size > 0 ? word + size : NULL;
		if (!behind || !rebound_text_verdict_behind(cutter->arena, behind,
				       (gsize)(texts[i] + sizes[i] - behind)))
			return FALSE;
	}
	return TRUE;
}

/** Whether a line and the one before are rows, each about somebody else. */
static gboolean is_next_of_rows(struct cutter *cutter, const struct rebound_text_line *line)
{
	return cutter->open && cutter->type == REBOUND_TEXT_PROSE && !cutter->entry &&
	       (repeats_lead(cutter, line) || repeats_word(cutter, line) ||
		       is_next_row(cutter, line) || tells_of_another(cutter, line) ||
		       tells_another_code(cutter, line) || tells_verdict(cutter, line));
}

/** Take the first line of a note that an entry refers to, "[1] 550 unknown user", without its key;
 * FALSE where it is none. */
static gboolean take_note(struct cutter *cutter, struct rebound_text_line line)
{
	gsize size;
	gboolean more;
	if (memchr(line.text, '@', line.len))
		return FALSE;
	guint key = rebound_text_note_key(line.text, line.len, &size);
	if (key == 0 || size == line.len)
		return FALSE;
	line.text += size;
	line.len -= size;
	int code = rebound_text_leading_code(&line, &more);
	open_unit(cutter, code != 0 ? REBOUND_TEXT_ANSWER : REBOUND_TEXT_PROSE, &line);
	cutter->key = key;
	cutter->code = more ? code : 0;
	add_line(cutter, &line);
	return TRUE;
}

/** Whether a line of dashes underlines the address above it, which stands alone. */
static gboolean is_underline(const struct cutter *cutter, const struct rebound_text_line *line)
{
	gsize len = cutter->joined->len;
	return cutter->open && cutter->entry && len == cutter->first_len && line->len + 2 >= len &&
	       line->len <= len + 2 && rebound_text_is_rule(line->text, line->len);
}

/** Take a line that has words. */
static void take_words(struct cutter *cutter, const struct rebound_text_line *line)
{
	if (take_session_line(cutter, *line) ||
		(cutter->units->keyed && take_note(cutter, *line)) || is_underline(cutter, line) ||
		take_heading(cutter, line))
		return;

	gboolean more;
	int code = rebound_text_leading_code(line, &more);
	gboolean below = cutter->open && cutter->entry && line->indent > cutter->indent;
	/* A reply that is indented less than an entry is none of its words. */
	gboolean within = cutter->entry && line->indent >= cutter->indent;
	gboolean answer = code != 0 && !(cutter->open && (within || cutter->code == code));
	below = below || continues_command(cutter, line) || goes_on(cutter);
	if (!below && is_next_nameless(cutter, line)) {
		open_unit(cutter, REBOUND_TEXT_PROSE, line);
		cutter->entry = TRUE;
	} else if (!below && rebound_text_is_entry(cutter->arena, line->text, line->len)) {
		open_unit(cutter, REBOUND_TEXT_PROSE, line);
		cutter->entry = TRUE;
	} else if (!below &&
		   rebound_text_is_unreadable_entry(cutter->arena, line->text, line->len)) {
		open_unit(cutter, REBOUND_TEXT_PROSE, line);
		cutter->entry = cutter->unreadable = TRUE;
	} else if (answer) {
		open_unit(cutter, REBOUND_TEXT_ANSWER, line);
	} else if (!below && is_next_of_rows(cutter, line)) {
		cutter->part = TRUE;
		open_unit(cutter, REBOUND_TEXT_PROSE, line);
		cutter->part = TRUE;
	} else if (!cutter->open || (!below && has_label(line)) || is_behind_list(cutter, line) ||
		   is_next_hanging(cutter, line) ||
		   rebound_text_find(line->text, line->len, "while talking to")) {
		open_unit(cutter, REBOUND_TEXT_PROSE, line);
	}
	cutter->code = more ? code : 0;
	cutter->hangs = cutter->hangs || line->indent > cutter->indent;
	add_line(cutter, line);
}

/** Take a line that goes on with a subject that is quoted; FALSE where it does not. */
static gboolean take_quoted(struct cutter *cutter, const struct rebound_text_line *line)
{
	return cutter->quotes && cutter->open && line->indent > cutter->indent &&
	       !memchr(line->text, ':', line->len) && !memchr(line->text, '@', line->len) &&
	       !g_ascii_isdigit(line->text[0]);
}

/** Take the label of a line that quotes the subject of the returned message; FALSE where it quotes
 * none. */
static gboolean take_subject(struct cutter *cutter, const struct rebound_text_line *line)
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

static void take_line(struct cutter *cutter, const struct rebound_text_line *line)
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

void rebound_text_units_read(struct rebound_text_units *units, struct rebound_arena *arena,
	const struct rebound_text_view *view)
{
	*units = (struct rebound_text_units){
		.units = g_array_sized_new(
			FALSE, FALSE, sizeof(struct rebound_text_unit), USUAL_UNITS),
		.mentions = g_array_sized_new(
			FALSE, FALSE, sizeof(struct rebound_text_mention), USUAL_UNITS),
	};
	struct cutter cutter = {
		.units = units,
		.arena = arena,
		.joined = g_string_sized_new(USUAL_BYTES),
	};
	struct rebound_text_line line;
	gsize len = MIN(view->report_end, (gsize)REBOUND_LIMIT_TEXT_BYTES);
	for (gsize offset = 0; rebound_text_next_line(view->text, len, &offset, &line);)
		take_line(&cutter, &line);
	close_unit(&cutter);
	if (cutter.asked > 0)
		rebound_text_pair_session(units);
	g_string_free(cutter.joined, TRUE);
	g_clear_pointer(&cutter.parts, g_array_unref);
}

void rebound_text_units_clear(struct rebound_text_units *units)
{
	g_array_unref(units->units);
	g_array_unref(units->mentions);
	*units = (struct rebound_text_units){0};
}
