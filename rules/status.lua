-- SPDX-License-Identifier: MIT
-- Enhanced status codes: each row of the IANA registry (RFC 3463 and its followers), and the
-- three-digit details of large providers. No text is read here, and the class (4 or 5) says how
-- lasting it is.

-- x.1: addresses

rule "status_1_1" {
	doc    = "Bad destination mailbox address.",
	status = "x.1.1",
	reason = "mailbox_unknown",
	yes    = { "550 5.1.1", "5.1.1", "450 4.1.1" },
	no     = { "550 5.1.2" },
}

rule "status_1_2" {
	doc    = "Bad destination system address: the domain or host does not exist or takes no "
		.. "mail.",
	status = { "x.1.2", "5.4.310", "4.4.310" },
	reason = "domain_unknown",
	yes    = { "550 5.1.2" },
	no     = { "550 5.1.1" },
}

rule "status_1_3" {
	doc    = "Bad destination mailbox address syntax.",
	status = "x.1.3",
	reason = "address_invalid",
	yes    = { "501 5.1.3" },
	no     = { "501 5.1.7" },
}

rule "status_1_4" {
	doc    = "Destination mailbox address ambiguous: it fits more than one mailbox.",
	status = "x.1.4",
	reason = "address_invalid",
	yes    = { "550 5.1.4" },
	no     = { "550 5.1.1" },
}

rule "status_1_6" {
	doc    = "Destination mailbox has moved, no forwarding address.",
	status = "x.1.6",
	reason = "mailbox_moved",
	yes    = { "550 5.1.6" },
	no     = { "550 5.1.1" },
}

rule "status_1_7" {
	doc    = "Bad sender's mailbox address syntax: ours, not the recipient's.",
	status = "x.1.7",
	reason = "sender_rejected",
	yes    = { "501 5.1.7" },
	no     = { "501 5.1.3" },
}

rule "status_1_8" {
	doc    = "Bad sender's system address: our domain does not resolve, or can't take mail.",
	status = { "x.1.8", "5.1.20" },
	reason = "sender_rejected",
	yes    = { "550 5.1.8", "451 4.1.8" },
	no     = { "550 5.1.1" },
}

rule "status_1_10" {
	doc    = "The recipient's domain has a null MX: it says in the DNS that it takes no mail "
		.. "(RFC 7505).",
	status = "x.1.10",
	reason = "domain_no_mail",
	yes    = { "556 5.1.10" },
	no     = { "550 5.1.1" },
}

rule "status_1_90" {
	doc    = "Exchange Online: the sender's own daily limit of recipients.",
	status = { "5.1.90", "4.1.90" },
	reason = "rate_limited",
	yes    = { "550 5.1.90" },
	no     = { "550 5.1.1" },
}

-- x.2: mailboxes

rule "status_2_1" {
	doc    = "Mailbox disabled, not accepting messages.",
	status = "5.2.1",
	reason = "mailbox_disabled",
	yes    = { "550 5.2.1" },
	no     = { "450 4.2.1" },
}

rule "status_2_1_temporary" {
	doc    = "The same for now: large providers say so when mail comes in too fast.",
	status = { "4.2.1", "x.2.121", "x.2.122" },
	reason = "rate_limited",
	yes    = { "450 4.2.1" },
	no     = { "550 5.2.1" },
}

rule "status_2_2" {
	doc    = "Mailbox full.",
	status = "x.2.2",
	reason = "mailbox_full",
	yes    = { "552 5.2.2", "452 4.2.2" },
	no     = { "552 5.2.3" },
}

rule "status_2_3" {
	doc    = "Message length exceeds administrative limit: too big for this mailbox.",
	status = "x.2.3",
	reason = "message_too_big",
	yes    = { "552 5.2.3" },
	no     = { "552 5.2.2" },
}

rule "status_2_4" {
	doc    = "Mailing list expansion problem: a list at the far side, which is no proof of a "
		.. "bad address.",
	status = "x.2.4",
	reason = "system_error",
	yes    = { "450 4.2.4" },
	no     = { "450 4.2.2" },
}

-- x.3: mail systems

rule "status_3_1" {
	doc    = "Mail system full.",
	status = "x.3.1",
	reason = "system_full",
	yes    = { "452 4.3.1" },
	no     = { "452 4.2.2" },
}

rule "status_3_2_521" {
	doc    = "System not accepting network messages, said by a host that never does (RFC "
		.. "7504).",
	status = "x.3.2",
	reply  = { 521, 556 },
	reason = "domain_no_mail",
	yes    = { "521 5.3.2" },
	no     = { "421 4.3.2" },
}

