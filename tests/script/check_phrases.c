/* SPDX-License-Identifier: MIT */
#include "core/script/phrases.h"

#include <string.h>

#include <rebound/error.h>
#include "check_rebound.h"
#include "core/base/limits.h"

/* ---- single phrases ---- */

static const struct {
	const char *phrase;
	const char *text; /* folded */
	int start, end;	  /* -1: not found */
} rows[] = {
	{"user unknown", "550 user unknown", 4, 16},
	{"User  Unknown", "550 user unknown here", 4, 16},
	{"user unknown", "550 superuser unknown", -1, 0},
	{"user unknown", "550 user unknowns", -1, 0},
	{"user unknown*", "550 user unknowns", 4, 16},
	{"*user unknown", "550 superuser unknown", 9, 21},
	{"blacklist*", "you are blacklisted", 8, 17},
	{"blacklist", "you are blacklisted", -1, 0},
	{"blacklist", "blacklist.", 0, 9},
	{"[ab01]", "x[ab01]y", 1, 7},
	{"mailbox * does not exist", "mailbox ann does not exist", 0, 26},
	{"mailbox * does not exist", "mailbox does not exist", 0, 22},
	{"mailbox * does not exist", "mailboxes do, this does not exist", -1, 0},
	{"mailbox* does not exist", "mailboxes do, this does not exist", 0, 33},
	{"mailbox * does not exist", "does not exist mailbox", -1, 0},
	{"mailbox *does not exist", "mailbox xdoes not exist", 0, 23},
	{"mailbox * does not exist", "mailbox xdoes not exist", -1, 0},
	{"a b * c d * e f", "a b c d e f", 0, 11},
	{"a b * c d * e f", "a b e f c d", -1, 0},
	{"user * unknown user", "unknown user, unknown user", 8, 26},
	{"user * unknown user", "unknown user", -1, 0},
	{"aa*aaaa", "aaaaaaaa", 0, 8},
	{"*aa*aaaa*", "xaaaaaay", 1, 7},
	{"*aa*aaaa*", "xaaaaay", -1, 0},
	{"one two", "one two one two", 0, 7},
	{"ärger", "kein aerger", 5, 11},
	{"50% * full", "it is 50% or 100% full", 6, 22},
	{"no such user", "no  such user", -1, 0},
	{"no", "say no", 4, 6},
	{"no", "not now", -1, 0},
	{"no*", "not now", 0, 2},
	{"*no", "casino", 4, 6},
	{"(5*", "error (552)", 6, 8},
	{"a * by", "a, by", 0, 5},
	{"1st * 2nd", "1st then 2nd", 0, 12},
};

START_TEST(test_row)
{
	g_autoptr(rebound_phrases) phrases = rebound_phrases_new();
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrase_hit));

	ck_assert(rebound_phrases_add(phrases, rows[_i].phrase, 7, NULL));
	rebound_phrases_build(phrases);
	for (int round = 0; round < 2; round++) {
		rebound_phrases_search(phrases, rows[_i].text, strlen(rows[_i].text), hits);
		if (rows[_i].start < 0) {
			ck_assert_uint_eq(hits->len, 0);
			continue;
		}
		ck_assert_uint_eq(hits->len, 1);
		struct rebound_phrase_hit hit = g_array_index(hits, struct rebound_phrase_hit, 0);
		ck_assert_uint_eq(hit.id, 7);
		ck_assert_int_eq((int)hit.start, rows[_i].start);
		ck_assert_int_eq((int)hit.end, rows[_i].end);
	}
}
END_TEST

START_TEST(test_too_short)
{
	static const char *const phrases[] = {
		"", " ", "*", "a", "* a *", "a * b", "**", "\xD1\x8F"};
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_phrases) set = rebound_phrases_new();

	ck_assert(!rebound_phrases_add(set, phrases[_i], 1, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX));
	rebound_phrases_build(set);
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrase_hit));
	rebound_phrases_search(set, "a b", 3, hits);
	ck_assert_uint_eq(hits->len, 0);
}
END_TEST

