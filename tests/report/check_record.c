/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/record.h"

static struct rebound_arena *arena;

static void set_up(void)
{
	arena = rebound_arena_new();
}

static void tear_down(void)
{
	rebound_arena_free(arena);
}

/** A report with every field set to something of its own. */
static struct rebound_report full_report(void)
{
	static const struct rebound_header headers[] = {
		{"From", "MAILER-DAEMON@relay.test"},
		{"Subject", "Gr\xc3\xbc\xc3\x9f"
			    "e"},
	};
	static const char *const faults[] = {"action-missing", "status-syntax", NULL};
	static const struct rebound_header extensions[] = {{"x-category", "gone"}};
	static struct rebound_recipient recipients[2];
	recipients[0] = (struct rebound_recipient){
		.address = "zoe@north.test",
		.original_address = "zoe.b@north.test",
		.kind = REBOUND_KIND_FAILURE,
		.action = "failed",
		.status = {5, 1, 351},
		.status_field = {5, 0, 0},
		.status_diagnostic = {5, 1, 351},
		.reply = 550,
		.text = "550 5.1.351 gone",
		.notice = "it is gone",
		.command = "RCPT",
		.remote_mta = "mx.north.test",
		.reporting_mta = "relay.test",
		.diagnostic_type = "smtp",
		.last_attempt = 1700000000,
		.will_retry_until = -5,
		.original_address_alt = "zoe+b@north.test",
		.new_address = "zoe@east.test",
		.final_log_id = "Q7",
		.extensions = extensions,
		.extension_count = 1,
		.verdict = {.reason = REBOUND_REASON_MAILBOX_UNKNOWN,
			.fault = REBOUND_FAULT_ADDRESS,
			.permanence = REBOUND_PERMANENCE_PERMANENT,
			.advice = REBOUND_ADVICE_SUPPRESS,
			.confidence = 0.95,
			.retry_after = 14400,
			.rule = "gone",
			.rule_at = "rules/a.lua:3",
			.evidence = "is gone"},
	};
	recipients[1] = (struct rebound_recipient){
		.address_as_given = "|/bin/true",
		.kind = REBOUND_KIND_DELAY,
		.nested = TRUE,
	};
	struct rebound_report report = {
		.source = "box/with \xff byte",
		.index = G_MAXUINT64,
		.kind = REBOUND_KIND_FAILURE,
		.format = REBOUND_FORMAT_DSN,
		.message_id = "m1@relay.test",
		.subject = "s",
		.from = "MAILER-DAEMON@relay.test",
		.to = "list@south.test",
		.return_path = "",
		.envelope_id = "QQ+2B1",
		.envelope_id_alt = "QQ+1",
		.extensions = extensions,
		.extension_count = 1,
		.reader = "dsn",
		.date = 1699999999,
		.received = 1700000001,
		.recipients = recipients,
		.recipient_count = 2,
		.original = {.message_id = "o@south.test",
			.list_id = "l.south.test",
			.complete = TRUE},
		.feedback = {.type = "abuse", .feedback_id = "1:2", .arrival_date = 12},
		.headers = headers,
		.header_count = 2,
		.original_headers = headers,
		.original_header_count = 1,
		.faults = faults,
	};
	memset(report.content_hash, 0xa5, sizeof report.content_hash);
	return report;
}

static GByteArray *write_full(void)
{
	struct rebound_report report = full_report();
	GByteArray *bytes = g_byte_array_new();
	rebound_record_write(&report, bytes);
	return bytes;
}

START_TEST(comes_back_whole)
{
	g_autoptr(GByteArray) bytes = write_full();
	g_autoptr(GError) error = NULL;
	struct rebound_report *read = rebound_record_read(arena, bytes->data, bytes->len, &error);
	ck_assert_ptr_nonnull(read);
	ck_assert_str_eq(read->source, "box/with \xff byte");
	ck_assert(read->index == G_MAXUINT64);
	ck_assert_str_eq(read->return_path, "");
	ck_assert_ptr_null(read->envelope_recipient);
	ck_assert_uint_eq(read->recipient_count, 2);
	ck_assert_str_eq(read->recipients[0].original_address, "zoe.b@north.test");
	ck_assert_int_eq(read->recipients[0].status.detail, 351);
	ck_assert_int_eq(read->recipients[0].will_retry_until, -5);
	ck_assert(read->recipients[0].verdict.confidence == 0.95);
	ck_assert_str_eq(read->recipients[0].verdict.rule_at, "rules/a.lua:3");
	ck_assert(read->recipients[1].nested);
	ck_assert_str_eq(read->headers[1].name, "Subject");
	ck_assert_str_eq(read->faults[1], "status-syntax");
	ck_assert_ptr_null(read->faults[2]);
	ck_assert_int_eq(read->content_hash[31], 0xa5);
	/* Everything else: what was read writes the same bytes again. */
	g_autoptr(GByteArray) again = g_byte_array_new();
	rebound_record_write(read, again);
	ck_assert_uint_eq(again->len, bytes->len);
	ck_assert_mem_eq(again->data, bytes->data, bytes->len);
}
END_TEST

