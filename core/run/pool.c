/* SPDX-License-Identifier: MIT */
#include "core/run/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>

#include <rebound/error.h>
#include "core/base/limits.h"
#include "core/run/frame.h"
#include "core/run/pool_worker.h"

/*
 * What one worker may have in hand. Several are faster together than the parent, and go on for long
 * while it is busy; one alone is slower, and memory that is touched for the first time costs more
 * than it would gain.
 */
#define WORKER_TASKS	 512
#define ONE_WORKER_TASKS 128
#define WORKER_BYTES	 ((gsize)2 * 1024 * 1024)

/* What may be on its way in all, mails and records: memory is bounded, and a slow message holds up
 * the others late. */
#define POOL_BYTES ((gsize)10 * 1024 * 1024)
#define TASK_BYTES ((gsize)512) /* of what is kept about a mail besides */

/* With more of records at hand, only that is read which makes room. It is more than mails bring
 * about: it takes a worker that one of them has taken over. */
#define HELD_BYTES ((gsize)16 * 1024 * 1024)

/* Mails lie in memory that is shared, but for the largest. */
#define SHARE_BYTES  ((gsize)6 * 1024 * 1024)
#define SHARED_BYTES ((gsize)1024 * 1024)

/* Messages are handed over in batches. */
#define BATCH_TASKS 32
#define BATCH_BYTES ((gsize)64 * 1024)

#define WAIT_MS		100 /* between two looks at the clocks */
#define START_FAILURES	3
#define SPARE_TASKS	256
#define SPARE_TASK_SIZE ((gsize)64 * 1024)

struct rebound_pool {
	struct rebound_pool_options options;
	struct rebound_pool_worker *workers; /* options.jobs of them */
	struct rebound_share *share;	     /* NULL where the machine has none */
	GQueue tasks;	  /* all that are on their way, in the order of the input */
	GQueue waiting;	  /* those that no worker has yet */
	GQueue suspected; /* those whose worker died; each is tried again alone */
	GPtrArray *spare; /* tasks to use again */
	guint64 next_number;
	gsize bytes; /* of all tasks, with their records */
	gsize held;  /* of the records alone */
	guint batch; /* tasks since the last turn */
	gsize batch_bytes;
	guint lost;
	guint start_failures; /* in a row */
	gboolean failed;
};

/* ---- tasks ---- */

static void free_task(gpointer data)
{
	struct rebound_pool_task *task = data;

	g_byte_array_unref(task->frame);
	g_byte_array_unref(task->record);
	g_free(task->script_error);
	g_free(task->killed);
	g_free(task);
}

static struct rebound_pool_task *take_spare(struct rebound_pool *pool)
{
	if (pool->spare->len > 0)
		return g_ptr_array_steal_index_fast(pool->spare, pool->spare->len - 1);
	struct rebound_pool_task *task = g_new0(struct rebound_pool_task, 1);
	task->frame = g_byte_array_new();
	task->record = g_byte_array_new();
	return task;
}

static void drop_task(struct rebound_pool *pool, struct rebound_pool_task *task)
{
	pool->bytes -= task->size + task->record->len;
	pool->held -= task->record->len;
	if (task->shared)
		rebound_share_take_up(pool->share, task->offset, task->mail.len);
	if (pool->spare->len >= SPARE_TASKS || task->frame->len > SPARE_TASK_SIZE ||
		task->record->len > SPARE_TASK_SIZE) {
		free_task(task);
		return;
	}
	GByteArray *frame = task->frame, *record = task->record;
	g_free(task->script_error);
	g_free(task->killed);
	memset(task, 0, sizeof(*task));
	task->frame = frame;
	task->record = record;
	g_ptr_array_add(pool->spare, task);
}

