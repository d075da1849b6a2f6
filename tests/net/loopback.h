/* SPDX-License-Identifier: MIT */
#pragma once

#include <arpa/inet.h>
#include <check.h>
#include <glib.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/**
 * @file
 * Listening on 127.0.0.1, and taking in an HTTP request: what the servers of the tests share.
 */

/** A socket that listens on a port which is free; *port is set to it. */
static inline int loopback_listen(guint *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	/* A proxy of the environment has no business here. */
	g_setenv("no_proxy", "*", TRUE);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&address, len), 0);
	ck_assert_int_eq(listen(fd, 16), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&address, &len), 0);
	*port = ntohs(address.sin_port);
	return fd;
}

/** The next connection, which is not waited for longer than 10 seconds at a time; -1 when the
 * socket was shut down. */
static inline int loopback_accept(int socket)
{
	struct timeval limit = {10, 0};
	int fd = accept(socket, NULL, NULL);

	if (fd >= 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	return fd;
}

/** Whether an HTTP request is there with all of its body. */
static inline gboolean loopback_is_whole(const GString *request)
{
	const char *end = strstr(request->str, "\r\n\r\n");
	const char *length = strstr(request->str, "Content-Length: ");

	if (end == NULL)
		return FALSE;
	gsize body =
		length != NULL && length < end
			? (gsize)g_ascii_strtoull(length + strlen("Content-Length: "), NULL, 10)
			: 0;
	return request->len >= (gsize)(end + 4 - request->str) + body;
}

/** Read a request as far as it comes. */
static inline GString *loopback_read_request(int fd)
{
	GString *request = g_string_new(NULL);
	char bytes[4096];
	ssize_t count;

	while (!loopback_is_whole(request) && (count = read(fd, bytes, sizeof(bytes))) > 0)
		g_string_append_len(request, bytes, count);
	return request;
}
