/* SPDX-License-Identifier: MIT */
#include "core/report/json_notification.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/arf.h"
#include "core/report/dsn_value.h"
#include "core/report/json_walk.h"
#include "core/report/returned.h"

/** An event of the event bus holds the notification here. */
#define EVENT_PREFIX "detail/"

/** A banner before the notification ends so early, and has so few places that look like JSON. */
#define BANNER_BYTES	4000
#define MOST_BEGINNINGS 8

/** Values of which a notification has one. */
enum value {
	NOTIFICATION_TYPE,
	EVENT_TYPE,
	ENVELOPE_TYPE,
	ENVELOPE_MESSAGE,
	BOUNCE_TYPE,
	BOUNCE_SUBTYPE,
	BOUNCE_MTA,
	DELAY_TYPE,
	DELAY_MTA,
	DELAY_END,
	COMPLAINT_TYPE,
	COMPLAINT_AGENT,
	COMPLAINT_DATE,
	DELIVERY_RESPONSE,
	DELIVERY_MTA,
	MAIL_SOURCE,
	MAIL_DATE,
	MAIL_DESTINATION,
	MAIL_SUBJECT,
	MAIL_MESSAGE_ID,
	VALUE_COUNT
};

static const char *const value_paths[VALUE_COUNT] = {
	[NOTIFICATION_TYPE] = "notificationType",
	[EVENT_TYPE] = "eventType",
	[ENVELOPE_TYPE] = "Type",
	[ENVELOPE_MESSAGE] = "Message",
	[BOUNCE_TYPE] = "bounce/bounceType",
	[BOUNCE_SUBTYPE] = "bounce/bounceSubType",
	[BOUNCE_MTA] = "bounce/reportingMTA",
	[DELAY_TYPE] = "deliveryDelay/delayType",
	[DELAY_MTA] = "deliveryDelay/reportingMTA",
	[DELAY_END] = "deliveryDelay/expirationTime",
	[COMPLAINT_TYPE] = "complaint/complaintFeedbackType",
	[COMPLAINT_AGENT] = "complaint/userAgent",
	[COMPLAINT_DATE] = "complaint/arrivalDate",
	[DELIVERY_RESPONSE] = "delivery/smtpResponse",
	[DELIVERY_MTA] = "delivery/reportingMTA",
	[MAIL_SOURCE] = "mail/source",
	[MAIL_DATE] = "mail/timestamp",
	[MAIL_DESTINATION] = "mail/destination",
	[MAIL_SUBJECT] = "mail/commonHeaders/subject",
	[MAIL_MESSAGE_ID] = "mail/commonHeaders/messageId",
};

/** What a notification is about; each kind has its own list of recipients. */
enum topic {
	BOUNCE,
	DELAY,
	COMPLAINT,
	DELIVERY,
	TOPIC_COUNT,
};

static const struct {
	const char *name;
	const char *list;
} topics[TOPIC_COUNT] = {
	[BOUNCE] = {"Bounce", "bounce/bouncedRecipients"},
	[DELAY] = {"DeliveryDelay", "deliveryDelay/delayedRecipients"},
	[COMPLAINT] = {"Complaint", "complaint/complainedRecipients"},
	[DELIVERY] = {"Delivery", "delivery/recipients"},
};

/** Values of one entry of a list. */
enum entry_value { ENTRY_ADDRESS, ENTRY_ACTION, ENTRY_STATUS, ENTRY_DIAGNOSTIC, ENTRY_VALUE_COUNT };

static const char *const entry_names[ENTRY_VALUE_COUNT] = {
	[ENTRY_ADDRESS] = "emailAddress",
	[ENTRY_ACTION] = "action",
	[ENTRY_STATUS] = "status",
	[ENTRY_DIAGNOSTIC] = "diagnosticCode",
};

/** A string of the notification, any bytes. */
struct words {
	const char *text;
	gsize len;
};

struct entry {
	enum topic topic;
	struct words values[ENTRY_VALUE_COUNT];
};

struct notification {
	struct rebound_builder *builder;
	struct words values[VALUE_COUNT];
	GArray *entries; /**< struct entry, of any topic */
};

static const char *cut_event(const char *path)
{
	return g_str_has_prefix(path, EVENT_PREFIX) ? path + strlen(EVENT_PREFIX) : path;
}

