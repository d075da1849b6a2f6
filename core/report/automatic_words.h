/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The words of automatic mails in many languages. All texts are folded (rebound_text_fold()).
 */

/** Whether a subject is one of automatic answers. */
gboolean rebound_automatic_is_reply_subject(const char *subject);

/** Whether a text holds what people write who are away, or what a desk writes for a start. */
gboolean rebound_automatic_is_reply_text(const char *text);

/** Whether a subject asks the sender to prove that he is a person. */
gboolean rebound_automatic_is_challenge_subject(const char *subject);

/** Whether a text asks for it. */
gboolean rebound_automatic_is_challenge_text(const char *text);

/** Whether subject and text together are those of a receipt without a machine part. */
gboolean rebound_automatic_is_receipt(const char *subject, const char *text);

/** Whether a text begins with words that ask to leave a list, nothing glued to them. */
gboolean rebound_automatic_begins_with_request(const char *text);