/* The one copy of the mail is what is shared, or the frame: the mail's pointers are set into it. */
static void write_frame(struct rebound_pool *pool, struct rebound_pool_task *task)
{
	struct rebound_frame frame = {.type = REBOUND_FRAME_MAIL};
	struct rebound_mail *mail = &task->mail;

	g_byte_array_set_size(task->frame, 0);
	g_byte_array_set_size(task->record, 0);
	gsize place = rebound_frame_begin(task->frame, REBOUND_FRAME_MAIL);
	rebound_frame_add_number(task->frame, task->number);
	rebound_frame_add_number(task->frame, mail->index);
	rebound_frame_add_number(task->frame, (guint64)mail->received);
	rebound_frame_add_number(task->frame, mail->truncated);
	rebound_frame_add_string(task->frame, mail->source);
	rebound_frame_add_string(task->frame, mail->envelope_sender);
	if (task->shared) {
		rebound_frame_add_bytes(task->frame, NULL, 0);
		rebound_frame_add_number(task->frame, task->offset);
		rebound_frame_add_number(task->frame, mail->len);
	} else {
		rebound_frame_add_bytes(task->frame, mail->data ? mail->data : "", mail->len);
	}
	rebound_frame_end(task->frame, place);

	frame.at = task->frame->data + REBOUND_FRAME_HEADER_SIZE + 4 * sizeof(guint64);
	frame.end = task->frame->data + task->frame->len;
	mail->source = rebound_frame_read_string(&frame);
	mail->envelope_sender = rebound_frame_read_string(&frame);
	task->size = task->frame->len + TASK_BYTES;
	if (task->shared) {
		mail->data = rebound_share_at(pool->share, task->offset);
		task->size += mail->len;
	} else {
		mail->data = rebound_frame_read_bytes(&frame, &mail->len);
	}
}

/* ---- workers that end ---- */

static gboolean fail_start(struct rebound_pool *pool, const char *why, GError **error)
{
	if (++pool->start_failures < START_FAILURES)
		return TRUE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
		"no worker can be started: loading its rules %s", why);
	return FALSE;
}

static gint compare_tasks(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct rebound_pool_task *left = a, *right = b;

	return left->number < right->number ? -1 : left->number > right->number;
}

/*
 * A worker is dead. What it had is suspected, and each tried again alone, in the order of the
 * input; what it had alone and died of is given up.
 */
static gboolean lose_worker(
	struct rebound_pool *pool, struct rebound_pool_worker *worker, GError **error)
{
	gboolean ready = worker->ready, alone = worker->alone;
	g_autofree char *why = rebound_pool_worker_bury(worker);
	struct rebound_pool_task *task;

	pool->lost++;
	if (!ready) {
		while ((task = g_queue_pop_tail(&worker->tasks)) != NULL)
			g_queue_push_head(alone ? &pool->suspected : &pool->waiting, task);
		return fail_start(pool, why, error);
	}
	while ((task = g_queue_pop_head(&worker->tasks)) != NULL) {
		task->deaths++;
		if (alone) {
			task->killed = g_strdup(why);
			task->done = TRUE;
		} else {
			g_queue_insert_sorted(&pool->suspected, task, compare_tasks, NULL);
		}
	}
	return TRUE;
}

/* ---- handing out ---- */

static guint most_tasks(const struct rebound_pool *pool)
{
	return pool->options.jobs > 1 ? WORKER_TASKS : ONE_WORKER_TASKS;
}

/* A worker without tasks, which is started if it must be; NULL where all are at work. */
static gboolean find_idle(
	struct rebound_pool *pool, struct rebound_pool_worker **found, GError **error)
{
	struct rebound_pool_worker *empty = NULL;

	*found = NULL;
	for (guint i = 0; i < pool->options.jobs; i++) {
		struct rebound_pool_worker *worker = &pool->workers[i];
		if (worker->pid == 0)
			empty = empty ? empty : worker;
		else if (g_queue_is_empty(&worker->tasks) && !worker->killed)
			*found = *found ? *found : worker;
	}
	if (*found || !empty)
		return TRUE;
	if (!rebound_pool_worker_start(empty, &pool->options, pool->share, error))
		return FALSE;
	*found = empty;
	return TRUE;
}

/* The worker with the least to do that takes more; a new one before any has a whole batch to do. */
static gboolean find_worker(
	struct rebound_pool *pool, struct rebound_pool_worker **found, GError **error)
{
	struct rebound_pool_worker *best = NULL, *empty = NULL;

	for (guint i = 0; i < pool->options.jobs; i++) {
		struct rebound_pool_worker *worker = &pool->workers[i];
		if (worker->pid == 0)
			empty = empty ? empty : worker;
		else if (!worker->alone && !worker->killed &&
			 worker->tasks.length < most_tasks(pool) && worker->bytes < WORKER_BYTES &&
			 (!best || worker->bytes < best->bytes))
			best = worker;
	}
	if (empty && (!best || best->tasks.length >= BATCH_TASKS || best->bytes >= BATCH_BYTES)) {
		if (!rebound_pool_worker_start(empty, &pool->options, pool->share, error))
			return FALSE;
		best = empty;
	}
	*found = best;
	return TRUE;
}

