/* SPDX-License-Identifier: MIT */
#include "core/report/trace_headers.h"

#include "core/base/chunk.h"
#include "core/base/text.h"

/* In small letters, and of four bytes at least: those are compared first, so that most headers cost
 * no more. */
static const char *const families[] = {
	"arc-*",
	"dkim-signature",
	"domainkey-signature",
	"received-spf",
	"x-exchange-antispam-*",
	"x-forefront-*",
	"x-gm-message-state",
	"x-google-dkim-signature",
	"x-google-smtp-source",
	"x-ms-exchange-*",
	"x-ms-office365-*",
	"x-ms-traffictypediagnostic",
	"x-microsoft-antispam*",
	"x-microsoft-exchange-diagnostics*",
	"x-received",
	"x-sonic-*",
	"x-tmase-*",
	"x-ui-out-filterresults",
	"x-ymail-osg",
};

/* Whether a name begins as one of the families does, or as Received; most do not. */
static gboolean may_be_trace(const char *name)
{
	switch (name[0] | 0x20) {
	case 'a':
	case 'r':
	case 'x':
		return TRUE;
	case 'd':
		return (name[1] | 0x20) != 'a'; /* Date */
	default:
		return FALSE;
	}
}

/* With letters made small; 0 for a name that is none of them. */
static guint32 fold_first(const char *name)
{
	if (!may_be_trace(name) || name[1] == '\0' || name[2] == '\0' || name[3] == '\0')
		return 0;
	return rebound_chunk_load_4(name) | 0x20202020;
}

static gboolean is_trace(const char *name, guint32 first)
{
	for (gsize i = 0; first != 0 && i < G_N_ELEMENTS(families); i++)
		if (rebound_chunk_load_4(families[i]) == first &&
			rebound_text_matches_wildcard(families[i], name))
			return TRUE;
	return FALSE;
}

gboolean rebound_trace_headers_has(const char *name)
{
	return is_trace(name, fold_first(name));
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
		guint32 first = fold_first(name);
		gboolean is_received = first == rebound_chunk_load_4("rece") &&
				       rebound_text_equal(name, "Received");

		if ((!is_trace(name, first) && !(is_received && received)) || wanted(name, data))
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
