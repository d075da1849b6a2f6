/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/base/clock.h"
#include "core/report/read.h"
#include "core/report/record.h"
#include "core/rules/ruleset.h"

/* A whole mail: parsed, read, classified, and its record read back. */

static void check_record(const struct rebound_report *report, struct rebound_arena *arena)
{
	g_autoptr(GByteArray) first = g_byte_array_new();
	g_autoptr(GByteArray) second = g_byte_array_new();

	rebound_record_write(report, first);
	const struct rebound_report *again =
		rebound_record_read(arena, first->data, first->len, NULL);
	FUZZ_CHECK(again != NULL);
	rebound_record_write(again, second);
	FUZZ_CHECK(first->len == second->len && memcmp(first->data, second->data, first->len) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct rebound_reader *reader;
	static struct rebound_ruleset *ruleset;
	static struct rebound_arena *arena;
	struct rebound_mail mail = {
		.source = "-", .data = (const char *)data, .len = size, .received = 1700000000};

	if (reader == NULL) {
		reader = rebound_reader_new(NULL);
		ruleset = rebound_ruleset_load(NULL, NULL);
		arena = rebound_arena_new();
		rebound_clock_set(1700000000);
	}
	struct rebound_report *report = rebound_reader_read(reader, &mail);
	rebound_arena_clear(arena);
	rebound_ruleset_classify(ruleset, report, arena);
	fuzz_check_report(report);
	check_record(report, arena);
	return 0;
}
