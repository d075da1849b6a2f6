/* SPDX-License-Identifier: MIT */
#include "forge.h"

#include <math.h>
#include <time.h>

#include <nettle/memops.h>

#include "core/smtp/address.h"

/*
 * S1 to S5, S7, S8, S10, S11: what a stranger can send to the bounce address, and what a list
 * member who knows one token can. Each number is the one of the threat model; REBOUND_LONG=1 has
 * the long forms.
 */

static struct forge forge;

static void setup(void)
{
	forge_open(&forge, NULL);
}

static void teardown(void)
{
	forge_close(&forge);
}

/* ---- S1 ---- */

enum { FORGERIES = 12, VICTIMS = 4000 };

/* The token that a list member knows: his own. */
static const char *own_token(gsize room)
{
	return forge_token(&forge, "mallory@evil.example", room);
}

/* Everything that a forger can put into a report about somebody else, by number. */
static void forge_report(guint i)
{
	struct rebound_report *report = &forge.report;
	char victim[64];

	g_snprintf(victim, sizeof(victim), "user%u@quay.example", i / FORGERIES % VICTIMS);
	forge_start(&forge, victim);
	report->received = FORGE_NOON + (i / FORGERIES / VICTIMS) * FORGE_DAY;
	report->original.message_id = rebound_arena_printf(forge.arena, "%u@own.example", i);
	report->original.from = "news@own.example";
	report->original.to = forge.recipient.address;
	switch (i % FORGERIES) {
	case 0: /* our Message-ID only */
		break;
	case 1: /* random tokens */
		report->envelope_recipient = rebound_arena_printf(
			forge.arena, "b+%s@bounces.own.example", forge_random_token(&forge));
		break;
	case 2:
		report->envelope_recipient = rebound_arena_printf(forge.arena,
			"b+%s=user%u=quay.example@bounces.own.example", forge_random_token(&forge),
			i / FORGERIES % VICTIMS);
		break;
	case 3: /* a list member's own token, whole and without its recipient */
		report->envelope_recipient =
			rebound_arena_printf(forge.arena, "b+%s@bounces.own.example", own_token(0));
		break;
	case 4:
		report->envelope_recipient = rebound_arena_printf(
			forge.arena, "b+%s@bounces.own.example", own_token(REBOUND_TOKEN_LENGTH));
		break;
	case 5: /* and with the victim behind it */
		report->envelope_recipient = rebound_arena_printf(forge.arena,
			"b+%s=user%u=quay.example@bounces.own.example",
			own_token(REBOUND_TOKEN_LENGTH), i / FORGERIES % VICTIMS);
		break;
	case 6: /* in the returned headers */
		report->original.return_path =
			rebound_arena_printf(forge.arena, "b+%s@bounces.own.example", own_token(0));
		break;
	case 7: /* Original-Recipient and Final-Recipient at odds */
		forge.recipient.original_address = forge.recipient.address;
		forge.recipient.address = "mallory@evil.example";
		report->original.message_id = rebound_arena_printf(
			forge.arena, "%s.%u@own.example", own_token(REBOUND_TOKEN_LENGTH), i);
		break;
	case 8: /* plain VERP */
		report->envelope_recipient = rebound_arena_printf(forge.arena,
			"list-bounces+user%u=quay.example@own.example", i / FORGERIES % VICTIMS);
		break;
	case 9: /* no message of ours at all */
		report->original = (struct rebound_original){.message_id = "1@evil.example"};
		break;
	case 10: /* an opt-out (RFC 5965) */
		report->format = REBOUND_FORMAT_ARF;
		report->kind = forge.recipient.kind = REBOUND_KIND_COMPLAINT;
		report->feedback.type = "opt-out";
		report->feedback.original_mail_from = rebound_arena_printf(
			forge.arena, "b+%s@bounces.own.example", forge_random_token(&forge));
		break;
	default: /* a request to leave, in the victim's name */
		report->kind = forge.recipient.kind = REBOUND_KIND_UNSUBSCRIBE;
		report->original = (struct rebound_original){0};
		break;
	}
}

