/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/policy/policy.h"
#include "core/report/line.h"
#include "core/rules/ruleset.h"

/* Files that an operator writes: of rules, and of the policy. */

static void check_message(const GError *error)
{
	FUZZ_CHECK(error != NULL && strchr(error->message, '\n') == NULL);
	FUZZ_CHECK(rebound_text_is_safe(error->message));
}

static void try_rules(struct rebound_ruleset *ruleset)
{
	static const char line[] =
		"<ann@example.org>: host mx.example.net[192.0.2.9] said: 550 5.1.1 User unknown";
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_report *report = rebound_line_read(arena, line, strlen(line));

	rebound_ruleset_classify(ruleset, report, arena);
	g_free(rebound_ruleset_take_error(ruleset));
	g_array_unref(rebound_ruleset_matches(ruleset, report, 0, arena));
	FUZZ_CHECK(report->recipients[0].verdict.confidence >= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_autoptr(GError) rule_error = NULL, policy_error = NULL;
	g_autoptr(rebound_ruleset) ruleset =
		rebound_ruleset_load_text("mine.lua", text, &rule_error);
	g_autoptr(rebound_policy) policy =
		rebound_policy_load_text("mine.lua", text, &policy_error);

	if (ruleset != NULL)
		try_rules(ruleset);
	else
		check_message(rule_error);
	if (policy == NULL)
		check_message(policy_error);
	return 0;
}
