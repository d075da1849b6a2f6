/* SPDX-License-Identifier: MIT */
#include "core/smtp/reply.h"

#include <string.h>

#include "core/base/chunk.h"
#include "core/base/text.h"
#include "core/smtp/reply_words.h"

#define CODE_DIGITS	3
#define MOST_OPENERS	8  /* brackets, quotes and spaces before a code */
#define MOST_SEPARATORS 6  /* between a code and its status */
#define LONGEST_WORD	24 /* before a code */
#define LONGEST_PREFIX	300

/* How sure a place is; the greater ones win. */
enum anchor {
	ANCHOR_NONE,
	ANCHOR_SELF, /* none, but code and status stand together */
	ANCHOR_WORD, /* behind a colon, a bracket, a number sign, "error", at the start of a line */
	ANCHOR_LISTED, /* the same, by a word that only stands before codes */
	ANCHOR_ARROW,  /* behind "->": what another server answered, if it is a whole reply */
	ANCHOR_START,
	ANCHOR_SAID, /* behind "said:" and the like */
};

/* A code, a status or both at one place. */
struct found {
	enum anchor anchor;
	int code;
	struct rebound_status status;
	gsize start;
	gsize text;
	gboolean more_lines; /* "550-" */
};

/* The best found so far of each sort. */
struct search {
	const char *text;
	gsize len;
	struct found said;
	struct found start;
	struct found other;	     /* the first elsewhere */
	struct rebound_status loose; /* a status without a code before all of them */
	gsize loose_start, loose_text;
};

static const char *const saying_words[] = {
	"said", "says", "replied", "responded", "returned", "answered", NULL};

/* Words that make a number behind them a code without a colon. */
static const char *const code_words[] = {"error", "code", "status", "reply", "response", "smtp",
	"esmtp", "dsn", "got", "with", "reason", "stat", "led", "failed", "fehler", "erreur",
	"errore", NULL};

/* Words that make a number behind a colon something else. */
static const char *const number_words[] = {"size", "limit", "port", "line", "lines", "id", "count",
	"length", "bytes", "time", "pid", "max", "maximum", "total", "retries", "attempts", "score",
	"page", "version", "uid", "number", NULL};

static const char *const units[] = {"bytes", "byte", "kb", "kib", "mb", "mib", "gb", "seconds",
	"secs", "minutes", "hours", "days", "characters", "percent", "lines", "octets", NULL};

static gboolean is_space(char c)
{
	return c == ' ' || c == '_' || (c >= '\t' && c <= '\r');
}

static gboolean is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static gboolean is_word(const char *text, gsize len, const char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) == len && g_ascii_strncasecmp(text, *words, len) == 0)
			return TRUE;
	return FALSE;
}

/* Replies that report success or nothing are a few known ones; others of 4yz and 5yz are read. */
static gboolean is_code(int code)
{
	switch (code) {
	case 211:
	case 214:
	case 220:
	case 221:
	case 235:
	case 250:
	case 251:
	case 252:
	case 334:
	case 354:
		return TRUE;
	default:
		return code >= 400 && code <= 599;
	}
}

