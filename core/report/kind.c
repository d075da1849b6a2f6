/* SPDX-License-Identifier: MIT */
#include "core/report/kind.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/message.h"
#include "core/report/automatic.h"
#include "core/smtp/address.h"

/** What mail programs put before the subject of an answer or of a mail that is passed on. */
static const char *const answer_prefixes[] = {
	"re:",
	"aw:",
	"sv:",
	"vs:",
	"antw:",
	"r:",
	"rv:",
	"fw:",
	"fwd:",
	"wg:",
	"tr:",
	"i:",
	"enc:",
	"doorst:",
	"vb:",
	"vl:",
	"[fwd:",
};

static gboolean is_answer(const char *subject)
{
	while (*subject == ' ')
		subject++;
	for (gsize i = 0; i < G_N_ELEMENTS(answer_prefixes); i++) {
		gsize len = strlen(answer_prefixes[i]);
		if (g_ascii_strncasecmp(subject, answer_prefixes[i], len) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean has_header(const struct rebound_report *report, const char *name)
{
	return rebound_header_find(report->headers, report->header_count, name) != NULL;
}

struct rebound_signs rebound_kind_signs(
	const struct rebound_report *report, const struct rebound_text_view *view)
{
	struct rebound_signs signs = {0};
	g_return_val_if_fail(report && view, signs);
	const char *path = report->return_path;
	struct rebound_automatic_marks marks =
		rebound_automatic_marks(report->headers, report->header_count);
	signs.null_sender = path && !*path;
	signs.named_sender = path && *path && !rebound_address_is_daemon(path);
	signs.daemon = !report->from || rebound_address_is_daemon(report->from);
	signs.generated = marks.generated;
	signs.wording = rebound_text_looks_like_bounce(report->subject, report->from, view);
	signs.answer = report->subject && is_answer(report->subject);
	signs.listed = has_header(report, "List-Id") || has_header(report, "List-Post");
	return signs;
}

gboolean rebound_kind_is_system(const struct rebound_signs *signs)
{
	g_return_val_if_fail(signs, FALSE);
	return signs->null_sender || (signs->daemon && !signs->listed);
}

gboolean rebound_kind_is_forwarded(
	const struct rebound_signs *signs, const struct rebound_parts *parts)
{
	g_return_val_if_fail(signs && parts, FALSE);
	if (signs->null_sender || signs->daemon || signs->generated || parts->is_top)
		return FALSE;
	/* A report that is only a part of the mail: somebody put it there, unless it is an old
	 * system. */
	if (parts->is_report)
		return TRUE;
	return signs->answer && (signs->named_sender || parts->delivery_status_count == 0);
}
