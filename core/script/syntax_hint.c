/* SPDX-License-Identifier: MIT */
#include "core/script/syntax_hint.h"

#include <glib.h>
#include <string.h>

/* Whether the parser stopped at a byte that no ASCII character has: Lua writes it as "<\226>". */
static gboolean stopped_at_foreign_character(const char *message)
{
	const char *near = strstr(message, " near '<\\");

	return near != NULL && g_ascii_strtoull(near + strlen(" near '<\\"), NULL, 10) >= 128;
}

const char *rebound_syntax_hint(const char *message)
{
	if (stopped_at_foreign_character(message))
		return "; a quote, dash or space of a word processor? Write \" and - in an editor "
		       "for plain text";
	if (strstr(message, " near <eof>") != NULL)
		return "; the file ends within it: is a } or an end missing?";
	if (strstr(message, "'}' expected") != NULL)
		return "; is a comma missing before it?";
	if (strstr(message, "unfinished string") != NULL)
		return "; write the \" at its end";
	return "";
}
