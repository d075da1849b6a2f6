/* SPDX-License-Identifier: MIT */
#include "core/report/text_session.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_marks.h"
#include "core/report/text_weight.h"

/* What stands before an arrow or a command, such as an hour, is no longer than this. */
#define LONGEST_STAMP 48

/* "Received:". */
#define LONGEST_SPEAKER 12

int rebound_text_leading_code(const struct rebound_text_line *line, gboolean *more)
{
	const char *text = line->text;
	*more = FALSE;
	if (line->len < 3 || text[0] < '2' || text[0] > '5' || !g_ascii_isdigit(text[1]) ||
		!g_ascii_isdigit(text[2]))
		return 0;
	if (line->len > 3 && text[3] != ' ' && text[3] != '-')
		return 0;
	*more = line->len > 3 && text[3] == '-';
	return (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
}

/** Whether a byte can be one of an hour or a word before an arrow. */
static gboolean is_of_stamp(const struct rebound_text_line *line, gsize at)
{
	switch (line->text[at]) {
	case ' ':
	case ':':
	case '.':
	case ',':
	case '/':
	case '[':
	case ']':
		return TRUE;
	case '-':
		return at + 1 < line->len && g_ascii_isalnum(line->text[at + 1]);
	default:
		return g_ascii_isalnum(line->text[at]);
	}
}

/**
 * Where the words of a session's line begin, behind ">>>", "<--", "Sent <<<" or an hour and "-->";
 * 0 where it has no arrow.
 */
static gsize pass_arrow(const struct rebound_text_line *line)
{
	gsize at = 0;
	while (at < line->len && at < LONGEST_STAMP && is_of_stamp(line, at))
		at++;
	gsize arrow = at;
	gboolean head = FALSE;
	while (arrow < line->len && rebound_text_is_one_of(line->text[arrow], "<>-=")) {
		head = head || line->text[arrow] == '<' || line->text[arrow] == '>';
		arrow++;
	}
	if (!head || arrow - at < 2)
		return 0;
	/* "<-ann@example.org>" is a name that begins with a hyphen. */
	if (arrow - at == 2 && arrow < line->len && line->text[arrow] != ' ')
		return 0;
	while (arrow < line->len && line->text[arrow] == ' ')
		arrow++;
	return arrow < line->len ? arrow : 0;
}

/** Whether a text begins with a command in capitals, as a session shows it. */
static gboolean is_command(const char *text, gsize len)
{
	return len >= 4 && g_ascii_isupper(text[0]) && g_ascii_isalpha(text[1]) &&
	       g_ascii_isalpha(text[2]) && rebound_reply_command(text, len);
}

/** Whether nothing but parameters, "SIZE=1000", stands in a text. */
static gboolean is_parameters(const char *text, gsize len)
{
	for (gsize at = 0, end; at < len; at = end + 1) {
		const char *space = memchr(text + at, ' ', len - at);
		end = space ? (gsize)(space - text) : len;
		if (end > at && !memchr(text + at, '=', end - at))
			return FALSE;
	}
	return TRUE;
}

/** Whether a text is a whole "RCPT TO:<...>" or "MAIL FROM:<...>". */
static gboolean is_envelope_command(const char *text, gsize len)
{
	static const char *const commands[] = {"RCPT TO:", "MAIL FROM:"};

	if (len < 4 || !strchr("RMrm", text[0]))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(commands); i++) {
		gsize at = strlen(commands[i]);
		if (!rebound_text_has_prefix(text, len, commands[i]))
			continue;
		while (at < len && text[at] == ' ')
			at++;
		const char *close =
			at < len && text[at] == '<' ? memchr(text + at, '>', len - at) : NULL;
		return close && is_parameters(close + 1, (gsize)(text + len - close - 1));
	}
	return FALSE;
}

/** Whether a text is a whole command of a session that names nobody, "DATA", "EHLO NAME". */
static gboolean is_other_command(const char *text, gsize len)
{
	static const char *const alone[] = {"DATA", "QUIT", "RSET", "STARTTLS", "."};

	for (gsize i = 0; i < G_N_ELEMENTS(alone); i++) {
		if (len == strlen(alone[i]) && g_ascii_strncasecmp(text, alone[i], len) == 0)
			return TRUE;
	}
	return len > 5 &&
	       (rebound_text_has_prefix(text, len, "EHLO ") ||
		       rebound_text_has_prefix(text, len, "HELO ")) &&
	       !memchr(text + 5, ' ', len - 5);
}

/** Whether a word before what is said is one of an hour, of a log's line, of who speaks, or an
 * arrow of one byte. */
static gboolean is_stamp_word(const char *text, gsize len)
{
	gboolean digit = FALSE, letter = FALSE;

	for (gsize i = 0; i < len; i++) {
		digit = digit || g_ascii_isdigit(text[i]);
		letter = letter || (guchar)text[i] >= 0x80 || g_ascii_isalpha(text[i]);
	}
	return digit || !letter || text[0] == '[' ||
	       (text[len - 1] == ':' && len <= LONGEST_SPEAKER) ||
	       (len == 3 && g_ascii_isupper(text[0]));
}

