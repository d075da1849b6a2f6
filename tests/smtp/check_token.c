/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include <rebound/error.h>
#include "core/smtp/address.h"
#include "core/smtp/envelope.h"
#include "core/smtp/token.h"

#define NOON 1767268800 /* 2026-01-01T12:00:00Z */
#define DAY  86400

static const char key_text[] = "a 000102030405060708090a0b0c0d0e0f 2026-06-30\n"
			       "b YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=\n";

static struct rebound_token_keys *keys;
static struct rebound_arena *arena;

static void setup(void)
{
	keys = rebound_token_keys_read("keys", key_text, strlen(key_text), NULL);
	ck_assert_ptr_nonnull(keys);
	arena = rebound_arena_new();
}

static void teardown(void)
{
	rebound_token_keys_free(keys);
	rebound_arena_free(arena);
}

static char *make(const char *recipient, const char *job)
{
	struct rebound_token_order order = {
		.recipient = recipient, .job = job, .expires = NOON + 30 * DAY};
	g_autoptr(GError) error = NULL;
	char *token = rebound_token_make(keys, &order, arena, &error);

	ck_assert_msg(token != NULL, "%s: %s", recipient, error != NULL ? error->message : "");
	return token;
}

static struct rebound_token check(const char *text, const char *candidate)
{
	const char *const candidates[] = {candidate, NULL};
	struct rebound_token token;

	ck_assert_int_eq(
		rebound_token_check(keys, text, candidates, NOON, arena, &token), token.state);
	return token;
}

static void check_valid(const char *text, const char *candidate, const char *recipient)
{
	struct rebound_token token = check(text, candidate);

	ck_assert_msg(token.state == REBOUND_TOKEN_VALID, "%s: state %d", text, token.state);
	ck_assert_msg(rebound_address_equal(token.recipient, recipient), "%s: for %s", text,
		token.recipient);
}

/* The value is fixed: tokens that are on their way must hold after an upgrade. */
START_TEST(a_token_stays_what_it_is)
{
	ck_assert_str_eq(make("Ann@Example.org", NULL), "bbuc4was5o3ui4fm62ulp=ann=example.org");
}
END_TEST

static const char *const recipients[] = {"ann@example.org", "a@b.example", "Ann.Smith@Example.ORG",
	"ann+news@example.org", "o'brien@example.org", "a=b=c@example.org", "a-b_c@example.org",
	"ann=example.net@example.org", "\"ann smith\"@example.org", "a%b@example.org",
	"a/b@example.org", "\xC3\xA4nn@example.org",
	("ann@b\xC3\xBC"
	 "cher.example"),
	"ann@[192.0.2.1]",
	"x@a-very-long-name-of-a-department.of-a-very-long-name-of-a-company.example.org",
	"0123456789012345678901234567890123456789012345678901234567890123@example.org"};

/* What mail systems do to an address: TOKEN stands for what we gave. */
static const char *const rewrites[] = {
	"b+TOKEN@bounces.example",
	"<b+TOKEN@bounces.example>",
	"bounces-TOKEN@bounces.example",
	"TOKEN@bounces.example",
	"b=TOKEN@bounces.example",
	"SRS0=HHHH=TT=bounces.example=b+TOKEN@forwarder.example",
	"SRS0+HHHH=TT=bounces.example=b+TOKEN@forwarder.example",
	"SRS1=GGGG=forwarder.example==HHHH=TT=bounces.example=b+TOKEN@second.example",
	"prvs=0123abcdef=b+TOKEN@bounces.example",
	"prvs=b+TOKEN=0123abcdef@bounces.example",
	"btv1==0123abcdef==b+TOKEN@bounces.example",
	"msprvs1=18000abcdef=b+TOKEN@bounces.example",
	"b+TOKEN+tag@bounces.example",
	"list-return-12-b+TOKEN=bounces.example@lists.example",
	"list-bounces+b+TOKEN=bounces.example@lists.example",
	"SRS0=HHHH=TT=bounces.example=prvs=0123abcdef=b+TOKEN+x@forwarder.example",
	"from a by b for <b+TOKEN@bounces.example>; Thu, 1 Jan 2026 12:00:00 +0000",
	"<TOKEN@own.example>",
};

