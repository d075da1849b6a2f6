/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>

/**
 * @file
 * What headers and subject of a mail tell about who wrote it, and to what: the form of an answer,
 * of a mailing, of a desk. Subjects are folded (rebound_text_fold()).
 */

/** Whether a subject bears the number of a case, as programs of a desk put it there: "#" and digits
 * in brackets, or a word for it and a long number. */
gboolean rebound_automatic_has_case_number(const char *subject);

/** Whether a subject, not folded, begins with the key of a tracker's issue: "ABC-123 News",
 * "INC0012345", also in brackets. Products have such names too. */
gboolean rebound_automatic_has_issue_key(const char *subject);

/** Whether a mail stands in a conversation, as programs for people note it (RFC 5322
 * section 3.6.4). */
gboolean rebound_automatic_is_threaded(const struct rebound_report *report);

/** Whether a subject is that of an answer: "Re: News", "(on leave) Re: News". */
gboolean rebound_automatic_is_answer(const char *subject);

/** Whether a word stands before the "Re: " of an answer, or a program's before any subject:
 * "(on leave) Re: News", "Automatic: News". */
gboolean rebound_automatic_is_labelled(const char *subject);

/** Whether a program wrote this that people write with; no desk and no responder uses one. */
gboolean rebound_automatic_is_by_hand(const struct rebound_report *report);

/** The same by a line below the letter that names a device: "Sent from my iPhone". */
gboolean rebound_automatic_has_device_line(const char *text, gsize len);

/** Whether a mail has this word for its Precedence. */
gboolean rebound_automatic_has_precedence(const struct rebound_report *report, const char *word);

/** Whether a mail came by a mailing or a list: these may be about anything, also about being away.
 */
gboolean rebound_automatic_is_mailing(const struct rebound_report *report);

/** Whether somebody answers an invitation, by his calendar: he may decline since he is away. */
gboolean rebound_automatic_is_calendar_answer(const struct rebound_report *report);

/** Behind what a gateway puts before a subject as it came: "[EXTERNAL] ", "EXT: ". */
const char *rebound_automatic_pass_label(const char *subject);
