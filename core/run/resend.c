/* SPDX-License-Identifier: MIT */
#include "core/run/resend.h"

#include <string.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/mail/digest.h"
#include "core/mail/source.h"
#include "core/run/resend_message.h"
#include "core/store/leases.h"

/* Rows of one lease; what their sources hold is read once for all of them. */
#define BATCH 200

/* A leased row and the bounce that it came from. */
struct wanted {
	struct rebound_retry row;
	struct rebound_resend_place place;
	gboolean settled; /* told, and closed or refused */
};

struct resend {
	const struct rebound_resend_options *options;
	struct rebound_arena *arena; /* of a batch */
	GPtrArray *wanted;	     /* struct wanted, in the arena */
	GArray *skipped; /* numbers of rows to give back at the end, with their leases */
	guint attempts;
};

struct skipped {
	gint64 id, lease;
};

static struct rebound_store *store_of(const struct resend *resend)
{
	return resend->options->attempts->store;
}

static void tell(const struct resend *resend, struct wanted *wanted,
	enum rebound_resend_result result, const char *why,
	const struct rebound_attempt_outcome *outcome)
{
	wanted->settled = TRUE;
	resend->options->told(&wanted->row, result, why, outcome, resend->options->data);
}

/* What can't be sent keeps its lease to the end of the run, so that it does not come up again. */
static void skip(struct resend *resend, struct wanted *wanted, const char *why)
{
	struct skipped skipped = {wanted->row.id, wanted->row.lease};

	g_array_append_val(resend->skipped, skipped);
	tell(resend, wanted, REBOUND_RESEND_SKIPPED, why, NULL);
}

static gboolean keep_row(const struct rebound_retry *row, void *data)
{
	struct resend *resend = data;
	struct wanted *wanted = rebound_arena_alloc(resend->arena, sizeof(*wanted));

	wanted->row = *row;
	wanted->row.address = rebound_arena_string(resend->arena, row->address);
	wanted->row.address_key = rebound_arena_string(resend->arena, row->address_key);
	wanted->row.domain = rebound_arena_string(resend->arena, row->domain);
	wanted->row.original_id = rebound_arena_string(resend->arena, row->original_id);
	wanted->row.why = NULL;
	g_ptr_array_add(resend->wanted, wanted);
	return TRUE;
}

static gboolean lease_batch(struct resend *resend, GError **error)
{
	const struct rebound_resend_options *options = resend->options;
	guint left = options->limit > 0 ? options->limit - resend->attempts : BATCH;
	struct rebound_lease_request request = {.now = options->attempts->now,
		.span = options->span,
		.limit = MIN(left, BATCH),
		.domain = options->domain,
		.hourly = rebound_policy_settings(options->attempts->policy)->retries_an_hour};
	gint64 lease;

	rebound_arena_clear(resend->arena);
	g_ptr_array_set_size(resend->wanted, 0);
	return rebound_store_lease(store_of(resend), &request, &lease, keep_row, resend, error);
}

/* Find where the bounces lie; what is nowhere is skipped at once. */
static gboolean find_places(struct resend *resend, GError **error)
{
	for (guint i = 0; i < resend->wanted->len; i++) {
		struct wanted *wanted = g_ptr_array_index(resend->wanted, i);
		const char *why = NULL;

		if (!rebound_resend_find_place(store_of(resend), &wanted->row, resend->arena,
			    &wanted->place, &why, error))
			return FALSE;
		if (why != NULL)
			skip(resend, wanted, why);
	}
	return TRUE;
}

/* The commands up to RCPT are about us; the reply to any other may be about the mail. */
static gboolean is_about_mail(const struct rebound_mailer_answer *answer)
{
	return strcmp(answer->command, "RCPT") == 0 || strcmp(answer->command, "DATA") == 0 ||
	       strcmp(answer->command, ".") == 0;
}

