/* SPDX-License-Identifier: MIT */
#include "core/run/stored.h"

#include <string.h>

#include "core/report/record.h"
#include "core/run/attempt.h"
#include "core/run/kept.h"

struct rebound_report *rebound_stored_classify(struct rebound_ruleset *ruleset,
	const struct rebound_event *event, struct rebound_arena *arena)
{
	if (event->record == NULL)
		return NULL;
	/* The report outlives the row that the event lies in. */
	const char *record =
		rebound_arena_copy(arena, (const char *)event->record, event->record_len);
	struct rebound_report *report =
		rebound_record_read(arena, (const guint8 *)record, event->record_len, NULL);
	if (report == NULL || report->recipient_count != 1)
		return NULL;
	report->source = event->source;
	report->index = event->source_index;
	/* By a part of what was said the rules would know less than they did. */
	if (!rebound_kept_in_part(report) && !rebound_attempt_judge_unexplained(report, arena))
		rebound_ruleset_classify(ruleset, report, arena);
	return report;
}

const char *rebound_stored_text(const struct rebound_recipient *recipient)
{
	if (recipient->text != NULL)
		return recipient->text;
	return recipient->notice != NULL ? recipient->notice : "";
}

struct rebound_ruleset *rebound_stored_rules(const char *name, GError **error)
{
	return rebound_ruleset_load(
		name == NULL || strcmp(name, "shipped") == 0 ? NULL : name, error);
}
