/* SPDX-License-Identifier: MIT */
#include "core/report/arf.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/envelope_headers.h"
#include "core/mail/message.h"
#include "core/report/addressee.h"
#include "core/report/dsn_value.h"
#include "core/report/extensions.h"
#include "core/smtp/address.h"
#include "core/smtp/envelope.h"
#include "core/smtp/fields.h"

/** Types of reports that are no complaint of a person: whoever they name asked for nothing. */
static const char *const harmless_types[] = {
	"not-spam",
	"auth-failure",
	"dmarc",
	"dmarc-aggregate",
	"tlsrpt",
	"dkim",
};

/** Types by which a person complains or asks to leave (RFC 5965 section 7.3), and words
 * that providers use for them. */
static const char *const complaint_types[] = {
	"abuse",
	"fraud",
	"virus",
	"other",
	"opt-out",
	"opt-out-list",
	"spam",
	"complaint",
	"phishing",
};

/** What Auth-Failure may say (RFC 6591 section 3.1, RFC 7489 section 7.3). */
static const char *const auth_failures[] = {
	"adsp",
	"bodyhash",
	"revoked",
	"signature",
	"spf",
	"dmarc",
};

/** Fields that have a place of their own in the report. */
static const char *const own_fields[] = {
	"Feedback-Type",
	"User-Agent",
	"Version",
	"Source-IP",
	"Reported-Domain",
	"Original-Envelope-Id",
	"Original-Mail-From",
	"Original-Rcpt-To",
	"Arrival-Date",
	"Received-Date",
};

/** Fields that name who complained; the second is that of the drafts before RFC 5965, and says who
 * is to be taken off the list. */
static const char *const recipient_fields[] = {"Original-Rcpt-To", "Removal-Recipient"};

/** Headers in the returned message by which a feedback loop names who complained. */
static const char *const complainer_headers[] = {
	"X-HmXmrOriginalRecipient",
	"X-Original-Recipient",
};

/** Local parts that stand where a provider took the name out. */
static const char *const redacted_patterns[] = {
	"*redacted*",
	"*undisclosed*",
	"*removed*",
	"*anonymi*",
	"*hidden*",
	"*hashed*",
	"*masked*",
	"*obfuscated*",
	"xxx*",
};

/** A digest in place of the name is at least so long (MD5). */
#define DIGEST_DIGITS 32

static gboolean is_redacted(const char *text, gsize len)
{
	const char *at = memchr(text, '@', len);
	g_autofree char *local = g_strndup(text, at ? (gsize)(at - text) : len);
	for (gsize i = 0; i < G_N_ELEMENTS(redacted_patterns); i++) {
		if (rebound_text_matches_wildcard(redacted_patterns[i], local))
			return TRUE;
	}
	gsize digits = strspn(local, "0123456789abcdefABCDEF");
	return strchr(local, '*') || (digits >= DIGEST_DIGITS && local[digits] == '\0');
}

