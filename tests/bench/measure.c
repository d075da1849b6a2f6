/* SPDX-License-Identifier: MIT */

/* Runs a command and prints what it cost, with all processes that it waited for: processor time
 * and time by the clock in milliseconds, the largest memory of a process and what they gave the
 * disk to write in kilobytes. */

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double read_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double read_time(const struct timeval *time)
{
	return (double)time->tv_sec * 1e3 + (double)time->tv_usec / 1e3;
}

int main(int argc, char **argv)
{
	posix_spawn_file_actions_t actions;
	struct rusage used;
	pid_t pid;
	int status = 0;

	if (argc < 2) {
		fprintf(stderr, "usage: measure COMMAND [ARGUMENT...]\n");
		return EXIT_FAILURE;
	}
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	double start = read_clock();
	int failure = posix_spawnp(&pid, argv[1], &actions, NULL, argv + 1, environ);
	if (failure != 0) {
		fprintf(stderr, "%s: %s\n", argv[1], strerror(failure));
		return EXIT_FAILURE;
	}
	while (wait4(pid, &status, 0, &used) < 0 && errno == EINTR)
		continue;
	double wall = read_clock() - start;
	posix_spawn_file_actions_destroy(&actions);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		fprintf(stderr, "%s: failed\n", argv[1]);
		return EXIT_FAILURE;
	}
	/* Blocks are of 512 bytes. */
	printf("%.2f %.2f %ld %ld\n", read_time(&used.ru_utime) + read_time(&used.ru_stime), wall,
		used.ru_maxrss, used.ru_oublock / 2);
	return EXIT_SUCCESS;
}
