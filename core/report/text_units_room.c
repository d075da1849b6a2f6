/* SPDX-License-Identifier: MIT */
#include "core/report/text_units.h"

/* Most reports have no more units, and no longer ones. */
#define USUAL_UNITS 8
#define USUAL_BYTES 512

/* What is larger is not kept for the next report. */
#define MOST_KEPT_UNITS 64
#define MOST_KEPT_BYTES 8192

static void free_units(struct rebound_text_units *units)
{
	g_clear_pointer(&units->units, g_array_unref);
	g_clear_pointer(&units->mentions, g_array_unref);
	if (units->joined)
		g_string_free(units->joined, TRUE);
	units->joined = NULL;
}

static void free_kept(gpointer kept)
{
	free_units(kept);
	g_free(kept);
}

/* Room for units that is used again. An engine may run in each of several threads. */
static GPrivate kept_of_thread = G_PRIVATE_INIT(free_kept);

void rebound_text_units_init(struct rebound_text_units *units)
{
	struct rebound_text_units *kept = g_private_get(&kept_of_thread);

	/* It may be in use for another text. */
	if (kept && kept->units) {
		*units = *kept;
		*kept = (struct rebound_text_units){0};
		return;
	}
	*units = (struct rebound_text_units){
		.units = g_array_sized_new(
			FALSE, FALSE, sizeof(struct rebound_text_unit), USUAL_UNITS),
		.mentions = g_array_sized_new(
			FALSE, FALSE, sizeof(struct rebound_text_mention), USUAL_UNITS),
		.joined = g_string_sized_new(USUAL_BYTES),
	};
}

void rebound_text_units_clear(struct rebound_text_units *units)
{
	struct rebound_text_units *kept = g_private_get(&kept_of_thread);
	gboolean large = units->units->len > MOST_KEPT_UNITS ||
			 units->mentions->len > MOST_KEPT_UNITS ||
			 units->joined->allocated_len > MOST_KEPT_BYTES;

	if (!kept) {
		kept = g_new0(struct rebound_text_units, 1);
		g_private_set(&kept_of_thread, kept);
	}
	if (large || kept->units) {
		free_units(units);
	} else {
		g_array_set_size(units->units, 0);
		g_array_set_size(units->mentions, 0);
		*kept = (struct rebound_text_units){
			.units = units->units,
			.mentions = units->mentions,
			.joined = units->joined,
		};
	}
	*units = (struct rebound_text_units){0};
}
