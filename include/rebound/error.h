/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The errors that rebound reports through GError. Damaged mail is never one of them: it gives a
 * report with faults.
 */

/** Marks what the shared library offers to programs. */
#define REBOUND_API __attribute__((visibility("default")))

#define REBOUND_ERROR (rebound_error_quark())

/** What went wrong, by whose help it can be mended. */
enum rebound_error {
	REBOUND_ERROR_IO,	   /**< a file, a pipe or a disk */
	REBOUND_ERROR_OUTPUT,	   /**< a file or a database that can't be made */
	REBOUND_ERROR_SYNTAX,	   /**< a rule file, a policy file, an argument */
	REBOUND_ERROR_LIMIT,	   /**< a limit of core/base/limits.h was reached */
	REBOUND_ERROR_SCRIPT,	   /**< a Lua function failed while it ran */
	REBOUND_ERROR_STATE,	   /**< the database is damaged, locked or of another version */
	REBOUND_ERROR_BUSY,	   /**< another process holds it; nothing was lost, try again */
	REBOUND_ERROR_USAGE,	   /**< a command line that makes no sense */
	REBOUND_ERROR_UNAVAILABLE, /**< a library that this task needs is not installed */
};

/** The GError domain of rebound. */
REBOUND_API GQuark rebound_error_quark(void);