static gboolean hand_out(struct rebound_pool *pool, GError **error)
{
	struct rebound_pool_worker *worker;

	while (!g_queue_is_empty(&pool->suspected)) {
		if (!find_idle(pool, &worker, error))
			return FALSE;
		if (!worker)
			return TRUE; /* those at work end first: nothing new is given to them */
		worker->alone = TRUE;
		rebound_pool_worker_give(worker, g_queue_pop_head(&pool->suspected));
	}
	while (!g_queue_is_empty(&pool->waiting)) {
		if (!find_worker(pool, &worker, error))
			return FALSE;
		if (!worker)
			return TRUE;
		rebound_pool_worker_give(worker, g_queue_pop_head(&pool->waiting));
	}
	return TRUE;
}

/* ---- results ---- */

/* A record for the first task of a worker. FALSE where the worker says something that makes no
 * sense. */
static gboolean take_record(
	struct rebound_pool *pool, struct rebound_pool_worker *worker, struct rebound_frame *frame)
{
	struct rebound_pool_task *task = g_queue_peek_head(&worker->tasks);
	guint64 number = rebound_frame_read_number(frame);
	const char *script_error = rebound_frame_read_string(frame);

	if (!worker->ready || !task || frame->damaged || task->number != number ||
		g_queue_peek_head(&worker->unsent) == task)
		return FALSE;
	g_queue_pop_head(&worker->tasks);
	worker->bytes -= task->size;
	worker->alone = FALSE;
	g_byte_array_append(task->record, frame->at, (guint)(frame->end - frame->at));
	pool->bytes += task->record->len;
	pool->held += task->record->len;
	if (script_error != NULL)
		task->script_error = g_strndup(script_error, REBOUND_LIMIT_FIELD_BYTES);
	task->done = TRUE;
	pool->start_failures = 0;
	return TRUE;
}

static void take_refusal(struct rebound_frame *frame, GError **error)
{
	guint64 code = rebound_frame_read_number(frame);
	const char *message = rebound_frame_read_string(frame);

	g_set_error(error, REBOUND_ERROR,
		code <= REBOUND_ERROR_USAGE ? (int)code : REBOUND_ERROR_SYNTAX, "%s",
		message ? message : "a worker can't load its rules");
}

enum taken { TAKEN_ALL, TAKEN_DAMAGE, TAKEN_ERROR };

static enum taken take_frames(
	struct rebound_pool *pool, struct rebound_pool_worker *worker, GError **error)
{
	struct rebound_frame frame;
	int got;

	while ((got = rebound_frame_buffer_take(&worker->input, &frame)) == 1) {
		rebound_pool_worker_touch(worker);
		switch (frame.type) {
		case REBOUND_FRAME_READY:
			/* Said again and again it would keep the clock from running out. */
			if (worker->ready)
				return TAKEN_DAMAGE;
			worker->ready = TRUE;
			break;
		case REBOUND_FRAME_RECORD:
			if (!take_record(pool, worker, &frame))
				return TAKEN_DAMAGE;
			break;
		case REBOUND_FRAME_REFUSED:
			/* The rules are loaded before the first mail: what says so later is not our
			 * program any more, and has no word on whether the run goes on. */
			if (worker->ready)
				return TAKEN_DAMAGE;
			take_refusal(&frame, error);
			return TAKEN_ERROR;
		default:
			return TAKEN_DAMAGE;
		}
	}
	return got < 0 ? TAKEN_DAMAGE : TAKEN_ALL;
}

/* Take all that a worker has written. FALSE with error set ends the pool. */
static gboolean read_worker(
	struct rebound_pool *pool, struct rebound_pool_worker *worker, GError **error)
{
	gssize count = rebound_frame_buffer_fill(&worker->input, worker->from);

	if (count < 0 && errno == EAGAIN)
		return TRUE;
	if (count <= 0)
		return lose_worker(pool, worker, error);
	switch (take_frames(pool, worker, error)) {
	case TAKEN_ALL:
		return TRUE;
	case TAKEN_DAMAGE:
		worker->killed = "confused the worker";
		return lose_worker(pool, worker, error);
	case TAKEN_ERROR:
		break;
	}
	return FALSE;
}

/* Hand results back in the order of the input, as far as there are any. */
static gboolean hand_back(struct rebound_pool *pool, GError **error)
{
	struct rebound_pool_task *task;

	while ((task = g_queue_peek_head(&pool->tasks)) != NULL && task->done) {
		struct rebound_pool_result result = {
			.mail = &task->mail,
			.record = task->killed ? NULL : task->record->data,
			.record_len = task->record->len,
			.killed = task->killed,
			.script_error = task->script_error,
		};
		gboolean go_on = pool->options.result(&result, pool->options.data, error);
		g_queue_pop_head(&pool->tasks);
		drop_task(pool, task);
		if (!go_on)
			return FALSE;
	}
	return TRUE;
}