/* The code at a place, if the number ends there; 0 for none. */
static int code_at(const struct search *search, gsize at)
{
	const char *text = search->text + at;
	gsize left = search->len - at;

	if (left < CODE_DIGITS || !g_ascii_isdigit(text[0]) || !g_ascii_isdigit(text[1]) ||
		!g_ascii_isdigit(text[2]))
		return 0;
	int code = (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
	if (!is_code(code))
		return 0;
	if (left == CODE_DIGITS)
		return code;
	gboolean digit_behind = left > CODE_DIGITS + 1 && g_ascii_isdigit(text[4]);
	/* "550/5.1.1" */
	if (text[3] == '/' && digit_behind && text[4] == text[0] && left > CODE_DIGITS + 2 &&
		text[5] == '.')
		return code;
	if (g_ascii_isalnum(text[3]) || rebound_text_is_one_of(text[3], "@/%+&\\$") ||
		(rebound_text_is_one_of(text[3], ".,") && digit_behind))
		return 0;
	return code;
}

/* The status at a place, if it is whole and no part of a name or an address. */
static struct rebound_status status_at(const struct search *search, gsize at, gsize *behind)
{
	static const struct rebound_status none = {0};
	const char *end = NULL;
	const char *last = search->text + search->len;
	enum rebound_status_oddity oddity = REBOUND_STATUS_CLEAN;
	struct rebound_status status =
		rebound_status_read(search->text + at, search->len - at, &end, &oddity);

	if (!rebound_status_is_set(status) || oddity == REBOUND_STATUS_MALFORMED)
		return none;
	if (end < last && (g_ascii_isalnum(*end) || rebound_text_is_one_of(*end, "@/%\\")))
		return none;
	if (last - end >= 2 && rebound_text_is_one_of(*end, ".-") && g_ascii_isalnum(end[1]) &&
		!(*end == '-' && g_ascii_isupper(end[1])))
		return none;
	*behind = (gsize)(end - search->text);
	return status;
}

/* Whether the "b" at a place is of a string as Python writes it: (550, b'5.1.1 User unknown'). */
static gboolean is_bytes_mark(const struct search *search, gsize at)
{
	return at > 0 && search->text[at - 1] == ' ' && at + 1 < search->len &&
	       (search->text[at + 1] == '\'' || search->text[at + 1] == '"');
}

/* Pass over what stands between codes and words. */
static gsize skip_separators(const struct search *search, gsize at)
{
	if (search->len - at > 1 && search->text[at] == '.' && is_space(search->text[at + 1]))
		at++;
	while (at < search->len && (is_space(search->text[at]) ||
					   rebound_text_is_one_of(search->text[at], "-:)]'\"#,")))
		at++;
	if (at < search->len && search->text[at] == 'b' && is_bytes_mark(search, at))
		at += 2;
	return at;
}

/* Read the code and the status at a place into found; FALSE where there is neither. */
static gboolean read_at(const struct search *search, gsize at, struct found *found)
{
	gsize behind = at;

	*found = (struct found){.start = at, .code = code_at(search, at)};
	if (found->code == 0) {
		found->status = status_at(search, at, &behind);
		found->text = skip_separators(search, behind);
		return rebound_status_is_set(found->status);
	}
	gsize next = at + CODE_DIGITS;
	found->more_lines = next < search->len && search->text[next] == '-';
	found->text = skip_separators(search, next);
	for (guint i = 0; i < MOST_SEPARATORS && next < search->len &&
			  rebound_text_is_one_of(search->text[next], " \t_#:-([',\"/");
		i++)
		next++;
	if (next < search->len && search->text[next] == 'b' && is_bytes_mark(search, next))
		next += 2;
	if (next < search->len && next > at + CODE_DIGITS) {
		found->status = status_at(search, next, &behind);
		if (rebound_status_is_set(found->status))
			found->text = skip_separators(search, behind);
	}
	/* "550 550 5.1.1": somebody put the code before the reply once more. */
	if (!rebound_status_is_set(found->status) && code_at(search, found->text) == found->code) {
		gsize second = found->text + CODE_DIGITS;
		gsize status = skip_separators(search, second);
		found->status =
			status > second ? status_at(search, status, &behind) : found->status;
		if (rebound_status_is_set(found->status))
			found->text = skip_separators(search, behind);
	}
	return TRUE;
}

/* The word that ends before a place. */
static gsize word_before(const struct search *search, gsize end)
{
	gsize start = end;

	while (start > 0 && end - start < LONGEST_WORD && g_ascii_isalnum(search->text[start - 1]))
		start--;
	return start;
}

/* Whether all before a colon or a semicolon is one word, and one of mark's characters is in it. */
static gboolean is_prefix(const struct search *search, gsize end, const char *marks)
{
	gboolean marked = marks[0] == '\0';

	if (end > LONGEST_PREFIX)
		return FALSE;
	while (end > 0 && is_space(search->text[end - 1]))
		end--;
	for (gsize i = 0; i < end; i++) {
		if (is_space(search->text[i]) && search->text[i] != '_')
			return FALSE;
		marked = marked || rebound_text_is_one_of(search->text[i], marks);
	}
	return end > 0 && marked;
}

/* What a word before a code says of it; with: a colon or "=" stands between. */
static enum anchor anchor_of_word(const struct search *search, gsize end, char mark)
{
	gsize start = word_before(search, end);
	const char *word = search->text + start;
	gsize len = end - start;

	if (is_word(word, len, saying_words))
		return ANCHOR_SAID;
	if (is_word(word, len, code_words)) {
		gsize before = start;
		while (before > 0 && is_space(search->text[before - 1]))
			before--;
		gsize verb = word_before(search, before);
		gboolean said = is_word(word, len, (const char *const[]){"with", NULL}) &&
				is_word(search->text + verb, before - verb, saying_words);
		return said ? ANCHOR_SAID : ANCHOR_LISTED;
	}
	return mark == ':' && !is_word(word, len, number_words) ? ANCHOR_WORD : ANCHOR_NONE;
}

/* Behind a colon or "="; close: the number touches it, as a port does. */
static enum anchor anchor_of_mark(const struct search *search, gsize mark, gboolean close)
{
	gsize end = mark;

	while (end > 0 && search->text[end - 1] == ' ')
		end--;
	if (end == 0)
		return ANCHOR_START;
	if (search->text[mark] == '=' && search->text[mark + 1] == '"')
		return ANCHOR_WORD;
	if (g_ascii_isalnum(search->text[end - 1])) {
		enum anchor anchor = anchor_of_word(search, end, search->text[mark]);
		if (anchor != ANCHOR_WORD)
			return anchor;
	}
	if (close || search->text[mark] != ':')
		return ANCHOR_NONE;
	if (is_prefix(search, mark, "@.<"))
		return ANCHOR_START;
	return g_ascii_isalnum(search->text[end - 1]) ||
			       rebound_text_is_one_of(search->text[end - 1], "]>)\".")
		       ? ANCHOR_WORD
		       : ANCHOR_NONE;
}

/* Behind a semicolon: a type stands before it, of which "x-unix" has exit codes of programs. */
static enum anchor anchor_of_type(const struct search *search, gsize mark)
{
	if (!is_prefix(search, mark, ""))
		return ANCHOR_WORD;
	return rebound_text_has_prefix(search->text, mark, "x-unix") ? ANCHOR_SELF : ANCHOR_START;
}

/* Whether an en dash or an em dash, and a space before it, end before a place. */
static gboolean is_wide_dash(const char *text, gsize end)
{
	return end > 3 && is_space(text[end - 4]) &&
	       (memcmp(text + end - 3, "\xE2\x80\x93", 3) == 0 ||
		       memcmp(text + end - 3, "\xE2\x80\x94", 3) == 0);
}

/* How sure the place is that a code or status stands at. */
static enum anchor anchor_at(const struct search *search, gsize at)
{
	gsize before = at;
	guint less = 0;
	gboolean line = FALSE;
	gboolean bracket = FALSE;
	gboolean space = FALSE;

	while (before > 0 && at - before < MOST_OPENERS &&
		(is_space(search->text[before - 1]) ||
			rebound_text_is_one_of(search->text[before - 1], "#<([{'\"*|"))) {
		char c = search->text[--before];
		less += c == '<';
		line = line || is_line_end(c);
		space = space || is_space(c);
		/* A bar parts the columns of a table. */
		bracket = bracket || rebound_text_is_one_of(c, "#<([{|");
	}
	if (less >= 3)
		return ANCHOR_SAID;
	if (before == 0)
		return ANCHOR_START;
	char c = search->text[before - 1];
	enum anchor anchor = ANCHOR_NONE;
	if (c == ';')
		anchor = anchor_of_type(search, before - 1);
	else if (c == ':' || c == '=')
		anchor = anchor_of_mark(search, before - 1, before == at);
	else if (c == ',' && before > 1 && search->text[before - 2] == ']')
		anchor = ANCHOR_WORD;
	else if (c == '>' && before > 1 && rebound_text_is_one_of(search->text[before - 2], "-="))
		anchor = ANCHOR_ARROW;
	else if (c == '-' && space && before > 1 &&
		 (is_space(search->text[before - 2]) || search->text[before - 2] == '-'))
		anchor = ANCHOR_WORD;
	else if (space && is_wide_dash(search->text, before))
		anchor = ANCHOR_WORD;
	else if (g_ascii_isalnum(c) && (space || bracket))
		anchor = anchor_of_word(search, before, ' ');
	if (anchor == ANCHOR_NONE && (bracket || line))
		anchor = ANCHOR_WORD;
	return anchor == ANCHOR_NONE ? ANCHOR_SELF : anchor;
}

/* Whether a number at an unsure place is an amount or a telephone number rather than a code. */
static gboolean is_amount(const struct search *search, const struct found *found)
{
	const char *behind = search->text + found->start + CODE_DIGITS;
	gsize left = search->len - found->start - CODE_DIGITS;
	gsize word = 0;

	if (left > 1 && *behind == '-' && g_ascii_isdigit(behind[1]))
		return TRUE;
	if (left > 0 && rebound_text_is_one_of(*behind, "]}>"))
		return TRUE;
	if (left > 2 && *behind == ')' && is_space(behind[1]) && g_ascii_isdigit(behind[2]))
		return TRUE;
	if (left > 1 && is_space(*behind) && g_ascii_isdigit(behind[1]))
		return TRUE;
	while (left > 0 && is_space(*behind)) {
		behind++;
		left--;
	}
	while (word < left && g_ascii_isalpha(behind[word]))
		word++;
	return is_word(behind, word, units);
}

/* Whether what was found at a place may count there. */
static gboolean is_good(const struct search *search, const struct found *found)
{
	gboolean has_status = rebound_status_is_set(found->status);

	if (found->code == 0) {
		gboolean sharp = found->start > 0 && search->text[found->start - 1] == '#';
		if (found->anchor == ANCHOR_WORD)
			return found->status.klass != 2 || sharp;
		return found->anchor > ANCHOR_WORD && found->anchor != ANCHOR_ARROW;
	}
	switch (found->anchor) {
	case ANCHOR_NONE:
		return FALSE;
	case ANCHOR_SELF:
		return has_status;
	case ANCHOR_ARROW:
	case ANCHOR_WORD:
	case ANCHOR_LISTED:
		return has_status ||
		       ((found->code >= 400 || (found->code >= 250 && found->code <= 252)) &&
			       !is_amount(search, found));
	default:
		return TRUE;
	}
}

/* Give a status that stands alone to the replies before it that have none. */
static void note_status(struct search *search, const struct found *found)
{
	struct found *const replies[] = {&search->said, &search->start, &search->other};
	gboolean taken = FALSE;

	for (guint i = 0; i < G_N_ELEMENTS(replies); i++) {
		taken = taken || replies[i]->anchor != ANCHOR_NONE;
		if (replies[i]->code != 0 && !rebound_status_is_set(replies[i]->status))
			replies[i]->status = found->status;
	}
	if (!taken && !rebound_status_is_set(search->loose)) {
		search->loose = found->status;
		search->loose_start = found->start;
		search->loose_text = found->text;
	}
}

/* Whether the words before a code ask for it: "Expected response code 250 but got code 550". */
static gboolean is_asked_for(const struct search *search, const struct found *found)
{
	enum { WORDS = 40 };
	gsize from = found->start > WORDS ? found->start - WORDS : 0;

	return found->code < 400 &&
	       rebound_text_find(search->text + from, found->start - from, "expect") != NULL;
}

static void note(struct search *search, const struct found *found)
{
	if (found->code == 0 && found->anchor != ANCHOR_START && found->anchor != ANCHOR_SAID)
		note_status(search, found);
	else if (found->anchor == ANCHOR_SAID ||
		 (found->anchor == ANCHOR_ARROW && rebound_status_is_set(found->status))) {
		/* Of answers within each other the inner one is of the server that refused. */
		search->said = *found;
	} else if (found->anchor == ANCHOR_START) {
		if (search->start.anchor == ANCHOR_NONE)
			search->start = *found;
	} else if (search->other.anchor == ANCHOR_NONE || is_asked_for(search, &search->other)) {
		search->other = *found;
	}
}

/* Whether a number may begin here: not within a word, a name or another number. */
static gboolean may_begin(const struct search *search, gsize at)
{
	return at == 0 || is_space(search->text[at - 1]) ||
	       rebound_text_is_one_of(search->text[at - 1], "#<([{'\"*|;:=>");
}

/* Whether a code leads to the words of a server: "554-'no such mailbox'". */
static gboolean is_quoting(const struct search *search, const struct found *found)
{
	const char *behind = search->text + found->start + CODE_DIGITS;

	return found->more_lines && search->len - found->start > CODE_DIGITS + 1 &&
	       behind[1] == '\'';
}

/* The next digit from a place on that a code or a status may begin with. */
static gsize next_digit(const struct search *search, gsize at)
{
	while (at < search->len) {
		gsize left = search->len - at;
		struct rebound_chunk chunk = rebound_chunk_load_up_to(search->text + at, left);
		guint found = rebound_chunk_within(chunk, '2', '5');
		if (found != 0)
			return at + rebound_chunk_first(found);
		at += MIN(left, REBOUND_CHUNK_BYTES);
	}
	return at;
}

/* Go through the text once. */
static void find_all(struct search *search)
{
	for (gsize i = next_digit(search, 0); i < search->len; i = next_digit(search, i)) {
		struct found found;
		if (!may_begin(search, i) || !read_at(search, i, &found)) {
			i++;
			continue;
		}
		found.anchor = anchor_at(search, i);
		if (found.anchor == ANCHOR_SELF && is_quoting(search, &found))
			found.anchor = ANCHOR_WORD;
		if (!is_good(search, &found)) {
			i++;
			continue;
		}
		note(search, &found);
		i = MAX(found.text, i + CODE_DIGITS);
	}
}

/* Choose between what was found, and fill in a status that stood apart. */
static struct found choose(const struct search *search)
{
	struct found best;

	if (search->said.anchor != ANCHOR_NONE)
		best = search->said;
	else if (search->start.code != 0 || search->other.code == 0)
		best = search->start.anchor != ANCHOR_NONE ? search->start : search->other;
	else
		best = search->other;
	if (best.anchor == ANCHOR_NONE && rebound_status_is_set(search->loose)) {
		best.anchor = ANCHOR_WORD;
		best.status = search->loose;
		best.start = search->loose_start;
		best.text = search->loose_text;
	}
	if (!rebound_status_is_set(best.status) && best.code != 0) {
		gboolean wrapped = search->start.anchor == ANCHOR_START && search->start.code == 0;
		best.status = wrapped ? search->start.status : search->loose;
	}
	return best;
}

/* Whether a number behind a first line may be the code of a last line that disagrees. */
static gboolean is_other_line(const struct search *search, gsize at, const struct found *line)
{
	gboolean new_line = at > 0 && is_line_end(search->text[at - 1]);

	if (at > 1 && search->text[at - 1] == ' ' && is_line_end(search->text[at - 2]))
		new_line = TRUE;
	return new_line || rebound_status_is_set(line->status) ||
	       (line->code >= 550 && line->code <= 556) ||
	       (line->code >= 450 && line->code <= 452) || line->code == 421;
}

/* Read the lines behind "550-": a code that differs counts only where none that agrees ends them.
 */
static void read_lines(const struct search *search, struct found *reply, gboolean *mixed)
{
	struct found other = {0};

	for (gsize i = reply->text; i + CODE_DIGITS <= search->len; i++) {
		struct found line;
		if (i == 0 || !is_space(search->text[i - 1]) || code_at(search, i) == 0)
			continue;
		(void)read_at(search, i, &line);
		gsize behind = i + CODE_DIGITS;
		if (behind < search->len && !is_space(search->text[behind]) && !line.more_lines)
			continue;
		if (line.code != reply->code) {
			if (other.code == 0 && is_other_line(search, i, &line))
				other = line;
			continue;
		}
		if (rebound_status_is_set(line.status)) {
			*mixed = *mixed ||
				 (rebound_status_is_set(reply->status) &&
					 !rebound_status_equal(line.status, reply->status));
			reply->status = line.status;
		}
		if (!line.more_lines)
			return;
	}
	if (other.code != 0) {
		*mixed = TRUE;
		reply->code = other.code;
		reply->status = other.status;
	}
}

/* "mx.example.org: 550 ...": the host before the first reply. */
static gsize leading_host(const char *text, gsize start)
{
	const char *colon = start > 0 ? memchr(text, ':', start) : NULL;
	gsize len = colon ? (gsize)(colon - text) : 0;

	return len > 0 && rebound_reply_words_is_host(text, len) ? len : 0;
}

struct rebound_reply rebound_reply_read_numbers(const char *text, gsize len)
{
	struct search search = {.text = text, .len = len};
	struct rebound_reply reply = {0};

	find_all(&search);
	struct found best = choose(&search);
	if (best.more_lines)
		read_lines(&search, &best, &reply.mixed);
	reply.code = best.code;
	reply.status = best.status;
	reply.start = best.start;
	reply.text = MIN(best.text, len);
	return reply;
}

struct rebound_reply rebound_reply_read(const char *text, gsize len)
{
	struct rebound_reply reply = rebound_reply_read_numbers(text, len);
	struct rebound_reply_words words = rebound_reply_words_read(text, len);

	reply.command = words.command;
	reply.host = words.host;
	reply.host_len = words.host_len;
	if (words.host_len == 0) {
		reply.host = 0;
		reply.host_len = leading_host(text, reply.start);
	}
	return reply;
}
