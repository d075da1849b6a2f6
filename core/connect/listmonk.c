/* SPDX-License-Identifier: MIT */
#include "core/connect/connector.h"

#include <string.h>

#include <yajl/yajl_gen.h>

#include "core/connect/json.h"

/*
 * listmonk, its own webhook for bounces (https://listmonk.app/docs/bounces/). What listmonk does
 * about one stands in its settings: by default a hard bounce or a complaint blocklists the
 * subscriber. An address that listmonk does not know is passed over there without a word.
 *
 * It can't be taken back from outside: blocklisting also unsubscribes from every list, and the API
 * gives no way to learn from which.
 */

static const char *const credentials[] = {"user", "password", NULL};

static void put(yajl_gen gen, const char *text)
{
	yajl_gen_string(gen, (const unsigned char *)text, strlen(text));
}

static void put_pair(yajl_gen gen, const char *key, const char *value)
{
	put(gen, key);
	put(gen, value);
}

/* What was generated, and the generator's end. */
static const char *take_text(yajl_gen gen, struct rebound_arena *arena)
{
	const unsigned char *text;
	size_t len;

	yajl_gen_map_close(gen);
	yajl_gen_get_buf(gen, &text, &len);
	const char *copy = rebound_arena_copy(arena, (const char *)text, len);
	yajl_gen_free(gen);
	return copy;
}

/* meta is a string that holds JSON. */
static const char *make_meta(struct rebound_arena *arena, const char *cause)
{
	yajl_gen gen = yajl_gen_alloc(NULL);

	yajl_gen_map_open(gen);
	put_pair(gen, "reason", cause);
	return take_text(gen, arena);
}

static const char *make_body(
	struct rebound_arena *arena, const struct rebound_connect_change *change)
{
	yajl_gen gen = yajl_gen_alloc(NULL);

	yajl_gen_map_open(gen);
	put_pair(gen, "email", change->address);
	put_pair(gen, "source", "rebound");
	put_pair(gen, "type", strcmp(change->cause, "complaint") == 0 ? "complaint" : "hard");
	put_pair(gen, "meta", make_meta(arena, change->cause));
	return take_text(gen, arena);
}

static gboolean suppress(struct rebound_connection *connection,
	const struct rebound_connect_change *change, struct rebound_connect_answer *answer,
	GError **error)
{
	const struct rebound_connect_request request = {.method = "POST",
		.path = "/webhooks/bounce",
		.content_type = "application/json",
		.body = make_body(connection->arena, change)};
	struct rebound_http_response response;
	gboolean good = rebound_connection_send(connection, &request, &response, error);

	if (good) {
		g_autoptr(rebound_json_value) json =
			rebound_json_value_read(response.body->str, response.body->len);
		const char *why = rebound_json_value_text(json, "message");

		answer->result = REBOUND_CONNECT_CHANGED;
		if (response.status == 400 && why != NULL) {
			answer->result = REBOUND_CONNECT_REFUSED;
			answer->why = rebound_arena_string(connection->arena, why);
		} else if (response.status != 200 || rebound_json_value_at(json, "data") == NULL) {
			good = rebound_connection_misfit(connection, &request, &response, error);
		}
	}
	rebound_http_response_clear(&response);
	return good;
}

const struct rebound_connector rebound_connector_listmonk = {
	.name = "listmonk",
	.title = "listmonk",
	.credentials = credentials,
	.suppress = suppress,
};
