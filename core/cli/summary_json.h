/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/cli/json.h"
#include "core/run/summary.h"

/**
 * @file
 * The summary of a run as one line of JSON, for monitoring.
 */

/** Add the line: counts by name, domains and providers in the order of their names. */
void rebound_json_summary(
	struct rebound_json *json, const struct rebound_summary *summary, const char *database);
