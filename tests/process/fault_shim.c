/* SPDX-License-Identifier: MIT */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

/*
 * Preloaded into the program by the tests of crashes. Every call that changes a file is counted:
 * write, pwrite, ftruncate, fsync, fdatasync, rename, unlink, link, and an open that may make one.
 * At a number given something happens. The environment says what:
 *
 *   SHIM_AT=N       the number of the call, from 1
 *   SHIM_DO=        count     write the number of calls to SHIM_COUNT at the end
 *                   kill      die before the call (an even N) or in the middle of it (an odd one)
 *                   power     the same, and what was not synced is lost in part: see below
 *                   fail      the call fails with SHIM_ERRNO
 *                   fail-ever it and all that come after it
 *                   short     a write does one half
 *   SHIM_SYNCED=D   folder of the copies that a power loss leaves: of each file called rebound.db*
 *                   that was written, with what was synced; of the rest some sectors, by chance
 *
 * Pipes and standard error are left alone, and so is a worker.
 */

enum what { NOTHING, COUNT, KILL, POWER, FAIL, FAIL_EVER, SHORT };

static enum what what;
static long at, calls;
static int failure;
static const char *synced, *count_file;

/* A write that was not synced. */
struct pending {
	struct pending *next;
	char name[64];
	off_t offset;
	size_t len; /* 0: the file was cut to offset */
	char bytes[];
};
static struct pending *first, **last = &first;

#define REAL(name) static __typeof__(name) *real_##name

REAL(write);
REAL(pwrite);
REAL(pwrite64);
REAL(ftruncate);
REAL(ftruncate64);
REAL(fsync);
REAL(fdatasync);
REAL(rename);
REAL(renameat2);
REAL(unlink);
REAL(link);
REAL(open);
REAL(open64);

static void find(void)
{
#define FIND(name) real_##name = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
	FIND(write);
	FIND(pwrite);
	FIND(pwrite64);
	FIND(ftruncate);
	FIND(ftruncate64);
	FIND(fsync);
	FIND(fdatasync);
	FIND(rename);
	FIND(renameat2);
	FIND(unlink);
	FIND(link);
	FIND(open);
	FIND(open64);
}

static int is_worker(void)
{
	char line[4096] = "";
	int descriptor = real_open("/proc/self/cmdline", O_RDONLY);
	ssize_t len = descriptor >= 0 ? read(descriptor, line, sizeof(line) - 1) : 0;

	if (descriptor >= 0)
		close(descriptor);
	size_t name = strlen(line) + 1;
	return len > (ssize_t)name && strcmp(line + name, "worker") == 0;
}

