/* SPDX-License-Identifier: MIT */
#include "core/rules/shipped.h"

#include <string.h>

#include "core/rules/ruleset.h"

static const struct rebound_shipped_file *find_file(const char *name)
{
	for (guint i = 0; i < rebound_shipped->file_count; i++)
		if (strcmp(rebound_shipped->files[i].name, name) == 0)
			return &rebound_shipped->files[i];
	return NULL;
}

void rebound_shipped_begin(struct rebound_ruleset *ruleset)
{
	guint none = REBOUND_CARD_NO_ID;

	ruleset->shipped_numbers = g_new(guint, rebound_shipped->card_count);
	for (guint i = 0; i < rebound_shipped->card_count; i++)
		ruleset->shipped_numbers[i] = REBOUND_CARD_NO_ID;
	for (guint i = 0; i < rebound_shipped->id_count; i++)
		g_array_append_val(ruleset->id_cards, none);
	g_ptr_array_set_size(ruleset->regexes, (gint)rebound_shipped->regex_count);
}

void rebound_shipped_use(struct rebound_ruleset *ruleset, const char *name)
{
	const struct rebound_shipped_file *file = find_file(name);

	g_return_if_fail(file != NULL);
	if (ruleset->shipped_phrases == NULL) {
		ruleset->shipped_phrases = rebound_phrases_new_image(rebound_shipped->phrases);
		ruleset->shipped_name_phrases =
			rebound_phrases_new_image(rebound_shipped->name_phrases);
	}
	for (guint i = file->first; i < file->first + file->count; i++) {
		if (ruleset->shipped_numbers[i] != REBOUND_CARD_NO_ID)
			continue;
		ruleset->shipped_numbers[i] = ruleset->cards->len;
		g_ptr_array_add(ruleset->cards, (gpointer)&rebound_shipped->cards[i]);
	}
}

void rebound_shipped_end(struct rebound_ruleset *ruleset)
{
	for (guint i = 0; i < rebound_shipped->id_count; i++) {
		guint card = rebound_shipped->id_cards[i];

		if (card != REBOUND_CARD_NO_ID)
			g_array_index(ruleset->id_cards, guint, i) = ruleset->shipped_numbers[card];
	}
}

const struct rebound_card *rebound_shipped_find_twin(struct rebound_ruleset *ruleset,
	const struct rebound_card *card, struct rebound_ruleset **set, GError **error)
{
	const struct rebound_shipped_file *file = find_file(card->file);
	gssize place = card - rebound_shipped->cards;

	g_return_val_if_fail(file != NULL && place >= (gssize)file->first, NULL);
	*set = g_hash_table_lookup(ruleset->checks, file->name);
	if (*set == NULL) {
		*set = rebound_ruleset_load_shipped_file(file->name, error);
		if (*set == NULL)
			return NULL;
		g_hash_table_insert(ruleset->checks, (gpointer)file->name, *set);
	}
	return rebound_ruleset_get(*set, (guint)place - file->first);
}
