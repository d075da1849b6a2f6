/* SPDX-License-Identifier: MIT */
#include "core/run/process.h"

#include <signal.h>
#include <string.h>

#include <rebound/error.h>
#include "core/base/arena.h"
#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/mail/message.h"
#include "core/mail/source.h"
#include "core/policy/notice.h"
#include "core/report/record.h"
#include "core/rules/ruleset.h"
#include "core/run/batch.h"
#include "core/run/compromise.h"
#include "core/run/kept.h"
#include "core/run/pool.h"
#include "core/run/tally.h"
#include "core/store/outbox.h"
#include "core/store/write_behind.h"

static volatile sig_atomic_t stop_asked;

/* A run while it goes on. */
struct process {
	const struct rebound_process_options *options;
	struct rebound_summary *summary;
	struct rebound_policy *policy;
	struct rebound_store *store;
	struct rebound_pool *pool;
	struct rebound_arena *arena; /* of one result */
	struct rebound_arena *event; /* of one recipient of it */
	GByteArray *record;	     /* of one recipient out of several */
	gsize kept;		     /* by the events of this mail, where it has several */
	GHashTable *keys;	     /* of its events; owned by its arena */
	const struct rebound_pool_result *result; /* that is taken */
	GPtrArray *done;			  /* paths of a Maildir to move after the commit */
	GHashTable *script_errors;		  /* failures of cards that were told already */
	struct rebound_compromise *compromise;
	struct rebound_policy_context context;
	struct rebound_batch batch;
	guint64 base, total; /* bytes of the sources before this one; of all */
	gboolean burst_told[REBOUND_REASON_COUNT]; /* by this run */
};

