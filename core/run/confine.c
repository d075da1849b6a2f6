/* SPDX-License-Identifier: MIT */
#include "core/run/confine.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/base/converter.h"

#define OPEN_FILES    32
#define ADDRESS_SPACE ((rlim_t)1024 * 1024 * 1024)

/* A sanitizer reserves more address space than any limit allows. */
#if defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif

static void set_limit(int resource, rlim_t most)
{
	struct rlimit limit = {most, most};

	setrlimit(resource, &limit);
}

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE

/* What reading a mail and running rules needs: pipes that are open, memory, clocks, its end. */
static const guint16 allowed[] = {
	SYS_read,
	SYS_readv,
	SYS_write,
	SYS_writev,
#ifdef SYS_poll
	SYS_poll,
#endif
	SYS_ppoll,
	SYS_mmap,
	SYS_munmap,
	SYS_mremap,
	SYS_mprotect,
	SYS_madvise,
	SYS_brk,
	SYS_futex,
	SYS_clock_gettime,
	SYS_clock_nanosleep,
	SYS_gettimeofday,
	SYS_getrandom,
	SYS_getpid,
	SYS_gettid,
	SYS_rt_sigaction,
	SYS_rt_sigprocmask,
	SYS_rt_sigreturn,
	SYS_sigaltstack,
	SYS_restart_syscall,
	SYS_sched_yield,
	SYS_getrlimit,
	SYS_setrlimit,
	SYS_close,
	SYS_exit,
	SYS_exit_group,
};

/* Allowed on the process itself: its limits, and the signal by which it aborts. */
static const guint16 allowed_on_itself[] = {SYS_prlimit64, SYS_tgkill};

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#define LOW_HALF 0
#else
#define LOW_HALF 4
#endif

static void add(GArray *program, guint16 code, guint32 value, guint8 if_true, guint8 if_false)
{
	struct sock_filter line = {code, if_true, if_false, value};

	g_array_append_val(program, line);
}

static void add_answer(GArray *program, guint32 answer)
{
	add(program, BPF_RET | BPF_K, answer, 0, 0);
}

/* For a call whose first argument names a process: 0, or our own number. */
static void add_own_process(GArray *program, guint16 call)
{
	add(program, BPF_JMP | BPF_JEQ | BPF_K, call, 0, 5);
	add(program, BPF_LD | BPF_W | BPF_ABS,
		(guint32)offsetof(struct seccomp_data, args) + LOW_HALF, 0, 0);
	add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0);
	add(program, BPF_JMP | BPF_JEQ | BPF_K, (guint32)getpid(), 0, 1);
	add_answer(program, SECCOMP_RET_ALLOW);
	add_answer(program, SECCOMP_RET_ERRNO | EPERM);
}

/* Each line of a list is tested and answered on the spot, so that no jump is long. */
static GArray *write_program(void)
{
	GArray *program = g_array_new(FALSE, FALSE, sizeof(struct sock_filter));

	add(program, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch), 0, 0);
	add(program, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
	add_answer(program, SECCOMP_RET_ERRNO | EPERM);
	add(program, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
	for (gsize i = 0; i < G_N_ELEMENTS(allowed); i++) {
		add(program, BPF_JMP | BPF_JEQ | BPF_K, allowed[i], 0, 1);
		add_answer(program, SECCOMP_RET_ALLOW);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(allowed_on_itself); i++)
		add_own_process(program, allowed_on_itself[i]);
	add_answer(program, SECCOMP_RET_ERRNO | EPERM);
	return program;
}

gboolean rebound_confine_system_calls(void)
{
	g_autoptr(GArray) lines = write_program();
	struct sock_fprog program = {
		(guint16)lines->len, (struct sock_filter *)(void *)lines->data};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

gboolean rebound_confine_system_calls(void)
{
	return FALSE;
}

#endif

void rebound_confine_process(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	set_limit(RLIMIT_CORE, 0);
	set_limit(RLIMIT_NOFILE, OPEN_FILES);
#ifndef HAS_SANITIZER
	set_limit(RLIMIT_AS, ADDRESS_SPACE);
#endif
}

void rebound_confine_before_mail(void)
{
#ifndef HAS_SANITIZER
	rebound_converter_open_all();
	rebound_confine_system_calls();
#endif
}
