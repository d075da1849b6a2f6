/* SPDX-License-Identifier: MIT */
#include "core/smtp/reply_said.h"

#include <string.h>

#include "core/base/text.h"
#include "core/smtp/reply_lead.h"
#include "core/smtp/reply_unescape.h"
#include "core/smtp/status.h"

#define CODE_DIGITS    3
#define LONGEST_STATUS 16

/* A single one may be a name's. */
#define LEAST_UNDERSCORES 2

/** Code and status of the lines that go on. */
struct line {
	const char *code; /**< NULL: no line goes on here */
	struct rebound_status status;
};

/** Whether a code stands at a place, with a hyphen or a space behind it. */
static gboolean is_code(const char *text, const char *at)
{
	return (*at == '2' || *at == '4' || *at == '5') && g_ascii_isdigit(at[1]) &&
	       g_ascii_isdigit(at[2]) && (at[CODE_DIGITS] == '-' || at[CODE_DIGITS] == ' ') &&
	       (at == text || rebound_text_is_one_of(at[-1], " \t(<[:;\"'"));
}

/** The status behind a code; *behind is set to where the words begin. */
static struct rebound_status read_status(const char *at, const char **behind)
{
	const char *status_at = *at == '#' ? at + 1 : at;
	const char *end = status_at;
	struct rebound_status status =
		rebound_status_read(status_at, strnlen(status_at, LONGEST_STATUS), &end, NULL);
	*behind = rebound_status_is_set(status) ? end : at;
	return status;
}

/** Open a reply of several lines where one begins: "550-5.1.1 ..." or "550-No". */
static void open_line(struct line *line, const char *at)
{
	const char *words;
	struct rebound_status status = read_status(at + CODE_DIGITS + 1, &words);
	/* A telephone number has digits behind the hyphen too. */
	if (!rebound_status_is_set(status) && g_ascii_isdigit(*words))
		return;
	line->code = at;
	line->status = status;
}

/** Where the words of a line go on that has the code of the one before. */
static const char *pass_codes(const struct line *line, const char *at)
{
	const char *words;
	struct rebound_status status = read_status(at + CODE_DIGITS + 1, &words);
	if (!rebound_status_is_set(status) || !rebound_status_equal(status, line->status))
		words = at + CODE_DIGITS + 1;
	while (*words == ' ')
		words++;
	return words;
}

/** The first place where a reply of several lines may begin: a code with a hyphen; or NULL. */
static const char *find_lines(const char *text)
{
	for (const char *hyphen = strchr(text, '-'); hyphen; hyphen = strchr(hyphen + 1, '-'))
		if (hyphen - text >= CODE_DIGITS && is_code(text, hyphen - CODE_DIGITS))
			return hyphen - CODE_DIGITS;
	return NULL;
}

/** Copy a text with its lines joined; NULL where it has none. */
static char *join(struct rebound_arena *arena, const char *text)
{
	struct line line = {0};
	char *copy = NULL, *to = NULL;

	for (const char *at = find_lines(text); at && *at;) {
		/* As long as nothing is joined, most bytes matter in no way. */
		while (!to && *at && (*at < '2' || *at > '5'))
			at++;
		gboolean code = is_code(text, at);
		gboolean same = code && line.code && memcmp(at, line.code, CODE_DIGITS) == 0;
		if (same) {
			if (!copy) {
				copy = rebound_arena_copy(arena, text, strlen(text));
				to = copy + (at - text);
			}
			if (at[CODE_DIGITS] == ' ')
				line.code = NULL;
			at = pass_codes(&line, at);
			continue;
		}
		if (code && at[CODE_DIGITS] == '-')
			open_line(&line, at);
		if (to)
			*to++ = *at;
		at += *at != '\0';
	}
	if (to)
		*to = '\0';
	return copy;
}