static void warn(const struct process *process, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void warn(const struct process *process, const char *format, ...)
{
	va_list arguments;

	if (process->options->warning == NULL)
		return;
	va_start(arguments, format);
	g_autofree char *line = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	process->options->warning(line, process->options->data);
}

static void move_done(struct process *process)
{
	for (guint i = 0; i < process->done->len; i++) {
		g_autoptr(GError) error = NULL;

		if (!rebound_source_move_done(g_ptr_array_index(process->done, i), &error))
			warn(process, "%s", error->message);
	}
	g_ptr_array_set_size(process->done, 0);
}

/* In a dry run the store is a private copy, so that a commit writes nothing that lasts. */
static gboolean commit(struct process *process, GError **error)
{
	const struct rebound_process_options *options = process->options;

	if (process->batch.messages == 0)
		return TRUE;
	if (!rebound_batch_commit(&process->batch, error))
		return FALSE;
	/* What is said or moved must not be lost any more. */
	if ((options->committed != NULL || options->move_done) &&
		!rebound_store_settle(process->store, error))
		return FALSE;
	if (options->committed != NULL)
		options->committed(options->data);
	if (!options->dry_run)
		move_done(process);
	return TRUE;
}

/* Also while nothing comes back from the workers, others get their turn. */
static gboolean commit_old(void *data, GError **error)
{
	struct process *process = data;

	return !rebound_batch_is_old(&process->batch) || commit(process, error);
}

/* A list or a bearer of tokens is no person whose account somebody took. */
static void watch_account(const struct process *process, const struct rebound_report *report,
	const struct rebound_event *event)
{
	const struct rebound_original *original = &report->original;
	const struct rebound_settings *settings = rebound_policy_settings(process->policy);
	const char *sender = original->from;

	if (sender == NULL || !rebound_policy_is_own(settings, sender) ||
		!rebound_policy_is_own(settings, original->message_id))
		return;
	rebound_compromise_take(process->compromise, event, sender,
		original->list_id != NULL || original->list_unsubscribe != NULL ||
			event->trust == REBOUND_TRUST_VERIFIED);
}

/* In the transaction of the event that made the number full. */
static gboolean tell_burst(
	struct process *process, const struct rebound_event *event, GError **error)
{
	gboolean *told = &process->burst_told[event->reason];

	if (*told || event->kind != REBOUND_KIND_FAILURE ||
		!rebound_summary_is_burst(process->summary, event->reason))
		return TRUE;
	*told = TRUE;
	g_autofree char *text = g_strdup_printf("%" G_GUINT64_FORMAT
						" mails were refused so far (%s); nobody was "
						"suppressed for it",
		process->summary->reasons[event->reason], rebound_reason_name(event->reason));
	struct rebound_alert alert = {.about = "burst",
		.name = rebound_reason_name(event->reason),
		.count = (gint64)process->summary->reasons[event->reason],
		.text = text,
		.run = event->run,
		.time = event->time};
	return rebound_notice_alert(
		process->policy, process->store, &alert, process->context.now, error);
}

static void tell_script_error(struct process *process, const char *message)
{
	guint told = g_hash_table_size(process->script_errors);

	/* What it quotes of a mail makes each one a new one. */
	if (message == NULL || told >= REBOUND_LIMIT_SCRIPT_ERRORS ||
		!g_hash_table_add(process->script_errors, g_strdup(message)))
		return;
	warn(process, "%s", message);
	if (told + 1 == REBOUND_LIMIT_SCRIPT_ERRORS)
		warn(process, "scripts failed in %d ways; no more of them are told",
			REBOUND_LIMIT_SCRIPT_ERRORS);
}

/* What the event keeps: the worker's record as it is, where it is about one recipient. */
static void set_record(struct process *process, const struct rebound_report *report, guint index,
	struct rebound_event *event)
{
	if (report->recipient_count == 1) {
		event->record = process->result->record;
		event->record_len = process->result->record_len;
		return;
	}
	rebound_kept_fill(&process->kept, report, index, process->event, process->record, event);
}

/* A key is a digest: some of it tells as much as all of it. */
static guint hash_key(gconstpointer key)
{
	guint hash;

	memcpy(&hash, key, sizeof(hash));
	return hash;
}

static gboolean equal_keys(gconstpointer left, gconstpointer right)
{
	return memcmp(left, right, sizeof((struct rebound_event){0}.key)) == 0;
}

/* Whether the message named the same recipient before. */
static gboolean is_told_again(struct process *process, const struct rebound_report *report,
	const struct rebound_event *event)
{
	if (report->recipient_count == 1)
		return FALSE;
	gpointer key = rebound_arena_alloc(process->arena, sizeof(event->key));
	memcpy(key, event->key, sizeof(event->key));
	return !g_hash_table_add(process->keys, key);
}

static gboolean take_recipient(
	struct process *process, const struct rebound_report *report, guint index, GError **error)
{
	struct rebound_event event = {0};
	struct rebound_decision decision = {0};
	gboolean added = FALSE, changed = FALSE;

	rebound_arena_clear(process->event);
	rebound_policy_event(
		process->policy, report, index, &process->context, process->event, &event);
	if (is_told_again(process, report, &event))
		return TRUE;
	set_record(process, report, index, &event);
	event.of_message = TRUE;
	event.run = process->summary->run;
	if (!rebound_policy_decide(process->policy, process->store, &event, &process->context,
		    process->event, &decision, error))
		return FALSE;
	g_autofree char *failure = rebound_policy_take_error(process->policy);
	tell_script_error(process, failure);
	event.decision = rebound_decision_words(&decision);
	event.decision_why = decision.why;
	if (!rebound_store_add_event(process->store, &event, &added, error))
		return FALSE;
	if (!added)
		return TRUE;
	rebound_batch_add_event(&process->batch, &event);
	if (!rebound_policy_apply(process->policy, process->store, &event, &decision,
		    process->context.now, &changed, error))
		return FALSE;
	rebound_tally_event(process->summary, &event);
	watch_account(process, report, &event);
	rebound_tally_decision(process->summary, &event, &decision, changed);
	if (!tell_burst(process, &event, error))
		return FALSE;
	if (process->options->event != NULL)
		process->options->event(&event, &decision, process->options->data);
	return TRUE;
}

/* The store writes the row of the run with the first message that is new: a run that finds nothing
 * new writes nothing. */
static gboolean start_run(struct process *process, GError **error)
{
	if (process->summary->run != 0)
		return TRUE;
	process->summary->run =
		rebound_store_start_run(process->store, "process", process->context.now, error);
	return process->summary->run != 0;
}

static gboolean take_report(
	struct process *process, const struct rebound_report *report, GError **error)
{
	gboolean added;

	if (!start_run(process, error) ||
		!rebound_store_add_message(process->store, report->content_hash,
			process->summary->run, report->kind, report->received, report->source,
			report->index, &added, error))
		return FALSE;
	if (!added) {
		process->summary->seen++;
		return TRUE;
	}
	process->summary->kinds[report->kind]++;
	process->summary->recipients += report->recipient_count;
	g_hash_table_remove_all(process->keys);
	for (guint i = 0; i < report->recipient_count; i++) {
		if (!take_recipient(process, report, i, error))
			return FALSE;
	}
	return TRUE;
}

/* The mail can't be read: why, as in "reading it WHY", and how often, as in ", twice". */
static gboolean take_unreadable(struct process *process, const struct rebound_mail *mail,
	const char *why, const char *often, GError **error)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 hash[32];
	gsize size = sizeof(hash);
	gboolean added;

	g_checksum_update(checksum, (const guchar *)mail->data, (gssize)mail->len);
	g_checksum_get_digest(checksum, hash, &size);
	if (!start_run(process, error) ||
		!rebound_store_add_message(process->store, hash, process->summary->run,
			REBOUND_KIND_UNRECOGNIZED, process->context.now, mail->source, mail->index,
			&added, error))
		return FALSE;
	if (!added) {
		process->summary->seen++;
		return TRUE;
	}
	process->summary->quarantined++;
	warn(process, "%s, message %" G_GUINT64_FORMAT ": put into quarantine: reading it %s%s",
		mail->source, mail->index, why, often);
	return rebound_store_quarantine(process->store, hash, mail->source, mail->index, why,
		mail->data, mail->len, process->summary->run, process->context.now, error);
}

