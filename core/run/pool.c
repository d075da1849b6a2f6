/* SPDX-License-Identifier: MIT */
#include "core/run/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/run/child.h"

#define MOST_UNDER_WAY    32                /* messages one worker has at a time */
#define MOST_BYTES        (4 * 1024 * 1024) /* of them, unless one alone is larger */
#define MOST_HELD         512               /* messages a worker's share of the order may wait for */
#define MOST_HELD_BYTES   (48 * 1024 * 1024)
#define WATCH_MILLISECONDS 200
#define MOST_FALSE_STARTS 3
#define MOST_STRANGE_ENDS 3

/* A message from when it is handed in until its result is handed out. */
struct entry {
	guint64 sequence;
	struct rebound_mail mail; /* strings and bytes are its own */
	gboolean alone;           /* its worker died: it is tried by itself */
	guint ends;               /* how often its worker died while it was alone */
	gboolean done;
	guint8 *record;
	gsize record_len;
	char *script_error, *killed;
};

struct worker {
	struct rebound_child child;
	GQueue under_way; /* struct entry *, in the order they were sent */
	gsize bytes;      /* of them */
	gboolean alone;   /* has one that is tried by itself */
	gint64 began;     /* when the first of them became the first, monotonic */
	double cpu;       /* of the child at that time */
	gboolean overran; /* was killed for its time */
};

struct rebound_pool {
	struct rebound_pool_options options;
	GPtrArray *arguments;
	struct worker *workers;
	guint false_starts;
	guint lost;
	guint64 next_sequence;
	GQueue order;   /* struct entry *, all that are held, in the order of the input */
	GQueue waiting; /* those no worker has yet */
	GQueue alone;   /* those to be tried by themselves */
	gsize held_bytes;
};

static void free_entry(gpointer data)
{
	struct entry *entry = data;

	g_free((char *)entry->mail.source);
	g_free((char *)entry->mail.envelope_sender);
	g_free((char *)entry->mail.data);
	g_free(entry->record);
	g_free(entry->script_error);
	g_free(entry->killed);
	g_free(entry);
}

static struct entry *new_entry(struct rebound_pool *pool, const struct rebound_mail *mail)
{
	struct entry *entry = g_new0(struct entry, 1);

	entry->sequence = pool->next_sequence++;
	entry->mail = *mail;
	entry->mail.source = g_strdup(mail->source);
	entry->mail.envelope_sender = g_strdup(mail->envelope_sender);
	entry->mail.data = g_memdup2(mail->data, mail->len);
	return entry;
}

static gboolean start_worker(struct rebound_pool *pool, struct worker *worker, GError **error)
{
	worker->alone = worker->overran = FALSE;
	worker->bytes = 0;
	return rebound_child_start(&worker->child, (char *const *)pool->arguments->pdata, error);
}

/* The clocks run for the first message that a worker has. */
static void start_clock(struct worker *worker)
{
	worker->began = g_get_monotonic_time();
	worker->cpu = rebound_child_cpu(&worker->child);
}

static void give(struct worker *worker, struct entry *entry)
{
	if (g_queue_is_empty(&worker->under_way))
		start_clock(worker);
	g_queue_push_tail(&worker->under_way, entry);
	worker->bytes += entry->mail.len;
	worker->alone = entry->alone;
	rebound_frame_write_mail(worker->child.to, entry->sequence, &entry->mail);
}

static gboolean has_room(const struct worker *worker)
{
	guint count = worker->under_way.length;

	if (!worker->child.ready || worker->alone)
		return FALSE;
	return count == 0 || (count < MOST_UNDER_WAY && worker->bytes < MOST_BYTES);
}

static void hand_work_out(struct rebound_pool *pool)
{
	for (guint i = 0; i < pool->options.jobs; i++) {
		struct worker *worker = &pool->workers[i];

		if (!g_queue_is_empty(&pool->alone)) {
			if (worker->child.ready && g_queue_is_empty(&worker->under_way))
				give(worker, g_queue_pop_head(&pool->alone));
			continue;
		}
		while (!g_queue_is_empty(&pool->waiting) && has_room(worker))
			give(worker, g_queue_pop_head(&pool->waiting));
	}
}

static gboolean hand_results_out(struct rebound_pool *pool, GError **error)
{
	struct entry *entry;

	while ((entry = g_queue_peek_head(&pool->order)) != NULL && entry->done) {
		const struct rebound_pool_result result = {
			&entry->mail, entry->record, entry->record_len, entry->killed, entry->script_error};
		gboolean taken = pool->options.result(&result, pool->options.data, error);

		g_queue_pop_head(&pool->order);
		pool->held_bytes -= entry->mail.len;
		free_entry(entry);
		if (!taken)
			return FALSE;
	}
	return TRUE;
}

