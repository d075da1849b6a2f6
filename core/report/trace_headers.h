/* SPDX-License-Identifier: MIT */
#pragma once

#include <rebound/report.h>
#include "core/base/arena.h"

/**
 * @file
 * Headers that speak to mail systems only: signatures, seals, a provider's own marks, and the way
 * before the last hop. They are most of a modern mail's header, and tell nothing about a bounce.
 */

/** Whether a header is of that kind wherever it stands; a Received is but for the topmost of the mail
 * itself. */
gboolean rebound_trace_headers_has(const char *name);

/** Whether a header is wanted all the same. */
typedef gboolean (*rebound_trace_headers_func)(const char *name, const void *data);

/**
 * Take them out of a report, so that its record is small.
 *
 * @param arena   for the new lists of headers
 * @param wanted  asked for each; those that it holds for stay
 */
void rebound_trace_headers_drop(struct rebound_report *report, struct rebound_arena *arena,
	rebound_trace_headers_func wanted, const void *data);
