/* SPDX-License-Identifier: MIT */
#pragma once

#include <curl/curl.h>
#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * libcurl, loaded when the first request is made: no command that opens no socket holds a network
 * library, or pays for its start. Internal to the net layer.
 */

/** The functions of libcurl that are used. */
struct rebound_libcurl {
	CURL *(*easy_init)(void);
	void (*easy_reset)(CURL *handle);
	void (*easy_cleanup)(CURL *handle);
	CURLcode (*easy_setopt)(CURL *handle, CURLoption option, ...);
	CURLcode (*easy_perform)(CURL *handle);
	CURLcode (*easy_getinfo)(CURL *handle, CURLINFO info, ...);
	const char *(*easy_strerror)(CURLcode code);
	struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
	void (*slist_free_all)(struct curl_slist *list);
	time_t (*getdate)(const char *text, const time_t *unused);
};

/** The library, loaded and set up at the first call; NULL with error (UNAVAILABLE) where it is not
 * installed. */
const struct rebound_libcurl *rebound_libcurl_load(GError **error);

/**
 * What both protocols want: limits of time, no signals, certificates checked, nothing but the
 * schemes given.
 *
 * @param schemes          "http,https"
 * @param connect_seconds  0: 10
 * @param seconds          of the whole transfer, 0: 30
 */
void rebound_libcurl_prepare(const struct rebound_libcurl *curl, CURL *handle, const char *schemes,
	guint connect_seconds, guint seconds);

/** The URL as it may be shown: without user, password and query; one safe line in the arena. */
const char *rebound_libcurl_show_url(struct rebound_arena *arena, const char *url);

/**
 * Set error for a code of libcurl: BUSY where another try may succeed, USAGE where the URL is
 * wrong, else IO.
 *
 * @param detail  libcurl's error buffer, may be empty
 */
void rebound_libcurl_set_error(const struct rebound_libcurl *curl, CURLcode code, const char *url,
	const char *detail, GError **error);
