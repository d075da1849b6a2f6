/* SPDX-License-Identifier: MIT */
#include "core/report/record.h"

#include <math.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/record_strings.h"

/*
 * The record: "rbnd", the version as one byte, then the fields in the order of code_report().
 * Counts, lengths and times are LEB128 numbers, times with their sign last; a confidence is its
 * thousandths plus one, or 0 and eight bytes, lowest first, where that is not all of it. A string
 * is 0 for NULL, or a number by its last two bits: 1 or 3, twice its length, and its bytes follow;
 * 2, four times the number of a common string; 0, four times one more than the number of a string
 * that the record had before. Behind the bytes of a string stands a NUL.
 *
 * Version 3: there is no NUL.
 *
 * Versions 1 and 2: times and confidences are eight bytes, and a string is its length plus one and
 * its bytes.
 *
 * One walk over the fields serves both directions: each code_*() takes the value to write and gives
 * the value that was read (or the same one, while writing).
 */

/* The first version that holds each string once. */
#define PACKED_VERSION 3
/* The first version whose strings can be used where they lie. */
#define CLOSED_VERSION 4

/* A number of 64 bits takes no more. */
#define NUMBER_BYTES 10

/* What is made at a time: most records take no more. */
#define ROOM_BYTES 4096

static const guint8 magic[4] = {'r', 'b', 'n', 'd'};

/** What one direction of the walk needs: out to write; else in, left and arena to read. */
struct codec {
	GByteArray *out; /* of which so many bytes are written: more are made at a time */
	gsize written;
	const guint8 *in;
	gsize left;
	struct rebound_arena *arena;
	struct rebound_record_strings *strings;
	rebound_record_text_func seen; /* is told each string that is read, or NULL */
	void *data;
	guint8 version;
	gboolean damaged;
};

static const guint8 *take(struct codec *codec, gsize len)
{
	if (codec->damaged || len > codec->left) {
		codec->damaged = TRUE;
		return NULL;
	}
	const guint8 *bytes = codec->in;
	codec->in += len;
	codec->left -= len;
	return bytes;
}

/** Where to write up to len bytes. */
static guint8 *make_room(struct codec *codec, gsize len)
{
	if (codec->out->len - codec->written < len)
		g_byte_array_set_size(codec->out, (guint)(codec->written + len + ROOM_BYTES));
	return codec->out->data + codec->written;
}

static void write_bytes(struct codec *codec, const void *bytes, gsize len)
{
	memcpy(make_room(codec, len), bytes, len);
	codec->written += len;
}

/** Write a number into room that is there, and give the place behind it. */
static guint8 *put_number(guint8 *to, guint64 value)
{
	for (; value > 0x7f; value >>= 7)
		*to++ = (guint8)(value | 0x80);
	*to++ = (guint8)value;
	return to;
}

static void write_number(struct codec *codec, guint64 value)
{
	guint8 *to = make_room(codec, NUMBER_BYTES);

	codec->written += (gsize)(put_number(to, value) - to);
}

static guint64 read_number(struct codec *codec)
{
	guint64 value = 0;
	/* Most take one byte. */
	if (codec->left > 0 && *codec->in < 0x80 && !codec->damaged) {
		codec->left--;
		return *codec->in++;
	}
	for (guint shift = 0; shift < 64; shift += 7) {
		const guint8 *byte = take(codec, 1);
		if (!byte)
			return 0;
		guint64 part = *byte & 0x7f;
		if (shift == 63 && part > 1)
			break;
		value |= part << shift;
		if ((*byte & 0x80) == 0)
			return value;
	}
	codec->damaged = TRUE;
	return 0;
}

/** A number from 0 to limit. */
static guint64 code_number(struct codec *codec, guint64 value, guint64 limit)
{
	if (codec->out) {
		write_number(codec, value);
		return value;
	}
	guint64 number = read_number(codec);
	if (number <= limit)
		return number;
	codec->damaged = TRUE;
	return 0;
}

/** Eight bytes, lowest first. */
static guint64 code_fixed(struct codec *codec, guint64 value)
{
	guint64 little = GUINT64_TO_LE(value);
	if (codec->out) {
		write_bytes(codec, &little, sizeof little);
		return value;
	}
	const guint8 *bytes = take(codec, sizeof little);
	if (!bytes)
		return 0;
	memcpy(&little, bytes, sizeof little);
	return GUINT64_FROM_LE(little);
}