static gboolean is_one_of(const char *const *words, gsize count, const char *word)
{
	for (gsize i = 0; i < count; i++) {
		if (g_ascii_strcasecmp(word, words[i]) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean is_harmless(const char *type)
{
	return is_one_of(harmless_types, G_N_ELEMENTS(harmless_types), type);
}

static const char *read_line(struct rebound_builder *builder, const struct rebound_field *field)
{
	return field ? rebound_builder_line(builder, field->value, field->len) : NULL;
}

/** @return whether the fields do not contradict each other */
static gboolean read_feedback(
	struct rebound_builder *builder, const struct rebound_field_block *block)
{
	struct rebound_feedback *feedback = &builder->report->feedback;
	const struct rebound_field *arrival = rebound_fields_find(block, "Arrival-Date");
	const struct rebound_field *received = rebound_fields_find(block, "Received-Date");
	const struct rebound_field *from = rebound_fields_find(block, "Original-Mail-From");
	feedback->user_agent = read_line(builder, rebound_fields_find(block, "User-Agent"));
	feedback->source_ip = read_line(builder, rebound_fields_find(block, "Source-IP"));
	feedback->reported_domain =
		read_line(builder, rebound_fields_find(block, "Reported-Domain"));
	feedback->original_envelope_id =
		read_line(builder, rebound_fields_find(block, "Original-Envelope-Id"));
	if (from) {
		const char *address = rebound_header_address(builder->arena, from->value);
		feedback->original_mail_from =
			address ? address : rebound_builder_line(builder, from->value, from->len);
	}
	if (arrival && received)
		rebound_builder_fault(builder, "arf-malformed");
	const struct rebound_field *date = arrival ? arrival : received;
	gint64 time = 0;
	if (date && rebound_header_date(date->value, &time))
		feedback->arrival_date = time;
	else if (date)
		rebound_builder_fault(builder, "bad-date");
	return !arrival || !received;
}

void rebound_arf_add_recipient(struct rebound_builder *builder, const char *text, gsize len)
{
	g_return_if_fail(builder && builder->report->feedback.type && text);
	struct rebound_recipient *recipient = rebound_builder_recipient(builder);
	if (!recipient)
		return;
	recipient->kind = is_harmless(builder->report->feedback.type) ? REBOUND_KIND_OTHER
								      : REBOUND_KIND_COMPLAINT;
	/* Some write the type of the address, as in a DSN. */
	const char *type = memchr(text, ';', len);
	const char *at = memchr(text, '@', len);
	if (type && (!at || type < at)) {
		len -= (gsize)(type + 1 - text);
		text = type + 1;
	}
	if (is_redacted(text, len)) {
		rebound_builder_fault(builder, "redacted-address");
		recipient->address_as_given = rebound_builder_line(builder, text, len);
	} else {
		rebound_builder_set_address(builder, recipient, text, len);
	}
}

/** The recipient that the returned message's own envelope sender names. */
static const char *find_verp(struct rebound_builder *builder)
{
	const char *sender = builder->report->feedback.original_mail_from;
	const char *recipient = sender && strchr(sender, '@')
					? rebound_envelope_verp_recipient(builder->arena, sender)
					: NULL;
	return recipient ? recipient : rebound_addressee_verp(builder);
}

static void add_returned_recipient(struct rebound_builder *builder)
{
	const char *address = NULL;
	for (guint i = 0; i < REBOUND_ENVELOPE_HEADERS && !address; i++)
		address = rebound_addressee_envelope(builder, i);
	if (!address)
		address = rebound_addressee_received(builder);
	if (!address)
		address = rebound_addressee_single(builder, "To");
	if (address)
		rebound_arf_add_recipient(builder, address, strlen(address));
}

static void add_missing_recipient(struct rebound_builder *builder)
{
	const char *verp = find_verp(builder);
	if (builder->recipients->len == 0 && !verp)
		add_returned_recipient(builder);
	if (!verp)
		return;
	if (builder->recipients->len == 0) {
		rebound_arf_add_recipient(builder, verp, strlen(verp));
	} else if (builder->recipients->len == 1) {
		struct rebound_recipient *recipient =
			&g_array_index(builder->recipients, struct rebound_recipient, 0);
		if (!recipient->address || !rebound_address_equal(recipient->address, verp))
			recipient->original_address = verp;
	}
}

#define WENT_TO (REBOUND_ENVELOPE_HEADERS + 1)

/** Where the returned message went by its own headers; NULL where one does not say. */
static void read_went_to(struct rebound_builder *builder, const char *went[WENT_TO])
{
	for (guint i = 0; i < REBOUND_ENVELOPE_HEADERS; i++)
		went[i] = rebound_addressee_envelope(builder, i);
	went[WENT_TO - 1] = rebound_addressee_received(builder);
}

static gboolean went_to(const char *const went[WENT_TO], const char *address)
{
	for (gsize i = 0; i < WENT_TO; i++) {
		if (went[i] && rebound_address_equal(went[i], address))
			return TRUE;
	}
	return FALSE;
}

/** "ann+news@example.org" is ann@example.org by another name. */
static gboolean is_tagged(const char *address, const char *plain)
{
	const char *tag = strchr(address, '+');
	const char *at = strrchr(plain, '@');
	gsize user = at ? (gsize)(at - plain) : 0;
	return tag && at && user == (gsize)(tag - address) &&
	       g_ascii_strncasecmp(address, plain, user) == 0 &&
	       g_ascii_strcasecmp(rebound_address_domain(address), at + 1) == 0;
}

/**
 * The returned message was written to another address than the one that the fields name: who of
 * them complained, nobody can tell (RFC 5965 section 2 (g)). What went through a list, or names the
 * same one further down, is no contradiction.
 *
 * @return whether it is one; then the other address is noted beside the first
 */
static gboolean contradicts_returned(struct rebound_builder *builder, guint first)
{
	const struct rebound_report *report = builder->report;
	const char *to = rebound_addressee_single(builder, "To");
	if (builder->recipients->len == first || !to || is_redacted(to, strlen(to)) ||
		report->original.list_id ||
		rebound_header_find(
			report->original_headers, report->original_header_count, "List-Post"))
		return FALSE;
	const char *went[WENT_TO];
	read_went_to(builder, went);
	for (guint i = first; i < builder->recipients->len; i++) {
		struct rebound_recipient *recipient =
			&g_array_index(builder->recipients, struct rebound_recipient, i);
		if (!recipient->address || recipient->original_address ||
			rebound_address_equal(recipient->address, to) ||
			went_to(went, recipient->address))
			return FALSE;
		if (is_tagged(to, recipient->address)) {
			recipient->original_address = to;
			return FALSE;
		}
	}
	if (builder->recipients->len == first + 1)
		g_array_index(builder->recipients, struct rebound_recipient, first)
			.original_address = to;
	rebound_builder_fault(builder, "recipient-conflict");
	return TRUE;
}

static void check_auth_failure(
	struct rebound_builder *builder, const struct rebound_field_block *block)
{
	const struct rebound_field *field = rebound_fields_find(block, "Auth-Failure");
	const char *word = field ? rebound_dsn_word(builder, field->value, field->len) : NULL;
	if (!word || !is_one_of(auth_failures, G_N_ELEMENTS(auth_failures), word))
		rebound_builder_fault(
			builder, field ? "auth-failure-invalid" : "auth-failure-missing");
}

/** The identifier that the sender put into his message (RFC 9477 section 3.3), without white space.
 */
static void keep_feedback_id(struct rebound_builder *builder)
{
	struct rebound_report *report = builder->report;
	const char *value = rebound_header_find(
		report->original_headers, report->original_header_count, "CFBL-Feedback-ID");
	if (!value)
		return;
	char *id = rebound_arena_copy(builder->arena, value, strlen(value));
	char *to = id;
	for (const char *from = id; *from; from++) {
		if (!g_ascii_isspace(*from))
			*to++ = *from;
	}
	*to = '\0';
	report->feedback.feedback_id = rebound_builder_line(builder, id, (gsize)(to - id));
}

static void keep_extensions(
	struct rebound_builder *builder, const struct rebound_field_block *block)
{
	struct rebound_extensions extensions = {0};
	for (guint i = 0; i < block->count; i++) {
		if (!is_one_of(own_fields, G_N_ELEMENTS(own_fields), block->fields[i].name))
			rebound_extensions_add(&extensions, &block->fields[i]);
	}
	builder->report->extensions =
		rebound_extensions_keep(builder, &extensions, &builder->report->extension_count);
}

static void add_named_recipients(struct rebound_builder *builder,
	const struct rebound_field_blocks *blocks, const char *name)
{
	for (guint i = 0; i < blocks->count; i++) {
		for (guint f = 0; f < blocks->blocks[i].count; f++) {
			const struct rebound_field *field = &blocks->blocks[i].fields[f];
			if (g_ascii_strcasecmp(field->name, name) == 0)
				rebound_arf_add_recipient(builder, field->value, field->len);
		}
	}
}

guint rebound_arf_read(struct rebound_builder *builder, const char *bytes, gsize len)
{
	g_return_val_if_fail(builder && (bytes || len == 0), 0);
	struct rebound_report *report = builder->report;
	struct rebound_field_blocks blocks = rebound_fields_read(builder->arena, bytes, len);
	const struct rebound_field_block *block = NULL;
	const struct rebound_field *type = NULL;
	guint first = builder->recipients->len;
	gboolean sound = TRUE;
	for (guint i = 0; i < blocks.count && !type; i++) {
		block = &blocks.blocks[i];
		type = rebound_fields_find(block, "Feedback-Type");
	}
	if (type) {
		sound = read_feedback(builder, block);
		keep_feedback_id(builder);
		keep_extensions(builder, block);
	}
	report->kind = REBOUND_KIND_UNRECOGNIZED;
	if (type)
		report->feedback.type = rebound_dsn_word(builder, type->value, type->len);
	if (!report->feedback.type) {
		rebound_builder_fault(builder, "feedback-type-missing");
		return 0;
	}
	report->kind = REBOUND_KIND_COMPLAINT;
	if (!report->feedback.user_agent)
		rebound_builder_fault(builder, "user-agent-missing");
	for (gsize i = 0; i < G_N_ELEMENTS(recipient_fields) && builder->recipients->len == first;
		i++)
		add_named_recipients(builder, &blocks, recipient_fields[i]);
	if (strcmp(report->feedback.type, "auth-failure") == 0)
		check_auth_failure(builder, block);
	if (!is_harmless(report->feedback.type)) {
		add_missing_recipient(builder);
		if (!is_one_of(complaint_types, G_N_ELEMENTS(complaint_types),
			    report->feedback.type)) {
			/* It is not for us to guess what was meant: a person looks at it. */
			rebound_builder_fault(builder, "feedback-type-unknown");
			sound = FALSE;
		}
		sound = !contradicts_returned(builder, first) && sound;
	}
	/* No action may follow from what contradicts itself. */
	for (guint i = first; !sound && i < builder->recipients->len; i++)
		g_array_index(builder->recipients, struct rebound_recipient, i).nested = TRUE;
	return builder->recipients->len - first;
}

gboolean rebound_arf_read_returned(struct rebound_builder *builder)
{
	g_return_val_if_fail(builder, FALSE);
	struct rebound_report *report = builder->report;
	for (gsize i = 0; i < G_N_ELEMENTS(complainer_headers); i++) {
		const char *value = rebound_header_find(report->original_headers,
			report->original_header_count, complainer_headers[i]);
		const char *address = value ? rebound_header_address(builder->arena, value) : NULL;
		if (!address || !*address)
			continue;
		report->kind = REBOUND_KIND_COMPLAINT;
		report->feedback.type = "abuse";
		rebound_arf_add_recipient(builder, address, strlen(address));
		return TRUE;
	}
	return FALSE;
}

gboolean rebound_arf_is_in_text(const char *text, gsize len, const char **start)
{
	g_return_val_if_fail((text || len == 0) && start, FALSE);
	const char *end = text + len;
	const char *first = NULL;
	gboolean type = FALSE, agent = FALSE;
	for (const char *line = text; line < end;) {
		const char *stop = memchr(line, '\n', (gsize)(end - line));
		gsize rest = (gsize)((stop ? stop : end) - line);
		gboolean names_type = rebound_text_has_prefix(line, rest, "Feedback-Type:");
		gboolean names_agent = rebound_text_has_prefix(line, rest, "User-Agent:");
		if (!first && (names_type || names_agent))
			first = line;
		type = type || names_type;
		agent = agent || names_agent;
		line = stop ? stop + 1 : end;
	}
	if (!type || !agent)
		return FALSE;
	*start = first;
	return TRUE;
}
