/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * HTTP requests, for the commands that exist to make them (the outbox, connectors to list
 * managers). Certificates are checked; nothing but http and https is spoken. A proxy is taken from
 * the environment (https_proxy, no_proxy), as by other programs.
 */

struct rebound_http;
typedef struct rebound_http rebound_http; /* for g_autoptr only */

struct rebound_http_request {
	const char *method;	    /**< "GET", "POST", ... */
	const char *url;	    /**< http or https; the caller has escaped what it put in */
	const char *const *headers; /**< "Name: value", NULL-terminated; NULL: none */
	const char *body;	    /**< NULL: none */
	gsize body_len;
	const char *user, *password; /**< of Basic authentication; NULL: none */
	const char *ca_file;	     /**< certificates to trust instead of the system's; NULL */
	guint connect_seconds;	     /**< 0: 10 */
	guint seconds;		     /**< for the whole request; 0: 30 */
	guint redirects;	     /**< at most so many are followed; never from https to http */
	gsize body_limit;	     /**< of the answer, in bytes; 0: 1 MB */
};

struct rebound_http_response {
	guint status;
	GPtrArray *headers; /**< "Name: value" as they came, of the last answer */
	GString *body;
	gboolean is_cut; /**< the body is longer than the limit */
};

/** A client: requests to the same host share a connection. NULL with error set (UNAVAILABLE) where
 * libcurl is not installed. */
struct rebound_http *rebound_http_new(GError **error);
void rebound_http_free(struct rebound_http *http);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_http, rebound_http_free)

/**
 * Make one request. An answer of any status is TRUE.
 *
 * A method, header, user or URL with a control in it is refused (USAGE).
 *
 * @param response  filled; the caller clears it, also after an error
 * @return FALSE with error set: BUSY where another try may help (no connection, time over), USAGE
 *         for a URL that is none, IO for the rest (a certificate that is not trusted)
 */
gboolean rebound_http_send(struct rebound_http *http, const struct rebound_http_request *request,
	struct rebound_http_response *response, GError **error);
void rebound_http_response_clear(struct rebound_http_response *response);

/** The value of a header, without case in its name; NULL where it is not there. */
const char *rebound_http_response_header(
	const struct rebound_http_response *response, const char *name);

/**
 * In how many seconds the server asks to be tried again: Retry-After (RFC 9110 section 10.2.3) as a
 * number or a date; -1 where it does not say.
 *
 * @param now  in seconds since 1970
 */
gint64 rebound_http_response_retry_after(const struct rebound_http_response *response, gint64 now);
