/* SPDX-License-Identifier: MIT */
#include "core/report/failed_recipients.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/mail/envelope_headers.h"
#include "core/mail/message.h"
#include "core/report/addressee.h"
#include "core/smtp/address.h"
#include "core/smtp/envelope.h"

static void collect(
	struct rebound_builder *builder, const char *value, GPtrArray *found, GHashTable *seen)
{
	const char *end = value + strlen(value);
	/* A header is cut at a character. */
	if (end - value > REBOUND_LIMIT_FIELD_BYTES - 4)
		rebound_builder_fault(builder, "overlong-field");
	while (value < end && found->len < REBOUND_LIMIT_RECIPIENTS) {
		const char *comma = memchr(value, ',', (gsize)(end - value));
		gsize len = (gsize)((comma ? comma : end) - value);
		const char *address = rebound_builder_address(builder, value, len);
		if (address) {
			char *key = rebound_address_key(builder->arena, address);
			if (g_hash_table_add(seen, key))
				g_ptr_array_add(found, (gpointer)address);
		}
		value += MIN(len + 1, (gsize)(end - value));
	}
}

const char *const *rebound_failed_recipients(struct rebound_builder *builder, guint *count)
{
	g_return_val_if_fail(builder && count, NULL);
	static const char *const none[] = {NULL};
	const struct rebound_report *report = builder->report;
	*count = 0;
	if (!rebound_header_find(report->headers, report->header_count, "X-Failed-Recipients"))
		return none;
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < report->header_count; i++) {
		if (rebound_text_equal(report->headers[i].name, "X-Failed-Recipients"))
			collect(builder, report->headers[i].value, found, seen);
	}
	*count = found->len;
	const char **list = rebound_arena_alloc(builder->arena, (found->len + 1) * sizeof *list);
	for (guint i = 0; i < found->len; i++)
		list[i] = found->pdata[i];
	return list;
}

/** Whether a header of the bounce names the address it was delivered to. */
static gboolean is_destination(const char *name)
{
	return rebound_envelope_header_is(name, REBOUND_DELIVERY_HEADERS) ||
	       rebound_text_equal(name, "To");
}

const char *rebound_failed_recipients_verp(struct rebound_builder *builder)
{
	g_return_val_if_fail(builder, NULL);
	const struct rebound_report *report = builder->report;
	for (guint i = 0; i < report->header_count; i++) {
		if (!is_destination(report->headers[i].name) ||
			!rebound_envelope_may_enclose(report->headers[i].value))
			continue;
		const char *address =
			rebound_header_address(builder->arena, report->headers[i].value);
		const char *recipient = address && *address ? rebound_envelope_verp_recipient(
								      builder->arena, address)
							    : NULL;
		if (recipient)
			return recipient;
	}
	return NULL;
}

static struct rebound_recipient *only_recipient(struct rebound_builder *builder)
{
	if (builder->recipients->len != 1)
		return NULL;
	return &g_array_index(builder->recipients, struct rebound_recipient, 0);
}

void rebound_failed_recipients_complete(struct rebound_builder *builder)
{
	g_return_if_fail(builder);
	struct rebound_recipient *recipient = only_recipient(builder);
	if (!recipient || recipient->original_address)
		return;
	const char *verp = rebound_failed_recipients_verp(builder);
	if (!verp)
		verp = rebound_addressee_verp(builder);
	if (verp && (!recipient->address || !rebound_address_equal(verp, recipient->address)))
		recipient->original_address = verp;
	if (recipient->address || recipient->original_address)
		return;
	guint count = 0;
	const char *const *failed = rebound_failed_recipients(builder, &count);
	if (count == 1)
		recipient->address = failed[0];
}

guint rebound_failed_recipients_add(struct rebound_builder *builder)
{
	g_return_val_if_fail(builder, 0);
	guint count = 0;
	const char *const *failed = rebound_failed_recipients(builder, &count);
	const char *verp = count == 0 ? rebound_failed_recipients_verp(builder) : NULL;
	if (verp) {
		failed = &verp;
		count = 1;
	}
	guint added = 0;
	for (guint i = 0; i < count; i++) {
		struct rebound_recipient *recipient = rebound_builder_recipient(builder);
		if (!recipient)
			break;
		recipient->address = failed[i];
		rebound_builder_reconcile(builder, recipient);
		added++;
	}
	return added;
}