static gint64 code_time(struct codec *codec, gint64 value)
{
	guint64 bits = (guint64)value;
	if (codec->version < PACKED_VERSION)
		return (gint64)code_fixed(codec, bits);
	if (codec->out) {
		write_number(codec, bits << 1 ^ (value < 0 ? G_MAXUINT64 : 0));
		return value;
	}
	bits = read_number(codec);
	return (gint64)(bits >> 1 ^ ((bits & 1) ? G_MAXUINT64 : 0));
}

static double code_confidence(struct codec *codec, double value)
{
	guint64 bits = 0, thousandths = 0;
	if (codec->out && value >= 0 && value <= 1)
		thousandths = (guint64)(value * 1000 + 0.5) + 1;
	if (codec->out && thousandths > 0 && (double)(thousandths - 1) / 1000 != value)
		thousandths = 0;
	if (codec->version >= PACKED_VERSION)
		thousandths = code_number(codec, thousandths, 1001);
	if (thousandths > 0)
		return (double)(thousandths - 1) / 1000;
	memcpy(&bits, &value, sizeof bits);
	bits = code_fixed(codec, bits);
	memcpy(&value, &bits, sizeof value);
	if (codec->out || (isfinite(value) && value >= 0 && value <= 1))
		return value;
	codec->damaged = TRUE;
	return 0;
}

static void write_string(struct codec *codec, const char *value)
{
	guint64 number = 0;
	if (!value) {
		write_number(codec, 0);
		return;
	}
	gsize len = strlen(value);
	switch (rebound_record_find(codec->strings, value, len, &number)) {
	case REBOUND_RECORD_COMMON:
		write_number(codec, number << 2 | 2);
		return;
	case REBOUND_RECORD_BEFORE:
		write_number(codec, (number + 1) << 2);
		return;
	case REBOUND_RECORD_NEW:
		break;
	}
	guint8 *room = make_room(codec, NUMBER_BYTES + len + 1);
	guint8 *to = put_number(room, (guint64)len << 1 | 1);
	memcpy(to, value, len + 1);
	codec->written += (gsize)(to - room) + len + 1;
}

/** The bytes of a string, with a NUL behind them; NULL for damage. */
static const char *take_text(struct codec *codec, gsize len)
{
	gboolean closed = codec->version >= CLOSED_VERSION;
	const char *bytes = (const char *)take(codec, len + closed);
	if (!bytes || memchr(bytes, '\0', len) || (closed && bytes[len] != '\0'))
		return NULL;
	return closed ? bytes : rebound_arena_copy(codec->arena, bytes, len);
}

static struct rebound_record_string read_literal(struct codec *codec, guint64 len)
{
	struct rebound_record_string string = {0};
	if (len <= REBOUND_LIMIT_RECORD_STRING_BYTES)
		string.text = take_text(codec, (gsize)len);
	if (!string.text) {
		codec->damaged = TRUE;
		return string;
	}
	string.len = (gsize)len;
	if (codec->seen)
		codec->seen(string.text, string.len, codec->data);
	return string;
}

/** The string that was written; text is NULL for none. *kept is where it is remembered, or NULL. */
static struct rebound_record_string read_string(
	struct codec *codec, struct rebound_record_string **kept)
{
	struct rebound_record_strings *strings = codec->strings;
	const struct rebound_record_string *common = NULL;
	struct rebound_record_string string = {0};
	guint64 number = read_number(codec);
	*kept = NULL;
	if (number == 0 || codec->damaged)
		return string;
	if (codec->version < PACKED_VERSION)
		return read_literal(codec, number - 1);
	if ((number & 1) != 0) {
		string = read_literal(codec, number >> 1);
		if (string.text)
			*kept = rebound_record_keep_string(strings, &string);
		return string;
	}
	if ((number & 2) != 0)
		common = rebound_record_common(number >> 2);
	else if ((number >> 2) - 1 < strings->count)
		*kept = &strings->strings[(number >> 2) - 1];
	if (common)
		return *common;
	if (*kept)
		return **kept;
	codec->damaged = TRUE;
	return string;
}