/** The topic whose list stands at a path; at is set behind the list's name. */
static enum topic find_list(const char *path, const char **at)
{
	for (enum topic i = 0; i < TOPIC_COUNT; i++) {
		gsize len = strlen(topics[i].list);
		if (strncmp(path, topics[i].list, len) == 0) {
			*at = path + len;
			return i;
		}
	}
	return TOPIC_COUNT;
}

static struct entry *add_entry(struct notification *notification, enum topic topic)
{
	struct entry entry = {.topic = topic};
	if (notification->entries->len >= REBOUND_LIMIT_RECIPIENTS) {
		rebound_builder_fault(notification->builder, "too-many-recipients");
		return NULL;
	}
	g_array_append_val(notification->entries, entry);
	return &g_array_index(notification->entries, struct entry, notification->entries->len - 1);
}

static void begin_object(gpointer data, const char *path)
{
	const char *at = "";
	enum topic topic = find_list(cut_event(path), &at);
	if (topic < TOPIC_COUNT && !*at)
		add_entry(data, topic);
}

static void keep(
	struct notification *notification, struct words *place, const char *text, gsize len)
{
	if (!place->text)
		*place = (struct words){
			rebound_arena_copy(notification->builder->arena, text, len), len};
}

static void keep_entry_value(struct notification *notification, enum topic topic, const char *name,
	const char *text, gsize len)
{
	GArray *entries = notification->entries;
	struct entry *entry =
		entries->len > 0 ? &g_array_index(entries, struct entry, entries->len - 1) : NULL;
	/* A list of bare addresses has no objects. */
	if (!*name) {
		entry = add_entry(notification, topic);
		if (entry)
			keep(notification, &entry->values[ENTRY_ADDRESS], text, len);
		return;
	}
	for (gsize i = 0; entry && i < ENTRY_VALUE_COUNT; i++) {
		if (strcmp(name, entry_names[i]) == 0)
			keep(notification, &entry->values[i], text, len);
	}
}

static void take_string(gpointer data, const char *path, const char *text, gsize len)
{
	struct notification *notification = data;
	const char *at = "";
	path = cut_event(path);
	enum topic topic = find_list(path, &at);
	if (topic < TOPIC_COUNT && (!*at || *at == '/')) {
		keep_entry_value(notification, topic, *at ? at + 1 : at, text, len);
		return;
	}
	for (gsize i = 0; i < VALUE_COUNT; i++) {
		if (strcmp(path, value_paths[i]) == 0)
			keep(notification, &notification->values[i], text, len);
	}
}

static const char *pass_space(const char *text, const char *end)
{
	while (text < end && g_ascii_isspace(*text))
		text++;
	return text;
}

static gboolean walk(struct notification *notification, const char *text, gsize len)
{
	struct rebound_json_walk parts = {
		.data = notification, .string = take_string, .object = begin_object};
	const char *end = text + len;
	text = pass_space(text, end);
	if (text == end || *text != '{')
		return FALSE;
	if (!rebound_json_walk(&parts, text, (gsize)(end - text)))
		rebound_builder_fault(notification->builder, "json-damaged");
	return TRUE;
}

/** The one that a value of the envelope holds, or the text itself. */
static gboolean walk_envelope(struct notification *notification, const char *text, gsize len)
{
	if (!walk(notification, text, len))
		return FALSE;
	struct words type = notification->values[ENVELOPE_TYPE];
	struct words message = notification->values[ENVELOPE_MESSAGE];
	if (message.text && type.text && strcmp(type.text, "Notification") == 0)
		walk(notification, message.text, message.len);
	return TRUE;
}

static enum topic find_topic(const struct notification *notification)
{
	const char *name = notification->values[NOTIFICATION_TYPE].text;
	if (!name)
		name = notification->values[EVENT_TYPE].text;
	for (enum topic i = 0; name && i < TOPIC_COUNT; i++) {
		if (strcmp(name, topics[i].name) == 0)
			return i;
	}
	return TOPIC_COUNT;
}

static const char *line_of(const struct notification *notification, enum value value)
{
	const struct words *words = &notification->values[value];
	return rebound_builder_line(notification->builder, words->text, words->len);
}

static gint64 time_of(const struct notification *notification, enum value value)
{
	gint64 time = 0;
	const char *line = line_of(notification, value);
	return line && rebound_clock_read_time(line, &time) ? time : 0;
}

static const char *address_of(const struct notification *notification, enum value value)
{
	const struct words *words = &notification->values[value];
	return rebound_builder_address(notification->builder, words->text, words->len);
}

