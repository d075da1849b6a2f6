/* SPDX-License-Identifier: MIT */
#include "core/base/charset_guess.h"

#include <string.h>

#include "core/base/text.h"

/* What a guess needs: so few characters in a hundred that are wrong, so many that hardly another
 * charset has. */
#define GUESS_BAD_PERCENT     5
#define GUESS_TELLING_PERCENT 10

/* A sign within a word tells against a label as well. */
#define LATIN_CHARACTERS 3

#define FIRST_WESTERN_LETTER 0xC0

/* How usual a character is in texts of a charset. */
enum rank {
	RANK_ASCII,
	RANK_COMMON,
	RANK_TELLING, /* a common one that tells this charset from others */
	RANK_RARE,
	RANK_BAD,
};

/* A charset that undeclared bytes may be in. */
struct candidate {
	const char *charset;
	guint (*step)(const guchar *bytes, gsize left, enum rank *rank); /* left >= 2 */
	gboolean needs_telling;
	guint common_percent; /* how many characters at least must be common ones */
	guint least;	      /* so many characters at least */
};

static gboolean between(guchar byte, guchar low, guchar high)
{
	return byte >= low && byte <= high;
}

static guint step_euc_jp(const guchar *bytes, gsize left, enum rank *rank)
{
	*rank = RANK_RARE;
	if (bytes[0] == 0x8E && between(bytes[1], 0xA1, 0xDF))
		return 2;
	if (bytes[0] == 0x8F && left > 2 && between(bytes[1], 0xA1, 0xFE) &&
		between(bytes[2], 0xA1, 0xFE))
		return 3;
	if (!between(bytes[0], 0xA1, 0xFE) || !between(bytes[1], 0xA1, 0xFE)) {
		*rank = RANK_BAD;
		return 1;
	}
	if (bytes[0] == 0xA4 || bytes[0] == 0xA5)
		*rank = RANK_TELLING;
	else if (bytes[0] == 0xA1 || bytes[0] == 0xA3 || between(bytes[0], 0xB0, 0xCF))
		*rank = RANK_COMMON;
	return 2;
}

static guint step_shift_jis(const guchar *bytes, gsize left, enum rank *rank)
{
	(void)left;
	*rank = RANK_RARE;
	if (between(bytes[0], 0xA1, 0xDF))
		return 1;
	if (!(between(bytes[0], 0x81, 0x9F) || between(bytes[0], 0xE0, 0xFC)) ||
		!(between(bytes[1], 0x40, 0x7E) || between(bytes[1], 0x80, 0xFC))) {
		*rank = RANK_BAD;
		return 1;
	}
	if ((bytes[0] == 0x82 && between(bytes[1], 0x9F, 0xF1)) ||
		(bytes[0] == 0x83 && between(bytes[1], 0x40, 0x96)))
		*rank = RANK_TELLING;
	else if (bytes[0] <= 0x82 || between(bytes[0], 0x88, 0x97))
		*rank = RANK_COMMON;
	return 2;
}

/* Texts of today's Chinese keep to the characters of GB 2312, of which both bytes are high. */
static guint step_gb18030(const guchar *bytes, gsize left, enum rank *rank)
{
	*rank = RANK_RARE;
	if (left > 3 && bytes[0] != 0x80 && between(bytes[1], '0', '9') &&
		between(bytes[2], 0x81, 0xFE) && between(bytes[3], '0', '9'))
		return 4;
	if (!between(bytes[0], 0x81, 0xFE) || bytes[1] == 0x7F || !between(bytes[1], 0x40, 0xFE)) {
		*rank = RANK_BAD;
		return 1;
	}
	if (bytes[1] >= 0xA1 &&
		(between(bytes[0], 0xB0, 0xD7) || bytes[0] == 0xA1 || bytes[0] == 0xA3))
		*rank = RANK_COMMON;
	return 2;
}

