/* SPDX-License-Identifier: MIT */
#include "core/report/whole_mail.h"

#include <string.h>

#include "core/base/text.h"
#include "core/smtp/address.h"

/** Whether a header of the attached mail names the same address as the mail around it. */
static gboolean is_same_address(struct rebound_arena *arena, const struct rebound_header *headers,
	guint count, const char *name, const char *address)
{
	const char *value = rebound_header_find(headers, count, name);
	const char *other = value ? rebound_header_address(arena, value) : NULL;

	return other && *other && address && *address && rebound_address_equal(other, address);
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

const struct rebound_part *rebound_whole_mail_find(struct rebound_message *message,
	const struct rebound_report *report, const struct rebound_signs *signs,
	const struct rebound_parts *parts)
{
	g_return_val_if_fail(message && report && signs && parts, NULL);
	const struct rebound_part *returned = parts->returned;

	/* What is returned in a report went to somebody else, and from somebody else. */
	if (!returned || !returned->child || parts->is_report || parts->delivery_status_count > 0 ||
		parts->feedback || parts->disposition || !rebound_kind_is_system(signs))
		return NULL;
	guint count = 0;
	const struct rebound_header *headers =
		rebound_message_part_headers(message, returned, &count);
	struct rebound_arena *arena = rebound_message_arena(message);
	/* The filter's own name may stand in the place of the mail system's. */
	const char *path = rebound_header_find(headers, count, "Return-Path");
	gboolean reported = (path && strcmp(path, "<>") == 0) ||
			    is_same_address(arena, headers, count, "From", report->from);
	return reported && is_same_address(arena, headers, count, "To", report->to) &&
			       is_marked_subject(report->subject,
				       rebound_header_find(headers, count, "Subject"))
		       ? returned->child
		       : NULL;
}
