/* SPDX-License-Identifier: MIT */
#include "core/run/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

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

/* Refused whatever their arguments are. */
static const guint16 refused[] = {
	/* network */
	SYS_socket,
	SYS_socketpair,
	SYS_connect,
	SYS_bind,
	SYS_listen,
	SYS_accept,
	SYS_accept4,
	SYS_sendto,
	SYS_sendmsg,
	SYS_sendmmsg,
	/* other programs and processes */
	SYS_execve,
	SYS_execveat,
	SYS_clone,
	SYS_clone3,
	SYS_unshare,
	SYS_setns,
	SYS_kill,
	SYS_ptrace,
	SYS_process_vm_readv,
	SYS_process_vm_writev,
	/* changes of files */
	SYS_openat2,
	SYS_unlinkat,
	SYS_renameat2,
	SYS_linkat,
	SYS_symlinkat,
	SYS_mkdirat,
	SYS_mknodat,
	SYS_fchmod,
	SYS_fchmodat,
	SYS_fchown,
	SYS_fchownat,
	SYS_truncate,
	SYS_ftruncate,
	SYS_utimensat,
	SYS_setxattr,
	SYS_fsetxattr,
	SYS_mount,
	SYS_umount2,
	SYS_chroot,
	SYS_pivot_root,
	/* doors into the kernel */
	SYS_bpf,
	SYS_perf_event_open,
	SYS_userfaultfd,
	SYS_add_key,
	SYS_keyctl,
	SYS_request_key,
#ifdef SYS_io_uring_setup
	SYS_io_uring_setup,
#endif
#if defined(__x86_64__)
	SYS_fork,
	SYS_vfork,
	SYS_creat,
	SYS_unlink,
	SYS_rename,
	SYS_renameat,
	SYS_link,
	SYS_symlink,
	SYS_mkdir,
	SYS_rmdir,
	SYS_mknod,
	SYS_chmod,
	SYS_chown,
	SYS_lchown,
#endif
};

/* Refused where a file would be written. */
static const struct {
	guint16 call;
	guint8 flags; /* which argument holds them */
} openers[] = {
	{SYS_openat, 2},
#if defined(__x86_64__)
	{SYS_open, 1},
#endif
};

#define WRITE_FLAGS (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)

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

static void add_refusal(GArray *program)
{
	add(program, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM, 0, 0);
}

/* Each line of a list is tested and answered on the spot, so that no jump is long. */
static GArray *write_program(void)
{
	GArray *program = g_array_new(FALSE, FALSE, sizeof(struct sock_filter));

	add(program, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch), 0, 0);
	add(program, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
	add_refusal(program);
	add(program, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
#if defined(__x86_64__)
	/* The calls of the x32 interface have numbers of their own. */
	add(program, BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
	add_refusal(program);
#endif
	for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
		add(program, BPF_JMP | BPF_JEQ | BPF_K, refused[i], 0, 1);
		add_refusal(program);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(openers); i++) {
		add(program, BPF_JMP | BPF_JEQ | BPF_K, openers[i].call, 0, 4);
		add(program, BPF_LD | BPF_W | BPF_ABS,
			(guint32)offsetof(struct seccomp_data, args) + 8U * openers[i].flags +
				LOW_HALF,
			0, 0);
		add(program, BPF_JMP | BPF_JSET | BPF_K, WRITE_FLAGS, 0, 1);
		add_refusal(program);
		add(program, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
	}
	add(program, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
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
	rebound_confine_system_calls();
#endif
}
