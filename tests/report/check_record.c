/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/limits.h"
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
	/* Where the mail lies is no part of it. */
	ck_assert_ptr_null(read->source);
	ck_assert_uint_eq(read->index, 0);
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

/** A record as version 2 wrote it. */
static const guint8 version_2[] = {0x72, 0x62, 0x6e, 0x64, 0x02, 0x04, 0x62, 0x6f, 0x78, 0x07, 0x00,
	0x00, 0x00, 0x02, 0x73, 0x19, 0x4d, 0x41, 0x49, 0x4c, 0x45, 0x52, 0x2d, 0x44, 0x41, 0x45,
	0x4d, 0x4f, 0x4e, 0x40, 0x72, 0x65, 0x6c, 0x61, 0x79, 0x2e, 0x74, 0x65, 0x73, 0x74, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0xf1, 0x53,
	0x65, 0x00, 0x00, 0x00, 0x00, 0x01, 0x0f, 0x7a, 0x6f, 0x65, 0x40, 0x6e, 0x6f, 0x72, 0x74,
	0x68, 0x2e, 0x74, 0x65, 0x73, 0x74, 0x00, 0x00, 0x0a, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0xa6, 0x04, 0x0f, 0x35, 0x35, 0x30, 0x20, 0x35, 0x2e, 0x31, 0x2e,
	0x31, 0x20, 0x67, 0x6f, 0x6e, 0x65, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xf1, 0x53, 0x65,
	0x00, 0x00, 0x00, 0x00, 0xfb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0x01, 0x00,
	0x03, 0x00, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0xee, 0x3f, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x05, 0x67, 0x6f, 0x6e, 0x65, 0x00, 0x00, 0x00, 0x0e, 0x7a, 0x6f, 0x65,
	0x40, 0x65, 0x61, 0x73, 0x74, 0x2e, 0x74, 0x65, 0x73, 0x74, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x31, 0x3a,
	0x32, 0x01, 0x05, 0x46, 0x72, 0x6f, 0x6d, 0x19, 0x4d, 0x41, 0x49, 0x4c, 0x45, 0x52, 0x2d,
	0x44, 0x41, 0x45, 0x4d, 0x4f, 0x4e, 0x40, 0x72, 0x65, 0x6c, 0x61, 0x79, 0x2e, 0x74, 0x65,
	0x73, 0x74, 0x00, 0x00, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5,
	0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5,
	0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0x03, 0x51, 0x51, 0x00};

/** A record as version 3 wrote it. */
static const guint8 version_3[] = {0x72, 0x62, 0x6e, 0x64, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03,
	0x73, 0x31, 0x4d, 0x41, 0x49, 0x4c, 0x45, 0x52, 0x2d, 0x44, 0x41, 0x45, 0x4d, 0x4f, 0x4e,
	0x40, 0x72, 0x65, 0x6c, 0x61, 0x79, 0x2e, 0x74, 0x65, 0x73, 0x74, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x82, 0xc4, 0x9f, 0xd5, 0x0c, 0x01, 0x1d, 0x7a, 0x6f, 0x65, 0x40, 0x6e, 0x6f,
	0x72, 0x74, 0x68, 0x2e, 0x74, 0x65, 0x73, 0x74, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xa6, 0x04, 0x1d, 0x35, 0x35, 0x30, 0x20, 0x35, 0x2e,
	0x31, 0x2e, 0x31, 0x20, 0x67, 0x6f, 0x6e, 0x65, 0x00, 0x00, 0x00, 0x00, 0x00, 0x80, 0xc4,
	0x9f, 0xd5, 0x0c, 0x09, 0x00, 0x00, 0x00, 0x00, 0x00, 0xb7, 0x07, 0x00, 0x09, 0x67, 0x6f,
	0x6e, 0x65, 0x00, 0x00, 0x00, 0x1b, 0x7a, 0x6f, 0x65, 0x40, 0x65, 0x61, 0x73, 0x74, 0x2e,
	0x74, 0x65, 0x73, 0x74, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x07, 0x31, 0x3a, 0x32, 0x02, 0x0a, 0x04, 0x0d,
	0x58, 0x2d, 0x43, 0x6f, 0x70, 0x79, 0x08, 0x00, 0x00, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5,
	0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5,
	0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0x05, 0x51, 0x51, 0x00};

static void check_old(const struct rebound_report *read)
{
	ck_assert_ptr_nonnull(read);
	ck_assert_str_eq(read->subject, "s");
	ck_assert(read->received == 1700000001);
	ck_assert_str_eq(read->recipients[0].text, "550 5.1.1 gone");
	ck_assert(read->recipients[0].last_attempt == 1700000000);
	ck_assert(read->recipients[0].will_retry_until == -5);
	ck_assert(read->recipients[0].verdict.confidence == 0.95);
	ck_assert_str_eq(read->recipients[0].verdict.rule, "gone");
	ck_assert_str_eq(read->headers[0].name, "From");
	ck_assert_str_eq(read->headers[0].value, "MAILER-DAEMON@relay.test");
	ck_assert_int_eq(read->content_hash[31], 0xa5);
}

START_TEST(reads_version_2)
{
	struct rebound_report *read = rebound_record_read(arena, version_2, sizeof version_2, NULL);
	check_old(read);
	ck_assert_str_eq(read->source, "box");
	ck_assert_uint_eq(read->index, 7);
	ck_assert_str_eq(read->recipients[0].new_address, "zoe@east.test");
	ck_assert_str_eq(read->feedback.feedback_id, "1:2");
	ck_assert_str_eq(read->envelope_id_alt, "QQ");
}
END_TEST

