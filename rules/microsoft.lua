-- SPDX-License-Identifier: MIT
-- Outlook.com and Hotmail (sendersupport.olc.protection.outlook.com/pm/troubleshooting), Exchange
-- Online and Exchange. S and a number, two letters and a number, or the word before a semicolon
-- (RESOLVER.ADR.RecipNotFound) name the reason.

rule "exchange_unknown" {
	says   = {
		"resolver.adr.recipnotfound", "resolver.adr.recipientnotfound",
		"resolver.adr.exrecipnotfound", "resolver.adr.*notfound", "recipnotfound",
		"recipientnotfound", "exrecipnotfound",
	},
	reason = "mailbox_unknown",
	yes    = {
		"550 5.1.1 RESOLVER.ADR.RecipNotFound; ann was not found",
		"550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ann@example.org not found by "
			.. "SMTP address lookup",
	},
	no     = { "550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized" },
}

rule "exchange_address" {
	says   = {
		"resolver.adr.ambiguous", "resolver.adr.invalidinsmtp", "resolver.adr.badprimary",
		"resolver.adr.invalid", "encapsulated invalid address",
	},
	reason = "address_invalid",
	yes    = { "550 5.1.4 RESOLVER.ADR.Ambiguous; ambiguous address" },
	no     = { "550 5.1.1 RESOLVER.ADR.RecipNotFound; ann was not found" },
}

rule "exchange_too_big" {
	says   = {
		"resolver.rst.recipsizelimit", "resolver.rst.sendsizelimit",
		"resolver.rst.*sizelimit", "smtpsend.overadvertisedsize", "messagesizelimit",
		"submissionquotaexceeded * size",
	},
	reason = "message_too_big",
	yes    = { "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for ann" },
	no     = { "550 5.2.2 STOREDRV.Deliver; mailbox full" },
}

rule "exchange_restricted" {
	doc    = "Mailboxes and groups that take mail only from some senders, or only from those "
		.. "who logged in.",
	says   = {
		"resolver.rst.*auth*", "resolver.rst.restricted*", "restrictedtomailbox",
		"not authenticated for mailbox", "not authenticated for group",
		"not authenticated for this group", "sender not in allowed-senders",
		"sender not authenticated by organization",
		"sender was not authenticated by organization", "can't accept external messages",
		"only accepts messages from people in its organization",
	},
	reason = "recipient_restricted",
	yes    = {
		"550 5.7.1 RESOLVER.RST.AuthRequired; authentication required [Stage: "
			.. "CreateMessage]",
		"550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required",
	},
	no     = { "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for ann" },
}

rule "exchange_full" {
	says   = {
		"quotaexceeded*", "storedrv.deliver; mailbox full",
		"storedrv.deliver* mailbox full", "storedrv.*quotaexceededexception",
	},
	unless = { says = "submissionquota*" },
	reason = "mailbox_full",
	yes    = {
		"554 5.2.2 "
			.. "STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded",
	},
	no     = { "432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded" },
}

rule "exchange_disabled" {
	says   = {
		"storedrv.deliver; mailbox is disabled", "accountdisabled*",
		"mailboxdisabledexception", "account disabled; * storedrv",
	},
	reason = "mailbox_disabled",
	yes    = { "550 5.2.1 STOREDRV.Deliver.Exception:AccountDisabledException" },
	no     = { "432 4.2.0 STOREDRV.Deliver.Exception:StorageTransientException" },
}

rule "exchange_thread_limit" {
	says   = {
		"recipient thread limit exceeded", "thread limit exceeded", "hourly receive limit",
		"daily receive limit", "reached your daily limit for message recipients",
		"submissionquotaexceeded", "tenant has exceeded", "recipient limit exceeded for",
	},
	reason = "rate_limited",
	yes    = {
		"432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded",
		"550 5.2.121 ann@example.org has reached the hourly receive limit",
	},
	no     = { "554 5.2.2 mailbox of ann full" },
}

rule "exchange_loop" {
	says   = { "resolver.fwd.loop" },
	reason = "routing_loop",
	yes    = {
		"550 5.4.6 RESOLVER.FWD.Loop; there is a forwarding loop configured in the "
			.. "directory",
	},
	no     = { "550 5.4.4 unable to route" },
}

