/* SPDX-License-Identifier: MIT */
#include "core/report/word_filter.h"

static const struct rebound_phrases *get_phrases(enum rebound_word_filter filter)
{
	static gsize made[REBOUND_FILTER_COUNT];

	if (g_once_init_enter(&made[filter]))
		g_once_init_leave(&made[filter],
			GPOINTER_TO_SIZE(rebound_phrases_new_image(rebound_filter_images[filter])));
	return GSIZE_TO_POINTER(made[filter]);
}

guint32 rebound_word_filter_locate(
	enum rebound_word_filter filter, const char *text, gsize len, guint32 *starts)
{
	g_return_val_if_fail(filter < REBOUND_FILTER_COUNT && (text || len == 0), 0);
	struct rebound_phrases_found found = rebound_phrases_find(get_phrases(filter), text, len);
	guint32 bits = 0;
	for (guint i = 0; i < found.count; i++) {
		const struct rebound_phrase_hit *hit = &found.hits[i];
		bits |= 1U << hit->id;
		if (starts)
			starts[hit->id] = hit->start;
	}
	return bits;
}

guint32 rebound_word_filter_search(enum rebound_word_filter filter, const char *text, gsize len)
{
	return rebound_word_filter_locate(filter, text, len, NULL);
}
