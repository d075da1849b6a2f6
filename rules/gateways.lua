-- SPDX-License-Identifier: MIT
-- Gateways and filters in front of mail servers: Mimecast, Proofpoint, Barracuda, Cisco, Symantec,
-- Trend Micro, Sophos, SpamExperts, Cloudmark, Vade, hornetsecurity, Spamhaus' own pages.

rule "mimecast_greylisted" {
	doc    = "Mimecast's greylisting does not say its name.",
	says   = {
		"internal resource temporarily unavailable",
		"internal resources are temporarily unavailable",
		"internal resources temporarily unavailable",
	},
	reason = "greylisted",
	yes    = {
		"451 Internal resource temporarily unavailable - "
			.. "https://community.mimecast.com/docs/DOC-1369#451",
	},
	no     = { "451 Account service is temporarily unavailable" },
}

rule "mimecast_anti_spoofing" {
	says   = {
		"anti-spoofing policy", "spf sender invalid", "dmarc sender invalid",
		"dkim sender invalid", "rejected by header based anti-spoofing",
		"sender invalid - envelope rejected",
	},
	reason = "auth_failed",
	yes    = {
		"550 Rejected by header based Anti-Spoofing policy",
		"550 DMARC Sender Invalid - envelope rejected",
	},
	no     = { "550 Envelope blocked - User Entry" },
}

rule "mimecast_reputation" {
	says   = {
		"local ct ip reputation", "poor reputation sender", "csi.mimecast.org",
		"host network not allowed", "sender ip reputation", "ip reputation - (reject)",
	},
	reason = "reputation_block",
	yes    = {
		"550 Local CT IP Reputation - (reject)",
		"550 csi.mimecast.org Poor Reputation Sender",
	},
	no     = { "550 Envelope blocked - User Entry" },
}

rule "mimecast_spam" {
	says   = {
		"mcspamsignature*", "mcspam*", "spam signature detected",
		"spam message content detected", "spam scanner rejected",
	},
	reason = "spam_content",
	yes    = { "554 email rejected due to security policies - MCSpamSignature.x.1" },
	no     = { "554 email rejected due to security policies - MCVirus" },
}

rule "mimecast_virus" {
	says   = { "mcvirus*", "virus signature" },
	reason = "virus",
	yes    = { "554 email rejected due to security policies - MCVirus.Win32.x" },
	no     = { "554 email rejected due to security policies - MCSpamSignature.x.1" },
}

rule "mimecast_security" {
	says   = { "rejected due to security policies" },
	unless = { says = { "mcspam*", "mcvirus*", "mcattachment*", "mccontent*", "virus signature" } },
	reason = "spam_content",
	yes    = {
		"554 Email rejected due to security policies - "
			.. "https://community.mimecast.com/docs/DOC-1369#554",
	},
	no     = { "554 email rejected due to security policies - MCVirus.1" },
}

rule "mimecast_blocked" {
	says   = {
		"envelope blocked - user entry", "envelope blocked - user domain entry",
		"envelope blocked", "manually blocked sender*", "based blocked sender*", "blocked senders policy", "administrative lockout",
		"recipient email address is possibly incorrect", "rejected by recipient * policy",
	},
	unless = { says = "possibly incorrect" },
	reason = "recipient_restricted",
	yes    = { "550 Envelope blocked - User Entry" },
	no     = { "550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550" },
}

rule "mimecast_unknown" {
	says   = { "recipient email address is possibly incorrect" },
	reason = "mailbox_unknown",
	yes    = { "550 5.1.1 Recipient email address is possibly incorrect" },
	no     = { "550 Envelope blocked - User Entry" },
}

rule "mimecast_busy" {
	says       = {
		"account service is temporarily unavailable",
		"unable to process email at this time", "unable to process connection at this time",
		"exceeding outbound thread limit", "outbound thread limit", "account inbounds disabled",
		"account outbounds disabled",
	},
	reason     = "system_error",
	permanence = "temporary",
	yes        = { "451 Account service is temporarily unavailable" },
	no         = { "451 Internal resource temporarily unavailable" },
}

rule "proofpoint_blocked" {
	says   = {
		"ipcheck.proofpoint.com", "support.proofpoint.com/dnsbl-lookup",
		"proofpoint.com/dnsbl", "cloudmark.com/*reset", "csi.cloudmark.com",
		"reset-request/?ip=",
	},
	reason = "reputation_block",
	yes    = { "554 5.7.0 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1" },
	no     = { "550 5.1.1 User Unknown" },
}

rule "barracuda_blocked" {
	says   = {
		"barracudanetworks.com/reputation", "barracudacentral.org/rbl",
		"using barracuda reputation",
	},
	reason = "reputation_block",
	yes    = {
		"554 Service unavailable; Client host [192.0.2.1] blocked using Barracuda "
			.. "Reputation; http://www.barracudanetworks.com/reputation/?ip=192.0.2.1",
	},
	no     = { "550 permanent failure for one or more recipients (ann@example.org:blocked)" },
}

