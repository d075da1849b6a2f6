/* SPDX-License-Identifier: MIT */
#include "core/cli/json.h"

#include <string.h>
#include <yajl/yajl_gen.h>

#include "core/base/chunk.h"
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/smtp/status.h"

#define NUMBER_BYTES 24 /* of a number of 64 bits */
#define KEPT_BYTES   (1024 * 1024)
#define SHARE_ERROR  1e-9 /* hundredths as a double are off by less */

struct rebound_json {
	GString *text;
	gboolean more;	/* something stands before, in the same object or list */
	yajl_gen quote; /* for strings with something to escape */
};

/* Makes room for that many bytes and one more; returns where they go. */
static char *reserve(struct rebound_json *json, gsize len)
{
	GString *text = json->text;
	gsize used = text->len;

	if (text->allocated_len - used <= len) {
		g_string_set_size(text, used + len);
		text->len = used;
	}
	return text->str + used;
}

static void put_bytes(struct rebound_json *json, const char *bytes, gsize len)
{
	memcpy(reserve(json, len), bytes, len);
	json->text->len += len;
}

/* Puts the comma before a key or a value. */
static void separate(struct rebound_json *json)
{
	if (json->more)
		put_bytes(json, ",", 1);
	json->more = TRUE;
}

static void put_plain(struct rebound_json *json, const char *text, gsize len)
{
	separate(json);
	put_bytes(json, text, len);
}

/* Copies a string as far as it stands in JSON as it is; returns how far. There has to be room for a
 * chunk more. */
static gsize copy_plain(char *to, const char *text, gsize len)
{
	for (gsize at = 0; at < len; at += REBOUND_CHUNK_BYTES) {
		struct rebound_chunk chunk = rebound_chunk_load_up_to(text + at, len - at);
		guint special = rebound_chunk_within(chunk, '\0', ' ' - 1) |
				rebound_chunk_equal(chunk, '"') | rebound_chunk_equal(chunk, '\\');

		rebound_chunk_store(chunk, to + at);
		if (special != 0)
			return MIN(at + rebound_chunk_first(special), len);
	}
	return len;
}

static void put_escaped(struct rebound_json *json, const char *text, gsize len)
{
	const unsigned char *quoted = NULL;
	gsize quoted_len = 0;

	yajl_gen_string(json->quote, (const unsigned char *)text, len);
	yajl_gen_get_buf(json->quote, &quoted, &quoted_len);
	put_plain(json, (const char *)quoted, quoted_len);
	yajl_gen_clear(json->quote);
	yajl_gen_reset(json->quote, NULL);
}

/* Puts a string with what stands behind it; nearly all of them have nothing to escape. */
static void put_quoted(struct rebound_json *json, const char *value, char behind)
{
	gsize len = strlen(value);
	char *start = reserve(json, len + 4 + REBOUND_CHUNK_BYTES), *to = start;

	if (json->more)
		*to++ = ',';
	*to++ = '"';
	if (copy_plain(to, value, len) < len) {
		put_escaped(json, value, len);
		if (behind != '\0')
			put_bytes(json, &behind, 1);
		return;
	}
	to += len;
	*to++ = '"';
	if (behind != '\0')
		*to++ = behind;
	json->text->len += (gsize)(to - start);
	json->more = TRUE;
}

static void put_string(struct rebound_json *json, const char *value)
{
	if (value != NULL)
		put_quoted(json, value, '\0');
	else
		put_plain(json, "null", 4);
}

static void put_name(struct rebound_json *json, const char *name, gsize len)
{
	char *start = reserve(json, len + 4), *to = start;

	if (json->more)
		*to++ = ',';
	*to++ = '"';
	memcpy(to, name, len);
	to += len;
	*to++ = '"';
	*to++ = ':';
	json->text->len += (gsize)(to - start);
	json->more = FALSE;
}

/* Puts a key of ours, which has nothing to escape; its length is known when this is compiled. */
static inline void put_key(struct rebound_json *json, const char *key)
{
	put_name(json, key, strlen(key));
}

