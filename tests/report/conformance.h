/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>
#include <glib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/mail/message.h"
#include "core/report/read.h"
#include "report/describe_report.h"

/**
 * @file
 * Cases of conformance: whole mails, each with what is to be read from it. A case is one row under
 * the name of its rule; a name that ends in a letter is one of several forms of the same rule.
 */

#define SYSTEM                                                                                     \
	"Return-Path: <>\nFrom: Mail System <MAILER-DAEMON@mx.south.test>\n"                       \
	"To: news-bounces@south.test\nSubject: Undelivered Mail Returned to Sender\n"              \
	"MIME-Version: 1.0\n"
#define REPORT	     SYSTEM "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
#define WORDS	     "--b\nContent-Type: text/plain\n\nYour mail could not be delivered.\n\n"
#define PART(fields) "--b\nContent-Type: message/delivery-status\n\n" fields "\n"
/** A report with this machine part. */
#define STATUS(fields) REPORT WORDS PART(fields) "--b--\n"
/** A report with these fields of one recipient. */
#define GROUP(fields) STATUS("Reporting-MTA: dns; mx.south.test\n\n" fields)
#define ZOE	      "Final-Recipient: rfc822; zoe@north.test\n"
#define FAILED(code)  "Action: failed\nStatus: " code "\n"
/** The commonest machine part. */
#define FIELDS "Reporting-MTA: dns; mx.south.test\n\n" ZOE FAILED("5.1.1")
/** A report about one recipient with this diagnostic. */
#define SAID(words) GROUP(ZOE "Action: failed\nDiagnostic-Code: " words "\n")
/** A mail system's mail of text alone. */
#define TEXT(body) SYSTEM "Content-Type: text/plain\n\n" body

struct conformance_case {
	const char *id;
	const char *mail;
	const char *expected; /**< kind, format, ": " and describe_report(); NULL: not compared */
	const char *facts;    /**< lines of "name=value"; NULL for none */
};

static inline struct rebound_reader *conformance_reader(void)
{
	static const char *const own[] = {"news-bounces@south.test", NULL};
	static const char *const domains[] = {"south.test", NULL};
	struct rebound_reader_options options = {.own_addresses = own, .own_domains = domains};
	rebound_clock_set(1768000000);
	return rebound_reader_new(&options);
}

static inline struct rebound_report *conformance_read(
	struct rebound_reader *reader, const char *mail, gsize len)
{
	struct rebound_mail source = {.source = "box", .data = mail, .len = len};
	return rebound_reader_read(reader, &source);
}

static inline char *describe_status(struct rebound_status status)
{
	char buffer[REBOUND_STATUS_SIZE];
	return g_strdup(rebound_status_write(status, buffer));
}

static inline char *describe_time(gint64 time)
{
	char buffer[REBOUND_CLOCK_TIME_SIZE];
	return time ? g_strdup(rebound_clock_write_time(time, buffer)) : NULL;
}

/** The value of "ext.msg.NAME" or "ext.rcpt.NAME"; NULL where it is not kept. */
static inline char *conformance_extension(
	const struct rebound_report *report, const char *name, gboolean *is_extension)
{
	gboolean of_message = g_str_has_prefix(name, "ext.msg.");
	*is_extension = of_message || g_str_has_prefix(name, "ext.rcpt.");
	if (of_message)
		return g_strdup(rebound_header_find(
			report->extensions, report->extension_count, name + strlen("ext.msg.")));
	if (!*is_extension || report->recipient_count == 0)
		return NULL;
	return g_strdup(rebound_header_find(report->recipients[0].extensions,
		report->recipients[0].extension_count, name + strlen("ext.rcpt.")));
}