/* A worker is not believed: where it says what is no record, its mail took it over, perhaps. */
static gboolean take_record(
	struct process *process, const struct rebound_pool_result *result, GError **error)
{
	const struct rebound_mail *mail = result->mail;
	struct rebound_report *report =
		rebound_record_read(process->arena, result->record, result->record_len, NULL);

	if (report == NULL)
		return take_unreadable(process, mail, "gave no report that makes sense", "", error);
	/* Where the mail is to be found again later, this process knows best. */
	report->source = mail->source;
	report->index = mail->index;
	return take_report(process, report, error);
}

static gboolean take_result(const struct rebound_pool_result *result, void *data, GError **error)
{
	struct process *process = data;
	gboolean done;

	if (!rebound_batch_add_message(&process->batch, result->mail->len, error))
		return FALSE;
	process->summary->messages++;
	tell_script_error(process, result->script_error);
	rebound_arena_clear(process->arena);
	process->result = result;
	process->kept = 0;
	if (result->killed != NULL)
		done = take_unreadable(process, result->mail, result->killed, ", twice", error);
	else
		done = take_record(process, result, error);
	if (!done)
		return FALSE;
	if (process->options->move_done)
		g_ptr_array_add(process->done, g_strdup(result->mail->source));
	process->summary->workers_lost = rebound_pool_lost(process->pool);
	if (process->options->progress != NULL)
		process->options->progress(process->summary, process->base + result->mail->progress,
			process->total, process->options->data);
	return !rebound_batch_is_full(&process->batch) || commit(process, error);
}

static gboolean run_source(struct process *process, struct rebound_source *source, GError **error)
{
	struct rebound_mail mail;
	GError *problem = NULL;

	while (!stop_asked && rebound_source_next(source, &mail, &problem)) {
		if (!rebound_pool_submit(process->pool, &mail, &problem) ||
			!commit_old(process, &problem))
			break;
	}
	/* What was handed in comes back before the next source begins: its bytes count for
	 * progress. */
	if (problem == NULL)
		rebound_pool_drain(process->pool, &problem);
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	process->base += rebound_source_size(source);
	process->summary->files_skipped += rebound_source_skipped(source);
	process->summary->put_off += rebound_source_put_off(source);
	if (rebound_source_notice(source) != NULL)
		warn(process, "%s", rebound_source_notice(source));
	else if (rebound_source_put_off(source) > 0)
		warn(process, "%s: %u message%s still being written, and left for the next run",
			rebound_source_path(source), rebound_source_put_off(source),
			rebound_source_put_off(source) == 1 ? " was" : "s were");
	return TRUE;
}

static void free_source(gpointer source)
{
	rebound_source_free(source);
}

/* All sources are opened before the first is read: a misspelt name stops the run before it does
 * anything. */
static GPtrArray *open_sources(struct process *process, GError **error)
{
	g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(free_source);

	for (const char *const *path = process->options->sources; *path != NULL; path++) {
		struct rebound_source *source = rebound_source_open(*path, error);

		if (source == NULL)
			return NULL;
		g_ptr_array_add(sources, source);
		if (process->options->move_done && !rebound_source_is_maildir(source)) {
			g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
				"%s: --move is for Maildirs, and this is none", *path);
			return NULL;
		}
		process->total += rebound_source_size(source);
	}
	return g_steal_pointer(&sources);
}

static gboolean start_pool(struct process *process, GError **error)
{
	const struct rebound_settings *settings = rebound_policy_settings(process->policy);
	guint jobs = process->options->jobs > 0 ? process->options->jobs : g_get_num_processors();
	struct rebound_pool_options options = {
		.jobs = MIN(jobs, REBOUND_LIMIT_JOBS),
		.program = process->options->program,
		.rules = process->options->rules,
		.own_addresses = settings->own_addresses,
		.own_domains = settings->own_domains,
		.now = process->context.now,
		.result = take_result,
		.turn = commit_old,
		.data = process,
	};

	process->pool = rebound_pool_new(&options, error);
	return process->pool != NULL;
}

static gboolean run_sources(struct process *process, GPtrArray *sources, GError **error)
{
	for (guint i = 0; i < sources->len && !stop_asked; i++) {
		if (!run_source(process, g_ptr_array_index(sources, i), error))
			return FALSE;
	}
	process->summary->stopped = stop_asked;
	return commit(process, error);
}

