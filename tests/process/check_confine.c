/* SPDX-License-Identifier: MIT */
#include "core/run/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check_rebound.h"

#define PATH "/tmp/rebound-confine-test"

/* Each is tried in a child that is confined; it must be refused with EPERM. */
static long try_refused(int row)
{
	char *const arguments[] = {(char *)"true", NULL};
	struct sockaddr address = {.sa_family = AF_INET};

	switch (row) {
	case 0:
		return socket(AF_INET, SOCK_STREAM, 0);
	case 1:
		return socket(AF_UNIX, SOCK_DGRAM, 0);
	case 2:
		return socketpair(AF_UNIX, SOCK_STREAM, 0, (int[2]){0, 0});
	case 3:
		return connect(0, &address, sizeof(address));
	case 4:
		return execve("/bin/true", arguments, arguments);
	case 5:
		return execveat(AT_FDCWD, "/bin/true", arguments, arguments, 0);
	case 6:
		return fork();
	case 7:
		return syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
	case 8:
		return kill(getppid(), SIGTERM);
	case 9:
		return open(PATH, O_WRONLY | O_CREAT, 0600);
	case 10:
		return open("/dev/null", O_WRONLY);
	case 11:
		return open("/dev/null", O_RDWR);
	case 12:
		return open("/etc/passwd", O_RDONLY | O_TRUNC);
	case 13:
		return unlink(PATH);
	case 14:
		return rename(PATH, PATH "2");
	case 15:
		return link(PATH, PATH "2");
	case 16:
		return symlink(PATH, PATH "2");
	case 17:
		return mkdir(PATH, 0700);
	case 18:
		return chmod(PATH, 0777);
	case 19:
		return truncate(PATH, 0);
	case 20:
		return syscall(SYS_openat2, AT_FDCWD, PATH, NULL, 0);
	case 21:
		return syscall(SYS_ptrace, 0, 0, 0, 0);
	case 22:
		return syscall(SYS_bpf, 0, NULL, 0);
	case 23:
		return syscall(SYS_clone3, NULL, 0);
	default:
		return sendto(0, "x", 1, 0, &address, sizeof(address));
	}
}

static int try_in_child(int row)
{
	if (!rebound_confine_system_calls())
		return 77;
	errno = 0;
	return try_refused(row) == -1 && errno == EPERM ? 0 : 1;
}

static int wait_for(pid_t child)
{
	int status = 0;

	ck_assert_int_gt(child, 0);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status), "signal %d", WTERMSIG(status));
	return WEXITSTATUS(status);
}

START_TEST(test_refused)
{
	pid_t child = fork();

	if (child == 0)
		_exit(try_in_child(_i));
	int result = wait_for(child);
	if (result == 77)
		return; /* no such filter here */
	ck_assert_int_eq(result, 0);
}
END_TEST

static int try_allowed(void)
{
	char byte;

	rebound_confine_system_calls();
	int file = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
	if (file < 0 || read(file, &byte, 1) != 1 || close(file) != 0)
		return 1;
	void *memory = malloc((size_t)1 << 22);
	if (!memory)
		return 2;
	free(memory);
	return write(STDOUT_FILENO, "", 0) == 0 ? 0 : 3;
}

START_TEST(test_allowed)
{
	pid_t child = fork();

	if (child == 0)
		_exit(try_allowed());
	ck_assert_int_eq(wait_for(child), 0);
}
END_TEST

/* The filter stays: it can't be taken off, and the rights do not come back. */
START_TEST(test_twice)
{
	pid_t child = fork();

	if (child == 0) {
		rebound_confine_system_calls();
		_exit(try_in_child(0));
	}
	int result = wait_for(child);
	ck_assert(result == 0 || result == 77);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("confine");
	TCase *tcase = tcase_create("confine");

	tcase_add_loop_test(tcase, test_refused, 0, 25);
	tcase_add_test(tcase, test_allowed);
	tcase_add_test(tcase, test_twice);
	suite_add_tcase(suite, tcase);
	return suite;
}
