/* SPDX-License-Identifier: MIT */
#include "core/rules/normalise.h"

#include <string.h>

#include "core/base/text.h"
#include "core/smtp/address.h"

/* From these lengths on, letters and digits mixed are a token that a machine made. */
enum { ID_CHARACTERS = 8, LONG_ID_CHARACTERS = 24 };

/* A phrase of fewer letters is too short to stand alone; one of more bytes than these is cut. */
enum { PHRASE_LETTERS = 12, LEAST_LETTERS = 6, PHRASE_BYTES = 80 };

enum token {
	TOKEN_WORD,
	TOKEN_ADDRESS,
	TOKEN_NAME,
	TOKEN_HOST,
	TOKEN_IP,
	TOKEN_URL,
	TOKEN_NUMBER,
	TOKEN_ID,
	TOKEN_COUNT
};

static const char *const marks[TOKEN_COUNT] = {
	[TOKEN_ADDRESS] = "{address}",
	[TOKEN_NAME] = "{name}",
	[TOKEN_HOST] = "{host}",
	[TOKEN_IP] = "{ip}",
	[TOKEN_URL] = "{url}",
	[TOKEN_NUMBER] = "{number}",
	[TOKEN_ID] = "{id}",
};

/* A piece of the text between separators. */
struct piece {
	const char *text;
	gsize len;
	gboolean behind_colon; /**< or at the beginning: here a number may be a reply code */
};

static gboolean is_separator(char c)
{
	return c == '\0' || strchr(" \t<>()[]{},;\"'`|=#!?", c) != NULL;
}

static gsize count_digits(const char *text, gsize len)
{
	gsize count = 0;

	while (count < len && g_ascii_isdigit(text[count]))
		count++;
	return count;
}

/* Numbers between dots: how many, 0 where something else stands there. */
static guint count_groups(const struct piece *piece, gsize most_digits)
{
	guint groups = 0;
	gsize at = 0;

	for (;;) {
		gsize digits = count_digits(piece->text + at, piece->len - at);

		if (digits == 0 || digits > most_digits)
			return 0;
		groups++;
		at += digits;
		if (at == piece->len)
			return groups;
		if (piece->text[at++] != '.')
			return 0;
	}
}

static gboolean is_ipv6(const struct piece *piece)
{
	guint colons = 0, digits = 0;

	for (gsize i = 0; i < piece->len; i++) {
		if (piece->text[i] == ':')
			colons++;
		else if (g_ascii_isxdigit(piece->text[i]) || piece->text[i] == '.')
			digits++;
		else
			return FALSE;
	}
	return colons >= 2 && digits > 0 &&
	       (colons == 7 || g_strstr_len(piece->text, (gssize)piece->len, "::") != NULL);
}

static gboolean is_ip(const struct piece *piece)
{
	const char *colon = memchr(piece->text, ':', piece->len);
	struct piece host = *piece;

	if (is_ipv6(piece))
		return TRUE;
	if (colon != NULL)
		host.len = (gsize)(colon - piece->text);
	return host.len > 0 && count_groups(&host, 3) == 4;
}

/* A code keeps its meaning: "550" where one may stand, "5.7.1" anywhere. */
static gboolean is_code(const struct piece *piece)
{
	gboolean classed = piece->len > 0 && strchr("245", piece->text[0]) != NULL;

	if (classed && piece->len == 3 && count_digits(piece->text, 3) == 3)
		return piece->behind_colon;
	return classed && piece->len >= 5 && piece->text[1] == '.' && count_groups(piece, 3) == 3;
}

/* Digits with what stands in numbers, times and sizes, and a short unit at the end. */
static gsize number_length(const struct piece *piece)
{
	gsize at = 0;

	while (at < piece->len &&
		(g_ascii_isdigit(piece->text[at]) || strchr("+-.:/%", piece->text[at]) != NULL ||
			(piece->text[at] == 'T' && at + 1 < piece->len &&
				g_ascii_isdigit(piece->text[at + 1]))))
		at++;
	if (at < 1 || (!g_ascii_isdigit(piece->text[0]) && (piece->text[0] != '-' || at < 2)))
		return 0;
	for (gsize i = at; i < piece->len; i++)
		if (!g_ascii_isalpha(piece->text[i]))
			return 0;
	return piece->len - at <= 3 && memchr(piece->text, '/', at) == NULL ? at
	       : piece->len == at					    ? at
									    : 0;
}

/* A name with dots whose last part is none of a number: mx1.example.org, but not a code word of a
 * product such as RESOLVER.ADR.RecipNotFound. */
