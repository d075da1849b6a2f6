/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/policy/policy.h"
#include "core/store/store.h"

/**
 * @file
 * The JSON that the program prints: one object a line. Keys are only ever added.
 */

struct rebound_json;
typedef struct rebound_json rebound_json;

/** A writer that collects lines; the caller frees it. */
struct rebound_json *rebound_json_new(void);
void rebound_json_free(struct rebound_json *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_json, rebound_json_free)

/** The lines so far; they belong to the writer. */
const char *rebound_json_text(const struct rebound_json *json, gsize *len);

/** Forget the lines. */
void rebound_json_clear(struct rebound_json *json);

/** One line of `rebound parse`: the report of a message. */
void rebound_json_report(struct rebound_json *json, const struct rebound_report *report);

/** One line of `rebound classify`: the report of a reply line. */
void rebound_json_line(struct rebound_json *json, const char *line, const struct rebound_report *report);

/** One line of `rebound process --events`: an event and what was decided. */
void rebound_json_event(struct rebound_json *json, const struct rebound_event *event,
	const struct rebound_decision *decision);

/** One line of `rebound suppressions export --format jsonl`. */
void rebound_json_suppression(struct rebound_json *json, const struct rebound_suppression *suppression);

/** One line of `rebound retries list --json`. */
void rebound_json_retry(struct rebound_json *json, const struct rebound_retry *retry);
