/* SPDX-License-Identifier: MIT */
#pragma once

#include "net/loopback.h"

/**
 * @file
 * A stand-in for a list manager on 127.0.0.1: a thread that gives each HTTP request to a function
 * of the test, which keeps the state that the real one would keep.
 */

struct api_request {
	char *method, *path; /* as they came, still escaped */
	char *user;	     /* "user:password" of Basic authentication; NULL */
	char *type, *action; /* Content-Type and SOAPAction; NULL */
	char *body;
};

struct api_server {
	int fd;
	guint port;
	GThread *thread;
	GMutex mutex;
	GString *log;	/* "METHOD PATH BODY", a line a request */
	guint failures; /* so many requests get a 503 first */
	guint drops;	/* so many are carried out, and their answer is lost */
	/* Appends the answer: api_answer(). */
	void (*answer)(
		struct api_server *server, const struct api_request *request, GString *answer);
	void *data;
};

static inline void api_answer(GString *answer, guint status, const char *type, const char *body)
{
	g_string_append_printf(answer,
		"HTTP/1.1 %u x\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
		"Connection: close\r\n\r\n%s",
		status, type, strlen(body), body);
}

static inline void api_answer_json(GString *answer, guint status, const char *body)
{
	api_answer(answer, status, "application/json", body);
}

/* The value of a header; NULL where it is not there. */
static inline char *api_header(const char *head, const char *name)
{
	g_autofree char *start = g_strdup_printf("\r\n%s: ", name);
	const char *at = strstr(head, start);

	return at != NULL ? g_strndup(at + strlen(start), strcspn(at + strlen(start), "\r")) : NULL;
}

static inline void api_read(struct api_request *request, const char *text)
{
	const char *end = strstr(text, "\r\n\r\n");
	g_autofree char *head = g_strndup(text, (gsize)(end + 2 - text));
	g_auto(GStrv) words = g_strsplit(head, " ", 3);
	g_autofree char *login = api_header(head, "Authorization");
	gsize len;

	request->method = g_strdup(words[0]);
	request->path = g_strdup(words[1]);
	request->type = api_header(head, "Content-Type");
	request->action = api_header(head, "SOAPAction");
	request->body = g_strdup(end + 4);
	if (login != NULL && g_str_has_prefix(login, "Basic "))
		request->user = (char *)g_base64_decode(login + strlen("Basic "), &len);
	if (request->user != NULL)
		request->user = g_realloc(request->user, len + 1), request->user[len] = '\0';
}

static inline void api_request_clear(struct api_request *request)
{
	g_free(request->method);
	g_free(request->path);
	g_free(request->user);
	g_free(request->type);
	g_free(request->action);
	g_free(request->body);
}

static inline void api_serve(struct api_server *server, const char *text, GString *answer)
{
	struct api_request request = {0};

	api_read(&request, text);
	g_mutex_lock(&server->mutex);
	if (server->failures > 0) {
		server->failures--;
		api_answer(answer, 503, "text/plain", "later");
	} else {
		g_string_append_printf(server->log, "%s %s%s%s\n", request.method, request.path,
			request.body[0] != '\0' ? " " : "", request.body);
		server->answer(server, &request, answer);
		if (server->drops > 0 && strcmp(request.method, "GET") != 0) {
			server->drops--;
			g_string_truncate(answer, 0);
		}
	}
	g_mutex_unlock(&server->mutex);
	api_request_clear(&request);
}

static inline gpointer api_run(gpointer data)
{
	struct api_server *server = (struct api_server *)data;
	int fd;

	while ((fd = loopback_accept(server->fd)) >= 0) {
		g_autoptr(GString) request = loopback_read_request(fd), answer = g_string_new(NULL);

		if (loopback_is_whole(request))
			api_serve(server, request->str, answer);
		if (answer->len > 0)
			send(fd, answer->str, answer->len, MSG_NOSIGNAL);
		close(fd);
	}
	return NULL;
}

static inline void api_start(struct api_server *server,
	void (*answer)(struct api_server *, const struct api_request *, GString *), void *data)
{
	memset(server, 0, sizeof(*server));
	server->fd = loopback_listen(&server->port);
	server->log = g_string_new(NULL);
	server->answer = answer;
	server->data = data;
	g_mutex_init(&server->mutex);
	server->thread = g_thread_new("api", api_run, server);
}

static inline void api_stop(struct api_server *server)
{
	shutdown(server->fd, SHUT_RDWR);
	g_thread_join(server->thread);
	close(server->fd);
	g_string_free(server->log, TRUE);
	g_mutex_clear(&server->mutex);
}

/** How many requests were logged that begin so; forgets them. */
static inline guint api_count(struct api_server *server, const char *start)
{
	guint count = 0;

	g_mutex_lock(&server->mutex);
	g_auto(GStrv) lines = g_strsplit(server->log->str, "\n", -1);
	for (char **line = lines; *line != NULL; line++)
		count += **line != '\0' && g_str_has_prefix(*line, start);
	g_mutex_unlock(&server->mutex);
	return count;
}

static inline void api_forget(struct api_server *server)
{
	g_mutex_lock(&server->mutex);
	g_string_truncate(server->log, 0);
	g_mutex_unlock(&server->mutex);
}
