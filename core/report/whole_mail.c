/* SPDX-License-Identifier: MIT */
#include "core/report/whole_mail.h"

#include <string.h>

#include "core/base/text.h"
#include "core/smtp/address.h"

static gboolean is_same_address(const char *one, const char *other)
{
	return one && *one && other && *other && rebound_address_equal(one, other);
}

/** Whether a subject is another one, behind a filter's mark if there is any: "[SPAM] Failure", and
 * not "Fwd: Failure". */
static gboolean is_marked_subject(const char *subject, const char *other)
{
	gsize len = subject ? strlen(subject) : 0, other_len = other ? strlen(other) : 0;

	if (other_len == 0 || len < other_len || strcmp(subject + len - other_len, other) != 0)
		return FALSE;
	gsize mark = len - other_len;
	while (mark > 0 && subject[mark - 1] == ' ')
		mark--;
	return mark == 0 || subject[mark - 1] != ':' || rebound_text_find(subject, mark, "spam");
}

const struct rebound_part *rebound_whole_mail_find(const struct rebound_report *report,
	const struct rebound_signs *signs, const struct rebound_parts *parts)
{
	g_return_val_if_fail(report && signs && parts, NULL);
	const struct rebound_part *returned = parts->returned;
	const struct rebound_original *mail = &report->original;

	/* What is returned in a report went to somebody else, and from somebody else. */
	if (!returned || !returned->child || parts->is_report || parts->delivery_status_count > 0 ||
		parts->feedback || parts->disposition || !rebound_kind_is_system(signs) ||
		!is_same_address(mail->to, report->to))
		return NULL;
	/* The filter's own name may stand in the place of the mail system's. */
	gboolean reported = (mail->return_path && *mail->return_path == '\0') ||
			    is_same_address(mail->from, report->from);
	return reported && is_marked_subject(report->subject, mail->subject) ? returned->child
									     : NULL;
}
