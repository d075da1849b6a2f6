/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sys/stat.h>

#include <rebound/error.h>
#include "core/base/text.h"
#include "core/run/delivery.h"

enum { ANSWER_BYTES = 300, SECRET_BYTES = 4096, BODY_BYTES = 4096 };

static const char secret_mark[] = "whsec_";

static char *one_line(const char *text, gsize len)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	return g_strdup(rebound_text_line(arena, text, len, ANSWER_BYTES));
}

/* A file that holds a secret: its text without the line end; NULL with *problem set. */
static char *read_secret(const char *path, char **problem)
{
	g_autoptr(GError) error = NULL;
	struct stat info;
	char *text = NULL;
	gsize len = 0;

	if (stat(path, &info) == 0 && (info.st_mode & S_IROTH) != 0) {
		*problem = g_strdup_printf(
			"%s: everybody on this machine can read it; chmod o-r it", path);
		return NULL;
	}
	if (!g_file_get_contents(path, &text, &len, &error)) {
		*problem = one_line(error->message, strlen(error->message));
		return NULL;
	}
	g_strchomp(text);
	if (text[0] != '\0' && len <= SECRET_BYTES && strlen(text) <= len)
		return text;
	*problem = g_strdup_printf("%s: holds no secret", path);
	g_free(text);
	return NULL;
}

static char *sign(const char *secret, const char *key, const char *time, const char *body)
{
	gboolean encoded = g_str_has_prefix(secret, secret_mark);
	gsize len = strlen(secret);
	g_autofree guchar *bytes = encoded ? g_base64_decode(secret + strlen(secret_mark), &len)
					   : (guchar *)g_strdup(secret);
	guint8 digest[32];
	gsize size = sizeof(digest);

	GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA256, bytes, len);
	g_autofree char *head = g_strdup_printf("%s.%s.", key, time);
	g_hmac_update(hmac, (const guchar *)head, -1);
	g_hmac_update(hmac, (const guchar *)body, (gssize)strlen(body));
	g_hmac_get_digest(hmac, digest, &size);
	g_hmac_unref(hmac);
	g_autofree char *text = g_base64_encode(digest, size);
	return g_strdup_printf("webhook-signature: v1,%s", text);
}

/* All headers; NULL with *problem set. */
static GPtrArray *make_headers(const struct rebound_target *target,
	const struct rebound_outbox_row *row, gint64 now, char **problem)
{
	g_autoptr(GPtrArray) headers = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *time = g_strdup_printf("%" G_GINT64_FORMAT, now);

	g_ptr_array_add(headers, g_strdup("Content-Type: application/json"));
	g_ptr_array_add(headers, g_strdup_printf("Idempotency-Key: %s", row->key));
	g_ptr_array_add(headers, g_strdup_printf("webhook-id: %s", row->key));
	g_ptr_array_add(headers, g_strdup_printf("webhook-timestamp: %s", time));
	if (target->secret_file != NULL) {
		g_autofree char *secret = read_secret(target->secret_file, problem);

		if (secret == NULL)
			return NULL;
		g_ptr_array_add(headers, sign(secret, row->key, time, row->payload));
	}
	if (target->token_file != NULL) {
		g_autofree char *token = read_secret(target->token_file, problem);

		if (token == NULL)
			return NULL;
		g_ptr_array_add(headers, g_strdup_printf("Authorization: Bearer %s", token));
	}
	g_ptr_array_add(headers, NULL);
	return g_steal_pointer(&headers);
}

static enum rebound_delivery_outcome judge(guint status)
{
	if (status >= 200 && status < 300)
		return REBOUND_DELIVERY_DONE;
	return status >= 500 || status == 408 || status == 425 || status == 429
		       ? REBOUND_DELIVERY_AGAIN
		       : REBOUND_DELIVERY_FINAL;
}

static char *tell_answer(const struct rebound_http_response *response)
{
	g_autofree char *body = one_line(response->body->str, response->body->len);
	const char *moved = rebound_http_response_header(response, "Location");

	if (response->status >= 300 && response->status < 400 && moved != NULL) {
		g_autofree char *to = one_line(moved, strlen(moved));

		return g_strdup_printf(
			"%u: it has moved to %s; put that into the settings", response->status, to);
	}
	return body[0] != '\0' ? g_strdup_printf("%u: %s", response->status, body)
			       : g_strdup_printf("%u", response->status);
}

void rebound_delivery_post(struct rebound_http *http, const struct rebound_target *target,
	const struct rebound_outbox_row *row, gint64 now, struct rebound_delivery *delivery)
{
	struct rebound_http_response response;
	g_autoptr(GError) error = NULL;

	*delivery = (struct rebound_delivery){REBOUND_DELIVERY_AGAIN, -1, NULL};
	g_autoptr(GPtrArray) headers = make_headers(target, row, now, &delivery->answer);
	if (headers == NULL)
		return;
	struct rebound_http_request request = {.method = "POST",
		.url = target->url,
		.headers = (const char *const *)headers->pdata,
		.body = row->payload,
		.body_len = strlen(row->payload),
		.seconds = (guint)MIN(target->timeout, G_MAXINT),
		.body_limit = BODY_BYTES};
	if (rebound_http_send(http, &request, &response, &error)) {
		delivery->outcome = judge(response.status);
		delivery->after = rebound_http_response_retry_after(&response, now);
		delivery->answer = tell_answer(&response);
	} else {
		/* A certificate or a URL may be mended by the operator. */
		delivery->answer = one_line(error->message, strlen(error->message));
	}
	rebound_http_response_clear(&response);
}
