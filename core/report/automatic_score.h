/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/automatic_evidence.h"

/**
 * @file
 * How much speaks for it that a program answered, or that a person with a responder is away, where
 * no header says so. No single word decides: what such answers are made of is weighed against what
 * letters of people are made of.
 */

/** Whether somebody is away, has left, or does not read what comes. */
gboolean rebound_automatic_is_about_person(const struct rebound_automatic_evidence *evidence);

/** Whether the evidence is that of an automatic answer. */
gboolean rebound_automatic_is_likely(const struct rebound_automatic_evidence *evidence);
