/* SPDX-License-Identifier: MIT */
#include "core/report/text_reason.h"

#include "core/report/text_entry_start.h"
#include "core/report/text_notice.h"
#include "core/report/text_reason_walk.h"
#include "core/report/text_weight.h"

/** Whether words of a unit are about a single recipient as all of the report is. */
static gboolean is_said(const struct rebound_text_unit *unit)
{
	return unit->type != REBOUND_TEXT_COMMAND && unit->type != REBOUND_TEXT_HEADING;
}

gboolean rebound_text_takes_all(const struct rebound_text_walk *walk)
{
	return walk->targets->list->len == 1 && !walk->own[0];
}

void rebound_text_gather_walked(struct rebound_text_walk *walk)
{
	struct rebound_text_target *target = rebound_text_target(walk->targets, 0);
	if (target->notice)
		g_string_truncate(target->notice, 0);
	for (guint i = 0; i < walk->units->units->len; i++) {
		gboolean other =
			walk->owners[i] == REBOUND_TEXT_STRANGER && !rebound_text_takes_all(walk);
		if (!other && is_said(rebound_text_unit(walk->units, i)))
			rebound_text_add_notice(walk->units, target, i, walk->notice_bytes);
	}
}

static gboolean is_key_of(const struct rebound_text_targets *targets,
	const struct rebound_text_units *units, guint mention)
{
	return rebound_text_targets_find(targets, rebound_text_mention(units, mention)->key) !=
	       NULL;
}

/** Whether a unit without a code may be a guess. */
static gboolean may_be_guess(const struct rebound_text_unit *unit)
{
	return unit->reply.code == 0 && unit->reply.status.klass == 0 &&
	       rebound_text_is_guess(unit->text, unit->len);
}

gboolean rebound_text_names_only(const struct rebound_text_units *units,
	const struct rebound_text_targets *targets, struct rebound_arena *arena)
{
	g_return_val_if_fail(units && targets && arena, FALSE);
	guint entries = 0;
	for (guint i = 0; i < units->units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(units, i);
		guint end = unit->mentions + unit->mention_count;
		if (unit->unreadable || (unit->mention_count > 0 && may_be_guess(unit)))
			return FALSE;
		for (guint m = unit->mentions; m < end; m++) {
			if (!is_key_of(targets, units, m))
				return FALSE;
		}
		entries += unit->mention_count > 0 &&
			   rebound_text_begins_entry(arena, unit->text, unit->first_len,
				   rebound_text_mention(units, unit->mentions)->start);
	}
	return entries < 2;
}

gboolean rebound_text_is_about_only(
	const struct rebound_text_units *units, const struct rebound_text_targets *targets)
{
	g_return_val_if_fail(units && targets, FALSE);
	guint entries = 0;
	for (guint i = 0; i < units->units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(units, i);
		if (unit->unreadable)
			return FALSE;
		if (unit->mention_count == 0)
			continue;
		enum rebound_text_role role = rebound_text_mention(units, unit->mentions)->role;
		entries += role == REBOUND_TEXT_LISTED;
		if (entries > 1 || role == REBOUND_TEXT_SUMMARY ||
			(rebound_text_is_strangers(units, i) &&
				!is_key_of(targets, units, unit->mentions)))
			return FALSE;
	}
	return TRUE;
}

void rebound_text_gather_all(const struct rebound_text_units *units,
	struct rebound_text_targets *targets, struct rebound_arena *arena)
{
	g_return_if_fail(units && targets && arena && targets->list->len == 1);
	for (guint i = 0; i < units->units->len; i++) {
		struct rebound_text_unit *unit = rebound_text_unit(units, i);
		if (!is_said(unit))
			continue;
		/* Those of others are not asked for. */
		if (unit->mention_count == 0)
			rebound_text_mark_unit(arena, unit);
		rebound_text_add_notice(units, rebound_text_target(targets, 0), i,
			rebound_text_measure_notices(targets));
	}
}
