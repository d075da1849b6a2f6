/* SPDX-License-Identifier: MIT */
#include "core/mail/mailbox_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define WAIT_MICROSECONDS  ((gint64)2 * G_USEC_PER_SEC)
#define PAUSE_MICROSECONDS 10000

/* The process that a dotlock names; 0 where it names none. */
static pid_t owner_of(const char *dotlock)
{
	char text[32] = "";
	int descriptor = open(dotlock, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	ssize_t len = descriptor >= 0 ? read(descriptor, text, sizeof(text) - 1) : 0;

	if (descriptor >= 0)
		close(descriptor);
	return len > 0 ? (pid_t)strtol(text, NULL, 10) : 0;
}

/* NULL where there is no dotlock. *over is set where its process is gone: there is nothing to wait
 * for, and what it was writing may be unfinished. */
static char *look_at_dotlock(const char *path, gboolean *over)
{
	g_autofree char *dotlock = g_strconcat(path, ".lock", NULL);
	struct stat info;

	if (lstat(dotlock, &info) != 0)
		return NULL;
	pid_t owner = owner_of(dotlock);
	*over = owner > 0 && kill(owner, 0) != 0 && errno == ESRCH;
	if (*over)
		return g_strdup_printf("%s is of process %d, which is gone; remove it if no mail "
				       "system uses it",
			dotlock, (int)owner);
	return g_strdup_printf("%s is there, so another program writes to it", dotlock);
}

static char *look_at_locks(int descriptor)
{
	struct flock range = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
	static const char held[] = "another program has locked it";

	if (fcntl(descriptor, F_OFD_SETLK, &range) != 0 && (errno == EAGAIN || errno == EACCES))
		return g_strdup(held);
	if (flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK)
		return g_strdup(held);
	return NULL;
}

static void drop_locks(int descriptor)
{
	struct flock range = {.l_type = F_UNLCK, .l_whence = SEEK_SET};

	flock(descriptor, LOCK_UN);
	fcntl(descriptor, F_OFD_SETLK, &range);
}

char *rebound_mailbox_wait(const char *path, int descriptor, guint64 *size)
{
	gint64 end = g_get_monotonic_time() + WAIT_MICROSECONDS;
	struct stat info = {0};
	gboolean over = FALSE;
	char *held;

	for (;;) {
		held = look_at_dotlock(path, &over);
		if (held == NULL)
			held = look_at_locks(descriptor);
		*size = fstat(descriptor, &info) == 0 ? (guint64)info.st_size : 0;
		drop_locks(descriptor);
		if (held == NULL || over || g_get_monotonic_time() >= end)
			return held;
		g_free(held);
		g_usleep(PAUSE_MICROSECONDS);
	}
}
