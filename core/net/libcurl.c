/* SPDX-License-Identifier: MIT */
#include "core/net/libcurl.h"

#include <dlfcn.h>
#include <string.h>

#include <rebound/error.h>
#include "core/base/text.h"

enum { CONNECT_SECONDS = 10, SECONDS = 30, SHOWN_BYTES = 300 };

/* Debian builds it with either TLS library. */
static const char *const files[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};

static struct rebound_libcurl functions;

/* One function of the library; dlsym() gives no function pointer that C could assign. */
static gboolean find(void *library, const char *name, void *function)
{
	void *symbol = dlsym(library, name);

	memcpy(function, &symbol, sizeof(symbol));
	return symbol != NULL;
}

static gboolean load(void)
{
	CURLcode (*global_init)(long flags) = NULL;
	void *library = NULL;

	for (guint i = 0; library == NULL && i < G_N_ELEMENTS(files); i++)
		library = dlopen(files[i], RTLD_NOW | RTLD_LOCAL);
	/* It stays for the life of the process. */
	return library != NULL && find(library, "curl_global_init", (void *)&global_init) &&
	       find(library, "curl_easy_init", (void *)&functions.easy_init) &&
	       find(library, "curl_easy_reset", (void *)&functions.easy_reset) &&
	       find(library, "curl_easy_cleanup", (void *)&functions.easy_cleanup) &&
	       find(library, "curl_easy_setopt", (void *)&functions.easy_setopt) &&
	       find(library, "curl_easy_perform", (void *)&functions.easy_perform) &&
	       find(library, "curl_easy_getinfo", (void *)&functions.easy_getinfo) &&
	       find(library, "curl_easy_strerror", (void *)&functions.easy_strerror) &&
	       find(library, "curl_slist_append", (void *)&functions.slist_append) &&
	       find(library, "curl_slist_free_all", (void *)&functions.slist_free_all) &&
	       find(library, "curl_getdate", (void *)&functions.getdate) &&
	       global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

const struct rebound_libcurl *rebound_libcurl_load(GError **error)
{
	static gsize loaded; /* 0 not tried, 1 there, 2 missing */

	if (g_once_init_enter(&loaded))
		g_once_init_leave(&loaded, load() ? 1 : 2);
	if (loaded == 1)
		return &functions;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_UNAVAILABLE,
		"this task needs libcurl, which is not here: apt-get install libcurl4");
	return NULL;
}

void rebound_libcurl_prepare(const struct rebound_libcurl *curl, CURL *handle, const char *schemes,
	guint connect_seconds, guint seconds)
{
	curl->easy_reset(handle);
	curl->easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
	curl->easy_setopt(handle, CURLOPT_PROTOCOLS_STR, schemes);
	curl->easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, schemes);
	curl->easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
	curl->easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
	curl->easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
	curl->easy_setopt(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl->easy_setopt(handle, CURLOPT_CONNECTTIMEOUT,
		(long)(connect_seconds != 0 ? connect_seconds : CONNECT_SECONDS));
	curl->easy_setopt(handle, CURLOPT_TIMEOUT, (long)(seconds != 0 ? seconds : SECONDS));
}

const char *rebound_libcurl_show_url(struct rebound_arena *arena, const char *url)
{
	const char *authority = strstr(url, "://");
	gsize len = strcspn(url, "?#");

	authority = authority != NULL ? authority + strlen("://") : url;
	if (authority > url + len)
		authority = url;
	gsize scheme = (gsize)(authority - url);
	gsize host = strcspn(authority, "/?#");
	const char *user_end = memrchr(authority, '@', host);
	const char *shown = user_end != NULL ? user_end + 1 : authority;
	const char *text = rebound_arena_printf(
		arena, "%.*s%.*s", (int)scheme, url, (int)(url + len - shown), shown);
	return rebound_text_line(arena, text, strlen(text), SHOWN_BYTES);
}

static enum rebound_error error_of(CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_GOT_NOTHING:
	case CURLE_PARTIAL_FILE:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
	case CURLE_AGAIN:
		return REBOUND_ERROR_BUSY;
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT:
		return REBOUND_ERROR_USAGE;
	default:
		return REBOUND_ERROR_IO;
	}
}

void rebound_libcurl_set_error(const struct rebound_libcurl *curl, CURLcode code, const char *url,
	const char *detail, GError **error)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *text = detail[0] != '\0' ? detail : curl->easy_strerror(code);

	g_set_error(error, REBOUND_ERROR, error_of(code), "%s: %s",
		rebound_libcurl_show_url(arena, url),
		rebound_text_line(arena, text, strlen(text), SHOWN_BYTES));
}
