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
	{"auml", 0xe4},
	{"ouml", 0xf6},
	{"uuml", 0xfc},
	{"Auml", 0xc4},
	{"Ouml", 0xd6},
	{"Uuml", 0xdc},
	{"szlig", 0xdf},
	{"aacute", 0xe1},
	{"agrave", 0xe0},
	{"acirc", 0xe2},
	{"atilde", 0xe3},
	{"ccedil", 0xe7},
	{"eacute", 0xe9},
	{"egrave", 0xe8},
	{"ecirc", 0xea},
	{"iacute", 0xed},
	{"ntilde", 0xf1},
	{"oacute", 0xf3},
	{"ocirc", 0xf4},
	{"otilde", 0xf5},
	{"uacute", 0xfa},
};

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
	for (gsize i = 0; i < G_N_ELEMENTS(references); i++) {
		if (strlen(references[i].name) == (gsize)(stop - at) &&
			memcmp(references[i].name, at, (gsize)(stop - at)) == 0) {
			*character = references[i].character;
			return next;
		}
	}
	return NULL;
}
