/* SPDX-License-Identifier: MIT */
#pragma once

#include "net/loopback.h"

/**
 * @file
 * A server on 127.0.0.1 for one test: a thread that answers one connection after the other, until
 * it is stopped. HTTP requests get the answers of a list, SMTP commands those of a table.
 */

struct test_server {
	int fd;
	guint port;
	GThread *thread;
	GMutex mutex;
	GPtrArray *seen;	    /* requests, or SMTP commands and mails; read after the stop */
	const char *const *answers; /* HTTP: one a request; the last one is repeated */
	/* SMTP: "RCPT", "550 5.1.1 no such user\r\n", ...; other commands get a 250 */
	const char *const *replies;
	guint count;
};

static inline void test_server_keep(struct test_server *server, const char *text)
{
	g_mutex_lock(&server->mutex);
	g_ptr_array_add(server->seen, g_strdup(text));
	g_mutex_unlock(&server->mutex);
}

static inline gpointer test_server_http(gpointer data)
{
	struct test_server *server = (struct test_server *)data;
	int fd;

	while ((fd = loopback_accept(server->fd)) >= 0) {
		g_autoptr(GString) request = loopback_read_request(fd);

		if (request->len > 0) {
			const char *answer = server->answers[server->count];

			test_server_keep(server, request->str);
			if (server->answers[server->count + 1] != NULL)
				server->count++;
			send(fd, answer, strlen(answer), MSG_NOSIGNAL);
		}
		shutdown(fd, SHUT_WR);
		close(fd);
	}
	return NULL;
}

static inline const char *test_server_reply(const struct test_server *server, const char *line)
{
	for (guint i = 0; server->replies != NULL && server->replies[i] != NULL; i += 2)
		if (g_ascii_strncasecmp(line, server->replies[i], strlen(server->replies[i])) == 0)
			return server->replies[i + 1];
	if (g_ascii_strncasecmp(line, "DATA", 4) == 0)
		return "354 go on\r\n";
	if (g_ascii_strncasecmp(line, "QUIT", 4) == 0)
		return "221 2.0.0 bye\r\n";
	return "250 2.0.0 ok\r\n";
}

/* One SMTP connection: the banner is the reply to "CONNECT", the one to a mail that to ".". */
static inline void test_server_talk(struct test_server *server, int fd)
{
	g_autoptr(GString) line = g_string_new(NULL);
	const char *reply = test_server_reply(server, "CONNECT");
	gboolean in_data = FALSE, quit = FALSE;
	char byte;

	if (g_str_has_prefix(reply, "250"))
		reply = "220 test ESMTP\r\n";
	send(fd, reply, strlen(reply), MSG_NOSIGNAL);
	while (!quit && read(fd, &byte, 1) == 1) {
		g_string_append_c(line, byte);
		if (!g_str_has_suffix(line->str, in_data ? "\r\n.\r\n" : "\r\n"))
			continue;
		test_server_keep(server, line->str);
		reply = test_server_reply(server, in_data ? "." : line->str);
		quit = !in_data && g_ascii_strncasecmp(line->str, "QUIT", 4) == 0;
		in_data = !in_data && g_str_has_prefix(reply, "354");
		if (reply[0] == '\0')
			return; /* the connection breaks */
		if (strcmp(reply, "silence") != 0)
			send(fd, reply, strlen(reply), MSG_NOSIGNAL);
		g_string_truncate(line, 0);
	}
}

static inline gpointer test_server_smtp(gpointer data)
{
	struct test_server *server = (struct test_server *)data;
	int fd;

	while ((fd = loopback_accept(server->fd)) >= 0) {
		test_server_talk(server, fd);
		close(fd);
	}
	return NULL;
}

static inline void test_server_start(
	struct test_server *server, const char *const *answers, const char *const *replies)
{
	memset(server, 0, sizeof(*server));
	server->fd = loopback_listen(&server->port);
	server->answers = answers;
	server->replies = replies;
	server->seen = g_ptr_array_new_with_free_func(g_free);
	g_mutex_init(&server->mutex);
	server->thread = g_thread_new(
		"server", answers != NULL ? test_server_http : test_server_smtp, server);
}

/** Stop the thread; what it has seen stays. */
static inline void test_server_stop(struct test_server *server)
{
	shutdown(server->fd, SHUT_RDWR);
	g_thread_join(server->thread);
	close(server->fd);
}

static inline void test_server_clear(struct test_server *server)
{
	g_ptr_array_unref(server->seen);
	g_mutex_clear(&server->mutex);
}

static inline const char *test_server_seen(const struct test_server *server, guint index)
{
	ck_assert_uint_lt(index, server->seen->len);
	return (const char *)g_ptr_array_index(server->seen, index);
}
