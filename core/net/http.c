/* SPDX-License-Identifier: MIT */
#include "core/net/http.h"

#include <string.h>

#include <rebound/error.h>
#include "core/net/libcurl.h"

enum {
	BODY_LIMIT = 1024 * 1024,
	HEADERS_LIMIT = 200,
	HEADER_BYTES = 8 * 1024,
	RETRY_AFTER_LIMIT = 30 * 24 * 3600
};

struct rebound_http {
	const struct rebound_libcurl *curl;
	CURL *handle;
	char detail[CURL_ERROR_SIZE];
};

/* An answer while it comes in. */
struct receiving {
	struct rebound_http_response *response;
	gsize limit;
};

struct rebound_http *rebound_http_new(GError **error)
{
	const struct rebound_libcurl *curl = rebound_libcurl_load(error);

	if (curl == NULL)
		return NULL;
	struct rebound_http *http = g_new0(struct rebound_http, 1);
	http->curl = curl;
	http->handle = curl->easy_init();
	return http;
}

void rebound_http_free(struct rebound_http *http)
{
	if (http == NULL)
		return;
	http->curl->easy_cleanup(http->handle);
	g_free(http);
}

static size_t take_body(char *bytes, size_t size, size_t count, void *data)
{
	struct receiving *receiving = data;
	GString *body = receiving->response->body;
	gsize len = size * count;
	gsize room = receiving->limit - body->len;

	g_string_append_len(body, bytes, (gssize)MIN(len, room));
	receiving->response->is_cut = len > room;
	return len > room ? 0 : len; /* 0 ends the transfer */
}

static size_t take_header(char *bytes, size_t size, size_t count, void *data)
{
	struct receiving *receiving = data;
	GPtrArray *headers = receiving->response->headers;
	gsize len = size * count;

	/* Each answer, those that lead to another one as well, begins with a status line. */
	if (len >= strlen("HTTP/") && memcmp(bytes, "HTTP/", strlen("HTTP/")) == 0)
		g_ptr_array_set_size(headers, 0);
	else if (headers->len < HEADERS_LIMIT && memchr(bytes, '\0', len) == NULL)
		g_ptr_array_add(headers, g_strchomp(g_strndup(bytes, MIN(len, HEADER_BYTES))));
	return len;
}

/* No string of a request may begin a line of its own. */
static gboolean is_one_line(const char *text)
{
	for (; text != NULL && *text != '\0'; text++)
		if ((guchar)*text < ' ' || *text == 0x7f)
			return FALSE;
	return TRUE;
}

static gboolean check_request(const struct rebound_http_request *request, GError **error)
{
	gboolean good = is_one_line(request->method) && is_one_line(request->url) &&
			is_one_line(request->user) && is_one_line(request->password);

	for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i++)
		good = good && is_one_line(request->headers[i]);
	if (!good)
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
			"a URL, header or password of a request holds a control character");
	return good;
}

static void set_redirects(
	const struct rebound_http *http, const struct rebound_http_request *request)
{
	if (request->redirects == 0)
		return;
	http->curl->easy_setopt(http->handle, CURLOPT_FOLLOWLOCATION, 1L);
	http->curl->easy_setopt(http->handle, CURLOPT_MAXREDIRS, (long)request->redirects);
	if (g_ascii_strncasecmp(request->url, "https:", strlen("https:")) == 0)
		http->curl->easy_setopt(http->handle, CURLOPT_REDIR_PROTOCOLS_STR, "https");
}

static void set_request(const struct rebound_http *http, const struct rebound_http_request *request,
	struct curl_slist *headers)
{
	CURLcode (*set)(CURL *, CURLoption, ...) = http->curl->easy_setopt;
	CURL *handle = http->handle;

