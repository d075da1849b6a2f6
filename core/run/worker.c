/* SPDX-License-Identifier: MIT */
#include "core/run/worker.h"

#include <errno.h>
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/report/record.h"
#include "core/report/read.h"
#include "core/rules/ruleset.h"
#include "core/run/frame.h"

#define READ_SIZE       (256 * 1024)
#define MOST_FILES      64
#define MOST_MEMORY     ((rlim_t)1024 * 1024 * 1024)

#if defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif
#ifndef HAS_SANITIZER
#define HAS_SANITIZER 0
#endif

struct worker {
	struct rebound_reader *reader;
	struct rebound_ruleset *ruleset;
	struct rebound_arena *arena;
	GByteArray *in, *out, *record;
	rlim_t cpu_limit; /* seconds of CPU at which the kernel ends this process */
};

static void set_limit(int resource, rlim_t value)
{
	struct rlimit limit = {value, value};

	setrlimit(resource, &limit);
}

static void set_limits(void)
{
	/* A parent that dies takes its workers along; a message that crashes leaves no file. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	set_limit(RLIMIT_CORE, 0);
	set_limit(RLIMIT_NOFILE, MOST_FILES);
	/* The sanitizers reserve address space by the terabyte. */
	if (!HAS_SANITIZER)
		set_limit(RLIMIT_AS, MOST_MEMORY);
}

/* Gives the next message its whole time; the kernel counts in whole seconds. */
static void raise_cpu_limit(struct worker *worker)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	rlim_t used = (rlim_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + 1);
	rlim_t wanted = used + REBOUND_LIMIT_WORKER_CPU_SECONDS;
	if (wanted == worker->cpu_limit)
		return;
	struct rlimit limit = {wanted, RLIM_INFINITY};
	if (setrlimit(RLIMIT_CPU, &limit) == 0)
		worker->cpu_limit = wanted;
}

static gboolean write_out(struct worker *worker)
{
	gsize done = 0;

	while (done < worker->out->len) {
		ssize_t written = write(STDOUT_FILENO, worker->out->data + done, worker->out->len - done);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return FALSE;
		done += (gsize)written;
	}
	g_byte_array_set_size(worker->out, 0);
	return TRUE;
}

#ifdef REBOUND_TEST_HOOKS
/* For tests only: words that make a message deadly, or endless. */
static void run_test_hooks(const struct rebound_mail *mail)
{
	const char *crash = g_getenv("REBOUND_TEST_CRASH"), *hang = g_getenv("REBOUND_TEST_HANG");

	if (crash != NULL && g_strstr_len(mail->data, (gssize)mail->len, crash) != NULL)
		raise(SIGSEGV);
	while (hang != NULL && g_strstr_len(mail->data, (gssize)mail->len, hang) != NULL)
		continue;
}
#else
static void run_test_hooks(const struct rebound_mail *mail)
{
}
#endif

static void take_mail(struct worker *worker, const struct rebound_frame *frame)
{
	raise_cpu_limit(worker);
	run_test_hooks(&frame->mail);
	struct rebound_report *report = rebound_reader_read(worker->reader, &frame->mail);
	rebound_ruleset_classify(worker->ruleset, report, worker->arena);
	g_autofree char *script_error = rebound_ruleset_take_error(worker->ruleset);
	g_byte_array_set_size(worker->record, 0);
	rebound_record_write(report, worker->record);
	rebound_frame_write_result(worker->out, frame->sequence, worker->record->data, worker->record->len, script_error);
	rebound_arena_clear(worker->arena);
}

/* Takes all whole frames of the input; FALSE where the parent is gone or talks nonsense. */
static gboolean take_frames(struct worker *worker)
{
	gsize done = 0;
	struct rebound_frame frame;
	enum rebound_frame_state state;

	while ((state = rebound_frame_read(worker->in->data + done, worker->in->len - done, &frame)) ==
		REBOUND_FRAME_COMPLETE) {
		if (frame.type != REBOUND_FRAME_MAIL)
			return FALSE;
		take_mail(worker, &frame);
		done += frame.size;
		/* What is done leaves at once: should the next message kill, this one is safe. */
		if (!write_out(worker))
			return FALSE;
	}
	if (state == REBOUND_FRAME_DAMAGED)
		return FALSE;
	g_byte_array_remove_range(worker->in, 0, (guint)done);
	return TRUE;
}

static int serve(struct worker *worker)
{
	g_autofree guint8 *buffer = g_malloc(READ_SIZE);

	while (TRUE) {
		ssize_t len = read(STDIN_FILENO, buffer, READ_SIZE);

		if (len < 0 && errno == EINTR)
			continue;
		if (len <= 0)
			return len == 0 ? EX_OK : EX_IOERR;
		g_byte_array_append(worker->in, buffer, (guint)len);
		if (!take_frames(worker))
			return EX_PROTOCOL;
	}
}

static int refuse(struct worker *worker, const GError *error)
{
	rebound_frame_write_refuse(worker->out, error->message);
	write_out(worker);
	return EX_CONFIG;
}

static gboolean read_options(int argc, char **argv, const char **rules, GPtrArray *addresses, GPtrArray *domains)
{
	for (int i = 1; i + 1 < argc; i += 2) {
		gint64 now;

		if (strcmp(argv[i], "--rules") == 0)
			*rules = argv[i + 1];
		else if (strcmp(argv[i], "--own-address") == 0)
			g_ptr_array_add(addresses, argv[i + 1]);
		else if (strcmp(argv[i], "--own-domain") == 0)
			g_ptr_array_add(domains, argv[i + 1]);
		else if (strcmp(argv[i], "--now") == 0 && rebound_clock_read_time(argv[i + 1], &now))
			rebound_clock_set(now);
		else
			return FALSE;
	}
	g_ptr_array_add(addresses, NULL);
	g_ptr_array_add(domains, NULL);
	return argc % 2 == 1;
}

int rebound_worker_main(int argc, char **argv)
{
	g_autoptr(GPtrArray) addresses = g_ptr_array_new(), domains = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	const char *rules = NULL;
	struct worker worker = {0};

	if (!read_options(argc, argv, &rules, addresses, domains))
		return EX_USAGE;
	set_limits();
	worker.in = g_byte_array_new();
	worker.out = g_byte_array_new();
	worker.record = g_byte_array_new();
	worker.arena = rebound_arena_new();
	worker.ruleset = rebound_ruleset_load(rules, &error);
	int code;
	if (worker.ruleset == NULL) {
		code = refuse(&worker, error);
	} else {
		const struct rebound_reader_options options = {
			(const char *const *)addresses->pdata, (const char *const *)domains->pdata};

		worker.reader = rebound_reader_new(&options);
		rebound_frame_write_hello(worker.out);
		code = write_out(&worker) ? serve(&worker) : EX_IOERR;
		rebound_reader_free(worker.reader);
		rebound_ruleset_free(worker.ruleset);
	}
	rebound_arena_free(worker.arena);
	g_byte_array_unref(worker.in);
	g_byte_array_unref(worker.out);
	g_byte_array_unref(worker.record);
	return code;
}
