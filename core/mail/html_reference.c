/* SPDX-License-Identifier: MIT */
#include "core/mail/html_reference.h"

#include <string.h>

#define REFERENCE_BYTES 32

static const struct {
	const char *name;
	gunichar character;
} references[] = {
	{"amp", '&'},
	{"apos", '\''},
	{"bull", 0x2022},
	{"copy", 0xa9},
	{"gt", '>'},
	{"hellip", 0x2026},
	{"laquo", 0xab},
	{"ldquo", 0x201c},
	{"lsquo", 0x2018},
	{"lt", '<'},
	{"mdash", 0x2014},
	{"middot", 0xb7},
	{"nbsp", REBOUND_HTML_NO_BREAK_SPACE},
	{"ndash", 0x2013},
	{"quot", '"'},
	{"raquo", 0xbb},
	{"rdquo", 0x201d},
	{"reg", 0xae},
	{"rsquo", 0x2019},
	{"trade", 0x2122},
	{"shy", 0xad},
	{"zwnj", 0x200c},
	{"zwj", 0x200d},
	{"lrm", 0x200e},
	{"rlm", 0x200f},
	{"ensp", 0x2002},
	{"emsp", 0x2003},
	{"thinsp", 0x2009},
	{"euro", 0x20ac},
	{"sbquo", 0x201a},
	{"bdquo", 0x201e},
	{"lsaquo", 0x2039},
	{"rsaquo", 0x203a},
	{"commat", '@'},
	{"period", '.'},
	{"lowbar", '_'},
	{"colon", ':'},
	{"lpar", '('},
	{"rpar", ')'},
	{"plus", '+'},
	{"num", '#'},
	{"sol", '/'},
	{"hyphen", 0x2010},
	{"iexcl", 0xa1},
	{"cent", 0xa2},
	{"pound", 0xa3},
	{"curren", 0xa4},
	{"yen", 0xa5},
	{"brvbar", 0xa6},
	{"sect", 0xa7},
	{"uml", 0xa8},
	{"ordf", 0xaa},
	{"not", 0xac},
	{"macr", 0xaf},
	{"deg", 0xb0},
	{"plusmn", 0xb1},
	{"sup2", 0xb2},
	{"sup3", 0xb3},
	{"acute", 0xb4},
	{"micro", 0xb5},
	{"para", 0xb6},
	{"cedil", 0xb8},
	{"sup1", 0xb9},
	{"ordm", 0xba},
	{"frac14", 0xbc},
	{"frac12", 0xbd},
	{"frac34", 0xbe},
	{"iquest", 0xbf},
	{"Agrave", 0xc0},
	{"Aacute", 0xc1},
	{"Acirc", 0xc2},
	{"Atilde", 0xc3},
	{"Auml", 0xc4},
	{"Aring", 0xc5},
	{"AElig", 0xc6},
	{"Ccedil", 0xc7},
	{"Egrave", 0xc8},
	{"Eacute", 0xc9},
	{"Ecirc", 0xca},
	{"Euml", 0xcb},
	{"Igrave", 0xcc},
	{"Iacute", 0xcd},
	{"Icirc", 0xce},
	{"Iuml", 0xcf},
	{"ETH", 0xd0},
	{"Ntilde", 0xd1},
	{"Ograve", 0xd2},
	{"Oacute", 0xd3},
	{"Ocirc", 0xd4},
	{"Otilde", 0xd5},
	{"Ouml", 0xd6},
	{"times", 0xd7},
	{"Oslash", 0xd8},
	{"Ugrave", 0xd9},
	{"Uacute", 0xda},
	{"Ucirc", 0xdb},
	{"Uuml", 0xdc},
	{"Yacute", 0xdd},
	{"THORN", 0xde},
	{"szlig", 0xdf},
	{"agrave", 0xe0},
	{"aacute", 0xe1},
	{"acirc", 0xe2},
	{"atilde", 0xe3},
	{"auml", 0xe4},
	{"aring", 0xe5},
	{"aelig", 0xe6},
	{"ccedil", 0xe7},
	{"egrave", 0xe8},
	{"eacute", 0xe9},
	{"ecirc", 0xea},
	{"euml", 0xeb},
	{"igrave", 0xec},
	{"iacute", 0xed},
	{"icirc", 0xee},
	{"iuml", 0xef},
	{"eth", 0xf0},
	{"ntilde", 0xf1},
	{"ograve", 0xf2},
	{"oacute", 0xf3},
	{"ocirc", 0xf4},
	{"otilde", 0xf5},
	{"ouml", 0xf6},
	{"divide", 0xf7},
	{"oslash", 0xf8},
	{"ugrave", 0xf9},
	{"uacute", 0xfa},
	{"ucirc", 0xfb},
	{"uuml", 0xfc},
	{"yacute", 0xfd},
	{"thorn", 0xfe},
	{"yuml", 0xff},
};

/* Whether a reference may lack its semicolon: those that were there first may. */
static gboolean may_stay_open(gunichar character)
{
	return character >= 0x80 || strchr("&<>\"", (char)character);
}

static gboolean read_numeric(const char *at, const char *end, gunichar *character)
{
	guint base = 10;

	if (at < end && (*at == 'x' || *at == 'X')) {
		base = 16;
		at++;
	}
	if (at == end)
		return FALSE;
	for (*character = 0; at < end; at++) {
		int digit = base == 16 ? g_ascii_xdigit_value(*at) : g_ascii_digit_value(*at);
		if (digit < 0)
			return FALSE;
		if (*character < 0x110000)
			*character = *character * base + (gunichar)digit;
	}
	return TRUE;
}

const char *rebound_html_reference_read(const char *at, const char *end, gunichar *character)
{
	const char *stop = at;

	while (stop < end && stop - at < REFERENCE_BYTES &&
		(g_ascii_isalnum(*stop) || *stop == '#'))
		stop++;
	if (stop == at)
		return NULL;
	const char *next = stop < end && *stop == ';' ? stop + 1 : stop;
	if (*at == '#')
		return read_numeric(at + 1, stop, character) ? next : NULL;
	/* "?a=1&copy=2" is a path. */
	gboolean closed = next > stop;
	if (!closed && stop < end && *stop == '=')
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(references); i++) {
		if (references[i].name[0] == *at &&
			strlen(references[i].name) == (gsize)(stop - at) &&
			memcmp(references[i].name, at, (gsize)(stop - at)) == 0) {
			*character = references[i].character;
			return closed || may_stay_open(references[i].character) ? next : NULL;
		}
	}
	return NULL;
}