START_TEST(test_gap_has_a_limit)
{
	g_autoptr(rebound_phrases) phrases = rebound_phrases_new();
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrase_hit));

	ck_assert(rebound_phrases_add(phrases, "[from]*[to]", 0, NULL));
	rebound_phrases_build(phrases);
	for (int over = 0; over < 2; over++) {
		g_autofree char *gap = g_strnfill(REBOUND_LIMIT_PHRASE_GAP_BYTES + over, 'x');
		g_autofree char *text = g_strconcat("[from]", gap, "[to]", NULL);
		rebound_phrases_search(phrases, text, strlen(text), hits);
		ck_assert_uint_eq(hits->len, over ? 0 : 1);
		/* A later beginning that is near enough counts. */
		g_autofree char *again = g_strconcat("[from]", text, NULL);
		rebound_phrases_search(phrases, again, strlen(again), hits);
		ck_assert_uint_eq(hits->len, over ? 0 : 1);
	}
}
END_TEST

START_TEST(test_text_with_nul)
{
	g_autoptr(rebound_phrases) phrases = rebound_phrases_new();
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrase_hit));

	ck_assert(rebound_phrases_add(phrases, "unknown", 0, NULL));
	rebound_phrases_build(phrases);
	rebound_phrases_search(phrases, "a\0unknown", 9, hits);
	ck_assert_uint_eq(hits->len, 1);
}
END_TEST

START_TEST(test_bordered)
{
	static const struct {
		const char *text;
		guint plain, bordered;
	} lines[] = {
		{"по 5 мая", 1, 1},
		{"(по)", 1, 1},
		{"поэтому", 1, 0},
		{"упо", 1, 0},
		{"пункт", 1, 1},
		{"απο", 1, 1},
		{"καποτε", 1, 0},
		{"по 中", 1, 1},
		{"中по", 1, 1},
	};
	static const char *const phrases[] = {"по", "απο", "пунк*"};
	g_autoptr(rebound_phrases) plain = rebound_phrases_new();
	g_autoptr(rebound_phrases) bordered = rebound_phrases_new_bordered();
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrase_hit));

	for (gsize i = 0; i < G_N_ELEMENTS(phrases); i++) {
		ck_assert(rebound_phrases_add(plain, phrases[i], 0, NULL));
		ck_assert(rebound_phrases_add(bordered, phrases[i], 0, NULL));
	}
	rebound_phrases_build(plain);
	rebound_phrases_build(bordered);
	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		rebound_phrases_search(plain, lines[i].text, strlen(lines[i].text), hits);
		ck_assert_msg(hits->len == lines[i].plain, "%s", lines[i].text);
		rebound_phrases_search(bordered, lines[i].text, strlen(lines[i].text), hits);
		ck_assert_msg(hits->len == lines[i].bordered, "%s, with borders", lines[i].text);
	}
}
END_TEST

/* ---- against a search that is too simple to be wrong ---- */

static gboolean is_border(const char *text, gsize len, gsize at)
{
	gboolean before = at > 0 && g_ascii_isalnum(text[at - 1]);
	gboolean behind = at < len && g_ascii_isalnum(text[at]);

	return !(before && behind);
}

