/* SPDX-License-Identifier: MIT */
#include "core/report/mdn.h"

#include <string.h>

#include "core/mail/message.h"
#include "core/report/dsn_value.h"
#include "core/report/returned.h"
#include "core/smtp/fields.h"

/** The first field of a name in any of the blocks. */
static const struct rebound_field *find_field(
	const struct rebound_field_blocks *blocks, const char *name)
{
	for (guint i = 0; i < blocks->count; i++) {
		const struct rebound_field *field = rebound_fields_find(&blocks->blocks[i], name);
		if (field)
			return field;
	}
	return NULL;
}

/** "mode / mode; type / modifiers": the type is the action, the whole is the text. */
static void read_disposition(struct rebound_builder *builder, struct rebound_recipient *recipient,
	const struct rebound_field *disposition, const struct rebound_field *error)
{
	const char *words = "";
	if (disposition) {
		const char *semicolon = memchr(disposition->value, ';', disposition->len);
		if (semicolon)
			recipient->action = rebound_dsn_word(builder, semicolon + 1,
				disposition->len - (gsize)(semicolon + 1 - disposition->value));
		words = disposition->value;
	}
	if (!recipient->action)
		rebound_builder_fault(builder, "disposition-missing");
	if (error && error->len > 0)
		words = rebound_arena_printf(builder->arena, "%s; %s", words, error->value);
	recipient->text = rebound_builder_diagnostic(builder, words, strlen(words));
}

guint rebound_mdn_read(struct rebound_builder *builder, const char *bytes, gsize len)
{
	g_return_val_if_fail(builder && (bytes || len == 0), 0);
	struct rebound_field_blocks blocks = rebound_fields_read(builder->arena, bytes, len);
	const struct rebound_field *final = find_field(&blocks, "Final-Recipient");
	const struct rebound_field *original = find_field(&blocks, "Original-Recipient");
	const struct rebound_field *message_id = find_field(&blocks, "Original-Message-ID");
	const struct rebound_field *error = find_field(&blocks, "Error");
	struct rebound_recipient *recipient = rebound_builder_recipient(builder);
	if (!recipient)
		return 0;
	builder->report->kind = REBOUND_KIND_DISPOSITION;
	recipient->kind = REBOUND_KIND_DISPOSITION;
	if (final)
		recipient->address = rebound_dsn_address(
			builder, final->value, final->len, &recipient->address_as_given);
	else
		rebound_builder_fault(builder, "final-recipient-missing");
	if (original && original->len > 0)
		recipient->original_address =
			rebound_dsn_address(builder, original->value, original->len, NULL);
	read_disposition(builder, recipient, find_field(&blocks, "Disposition"),
		error ? error : find_field(&blocks, "Failure"));
	if (message_id && !builder->report->original.message_id)
		builder->report->original.message_id =
			rebound_returned_identifier(builder, message_id->value);
	return 1;
}
