-- SPDX-License-Identifier: MIT
-- Yahoo and AOL (senders.yahooinc.com/smtp-error-codes), and what remains of Yahoo! Japan's.

rule "yahoo_greylisted" {
	says   = { "[gl01]" },
	reason = "greylisted",
	yes    = { "451 4.7.0 [GL01] Mail from (192.0.2.1) put off" },
	no     = { "421 4.7.0 [TSS04] Mail from 192.0.2.1 put off" },
}

rule "yahoo_deferred" {
	doc        = "TS01 to TS04, TSS04: complaints of users, or more mail than they are used "
		.. "to; two hours and more.",
	matches    = {
		[[\[tss?0[124-8]\D]],
		[[\[ipts+04\D]],
		[[\b4\.16\.5[056]\b]],
		[[temporarily deferred due to (?:user complaints|unexpected volume)]],
		[[temporarily deferred - 4\.16]],
	},
	unless     = { says = { "permanently deferred" } },
	reason     = "reputation_block",
	permanence = "temporary",
	retry      = "4h",
	yes        = {
		"mta5.am0.yahoodns.net: 421 4.7.0 [TSS04] Messages from 192.0.2.1 put off",
		"421 Message from (192.0.2.1) temporarily deferred - 4.16.50",
	},
	no         = {
		"421 4.7.1 [TS03] All messages from 192.0.2.1 will be permanently deferred",
	},
}

rule "yahoo_deferred_for_good" {
	matches = {
		[[\[tss?03\D]],
		[[\[tss?09\D]],
		[[\[tss?11\D]],
		[[\[bl\d+(?:\]| )]],
		[[will be permanently deferred]],
		[[retrying will not succeed]],
	},
	reason  = "reputation_block",
	yes     = {
		"553 5.7.2 [TSS09] All messages from 192.0.2.1 will be permanently deferred",
		"553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1",
	},
	no      = { "421 4.7.0 [TSS04] Messages from 192.0.2.1 put off" },
}

rule "yahoo_rate" {
	matches = { [[\[#4\.16\.\d{1,2}\D]] },
	reason  = "rate_limited",
	yes     = { "451 mta1.example.net Resources temporarily unavailable [#4.16.5]" },
	no      = { "451 Resources temporarily unavailable" },
}

rule "yahoo_auth" {
	host   = { "*.yahoodns.net", "*.yahoo.com", "*.aol.com" },
	says   = { "[auth]", "(auth)" },
	reason = "auth_failed",
	yes    = { "mta5.am0.yahoodns.net: 550 5.7.9 [AUTH] this mail is not signed" },
	no     = { "mx.example.org: 550 5.7.9 [AUTH] this mail is not signed" },
}

rule "yahoo_phishing" {
	matches = { [[\[ph\d\d\D]], [[\(ph\d\d\D]] },
	reason  = "spam_content",
	yes     = {
		"554 5.7.9 Message not allowed - [PH01] Email not accepted for policy reasons",
	},
	no      = { "554 5.7.9 Message not accepted for policy reasons" },
}

rule "yahoo_signature" {
	says   = { "[dkim01]", "[dmarc01]", "(au01)", "[au01]" },
	reason = "auth_failed",
	yes    = { "554 5.7.9 Message not accepted for policy reasons. [DKIM01]" },
	no     = { "554 5.7.9 Message not accepted for policy reasons" },
}

rule "yahoo_policy" {
	says   = {
		"message not accepted for policy reasons", "email not accepted for policy reasons",
		"email not allowed for policy reasons",
	},
	unless = { says = { "antispam *", "anti-spam *", "dmarc check", "dkim check", "spf check", "failed dmarc", "fails dmarc", "dmarc fail*" } },
	reason = "policy_rejected",
	yes    = { "554 5.7.9 Message not accepted for policy reasons, see the error codes" },
	no     = { "554 5.7.9 Message not allowed - [PH01]" },
}

rule "yahoo_headers" {
	says   = {
		"message not allowed - headers are not rfc compliant",
		"headers are not rfc compliant",
	},
	reason = "content_rejected",
	yes    = { "554 Message not allowed - headers are not RFC compliant[291]" },
	no     = { "554 Message not allowed - [PH01]" },
}

rule "yahoo_disabled" {
	matches = {
		[[\(554\.30\)]],
		[[\[#10[123]\D]],
		[[account has been disabled or discontinued]],
	},
	reason  = "mailbox_disabled",
	yes     = {
		"554 30 Sorry, mail to ann@example.org can't be delivered. This mailbox is "
			.. "disabled (554.30)",
	},
	no      = { "552 5.2.2 over quota" },
}

rule "yahoo_unknown" {
	says   = {
		"this user doesn't have a * account", "user doesn't have a * account",
		"delivery error: dd requested mail action aborted, mailbox not found",
		"requested mail action aborted, mailbox not found",
	},
	reason = "mailbox_unknown",
	yes    = {
		"554 delivery error: dd This user doesn't have a example.org account "
			.. "(ann@example.org) [-5]",
	},
	no     = { "554 delivery error: dd This account is over quota" },
}

rule "aol_unknown" {
	doc    = "AOL's words for an unknown user: the domain's name alone.",
	status = "5.1.1",
	says   = { "recipient address rejected: aol.com" },
	reason = "mailbox_unknown",
	yes    = { "550 5.1.1 <ann@example.org>: Recipient address rejected: aol.com" },
	no     = { "554 5.7.1 <ann@example.org>: Recipient address rejected: not today" },
}

rule "aol_host_dns" {
	doc     = "AOL's code for a host of ours without a name in the DNS.",
	matches = { [[\(dns:b\d\)]] },
	reason  = "sending_host_rejected",
	yes     = { "421 4.7.1 : (DNS:B1)" },
	no      = { "554 5.7.1 : (DYN:T1)" },
}

rule "aol_blocked" {
	doc     = "AOL's codes: RTR, RLY, DYN, CON, HVU, before the colon the table, behind it the "
		.. "reason.",
	matches = {
		[[\brtr:\w{2}\b]],
		[[\brly:\w{2,3}\b]],
		[[\bcon:b1\b]],
		[[\bhvu:\w+]],
		[[\bdyn:t[12]\b]],
		[[aol will not accept delivery of this message]],
	},
	reason  = "reputation_block",
	yes     = {
		"554- (RTR:BL) The IP address 192.0.2.1 is blocked",
		"521 5.2.1 : (HVU:B1) a link in the mail is not wanted",
		"521 5.2.1 : (RLY:CH) http://postmaster.example.net/errors",
	},
	no      = { "550 5.1.1 <ann@example.org>: Recipient address rejected: aol.com" },
}
