/* SPDX-License-Identifier: MIT */
#include "core/run/summary.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/base/clock.h"
#include "core/base/text.h"

#define MOST_ROWS  12
#define PATH_BYTES 4096

/* So many refusals for one reason, and one in so many of all, are a burst. */
enum { BURST_LEAST = 100, BURST_SHARE = 20 };

/* Reasons that are told apart of what is not ours: strangers choose their words. */
enum { MOST_WHYS = 1000, SHOWN_WHYS = 3 };

/* One line of a table of counts. */
struct row {
	const char *name;
	guint64 count;
};

static int compare_rows(gconstpointer a, gconstpointer b)
{
	const struct row *left = a, *right = b;

	if (left->count != right->count)
		return left->count < right->count ? 1 : -1;
	return strcmp(left->name, right->name);
}

static GArray *sorted_rows(GHashTable *counts)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct row));
	GHashTableIter iter;
	gpointer key, value;

	g_hash_table_iter_init(&iter, counts);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		struct row row = {key, *(guint64 *)value};

		g_array_append_val(rows, row);
	}
	g_array_sort(rows, compare_rows);
	return rows;
}

/* "12,345" */
static const char *write_count(guint64 count, char buffer[32])
{
	char digits[32];
	int len = g_snprintf(digits, sizeof(digits), "%" G_GUINT64_FORMAT, count);
	gsize out = 0;

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			buffer[out++] = ',';
		buffer[out++] = digits[i];
	}
	buffer[out] = '\0';
	return buffer;
}