static gboolean is_not_victim(const struct rebound_suppression *suppression, void *data)
{
	ck_assert_msg(strcmp(suppression->address_key, "mallory@evil.example") == 0,
		"%s is suppressed", suppression->address_key);
	return TRUE;
}

START_TEST(test_s1_forged_reports)
{
	struct rebound_suppression_filter active = {.state = REBOUND_STATE_ACTIVE};
	guint count = 100000 / FORGE_SHARE;

	for (guint i = 0; i < count; i++) {
		forge_report(i);
		forge_take(&forge);
		ck_assert_int_ne(forge.event.trust, REBOUND_TRUST_SOURCE);
		/* He may silence himself, and nobody else. */
		ck_assert(forge.event.trust != REBOUND_TRUST_VERIFIED ||
			  strcmp(forge.event.address_key, "mallory@evil.example") == 0);
	}
	ck_assert(rebound_store_suppressions(forge.store, &active, is_not_victim, NULL, NULL));
	/* What is proposed waits for a person. */
	ck_assert_uint_le(forge_count(&forge, REBOUND_STATE_PROPOSED), VICTIMS + 1);
}
END_TEST

/* A quarter of the number: each is a suppression in the store, which takes the time here. */
START_TEST(test_s1_real_reports)
{
	guint count = FORGE_LONG ? 100000 : 25000 / FORGE_SHARE;
	gboolean is_short;

	for (guint i = 0; i < count; i++) {
		g_autofree char *address = g_strdup_printf("user%u@quay%u.example", i, i % 97);

		forge_start(&forge, address);
		is_short = i % 3 == 1;
		const char *token =
			forge_token(&forge, address, is_short ? REBOUND_TOKEN_LENGTH : 0);
		switch (i % 6) {
		case 0:
		case 1:
			forge.report.envelope_recipient =
				rebound_arena_printf(forge.arena, "b+%s@bounces.example", token);
			break;
		case 2:
			forge.report.original.return_path = rebound_arena_printf(forge.arena,
				"SRS0=HHHH=TT=bounces.example=b+%s@forwarder.example", token);
			break;
		case 3:
			forge.report.original.message_id =
				rebound_arena_printf(forge.arena, "%s.%u@own.example", token, i);
			break;
		default:
			forge.report.envelope_recipient = rebound_arena_printf(
				forge.arena, "PRVS=0123ABCDEF=B+%s@BOUNCES.EXAMPLE", token);
			break;
		}
		if (!is_short && i % 2 == 0)
			forge.recipient.address = NULL;
		forge_take(&forge);
		ck_assert_msg(forge.event.trust == REBOUND_TRUST_VERIFIED, "%s: %s", address,
			forge.event.trust_why);
	}
	ck_assert_uint_eq(forge_count(&forge, REBOUND_STATE_ACTIVE), count);
}
END_TEST

/* ---- S2 ---- */

static enum rebound_token_state check(const char *text, gint64 time)
{
	const char *const candidates[] = {"ann@example.org", NULL};
	struct rebound_token token;

	return rebound_token_check(forge.keys, text, candidates, time, forge.arena, &token);
}

START_TEST(test_s2_random_tokens)
{
	guint count = FORGE_LONG ? 10000000 : 1000000 / FORGE_SHARE;

	for (guint i = 0; i < count; i++) {
		if (i % 1000 == 0)
			rebound_arena_clear(forge.arena);
		ck_assert_int_eq(
			check(forge_random_token(&forge), FORGE_NOON), REBOUND_TOKEN_WRONG);
	}
}
END_TEST