rule "status_3_3" {
	doc    = "System not capable of selected features.",
	status = "x.3.3",
	reason = "content_rejected",
	yes    = { "554 5.3.3" },
	no     = { "554 5.3.5" },
}

rule "status_3_4" {
	doc    = "Message too big for system.",
	status = "x.3.4",
	reason = "message_too_big",
	yes    = { "552 5.3.4" },
	no     = { "552 5.2.2" },
}

rule "status_3" {
	doc    = "Other or undefined mail system status (0), not accepting messages (2), "
		.. "incorrectly configured (5).",
	status = "x.3.*",
	reason = "system_error",
	yes    = { "451 4.3.0", "421 4.3.2", "553 5.3.5" },
	no     = { "451 4.4.1" },
}

-- x.4: network and routing

rule "status_4_3" {
	doc    = "Directory server failure: as a rule the DNS.",
	status = { "x.4.3", "4.4.4", "x.4.312" },
	reason = "dns_error",
	yes    = { "451 4.4.3", "450 4.4.4" },
	no     = { "550 5.4.4" },
}

rule "status_4_4" {
	doc    = "Unable to route, for good: as a rule a domain that does not exist.",
	status = "5.4.4",
	reason = "domain_unknown",
	yes    = { "550 5.4.4" },
	no     = { "450 4.4.4" },
}

rule "status_4_6" {
	doc    = "Routing loop detected.",
	status = { "x.4.6", "x.4.14" },
	reason = "routing_loop",
	yes    = { "554 5.4.6" },
	no     = { "554 5.4.7" },
}

rule "status_4_7" {
	doc    = "Delivery time expired.",
	status = { "x.4.7", "x.4.300" },
	reason = "expired",
	yes    = { "554 5.4.7", "554 4.4.7" },
	no     = { "554 5.4.6" },
}

rule "status_4" {
	doc    = "Other or undefined network status (0), no answer from host (1), bad connection "
		.. "(2), mail system congestion (5).",
	status = "x.4.*",
	reason = "network_error",
	yes    = { "451 4.4.1", "421 4.4.2", "4.4.0", "451 4.4.5" },
	no     = { "451 4.3.0" },
}

-- x.5: mail delivery protocol

rule "status_5_3" {
	doc    = "Too many recipients.",
	status = "x.5.3",
	reason = "too_many_recipients",
	yes    = { "452 4.5.3" },
	no     = { "503 5.5.1" },
}

rule "status_5" {
	doc    = "Invalid command (1), syntax error (2), invalid arguments (4), wrong protocol "
		.. "version (5), authentication exchange too long (6).",
	status = "x.5.*",
	unless = { { status = "x.5.0", reply = { 450, 550, 553, 554 } } },
	reason = "protocol_error",
	yes    = { "503 5.5.1", "501 5.5.2", "504 5.5.4", "502 5.5.0" },
	no     = { "550 5.5.0" },
}

-- x.6: message content or media

rule "status_6" {
	doc    = "Media not supported (1), conversion (2 to 5), content not available (6), "
		.. "addresses and headers in UTF-8 (7 to 10).",
	status = "x.6.*",
	reason = "content_rejected",
	yes    = { "554 5.6.0", "554 5.6.1", "550 5.6.7" },
	no     = { "554 5.7.1" },
}

-- x.7: security or policy

rule "status_7_required" {
	doc    = "Security or policy status with a reply of AUTH: log in first.",
	status = { "x.7.0", "x.7.1", "x.7.3", "x.7.4" },
	reply  = { 504, 530, 534, 535 },
	reason = "auth_required",
	yes    = { "530 5.7.0", "535 5.7.1" },
	no     = { "550 5.7.0" },
}

rule "status_7_2" {
	doc    = "Mailing list expansion prohibited, or a recipient that does not take mail from "
		.. "us.",
	status = { "x.7.2", "x.7.124", "x.7.133", "x.7.134", "x.7.135", "x.7.136", "x.7.193" },
	reason = "recipient_restricted",
	yes    = { "550 5.7.2", "550 5.7.193" },
	no     = { "550 5.7.1" },
}

rule "status_7_content" {
	doc    = "Security conversion, features, cryptography, integrity (3 to 7), priority (15), "
		.. "change of owner can't be tested (19).",
	status = { "x.7.3", "x.7.4", "x.7.5", "x.7.6", "x.7.7", "x.7.15", "x.7.19", "x.7.512" },
	reason = "content_rejected",
	yes    = { "550 5.7.7", "554 5.7.5", "550 5.7.15" },
	no     = { "550 5.7.8" },
}

