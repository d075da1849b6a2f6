/* SPDX-License-Identifier: MIT */
#include "core/connect/connector.h"

#include <string.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/text.h"

/* What is shown of an answer that does not fit. */
enum { SHOWN_BYTES = 200 };

/* Nobody waits longer for a server, whatever it says. */
#define LONGEST_WAIT ((gint64)60 * G_USEC_PER_SEC)

static const struct rebound_connector *const connectors[] = {&rebound_connector_mailman,
	&rebound_connector_listmonk, &rebound_connector_mautic, &rebound_connector_sympa};

const struct rebound_connector *rebound_connector_find(const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(connectors); i++)
		if (strcmp(connectors[i]->name, name) == 0)
			return connectors[i];
	return NULL;
}

static gboolean is_local(const char *host)
{
	return g_ascii_strcasecmp(host, "localhost") == 0 || g_str_has_prefix(host, "127.") ||
	       strcmp(host, "::1") == 0;
}

static char *refuse_url(const char *why, GError **error)
{
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE, "--url: %s", why);
	return NULL;
}

char *rebound_connection_read_url(const char *url, gboolean clear_text, GError **error)
{
	g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_NONE, NULL);
	const char *scheme = uri != NULL ? g_uri_get_scheme(uri) : "";
	const char *host = uri != NULL ? g_uri_get_host(uri) : NULL;

	if (host == NULL || host[0] == '\0' ||
		(strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0))
		return refuse_url("is no URL of a server; write https://HOST/PATH", error);
	if (g_uri_get_userinfo(uri) != NULL)
		return refuse_url("holds a user or password; write them into the file of "
				  "--credentials",
			error);
	if (g_uri_get_query(uri) != NULL || g_uri_get_fragment(uri) != NULL)
		return refuse_url("must end with the path, without ? or #", error);
	if (strcmp(scheme, "http") == 0 && !clear_text && !is_local(host))
		return refuse_url("the password would go in clear to another machine; use https, "
				  "or say --clear-text where the network is your own",
			error);
	char *tidy = g_strdup(url);
	for (gsize len = strlen(tidy); len > 0 && tidy[len - 1] == '/'; len--)
		tidy[len - 1] = '\0';
	return tidy;
}

const char *rebound_connection_escape(struct rebound_connection *connection, const char *text)
{
	g_autofree char *escaped = g_uri_escape_string(text, NULL, FALSE);

	return rebound_arena_string(connection->arena, escaped);
}

gboolean rebound_memo_has(const char *memo, const char *word)
{
	gsize len = strlen(word);

	for (const char *at = memo; at != NULL && *at != '\0';) {
		gsize here = strcspn(at, " ");

		if (here == len && memcmp(at, word, len) == 0)
			return TRUE;
		at += here + (at[here] == ' ' ? 1 : 0);
	}
	return FALSE;
}

const char *rebound_memo_add(struct rebound_arena *arena, const char *memo, const char *word)
{
	if (memo == NULL)
		return rebound_arena_string(arena, word);
	return rebound_memo_has(memo, word) ? memo
					    : rebound_arena_printf(arena, "%s %s", memo, word);
}

/* The first line of an answer, or why there was none. */
static const char *show_answer(
	struct rebound_arena *arena, const struct rebound_http_response *response)
{
	return rebound_text_line(
		arena, response->body->str, MIN(response->body->len, SHOWN_BYTES), SHOWN_BYTES);
}

gboolean rebound_connection_misfit(const struct rebound_connection *connection,
	const struct rebound_connect_request *request, const struct rebound_http_response *response,
	GError **error)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
		"%s: is no %s, or of a version that is not known here: %s %s gave %u%s: %s",
		connection->url, connection->connector->title, request->method, request->path,
		response->status, response->is_cut ? ", too long" : "",
		show_answer(arena, response));
	return FALSE;
}

static void sleep_until(gint64 time)
{
	for (gint64 left; (left = time - g_get_monotonic_time()) > 0;)
		g_usleep((gulong)MIN(left, G_USEC_PER_SEC));
}

static gboolean is_busy(
	const struct rebound_connect_request *request, const struct rebound_http_response *response)
{
	switch (response->status) {
	case 429:
	case 502:
	case 503:
	case 504:
		return TRUE;
	case 500:
		return !request->takes_500;
	default:
		return FALSE;
	}
}

static gboolean send_once(struct rebound_connection *connection,
	const struct rebound_connect_request *request, struct rebound_http_response *response,
	GError **error)
{
	g_autofree char *url = g_strconcat(connection->url, request->path, NULL);
	g_autofree char *type = request->content_type != NULL
					? g_strconcat("Content-Type: ", request->content_type, NULL)
					: NULL;
	const char *headers[] = {"Accept: application/json, text/xml", NULL, NULL, NULL};
	gsize count = 1;

	if (type != NULL)
		headers[count++] = type;
	if (request->header != NULL)
		headers[count++] = request->header;
	struct rebound_http_request whole = {.method = request->method,
		.url = url,
		.headers = headers,
		.body = request->body,
		.body_len = request->body != NULL ? strlen(request->body) : 0,
		.ca_file = connection->ca_file};

	if (!request->without_login) {
		whole.user = rebound_credentials_get(connection->credentials, "user");
		whole.password = rebound_credentials_get(connection->credentials, "password");
	}
	sleep_until(connection->next);
	connection->next = g_get_monotonic_time() + connection->interval;
	return rebound_http_send(connection->http, &whole, response, error);
}

/* How long to wait before the next try, by the server's word or by the number of tries. */
static gint64 choose_wait(const struct rebound_connection *connection,
	const struct rebound_http_response *response, guint try)
{
	gint64 asked = response->headers != NULL
			       ? rebound_http_response_retry_after(response, rebound_clock_now())
			       : -1;
	gint64 wait = connection->wait << MIN(try, 16);

	if (asked >= 0)
		wait = MAX(asked * G_USEC_PER_SEC, connection->wait);
	return MIN(wait, LONGEST_WAIT);
}

/* Whether the answer ends the run; sets error then. */
static gboolean is_refusal(const struct rebound_connection *connection,
	const struct rebound_http_response *response, GError **error)
{
	if (response->status != 401 && response->status != 403)
		return FALSE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
		"%s: the server does not let us in (%u): look at the file of --credentials and "
		"what that user may do",
		connection->url, response->status);
	return TRUE;
}

gboolean rebound_connection_send(struct rebound_connection *connection,
	const struct rebound_connect_request *request, struct rebound_http_response *response,
	GError **error)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	for (guint try = 0;; try++) {
		g_autoptr(GError) problem = NULL;
		gboolean answered = send_once(connection, request, response, &problem);

		if (answered && !is_busy(request, response))
			return !is_refusal(connection, response, error);
		if (!answered && !g_error_matches(problem, REBOUND_ERROR, REBOUND_ERROR_BUSY)) {
			g_propagate_error(error, g_steal_pointer(&problem));
			return FALSE;
		}
		if (try + 1 >= connection->tries) {
			g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_BUSY,
				"%s: %s: try again later, what was done is noted", connection->url,
				answered ? rebound_arena_printf(arena,
						   "the server is too busy (%u)", response->status)
					 : problem->message);
			return FALSE;
		}
		gint64 wait = choose_wait(connection, response, try);
		rebound_http_response_clear(response);
		sleep_until(g_get_monotonic_time() + wait);
	}
}
