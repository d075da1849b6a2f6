/* SPDX-License-Identifier: MIT */
#include "core/report/structure_records.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/structure_values.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_reply.h"
#include "core/smtp/address.h"

/* A record has no more fields that anybody looks at. */
#define MOST_FIELDS 64

/* So much of a reason is written for each of those who share it. */
#define SHARED_BYTES 300
#define SHARED_LEAST 40
#define TEXT_BYTES   4000

/* A label is no longer, though it may bear a reply. */
#define LABEL_BYTES 1000

struct field {
	const char *label;
	gsize label_len;
	enum rebound_label role;
	enum rebound_text_verdict state; /**< of those whom the label leads to */
	gboolean coded;			 /**< the label bears the code of a failure; or a reason,
					      beside others that lead to recipients */
	struct rebound_value value;
};

static void clear_field(gpointer field)
{
	rebound_value_clear(&((struct field *)field)->value);
}

void rebound_records_init(struct rebound_records *records, struct rebound_arena *arena)
{
	*records = (struct rebound_records){
		.arena = arena,
		.scratch = rebound_arena_new(),
		.fields = g_array_new(FALSE, FALSE, sizeof(struct field)),
		.failed = g_string_new(NULL),
		.delayed = g_string_new(NULL),
		.delivered = g_string_new(NULL),
	};
	g_array_set_clear_func(records->fields, clear_field);
}

void rebound_records_clear(struct rebound_records *records)
{
	g_array_unref(records->fields);
	rebound_arena_free(records->scratch);
	g_string_free(records->failed, TRUE);
	g_string_free(records->delayed, TRUE);
	g_string_free(records->delivered, TRUE);
}

static void clear_fields(struct rebound_records *records)
{
	g_array_set_size(records->fields, 0);
	rebound_arena_clear(records->scratch);
}

void rebound_records_reset(struct rebound_records *records)
{
	clear_fields(records);
	g_string_truncate(records->failed, 0);
	g_string_truncate(records->delayed, 0);
	g_string_truncate(records->delivered, 0);
	records->told = records->silent = records->lost = 0;
	records->ambiguous = records->listed = FALSE;
}

static struct field *field_at(const struct rebound_records *records, guint i)
{
	return &g_array_index(records->fields, struct field, i);
}

static gboolean is_label(const struct field *field, const char *label, gsize len)
{
	return field->label_len == len && len > 0 && memcmp(field->label, label, len) == 0;
}

/** Whether the open record has recipients whom another label leads to, "Accepted:" and "Rejected:".
 */
static gboolean leads_to_others(
	const struct rebound_records *records, const char *label, gsize label_len)
{
	for (guint i = 0; i < records->fields->len; i++) {
		const struct field *field = field_at(records, i);
		if ((field->coded || field->state != REBOUND_TEXT_VERDICT_NONE) &&
			!is_label(field, label, label_len))
			return TRUE;
	}
	return FALSE;
}

/** Whether the open record begins with an address without a label, as each of its like does. */
static gboolean begins_unlabelled(const struct rebound_records *records)
{
	const struct field *first = field_at(records, 0);

	return first->label_len == 0 && first->value.addresses && records->fields->len > 1;
}

static struct field read_field(struct rebound_records *records, const char *label, gsize label_len,
	const char *value, gsize len)
{
	struct field field = {.label = label,
		.label_len = label_len,
		.role = rebound_label_read(records->scratch, label, label_len)};

	/* "This report relates to your message: Subject: ...". */
	if (rebound_text_subject_label(value, len) > 0)
		field.role = REBOUND_LABEL_ASIDE;
	/* Nobody asks what a subject says. */
	if (field.role <= REBOUND_LABEL_RECIPIENT || memchr(value, '@', len))
		field.value = rebound_value_read(records->scratch, value, len);
	if (field.value.addresses)
		field.state = rebound_label_state(records->scratch, label, label_len);
	field.coded = field.value.addresses && label_len > 0 &&
		      (rebound_text_numbers(label, label_len).code >= 400 ||
			      (field.state == REBOUND_TEXT_VERDICT_NONE &&
				      leads_to_others(records, label, label_len) &&
				      (rebound_text_marks(records->scratch, label, label_len) &
					      REBOUND_TEXT_BIT(REASON))));
	return field;
}