static gboolean take_result(struct worker *worker, const struct rebound_frame *frame)
{
	struct entry *entry = g_queue_peek_head(&worker->under_way);

	if (entry == NULL || entry->sequence != frame->sequence)
		return FALSE;
	g_queue_pop_head(&worker->under_way);
	entry->record = g_memdup2(frame->record, frame->record_len);
	entry->record_len = frame->record_len;
	entry->script_error = g_strdup(frame->text);
	entry->done = TRUE;
	worker->bytes -= entry->mail.len;
	worker->alone = FALSE;
	start_clock(worker);
	return TRUE;
}

/* FALSE: the worker is of no use any more; error may be set for one that ends the run. */
static gboolean take_frames(struct rebound_pool *pool, struct worker *worker, GError **error)
{
	struct rebound_frame frame;
	enum rebound_child_state state;

	while ((state = rebound_child_next(&worker->child, &frame)) == REBOUND_CHILD_FRAME) {
		switch (frame.type) {
		case REBOUND_FRAME_HELLO:
			worker->child.ready = frame.version == REBOUND_FRAME_VERSION;
			pool->false_starts = 0;
			if (!worker->child.ready)
				return FALSE;
			break;
		case REBOUND_FRAME_REFUSE:
			g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX, "%s", frame.text);
			return FALSE;
		case REBOUND_FRAME_RESULT:
			if (!take_result(worker, &frame))
				return FALSE;
			break;
		case REBOUND_FRAME_MAIL:
			return FALSE;
		}
	}
	return state == REBOUND_CHILD_WAITS;
}

static char *describe_end(const struct worker *worker, int status)
{
	if (worker->overran || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
		return g_strdup("took too long");
	if (WIFSIGNALED(status))
		return g_strdup_printf("crashed the reader (%s)", strsignal(WTERMSIG(status)));
	return g_strdup_printf("ended the reader (exit status %d)", WIFEXITED(status) ? WEXITSTATUS(status) : 0);
}

/* A kill that neither we nor the message's time explains may be somebody's hand: it gets more tries. */
static gboolean is_strange(const struct worker *worker, int status)
{
	return !worker->overran && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

static void blame(struct rebound_pool *pool, struct worker *worker, int status)
{
	struct entry *entry;

	while ((entry = g_queue_pop_tail(&worker->under_way)) != NULL) {
		entry->ends += entry->alone;
		if (entry->ends > 0 && (!is_strange(worker, status) || entry->ends >= MOST_STRANGE_ENDS)) {
			entry->killed = describe_end(worker, status);
			entry->done = TRUE;
			continue;
		}
		entry->alone = TRUE;
		g_queue_push_head(&pool->alone, entry);
	}
}

static gboolean replace_worker(struct rebound_pool *pool, struct worker *worker, GError **error)
{
	gboolean was_ready = worker->child.ready;
	int status = rebound_child_stop(&worker->child);

	pool->lost++;
	if (!was_ready && ++pool->false_starts >= MOST_FALSE_STARTS) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: the workers end before they begin",
			(const char *)pool->arguments->pdata[0]);
		return FALSE;
	}
	blame(pool, worker, status);
	return start_worker(pool, worker, error);
}

/* The processor's time is what a message may use; the wall clock catches one that sleeps. */
static gboolean overruns(struct worker *worker)
{
	if (g_queue_is_empty(&worker->under_way) || !worker->child.ready)
		return FALSE;
	double wall = (double)(g_get_monotonic_time() - worker->began) / G_USEC_PER_SEC;
	if (wall < REBOUND_LIMIT_WORKER_CPU_SECONDS)
		return FALSE;
	double cpu = rebound_child_cpu(&worker->child) - worker->cpu;
	worker->overran = wall >= REBOUND_LIMIT_WORKER_WALL_SECONDS || cpu >= REBOUND_LIMIT_WORKER_CPU_SECONDS;
	return worker->overran;
}

static gboolean attend(struct rebound_pool *pool, struct worker *worker, short events, GError **error)
{
	GError *problem = NULL;
	gboolean good = TRUE;

	if (events & (POLLIN | POLLHUP | POLLERR)) {
		gboolean open = rebound_child_receive(&worker->child);

		good = take_frames(pool, worker, &problem) && open;
	}
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (good && worker->child.to->len > 0)
		good = rebound_child_send(&worker->child);
	if (good && !overruns(worker))
		return TRUE;
	return replace_worker(pool, worker, error);
}