rule "exchange_store_trouble" {
	says   = {
		"storedrv.*transient*", "storedrv.deliver.exception:*", "mapiexception*",
		"recipient * storage is in quarantine", "mailboxinfectedexception",
		"insufficient system resources", "insufficientresources", "storedrv.submit*",
		"cat.*exception", "transport.mailboxofflineexception", "mailboxoffline*",
	},
	unless = {
		says = {
			"notfound*", "quota*", "permission", "messagesize*", "invalidcontent*",
			"accountdisabled*", "not found",
		},
	},
	reason = "system_error",
	yes    = {
		"432 4.2.0 "
			.. "STOREDRV.Deliver.Exception:StorageTransientException.MapiExceptionLogonFailed; "
			.. "Failed to process message due to a transient exception",
	},
	no     = { "554 5.2.2 STOREDRV.Deliver.Exception:QuotaExceededException" },
}

rule "exchange_content" {
	says   = {
		"cat.invalidcontent*", "invalid mime content", "smtpsend.barelinefeedsareillegal",
		"invalidcontent.exception", "messagecontentmustbe*",
		"messages sent to * active content",
	},
	reason = "content_rejected",
	yes    = { "550 5.6.0 CAT.InvalidContent.Exception: DataSourceOperationException" },
	no     = { "550 5.4.4 unable to route" },
}

rule "exchange_transport_rule" {
	says   = {
		"transport.rules.rejectmessage", "rejected by organization policy",
		"organization policy", "delivery restrictions",
		"has been blocked by your organization", "custom mail flow rule",
	},
	reason = "policy_rejected",
	yes    = {
		"550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization "
			.. "policy",
	},
	no     = { "550 5.1.1 RESOLVER.ADR.RecipNotFound; ann was not found" },
}

rule "exchange_no_domain" {
	says   = {
		"nonexistentdomain", "smtpsend.dns.nonexistentdomain", "domain is not reachable",
		"infodomainnonexistent", "routing.noconnectorforaddresstype",
	},
	unless = { says = "sender" },
	reason = "domain_unknown",
	yes    = {
		"550 5.4.4 SMTPSEND.DNS.NonExistentDomain; nonexistent domain",
		"554 The mail was not sent because the domain is not reachable",
	},
	no     = { "450 4.4.312 DNS query failed" },
}

rule "exchange_dns" {
	says   = {
		"dns query failed", "smtpsend.dns.mxloopback", "dns server returned",
		"451 4.4.0 dns", "infonorecords", "errorretry",
	},
	unless = { says = { "nonexistentdomain", "does not exist", "sender" } },
	reason = "dns_error",
	yes    = { "550 5.4.312 Message expired, DNS query failed (ErrorRetry)" },
	no     = { "550 5.4.310 DNS domain example.org does not exist" },
}

rule "exchange_5_1_351" {
	doc    = "Exchange Online repeats what the remote server said.",
	says   = {
		"remote server returned unknown recipient",
		"remote server returned invalid recipient",
		"remote server returned message detected as unknown recipient",
	},
	reason = "mailbox_unknown",
	yes    = {
		"550 5.1.351 Remote server returned unknown recipient or mailbox unavailable -> "
			.. "550 : none here",
	},
	no     = { "550 5.7.350 Remote server returned message detected as spam -> 554 spam" },
}

rule "exchange_remote_spam" {
	says   = { "remote server returned message detected as spam" },
	reason = "spam_content",
	yes    = { "550 5.7.350 Remote server returned message detected as spam -> 554 none" },
	no     = { "550 5.1.351 Remote server returned unknown recipient" },
}

rule "microsoft_auth" {
	says   = {
		"does not pass dmarc verification",
		"does not meet the required authentication level", "must pass either spf or dkim",
		"access denied, sending domain", "message must pass spf",
		"failed authentication * 5.7.515",
	},
	reason = "auth_failed",
	yes    = {
		"550 5.7.509 Access denied, sending domain EXAMPLE.COM does not pass DMARC "
			.. "verification and has a policy of reject",
	},
	no     = { "550 5.7.511 Access denied, banned sender[192.0.2.1]" },
}

rule "microsoft_relay" {
	says   = {
		"tenantattribution", "unable to relay recipient in non-accepted domain",
		"recipient in non-accepted domain",
	},
	reason = "relay_denied",
	yes    = {
		"550 5.7.64 TenantAttribution; Relay Access Denied [ValidationStatus of '' is "
			.. "EmptyCertificate]",
	},
	no     = { "550 5.4.1 <ann@example.org>: Recipient address rejected: Access denied" },
}