/** Whether a field does not belong to the open record. */
static gboolean begins_record(const struct rebound_records *records, const struct field *field)
{
	guint count = records->fields->len;

	if (count == 0)
		return FALSE;
	if (field->value.addresses && field->label_len == 0 && begins_unlabelled(records))
		return TRUE;
	if ((field->coded || field->state != REBOUND_TEXT_VERDICT_NONE) &&
		leads_to_others(records, field->label, field->label_len))
		return TRUE;
	const struct field *last = field_at(records, count - 1);
	return is_label(last, field->label, field->label_len) &&
	       (last->value.addresses != NULL) != (field->value.addresses != NULL);
}

void rebound_records_add(struct rebound_records *records, const char *label, gsize label_len,
	const char *value, gsize len)
{
	label_len = MIN(label_len, (gsize)LABEL_BYTES);
	for (guint i = 0; i + 1 < records->fields->len; i++) {
		if (is_label(field_at(records, i), label, label_len))
			rebound_records_end(records);
	}
	struct field field = read_field(records, label, label_len, value, len);
	if (begins_record(records, &field)) {
		/* With the record ends what was read beside it. */
		gboolean coded = field.coded;
		rebound_value_clear(&field.value);
		rebound_records_end(records);
		field = read_field(records, label, label_len, value, len);
		field.coded = coded;
	}
	guint count = records->fields->len;
	struct field *last = count > 0 ? field_at(records, count - 1) : NULL;
	if (last && is_label(last, label, label_len) && field.value.addresses) {
		for (guint i = 0; i < field.value.addresses->len; i++)
			g_ptr_array_add(
				last->value.addresses, g_ptr_array_index(field.value.addresses, i));
		rebound_value_clear(&field.value);
		return;
	}
	if (count >= MOST_FIELDS) {
		rebound_value_clear(&field.value);
		return;
	}
	g_array_append_val(records->fields, field);
}

static gboolean is_own(const struct rebound_records *records, const char *address)
{
	for (gsize i = 0; i < REBOUND_RECORDS_OWN; i++) {
		if (records->own[i] && rebound_address_equal(records->own[i], address))
			return TRUE;
	}
	return FALSE;
}

/** Whether an address is of a domain of the reporting side or of the reader, or near one. */
static gboolean is_near(const struct rebound_records *records, const char *address)
{
	const char *domain = rebound_address_domain(address);
	gsize len = strlen(domain);

	for (gsize i = 0; i < REBOUND_RECORDS_OWN; i++) {
		const char *own =
			records->own[i] && *records->own[i] && strchr(records->own[i], '@')
				? rebound_address_domain(records->own[i])
				: NULL;
		gsize own_len = own ? strlen(own) : 0, both = MIN(len, own_len);
		if (both == 0 || g_ascii_strcasecmp(domain + len - both, own + own_len - both) != 0)
			continue;
		if (len == own_len || (len > both && domain[len - both - 1] == '.') ||
			(own_len > both && own[own_len - both - 1] == '.'))
			return TRUE;
	}
	return FALSE;
}

/** The sureness that a field holds the recipients; 0: it does not. */
static guint weigh_recipients(const struct rebound_records *records, const struct field *field)
{
	if (field->value.kind != REBOUND_VALUE_ADDRESSES || field->role == REBOUND_LABEL_SENDER ||
		field->role == REBOUND_LABEL_ASIDE)
		return 0;
	const char *first = g_ptr_array_index(field->value.addresses, 0);
	if (field->value.addresses->len == 1 &&
		(is_own(records, first) || rebound_address_is_daemon(first)))
		return 0;
	if (field->role == REBOUND_LABEL_RECIPIENT)
		return 3;
	return is_near(records, first) ? 1 : 2;
}