/* Wait until a pipe moves, and move on. */
static gboolean step(struct rebound_pool *pool, int milliseconds, GError **error)
{
	g_autofree struct pollfd *polls = g_new0(struct pollfd, (gsize)pool->options.jobs * 2);

	hand_work_out(pool);
	for (guint i = 0; i < pool->options.jobs; i++) {
		const struct worker *worker = &pool->workers[i];

		polls[2 * i] = (struct pollfd){worker->child.out, POLLIN, 0};
		polls[2 * i + 1] = (struct pollfd){worker->child.to->len > 0 ? worker->child.in : -1, POLLOUT, 0};
	}
	if (poll(polls, (nfds_t)pool->options.jobs * 2, milliseconds) < 0 && errno != EINTR) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "poll: %s", g_strerror(errno));
		return FALSE;
	}
	for (guint i = 0; i < pool->options.jobs; i++) {
		if (!attend(pool, &pool->workers[i], polls[2 * i].revents, error))
			return FALSE;
	}
	return hand_results_out(pool, error);
}

static gboolean is_full(const struct rebound_pool *pool)
{
	return pool->waiting.length >= MOST_UNDER_WAY || pool->order.length >= MOST_HELD * pool->options.jobs ||
		pool->held_bytes >= MOST_HELD_BYTES;
}

static void add_options(GPtrArray *arguments, const char *option, const char *const *values)
{
	for (guint i = 0; values != NULL && values[i] != NULL; i++) {
		g_ptr_array_add(arguments, g_strdup(option));
		g_ptr_array_add(arguments, g_strdup(values[i]));
	}
}

static void make_arguments(struct rebound_pool *pool)
{
	const struct rebound_pool_options *options = &pool->options;
	const char *rules[] = {options->rules, NULL};

	pool->arguments = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(pool->arguments, g_strdup(options->program != NULL ? options->program : "/proc/self/exe"));
	g_ptr_array_add(pool->arguments, g_strdup("worker"));
	add_options(pool->arguments, "--rules", rules);
	add_options(pool->arguments, "--own-address", options->own_addresses);
	add_options(pool->arguments, "--own-domain", options->own_domains);
	/* All workers live in the parent's present, so that none of them dates a mail by its own. */
	g_ptr_array_add(pool->arguments, g_strdup("--now"));
	g_ptr_array_add(pool->arguments, g_strdup_printf("@%" G_GINT64_FORMAT, rebound_clock_now()));
	g_ptr_array_add(pool->arguments, NULL);
}

struct rebound_pool *rebound_pool_new(const struct rebound_pool_options *options, GError **error)
{
	g_return_val_if_fail(options->jobs >= 1, NULL);

	g_autoptr(rebound_pool) pool = g_new0(struct rebound_pool, 1);
	pool->options = *options;
	make_arguments(pool);
	g_queue_init(&pool->order);
	g_queue_init(&pool->waiting);
	g_queue_init(&pool->alone);
	pool->workers = g_new0(struct worker, options->jobs);
	for (guint i = 0; i < options->jobs; i++) {
		rebound_child_init(&pool->workers[i].child);
		g_queue_init(&pool->workers[i].under_way);
	}
	for (guint i = 0; i < options->jobs; i++) {
		if (!start_worker(pool, &pool->workers[i], error))
			return NULL;
	}
	return g_steal_pointer(&pool);
}

void rebound_pool_free(struct rebound_pool *pool)
{
	if (pool == NULL)
		return;
	for (guint i = 0; i < pool->options.jobs; i++) {
		rebound_child_clear(&pool->workers[i].child);
		g_queue_clear(&pool->workers[i].under_way);
	}
	g_queue_clear(&pool->waiting);
	g_queue_clear(&pool->alone);
	g_queue_clear_full(&pool->order, free_entry);
	g_free(pool->workers);
	g_ptr_array_unref(pool->arguments);
	g_free(pool);
}

gboolean rebound_pool_submit(struct rebound_pool *pool, const struct rebound_mail *mail, GError **error)
{
	struct entry *entry = new_entry(pool, mail);

	g_queue_push_tail(&pool->order, entry);
	g_queue_push_tail(&pool->waiting, entry);
	pool->held_bytes += mail->len;
	/* A look without waiting now and then keeps the pipes busy at little cost. */
	if (pool->waiting.length % 8 == 0 && !step(pool, 0, error))
		return FALSE;
	while (is_full(pool)) {
		if (!step(pool, WATCH_MILLISECONDS, error))
			return FALSE;
	}
	return TRUE;
}

gboolean rebound_pool_drain(struct rebound_pool *pool, GError **error)
{
	while (!g_queue_is_empty(&pool->order)) {
		if (!step(pool, WATCH_MILLISECONDS, error))
			return FALSE;
	}
	return TRUE;
}

guint rebound_pool_lost(const struct rebound_pool *pool)
{
	return pool->lost;
}
