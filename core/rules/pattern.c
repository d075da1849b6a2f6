/* SPDX-License-Identifier: MIT */
#include "core/rules/pattern.h"

/* From the lowest bit: three digits of a reply, detail, subject, class, and what was given. */
enum {
	DIGIT_BITS = 4,
	DETAIL_SHIFT = 12,
	SUBJECT_SHIFT = 28,
	CLASS_SHIFT = 44,
	STATUS_GIVEN = 48,
	REPLY_GIVEN = 49,
};

static gboolean is_any(char c)
{
	return c == 'x' || c == 'X' || c == '*';
}

/* One part of a status, up to three digits or "any"; moves the text behind it. */
static gboolean read_part(const char **text, guint64 *number, gboolean *any)
{
	const char *from = *text;

	*number = 0;
	*any = is_any(*from);
	if (*any) {
		*text = from + 1;
		return TRUE;
	}
	while (g_ascii_isdigit(**text) && *text - from < 3)
		*number = *number * 10 + (guint64)(*(*text)++ - '0');
	return *text > from;
}

gboolean rebound_pattern_read_status(const char *text, struct rebound_code_pattern *pattern)
{
	static const guint shifts[] = {CLASS_SHIFT, SUBJECT_SHIFT, DETAIL_SHIFT};
	static const guint64 masks[] = {0xf, 0xffff, 0xffff};
	struct rebound_code_pattern result = {1ULL << STATUS_GIVEN, 1ULL << STATUS_GIVEN};

	for (guint part = 0; part < 3; part++) {
		guint64 number;
		gboolean any;
		char first = *text;

		if (!read_part(&text, &number, &any))
			return FALSE;
		if (part == 0 && !any && number != 2 && number != 4 && number != 5)
			return FALSE;
		if (!any) {
			result.mask |= masks[part] << shifts[part];
			result.value |= number << shifts[part];
		}
		if (first == '*' && *text == '\0')
			break;
		if (*text != (part == 2 ? '\0' : '.'))
			return FALSE;
		text++;
	}
	*pattern = result;
	return TRUE;
}

gboolean rebound_pattern_read_reply(const char *text, struct rebound_code_pattern *pattern)
{
	struct rebound_code_pattern result = {1ULL << REPLY_GIVEN, 1ULL << REPLY_GIVEN};

	for (guint i = 0; i < 3; i++) {
		guint shift = DIGIT_BITS * (2 - i);

		if (text[i] == '*' && text[i + 1] == '\0') {
			*pattern = result;
			return TRUE;
		}
		if (g_ascii_isdigit(text[i])) {
			result.mask |= 0xfULL << shift;
			result.value |= (guint64)(text[i] - '0') << shift;
		} else if (!is_any(text[i])) {
			return FALSE;
		}
	}
	if (text[3] != '\0')
		return FALSE;
	*pattern = result;
	return TRUE;
}

guint64 rebound_pattern_pack(struct rebound_status status, int reply)
{
	guint64 codes = 0;

	if (status.klass != 0)
		codes |= 1ULL << STATUS_GIVEN | (guint64)(status.klass & 0xf) << CLASS_SHIFT |
			 (guint64)status.subject << SUBJECT_SHIFT |
			 (guint64)status.detail << DETAIL_SHIFT;
	if (reply > 0 && reply < 1000)
		codes |= 1ULL << REPLY_GIVEN | (guint64)(reply / 100) << 2 * DIGIT_BITS |
			 (guint64)(reply / 10 % 10) << DIGIT_BITS | (guint64)(reply % 10);
	return codes;
}
