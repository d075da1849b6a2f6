/* SPDX-License-Identifier: MIT */
#include "core/run/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <rebound/error.h>

#define READ_SIZE   (256 * 1024)
#define KEPT_BUFFER (1024 * 1024)

extern char **environ;

void rebound_child_init(struct rebound_child *child)
{
	memset(child, 0, sizeof(*child));
	child->in = child->out = -1;
	child->to = g_byte_array_new();
	child->from = g_byte_array_new();
}

void rebound_child_clear(struct rebound_child *child)
{
	rebound_child_stop(child);
	g_clear_pointer(&child->to, g_byte_array_unref);
	g_clear_pointer(&child->from, g_byte_array_unref);
}

static void close_pipe(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

static int spawn(pid_t *pid, char *const *arguments, int in, int out)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t defaults;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	/* Signals of the terminal are the parent's to answer; it ends its workers itself. */
	posix_spawnattr_init(&attributes);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
	int result = posix_spawn(pid, arguments[0], &actions, &attributes, arguments, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return result;
}

gboolean rebound_child_start(struct rebound_child *child, char *const *arguments, GError **error)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1};
	int result = 0;

	if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0)
		result = errno;
	else
		result = spawn(&child->pid, arguments, in[0], out[1]);
	close_pipe(&in[0]);
	close_pipe(&out[1]);
	if (result != 0) {
		child->pid = 0;
		close_pipe(&in[1]);
		close_pipe(&out[0]);
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: a worker can't be started: %s", arguments[0],
			g_strerror(result));
		return FALSE;
	}
	child->in = in[1];
	child->out = out[0];
	fcntl(child->in, F_SETFL, O_NONBLOCK);
	fcntl(child->out, F_SETFL, O_NONBLOCK);
	child->ready = FALSE;
	child->sent = child->taken = 0;
	g_byte_array_set_size(child->to, 0);
	g_byte_array_set_size(child->from, 0);
	return TRUE;
}

/* One large message should not keep its size allocated for the rest of the run. */
static void empty_buffer(GByteArray **bytes, guint used)
{
	if (used > KEPT_BUFFER) {
		g_byte_array_unref(*bytes);
		*bytes = g_byte_array_new();
	} else {
		g_byte_array_set_size(*bytes, 0);
	}
}

gboolean rebound_child_send(struct rebound_child *child)
{
	while (child->sent < child->to->len) {
		ssize_t written = write(child->in, child->to->data + child->sent, child->to->len - child->sent);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return errno == EAGAIN;
		child->sent += (gsize)written;
	}
	empty_buffer(&child->to, child->to->len);
	child->sent = 0;
	return TRUE;
}

gboolean rebound_child_receive(struct rebound_child *child)
{
	guint used = child->from->len;

	if (child->taken == used)
		empty_buffer(&child->from, used);
	else
		g_byte_array_remove_range(child->from, 0, (guint)child->taken);
	child->taken = 0;
	used = child->from->len;
	g_byte_array_set_size(child->from, used + READ_SIZE);
	ssize_t len;
	do {
		len = read(child->out, child->from->data + used, READ_SIZE);
	} while (len < 0 && errno == EINTR);
	gboolean open = len > 0 || (len < 0 && errno == EAGAIN);
	g_byte_array_set_size(child->from, used + (guint)MAX(len, 0));
	return open;
}

enum rebound_child_state rebound_child_next(struct rebound_child *child, struct rebound_frame *frame)
{
	switch (rebound_frame_read(child->from->data + child->taken, child->from->len - child->taken, frame)) {
	case REBOUND_FRAME_INCOMPLETE:
		return REBOUND_CHILD_WAITS;
	case REBOUND_FRAME_DAMAGED:
		return REBOUND_CHILD_GONE;
	case REBOUND_FRAME_COMPLETE:
		break;
	}
	child->taken += frame->size;
	return REBOUND_CHILD_FRAME;
}

int rebound_child_stop(struct rebound_child *child)
{
	int status = 0;

	close_pipe(&child->in);
	close_pipe(&child->out);
	if (child->pid == 0)
		return 0;
	/* A worker that died by itself is a zombie until now: this signal finds nobody. */
	kill(child->pid, SIGKILL);
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	child->pid = 0;
	return status;
}

double rebound_child_cpu(const struct rebound_child *child)
{
	clockid_t clock_id;
	struct timespec used;

	if (clock_getcpuclockid(child->pid, &clock_id) != 0 || clock_gettime(clock_id, &used) != 0)
		return 0;
	return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}
