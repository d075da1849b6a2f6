/* SPDX-License-Identifier: MIT */
#include "core/script/phrases_scratch.h"

static void free_scratch(gpointer data)
{
	struct rebound_phrases_scratch *scratch = data;

	g_free(scratch->places);
	g_free(scratch->links);
	g_free(scratch->ids);
	g_free(scratch->found);
	g_free(scratch);
}

/* The thread's own; the other one frees it when the thread ends. */
static _Thread_local struct rebound_phrases_scratch *of_thread;
static GPrivate kept = G_PRIVATE_INIT(free_scratch);

/* New arrays that no search has written to; nothing of an earlier one is asked for again. */
static void renew(
	struct rebound_phrases_scratch *scratch, const struct rebound_phrases_image *image)
{
	scratch->place_count = MAX(scratch->place_count, image->place_count);
	scratch->link_count = MAX(scratch->link_count, image->link_count);
	scratch->id_count = MAX(scratch->id_count, image->id_count);
	g_free(scratch->places);
	g_free(scratch->links);
	g_free(scratch->ids);
	g_free(scratch->found);
	scratch->places = g_new0(struct rebound_phrases_place, scratch->place_count);
	scratch->links = g_new0(struct rebound_phrases_link_state, scratch->link_count);
	scratch->ids = g_new0(struct rebound_phrases_id_state, scratch->id_count);
	scratch->found = g_new0(struct rebound_phrase_hit, scratch->id_count);
	scratch->search = 0;
}

struct rebound_phrases_scratch *rebound_phrases_scratch_begin(
	const struct rebound_phrases_image *image)
{
	struct rebound_phrases_scratch *scratch = of_thread;

	if (!scratch) {
		scratch = of_thread = g_new0(struct rebound_phrases_scratch, 1);
		g_private_set(&kept, scratch);
	}
	if (scratch->search == G_MAXUINT32 || scratch->place_count < image->place_count ||
		scratch->link_count < image->link_count || scratch->id_count < image->id_count)
		renew(scratch, image);
	scratch->search++;
	return scratch;
}
