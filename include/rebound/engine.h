/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/error.h>
#include <rebound/report.h>

/**
 * @file
 * The engine for programs that embed rebound: mails and reply lines in, reports with verdicts out.
 * No store, no policy, no process of its own. One engine is for one thread at a time.
 */

struct rebound_engine;
typedef struct rebound_engine rebound_engine; /* for g_autoptr */

/**
 * A new engine.
 *
 * @param rules  a rule file of the user's, which stands before the shipped rules if it says
 *               use "all"; NULL for the shipped rules alone
 * @return an engine that the caller frees; NULL with error set (SYNTAX, IO), one line
 */
REBOUND_API struct rebound_engine *rebound_engine_new(const char *rules, GError **error);

/**
 * Read the rules again, after their file has changed, or other rules.
 *
 * The new rules take over only when they are whole: with a mistake in them the engine goes on with
 * those that it has, and the error says what is wrong and where. The last report stays good until
 * the next call that gives one.
 *
 * @param rules  as for rebound_engine_new()
 * @return FALSE with error set (SYNTAX, IO); nothing has changed then
 */
REBOUND_API gboolean rebound_engine_reload(
	struct rebound_engine *engine, const char *rules, GError **error);

/** Free an engine and the last report that it gave. */
REBOUND_API void rebound_engine_free(struct rebound_engine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_engine, rebound_engine_free)

/**
 * Read one mail (RFC 5322) and classify each recipient.
 *
 * Never fails: damage is in the report's faults.
 *
 * @param data  the mail's bytes; not kept
 * @return the report; it belongs to the engine and is good until its next call
 */
REBOUND_API const struct rebound_report *rebound_engine_read(
	struct rebound_engine *engine, const char *data, gsize len);

/**
 * Classify one reply line, as a mail server or its log has it: a report of one recipient.
 *
 * @return as for rebound_engine_read()
 */
REBOUND_API const struct rebound_report *rebound_engine_classify(
	struct rebound_engine *engine, const char *line);