	set(handle, CURLOPT_URL, request->url);
	if (request->body != NULL) {
		set(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_len);
		set(handle, CURLOPT_POSTFIELDS, request->body);
	} else if (strcmp(request->method, "HEAD") == 0) {
		set(handle, CURLOPT_NOBODY, 1L);
	}
	set(handle, CURLOPT_CUSTOMREQUEST, request->method);
	set(handle, CURLOPT_HTTPHEADER, headers);
	set(handle, CURLOPT_USERAGENT, "rebound/" REBOUND_VERSION);
	if (request->user != NULL) {
		set(handle, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
		set(handle, CURLOPT_USERNAME, request->user);
		set(handle, CURLOPT_PASSWORD, request->password != NULL ? request->password : "");
	}
	if (request->ca_file != NULL)
		set(handle, CURLOPT_CAINFO, request->ca_file);
}

gboolean rebound_http_send(struct rebound_http *http, const struct rebound_http_request *request,
	struct rebound_http_response *response, GError **error)
{
	const struct rebound_libcurl *curl = http->curl;
	struct receiving receiving = {
		response, request->body_limit != 0 ? request->body_limit : BODY_LIMIT};
	struct curl_slist *headers = NULL;
	long status = 0;

	memset(response, 0, sizeof(*response));
	response->headers = g_ptr_array_new_with_free_func(g_free);
	response->body = g_string_new(NULL);
	if (!check_request(request, error))
		return FALSE;
	rebound_libcurl_prepare(
		curl, http->handle, "http,https", request->connect_seconds, request->seconds);
	/* A body of some size would otherwise wait for "100 Continue" a second. */
	headers = curl->slist_append(headers, "Expect:");
	for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i++)
		headers = curl->slist_append(headers, request->headers[i]);
	set_request(http, request, headers);
	set_redirects(http, request);
	http->detail[0] = '\0';
	curl->easy_setopt(http->handle, CURLOPT_ERRORBUFFER, http->detail);
	curl->easy_setopt(http->handle, CURLOPT_WRITEFUNCTION, take_body);
	curl->easy_setopt(http->handle, CURLOPT_WRITEDATA, &receiving);
	curl->easy_setopt(http->handle, CURLOPT_HEADERFUNCTION, take_header);
	curl->easy_setopt(http->handle, CURLOPT_HEADERDATA, &receiving);
	CURLcode code = curl->easy_perform(http->handle);
	curl->easy_getinfo(http->handle, CURLINFO_RESPONSE_CODE, &status);
	curl->slist_free_all(headers);
	response->status = (guint)status;
	if (code == CURLE_OK || response->is_cut)
		return TRUE;
	rebound_libcurl_set_error(curl, code, request->url, http->detail, error);
	return FALSE;
}

void rebound_http_response_clear(struct rebound_http_response *response)
{
	g_clear_pointer(&response->headers, g_ptr_array_unref);
	if (response->body != NULL)
		g_string_free(response->body, TRUE);
	response->body = NULL;
}

const char *rebound_http_response_header(
	const struct rebound_http_response *response, const char *name)
{
	gsize len = strlen(name);

	for (guint i = 0; i < response->headers->len; i++) {
		const char *line = g_ptr_array_index(response->headers, i);

		if (g_ascii_strncasecmp(line, name, len) != 0 || line[len] != ':')
			continue;
		line += len + 1;
		return line + strspn(line, " \t");
	}
	return NULL;
}

gint64 rebound_http_response_retry_after(const struct rebound_http_response *response, gint64 now)
{
	const char *text = rebound_http_response_header(response, "Retry-After");
	gint64 date;
	guint64 seconds;

	if (text == NULL)
		return -1;
	if (g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT32, &seconds, NULL))
		return (gint64)MIN(seconds, RETRY_AFTER_LIMIT);
	const struct rebound_libcurl *curl = rebound_libcurl_load(NULL);
	date = curl != NULL ? (gint64)curl->getdate(text, NULL) : -1;
	return date < 0 ? -1 : CLAMP(date - now, 0, RETRY_AFTER_LIMIT);
}
