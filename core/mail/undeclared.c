/* SPDX-License-Identifier: MIT */
#include "core/mail/undeclared.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/lines.h"

/* RFC 2045 section 6.8: no line of an encoding is longer. */
enum { LONGEST_LINE = 76 };

/* Shorter lines than these are broken by people, too. */
enum { SHORTEST_FULL_LINE = 56 };

/* A single one may be a key and its value: "id=A7". */
enum { ESCAPES_AT_LEAST = 3 };

/* A first line may be a whole paragraph. */
enum { LOOKED_AT = 2048 };

static gsize line_length(const char *line, const char *end)
{
	const char *stop = rebound_lines_end(line, end);

	while (stop > line && g_ascii_isspace(stop[-1]))
		stop--;
	return (gsize)(stop - line);
}

static gboolean is_base64_line(const char *line, gsize len)
{
	gsize at = 0;

	while (at < len && (g_ascii_isalnum(line[at]) || line[at] == '+' || line[at] == '/'))
		at++;
	gsize padding = len - at;
	return len % 4 == 0 && padding <= 2 && (padding == 0 || line[at] == '=') &&
	       (padding < 2 || line[at + 1] == '=');
}

/* Whether a line has capitals and digits, as a long word of a text has not. */
static gboolean is_mixed(const char *line, gsize len)
{
	gboolean upper = FALSE, digit = FALSE;

	for (gsize i = 0; i < len; i++) {
		upper = upper || g_ascii_isupper(line[i]);
		digit = digit || g_ascii_isdigit(line[i]);
	}
	return upper && digit;
}

/* Whether full lines of base64, the last one shorter, are all that there is. */
static gboolean is_base64(const char *raw, const char *end)
{
	gsize full = line_length(raw, end), len = full;

	if (full < SHORTEST_FULL_LINE || full > LONGEST_LINE || memchr(raw, ' ', full) != NULL ||
		!is_base64_line(raw, full) || !is_mixed(raw, full))
		return FALSE;
	for (const char *line = raw; line < end; line = rebound_lines_next(line, end)) {
		gsize above = len;
		len = line_length(line, end);
		if (len > full || (len > 0 && above < full) || !is_base64_line(line, len))
			return FALSE;
	}
	return TRUE;
}

static gboolean is_upper_hex(char c)
{
	return g_ascii_isxdigit(c) && !g_ascii_islower(c);
}

/* How often a text shows that it is quoted-printable. */
struct signs {
	guint breaks;	 /* "=" at the end of a full line */
	guint escapes;	 /* of bytes above ASCII */
	guint sequences; /* two of them at once, as UTF-8 has them */
};

static gboolean is_escape(const char *at, const char *end)
{
	return end - at > 2 && at[0] == '=' && is_upper_hex(at[1]) && is_upper_hex(at[2]);
}

/* Whether a "=" breaks a line that is full. */
static gboolean is_soft_break(const char *raw, const char *at, const char *end)
{
	const char *next = at + 1, *start = at;

	if (next < end && *next == '\r')
		next++;
	if (next < end && *next != '\n')
		return FALSE;
	while (start > raw && start[-1] != '\n' && at - start <= LONGEST_LINE)
		start--;
	return at - start >= SHORTEST_FULL_LINE && at - start <= LONGEST_LINE;
}

/* Whether each "=" is that of quoted-printable, and enough of them are what nobody writes by
 * chance. */
static gboolean is_quoted_printable(const char *raw, const char *end)
{
	struct signs signs = {0};

	for (const char *at = raw; (at = memchr(at, '=', (gsize)(end - at))) != NULL;) {
		if (is_escape(at, end)) {
			gboolean above = at[1] >= '8';
			signs.escapes += above;
			signs.sequences += above && is_escape(at + 3, end) && at[4] >= '8';
			at += 3;
		} else if (is_soft_break(raw, at, end)) {
			signs.breaks++;
			at++;
		} else {
			return FALSE;
		}
	}
	return signs.breaks > 0 || signs.sequences > 0 || signs.escapes >= ESCAPES_AT_LEAST;
}

/* Whether a tag of this name begins here. */
static gboolean is_tag(const char *at, const char *end, const char *name)
{
	gsize len = strlen(name);

	return (gsize)(end - at) > len && rebound_text_has_prefix(at, len, name) &&
	       strchr(" >/\r\n", at[len]) != NULL;
}

/* Whether a text begins as a document of HTML, or breaks its first line as one. */
static gboolean is_html(const char *raw, const char *end)
{
	static const char *const names[] = {"<!doctype", "<html", "<head", "<body", "<div", "<p",
		"<table", "<center", "<font", "<span", "<meta", "<style", "<h1", "<h2", "<h3",
		"<b"};

	while (raw < end && g_ascii_isspace(*raw))
		raw++;
	gsize len = line_length(raw, MIN(end, raw + LOOKED_AT));
	for (gsize i = 0; len > 0 && *raw == '<' && i < G_N_ELEMENTS(names); i++)
		if (is_tag(raw, end, names[i]))
			return TRUE;
	const char *at = raw, *stop = raw + len;
	for (; (at = memchr(at, '<', (gsize)(stop - at))) != NULL; at++)
		if (is_tag(at, end, "<br"))
			return TRUE;
	return FALSE;
}

static gboolean is_encoded(const char *encoding)
{
	return encoding != NULL && strcmp(encoding, "7bit") != 0 && strcmp(encoding, "8bit") != 0;
}

void rebound_undeclared_read(struct rebound_part *part, const char *raw, gsize len)
{
	const char *end = raw + len;

	if (len == 0 || !rebound_text_is(part->type, "text"))
		return;
	if (!is_encoded(part->transfer_encoding)) {
		if (is_base64(raw, end)) {
			part->transfer_encoding = "base64";
			return;
		}
		if (is_quoted_printable(raw, end))
			part->transfer_encoding = "quoted-printable";
	}
	if (rebound_text_is(part->subtype, "plain") && is_html(raw, end))
		part->subtype = "html";
}
