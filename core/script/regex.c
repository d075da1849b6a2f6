/* SPDX-License-Identifier: MIT */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "core/script/regex.h"

#include <pcre2.h>
#include <string.h>

#include <rebound/error.h>
#include "core/base/chunk.h"
#include "core/base/limits.h"
#include "core/script/regex_literal.h"

#define HEAP_LIMIT_KIB	4096
#define PATTERN_LIMIT	2000
#define JIT_AFTER	12 /* searches, since compiling to machine code costs as much as many of them */
#define JIT_STACK_START ((size_t)32 * 1024)
#define JIT_STACK_MAX	((size_t)256 * 1024)

struct rebound_regex {
	pcre2_code *code;
	pcre2_match_context *context;
	pcre2_match_data *match;
	pcre2_jit_stack *stack;
	const char *pattern; /* of one that is compiled at its first search; NULL */
	char *literal;
	char *own_needs;
	const char *needs; /* lists of words, see regex_literal.h */
	/* The same as hashes of trigrams: before those of a word, how many; 0 ends a list, and all.
	 */
	guint16 *hashes;
	guint searches; /* counted up to JIT_AFTER */
};

void rebound_regex_free(struct rebound_regex *regex)
{
	if (!regex)
		return;
	pcre2_match_data_free(regex->match);
	pcre2_match_context_free(regex->context);
	pcre2_jit_stack_free(regex->stack);
	pcre2_code_free(regex->code);
	g_free(regex->hashes);
	g_free(regex->literal);
	g_free(regex->own_needs);
	g_free(regex);
}

/* What is refused, by the words that begin it. Classes and escapes are passed over. */
static const char *find_refused(const char *pattern)
{
	static const struct {
		const char *start;
		const char *why;
	} refused[] = {
		{"(?<=", "lookbehind is not offered"},
		{"(?<!", "lookbehind is not offered"},
		{"(?C", "callouts are not offered"},
		{"(?{", "callouts are not offered"},
		{"(*", "verbs, such as (*UTF), are not offered"},
	};

	gboolean in_class = FALSE;
	for (const char *at = pattern; *at != '\0'; at++) {
		if (*at == '\\') {
			at++;
			if (*at == 'C')
				return "\\C is not offered";
			if (*at == 'K')
				return "\\K is not offered";
			if (*at == 'Q')
				return "\\Q is not offered; put a backslash before each special "
				       "character";
			if (*at == '\0')
				break;
		} else if (in_class) {
			in_class = *at != ']';
		} else if (*at == '[') {
			in_class = TRUE;
			/* A ] that stands first is one of the class. */
			at += at[1] == '^' ? 1 : 0;
			at += at[1] == ']' ? 1 : 0;
		} else if (*at == '(') {
			for (gsize i = 0; i < G_N_ELEMENTS(refused); i++)
				if (g_str_has_prefix(at, refused[i].start))
					return refused[i].why;
		}
	}
	return NULL;
}

static void set_compile_error(const char *pattern, int code, size_t offset, GError **error)
{
	PCRE2_UCHAR message[256];
	g_autofree char *near = NULL;

	pcre2_get_error_message(code, message, sizeof(message));
	offset = MIN(offset, strlen(pattern));
	while (offset > 0 && ((guchar)pattern[offset] & 0xC0) == 0x80)
		offset--;
	near = g_utf8_make_valid(pattern + offset, (gssize)MIN(strlen(pattern + offset), 20));
	if (near[0] != '\0')
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"the regex is malformed at character %ld, before '%s': %s",
			g_utf8_strlen(pattern, (gssize)offset) + 1, near, (const char *)message);
	else
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"the regex is malformed at its end: %s", (const char *)message);
}