/** A string that may hold any byte but NUL. */
static const char *code_bytes(struct codec *codec, const char *value)
{
	struct rebound_record_string *kept;
	if (!codec->out)
		return read_string(codec, &kept).text;
	write_string(codec, value);
	return value;
}

/** A string of a report: what was read is a safe line, whoever wrote the record. */
static const char *code_string(struct codec *codec, const char *value)
{
	struct rebound_record_string *kept;
	if (codec->out) {
		write_string(codec, value);
		return value;
	}
	struct rebound_record_string string = read_string(codec, &kept);
	if (!string.text || string.safe)
		return string.text;
	if (!rebound_text_is_safe(string.text))
		string.text =
			rebound_text_line(codec->arena, string.text, string.len, 3 * string.len);
	string.safe = TRUE;
	/* Once for all places that name it. */
	if (kept)
		*kept = string;
	return string.text;
}

/** A count of things that take at least one byte each. */
static guint code_count(struct codec *codec, guint count, guint limit)
{
	guint number = (guint)code_number(codec, MIN(count, limit), limit);
	if (!codec->out && number > codec->left) {
		codec->damaged = TRUE;
		return 0;
	}
	return number;
}

static struct rebound_status code_status(struct codec *codec, struct rebound_status status)
{
	status.klass = (guint8)code_number(codec, status.klass, 9);
	status.subject = (guint16)code_number(codec, status.subject, G_MAXUINT16);
	status.detail = (guint16)code_number(codec, status.detail, G_MAXUINT16);
	return status;
}

static struct rebound_verdict code_verdict(struct codec *codec, struct rebound_verdict verdict)
{
	verdict.reason = code_number(codec, verdict.reason, REBOUND_REASON_COUNT - 1);
	verdict.fault = code_number(codec, verdict.fault, REBOUND_FAULT_COUNT - 1);
	verdict.permanence = code_number(codec, verdict.permanence, REBOUND_PERMANENCE_COUNT - 1);
	verdict.advice = code_number(codec, verdict.advice, REBOUND_ADVICE_COUNT - 1);
	verdict.confidence = code_confidence(codec, verdict.confidence);
	verdict.retry_after = code_time(codec, verdict.retry_after);
	verdict.rule = code_string(codec, verdict.rule);
	verdict.rule_at = code_string(codec, verdict.rule_at);
	verdict.evidence = code_string(codec, verdict.evidence);
	return verdict;
}

static const struct rebound_header *code_headers(
	struct codec *codec, const struct rebound_header *headers, guint *count, guint limit)
{
	*count = code_count(codec, *count, limit);
	struct rebound_header *read = NULL;
	if (!codec->out)
		read = rebound_arena_alloc(codec->arena, MAX(*count, 1) * sizeof *read);
	for (guint i = 0; i < *count; i++) {
		struct rebound_header header = {0};
		if (!read)
			header = headers[i];
		header.name = code_string(codec, header.name);
		header.value = code_string(codec, header.value);
		if (!read)
			continue;
		read[i].name = header.name ? header.name : "";
		read[i].value = header.value ? header.value : "";
	}
	return codec->out ? headers : read;
}

static struct rebound_recipient code_recipient(
	struct codec *codec, struct rebound_recipient recipient)
{
	recipient.address = code_string(codec, recipient.address);
	recipient.original_address = code_string(codec, recipient.original_address);
	recipient.address_as_given = code_string(codec, recipient.address_as_given);
	recipient.kind = code_number(codec, recipient.kind, REBOUND_KIND_COUNT - 1);
	recipient.action = code_string(codec, recipient.action);
	recipient.status = code_status(codec, recipient.status);
	recipient.status_field = code_status(codec, recipient.status_field);
	recipient.status_diagnostic = code_status(codec, recipient.status_diagnostic);
	recipient.reply = (int)code_number(codec, (guint64)MAX(recipient.reply, 0), 999);
	recipient.text = code_string(codec, recipient.text);
	recipient.notice = code_string(codec, recipient.notice);
	recipient.command = code_string(codec, recipient.command);
	recipient.remote_mta = code_string(codec, recipient.remote_mta);
	recipient.reporting_mta = code_string(codec, recipient.reporting_mta);
	recipient.diagnostic_type = code_string(codec, recipient.diagnostic_type);
	recipient.last_attempt = code_time(codec, recipient.last_attempt);
	recipient.will_retry_until = code_time(codec, recipient.will_retry_until);
	recipient.nested = (gboolean)code_number(codec, recipient.nested != FALSE, 1);
	recipient.verdict = code_verdict(codec, recipient.verdict);
	if (codec->version < 2)
		return recipient;
	recipient.original_address_alt = code_string(codec, recipient.original_address_alt);
	recipient.new_address = code_string(codec, recipient.new_address);
	recipient.final_log_id = code_string(codec, recipient.final_log_id);
	recipient.extensions = code_headers(
		codec, recipient.extensions, &recipient.extension_count, REBOUND_LIMIT_EXTENSIONS);
	return recipient;
}

