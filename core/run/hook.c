/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/run/delivery.h"

enum { ANSWER_BYTES = 300, KEPT_BYTES = 4096, LOOK_MS = 50 };

/* A program while it runs. */
struct child {
	pid_t pid;
	int handle; /* readable when it has ended; -1 where the kernel gives none */
	int in, err;
	const char *data;
	gsize left;
	GString *said; /* the end of what it wrote to standard error */
};

static void close_end(int *end)
{
	if (*end >= 0)
		close(*end);
	*end = -1;
}

static int make_pipes(int in[2], int err[2])
{
	if (pipe2(in, O_CLOEXEC) != 0)
		return errno;
	if (pipe2(err, O_CLOEXEC) == 0)
		return 0;
	int failure = errno;
	close_end(&in[0]);
	close_end(&in[1]);
	return failure;
}

/* In a group of its own, so that what it starts can be killed with it. */
static int spawn(
	pid_t *pid, const struct rebound_target *target, char *const *environment, int in, int err)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, usual;

	sigemptyset(&none);
	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	sigaddset(&usual, SIGXFSZ);
	sigaddset(&usual, SIGINT);
	sigaddset(&usual, SIGTERM);
	sigaddset(&usual, SIGHUP);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
	posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
	posix_spawn_file_actions_addchdir_np(&actions, "/");
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes,
		POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &usual);
	int failure = posix_spawn(pid, target->program[0], &actions, &attributes,
		(char *const *)target->program, environment);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return failure;
}

static int start(struct child *child, const struct rebound_target *target,
	const struct rebound_outbox_row *row)
{
	g_autofree char *key = g_strdup_printf("REBOUND_KEY=%s", row->key);
	g_autofree char *name = g_strdup_printf("REBOUND_TARGET=%s", target->name);
	char *environment[] = {(char *)"PATH=/usr/local/bin:/usr/bin:/bin",
		(char *)"LC_ALL=C.UTF-8", key, name, NULL};
	int in[2] = {-1, -1}, err[2] = {-1, -1};

	int failure = make_pipes(in, err);
	if (failure != 0)
		return failure;
	failure = spawn(&child->pid, target, environment, in[0], err[1]);
	close_end(&in[0]);
	close_end(&err[1]);
	child->in = in[1];
	child->err = err[0];
	if (failure == 0) {
		fcntl(child->in, F_SETFL, O_NONBLOCK);
		fcntl(child->err, F_SETFL, O_NONBLOCK);
		child->handle = pidfd_open(child->pid, 0);
	}
	return failure;
}

/* What it does not read is no failure of ours: its exit status tells. */
static void feed(struct child *child)
{
	ssize_t written = write(child->in, child->data, child->left);

	if (written > 0) {
		child->data += written;
		child->left -= (gsize)written;
	}
	if (child->left == 0 || (written < 0 && errno != EAGAIN && errno != EINTR))
		close_end(&child->in);
}

static void listen_to(struct child *child)
{
	char bytes[1024];
	ssize_t count = read(child->err, bytes, sizeof(bytes));

	if (count > 0) {
		g_string_append_len(child->said, bytes, count);
		if (child->said->len > KEPT_BYTES)
			g_string_erase(child->said, 0, (gssize)(child->said->len - KEPT_BYTES));
	} else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
		close_end(&child->err);
	}
}

/* It stays to be buried. */
static gboolean has_ended(const struct child *child)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)child->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid == child->pid;
}

/* Until it has ended, or the time is over: then FALSE. */
static gboolean attend(struct child *child, gint64 seconds)
{
	gint64 end = g_get_monotonic_time() + seconds * G_USEC_PER_SEC;

	for (;;) {
		/* A negative descriptor is passed over. */
		struct pollfd ends[] = {{child->handle, POLLIN, 0}, {child->in, POLLOUT, 0},
			{child->err, POLLIN, 0}};
		gint64 left = (end - g_get_monotonic_time() + 999) / 1000;

		if (left <= 0)
			return FALSE;
		left = MIN(left, child->handle >= 0 ? G_MAXINT : LOOK_MS);
		if (poll(ends, G_N_ELEMENTS(ends), (int)left) < 0 && errno != EINTR)
			return FALSE;
		if (child->in >= 0 && ends[1].revents != 0)
			feed(child);
		if (child->err >= 0 && ends[2].revents != 0)
			listen_to(child);
		else if (child->handle >= 0 ? ends[0].revents != 0 : has_ended(child))
			return TRUE;
	}
}

static int bury(const struct child *child)
{
	int status = 0;

	/* Whatever it left behind goes as well. */
	kill(-child->pid, SIGKILL);
	while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return status;
}

static char *last_line(const GString *said)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gsize len = said->len;

	while (len > 0 && g_ascii_isspace(said->str[len - 1]))
		len--;
	const char *break_at = memrchr(said->str, '\n', len);
	const char *begin = break_at != NULL ? break_at + 1 : said->str;
	return g_strdup(
		rebound_text_line(arena, begin, (gsize)(said->str + len - begin), ANSWER_BYTES));
}

static void judge(const struct child *child, int status, struct rebound_delivery *delivery)
{
	g_autofree char *said = last_line(child->said);
	const char *mark = said[0] != '\0' ? ": " : "";

	if (!WIFEXITED(status)) {
		delivery->answer = g_strdup_printf("killed by signal %d%s%s",
			WIFSIGNALED(status) ? WTERMSIG(status) : 0, mark, said);
		return;
	}
	int code = WEXITSTATUS(status);
	delivery->answer = g_strdup_printf("exit status %d%s%s", code, mark, said);
	if (code == 0)
		delivery->outcome = REBOUND_DELIVERY_DONE;
	else if (code != EX_TEMPFAIL)
		delivery->outcome = REBOUND_DELIVERY_FINAL;
}

void rebound_delivery_run(const struct rebound_target *target, const struct rebound_outbox_row *row,
	struct rebound_delivery *delivery)
{
	struct child child = {.in = -1,
		.err = -1,
		.handle = -1,
		.data = row->payload,
		.left = strlen(row->payload)};

	*delivery = (struct rebound_delivery){REBOUND_DELIVERY_AGAIN, -1, NULL};
	int failure = start(&child, target, row);
	if (failure != 0) {
		delivery->answer = g_strdup_printf(
			"%s: can't be started: %s", target->program[0], g_strerror(failure));
	} else {
		child.said = g_string_new(NULL);
		gboolean ended = attend(&child, target->timeout);
		int status = bury(&child);
		if (ended)
			judge(&child, status, delivery);
		else
			delivery->answer = g_strdup_printf("took longer than %" G_GINT64_FORMAT
							   " s, and was killed",
				target->timeout);
		g_string_free(child.said, TRUE);
	}
	close_end(&child.in);
	close_end(&child.err);
	close_end(&child.handle);
}
