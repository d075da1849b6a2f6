/* SPDX-License-Identifier: MIT */
#include "core/report/dsn.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/message.h"
#include "core/report/dsn_value.h"
#include "core/report/extensions.h"
#include "core/smtp/address.h"
#include "core/smtp/fields.h"
#include "core/smtp/status.h"

/** Fields of a recipient's group that are understood. */
enum group_field {
	FINAL_RECIPIENT,
	ORIGINAL_RECIPIENT,
	ACTUAL_RECIPIENT,
	ACTION,
	STATUS,
	DIAGNOSTIC_CODE,
	REMOTE_MTA,
	LAST_ATTEMPT_DATE,
	WILL_RETRY_UNTIL,
	FINAL_LOG_ID,
	GROUP_FIELD_COUNT
};

static const char *const group_field_names[GROUP_FIELD_COUNT] = {
	[FINAL_RECIPIENT] = "Final-Recipient",
	[ORIGINAL_RECIPIENT] = "Original-Recipient",
	[ACTUAL_RECIPIENT] = "X-Actual-Recipient",
	[ACTION] = "Action",
	[STATUS] = "Status",
	[DIAGNOSTIC_CODE] = "Diagnostic-Code",
	[REMOTE_MTA] = "Remote-MTA",
	[LAST_ATTEMPT_DATE] = "Last-Attempt-Date",
	[WILL_RETRY_UNTIL] = "Will-Retry-Until",
	[FINAL_LOG_ID] = "Final-Log-ID",
};

static const char *const message_field_names[] = {
	"Reporting-MTA",
	"Original-Envelope-Id",
	"Received-From-MTA",
	"DSN-Gateway",
	"Arrival-Date",
};

/** The fields of one recipient; the first of each name. */
struct group {
	const struct rebound_field *fields[GROUP_FIELD_COUNT];
	struct rebound_extensions extensions;
	gboolean open; /**< holds at least one field */
};

/** A walk through the blocks. */
struct walk {
	struct rebound_builder *builder;
	const struct rebound_field *reporting_mta;
	const struct rebound_field *envelope_id;
	struct rebound_extensions extensions; /**< of the message */
	struct group group;
	guint added;
	gboolean in_text;
};

static int find_group_field(const char *name)
{
	for (int i = 0; i < GROUP_FIELD_COUNT; i++) {
		if (rebound_text_equal(name, group_field_names[i]))
			return i;
	}
	return -1;
}

static gboolean is_message_field(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(message_field_names); i++) {
		if (rebound_text_equal(name, message_field_names[i]))
			return TRUE;
	}
	return FALSE;
}

static gboolean is_extension_name(const char *name)
{
	return g_ascii_strncasecmp(name, "X-", 2) == 0;
}

static gboolean names_recipient(const struct group *group)
{
	return group->fields[FINAL_RECIPIENT] || group->fields[ORIGINAL_RECIPIENT];
}

static const char *read_mta(struct rebound_builder *builder, const struct rebound_field *field)
{
	return field ? rebound_dsn_mta(builder, field->value, field->len) : NULL;
}

static gint64 read_date(struct rebound_builder *builder, const struct rebound_field *field)
{
	gint64 time = 0;
	if (!field || field->len == 0)
		return 0;
	if (rebound_header_date(field->value, &time))
		return time;
	rebound_builder_fault(builder, "bad-date");
	return 0;
}

/**
 * Some systems give back what they were told, without decoding it (RFC 3461 section 4.2). Where
 * another field, or the returned message, bears the decoded address, that is the one which was
 * written to; else it is only offered.
 */
static void undo_xtext(struct rebound_builder *builder, struct rebound_recipient *recipient)
{
	const char *original = recipient->original_address;
	const char *to = builder->report->original.to;
	const char *plain = original ? rebound_dsn_undo_xtext(builder, original) : NULL;
	plain = plain ? rebound_builder_address(builder, plain, strlen(plain)) : NULL;
	if (!plain || rebound_address_equal(plain, original))
		return;
	if (recipient->address && rebound_address_equal(plain, recipient->address))
		recipient->original_address = recipient->address;
	else if (to && rebound_address_equal(plain, to))
		recipient->original_address = plain;
	else
		recipient->original_address_alt = plain;
}

static void read_addresses(struct rebound_builder *builder, struct rebound_recipient *recipient,
	const struct group *group)
{
	const struct rebound_field *final = group->fields[FINAL_RECIPIENT];
	const struct rebound_field *original = group->fields[ORIGINAL_RECIPIENT];
	const struct rebound_field *actual = group->fields[ACTUAL_RECIPIENT];
	if (final)
		recipient->address = rebound_dsn_address(
			builder, final->value, final->len, &recipient->address_as_given);
	else
		rebound_builder_fault(builder, "final-recipient-missing");
	if (original && original->len > 0)
		recipient->original_address =
			rebound_dsn_address(builder, original->value, original->len,
				recipient->address_as_given ? NULL : &recipient->address_as_given);
	undo_xtext(builder, recipient);
	/* Where aliases led to: evidence, and an address only where there is no other. */
	if (!recipient->address && !recipient->original_address && actual)
		recipient->address = rebound_dsn_address(builder, actual->value, actual->len, NULL);
	if (recipient->address && !final)
		recipient->address_as_given = NULL;
}

