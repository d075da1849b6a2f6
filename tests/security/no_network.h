/* SPDX-License-Identifier: MIT */
#pragma once

#include "../cli/program.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/**
 * @file
 * The program run where each call of the network family kills the process that makes it. Needs no
 * right and no package; what the program starts is under the same filter.
 */

#if defined(__x86_64__)
#define NO_NETWORK_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NO_NETWORK_ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef NO_NETWORK_ARCH
#define NO_NETWORK_KILL(name)                                                                      \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1),                                     \
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)

/* Runs in the child, before the shell: only system calls. */
static inline void no_network_confine(gpointer unused)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NO_NETWORK_ARCH, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		NO_NETWORK_KILL(socket),
		NO_NETWORK_KILL(socketpair),
		NO_NETWORK_KILL(connect),
		NO_NETWORK_KILL(bind),
		NO_NETWORK_KILL(listen),
		NO_NETWORK_KILL(accept),
		NO_NETWORK_KILL(accept4),
		NO_NETWORK_KILL(sendto),
		NO_NETWORK_KILL(sendmsg),
		NO_NETWORK_KILL(sendmmsg),
		NO_NETWORK_KILL(recvfrom),
		NO_NETWORK_KILL(recvmsg),
		NO_NETWORK_KILL(recvmmsg),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {G_N_ELEMENTS(code), code};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		_exit(77);
}
#endif

/** As program_run(); FALSE where this machine has no such filter. */
static inline gboolean no_network_run(struct program *program, const char *line)
{
#ifdef NO_NETWORK_ARCH
	const char *const arguments[] = {"/bin/sh", "-c", line, NULL};
	g_auto(GStrv) environment = g_get_environ();
	int status;

	g_clear_pointer(&program->out, g_free);
	g_clear_pointer(&program->err, g_free);
	environment = g_environ_setenv(environment, "REBOUND", REBOUND_PROGRAM, TRUE);
	environment = g_environ_setenv(environment, "TOP", REBOUND_SOURCE_DIR, TRUE);
	environment = g_environ_unsetenv(environment, "REBOUND_DB");
	environment = g_environ_unsetenv(environment, "G_DEBUG");
	ck_assert(g_spawn_sync(program->folder, (char **)arguments, environment, G_SPAWN_DEFAULT,
		no_network_confine, NULL, &program->out, &program->err, &status, NULL));
	program->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return program->status != 77;
#else
	return FALSE;
#endif
}