static guint step_big5(const guchar *bytes, gsize left, enum rank *rank)
{
	(void)left;
	*rank = RANK_RARE;
	if (!between(bytes[0], 0xA1, 0xF9) ||
		!(between(bytes[1], 0x40, 0x7E) || between(bytes[1], 0xA1, 0xFE))) {
		*rank = RANK_BAD;
		return 1;
	}
	if (between(bytes[0], 0xA4, 0xC6) || bytes[0] == 0xA1)
		*rank = RANK_COMMON;
	return 2;
}

/* Hangul stands where Chinese has the first half of its usual characters. */
static guint step_euc_kr(const guchar *bytes, gsize left, enum rank *rank)
{
	(void)left;
	*rank = RANK_RARE;
	if (!between(bytes[0], 0xA1, 0xFD) || !between(bytes[1], 0xA1, 0xFE)) {
		*rank = RANK_BAD;
		return 1;
	}
	if (between(bytes[0], 0xA1, 0xA3) || between(bytes[0], 0xB0, 0xC8))
		*rank = RANK_COMMON;
	return 2;
}

/* The length of a word that is not ASCII, at whose first byte this stands. */
static gsize measure_word(const guchar *bytes, gsize left)
{
	gsize len = 1;

	while (len < left && bytes[len] >= 0x80)
		len++;
	return len;
}

static gboolean joins_ascii(const guchar *bytes, gsize left, gsize word)
{
	return word < left && g_ascii_isalpha(bytes[word]);
}

/* A word of Cyrillic letters counts as one character: small ones behind the first, and none of
 * ASCII among them. Its two charsets have small letters where the other has capitals. */
static guint step_cyrillic(
	const guchar *bytes, gsize left, enum rank *rank, guchar low, guchar high, guchar io)
{
	gsize len = measure_word(bytes, left);
	gboolean small = TRUE;

	for (gsize i = 1; i < len; i++)
		small = small && (between(bytes[i], low, high) || bytes[i] == io);
	*rank = RANK_RARE;
	if (joins_ascii(bytes, left, len) || (len == 1 && bytes[0] < 0xC0))
		*rank = RANK_BAD;
	else if (len > 1 && small)
		*rank = RANK_COMMON;
	return (guint)len;
}

static guint step_windows_1251(const guchar *bytes, gsize left, enum rank *rank)
{
	return step_cyrillic(bytes, left, rank, 0xE0, 0xFF, 0xB8);
}

/* Russian's, with the letters of Ukrainian in place of frames. */
static guint step_koi8_u(const guchar *bytes, gsize left, enum rank *rank)
{
	return step_cyrillic(bytes, left, rank, 0xC0, 0xDF, 0xA3);
}

static guint step_iso_8859_5(const guchar *bytes, gsize left, enum rank *rank)
{
	return step_cyrillic(bytes, left, rank, 0xD0, 0xEF, 0xF1);
}

static gboolean is_small_cp866(guchar byte)
{
	return between(byte, 0xA0, 0xAF) || between(byte, 0xE0, 0xEF) || byte == 0xF1;
}

/* That of DOS has its letters on both sides of frames, which are in no word. */
static guint step_cp866(const guchar *bytes, gsize left, enum rank *rank)
{
	gsize len = measure_word(bytes, left);
	gboolean letters = between(bytes[0], 0x80, 0x9F) || is_small_cp866(bytes[0]);
	gboolean small = TRUE;

	for (gsize i = 1; i < len; i++) {
		small = small && is_small_cp866(bytes[i]);
		letters = letters && (between(bytes[i], 0x80, 0x9F) || is_small_cp866(bytes[i]));
	}
	*rank = RANK_RARE;
	if (joins_ascii(bytes, left, len) || !letters)
		*rank = RANK_BAD;
	else if (len > 1 && small)
		*rank = RANK_COMMON;
	return (guint)len;
}

static gboolean is_greek_accent(guchar byte)
{
	return between(byte, 0xDC, 0xDF) || between(byte, 0xFC, 0xFE);
}

