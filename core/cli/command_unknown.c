/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <string.h>
#include <sysexits.h>

#include "core/base/clock.h"
#include "core/cli/json.h"
#include "core/cli/output.h"
#include "core/cli/unknown.h"

#define GROUPS 20

static const char about[] =
	"Shows what no rule knew among the events of the database: texts of the same meaning as "
	"one, by\n"
	"how often they came, each with a rule card to start from. The rules of today judge: what "
	"a card\n"
	"of yours knows by now is not shown. A text counts as unknown, too, where only a code "
	"said\n"
	"policy_rejected; --codes takes everything that only a code decided.\n\n"
	"Examples:\n"
	"  rebound unknown\n"
	"  rebound unknown --card > mine.lua      (correct the reasons in it; then:)\n"
	"  rebound test mine.lua && rebound unknown --rules mine.lua\n";

struct options {
	char *database, *rules;
	int limit;
	gboolean json, card, codes;
};

static void print_day(const char *before, gint64 time)
{
	char buffer[REBOUND_CLOCK_TIME_SIZE];

	rebound_output_print("%s%.10s", before, rebound_clock_write_time(time, buffer));
}

static void print_group(const struct rebound_unknown_group *group, guint number)
{
	g_autofree char *card = rebound_unknown_card(group, number);
	g_autofree char *heading = g_strdup_printf("%u. ", number);

	rebound_output_paragraph(heading, "   ", group->text);
	rebound_output_print("   %" G_GUINT64_FORMAT "%s, %u address%s, ", group->count,
		group->count == 1 ? " event" : " events", group->addresses,
		group->addresses == 1 ? "" : "es");
	print_day("", group->first);
	print_day(" to ", group->last);
	rebound_output_print(
		"; `rebound explain event:%" G_GINT64_FORMAT "` tells more\n", group->event);
	if (card != NULL)
		rebound_output_print("\n%s\n", card);
	else
		rebound_output_print("   It has too few words for a card.\n\n");
}

static void print_people(const struct rebound_unknown_groups *groups, guint limit)
{
	guint count = rebound_unknown_count(groups);

	if (count == 0)
		rebound_output_print(
			"There is nothing unknown: the rules know every event of the database.\n");
	for (guint i = 0; i < MIN(count, limit); i++)
		print_group(rebound_unknown_get(groups, i), i + 1);
	if (count > limit)
		rebound_output_print(
			"%u more groups; --limit %u shows them all.\n", count - limit, count);
}

/* A rule file: the cards, then the shipped rules. */
static void print_cards(const struct rebound_unknown_groups *groups, guint limit)
{
	g_autoptr(GHashTable) phrases = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < MIN(rebound_unknown_count(groups), limit); i++) {
		const struct rebound_unknown_group *group = rebound_unknown_get(groups, i);
		g_autofree char *card = rebound_unknown_card(group, i + 1);

		if (card != NULL && g_hash_table_add(phrases, (gpointer)group->phrase))
			rebound_output_print("-- %" G_GUINT64_FORMAT " of: %s\n%s\n", group->count,
				group->text, card);
	}
	rebound_output_print("use \"all\"\n");
}

static void print_json(const struct rebound_unknown_groups *groups, guint limit)
{
	g_autoptr(rebound_json) json = rebound_json_new();
	gsize len;

	for (guint i = 0; i < MIN(rebound_unknown_count(groups), limit); i++) {
		const struct rebound_unknown_group *group = rebound_unknown_get(groups, i);
		g_autofree char *card = rebound_unknown_card(group, i + 1);

		rebound_json_open(json, NULL);
		rebound_json_string(json, "text", group->text);
		rebound_json_number(json, "count", (gint64)group->count);
		rebound_json_number(json, "addresses", group->addresses);
		rebound_json_time(json, "first", group->first);
		rebound_json_time(json, "last", group->last);
		rebound_json_number(json, "event", group->event);
		rebound_json_string(json, "reason", rebound_reason_name(group->reason));
		rebound_json_string(json, "host", group->host);
		rebound_json_string(json, "phrase", group->phrase);
		rebound_json_string(json, "example", group->example);
		rebound_json_string(json, "card", card);
		rebound_json_close(json);
		rebound_json_end_line(json);
	}
	const char *text = rebound_json_text(json, &len);
	rebound_output_write(text, len);
}

static int show(const struct options *options)
{
	g_autoptr(GError) error = NULL;
	guint limit = options->limit > 0 ? (guint)options->limit : G_MAXUINT;
	g_autoptr(rebound_store) store = rebound_store_open(
		rebound_cli_database(options->database), REBOUND_STORE_READ, &error);
	g_autoptr(rebound_ruleset) ruleset =
		store != NULL ? rebound_ruleset_load(rebound_cli_rules(options->rules), &error)
			      : NULL;
	g_autoptr(rebound_unknown_groups) groups =
		ruleset != NULL ? rebound_unknown_find(store, ruleset, options->codes, &error)
				: NULL;

	if (groups == NULL)
		return rebound_cli_fail(error);
	if (options->json)
		print_json(groups, limit);
	else if (options->card)
		print_cards(groups, limit);
	else
		print_people(groups, limit);
	return rebound_output_finish();
}

static int run_unknown(int argc, char **argv)
{
	struct options options = {.limit = GROUPS};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &options.database, "The database", "FILE"},
		{"rules", 'r', 0, G_OPTION_ARG_FILENAME, &options.rules,
			"Rule file; stands before the shipped rules", "FILE"},
		{"limit", 'n', 0, G_OPTION_ARG_INT, &options.limit,
			"At most so many groups; 20 by default, 0 for all", "N"},
		{"card", 0, 0, G_OPTION_ARG_NONE, &options.card,
			"Only the cards: a rule file to start from", NULL},
		{"codes", 0, 0, G_OPTION_ARG_NONE, &options.codes, "Also what only a code decided",
			NULL},
		{"json", 0, 0, G_OPTION_ARG_NONE, &options.json, "JSON Lines, a group each", NULL},
		{0},
	};

	int code = rebound_cli_options(&argc, &argv, "", about, entries);
	if (code < 0 && argc > 1)
		code = rebound_cli_misuse("unknown", "'%s' is too much", argv[1]);
	if (code < 0 && options.json && options.card)
		code = rebound_cli_misuse("unknown", "--json holds the cards; leave --card out");
	if (code < 0)
		code = show(&options);
	g_free(options.database);
	g_free(options.rules);
	return code;
}

const struct rebound_command rebound_command_unknown = {
	"unknown", "show what no rule knew, with cards to start from", run_unknown};