/* Where the chain of pieces up to the last one begins, which ends at end; -1 for none. */
static int find_chain(
	char **pieces, int last, const char *phrase_start, const char *text, gsize len, int end)
{
	/* Pieces carry what stood beside them: '<' for a star before, '>' for one behind. */
	char *piece = pieces[last];
	gboolean open_before = piece[0] == '<', open_behind = piece[strlen(piece) - 1] == '>';
	g_autofree char *word =
		g_strndup(piece + open_before, strlen(piece) - open_before - open_behind);
	int start = end - (int)strlen(word);

	if (start < 0 || strncmp(text + start, word, strlen(word)) != 0)
		return -1;
	if (!open_before && g_ascii_isalnum(word[0]) && !is_border(text, len, (gsize)start))
		return -1;
	if (!open_behind && g_ascii_isalnum(word[strlen(word) - 1]) &&
		!is_border(text, len, (gsize)end))
		return -1;
	if (last == 0)
		return start;
	for (int before = start; before >= 0 && start - before <= REBOUND_LIMIT_PHRASE_GAP_BYTES;
		before--) {
		int chain = find_chain(pieces, last - 1, phrase_start, text, len, before);
		if (chain >= 0)
			return chain;
	}
	return -1;
}

static gboolean find_simply(const char *phrase, const char *text, struct rebound_phrase_hit *hit)
{
	g_autoptr(GPtrArray) pieces = g_ptr_array_new_with_free_func(g_free);
	gsize len = strlen(text);
	gboolean found = FALSE;

	for (const char *at = phrase; *at != '\0';) {
		gsize size = strcspn(at, "*");
		const char *from = at, *to = at + size;
		while (from < to && *from == ' ')
			from++;
		while (to > from && to[-1] == ' ')
			to--;
		if (to > from)
			g_ptr_array_add(
				pieces, g_strdup_printf("%s%.*s%s",
						from > phrase && from[-1] == '*' ? "<" : "",
						(int)(to - from), from, *to == '*' ? ">" : ""));
		at += size + (at[size] == '*');
	}
	for (int end = 1; end <= (int)len; end++) {
		int start = find_chain(
			(char **)pieces->pdata, (int)pieces->len - 1, phrase, text, len, end);
		if (start < 0 || (found && (guint32)start > hit->start))
			continue;
		found = TRUE;
		hit->start = (guint32)start;
		hit->end = (guint32)end;
	}
	return found;
}

static char *make_random(GRand *random, const char *letters, int len)
{
	char *text = g_malloc((gsize)len + 1);

	for (int i = 0; i < len; i++)
		text[i] = letters[g_rand_int_range(random, 0, (gint32)strlen(letters))];
	text[len] = '\0';
	return text;
}

#define RANDOM_PHRASES 12

static gint compare_hits(gconstpointer a, gconstpointer b)
{
	const struct rebound_phrase_hit *left = a, *right = b;

	return left->id < right->id ? -1 : left->id > right->id;
}

START_TEST(test_against_simple_search)
{
	g_autoptr(GRand) random = g_rand_new_with_seed((guint32)_i);
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrase_hit));
	const char *letters = _i % 2 ? "ab" : "abc. ";
	g_autoptr(rebound_phrases) set = rebound_phrases_new();
	char *phrases[RANDOM_PHRASES];

	for (int i = 0; i < RANDOM_PHRASES; i++) {
		for (;;) {
			g_autofree char *raw = make_random(random, _i % 2 ? "ab*" : "aabbc. *",
				g_rand_int_range(random, 2, 9));
			/* As folding would leave it. */
			gchar **words = g_strsplit_set(raw, " ", -1);
			GString *clean = g_string_new(NULL);
			for (int j = 0; words[j]; j++)
				if (words[j][0] != '\0')
					g_string_append_printf(
						clean, "%s%s", clean->len ? " " : "", words[j]);
			g_strfreev(words);
			phrases[i] = g_string_free(clean, FALSE);
			if (rebound_phrases_add(set, phrases[i], (guint)i, NULL))
				break;
			g_free(phrases[i]);
		}
	}
	rebound_phrases_build(set);
	for (int round = 0; round < 40; round++) {
		/* Now and then one that is longer than what is looked at in one step. */
		g_autofree char *text = make_random(
			random, letters, g_rand_int_range(random, 0, round % 8 == 0 ? 200 : 40));
		rebound_phrases_search(set, text, strlen(text), hits);
		g_array_sort(hits, compare_hits);
		guint at = 0;
		for (guint i = 0; i < RANDOM_PHRASES; i++) {
			struct rebound_phrase_hit expected = {i, 0, 0};
			struct rebound_phrase_hit *hit =
				at < hits->len ? &g_array_index(hits, struct rebound_phrase_hit, at)
					       : NULL;
			gboolean found = hit && hit->id == i;
			ck_assert_msg(found == find_simply(phrases[i], text, &expected),
				"'%s' in '%s'", phrases[i], text);
			if (!found)
				continue;
			ck_assert_msg(hit->start == expected.start && hit->end == expected.end,
				"'%s' in '%s': %u-%u, not %u-%u", phrases[i], text, hit->start,
				hit->end, expected.start, expected.end);
			at++;
		}
		ck_assert_uint_eq(at, hits->len);
	}
	for (int i = 0; i < RANDOM_PHRASES; i++)
		g_free(phrases[i]);
}
END_TEST

