/* SPDX-License-Identifier: MIT */
#pragma once

#include <stdio.h>
#include <glib.h>

/**
 * @file
 * A file that appears whole or not at all, and never over another one: written beside its place,
 * and put there at the end.
 */

struct rebound_new_file;
typedef struct rebound_new_file rebound_new_file;

/** Begin a file; NULL with error set (IO, or OUTPUT where there is one of that name). */
struct rebound_new_file *rebound_new_file_open(const char *path, GError **error);

/** Where to write. */
FILE *rebound_new_file_stream(struct rebound_new_file *file);

/** Put the file in its place; FALSE with error set (IO, OUTPUT), and then nothing has changed. */
gboolean rebound_new_file_finish(struct rebound_new_file *file, GError **error);

/** Free; what was not finished is taken away. */
void rebound_new_file_free(struct rebound_new_file *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_new_file, rebound_new_file_free)
