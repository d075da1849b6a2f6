/* SPDX-License-Identifier: MIT */
#include "core/connect/connector.h"

#include <string.h>

#include "core/connect/json.h"

/*
 * Mailman 3, its core's REST API 3.1 (https://docs.mailman3.org/projects/mailman/en/latest/src/
 * mailman/rest/docs/rest.html). Delivery is disabled for each membership of the address, as
 * Mailman's own bounce runner does it; the member stays, and keeps what he has set.
 *
 * The memo has a word for each membership that we disabled: MEMBER_ID:STATUS.
 */

#define FORM	  "application/x-www-form-urlencoded"
#define ENABLED	  "enabled"
#define BY_BOUNCE "by_bounces"
#define BY_OTHERS "by_moderator"

/* Longer ones are no UUID. */
enum { MEMBER_ID_BYTES = 64 };

static const char *const credentials[] = {"user", "password", NULL};

static gboolean check(struct rebound_connection *connection, GError **error)
{
	const struct rebound_connect_request request = {
		.method = "GET", .path = "/system/versions"};
	struct rebound_http_response response;
	gboolean good = rebound_connection_send(connection, &request, &response, error);

	if (good) {
		g_autoptr(rebound_json_value) json =
			rebound_json_value_read(response.body->str, response.body->len);

		good = (response.status == 200 &&
			       rebound_json_value_text(json, "mailman_version") != NULL) ||
		       rebound_connection_misfit(connection, &request, &response, error);
	}
	rebound_http_response_clear(&response);
	return good;
}

/* Mailman sends reminders to those that bounce; who complained or left shall get none. */
static const char *choose_status(const char *cause)
{
	static const char *const others[] = {"complaint", "unsubscribe", "manual", NULL};

	return cause != NULL && g_strv_contains(others, cause) ? BY_OTHERS : BY_BOUNCE;
}

/* It becomes a part of a path. */
static gboolean is_member_id(const char *text)
{
	if (text == NULL || *text == '\0' || strlen(text) > MEMBER_ID_BYTES)
		return FALSE;
	for (; *text != '\0'; text++)
		if (!g_ascii_isalnum(*text) && *text != '-')
			return FALSE;
	return TRUE;
}

/* The members that an address is, as words; NULL for none. */
static gboolean find_members(struct rebound_connection *connection, const char *address,
	const char **members, GError **error)
{
	const char *path = rebound_arena_printf(connection->arena, "/addresses/%s/memberships",
		rebound_connection_escape(connection, address));
	const struct rebound_connect_request request = {.method = "GET", .path = path};
	struct rebound_http_response response;
	gboolean good = rebound_connection_send(connection, &request, &response, error);

	*members = NULL;
	if (good && response.status != 404) {
		g_autoptr(rebound_json_value) json =
			rebound_json_value_read(response.body->str, response.body->len);
		const struct rebound_json_value *entries = rebound_json_value_at(json, "entries");

		good = (response.status == 200 && rebound_json_value_is_object(json)) ||
		       rebound_connection_misfit(connection, &request, &response, error);
		for (guint i = 0; good && i < rebound_json_value_count(entries); i++) {
			const struct rebound_json_value *entry = rebound_json_value_get(entries, i);
			const char *id = rebound_json_value_text(entry, "member_id");

			if (g_strcmp0(rebound_json_value_text(entry, "role"), "member") == 0 &&
				is_member_id(id))
				*members = rebound_memo_add(connection->arena, *members, id);
		}
	}
	rebound_http_response_clear(&response);
	return good;
}

/* The delivery status of a member; "" where the member is gone. */
static gboolean get_status(struct rebound_connection *connection, const char *member,
	const char **status, GError **error)
{
	const char *path =
		rebound_arena_printf(connection->arena, "/members/%s/preferences", member);
	const struct rebound_connect_request request = {.method = "GET", .path = path};
	struct rebound_http_response response;
	gboolean good = rebound_connection_send(connection, &request, &response, error);

	*status = "";
	if (good && response.status != 404) {
		g_autoptr(rebound_json_value) json =
			rebound_json_value_read(response.body->str, response.body->len);
		const char *text = rebound_json_value_text(json, "delivery_status");

		good = (response.status == 200 && rebound_json_value_is_object(json)) ||
		       rebound_connection_misfit(connection, &request, &response, error);
		/* What is not set is as the list has it: enabled. */
		*status = rebound_arena_string(connection->arena, text != NULL ? text : ENABLED);
	}
	rebound_http_response_clear(&response);
	return good;
}

