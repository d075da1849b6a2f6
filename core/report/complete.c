/* SPDX-License-Identifier: MIT */
#include "core/report/complete.h"

#include <string.h>

#include "core/mail/message.h"
#include "core/report/failed_recipients.h"
#include "core/smtp/address.h"
#include "core/smtp/reply.h"
#include "core/smtp/status.h"

/** Headers which say that a returned message went to many through one address. */
static const char *const list_headers[] = {"List-Post", "List-Id", "Mailing-List", "Cc", "Bcc"};

static struct rebound_recipient *recipient_at(struct rebound_builder *builder, guint index)
{
	return &g_array_index(builder->recipients, struct rebound_recipient, index);
}

static gboolean is_nameless(const struct rebound_recipient *recipient)
{
	return !recipient->address && !recipient->original_address;
}

/** Codes that only the human text bears. */
static void learn_codes(struct rebound_builder *builder, struct rebound_recipient *recipient)
{
	gboolean told =
		recipient->reply != 0 || rebound_status_is_set(recipient->status_diagnostic);
	if (!told && recipient->notice) {
		struct rebound_reply reply =
			rebound_reply_read(recipient->notice, strlen(recipient->notice));
		recipient->reply = reply.code;
		recipient->status_diagnostic = reply.status;
		if (!recipient->command)
			recipient->command = reply.command;
	}
	rebound_builder_reconcile(builder, recipient);
}

static guint count_nameless(struct rebound_builder *builder)
{
	guint count = 0;
	for (guint i = 0; i < builder->recipients->len; i++)
		count += is_nameless(recipient_at(builder, i));
	return count;
}

/** The keys of the addresses that the first recipients have. */
static GHashTable *read_keys(struct rebound_builder *builder, guint count)
{
	GHashTable *keys = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < count; i++) {
		const char *address = recipient_at(builder, i)->address;
		if (address)
			g_hash_table_add(keys, rebound_address_key(builder->arena, address));
	}
	return keys;
}

/** One recipient without an address, and one address in the text that no other recipient has. */
static void borrow_address(struct rebound_builder *builder, const struct rebound_text_view *view,
	const struct rebound_text_hints *hints)
{
	guint before = builder->recipients->len;
	if (count_nameless(builder) != 1)
		return;
	rebound_text_read(builder, view, hints);
	g_autoptr(GHashTable) named = read_keys(builder, before);
	const char *found = NULL;
	gboolean several = FALSE;
	for (guint i = before; i < builder->recipients->len && !several; i++) {
		const char *address = recipient_at(builder, i)->address;
		if (!address ||
			g_hash_table_contains(named, rebound_address_key(builder->arena, address)))
			continue;
		several = found && !rebound_address_equal(found, address);
		found = address;
	}
	g_array_set_size(builder->recipients, before);
	for (guint i = 0; found && !several && i < before; i++) {
		struct rebound_recipient *recipient = recipient_at(builder, i);
		if (is_nameless(recipient))
			recipient->address = found;
	}
}

void rebound_complete_recipients(struct rebound_builder *builder,
	const struct rebound_text_view *view, const struct rebound_text_hints *hints)
{
	g_return_if_fail(builder && view && hints);
	rebound_failed_recipients_complete(builder);
	borrow_address(builder, view, hints);
	rebound_text_notices(builder, view);
	for (guint i = 0; i < builder->recipients->len; i++)
		learn_codes(builder, recipient_at(builder, i));
}

guint rebound_complete_from_returned(struct rebound_builder *builder)
{
	g_return_val_if_fail(builder, 0);
	const struct rebound_report *report = builder->report;
	const struct rebound_header *headers = report->original_headers;
	guint count = report->original_header_count;
	const char *to = rebound_header_find(headers, count, "To");
	if (!to || !report->original.to || !*report->original.to || strchr(to, ','))
		return 0;
	for (gsize i = 0; i < G_N_ELEMENTS(list_headers); i++) {
		if (rebound_header_find(headers, count, list_headers[i]))
			return 0;
	}
	if (report->original.from &&
		rebound_address_equal(report->original.from, report->original.to))
		return 0;
	/* What came back is a bounce itself: it went to the one who gets such. */
	if ((report->original.return_path && !*report->original.return_path) ||
		(report->original.from && rebound_address_is_daemon(report->original.from)))
		return 0;
	struct rebound_recipient *recipient = rebound_builder_recipient(builder);
	if (!recipient)
		return 0;
	rebound_builder_fault(builder, "recipient-from-returned");
	rebound_builder_set_address(
		builder, recipient, report->original.to, strlen(report->original.to));
	rebound_builder_reconcile(builder, recipient);
	return recipient->address ? 1 : 0;
}