/** Whether "TO:<" or "FROM:<" may stand in a line. */
static gboolean may_hold_command(const struct rebound_text_line *line)
{
	const char *open = memchr(line->text, '<', line->len);

	while (open && open > line->text && open[-1] == ' ')
		open--;
	return open && open > line->text + 3 && open[-1] == ':';
}

/** Who says a line without an arrow; *at is set to where it begins. */
static enum rebound_text_side find_speaker(
	const struct rebound_text_line *line, gboolean within, gsize *at)
{
	gsize start = 0;

	if (!within && !may_hold_command(line))
		return REBOUND_TEXT_NOBODY;
	while (start < line->len && start < LONGEST_STAMP) {
		struct rebound_text_line rest = *line;
		gboolean more;
		rest.text += start;
		rest.len -= start;
		*at = start;
		if (is_envelope_command(rest.text, rest.len) ||
			(within && is_other_command(rest.text, rest.len)))
			return REBOUND_TEXT_CLIENT;
		if (within && rebound_text_leading_code(&rest, &more) > 0)
			return REBOUND_TEXT_SERVER;
		const char *space = memchr(rest.text, ' ', rest.len);
		gsize word = space ? (gsize)(space - rest.text) : rest.len;
		if (word > 0 && !is_stamp_word(rest.text, word))
			break;
		start += word + 1;
	}
	return REBOUND_TEXT_NOBODY;
}

/** Who says a line by the arrow in it; *at is set to where it begins. */
static enum rebound_text_side follow_arrow(const struct rebound_text_line *line, gsize *at)
{
	struct rebound_text_line said = *line;
	gboolean more;

	*at = pass_arrow(line);
	if (*at == 0)
		return REBOUND_TEXT_NOBODY;
	said.text += *at;
	said.len -= *at;
	if (is_command(said.text, said.len))
		return REBOUND_TEXT_CLIENT;
	return line->text[0] == '<' || rebound_text_leading_code(&said, &more) > 0
		       ? REBOUND_TEXT_SERVER
		       : REBOUND_TEXT_NOBODY;
}

enum rebound_text_side rebound_text_session_line(
	struct rebound_text_line *line, gboolean within, gboolean *arrow)
{
	gsize at;

	*arrow = FALSE;
	/* Most lines have no arrow's head, and name nobody. */
	if (!within && !memchr(line->text, '<', line->len) && !memchr(line->text, '>', line->len))
		return REBOUND_TEXT_NOBODY;
	enum rebound_text_side side = follow_arrow(line, &at);
	*arrow = side != REBOUND_TEXT_NOBODY;
	if (side == REBOUND_TEXT_NOBODY)
		side = find_speaker(line, within, &at);
	if (side != REBOUND_TEXT_NOBODY) {
		line->text += at;
		line->len -= at;
	}
	return side;
}

static gboolean is_said(const struct rebound_text_unit *unit)
{
	return unit->type == REBOUND_TEXT_ANSWER && unit->said;
}

/** Pair the commands from a unit on with the answers behind them; where they end. */
static guint pair_run(struct rebound_text_units *units, guint from)
{
	guint answers = from, end, count = units->units->len;

	while (answers < count && rebound_text_unit(units, answers)->type == REBOUND_TEXT_COMMAND)
		answers++;
	end = answers;
	while (end < count && is_said(rebound_text_unit(units, end)))
		end++;
	guint commands = answers - from, said = end - answers;
	/* One more answers the message, behind that to DATA. */
	gboolean sent =
		said == commands + 1 && rebound_text_unit(units, end - 2)->reply.code == 354;
	if (commands < 2 || (said != commands && !sent))
		return end;
	for (guint i = 0; i < commands; i++) {
		const struct rebound_text_unit *command = rebound_text_unit(units, from + i);
		struct rebound_text_unit *answer = rebound_text_unit(units, answers + i);
		answer->command = rebound_reply_command(command->text, command->len);
		answer->asked = from + i + 1;
		answer->about =
			command->mention_count > 0 && g_strcmp0(answer->command, "RCPT") == 0
				? rebound_text_mention(units, command->mentions)->key
				: NULL;
	}
	return end;
}

/** Note by which answer the message was refused to those that were accepted before. */
static void note_refusal(struct rebound_text_units *units, GArray *accepted, guint i)
{
	const struct rebound_text_unit *answer = rebound_text_unit(units, i);

	if (g_strcmp0(answer->command, "MAIL") == 0)
		g_array_set_size(accepted, 0);
	if (answer->about && answer->asked > 0 && answer->reply.code / 100 == 2)
		g_array_append_val(accepted, answer->asked);
	if (g_strcmp0(answer->command, "DATA") != 0 || answer->reply.code < 400 ||
		rebound_text_is_consequence(answer))
		return;
	for (guint a = 0; a < accepted->len; a++)
		rebound_text_unit(units, g_array_index(accepted, guint, a) - 1)->refused_by = i + 1;
}

void rebound_text_pair_session(struct rebound_text_units *units)
{
	g_return_if_fail(units);
	g_autoptr(GArray) accepted = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < units->units->len;) {
		if (rebound_text_unit(units, i)->type == REBOUND_TEXT_COMMAND)
			i = pair_run(units, i);
		else
			i++;
	}
	for (guint i = 0; i < units->units->len; i++) {
		if (is_said(rebound_text_unit(units, i)))
			note_refusal(units, accepted, i);
	}
}
