/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Files in folders that others write to: opened without following links or waiting, and lists of
 * their names.
 */

/** Opens a regular file below a folder for reading; -1 and errno set where it is gone or another
 * thing. */
int rebound_file_open(int folder, const char *name);

/** Opens a folder below a folder, such as "a/b", or "" for itself; -1 and errno set. */
int rebound_file_open_folder(int folder, const char *path);

/**
 * Appends all that is left of a file, up to a limit.
 *
 * @return FALSE and errno set where it can't be read
 */
gboolean rebound_file_read(int descriptor, GByteArray *bytes, gsize limit);

/** A list of names that takes little more room than their bytes. */
struct rebound_names {
	GByteArray *bytes;
	GArray *offsets; /**< gsize, into bytes */
};

void rebound_names_init(struct rebound_names *names);
void rebound_names_clear(struct rebound_names *names);

/** Adds "FOLDER/NAME", or the name alone where folder is "". */
void rebound_names_add(struct rebound_names *names, const char *folder, const char *name);
const char *rebound_names_get(const struct rebound_names *names, gsize index);

/** Sorts names by their bytes, from the byte behind a folder's name on if by_base is set. */
void rebound_names_sort(struct rebound_names *names, gboolean by_base);

/** Called with each entry of a folder but hidden ones; type as readdir() has it, or DT_UNKNOWN
 * resolved. */
typedef void (*rebound_file_entry)(gpointer data, int folder, const char *name, unsigned char type);

/** Lists a folder; takes the descriptor. FALSE and errno set where it can't be read. */
gboolean rebound_file_list(int folder, rebound_file_entry entry, gpointer data);
