/* SPDX-License-Identifier: MIT */
#include "core/cli/exchange.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/cli/json.h"
#include "core/cli/list_output.h"

#define LONGEST_TEXT ((gsize)500)
#define MOST_FIELDS  7

/* One entry made ready: names of members or columns, and their values. */
struct line {
	const char *names[MOST_FIELDS];
	const char *values[MOST_FIELDS];
	gint64 number; /* for the member whose value is NULL and whose name is a number's */
	guint count;
};

static void add(struct line *line, const char *name, const char *value)
{
	line->names[line->count] = name;
	line->values[line->count++] = value;
}

/* What the recipient or a person said, and not a mail system. */
static enum rebound_exchange_kind kind_of(const struct rebound_suppression *row)
{
	if (strcmp(row->cause, "complaint") == 0)
		return REBOUND_EXCHANGE_COMPLAINTS;
	return strcmp(row->cause, "unsubscribe") == 0 ? REBOUND_EXCHANGE_UNSUBSCRIBES
						      : REBOUND_EXCHANGE_BOUNCES;
}

static void write_json(struct rebound_exchange_writer *writer, const struct line *line)
{
	g_autoptr(rebound_json) json = rebound_json_new();
	gboolean lines = writer->format->system == REBOUND_EXCHANGE_SES;
	gsize len;

	rebound_json_open(json, NULL);
	for (guint i = 0; i < line->count; i++)
		if (line->values[i] != NULL)
			rebound_json_string(json, line->names[i], line->values[i]);
		else
			rebound_json_number(json, line->names[i], line->number);
	rebound_json_close(json);
	rebound_json_end_line(json);
	const char *text = rebound_json_text(json, &len);
	if (!lines && writer->count > 0)
		g_string_append(writer->text, ",\n");
	g_string_append_len(writer->text, text, (gssize)(lines ? len : len - 1));
}

static void write_line(struct rebound_exchange_writer *writer, const struct line *line)
{
	char number[REBOUND_CLOCK_TIME_SIZE];
	const char *values[MOST_FIELDS];

	if (writer->format->json) {
		write_json(writer, line);
		return;
	}
	g_snprintf(number, sizeof(number), "%" G_GINT64_FORMAT, line->number);
	for (guint i = 0; i < line->count; i++)
		values[i] = line->values[i] != NULL ? line->values[i] : number;
	rebound_csv_append_line(writer->text, values, line->count, ',');
}

static void write_ours(
	struct rebound_exchange_writer *writer, const struct rebound_suppression *row)
{
	char since[REBOUND_CLOCK_TIME_SIZE], until[REBOUND_CLOCK_TIME_SIZE];
	gsize len;

	if (writer->format->json) {
		g_autoptr(rebound_json) json = rebound_json_new();

		rebound_json_suppression(json, row);
		const char *text = rebound_json_text(json, &len);
		g_string_append_len(writer->text, text, (gssize)len);
		return;
	}
	const char *fields[] = {row->address, rebound_state_name(row->state), row->cause,
		rebound_clock_write_time(row->since, since),
		row->until != 0 ? rebound_clock_write_time(row->until, until) : NULL, row->why,
		row->rule_at};
	rebound_csv_append_line(writer->text, fields, G_N_ELEMENTS(fields), ',');
}

static void write_plain(
	struct rebound_exchange_writer *writer, const struct rebound_suppression *row)
{
	if (writer->incremental)
		g_string_append_c(writer->text, row->state == REBOUND_STATE_ENDED ? '-' : '+');
	g_string_append(writer->text, row->address);
	g_string_append_c(writer->text, '\n');
}

static void write_ses(struct rebound_exchange_writer *writer, const struct rebound_suppression *row)
{
	struct line line = {0};

	add(&line, "emailAddress", row->address);
	add(&line, "reason", kind_of(row) == REBOUND_EXCHANGE_BOUNCES ? "BOUNCE" : "COMPLAINT");
	write_line(writer, &line);
}