/* Phrases that begin alike share what was found of them. */
START_TEST(test_shared_beginning)
{
	static const char *const phrases[] = {
		"user * is full", "user * is unknown", "user * is * unknown", "user* is unknown"};
	static const char text[] = "a user ann is away, the user is unknown; users is unknown";
	static const struct rebound_phrase_hit expected[] = {{1, 24, 57}, {2, 24, 57}, {3, 24, 39}};
	g_autoptr(rebound_phrases) set = rebound_phrases_new();
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrase_hit));

	for (guint i = 0; i < G_N_ELEMENTS(phrases); i++)
		ck_assert(rebound_phrases_add(set, phrases[i], i, NULL));
	rebound_phrases_build(set);
	rebound_phrases_search(set, text, strlen(text), hits);
	g_array_sort(hits, compare_hits);
	ck_assert_uint_eq(hits->len, G_N_ELEMENTS(expected));
	for (guint i = 0; i < hits->len; i++) {
		struct rebound_phrase_hit hit = g_array_index(hits, struct rebound_phrase_hit, i);
		ck_assert_uint_eq(hit.id, expected[i].id);
		ck_assert_uint_eq(hit.start, expected[i].start);
		ck_assert_uint_eq(hit.end, expected[i].end);
	}
}
END_TEST

/* ---- cost ---- */

START_TEST(test_cost_is_linear)
{
	g_autoptr(rebound_phrases) set = rebound_phrases_new();
	g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrase_hit));
	gint64 took[2];

	for (int i = 1; i < 60; i++) {
		g_autofree char *word = g_strnfill((gsize)i + 1, 'a');
		g_autofree char *phrase = g_strconcat("*", word, "*b", NULL);
		ck_assert(rebound_phrases_add(set, phrase, (guint)i, NULL));
	}
	rebound_phrases_build(set);
	for (int i = 0; i < 2; i++) {
		gsize len = i ? 400000 : 100000;
		g_autofree char *text = g_strnfill(len, 'a');
		took[i] = g_get_monotonic_time();
		rebound_phrases_search(set, text, len, hits);
		took[i] = g_get_monotonic_time() - took[i];
		ck_assert_uint_eq(hits->len, 0);
	}
	ck_assert_msg(took[1] < took[0] * 12 + 100000, "%" G_GINT64_FORMAT " and %" G_GINT64_FORMAT,
		took[0], took[1]);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("phrases");
	TCase *tcase = tcase_create("phrases");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, test_row, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(tcase, test_too_short, 0, 8);
	tcase_add_test(tcase, test_gap_has_a_limit);
	tcase_add_test(tcase, test_text_with_nul);
	tcase_add_test(tcase, test_bordered);
	tcase_add_loop_test(tcase, test_against_simple_search, 0, 400);
	tcase_add_test(tcase, test_shared_beginning);
	tcase_add_test(tcase, test_cost_is_linear);
	suite_add_tcase(suite, tcase);
	return suite;
}
