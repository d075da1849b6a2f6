/* SPDX-License-Identifier: MIT */
#include "core/run/pool_worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/shortage.h"

#define PIPE_BYTES  (1024 * 1024)      /* for what a worker found, */
#define PIPES_BYTES (16 * 1024 * 1024) /* and for all of them: a user has 64 MB by default */
#define WRITE_PARTS 32
#define END_MS	    1000		 /* for a worker that ends by itself */
#define LOOK_AT_CPU ((gint64)250 * 1000) /* microseconds without a result */

/* ---- start and end ---- */

/* Standard input and output are the pipes, standard error is the parent's, what is shared comes
 * next (-1: nothing), and there is nothing else. */
static int spawn(pid_t *pid, const char *program, int in, int out, int share)
{
	char *const arguments[] = {(char *)"rebound", (char *)"worker", NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t signals;

	sigemptyset(&signals);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &signals);
	sigaddset(&signals, SIGPIPE);
	sigaddset(&signals, SIGTERM);
	posix_spawnattr_setsigdefault(&attributes, &signals);
	/* A group of its own: what is typed at the terminal is for the parent. */
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setflags(&attributes,
		POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	if (share >= 0)
		posix_spawn_file_actions_adddup2(&actions, share, REBOUND_FRAME_SHARE);
	posix_spawn_file_actions_addclosefrom_np(
		&actions, share >= 0 ? REBOUND_FRAME_SHARE + 1 : STDERR_FILENO + 1);
	int failure = posix_spawn(pid, program, &actions, &attributes, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return failure;
}

static GByteArray *write_config(
	const struct rebound_pool_options *options, const struct rebound_share *share)
{
	GByteArray *config = g_byte_array_new();
	gsize place = rebound_frame_begin(config, REBOUND_FRAME_CONFIG);

	rebound_frame_add_number(
		config, (guint64)(options->now != 0 ? options->now : rebound_clock_now()));
	rebound_frame_add_string(config, options->rules);
	rebound_frame_add_list(config, options->own_addresses);
	rebound_frame_add_list(config, options->own_domains);
	rebound_frame_add_number(config, share != NULL ? rebound_share_size(share) : 0);
	rebound_frame_end(config, place);
	return config;
}

static void close_pair(const int pair[2])
{
	close(pair[0]);
	close(pair[1]);
}

/* Where the machine or this process has no more of something, a later run may have. */
static gboolean fail_start(const char *what, int number, GError **error)
{
	gboolean passes = rebound_is_shortage(number);

	g_set_error(error, REBOUND_ERROR, passes ? REBOUND_ERROR_BUSY : REBOUND_ERROR_IO,
		"%s: %s%s", what, g_strerror(number),
		passes ? ": try again, nothing was lost" : "");
	return FALSE;
}

gboolean rebound_pool_worker_start(struct rebound_pool_worker *worker,
	const struct rebound_pool_options *options, const struct rebound_share *share,
	GError **error)
{
	const char *program = options->program ? options->program : "/proc/self/exe";
	int to[2], from[2];

	memset(worker, 0, sizeof(*worker));
	worker->input.limit = REBOUND_LIMIT_RECORD_BYTES;
	if (pipe2(to, O_CLOEXEC) != 0)
		return fail_start("can't make a pipe for a worker", errno, error);
	if (pipe2(from, O_CLOEXEC) != 0) {
		fail_start("can't make a pipe for a worker", errno, error);
		close_pair(to);
		return FALSE;
	}
	int failure = spawn(&worker->pid, program, to[0], from[1],
		share != NULL ? rebound_share_descriptor(share) : -1);
	close(to[0]);
	close(from[1]);
	if (failure != 0) {
		worker->pid = 0;
		close(to[1]);
		close(from[0]);
		g_autofree char *what =
			g_strdup_printf("%s: can't be started as a worker", program);
		return fail_start(what, failure, error);
	}
	worker->to = to[1];
	worker->from = from[0];
	fcntl(worker->to, F_SETFL, O_NONBLOCK);
	fcntl(worker->from, F_SETFL, O_NONBLOCK);
	/* A larger pipe means fewer turns; where it is refused, the work is the same. */
	fcntl(worker->from, F_SETPIPE_SZ, MIN(PIPE_BYTES, PIPES_BYTES / (int)options->jobs));
	worker->config = write_config(options, share);
	rebound_pool_worker_touch(worker);
	return TRUE;
}

static void release(struct rebound_pool_worker *worker)
{
	if (worker->to >= 0)
		close(worker->to);
	close(worker->from);
	rebound_frame_buffer_clear(&worker->input);
	g_clear_pointer(&worker->config, g_byte_array_unref);
	g_queue_clear(&worker->unsent);
	worker->offset = 0;
	worker->bytes = 0;
	worker->pid = 0;
}

static int wait_for(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return status;
}

void rebound_pool_worker_dismiss(struct rebound_pool_worker *worker)
{
	if (worker->pid == 0 || worker->to < 0 || !worker->ready ||
		!g_queue_is_empty(&worker->tasks))
		return;
	close(worker->to);
	worker->to = -1;
}

void rebound_pool_worker_stop(struct rebound_pool_worker *worker)
{
	if (worker->pid == 0)
		return;
	struct pollfd end = {worker->from, POLLIN, 0};
	rebound_pool_worker_dismiss(worker);
	if (worker->to < 0) {
		if (poll(&end, 1, END_MS) <= 0)
			kill(worker->pid, SIGKILL);
	} else {
		kill(worker->pid, SIGKILL);
	}
	wait_for(worker->pid);
	release(worker);
}

char *rebound_pool_worker_bury(struct rebound_pool_worker *worker)
{
	/* It closed its pipes, or broke the protocol: it has nothing more to say. */
	kill(worker->pid, SIGKILL);
	int status = wait_for(worker->pid);
	const char *killed = worker->killed;
	release(worker);
	if (killed)
		return g_strdup(killed);
	if (WIFEXITED(status))
		return g_strdup_printf("ended the worker with exit code %d", WEXITSTATUS(status));
	if (WTERMSIG(status) == SIGXCPU)
		return g_strdup_printf(
			"took more than %d s of processor time", REBOUND_LIMIT_WORKER_CPU_SECONDS);
	return g_strdup_printf("crashed the worker (%s)", g_strsignal(WTERMSIG(status)));
}

/* ---- work ---- */

void rebound_pool_worker_give(struct rebound_pool_worker *worker, struct rebound_pool_task *task)
{
	if (g_queue_is_empty(&worker->tasks))
		rebound_pool_worker_touch(worker);
	g_queue_push_tail(&worker->tasks, task);
	g_queue_push_tail(&worker->unsent, task);
	worker->bytes += task->size;
}

gboolean rebound_pool_worker_has_unsent(const struct rebound_pool_worker *worker)
{
	return worker->config || worker->unsent.length > 0;
}

static guint collect_parts(
	const struct rebound_pool_worker *worker, struct iovec parts[WRITE_PARTS])
{
	guint count = 0;
	gsize offset = worker->offset;

	if (worker->config)
		parts[count++] = (struct iovec){worker->config->data + worker->config_offset,
			worker->config->len - worker->config_offset};
	for (const GList *link = worker->unsent.head; link && count < WRITE_PARTS;
		link = link->next) {
		const struct rebound_pool_task *task = link->data;
		parts[count++] =
			(struct iovec){task->frame->data + offset, task->frame->len - offset};
		offset = 0;
	}
	return count;
}

static void take_written(struct rebound_pool_worker *worker, gsize count)
{
	if (worker->config) {
		gsize left = worker->config->len - worker->config_offset;
		if (count < left) {
			worker->config_offset += count;
			return;
		}
		count -= left;
		g_clear_pointer(&worker->config, g_byte_array_unref);
	}
	while (count > 0) {
		const struct rebound_pool_task *task = g_queue_peek_head(&worker->unsent);
		gsize left = task->frame->len - worker->offset;
		if (count < left) {
			worker->offset += count;
			return;
		}
		count -= left;
		worker->offset = 0;
		g_queue_pop_head(&worker->unsent);
	}
}

gboolean rebound_pool_worker_write(struct rebound_pool_worker *worker)
{
	while (rebound_pool_worker_has_unsent(worker)) {
		struct iovec parts[WRITE_PARTS];
		guint count = collect_parts(worker, parts);
		gssize wrote = writev(worker->to, parts, (int)count);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return errno == EAGAIN;
		take_written(worker, (gsize)wrote);
		worker->waited = 0;
	}
	return TRUE;
}

/* ---- watching ---- */

static gint64 read_cpu(const struct rebound_pool_worker *worker)
{
	clockid_t clock;
	struct timespec used;

	if (clock_getcpuclockid(worker->pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
		return 0;
	return (gint64)used.tv_sec * 1000000000 + used.tv_nsec;
}

void rebound_pool_worker_touch(struct rebound_pool_worker *worker)
{
	worker->waited = 0;
	worker->cpu_start = -1;
}

void rebound_pool_worker_watch(struct rebound_pool_worker *worker, gint64 waited)
{
	if (worker->killed || (worker->ready && g_queue_is_empty(&worker->tasks)))
		return;
	worker->waited += waited;
	if (worker->waited < LOOK_AT_CPU)
		return;
	gint64 cpu = read_cpu(worker);
	if (worker->cpu_start < 0)
		worker->cpu_start = cpu;
	if (worker->ready &&
		cpu - worker->cpu_start > (gint64)REBOUND_LIMIT_WORKER_CPU_SECONDS * 1000000000)
		worker->killed = "took more than " G_STRINGIFY(
			REBOUND_LIMIT_WORKER_CPU_SECONDS) " s of processor time";
	else if (worker->waited > (gint64)REBOUND_LIMIT_WORKER_WALL_SECONDS * G_USEC_PER_SEC)
		worker->killed =
			"took more than " G_STRINGIFY(REBOUND_LIMIT_WORKER_WALL_SECONDS) " s";
	if (worker->killed)
		kill(worker->pid, SIGKILL);
}
