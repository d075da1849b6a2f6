/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Signs of automatic answers and of challenges, in many languages. One alone is anybody's word; two
 * or three that belong together are what such a mail says, however it puts it.
 */

enum rebound_automatic_sign {
	REBOUND_SIGN_AWAY,     /**< somebody is not there, whoever that is */
	REBOUND_SIGN_BACK,     /**< when somebody is there again */
	REBOUND_SIGN_UNTIL,    /**< from when, and until when */
	REBOUND_SIGN_WHEN,     /**< a month, or a day of the week */
	REBOUND_SIGN_URGENT,   /**< what cannot wait */
	REBOUND_SIGN_DEPUTY,   /**< who helps meanwhile */
	REBOUND_SIGN_LATER,    /**< what comes is read or answered later */
	REBOUND_SIGN_GONE,     /**< somebody has left for good, or an address is given up */
	REBOUND_SIGN_CHANGE,   /**< words of leaving, and of change, which anybody may write */
	REBOUND_SIGN_RECEIVED, /**< a letter has come in */
	REBOUND_SIGN_THANKS,   /**< thanks for a letter */
	REBOUND_SIGN_SERVICE,  /**< a desk will see to it */
	REBOUND_SIGN_UNREAD,   /**< nobody reads what comes to this address */
	REBOUND_SIGN_MACHINE,  /**< a program wrote this */
	REBOUND_SIGN_REQUEST,  /**< what people ask each other for */
	REBOUND_SIGN_PAST,     /**< what people tell of, and what they wish each other */
	REBOUND_SIGN_TRADE,    /**< orders, offers and bills */
	REBOUND_SIGN_OFFER,    /**< what mailings and shops write, to many */
	REBOUND_SIGN_GUARD,    /**< somebody keeps strangers' mail out */
	REBOUND_SIGN_ACT,      /**< the reader is to do something */
	REBOUND_SIGN_RELEASE,  /**< so that his message arrives */
	REBOUND_SIGN_HUMAN,    /**< he is to prove that he is no program */
	REBOUND_SIGN_HELD,     /**< mail to the reader himself is kept back: no challenge */
	REBOUND_SIGN_NOTICE,   /**< what filters and list managers tell unasked */
	REBOUND_SIGN_COUNT
};

#define REBOUND_SIGN_BIT(sign) (1U << REBOUND_SIGN_##sign)

/** The signs in a folded text (rebound_text_fold()), as bits. */
guint32 rebound_automatic_signs(const char *text, gsize len);

/** Whether signs are those of a challenge. */
gboolean rebound_automatic_signs_challenge(guint32 signs);
