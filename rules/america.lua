-- SPDX-License-Identifier: MIT
-- Providers of the Americas: Comcast, Cox, Spectrum, AT&T, Verizon, EarthLink, GoDaddy, Rackspace.

rule "comcast_codes" {
	doc     = "postmaster.comcast.net/smtp-error-codes.php: BL blocked.",
	matches = { [[#bl[01]\d+]], [[\bbl0000\d\d\b]], [[comcast block for spam]] },
	reason  = "reputation_block",
	yes     = {
		"554 mx.example.net comcast 192.0.2.1 Comcast block for spam. Please see "
			.. "http://example.net/codes.php#BL000001",
	},
	no      = { "421 mx.example.net Try again later #RL000010" },
}

rule "comcast_throttled" {
	matches = { [[#rl[01]\d+]], [[\brl0000\d\d\b]] },
	reason  = "rate_limited",
	yes     = { "421 mx.example.net comcast Throttled, see #RL000001" },
	no      = { "554 mx.example.net comcast #BL000001" },
}

rule "comcast_ptr" {
	matches = { [[#pt0\d+]], [[comcast requires that all mail servers must have a ptr]] },
	reason  = "sending_host_rejected",
	yes     = {
		"554 mx.example.net comcast 192.0.2.1 Comcast requires that all mail servers must "
			.. "have a PTR record",
	},
	no      = { "554 mx.example.net comcast #BL000001" },
}

rule "comcast_dmarc" {
	matches = { [[#dm0\d+]] },
	reason  = "auth_failed",
	yes     = { "550 5.2.0 abc Message rejected, see #DM000001" },
	no      = { "554 mx.example.net comcast #BL000001" },
}

rule "comcast_unknown" {
	status = "5.1.1",
	says   = { "not our customer" },
	reason = "mailbox_unknown",
	yes    = { "550 5.1.1 Not our Customer" },
	no     = { "551 5.1.6 not our customer" },
}

rule "cox_blocked" {
	doc    = "Cox: IPBL, AUP# codes CXBL, CXMJ, CXSNDR ...; Spectrum: AUP#In-..., AUP#Out-...",
	says   = {
		"ipbl0*", "ipbl1*", "aup#cxbl", "aup#cxmj", "cxbl", "cxmj", "aup#pol", "aup#in-*",
		"aup#out-*", "aup#o-*", "aup#i-*", "aup#1*", "aup#blnk", "imp * blocked",
		"block * aup#*",
	},
	-- The codes stand beside words of all kinds, which tell more.
	unless = {
		says = {
			"rate exceeded", "rate limit*", "too many", "dynamic*", "generic*", "ptr*",
			"reverse dns", "rdns", "sender address*", "sender rejected", "user unknown",
			"unknown user", "mailbox*", "invalid recipient*", "size", "virus*",
		},
	},
	reason = "reputation_block",
	yes    = {
		"554 mx.example.net IMP 192.0.2.1 blocked. IPBL100",
		"550 5.1.0 192.0.2.1 <bob@example.com> refused. AUP#In-1310",
	},
	no     = { "421 mx.example.net too many sessions (CXTHRT)" },
}

rule "cox_rate" {
	says   = { "cxthrt", "aup#cxthrt", "cxcnct", "cxmxrt", "cxsess" },
	reason = "rate_limited",
	yes    = { "421 mx.example.net cox (CXTHRT) slow down" },
	no     = { "554 mx.example.net IPBL100" },
}

rule "cox_sender" {
	says   = { "aup#cxsndr", "cxsndr" },
	reason = "sender_rejected",
	yes    = { "550 5.1.0 <bob@example.com> refused. AUP#CXSNDR" },
	no     = { "554 mx.example.net IPBL100" },
}

rule "cox_ptr" {
	says   = { "aup#cxdns", "cxdns" },
	reason = "sending_host_rejected",
	yes    = { "554 mx.example.net cox 192.0.2.1 rejected. AUP#CXDNS" },
	no     = { "550 5.1.0 <bob@example.com> refused. AUP#CXSNDR" },
}

rule "att_blocked" {
	says   = {
		"dnsbl:attrbl", "dnsbl:rbl", "dnsbl:*", "abuse_rbl@*", "_is_blocked", "is_blocked",
	},
	reason = "reputation_block",
	yes    = {
		"553 5.3.0 flpd DNSBL:ATTRBL 521< 192.0.2.1 >_is_blocked. For help forward this to "
			.. "abuse_rbl@example.net",
	},
	no     = { "550 5.2.1 mailbox is blocked" },
}

rule "verizon_blocked" {
	says   = {
		"is currently blocked by * anti-spam", "email from * is currently blocked",
		"blockedbyearthlink*", "dynamic/zombied/spam ips blocked", "zombied",
	},
	reason = "reputation_block",
	yes    = { "571 Email from 192.0.2.1 is currently blocked by our anti-spam system" },
	no     = { "571 Message refused" },
}

rule "earthlink_unknown" {
	says   = { "elnk001_403" },
	reason = "mailbox_unknown",
	yes    = { "550 5.5.1 recipient refused - ELNK001_403" },
	no     = { "550 5.5.1 recipient refused" },
}

rule "earthlink_ptr" {
	says   = { "no or mismatched reverse dns" },
	reason = "sending_host_rejected",
	yes    = { "550 ERROR: No or mismatched reverse DNS (PTR) entries for 192.0.2.1" },
	no     = { "550 5.7.1 refused" },
}

-- GoDaddy's codes: IB and a number.

rule "godaddy_rate" {
	says       = { "ib605*", "ib607*", "ib504*", "ib007*" },
	reason     = "rate_limited",
	permanence = "temporary",
	yes        = { "550 5.1.1 <ann@example.org> - 192.0.2.1 has sent too much. IB607" },
	no         = { "550 5.1.1 <ann@example.org> recipient rejected." },
}

rule "godaddy_blocked" {
	says   = { "ib103*", "ib104*", "ib105*", "ib106*", "ib110*" },
	unless = { about = { "recipient absent", "recipient gone" } },
	reason = "reputation_block",
	yes    = { "554 mx.example.net bizsmtp Connection refused. 192.0.2.1 IB103" },
	no     = { "421 mx.example.net Reverse DNS for 192.0.2.1 failed. IB108" },
}

rule "godaddy_ptr" {
	says   = { "ib101*", "ib108*", "ib111*" },
	reason = "sending_host_rejected",
	yes    = { "421 mx.example.net Temporarily rejected. IB108" },
	no     = { "554 mx.example.net IB103" },
}

rule "godaddy_auth" {
	says   = { "ib508*", "ib509*" },
	reason = "auth_failed",
	yes    = { "550 mx.example.net bob@example.com does not pass. IB508" },
	no     = { "554 mx.example.net IB103" },
}

rule "godaddy_spam" {
	says   = { "ib212*", "judged to be spam by the internet community" },
	reason = "spam_content",
	yes    = {
		"552 This message has been rejected due to content judged to be spam by the "
			.. "internet community. IB212",
	},
	no     = { "554 mx.example.net IB103" },
}

rule "godaddy_virus" {
	says   = { "ib705*" },
	reason = "virus",
	yes    = { "552 mx.example.net rejected. IB705" },
	no     = { "554 mx.example.net IB103" },
}

rule "godaddy_sender" {
	says   = { "ib401*", "ib402*", "ib403*", "ib404*", "ib506*", "from: domain is invalid" },
	reason = "sender_rejected",
	yes    = { "550 mx.example.net bob@example.com is not valid. IB401" },
	no     = { "554 mx.example.net IB103" },
}

rule "rackspace_rate" {
	host    = { "*.emailsrvr.com" },
	matches = { [[\(g2[78]\)]], [[\[r4\D]], [[\[r5\D]] },
	reason  = "rate_limited",
	yes     = { "mx1.emailsrvr.com: 450 4.7.1 (G28) too much for now" },
	no      = { "mx.example.org: 450 4.7.1 (G28) too much for now" },
}

rule "rackspace_spam" {
	matches = { [[\[p4\D]], [[\[p3\D]], [[message blocked due to spam content]] },
	reason  = "spam_content",
	yes     = { "554 5.7.1 [P4] Message blocked due to spam content in the message" },
	no      = { "554 5.7.1 [R1] blocked" },
}