START_TEST(survives_mail_systems)
{
	for (guint i = 0; i < G_N_ELEMENTS(recipients); i++) {
		const char *jobs[] = {NULL, "spring-2026", "S_1"},
			   *lowered[] = {NULL, "spring-2026", "s_1"};

		for (guint j = 0; j < G_N_ELEMENTS(jobs); j++) {
			const char *token = make(recipients[i], jobs[j]);
			g_auto(GStrv) around = g_strsplit(rewrites[_i], "TOKEN", 2);
			const char *text =
				rebound_arena_printf(arena, "%s%s%s", around[0], token, around[1]);
			g_autofree char *upper = g_ascii_strup(text, -1);
			g_autofree char *lower = g_ascii_strdown(text, -1);

			check_valid(text, recipients[i], recipients[i]);
			check_valid(upper, recipients[i], recipients[i]);
			check_valid(lower, recipients[i], recipients[i]);
			ck_assert_pstr_eq(check(lower, recipients[i]).job, lowered[j]);
			/* Where it carries the recipient, nobody needs to name him. */
			if (strchr(token, '=') != NULL)
				check_valid(text, NULL, recipients[i]);
			else
				ck_assert_int_eq(check(text, NULL).state, REBOUND_TOKEN_WRONG);
			/* Nor does another's name make it his. */
			ck_assert(check(text, "bob@example.org").recipient == NULL ||
				  rebound_address_equal(
					  check(text, "bob@example.org").recipient, recipients[i]));
		}
	}
}
END_TEST

START_TEST(survives_the_unwrapping)
{
	const char *token = make("ann@example.org", "x");
	const char *wrapped = rebound_arena_printf(arena,
		"SRS0=HHHH=TT=bounces.example=prvs=0123abcdef=b+%s@forwarder.example", token);

	check_valid(rebound_envelope_unwrap(arena, wrapped), NULL, "ann@example.org");
}
END_TEST

/* A local part of 64 bytes holds each: what is too long is not carried. */
START_TEST(fits_into_a_local_part)
{
	for (guint len = 1; len <= 64; len++) {
		g_autofree char *user = g_strnfill(len, 'x');
		g_autofree char *address = g_strdup_printf("%s@example.org", user);
		struct rebound_token_order order = {.recipient = address,
			.expires = NOON + DAY,
			.room = REBOUND_TOKEN_LOCAL_BYTES - strlen("b+")};
		const char *token = rebound_token_make(keys, &order, arena, NULL);

		ck_assert_ptr_nonnull(token);
		ck_assert_uint_le(strlen("b+") + strlen(token), REBOUND_TOKEN_LOCAL_BYTES);
		ck_assert_int_eq(strchr(token, '=') != NULL,
			2 + REBOUND_TOKEN_LENGTH + 1 + strlen(address) <= 64);
		check_valid(token, address, address);
	}
}
END_TEST

/* A part of the address that a rewriting cut off is missing, not wrong, where the report has it. */
START_TEST(cut_short)
{
	const char *token = make("ann@example.org", NULL);

	for (gsize len = 0; len < strlen(token); len++) {
		const char *cut = rebound_arena_copy(arena, token, len);

		ck_assert_int_eq(check(cut, NULL).state != REBOUND_TOKEN_VALID, TRUE);
		ck_assert_int_eq(check(cut, "ann@example.org").state == REBOUND_TOKEN_VALID,
			len >= REBOUND_TOKEN_LENGTH);
	}
}
END_TEST

START_TEST(good_for_its_recipient_only)
{
	const char *token = make("ann@example.org", "x");
	const char *head = rebound_arena_copy(arena, token, REBOUND_TOKEN_LENGTH);
	const char *const others[] = {"bob@example.org", "ann@example.net",
		"ann@example.org.example", "nn@example.org", "ann@xample.org"};

	for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
		g_auto(GStrv) pair = g_strsplit(others[i], "@", 2);
		const char *text = rebound_arena_printf(
			arena, "b+%s.x=%s=%s@bounces.example", head, pair[0], pair[1]);

		ck_assert_int_eq(check(text, others[i]).state, REBOUND_TOKEN_WRONG);
		/* The one whom it was made for may still be shown by the report. */
		check_valid(text, "ann@example.org", "ann@example.org");
	}
	/* Nor for another job. */
	ck_assert_int_eq(
		check(rebound_arena_printf(arena, "%s.y=ann=example.org", head), NULL).state,
		REBOUND_TOKEN_WRONG);
	ck_assert_int_eq(check(rebound_arena_printf(arena, "%s=ann=example.org", head), NULL).state,
		REBOUND_TOKEN_WRONG);
}
END_TEST