START_TEST(keeps_one_recipient)
{
	struct rebound_report report = full_report();
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	rebound_record_write_one(&report, 1, bytes);
	struct rebound_report *read = rebound_record_read(arena, bytes->data, bytes->len, NULL);
	ck_assert_ptr_nonnull(read);
	ck_assert_uint_eq(read->recipient_count, 1);
	ck_assert_str_eq(read->recipients[0].address_as_given, "|/bin/true");
	ck_assert_str_eq(read->subject, "s");
}
END_TEST

START_TEST(refuses_every_shorter_one)
{
	g_autoptr(GByteArray) bytes = write_full();
	for (guint len = 0; len < bytes->len; len++) {
		/* A block of its own, so that a sanitizer sees a read behind it. */
		g_autofree guint8 *part = g_memdup2(bytes->data, MAX(len, 1));
		g_autoptr(GError) error = NULL;
		ck_assert_ptr_null(rebound_record_read(arena, part, len, &error));
		ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_STATE));
		rebound_arena_clear(arena);
	}
}
END_TEST

START_TEST(refuses_more_bytes_and_other_versions)
{
	g_autoptr(GByteArray) bytes = write_full();
	g_autoptr(GError) error = NULL;
	bytes->data[4]++;
	ck_assert_ptr_null(rebound_record_read(arena, bytes->data, bytes->len, &error));
	ck_assert_ptr_nonnull(strstr(error->message, "version"));
	bytes->data[4]--;
	g_byte_array_append(bytes, (const guint8 *)"x", 1);
	ck_assert_ptr_null(rebound_record_read(arena, bytes->data, bytes->len, NULL));
}
END_TEST

/** What version 1 had not: the feedback's id, and at the end two fields more. */
START_TEST(reads_the_version_before)
{
	struct rebound_report report = {.source = "box", .subject = "s"};
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	rebound_record_write(&report, bytes);
	gsize behind = 3 + sizeof report.content_hash + 2;
	g_byte_array_remove_index(bytes, bytes->len - (guint)behind - 1);
	g_byte_array_set_size(bytes, bytes->len - 2);
	bytes->data[4] = 1;
	struct rebound_report *read = rebound_record_read(arena, bytes->data, bytes->len, NULL);
	ck_assert_ptr_nonnull(read);
	ck_assert_str_eq(read->subject, "s");
	ck_assert_ptr_null(read->envelope_id_alt);
	ck_assert_uint_eq(read->extension_count, 0);
	bytes->data[4] = 0;
	ck_assert_ptr_null(rebound_record_read(arena, bytes->data, bytes->len, NULL));
}
END_TEST

/** Whatever is read from damaged bytes can be walked, and all of it is safe text. */
static void walk(const struct rebound_report *report)
{
	for (guint i = 0; i < report->recipient_count; i++) {
		const struct rebound_recipient *recipient = &report->recipients[i];
		ck_assert(recipient->kind < REBOUND_KIND_COUNT);
		ck_assert(recipient->verdict.reason < REBOUND_REASON_COUNT);
		ck_assert(!recipient->text || rebound_text_is_safe(recipient->text));
		ck_assert(!recipient->address || rebound_text_is_safe(recipient->address));
	}
	for (guint i = 0; i < report->header_count; i++)
		ck_assert(rebound_text_is_safe(report->headers[i].value));
	ck_assert(!report->subject || rebound_text_is_safe(report->subject));
}

START_TEST(bears_random_damage)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(20260131);
	g_autoptr(GByteArray) bytes = write_full();
	guint read_count = 0;
	for (guint round = 0; round < 50000; round++) {
		guint len = (guint)g_rand_int_range(random, 1, (gint32)bytes->len + 1);
		if (g_rand_boolean(random))
			len = bytes->len;
		g_autofree guint8 *damaged = g_memdup2(bytes->data, len);
		gint32 hits = g_rand_int_range(random, 1, 6);
		for (gint32 i = 0; i < hits; i++)
			damaged[g_rand_int_range(random, 0, (gint32)len)] =
				(guint8)g_rand_int_range(random, 0, 256);
		struct rebound_report *report = rebound_record_read(arena, damaged, len, NULL);
		if (report)
			walk(report);
		read_count += report != NULL;
		rebound_arena_clear(arena);
	}
	ck_assert_uint_gt(read_count, 0);
	ck_assert_uint_lt(read_count, 50000);
}
END_TEST

START_TEST(makes_text_safe)
{
	struct rebound_report report = full_report();
	report.subject = "red \x1b[31m";
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	rebound_record_write(&report, bytes);
	struct rebound_report *read = rebound_record_read(arena, bytes->data, bytes->len, NULL);
	ck_assert_ptr_nonnull(read);
	ck_assert(rebound_text_is_safe(read->subject));
	ck_assert_ptr_null(strchr(read->subject, 0x1b));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/record");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_set_timeout(all, 120);
	tcase_add_test(all, comes_back_whole);
	tcase_add_test(all, keeps_one_recipient);
	tcase_add_test(all, refuses_every_shorter_one);
	tcase_add_test(all, refuses_more_bytes_and_other_versions);
	tcase_add_test(all, reads_the_version_before);
	tcase_add_test(all, bears_random_damage);
	tcase_add_test(all, makes_text_safe);
	suite_add_tcase(suite, all);
	return suite;
}
