/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/taxonomy.h>

/**
 * @file
 * What one bounce says: the report, its recipients, and the verdict on each.
 *
 * Every string is valid UTF-8, one line, without control characters, and belongs to the report;
 * NULL means that the mail does not say. Times are seconds since 1970 in UTC, 0 where unknown.
 */

/** An enhanced status code such as 5.1.1 (RFC 3463); all zero means that none was given. */
struct rebound_status {
	guint8 klass; /**< 2, 4 or 5 */
	guint16 subject;
	guint16 detail;
};

/** How a message reports. */
enum rebound_format {
	REBOUND_FORMAT_NONE,
	REBOUND_FORMAT_DSN,   /**< RFC 3464, RFC 6533 */
	REBOUND_FORMAT_ARF,   /**< RFC 5965 */
	REBOUND_FORMAT_MDN,   /**< RFC 8098 */
	REBOUND_FORMAT_QSBMF, /**< qmail's bounce format */
	REBOUND_FORMAT_JSON,  /**< a mail whose body is a JSON notification */
	REBOUND_FORMAT_TEXT,  /**< human text only */
	REBOUND_FORMAT_COUNT
};

/** What the rules made of one recipient's entry. */
struct rebound_verdict {
	enum rebound_reason reason;
	enum rebound_fault fault;
	enum rebound_permanence permanence;
	enum rebound_advice advice;
	/**
	 * 0 to 1, by how specific the evidence is: 0.97 words of one provider, 0.95 words and a
	 * code that agree, 0.90 words, 0.85 a status with detail, 0.60 one without, 0.50 a reply
	 * code, 0.30 only that it failed, 0.10 nothing; eight tenths of that for human text and for
	 * evidence that contradicts itself. A card's own number stands for these. It orders
	 * verdicts, and is no measured share of right ones.
	 */
	double confidence;
	gint64 retry_after;   /**< seconds; 0 where nothing was hinted */
	const char *rule;     /**< the card that won; NULL where none did */
	const char *rule_at;  /**< its place, such as rules/mailbox.lua:12 */
	const char *evidence; /**< the words or the code that it won on */
};

/** A header line, or a field of a machine part, that is kept for rules. */
struct rebound_header {
	const char *name;  /**< as written */
	const char *value; /**< unfolded and decoded */
};

/** One recipient's entry. */
struct rebound_recipient {
	const char *address; /**< the final recipient, a valid address, or NULL */
	const char
		*original_address; /**< the address as the sender wrote it, where the mail tells */
	const char *address_as_given; /**< what stood there, where it is no valid address; for eyes
					 only */
	enum rebound_kind kind;
	const char *action; /**< as the mail says, in lower case */
	struct rebound_status
		status; /**< effective: the Status field's, the diagnostic's if it is better */
	struct rebound_status status_field;	 /**< as the Status field says */
	struct rebound_status status_diagnostic; /**< as the diagnostic text says */
	int reply;				 /**< SMTP reply code, 0 where none was given */
	const char *text;			 /**< the diagnostic, one line */
	const char *notice;  /**< what the human text says about this recipient beyond it */
	const char *command; /**< the SMTP command refused: CONNECT, HELO, MAIL, RCPT, DATA, ... */
	const char *remote_mta;
	const char *reporting_mta;
	const char *diagnostic_type; /**< smtp, x-postfix, x-unix, ... */
	gint64 last_attempt;
	gint64 will_retry_until;
	/** Where original_address looks like xtext (RFC 3461 section 4) that was given back as it
	 * was: the address that it stands for; nothing is done about it. */
	const char *original_address_alt;
	const char *new_address;  /**< where the mailbox is said to have moved to; only reported */
	const char *final_log_id; /**< Final-Log-ID */
	const struct rebound_header *extensions; /**< fields of its own that no standard defines */
	guint extension_count;
	gboolean nested; /**< found inside a mail that somebody forwarded: no action on it */
	struct rebound_verdict verdict;
};

/** What is known of the message that came back. */
struct rebound_original {
	const char *message_id; /**< without angle brackets */
	const char *from;	/**< address of From */
	const char *to;		/**< address of the first To */
	const char *subject;
	const char *list_id;
	const char *list_unsubscribe;
	const char *return_path; /**< its envelope sender */
	gint64 date;
	gboolean complete; /**< header and body came back */
};

/** A feedback report's own fields (RFC 5965). */
struct rebound_feedback {
	const char *type; /**< abuse, fraud, virus, not-spam, opt-out, ...; lower case; NULL: no
			     feedback */
	const char *user_agent;
	const char *source_ip;
	const char *reported_domain;
	const char *original_mail_from;
	const char *original_envelope_id;
	const char *feedback_id; /**< CFBL-Feedback-ID of the returned message (RFC 9477) */
	gint64 arrival_date;
};

struct rebound_report {
	const char *source; /**< path as given */
	guint64 index;	    /**< position among the messages of the source, from 0 */
	enum rebound_kind kind;
	enum rebound_format format;
	const char *message_id; /**< of the bounce itself, without angle brackets */
	const char *subject;
	const char *from;	 /**< address of From */
	const char *to;		 /**< address of the first To */
	const char *return_path; /**< "" for the null reverse path, NULL where it is not known */
	const char
		*envelope_recipient; /**< Delivered-To, X-Original-To: where the bounce came to */
	const char *envelope_id;     /**< Original-Envelope-Id */
	const char *envelope_id_alt; /**< the same without xtext, where it looks like some */
	const char *reader;	     /**< the reader that understood it, such as dsn, qsbmf, text */
	gint64 date;		     /**< the Date header */
	gint64 received;	     /**< when it came in: the event's time */
	const struct rebound_recipient *recipients;
	guint recipient_count;
	struct rebound_original original;
	struct rebound_feedback feedback;
	const struct rebound_header *extensions; /**< fields of the machine part as a whole that no
						    standard defines, or that have no place here */
	guint extension_count;
	const struct rebound_header *headers; /**< of the bounce */
	guint header_count;
	const struct rebound_header *original_headers; /**< of the returned message */
	guint original_header_count;
	const char *const *faults; /**< damage, such as missing-blank-line; sorted, each once;
				      NULL-terminated */
	guint8 content_hash[32];   /**< SHA-256 of the message's bytes, line ends and From_ quoting
				      aside */
};

/** The name of a format as it is printed. */
REBOUND_API const char *rebound_format_name(enum rebound_format format);
