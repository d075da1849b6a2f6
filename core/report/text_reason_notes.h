/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/report/text_reason_walk.h"

/**
 * @file
 * Reasons that stand apart from the list of their recipients, and belong to them by a key or by
 * their order.
 */

/** Give notes to the entries that bear their key: "ann@example.org [1]", and below "[1] 550 unknown
 * user". */
void rebound_text_give_notes(struct rebound_text_walk *walk);

/** Give replies to the recipients in the order of both, where the text says that they stand so. */
void rebound_text_give_in_order(struct rebound_text_walk *walk);
