/* SPDX-License-Identifier: MIT */
#include "core/report/builder.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/smtp/address.h"
#include "core/smtp/reply.h"
#include "core/smtp/status.h"

/* So many addresses of a text are looked at for the one that a mailbox has moved to. */
#define MOST_NEW_ADDRESSES 8

/** What an Action field's word means. */
struct action_meaning {
	const char *action;
	enum rebound_kind kind;
	gboolean registered;
};

static const struct action_meaning action_meanings[] = {
	{"failed", REBOUND_KIND_FAILURE, TRUE},
	{"delayed", REBOUND_KIND_DELAY, TRUE},
	{"delivered", REBOUND_KIND_SUCCESS, TRUE},
	{"relayed", REBOUND_KIND_SUCCESS, TRUE},
	{"expanded", REBOUND_KIND_SUCCESS, TRUE},
	{"failure", REBOUND_KIND_FAILURE, FALSE},
	{"expired", REBOUND_KIND_FAILURE, FALSE},
	{"undeliverable", REBOUND_KIND_FAILURE, FALSE},
	{"deliverable", REBOUND_KIND_SUCCESS, FALSE},
	{"delay", REBOUND_KIND_DELAY, FALSE},
	/* Message tracking (RFC 3886 section 3.3.3): what became of it is not known. */
	{"transferred", REBOUND_KIND_OTHER, TRUE},
	{"opaque", REBOUND_KIND_OTHER, TRUE},
};

void rebound_builder_init(struct rebound_builder *builder)
{
	g_return_if_fail(builder);
	*builder = (struct rebound_builder){
		.recipients = g_array_new(FALSE, TRUE, sizeof(struct rebound_recipient)),
		.faults = g_ptr_array_new(),
	};
}

void rebound_builder_clear(struct rebound_builder *builder)
{
	g_return_if_fail(builder);
	g_array_unref(builder->recipients);
	g_ptr_array_unref(builder->faults);
	*builder = (struct rebound_builder){0};
}

void rebound_builder_start(struct rebound_builder *builder, struct rebound_arena *arena)
{
	g_return_if_fail(builder && arena);
	builder->arena = arena;
	builder->report = rebound_arena_alloc(arena, sizeof *builder->report);
	g_array_set_size(builder->recipients, 0);
	g_ptr_array_set_size(builder->faults, 0);
}

void rebound_builder_fault(struct rebound_builder *builder, const char *name)
{
	g_return_if_fail(builder && name);
	/* Names are static and few, so the list stays short whatever a mail does. */
	for (guint i = 0; i < builder->faults->len; i++) {
		if (strcmp(builder->faults->pdata[i], name) == 0)
			return;
	}
	g_ptr_array_add(builder->faults, (gpointer)name);
}

struct rebound_recipient *rebound_builder_recipient(struct rebound_builder *builder)
{
	g_return_val_if_fail(builder, NULL);
	guint count = builder->recipients->len;
	if (count >= REBOUND_LIMIT_RECIPIENTS) {
		rebound_builder_fault(builder, "too-many-recipients");
		return NULL;
	}
	g_array_set_size(builder->recipients, count + 1);
	return &g_array_index(builder->recipients, struct rebound_recipient, count);
}

const char *rebound_builder_line(struct rebound_builder *builder, const char *text, gsize len)
{
	g_return_val_if_fail(builder, NULL);
	if (!text || len == 0)
		return NULL;
	const char *line = rebound_text_line(builder->arena, text, len, REBOUND_LIMIT_FIELD_BYTES);
	if (len > REBOUND_LIMIT_FIELD_BYTES)
		rebound_builder_fault(builder, "overlong-field");
	return *line ? line : NULL;
}

const char *rebound_builder_diagnostic(struct rebound_builder *builder, const char *text, gsize len)
{
	g_return_val_if_fail(builder, NULL);
	if (!text || len == 0)
		return NULL;
	const char *line =
		rebound_text_line(builder->arena, text, len, REBOUND_LIMIT_DIAGNOSTIC_BYTES);
	return *line ? line : NULL;
}

/** Exchange wraps a directory entry or a foreign address type as IMCEA<type>-...@domain. */
static gboolean is_encapsulated(const char *address)
{
	return rebound_text_has_prefix(address, strlen(address), "IMCEA") && strchr(address, '-') &&
	       strchr(address, '-') < strrchr(address, '@');
}

