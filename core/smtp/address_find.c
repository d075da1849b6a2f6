/* SPDX-License-Identifier: MIT */
#include "core/smtp/address.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

/* Where an "@" stands, and the text around it that may be looked at. */
struct place {
	const char *first; /* of the text */
	const char *at;
	const char *end;
};

/* The last word of keys that stand before "=" and an address; any other "=" is the address's own.
 */
static const char *const keys[] = {"to", "from", "for", "rcpt", "recipient", "recipients", "rcptto",
	"mailfrom", "mfrom", "orcpt", "ctladdr", "address", "addr", "mail", "email", "user",
	"sender", "receiver", "auth", "helo", "smtp", "mailto", "reply", "owner", "i", "id", NULL};

static gboolean is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What may stand on either side of an address. */
static gboolean is_border(char c)
{
	return is_space(c) || (c != '\0' && strchr("<>()[]{},;:\"'=", c));
}

static gboolean is_local_byte(char c)
{
	return (guchar)c >= 0x80 || g_ascii_isalnum(c) ||
	       (c != '\0' && strchr(".!#$%&'*+-/=?^_`{|}~", c));
}

/* Punctuation and spaces outside of ASCII, full-width and typographic: no address has them. */
static gboolean is_wide_border(gunichar c)
{
	if (c < 0x80 || c == 0x00B7 || c == 0x30FB || c == REBOUND_UTF8_REPLACEMENT)
		return FALSE;
	return g_unichar_isspace(c) || g_unichar_ispunct(c) || c == 0x00A0;
}

/* What a converter, or a resolver, takes for a full stop; nobody ends a sentence with some. */
static gboolean is_wide_dot(gunichar c)
{
	return c == 0x2024 || c == 0xFE52 || c == 0xFF0E || c == 0xFF61;
}

/* Scripts written without spaces: where they touch an ASCII word, nobody can say where it ends. */
static gboolean is_unspaced_script(gunichar c)
{
	return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1100 && c <= 0x11FF) ||
	       (c >= 0x2E80 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFAFF) ||
	       (c >= 0xFF66 && c <= 0xFFDC) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* Go back over a quoted local part that ends before the "@"; NULL where its begin is not found. */
static const char *find_open_quote(const struct place *place)
{
	const char *limit = place->at - place->first > REBOUND_LIMIT_ADDRESS_BYTES
				    ? place->at - REBOUND_LIMIT_ADDRESS_BYTES
				    : place->first;

	for (const char *at = place->at - 2; at >= limit; at--) {
		const char *escape = at;
		if (*at != '"')
			continue;
		while (escape > limit && escape[-1] == '\\')
			escape--;
		if ((at - escape) % 2 == 0)
			return at;
	}
	return NULL;
}

/* Whether a border that is not ASCII ends at a place. */
static gboolean is_behind_wide_border(const char *first, const char *at)
{
	const char *start = at;
	gunichar c = 0;

	while (start > first && at - start < 4 && ((guchar)start[-1] & 0xC0) == 0x80)
		start--;
	if (start == first || (guchar)start[-1] < 0xC0)
		return FALSE;
	start--;
	return rebound_utf8_read(start, at, &c) == (guint)(at - start) && is_wide_border(c);
}

/* Move start behind the last border that is not ASCII; FALSE where the scripts leave doubt. */
static gboolean skip_wide_borders(const char **start, const char *end)
{
	gboolean unspaced = FALSE;
	gboolean ascii = FALSE;
	gboolean damaged = FALSE;

	if (rebound_text_pass_ascii(*start, end) == end)
		return TRUE;
	for (const char *at = *start; at < end;) {
		gunichar c = 0;
		guint len = rebound_utf8_read(at, end, &c);
		/* A middle dot is a letter's neighbour, and before the first one a bullet. */
		gboolean bullet = at == *start && (c == 0x00B7 || c == 0x30FB) && at + len < end &&
				  g_ascii_isalnum(at[len]);
		at += MAX(len, 1);
		/* "1．ann@example.org" is the first of a list. */
		if (c != 0xFF0E && is_wide_dot(c) && at < end) {
			damaged = TRUE;
		} else if (len > 0 && (bullet || is_wide_border(c))) {
			*start = at;
			unspaced = ascii = damaged = FALSE;
			continue;
		}
		damaged = damaged || len == 0;
		unspaced = unspaced || (len > 1 && is_unspaced_script(c));
		ascii = ascii || g_ascii_isalnum((char)(len == 1 ? c : 0));
	}
	return !damaged && !(unspaced && ascii);
}

/* Whether a key that stands before an address ends here: "to", "orig_to", "header.from". */
static gboolean is_key(const char *start, const char *end)
{
	const char *word = end;

	while (word > start && g_ascii_isalpha(word[-1]))
		word--;
	for (guint i = 0; keys[i]; i++)
		if (strlen(keys[i]) == (gsize)(end - word) &&
			g_ascii_strncasecmp(word, keys[i], (gsize)(end - word)) == 0)
			return word == start || strchr(".-_", word[-1]);
	return FALSE;
}