/* Each of the 105 bits of key, end and signature, and each of the recipient's. */
START_TEST(test_s2_bit_flips)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	const char *token = forge_token(&forge, "ann@example.org", 0);
	guint flipped = 0;

	ck_assert_int_eq(check(token, FORGE_NOON), REBOUND_TOKEN_VALID);
	for (gsize i = 0; i < REBOUND_TOKEN_LENGTH; i++)
		for (guint bit = 0; bit < 5; bit++, flipped++) {
			char *other = rebound_arena_string(forge.arena, token);
			guint value = (guint)(strchr(alphabet, other[i]) - alphabet);

			other[i] = alphabet[value ^ 1U << bit];
			ck_assert_int_ne(check(other, FORGE_NOON), REBOUND_TOKEN_VALID);
		}
	ck_assert_uint_eq(flipped, 105);
	for (gsize i = REBOUND_TOKEN_LENGTH; i < strlen(token); i++)
		for (guint bit = 0; bit < 8; bit++) {
			char *other = rebound_arena_string(forge.arena, token);
			const char *const nobody[] = {NULL};
			struct rebound_token found;

			other[i] = (char)((guchar)other[i] ^ 1U << bit);
			/* But for the letter case, which mail systems change. */
			if (g_ascii_strcasecmp(other, token) != 0)
				ck_assert_int_ne(rebound_token_check(forge.keys, other, nobody,
							 FORGE_NOON, forge.arena, &found),
					REBOUND_TOKEN_VALID);
		}
}
END_TEST

START_TEST(test_s2_rotation)
{
	static const char *const files[] = {"a 000102030405060708090a0b0c0d0e0f\n",
		("a 000102030405060708090a0b0c0d0e0f 2026-01-10\n"
		 "b 101112131415161718191a1b1c1d1e1f\n"),
		"b 101112131415161718191a1b1c1d1e1f\n"};
	static const struct {
		guint file;
		gint64 day;
		enum rebound_token_state state;
	} looks[] = {{0, 0, REBOUND_TOKEN_VALID}, {0, 29, REBOUND_TOKEN_VALID},
		{0, 30, REBOUND_TOKEN_EXPIRED}, {1, 8, REBOUND_TOKEN_VALID},
		{1, 9, REBOUND_TOKEN_VALID}, {1, 10, REBOUND_TOKEN_KEY_ENDED},
		{1, 31, REBOUND_TOKEN_EXPIRED}, {2, 0, REBOUND_TOKEN_UNKNOWN_KEY}};
	struct rebound_token_order order = {
		.recipient = "ann@example.org", .expires = FORGE_NOON + 30 * FORGE_DAY};
	struct rebound_token found;

	for (gsize i = 0; i < G_N_ELEMENTS(looks); i++) {
		const char *text = files[looks[i].file];
		g_autoptr(rebound_token_keys) old =
			rebound_token_keys_read("x", files[0], strlen(files[0]), NULL);
		g_autoptr(rebound_token_keys) keys =
			rebound_token_keys_read("x", text, strlen(text), NULL);
		const char *token = rebound_token_make(old, &order, forge.arena, NULL);
		/* 12 hours later the tenth is over. */
		gint64 time = FORGE_NOON - FORGE_DAY / 2 + looks[i].day * FORGE_DAY +
			      (looks[i].day == 30 || looks[i].day == 31 ? FORGE_DAY / 2 : 0);

		ck_assert_msg(rebound_token_check(keys, token, NULL, time, forge.arena, &found) ==
				      looks[i].state,
			"%" G_GSIZE_FORMAT ": %d", i, found.state);
		/* The newest signs. */
		const char *new = rebound_token_make(keys, &order, forge.arena, NULL);
		ck_assert_int_eq(new[0], looks[i].file == 0 ? 'a' : 'b');
	}
}
END_TEST

static double nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/*
 * Welch's t between tokens that are wrong in the first and in the last character of the signature;
 * what took more than twice the median was interrupted. Only in the long form: a shared machine may
 * fail it.
 */
