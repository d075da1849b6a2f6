/* SPDX-License-Identifier: MIT */
#include "core/run/resend_message.h"

#include <string.h>
#include <unistd.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/mail/enclosed.h"
#include "core/mail/header.h"
#include "core/mail/message.h"
#include "core/smtp/address.h"

/* Events that may be the one, newest first. */
#define MOST_EVENTS 200

struct search {
	struct rebound_arena *arena;
	const struct rebound_retry *retry;
	GArray *found; /* struct rebound_resend_place */
	gboolean distrusted;
};

static gboolean look_at_event(const struct rebound_event *event, void *data)
{
	struct search *search = data;
	struct rebound_resend_place place = {0};

	if (event->kind != REBOUND_KIND_FAILURE || event->nested || event->source == NULL ||
		g_strcmp0(event->original_id, search->retry->original_id) != 0)
		return TRUE;
	if (event->trust != REBOUND_TRUST_VERIFIED && event->trust != REBOUND_TRUST_SOURCE) {
		search->distrusted = TRUE;
		return TRUE;
	}
	place.path = rebound_arena_string(search->arena, event->source);
	memcpy(place.hash, event->message_hash, sizeof(place.hash));
	g_array_append_val(search->found, place);
	return TRUE;
}

/* A file of a Maildir that moved from new to cur is looked for in the whole of it. */
static const char *find_source(struct rebound_arena *arena, const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *name = g_path_get_basename(folder);

	if (access(path, R_OK) == 0 || (strcmp(name, "new") != 0 && strcmp(name, "cur") != 0))
		return path;
	g_autofree char *maildir = g_path_get_dirname(folder);
	return rebound_arena_string(arena, maildir);
}

/* The first that came from a mail: a failed retry leaves an event, too. */
static gboolean pick_mail(struct rebound_store *store, struct search *search,
	struct rebound_resend_place *place, gboolean *there, GError **error)
{
	for (guint i = 0; i < search->found->len && !*there; i++) {
		*place = g_array_index(search->found, struct rebound_resend_place, i);
		if (!rebound_store_has_message(store, place->hash, there, error))
			return FALSE;
	}
	return TRUE;
}

gboolean rebound_resend_find_place(struct rebound_store *store, const struct rebound_retry *retry,
	struct rebound_arena *arena, struct rebound_resend_place *place, const char **why,
	GError **error)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct rebound_resend_place));
	struct search search = {.arena = arena, .retry = retry, .found = found};
	gboolean there = FALSE;

	if (retry->original_id == NULL) {
		*why = "its bounce does not name the message";
		return TRUE;
	}
	if (!rebound_store_events_of(
		    store, retry->address_key, 0, MOST_EVENTS, look_at_event, &search, error) ||
		!pick_mail(store, &search, place, &there, error))
		return FALSE;
	if (!there)
		*why = search.distrusted ? "its bounce may be forged: process it with "
					   "--trust-source, or use tokens"
					 : "no bounce mail of it is known";
	else if (strcmp(place->path, "-") == 0)
		*why = "its bounce came from standard input and was not kept";
	else
		place->path = find_source(arena, place->path);
	return TRUE;
}

/* "MAILER-DAEMON" and "postmaster" of any domain. */
static gboolean is_daemon(const char *address)
{
	static const char *const names[] = {"mailer-daemon@", "postmaster@"};

	for (gsize i = 0; address != NULL && i < G_N_ELEMENTS(names); i++)
		if (g_ascii_strncasecmp(address, names[i], strlen(names[i])) == 0)
			return TRUE;
	return FALSE;
}

static const char *strip_brackets(struct rebound_arena *arena, const char *value)
{
	const char *open = value != NULL ? strchr(value, '<') : NULL;
	const char *close = open != NULL ? strchr(open, '>') : NULL;

	return close != NULL ? rebound_arena_copy(arena, open + 1, (gsize)(close - open - 1))
			     : value;
}

