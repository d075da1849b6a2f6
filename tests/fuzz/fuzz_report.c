/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/smtp/address.h"

/* GLib ends the process by a trap, which libFuzzer takes for the user's wish and keeps no input. */
static void stop(const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
	fprintf(stderr, "%s: %s\n", domain != NULL ? domain : "", message);
	abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	g_log_set_default_handler(stop, NULL);
	return 0;
}

static void check_line(const char *text)
{
	if (text != NULL && !rebound_text_is_safe(text))
		g_error("this is no safe line: \"%s\"", text);
}

void fuzz_check_address(const char *text)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	FUZZ_CHECK(strlen(text) <= REBOUND_LIMIT_ADDRESS_BYTES);
	/* Spaces within quotes may stand side by side; nothing else may that is not safe. */
	const char *line = rebound_text_line(arena, text, strlen(text), REBOUND_LIMIT_FIELD_BYTES);
	for (const char *at = text; *at != '\0'; at++) {
		if (*at == *line)
			line++;
		else
			FUZZ_CHECK(*at == ' ' && at[-1] == ' ');
	}
	const char *again = rebound_address_read(arena, text, strlen(text));
	FUZZ_CHECK(again != NULL && strcmp(again, text) == 0);
}

static void check_headers(const struct rebound_header *headers, guint count)
{
	for (guint i = 0; i < count; i++) {
		check_line(headers[i].name);
		check_line(headers[i].value);
	}
}

static void check_recipient(const struct rebound_recipient *recipient)
{
	const char *const lines[] = {recipient->address_as_given, recipient->action,
		recipient->text, recipient->notice, recipient->command, recipient->remote_mta,
		recipient->reporting_mta, recipient->diagnostic_type, recipient->verdict.rule,
		recipient->verdict.rule_at, recipient->verdict.evidence};

	for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
		check_line(lines[i]);
	if (recipient->address != NULL)
		fuzz_check_address(recipient->address);
	if (recipient->original_address != NULL)
		fuzz_check_address(recipient->original_address);
	FUZZ_CHECK((guint)recipient->kind < REBOUND_KIND_COUNT);
	FUZZ_CHECK((guint)recipient->verdict.reason < REBOUND_REASON_COUNT);
	FUZZ_CHECK(recipient->verdict.confidence >= 0 && recipient->verdict.confidence <= 1);
	FUZZ_CHECK(recipient->verdict.retry_after >= 0);
	FUZZ_CHECK(recipient->text == NULL ||
		   strlen(recipient->text) <= REBOUND_LIMIT_DIAGNOSTIC_BYTES);
}

void fuzz_check_report(const struct rebound_report *report)
{
	const char *const lines[] = {report->message_id, report->subject, report->from, report->to,
		report->return_path, report->envelope_recipient, report->envelope_id,
		report->reader, report->original.message_id, report->original.from,
		report->original.to, report->original.subject, report->original.list_id,
		report->original.list_unsubscribe, report->original.return_path,
		report->feedback.type, report->feedback.user_agent, report->feedback.source_ip,
		report->feedback.reported_domain, report->feedback.original_mail_from,
		report->feedback.original_envelope_id};

	for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
		check_line(lines[i]);
	FUZZ_CHECK((guint)report->kind < REBOUND_KIND_COUNT);
	FUZZ_CHECK((guint)report->format < REBOUND_FORMAT_COUNT);
	FUZZ_CHECK(report->recipient_count <= REBOUND_LIMIT_RECIPIENTS);
	for (guint i = 0; i < report->recipient_count; i++)
		check_recipient(&report->recipients[i]);
	check_headers(report->headers, report->header_count);
	check_headers(report->original_headers, report->original_header_count);
	for (guint i = 0; report->faults[i] != NULL; i++) {
		check_line(report->faults[i]);
		FUZZ_CHECK(i == 0 || strcmp(report->faults[i - 1], report->faults[i]) < 0);
	}
}
