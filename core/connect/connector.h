/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"
#include "core/net/credentials.h"
#include "core/net/http.h"

/**
 * @file
 * What a list manager can be told of a suppression. One file for each connector; sync.c tells them.
 */

struct rebound_connection;

/** One address to be told about. Strings are good during the call. */
struct rebound_connect_change {
	const char *address;
	const char *cause; /**< a reason's or kind's name, or "manual"; NULL where none stands */
	/** What we changed before, or of a try whose answer was lost: what we were about to change.
	 */
	const char *memo;
};

enum rebound_connect_result {
	REBOUND_CONNECT_CHANGED,
	REBOUND_CONNECT_ALREADY, /**< nothing had to be changed */
	REBOUND_CONNECT_ABSENT,	 /**< the address is not known there */
	REBOUND_CONNECT_REFUSED, /**< this address can't be told; why says it */
};

struct rebound_connect_answer {
	enum rebound_connect_result result;
	const char *memo; /**< what was changed, to be changed back; in the connection's arena */
	const char *why;  /**< of a refusal, for people; in the connection's arena */
};

struct rebound_connector {
	const char *name;
	const char *title;		/**< for people: "Mailman 3" */
	const char *const *credentials; /**< names of the file's lines, all of them needed */

	/** Look whether it is there and lets us in; before the first change. May be NULL. */
	gboolean (*check)(struct rebound_connection *connection, GError **error);

	/**
	 * Stop mails to an address. Doing it twice is no harm.
	 *
	 * @return FALSE with error set where no other address has to be tried either: BUSY for a
	 *         server that can't be reached, SYNTAX for a URL or credentials that are wrong
	 */
	gboolean (*suppress)(struct rebound_connection *connection,
		const struct rebound_connect_change *change, struct rebound_connect_answer *answer,
		GError **error);

	/** Take back what memo says. NULL where that can't be done from outside. */
	gboolean (*release)(struct rebound_connection *connection,
		const struct rebound_connect_change *change, struct rebound_connect_answer *answer,
		GError **error);
};

extern const struct rebound_connector rebound_connector_mailman;
extern const struct rebound_connector rebound_connector_listmonk;
extern const struct rebound_connector rebound_connector_mautic;
extern const struct rebound_connector rebound_connector_sympa;

/** A connector by its name; NULL for none. */
const struct rebound_connector *rebound_connector_find(const char *name);


/** How a list manager is reached. */
struct rebound_connection {
	const struct rebound_connector *connector;
	struct rebound_http *http;
	struct rebound_credentials *credentials;
	struct rebound_arena *arena; /**< of one change */
	char *url;		     /**< without a slash at its end */
	const char *ca_file;	     /**< or NULL */
	gint64 interval;	     /**< microseconds between two requests */
	gint64 next;		     /**< when the next one may be, monotonic */
	guint tries;		     /**< of a request that the server is too busy for */
	gint64 wait;		     /**< microseconds before the second try; doubled for each */
	/** Keep a memo of what is about to be changed, so that it is known after a crash. */
	gboolean (*note)(const char *memo, void *data, GError **error);
	void *data;
};

/**
 * Check and tidy a URL: http or https, no user or password, query or fragment.
 *
 * @param clear_text  whether http to another machine is allowed
 * @return without a slash at its end; the caller frees it; NULL with error set (USAGE)
 */
char *rebound_connection_read_url(const char *url, gboolean clear_text, GError **error);

/** What is sent: method and what stands behind the URL, with a body of a type or without. */
struct rebound_connect_request {
	const char *method;
	const char *path;	  /**< begins with a slash; what comes from an address is escaped */
	const char *content_type; /**< NULL: no body */
	const char *body;
	const char *header;	/**< one more, "Name: value", or NULL */
	gboolean without_login; /**< no Basic authentication */
	gboolean takes_500;	/**< 500 is an answer, as SOAP has it (a Fault) */
};

/**
 * Send a request, at the rate of the connection. A server that is too busy (429, 500, 502 to 504)
 * or can't be reached is asked again, after the time that it names, or after twice the last one.
 *
 * @param response  filled; the caller clears it, also after an error
 * @return FALSE with error set: BUSY where it stays so, SYNTAX for 401 and 403; a line with the
 * URL, never with a credential
 */
gboolean rebound_connection_send(struct rebound_connection *connection,
	const struct rebound_connect_request *request, struct rebound_http_response *response,
	GError **error);

/** Set error (SYNTAX) for an answer that does not fit the API; returns FALSE. */
gboolean rebound_connection_misfit(const struct rebound_connection *connection,
	const struct rebound_connect_request *request, const struct rebound_http_response *response,
	GError **error);

/** A value for a URL or a form, escaped; in the connection's arena. */
const char *rebound_connection_escape(struct rebound_connection *connection, const char *text);

/** Whether a memo, words with a blank between, has a word. */
gboolean rebound_memo_has(const char *memo, const char *word);

/** A memo with one word more; NULL is an empty one. In the arena. */
const char *rebound_memo_add(struct rebound_arena *arena, const char *memo, const char *word);
