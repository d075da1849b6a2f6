/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * SOAP 1.1 as far as Sympa speaks it. Internal to the connect layer.
 */

/**
 * The envelope of a call with strings as arguments; the last may be an array of strings.
 *
 * @param arguments  "name", "value", ..., NULL
 * @param list_name  NULL: no array
 */
char *rebound_soap_write(const char *namespace, const char *method, const char *const *arguments,
	const char *list_name, const char *const *list);

struct rebound_soap_answer {
	gboolean is_soap;  /**< it is an envelope at all */
	char *fault;	   /**< the fault's string, NULL where it is none */
	char *detail;	   /**< of the fault, or NULL */
	GPtrArray *values; /**< the texts of the result's innermost elements, in order */
};

/** Read an answer; never fails: what is none has is_soap FALSE. The caller clears it. */
void rebound_soap_read(const char *text, gsize len, struct rebound_soap_answer *answer);
void rebound_soap_answer_clear(struct rebound_soap_answer *answer);