static struct rebound_original code_original(struct codec *codec, struct rebound_original original)
{
	original.message_id = code_string(codec, original.message_id);
	original.from = code_string(codec, original.from);
	original.to = code_string(codec, original.to);
	original.subject = code_string(codec, original.subject);
	original.list_id = code_string(codec, original.list_id);
	original.list_unsubscribe = code_string(codec, original.list_unsubscribe);
	original.return_path = code_string(codec, original.return_path);
	original.date = code_time(codec, original.date);
	original.complete = (gboolean)code_number(codec, original.complete != FALSE, 1);
	return original;
}

static struct rebound_feedback code_feedback(struct codec *codec, struct rebound_feedback feedback)
{
	feedback.type = code_string(codec, feedback.type);
	feedback.user_agent = code_string(codec, feedback.user_agent);
	feedback.source_ip = code_string(codec, feedback.source_ip);
	feedback.reported_domain = code_string(codec, feedback.reported_domain);
	feedback.original_mail_from = code_string(codec, feedback.original_mail_from);
	feedback.original_envelope_id = code_string(codec, feedback.original_envelope_id);
	feedback.arrival_date = code_time(codec, feedback.arrival_date);
	if (codec->version >= 2)
		feedback.feedback_id = code_string(codec, feedback.feedback_id);
	return feedback;
}

static const char *const *code_faults(struct codec *codec, const char *const *faults)
{
	guint count = 0;
	while (codec->out && faults && faults[count])
		count++;
	count = code_count(codec, count, REBOUND_LIMIT_RECIPIENTS);
	const char **read = NULL;
	if (!codec->out)
		read = rebound_arena_alloc(codec->arena, (count + 1) * sizeof *read);
	for (guint i = 0; i < count; i++) {
		const char *fault = code_string(codec, codec->out && faults ? faults[i] : NULL);
		if (read)
			read[i] = fault ? fault : "";
	}
	return codec->out ? faults : read;
}

static const struct rebound_recipient *code_recipients(
	struct codec *codec, const struct rebound_recipient *recipients, guint *count)
{
	*count = code_count(codec, *count, REBOUND_LIMIT_RECIPIENTS);
	struct rebound_recipient *read = NULL;
	if (!codec->out)
		read = rebound_arena_alloc(codec->arena, MAX(*count, 1) * sizeof *read);
	for (guint i = 0; i < *count && !codec->damaged; i++) {
		if (read)
			read[i] = code_recipient(codec, read[i]);
		else
			code_recipient(codec, recipients[i]);
	}
	return codec->out ? recipients : read;
}

static void code_hash(struct codec *codec, guint8 *hash, gsize size)
{
	if (codec->out) {
		write_bytes(codec, hash, size);
		return;
	}
	const guint8 *bytes = take(codec, size);
	if (bytes)
		memcpy(hash, bytes, size);
}

