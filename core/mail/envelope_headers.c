/* SPDX-License-Identifier: MIT */
#include "core/mail/envelope_headers.h"

#include "core/base/text.h"

/* Postfix writes two at once: X-Original-To is what the envelope said, Delivered-To what an alias
 * made of it. */
const char *const rebound_envelope_headers[REBOUND_ENVELOPE_HEADERS + 1] = {
	"X-Original-To",
	"Delivered-To",
	"Envelope-To",
	"X-Envelope-To",
	"X-Rcpt-To",
	"X-Delivered-To",
	"X-HmXmrOriginalRecipient",
	"X-Original-Recipient",
	"X-Envelope-Recipient",
	"X-Recipient",
	"X-ListMember",
	"X-List-Member",
	"X-Subscriber",
	"X-Mailing-Recipient",
	"Resent-To",
	"Apparently-To",
	NULL,
};

/* Whether a name begins as one of them does; most do not. */
static gboolean may_be_one(const char *name)
{
	switch (name[0] | 0x20) {
	case 'x':
		return name[1] == '-';
	case 'd':
	case 'e':
	case 'r':
		return (name[1] | 0x20) == 'e' || (name[1] | 0x20) == 'n';
	case 'a':
		return (name[1] | 0x20) == 'p';
	default:
		return FALSE;
	}
}

gboolean rebound_envelope_header_is(const char *name, guint most)
{
	g_return_val_if_fail(name && most <= REBOUND_ENVELOPE_HEADERS, FALSE);
	if (!may_be_one(name))
		return FALSE;
	for (guint i = 0; i < most; i++) {
		if (rebound_text_may_equal(name[2], rebound_envelope_headers[i][2]) &&
			rebound_text_equal(name, rebound_envelope_headers[i]))
			return TRUE;
	}
	return FALSE;
}