static gboolean end_run(struct process *process, GError **error)
{
	struct rebound_summary *summary = process->summary;

	/* Another process may have taken the number in the meantime. */
	summary->run = rebound_store_run_number(process->store);
	if (summary->run == 0)
		return TRUE;
	g_autofree char *text = g_strdup_printf("%" G_GUINT64_FORMAT " messages, %" G_GUINT64_FORMAT
						" suppressed, %" G_GUINT64_FORMAT
						" proposed, %" G_GUINT64_FORMAT " retries",
		summary->messages, summary->suppressed, summary->proposed, summary->retries);
	gint64 waiting = rebound_store_outbox_waiting(process->store, error);
	if (waiting < 0)
		return FALSE;
	summary->outbox = (guint64)waiting;
	return rebound_store_end_run(
		process->store, summary->run, text, process->context.now, error);
}

/* Rules are loaded here only to say what is wrong with them before anything begins. */
static gboolean load(struct process *process, GError **error)
{
	const struct rebound_process_options *options = process->options;
	g_autoptr(rebound_ruleset) ruleset = rebound_ruleset_load(options->rules, error);

	if (ruleset == NULL)
		return FALSE;
	process->policy = rebound_policy_load(options->policy, error);
	if (process->policy == NULL || !rebound_policy_load_keys(process->policy, error))
		return FALSE;
	process->summary->needs_token = rebound_policy_settings(process->policy)->keys != NULL;
	return TRUE;
}

static gboolean open_store(struct process *process, GError **error)
{
	GError *problem = NULL;

	process->store = rebound_store_open(process->options->database,
		process->options->dry_run ? REBOUND_STORE_MEMORY : REBOUND_STORE_WRITE, &problem);
	if (process->store != NULL)
		return process->options->dry_run ||
		       (rebound_store_vouch(process->store, error) &&
			       rebound_store_write_behind(process->store, error));
	if (g_error_matches(problem, REBOUND_ERROR, REBOUND_ERROR_IO))
		problem->code = REBOUND_ERROR_OUTPUT;
	g_propagate_error(error, problem);
	return FALSE;
}

/* All that can be refused is looked at before the database is made. */
static gboolean process_all(struct process *process, GError **error)
{
	if (!load(process, error))
		return FALSE;
	g_autoptr(GPtrArray) sources = open_sources(process, error);
	if (sources == NULL || !open_store(process, error) ||
		!rebound_store_clock(process->store, &process->context.now, error) ||
		!start_pool(process, error))
		return FALSE;
	rebound_batch_init(&process->batch, process->store, process->options->batch,
		process->options->dry_run);
	if (run_sources(process, sources, error))
		return end_run(process, error) && rebound_store_settle(process->store, error);
	if (process->batch.messages > 0)
		rebound_store_rollback(process->store);
	rebound_store_settle(process->store, NULL);
	return FALSE;
}

static void note_compromise(const struct process *process)
{
	struct rebound_summary *summary = process->summary;
	const char *sender;

	if (rebound_compromise_worst(process->compromise, &sender, &summary->spam_refusals))
		summary->spam_sender = g_strdup(sender);
}

void rebound_process_stop(void)
{
	stop_asked = 1;
	rebound_store_stop_waiting();
}

gboolean rebound_process(const struct rebound_process_options *options,
	struct rebound_summary *summary, GError **error)
{
	gint64 started = g_get_monotonic_time();
	struct process process = {
		.options = options,
		.summary = summary,
		.context = {.trust_source = options->trust_source, .now = rebound_clock_now()},
	};

	stop_asked = 0;
	summary->dry_run = options->dry_run;
	process.arena = rebound_arena_new();
	process.event = rebound_arena_new();
	process.record = g_byte_array_new();
	process.keys = g_hash_table_new(hash_key, equal_keys);
	process.compromise = rebound_compromise_new();
	process.done = g_ptr_array_new_with_free_func(g_free);
	process.script_errors = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	gboolean done = process_all(&process, error);
	note_compromise(&process);
	summary->seconds = (double)(g_get_monotonic_time() - started) / G_USEC_PER_SEC;
	rebound_compromise_free(process.compromise);
	/* Closing the store brings its log into the database; the workers end meanwhile. */
	rebound_pool_dismiss(process.pool);
	rebound_store_free(process.store);
	rebound_pool_free(process.pool);
	rebound_policy_free(process.policy);
	g_hash_table_unref(process.script_errors);
	g_ptr_array_unref(process.done);
	g_hash_table_unref(process.keys);
	g_byte_array_unref(process.record);
	rebound_arena_free(process.event);
	rebound_arena_free(process.arena);
	return done;
}
