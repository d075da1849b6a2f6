/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * What an envelope address carries: the recipient in a VERP return path, and the layers that
 * forwarders and signers put around an address (SRS0, SRS1, prvs= of BATV).
 */

/** Take SRS0, SRS1, Exchange Online's SRS and BATV (prvs=, btv1==) layers off an address; the
 * address itself where there are none. */
char *rebound_envelope_unwrap(struct rebound_arena *arena, const char *address);

/** A cheap look before it is searched: FALSE for a text that holds no VERP address, since the mark
 * in place of its "@" is missing. */
gboolean rebound_envelope_may_enclose(const char *text);

/**
 * The recipient that a VERP address names: "list-bounces+ann=example.org@lists.example.com" and the
 * forms of Mailman, Sympa, ezmlm, Listserv, Postfix, qmail and bulk senders, behind SRS and BATV
 * too.
 *
 * @return a valid address, or NULL
 */
char *rebound_envelope_verp_recipient(struct rebound_arena *arena, const char *address);