/* ---- turns ---- */

static gboolean write_workers(struct rebound_pool *pool, GError **error)
{
	for (guint i = 0; i < pool->options.jobs; i++) {
		struct rebound_pool_worker *worker = &pool->workers[i];
		if (worker->pid == 0 || rebound_pool_worker_write(worker))
			continue;
		/* What it has written before it died still counts: the end of its output is met
		 * below. */
		g_queue_clear(&worker->unsent);
		worker->offset = 0;
		g_clear_pointer(&worker->config, g_byte_array_unref);
		if (!read_worker(pool, worker, error))
			return FALSE;
	}
	return TRUE;
}

/*
 * The only worker that is read from: while the pool holds more than it should, the one whose answer
 * is handed back next, which makes room. NULL: all are.
 */
static const struct rebound_pool_worker *find_only(const struct rebound_pool *pool)
{
	gconstpointer first = g_queue_peek_head((GQueue *)&pool->tasks);
	const struct rebound_pool_worker *only = NULL;
	gsize held = pool->held;

	for (guint i = 0; i < pool->options.jobs; i++) {
		const struct rebound_pool_worker *worker = &pool->workers[i];

		if (worker->pid == 0)
			continue;
		held += worker->input.end - worker->input.start;
		if (first != NULL && g_queue_peek_head((GQueue *)&worker->tasks) == first)
			only = worker;
	}
	return held > HELD_BYTES ? only : NULL;
}

/* Wait for the pipes, and for at most so long. The time that was waited, in microseconds. */
static gint64 wait_for_pipes(struct rebound_pool *pool, const struct rebound_pool_worker *only,
	struct pollfd *pipes, int timeout)
{
	guint count = pool->options.jobs;

	for (guint i = 0; i < count; i++) {
		const struct rebound_pool_worker *worker = &pool->workers[i];
		gboolean read = worker->pid && (only == NULL || only == worker);
		pipes[i] = (struct pollfd){read ? worker->from : -1, POLLIN, 0};
		gboolean unsent = worker->pid && rebound_pool_worker_has_unsent(worker);
		pipes[count + i] = (struct pollfd){unsent ? worker->to : -1, POLLOUT, 0};
	}
	gint64 start = g_get_monotonic_time();
	if (poll(pipes, (nfds_t)2 * count, timeout) <= 0)
		for (guint i = 0; i < 2 * count; i++)
			pipes[i].revents = 0;
	return g_get_monotonic_time() - start;
}

/* One turn: hand out, wait, read, look at the clocks, hand out again, hand back. Handing back takes
 * longest, and no worker waits for it. */
static gboolean turn(struct rebound_pool *pool, int timeout, GError **error)
{
	struct pollfd pipes[2 * REBOUND_LIMIT_JOBS];

	pool->batch = 0;
	pool->batch_bytes = 0;
	if (!hand_out(pool, error) || !write_workers(pool, error))
		return FALSE;
	const struct rebound_pool_worker *only = find_only(pool);
	gint64 waited = wait_for_pipes(pool, only, pipes, timeout);
	for (guint i = 0; i < pool->options.jobs; i++) {
		struct rebound_pool_worker *worker = &pool->workers[i];
		if (worker->pid == 0)
			continue;
		if (pipes[i].revents != 0 && !read_worker(pool, worker, error))
			return FALSE;
		/* Also one that writes, but no whole answer. What can't be heard may take its time.
		 */
		if (worker->pid != 0 && (only == NULL || only == worker))
			rebound_pool_worker_watch(worker, waited);
		else if (worker->pid != 0)
			rebound_pool_worker_touch(worker);
	}
	return hand_out(pool, error) && write_workers(pool, error) && hand_back(pool, error) &&
	       (pool->options.turn == NULL || pool->options.turn(pool->options.data, error));
}

static gboolean is_full(const struct rebound_pool *pool)
{
	if (g_queue_is_empty((GQueue *)&pool->tasks))
		return FALSE;
	return pool->tasks.length >= 2 * pool->options.jobs * most_tasks(pool) ||
	       pool->bytes >= POOL_BYTES;
}

/* ---- the pool ---- */

/* A worker that dies while it is written to is an event here, not the end of the process, and so is
 * a file that may not grow. */