/** Whether underscores stand where spaces would. */
static gboolean has_underscores(const char *text)
{
	gsize underscores = 0, spaces = 0;

	if (!strchr(text, '_'))
		return FALSE;
	for (; *text; text++) {
		underscores += *text == '_';
		spaces += *text == ' ';
	}
	return underscores >= LEAST_UNDERSCORES && spaces * 2 < underscores;
}

static gboolean is_name_byte(char c)
{
	return (guchar)c >= 0x80 || g_ascii_isalnum(c) || rebound_text_is_one_of(c, ".+-=_");
}

/** Make underscores spaces, several in a row one, but for those of an address in brackets. */
static const char *space_out(struct rebound_arena *arena, const char *text)
{
	char *spaced = rebound_arena_copy(arena, text, strlen(text)), *to = spaced;

	for (const char *at = spaced; *at;) {
		const char *name = at;
		while (is_name_byte(*at))
			at++;
		gboolean address = *at == '@' && name > spaced && name[-1] == '<';
		at += *at != '\0';
		for (; name < at; name++) {
			char byte = *name == '_' && !address ? ' ' : *name;
			if (byte != ' ' || (to > spaced && to[-1] != ' '))
				*to++ = byte;
		}
	}
	while (to > spaced && to[-1] == ' ')
		to--;
	*to = '\0';
	return spaced;
}

/** The place from which a text goes back as far as its bytes are letters or of a set. */
static const char *pass_back(const char *text, const char *at, gboolean letters, const char *set)
{
	while (at > text &&
		((letters && g_ascii_isalpha(at[-1])) || rebound_text_is_one_of(at[-1], set)))
		at--;
	return at;
}

/** Where the inner reply begins in "5.1.0 - Unknown address error 550-'No such user'": Cisco's
 * gateways put the name of a status before a reply in quotes, and give the same one to many. */
static const char *pass_status_name(const char *text)
{
	const char *quote = strchr(text, '\'');
	if (!quote || quote - text <= CODE_DIGITS + 1 || quote[-1] != '-')
		return text;
	const char *code = quote - 1 - CODE_DIGITS;
	if (!rebound_text_is_one_of(*code, "245") || !g_ascii_isdigit(code[1]) ||
		!g_ascii_isdigit(code[2]) || code[-1] != ' ')
		return text;
	const char *name = pass_back(text, code, TRUE, " ()"), *behind;
	if (name - text < 2 || name[-1] != '-' || name[-2] != ' ')
		return text;
	struct rebound_status status =
		read_status(pass_back(text, name - 2, FALSE, ".0123456789"), &behind);
	return behind == name - 2 && status.subject == 1 && status.detail == 0 ? code : text;
}

/** Behind "NAME does not like recipient. Remote host said: ", with which qmail begins whatever it
 * was that the host said. */
static const char *pass_lead(struct rebound_arena *arena, const char *text)
{
	static const char lead[] = "does not like recipient.", said[] = "Remote host said:";
	const char *behind = rebound_text_find(text, strlen(text), lead);

	if (!behind)
		return pass_status_name(text);
	behind += strlen(lead);
	behind += strspn(behind, " /");
	if (rebound_text_has_prefix(behind, strlen(behind), said))
		behind += strlen(said);
	behind += strspn(behind, " ");
	gsize len = strlen(behind), words = rebound_reply_trail(behind, len);
	return words < len ? rebound_arena_copy(arena, behind, words) : behind;
}

const char *rebound_reply_unwrap(struct rebound_arena *arena, const char *text)
{
	g_return_val_if_fail(arena && text, text);
	text = rebound_reply_unescape(arena, text);
	gsize end, len = strlen(text), lead = rebound_reply_lead(text, len, &end);
	return end < len ? rebound_arena_copy(arena, text + lead, end - lead) : text + lead;
}

const char *rebound_reply_said(struct rebound_arena *arena, const char *text)
{
	g_return_val_if_fail(arena && text, text);
	if (has_underscores(text))
		text = space_out(arena, text);
	text = pass_lead(arena, text);
	const char *joined = join(arena, text);
	return joined ? joined : text;
}