rule "status_7_8" {
	doc    = "Credentials invalid (8), mechanism too weak (9), password transition (12), trust "
		.. "relationship required (14).",
	status = { "x.7.8", "x.7.9", "x.7.12", "x.7.14", "x.7.57" },
	reason = "auth_required",
	yes    = { "535 5.7.8", "534 5.7.9", "432 4.7.12", "535 5.7.14" },
	no     = { "523 5.7.10" },
}

rule "status_7_10" {
	doc    = "Encryption needed (10), needed for this mechanism (11), for this message (30).",
	status = {
		"x.7.10", "x.7.11", "x.7.30", "x.7.321", "x.7.322", "x.7.323", "x.7.324", "x.7.325",
	},
	reason = "tls_required",
	yes    = { "523 5.7.10", "538 5.7.11", "550 5.7.30" },
	no     = { "535 5.7.8" },
}

rule "status_7_13_own" {
	doc     = "User account disabled, said of the account that we log in with.",
	status  = "x.7.13",
	command = "AUTH",
	reason  = "auth_required",
	yes     = { "host mx.example.net[192.0.2.9] said: 525 5.7.13 (in reply to AUTH command)" },
	no      = { "550 5.7.13" },
}

rule "status_7_13" {
	doc    = "User account disabled; owner of the mailbox has changed (17): who agreed to get "
		.. "mail is not there any more.",
	status = { "x.7.13", "x.7.17" },
	reason = "mailbox_disabled",
	yes    = { "550 5.7.13", "550 5.7.17" },
	no     = { "550 5.7.18" },
}

rule "status_7_16" {
	doc    = "Message is too big for its priority.",
	status = "x.7.16",
	reason = "message_too_big",
	yes    = { "552 5.7.16" },
	no     = { "552 5.7.15" },
}

rule "status_7_18" {
	doc    = "The domain's owner has changed: nobody there agreed to get mail.",
	status = "x.7.18",
	reason = "domain_unknown",
	yes    = { "550 5.7.18" },
	no     = { "550 5.7.17" },
}

rule "status_7_25" {
	doc    = "Reverse DNS validation failed.",
	status = { "x.7.25", "x.7.506" },
	reason = "sending_host_rejected",
	yes    = { "550 5.7.25" },
	no     = { "550 5.7.26" },
}

rule "status_7_20" {
	doc    = "DKIM (20 to 22), SPF (23, 24), several checks (26), null MX of the sender or SPF "
		.. "(27), ARC (29).",
	status = {
		"x.7.20", "x.7.21", "x.7.22", "x.7.23", "x.7.24", "x.7.26", "x.7.27", "x.7.29",
		"x.7.32", "x.7.40", "x.7.509", "x.7.515",
	},
	reason = "auth_failed",
	yes    = {
		"5.7.26",
		"550 5.7.20",
		"550 5.7.23",
		"550 5.7.27",
		"550 5.7.29",
		"550 5.7.509",
	},
	no     = { "550 5.7.25" },
}

rule "status_7_28" {
	doc    = "Mail flood detected.",
	status = { "x.7.28", "x.7.500", "x.7.508" },
	reason = "rate_limited",
	yes    = { "421 4.7.28", "550 5.7.28" },
	no     = { "550 5.7.27" },
}

rule "status_7_reputation" {
	doc    = "Microsoft's details for hosts, networks and tenants that it does not trust.",
	status = {
		"x.7.501", "x.7.502", "x.7.503", "x.7.507", "x.7.511", "x.7.513", "x.7.606",
		"x.7.650", "x.7.651", "x.7.652", "x.7.705", "x.7.708", "x.7.750",
	},
	reason = "reputation_block",
	yes    = { "550 5.7.606", "451 4.7.650", "550 5.7.511" },
	no     = { "550 5.7.509" },
}

rule "status_7_552" {
	doc        = "A policy against what the mail holds, said where it was sent.",
	status     = { "x.7.0", "x.7.1" },
	reply      = 552,
	reason     = "content_rejected",
	confidence = 0.6,
	yes        = { "552 5.7.0" },
	no         = { "550 5.7.0" },
}

rule "status_7" {
	doc        = "Security or policy: refused, and no more said (0 and 1).",
	status     = "x.7.*",
	reason     = "policy_rejected",
	confidence = 0.6,
	yes        = { "554 5.7.1", "550 5.7.0" },
	no         = { "550 5.1.1" },
}

-- What the code leaves open: the reply may know more.

rule "status_open" {
	doc    = "Other status (x.0.0), other address (x.1.0) or mailbox (x.2.0) status, and "
		.. "details that say no trouble (x.1.5, x.1.9).",
	status = { "x.0.*", "x.1.*", "x.2.*" },
	unless = { reply = { "4xx", "5xx" } },
	reason = "unknown",
	yes    = { "5.0.0", "5.1.0", "4.2.0" },
	no     = { "550 5.0.0" },
}
