/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The words of statement_words.h in order, as the build makes them of core/rules/compile.
 */

/** A word, or the beginning of longer ones. */
struct rebound_statement_entry {
	guint32 text; /**< where it stands in the texts */
	guint16 len;
	guint16 parent;	  /**< the longest other one that this begins with, plus 1; 0 for none */
	guint8 word;	  /**< enum rebound_statement_word */
	guint8 beginning; /**< of longer ones */
};

struct rebound_statement_dictionary {
	const char *texts;
	const struct rebound_statement_entry *entries; /**< in the order of their bytes */
	guint16 starts[257];			       /**< of those that begin with a byte */
};

extern const struct rebound_statement_dictionary rebound_statement_dictionary;

/** Order of an entry's text and another one, of so many bytes. */
static inline int rebound_statement_compare(
	const char *entry, gsize entry_len, const char *text, gsize len)
{
	gsize same = 0, most = MIN(len, entry_len);

	while (same < most && entry[same] == text[same])
		same++;
	if (same < most)
		return (int)(guchar)entry[same] - (int)(guchar)text[same];
	return entry_len < len ? -1 : entry_len > len;
}
