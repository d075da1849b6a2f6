/* SPDX-License-Identifier: MIT */
#include "core/cli/usage.h"

#include <string.h>

#include <rebound/error.h>
#include <rebound/taxonomy.h>
#include "core/base/text.h"
#include "core/cli/command.h"

static gboolean is_given(const GOptionEntry *entry)
{
	switch (entry->arg) {
	case G_OPTION_ARG_NONE:
		return *(const gboolean *)entry->arg_data;
	case G_OPTION_ARG_INT:
		return *(const gint *)entry->arg_data != 0;
	case G_OPTION_ARG_INT64:
		return *(const gint64 *)entry->arg_data != 0;
	default:
		return *(const gpointer *)entry->arg_data != NULL;
	}
}

/* The verbs that a description begins with, "list, due" of "list, due: ..."; NULL where it begins
 * otherwise. */
static char *read_verbs(const char *description)
{
	gsize len = strspn(description, "abcdefghijklmnopqrstuvwxyz, ");

	return len > 0 && g_str_has_prefix(description + len, ": ") ? g_strndup(description, len)
								    : NULL;
}

int rebound_usage_check_verb(const char *command, const char *verb, const GOptionEntry *entries)
{
	for (; entries->long_name != NULL; entries++) {
		g_autofree char *verbs =
			is_given(entries) ? read_verbs(entries->description) : NULL;

		if (verbs == NULL)
			continue;
		g_auto(GStrv) each = g_strsplit(verbs, ", ", -1);
		if (!g_strv_contains((const char *const *)each, verb))
			return rebound_cli_misuse(
				command, "--%s is for %s", entries->long_name, verbs);
	}
	return -1;
}

const char *rebound_usage_nearest_reason(const char *name)
{
	const char *names[REBOUND_REASON_COUNT + REBOUND_KIND_COUNT + 1] = {NULL};
	guint count = 0;

	for (guint i = 0; i < REBOUND_REASON_COUNT; i++)
		if (rebound_reason_name((enum rebound_reason)i) != NULL)
			names[count++] = rebound_reason_name((enum rebound_reason)i);
	for (guint i = 0; i < REBOUND_KIND_COUNT; i++)
		names[count++] = rebound_kind_name((enum rebound_kind)i);
	return rebound_text_nearest(name, names);
}

gboolean rebound_usage_check_reason(const char *name, const char *other, GError **error)
{
	enum rebound_reason reason;
	enum rebound_kind kind;

	if (name == NULL || g_strcmp0(name, other) == 0 || rebound_reason_read(name, &reason) ||
		rebound_kind_read(name, &kind))
		return TRUE;
	const char *nearest = rebound_usage_nearest_reason(name);
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
		"--reason: '%s' is no reason and no kind%s%s%s", name,
		nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
		nearest != NULL ? "'?" : "");
	return FALSE;
}