static void read_original(const struct notification *notification)
{
	struct rebound_original *original = &notification->builder->report->original;
	original->from = address_of(notification, MAIL_SOURCE);
	original->return_path = original->from;
	original->to = address_of(notification, MAIL_DESTINATION);
	original->subject = line_of(notification, MAIL_SUBJECT);
	original->date = time_of(notification, MAIL_DATE);
	original->message_id = rebound_returned_identifier(
		notification->builder, line_of(notification, MAIL_MESSAGE_ID));
}

static void read_feedback(const struct notification *notification)
{
	struct rebound_report *report = notification->builder->report;
	const struct words *type = &notification->values[COMPLAINT_TYPE];
	report->kind = REBOUND_KIND_COMPLAINT;
	report->feedback.type =
		type->text ? rebound_dsn_word(notification->builder, type->text, type->len) : NULL;
	/* The type comes only where the provider's own report names one. */
	if (!report->feedback.type)
		report->feedback.type = "abuse";
	report->feedback.user_agent = line_of(notification, COMPLAINT_AGENT);
	report->feedback.original_mail_from = address_of(notification, MAIL_SOURCE);
	report->feedback.arrival_date = time_of(notification, COMPLAINT_DATE);
}

/** What the service itself says about a bounce, beyond the words of the server that refused. */
static const char *service_words(const struct notification *notification, enum topic topic)
{
	const char *type = line_of(notification, topic == DELAY ? DELAY_TYPE : BOUNCE_TYPE);
	const char *subtype = topic == DELAY ? NULL : line_of(notification, BOUNCE_SUBTYPE);
	if (!type)
		return NULL;
	return rebound_arena_printf(notification->builder->arena, "%s: %s%s%s",
		topic == DELAY ? "delayType" : "bounceType", type,
		subtype ? "; bounceSubType: " : "", subtype ? subtype : "");
}

static void read_codes(struct rebound_builder *builder, struct rebound_recipient *recipient,
	const struct entry *entry)
{
	const struct words *action = &entry->values[ENTRY_ACTION];
	const struct words *status = &entry->values[ENTRY_STATUS];
	const struct words *diagnostic = &entry->values[ENTRY_DIAGNOSTIC];
	if (action->text)
		recipient->action = rebound_dsn_word(builder, action->text, action->len);
	if (status->text)
		rebound_dsn_status(builder, recipient, status->text, status->len);
	if (diagnostic->text)
		rebound_dsn_diagnostic(builder, recipient, diagnostic->text, diagnostic->len);
}

static void add_recipient(
	const struct notification *notification, enum topic topic, const struct entry *entry)
{
	struct rebound_builder *builder = notification->builder;
	struct words address = entry->values[ENTRY_ADDRESS];
	const struct words *response = &notification->values[DELIVERY_RESPONSE];
	struct rebound_recipient *recipient = rebound_builder_recipient(builder);
	if (!recipient)
		return;
	rebound_builder_cut_name(&address.text, &address.len);
	rebound_builder_set_address(builder, recipient, address.text, address.len);
	read_codes(builder, recipient, entry);
	if (topic == DELIVERY && response->text)
		rebound_builder_set_text(builder, recipient, response->text, response->len);
	else if (topic != DELIVERY && !recipient->text)
		recipient->text = service_words(notification, topic);
	else if (topic != DELIVERY)
		recipient->notice = service_words(notification, topic);
	if (topic == DELAY)
		recipient->will_retry_until = time_of(notification, DELAY_END);
	rebound_builder_reconcile(builder, recipient);
	/* The notification's own type says what became of the mail, but for a milder action. */
	if (topic == DELIVERY)
		recipient->kind = REBOUND_KIND_SUCCESS;
	else if (topic == DELAY)
		recipient->kind = REBOUND_KIND_DELAY;
	else if (!recipient->action)
		recipient->kind = REBOUND_KIND_FAILURE;
	enum value mta = topic == BOUNCE ? BOUNCE_MTA : topic == DELAY ? DELAY_MTA : DELIVERY_MTA;
	const struct words *name = &notification->values[mta];
	if (name->text)
		recipient->reporting_mta = rebound_dsn_mta(builder, name->text, name->len);
}

