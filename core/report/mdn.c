/* SPDX-License-Identifier: MIT */
#include "core/report/mdn.h"

#include <string.h>

#include "core/base/text.h"
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

/** Where the words begin that an automatic refusal gives as its reason; NULL where none is there.
 */
static const char *find_refusal(const struct rebound_text_view *view)
{
	static const char lead[] = "automatically rejected:";
	const char *found = rebound_text_find(view->text, view->report_end, lead);
	return found ? found + strlen(lead) : NULL;
}

/** Whether a reason is that of a mail system, and no word of the recipient. */
static gboolean is_fault(const char *words, gsize len)
{
	static const char *const faults[] = {
		"quota", "mailbox is full", "mailbox full", "out of storage", "no space left"};
	for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
		if (rebound_text_find(words, len, faults[i]))
			return TRUE;
	}
	return FALSE;
}

void rebound_mdn_read_refusal(struct rebound_builder *builder, const struct rebound_text_view *view)
{
	g_return_if_fail(builder && view);
	const char *words = find_refusal(view);
	struct rebound_recipient *recipient =
		builder->recipients->len == 1
			? &g_array_index(builder->recipients, struct rebound_recipient, 0)
			: NULL;
	if (!words || !recipient || g_strcmp0(recipient->action, "deleted") != 0)
		return;
	gsize len = view->report_end - (gsize)(words - view->text);
	while (len > 0 && g_ascii_isspace(*words)) {
		words++;
		len--;
	}
	const char *end = memmem(words, len, "\n\n", 2);
	if (end)
		len = (gsize)(end - words);
	if (!is_fault(words, len))
		return;
	builder->report->kind = REBOUND_KIND_FAILURE;
	recipient->kind = REBOUND_KIND_FAILURE;
	recipient->text = rebound_builder_diagnostic(builder, words, len);
	rebound_builder_fault(builder, "disposition-of-failure");
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