/* Cut "to=" and quotes that touch the local part; NULL for a piece of a URL or a path, which don't
 * begin directly behind a bracket but for their "/" or "http:". */
static const char *skip_key(
	const char *first, const char *start, const char *end, gboolean quoted_behind)
{
	const char *equals = start < end ? memchr(start, '=', (gsize)(end - start)) : NULL;
	/* A bracket opens directly before an address, never before a key. */
	gboolean bracketed = start > first && start[-1] == '<';

	for (const char *at = start; at < end && !bracketed; at++)
		if (*at == '/' || *at == '|' || (equals && (*at == '&' || *at == '?')))
			return NULL;
	if (equals && !bracketed && is_key(start, equals))
		start = equals + 1;
	while (start < end && (*start == '{' || (*start == '=' && !bracketed) ||
				      (*start == '\'' && quoted_behind)))
		start++;
	return start;
}

/* Where the local part before the "@" begins; NULL where no whole one stands there. */
static const char *find_start(const struct place *place, gboolean quoted_behind)
{
	const char *start = place->at;

	if (start == place->first)
		return NULL;
	if (start[-1] == '"') {
		start = find_open_quote(place);
		return start && (start == place->first ||
					(is_border(start[-1]) && start[-1] != '"') ||
					is_behind_wide_border(place->first, start))
			       ? start
			       : NULL;
	}
	while (start > place->first && is_local_byte(start[-1])) {
		start--;
		if (place->at - start > REBOUND_LIMIT_ADDRESS_BYTES)
			return NULL;
	}
	if (start > place->first && !is_border(start[-1]))
		return NULL;
	if (!skip_wide_borders(&start, place->at))
		return NULL;
	start = skip_key(place->first, start, place->at, quoted_behind);
	/* Three dots are an ellipsis in a text, or stand for what was hidden; a name's in brackets.
	 */
	gboolean bracketed = start && start > place->first && start[-1] == '<';
	if (!bracketed && start && rebound_text_find(start, (gsize)(place->at - start), "..."))
		return NULL;
	/* "*ann" or "-ann" may be a list's mark or a name's: to take either would be a guess. In
	 * brackets it is a name's. */
	gboolean plain = start && start < place->at &&
			 ((guchar)*start >= 0x80 || g_ascii_isalnum(*start) || *start == '_' ||
				 *start == '+' || (bracketed && *start == '-'));
	return plain ? start : NULL;
}

/* Pass over the bytes that a domain may have; NULL for one that is damaged or too long. */
static const char *skip_domain(const char *domain, const char *end)
{
	gboolean unspaced = FALSE;
	gboolean ascii = FALSE;
	const char *at = domain;

	while (at < end && at - domain <= REBOUND_LIMIT_ADDRESS_BYTES) {
		gunichar c = 0;
		if (g_ascii_isalnum(*at)) {
			ascii = TRUE;
			at++;
			continue;
		}
		guint len = rebound_utf8_read(at, end, &c);
		if (len == 0)
			return NULL;
		if (len == 1 && *at != '-' && *at != '.' && *at != '_')
			break;
		if ((len > 1 && is_wide_border(c)) || (*at == '.' && at + 1 < end && at[1] == '.'))
			break;
		if (*at == '.' && at + 1 < end && (g_ascii_isalnum(at[1]) || (guchar)at[1] >= 0x80))
			unspaced = ascii = FALSE;
		unspaced = unspaced || (len > 1 && is_unspaced_script(c));
		at += len;
	}
	return at - domain > REBOUND_LIMIT_ADDRESS_BYTES || (unspaced && ascii) ? NULL : at;
}

/* Whether the code of a failure stands behind "=": "ann@example.org=550", "ann@example.org=5.1.1". */
static gboolean is_code_value(const char *at, const char *end)
{
	const char *stop = at + 1;

	if (at == end || *at != '=' || stop == end || (*stop != '4' && *stop != '5'))
		return FALSE;
	while (stop < end && (g_ascii_isdigit(*stop) || *stop == '.'))
		stop++;
	return stop - at >= 4 && (stop == end || !is_local_byte(*stop));
}

/* Whether what stands behind an address lets it end there. */
static gboolean ends_here(const char *behind, const char *end)
{
	static const char *const entities[] = {"&gt;", "&lt;", "&quot;", "&nbsp;", "&#"};
	gunichar c = 0;

	/* "=" at the end of a line hides that an encoded text goes on. */
	if (behind == end || *behind == '?' || *behind == '|' ||
		(is_border(*behind) && *behind != '=') || is_code_value(behind, end))
		return TRUE;
	if (*behind == '!')
		return end - behind == 1 || is_border(behind[1]);
	for (guint i = 0; *behind == '&' && i < G_N_ELEMENTS(entities); i++)
		if (rebound_text_has_prefix(behind, (gsize)(end - behind), entities[i]))
			return TRUE;
	return rebound_utf8_read(behind, end, &c) > 1 && is_wide_border(c);
}

