/* SPDX-License-Identifier: MIT */
#pragma once

#include "check_rebound.h"
#include "sanitized.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/policy/policy.h"
#include "core/smtp/token.h"
#include "core/store/store.h"

/**
 * @file
 * A bounce address with a key, and reports made for it in the process: what a forger sends, and
 * what comes back of our own mails. What is decided is written to a store in memory.
 */

#define FORGE_NOON 1767268800 /* 2026-01-01T12:00:00Z */
#define FORGE_DAY  (24 * 60 * 60)
#define FORGE_KEYS "k 000102030405060708090a0b0c0d0e0f\n"

#define FORGE_LONG (g_getenv("REBOUND_LONG") != NULL)

/** Under the sanitizers, which take many times as long, a tenth of the cases is tried. */
#define FORGE_SHARE (SANITIZED ? 10 : 1)

struct forge {
	char *folder, *key_file;
	struct rebound_token_keys *keys;
	struct rebound_policy *policy;
	struct rebound_store *store;
	struct rebound_arena *arena; /* cleared for each report */
	GRand *random;
	gint64 run;
	guint reports;
	struct rebound_recipient recipient;
	struct rebound_report report;
	struct rebound_event event; /* what became of the last */
	struct rebound_decision decision;
};

/** Open; settings NULL: own domains and a key. */
static inline void forge_open(struct forge *forge, const char *settings)
{
	g_autoptr(GError) error = NULL;

	memset(forge, 0, sizeof(*forge));
	forge->folder = g_dir_make_tmp("rebound-check-XXXXXX", NULL);
	forge->key_file = g_build_filename(forge->folder, "keys", NULL);
	ck_assert(g_file_set_contents(forge->key_file, FORGE_KEYS, -1, NULL));
	ck_assert_int_eq(g_chmod(forge->key_file, 0600), 0);
	g_autofree char *text = g_strdup_printf("settings { own_domains = { 'own.example' }, "
						"authserv_id = 'mx.own.example', keys = "
						"'%s' } use 'policy'",
		forge->key_file);
	forge->policy =
		rebound_policy_load_text("test.lua", settings != NULL ? settings : text, &error);
	ck_assert_msg(forge->policy != NULL, "%s", error != NULL ? error->message : "");
	ck_assert(rebound_policy_load_keys(forge->policy, NULL));
	forge->keys = rebound_token_keys_read("keys", FORGE_KEYS, strlen(FORGE_KEYS), NULL);
	forge->store = rebound_store_open("/nowhere/to/be/found", REBOUND_STORE_MEMORY, NULL);
	forge->run = rebound_store_start_run(forge->store, "process", FORGE_NOON, NULL);
	ck_assert(rebound_store_begin(forge->store, NULL));
	forge->arena = rebound_arena_new();
	forge->random = g_rand_new_with_seed(7);
}

static inline void forge_close(struct forge *forge)
{
	ck_assert(rebound_store_commit(forge->store, NULL));
	rebound_store_free(forge->store);
	rebound_policy_free(forge->policy);
	rebound_token_keys_free(forge->keys);
	rebound_arena_free(forge->arena);
	g_rand_free(forge->random);
	g_remove(forge->key_file);
	g_rmdir(forge->folder);
	g_free(forge->key_file);
	g_free(forge->folder);
}

/** A token for 30 days from noon; room as in struct rebound_token_order. */
static inline const char *forge_token(struct forge *forge, const char *recipient, gsize room)
{
	struct rebound_token_order order = {
		.recipient = recipient, .expires = FORGE_NOON + 30 * FORGE_DAY, .room = room};

	return rebound_token_make(forge->keys, &order, forge->arena, NULL);
}

/** What looks like a token, of the right key and an end in time. */
static inline const char *forge_random_token(struct forge *forge)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	char *token = rebound_arena_string(
		forge->arena, forge_token(forge, "x@y.example", REBOUND_TOKEN_LENGTH));

	for (guint i = 5; i < REBOUND_TOKEN_LENGTH; i++)
		token[i] = alphabet[g_rand_int_range(forge->random, 0, 32)];
	return token;
}

/** A new report of one dead mailbox, with nothing that speaks for it. */
static inline void forge_start(struct forge *forge, const char *address)
{
	rebound_arena_clear(forge->arena);
	forge->recipient =
		(struct rebound_recipient){.address = rebound_arena_string(forge->arena, address),
			.kind = REBOUND_KIND_FAILURE,
			.action = "failed",
			.status = {5, 1, 1},
			.reply = 550,
			.text = "550 5.1.1 User unknown",
			.verdict = {.reason = REBOUND_REASON_MAILBOX_UNKNOWN,
				.fault = REBOUND_FAULT_ADDRESS,
				.permanence = REBOUND_PERMANENCE_PERMANENT,
				.advice = REBOUND_ADVICE_SUPPRESS,
				.confidence = 0.95}};
	forge->reports++;
	forge->report = (struct rebound_report){.source = "box",
		.index = forge->reports,
		.kind = REBOUND_KIND_FAILURE,
		.format = REBOUND_FORMAT_DSN,
		.received = FORGE_NOON,
		.recipients = &forge->recipient,
		.recipient_count = 1};
	memcpy(forge->report.content_hash, &forge->reports, sizeof(forge->reports));
}

/** Decide on the report and write it down, as a run does. */
static inline void forge_take(struct forge *forge)
{
	struct rebound_policy_context context = {.now = FORGE_NOON + 20 * FORGE_DAY};
	gboolean added = FALSE, changed = FALSE;
	g_autoptr(GError) error = NULL;

	rebound_policy_event(
		forge->policy, &forge->report, 0, &context, forge->arena, &forge->event);
	forge->event.run = forge->run;
	ck_assert_msg(rebound_policy_decide(forge->policy, forge->store, &forge->event, &context,
			      forge->arena, &forge->decision, &error),
		"%s", error != NULL ? error->message : "");
	forge->event.decision = rebound_decision_words(&forge->decision);
	forge->event.decision_why = forge->decision.why;
	ck_assert(rebound_store_add_event(forge->store, &forge->event, &added, NULL));
	ck_assert(added);
	ck_assert(rebound_policy_apply(forge->policy, forge->store, &forge->event, &forge->decision,
		context.now, &changed, NULL));
}

static inline gboolean forge_count_one(const struct rebound_suppression *suppression, void *data)
{
	++*(guint *)data;
	return TRUE;
}

/** How many addresses stand in a state. */
static inline guint forge_count(struct forge *forge, enum rebound_state state)
{
	struct rebound_suppression_filter filter = {.state = state};
	guint count = 0;

	ck_assert(rebound_store_suppressions(forge->store, &filter, forge_count_one, &count, NULL));
	return count;
}

static inline gboolean forge_count_retry(const struct rebound_retry *retry, void *data)
{
	++*(guint *)data;
	return TRUE;
}

static inline guint forge_retries(struct forge *forge)
{
	guint count = 0;

	ck_assert(rebound_store_retries(forge->store, 0, TRUE, forge_count_retry, &count, NULL));
	return count;
}
