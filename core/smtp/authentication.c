/* SPDX-License-Identifier: MIT */
#include "core/smtp/authentication.h"

#include <string.h>

/* Results of one header: each bit is a result that was given. */
enum { DMARC_PASS = 1, DMARC_FAIL = 2, OTHER_PASS = 4, OTHER_FAIL = 8 };

/* Pass over white space and comments with nested ones (RFC 5322 section 3.2.2). */
static const char *skip_space(const char *at)
{
	guint depth = 0;

	for (; *at != '\0'; at++) {
		if (depth > 0 && *at == '\\' && at[1] != '\0')
			at++;
		else if (*at == '(')
			depth++;
		else if (depth > 0)
			depth -= *at == ')';
		else if (!g_ascii_isspace(*at))
			break;
	}
	return at;
}

static gsize word_length(const char *at)
{
	gsize len = 0;

	while (g_ascii_isalnum(at[len]) || (at[len] != '\0' && strchr("-._", at[len]) != NULL))
		len++;
	return len;
}

static gboolean is_word(const char *at, gsize len, const char *word)
{
	return strlen(word) == len && g_ascii_strncasecmp(at, word, len) == 0;
}

/* To the next semicolon outside of comments and quotes. */
static const char *next_result(const char *at)
{
	for (at = skip_space(at); *at != '\0' && *at != ';'; at = skip_space(at)) {
		if (*at != '"') {
			at++;
			continue;
		}
		for (at++; *at != '\0' && *at != '"'; at++)
			if (*at == '\\' && at[1] != '\0')
				at++;
		if (*at == '"')
			at++;
	}
	return *at == ';' ? at + 1 : at;
}

/* "dkim=pass header.d=example.org": the method and its result. */
static guint read_result(const char *at)
{
	const char *method = skip_space(at);
	gsize method_len = word_length(method);
	const char *equals = skip_space(method + method_len);

	/* A version may stand behind the method: "dkim/1=pass". */
	if (*equals == '/') {
		equals = skip_space(equals + 1);
		equals = skip_space(equals + word_length(equals));
	}
	if (*equals != '=')
		return 0;
	const char *result = skip_space(equals + 1);
	gsize len = word_length(result);
	gboolean pass = is_word(result, len, "pass"), fail = is_word(result, len, "fail");
	if (is_word(method, method_len, "dmarc"))
		return pass ? DMARC_PASS : fail ? DMARC_FAIL : 0;
	if (is_word(method, method_len, "dkim"))
		return pass ? OTHER_PASS : fail ? OTHER_FAIL : 0;
	return is_word(method, method_len, "spf") && fail ? OTHER_FAIL : 0;
}

enum rebound_authentication rebound_authentication_read(
	const char *value, const char *server, gboolean *ours)
{
	const char *at = skip_space(value);
	gsize len = word_length(at);
	guint results = 0;
	gboolean is_ours = is_word(at, len, server);

	if (ours != NULL)
		*ours = is_ours;
	if (!is_ours)
		return REBOUND_AUTHENTICATION_UNKNOWN;
	for (at = next_result(at + len); *at != '\0'; at = next_result(at))
		results |= read_result(at);
	if ((results & DMARC_FAIL) != 0)
		return REBOUND_AUTHENTICATION_FAIL;
	if ((results & (DMARC_PASS | OTHER_PASS)) != 0)
		return REBOUND_AUTHENTICATION_PASS;
	return (results & OTHER_FAIL) != 0 ? REBOUND_AUTHENTICATION_FAIL
					   : REBOUND_AUTHENTICATION_UNKNOWN;
}