rule "microsoft_sender" {
	says   = {
		"access denied, bad outbound sender",
		"client doesn't have permissions to send as this sender", "sendasdenied",
		"client blocked from sending from unregistered", "unregistered domains",
		"not permitted to send on behalf of",
	},
	reason = "sender_rejected",
	yes    = { "550 5.1.8 Access denied, bad outbound sender AS(42003)" },
	no     = { "550 5.7.511 Access denied, banned sender[192.0.2.1]" },
}

rule "microsoft_not_logged_in" {
	says   = {
		"client was not authenticated to send", "smtpclientauthentication is disabled",
		"anonymous clients does not have permissions",
	},
	reason = "auth_required",
	yes    = {
		"530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL "
			.. "FROM",
	},
	no     = { "550 5.7.60 SMTP; Client does not have permissions to send as this sender" },
}

rule "microsoft_rate" {
	doc        = "RP-001 to RP-003, and \"Server busy\": slower, and it passes.",
	says       = {
		"rp-001", "rp-002", "rp-003", "server busy. please try again later from",
		"has exceeded the rate limit allowed", "exceeded the connection limit", "as77713",
		"as77714", "access denied, please try again later",
		"traffic from this ip has been throttled", "s77713", "s77714", "s77719",
	},
	unless     = { says = "ip reputation" },
	reason     = "rate_limited",
	permanence = "temporary",
	yes        = {
		"421 RP-001 (BAY004) The mail server IP has exceeded the rate limit",
		"451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (AS77713)",
	},
	no         = {
		"451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to "
			.. "IP reputation. (S775)",
	},
}

rule "microsoft_ip_reputation" {
	says       = { "temporarily rate limited due to ip reputation", "(s775)" },
	reason     = "reputation_block",
	permanence = "temporary",
	retry      = "4h",
	yes        = {
		"451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to "
			.. "IP reputation. (S775)",
	},
	no         = {
		"451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (AS77713)",
	},
}

rule "microsoft_blocked" {
	doc    = "Block lists of Outlook.com (S3140, S3150), of Exchange Online (AS16012609), and "
		.. "the codes of the troubleshooting page.",
	says   = {
		"(s3140)", "(s3150)", "(s3114)", "(s3115)", "(s2017*", "s3140", "s3150", "s844",
		"on our block list (s*", "banned sending ip", "access denied, banned sender",
		"sc-001", "sc-002", "sc-003", "sc-004", "dy-001", "dy-002", "ou-001", "ou-002",
		"as16012609", "as16012607", "as(1433)", "delist@microsoft.com",
		"delist@messaging.microsoft.com", "sender.office.com",
		"spam abuse detected from ip range", "traffic not accepted from this ip",
		"customer block list", "part of their network is on our block list",
		"namespace mining", "weren't sent. we recommend", "messages from * weren't sent",
	},
	unless = { says = { "mailbox unavailable (s2017*", "maximum number of connections", "messages from * weren't sent. please try again", "limits for how many" } },
	reason = "reputation_block",
	yes    = {
		"550 5.7.1 Unfortunately, messages from [192.0.2.1] were not sent (S3140)",
		"550 DY-001 Mail rejected by Outlook.com for policy reasons",
		"550 5.7.606 Access denied, banned sending IP [192.0.2.1]",
	},
	no     = { "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)" },
}

rule "outlook_unknown" {
	doc    = "Outlook.com's words for an address that does not exist.",
	host   = { "*.outlook.com", "*.hotmail.com" },
	reply  = 550,
	says   = { "mailbox unavailable" },
	reason = "mailbox_unknown",
	yes    = {
		"hotmail-com.olc.protection.outlook.com: 550 5.5.0 Requested action not taken: "
			.. "mailbox unavailable (S2017062302)",
	},
	no     = { "mx.example.org: 451 mailbox unavailable" },
}

rule "microsoft_ndr_unknown" {
	doc    = "The words for people in Exchange's own reports.",
	says   = {
		"address you entered couldn't be found",
		"email address you entered could not be found",
		"e-mail address you entered couldn't be found", "wasn't found at",
		"couldn't be found at", "the recipient's email address wasn't found",
		"recipient name is not recognized",
		"e-mail account does not exist at the organization",
	},
	reason = "mailbox_unknown",
	yes    = {
		"The recipient name is not recognized; the MTS-ID follows",
		"ann wasn't found at example.org",
	},
	no     = { "550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized" },
}
