/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/report/line.h"
#include "rules/support.h"

/* The columns of replies.tsv. */
enum column {
	COLUMN_SOURCE,
	COLUMN_INPUT,
	COLUMN_KIND,
	COLUMN_PERMANENCE,
	COLUMN_REASON,
	COLUMN_ACTION,
	COLUMN_COUNT
};

static GPtrArray *rows; /* char **, one for each column */
static struct rebound_ruleset *ruleset;
static struct rebound_arena *arena;
static GRegex *addresses, *numbers, *hosts;

static void read_rows(void)
{
	g_autofree char *path = rebound_test_path("tests/rules/replies.tsv");
	g_autofree char *table = NULL;

	ck_assert(g_file_get_contents(path, &table, NULL, NULL));
	rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
	for (guint i = 0; lines[i] != NULL; i++) {
		if (lines[i][0] == '\0' || lines[i][0] == '#')
			continue;
		char **row = g_strsplit(lines[i], "\t", -1);
		ck_assert_msg(g_strv_length(row) == COLUMN_COUNT, "line %u has not %d columns",
			i + 1, COLUMN_COUNT);
		g_ptr_array_add(rows, row);
	}
}

static void set_up(void)
{
	GError *error = NULL;

	ruleset = rebound_ruleset_load_whole(NULL, &error);
	ck_assert_msg(ruleset != NULL, "%s", error == NULL ? "" : error->message);
	arena = rebound_arena_new();
	addresses = g_regex_new("[\\w.+-]+@[\\w.-]+\\.\\w+", 0, 0, NULL);
	numbers = g_regex_new("\\b(?:192\\.0\\.2|198\\.51\\.100)\\.\\d+", 0, 0, NULL);
	hosts = g_regex_new("\\b(?:mx\\.)?(?:corp\\.example|example\\.(?:org|com))\\b", 0, 0, NULL);
	read_rows();
}

static void tear_down(void)
{
	g_clear_pointer(&rows, g_ptr_array_unref);
	g_clear_pointer(&addresses, g_regex_unref);
	g_clear_pointer(&numbers, g_regex_unref);
	g_clear_pointer(&hosts, g_regex_unref);
	g_clear_pointer(&arena, rebound_arena_free);
	g_clear_pointer(&ruleset, rebound_ruleset_free);
}

static gboolean is_one_of(const char *wanted, const char *value)
{
	g_auto(GStrv) each = g_strsplit(wanted, "|", -1);

	return strcmp(wanted, "-") == 0 || g_strv_contains((const char *const *)each, value);
}

/* Classify the line; what is not as the row says is told, and counted. */
static guint miss(char **row, const char *line)
{
	rebound_arena_clear(arena);
	struct rebound_report *report = rebound_line_read(arena, line, strlen(line));
	rebound_ruleset_classify(ruleset, report, arena);
	ck_assert_uint_eq(report->recipient_count, 1);
	const struct rebound_recipient *recipient = &report->recipients[0];
	const struct rebound_verdict *verdict = &recipient->verdict;
	const char *kind = rebound_kind_name(recipient->kind);
	const char *permanence = rebound_permanence_name(verdict->permanence);
	const char *reason = rebound_reason_name(verdict->reason);
	const char *advice = rebound_advice_name(verdict->advice);

	if (is_one_of(row[COLUMN_KIND], kind) && is_one_of(row[COLUMN_PERMANENCE], permanence) &&
		is_one_of(row[COLUMN_REASON], reason) && is_one_of(row[COLUMN_ACTION], advice))
		return 0;
	g_printerr("%s\n    %s %s %s %s, want %s %s %s %s (rule %s on '%s')\n", line, kind,
		permanence, reason, advice, row[COLUMN_KIND], row[COLUMN_PERMANENCE],
		row[COLUMN_REASON], row[COLUMN_ACTION],
		verdict->rule == NULL ? "none" : verdict->rule,
		verdict->evidence == NULL ? "" : verdict->evidence);
	return 1;
}

