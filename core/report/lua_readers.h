/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/builder.h"
#include "core/report/text.h"

/**
 * @file
 * Readers written in Lua, each for the mails of one mail system: those of scripts/readers/, and a
 * user's own. They stand before the general reader of human text.
 *
 *     reader "groupwise" {
 *         signs = { "the message that you sent was undeliverable to the following" },
 *         read = function(mail) ... return { { address = "ann@example.org", text = "..." } } end,
 *     }
 *
 * A reader runs only on a mail that bears one of its signs, and what it gives goes through the
 * guards of the builder: text becomes a safe line, an address must be valid and occur in the mail,
 * codes are read from the text that is given. They are loaded at the first mail that they may read.
 */

struct rebound_lua_readers;
typedef struct rebound_lua_readers rebound_lua_readers;

/**
 * The readers, not loaded yet. The caller frees them.
 *
 * @param file  a user's rule file, whose readers stand before the others; NULL for none
 */
struct rebound_lua_readers *rebound_lua_readers_new(const char *file);
void rebound_lua_readers_free(struct rebound_lua_readers *readers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_lua_readers, rebound_lua_readers_free)

/**
 * Let the readers whose signs the mail bears read it, until one adds a recipient.
 *
 * A reader that fails is passed over, and the fault "reader-failed" is noted.
 *
 * @param name  set to the name of the reader that read it; good as long as the readers
 * @return how many recipients were added; 0: no reader knows this mail
 */
guint rebound_lua_readers_read(struct rebound_lua_readers *readers, struct rebound_builder *builder,
	const struct rebound_text_view *view, const struct rebound_text_hints *hints,
	const char **name);

/** What went wrong last in a reader, once: "mine.lua:8: ..."; NULL for nothing. The caller frees
 * it. */
char *rebound_lua_readers_take_error(struct rebound_lua_readers *readers);
