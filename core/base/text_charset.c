/* SPDX-License-Identifier: MIT */
#include "core/base/text.h"

#include <errno.h>
#include <string.h>

#include "core/base/chunk.h"
#include "core/base/converter.h"
#include "core/base/utf8.h"

#define LONGEST_NAME 32
#define ESCAPE	     0x1B
#define ISO_2022_JP  "ISO-2022-JP"
#define WESTERN	     "WINDOWS-1252"
#define CHUNK_BYTES  8192
#define SLICE_BYTES  4096 /* that a converter sees at once */
#define MOST_STUCK   16	  /* bytes in a row without a meaning, until it begins anew */

/* What a guess needs: so many characters, more against a label; so few in a hundred that are wrong,
 * so many that hardly another charset has. */
#define GUESS_CHARACTERS      2
#define GUESS_AGAINST	      6
#define GUESS_BAD_PERCENT     5
#define GUESS_TELLING_PERCENT 10

/* How the bytes of a charset look to those who do not know it. */
enum look {
	LOOK_UNKNOWN,
	LOOK_UTF8,
	LOOK_ASCII, /* says nothing about bytes over 0x7F */
	LOOK_WESTERN,
	LOOK_SUPERSET, /* bytes below 0x80 are ASCII */
	LOOK_SEVEN,    /* ASCII bytes say something else too */
};

/* A name in mails, what it is for iconv. NULL: the name itself. */
struct alias {
	const char *name; /* a wildcard, in lower case */
	const char *charset;
	enum look look;
};

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

/* The first that fits wins. */
static const struct alias aliases[] = {
	{"utf-8", "UTF-8", LOOK_UTF8},
	{"utf8", "UTF-8", LOOK_UTF8},
	{"uft-8", "UTF-8", LOOK_UTF8},
	{"utf_8", "UTF-8", LOOK_UTF8},
	{"unicode-1-1-utf-8", "UTF-8", LOOK_UTF8},
	{"us-ascii", WESTERN, LOOK_ASCII},
	{"ascii", WESTERN, LOOK_ASCII},
	{"ansi_x3.4-1968", WESTERN, LOOK_ASCII},
	{"iso-8859-1", WESTERN, LOOK_WESTERN},
	{"iso8859-1", WESTERN, LOOK_WESTERN},
	{"iso_8859-1", WESTERN, LOOK_WESTERN},
	{"latin1", WESTERN, LOOK_WESTERN},
	{"windows-1252", WESTERN, LOOK_WESTERN},
	{"cp1252", WESTERN, LOOK_WESTERN},
	{"unicode-1-1-utf-7", "UTF-7", LOOK_SEVEN},
	{"utf-7", "UTF-7", LOOK_SEVEN},
	{"utf-16", "UTF-16", LOOK_SEVEN},
	{"utf-16le", "UTF-16LE", LOOK_SEVEN},
	{"utf-16be", "UTF-16BE", LOOK_SEVEN},
	{"utf-32", "UTF-32", LOOK_SEVEN},
	{"iso-2022-jp*", ISO_2022_JP, LOOK_SEVEN},
	{"cp50220", ISO_2022_JP, LOOK_SEVEN},
	{"cp50221", ISO_2022_JP, LOOK_SEVEN},
	{"iso-2022-kr", "ISO-2022-KR", LOOK_SEVEN},
	{"gb2312*", "GB18030", LOOK_SUPERSET},
	{"gb_2312*", "GB18030", LOOK_SUPERSET},
	{"gbk", "GB18030", LOOK_SUPERSET},
	{"gb18030", "GB18030", LOOK_SUPERSET},
	{"cp936", "GB18030", LOOK_SUPERSET},
	{"euc-cn", "GB18030", LOOK_SUPERSET},
	{"big5", "BIG5-HKSCS", LOOK_SUPERSET},
	{"big5-hkscs", "BIG5-HKSCS", LOOK_SUPERSET},
	{"cp950", "BIG5-HKSCS", LOOK_SUPERSET},
	{"ks_c_5601*", "CP949", LOOK_SUPERSET},
	{"ksc5601", "CP949", LOOK_SUPERSET},
	{"euc-kr", "CP949", LOOK_SUPERSET},
	{"cp949", "CP949", LOOK_SUPERSET},
	{"windows-949", "CP949", LOOK_SUPERSET},
	{"shift_jis", "CP932", LOOK_SUPERSET},
	{"shift-jis", "CP932", LOOK_SUPERSET},
	{"x-sjis", "CP932", LOOK_SUPERSET},
	{"sjis", "CP932", LOOK_SUPERSET},
	{"cp932", "CP932", LOOK_SUPERSET},
	{"windows-31j", "CP932", LOOK_SUPERSET},
	{"euc-jp", "EUC-JP", LOOK_SUPERSET},
	{"x-euc-jp", "EUC-JP", LOOK_SUPERSET},
	{"euc-tw", "EUC-TW", LOOK_SUPERSET},
	{"iso-8859-9", "WINDOWS-1254", LOOK_SUPERSET},
	{"iso-8859-11", "TIS-620", LOOK_SUPERSET},
	{"tis-620", "TIS-620", LOOK_SUPERSET},
	{"windows-874", "CP874", LOOK_SUPERSET},
	{"iso-8859-8-*", "ISO-8859-8", LOOK_SUPERSET},
	{"iso-8859-*", NULL, LOOK_SUPERSET},
	{"windows-125*", NULL, LOOK_SUPERSET},
	{"cp125*", NULL, LOOK_SUPERSET},
	{"koi8-*", NULL, LOOK_SUPERSET},
	{"cp437", NULL, LOOK_SUPERSET},
	{"ibm437", NULL, LOOK_SUPERSET},
	{"cp8*", NULL, LOOK_SUPERSET},
	{"ibm8*", NULL, LOOK_SUPERSET},
	{"macintosh", "MACINTOSH", LOOK_SUPERSET},
	{"viscii", "VISCII", LOOK_SUPERSET},
};

