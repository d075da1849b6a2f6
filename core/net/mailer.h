/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Hands one mail to an SMTP server, for the command that exists for it. One recipient a
 * transaction; mails to the same server share a connection.
 */

struct rebound_mailer;
typedef struct rebound_mailer rebound_mailer; /* for g_autoptr only */

struct rebound_mailer_mail {
	const char *from; /**< of the envelope; "" is the null reverse path */
	const char *to;
	const char *data; /**< the whole mail; its line ends are sent as CRLF, dots are doubled */
	gsize len;
};

/** What the server said last; a refusal is data, so that it can be classified like any other. */
struct rebound_mailer_answer {
	guint reply;   /**< 250: taken over; 4xx and 5xx: refused */
	GString *text; /**< its lines, LF between them, bytes as they came */
	/** The command that it answers, in capitals: "CONNECT", "EHLO", "AUTH", "MAIL", "RCPT",
	 * "DATA", and "." for the mail itself. Also set after an error: "." says that all of the
	 * mail was sent, and that nobody knows what became of it. */
	char command[16];
};

/**
 * A mailer for a server: "smtp://relay.example.org:587", "smtps://relay.example.org". A path is
 * the name that it says in EHLO.
 *
 * Over smtp, STARTTLS with a certificate that is good for the name is required, but for a server
 * on this machine (localhost, 127.0.0.0/8, ::1), where none is used. "?starttls=required", "=try"
 * (used where offered, the certificate not looked at) and "=no" say otherwise. A password is never
 * sent in clear to another machine.
 *
 * @param user      NULL: no login
 * @param password  read from a file by the caller: one in a URL is refused, since others see it
 * @return NULL with error set: USAGE for a URL that is none, UNAVAILABLE without libcurl
 */
struct rebound_mailer *rebound_mailer_new(
	const char *url, const char *user, const char *password, GError **error);
void rebound_mailer_free(struct rebound_mailer *mailer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_mailer, rebound_mailer_free)

/** Trust the certificates of a file instead of the system's. */
void rebound_mailer_set_ca_file(struct rebound_mailer *mailer, const char *path);

/** Limits: of connecting (10) and of a whole mail (300); in seconds, 0 as it is. */
void rebound_mailer_set_times(struct rebound_mailer *mailer, guint connect_seconds, guint seconds);

/**
 * Send one mail. One with bytes beyond ASCII is not given to a server that does not announce
 * 8BITMIME (RFC 6152): it is not sent, and the error is IO.
 *
 * Addresses with a control, a space outside quotes or an angle bracket are refused (USAGE): check
 * them by rebound_address_read() before.
 *
 * @param answer  filled; the caller clears it, also after an error
 * @return TRUE where the server answered, whatever it said; FALSE with error set: BUSY where it may
 *         work later. Where the connection broke behind the last dot nobody knows whether the mail
 *         was taken over; this is BUSY as well.
 */
gboolean rebound_mailer_send(struct rebound_mailer *mailer, const struct rebound_mailer_mail *mail,
	struct rebound_mailer_answer *answer, GError **error);
void rebound_mailer_answer_clear(struct rebound_mailer_answer *answer);
