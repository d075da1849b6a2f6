/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * The numbers between which the events and messages of a run lie: they are written down when a
 * transaction ends, and are what finds the rows of a run. Internal to the store layer.
 */

/** Conditions: the rows of a run; number is a parameter such as "?1". */
#define REBOUND_RUN_EVENTS(number)                                                                 \
	" id BETWEEN (SELECT first_event FROM runs WHERE id = " number ")"                         \
	" AND (SELECT last_event FROM runs WHERE id = " number ") AND run = " number
#define REBOUND_RUN_MESSAGES(number)                                                               \
	" id BETWEEN (SELECT first_message FROM runs WHERE id = " number ")"                       \
	" AND (SELECT last_message FROM runs WHERE id = " number ") AND run = " number

/** A row was added in the open transaction. */
gboolean rebound_run_add_event(
	struct rebound_store *store, gint64 run, gint64 event, GError **error);
gboolean rebound_run_add_message(
	struct rebound_store *store, gint64 run, gint64 message, GError **error);

/** The transaction is about to be committed. */
gboolean rebound_run_close_rows(struct rebound_store *store, GError **error);

/** It was rolled back. */
void rebound_run_drop_rows(struct rebound_store *store);