static gboolean settle_refusal(struct resend *resend, struct wanted *wanted,
	const struct rebound_mailer_answer *answer, GError **error)
{
	struct rebound_attempts *attempts = resend->options->attempts;
	g_autofree char *reply = g_strdelimit(g_strdup(answer->text->str), "\r\n", ' ');
	struct rebound_attempt_outcome outcome;

	if (!rebound_store_begin(attempts->store, error))
		return FALSE;
	rebound_arena_clear(attempts->arena);
	if (!rebound_attempt_failed(attempts, wanted->row.id, reply, &outcome, error) ||
		!rebound_store_commit(attempts->store, error)) {
		rebound_store_rollback(attempts->store);
		return FALSE;
	}
	tell(resend, wanted, REBOUND_RESEND_REFUSED, reply, &outcome);
	return TRUE;
}

static gboolean settle_answer(struct resend *resend, struct wanted *wanted,
	const struct rebound_mailer_answer *answer, GError **error)
{
	gboolean changed;

	if (answer->reply < 400) {
		if (!rebound_store_close_retry(store_of(resend), wanted->row.id, REBOUND_RETRY_DONE,
			    NULL, resend->options->attempts->now, &changed, error))
			return FALSE;
		tell(resend, wanted, REBOUND_RESEND_SENT, NULL, NULL);
		return TRUE;
	}
	if (is_about_mail(answer))
		return settle_refusal(resend, wanted, answer, error);
	if (!rebound_store_release_retry(
		    store_of(resend), wanted->row.id, wanted->row.lease, error))
		return FALSE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_BUSY, "the server refused to talk (%s): %s",
		answer->command, answer->text->str);
	return FALSE;
}

/* Nothing was said. What was not sent whole is given back; of the rest nobody knows. */
static gboolean settle_silence(struct resend *resend, struct wanted *wanted,
	const struct rebound_mailer_answer *answer, const GError *problem, GError **error)
{
	if (strcmp(answer->command, ".") == 0) {
		tell(resend, wanted, REBOUND_RESEND_UNCERTAIN, problem->message, NULL);
		return TRUE;
	}
	if (!rebound_store_release_retry(
		    store_of(resend), wanted->row.id, wanted->row.lease, error))
		return FALSE;
	if (strcmp(answer->command, "DATA") == 0 ||
		g_error_matches(problem, REBOUND_ERROR, REBOUND_ERROR_USAGE)) {
		skip(resend, wanted, problem->message);
		return TRUE;
	}
	g_propagate_error(error, g_error_copy(problem));
	return FALSE;
}

static gboolean send_now(struct resend *resend, struct wanted *wanted,
	const struct rebound_mailer_mail *mail, GError **error)
{
	struct rebound_mailer_answer answer;
	g_autoptr(GError) problem = NULL;

	if (!rebound_store_begin_retry(store_of(resend), wanted->row.id, wanted->row.lease,
		    rebound_clock_now(), &problem)) {
		if (problem != NULL) {
			g_propagate_error(error, g_steal_pointer(&problem));
			return FALSE;
		}
		tell(resend, wanted, REBOUND_RESEND_SKIPPED, "the lease ended meanwhile", NULL);
		return TRUE;
	}
	resend->attempts++;
	gboolean answered = rebound_mailer_send(resend->options->mailer, mail, &answer, &problem);
	gboolean good = answered ? settle_answer(resend, wanted, &answer, error)
				 : settle_silence(resend, wanted, &answer, problem, error);
	rebound_mailer_answer_clear(&answer);
	return good;
}

static gboolean send_one(struct resend *resend, struct wanted *wanted,
	const struct rebound_mail *bounce, GError **error)
{
	const struct rebound_settings *settings =
		rebound_policy_settings(resend->options->attempts->policy);
	struct rebound_resend_message message;
	const char *why = rebound_resend_make(bounce, wanted->row.original_id, settings,
		resend->options->from, resend->arena, &message);

	if (why != NULL) {
		skip(resend, wanted, why);
		return TRUE;
	}
	if (resend->options->mailer == NULL) {
		resend->attempts++;
		tell(resend, wanted, REBOUND_RESEND_SENT, message.from, NULL);
		return TRUE;
	}
	struct rebound_mailer_mail mail = {.from = message.from,
		.to = wanted->row.address,
		.data = message.data,
		.len = message.len};
	return send_now(resend, wanted, &mail, error);
}