const char *rebound_builder_address(struct rebound_builder *builder, const char *text, gsize len)
{
	g_return_val_if_fail(builder, NULL);
	if (!text || len == 0)
		return NULL;
	const char *address = rebound_address_read(builder->arena, text, len);
	return address && !is_encapsulated(address) ? address : NULL;
}

void rebound_builder_cut_name(const char **text, gsize *len)
{
	g_return_if_fail(text && len);
	gsize end = *len;
	while (end > 0 && g_ascii_isspace((*text)[end - 1]))
		end--;
	if (end == 0 || (*text)[end - 1] != '>')
		return;
	const char *open = memrchr(*text, '<', end);
	if (!open || open == *text)
		return;
	for (const char *at = *text; at < open; at++) {
		if (!g_ascii_isalnum(*at) && (guchar)*at < 0x80 && !strchr(" \t\"'.,()=?_-", *at))
			return;
	}
	*len = end - (gsize)(open - *text);
	*text = open;
}

void rebound_builder_set_address(struct rebound_builder *builder,
	struct rebound_recipient *recipient, const char *text, gsize len)
{
	g_return_if_fail(builder && recipient);
	const char *address = rebound_builder_address(builder, text, len);
	if (address) {
		recipient->address = address;
		recipient->address_as_given = NULL;
		return;
	}
	const char *given = rebound_builder_line(builder, text, len);
	gboolean empty = !given || strcmp(given, "<>") == 0;
	rebound_builder_fault(builder, empty ? "empty-address" : "invalid-address");
	if (!recipient->address)
		recipient->address_as_given = given;
}

void rebound_builder_set_text(struct rebound_builder *builder, struct rebound_recipient *recipient,
	const char *text, gsize len)
{
	g_return_if_fail(builder && recipient);
	const char *line = rebound_builder_diagnostic(builder, text, len);
	if (!line)
		return;
	recipient->text = line;
	struct rebound_reply reply = rebound_reply_read(line, strlen(line));
	if (!recipient->reply)
		recipient->reply = reply.code;
	if (!rebound_status_is_set(recipient->status_diagnostic))
		recipient->status_diagnostic = reply.status;
	if (!recipient->command)
		recipient->command = reply.command;
	if (!recipient->remote_mta && reply.host_len > 0)
		recipient->remote_mta =
			rebound_builder_line(builder, line + reply.host, reply.host_len);
	if (reply.mixed)
		rebound_builder_fault(builder, "reply-mixed");
}

static gboolean is_bare(struct rebound_status status)
{
	return status.subject == 0 && status.detail == 0;
}

static struct rebound_status choose_status(
	struct rebound_builder *builder, const struct rebound_recipient *recipient)
{
	struct rebound_status field = recipient->status_field;
	struct rebound_status diagnostic = recipient->status_diagnostic;
	if (!rebound_status_is_set(diagnostic) || rebound_status_equal(field, diagnostic))
		return field;
	if (!rebound_status_is_set(field))
		return diagnostic;
	if (field.klass != diagnostic.klass) {
		rebound_builder_fault(builder, "class-conflict");
		return field.klass < diagnostic.klass ? field : diagnostic;
	}
	if (is_bare(field)) {
		rebound_builder_fault(builder, "status-less-specific");
		return diagnostic;
	}
	if (is_bare(diagnostic))
		return field;
	rebound_builder_fault(builder, "status-mismatch");
	return diagnostic;
}

static const struct action_meaning *find_action(const char *action)
{
	for (gsize i = 0; action && i < G_N_ELEMENTS(action_meanings); i++) {
		if (strcmp(action_meanings[i].action, action) == 0)
			return &action_meanings[i];
	}
	return NULL;
}

/** The milder class of status and reply; 0 where neither tells. */
static int mildest_class(const struct rebound_recipient *recipient)
{
	int status = recipient->status.klass, reply = recipient->reply / 100;
	if (reply != 2 && reply != 4 && reply != 5)
		return status;
	return status == 0 ? reply : MIN(status, reply);
}

static enum rebound_kind kind_of_class(int klass)
{
	if (klass == 2)
		return REBOUND_KIND_SUCCESS;
	return klass == 4 ? REBOUND_KIND_DELAY : REBOUND_KIND_FAILURE;
}