/* A capital with an accent, in either of the two charsets. */
static gboolean is_greek_capital_accent(guchar byte)
{
	return byte == 0xA2 || byte == 0xB6 || between(byte, 0xB8, 0xBF);
}

/* A word of Greek has an accent if it is not a very short one, and some accents stand where the
 * Cyrillic charsets have capitals. What Greek has hardly ever is among Russian's usual letters. */
static guint step_greek(const guchar *bytes, gsize left, enum rank *rank)
{
	enum { UPSILON_WITH_BOTH = 0xE0, NO_LETTER = 0xFF, SHORT_WORD = 3 };
	gsize len = measure_word(bytes, left);
	gboolean small = TRUE;
	gboolean telling = FALSE;
	guint accents = is_greek_capital_accent(bytes[0]) ? 1 : 0;

	*rank = joins_ascii(bytes, left, len) ? RANK_BAD : RANK_RARE;
	for (gsize i = 0; i < len; i++) {
		if (bytes[i] == UPSILON_WITH_BOTH || bytes[i] == NO_LETTER)
			*rank = RANK_BAD;
		small = small && (i == 0 || between(bytes[i], 0xDC, 0xFE));
		accents += is_greek_accent(bytes[i]);
		telling = telling || (i > 0 && between(bytes[i], 0xDC, 0xDF));
	}
	if (*rank == RANK_BAD || !small)
		return (guint)len;
	if (len <= SHORT_WORD && accents == 0)
		*rank = RANK_ASCII;
	else if (accents == 1 || accents == 2)
		*rank = telling ? RANK_TELLING : RANK_COMMON;
	return (guint)len;
}

/* Hebrew has no capitals, and none of its letters where Russian has its last five. */
static guint step_hebrew(const guchar *bytes, gsize left, enum rank *rank)
{
	gsize len = measure_word(bytes, left);
	gboolean letters = len > 1;

	for (gsize i = 0; i < len; i++)
		letters = letters && between(bytes[i], 0xE0, 0xFA);
	*rank = !letters || joins_ascii(bytes, left, len) ? RANK_BAD : RANK_COMMON;
	return (guint)len;
}

static gboolean is_windows_arabic(guchar byte)
{
	return between(byte, 0xC1, 0xDF) || byte == 0xE1 || between(byte, 0xE3, 0xE6) ||
	       between(byte, 0xEC, 0xED) || between(byte, 0xF0, 0xF6) || byte == 0xF8 ||
	       byte == 0xFA;
}

static gboolean is_iso_arabic(guchar byte)
{
	return between(byte, 0xC1, 0xDA) || between(byte, 0xE0, 0xF2);
}

/* Many words of Arabic begin with its article. */
static guint step_arabic(const guchar *bytes, gsize left, enum rank *rank,
	gboolean (*is_letter)(guchar byte), guchar lam)
{
	enum { ALEF = 0xC7, COMMA = 0xA1, SEMICOLON = 0xBA, QUESTION = 0xBF };
	gsize len = measure_word(bytes, left);
	gboolean letters = TRUE;

	for (gsize i = 0; i < len; i++)
		letters = letters && (is_letter(bytes[i]) || bytes[i] == COMMA ||
					     bytes[i] == SEMICOLON || bytes[i] == QUESTION);
	if (!letters || joins_ascii(bytes, left, len))
		*rank = RANK_BAD;
	else if (len > 2 && bytes[0] == ALEF && bytes[1] == lam)
		*rank = RANK_TELLING;
	else
		*rank = RANK_COMMON;
	return (guint)len;
}

static guint step_windows_1256(const guchar *bytes, gsize left, enum rank *rank)
{
	return step_arabic(bytes, left, rank, is_windows_arabic, 0xE1);
}

static guint step_iso_8859_6(const guchar *bytes, gsize left, enum rank *rank)
{
	return step_arabic(bytes, left, rank, is_iso_arabic, 0xE4);
}

