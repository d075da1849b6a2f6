/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/mail/source.h"

/**
 * @file
 * What a worker does for tests of its parent, where variables of the environment ask for it. Only
 * the build of the tests has it.
 */

/** A mail that holds the text of REBOUND_TEST_CRASH, REBOUND_TEST_HANG or REBOUND_TEST_SLEEP
 * crashes the worker, or keeps it busy or asleep. */
void rebound_worker_hooks_obey(const struct rebound_mail *mail);

/**
 * A mail that holds the text of REBOUND_TEST_TAKEN has taken its worker over, which says what
 * REBOUND_TEST_SAYS names: "ready"; "refused"; a length, of what is no record; "drops", a byte now
 * and then of a frame that never ends; "same", a record of many recipients that share long strings.
 *
 * @param output  gets the frame; what is in it is written out before drops
 * @return FALSE where the mail is read as any other
 */
gboolean rebound_worker_hooks_speak(
	const struct rebound_mail *mail, guint64 number, GByteArray *output, int out);