static void code_report(struct codec *codec, struct rebound_report *report)
{
	report->source = code_bytes(codec, report->source);
	report->index = code_number(codec, report->index, G_MAXUINT64);
	report->kind = code_number(codec, report->kind, REBOUND_KIND_COUNT - 1);
	report->format = code_number(codec, report->format, REBOUND_FORMAT_COUNT - 1);
	report->message_id = code_string(codec, report->message_id);
	report->subject = code_string(codec, report->subject);
	report->from = code_string(codec, report->from);
	report->to = code_string(codec, report->to);
	report->return_path = code_string(codec, report->return_path);
	report->envelope_recipient = code_string(codec, report->envelope_recipient);
	report->envelope_id = code_string(codec, report->envelope_id);
	report->reader = code_string(codec, report->reader);
	report->date = code_time(codec, report->date);
	report->received = code_time(codec, report->received);
	report->recipients = code_recipients(codec, report->recipients, &report->recipient_count);
	report->original = code_original(codec, report->original);
	report->feedback = code_feedback(codec, report->feedback);
	report->headers = code_headers(
		codec, report->headers, &report->header_count, REBOUND_LIMIT_KEPT_HEADERS);
	report->original_headers = code_headers(codec, report->original_headers,
		&report->original_header_count, REBOUND_LIMIT_KEPT_HEADERS);
	report->faults = code_faults(codec, report->faults);
	code_hash(codec, report->content_hash, sizeof report->content_hash);
	if (codec->version < 2)
		return;
	report->envelope_id_alt = code_string(codec, report->envelope_id_alt);
	report->extensions = code_headers(
		codec, report->extensions, &report->extension_count, REBOUND_LIMIT_EXTENSIONS);
}

void rebound_record_write(const struct rebound_report *report, GByteArray *bytes)
{
	g_return_if_fail(report && bytes);
	struct rebound_record_strings strings;
	struct codec codec = {.out = bytes,
		.written = bytes->len,
		.strings = &strings,
		.version = REBOUND_RECORD_VERSION};
	rebound_record_strings_init(&strings);
	struct rebound_report copy = *report;
	copy.source = NULL;
	copy.index = 0;
	guint8 version = REBOUND_RECORD_VERSION;
	write_bytes(&codec, magic, sizeof magic);
	write_bytes(&codec, &version, 1);
	code_report(&codec, &copy);
	g_byte_array_set_size(bytes, (guint)codec.written);
}

void rebound_record_write_one(
	const struct rebound_report *report, guint recipient, GByteArray *bytes)
{
	g_return_if_fail(report && bytes && recipient < report->recipient_count);
	struct rebound_report one = *report;
	one.recipients = &report->recipients[recipient];
	one.recipient_count = 1;
	rebound_record_write(&one, bytes);
}

gboolean rebound_record_is(const guint8 *bytes, gsize len)
{
	return len >= sizeof magic && memcmp(bytes, magic, sizeof magic) == 0;
}

static struct rebound_report *read_record(
	struct codec codec, const guint8 *bytes, gsize len, GError **error)
{
	struct rebound_record_strings strings;
	codec.in = bytes;
	codec.left = len;
	codec.strings = &strings;
	const guint8 *head = rebound_record_is(bytes, len) ? take(&codec, sizeof magic + 1) : NULL;
	if (!head) {
		g_set_error_literal(
			error, REBOUND_ERROR, REBOUND_ERROR_STATE, "this is no record of a report");
		return NULL;
	}
	codec.version = head[sizeof magic];
	if (codec.version < 1 || codec.version > REBOUND_RECORD_VERSION) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"the record has version %d, this program reads versions 1 to %d",
			head[sizeof magic], REBOUND_RECORD_VERSION);
		return NULL;
	}
	rebound_record_strings_init(&strings);
	struct rebound_report *report = rebound_arena_alloc(codec.arena, sizeof *report);
	code_report(&codec, report);
	if (codec.damaged || codec.left > 0) {
		g_set_error_literal(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"the record of a report is damaged");
		return NULL;
	}
	return report;
}

struct rebound_report *rebound_record_read(
	struct rebound_arena *arena, const guint8 *bytes, gsize len, GError **error)
{
	g_return_val_if_fail(arena && (bytes || len == 0), NULL);
	struct codec codec = {.arena = arena};
	return read_record(codec, bytes, len, error);
}

gboolean rebound_record_texts(
	const guint8 *bytes, gsize len, rebound_record_text_func func, void *data)
{
	g_return_val_if_fail(func && (bytes || len == 0), FALSE);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct codec codec = {.arena = arena, .seen = func, .data = data};
	return read_record(codec, bytes, len, NULL) != NULL;
}