/** A string of the report or of its first recipient by its name; the caller frees it. */
static inline char *conformance_fact(const struct rebound_report *report, const char *name)
{
	static const struct rebound_recipient nobody;
	const struct rebound_recipient *first =
		report->recipient_count > 0 ? &report->recipients[0] : &nobody;
	const struct {
		const char *name;
		const char *value;
	} strings[] = {
		{"text", first->text},
		{"notice", first->notice},
		{"given", first->address_as_given},
		{"remote_mta", first->remote_mta},
		{"reporting_mta", first->reporting_mta},
		{"diagnostic_type", first->diagnostic_type},
		{"command", first->command},
		{"subject", report->subject},
		{"from", report->from},
		{"reader", report->reader},
		{"envelope_id", report->envelope_id},
		{"envelope_id_alt", report->envelope_id_alt},
		{"original_address_alt", first->original_address_alt},
		{"original_address", first->original_address},
		{"new_address", first->new_address},
		{"final_log_id", first->final_log_id},
		{"feedback.id", report->feedback.feedback_id},
		{"original.message_id", report->original.message_id},
		{"original.subject", report->original.subject},
		{"original.from", report->original.from},
		{"original.to", report->original.to},
		{"original.return_path", report->original.return_path},
		{"original.complete", report->original.complete ? "yes" : "no"},
		{"feedback.type", report->feedback.type},
		{"feedback.source_ip", report->feedback.source_ip},
		{"feedback.mail_from", report->feedback.original_mail_from},
		{"reason", rebound_reason_name(first->verdict.reason)},
		{"fault", rebound_fault_name(first->verdict.fault)},
		{"permanence", rebound_permanence_name(first->verdict.permanence)},
		{"advice", rebound_advice_name(first->verdict.advice)},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(strings); i++) {
		if (strcmp(name, strings[i].name) == 0)
			return g_strdup(strings[i].value);
	}
	if (strcmp(name, "status_diagnostic") == 0)
		return describe_status(first->status_diagnostic);
	if (strcmp(name, "status_field") == 0)
		return describe_status(first->status_field);
	if (strcmp(name, "last_attempt") == 0)
		return describe_time(first->last_attempt);
	if (strcmp(name, "will_retry_until") == 0)
		return describe_time(first->will_retry_until);
	if (strcmp(name, "feedback.arrival") == 0)
		return describe_time(report->feedback.arrival_date);
	gboolean is_extension = FALSE;
	char *extension = conformance_extension(report, name, &is_extension);
	if (is_extension)
		return extension;
	ck_abort_msg("no such fact: %s", name);
	return NULL;
}

static inline void conformance_check_facts(
	const struct conformance_case *row, const struct rebound_report *report)
{
	g_auto(GStrv) facts = g_strsplit(row->facts ? row->facts : "", "\n", -1);
	for (guint i = 0; facts[i] && *facts[i]; i++) {
		char *equals = strchr(facts[i], '=');
		ck_assert_msg(equals != NULL, "%s: '%s' is no fact", row->id, facts[i]);
		*equals = '\0';
		g_autofree char *value = conformance_fact(report, facts[i]);
		ck_assert_msg(strcmp(or_dash(value), equals + 1) == 0, "%s: want %s '%s', got '%s'",
			row->id, facts[i], equals + 1, or_dash(value));
	}
}

static inline void conformance_check(
	const struct conformance_case *row, const struct rebound_report *report)
{
	g_autofree char *line = describe_report(report);
	g_autofree char *whole = g_strdup_printf("%s %s: %s", rebound_kind_name(report->kind),
		rebound_format_name(report->format) ? rebound_format_name(report->format) : "-",
		line);
	if (row->expected)
		ck_assert_msg(strcmp(whole, row->expected) == 0, "%s: want '%s', got '%s'", row->id,
			row->expected, whole);
	conformance_check_facts(row, report);
}

/** Read the mail of one case and compare. */
static inline void conformance_run(const struct conformance_case *row)
{
	g_autoptr(rebound_reader) reader = conformance_reader();
	conformance_check(row, conformance_read(reader, row->mail, strlen(row->mail)));
	rebound_clock_set(0);
}