static void check_action_class(
	struct rebound_builder *builder, enum rebound_kind kind, int status_class)
{
	gboolean conflict =
		(kind == REBOUND_KIND_FAILURE && status_class == 2) ||
		(kind == REBOUND_KIND_DELAY && (status_class == 2 || status_class == 5)) ||
		(kind == REBOUND_KIND_SUCCESS && status_class >= 4);
	if (conflict)
		rebound_builder_fault(builder, "action-status-conflict");
}

void rebound_builder_reconcile(struct rebound_builder *builder, struct rebound_recipient *recipient)
{
	g_return_if_fail(builder && recipient);
	recipient->status = choose_status(builder, recipient);
	int reply_class = recipient->reply / 100;
	if (recipient->status.klass != 0 && (reply_class == 4 || reply_class == 5) &&
		reply_class != recipient->status.klass)
		rebound_builder_fault(builder, "class-conflict");

	const struct action_meaning *meaning = find_action(recipient->action);
	if (recipient->action && (!meaning || !meaning->registered))
		rebound_builder_fault(builder, "action-unknown");
	if (meaning) {
		recipient->kind = meaning->kind;
		check_action_class(builder, meaning->kind, recipient->status.klass);
	} else if (recipient->action || rebound_status_is_set(recipient->status_field)) {
		recipient->kind = kind_of_class(mildest_class(recipient));
	} else if (recipient->kind == REBOUND_KIND_OTHER) {
		recipient->kind = REBOUND_KIND_FAILURE;
	}
}

/** Take over what the second entry of one recipient tells beyond the first; evidence is never
 * mixed. */
static void merge_recipient(struct rebound_recipient *into, const struct rebound_recipient *from)
{
	const struct rebound_recipient first = *into;
	gboolean bare = !into->text && into->reply == 0;
	if (bare && (from->text || from->reply != 0)) {
		*into = *from;
		into->action = first.action ? first.action : from->action;
		if (!rebound_status_is_set(into->status))
			into->status = first.status;
		from = &first;
	}
	if (!into->original_address)
		into->original_address = from->original_address;
	if (!into->notice)
		into->notice = from->notice ? from->notice : from->text;
	if (!into->remote_mta && !into->text)
		into->remote_mta = from->remote_mta;
	into->nested = into->nested || from->nested;
}

static const char *recipient_key(
	struct rebound_builder *builder, const struct rebound_recipient *recipient)
{
	const char *name = recipient->address;
	if (!name)
		name = recipient->original_address ? recipient->original_address
						   : recipient->address_as_given;
	if (!name)
		return NULL;
	return rebound_arena_printf(builder->arena, "%d %s", recipient->kind,
		rebound_address_key(builder->arena, name));
}