static void read_action(struct rebound_builder *builder, struct rebound_recipient *recipient,
	const struct rebound_field *field)
{
	if (field)
		recipient->action = rebound_dsn_word(builder, field->value, field->len);
	if (!recipient->action)
		rebound_builder_fault(builder, "action-missing");
	/* Neither field tells: a temporary reply is the milder reading. */
	if (!recipient->action && !rebound_status_is_set(recipient->status_field) &&
		(recipient->reply / 100 == 4 || recipient->status_diagnostic.klass == 4))
		recipient->kind = REBOUND_KIND_DELAY;
}

/** The group is complete: make it a recipient. */
static void close_group(struct walk *walk)
{
	struct group group = walk->group;
	walk->group = (struct group){0};
	gboolean tells = group.fields[ACTION] || group.fields[STATUS] ||
			 group.fields[DIAGNOSTIC_CODE] || names_recipient(&group);
	if (!group.open || !tells)
		return;
	struct rebound_recipient *recipient = rebound_builder_recipient(walk->builder);
	if (!recipient)
		return;
	walk->added++;
	read_addresses(walk->builder, recipient, &group);
	recipient->remote_mta = read_mta(walk->builder, group.fields[REMOTE_MTA]);
	const struct rebound_field *status = group.fields[STATUS];
	const struct rebound_field *diagnostic = group.fields[DIAGNOSTIC_CODE];
	rebound_dsn_status(
		walk->builder, recipient, status ? status->value : NULL, status ? status->len : 0);
	if (diagnostic)
		rebound_dsn_diagnostic(
			walk->builder, recipient, diagnostic->value, diagnostic->len);
	read_action(walk->builder, recipient, group.fields[ACTION]);
	recipient->last_attempt = read_date(walk->builder, group.fields[LAST_ATTEMPT_DATE]);
	recipient->will_retry_until = read_date(walk->builder, group.fields[WILL_RETRY_UNTIL]);
	const struct rebound_field *log_id = group.fields[FINAL_LOG_ID];
	if (log_id)
		recipient->final_log_id =
			rebound_builder_line(walk->builder, log_id->value, log_id->len);
	recipient->extensions = rebound_extensions_keep(
		walk->builder, &group.extensions, &recipient->extension_count);
	rebound_builder_reconcile(walk->builder, recipient);
	if (recipient->will_retry_until && recipient->kind == REBOUND_KIND_FAILURE) {
		rebound_builder_fault(walk->builder, "retry-after-failure");
		recipient->will_retry_until = 0;
	}
}

/** Whether the field at a place opens the group of another recipient, though no blank line says so.
 */
static gboolean begins_group(
	const struct group *group, const struct rebound_field_block *block, guint at, int field)
{
	if (!names_recipient(group))
		return FALSE;
	if (field == FINAL_RECIPIENT && group->fields[FINAL_RECIPIENT])
		return TRUE;
	if (field != ORIGINAL_RECIPIENT && field != ACTION)
		return FALSE;
	gboolean repeated = group->fields[field] != NULL;
	if (field == ORIGINAL_RECIPIENT && repeated)
		return TRUE;
	if (at + 1 >= block->count || !group->fields[FINAL_RECIPIENT])
		return FALSE;
	int next = find_group_field(block->fields[at + 1].name);
	return next == FINAL_RECIPIENT ||
	       (field == ACTION && repeated && next == ORIGINAL_RECIPIENT);
}

static void add_group_field(
	struct walk *walk, const struct rebound_field_block *block, guint at, int field)
{
	if (begins_group(&walk->group, block, at, field)) {
		rebound_builder_fault(walk->builder, "missing-blank-line");
		close_group(walk);
	}
	walk->group.open = TRUE;
	if (!walk->group.fields[field])
		walk->group.fields[field] = &block->fields[at];
	else
		rebound_builder_fault(walk->builder, "duplicate-field");
}

static void add_message_field(struct walk *walk, const struct rebound_field *field)
{
	const struct rebound_field **place = NULL;
	if (g_ascii_strcasecmp(field->name, "Reporting-MTA") == 0)
		place = &walk->reporting_mta;
	else if (g_ascii_strcasecmp(field->name, "Original-Envelope-Id") == 0)
		place = &walk->envelope_id;
	if (!place)
		return;
	if (*place)
		rebound_builder_fault(walk->builder, "duplicate-field");
	else
		*place = field;
}

/** Whether a block is one field that the group before it lacks, where each field stands alone. */
static gboolean is_next_field(const struct group *group, const struct rebound_field_block *block)
{
	int field = block->count == 1 ? find_group_field(block->fields[0].name) : -1;
	if (field < 0 || group->fields[field])
		return FALSE;
	/* Behind what became of one recipient, an address is that of the next. */
	gboolean told = group->fields[ACTION] || group->fields[STATUS];
	gboolean names = field == FINAL_RECIPIENT || field == ORIGINAL_RECIPIENT;
	return !names || !told || !names_recipient(group);
}