static gboolean is_ascii(const char *bytes, gsize len)
{
	guchar all = 0;

	for (gsize i = 0; i < len; i++)
		all |= (guchar)bytes[i];
	return all < 0x80;
}

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

static guint step_koi8_r(const guchar *bytes, gsize left, enum rank *rank)
{
	return step_cyrillic(bytes, left, rank, 0xC0, 0xDF, 0xA3);
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

static const struct candidate candidates[] = {
	{"EUC-JP", step_euc_jp, TRUE, 70, 0},
	{"CP932", step_shift_jis, TRUE, 70, 0},
	{"WINDOWS-1253", step_greek, TRUE, 60, 0},
	{"WINDOWS-1251", step_windows_1251, FALSE, 60, 0},
	{"KOI8-R", step_koi8_r, FALSE, 60, 0},
	{"CP866", step_cp866, FALSE, 60, 0},
	{"CP949", step_euc_kr, FALSE, 95, 8},
	{"GB18030", step_gb18030, FALSE, 70, 0},
	{"BIG5-HKSCS", step_big5, FALSE, 90, 0},
};

static gboolean looks_like(
	const struct candidate *candidate, const char *text, gsize len, guint least)
{
	const guchar *bytes = (const guchar *)text;
	gsize counts[RANK_BAD + 1] = {0};

	for (gsize i = 0; i + 1 < len;) {
		enum rank rank = RANK_ASCII;
		i += bytes[i] < 0x80 ? 1 : candidate->step(bytes + i, len - i, &rank);
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

static const char *guess_charset(const char *bytes, gsize len, guint least)
{
	for (guint i = 0; i < G_N_ELEMENTS(candidates); i++)
		if (looks_like(&candidates[i], bytes, len, least))
			return candidates[i].charset;
	return WESTERN;
}

static void append_replacement(GString *out)
{
	g_string_append(out, "\xEF\xBF\xBD");
}

/* Passes over ASCII. */
static const char *pass_ascii(const char *at, const char *end)
{
	while (at < end) {
		gsize len = MIN((gsize)(end - at), REBOUND_CHUNK_BYTES);
		guint high = rebound_chunk_high(rebound_chunk_load_up_to(at, len));
		guint run = rebound_chunk_first(high | 1U << len);

		at += run;
		if (run < REBOUND_CHUNK_BYTES)
			break;
	}
	return at;
}

/* Append what is valid UTF-8 and a replacement for each byte that is not; counts both kinds. */
static void append_utf8(GString *out, const char *bytes, gsize len, gsize *good, gsize *bad)
{
	const char *end = len > 0 ? bytes + len : bytes;
	const char *pending = bytes;

	*good = *bad = 0;
	for (const char *at = pass_ascii(bytes, end); at < end;) {
		gunichar c = 0;
		if ((guchar)*at < 0x80) {
			at = pass_ascii(at, end);
			continue;
		}
		guint step = rebound_utf8_read(at, end, &c);
		*good += step > 1;
		if (step > 0) {
			at += step;
			continue;
		}
		g_string_append_len(out, pending, at - pending);
		append_replacement(out);
		(*bad)++;
		pending = ++at;
	}
	g_string_append_len(out, pending, end - pending);
}

/* So many bytes are converted at once, up to a line's end where there is one: before what has no
 * meaning, iconv may convert all that it is given, for each of them again. */
static gsize measure_slice(const char *bytes, gsize len)
{
	if (len <= SLICE_BYTES)
		return len;
	const char *line = memrchr(bytes, '\n', SLICE_BYTES);
	return line ? (gsize)(line + 1 - bytes) : SLICE_BYTES;
}

/* Append bytes converted from a charset; returns how many had no meaning, or -1 for no such
 * charset. */
static gssize append_converted(GString *out, const char *bytes, gsize len, const char *charset)
{
	GIConv converter = rebound_converter_find(charset);
	char *from = (char *)bytes;
	gssize bad = 0;
	guint stuck = 0;

	if (converter == NULL)
		return -1;
	while (len > 0) {
		char chunk[CHUNK_BYTES];
		char *to = chunk;
		gsize room = sizeof(chunk);
		gsize slice = measure_slice(from, len), left = slice;
		gsize done = g_iconv(converter, &from, &left, &to, &room);
		int error = errno;
		g_string_append_len(out, chunk, to - chunk);
		len -= slice - left;
		stuck = left < slice ? 0 : stuck + 1;
		/* A character may go on in the next slice. */
		if (done != (gsize)-1 || error == E2BIG ||
			(error == EINVAL && left < slice && len > 0))
			continue;
		append_replacement(out);
		bad++;
		if (error != EILSEQ || len == 0)
			break;
		from++;
		len--;
		/* In some states, as within UTF-7's base64, nothing that follows has a meaning. */
		if (stuck % MOST_STUCK == MOST_STUCK - 1)
			g_iconv(converter, NULL, NULL, NULL, NULL);
	}
	return bad;
}

/* Bytes of an unknown charset. */
static void append_guessed(GString *out, const char *bytes, gsize len)
{
	gsize good = 0;
	gsize bad = 0;
	gsize before = out->len;

	append_utf8(out, bytes, len, &good, &bad);
	if (bad == 0)
		return;
	gsize after = out->len;
	if (append_converted(out, bytes, len, guess_charset(bytes, len, GUESS_CHARACTERS)) >= 0)
		g_string_erase(out, (gssize)before, (gssize)(after - before));
}

/* Whether an escape sequence begins here that shifts to two-byte Japanese. */
static gboolean shifts_in(const char *at, const char *end)
{
	return end - at >= 3 && at[0] == ESCAPE && at[1] == '$' &&
	       (at[2] == 'B' || at[2] == '@' || at[2] == '(');
}

static const char *find_shift(const char *at, const char *end)
{
	while (at < end && !shifts_in(at, end)) {
		at = memchr(at + 1, ESCAPE, (gsize)(end - at - 1));
		if (!at)
			return end;
	}
	return at;
}

/* The end of a shifted span: behind the escape sequence back, or a line end or a high byte. */
static const char *find_shift_end(const char *at, const char *end)
{
	for (; at < end; at++) {
		if (*at == '\n' || *at == '\r' || (guchar)*at >= 0x80)
			return at;
		if (*at == ESCAPE && end - at >= 3 && at[1] == '(')
			return at + 3;
	}
	return end;
}

/* ISO-2022-JP in which bytes may stand that it does not have: those are guessed. */
static void append_japanese(GString *out, const char *bytes, gsize len)
{
	const char *end = len > 0 ? bytes + len : bytes;

	for (const char *at = bytes; at < end;) {
		const char *shift = find_shift(at, end);
		append_guessed(out, at, (gsize)(shift - at));
		if (shift == end)
			break;
		at = find_shift_end(shift + 3, end);
		if (append_converted(out, shift, (gsize)(at - shift), ISO_2022_JP) < 0)
			append_guessed(out, shift, (gsize)(at - shift));
	}
}

static const struct alias *find_alias(const char *name)
{
	static const struct alias unknown = {"", NULL, LOOK_UNKNOWN};

	if (!name || strlen(name) > LONGEST_NAME)
		return &unknown;
	for (const char *at = name; *at; at++)
		if (!g_ascii_isalnum(*at) && !strchr("-_.:", *at))
			return &unknown;
	for (guint i = 0; i < G_N_ELEMENTS(aliases); i++)
		if (rebound_text_matches_wildcard(aliases[i].name, name))
			return &aliases[i];
	return &unknown;
}

/* Bytes that their label names: where it is plainly wrong, UTF-8 or a guess. */
static void append_labelled(GString *out, const char *bytes, gsize len, const char *charset)
{
	gssize bad = append_converted(out, bytes, len, charset);

	if (bad == 0 || (bad > 0 && !g_utf8_validate_len(bytes, len, NULL)))
		return;
	g_string_truncate(out, 0);
	append_guessed(out, bytes, len);
}

/* Bytes that are said to be UTF-8: wrong ones are damage, unless hardly anything is right. */
static void append_said_utf8(GString *out, const char *bytes, gsize len)
{
	gsize good = 0;
	gsize bad = 0;

	append_utf8(out, bytes, len, &good, &bad);
	if (bad <= good)
		return;
	g_string_truncate(out, 0);
	append_guessed(out, bytes, len);
}

static void append_text(
	GString *out, const char *bytes, gsize len, const struct alias *alias, const char *name)
{
	const char *charset = alias->charset ? alias->charset : name;

	if (alias->look == LOOK_SEVEN && strcmp(charset, ISO_2022_JP) != 0) {
		append_labelled(out, bytes, len, charset);
	} else if (alias->look == LOOK_SEVEN || find_shift(bytes, bytes + len) < bytes + len) {
		append_japanese(out, bytes, len);
	} else if (alias->look == LOOK_UTF8) {
		append_said_utf8(out, bytes, len);
	} else if (alias->look == LOOK_SUPERSET) {
		append_labelled(out, bytes, len, charset);
	} else if (alias->look == LOOK_WESTERN && !g_utf8_validate_len(bytes, len, NULL)) {
		/* The label of programs that know no other. */
		append_labelled(out, bytes, len, guess_charset(bytes, len, GUESS_AGAINST));
	} else {
		append_guessed(out, bytes, len);
	}
}

char *rebound_text_from_charset(struct rebound_arena *arena, const char *bytes, gsize len,
	const char *charset, gsize *result_len)
{
	const struct alias *alias = find_alias(charset);

	if (alias->look != LOOK_SEVEN && is_ascii(bytes, len) &&
		(len == 0 || !memchr(bytes, ESCAPE, len))) {
		if (result_len)
			*result_len = len;
		return rebound_arena_copy(arena, bytes, len);
	}
	GString *out = g_string_sized_new(len + len / 2 + 1);
	append_text(out, bytes, len, alias, charset);
	char *text = rebound_arena_copy(arena, out->str, out->len);
	if (result_len)
		*result_len = out->len;
	g_string_free(out, TRUE);
	return text;
}
