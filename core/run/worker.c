/* SPDX-License-Identifier: MIT */
#include "core/run/worker.h"

#include <errno.h>
#include <glib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/base/arena.h"
#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/report/read.h"
#include "core/report/record.h"
#include "core/report/trace_headers.h"
#include "core/rules/ruleset.h"
#include "core/run/confine.h"
#include "core/run/frame.h"
#include "core/run/share.h"
#include "core/run/worker_hooks.h"

#define FLUSH_BYTES ((guint)64 * 1024)
#define FLUSH_MS    50 /* results wait no longer, so that the parent sees that the work goes on */

/* The soft limit is set once a second, as long as nothing takes long; so a message has at least its
 * 2 s. */
#define CPU_SLACK_SECONDS 2

struct worker {
	int in, out;
	struct rebound_frame_buffer input;
	GByteArray *output;
	gint64 flushed, limited; /* milliseconds of the coarse clock */
	const char *share;	 /* what the run shares, NULL for nothing */
	gsize share_size;
	struct rebound_ruleset *ruleset;
	struct rebound_reader *reader;
	struct rebound_arena *arena;
};

/* ---- limits ---- */

static void set_limit(int resource, rlim_t soft)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? soft : MIN(soft, limit.rlim_max);
	setrlimit(resource, &limit);
}