static const struct {
	const char *text;
	enum rebound_token_state state;
} others[] = {
	{"", REBOUND_TOKEN_NONE},
	{"b+ann=example.org@bounces.example", REBOUND_TOKEN_NONE},
	{"b+bbbw2yaaaaaaaaaaaaaaa=ann=example.org", REBOUND_TOKEN_WRONG},
	{"b+cbbw2yaaaaaaaaaaaaaaa=ann=example.org", REBOUND_TOKEN_UNKNOWN_KEY},
	{"b+bbbw2yaaaaaaaaaaaaaaaa=ann=example.org", REBOUND_TOKEN_NONE},
	{"b+bbbw2yaaaaaaaaaaaaaa=ann=example.org", REBOUND_TOKEN_NONE},
	{"b+bbbw2yaaaaaaaaaaaaaa0=ann=example.org", REBOUND_TOKEN_NONE},
	{"b+0bbbw2yaaaaaaaaaaaaaaa=ann=example.org", REBOUND_TOKEN_NONE},
	{"bbbw2yaaaaaaaaaaaaaaa=", REBOUND_TOKEN_WRONG},
	{"bbbw2yaaaaaaaaaaaaaaa.", REBOUND_TOKEN_WRONG},
	{"bbbw2yaaaaaaaaaaaaaaa.=====", REBOUND_TOKEN_WRONG},
	{"bbbw2yaaaaaaaaaaaaaaa=@", REBOUND_TOKEN_WRONG},
	{"\xFF"
	 "bbbw2yaaaaaaaaaaaaaaa\xFF",
		REBOUND_TOKEN_WRONG},
};

START_TEST(what_is_none)
{
	struct rebound_token token = check(others[_i].text, "ann@example.org");

	ck_assert_msg(token.state == others[_i].state, "%s: %d", others[_i].text, token.state);
	ck_assert_ptr_null(token.recipient);
}
END_TEST

START_TEST(the_best_of_several)
{
	const char *good = make("ann@example.org", NULL);
	const char *text =
		rebound_arena_printf(arena, "bbbw2yaaaaaaaaaaaaaaa %s bbbw2yaaaaaaaaaaaaaaa", good);

	check_valid(text, NULL, "ann@example.org");
}
END_TEST

START_TEST(ends_when_it_says)
{
	const char *token = make("ann@example.org", NULL);
	struct rebound_token found;
	gint64 end = NOON + 30 * DAY;

	ck_assert_int_eq(rebound_token_check(keys, token, NULL, end - 1, arena, &found),
		REBOUND_TOKEN_VALID);
	ck_assert_int_eq(found.ended, end);
	ck_assert_int_eq(found.key, 'b');
	ck_assert_int_eq(
		rebound_token_check(keys, token, NULL, end, arena, &found), REBOUND_TOKEN_EXPIRED);
	ck_assert_str_eq(found.recipient, "ann@example.org");
}
END_TEST

static const struct {
	const char *recipient, *job;
	gint64 expires;
} refused[] = {
	{"", NULL, NOON},
	{"ann", NULL, NOON},
	{"a b@example.org", NULL, NOON},
	{"ann@example.org", "", NOON},
	{"ann@example.org", "a b", NOON},
	{"ann@example.org", "a.b", NOON},
	{"ann@example.org", "a=b", NOON},
	{"ann@example.org", "123456789012345678901", NOON},
	{"ann@example.org", NULL, 0},
	{"ann@example.org", NULL, G_MAXINT32 *(gint64)4},
};

START_TEST(no_token_for_nonsense)
{
	struct rebound_token_order order = {.recipient = refused[_i].recipient,
		.job = refused[_i].job,
		.expires = refused[_i].expires};
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(rebound_token_make(keys, &order, arena, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_USAGE));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("token");
	TCase *tcase = tcase_create("token");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, a_token_stays_what_it_is);
	tcase_add_loop_test(tcase, survives_mail_systems, 0, G_N_ELEMENTS(rewrites));
	tcase_add_test(tcase, survives_the_unwrapping);
	tcase_add_test(tcase, fits_into_a_local_part);
	tcase_add_test(tcase, cut_short);
	tcase_add_test(tcase, good_for_its_recipient_only);
	tcase_add_loop_test(tcase, what_is_none, 0, G_N_ELEMENTS(others));
	tcase_add_test(tcase, the_best_of_several);
	tcase_add_test(tcase, ends_when_it_says);
	tcase_add_loop_test(tcase, no_token_for_nonsense, 0, G_N_ELEMENTS(refused));
	suite_add_tcase(suite, tcase);
	return suite;
}
