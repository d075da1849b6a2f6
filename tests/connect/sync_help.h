/* SPDX-License-Identifier: MIT */
#pragma once

#include "check_rebound.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "api_server.h"
#include "core/connect/sync.h"

/**
 * @file
 * A store with suppressions, and a connection to a stand-in.
 */

#define NOON 1767268800 /* 2026-01-01T12:00:00Z */
#define DAY  (24 * 60 * 60)

struct desk {
	struct api_server *server;
	struct rebound_store *store;
	struct rebound_connection connection;
	GString *told; /* "suppressed ann@example.org; ..." of the last sync */
	gint64 now;
	gint64 since;
	gboolean again;
	char *error; /* of the last sync; NULL */
	int code;
};

static inline struct rebound_credentials *make_credentials(const char *text)
{
	static const char *const names[] = {"user", "password", "application", "listmaster", NULL};
	g_autofree char *folder = g_dir_make_tmp("rebound-connect-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "login", NULL);

	ck_assert(g_file_set_contents(path, text, -1, NULL));
	ck_assert_int_eq(chmod(path, 0600), 0);
	struct rebound_credentials *credentials = rebound_credentials_load(path, names, NULL);
	ck_assert_ptr_nonnull(credentials);
	g_remove(path);
	g_rmdir(folder);
	return credentials;
}

static inline void open_desk(struct desk *desk, struct api_server *server,
	const struct rebound_connector *connector, const char *base, const char *credentials)
{
	*desk = (struct desk){.server = server, .now = NOON, .told = g_string_new(NULL)};
	desk->store = rebound_store_open("/nowhere/to/be/found", REBOUND_STORE_MEMORY, NULL);
	ck_assert_ptr_nonnull(desk->store);
	desk->connection = (struct rebound_connection){.connector = connector,
		.http = rebound_http_new(NULL),
		.arena = rebound_arena_new(),
		.credentials = make_credentials(credentials),
		.url = g_strdup_printf("http://127.0.0.1:%u%s", server->port, base),
		.tries = 3,
		.wait = 1000};
	ck_assert_ptr_nonnull(desk->connection.http);
}

static inline void close_desk(struct desk *desk)
{
	rebound_store_free(desk->store);
	rebound_http_free(desk->connection.http);
	rebound_arena_free(desk->connection.arena);
	rebound_credentials_free(desk->connection.credentials);
	g_free(desk->connection.url);
	g_string_free(desk->told, TRUE);
	g_free(desk->error);
}

static inline void suppress_for(
	struct desk *desk, const char *address, const char *cause, gint64 since, gint64 until)
{
	g_autofree char *key = g_ascii_strdown(address, -1);
	struct rebound_suppression row = {.address = address,
		.address_key = key,
		.domain = strrchr(key, '@') + 1,
		.state = REBOUND_STATE_ACTIVE,
		.cause = cause,
		.since = since,
		.until = until};

	ck_assert(rebound_store_suppress(desk->store, &row, since, NULL, NULL));
}

static inline void suppress(struct desk *desk, const char *address, const char *cause)
{
	suppress_for(desk, address, cause, desk->now, 0);
}

/* A person ends the suppression of an address. */
static inline void free_address(struct desk *desk, const char *address)
{
	struct rebound_suppression_filter filter = {
		.address_key = address, .state = REBOUND_STATE_COUNT, .now = desk->now};

	ck_assert_int_eq(rebound_store_set_state(desk->store, &filter, REBOUND_STATE_ENDED,
				 "by hand", desk->now, NULL),
		1);
}

static inline void take_told(
	enum rebound_sync_event event, const char *address, const char *why, void *data)
{
	static const char *const names[] = {
		"suppressed", "released", "already", "absent", "refused", "by hand"};
	GString *told = ((struct desk *)data)->told;

	g_string_append_printf(told, "%s%s %s", told->len > 0 ? "; " : "", names[event], address);
}

static inline gboolean run_sync(struct desk *desk, gboolean dry_run)
{
	struct rebound_sync_options options = {.store = desk->store,
		.connection = &desk->connection,
		.since = desk->since,
		.again = desk->again,
		.dry_run = dry_run,
		.now = desk->now,
		.told = take_told,
		.data = desk};
	g_autoptr(GError) error = NULL;

	g_string_truncate(desk->told, 0);
	g_clear_pointer(&desk->error, g_free);
	gboolean good = rebound_sync(&options, &error);
	if (error != NULL) {
		desk->error = g_strdup(error->message);
		desk->code = error->code;
	}
	return good;
}

/** A sync that succeeds, and what it told. */
static inline void check_sync(struct desk *desk, const char *expected)
{
	ck_assert_msg(run_sync(desk, FALSE), "%s", desk->error);
	ck_assert_str_eq(desk->told->str, expected);
}

/** A sync that fails with an error of this code and words. */
static inline void check_failure(struct desk *desk, int code, const char *words)
{
	ck_assert(!run_sync(desk, FALSE));
	ck_assert_msg(desk->code == code && strstr(desk->error, words) != NULL, "%d: %s",
		desk->code, desk->error);
	/* Whatever goes wrong, no credential is shown. */
	ck_assert_ptr_null(strstr(desk->error, "s3cret"));
}