static gboolean is_recipient(const struct field *recipients, const char *address)
{
	const GPtrArray *addresses = recipients->value.addresses;

	/* Of a long list, those at its start are enough. */
	for (guint i = 0; i < MIN(addresses->len, (guint)MOST_FIELDS); i++) {
		if (rebound_address_equal(g_ptr_array_index(addresses, i), address))
			return TRUE;
	}
	return FALSE;
}

static gboolean is_same(const struct field *one, const struct field *other)
{
	return one->value.addresses->len == 1 && other->value.addresses->len == 1 &&
	       rebound_address_equal(g_ptr_array_index(one->value.addresses, 0),
		       g_ptr_array_index(other->value.addresses, 0));
}

/** The field that holds the recipients; NULL. */
static const struct field *find_recipients(struct rebound_records *records)
{
	const struct field *best = NULL;
	guint most = 0;
	gboolean several = FALSE;

	for (guint i = 0; i < records->fields->len; i++) {
		const struct field *field = field_at(records, i);
		guint weight = weigh_recipients(records, field);
		if (weight == 0 || weight < most)
			continue;
		several = weight == most && (several || !is_same(best, field));
		best = weight > most ? field : best;
		most = weight;
	}
	records->ambiguous = records->ambiguous || several;
	return several ? NULL : best;
}

/** What a record tells of its recipients: codes outrank words, and failures the rest. */
static enum rebound_text_verdict judge(
	const struct rebound_records *records, const struct field *recipients)
{
	enum rebound_text_verdict coded = REBOUND_TEXT_VERDICT_NONE,
				  word = REBOUND_TEXT_VERDICT_NONE;
	enum rebound_text_verdict text = REBOUND_TEXT_VERDICT_NONE;

	for (guint i = 0; i < records->fields->len; i++) {
		const struct field *field = field_at(records, i);
		const struct rebound_value *value = &field->value;
		if (field->role == REBOUND_LABEL_ASIDE)
			continue;
		if (value->reply.code + value->reply.status.klass > 0)
			coded = MAX(coded, value->state);
		else if (value->kind == REBOUND_VALUE_STATE)
			word = MAX(word, value->state);
		else if (value->kind == REBOUND_VALUE_TEXT)
			text = MAX(text, value->state);
	}
	/* "Rejected recipients:" leads to them, or "User unknown (550 5.1.1):". */
	if (word == REBOUND_TEXT_VERDICT_NONE)
		word = recipients->state;
	if (coded == REBOUND_TEXT_VERDICT_NONE && recipients->coded)
		coded = REBOUND_TEXT_VERDICT_FAILED;
	/* "deferred", with the reply that it was deferred for. */
	if (coded == REBOUND_TEXT_VERDICT_FAILED && word == REBOUND_TEXT_VERDICT_DELAYED)
		return REBOUND_TEXT_VERDICT_DELAYED;
	if (coded != REBOUND_TEXT_VERDICT_NONE)
		return coded;
	return word != REBOUND_TEXT_VERDICT_NONE ? word : text;
}

static void append_word(GString *text, const char *word, gsize len)
{
	if (text->len > 0)
		g_string_append_c(text, ' ');
	g_string_append_len(text, word, (gssize)len);
}

/** Whether the words of a record bear a code, or the very same one. */
static gboolean is_said(const struct rebound_records *records, const struct rebound_value *code)
{
	for (guint i = 0; i < records->fields->len; i++) {
		const struct rebound_value *value = &field_at(records, i)->value;
		if (value->kind == REBOUND_VALUE_TEXT &&
			((code->reply.code > 0 && value->reply.code > 0) ||
				strstr(value->text, code->text)))
			return TRUE;
	}
	return FALSE;
}