START_TEST(test_s2_timing)
{
	enum { COUNT = 1000000 };
	const char *token = forge_token(&forge, "ann@example.org", REBOUND_TOKEN_LENGTH);
	double sum[2] = {0}, squares[2] = {0}, taken[2] = {0};
	char *tokens[2];

	if (!FORGE_LONG)
		return;
	for (guint i = 0; i < 2; i++) {
		tokens[i] = g_strdup(token);
		gsize at = i == 0 ? 5 : REBOUND_TOKEN_LENGTH - 1;
		tokens[i][at] = tokens[i][at] == 'a' ? 'b' : 'a';
	}
	for (guint i = 0; i < 2 * COUNT; i++) {
		guint which = g_rand_boolean(forge.random) ? 1 : 0;

		rebound_arena_clear(forge.arena);
		double start = nanoseconds();
		check(tokens[which], FORGE_NOON);
		double time = nanoseconds() - start;
		if (time > 5000)
			continue;
		sum[which] += time;
		squares[which] += time * time;
		taken[which]++;
	}
	double mean[2], error = 0;
	for (guint i = 0; i < 2; i++) {
		mean[i] = sum[i] / taken[i];
		error += (squares[i] / taken[i] - mean[i] * mean[i]) / taken[i];
		g_free(tokens[i]);
	}
	double t = (mean[0] - mean[1]) / sqrt(error);
	ck_assert_msg(fabs(t) < 4.5, "t = %.2f, %.1f and %.1f ns", t, mean[0], mean[1]);
}
END_TEST

/* ---- S3 ---- */

START_TEST(test_s3_token_of_another)
{
	for (guint i = 0; i < 10000; i++) {
		gboolean is_short = i % 2 == 1;
		g_autofree char *ann = g_strdup_printf("ann%u@quay.example", i);
		g_autofree char *bob = g_strdup_printf(
			i % 3 == 0 ? "bob%u@quay.example" : "ann%u@other.example", i);

		forge_start(&forge, bob);
		forge.report.envelope_recipient =
			rebound_arena_printf(forge.arena, "b+%s@b.example",
				forge_token(&forge, ann, is_short ? REBOUND_TOKEN_LENGTH : 0));
		if (i % 5 == 0)
			forge.recipient.original_address = bob;
		if (i % 7 == 0)
			forge.report.original.to = ann;
		forge_take(&forge);
		ck_assert_int_ne(forge.event.trust, REBOUND_TRUST_VERIFIED);
		if (strcmp(forge.event.address, bob) == 0)
			ck_assert_str_eq(rebound_decision_words(&forge.decision), "none");
		else
			ck_assert_str_eq(forge.event.address, ann);
	}
	ck_assert_uint_eq(forge_count(&forge, REBOUND_STATE_ACTIVE), 0);
}
END_TEST

/* ---- S4 ---- */

/* A VERP address that everybody can write, without a key: it takes two originals on two days. */
START_TEST(test_s4_plain_verp)
{
	for (guint i = 0; i < 10000; i++) {
		g_autofree char *victim = g_strdup_printf("user%u@quay.example", i % 500);
		struct rebound_header header = {"Delivered-To", NULL};

		forge_start(&forge, victim);
		header.value = rebound_arena_printf(
			forge.arena, "list-bounces+user%u=quay.example@own.example", i % 500);
		forge.report.headers = &header;
		forge.report.header_count = 1;
		forge.report.envelope_recipient = header.value;
		forge.report.original.message_id =
			rebound_arena_printf(forge.arena, "%u@own.example", i);
		forge_take(&forge);
		ck_assert_int_eq(forge.event.trust, REBOUND_TRUST_PLAIN);
	}
	ck_assert_uint_eq(forge_count(&forge, REBOUND_STATE_ACTIVE), 0);
}
END_TEST

/* Nor does a stranger stop what is sent to a provider, by writing that it asks for less. */
START_TEST(test_s4_no_provider_is_stopped)
{
	for (guint i = 0; i < 1000; i++) {
		g_autofree char *victim = g_strdup_printf("user%u@quay.example", i);
		gboolean marked = i >= 500;

		forge_start(&forge, victim);
		forge.recipient.verdict.reason =
			i % 2 == 0 ? REBOUND_REASON_RATE_LIMITED : REBOUND_REASON_SPAM_CONTENT;
		forge.recipient.verdict.permanence = REBOUND_PERMANENCE_TEMPORARY;
		forge.recipient.verdict.advice = REBOUND_ADVICE_RETRY;
		forge.report.received = FORGE_NOON + 20 * FORGE_DAY - 60;
		if (marked)
			forge.report.original.message_id =
				rebound_arena_printf(forge.arena, "%u@own.example", i);
		forge_take(&forge);
		ck_assert_int_eq(
			forge.event.trust, marked ? REBOUND_TRUST_PLAIN : REBOUND_TRUST_NONE);
		ck_assert_int_eq(forge.decision.slow_interval, marked ? 60 * 60 : 0);
	}
}
END_TEST

