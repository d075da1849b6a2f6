/* SPDX-License-Identifier: MIT */
#include "core/report/complete.h"

#include <string.h>

#include "core/report/addressee.h"
#include "core/report/failed_recipients.h"
#include "core/smtp/address.h"
#include "core/smtp/reply.h"
#include "core/smtp/status.h"

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

/** Whether an address may be what a mail system called by a name of its own, or by none. */
static gboolean may_be(const char *given, const char *address)
{
	gsize user = (gsize)(rebound_address_domain(address) - address) - 1;

	/* A directory's names look like none of ours. */
	return !given || strpbrk(given, "/=\\,; ") != NULL ||
	       (strlen(given) == user && g_ascii_strncasecmp(given, address, user) == 0);
}

/** One recipient without an address, and a message that was sent to one. */
static void take_from_returned(struct rebound_builder *builder)
{
	struct rebound_recipient *recipient =
		builder->recipients->len == 1 ? recipient_at(builder, 0) : NULL;
	const char *address =
		recipient && is_nameless(recipient) ? rebound_addressee_find(builder) : NULL;
	if (!address || !may_be(recipient->address_as_given, address))
		return;
	rebound_builder_fault(builder, "recipient-from-returned");
	recipient->address = address;
}

void rebound_complete_recipients(struct rebound_builder *builder,
	const struct rebound_text_view *view, const struct rebound_text_hints *hints)
{
	g_return_if_fail(builder && view && hints);
	rebound_failed_recipients_complete(builder);
	borrow_address(builder, view, hints);
	take_from_returned(builder);
	rebound_text_notices(builder, view);
	for (guint i = 0; i < builder->recipients->len; i++)
		learn_codes(builder, recipient_at(builder, i));
}

guint rebound_complete_from_returned(struct rebound_builder *builder)
{
	g_return_val_if_fail(builder, 0);
	const char *address = rebound_addressee_find(builder);
	struct rebound_recipient *recipient = address ? rebound_builder_recipient(builder) : NULL;
	if (!recipient)
		return 0;
	rebound_builder_fault(builder, "recipient-from-returned");
	rebound_builder_set_address(builder, recipient, address, strlen(address));
	rebound_builder_reconcile(builder, recipient);
	return recipient->address ? 1 : 0;
}
