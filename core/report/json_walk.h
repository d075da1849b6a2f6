/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * A walk through JSON (RFC 8259) from a mail, which gives each string with the path that it stands
 * at. Nothing is built, so neither depth nor size costs memory; what comes behind the JSON is no
 * matter.
 */

/** Deeper JSON is damaged. */
#define REBOUND_JSON_WALK_DEPTH 16

struct rebound_json_walk {
	gpointer data;

	/**
	 * A string. The path is the keys from the top, joined by "/"; the elements of an array have
	 * the path of the array.
	 *
	 * @param text  any UTF-8 of len bytes, NUL too; good during the call
	 */
	void (*string)(gpointer data, const char *path, const char *text, gsize len);

	/** A number, as it is written. May be NULL. */
	void (*number)(gpointer data, const char *path, const char *text, gsize len);

	/** An object begins at a path. May be NULL. */
	void (*object)(gpointer data, const char *path);
};

/**
 * Walk through a JSON value at the start of a text.
 *
 * Line breaks that a mail system put inside strings are taken out again.
 *
 * @return whether it is whole; else it was read up to the damage
 */
gboolean rebound_json_walk(const struct rebound_json_walk *walk, const char *text, gsize len);
