/* SPDX-License-Identifier: MIT */
#pragma once

#include <stdio.h>
#include <glib.h>

#include "core/cli/contact_list.h"
#include "core/store/store.h"
#include "core/store/suppression_set.h"

/**
 * @file
 * A contact list against the suppressions: which rows stay, which go, and what is said of each.
 */

struct rebound_clean_options {
	gboolean annotate;	   /**< all rows stay, with six columns more */
	gboolean include_proposed; /**< proposed and held ones go too */
	gboolean quiet;		   /**< names no rows on standard error */
	struct rebound_address_alias alias;
	FILE *kept;
	FILE *removed; /**< or NULL */
};

/** What became of a list. */
struct rebound_clean_tally {
	guint64 rows, removed, proposed, invalid, damaged; /**< annotated rows are not removed */
	GHashTable
		*causes; /**< char * to guint64 *: suppressed rows by cause; the caller frees it */
};

/**
 * Walk a list to its end.
 *
 * @return FALSE with error set: what reading the list or the store gives
 */
gboolean rebound_clean_run(const struct rebound_clean_options *options, struct rebound_store *store,
	struct rebound_contact_list *list, struct rebound_clean_tally *tally, GError **error);