static gboolean is_host(const struct piece *piece)
{
	gsize last = 0;
	gboolean dots = FALSE;

	for (gsize i = 0; i < piece->len; i++) {
		char c = piece->text[i];

		if (c == '.') {
			if (i == last)
				return FALSE;
			dots = TRUE;
			last = i + 1;
		} else if (!g_ascii_isalnum(c) && c != '-' && c != '_' && (guchar)c < 0x80) {
			return FALSE;
		}
	}
	if (!dots || piece->len - last < 2 || piece->len - last > 18)
		return FALSE;
	for (gsize i = last; i < piece->len; i++)
		if (!g_ascii_islower(piece->text[i]) && (guchar)piece->text[i] < 0x80)
			return FALSE;
	return TRUE;
}

/* A word that a machine made: letters and digits mixed and long, or all of hexadecimal digits. */
static gboolean is_id(const struct piece *piece)
{
	gsize digits = 0, letters = 0, others = 0, turns = 0;
	gboolean mixed_case = FALSE;

	for (gsize i = 0; i < piece->len; i++) {
		char c = piece->text[i];

		digits += g_ascii_isdigit(c);
		letters += g_ascii_isalpha(c);
		others += !g_ascii_isalnum(c);
		if ((guchar)c >= 0x80)
			return FALSE;
		if (i > 0 && g_ascii_isdigit(c) != g_ascii_isdigit(piece->text[i - 1]))
			turns++;
		if (i > 0 && g_ascii_isupper(c) && g_ascii_islower(piece->text[i - 1]))
			mixed_case = TRUE;
	}
	if (digits == 0)
		return piece->len >= LONG_ID_CHARACTERS && mixed_case && others == 0;
	return piece->len >= ID_CHARACTERS && letters > 0 && (turns >= 2 || digits >= letters) &&
	       others * 3 <= piece->len;
}

static gboolean is_name(const struct piece *piece, const char *address)
{
	const char *at = address == NULL ? NULL : strrchr(address, '@');
	gsize len = at == NULL ? 0 : (gsize)(at - address);

	return len >= 3 && piece->len == len && g_ascii_strncasecmp(piece->text, address, len) == 0;
}

static enum token name_token(const struct piece *piece, const char *address)
{
	const char *at = memchr(piece->text, '@', piece->len);

	if (at != NULL && at > piece->text && at + 1 < piece->text + piece->len)
		return TOKEN_ADDRESS;
	if (is_code(piece))
		return TOKEN_WORD;
	if (is_ip(piece))
		return TOKEN_IP;
	if (number_length(piece) > 0)
		return TOKEN_NUMBER;
	if (is_name(piece, address))
		return TOKEN_NAME;
	if (is_host(piece))
		return TOKEN_HOST;
	return is_id(piece) ? TOKEN_ID : TOKEN_WORD;
}

static gsize url_length(const char *text)
{
	static const char *const starts[] = {"http://", "https://", "www.", "ftp://"};
	gsize len = 0;

	for (guint i = 0; i < G_N_ELEMENTS(starts) && len == 0; i++)
		if (g_ascii_strncasecmp(text, starts[i], strlen(starts[i])) == 0)
			len = strlen(starts[i]);
	if (len == 0)
		return 0;
	while (text[len] != '\0' && strchr(" \t<>()[]\"'", text[len]) == NULL)
		len++;
	while (len > 0 && strchr(".,;:!", text[len - 1]) != NULL)
		len--;
	return len;
}

/* What a piece becomes. */
typedef void (*write_func)(GString *result, const struct piece *piece, enum token token);

static void write_mark(GString *result, const struct piece *piece, enum token token)
{
	if (token == TOKEN_WORD) {
		g_string_append_len(result, piece->text, (gssize)piece->len);
		return;
	}
	g_string_append(result, marks[token]);
	if (token == TOKEN_NUMBER) {
		gsize digits = number_length(piece);

		g_string_append_len(result, piece->text + digits, (gssize)(piece->len - digits));
	}
}

static void write_example(GString *result, const struct piece *piece, enum token token)
{
	if (token == TOKEN_ADDRESS)
		g_string_append(result, "ann@example.org");
	else if (token == TOKEN_NAME)
		g_string_append(result, "ann");
	else if (token == TOKEN_IP)
		g_string_append(result, is_ipv6(piece) ? "2001:db8::1" : "192.0.2.1");
	else
		g_string_append_len(result, piece->text, (gssize)piece->len);
}

/* The next piece, without the stops at its end; what was written for a mark before stays one. */
static struct piece next_piece(const char *text, const char *start)
{
	struct piece piece = {.text = text};

