/* SPDX-License-Identifier: MIT */
#include "core/smtp/reply_lead.h"

#include <string.h>

#include "core/base/text.h"

/* No program says more before it comes to the server's words. */
#define LONGEST_LEAD 400

#define CODE_DIGITS 3

/* "smtp; " */
#define TYPE_BYTES 6

/* Each stands before a colon or a quote. */
struct lead {
	const char *words;
	gsize len;
};

#define LEAD(words)                                                                                \
	{                                                                                          \
		words, sizeof(words) - 1                                                           \
	}

static const struct lead leads[] = {
	LEAD("server response was"),
	LEAD("server responded"),
	LEAD("server replied"),
	LEAD("server message"),
	LEAD("server antwortete"),
	LEAD("serveur a répondu"),
	LEAD("servidor respondió"),
	LEAD("server ha risposto"),
	LEAD("recipients were rejected"),
	LEAD("recipients failed"),
	LEAD("command failed detail"),
	LEAD("nested exception is"),
	LEAD("commandexception"),
	LEAD("with message"),
	LEAD("server error"),
	LEAD("msg="),
	LEAD("following server failed"),
	LEAD("recipient(s) cannot be reached"),
};

/* What they put behind it. */
static const char *const trails[] = {
	"Giving up on ",
	" SMTP code: ",
	" Please check the message recipient",
	" Bitte überprüfen Sie",
};

/* With these the reply is about somebody else than the recipient. */
static const char *const others[] = {
	"sender",
	"callout",
	"callback",
	"verif",
	"mail from",
	"helo",
	"ehlo",
	"from address",
};

/* Whether one of the leads ends with these two bytes; most of what stands before a colon does not.
 */
static gboolean may_end(char before, char last)
{
	switch (last) {
	case 'd':
		return before == 'e';
	case 'e':
		return before == 'g' || before == 't';
	case 's':
		return before == 'a' || before == 'i';
	default:
		return strchr("=lnoru\xb3", last) != NULL;
	}
}

/* Whether a lead ends before a colon or a quote. */
static gboolean is_lead(const char *text, gsize len)
{
	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '"'))
		len--;
	if (len < 2 || !may_end(g_ascii_tolower(text[len - 2]), g_ascii_tolower(text[len - 1])))
		return FALSE;
	char last = g_ascii_tolower(text[len - 1]);
	for (gsize i = 0; i < G_N_ELEMENTS(leads); i++) {
		gsize size = leads[i].len;
		if (leads[i].words[size - 1] == last && size <= len &&
			rebound_text_has_prefix(text + len - size, size, leads[i].words))
			return TRUE;
	}
	return FALSE;
}

/* Behind the last mark that a lead ends before; 0 where none does. */
static gsize find_lead(const char *text, gsize len, char mark)
{
	gsize found = 0;

	for (const char *at = text; (at = memchr(at, mark, len - (gsize)(at - text))) != NULL; at++)
		if (is_lead(text, (gsize)(at - text)))
			found = (gsize)(at - text) + 1;
	return found;
}

/* The letters of a program's name for an error, and what stands in it: "smtplib.SMTPDataError". */
static gsize error_length(const char *text, gsize len)
{
	gsize name = 0;

	while (name < len && (g_ascii_isalnum(text[name]) || text[name] == '.'))
		name++;
	return name < len && text[name] == ':' ? name + 1 : 0;
}

/* Whether a text begins as a value of JSON, Python or another language. */
static gboolean is_value(const char *text, gsize len)
{
	gsize at = error_length(text, len);

	while (at < len && text[at] == ' ')
		at++;
	return at < len && strchr("{([", text[at]) != NULL;
}

static gboolean is_reply(const char *text, gsize len)
{
	return len > CODE_DIGITS && (text[0] == '4' || text[0] == '5') &&
	       g_ascii_isdigit(text[1]) && g_ascii_isdigit(text[2]) &&
	       strchr(" -,", text[CODE_DIGITS]) != NULL;
}

/* The first reply in a quoted field of a row. */
static gsize find_reply_in_row(const char *text, gsize len)
{
	for (const char *at = text; (at = memchr(at, '"', len - (gsize)(at - text))) != NULL;
		at++) {
		gsize behind = (gsize)(at - text) + 1;
		if (at > text && strchr(",;\t", at[-1]) && is_reply(text + behind, len - behind))
			return behind;
	}
	return 0;
}

/* Where the first reply in a bracket or a quote of a value has its words: Python keeps the code for
 * itself, (550, b'no'). */
static gsize find_reply_in_value(const char *text, gsize len)
{
	for (gsize i = 1; i < len; i++) {
		if (!is_reply(text + i, len - i) || !strchr("\"'(", text[i - 1]))
			continue;
		gsize words = i + CODE_DIGITS;
		if (text[words] != ',')
			return i;
		while (words < len && strchr(", bB", text[words]))
			words++;
		return words < len && strchr("\"'", text[words]) ? words + 1 : i;
	}
	return 0;
}

static gboolean speaks_of_others(const char *text, gsize len)
{
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		if (rebound_text_find(text, len, others[i]))
			return TRUE;
	return FALSE;
}

/* Where the quote ends that a reply begins behind, and the value with it. */
static gsize find_end_of_value(const char *text, gsize len, gsize reply)
{
	char quote = text[reply - 1];

	for (gsize i = reply; quote != '(' && i + 1 < len; i++)
		if (text[i] == quote && strchr(",)}]>", text[i + 1]))
			return i;
	return len;
}

gsize rebound_reply_trail(const char *text, gsize len)
{
	for (gsize i = 0; i < G_N_ELEMENTS(trails); i++) {
		const char *trail = rebound_text_find(text, len, trails[i]);
		if (trail)
			len = (gsize)(trail - text);
	}
	return len;
}

gsize rebound_reply_lead(const char *text, gsize len, gsize *end)
{
	gsize most = MIN(len, LONGEST_LEAD);

	*end = len;
	/* As most do: "550 no", "smtp; 550 no". */
	if (is_reply(text, len) || (len > TYPE_BYTES && text[TYPE_BYTES - 2] == ';' &&
					   is_reply(text + TYPE_BYTES, len - TYPE_BYTES)))
		return 0;
	gsize colon = find_lead(text, most, ':'), quote = find_lead(text, most, '"');
	gsize found = MAX(colon, quote);
	if (found == 0) {
		found = is_value(text, most) ? find_reply_in_value(text, most)
					     : find_reply_in_row(text, most);
		if (found > 0)
			*end = find_end_of_value(text, len, found);
	}
	if (found == 0 || speaks_of_others(text, found)) {
		*end = len;
		return 0;
	}
	while (found < len && (text[found] == ' ' || text[found] == '"'))
		found++;
	*end = found + rebound_reply_trail(text + found, *end - MIN(found, *end));
	return found < *end ? found : 0;
}