/* ---- R11 and D40 of the conformance cases ---- */

/*
 * One report of a failure, with nothing that speaks for it (R11), or with a returned message of
 * ours (D40): both are kept, and nobody is suppressed.
 */
START_TEST(test_r11_d40_one_report)
{
	static const char *const message_ids[] = {NULL, "7@own.example"};

	for (guint i = 0; i < G_N_ELEMENTS(message_ids); i++) {
		struct forge own;
		forge_open(&own, "settings { own_domains = { 'own.example' } } use 'policy'");
		forge_start(&own, "victim@bigcorp.example");
		own.report.original.message_id = message_ids[i];
		forge_take(&own);
		ck_assert_int_eq(own.event.trust,
			message_ids[i] != NULL ? REBOUND_TRUST_PLAIN : REBOUND_TRUST_NONE);
		ck_assert_int_eq(own.event.reason, REBOUND_REASON_MAILBOX_UNKNOWN);
		ck_assert_uint_eq(forge_count(&own, REBOUND_STATE_ACTIVE), 0);
		ck_assert_uint_eq(forge_count(&own, REBOUND_STATE_PROPOSED), 1);
		forge_close(&own);
	}
}
END_TEST

/* ---- S5 ---- */

/* One real bounce, sent again and again with another Message-ID and Date. */
START_TEST(test_s5_replay)
{
	for (guint i = 0; i < 1000; i++) {
		forge_start(&forge, "ann@example.org");
		forge.recipient.verdict.reason = REBOUND_REASON_MAILBOX_FULL;
		forge.recipient.verdict.permanence = REBOUND_PERMANENCE_TEMPORARY;
		forge.recipient.verdict.advice = REBOUND_ADVICE_RETRY;
		forge.report.received = FORGE_NOON + i % (FORGE_DAY / 2);
		forge.report.date = FORGE_NOON - i * FORGE_DAY;
		forge.report.message_id = rebound_arena_printf(forge.arena, "%u@evil.example", i);
		/* Half of them with another original, too. */
		forge.report.original.message_id =
			rebound_arena_printf(forge.arena, "%u@own.example", i % 2 == 0 ? 0 : i);
		forge.report.envelope_recipient = rebound_arena_printf(
			forge.arena, "b+%s@b.example", forge_token(&forge, "ann@example.org", 0));
		forge_take(&forge);
		ck_assert_int_eq(forge.event.trust, REBOUND_TRUST_VERIFIED);
		ck_assert_str_ne(rebound_decision_words(&forge.decision), "suppress:active");
		ck_assert_msg(
			forge.decision.why == NULL || strstr(forge.decision.why, "2 of") == NULL,
			"%s", forge.decision.why);
	}
	ck_assert_uint_eq(forge_count(&forge, REBOUND_STATE_ACTIVE), 0);
	ck_assert_uint_eq(forge_count(&forge, REBOUND_STATE_PROPOSED), 0);
}
END_TEST

/* ---- S7 ---- */

