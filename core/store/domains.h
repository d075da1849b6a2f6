/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * What the events say of whole domains.
 */

/** A domain that is gone, or takes no mail. */
struct rebound_dead_domain {
	const char *domain;
	gint64 addresses;	    /**< of it that failed for that */
	gint64 last;		    /**< when the last did */
	enum rebound_reason reason; /**< of the last */
};

/** Called for each row; FALSE ends the walk. Strings are good during the call. */
typedef gboolean (*rebound_store_dead_func)(const struct rebound_dead_domain *dead, void *data);

/**
 * Walk the domains of which two addresses or more failed for good with domain_unknown or
 * domain_no_mail, by reports that are trusted, and that show no sign of life since; by name.
 */
gboolean rebound_store_dead_domains(
	struct rebound_store *store, rebound_store_dead_func func, void *data, GError **error);
