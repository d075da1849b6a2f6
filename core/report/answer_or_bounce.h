/* SPDX-License-Identifier: MIT */
#pragma once

#include <rebound/report.h>
#include "core/report/automatic.h"
#include "core/report/kind.h"
#include "core/report/text.h"

/**
 * @file
 * Which of the two a mail is that looks like an automatic answer: bounces bear the marks of
 * automatic answers, and answers quote bounces.
 */

/**
 * Whether a help desk's program marks as an answer, as it marks all, that it could not pass a
 * message on, or a program that sends for others says that it wrote so: to whom, and with which
 * code. One who has received something, or quotes, has not failed.
 */
gboolean rebound_answer_is_failure(const struct rebound_report *report,
	const struct rebound_text_view *view, const struct rebound_signs *signs,
	const struct rebound_automatic *automatic);

/** Whether an automatic answer by its words, or a challenge, is a bounce by more of them. */
gboolean rebound_answer_sounds_like_bounce(const struct rebound_report *report,
	const struct rebound_text_view *view, const struct rebound_signs *signs,
	const struct rebound_automatic *automatic);

/**
 * Whether a mail without a reverse path brings a message back with its trace under a subject of its
 * own, names whom it went to and has words for a failure or a reason, as gateways do that have no
 * name of a mail system: a machine that answers for somebody does not do all that.
 */
gboolean rebound_answer_brings_back(const struct rebound_report *report,
	const struct rebound_text_view *view, const struct rebound_signs *signs,
	const struct rebound_automatic *automatic);
