/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/base/arena.h"
#include "core/report/automatic_evidence.h"

/**
 * @file
 * Who speaks in a letter: its writer to its reader, which is a person's, or somebody who is not
 * there to everybody, which is a program's. By its form, so that it holds in any language.
 */

/**
 * Collect how a letter is signed, and how much of it is no part of an automatic answer. Dearer than
 * the rest of the evidence: for letters that look like one without it.
 *
 * @param text  folded, without quotes
 * @param own   the same as it is
 * @param from  the header of that name, or NULL
 */
void rebound_automatic_weigh_voice(struct rebound_automatic_evidence *evidence,
	struct rebound_arena *arena, const char *text, const char *own, gsize own_len,
	const char *from);
