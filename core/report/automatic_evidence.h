/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * What speaks for it that a program wrote a mail, and what for a person: the signs of its words,
 * and what it looks like in any language.
 */

/** What a mail says and looks like. */
struct rebound_automatic_evidence {
	guint32 subject;	/**< signs of the subject (automatic_signs.h) */
	guint32 text;		/**< signs of the text, without what it quotes */
	gsize len;		/**< of that text */
	gboolean answers;	/**< the subject is an answer's: "Re: News" */
	gboolean labelled;	/**< a word stands before that "Re: " */
	gboolean threaded;	/**< a program for people noted what is answered */
	gboolean quotes;	/**< the text quotes what is answered */
	gboolean numbered;	/**< the subject bears the number of a case */
	gboolean repeated;	/**< the text repeats a number that the subject has */
	gboolean by_name;	/**< the text greets somebody by name */
	gboolean by_hand;	/**< a program for people wrote this */
	gboolean dated;		/**< a date in figures */
	gboolean other_address; /**< names an address that is neither the writer's nor the reader's
				 */
	gboolean telephone;	/**< a telephone number */
	gboolean coded;		/**< a code of a mail system (RFC 3463) */
	gboolean unasked;	/**< a program says that it wrote this of its own accord */
	guint questions;	/**< asked of the reader */
	/* Of automatic_voice.h: */
	gboolean is_signed; /**< with one name of the writer's, as people do who know each other */
	guint bare;	    /**< sentences that are no part of an automatic answer */
};

/** Collect what a subject says, folded; the members on its form come first. */
void rebound_automatic_weigh_subject(
	struct rebound_automatic_evidence *evidence, const char *subject);

/**
 * Collect what subject and text have in common, and how the text begins.
 *
 * @param subject, text  folded
 * @param own            the text as it is, without quotes
 */
void rebound_automatic_weigh_form(struct rebound_automatic_evidence *evidence,
	struct rebound_arena *arena, const char *subject, const char *text, const char *own,
	gsize own_len);

/**
 * Collect what a text says.
 *
 * @param text    folded, without quotes
 * @param known   addresses that are no other's; NULL entries are passed over
 */
void rebound_automatic_weigh_text(struct rebound_automatic_evidence *evidence, const char *text,
	gsize len, const char *const *known, guint known_count);

/** The lines of a text that quote nothing, up to the header of what is answered. */
const char *rebound_automatic_own_text(
	struct rebound_arena *arena, const char *text, gsize len, gsize *own_len);
