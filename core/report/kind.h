/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/report/parts.h"
#include "core/report/text.h"

/**
 * @file
 * Is it a bounce at all? Who sent it, a mail system or a person; and what a report is worth that a
 * person passed on.
 */

/** What speaks for and against a mail being a bounce. */
struct rebound_signs {
	gboolean null_sender;  /**< the reverse path is null (RFC 5321 section 4.5.5) */
	gboolean named_sender; /**< the reverse path is known, and it is somebody's */
	gboolean daemon;       /**< From is a mail system's own address, or there is none */
	gboolean generated;    /**< Auto-Submitted or the like */
	gboolean wording;      /**< subject, sender and words sound like a bounce */
	gboolean may_fail;     /**< null sender, and nothing in the headers speaks against it */
	gboolean titled;       /**< subject and sender alone do */
	gboolean listed;       /**< came through a mailing list or a mailing */
};

/** Collect the signs of a mail whose headers are in the report. */
struct rebound_signs rebound_kind_signs(
	const struct rebound_report *report, const struct rebound_text_view *view);

/** Whether a mail with a null sender has words of a failure; *coded: and the code of an error.
 * Reads the whole text, so that it is asked where it decides. */
gboolean rebound_kind_fails(const struct rebound_report *report,
	const struct rebound_text_view *view, const struct rebound_signs *signs, gboolean *coded);

/**
 * Whether a text names an address that is not the writer's in the sentence that says that mail
 * failed, or in the one before it.
 */
gboolean rebound_kind_names_failed(
	const struct rebound_report *report, const struct rebound_text_view *view);

/** Whether somebody passes on, or answers, a mail that he quotes. */
gboolean rebound_kind_is_answer(
	const struct rebound_report *report, const struct rebound_text_view *view);

/** Whether a mail is a report on a whole domain, of DMARC or TLS (RFC 7489, RFC 8460). */
gboolean rebound_kind_is_aggregate(
	const struct rebound_report *report, const struct rebound_parts *parts);

/** Whether a mail is written by a list manager, in the name of a list or in its own: "owner-x@",
 * "x-owner@", "mailman@". Bounces are a mail system's. */
gboolean rebound_kind_is_by_list_manager(const struct rebound_report *report);

/** Whether a mail system sent it, by its envelope and its sender. */
gboolean rebound_kind_is_system(const struct rebound_signs *signs);

/** Whether a program sent it of its own accord: a mail system, or an address that nobody answers.
 */
gboolean rebound_kind_is_machine(
	const struct rebound_report *report, const struct rebound_signs *signs);

/** Whether a person passed a report on, as an attachment or as text: nothing in it is about our own
 * mail. */
gboolean rebound_kind_is_forwarded(const struct rebound_report *report,
	const struct rebound_text_view *view, const struct rebound_signs *signs,
	const struct rebound_parts *parts);