/* All rows that came from a bounce: several recipients may have failed in it. */
static gboolean send_from(struct resend *resend, const struct rebound_mail *bounce, GError **error)
{
	guint8 hash[32];

	rebound_digest_message(bounce->data, bounce->len, hash);
	for (guint i = 0; i < resend->wanted->len; i++) {
		struct wanted *wanted = g_ptr_array_index(resend->wanted, i);

		if (!wanted->settled && memcmp(wanted->place.hash, hash, sizeof(hash)) == 0 &&
			!send_one(resend, wanted, bounce, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean is_done(const struct resend *resend, const char *path)
{
	for (guint i = 0; i < resend->wanted->len; i++) {
		const struct wanted *wanted = g_ptr_array_index(resend->wanted, i);

		if (!wanted->settled && g_strcmp0(wanted->place.path, path) == 0)
			return FALSE;
	}
	return TRUE;
}

/* Read a source once, up to the last bounce that is wanted of it. */
static gboolean read_source(struct resend *resend, const char *path, GError **error)
{
	g_autoptr(rebound_source) source = rebound_source_open(path, NULL);
	struct rebound_mail mail;

	while (source != NULL && !is_done(resend, path) &&
		rebound_source_next(source, &mail, NULL)) {
		if (!mail.truncated && !send_from(resend, &mail, error))
			return FALSE;
	}
	for (guint i = 0; i < resend->wanted->len; i++) {
		struct wanted *wanted = g_ptr_array_index(resend->wanted, i);

		if (!wanted->settled && strcmp(wanted->place.path, path) == 0)
			skip(resend, wanted,
				rebound_arena_printf(
					resend->arena, "its bounce is no longer in %s", path));
	}
	return TRUE;
}

static gboolean send_batch(struct resend *resend, GError **error)
{
	for (guint i = 0; i < resend->wanted->len; i++) {
		const struct wanted *wanted = g_ptr_array_index(resend->wanted, i);

		if (!wanted->settled && !read_source(resend, wanted->place.path, error))
			return FALSE;
	}
	return TRUE;
}

/* Give back what was leased and not tried, whatever happened. */
static gboolean give_back(struct resend *resend, GError **error)
{
	for (guint i = 0; i < resend->wanted->len; i++) {
		struct wanted *wanted = g_ptr_array_index(resend->wanted, i);
		struct skipped skipped = {wanted->row.id, wanted->row.lease};

		if (!wanted->settled)
			g_array_append_val(resend->skipped, skipped);
	}
	if (!rebound_store_begin(store_of(resend), error))
		return FALSE;
	for (guint i = 0; i < resend->skipped->len; i++) {
		const struct skipped *skipped = &g_array_index(resend->skipped, struct skipped, i);

		if (!rebound_store_release_retry(
			    store_of(resend), skipped->id, skipped->lease, error)) {
			rebound_store_rollback(store_of(resend));
			return FALSE;
		}
	}
	return rebound_store_commit(store_of(resend), error);
}

static gboolean send_all(struct resend *resend, GError **error)
{
	for (;;) {
		if (!lease_batch(resend, error))
			return FALSE;
		if (resend->wanted->len == 0)
			return TRUE;
		if (!find_places(resend, error) || !send_batch(resend, error))
			return FALSE;
		if (resend->options->limit > 0 && resend->attempts >= resend->options->limit)
			return TRUE;
	}
}

gboolean rebound_resend(const struct rebound_resend_options *options, GError **error)
{
	struct resend resend = {.options = options,
		.arena = rebound_arena_new(),
		.wanted = g_ptr_array_new(),
		.skipped = g_array_new(FALSE, FALSE, sizeof(struct skipped))};

	gboolean good = send_all(&resend, error);
	good = give_back(&resend, good ? error : NULL) && good;
	rebound_arena_free(resend.arena);
	g_ptr_array_unref(resend.wanted);
	g_array_unref(resend.skipped);
	return good;
}