static void open_group(struct rebound_json *json, char bracket)
{
	put_plain(json, &bracket, 1);
	json->more = FALSE;
}

static void close_group(struct rebound_json *json, char bracket)
{
	put_bytes(json, &bracket, 1);
	json->more = TRUE;
}

/* Puts a key that others named. */
static void put_any_key(struct rebound_json *json, const char *key)
{
	put_quoted(json, key, ':');
	json->more = FALSE;
}

static inline void add_string(struct rebound_json *json, const char *key, const char *value)
{
	put_key(json, key);
	put_string(json, value);
}

/* A file has the name that its maker liked: what a terminal would obey stands as \uXXXX, and what
 * is no UTF-8 as U+FFFD. */
static void put_path(struct rebound_json *json, const char *path)
{
	if (path == NULL || rebound_text_is_safe(path)) {
		put_string(json, path);
		return;
	}
	g_autofree char *valid = g_utf8_make_valid(path, -1);
	g_autoptr(GString) text = g_string_new("\"");
	for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (c == '"' || c == '\\')
			g_string_append_c(text, '\\');
		if (c <= 0xFFFF && !g_unichar_isprint(c))
			g_string_append_printf(text, "\\u%04X", c);
		else
			g_string_append_unichar(text, c);
	}
	g_string_append_c(text, '"');
	put_plain(json, text->str, text->len);
}

static void add_path(struct rebound_json *json, const char *key, const char *path)
{
	put_key(json, key);
	put_path(json, path);
}

static void put_number(struct rebound_json *json, gint64 value)
{
	char buffer[NUMBER_BYTES], *at = buffer + sizeof(buffer);
	guint64 left = value < 0 ? -(guint64)value : (guint64)value;

	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (value < 0)
		*--at = '-';
	put_plain(json, at, (gsize)(buffer + sizeof(buffer) - at));
}

static inline void add_number(struct rebound_json *json, const char *key, gint64 value)
{
	put_key(json, key);
	put_number(json, value);
}

/* A number, or null for 0. */
static inline void add_optional(struct rebound_json *json, const char *key, gint64 value)
{
	if (value != 0)
		add_number(json, key, value);
	else
		add_string(json, key, NULL);
}

static void put_time(struct rebound_json *json, gint64 time)
{
	char buffer[REBOUND_CLOCK_TIME_SIZE];

	put_string(json, time != 0 ? rebound_clock_write_time(time, buffer) : NULL);
}

static inline void add_time(struct rebound_json *json, const char *key, gint64 time)
{
	put_key(json, key);
	put_time(json, time);
}

static void add_status(struct rebound_json *json, const char *key, struct rebound_status status)
{
	char buffer[REBOUND_STATUS_SIZE];

	add_string(json, key, rebound_status_write(status, buffer));
}

/* "none" is a fault of its own; where no reason applies, no fault does. */
static void add_fault(struct rebound_json *json, const struct rebound_verdict *verdict)
{
	gboolean applies = verdict->reason != REBOUND_REASON_NONE;

	add_string(json, "fault", applies ? rebound_fault_name(verdict->fault) : NULL);
}

/* Two decimals. Those that have no more are written without printf. */
static void put_share(struct rebound_json *json, double value)
{
	char buffer[G_ASCII_DTOSTR_BUF_SIZE];
	int hundredths = value >= 0 && value < 10 ? (int)(value * 100 + 0.5) : -1;

	if (hundredths >= 0 && G_APPROX_VALUE(value, hundredths / 100.0, SHARE_ERROR)) {
		char digits[] = {(char)('0' + hundredths / 100), '.',
			(char)('0' + hundredths / 10 % 10), (char)('0' + hundredths % 10)};
		put_plain(json, digits, sizeof(digits));
		return;
	}
	g_ascii_formatd(buffer, sizeof(buffer), "%.2f", value);
	put_plain(json, buffer, strlen(buffer));
}

static void add_share(struct rebound_json *json, const char *key, double value)
{
	put_key(json, key);
	put_share(json, value);
}

