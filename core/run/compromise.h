/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * Watches the bounces of a run for an account of our own that somebody else sends spam with: many
 * recipients refuse its mails as spam within a day, and no list sent them.
 */

struct rebound_compromise;
typedef struct rebound_compromise rebound_compromise;

struct rebound_compromise *rebound_compromise_new(void);
void rebound_compromise_free(struct rebound_compromise *compromise);

/**
 * Count an event. Only what the report says is ours may come here: its trust is plain or more.
 *
 * @param sender  From of the returned message, an own address; NULL is passed over
 * @param bulk    it was sent by a list or with a token: a campaign, and no person
 */
void rebound_compromise_take(struct rebound_compromise *compromise,
	const struct rebound_event *event, const char *sender, gboolean bulk);

/**
 * The account with the most refusals within a day, where one is likely to be in others' hands.
 *
 * @param sender      set to its address; belongs to the watch
 * @param recipients  set to how many recipients refused its mails
 * @return FALSE where there is none
 */
gboolean rebound_compromise_worst(
	struct rebound_compromise *compromise, const char **sender, guint *recipients);