static gint64 read_coarse_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (gint64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Give the next message its processor time. The parent watches too; this is the kernel's own watch.
 */
static void renew_cpu_limit(struct worker *worker, gint64 now)
{
	struct timespec used;

	if (now - worker->limited < 1000)
		return;
	worker->limited = now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	set_limit(RLIMIT_CPU,
		(rlim_t)used.tv_sec + REBOUND_LIMIT_WORKER_CPU_SECONDS + CPU_SLACK_SECONDS);
}

/* ---- input and output ---- */

static gboolean flush(struct worker *worker)
{
	gsize done = 0;

	while (done < worker->output->len) {
		gssize wrote =
			write(worker->out, worker->output->data + done, worker->output->len - done);
		if (wrote < 0 && errno != EINTR)
			return FALSE;
		done += wrote > 0 ? (gsize)wrote : 0;
	}
	g_byte_array_set_size(worker->output, 0);
	worker->flushed = read_coarse_clock();
	return TRUE;
}

/* The next frame. What is ready goes out before waiting for more. 1, 0 at the end, -1 for damage.
 */
static int take_frame(struct worker *worker, struct rebound_frame *frame)
{
	for (;;) {
		int got = rebound_frame_buffer_take(&worker->input, frame);
		if (got != 0)
			return got;
		if (!flush(worker))
			return -1;
		gssize count = rebound_frame_buffer_fill(&worker->input, worker->in);
		if (count <= 0)
			return (int)count;
	}
}

/* ---- the work ---- */

/* A mail's bytes in what is shared, with the NUL behind them; NULL for a place that is none. */
static const char *find_shared(const struct worker *worker, struct rebound_frame *frame, gsize *len)
{
	guint64 offset = rebound_frame_read_number(frame);
	guint64 size = rebound_frame_read_number(frame);

	if (frame->damaged || offset >= worker->share_size || size >= worker->share_size - offset)
		return NULL;
	*len = (gsize)size;
	return worker->share + offset;
}

static gboolean read_mail(const struct worker *worker, struct rebound_frame *frame, guint64 *number,
	struct rebound_mail *mail)
{
	memset(mail, 0, sizeof(*mail));
	*number = rebound_frame_read_number(frame);
	mail->index = rebound_frame_read_number(frame);
	mail->received = (gint64)rebound_frame_read_number(frame);
	mail->truncated = rebound_frame_read_number(frame) != 0;
	mail->source = rebound_frame_read_string(frame);
	mail->envelope_sender = rebound_frame_read_string(frame);
	mail->data = rebound_frame_read_bytes(frame, &mail->len);
	if (mail->data == NULL && !frame->damaged)
		mail->data = find_shared(worker, frame, &mail->len);
	return !frame->damaged && mail->source && mail->data;
}

static gboolean is_asked_for(const char *header, const void *ruleset)
{
	return rebound_ruleset_asks_for(ruleset, header);
}

static gboolean work(struct worker *worker, struct rebound_frame *frame)
{
	struct rebound_mail mail;
	guint64 number;
	gint64 now = read_coarse_clock();

	if (frame->type != REBOUND_FRAME_MAIL || !read_mail(worker, frame, &number, &mail))
		return FALSE;
	renew_cpu_limit(worker, now);
#ifdef REBOUND_TEST_HOOKS
	rebound_worker_hooks_obey(&mail);
	if (rebound_worker_hooks_speak(&mail, number, worker->output, worker->out))
		return flush(worker);
#endif
	struct rebound_report *report = rebound_reader_read(worker->reader, &mail);
	rebound_arena_clear(worker->arena);
	rebound_ruleset_classify(worker->ruleset, report, worker->arena);
	g_autofree char *reader_error = rebound_reader_take_error(worker->reader);
	g_autofree char *card_error = rebound_ruleset_take_error(worker->ruleset);
	const char *script_error = card_error != NULL ? card_error : reader_error;
	rebound_trace_headers_drop(report, worker->arena, is_asked_for, worker->ruleset);

	gsize place = rebound_frame_begin(worker->output, REBOUND_FRAME_RECORD);
	rebound_frame_add_number(worker->output, number);
	rebound_frame_add_string(worker->output, script_error);
	rebound_record_write(report, worker->output);
	rebound_frame_end(worker->output, place);
	if (worker->output->len >= FLUSH_BYTES || now - worker->flushed >= FLUSH_MS)
		return flush(worker);
	return TRUE;
}

/* What is shared is seen from here on, and its descriptor is gone before the first mail. */
static gboolean open_share(struct worker *worker, guint64 size)
{
	if (size == 0)
		return TRUE;
	worker->share = rebound_share_map(REBOUND_FRAME_SHARE, (gsize)size);
	worker->share_size = (gsize)size;
	close(REBOUND_FRAME_SHARE);
	return worker->share != NULL;
}

/* Read the first frame and load what it names. FALSE where that can't be; the parent was told. */
static gboolean configure(struct worker *worker)
{
	struct rebound_frame frame;
	g_autoptr(GError) error = NULL;

	if (take_frame(worker, &frame) != 1 || frame.type != REBOUND_FRAME_CONFIG)
		return FALSE;
	rebound_clock_set((gint64)rebound_frame_read_number(&frame));
	const char *rules = rebound_frame_read_string(&frame);
	g_auto(GStrv) addresses = rebound_frame_read_list(&frame);
	g_auto(GStrv) domains = rebound_frame_read_list(&frame);
	guint64 share_size = rebound_frame_read_number(&frame);
	if (frame.damaged || !open_share(worker, share_size))
		return FALSE;

	struct rebound_reader_options options = {.own_addresses = (const char *const *)addresses,
		.own_domains = (const char *const *)domains,
		.rules_file = rules};
	worker->reader = rebound_reader_new(&options);
	worker->ruleset = rebound_ruleset_load(rules, &error);
	gsize place = rebound_frame_begin(
		worker->output, worker->ruleset ? REBOUND_FRAME_READY : REBOUND_FRAME_REFUSED);
	if (!worker->ruleset) {
		rebound_frame_add_number(worker->output, (guint64)error->code);
		rebound_frame_add_string(worker->output, error->message);
	}
	rebound_frame_end(worker->output, place);
	return flush(worker) && worker->ruleset;
}

static int run(struct worker *worker)
{
	struct rebound_frame frame;
	int got;

	if (!configure(worker))
		return EX_CONFIG;
	rebound_confine_before_mail();
	while ((got = take_frame(worker, &frame)) == 1)
		if (!work(worker, &frame))
			return EX_PROTOCOL;
	return got == 0 && flush(worker) ? EX_OK : EX_IOERR;
}

int rebound_worker_main(int argc, char **argv)
{
	struct worker worker = {.in = STDIN_FILENO, .out = STDOUT_FILENO, .limited = G_MININT32};

	(void)argc;
	(void)argv;
	/* The parent says when to end, by closing the pipe. */
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	rebound_confine_process();
	worker.output = g_byte_array_new();
	worker.arena = rebound_arena_new();
	int result = run(&worker);
	rebound_ruleset_free(worker.ruleset);
	rebound_reader_free(worker.reader);
	rebound_arena_free(worker.arena);
	g_byte_array_unref(worker.output);
	rebound_frame_buffer_clear(&worker.input);
	return result;
}