static void write_count(void)
{
	char text[32];
	int len = snprintf(text, sizeof(text), "%ld\n", calls);
	int descriptor = real_open(count_file, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	real_write(descriptor, text, (size_t)len);
	close(descriptor);
}

__attribute__((constructor)) static void begin(void)
{
	static const char *const words[] = {
		"", "count", "kill", "power", "fail", "fail-ever", "short"};
	const char *word = getenv("SHIM_DO"), *number = getenv("SHIM_AT");

	find();
	if (word == NULL || is_worker())
		return;
	for (size_t i = 1; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(word, words[i]) == 0)
			what = (enum what)i;
	at = number != NULL ? atol(number) : 0;
	failure = getenv("SHIM_ERRNO") != NULL ? atoi(getenv("SHIM_ERRNO")) : EIO;
	synced = getenv("SHIM_SYNCED");
	count_file = getenv("SHIM_COUNT");
	if (what == COUNT && count_file != NULL)
		atexit(write_count);
}

/* ---- power ---- */

static int name_of(int descriptor, char name[64])
{
	char link_path[64], path[PATH_MAX];

	snprintf(link_path, sizeof(link_path), "/proc/self/fd/%d", descriptor);
	ssize_t len = readlink(link_path, path, sizeof(path) - 1);
	if (len <= 0)
		return 0;
	path[len] = '\0';
	const char *base = strrchr(path, '/');
	base = base != NULL ? base + 1 : path;
	if (strncmp(base, "rebound.db", 10) != 0 || strlen(base) >= 64 || strstr(base, "-shm"))
		return 0;
	strcpy(name, base);
	return 1;
}

static int open_copy(const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", synced, name);
	return real_open(path, O_RDWR | O_CREAT, 0600);
}

static void note(int descriptor, off_t offset, const void *bytes, size_t len)
{
	char name[64];

	if (what != POWER || synced == NULL || !name_of(descriptor, name))
		return;
	struct pending *pending = malloc(sizeof(*pending) + len);
	pending->next = NULL;
	strcpy(pending->name, name);
	pending->offset = offset;
	pending->len = len;
	if (len > 0)
		memcpy(pending->bytes, bytes, len);
	*last = pending;
	last = &pending->next;
}

static void apply(const struct pending *pending, size_t from, size_t len)
{
	int copy = open_copy(pending->name);

	if (pending->len == 0)
		real_ftruncate(copy, pending->offset);
	else
		real_pwrite(copy, pending->bytes + from, len, pending->offset + (off_t)from);
	close(copy);
}

static void sync_file(int descriptor)
{
	char name[64];
	struct pending **place = &first;

	if (what != POWER || synced == NULL || !name_of(descriptor, name))
		return;
	while (*place != NULL) {
		struct pending *pending = *place;

		if (strcmp(pending->name, name) != 0) {
			place = &pending->next;
			continue;
		}
		apply(pending, 0, pending->len);
		*place = pending->next;
		free(pending);
	}
	last = &first;
	while (*last != NULL)
		last = &(*last)->next;
}

/* The disk wrote some sectors of what it had, in no order. */
static void lose_power(void)
{
	unsigned seed = (unsigned)at * 2654435761U;

	for (struct pending *pending = first; pending != NULL; pending = pending->next) {
		if (pending->len == 0 && rand_r(&seed) % 2 == 0)
			apply(pending, 0, 0);
		for (size_t from = 0; from < pending->len; from += 512) {
			size_t len = pending->len - from < 512 ? pending->len - from : 512;

			if (rand_r(&seed) % 2 == 0)
				apply(pending, from, len);
		}
	}
}

/* ---- counting ---- */

static int is_counted(int descriptor)
{
	struct stat info;

	return what != NOTHING && descriptor != STDERR_FILENO && fstat(descriptor, &info) == 0 &&
	       S_ISREG(info.st_mode);
}

static void die(void)
{
	if (what == POWER)
		lose_power();
	kill(getpid(), SIGKILL);
	pause();
}

/* Counts a call. 1 where it is to fail, with errno set; half is set where it is to do a part. */
static int meets(int *half)
{
	if (what == NOTHING)
		return 0;
	long number = ++calls;
	if (number != at && !(what == FAIL_EVER && number > at && at > 0))
		return 0;
	switch (what) {
	case KILL:
	case POWER:
		if (half == NULL || number % 2 == 0)
			die();
		*half = 1;
		return 0;
	case SHORT:
		if (half != NULL)
			*half = 1;
		return 0;
	case FAIL:
	case FAIL_EVER:
		errno = failure;
		return 1;
	default:
		return 0;
	}
}

static ssize_t do_write(int descriptor, const void *bytes, size_t len, off_t offset)
{
	int half = 0;

	if (is_counted(descriptor) && meets(&half))
		return -1;
	if (half)
		len = len > 1 ? len / 2 : len;
	if (what == POWER)
		note(descriptor, offset >= 0 ? offset : lseek(descriptor, 0, SEEK_CUR), bytes, len);
	ssize_t done = offset >= 0 ? real_pwrite(descriptor, bytes, len, offset)
				   : real_write(descriptor, bytes, len);
	if (half && (what == KILL || what == POWER))
		die();
	return done;
}

ssize_t write(int descriptor, const void *bytes, size_t len)
{
	return do_write(descriptor, bytes, len, -1);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t len, off_t offset)
{
	return do_write(descriptor, bytes, len, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t len, off64_t offset)
{
	return do_write(descriptor, bytes, len, (off_t)offset);
}

static int do_truncate(int descriptor, off_t len)
{
	if (is_counted(descriptor) && meets(NULL))
		return -1;
	note(descriptor, len, NULL, 0);
	return real_ftruncate(descriptor, len);
}

int ftruncate(int descriptor, off_t len)
{
	return do_truncate(descriptor, len);
}

int ftruncate64(int descriptor, off64_t len)
{
	return do_truncate(descriptor, (off_t)len);
}

int fsync(int descriptor)
{
	if (is_counted(descriptor) && meets(NULL))
		return -1;
	sync_file(descriptor);
	return real_fsync(descriptor);
}

int fdatasync(int descriptor)
{
	if (is_counted(descriptor) && meets(NULL))
		return -1;
	sync_file(descriptor);
	return real_fdatasync(descriptor);
}

int rename(const char *from, const char *to)
{
	return meets(NULL) ? -1 : real_rename(from, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
	return meets(NULL) ? -1 : real_renameat2(from_folder, from, to_folder, to, flags);
}

int unlink(const char *path)
{
	if (meets(NULL))
		return -1;
	if (what == POWER && synced != NULL) {
		const char *base = strrchr(path, '/');
		char copy[PATH_MAX];

		snprintf(copy, sizeof(copy), "%s/%s", synced, base != NULL ? base + 1 : path);
		real_unlink(copy);
	}
	return real_unlink(path);
}

int link(const char *from, const char *to)
{
	return meets(NULL) ? -1 : real_link(from, to);
}

int open(const char *path, int flags, ...)
{
	va_list arguments;

	va_start(arguments, flags);
	mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
	va_end(arguments);
	if ((flags & O_CREAT) != 0 && meets(NULL))
		return -1;
	return real_open(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	va_list arguments;

	va_start(arguments, flags);
	mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
	va_end(arguments);
	if ((flags & O_CREAT) != 0 && meets(NULL))
		return -1;
	return real_open64(path, flags, mode);
}