/* Spam that was sent in our name comes back by the thousands. */
START_TEST(test_s7_backscatter)
{
	for (guint i = 0; i < 10000; i++) {
		g_autofree char *address = g_strdup_printf("user%u@quay%u.example", i, i % 97);

		forge_start(&forge, address);
		forge.report.envelope_recipient = "news@own.example";
		if (i % 4 != 0)
			forge.report.original.message_id =
				rebound_arena_printf(forge.arena, "%u@botnet%u.example", i, i % 50);
		if (i % 4 == 1)
			forge.report.original.from = forge.report.original.return_path =
				"news@own.example";
		if (i % 3 == 0) {
			forge.recipient.verdict.reason = REBOUND_REASON_RATE_LIMITED;
			forge.recipient.verdict.permanence = REBOUND_PERMANENCE_TEMPORARY;
			forge.recipient.verdict.advice = REBOUND_ADVICE_RETRY;
		}
		forge_take(&forge);
		ck_assert_int_eq(forge.event.trust, REBOUND_TRUST_NOT_OURS);
		ck_assert_str_eq(rebound_decision_words(&forge.decision), "none");
		ck_assert(g_str_has_prefix(forge.decision.why, "not ours: "));
		ck_assert_int_eq(forge.decision.slow_interval, 0);
		ck_assert(!forge.decision.tell);
	}
	ck_assert_uint_eq(forge_count(&forge, REBOUND_STATE_COUNT), 0);
	ck_assert_uint_eq(forge_retries(&forge), 0);
}
END_TEST

/* ---- S8 ---- */

/* What a mail says of its own authentication is worth nothing. */
START_TEST(test_s8_authentication_results)
{
	static const char *const results[] = {"own.example; dkim=pass header.d=own.example",
		"mx.own.example; spf=pass smtp.mailfrom=own.example; dmarc=pass",
		"localhost; dkim=pass; arc=pass", "mx.own.example 1; auth=pass smtp.auth=ann",
		"mx.own.example; dmarc=fail", "bounces.example; dkim=pass header.d=quay.example"};
	static const char *const names[] = {"Authentication-Results", "ARC-Authentication-Results",
		"X-Authentication-Results", "Received-SPF", "DKIM-Signature"};

	for (guint i = 0; i < 1000; i++) {
		struct rebound_header headers[3];

		forge_report(i * FORGERIES + i % 10);
		rebound_policy_event(forge.policy, &forge.report, 0,
			&(struct rebound_policy_context){.now = FORGE_NOON}, forge.arena,
			&forge.event);
		enum rebound_trust before = forge.event.trust;
		for (guint j = 0; j < G_N_ELEMENTS(headers); j++)
			headers[j] = (struct rebound_header){names[(i + j) % G_N_ELEMENTS(names)],
				results[(i / 5 + j) % G_N_ELEMENTS(results)]};
		forge.report.headers = forge.report.original_headers = headers;
		forge.report.header_count = forge.report.original_header_count =
			G_N_ELEMENTS(headers);
		forge_take(&forge);
		ck_assert_int_eq(forge.event.trust, before);
		if (before != REBOUND_TRUST_VERIFIED)
			ck_assert_str_ne(
				rebound_decision_words(&forge.decision), "suppress:active");
	}
}
END_TEST

/* ---- S10 ---- */

/* Complaints that nobody made, of every type that counts as the recipient's word. */
START_TEST(test_s10_forged_complaints)
{
	static const char *const types[] = {"abuse", "fraud", "opt-out", "opt-out-list"};

	for (guint i = 0; i < 10000; i++) {
		g_autofree char *victim = g_strdup_printf("user%u@quay.example", i % 1000);

		forge_start(&forge, victim);
		forge.report.format = REBOUND_FORMAT_ARF;
		forge.report.kind = forge.recipient.kind = REBOUND_KIND_COMPLAINT;
		forge.recipient.verdict.reason = REBOUND_REASON_NONE;
		forge.report.received = FORGE_NOON + i / 1000 * FORGE_DAY;
		forge.report.feedback.type = types[i % G_N_ELEMENTS(types)];
		forge.report.original.message_id =
			i % 3 == 0 ? NULL : rebound_arena_printf(forge.arena, "%u@own.example", i);
		forge.report.feedback.original_mail_from = rebound_arena_printf(forge.arena,
			"b+%s@bounces.own.example",
			i % 2 == 0 ? forge_random_token(&forge) : own_token(REBOUND_TOKEN_LENGTH));
		forge_take(&forge);
		ck_assert_int_ne(forge.event.trust, REBOUND_TRUST_VERIFIED);
	}
	ck_assert_uint_eq(forge_count(&forge, REBOUND_STATE_ACTIVE), 0);
	/* The real one of that recipient counts. */
	forge_start(&forge, "user7@quay.example");
	forge.report.kind = forge.recipient.kind = REBOUND_KIND_COMPLAINT;
	forge.report.feedback.type = "abuse";
	forge.report.feedback.original_mail_from = rebound_arena_printf(
		forge.arena, "b+%s@b.example", forge_token(&forge, "user7@quay.example", 0));
	forge_take(&forge);
	ck_assert_uint_eq(forge_count(&forge, REBOUND_STATE_ACTIVE), 1);
}
END_TEST

