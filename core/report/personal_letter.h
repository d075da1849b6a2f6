/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/report/text.h"

/**
 * @file
 * Letters of people about mail that did not arrive: their words are those of a bounce, and so may
 * the subject be. What tells them apart is who signs.
 */

/**
 * Whether somebody signed a letter with a name that is his own: it stands in his From header and
 * in his address, and is that of no office, program or firm.
 */
gboolean rebound_personal_is_signed(
	const struct rebound_report *report, const struct rebound_text_view *view);
