/* SPDX-License-Identifier: MIT */
#include "core/smtp/address.h"

#include <arpa/inet.h>
#include <string.h>

#include "core/base/chunk.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

#define LONGEST_LABEL	63
#define LONGEST_LITERAL 64
#define USUAL_BYTES	64 /* as many as a mask has bits */

/* A piece of text; never owned. */
struct piece {
	const char *at;
	const char *end;
};

static const char *const daemons[] = {
	"mailer-daemon",
	"mailer_daemon",
	"mailerdaemon",
	"mail-daemon",
	"mdaemon",
	"postmaster",
	"double-bounce",
	"mailsystem",
	"mail-system",
	"mail.system",
};

/* Local parts of mail systems that go on with an identifier. */
static const char *const daemon_prefixes[] = {
	"mailer-daemon+",
	"mailer-daemon=",
	"microsoftexchange",
	"postmaster+",
};

static gboolean is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static gboolean is_atext(char c)
{
	return g_ascii_isalnum(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

/* Characters that no address has, though UTF-8 could say them: what is unseen, and damage. */
static gboolean is_text_character(gunichar c)
{
	if (c == 0x200C || c == 0x200D)
		return TRUE;
	if (c == REBOUND_UTF8_REPLACEMENT || c < 0xA0)
		return FALSE;
	switch (g_unichar_type(c)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_SURROGATE:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
	case G_UNICODE_SPACE_SEPARATOR:
		return FALSE;
	default:
		return TRUE;
	}
}

/* Letters, marks and digits, and the few other characters that labels have (RFC 5892). */
static gboolean is_label_character(gunichar c)
{
	return is_text_character(c) &&
	       (g_unichar_isalnum(c) || g_unichar_ismark(c) || c == 0x00B7 || c == 0x05F3 ||
		       c == 0x05F4 || c == 0x0375 || c == 0x30FB || c == 0x200C || c == 0x200D);
}

/* Pass over one character that is not ASCII; FALSE where it may not stand there. */
static gboolean skip_wide(struct piece *text, gboolean (*allowed)(gunichar))
{
	gunichar c = 0;
	guint len = rebound_utf8_read(text->at, text->end, &c);

	text->at += len;
	return len > 0 && allowed(c);
}

/*
 * Pass over atoms and dots (RFC 5321 section 4.1.2, RFC 6531 section 3.3). Two dots in a row and
 * one at the end are no dot-string, but old mobile carriers gave out such names, and they live.
 */
static gboolean skip_atoms(struct piece *text)
{
	if (text->at < text->end && *text->at == '.')
		return FALSE;
	while (text->at < text->end && *text->at != '@') {
		if ((guchar)*text->at >= 0x80) {
			if (!skip_wide(text, is_text_character))
				return FALSE;
		} else if (*text->at == '.' || is_atext(*text->at)) {
			text->at++;
		} else {
			return FALSE;
		}
	}
	return TRUE;
}

static gboolean skip_quoted_string(struct piece *text)
{
	text->at++;
	while (text->at < text->end && *text->at != '"') {
		if ((guchar)*text->at >= 0x80) {
			if (!skip_wide(text, is_text_character))
				return FALSE;
			continue;
		}
		if (*text->at == '\\')
			text->at++;
		if (text->at == text->end || *text->at < ' ' || *text->at == 0x7F)
			return FALSE;
		text->at++;
	}
	if (text->at == text->end)
		return FALSE;
	text->at++;
	return TRUE;
}

/* "|program" and "/file": a mail system's aliases, never an address. */
static gboolean is_program_or_file(struct piece local)
{
	if (*local.at == '"')
		local.at++;
	while (local.at < local.end && *local.at == ' ')
		local.at++;
	return local.at < local.end && (*local.at == '|' || *local.at == '/');
}

/* Pass over one label: letters, digits, hyphens within. */
static gboolean skip_label(struct piece *text)
{
	const char *start = text->at;
	guint characters = 0;

	while (text->at < text->end && *text->at != '.') {
		if ((guchar)*text->at >= 0x80) {
			if (!skip_wide(text, is_label_character))
				return FALSE;
		} else if (g_ascii_isalnum(*text->at) || *text->at == '-') {
			text->at++;
		} else {
			return FALSE;
		}
		characters++;
	}
	return text->at > start && characters <= LONGEST_LABEL && *start != '-' &&
	       text->at[-1] != '-';
}

static gboolean is_literal(struct piece text)
{
	char copy[LONGEST_LITERAL];
	guchar address[sizeof(struct in6_addr)];
	gsize len = (gsize)(text.end - text.at);

	if (len < 3 || len > sizeof(copy) || text.end[-1] != ']' || memchr(text.at, '\0', len))
		return FALSE;
	memcpy(copy, text.at + 1, len - 2);
	copy[len - 2] = '\0';
	if (g_ascii_strncasecmp(copy, "IPv6:", 5) == 0)
		return inet_pton(AF_INET6, copy + 5, address) == 1;
	return inet_pton(AF_INET, copy, address) == 1;
}

static gboolean is_domain(struct piece text)
{
	if (text.at == text.end)
		return FALSE;
	if (*text.at == '[')
		return is_literal(text);
	while (skip_label(&text)) {
		if (text.at == text.end)
			return TRUE;
		text.at++;
	}
	return FALSE;
}

/* What stands where in a text: a bit for each byte. */
struct places {
	guint64 ats, dots, hyphens, words, marks;
};

static struct places find_places(struct piece text)
{
	struct places places = {0};

	for (guint shift = 0; text.at < text.end; shift += REBOUND_CHUNK_BYTES) {
		struct rebound_chunk chunk =
			rebound_chunk_load_up_to(text.at, (gsize)(text.end - text.at));
		guint words = rebound_chunk_letters_and_digits(chunk);
		guint marks =
			rebound_chunk_either(chunk, '_', '+') | rebound_chunk_equal(chunk, '=');

		places.ats |= (guint64)rebound_chunk_equal(chunk, '@') << shift;
		places.dots |= (guint64)rebound_chunk_equal(chunk, '.') << shift;
		places.hyphens |= (guint64)rebound_chunk_equal(chunk, '-') << shift;
		places.words |= (guint64)words << shift;
		places.marks |= (guint64)marks << shift;
		text.at += MIN((gsize)(text.end - text.at), REBOUND_CHUNK_BYTES);
	}
	return places;
}

/*
 * Whether a text is an address as nearly all are, of letters, digits and few marks; no statement on
 * others. No label of a domain begins or ends with a hyphen or is empty, and none is too long where
 * the whole has so few bytes.
 */
static gboolean is_usual_address(struct piece text)
{
	gsize len = (gsize)(text.end - text.at);

	if (len < 3 || len > USUAL_BYTES)
		return FALSE;
	struct places places = find_places(text);
	guint64 last = (guint64)1 << (len - 1),
		labels = places.words | places.hyphens | places.dots;
	guint64 local = places.ats - 1, domain = (last | (last - 1)) & ~(local | places.ats);
	guint64 starts = places.ats << 1 | (places.dots & domain) << 1;
	guint64 ends = (places.dots >> 1 | last) & domain;

	return places.ats > 1 && (places.ats & local) == 0 &&
	       (local & ~(labels | places.marks)) == 0 && (places.dots & 1) == 0 &&
	       (domain & ~labels) == 0 && domain != 0 &&
	       ((starts | ends) & (places.dots | places.hyphens)) == 0;
}

/* Whether the whole text is one address. */
static gboolean is_address(struct piece text)
{
	struct piece local = text;

	if (is_usual_address(text))
		return TRUE;
	if (text.end - text.at < 3 || text.end - text.at > REBOUND_LIMIT_ADDRESS_BYTES)
		return FALSE;
	gboolean good = *text.at == '"' ? skip_quoted_string(&text) : skip_atoms(&text);
	if (!good || text.at == local.at || text.at == text.end || *text.at != '@')
		return FALSE;
	local.end = text.at++;
	return !is_program_or_file(local) && is_domain(text);
}

static struct piece trim(struct piece text)
{
	while (text.at < text.end && is_space(*text.at))
		text.at++;
	while (text.at < text.end && is_space(text.end[-1]))
		text.end--;
	return text;
}

/* Cut one comment without nested ones off the end. */
static struct piece cut_comment(struct piece text)
{
	if (text.end - text.at < 2 || text.end[-1] != ')')
		return text;
	const char *open = memrchr(text.at, '(', (gsize)(text.end - text.at));
	if (!open || memchr(open, ')', (gsize)(text.end - 1 - open)) ||
		memchr(open, '"', (gsize)(text.end - open)))
		return text;
	return trim((struct piece){text.at, open});
}

static struct piece cut_brackets(struct piece text)
{
	if (text.end - text.at >= 2 && *text.at == '<' && text.end[-1] == '>')
		return trim((struct piece){text.at + 1, text.end - 1});
	return text;
}

/* Cut "@one.example,@two.example:" (RFC 5321 appendix C); what is no right route stays. */
static struct piece cut_route(struct piece text)
{
	const char *colon = text.end > text.at && *text.at == '@'
				    ? memchr(text.at, ':', (gsize)(text.end - text.at))
				    : NULL;
	const char *at = text.at;

	while (colon && at < colon) {
		const char *comma = memchr(at, ',', (gsize)(colon - at));
		struct piece host = {at + 1, comma ? comma : colon};
		if (*at != '@' || host.at > host.end || !is_domain(host))
			return text;
		at = comma ? comma + 1 : colon;
	}
	return colon && colon[-1] != ',' ? (struct piece){colon + 1, text.end} : text;
}

/* Cut the root's dot off a domain: "example.org." names the same one. */
static struct piece cut_root(struct piece text)
{
	if (text.end - text.at >= 2 && text.end[-1] == '.')
		text.end--;
	return text;
}

char *rebound_address_read(struct rebound_arena *arena, const char *text, gsize len)
{
	if (len == 0)
		return NULL;
	struct piece piece = trim((struct piece){text, text + len});
	piece = cut_root(cut_route(cut_brackets(cut_comment(piece))));
	if (!is_address(piece))
		return NULL;
	return rebound_arena_copy(arena, piece.at, (gsize)(piece.end - piece.at));
}

const char *rebound_address_domain(const char *address)
{
	const char *at = strrchr(address, '@');

	return at ? at + 1 : address + strlen(address);
}

gboolean rebound_address_is_daemon(const char *address)
{
	const char *at = strrchr(address, '@');
	gsize len = at ? (gsize)(at - address) : strlen(address);

	for (guint i = 0; i < G_N_ELEMENTS(daemons); i++)
		if (strlen(daemons[i]) == len && rebound_text_has_prefix(address, len, daemons[i]))
			return TRUE;
	for (guint i = 0; i < G_N_ELEMENTS(daemon_prefixes); i++) {
		if (rebound_text_has_prefix(address, len, daemon_prefixes[i]))
			return TRUE;
	}
	return FALSE;
}
