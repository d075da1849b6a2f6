/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/builder.h"

/**
 * @file
 * Recipients that are none: the addresses of those who sent the mail, or to whom the report came.
 */

/**
 * Drop all recipients of a text where they are the very reader or the writer. Bounces go to the
 * sender: whoever says that mail to the reader has failed, with a reverse path, wants him to click
 * somewhere; and whoever says it of himself has another mailbox.
 */
void rebound_own_drop_reader(struct rebound_builder *builder);

/**
 * Take the operator's own addresses from the recipients, since some systems name the sender as the
 * recipient that failed.
 *
 * @param addresses  never a recipient that failed; NULL for none, as domains
 * @param domains    what is in them is own where the report came to it, or what came back is from
 * it
 */
void rebound_own_drop(struct rebound_builder *builder, char **addresses, char **domains);