/** Append the codes that stand alone: first a reply's, then a status. */
static void append_codes(const struct rebound_records *records, GString *text)
{
	for (gint reply = 1; reply >= 0; reply--) {
		for (guint i = 0; i < records->fields->len; i++) {
			const struct rebound_value *value = &field_at(records, i)->value;
			if (value->kind == REBOUND_VALUE_CODE &&
				(value->reply.code > 0) == (reply == 1) &&
				!is_said(records, value) && !strstr(text->str, value->text))
				append_word(text, value->text, value->len);
		}
	}
}

/** Append a text, its further lines further right than the entry. */
static void append_lines(GString *text, const struct rebound_value *value, gboolean next)
{
	const char *at = value->lines, *end = at + value->lines_len;

	for (gboolean first = next == FALSE; at < end; first = FALSE) {
		const char *stop = memchr(at, '\n', (gsize)(end - at));
		stop = stop ? stop : end;
		if (text->len > 0)
			g_string_append(text, first ? " " : "\n    ");
		g_string_append_len(text, at, (gssize)(stop - at));
		at = stop + 1;
	}
}

/** Append the texts that tell why; where there are none, all texts, else the states. */
static void append_texts(const struct rebound_records *records, GString *text)
{
	gsize start = text->len;

	for (guint pass = 0; pass < 3 && text->len == start; pass++) {
		for (guint i = 0; i < records->fields->len; i++) {
			const struct field *field = field_at(records, i);
			const struct rebound_value *value = &field->value;
			gboolean fits = pass == 0
						? value->reason
						: value->kind == (pass == 1 ? REBOUND_VALUE_TEXT
									    : REBOUND_VALUE_STATE);
			if (fits && value->kind >= REBOUND_VALUE_STATE &&
				field->role != REBOUND_LABEL_ASIDE &&
				!strstr(text->str + start, value->text))
				append_lines(text, value, text->len > start);
		}
	}
}

/** Whether a record bears more than one reply, which are perhaps not of all whom it names. */
static gboolean has_replies(const struct rebound_records *records)
{
	guint replies = 0;

	for (guint i = 0; i < records->fields->len; i++) {
		const struct rebound_value *value = &field_at(records, i)->value;
		if (value->kind != REBOUND_VALUE_TEXT)
			continue;
		const char *at = value->lines, *end = at + value->lines_len;
		while (at < end) {
			const char *stop = memchr(at, '\n', (gsize)(end - at));
			stop = stop ? stop : end;
			replies += rebound_text_numbers(at, (gsize)(stop - at)).code >= 400;
			at = stop + 1;
		}
	}
	return replies > 1;
}

/** Whether a text names somebody who is neither a recipient of the record nor of the reporting
 * side. */
static gboolean names_others(const struct rebound_records *records, const struct field *recipients)
{
	for (guint i = 0; i < records->fields->len; i++) {
		const struct rebound_value *value = &field_at(records, i)->value;
		if (value->kind != REBOUND_VALUE_TEXT || !memchr(value->text, '@', value->len))
			continue;
		const char *at = value->text, *end = value->text + value->len;
		for (const char *address;
			(address = rebound_address_find(records->scratch, &at, end, NULL));) {
			if (!is_recipient(recipients, address) && !is_near(records, address))
				return TRUE;
		}
	}
	return FALSE;
}

/** The server that a record names; NULL. */
static const struct rebound_value *find_server(const struct rebound_records *records)
{
	for (guint i = 0; i < records->fields->len; i++) {
		const struct field *field = field_at(records, i);
		if (field->value.host &&
			rebound_label_is_server(records->scratch, field->label, field->label_len))
			return &field->value;
	}
	return NULL;
}

/** Whether a record has words that tell something, more than one. */
static gboolean has_text(const struct rebound_records *records)
{
	for (guint i = 0; i < records->fields->len; i++) {
		const struct rebound_value *value = &field_at(records, i)->value;
		gboolean wide = value->len > 0 && (guchar)value->text[0] >= 0x80;
		if (value->kind == REBOUND_VALUE_TEXT &&
			(wide || memchr(value->text, ' ', value->len)))
			return TRUE;
	}
	return FALSE;
}