START_TEST(reads_version_3)
{
	struct rebound_report *read = rebound_record_read(arena, version_3, sizeof version_3, NULL);
	check_old(read);
	ck_assert_str_eq(read->recipients[0].new_address, "zoe@east.test");
	ck_assert_str_eq(read->headers[1].name, "X-Copy");
	ck_assert_str_eq(read->headers[1].value, "zoe@north.test");
	ck_assert_str_eq(read->envelope_id_alt, "QQ");
}
END_TEST

/** What version 1 had not: four fields of a recipient, the feedback's id, and two at the end. */
START_TEST(reads_version_1)
{
	static const struct {
		const char *bytes;
		guint len, keep; /* of which so many stay */
	} cuts[] = {{"\5gone\0\0\0\16zoe@east.test\0", 24, 7}, {"\0041:2", 4, 0}};
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_byte_array_append(bytes, version_2, sizeof version_2 - 4);
	bytes->data[4] = 1;
	for (guint i = 0; i < G_N_ELEMENTS(cuts); i++) {
		const guint8 *place = memmem(bytes->data, bytes->len, cuts[i].bytes, cuts[i].len);
		ck_assert_ptr_nonnull(place);
		g_byte_array_remove_range(bytes, (guint)(place - bytes->data) + cuts[i].keep,
			cuts[i].len - cuts[i].keep);
	}
	check_old(rebound_record_read(arena, bytes->data, bytes->len, NULL));
	bytes->data[4] = 0;
	ck_assert_ptr_null(rebound_record_read(arena, bytes->data, bytes->len, NULL));
}
END_TEST

static void gather_text(const char *text, gsize len, void *data)
{
	ck_assert_uint_eq(strlen(text), len);
	g_string_append_printf(data, "%s|", text);
}

START_TEST(holds_each_string_once)
{
	static const struct rebound_header headers[] = {
		{"Subject", "a parcel for you"}, {"X-Copy", "zoe@north.test"}};
	struct rebound_recipient one = {.address = "zoe@north.test", .text = "a parcel for you"};
	struct rebound_report report = {.source = "box",
		.subject = "a parcel for you",
		.recipients = &one,
		.recipient_count = 1,
		.headers = headers,
		.header_count = 2};
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(GString) texts = g_string_new(NULL);
	rebound_record_write(&report, bytes);
	ck_assert(rebound_record_texts(bytes->data, bytes->len, gather_text, texts));
	ck_assert_str_eq(texts->str, "a parcel for you|zoe@north.test|X-Copy|");
	struct rebound_report *read = rebound_record_read(arena, bytes->data, bytes->len, NULL);
	ck_assert_str_eq(read->headers[0].name, "Subject");
	ck_assert_str_eq(read->headers[0].value, "a parcel for you");
	ck_assert_str_eq(read->headers[1].value, "zoe@north.test");
	ck_assert_str_eq(read->recipients[0].text, "a parcel for you");
	ck_assert(!rebound_record_texts(bytes->data, bytes->len - 1, gather_text, texts));
}
END_TEST

/** More strings than a record remembers: those behind are written as they are. */
START_TEST(holds_many_strings)
{
	enum { COUNT = 700 };
	static struct rebound_recipient recipients[COUNT];
	static char addresses[COUNT][24];
	for (guint i = 0; i < COUNT; i++) {
		g_snprintf(addresses[i], sizeof addresses[i], "zoe%u@north.test", i);
		recipients[i].address = recipients[i].original_address = addresses[i];
	}
	struct rebound_report report = {
		.source = "box", .recipients = recipients, .recipient_count = COUNT};
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	rebound_record_write(&report, bytes);
	struct rebound_report *read = rebound_record_read(arena, bytes->data, bytes->len, NULL);
	ck_assert_ptr_nonnull(read);
	for (guint i = 0; i < COUNT; i++) {
		ck_assert_str_eq(read->recipients[i].address, addresses[i]);
		ck_assert_str_eq(read->recipients[i].original_address, addresses[i]);
	}
}
END_TEST

/** A path may hold any byte; the same bytes elsewhere are made safe. */
/** What no field of a report can have, so that nobody has to bear many copies of it. */
START_TEST(refuses_long_strings)
{
	for (guint more = 0; more <= 1; more++) {
		g_autoptr(GByteArray) bytes = g_byte_array_new();
		g_autofree char *text = g_strnfill(REBOUND_LIMIT_RECORD_STRING_BYTES + more, 'x');
		struct rebound_report report = full_report();

		report.subject = text;
		rebound_record_write(&report, bytes);
		const struct rebound_report *read =
			rebound_record_read(arena, bytes->data, bytes->len, NULL);
		ck_assert_int_eq(read == NULL, more);
	}
}
END_TEST

START_TEST(makes_a_shared_string_safe)
{
	struct rebound_report report = {.subject = "red \x1b[31m", .from = "red \x1b[31m"};
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	rebound_record_write(&report, bytes);
	struct rebound_report *read = rebound_record_read(arena, bytes->data, bytes->len, NULL);
	ck_assert(rebound_text_is_safe(read->subject));
	ck_assert_ptr_eq(read->subject, read->from);
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
	tcase_add_test(all, reads_version_3);
	tcase_add_test(all, reads_version_2);
	tcase_add_test(all, reads_version_1);
	tcase_add_test(all, holds_each_string_once);
	tcase_add_test(all, holds_many_strings);
	tcase_add_test(all, refuses_long_strings);
	tcase_add_test(all, makes_a_shared_string_safe);
	tcase_add_test(all, bears_random_damage);
	tcase_add_test(all, makes_text_safe);
	suite_add_tcase(suite, all);
	return suite;
}