static void add_confidence(struct rebound_json *json, double value)
{
	add_share(json, "confidence", value);
}

static void open_object(struct rebound_json *json)
{
	open_group(json, '{');
}

static void close_object(struct rebound_json *json)
{
	close_group(json, '}');
}

/* Each line is a document of its own. */
static void end_line(struct rebound_json *json)
{
	g_string_append_c(json->text, '\n');
	json->more = FALSE;
}

static void add_extensions(
	struct rebound_json *json, const struct rebound_header *extensions, guint count)
{
	put_key(json, "extensions");
	if (count == 0) {
		put_string(json, NULL);
		return;
	}
	open_object(json);
	for (guint i = 0; i < count; i++) {
		put_any_key(json, extensions[i].name);
		put_string(json, extensions[i].value);
	}
	close_object(json);
}

static void add_recipient(struct rebound_json *json, const struct rebound_recipient *recipient)
{
	const struct rebound_verdict *verdict = &recipient->verdict;

	open_object(json);
	add_string(json, "address", recipient->address);
	add_string(json, "original_address", recipient->original_address);
	add_string(json, "kind", rebound_kind_name(recipient->kind));
	add_string(json, "action", recipient->action);
	add_status(json, "status", recipient->status);
	add_optional(json, "reply", recipient->reply);
	add_string(json, "permanence", rebound_permanence_name(verdict->permanence));
	add_string(json, "reason", rebound_reason_name(verdict->reason));
	add_fault(json, verdict);
	add_confidence(json, verdict->confidence);
	add_string(json, "advice", rebound_advice_name(verdict->advice));
	add_string(json, "text", recipient->text != NULL ? recipient->text : recipient->notice);
	add_string(json, "command", recipient->command);
	add_string(json, "remote_mta", recipient->remote_mta);
	add_string(json, "reporting_mta", recipient->reporting_mta);
	add_optional(json, "retry_after", verdict->retry_after);
	add_string(json, "rule", verdict->rule);
	add_string(json, "rule_at", verdict->rule_at);
	add_string(json, "evidence", verdict->evidence);
	add_string(json, "diagnostic_type", recipient->diagnostic_type);
	add_time(json, "last_attempt", recipient->last_attempt);
	add_time(json, "will_retry_until", recipient->will_retry_until);
	add_string(json, "address_as_given", recipient->address_as_given);
	add_string(json, "original_address_alt", recipient->original_address_alt);
	add_string(json, "new_address", recipient->new_address);
	add_string(json, "final_log_id", recipient->final_log_id);
	add_extensions(json, recipient->extensions, recipient->extension_count);
	close_object(json);
}

static void add_original(struct rebound_json *json, const struct rebound_original *original)
{
	put_key(json, "original");
	open_object(json);
	add_string(json, "message_id", original->message_id);
	add_string(json, "from", original->from);
	add_string(json, "to", original->to);
	add_string(json, "subject", original->subject);
	add_string(json, "list_id", original->list_id);
	add_time(json, "date", original->date);
	add_string(json, "return_path", original->return_path);
	add_string(json, "list_unsubscribe", original->list_unsubscribe);
	close_object(json);
}

static void add_feedback(struct rebound_json *json, const struct rebound_feedback *feedback)
{
	put_key(json, "feedback");
	if (feedback->type == NULL) {
		put_string(json, NULL);
		return;
	}
	open_object(json);
	add_string(json, "type", feedback->type);
	add_string(json, "user_agent", feedback->user_agent);
	add_string(json, "source_ip", feedback->source_ip);
	add_time(json, "arrival_date", feedback->arrival_date);
	add_string(json, "reported_domain", feedback->reported_domain);
	add_string(json, "original_mail_from", feedback->original_mail_from);
	add_string(json, "feedback_id", feedback->feedback_id);
	close_object(json);
}

static void add_faults(struct rebound_json *json, const struct rebound_report *report)
{
	put_key(json, "faults");
	open_group(json, '[');
	for (guint i = 0; report->faults != NULL && report->faults[i] != NULL; i++)
		put_string(json, report->faults[i]);
	close_group(json, ']');
}