static void write_entries(
	struct rebound_records *records, const struct field *recipients, GString *entries)
{
	const GPtrArray *addresses = recipients->value.addresses;
	const struct rebound_value *server = find_server(records);
	g_autoptr(GString) text = g_string_new(NULL);

	if (recipients->coded)
		append_word(text, recipients->label, recipients->label_len);
	append_codes(records, text);
	append_texts(records, text);
	if (text->len == 0 && recipients->label_len > 0)
		append_word(text, recipients->label, recipients->label_len);
	gsize most = TEXT_BYTES;
	if (addresses->len > 1)
		most = CLAMP(
			REBOUND_LIMIT_TEXT_BYTES / 2 / addresses->len, SHARED_LEAST, SHARED_BYTES);
	if (text->len > most) {
		while (most > 0 && ((guchar)text->str[most] & 0xC0) == 0x80)
			most--;
		g_string_truncate(text, most);
	}
	for (guint i = 0; i < addresses->len && entries->len < REBOUND_LIMIT_TEXT_BYTES; i++) {
		if (server)
			g_string_append_printf(entries, "Server %s:\n", server->text);
		g_string_append_printf(entries, "<%s>: %s\n\n",
			(const char *)g_ptr_array_index(addresses, i), text->str);
	}
}

static void write_delivered(struct rebound_records *records, const struct field *recipients)
{
	const GPtrArray *addresses = recipients->value.addresses;
	GString *entries = records->delivered;

	for (guint i = 0; i < addresses->len && entries->len < REBOUND_LIMIT_TEXT_BYTES; i++)
		g_string_append_printf(
			entries, "<%s>\n", (const char *)g_ptr_array_index(addresses, i));
	records->listed = records->listed || recipients->state == REBOUND_TEXT_VERDICT_DELIVERED;
}

void rebound_records_end(struct rebound_records *records)
{
	const struct field *recipients = find_recipients(records);

	if (recipients) {
		enum rebound_text_verdict state = judge(records, recipients);
		records->told += state != REBOUND_TEXT_VERDICT_NONE;
		records->silent += state == REBOUND_TEXT_VERDICT_NONE;
		if (state == REBOUND_TEXT_VERDICT_DELIVERED)
			write_delivered(records, recipients);
		else if ((recipients->value.addresses->len > 1 && has_replies(records)) ||
			 names_others(records, recipients))
			records->ambiguous = TRUE;
		else if (state != REBOUND_TEXT_VERDICT_NONE || has_text(records))
			write_entries(records, recipients,
				state == REBOUND_TEXT_VERDICT_DELAYED ? records->delayed
								      : records->failed);
	} else if (has_text(records))
		records->lost++;
	clear_fields(records);
}

void rebound_records_pause(struct rebound_records *records)
{
	gboolean ambiguous = records->ambiguous;
	const struct field *recipients = records->fields->len > 0 ? find_recipients(records) : NULL;

	if (recipients && judge(records, recipients) != REBOUND_TEXT_VERDICT_NONE)
		rebound_records_end(records);
	else
		records->ambiguous = ambiguous;
}

gboolean rebound_records_tell(const struct rebound_records *records)
{
	return records->told > 0 && !records->ambiguous;
}

static void append_list(GString *text, const char *heading, const GString *entries)
{
	g_string_append_printf(text, "----- %s -----\n\n", heading);
	g_string_append_len(text, entries->str, (gssize)entries->len);
	g_string_append(text, "\n-----\n\n");
}

void rebound_records_append(const struct rebound_records *records, GString *text)
{
	if (records->delayed->len > 0 && records->failed->len > 0)
		append_list(text, "Permanent fatal errors", records->failed);
	else
		g_string_append_len(text, records->failed->str, (gssize)records->failed->len);
	if (records->delayed->len > 0)
		append_list(text, "Delivery is delayed", records->delayed);
	/* Rows of others that came need not be told beside those that did not. */
	if (records->delivered->len > 0 &&
		(records->listed || records->failed->len + records->delayed->len == 0))
		append_list(text, "The message was successfully delivered to", records->delivered);
}