/* ---- S11 ---- */

static const char *const redirects[] = {
	"551 5.1.6 User not local; please try <%s>",
	"251 2.1.5 User not local; will forward to <%s>",
	"550 5.1.6 Mailbox has moved, new address: %s",
	"The user has a new address: %s. Please update your records.",
};

static gboolean is_asked_for(const struct rebound_suppression *suppression, void *data)
{
	ck_assert_ptr_null(strstr(suppression->address, "evil"));
	return TRUE;
}

/* A new address is for people to read: no list learns it, whoever names it. */
START_TEST(test_s11_redirects)
{
	struct rebound_suppression_filter any = {.state = REBOUND_STATE_COUNT};

	for (guint i = 0; i < 1000; i++) {
		g_autofree char *address = g_strdup_printf("ann%u@quay.example", i);
		g_autofree char *evil = g_strdup_printf("evil%u@evil.example", i);
		g_auto(GStrv) around = g_strsplit(redirects[i % G_N_ELEMENTS(redirects)], "%s", 2);

		forge_start(&forge, address);
		forge.recipient.text =
			rebound_arena_printf(forge.arena, "%s%s%s", around[0], evil, around[1]);
		forge.recipient.verdict.reason = REBOUND_REASON_MAILBOX_MOVED;
		forge.report.envelope_recipient = rebound_arena_printf(
			forge.arena, "b+%s@b.example", forge_token(&forge, address, 0));
		/* Original-Recipient that rewrites the list. */
		if (i % 5 == 4)
			forge.recipient.original_address = evil;
		forge_take(&forge);
		ck_assert_str_eq(forge.event.address, address);
	}
	ck_assert(rebound_store_suppressions(forge.store, &any, is_asked_for, NULL, NULL));
	ck_assert_uint_le(forge_count(&forge, REBOUND_STATE_COUNT), 1000);
}
END_TEST

static void setup_without_key(void)
{
	forge_open(&forge, "settings { own_domains = { 'own.example' } } use 'policy'");
}

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("forgery");
	TCase *keyed = tcase_create("with a key"), *plain = tcase_create("without a key");

	tcase_set_timeout(keyed, 600);
	tcase_add_checked_fixture(keyed, setup, teardown);
	tcase_add_checked_fixture(plain, setup_without_key, teardown);
	tcase_add_test(keyed, test_s1_forged_reports);
	tcase_add_test(keyed, test_s10_forged_complaints);
	tcase_add_test(keyed, test_s1_real_reports);
	tcase_add_test(keyed, test_s2_random_tokens);
	tcase_add_test(keyed, test_s2_bit_flips);
	tcase_add_test(keyed, test_s2_rotation);
	tcase_add_test(keyed, test_s2_timing);
	tcase_add_test(keyed, test_s3_token_of_another);
	tcase_add_test(plain, test_s4_plain_verp);
	tcase_add_test(plain, test_s4_no_provider_is_stopped);
	tcase_add_test(plain, test_r11_d40_one_report);
	tcase_add_test(keyed, test_s5_replay);
	tcase_add_test(keyed, test_s7_backscatter);
	tcase_add_test(keyed, test_s8_authentication_results);
	tcase_add_test(keyed, test_s11_redirects);
	suite_add_tcase(suite, keyed);
	suite_add_tcase(suite, plain);
	return suite;
}
