/* SPDX-License-Identifier: MIT */
#include "program.h"

#define README	REBOUND_SOURCE_DIR "/README.md"
#define MAILBOX REBOUND_SOURCE_DIR "/examples/bounces.mbox"
#define LIST	REBOUND_SOURCE_DIR "/examples/contacts.csv"
#define NOW	" --db example.db --now 2026-03-02T09:00:00Z "

/* What is shown is indented so far; this line stands for some that are not. */
#define INDENT	 "    "
#define LEFT_OUT "        ..."

/* How long a run took is another each time. */
#define SECONDS " messages read in "

static struct program program;
static char *readme;

static void setup(void)
{
	program_init(&program);
	ck_assert(g_file_get_contents(README, &readme, NULL, NULL));
	ck_assert_int_eq(program_run(&program, "cp '" MAILBOX "' bounces.mbox"), 0);
}

static void teardown(void)
{
	program_clear(&program);
	g_clear_pointer(&readme, g_free);
}

static gboolean is_same(const char *shown, const char *said)
{
	const char *seconds = strstr(shown, SECONDS);

	if (seconds != NULL)
		return strncmp(shown, said, (gsize)(seconds - shown) + strlen(SECONDS)) == 0;
	return strcmp(shown, said) == 0;
}

/* What the README shows below a command is what the program said, but for what is left out. */
static void check_block(const char *command, const char *said)
{
	g_autofree char *line = g_strdup_printf(INDENT "$ %s\n", command);
	const char *block = strstr(readme, line);
	gboolean left_out = FALSE;

	ck_assert_msg(block != NULL, "README.md does not show '%s'", command);
	g_auto(GStrv) shown = g_strsplit(block + strlen(line), "\n", -1);
	g_auto(GStrv) lines = g_strsplit(said, "\n", -1);
	char **at = lines;
	guint count = 0;
	for (guint i = 0; shown[i] != NULL; i++) {
		if (*shown[i] != '\0' && !g_str_has_prefix(shown[i], INDENT))
			break;
		const char *text = *shown[i] != '\0' ? shown[i] + strlen(INDENT) : "";
		if (g_str_has_prefix(text, "$ "))
			break;
		/* An empty line may also be that behind the block. */
		if (*text == '\0' && (*at == NULL || **at != '\0') && !left_out)
			continue;
		if (strcmp(text, LEFT_OUT) == 0) {
			left_out = TRUE;
			continue;
		}
		while (left_out && *at != NULL && !is_same(text, *at))
			at++;
		left_out = FALSE;
		ck_assert_msg(*at != NULL && is_same(text, *at),
			"README.md shows '%s' of '%s', the program said '%s'", text, command,
			*at != NULL ? *at : "no more");
		at++;
		count++;
	}
	ck_assert_uint_gt(count, 0);
	ck_assert_msg(*at == NULL || **at == '\0', "'%s' also said '%s'", command, *at);
}

START_TEST(what_is_shown_is_what_is_said)
{
	ck_assert_int_eq(
		program_run(&program, "$REBOUND process --trust-source" NOW "bounces.mbox"), 0);
	check_block("rebound process --trust-source bounces.mbox", program.out);
	ck_assert_int_eq(program_run(&program,
				 "$REBOUND clean --removed gone.csv" NOW "'" LIST "' >clean.csv"),
		0);
	check_block("rebound clean --removed gone.csv contacts.csv > clean.csv", program.err);
	ck_assert_int_eq(
		program_run(&program, "$REBOUND explain"
				      " '550 5.4.1 Recipient address rejected: Access denied'"),
		0);
	check_block("rebound explain '550 5.4.1 Recipient address rejected: Access denied'",
		program.out);
	ck_assert_int_eq(program_run(&program, "$REBOUND explain" NOW "ann.lund@fjord.example"), 0);
	check_block("rebound explain ann.lund@fjord.example", program.out);
}
END_TEST

/* A day later. */
START_TEST(what_follows_is_what_is_said)
{
	static const char *const lines[] = {
		"rebound suppressions export --format postfix --since 2026-03-02 | tail -1",
		"rebound retries due --lease 10m --limit 2",
		"rebound retries done 4",
		"rebound retries failed 2 --why '452 4.2.2 Mailbox full'",
	};

	ck_assert_int_eq(
		program_run(&program, "$REBOUND process --trust-source" NOW "bounces.mbox"), 0);
	for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *line =
			g_strdup_printf("rebound() { $REBOUND \"$@\" --db example.db --now "
					"2026-03-03T09:00:00Z; }; %s",
				lines[i]);

		ck_assert_int_eq(program_run(&program, line), 0);
		g_autofree char *said = g_strconcat(program.out, program.err, NULL);
		check_block(lines[i], said);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("cli/readme");
	TCase *tcase = tcase_create("all");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, what_is_shown_is_what_is_said);
	tcase_add_test(tcase, what_follows_is_what_is_said);
	suite_add_tcase(suite, tcase);
	return suite;
}
