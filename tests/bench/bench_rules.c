/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/arena.h"
#include "core/report/line.h"
#include "core/rules/ruleset.h"

/*
 * What the rules cost: loading a rule file (or the shipped cards), and classifying a line. Prints,
 * and asserts nothing: figures depend on the machine.
 *
 *     bench_rules [FILE [LINES]]
 */

static const char *const samples[] = {
	"550 5.1.1 <ann@example.org>: Recipient address rejected: there is no such user in our "
	"table",
	"452 4.2.2 The mailbox of ann@example.org is over its quota, please come back when there "
	"is room",
	"421 4.7.0 mx7.example.net: too many messages from 192.0.2.17 within an hour, try again in "
	"600 seconds",
	"554 5.7.1 Your server 192.0.2.17 is on our blocklist; see "
	"https://example.org/why?id=1234567890",
	"host mx.example.org[192.0.2.9] said: 550 5.7.26 This message was not signed (in reply to "
	"end of DATA command)",
	"451 4.3.0 Something went wrong here which nobody has a word for, and which took some "
	"words to say",
	"550",
	"5.4.4",
};

enum { LOADS = 20 };

static double read_cpu(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* Reading the lines, and classifying them if there is a set. */
static double run(struct rebound_ruleset *ruleset, guint lines, guint *known)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	double start = read_cpu();

	*known = 0;
	for (guint i = 0; i < lines; i++) {
		const char *line = samples[i % G_N_ELEMENTS(samples)];

		rebound_arena_clear(arena);
		struct rebound_report *report = rebound_line_read(arena, line, strlen(line));
		if (ruleset == NULL)
			continue;
		rebound_ruleset_classify(ruleset, report, arena);
		*known += report->recipients[0].verdict.rule != NULL;
	}
	return (read_cpu() - start) / lines;
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	guint lines = argc > 2 ? (guint)strtoul(argv[2], NULL, 10) : 200000;
	guint known;

	double start = read_cpu();
	g_autoptr(rebound_ruleset) ruleset =
		rebound_ruleset_load(argc > 1 ? argv[1] : NULL, &error);
	if (ruleset == NULL) {
		fprintf(stderr, "%s\n", error->message);
		return EXIT_FAILURE;
	}
	double first = read_cpu() - start, best = first;
	for (guint i = 0; i < LOADS; i++) {
		start = read_cpu();
		rebound_ruleset_free(
			rebound_ruleset_load(argc > 1 ? argv[1] : NULL, NULL));
		best = MIN(best, read_cpu() - start);
	}
	printf("load: %u cards in %.1f ms, at best in %.1f ms\n", rebound_ruleset_count(ruleset),
		first / 1e3, best / 1e3);
	double reading = run(NULL, lines, &known);
	double both = run(ruleset, lines, &known);
	printf("line: %.2f us to read, %.2f us to classify; %u of %u by a card\n", reading,
		both - reading, known, lines);
	return EXIT_SUCCESS;
}