	while (!is_separator(text[piece.len]))
		piece.len++;
	/* "550-5.1.1" is a code of a reply of several lines, and then another. */
	if (piece.len > 3 && text[3] == '-' && count_digits(text, 3) == 3)
		piece.len = 3;
	if (text[0] == '-' && text > start && g_ascii_isdigit(text[-1]))
		piece.len = 1;
	while (piece.len > 1 && strchr(".:", text[piece.len - 1]) != NULL &&
		text[piece.len - 2] != ':')
		piece.len--;
	piece.behind_colon = text == start;
	for (const char *at = text; at > start && !piece.behind_colon; at--) {
		if (at[-1] == ':' || (at[-1] == '-' && at - start == 4))
			piece.behind_colon = TRUE;
		else if (strchr(" (#<[", at[-1]) == NULL)
			break;
	}
	return piece;
}

static char *rewrite(
	struct rebound_arena *arena, const char *text, const char *address, write_func write)
{
	g_autoptr(GString) result = g_string_new(NULL);

	for (const char *at = text; *at != '\0';) {
		struct piece url = {.text = at, .len = url_length(at)};

		if (url.len > 0) {
			write(result, &url, TOKEN_URL);
			at += url.len;
		} else if (*at == '{') {
			gsize mark = strcspn(at, "} ");

			mark += at[mark] == '}';
			g_string_append_len(result, at, (gssize)mark);
			at += mark;
		} else if (is_separator(*at)) {
			g_string_append_c(result, *at++);
		} else {
			struct piece piece = next_piece(at, text);

			write(result, &piece, name_token(&piece, address));
			at += piece.len;
		}
	}
	return rebound_arena_copy(arena, result->str, result->len);
}

char *rebound_normalise(struct rebound_arena *arena, const char *text, const char *address)
{
	return rewrite(arena, text, address, write_mark);
}

char *rebound_normalise_example(struct rebound_arena *arena, const char *text, const char *address)
{
	return rewrite(arena, text, address, write_example);
}

static guint count_letters(const char *text, gsize len)
{
	guint letters = 0;

	for (const char *at = text; at < text + len; at = g_utf8_next_char(at))
		letters += g_unichar_isalpha(g_utf8_get_char(at)) ? 1 : 0;
	return letters;
}

/* Marks, and codes at the beginning, are no words. */
static gsize run_length(const char *text)
{
	gsize len = 0;

	while (text[len] != '\0' && text[len] != '{' && text[len] != '*' && text[len] != ';' &&
		!(strchr(".!?", text[len]) != NULL && text[len + 1] == ' '))
		len++;
	return len;
}

/* Cut what is no letter or digit off both ends, and the words at the end that are too many. */
static char *trim_run(struct rebound_arena *arena, const char *text, gsize len)
{
	while (len > 0 && (guchar)*text < 0x80 && !g_ascii_isalpha(*text)) {
		text++;
		len--;
	}
	if (len > PHRASE_BYTES) {
		len = PHRASE_BYTES;
		while (len > 0 && text[len] != ' ')
			len--;
	}
	while (len > 0 && (guchar)text[len - 1] < 0x80 && !g_ascii_isalnum(text[len - 1]))
		len--;
	return rebound_arena_copy(arena, text, len);
}

/* Behind a mark, a unit such as "{number}KB" is no word: there is no border before it. */
static const char *skip_mark(const char *at)
{
	gboolean mark = *at == '{';

	at += mark ? strcspn(at, "}") : 0;
	at += *at != '\0';
	while (mark && g_ascii_isalnum(*at))
		at++;
	return at;
}

char *rebound_normalise_phrase(struct rebound_arena *arena, const char *normalised)
{
	struct rebound_folded folded = rebound_text_fold(arena, normalised, strlen(normalised));
	const char *best = NULL, *second = NULL;
	guint best_letters = 0, second_letters = 0;

	for (const char *at = folded.text; *at != '\0';) {
		gsize len = run_length(at);
		const char *run = trim_run(arena, at, len);
		guint letters = count_letters(run, strlen(run));

		if (letters > best_letters) {
			/* The run before stays as the first half of a phrase of two. */
			second = NULL;
			second_letters = 0;
			best = run;
			best_letters = letters;
		} else if (best != NULL && letters > second_letters &&
			   letters >= LEAST_LETTERS / 2) {
			second = run;
			second_letters = letters;
		}
		at += len;
		at = skip_mark(at);
	}
	if (best_letters >= PHRASE_LETTERS)
		return rebound_arena_string(arena, best);
	if (best_letters + second_letters < LEAST_LETTERS)
		return NULL;
	return second == NULL ? rebound_arena_string(arena, best)
			      : rebound_arena_printf(arena, "%s * %s", best, second);
}