/* Whether a word at a place has a full stop in it. */
static gboolean has_dot(const char *at, const char *end)
{
	while (at < end && (g_ascii_isalnum(*at) || *at == '-'))
		at++;
	return end - at >= 2 && *at == '.' && g_ascii_isalnum(at[1]);
}

/* Whether a domain only seems to end, so that what was read of it is a piece: "ann@example..org",
 * "ann@ex...ple.org", or a full stop that is not ASCII, "ann@example．org"; "。" ends sentences,
 * too, and "..." is what sendmail puts behind an address. */
static gboolean goes_on(const char *domain, const char *stop, const char *end)
{
	gboolean dotted = memchr(domain, '.', (gsize)(stop - domain)) != NULL;
	const char *at = stop;
	gunichar c = 0;

	while (at < end && *at == '.')
		at++;
	if (at - stop > 2)
		return at < end && g_ascii_isalnum(*at) && (!dotted || has_dot(at, end));
	if (at == end)
		return FALSE;
	if (at == stop) {
		at += rebound_utf8_read(at, end, &c);
		if (!is_wide_dot(c) && (c != 0x3002 || dotted))
			return FALSE;
	}
	return at < end && g_ascii_isalnum(*at);
}

/* The end of the domain behind the "@"; *behind is set to where the text goes on. */
static const char *find_end(const struct place *place, const char **behind)
{
	const char *domain = place->at + 1;

	if (domain < place->end && *domain == '[') {
		gsize room = MIN((gsize)(place->end - domain), REBOUND_LIMIT_ADDRESS_BYTES);
		const char *close = memchr(domain, ']', room);
		*behind = close ? close + 1 : domain;
		return close && ends_here(*behind, place->end) ? *behind : NULL;
	}
	const char *stop = domain < place->end ? skip_domain(domain, place->end) : NULL;
	if (!stop)
		return NULL;
	const char *last = stop > domain && stop[-1] == '.' ? stop - 1 : stop;
	*behind = stop;
	if (goes_on(domain, stop, place->end))
		return NULL;
	/* "ann@example.org...": two full stops are no part of a domain. */
	gboolean dots = place->end - stop >= 2 && stop[0] == '.' && stop[1] == '.';
	return dots || ends_here(stop, place->end) ? last : NULL;
}

/* Whether what was found is only a piece of a quoted local part: "ann@x y"@example.org. */
static gboolean is_quoted(const struct place *place, const char *begin, const char *last)
{
	const char *end = last + MIN(place->end - last, REBOUND_LIMIT_ADDRESS_BYTES);
	const char *close = memchr(last, '"', (gsize)(end - last));

	while (close && (end - close < 2 || close[1] != '@'))
		close = memchr(close + 1, '"', (gsize)(end - close - 1));
	if (!close)
		return FALSE;
	struct place outer = {place->first, close + 1, place->end};
	const char *open = find_open_quote(&outer);
	return open && open < begin;
}

/* The bytes of a word from a place on, in a direction, that a local part or a domain may have. */
static const char *skip_word(const char *at, const char *limit, int step)
{
	while (at != limit && (step > 0 ? is_local_byte(*at) : is_local_byte(at[-1])))
		at += step;
	return at;
}

/*
 * Whether a line's end cut an address in brackets: "<ann@example.o rg>", "<an n@example.org>". What
 * was found is a piece of it then.
 */
static gboolean is_cut(const struct place *place, const char *begin, const char *last)
{
	if (begin > place->first && begin[-1] == '<' && last < place->end && is_space(*last)) {
		const char *word = skip_word(last + 1, place->end, 1);
		return word > last + 1 && word < place->end && *word == '>' &&
		       !memchr(last, '@', (gsize)(word - last));
	}
	if (begin - place->first >= 3 && is_space(begin[-1]) && last < place->end && *last == '>') {
		const char *word = skip_word(begin - 1, place->first, -1);
		return word < begin - 1 && word > place->first && word[-1] == '<' &&
		       !memchr(word, '@', (gsize)(begin - word));
	}
	return FALSE;
}

char *rebound_address_find(
	struct rebound_arena *arena, const char **from, const char *end, const char **start)
{
	struct place place = {.first = *from, .end = end};

	for (const char *at = *from; at < end; at++) {
		at = memchr(at, '@', (gsize)(end - at));
		if (!at)
			break;
		place.at = at;
		const char *behind = at + 1;
		const char *last = find_end(&place, &behind);
		const char *begin =
			last ? find_start(&place, behind < end && *behind == '\'') : NULL;
		char *address =
			begin ? rebound_address_read(arena, begin, (gsize)(last - begin)) : NULL;
		if (address && strlen(address) == (gsize)(last - begin) &&
			!is_quoted(&place, begin, last) && !is_cut(&place, begin, last)) {
			*from = last;
			if (start)
				*start = begin;
			return address;
		}
	}
	*from = end;
	return NULL;
}