static void merge_recipients(struct rebound_builder *builder)
{
	struct rebound_recipient *all =
		(struct rebound_recipient *)(void *)builder->recipients->data;
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	guint kept = 0;
	for (guint i = 0; i < builder->recipients->len; i++) {
		const char *key = recipient_key(builder, &all[i]);
		gpointer place;
		if (key && g_hash_table_lookup_extended(seen, key, NULL, &place)) {
			merge_recipient(&all[GPOINTER_TO_UINT(place)], &all[i]);
			continue;
		}
		if (key)
			g_hash_table_insert(seen, (gpointer)key, GUINT_TO_POINTER(kept));
		if (kept != i)
			all[kept] = all[i];
		kept++;
	}
	g_array_set_size(builder->recipients, kept);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/** Code and status of a reply that another text carries: "...<421 4.4.2 Connection timed out>". */
static gboolean find_carried_reply(const char *text, struct rebound_reply *found)
{
	for (const char *at = text; (at = strchr(at, '4')); at++) {
		if (at == text || !strchr("<[('\"= ", at[-1]) || !g_ascii_isdigit(at[1]) ||
			!g_ascii_isdigit(at[2]) || (at[3] != ' ' && at[3] != '-'))
			continue;
		/* Between words it is a reply only where it is led to. */
		if (at[-1] == ' ' && (at - text < 2 || !strchr(":;>", at[-2])))
			continue;
		found->status = rebound_status_read(at + 4, strlen(at + 4), NULL, NULL);
		if (found->status.klass != 4)
			continue;
		found->code = (at[0] - '0') * 100 + (at[1] - '0') * 10 + (at[2] - '0');
		return TRUE;
	}
	return FALSE;
}

static gboolean is_expiry(struct rebound_status status)
{
	return status.klass == 4 && status.subject == 4 && status.detail == 7;
}

/**
 * "The queue time ran out" is what the mail system says that gave up; where it quotes the reply to
 * its last attempt, that is what the server said.
 */
static void take_last_reply(struct rebound_recipient *recipient)
{
	struct rebound_reply last = {0};
	if (!is_expiry(recipient->status) ||
		!((recipient->text && find_carried_reply(recipient->text, &last)) ||
			(recipient->notice && find_carried_reply(recipient->notice, &last))) ||
		is_expiry(last.status))
		return;
	recipient->reply = last.code;
	recipient->status = last.status;
}

/**
 * The address that a mailbox is said to have moved to: 551 and 251 bear it (RFC 5321 section 3.4),
 * and so do texts with the status for it. Nobody has shown that the words are true.
 */
static void find_new_address(struct rebound_builder *builder, struct rebound_recipient *recipient)
{
	struct rebound_status status = recipient->status;
	gboolean moved = status.subject == 1 && status.detail == 6;
	if (!recipient->text || (recipient->reply != 551 && recipient->reply != 251 && !moved))
		return;
	const char *at = recipient->text;
	const char *end = at + strlen(at);
	const char *found;
	for (guint i = 0; i < MOST_NEW_ADDRESSES &&
			  (found = rebound_address_find(builder->arena, &at, end, NULL));
		i++) {
		if ((recipient->address && rebound_address_equal(found, recipient->address)) ||
			(recipient->original_address &&
				rebound_address_equal(found, recipient->original_address)))
			continue;
		/* Of two, nobody can tell which one is meant. */
		if (recipient->new_address &&
			!rebound_address_equal(found, recipient->new_address)) {
			recipient->new_address = NULL;
			return;
		}
		recipient->new_address = found;
	}
}

/** A text that is cut, and what is left of it. */
struct cut {
	const char *text, *rest;
};

/** The start of a text; what the last one was is known, since recipients mostly share it. */
static const char *cut_text(
	struct rebound_builder *builder, struct cut *last, const char *text, gsize most)
{
	if (!text || strnlen(text, most + 1) <= most)
		return text;
	if (last->text != text) {
		last->text = text;
		last->rest = rebound_text_line(builder->arena, text, strlen(text), most);
	}
	return last->rest;
}

/** Bound what the texts of all recipients take: one that a thousand share is small in the mail, and
 * large in all that is made of it. */
static void bound_texts(
	struct rebound_builder *builder, struct rebound_recipient *recipients, guint count)
{
	gsize total = 0;
	for (guint i = 0; i < count; i++) {
		total += recipients[i].text ? strlen(recipients[i].text) : 0;
		total += recipients[i].notice ? strlen(recipients[i].notice) : 0;
	}
	if (total <= REBOUND_LIMIT_DIAGNOSTICS_BYTES)
		return;
	rebound_builder_fault(builder, "overlong-diagnostics");
	gsize most = REBOUND_LIMIT_DIAGNOSTICS_BYTES / count / 2;
	struct cut text = {0}, notice = {0};
	for (guint i = 0; i < count; i++) {
		recipients[i].text = cut_text(builder, &text, recipients[i].text, most);
		recipients[i].notice = cut_text(builder, &notice, recipients[i].notice, most);
	}
}

void rebound_builder_finish(struct rebound_builder *builder)
{
	g_return_if_fail(builder && builder->report);
	struct rebound_report *report = builder->report;
	if (builder->recipients->len > 1)
		merge_recipients(builder);

	guint count = builder->recipients->len;
	gsize size = count * sizeof(struct rebound_recipient);
	struct rebound_recipient *recipients = rebound_arena_alloc(builder->arena, MAX(size, 1));
	if (count > 0)
		memcpy(recipients, builder->recipients->data, size);
	enum rebound_kind gravest = REBOUND_KIND_OTHER;
	for (guint i = 0; i < count; i++) {
		take_last_reply(&recipients[i]);
		find_new_address(builder, &recipients[i]);
		if (!recipients[i].nested)
			gravest = MAX(gravest, recipients[i].kind);
	}
	bound_texts(builder, recipients, count);
	if (gravest != REBOUND_KIND_OTHER)
		report->kind = gravest;
	report->recipients = recipients;
	report->recipient_count = count;

	g_ptr_array_sort(builder->faults, compare_names);
	const char **faults =
		rebound_arena_alloc(builder->arena, (builder->faults->len + 1) * sizeof *faults);
	for (guint i = 0; i < builder->faults->len; i++)
		faults[i] = builder->faults->pdata[i];
	report->faults = faults;
}
