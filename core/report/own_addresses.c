/* SPDX-License-Identifier: MIT */
#include "core/report/own_addresses.h"

#include "core/smtp/address.h"

/** Whether a mail came to an address by its own headers. */
static gboolean came_to(const struct rebound_report *report, const char *address)
{
	return (report->to && rebound_address_equal(report->to, address)) ||
	       (report->envelope_recipient &&
		       rebound_address_equal(report->envelope_recipient, address));
}

/** Whether a mail with a reverse path comes from an address: who writes from there has a mailbox
 * there. */
static gboolean came_from(const struct rebound_report *report, const char *address)
{
	return report->from && rebound_address_equal(report->from, address) &&
	       rebound_address_equal(report->return_path, address);
}

void rebound_own_drop_reader(struct rebound_builder *builder)
{
	struct rebound_report *report = builder->report;
	GArray *recipients = builder->recipients;
	if (report->format != REBOUND_FORMAT_TEXT || !report->return_path || !*report->return_path)
		return;
	for (guint i = recipients->len; i-- > 0;) {
		const struct rebound_recipient *recipient =
			&g_array_index(recipients, struct rebound_recipient, i);
		if (!recipient->address || (!came_to(report, recipient->address) &&
						   !came_from(report, recipient->address)))
			return;
	}
	if (recipients->len == 0)
		return;
	g_array_set_size(recipients, 0);
	report->format = REBOUND_FORMAT_NONE;
	report->reader = NULL;
	report->kind = REBOUND_KIND_OTHER;
}

static gboolean is_listed(
	char **list, const char *text, gboolean (*equal)(const char *a, const char *b))
{
	for (; list && *list; list++) {
		if (equal(*list, text))
			return TRUE;
	}
	return FALSE;
}

static gboolean equals_domain(const char *a, const char *b)
{
	return g_ascii_strcasecmp(a, b) == 0;
}

/** Where the bounce came to and who sent what came back are the sending side, if in its domains. */
static gboolean is_own(
	const struct rebound_report *report, char **addresses, char **domains, const char *address)
{
	if (is_listed(addresses, address, rebound_address_equal))
		return TRUE;
	if (!is_listed(domains, rebound_address_domain(address), equals_domain))
		return FALSE;
	const char *here[] = {report->envelope_recipient, report->to, report->original.from,
		report->original.return_path};
	for (gsize i = 0; i < G_N_ELEMENTS(here); i++) {
		if (here[i] && rebound_address_equal(here[i], address))
			return TRUE;
	}
	return FALSE;
}

void rebound_own_drop(struct rebound_builder *builder, char **addresses, char **domains)
{
	const struct rebound_report *report = builder->report;
	g_return_if_fail(report);
	for (guint i = 0; i < builder->recipients->len; i++) {
		struct rebound_recipient *recipient =
			&g_array_index(builder->recipients, struct rebound_recipient, i);
		if (recipient->address && is_own(report, addresses, domains, recipient->address)) {
			rebound_builder_fault(builder, "self-address");
			recipient->address_as_given = recipient->address;
			recipient->address = NULL;
		}
		if (recipient->original_address &&
			is_own(report, addresses, domains, recipient->original_address)) {
			rebound_builder_fault(builder, "self-address");
			recipient->original_address = NULL;
		}
	}
}
