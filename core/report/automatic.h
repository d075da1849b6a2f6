/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/base/arena.h"
#include "core/report/text.h"

/**
 * @file
 * Mails that a machine, or a subscriber, sends in answer and that are no bounces: automatic replies
 * (RFC 3834 and practice), challenges of sender verification, requests to leave a list.
 */

/** What Auto-Submitted and its kin say about a mail. */
struct rebound_automatic_marks {
	gboolean replied;   /**< an answer: Auto-Submitted: auto-replied, X-Autoreply, ... */
	gboolean generated; /**< made by a machine in any way: any Auto-Submitted but "no" */
	gboolean human;	    /**< Auto-Submitted: no */
};

/** Read the marks from a mail's headers. */
struct rebound_automatic_marks rebound_automatic_marks(
	const struct rebound_header *headers, guint count);

/**
 * Which of these kinds a mail is, by its headers, subject and first words.
 *
 * @return REBOUND_KIND_AUTO_REPLY, _CHALLENGE, _UNSUBSCRIBE; REBOUND_KIND_OTHER where it is none
 */
enum rebound_kind rebound_automatic_kind(struct rebound_arena *arena,
	const struct rebound_report *report, const struct rebound_text_view *view);