struct rebound_json *rebound_json_new(void)
{
	struct rebound_json *json = g_new0(struct rebound_json, 1);

	json->text = g_string_new(NULL);
	json->quote = yajl_gen_alloc(NULL);
	return json;
}

void rebound_json_free(struct rebound_json *json)
{
	if (json == NULL)
		return;
	g_string_free(json->text, TRUE);
	yajl_gen_free(json->quote);
	g_free(json);
}

const char *rebound_json_text(const struct rebound_json *json, gsize *len)
{
	*len = json->text->len;
	return json->text->str;
}

void rebound_json_clear(struct rebound_json *json)
{
	/* A huge line does not stay. */
	if (json->text->allocated_len > KEPT_BYTES) {
		g_string_free(json->text, TRUE);
		json->text = g_string_new(NULL);
	}
	g_string_truncate(json->text, 0);
}

void rebound_json_report(struct rebound_json *json, const struct rebound_report *report)
{
	open_object(json);
	add_path(json, "source", report->source);
	add_number(json, "index", (gint64)report->index);
	add_string(json, "kind", rebound_kind_name(report->kind));
	add_string(json, "format", rebound_format_name(report->format));
	add_string(json, "message_id", report->message_id);
	add_time(json, "date", report->date);
	add_string(json, "subject", report->subject);
	put_key(json, "recipients");
	open_group(json, '[');
	for (guint i = 0; i < report->recipient_count; i++)
		add_recipient(json, &report->recipients[i]);
	close_group(json, ']');
	add_original(json, &report->original);
	add_feedback(json, &report->feedback);
	add_faults(json, report);
	add_time(json, "received", report->received);
	add_string(json, "reader", report->reader);
	add_string(json, "envelope_recipient", report->envelope_recipient);
	add_string(json, "envelope_id", report->envelope_id);
	add_string(json, "envelope_id_alt", report->envelope_id_alt);
	add_extensions(json, report->extensions, report->extension_count);
	close_object(json);
	end_line(json);
}

void rebound_json_line(
	struct rebound_json *json, const char *line, const struct rebound_report *report)
{
	const struct rebound_recipient *recipient = &report->recipients[0];
	const struct rebound_verdict *verdict = &recipient->verdict;

	open_object(json);
	add_string(json, "text", line);
	add_string(json, "kind", rebound_kind_name(recipient->kind));
	add_optional(json, "reply", recipient->reply);
	add_status(json, "status", recipient->status);
	add_string(json, "permanence", rebound_permanence_name(verdict->permanence));
	add_string(json, "reason", rebound_reason_name(verdict->reason));
	add_fault(json, verdict);
	add_confidence(json, verdict->confidence);
	add_string(json, "advice", rebound_advice_name(verdict->advice));
	add_string(json, "rule", verdict->rule);
	add_string(json, "rule_at", verdict->rule_at);
	add_string(json, "evidence", verdict->evidence);
	add_optional(json, "retry_after", verdict->retry_after);
	add_string(json, "address", recipient->address);
	add_string(json, "remote_mta", recipient->remote_mta);
	add_string(json, "command", recipient->command);
	close_object(json);
	end_line(json);
}

void rebound_json_event(struct rebound_json *json, const struct rebound_event *event,
	const struct rebound_decision *decision)
{
	gboolean suppression = decision->action == REBOUND_ACTION_SUPPRESS;

	open_object(json);
	add_number(json, "event", event->id);
	add_string(json, "address", event->address);
	add_string(json, "kind", rebound_kind_name(event->kind));
	add_string(json, "reason", rebound_reason_name(event->reason));
	add_string(json, "permanence", rebound_permanence_name(event->permanence));
	add_string(json, "advice", rebound_advice_name(event->advice));
	add_string(json, "trust", rebound_trust_name(event->trust));
	add_confidence(json, event->confidence);
	add_time(json, "time", event->time);
	add_string(json, "status", event->status);
	add_optional(json, "reply", event->reply);
	add_string(json, "text", event->text);
	add_string(json, "rule", event->rule);
	add_string(json, "rule_at", event->rule_at);
	add_string(json, "evidence", event->evidence);
	add_string(json, "original_id", event->original_id);
	add_path(json, "source", event->source);
	add_number(json, "index", (gint64)event->source_index);
	add_string(json, "decision", rebound_action_name(decision->action));
	add_string(json, "state", suppression ? rebound_state_name(decision->state) : NULL);
	add_time(json, "until", decision->until);
	add_time(json, "due", decision->due);
	add_string(json, "why", decision->why);
	close_object(json);
	end_line(json);
}