rule "barracuda_recipient_blocked" {
	says   = {
		"permanent failure for one or more recipients * :blocked",
		"permanent failure for one or more recipients *:blocked",
		"permanent failure for one or more recipients *:quarantined", "*:quarantined)",
	},
	reason = "policy_rejected",
	yes    = { "550 permanent failure for one or more recipients (ann@example.org:blocked)" },
	no     = {
		"550 permanent failure for one or more recipients (ann@example.org:550 5.1.1 user "
			.. "unknown)",
	},
}

rule "barracuda_content" {
	says   = { "message content rejected, ube", "rejected, ube, id=" },
	reason = "spam_content",
	yes    = { "550 5.7.1 Message content rejected, UBE, id=11111-11-111" },
	no     = { "550 5.6.0 Message content rejected" },
}

rule "cisco_reputation" {
	says   = {
		"your access to this mail system has been rejected due to the sending mta's",
		"rejected due to the sending mta's poor reputation",
		"your access to submit messages",
		"your access to this mail system has been rejected",
	},
	reason = "reputation_block",
	yes    = {
		"554-mx.example.net 554 Your access to this mail system has been rejected due to "
			.. "the sending MTA's poor reputation",
		"550 #5.7.1 Your access to submit messages has been taken away",
	},
	no     = { "550 #5.1.0 Address rejected." },
}

rule "cisco_unknown" {
	doc     = "What Cisco's gateway says for a recipient that its directory does not know.",
	matches = [[#5\.1\.0\s+address rejected]],
	reason  = "mailbox_unknown",
	yes     = { "550 #5.1.0 Address rejected." },
	no      = { "550 5.7.1 Address rejected by policy" },
}

rule "cisco_rate" {
	says   = {
		"too many recipients received this hour",
		"too many recipients received from the sender", "#4.4.5 too many",
		"4.4.5 too many connections",
	},
	reason = "rate_limited",
	yes    = { "452 Too many recipients received this hour" },
	no     = { "452 4.5.3 Too many recipients" },
}

rule "symantec_policy" {
	says   = {
		"connection rejected by policy [7.7]", "rejected by policy [7.*",
		"rejected by policy [9.*", "connection refused by policy [7.*",
	},
	reason = "reputation_block",
	yes    = {
		"501 Connection rejected by policy [7.7] 1234, please visit "
			.. "www.messagelabs.com/support",
	},
	no     = { "550 Invalid recipient ann@example.org (#5.1.1)" },
}

rule "symantec_filtered" {
	says   = {
		"symanteccloud.com/troubleshooting", "message filtered. please see the faq*",
		"message filtered. refer to",
	},
	unless = { says = { "spf", "sender policy framework" } },
	reason = "spam_content",
	yes    = {
		"553-Message filtered. Refer to the page at "
			.. "http://www.symanteccloud.com/troubleshooting (#5.7.1)",
	},
	no     = { "550 Invalid recipient ann@example.org (#5.1.1)" },
}

rule "symantec_relay" {
	says   = { "you are trying to use me * as a relay", "trying to use me [server" },
	reason = "relay_denied",
	yes    = {
		"553-you are trying to use me [server-1.example.net] as a relay, but I am not "
			.. "configured to let you",
	},
	no     = { "550 Invalid recipient ann@example.org (#5.1.1)" },
}

rule "trend_reputation" {
	says   = {
		"mail-abuse.org", "trendmicro.com/reputation", "ers.trendmicro.com",
		"ersp.trendmicro.com", "trend micro email reputation", "trend micro rbl",
	},
	reason = "reputation_block",
	yes    = {
		"550 5.7.1 Service unavailable; client [192.0.2.1] blocked, see "
			.. "https://ers.trendmicro.com/",
	},
	no     = { "550 5.1.1 user unknown" },
}

rule "filter_reputation" {
	doc    = "Other gateways' pages and words.",
	says   = {
		"antispamcloud.com", "mailspamprotection.com", "spamexperts",
		"spamtitan * reputation", "sophos.com/*ip", "cyren.com/*ip-reputation",
		"cyren * reputation", "vadesecure * reputation", "senderbase.org",
		"talosintelligence.com", "fortiguard.com", "fortiguard-antispam",
		"fortiguard * black ip",
		"fortimail * blocklist", "mxlogic * denied",
		"mailhostbox.com/email-administrators-guide-error-codes", "spfbl.net",
		"hetrixtools",
	},
	unless = {
		says = {
			"user unknown", "does not exist", "no such", "invalid recipient", "mailbox",
			"not found", "extension", "attachment*", "greylist*", "sender address", "sender domain", "valid mx", "spf", "dkim", "dmarc",
		},
	},
	reason = "reputation_block",
	yes    = { "554 5.7.1 Refused, see https://www.talosintelligence.com/?ip=192.0.2.1" },
	no     = { "550 No such recipient here, filtered by antispamcloud.com" },
}