static pcre2_code *compile(const char *pattern, GError **error)
{
	uint32_t options = PCRE2_CASELESS | PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
	int code;
	size_t offset;

	pcre2_code *result = pcre2_compile(
		(PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options, &code, &offset, NULL);
	if (!result)
		set_compile_error(pattern, code, offset, error);
	return result;
}

static void use_code(struct rebound_regex *regex, pcre2_code *code)
{
	regex->code = code;
	regex->context = pcre2_match_context_create(NULL);
	regex->match = pcre2_match_data_create_from_pattern(code, NULL);
	pcre2_set_match_limit(regex->context, REBOUND_LIMIT_REGEX_MATCH);
	pcre2_set_depth_limit(regex->context, REBOUND_LIMIT_REGEX_DEPTH);
	pcre2_set_heap_limit(regex->context, HEAP_LIMIT_KIB);
}

/* Write the hashes of a word, and how many; returns behind them. */
static guint16 *hash_word(guint16 *to, const char *word, gsize len)
{
	guint16 count = (guint16)(len - 2);

	*to++ = count;
	for (gsize i = 0; i < count; i++)
		*to++ = (guint16)rebound_trigram_hash(word + i);
	return to;
}

/* No word has more hashes than bytes. */
static guint16 *hash_needs(const char *needs)
{
	const char *word = needs;

	for (; *word != '\0'; word++)
		while (*word != '\0')
			word += strlen(word) + 1;
	guint16 *hashes = g_new(guint16, word - needs + 1), *to = hashes;
	for (word = needs; *word != '\0'; word++) {
		for (gsize len; (len = strlen(word)) > 0; word += len + 1)
			to = hash_word(to, word, len);
		*to++ = 0;
	}
	*to = 0;
	return hashes;
}

struct rebound_regex *rebound_regex_new(const char *pattern, GError **error)
{
	if (strlen(pattern) > PATTERN_LIMIT || !g_utf8_validate(pattern, -1, NULL)) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX, "the regex is %s",
			strlen(pattern) > PATTERN_LIMIT ? "too long" : "no valid UTF-8");
		return NULL;
	}
	const char *refused = find_refused(pattern);
	if (refused) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"the regex can't be used: %s", refused);
		return NULL;
	}
	pcre2_code *code = compile(pattern, error);
	if (!code)
		return NULL;
	struct rebound_regex *regex = g_new0(struct rebound_regex, 1);
	regex->literal = rebound_regex_find_literal(pattern, &regex->own_needs);
	regex->needs = regex->own_needs;
	regex->hashes = hash_needs(regex->needs);
	use_code(regex, code);
	return regex;
}

struct rebound_regex *rebound_regex_new_known(const char *pattern, const char *needs)
{
	struct rebound_regex *regex = g_new0(struct rebound_regex, 1);

	regex->pattern = pattern;
	regex->needs = needs;
	regex->hashes = hash_needs(needs);
	return regex;
}

const char *rebound_regex_needs(const struct rebound_regex *regex)
{
	return regex->needs;
}

const char *rebound_regex_literal(const struct rebound_regex *regex)
{
	return regex->literal;
}

static gboolean may_hold(
	const struct rebound_trigrams *trigrams, const guint16 *hashes, guint16 count)
{
	for (guint i = 0; i < count; i++)
		if (!rebound_trigrams_have(trigrams, hashes[i]))
			return FALSE;
	return TRUE;
}

gboolean rebound_regex_may_match(
	const struct rebound_regex *regex, const struct rebound_trigrams *trigrams)
{
	for (const guint16 *word = regex->hashes; *word != 0; word++) {
		gboolean held = FALSE;

		for (; *word != 0; word += 1 + *word)
			held = held || may_hold(trigrams, word + 1, *word);
		if (!held)
			return FALSE;
	}
	return TRUE;
}

/* Compile to machine code where the platform can; the match limit holds there too. */
static void use_machine_code(struct rebound_regex *regex)
{
	if (pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE) != 0)
		return;
	regex->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MAX, NULL);
	if (regex->stack)
		pcre2_jit_stack_assign(regex->context, NULL, regex->stack);
}

static gboolean is_ascii(const char *text, gsize len)
{
	guint high = 0;

	for (gsize at = 0; high == 0 && at < len; at += REBOUND_CHUNK_BYTES)
		high = rebound_chunk_high(rebound_chunk_load_up_to(text + at, len - at));
	return high == 0;
}

enum rebound_regex_result rebound_regex_search(
	const struct rebound_regex *regex, const char *text, gsize len, gsize *start, gsize *end)
{
	/* The match data and the counter are scratch memory. */
	struct rebound_regex *scratch = (struct rebound_regex *)regex;

	if (!regex->code) {
		use_code(scratch, compile(regex->pattern, NULL));
		g_assert(regex->code != NULL);
	}
	if (scratch->searches < JIT_AFTER && ++scratch->searches == JIT_AFTER)
		use_machine_code(scratch);
	/* What is all ASCII, as most texts are, need not be checked for being UTF-8. */
	uint32_t options = is_ascii(text, len) ? PCRE2_NO_UTF_CHECK : 0;
	int result = pcre2_match(
		regex->code, (PCRE2_SPTR)text, len, 0, options, regex->match, regex->context);
	if (result >= 0) {
		const PCRE2_SIZE *places = pcre2_get_ovector_pointer(regex->match);
		*start = places[0];
		*end = MAX(places[0], places[1]);
		return REBOUND_REGEX_MATCH;
	}
	switch (result) {
	case PCRE2_ERROR_MATCHLIMIT:
	case PCRE2_ERROR_DEPTHLIMIT:
	case PCRE2_ERROR_HEAPLIMIT:
	case PCRE2_ERROR_JIT_STACKLIMIT:
	case PCRE2_ERROR_NOMEMORY:
		return REBOUND_REGEX_LIMIT;
	default:
		return REBOUND_REGEX_NO_MATCH;
	}
}
