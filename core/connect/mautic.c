/* SPDX-License-Identifier: MIT */
#include "core/connect/connector.h"

#include <string.h>

#include "core/connect/json.h"

/*
 * Mautic, its REST API with Basic authentication (https://developer.mautic.org/#contacts): every
 * contact with the address gets a Do-Not-Contact entry for e-mail. The comment says that it is
 * ours, so that an entry of a person is never taken back.
 *
 * The memo has the number of each contact that we changed.
 */

#define FORM	"application/x-www-form-urlencoded"
#define COMMENT "rebound: "

/* Reasons of Mautic's entries. */
#define UNSUBSCRIBED 1
#define BOUNCED	     2
#define MANUAL	     3

/* Contacts with one address that are looked at; Mautic merges those that it sees. */
#define MOST_CONTACTS "100"

enum { NUMBER_BYTES = 20 };

static const char *const credentials[] = {"user", "password", NULL};

static int choose_reason(const char *cause)
{
	if (strcmp(cause, "unsubscribe") == 0 || strcmp(cause, "complaint") == 0)
		return UNSUBSCRIBED;
	return strcmp(cause, "manual") == 0 ? MANUAL : BOUNCED;
}

/* It becomes a part of a path. */
static gboolean is_number(const char *text)
{
	gsize len = text != NULL ? strlen(text) : 0;

	return len > 0 && len < NUMBER_BYTES && strspn(text, "0123456789") == len;
}

/* These mean something in a search, and no address of Mautic has them. */
static gboolean can_be_searched(const char *address)
{
	return strpbrk(address, " \"'\\()|!%*,:") == NULL;
}

static const char *get_email(const struct rebound_json_value *contact)
{
	const char *email = rebound_json_value_text(contact, "fields/all/email");

	return email != NULL ? email : rebound_json_value_text(contact, "fields/core/email/value");
}

/* The comment of a contact's entry for e-mail; NULL where it has none. */
static const char *find_entry(const struct rebound_json_value *contact)
{
	const struct rebound_json_value *entries = rebound_json_value_at(contact, "doNotContact");

	for (guint i = 0; i < rebound_json_value_count(entries); i++) {
		const struct rebound_json_value *entry = rebound_json_value_get(entries, i);
		const char *comment = rebound_json_value_text(entry, "comments");

		if (g_strcmp0(rebound_json_value_text(entry, "channel"), "email") == 0)
			return comment != NULL ? comment : "";
	}
	return NULL;
}

static gboolean is_ours(const char *comment)
{
	return comment != NULL && g_str_has_prefix(comment, COMMENT);
}

/* Ask for JSON; NULL with error set, or without where the answer is 404. */
static struct rebound_json_value *ask(struct rebound_connection *connection,
	const struct rebound_connect_request *request, const char *key, GError **error)
{
	struct rebound_http_response response;
	struct rebound_json_value *json = NULL;

	if (rebound_connection_send(connection, request, &response, error)) {
		json = rebound_json_value_read(response.body->str, response.body->len);
		if (response.status / 100 != 2 || rebound_json_value_at(json, key) == NULL) {
			g_clear_pointer(&json, rebound_json_value_free);
			if (response.status != 404)
				rebound_connection_misfit(connection, request, &response, error);
		}
	}
	rebound_http_response_clear(&response);
	return json;
}

static struct rebound_json_value *find_contacts(
	struct rebound_connection *connection, const char *address, GError **error)
{
	const char *path = rebound_arena_printf(connection->arena,
		"/api/contacts?search=email:%s&limit=" MOST_CONTACTS,
		rebound_connection_escape(connection, address));
	const struct rebound_connect_request request = {.method = "GET", .path = path};
	GError *problem = NULL;
	struct rebound_json_value *json = ask(connection, &request, "contacts", &problem);

	if (json == NULL && problem == NULL) {
		struct rebound_http_response response = {
			.status = 404, .body = g_string_new("no API here, or it is not enabled")};

		rebound_connection_misfit(connection, &request, &response, &problem);
		rebound_http_response_clear(&response);
	}
	if (problem != NULL)
		g_propagate_error(error, problem);
	return json;
}

/* Set or take away the entry; a contact that is gone needs none. */
static gboolean change_entry(struct rebound_connection *connection, const char *contact,
	const char *verb, const char *body, GError **error)
{
	const char *path = rebound_arena_printf(
		connection->arena, "/api/contacts/%s/dnc/email/%s", contact, verb);
	const struct rebound_connect_request request = {
		.method = "POST", .path = path, .content_type = FORM, .body = body};
	GError *problem = NULL;

	rebound_json_value_free(ask(connection, &request, "contact", &problem));
	if (problem != NULL)
		g_propagate_error(error, problem);
	return problem == NULL;
}

