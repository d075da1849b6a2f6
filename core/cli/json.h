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
void rebound_json_line(
	struct rebound_json *json, const char *line, const struct rebound_report *report);

/** One line of `rebound process --events`: an event and what was decided. */
void rebound_json_event(struct rebound_json *json, const struct rebound_event *event,
	const struct rebound_decision *decision);

/** One line of `rebound suppressions export --format jsonl`. */
void rebound_json_suppression(
	struct rebound_json *json, const struct rebound_suppression *suppression);

/** One line of `rebound retries list --json`. */
void rebound_json_retry(struct rebound_json *json, const struct rebound_retry *retry);

/*
 * The parts, for what a command prints of its own. A key is NULL in a list and for a whole line.
 */

void rebound_json_open(struct rebound_json *json, const char *key);
void rebound_json_open_list(struct rebound_json *json, const char *key);

/** End the object or the list that was opened last. */
void rebound_json_close(struct rebound_json *json);
void rebound_json_close_list(struct rebound_json *json);

/** NULL is null. */
void rebound_json_string(struct rebound_json *json, const char *key, const char *value);

/** A file's name, which may be no UTF-8: what of it is none, and what is not shown, is replaced or
 * escaped. */
void rebound_json_path(struct rebound_json *json, const char *key, const char *path);

void rebound_json_number(struct rebound_json *json, const char *key, gint64 value);

/** 0 is null. */
void rebound_json_time(struct rebound_json *json, const char *key, gint64 time);

/** A share from 0 to 1, with two places. */
void rebound_json_share(struct rebound_json *json, const char *key, double value);

/** A NULL-terminated list; NULL is an empty one. */
void rebound_json_strings(struct rebound_json *json, const char *key, const char *const *values);

/** The object is whole: the next one is another line. */
void rebound_json_end_line(struct rebound_json *json);
