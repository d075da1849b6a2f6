/* SPDX-License-Identifier: MIT */
#include "core/report/trace_headers.h"

#include <string.h>

#include "core/base/text.h"

/* None is shorter than what is compared first. */
#define FIRST_BYTES 4

static const char *const families[] = {
	"ARC-*",
	"DKIM-Signature",
	"DomainKey-Signature",
	"Received-SPF",
	"X-Exchange-Antispam-*",
	"X-Forefront-*",
	"X-Gm-Message-State",
	"X-Google-DKIM-Signature",
	"X-Google-Smtp-Source",
	"X-MS-Exchange-*",
	"X-MS-Office365-*",
	"X-MS-TrafficTypeDiagnostic",
	"X-Microsoft-Antispam*",
	"X-Microsoft-Exchange-Diagnostics*",
	"X-Received",
	"X-Sonic-*",
	"X-TMASE-*",
	"X-UI-Out-Filterresults",
	"X-YMail-OSG",
};

/* The first bytes in one number; a letter is the same in both cases. */
static guint32 read_first(const char *name)
{
	guint32 first;

	memcpy(&first, name, FIRST_BYTES);
	return first | 0x20202020;
}

gboolean rebound_trace_headers_has(const char *name)
{
	if (strnlen(name, FIRST_BYTES) < FIRST_BYTES)
		return FALSE;
	guint32 first = read_first(name);
	for (gsize i = 0; i < G_N_ELEMENTS(families); i++)
		if (read_first(families[i]) == first &&
			rebound_text_matches_wildcard(families[i], name))
			return TRUE;
	return FALSE;
}

/* Of the way of the mail itself the last hop stays: our own mail server wrote it. */
static const struct rebound_header *drop(struct rebound_arena *arena,
	const struct rebound_header *headers, guint *count, gboolean returned,
	rebound_trace_headers_func wanted, const void *data)
{
	struct rebound_header *kept = rebound_arena_alloc(arena, MAX(*count, 1) * sizeof(*kept));
	guint kept_count = 0;
	gboolean received = returned;

	for (guint i = 0; i < *count; i++) {
		const char *name = headers[i].name;
		gboolean is_received = g_ascii_strcasecmp(name, "Received") == 0;

		if ((!rebound_trace_headers_has(name) && !(is_received && received)) ||
			wanted(name, data))
			kept[kept_count++] = headers[i];
		received = received || is_received;
	}
	*count = kept_count;
	return kept;
}

void rebound_trace_headers_drop(struct rebound_report *report, struct rebound_arena *arena,
	rebound_trace_headers_func wanted, const void *data)
{
	report->headers = drop(arena, report->headers, &report->header_count, FALSE, wanted, data);
	report->original_headers = drop(arena, report->original_headers,
		&report->original_header_count, TRUE, wanted, data);
}