static gboolean set_status(struct rebound_connection *connection, const char *member,
	const char *status, GError **error)
{
	const char *path =
		rebound_arena_printf(connection->arena, "/members/%s/preferences", member);
	const char *body = rebound_arena_printf(connection->arena, "delivery_status=%s", status);
	const struct rebound_connect_request request = {
		.method = "PATCH", .path = path, .content_type = FORM, .body = body};
	struct rebound_http_response response;

	gboolean good = rebound_connection_send(connection, &request, &response, error) &&
			(response.status == 204 || response.status == 404 ||
				rebound_connection_misfit(connection, &request, &response, error));
	rebound_http_response_clear(&response);
	return good;
}

/* The members that have to be disabled, as a memo; those that a lost try of ours disabled as well.
 */
static gboolean plan(struct rebound_connection *connection, const char *members,
	const struct rebound_connect_change *change, const char **memo, GError **error)
{
	const char *wanted = choose_status(change->cause);
	g_auto(GStrv) all = g_strsplit(members, " ", -1);

	*memo = NULL;
	for (char **member = all; *member != NULL; member++) {
		const char *word =
			rebound_arena_printf(connection->arena, "%s:%s", *member, wanted);
		const char *status;

		if (!get_status(connection, *member, &status, error))
			return FALSE;
		if (strcmp(status, ENABLED) == 0 ||
			(strcmp(status, wanted) == 0 && rebound_memo_has(change->memo, word)))
			*memo = rebound_memo_add(connection->arena, *memo, word);
	}
	return TRUE;
}

static gboolean suppress(struct rebound_connection *connection,
	const struct rebound_connect_change *change, struct rebound_connect_answer *answer,
	GError **error)
{
	const char *members;

	if (!find_members(connection, change->address, &members, error))
		return FALSE;
	answer->result = members != NULL ? REBOUND_CONNECT_ALREADY : REBOUND_CONNECT_ABSENT;
	if (members == NULL)
		return TRUE;
	if (!plan(connection, members, change, &answer->memo, error))
		return FALSE;
	if (answer->memo == NULL)
		return TRUE;
	answer->result = REBOUND_CONNECT_CHANGED;
	if (!connection->note(answer->memo, connection->data, error))
		return FALSE;
	g_auto(GStrv) words = g_strsplit(answer->memo, " ", -1);
	for (char **word = words; *word != NULL; word++) {
		char *status = strchr(*word, ':');

		*status++ = '\0';
		if (!set_status(connection, *word, status, error))
			return FALSE;
	}
	return TRUE;
}

/* A member whose status is no longer the one that we set was changed by somebody else. */
static gboolean enable(struct rebound_connection *connection, const char *member,
	const char *expected, struct rebound_connect_answer *answer, GError **error)
{
	const char *status;

	if (!get_status(connection, member, &status, error))
		return FALSE;
	if (strcmp(status, expected) != 0)
		return TRUE;
	answer->result = REBOUND_CONNECT_CHANGED;
	return set_status(connection, member, ENABLED, error);
}

static gboolean release(struct rebound_connection *connection,
	const struct rebound_connect_change *change, struct rebound_connect_answer *answer,
	GError **error)
{
	g_auto(GStrv) all = g_strsplit(change->memo != NULL ? change->memo : "", " ", -1);

	answer->result = REBOUND_CONNECT_ALREADY;
	for (char **word = all; *word != NULL; word++) {
		char *colon = strchr(*word, ':');

		if (colon == NULL)
			continue;
		*colon = '\0';
		if (is_member_id(*word) && !enable(connection, *word, colon + 1, answer, error))
			return FALSE;
	}
	return TRUE;
}

const struct rebound_connector rebound_connector_mailman = {
	.name = "mailman",
	.title = "Mailman 3 REST API",
	.credentials = credentials,
	.check = check,
	.suppress = suppress,
	.release = release,
};
