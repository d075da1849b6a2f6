/* SPDX-License-Identifier: MIT */
#include "core/cli/cases.h"

#include <string.h>

#include <rebound/error.h>
#include "core/base/text.h"
#include "core/cli/output.h"
#include "core/report/line.h"
#include "core/rules/load.h"

enum { COLUMNS = 6, TABLE_BYTES = 64 * 1024 * 1024, LINE_BYTES = 400, NAME_WIDTH = 24 };

/* The first reason is for a row, or an answer, to which none applies. */
enum { NO_REASON = 0 };

struct rebound_cases {
	guint count, failed;
	GString *messages;
	guint confusion[REBOUND_REASON_COUNT][REBOUND_REASON_COUNT]; /* want, got */
};

static gboolean is_right(const char *want, const char *got)
{
	g_auto(GStrv) answers = g_strsplit(want, "|", -1);

	return strcmp(want, "-") == 0 ||
	       g_strv_contains((const char *const *)answers, got != NULL ? got : "None");
}

/* The reason that was wanted: the one that came, if it is right, else the first of those named. */
static enum rebound_reason wanted_reason(const char *want, enum rebound_reason got)
{
	g_auto(GStrv) answers = g_strsplit(want, "|", -1);
	enum rebound_reason reason = REBOUND_REASON_NONE;

	if (is_right(want, rebound_reason_name(got)))
		return got;
	rebound_reason_read(answers[0] != NULL ? answers[0] : "", &reason);
	return reason;
}

static void judge(struct rebound_cases *cases, char **columns,
	const struct rebound_recipient *recipient, struct rebound_arena *arena)
{
	static const char *const names[] = {"kind", "permanence", "reason", "advice"};
	const struct rebound_verdict *verdict = &recipient->verdict;
	const char *const got[] = {rebound_kind_name(recipient->kind),
		rebound_permanence_name(verdict->permanence), rebound_reason_name(verdict->reason),
		rebound_advice_name(verdict->advice)};
	g_autoptr(GString) wrong = g_string_new(NULL);

	cases->count++;
	cases->confusion[wanted_reason(columns[4], verdict->reason)][verdict->reason]++;
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		if (!is_right(columns[2 + i], got[i]))
			g_string_append_printf(wrong, "%s%s %s, want %s",
				wrong->len > 0 ? "; " : "", names[i],
				got[i] != NULL ? got[i] : "None", columns[2 + i]);
	if (wrong->len == 0)
		return;
	cases->failed++;
	g_string_append_printf(cases->messages, "%s\n    %s (%s%s%s)\n",
		rebound_text_line(arena, columns[1], strlen(columns[1]), LINE_BYTES),
		rebound_text_line(arena, wrong->str, wrong->len, LINE_BYTES),
		verdict->rule != NULL ? verdict->rule : "no rule",
		verdict->rule != NULL ? " at " : "", verdict->rule != NULL ? verdict->rule_at : "");
}

static gboolean run_row(struct rebound_cases *cases, struct rebound_ruleset *ruleset, char *row,
	struct rebound_arena *arena)
{
	g_auto(GStrv) columns = g_strsplit(row, "\t", -1);

	if (g_strv_length(columns) < COLUMNS)
		return FALSE;
	rebound_arena_clear(arena);
	struct rebound_report *report = rebound_line_read(arena, columns[1], strlen(columns[1]));
	rebound_ruleset_classify(ruleset, report, arena);
	judge(cases, columns, &report->recipients[0], arena);
	return TRUE;
}

void rebound_cases_free(struct rebound_cases *cases)
{
	if (cases == NULL)
		return;
	g_string_free(cases->messages, TRUE);
	g_free(cases);
}

static gboolean run_rows(struct rebound_cases *cases, struct rebound_ruleset *ruleset,
	const char *path, const char *table, GError **error)
{
	g_auto(GStrv) rows = g_strsplit(table, "\n", -1);
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	for (guint i = 0; rows[i] != NULL; i++) {
		g_strchomp(rows[i]);
		if (rows[i][0] == '\0' || rows[i][0] == '#')
			continue;
		if (run_row(cases, ruleset, rows[i], arena))
			continue;
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"%s:%u: a row needs six columns with tabs between: source, input, kind, "
			"permanence, reason, action",
			path, i + 1);
		return FALSE;
	}
	return TRUE;
}

struct rebound_cases *rebound_cases_run(
	struct rebound_ruleset *ruleset, const char *path, GError **error)
{
	gsize len;
	g_autofree char *table = rebound_load_bytes(path, TABLE_BYTES, &len, error);

	if (table == NULL)
		return NULL;
	struct rebound_cases *cases = g_new0(struct rebound_cases, 1);
	cases->messages = g_string_new(NULL);
	if (run_rows(cases, ruleset, path, table, error))
		return cases;
	rebound_cases_free(cases);
	return NULL;
}

guint rebound_cases_count(const struct rebound_cases *cases)
{
	return cases->count;
}

guint rebound_cases_failed(const struct rebound_cases *cases)
{
	return cases->failed;
}

static const char *name_of(guint reason)
{
	return reason == NO_REASON ? "(none)" : rebound_reason_name((enum rebound_reason)reason);
}

/* One reason as it was wanted, and what it was taken for. */
static void print_row(const struct rebound_cases *cases, guint want)
{
	g_autoptr(GString) others = g_string_new(NULL);
	guint rows = 0, wrongly = 0;

	for (guint i = 0; i < REBOUND_REASON_COUNT; i++) {
		guint count = cases->confusion[want][i];

		rows += count;
		wrongly += i != want ? cases->confusion[i][want] : 0;
		if (i != want && count > 0)
			g_string_append_printf(
				others, "%s%s %u", others->len > 0 ? ", " : "", name_of(i), count);
	}
	if (rows > 0 || wrongly > 0)
		rebound_output_print("%-*s%6u%7u%9u  %s\n", NAME_WIDTH, name_of(want), rows,
			cases->confusion[want][want], wrongly, others->str);
}

void rebound_cases_print(const struct rebound_cases *cases)
{
	rebound_output_print("%s", cases->messages->str);
	rebound_output_print("\n%-*s%6s%7s%9s  %s\n", NAME_WIDTH, "wanted", "rows", "right",
		"wrongly", "taken for");
	for (guint i = NO_REASON + 1; i < REBOUND_REASON_COUNT; i++)
		print_row(cases, i);
	print_row(cases, NO_REASON);
	rebound_output_print("\n");
}
