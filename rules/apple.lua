-- SPDX-License-Identifier: MIT
-- iCloud Mail (support.apple.com/102322). Letters and a number in brackets name the rule that hit.

rule "apple_inactive" {
	says   = { "inactive email address", "inactive e-mail address" },
	reason = "mailbox_disabled",
	yes    = { "550 5.1.1 <ann@example.org>: inactive email address" },
	no     = { "550 5.1.1 <ann@example.org>: user does not exist" },
}

rule "apple_moved" {
	says   = { "recipient no longer on server" },
	reason = "mailbox_moved",
	yes    = { "550 5.1.6 recipient no longer on server: ann@example.org" },
	no     = { "550 5.1.1 <ann@example.org>: user does not exist" },
}

rule "apple_local_policy" {
	doc     = "CS, HM and HV: the content or the sender looks like spam to them.",
	host    = { "*.icloud.com", "*.me.com", "*.apple.com", "*.mac.com" },
	matches = {
		[[\[cs\d\d\D]],
		[[\[hm\d\d\D]],
		[[\[hv\d\d\D]],
		[[\[hd\d\d\D]],
		[[\[ch\d\d\D]],
		[[ht204137]],
	},
	reason  = "reputation_block",
	yes     = { "mx01.mail.icloud.com: 550 5.7.1 [CS01] Message rejected due to local policy" },
	no      = { "mx.example.org: 550 5.7.1 [CS01] Message rejected due to local policy" },
}

rule "apple_dbl" {
	says   = { "due to having a domain present in", "domain present in the spamhaus" },
	reason = "reputation_block",
	yes    = { "550 5.7.1 Mail rejected due to having a domain present in a list" },
	no     = { "550 5.7.1 Mail rejected" },
}