/* The command that a server would have refused, where its reply gives that reason. */
static const char *fitting_command(const char *reason)
{
	static const struct {
		const char *reason, *command;
	} commands[] = {
		{"sender_rejected", "MAIL FROM command"},
		{"auth_required", "MAIL FROM command"},
		{"auth_failed", "end of DATA command"},
		{"spam_content", "end of DATA command"},
		{"content_rejected", "end of DATA command"},
		{"virus", "end of DATA command"},
		{"message_too_big", "end of DATA command"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
		if (g_str_has_prefix(reason, commands[i].reason))
			return commands[i].command;
	}
	return "RCPT TO command";
}

static char *as_it_is(char **row)
{
	return g_strdup(row[COLUMN_INPUT]);
}

static char *in_upper_case(char **row)
{
	return g_utf8_strup(row[COLUMN_INPUT], -1);
}

/* What a log of our own server adds; only a server's reply has a code in front. */
static char *as_logged(char **row)
{
	if (!g_ascii_isdigit(row[COLUMN_INPUT][0]))
		return NULL;
	return g_strdup_printf("host mx.example.net[192.0.2.9] said: %s (in reply to %s)",
		row[COLUMN_INPUT], fitting_command(row[COLUMN_REASON]));
}

static char *of_other_people(char **row)
{
	g_autofree char *named = g_regex_replace_literal(
		addresses, row[COLUMN_INPUT], -1, 0, "j.doe+x1@far.example.net", 0, NULL);
	g_autofree char *numbered =
		g_regex_replace_literal(numbers, named, -1, 0, "203.0.113.77", 0, NULL);

	return g_regex_replace_literal(hosts, numbered, -1, 0, "elsewhere.example.net", 0, NULL);
}

static char *(*const ways[])(char **row) = {as_it_is, in_upper_case, as_logged, of_other_people};

START_TEST(a_way)
{
	guint missed = 0, done = 0;

	for (guint i = 0; i < rows->len; i++) {
		char **row = g_ptr_array_index(rows, i);
		g_autofree char *line = ways[_i](row);

		if (line == NULL)
			continue;
		done++;
		missed += miss(row, line);
	}
	ck_assert_uint_ge(done, 500);
	ck_assert_msg(missed == 0, "%u of %u are not right", missed, done);
}
END_TEST

/* A line twice, or too few of them, would make the table say more than it does. */
START_TEST(the_table)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	guint blind = 0;

	for (guint i = 0; i < rows->len; i++) {
		char **row = g_ptr_array_index(rows, i);

		ck_assert_msg(
			g_hash_table_add(seen, row[COLUMN_INPUT]), "twice: %s", row[COLUMN_INPUT]);
		blind += strcmp(row[COLUMN_SOURCE], "blind") == 0;
	}
	ck_assert_uint_ge(rows->len, 600);
	ck_assert_uint_ge(blind * 5, 600);
}
END_TEST

static const char *const ours[] = {"sender", "the sender's mailbox",
	"Sender address <bob@example.com>", "the domain of the sender", "return path",
	"envelope sender <bob@example.com>", "MAIL FROM address", "the originator", "From address",
	"your address bob@example.com", "your mailbox", "your domain", "your hostname",
	"client host [192.0.2.14]", "the sending account", "the account it was sent from",
	"Reply-To address"};
static const char *const theirs[] = {"user", "the mailbox", "recipient", "the user's account",
	"recipient address", "<ann@example.org>", "this address", "the recipient's mailbox",
	"account ann@example.org"};
static const char *const words_of_absence[] = {"unknown", "is unknown", "does not exist",
	"was not found", "not found", "could not be found", "is not valid", "is disabled",
	"has been suspended", "is inactive", "no longer exists", "doesn't exist",
	"has been closed"};
static const char *const codes[] = {"550 5.1.1", "550", "554 5.1.0", "550 5.7.1"};

static enum rebound_advice advice_on(const char *code, const char *subject, const char *predicate)
{
	g_autofree char *line = g_strdup_printf("%s %s %s", code, subject, predicate);

	rebound_arena_clear(arena);
	struct rebound_report *report = rebound_line_read(arena, line, strlen(line));
	rebound_ruleset_classify(ruleset, report, arena);
	return report->recipients[0].verdict.advice;
}

/* The same words suppress where they are said of the recipient, and never where they are said of
 * us. */
START_TEST(whose_absence)
{
	for (guint code = 0; code < G_N_ELEMENTS(codes); code++) {
		for (guint i = 0; i < G_N_ELEMENTS(ours); i++)
			ck_assert_msg(advice_on(codes[code], ours[i], words_of_absence[_i]) !=
					      REBOUND_ADVICE_SUPPRESS,
				"%s %s %s", codes[code], ours[i], words_of_absence[_i]);
		for (guint i = 0; i < G_N_ELEMENTS(theirs); i++)
			ck_assert_msg(advice_on(codes[code], theirs[i], words_of_absence[_i]) ==
					      REBOUND_ADVICE_SUPPRESS,
				"%s %s %s", codes[code], theirs[i], words_of_absence[_i]);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("replies");
	TCase *tcase = tcase_create("table");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, a_way, 0, G_N_ELEMENTS(ways));
	tcase_add_test(tcase, the_table);
	tcase_add_loop_test(tcase, whose_absence, 0, G_N_ELEMENTS(words_of_absence));
	suite_add_tcase(suite, tcase);
	return suite;
}