static gboolean suppress_contact(struct rebound_connection *connection,
	const struct rebound_json_value *contact, const struct rebound_connect_change *change,
	struct rebound_connect_answer *answer, GError **error)
{
	const char *id = rebound_json_value_text(contact, "id"), *comment = find_entry(contact);
	const char *email = get_email(contact);

	/* The search also finds addresses that only hold this one. */
	if (email == NULL || g_ascii_strcasecmp(email, change->address) != 0 || !is_number(id))
		return TRUE;
	if (answer->result == REBOUND_CONNECT_ABSENT)
		answer->result = REBOUND_CONNECT_ALREADY;
	if (comment == NULL &&
		!change_entry(connection, id, "add",
			rebound_arena_printf(connection->arena, "reason=%d&comments=%s",
				choose_reason(change->cause),
				rebound_connection_escape(
					connection, rebound_arena_printf(connection->arena,
							    COMMENT "%s", change->cause))),
			error))
		return FALSE;
	if (comment == NULL || is_ours(comment)) {
		answer->result = REBOUND_CONNECT_CHANGED;
		answer->memo = rebound_memo_add(connection->arena, answer->memo, id);
	}
	return TRUE;
}

static gboolean suppress(struct rebound_connection *connection,
	const struct rebound_connect_change *change, struct rebound_connect_answer *answer,
	GError **error)
{
	answer->result = REBOUND_CONNECT_ABSENT;
	if (!can_be_searched(change->address))
		return TRUE;
	g_autoptr(rebound_json_value) json = find_contacts(connection, change->address, error);
	if (json == NULL)
		return FALSE;
	const struct rebound_json_value *contacts = rebound_json_value_at(json, "contacts");
	for (guint i = 0; i < rebound_json_value_count(contacts); i++)
		if (!suppress_contact(
			    connection, rebound_json_value_get(contacts, i), change, answer, error))
			return FALSE;
	return TRUE;
}

static gboolean release_contact(struct rebound_connection *connection, const char *id,
	struct rebound_connect_answer *answer, GError **error)
{
	const char *path = rebound_arena_printf(connection->arena, "/api/contacts/%s", id);
	const struct rebound_connect_request request = {.method = "GET", .path = path};
	GError *problem = NULL;
	g_autoptr(rebound_json_value) json = ask(connection, &request, "contact", &problem);

	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	/* Gone, or somebody else has the say by now. */
	if (json == NULL || !is_ours(find_entry(rebound_json_value_at(json, "contact"))))
		return TRUE;
	answer->result = REBOUND_CONNECT_CHANGED;
	return change_entry(connection, id, "remove", "", error);
}

/* Of a try whose answer was lost no contact is known: all with our comment. */
static gboolean find_ours(struct rebound_connection *connection, const char *address,
	const char **memo, GError **error)
{
	if (!can_be_searched(address))
		return TRUE;
	g_autoptr(rebound_json_value) json = find_contacts(connection, address, error);
	const struct rebound_json_value *contacts = rebound_json_value_at(json, "contacts");
	for (guint i = 0; i < rebound_json_value_count(contacts); i++) {
		const struct rebound_json_value *contact = rebound_json_value_get(contacts, i);
		const char *email = get_email(contact);
		const char *id = rebound_json_value_text(contact, "id");

		if (email != NULL && g_ascii_strcasecmp(email, address) == 0 && is_number(id))
			*memo = rebound_memo_add(connection->arena, *memo, id);
	}
	return json != NULL;
}

static gboolean release(struct rebound_connection *connection,
	const struct rebound_connect_change *change, struct rebound_connect_answer *answer,
	GError **error)
{
	const char *memo = change->memo;

	answer->result = REBOUND_CONNECT_ALREADY;
	if (memo == NULL && !find_ours(connection, change->address, &memo, error))
		return FALSE;
	g_auto(GStrv) ids = g_strsplit(memo != NULL ? memo : "", " ", -1);
	for (char **id = ids; *id != NULL; id++)
		if (is_number(*id) && !release_contact(connection, *id, answer, error))
			return FALSE;
	return TRUE;
}

const struct rebound_connector rebound_connector_mautic = {
	.name = "mautic",
	.title = "Mautic with its API enabled",
	.credentials = credentials,
	.suppress = suppress,
	.release = release,
};