/* Thai stacks vowels and tones upon consonants; what stands upon nothing is another charset's. */
static guint step_thai(const guchar *bytes, gsize left, enum rank *rank)
{
	gsize len = measure_word(bytes, left);
	gboolean may_stack = FALSE;
	gsize stacked = 0;

	*rank = joins_ascii(bytes, left, len) ? RANK_BAD : RANK_RARE;
	for (gsize i = 0; i < len; i++) {
		gboolean stacks = bytes[i] == 0xD1 || between(bytes[i], 0xD4, 0xDA) ||
				  between(bytes[i], 0xE7, 0xEE);
		if (!between(bytes[i], 0xA1, 0xDA) && !between(bytes[i], 0xDF, 0xFB))
			*rank = RANK_BAD;
		if (stacks && !may_stack)
			*rank = RANK_BAD;
		stacked += stacks;
		may_stack = stacks || between(bytes[i], 0xA1, 0xCE);
	}
	if (*rank != RANK_BAD && stacked * 8 >= len)
		*rank = RANK_TELLING;
	return (guint)len;
}

static const struct candidate candidates[] = {
	{"EUC-JP", step_euc_jp, TRUE, 70, 0},
	{"CP932", step_shift_jis, TRUE, 70, 0},
	{"TIS-620", step_thai, TRUE, 70, 0},
	{"WINDOWS-1253", step_greek, TRUE, 60, 0},
	{"WINDOWS-1256", step_windows_1256, TRUE, 95, 4},
	{"ISO-8859-6", step_iso_8859_6, TRUE, 95, 4},
	{"WINDOWS-1255", step_hebrew, FALSE, 95, 6},
	{"WINDOWS-1251", step_windows_1251, FALSE, 60, 0},
	{"KOI8-U", step_koi8_u, FALSE, 60, 0},
	{"ISO-8859-5", step_iso_8859_5, FALSE, 60, 0},
	{"CP866", step_cp866, FALSE, 60, 0},
	{"CP949", step_euc_kr, FALSE, 95, 8},
	{"GB18030", step_gb18030, FALSE, 70, 0},
	{"BIG5-HKSCS", step_big5, FALSE, 90, 0},
};

static gsize next_high(const char *text, gsize from, gsize len)
{
	return from < len ? (gsize)(rebound_text_pass_ascii(text + from, text + len) - text) : len;
}

static gboolean looks_like(
	const struct candidate *candidate, const char *text, gsize len, guint least)
{
	const guchar *bytes = (const guchar *)text;
	gsize counts[RANK_BAD + 1] = {0};

	for (gsize i = 0; (i = next_high(text, i, len)) + 1 < len;) {
		enum rank rank = RANK_ASCII;
		i += candidate->step(bytes + i, len - i, &rank);
		counts[rank]++;
	}
	gsize common = counts[RANK_COMMON] + counts[RANK_TELLING];
	gsize all = common + counts[RANK_RARE] + counts[RANK_BAD];
	return all >= MAX(least, candidate->least) &&
	       counts[RANK_BAD] * 100 <= all * GUESS_BAD_PERCENT &&
	       common * 100 >= all * candidate->common_percent &&
	       (!candidate->needs_telling ||
		       counts[RANK_TELLING] * 100 >= all * GUESS_TELLING_PERCENT);
}

/* ---- charsets of Latin letters ---- */

/* The letters of some languages that ASCII lacks, small and capital, and those of them in whose
 * place Western charsets have a sign, or a letter that no language has beside the others. */
struct latin {
	const char *charset;
	const char *letters;
	const char *telling;
};