static void add_row(GString *text, guint64 count, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void add_row(GString *text, guint64 count, const char *format, ...)
{
	char buffer[32];
	va_list arguments;

	g_string_append_printf(text, "  %9s  ", write_count(count, buffer));
	va_start(arguments, format);
	g_string_append_vprintf(text, format, arguments);
	va_end(arguments);
	g_string_append_c(text, '\n');
}

static void add_heading(GString *text, const char *heading, gboolean colour)
{
	g_string_append_printf(
		text, "\n%s%s%s\n", colour ? "\033[1m" : "", heading, colour ? "\033[0m" : "");
}

static void add_messages(GString *text, const struct rebound_summary *summary)
{
	static const struct {
		enum rebound_kind kind;
		const char *words;
	} kinds[] = {
		{REBOUND_KIND_FAILURE, "failures: given up for at least one recipient"},
		{REBOUND_KIND_DELAY, "delays: the mail system still tries"},
		{REBOUND_KIND_SUCCESS, "successes: delivered or passed on"},
		{REBOUND_KIND_COMPLAINT, "complaints: somebody pressed \"this is spam\""},
		{REBOUND_KIND_UNSUBSCRIBE, "requests to leave the list"},
		{REBOUND_KIND_AUTO_REPLY, "automatic replies"},
		{REBOUND_KIND_CHALLENGE, "challenges: \"confirm that you are a person\""},
		{REBOUND_KIND_DISPOSITION, "read receipts"},
		{REBOUND_KIND_UNRECOGNIZED,
			"look like bounces and could not be understood: please look"},
		{REBOUND_KIND_OTHER, "ordinary mails"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (summary->kinds[kinds[i].kind] > 0)
			add_row(text, summary->kinds[kinds[i].kind], "%s", kinds[i].words);
	}
	if (summary->seen > 0)
		add_row(text, summary->seen, "seen before: nothing changed for them");
	if (summary->quarantined > 0)
		add_row(text, summary->quarantined,
			"in quarantine: they can't be read without harm; the rest was not "
			"touched by it");
}

static void add_reasons(GString *text, const struct rebound_summary *summary, gboolean colour)
{
	struct row rows[REBOUND_REASON_COUNT];
	guint count = 0;

	for (guint i = 0; i < REBOUND_REASON_COUNT; i++) {
		if (summary->reasons[i] > 0)
			rows[count++] = (struct row){
				rebound_reason_name((enum rebound_reason)i), summary->reasons[i]};
	}
	if (count == 0)
		return;
	qsort(rows, count, sizeof(rows[0]), compare_rows);
	add_heading(text, "Why recipients failed", colour);
	for (guint i = 0; i < count; i++) {
		enum rebound_reason reason = REBOUND_REASON_NONE;

		rebound_reason_read(rows[i].name, &reason);
		const char *fault = rebound_fault_name(rebound_reason_fault(reason));
		if (fault != NULL)
			add_row(text, rows[i].count, "%-22s (%s)", rows[i].name, fault);
		else
			add_row(text, rows[i].count, "%s", rows[i].name);
	}
}

static void add_decisions(GString *text, const struct rebound_summary *summary, gboolean colour)
{
	char first[REBOUND_CLOCK_TIME_SIZE], last[REBOUND_CLOCK_TIME_SIZE];

	add_heading(text, summary->dry_run ? "What would be done" : "What was done", colour);
	add_row(text, summary->suppressed, "addresses suppressed: send them nothing more");
	if (summary->held > 0)
		add_row(text, summary->held,
			"held for you to decide: see the alert; `rebound holds` lists them");
	if (summary->proposed > 0)
		add_row(text, summary->proposed,
			"proposed for suppression; `rebound suppressions accept` takes them over");
	if (summary->standing > 0)
		add_row(text, summary->standing,
			"about addresses that were suppressed or proposed before");
	if (summary->retries > 0)
		add_row(text, summary->retries, "retries scheduled, from %s to %s",
			rebound_clock_write_time(summary->next_retry, first),
			rebound_clock_write_time(summary->last_retry, last));
	if (summary->retries_over > 0)
		add_row(text, summary->retries_over, "too old to retry");
	if (summary->kept > 0)
		add_row(text, summary->kept, "noted: too few yet for a decision");
	if (summary->review > 0)
		add_row(text, summary->review, "for a person to look at");
	if (summary->not_ours > 0)
		add_row(text, summary->not_ours,
			"not ours: about mails that you did not send; no effect");
	if (summary->refused > 0)
		add_row(text, summary->refused,
			"not suppressed: the guard refused; each event says why");
}

gboolean rebound_summary_is_burst(const struct rebound_summary *summary, enum rebound_reason reason)
{
	enum rebound_fault fault = rebound_reason_fault(reason);
	guint64 failed = 0;

	for (guint i = 0; i < REBOUND_REASON_COUNT; i++)
		failed += summary->reasons[i];
	return (fault == REBOUND_FAULT_SENDER || fault == REBOUND_FAULT_MESSAGE) &&
	       summary->reasons[reason] >= BURST_LEAST &&
	       summary->reasons[reason] >= failed / BURST_SHARE;
}

/* Mails that are refused in such a number for what is wrong on our own side. */
static void add_burst_alert(GString *text, const struct rebound_summary *summary, gboolean colour)
{
	gboolean any = FALSE;

	for (guint i = 0; i < REBOUND_REASON_COUNT; i++) {
		enum rebound_reason reason = (enum rebound_reason)i;

		if (!rebound_summary_is_burst(summary, reason))
			continue;
		if (!any)
			add_heading(text, "Alert: your mails are refused in great number", colour);
		any = TRUE;
		add_row(text, summary->reasons[i], "%-22s (%s)", rebound_reason_name(reason),
			rebound_fault_name(rebound_reason_fault(reason)));
	}
	if (any)
		g_string_append(text,
			"  Nobody was suppressed for it. Mend it before you send again: `rebound "
			"explain REASON`.\n");
}

/* A provider whose addresses turned unknown in such a number that it may be its outage. */
static void add_spike_alerts(GString *text, const struct rebound_summary *summary, gboolean colour)
{
	g_autoptr(GArray) holds = sorted_rows(summary->holds);
	g_autoptr(GArray) spikes = sorted_rows(summary->spikes);
	char number[32];

	for (guint i = 0; i < holds->len; i++) {
		const struct row *row = &g_array_index(holds, struct row, i);

		add_heading(text, "Alert: a spike", colour);
		g_string_append_printf(text,
			"  %s addresses of %s turned unknown, far more than is normal: that may be "
			"its outage.\n"
			"  Nobody was suppressed for it. `rebound holds release` suppresses them, "
			"`rebound holds drop` lets them go.\n",
			write_count(row->count, number), row->name);
	}
	for (guint i = 0; i < spikes->len; i++) {
		const struct row *row = &g_array_index(spikes, struct row, i);

		if (g_hash_table_contains(summary->holds, row->name))
			continue;
		if (i == 0)
			add_heading(text, "Warning: many addresses turned unknown at once", colour);
		if (i == MOST_ROWS) {
			g_string_append_printf(
				text, "             and %u more\n", spikes->len - MOST_ROWS);
			break;
		}
		add_row(text, row->count,
			"within 24 hours at %s; there is too little history to tell whether that "
			"is normal, so nothing was held",
			row->name);
	}
}

static void add_alive(GString *text, const struct rebound_summary *summary, gboolean colour)
{
	if (g_hash_table_size(summary->alive) == 0)
		return;
	g_autoptr(GArray) rows = sorted_rows(summary->alive);
	add_heading(text, "Signs of life from addresses that are suppressed", colour);
	for (guint i = 0; i < MIN(rows->len, MOST_ROWS); i++) {
		const struct row *row = &g_array_index(rows, struct row, i);

		add_row(text, row->count, "from %s", row->name);
	}
	if (rows->len > MOST_ROWS)
		g_string_append_printf(text, "             and %u more\n", rows->len - MOST_ROWS);
	g_string_append(text, "             `rebound suppressions remove ADDRESS` lets one go\n");
}

static void add_slowed(GString *text, const struct rebound_summary *summary, gboolean colour)
{
	char span[REBOUND_CLOCK_SPAN_SIZE];

	if (g_hash_table_size(summary->slowed) == 0)
		return;
	g_autoptr(GArray) rows = sorted_rows(summary->slowed);
	add_heading(text, "Slow down for these domains", colour);
	for (guint i = 0; i < MIN(rows->len, MOST_ROWS); i++) {
		const struct row *row = &g_array_index(rows, struct row, i);

		g_string_append_printf(text, "  %9s  between attempts at %s\n",
			rebound_clock_write_span((gint64)row->count, span), row->name);
	}
	if (rows->len > MOST_ROWS)
		g_string_append_printf(text, "             and %u more\n", rows->len - MOST_ROWS);
}

static void add_sender_faults(GString *text, const struct rebound_summary *summary, gboolean colour)
{
	if (g_hash_table_size(summary->sender_faults) == 0)
		return;
	g_autoptr(GArray) rows = sorted_rows(summary->sender_faults);
	add_heading(text, "Wrong on the sending side", colour);
	for (guint i = 0; i < MIN(rows->len, MOST_ROWS); i++) {
		const struct row *row = &g_array_index(rows, struct row, i);
		g_auto(GStrv) parts = g_strsplit(row->name, "\t", 2);

		add_row(text, row->count, "%-22s said by %s", parts[0],
			parts[1] != NULL ? parts[1] : "");
	}
	if (rows->len > MOST_ROWS)
		g_string_append_printf(text, "             and %u more\n", rows->len - MOST_ROWS);
	g_string_append(text, "             `rebound explain REASON` says what to do about each\n");
}

static void add_not_ours(GString *text, const struct rebound_summary *summary, gboolean colour)
{
	if (summary->not_ours == 0)
		return;
	g_autoptr(GArray) rows = sorted_rows(summary->not_ours_whys);
	add_heading(text, "Not ours", colour);
	for (guint i = 0; i < MIN(rows->len, SHOWN_WHYS); i++) {
		const struct row *row = &g_array_index(rows, struct row, i);

		add_row(text, row->count, "%s", row->name);
	}
	if (rows->len > SHOWN_WHYS)
		g_string_append_printf(
			text, "             and %u more kinds\n", rows->len - SHOWN_WHYS);
	g_string_append(text,
		"             if one of these domains sends for you, add it to own_domains\n");
}

static void add_account(GString *text, const struct rebound_summary *summary, gboolean colour)
{
	if (summary->spam_sender == NULL)
		return;
	add_heading(text, "Look at once", colour);
	add_row(text, summary->spam_refusals,
		"recipients refused mails of %s as spam within a day, and no list sent them: "
		"somebody else may have its password",
		summary->spam_sender);
}

static void add_trust(GString *text, const struct rebound_summary *summary)
{
	const guint64 *trust = summary->trust;
	char marked[32], bare[32];

	if (summary->events == 0)
		return;
	g_string_append(text, "\nTrust: ");
	if (trust[REBOUND_TRUST_SOURCE] > 0)
		g_string_append(
			text, "you vouched for these sources, so that their reports count at once");
	else if (summary->needs_token)
		g_string_append_printf(text,
			"%s reports bear a valid token (they count at once), %s bear none (they "
			"only propose)",
			write_count(trust[REBOUND_TRUST_VERIFIED], marked),
			write_count(trust[REBOUND_TRUST_PLAIN] + trust[REBOUND_TRUST_NONE], bare));
	else
		g_string_append_printf(text,
			"%s reports bear a mark of your own mail (two on two days suppress), %s "
			"bear none (they only propose)",
			write_count(trust[REBOUND_TRUST_PLAIN], marked),
			write_count(trust[REBOUND_TRUST_NONE], bare));
	g_string_append(text, ".\n");
}

void rebound_summary_init(struct rebound_summary *summary)
{
	memset(summary, 0, sizeof(*summary));
	summary->sender_faults = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	summary->slowed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	summary->alive = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	summary->spikes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	summary->holds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	summary->not_ours_whys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

void rebound_summary_clear(struct rebound_summary *summary)
{
	g_clear_pointer(&summary->sender_faults, g_hash_table_unref);
	g_clear_pointer(&summary->slowed, g_hash_table_unref);
	g_clear_pointer(&summary->alive, g_hash_table_unref);
	g_clear_pointer(&summary->spikes, g_hash_table_unref);
	g_clear_pointer(&summary->holds, g_hash_table_unref);
	g_clear_pointer(&summary->not_ours_whys, g_hash_table_unref);
	g_clear_pointer(&summary->spam_sender, g_free);
}

void rebound_summary_count(GHashTable *counts, const char *key, guint64 value, gboolean add)
{
	guint64 *count = g_hash_table_lookup(counts, key);

	if (count == NULL) {
		count = g_new0(guint64, 1);
		g_hash_table_insert(counts, g_strdup(key), count);
	}
	*count = add ? *count + value : value;
}

void rebound_summary_not_ours(struct rebound_summary *summary, const char *why)
{
	static const char prefix[] = "not ours: ";

	summary->not_ours++;
	if (why != NULL && g_str_has_prefix(why, prefix))
		why += strlen(prefix);
	if (why != NULL && (g_hash_table_size(summary->not_ours_whys) < MOST_WHYS ||
				   g_hash_table_contains(summary->not_ours_whys, why)))
		rebound_summary_count(summary->not_ours_whys, why, 1, TRUE);
}

static void add_run(GString *text, const struct rebound_summary *summary, const char *database)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	g_string_append_printf(text,
		"\nRun %" G_GINT64_FORMAT " in %s; `rebound undo --run %" G_GINT64_FORMAT
		"` takes it back.\n",
		summary->run, rebound_text_line(arena, database, strlen(database), PATH_BYTES),
		summary->run);
}

char *rebound_summary_text(
	const struct rebound_summary *summary, const char *database, gboolean colour)
{
	GString *text = g_string_new(NULL);
	char number[32];

	g_string_append_printf(text, "%s%s %s read in %.1f s%s%s\n", colour ? "\033[1m" : "",
		write_count(summary->messages, number),
		summary->messages == 1 ? "message" : "messages", summary->seconds,
		summary->dry_run ? "; a dry run: nothing was written" : "",
		colour ? "\033[0m" : "");
	add_messages(text, summary);
	if (summary->events > 0) {
		add_reasons(text, summary, colour);
		add_decisions(text, summary, colour);
		add_spike_alerts(text, summary, colour);
		add_burst_alert(text, summary, colour);
		add_alive(text, summary, colour);
		add_slowed(text, summary, colour);
		add_sender_faults(text, summary, colour);
		add_not_ours(text, summary, colour);
		add_account(text, summary, colour);
		add_trust(text, summary);
	}
	if (summary->outbox > 0)
		g_string_append_printf(text,
			"\nMessages in the outbox: %s; `rebound outbox send` delivers them.\n",
			write_count(summary->outbox, number));
	if (summary->put_off > 0)
		g_string_append_printf(text,
			"\nMessages that were still being written, left for the next run: %s.\n",
			write_count(summary->put_off, number));
	if (summary->files_skipped > 0)
		g_string_append_printf(text,
			"\nFiles passed over because they can't be read: %s.\n",
			write_count(summary->files_skipped, number));
	if (summary->workers_lost > 0)
		g_string_append_printf(text, "\nWorkers lost on the way and replaced: %s.\n",
			write_count(summary->workers_lost, number));
	if (summary->run > 0 && !summary->dry_run)
		add_run(text, summary, database);
	return g_string_free(text, FALSE);
}
