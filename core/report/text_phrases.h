/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/report/text_marks.h"
#include "core/script/phrases_image.h"

/**
 * @file
 * The words behind the marks, and what the build makes of them (core/report/compile), so that a
 * program starts without making them searchable.
 */

/** Phrases of one mark; a list ends with NULL. */
struct rebound_text_phrases {
	enum rebound_text_mark mark;
	const char *const *phrases;
};

/** All phrases; the last entry's list is NULL. Only the build has them. */
extern const struct rebound_text_phrases rebound_text_all_phrases[];

/** The same, searchable: what is found has the mark as its id. */
extern const struct rebound_phrases_image rebound_text_marks_image;