static const struct latin latins[] = {
	/* Polish */
	{"ISO-8859-2", "\xB1\xE6\xEA\xB3\xF1\xF3\xB6\xBC\xBF\xA1\xC6\xCA\xA3\xD1\xD3\xA6\xAC\xAF",
		"\xB1\xB3\xB6\xBC\xBF"},
	{"WINDOWS-1250", "\xB9\xE6\xEA\xB3\xF1\xF3\x9C\x9F\xBF\xA5\xC6\xCA\xA3\xD1\xD3\x8C\x8F\xAF",
		"\xB9\xB3\x9F\xBF"},
	/* Czech, Slovak, Slovene, Croatian */
	{"ISO-8859-2",
		"\xE1\xE4\xE8\xEF\xE9\xEC\xED\xB5\xE5\xF2\xF3\xF4\xE0\xF8\xB9\xBB\xFA\xF9\xFD\xBE"
		"\xE6\xF0\xF6\xFC\xC1\xC4\xC8\xCF\xC9\xCC\xCD\xA5\xC5\xD2\xD3\xD4\xC0\xD8\xA9\xAB"
		"\xDA\xD9\xDD\xAE\xC6\xD0\xD6\xDC",
		"\xB9\xBE\xBB\xB5"},
	{"WINDOWS-1250",
		"\xE1\xE4\xE8\xEF\xE9\xEC\xED\xBE\xE5\xF2\xF3\xF4\xE0\xF8\x9A\x9D\xFA\xF9\xFD\x9E"
		"\xE6\xF0\xF6\xFC\xC1\xC4\xC8\xCF\xC9\xCC\xCD\xBC\xC5\xD2\xD3\xD4\xC0\xD8\x8A\x8D"
		"\xDA\xD9\xDD\x8E\xC6\xD0\xD6\xDC",
		"\x9A\x9E\x9D\xBE"},
	/* Turkish */
	{"WINDOWS-1254", "\xE7\xF0\xFD\xF6\xFE\xFC\xE2\xEE\xFB\xC7\xD0\xDD\xD6\xDE\xDC\xC2",
		"\xF0\xFD\xFE\xD0\xDD\xDE"},
	/* Lithuanian, Latvian */
	{"WINDOWS-1257",
		"\xE0\xE8\xE6\xEB\xE1\xF0\xF8\xFB\xFE\xE2\xE7\xEC\xEE\xED\xEF\xF2"
		"\xC0\xC8\xC6\xCB\xC1\xD0\xD8\xDB\xDE\xC2\xC7\xCC\xCE\xCD\xCF\xD2",
		"\xF0\xFE"},
};

static gboolean is_letter(guchar byte)
{
	return byte >= 0x80 || g_ascii_isalpha(byte);
}

/* Quotation marks and "?" upside down stand at either end of a word. */
static gboolean is_at_ends(guchar byte)
{
	return byte == 0xAB || byte == 0xBB || byte == 0xBF;
}

static gboolean fits_latin(const struct latin *latin, const char *text, gsize len, guint least)
{
	const guchar *bytes = (const guchar *)text;
	gsize all = 0, good = 0, telling = 0;

	for (gsize i = 0; (i = next_high(text, i, len)) < len; i++) {
		gboolean before = i > 0 && is_letter(bytes[i - 1]);
		gboolean behind = i + 1 < len && is_letter(bytes[i + 1]);
		if (!before && !behind)
			continue;
		all++;
		good += strchr(latin->letters, (char)bytes[i]) != NULL;
		/* A sign stands before words as well: a currency, a quotation. */
		telling += strchr(latin->telling, (char)bytes[i]) != NULL &&
			   (before || bytes[i] >= FIRST_WESTERN_LETTER) &&
			   (behind || !is_at_ends(bytes[i]));
	}
	return all >= least && telling > 0 && (all - good) * 100 <= all * GUESS_BAD_PERCENT &&
	       telling * 100 >= all * GUESS_TELLING_PERCENT;
}

static const char *guess_latin(const char *bytes, gsize len, guint least)
{
	for (guint i = 0; i < G_N_ELEMENTS(latins); i++)
		if (fits_latin(&latins[i], bytes, len, least))
			return latins[i].charset;
	return NULL;
}

const char *rebound_charset_guess(const char *bytes, gsize len, guint least)
{
	for (guint i = 0; i < G_N_ELEMENTS(candidates); i++)
		if (looks_like(&candidates[i], bytes, len, least))
			return candidates[i].charset;
	return guess_latin(bytes, len, MIN(least, LATIN_CHARACTERS));
}