/** Whether a block only goes on with the group before it: it names nobody, and has what that group
 * lacks. */
static gboolean continues_group(const struct group *group, const struct rebound_field_block *block)
{
	gboolean adds = FALSE;
	if (group->open && is_next_field(group, block))
		return TRUE;
	if (!group->open || !names_recipient(group))
		return FALSE;
	for (guint i = 0; i < block->count; i++) {
		int field = find_group_field(block->fields[i].name);
		if (is_message_field(block->fields[i].name) || field == FINAL_RECIPIENT ||
			field == ORIGINAL_RECIPIENT)
			return FALSE;
		if (field >= 0 && group->fields[field])
			return FALSE;
		adds = adds || field >= 0;
	}
	return adds;
}

static void walk_block(struct walk *walk, const struct rebound_field_block *block)
{
	gboolean message_field = FALSE;
	gboolean group_field = FALSE;
	if (continues_group(&walk->group, block))
		rebound_builder_fault(walk->builder, "blank-line-in-group");
	else
		close_group(walk);
	for (guint i = 0; i < block->count; i++) {
		int field = find_group_field(block->fields[i].name);
		if (field >= 0) {
			add_group_field(walk, block, i, field);
			group_field = TRUE;
		} else if (is_message_field(block->fields[i].name)) {
			add_message_field(walk, &block->fields[i]);
			message_field = TRUE;
		} else if (!walk->in_text || is_extension_name(block->fields[i].name)) {
			rebound_extensions_add(
				walk->group.open ? &walk->group.extensions : &walk->extensions,
				&block->fields[i]);
		}
	}
	if (message_field && group_field)
		rebound_builder_fault(walk->builder, "missing-blank-line");
}

static void note_damage(struct rebound_builder *builder, const struct rebound_field_blocks *blocks)
{
	if (blocks->blank_line_with_space)
		rebound_builder_fault(builder, "blank-line-with-space");
	if (blocks->stray_line)
		rebound_builder_fault(builder, "stray-line");
	if (blocks->truncated)
		rebound_builder_fault(builder, "truncated");
}

static void keep_envelope_id(
	struct rebound_builder *builder, const struct rebound_field *envelope_id)
{
	struct rebound_report *report = builder->report;
	report->envelope_id = rebound_builder_line(builder, envelope_id->value, envelope_id->len);
	if (report->envelope_id)
		report->envelope_id_alt = rebound_dsn_undo_xtext(builder, report->envelope_id);
}

guint rebound_dsn_read(
	struct rebound_builder *builder, const char *bytes, gsize len, gboolean in_text)
{
	g_return_val_if_fail(builder && (bytes || len == 0), 0);
	struct walk walk = {.builder = builder, .in_text = in_text};
	guint first = builder->recipients->len;
	struct rebound_field_blocks blocks = rebound_fields_read(builder->arena, bytes, len);
	note_damage(builder, &blocks);
	for (guint i = 0; i < blocks.count; i++)
		walk_block(&walk, &blocks.blocks[i]);
	close_group(&walk);

	if (walk.added == 0)
		rebound_builder_fault(builder, "no-recipient-group");
	if (!walk.reporting_mta)
		rebound_builder_fault(builder, "reporting-mta-missing");
	if (walk.envelope_id && !builder->report->envelope_id)
		keep_envelope_id(builder, walk.envelope_id);
	if (!builder->report->extensions)
		builder->report->extensions = rebound_extensions_keep(
			builder, &walk.extensions, &builder->report->extension_count);
	const char *reporting_mta = read_mta(builder, walk.reporting_mta);
	for (guint i = first; i < builder->recipients->len; i++)
		g_array_index(builder->recipients, struct rebound_recipient, i).reporting_mta =
			reporting_mta;
	return walk.added;
}

/** Whether a line begins with a field's name, and blanks before the colon at most. */
static gboolean begins_field(const char *line, gsize len, const char *name)
{
	gsize at = strlen(name);
	if (!rebound_text_has_prefix(line, len, name))
		return FALSE;
	while (at < len && line[at] == ' ')
		at++;
	return at < len && line[at] == ':';
}

gboolean rebound_dsn_is_in_text(const char *text, gsize len, const char **start)
{
	g_return_val_if_fail(text || len == 0, FALSE);
	const char *end = text + len;
	const char *first = NULL;
	gboolean recipient = FALSE;
	gboolean verdict = FALSE;
	for (const char *line = text; line < end;) {
		const char *stop = memchr(line, '\n', (gsize)(end - line));
		gsize rest = (gsize)((stop ? stop : end) - line);
		gboolean names = begins_field(line, rest, "Final-Recipient") ||
				 begins_field(line, rest, "Original-Recipient");
		gboolean tells =
			begins_field(line, rest, "Action") || begins_field(line, rest, "Status");
		gboolean reports = begins_field(line, rest, "Reporting-MTA");
		if (!first && (names || tells || reports))
			first = line;
		recipient = recipient || names;
		verdict = verdict || tells;
		line = stop ? stop + 1 : end;
	}
	if (!recipient || !verdict)
		return FALSE;
	if (start)
		*start = first;
	return TRUE;
}