void rebound_json_suppression(
	struct rebound_json *json, const struct rebound_suppression *suppression)
{
	open_object(json);
	add_string(json, "address", suppression->address);
	add_string(json, "state", rebound_state_name(suppression->state));
	add_string(json, "cause", suppression->cause);
	add_string(json, "reason", rebound_reason_name(suppression->reason));
	add_time(json, "since", suppression->since);
	add_time(json, "until", suppression->until);
	add_string(json, "why", suppression->why);
	add_string(json, "rule", suppression->rule);
	add_string(json, "rule_at", suppression->rule_at);
	add_string(json, "trust", rebound_trust_name(suppression->trust));
	add_optional(json, "event", suppression->event);
	add_optional(json, "run", suppression->run);
	add_time(json, "ended", suppression->ended);
	add_string(json, "ended_why", suppression->ended_why);
	close_object(json);
	end_line(json);
}

void rebound_json_retry(struct rebound_json *json, const struct rebound_retry *retry)
{
	open_object(json);
	add_string(json, "address", retry->address);
	add_string(json, "state", rebound_retry_state_name(retry->state));
	add_time(json, "due", retry->due);
	add_number(json, "step", retry->step);
	add_string(json, "reason", rebound_reason_name(retry->reason));
	add_string(json, "original_id", retry->original_id);
	add_string(json, "why", retry->why);
	add_optional(json, "event", retry->event);
	add_optional(json, "run", retry->run);
	add_number(json, "id", retry->id);
	g_autofree char *lease =
		retry->lease > 0 ? g_strdup_printf("L%" G_GINT64_FORMAT, retry->lease) : NULL;
	add_string(json, "lease", lease);
	add_time(json, "lease_ends", retry->lease > 0 ? retry->lease_ends : 0);
	add_time(json, "begun", retry->begun);
	close_object(json);
	end_line(json);
}

void rebound_json_open(struct rebound_json *json, const char *key)
{
	if (key != NULL)
		put_any_key(json, key);
	open_object(json);
}

void rebound_json_open_list(struct rebound_json *json, const char *key)
{
	if (key != NULL)
		put_any_key(json, key);
	open_group(json, '[');
}

void rebound_json_close(struct rebound_json *json)
{
	close_object(json);
}

void rebound_json_close_list(struct rebound_json *json)
{
	close_group(json, ']');
}

void rebound_json_string(struct rebound_json *json, const char *key, const char *value)
{
	if (key != NULL)
		put_any_key(json, key);
	put_string(json, value);
}

void rebound_json_path(struct rebound_json *json, const char *key, const char *path)
{
	put_any_key(json, key);
	put_path(json, path);
}

void rebound_json_number(struct rebound_json *json, const char *key, gint64 value)
{
	put_any_key(json, key);
	put_number(json, value);
}

void rebound_json_time(struct rebound_json *json, const char *key, gint64 time)
{
	put_any_key(json, key);
	put_time(json, time);
}

void rebound_json_share(struct rebound_json *json, const char *key, double value)
{
	put_any_key(json, key);
	put_share(json, value);
}

void rebound_json_strings(struct rebound_json *json, const char *key, const char *const *values)
{
	rebound_json_open_list(json, key);
	for (guint i = 0; values != NULL && values[i] != NULL; i++)
		put_string(json, values[i]);
	rebound_json_close_list(json);
}

void rebound_json_end_line(struct rebound_json *json)
{
	end_line(json);
}
