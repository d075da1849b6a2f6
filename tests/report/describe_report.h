/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/builder.h"
#include "core/smtp/status.h"

/**
 * @file
 * A report as one line of text, for tables of tests.
 */

static inline const char *or_dash(const char *text)
{
	return text && *text ? text : "-";
}

/**
 * "kind address original status reply action", a "; " between recipients, then " | " and the
 * faults. The caller frees it.
 */
static inline char *describe_report(const struct rebound_report *report)
{
	GString *line = g_string_new(NULL);
	for (guint i = 0; i < report->recipient_count; i++) {
		const struct rebound_recipient *recipient = &report->recipients[i];
		char status[REBOUND_STATUS_SIZE];
		const char *written = rebound_status_write(recipient->status, status);
		g_string_append_printf(line, "%s%s%s %s %s %s %d %s", i > 0 ? "; " : "",
			recipient->nested ? "nested " : "", rebound_kind_name(recipient->kind),
			or_dash(recipient->address), or_dash(recipient->original_address),
			or_dash(written), recipient->reply, or_dash(recipient->action));
	}
	g_string_append(line, " |");
	for (guint i = 0; report->faults[i]; i++)
		g_string_append_printf(line, " %s", report->faults[i]);
	return g_string_free(line, FALSE);
}
