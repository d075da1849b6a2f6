/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/kind.h"

struct row {
	const char *name;
	const char *from;
	const char *return_path;
	const char *subject;
	struct rebound_header header;
	struct rebound_parts parts;
	gboolean system;
	gboolean forwarded;
};

static const struct row rows[] = {
	{"daemon", "MAILER-DAEMON@out.test", NULL, "Returned", {0}, {0}, TRUE, FALSE},
	{"null sender", "zoe@north.test", "", "Returned", {0}, {.is_report = TRUE}, TRUE, FALSE},
	{"no sender at all", NULL, NULL, "Returned", {0}, {0}, TRUE, FALSE},
	{"person", "zoe@north.test", "zoe@north.test", "Hi", {0}, {0}, FALSE, FALSE},
	{"person passes a report on", "zoe@north.test", "zoe@north.test", "Hi", {0},
		{.is_report = TRUE, .delivery_status_count = 1}, FALSE, TRUE},
	{"the same, envelope unknown", "zoe@north.test", NULL, "Hi", {0},
		{.is_report = TRUE, .delivery_status_count = 1}, FALSE, TRUE},
	{"report of a system that writes as a person", "zoe@north.test", "zoe@north.test", "Hi",
		{0}, {.is_report = TRUE, .is_top = TRUE, .delivery_status_count = 1}, FALSE, FALSE},
	{"old system without a container", "zoe@north.test", "zoe@north.test", "Failure", {0},
		{.delivery_status_count = 1}, FALSE, FALSE},
	{"machine passes a report on", "relay@north.test", "relay@north.test", "Hi",
		{"Auto-Submitted", "auto-generated"}, {.is_report = TRUE}, FALSE, FALSE},
	{"answer to a bounce", "zoe@north.test", "zoe@north.test", "Fwd: Undeliverable: x", {0},
		{0}, FALSE, TRUE},
	{"answer to a bounce, envelope unknown", "zoe@north.test", NULL, "RE: Undeliverable", {0},
		{0}, FALSE, TRUE},
	{"daemon's address on a list", "postmaster@north.test", "l-bounces@list.test", "Hi",
		{"List-Id", "<l.list.test>"}, {0}, FALSE, FALSE},
};

START_TEST(reads_signs)
{
	const struct row *row = &rows[_i];
	struct rebound_report report = {
		.from = row->from,
		.return_path = row->return_path,
		.subject = row->subject,
		.headers = &row->header,
		.header_count = row->header.name ? 1 : 0,
	};
	struct rebound_text_view view = {"", 0, 0};
	struct rebound_signs signs = rebound_kind_signs(&report, &view);
	ck_assert_msg(rebound_kind_is_system(&signs) == row->system, "%s: system", row->name);
	ck_assert_msg(rebound_kind_is_forwarded(&signs, &row->parts) == row->forwarded,
		"%s: forwarded", row->name);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/kind");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, reads_signs, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, all);
	return suite;
}
