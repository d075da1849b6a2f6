/* SPDX-License-Identifier: MIT */
#include "core/rules/new_address.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_marks.h"
#include "core/smtp/address.h"

/* So far behind the words of moving may the new address stand, in bytes; where a word leads to it
 * that leads to other things as well; and the longest word that does. */
enum { FURTHEST = 80, NEAREST = 12, LEAD_BYTES = 32 };

/* Whether what stands between two places ends with a word that leads to an address. */
static gboolean is_led_to(struct rebound_arena *arena, const char *from, const char *place,
	const struct rebound_text_ending *leaders)
{
	while (place > from && strchr(" :<(\"'", place[-1]) != NULL)
		place--;
	from = place - MIN(place - from, LEAD_BYTES);
	struct rebound_folded lead = rebound_text_fold(arena, from, (gsize)(place - from));

	return rebound_text_ends_with(lead.text, lead.len, leaders);
}

gboolean rebound_new_address_is(
	struct rebound_arena *arena, const char *address, const char *text, gsize start, gsize end)
{
	static const struct rebound_text_ending leaders[] = {REBOUND_TEXT_ENDING("by"),
		REBOUND_TEXT_ENDING("is"), REBOUND_TEXT_ENDING("use"), REBOUND_TEXT_ENDING("try"),
		REBOUND_TEXT_ENDING("address"), REBOUND_TEXT_ENDING("durch"),
		REBOUND_TEXT_ENDING("lautet"), REBOUND_TEXT_ENDING("ist"),
		REBOUND_TEXT_ENDING("adresse"), REBOUND_TEXT_ENDING("par"),
		REBOUND_TEXT_ENDING("est"), REBOUND_TEXT_ENDING("por"), REBOUND_TEXT_ENDING("es"),
		REBOUND_TEXT_ENDING("direccion"), REBOUND_TEXT_ENDING("e"),
		REBOUND_TEXT_ENDING("endereco"), REBOUND_TEXT_ENDING("da"),
		REBOUND_TEXT_ENDING("indirizzo"), REBOUND_TEXT_ENDING("door"),
		REBOUND_TEXT_ENDING("adres"), REBOUND_TEXT_ENDING("przez"),
		REBOUND_TEXT_ENDING("adresa"), REBOUND_TEXT_ENDING("av"), REBOUND_TEXT_ENDING("af"),
		REBOUND_TEXT_ENDING("aer"), REBOUND_TEXT_ENDING("er"),
		REBOUND_TEXT_ENDING("adress"), REBOUND_TEXT_ENDING("адрес"), {"", 0}};
	/* These lead to whom it was sent, too. */
	static const struct rebound_text_ending behind[] = {REBOUND_TEXT_ENDING("to"),
		REBOUND_TEXT_ENDING("into"), REBOUND_TEXT_ENDING("at"), REBOUND_TEXT_ENDING("as"),
		REBOUND_TEXT_ENDING("nach"), REBOUND_TEXT_ENDING("zu"), REBOUND_TEXT_ENDING("a"),
		REBOUND_TEXT_ENDING("naar"), REBOUND_TEXT_ENDING("na"), REBOUND_TEXT_ENDING("paa"),
		REBOUND_TEXT_ENDING("pa"), REBOUND_TEXT_ENDING("til"), REBOUND_TEXT_ENDING("на"),
		{"", 0}};
	const char *moved = text + end, *at = text + start, *place;
	const char *stop = at + strlen(at);

	for (const char *found; (found = rebound_address_find(arena, &at, stop, &place)) != NULL;) {
		if (place > moved + FURTHEST)
			break;
		if (rebound_address_equal(found, address) &&
			(place < moved || is_led_to(arena, text + start, place, leaders) ||
				(place - moved <= NEAREST &&
					is_led_to(arena, moved, place, behind))))
			return TRUE;
	}
	return FALSE;
}
