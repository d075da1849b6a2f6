/* SPDX-License-Identifier: MIT */
#include "core/script/missing_word.h"

#include <string.h>

#include "core/base/text.h"

#define NOT_KNOWN "' is not known"

/* What Lua offers elsewhere, and these files do not. */
static const struct {
	const char *word;
	const char *why;
} withheld[] = {
	{"io", "files can't be read or written; write what is needed into this file"},
	{"os", "programs, files and the clock are out of reach; take this out"},
	{"require", "take in another file with use \"./name.lua\""},
	{"package", "take in another file with use \"./name.lua\""},
	{"dofile", "take in another file with use \"./name.lua\""},
	{"loadfile", "take in another file with use \"./name.lua\""},
	{"load", "text is not run as Lua; write a function"},
	{"loadstring", "text is not run as Lua; write a function"},
	{"print", "nothing is printed from here; say it in doc = \"...\""},
	{"debug", "nothing can be looked into from here; take this out"},
	{"coroutine", "a function runs from its beginning to its end; write it so"},
	{"setmetatable", "tables are plain; use fields and functions"},
	{"getmetatable", "tables are plain; use fields and functions"},
	{"rawset", "tables are plain; write t[k] = v"},
	{"rawequal", "tables are plain; write a == b"},
	{"collectgarbage", "memory is looked after; take this out"},
};

/* Words of a file of another kind: the file was given for the wrong thing. */
static const char *name_other_file(const char *word)
{
	static const char *const rules[] = {"rule", "reader", "sender_words", NULL};
	static const char *const policies[] = {"policy", "action", "settings", "suppress", "slow",
		"resume", "tell", "review", NULL};

	if (g_strv_contains(rules, word))
		return "a rule file, which --rules takes";
	return g_strv_contains(policies, word) ? "a policy file, which --policy takes" : NULL;
}

/* The word in "... nil value (KIND 'WORD')" and where the sentence begins; NULL for another one. */
static char *find_word(const char *message, const char *kind, const char **begin)
{
	g_autofree char *mark = g_strdup_printf(" a nil value (%s '", kind);
	const char *from = strstr(message, mark);
	const char *end = from == NULL ? NULL : strstr(from, "')");

	*begin = from == NULL ? NULL : g_strrstr_len(message, from - message, "attempt to ");
	if (end == NULL || *begin == NULL)
		return NULL;
	from += strlen(mark);
	return from < end ? g_strndup(from, (gsize)(end - from)) : NULL;
}

static char *explain_global(const char *word, int place_len, const char *place)
{
	for (gsize i = 0; i < G_N_ELEMENTS(withheld); i++)
		if (strcmp(withheld[i].word, word) == 0)
			return g_strdup_printf("%.*s'%s' is not offered here: %s", place_len, place,
				word, withheld[i].why);
	return g_strdup_printf("%.*s'%s" NOT_KNOWN, place_len, place, word);
}

char *rebound_missing_word_explain(const char *message)
{
	static const char *const functions[] = {"field", "method"};
	const char *begin = NULL;
	g_autofree char *global = find_word(message, "global", &begin);

	if (global != NULL)
		return explain_global(global, (int)(begin - message), message);
	for (gsize i = 0; i < G_N_ELEMENTS(functions); i++) {
		g_autofree char *word = find_word(message, functions[i], &begin);

		if (word != NULL && g_str_has_prefix(begin, "attempt to call"))
			return g_strdup_printf("%.*sthere is no function '%s' here; it is "
					       "misspelt, or not offered",
				(int)(begin - message), message, word);
	}
	return NULL;
}

void rebound_missing_word_suggest(GError *error, const char *const *words)
{
	const char *end = strstr(error->message, NOT_KNOWN);

	if (end == NULL || end[strlen(NOT_KNOWN)] != '\0')
		return;
	const char *from = g_strrstr_len(error->message, end - error->message, "'");
	g_autofree char *word = from == NULL ? NULL : g_strndup(from + 1, (gsize)(end - from) - 1);
	const char *near = word == NULL ? NULL : rebound_text_nearest(word, words);
	const char *other = word == NULL ? NULL : name_other_file(word);
	char *message;
	if (other != NULL)
		message = g_strdup_printf("%.*s' is a word of %s", (int)(end - error->message),
			error->message, other);
	else if (near != NULL)
		message = g_strdup_printf("%s; did you mean '%s'?", error->message, near);
	else
		message = g_strdup_printf("%s: it is no word of this file, and nothing was given "
					  "that name before",
			error->message);
	g_free(error->message);
	error->message = message;
}
