/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Sums of a day or a week that monitors and mail systems send to those who run them: they name many
 * whose mails failed, and are no failure themselves.
 */

/** Whether a title is that of such sums, in any of many languages: "Daily bounce summary". */
gboolean rebound_statistics_is_title(const char *title, gsize len);
