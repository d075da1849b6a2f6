/* SPDX-License-Identifier: MIT */
#include "core/base/text.h"

#include <errno.h>
#include <string.h>

#include "core/base/charset_guess.h"
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

/* Of a text that may have two bytes to a letter, so many are looked at, and so many letters needed.
 */
#define WIDE_BYTES   64
#define WIDE_LETTERS 8

/* A guess needs so many characters, more against a label. */
#define GUESS_CHARACTERS 2
#define GUESS_AGAINST	 6

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

static gboolean is_utf8(const char *bytes, gsize len)
{
	const char *end = len > 0 ? bytes + len : bytes;
	gunichar c = 0;

	for (const char *at = bytes; (at = rebound_text_pass_ascii(at, end)) < end;) {
		guint step = rebound_utf8_read(at, end, &c);
		if (step == 0)
			return FALSE;
		at += step;
	}
	return TRUE;
}

static const char *guess(const char *bytes, gsize len, guint least)
{
	const char *charset = rebound_charset_guess(bytes, len, least);

	return charset ? charset : WESTERN;
}

static void append_replacement(GString *out)
{
	g_string_append(out, "\xEF\xBF\xBD");
}

const char *rebound_text_pass_ascii(const char *at, const char *end)
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
	for (const char *at = rebound_text_pass_ascii(bytes, end); at < end;) {
		gunichar c = 0;
		if ((guchar)*at < 0x80) {
			at = rebound_text_pass_ascii(at, end);
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
	for (gboolean ended = FALSE; !ended;) {
		char chunk[CHUNK_BYTES];
		char *to = chunk;
		gsize room = sizeof(chunk);
		/* Where marks may follow a letter, it is held back until the end is told. */
		ended = len == 0;
		gsize slice = measure_slice(from, len), left = slice;
		gsize done = g_iconv(converter, ended ? NULL : &from, &left, &to, &room);
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
	if (append_converted(out, bytes, len, guess(bytes, len, GUESS_CHARACTERS)) >= 0)
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
		if (rebound_text_may_equal(aliases[i].name[0], name[0]) &&
			rebound_text_matches_wildcard(aliases[i].name, name))
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
		append_labelled(out, bytes, len, guess(bytes, len, GUESS_AGAINST));
	} else {
		append_guessed(out, bytes, len);
	}
}

/* The charset of text that has two bytes to a letter; NULL where it has not. NUL bytes here and
 * there are damage. */
static const char *find_wide(const char *bytes, gsize len)
{
	const guchar *at = (const guchar *)bytes;
	gsize looked = MIN(len, (gsize)WIDE_BYTES) & ~(gsize)1, first = 0, second = 0;

	if (len < 2 * WIDE_LETTERS)
		return NULL;
	if ((at[0] == 0xFF && at[1] == 0xFE) || (at[0] == 0xFE && at[1] == 0xFF))
		return "UTF-16";
	if (at[0] != 0 && at[1] != 0)
		return NULL;
	for (gsize i = 0; i < looked; i += 2) {
		first += at[i] == 0;
		second += at[i + 1] == 0;
	}
	if (first == 0 && second * 4 >= looked / 2 * 3)
		return "UTF-16LE";
	return second == 0 && first * 4 >= looked / 2 * 3 ? "UTF-16BE" : NULL;
}

gboolean rebound_text_is_wide(const char *bytes, gsize len)
{
	return find_wide(bytes, len) != NULL;
}

char *rebound_text_from_charset(struct rebound_arena *arena, const char *bytes, gsize len,
	const char *charset, gsize *result_len)
{
	const char *wide = find_wide(bytes, len);
	if (wide)
		charset = wide;
	const struct alias *alias = find_alias(charset);

	if (alias->look != LOOK_SEVEN && (len == 0 || !memchr(bytes, ESCAPE, len)) &&
		(alias->look == LOOK_SUPERSET ? is_ascii(bytes, len) : is_utf8(bytes, len))) {
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
