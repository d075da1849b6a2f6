/* SPDX-License-Identifier: MIT */
#include "core/rules/new_address.h"

#include <string.h>

/* So far behind the words of moving may the new address stand, in bytes; and where a word leads to
 * it that leads to other things as well. */
enum { FURTHEST = 80, NEAREST = 12 };

static gboolean is_address_byte(char byte)
{
	return g_ascii_isalnum(byte) || strchr("-_.+@", byte) != NULL;
}

/* Whether an address stands at the beginning of a text, in any case. */
static gboolean begins_with(const char *text, const char *address)
{
	gsize len = strlen(address);

	return g_ascii_strncasecmp(text, address, len) == 0 &&
	       !(g_ascii_isalnum(text[len]) || text[len] == '-' || text[len] == '@' ||
		       (text[len] == '.' && g_ascii_isalnum(text[len + 1])));
}

/* Whether what stands before a place ends with a word that leads to a new address. */
static gboolean is_led_to(const char *text, gsize from, gsize place, const char *const *leaders)
{
	gsize end = place;

	while (end > from && strchr(" :<(\"'", text[end - 1]) != NULL)
		end--;
	gsize word = end;
	while (word > from && strchr(" :<(\"'", text[word - 1]) == NULL)
		word--;
	for (guint i = 0; leaders[i] != NULL; i++)
		if (strlen(leaders[i]) == end - word &&
			g_ascii_strncasecmp(leaders[i], text + word, end - word) == 0)
			return TRUE;
	return FALSE;
}

gboolean rebound_new_address_is(const char *address, const char *text, gsize start, gsize end)
{
	static const char *const leaders[] = {"by", "is", "use", "try", "address", "durch",
		"lautet", "ist", "adresse", "par", "est", "por", "es", "dirección", "é", "endereço",
		"da", "è", "indirizzo", "door", "adres", "przez", "adresa", "av", "af", "är", "er",
		"adress", "адрес", NULL};
	/* These lead to whom it was sent, too. */
	static const char *const behind[] = {"to", "into", "at", "as", "nach", "zu", "à", "a",
		"naar", "na", "på", "til", "на", NULL};
	gsize stop = end + strnlen(text + end, FURTHEST);

	for (gsize i = start; i < stop; i++) {
		if ((i > start && is_address_byte(text[i - 1])) || !begins_with(text + i, address))
			continue;
		if (i < end || is_led_to(text, start, i, leaders) ||
			(i - end <= NEAREST && is_led_to(text, end, i, behind)))
			return TRUE;
	}
	return FALSE;
}
