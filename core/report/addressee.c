/* SPDX-License-Identifier: MIT */
#include "core/report/addressee.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/envelope_headers.h"
#include "core/mail/message.h"
#include "core/smtp/address.h"
#include "core/smtp/envelope.h"

/** Headers which say that a message went to many through one address. */
static const char *const list_headers[] = {"List-Post", "List-Id", "Mailing-List", "Cc", "Bcc"};

static const char *find_header(struct rebound_builder *builder, const char *name)
{
	const struct rebound_report *report = builder->report;

	return rebound_header_find(report->original_headers, report->original_header_count, name);
}

const char *rebound_addressee_single(struct rebound_builder *builder, const char *name)
{
	g_return_val_if_fail(builder && name, NULL);
	const char *value = find_header(builder, name);

	if (!value || (strchr(value, ',') && strchr(value, '@') != strrchr(value, '@')))
		return NULL;
	const char *address = rebound_header_address(builder->arena, value);
	return address && *address ? address : NULL;
}

const char *rebound_addressee_verp(struct rebound_builder *builder)
{
	g_return_val_if_fail(builder, NULL);
	const char *senders[] = {builder->report->original.return_path,
		rebound_addressee_single(builder, "Sender"),
		rebound_addressee_single(builder, "Errors-To")};

	for (gsize i = 0; i < G_N_ELEMENTS(senders); i++) {
		const char *recipient =
			senders[i] && strchr(senders[i], '@')
				? rebound_envelope_verp_recipient(builder->arena, senders[i])
				: NULL;
		if (recipient)
			return recipient;
	}
	return NULL;
}

const char *rebound_addressee_received(struct rebound_builder *builder)
{
	g_return_val_if_fail(builder, NULL);
	const struct rebound_report *report = builder->report;

	for (guint i = 0; i < report->original_header_count; i++) {
		const struct rebound_header *header = &report->original_headers[i];
		if (g_ascii_strcasecmp(header->name, "Received") != 0)
			continue;
		const char *place = strstr(header->value, " for <");
		const char *end = place ? strchr(place, '>') : NULL;
		const char *address =
			end ? rebound_builder_address(builder, place + 6, (gsize)(end - place - 6))
			    : NULL;
		if (address)
			return address;
	}
	return NULL;
}

const char *rebound_addressee_envelope(struct rebound_builder *builder, guint n)
{
	g_return_val_if_fail(n < REBOUND_ENVELOPE_HEADERS, NULL);
	return rebound_addressee_single(builder, rebound_envelope_headers[n]);
}

/* ---- of a report that names nobody ---- */

static gboolean went_to_many(struct rebound_builder *builder)
{
	for (gsize i = 0; i < G_N_ELEMENTS(list_headers); i++) {
		if (find_header(builder, list_headers[i]))
			return TRUE;
	}
	return FALSE;
}

static gboolean same(const char *known, const char *address)
{
	return known && *known && rebound_address_equal(known, address);
}

/** Whether an address is the sender's, or the one that a list stands behind. */
static gboolean is_of_sender(struct rebound_builder *builder, const char *address)
{
	const struct rebound_report *report = builder->report;
	const struct rebound_original *original = &report->original;

	return same(report->to, address) || same(report->envelope_recipient, address) ||
	       same(original->from, address) || same(original->return_path, address) ||
	       same(rebound_addressee_single(builder, "Reply-To"), address) ||
	       (same(original->to, address) && went_to_many(builder)) ||
	       rebound_address_is_daemon(address);
}

/** What came back is a bounce itself: it went to the one who gets such. */
static gboolean is_bounce(const struct rebound_original *original)
{
	return (original->return_path && !*original->return_path) ||
	       (original->from && rebound_address_is_daemon(original->from));
}

static const char *find_to(struct rebound_builder *builder)
{
	const struct rebound_original *original = &builder->report->original;
	const char *to = find_header(builder, "To");

	if (!to || strchr(to, ',') || !original->to || !*original->to || went_to_many(builder) ||
		same(original->from, original->to))
		return NULL;
	return original->to;
}

static gboolean is_of_one_domain(const char *a, const char *b)
{
	return a && b && strchr(a, '@') && strchr(b, '@') &&
	       g_ascii_strcasecmp(rebound_address_domain(a), rebound_address_domain(b)) == 0;
}

static const char *find_in_envelope(struct rebound_builder *builder)
{
	for (guint i = 0; i < REBOUND_ENVELOPE_HEADERS; i++) {
		const char *address = rebound_addressee_envelope(builder, i);
		if (address && !is_of_sender(builder, address))
			return address;
	}
	return NULL;
}

/** Links are searched for so many addresses. */
#define MOST_IN_LINKS 16

struct links {
	const char *home; /* an address of the list's own domain; NULL: not known */
	const char *found;
	guint count;
};

/** The address that a link bears in its parts; FALSE where there are several. */
static gboolean read_link(
	struct rebound_builder *builder, struct links *links, const char *link, gsize len)
{
	g_autofree char *words = g_strdelimit(g_strndup(link, len), "/?&;=", ' ');
	g_autofree char *plain = g_uri_unescape_string(words, NULL);

	if (!plain)
		return TRUE;
	const char *at = plain, *end = plain + strlen(plain), *address;
	while ((address = rebound_address_find(builder->arena, &at, end, NULL)) != NULL) {
		if (++links->count > MOST_IN_LINKS)
			return FALSE;
		/* A list's own name looks like an address as well. */
		if (is_of_one_domain(address, links->home) || is_of_sender(builder, address))
			continue;
		if (links->found && !rebound_address_equal(links->found, address))
			return FALSE;
		links->found = address;
	}
	return TRUE;
}

static const char *find_in_links(struct rebound_builder *builder)
{
	const char *value = find_header(builder, "List-Unsubscribe");
	struct links links = {0};

	for (const char *link = value; link && (link = strchr(link, '<')) != NULL;) {
		const char *close = strchr(++link, '>');
		if (!close)
			break;
		const char *end = close;
		links.home = builder->report->original.from;
		if (rebound_text_has_prefix(link, (gsize)(end - link), "mailto:")) {
			link += strlen("mailto:");
			const char *mark = memchr(link, '?', (gsize)(end - link));
			gsize len = (gsize)((mark ? mark : end) - link);
			links.home = rebound_address_read(builder->arena, link, len);
			const char *leaver = links.home ? rebound_envelope_verp_recipient(
								  builder->arena, links.home)
							: NULL;
			if (leaver)
				return leaver;
			link += len;
		}
		if (!read_link(builder, &links, link, (gsize)(end - link)))
			return NULL;
		link = close;
	}
	return links.found;
}

const char *rebound_addressee_find(struct rebound_builder *builder)
{
	g_return_val_if_fail(builder, NULL);
	const struct rebound_original *original = &builder->report->original;

	if (is_bounce(original))
		return NULL;
	const char *found = rebound_addressee_verp(builder);
	const char *to = find_to(builder);
	/* In the sender's own domain it may be an address that many stand behind. */
	if (!found && to && !is_of_one_domain(to, original->from))
		found = to;
	if (!found)
		found = find_in_envelope(builder);
	if (!found)
		found = find_in_links(builder);
	if (!found) {
		const char *received = rebound_addressee_received(builder);
		if (received && !is_of_sender(builder, received))
			found = received;
	}
	return found ? found : to;
}