/* What is a bounce or an automatic mail itself is never sent again: a loop begins so. */
static const char *check_kind(
	const struct rebound_header *headers, guint count, struct rebound_arena *arena)
{
	const char *path = rebound_header_find(headers, count, "Return-Path");
	const char *automatic = rebound_header_find(headers, count, "Auto-Submitted");
	const char *type = rebound_header_find(headers, count, "Content-Type");
	const char *from = rebound_header_find(headers, count, "From");

	if (from == NULL)
		return "what came back has no From";
	if (path != NULL && g_strcmp0(rebound_header_address(arena, path), "") == 0)
		return "it is a bounce itself: its reverse path is null";
	if (automatic != NULL && g_ascii_strncasecmp(automatic, "no", 2) != 0)
		return "it is an automatic mail (Auto-Submitted)";
	if (type != NULL && rebound_text_has_prefix(type, strlen(type), "multipart/report"))
		return "it is a report itself";
	if (rebound_header_find(headers, count, "X-Failed-Recipients") != NULL ||
		is_daemon(rebound_header_address(arena, from)))
		return "it is a bounce itself";
	return NULL;
}

static const char *check_identity(const struct rebound_header *headers, guint count,
	const char *original_id, struct rebound_arena *arena)
{
	const char *id = strip_brackets(arena, rebound_header_find(headers, count, "Message-ID"));

	return g_strcmp0(id, original_id) == 0 ? NULL : "another message came back in its bounce";
}

/* The address that the bounce came to is the one that the message was sent from. */
static const char *find_sender(const struct rebound_mail *bounce,
	const struct rebound_settings *settings, struct rebound_arena *arena)
{
	static const char *const names[] = {"Delivered-To", "X-Original-To", "Envelope-To", "To"};
	guint count;
	const struct rebound_header *headers = rebound_header_read(
		arena, bounce->data, bounce->len, REBOUND_LIMIT_HEADER_FIELDS, &count);

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = rebound_header_find(headers, count, names[i]);
		const char *address = value != NULL ? rebound_header_address(arena, value) : NULL;

		if (address != NULL && rebound_policy_is_own(settings, address))
			return address;
	}
	return NULL;
}

/* All of it but Return-Path: that is written by the last mail system (RFC 5321 section 4.4). */
static void copy_mail(const struct rebound_enclosed *enclosed, struct rebound_arena *arena,
	struct rebound_resend_message *message)
{
	GString *text = g_string_sized_new(enclosed->len);
	const char *at = enclosed->data, *end = enclosed->data + enclosed->len, *start = at;
	struct rebound_header_field field;

	while (rebound_header_next(&at, end, &field) == REBOUND_HEADER_FIELD) {
		if (field.name_len != strlen("Return-Path") ||
			!rebound_text_has_prefix(field.name, field.name_len, "Return-Path"))
			g_string_append_len(text, start, at - start);
		start = at;
	}
	g_string_append_len(text, start, end - start);
	message->data = rebound_arena_copy(arena, text->str, text->len);
	message->len = text->len;
	g_string_free(text, TRUE);
}

const char *rebound_resend_make(const struct rebound_mail *bounce, const char *original_id,
	const struct rebound_settings *settings, const char *from, struct rebound_arena *arena,
	struct rebound_resend_message *message)
{
	struct rebound_enclosed enclosed;
	const char *why = rebound_enclosed_find(bounce->data, bounce->len, &enclosed);
	guint count;

	if (why != NULL)
		return why;
	const struct rebound_header *headers = rebound_header_read(arena, enclosed.data,
		(gsize)(enclosed.header_end - enclosed.data), REBOUND_LIMIT_HEADER_FIELDS, &count);
	why = check_identity(headers, count, original_id, arena);
	if (why == NULL)
		why = check_kind(headers, count, arena);
	if (why != NULL)
		return why;
	message->from = from != NULL ? from : find_sender(bounce, settings, arena);
	if (message->from == NULL)
		return "nobody knows from which address it was sent: say --from";
	copy_mail(&enclosed, arena, message);
	return NULL;
}
