/* SPDX-License-Identifier: MIT */
#include "core/run/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check_rebound.h"
#include "core/base/arena.h"
#include "core/base/converter.h"
#include "core/base/text.h"
#include "core/script/regex.h"

#define PATH "/tmp/rebound-confine-test"

/* Each is tried in a child that is confined; it must be refused with EPERM. */
static long try_refused(int row)
{
	char *const arguments[] = {(char *)"true", NULL};
	struct sockaddr address = {.sa_family = AF_INET};
	struct rlimit limit;
	struct stat info;

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
		return open("/etc/passwd", O_RDONLY);
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
	case 24:
		return syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY, 0);
	case 25:
		return stat("/etc/passwd", &info);
	case 26:
		return syscall(SYS_tgkill, getppid(), getppid(), SIGTERM);
	case 27:
		return prlimit(getppid(), RLIMIT_CPU, NULL, &limit);
	case 28:
		return syscall(SYS_io_uring_setup, 1, NULL);
	case 29:
		return syscall(SYS_memfd_create, "x", 0);
	case 30:
		return setuid(0);
	case 31:
		return ioctl(0, TIOCSTI, "x");
	case 32:
		return chdir("/");
	default:
		return sendto(0, "x", 1, 0, &address, sizeof(address));
	}
}

enum { REFUSED = 34, TRIES = 200 };

static int try_in_child(int row)
{
	if (!rebound_confine_system_calls())
		return 77;
	for (int i = 0; i < TRIES; i++) {
		errno = 0;
		if (try_refused(row) != -1 || errno != EPERM)
			return 1;
	}
	return 0;
}

static int wait_for(pid_t child)
{
	int status = 0;

	ck_assert_int_gt(child, 0);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status), "signal %d", WTERMSIG(status));
	return WEXITSTATUS(status);
}

/* L7, each of them many times. */
START_TEST(test_l7_refused)
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

/* What a worker does with a mail: it reads and writes pipes, takes memory, looks at the clock, sets
 * its limits, knows the charsets, and compiles expressions. */
static int try_allowed(void)
{
	struct rlimit limit;
	struct timespec now;
	char byte;
	int ends[2];

	if (pipe(ends) != 0)
		return 1;
	rebound_converter_open_all();
	rebound_confine_system_calls();
	if (write(ends[1], "x", 1) != 1 || read(ends[0], &byte, 1) != 1 || close(ends[1]) != 0)
		return 2;
	void *memory = malloc((size_t)1 << 22);
	if (!memory)
		return 3;
	free(memory);
	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) != 0 ||
		getrlimit(RLIMIT_CPU, &limit) != 0 || setrlimit(RLIMIT_CPU, &limit) != 0)
		return 4;
	if (rebound_converter_find("euc-jp") == NULL || rebound_converter_find("ibm866") == NULL)
		return 5;
	g_autoptr(rebound_regex) regex = rebound_regex_new("a+b", NULL);
	return regex != NULL ? 0 : 6;
}

/* High bytes as each charset reads them, in one text. */
static char *read_charsets(struct rebound_arena *arena)
{
	static const char bytes[] = "\xA4\xA2\xB1\xE1\xC4\xDA\x83\x40 \x1B$B$\"\x1B(B +AOk-";
	static const char *const charsets[] = {"utf-7", "utf-16", "utf-32", "iso-2022-jp",
		"iso-2022-kr", "gbk", "big5", "euc-kr", "sjis", "euc-jp", "euc-tw", "tis-620",
		"iso-8859-2", "iso-8859-16", "windows-1251", "cp1258", "koi8-r", "koi8-t", "ibm437",
		"cp869", "macintosh", "viscii", "x-unknown", "cp999"};
	GString *all = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(charsets); i++) {
		gsize len;
		const char *text = rebound_text_from_charset(
			arena, bytes, sizeof(bytes) - 1, charsets[i], &len);

		g_string_append_len(all, text, (gssize)len);
	}
	return g_string_free(all, FALSE);
}

/* A confined worker reads what the program itself reads. */
START_TEST(test_charsets)
{
	int ends[2];
	char there[4096] = "";

	ck_assert_int_eq(pipe(ends), 0);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	pid_t child = fork();
	if (child == 0) {
		rebound_converter_open_all();
		rebound_confine_system_calls();
		g_autofree char *text = read_charsets(arena);
		_exit(write(ends[1], text, strlen(text)) > 0 ? 0 : 1);
	}
	ck_assert_int_eq(wait_for(child), 0);
	g_autofree char *here = read_charsets(arena);
	ck_assert_int_eq(read(ends[0], there, sizeof(there) - 1), (gssize)strlen(here));
	ck_assert_str_eq(there, here);
	close(ends[0]);
	close(ends[1]);
}
END_TEST

/* It can still end by its own abort(). */
START_TEST(test_abort)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
		rebound_confine_system_calls();
		abort();
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), SIGABRT);
}
END_TEST

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

	tcase_add_loop_test(tcase, test_l7_refused, 0, REFUSED);
	tcase_add_test(tcase, test_allowed);
	tcase_add_test(tcase, test_charsets);
	tcase_add_test(tcase, test_abort);
	tcase_add_test(tcase, test_twice);
	suite_add_tcase(suite, tcase);
	return suite;
}