static void add_recipients(const struct notification *notification, enum topic topic)
{
	struct rebound_builder *builder = notification->builder;
	guint first = builder->recipients->len;
	for (guint i = 0; i < notification->entries->len; i++) {
		const struct entry *entry = &g_array_index(notification->entries, struct entry, i);
		if (entry->topic != topic || !entry->values[ENTRY_ADDRESS].text)
			continue;
		struct words address = entry->values[ENTRY_ADDRESS];
		rebound_builder_cut_name(&address.text, &address.len);
		if (topic == COMPLAINT)
			rebound_arf_add_recipient(builder, address.text, address.len);
		else
			add_recipient(notification, topic, entry);
	}
	if (topic != COMPLAINT || builder->recipients->len <= first + 1)
		return;
	/* All whom the mail went to at one provider: it does not say who of them complained. */
	rebound_builder_fault(builder, "complainer-unknown");
	for (guint i = first; i < builder->recipients->len; i++)
		g_array_index(builder->recipients, struct rebound_recipient, i).kind =
			REBOUND_KIND_OTHER;
}

/** The topic of what stands at a place of the text, TOPIC_COUNT where it is no notification. */
static enum topic read_at(struct notification *notification, const char *text, gsize len)
{
	guint faults = notification->builder->faults->len;
	memset(notification->values, 0, sizeof notification->values);
	g_array_set_size(notification->entries, 0);
	enum topic topic =
		walk_envelope(notification, text, len) ? find_topic(notification) : TOPIC_COUNT;
	if (topic == TOPIC_COUNT)
		g_ptr_array_set_size(notification->builder->faults, (gint)faults);
	return topic;
}

/** Behind a banner: the first object whose beginning is one, since a banner may hold braces too. */
static enum topic find_behind_banner(struct notification *notification, const char *text, gsize len)
{
	const char *end = text + len;
	const char *banner_end = text + MIN(len, BANNER_BYTES);
	enum topic topic = TOPIC_COUNT;
	guint tries = 0;
	while (tries < MOST_BEGINNINGS && topic == TOPIC_COUNT && text < banner_end) {
		const char *brace = memchr(text, '{', (gsize)(banner_end - text));
		if (!brace)
			break;
		text = pass_space(brace + 1, end);
		if (text >= banner_end || *text != '"')
			continue;
		topic = read_at(notification, brace, (gsize)(end - brace));
		tries++;
	}
	return topic;
}

gboolean rebound_json_notification_read(
	struct rebound_builder *builder, const char *text, gsize len, gboolean banner)
{
	g_return_val_if_fail(builder && (text || len == 0), FALSE);
	g_autoptr(GArray) entries = g_array_new(FALSE, TRUE, sizeof(struct entry));
	struct notification notification = {.builder = builder, .entries = entries};
	enum topic topic = read_at(&notification, text, len);
	if (topic == TOPIC_COUNT && banner)
		topic = find_behind_banner(&notification, text, len);
	if (topic == TOPIC_COUNT)
		return FALSE;
	builder->report->kind = REBOUND_KIND_UNRECOGNIZED;
	read_original(&notification);
	if (topic == COMPLAINT)
		read_feedback(&notification);
	add_recipients(&notification, topic);
	return TRUE;
}

/** Whether what stands before a value is the key of what a notification is about: "event":. */
static gboolean is_behind_topic(const char *text, gsize len)
{
	static const char *const keys[] = {"\"event\"", "\"event_type\"", "\"eventType\"",
		"\"type\"", "\"status\"", "\"state\"", "\"RecordType\""};
	while (len > 0 && g_ascii_isspace(text[len - 1]))
		len--;
	if (len == 0 || text[len - 1] != ':')
		return FALSE;
	len--;
	while (len > 0 && g_ascii_isspace(text[len - 1]))
		len--;
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		gsize size = strlen(keys[i]);
		if (len >= size && rebound_text_has_prefix(text + len - size, size, keys[i]))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_json_names_bounce(const char *text, gsize len)
{
	static const char *const values[] = {"\"bounce\"", "\"bounced\"", "\"hard_bounce\"",
		"\"soft_bounce\"", "\"hardbounce\"", "\"softbounce\""};
	g_return_val_if_fail(text || len == 0, FALSE);
	for (gsize i = 0; i < G_N_ELEMENTS(values); i++) {
		const char *found = rebound_text_find(text, len, values[i]);
		if (found && is_behind_topic(text, (gsize)(found - text)))
			return TRUE;
	}
	return FALSE;
}
