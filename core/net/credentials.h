/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * What a server wants to know of us, from a file that nobody else can read. Nothing of it is ever
 * printed.
 */

struct rebound_credentials;
typedef struct rebound_credentials rebound_credentials; /* for g_autoptr only */

/**
 * Read a file of lines "name = value"; empty lines and those that begin with # are passed over.
 *
 * @param names  the names that are known, NULL-terminated
 * @return NULL with error set: IO where the file can't be read, or others can read it too; SYNTAX,
 *         "PATH:LINE: ...", for a line that is none. No message holds a value.
 */
struct rebound_credentials *rebound_credentials_load(
	const char *path, const char *const *names, GError **error);

/** Also wipes the memory. NULL is fine. */
void rebound_credentials_free(struct rebound_credentials *credentials);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_credentials, rebound_credentials_free)

/** A value; NULL where the file has none, or there are no credentials. */
const char *rebound_credentials_get(
	const struct rebound_credentials *credentials, const char *name);
