/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/kind.h"
#include "core/report/parts.h"

/**
 * @file
 * A bounce that a spam filter passes on whole: its warning is a mail with the headers of that
 * bounce, which is attached to it.
 */

/**
 * Find the mail that a filter has put into one of its own; its headers are what the report has for
 * those of the returned message.
 *
 * @return its top part; NULL where what is attached is what came back, or what a person forwards
 */
const struct rebound_part *rebound_whole_mail_find(const struct rebound_report *report,
	const struct rebound_signs *signs, const struct rebound_parts *parts);