static void ignore_signals_of_writing(void)
{
	static const int signals[] = {SIGPIPE, SIGXFSZ};
	struct sigaction action;

	for (gsize i = 0; i < G_N_ELEMENTS(signals); i++)
		if (sigaction(signals[i], NULL, &action) == 0 && action.sa_handler == SIG_DFL)
			signal(signals[i], SIG_IGN);
}

struct rebound_pool *rebound_pool_new(const struct rebound_pool_options *options, GError **error)
{
	g_return_val_if_fail(options->jobs > 0 && options->result, NULL);
	struct rebound_pool *pool = g_new0(struct rebound_pool, 1);

	pool->options = *options;
	pool->options.jobs = MIN(options->jobs, REBOUND_LIMIT_JOBS);
	pool->options.program = g_strdup(options->program);
	pool->options.rules = g_strdup(options->rules);
	pool->options.own_addresses =
		(const char *const *)g_strdupv((char **)options->own_addresses);
	pool->options.own_domains = (const char *const *)g_strdupv((char **)options->own_domains);
	pool->workers = g_new0(struct rebound_pool_worker, pool->options.jobs);
	pool->spare = g_ptr_array_new_with_free_func(free_task);
	ignore_signals_of_writing();
	pool->share = rebound_share_new(SHARE_BYTES);
	/* One at once, to see that it can be; the others when there is work for them. */
	if (rebound_pool_worker_start(&pool->workers[0], &pool->options, pool->share, error))
		return pool;
	rebound_pool_free(pool);
	return NULL;
}

void rebound_pool_free(struct rebound_pool *pool)
{
	if (!pool)
		return;
	for (guint i = 0; i < pool->options.jobs; i++) {
		rebound_pool_worker_stop(&pool->workers[i]);
		g_queue_clear(&pool->workers[i].tasks);
	}
	g_queue_clear(&pool->waiting);
	g_queue_clear(&pool->suspected);
	g_queue_clear_full(&pool->tasks, free_task);
	g_ptr_array_unref(pool->spare);
	rebound_share_free(pool->share);
	g_free((char *)pool->options.program);
	g_free((char *)pool->options.rules);
	g_strfreev((char **)pool->options.own_addresses);
	g_strfreev((char **)pool->options.own_domains);
	g_free(pool->workers);
	g_free(pool);
}

static gboolean refuse_failed(const struct rebound_pool *pool, GError **error)
{
	if (!pool->failed)
		return FALSE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
		"the workers were stopped by an earlier failure");
	return TRUE;
}

/* Lay the mail down in what is shared; where it is full, results make room. */
static gboolean share_mail(
	struct rebound_pool *pool, struct rebound_pool_task *task, GError **error)
{
	const struct rebound_mail *mail = &task->mail;

	if (pool->share == NULL || mail->data == NULL || mail->len > SHARED_BYTES)
		return TRUE;
	while (!rebound_share_put(pool->share, mail->data, mail->len, &task->offset))
		if (!turn(pool, WAIT_MS, error))
			return FALSE;
	task->shared = TRUE;
	return TRUE;
}

gboolean rebound_pool_submit(
	struct rebound_pool *pool, const struct rebound_mail *mail, GError **error)
{
	if (refuse_failed(pool, error))
		return FALSE;
	struct rebound_pool_task *task = take_spare(pool);
	task->number = pool->next_number++;
	task->mail = *mail;
	if (!share_mail(pool, task, error)) {
		free_task(task);
		pool->failed = TRUE;
		return FALSE;
	}
	write_frame(pool, task);
	pool->bytes += task->size;
	pool->batch++;
	pool->batch_bytes += task->size;
	g_queue_push_tail(&pool->tasks, task);
	g_queue_push_tail(&pool->waiting, task);
	if ((pool->batch >= BATCH_TASKS || pool->batch_bytes >= BATCH_BYTES) &&
		!turn(pool, 0, error))
		pool->failed = TRUE;
	while (!pool->failed && is_full(pool))
		pool->failed = !turn(pool, WAIT_MS, error);
	return !pool->failed;
}

gboolean rebound_pool_drain(struct rebound_pool *pool, GError **error)
{
	if (refuse_failed(pool, error))
		return FALSE;
	while (!pool->failed && !g_queue_is_empty(&pool->tasks))
		pool->failed = !turn(pool, WAIT_MS, error);
	return !pool->failed;
}

void rebound_pool_dismiss(struct rebound_pool *pool)
{
	for (guint i = 0; pool != NULL && i < pool->options.jobs; i++)
		rebound_pool_worker_dismiss(&pool->workers[i]);
}

guint rebound_pool_lost(const struct rebound_pool *pool)
{
	return pool->lost;
}
