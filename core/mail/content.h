/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * What the Content-* fields of a part say (RFC 2045), and its bytes with their encoding undone.
 */

/** Make GMime ready; before anything else of it is used, as often as one likes. */
void rebound_content_init(void);

/** Read "type/subtype" of a Content-Type, lower case; FALSE where there is none (RFC 2045
 * section 5.1). */
gboolean rebound_content_read_type(struct rebound_arena *arena, const char *value, gsize len,
	const char **type, const char **subtype);

/** The first token of a value, lower case, comments passed over; NULL where there is none. */
char *rebound_content_read_token(struct rebound_arena *arena, const char *value, gsize len);

/** Undo a Content-Transfer-Encoding; at most limit bytes of result, NUL-terminated. */
const char *rebound_content_decode(struct rebound_arena *arena, const char *encoding,
	const char *bytes, gsize len, gsize limit, gsize *result_len);