static void write_sendgrid(struct rebound_exchange_writer *writer,
	const struct rebound_suppression *row, const char *text)
{
	struct line line = {.number = row->since};

	if (writer->kind == REBOUND_EXCHANGE_BOUNCES) {
		add(&line, "status", strchr(rebound_exchange_code(row->cause), ' ') + 1);
		add(&line, "reason", text);
	}
	add(&line, "email", row->address);
	add(&line, "created", NULL);
	write_line(writer, &line);
}

static void write_mailgun(struct rebound_exchange_writer *writer, struct rebound_arena *arena,
	const struct rebound_suppression *row, const char *text)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(row->since);
	static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	struct line line = {0};

	if (time == NULL)
		return;
	add(&line, "address", row->address);
	if (writer->kind == REBOUND_EXCHANGE_BOUNCES) {
		add(&line, "code", rebound_arena_copy(arena, text, 3));
		add(&line, "error", text);
	} else if (writer->kind == REBOUND_EXCHANGE_UNSUBSCRIBES) {
		add(&line, "tag", "*");
	}
	/* In English, whatever the locale. */
	add(&line, "created_at",
		rebound_arena_printf(arena, "%s, %02d %s %d %02d:%02d:%02d GMT",
			days[g_date_time_get_day_of_week(time) - 1],
			g_date_time_get_day_of_month(time), months[g_date_time_get_month(time) - 1],
			g_date_time_get_year(time), g_date_time_get_hour(time),
			g_date_time_get_minute(time), g_date_time_get_second(time)));
	write_line(writer, &line);
}

static void write_postmark(
	struct rebound_exchange_writer *writer, const struct rebound_suppression *row)
{
	enum rebound_exchange_kind kind = kind_of(row);
	gboolean manual = strcmp(row->cause, "manual") == 0;
	char since[REBOUND_CLOCK_TIME_SIZE];
	struct line line = {0};

	add(&line, "EmailAddress", row->address);
	add(&line, "SuppressionReason",
		kind == REBOUND_EXCHANGE_COMPLAINTS		  ? "SpamComplaint"
		: manual || kind == REBOUND_EXCHANGE_UNSUBSCRIBES ? "ManualSuppression"
								  : "HardBounce");
	add(&line, "Origin", manual ? "Customer" : "Recipient");
	add(&line, "CreatedAt", rebound_clock_write_time(row->since, since));
	write_line(writer, &line);
}

/* What is dead takes no mail of either sort; who wants no more lists may want his receipts. */
static void write_sparkpost(struct rebound_exchange_writer *writer,
	const struct rebound_suppression *row, const char *text)
{
	static const char *const types[] = {"non_transactional", "transactional"};
	guint count = kind_of(row) == REBOUND_EXCHANGE_BOUNCES ? 2 : 1;

	for (guint i = 0; i < count; i++) {
		struct line line = {0};

		add(&line, "recipient", row->address);
		add(&line, "type", types[i]);
		add(&line, "description", text);
		write_line(writer, &line);
		writer->count += i + 1 < count ? 1 : 0;
	}
	writer->count -= count - 1;
}

/* An access map takes no white space in a key, and no comment sign before it. */
static gboolean write_postfix(
	struct rebound_exchange_writer *writer, const struct rebound_suppression *row, char *text)
{
	if (strpbrk(row->address_key, " \t\"\\") != NULL || *row->address_key == '#')
		return FALSE;
	for (char *at = text; *at != '\0'; at++)
		if ((guchar)*at >= 0x80)
			*at = '?';
	g_string_append_printf(writer->text, "%s\t%s\n", row->address_key,
		row->state == REBOUND_STATE_ENDED ? "DUNNO" : text);
	return TRUE;
}

/* SendGrid and Mailgun keep a list for each kind. */
static gboolean has_lists(const struct rebound_exchange_format *format)
{
	return format->system == REBOUND_EXCHANGE_SENDGRID ||
	       format->system == REBOUND_EXCHANGE_MAILGUN;
}

