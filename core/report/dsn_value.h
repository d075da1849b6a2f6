/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/builder.h"

/**
 * @file
 * The values of a delivery status notification's fields (RFC 3464 section 2). Notifications in
 * other forms bear the same ones.
 */

/** Take the first word of a field such as Action: lower case, comments cut; NULL where there is
 * none. */
const char *rebound_dsn_word(struct rebound_builder *builder, const char *value, gsize len);

/**
 * Read an address field of the form "type; address" (RFC 3464 section 2.3.1, RFC 6533 section 3).
 *
 * @param given  set to what stands there where it is no address that may be acted upon; may be NULL
 * @return the address, or NULL (a fault is noted)
 */
const char *rebound_dsn_address(
	struct rebound_builder *builder, const char *value, gsize len, const char **given);

/**
 * What a value stands for that a mail system may have given back as xtext (RFC 3461 section 4); a
 * fault is noted where its digits are in lower case, which is none.
 *
 * @return a safe line in the arena; NULL where the value is no xtext or means itself
 */
const char *rebound_dsn_undo_xtext(struct rebound_builder *builder, const char *value);

/** The name in a field of the form "dns; name (comment)", such as Remote-MTA; NULL where there is
 * none. */
const char *rebound_dsn_mta(struct rebound_builder *builder, const char *value, gsize len);

/** Set the recipient's status_field, and its notice from the comment behind the status. */
void rebound_dsn_status(struct rebound_builder *builder, struct rebound_recipient *recipient,
	const char *value, gsize len);

/** Set the recipient's diagnostic_type and text from "type; words", and all that the words tell. */
void rebound_dsn_diagnostic(struct rebound_builder *builder, struct rebound_recipient *recipient,
	const char *value, gsize len);