static const char *header_of(const struct rebound_exchange_writer *writer)
{
	gboolean bounces = writer->kind == REBOUND_EXCHANGE_BOUNCES;

	switch (writer->format->system) {
	case REBOUND_EXCHANGE_OURS:
		return "address,state,cause,since,until,why,rule\n";
	case REBOUND_EXCHANGE_SENDGRID:
		return bounces ? "status,reason,email,created\n" : "email,created\n";
	case REBOUND_EXCHANGE_MAILGUN:
		if (writer->kind == REBOUND_EXCHANGE_UNSUBSCRIBES)
			return "address,tag,created_at\n";
		return bounces ? "address,code,error,created_at\n" : "address,created_at\n";
	case REBOUND_EXCHANGE_POSTMARK:
		return "EmailAddress,SuppressionReason,Origin,CreatedAt\n";
	case REBOUND_EXCHANGE_SPARKPOST:
		return "recipient,type,description\n";
	default:
		return "";
	}
}

void rebound_exchange_begin(struct rebound_exchange_writer *writer)
{
	if (has_lists(writer->format) && writer->kind == REBOUND_EXCHANGE_MIXED)
		writer->kind = REBOUND_EXCHANGE_BOUNCES;
	if (!writer->format->json) {
		g_string_append(writer->text, header_of(writer));
		return;
	}
	switch (writer->format->system) {
	case REBOUND_EXCHANGE_SENDGRID:
	case REBOUND_EXCHANGE_MAILGUN:
		g_string_append(writer->text, "[\n");
		break;
	case REBOUND_EXCHANGE_POSTMARK:
		g_string_append(writer->text, "{\"Suppressions\":[\n");
		break;
	case REBOUND_EXCHANGE_SPARKPOST:
		g_string_append(writer->text, "{\"recipients\":[\n");
		break;
	default:
		break;
	}
}

/* Whether the format can say this row at all. */
static gboolean has_place(
	const struct rebound_exchange_writer *writer, const struct rebound_suppression *row)
{
	enum rebound_exchange_system system = writer->format->system;

	if (system == REBOUND_EXCHANGE_OURS)
		return TRUE;
	if (row->state == REBOUND_STATE_ENDED)
		return writer->incremental &&
		       (system == REBOUND_EXCHANGE_PLAIN || system == REBOUND_EXCHANGE_POSTFIX);
	if (system == REBOUND_EXCHANGE_PLAIN)
		return TRUE;
	/* With the guard before it, it would be another address. */
	if (!writer->format->json && system != REBOUND_EXCHANGE_POSTFIX &&
		rebound_csv_is_formula(row->address))
		return FALSE;
	return row->state == REBOUND_STATE_ACTIVE &&
	       (!has_lists(writer->format) || kind_of(row) == writer->kind);
}

gboolean rebound_exchange_write(
	struct rebound_exchange_writer *writer, const struct rebound_suppression *row)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	char *text = rebound_exchange_text(arena, row, LONGEST_TEXT);
	gboolean written = has_place(writer, row);

	switch (written ? writer->format->system : REBOUND_EXCHANGE_COUNT) {
	case REBOUND_EXCHANGE_OURS:
		write_ours(writer, row);
		break;
	case REBOUND_EXCHANGE_PLAIN:
		write_plain(writer, row);
		break;
	case REBOUND_EXCHANGE_SES:
		write_ses(writer, row);
		break;
	case REBOUND_EXCHANGE_SENDGRID:
		write_sendgrid(writer, row, text);
		break;
	case REBOUND_EXCHANGE_MAILGUN:
		write_mailgun(writer, arena, row, text);
		break;
	case REBOUND_EXCHANGE_POSTMARK:
		write_postmark(writer, row);
		break;
	case REBOUND_EXCHANGE_SPARKPOST:
		write_sparkpost(writer, row, text);
		break;
	case REBOUND_EXCHANGE_POSTFIX:
		written = write_postfix(writer, row, text);
		break;
	default:
		break;
	}
	writer->count += written ? 1 : 0;
	writer->left_out += written ? 0 : 1;
	return written;
}

void rebound_exchange_end(struct rebound_exchange_writer *writer)
{
	if (!writer->format->json)
		return;
	switch (writer->format->system) {
	case REBOUND_EXCHANGE_SENDGRID:
	case REBOUND_EXCHANGE_MAILGUN:
		g_string_append(writer->text, "\n]\n");
		break;
	case REBOUND_EXCHANGE_POSTMARK:
	case REBOUND_EXCHANGE_SPARKPOST:
		g_string_append(writer->text, "\n]}\n");
		break;
	default:
		break;
	}
}
