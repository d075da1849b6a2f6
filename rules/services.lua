-- SPDX-License-Identifier: MIT
-- Services that send or host for others: Amazon SES and WorkMail, SendGrid, SparkPost, Mailgun,
-- Postmark, Mailjet, Zoho.

rule "ses_suppressed" {
	says   = {
		"address is on the suppression list", "on account suppression list",
		"onaccountsuppressionlist", "has suppressed sending to this address",
		"bouncesubtype: suppressed",
	},
	reason = "upstream_suppressed",
	yes    = {
		"550 5.1.1 The service has suppressed sending to this address because of earlier "
			.. "bounces",
	},
	no     = { "550 5.1.1 user unknown" },
}

-- What a notification in JSON says of its own accord.
rule "ses_no_email" {
	says   = { "bouncetype: permanent; bouncesubtype: noemail" },
	reason = "mailbox_unknown",
	yes    = { "bounceType: Permanent; bounceSubType: NoEmail" },
	no     = { "bounceType: Permanent; bounceSubType: General" },
}

rule "ses_mailbox_full" {
	says       = { "bouncesubtype: mailboxfull", "delaytype: mailboxfull" },
	reason     = "mailbox_full",
	permanence = "temporary",
	yes        = {
		"bounceType: Transient; bounceSubType: MailboxFull", "delayType: MailboxFull",
	},
	no         = { "bounceType: Transient; bounceSubType: General" },
}

rule "ses_transient" {
	doc        = "No more than that, and no server spoke.",
	says       = "bouncetype: transient; bouncesubtype: general",
	unless     = { { reply = { "4xx", "5xx" } }, { status = { "x.*.*" } } },
	reason     = "unknown",
	permanence = "temporary",
	confidence = 0.3,
	yes        = { "bounceType: Transient; bounceSubType: General" },
	no         = { "bounceType: Permanent; bounceSubType: General" },
}

rule "ses_message_too_big" {
	says   = { "bouncesubtype: messagetoolarge" },
	reason = "message_too_big",
	yes    = { "bounceType: Transient; bounceSubType: MessageTooLarge" },
	no     = { "bounceType: Transient; bounceSubType: General" },
}

rule "ses_content_rejected" {
	says   = { "bouncesubtype: contentrejected", "bouncesubtype: attachmentrejected" },
	reason = "content_rejected",
	yes    = { "bounceType: Transient; bounceSubType: AttachmentRejected" },
	no     = { "bounceType: Transient; bounceSubType: General" },
}

rule "ses_expired_dns" {
	says   = { "unable to lookup dns for" },
	reason = "dns_error",
	yes    = {
		"554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.0 Unable to "
			.. "lookup DNS for example.org>",
	},
	no     = {
		"554 4.4.7 Message expired: unable to deliver in 840 minutes.<451 4.4.0 timed out>",
	},
}

rule "ses_not_verified" {
	says   = {
		"email address is not verified", "email address not verified",
		"identities failed the check in region",
	},
	reason = "sender_rejected",
	yes    = {
		"554 Message rejected: Email address is not verified. The following identities "
			.. "failed the check in region EU: bob@example.com",
	},
	no     = { "554 Message rejected" },
}

rule "ses_throttled" {
	says   = {
		"throttling failure", "maximum sending rate exceeded",
		"daily message quota exceeded",
	},
	reason = "rate_limited",
	yes    = { "454 Throttling failure: Maximum sending rate exceeded." },
	no     = { "552 5.2.2 Quota exceeded" },
}

rule "sparkpost_suppressed" {
	says   = {
		"[internal] recipient address suppressed",
		"[internal] recipient address was suppressed",
		"recipient address suppressed due to", "recipient address was suppressed due to",
	},
	reason = "upstream_suppressed",
	yes    = { "554 5.7.1 [internal] recipient address was suppressed due to customer policy" },
	no     = { "554 5.7.1 [internal] message rejected" },
}

rule "sendgrid_no_mail_host" {
	doc    = "Whatever record was asked for: the name does not exist.",
	says   = { "unable to get mx info * no such host" },
	reason = "domain_unknown",
	yes    = {
		"unable to get mx info: failed to get IPs from PTR record: lookup example.org: "
			.. "no such host",
	},
	no     = { "unable to get mx info: lookup example.org: i/o timeout" },
}

rule "sendgrid_mail_host_lookup" {
	says   = { "unable to get mx info" },
	unless = { says = { "no such host" } },
	reason = "dns_error",
	yes    = {
		"unable to get mx info: failed to get IPs from PTR record: lookup <nil>: "
			.. "unrecognized address",
	},
	no     = { "unable to get mx info: lookup example.org: no such host" },
}

rule "mailgun_suppressed" {
	says   = {
		"not delivering to previously bounced address",
		"not delivering to unsubscribed address",
		"not delivering to a user who marked your messages as spam",
	},
	reason = "upstream_suppressed",
	yes    = { "605 Not delivering to previously bounced address" },
	no     = { "550 5.1.1 user unknown" },
}

rule "postmark_inactive" {
	says   = {
		"recipient that has been marked as inactive",
		"recipients that have been marked as inactive", "found inactive addresses",
	},
	reason = "upstream_suppressed",
	permanence = "permanent",
	yes    = { "406 You tried to send to a recipient that has been marked as inactive." },
	no     = { "550 5.2.1 inactive account" },
}

rule "zoho_unusual" {
	says   = { "unusual sending activity detected" },
	reason = "rate_limited",
	yes    = { "550 5.4.6 Unusual sending activity detected. Please try after sometime." },
	no     = { "550 5.4.6 routing loop" },
}

rule "zoho_spam" {
	says   = { "email flagged as spam" },
	reason = "spam_content",
	yes    = { "554 5.7.1 Not delivered. Reason: Email flagged as Spam" },
	no     = { "554 5.7.1 Email cannot be delivered" },
}

rule "sparkpost_suppression" {
	says   = { "smart send suppression" },
	reason = "upstream_suppressed",
	yes    = { "Smart Send Suppression" },
	no     = { "550 smart sender" },
}

rule "zoho_policy" {
	says   = { "mailpolicy violation" },
	reason = "policy_rejected",
	yes    = { "554 5.2.3 MailPolicy violation, not delivered to mailboxes" },
	no     = { "554 5.2.3 message too long" },
}

rule "sending_paused" {
	doc    = "A service that has stopped all that an account sends, whatever status it gives it.",
	says   = { "sending paused for", "sending is paused for", "sending is suspended for this account" },
	reason = "policy_rejected",
	yes    = { "550 5.4.6 Sending paused for this account" },
	no     = { "550 5.4.6 Paused: too many hops" },
}

rule "facebook_preferences" {
	doc    = "RCP: the person wants no such mail, or is not there; POL: policy.",
	says   = { "rcp-p2", "rcp-p4", "due to recipient preferences" },
	reason = "recipient_restricted",
	yes    = {
		"550 5.1.1 RCP-P2 http://example.net/codes#rcp refused for what the recipient "
			.. "wants",
	},
	no     = { "550 5.1.1 RCP-P1 unknown" },
}

rule "facebook_unknown" {
	says   = { "rcp-p1", "rcp-p3" },
	reason = "mailbox_unknown",
	yes    = { "550 5.1.1 RCP-P1 http://example.net/codes#rcp" },
	no     = { "550 5.1.1 RCP-P2 http://example.net/codes#rcp" },
}

rule "facebook_policy" {
	host   = { "*.facebook.com", "*.fb.com" },
	says   = {
		"pol-p1", "pol-p2", "pol-p3", "pol-p4", "pol-p5", "pol-p6", "pol-p7", "int-p*",
		"dns-p1", "dns-p2", "con-p*",
	},
	reason = "policy_rejected",
	yes    = { "smtpin.mx.facebook.com: 554 5.7.1 POL-P2 http://example.net/codes#pol" },
	no     = { "mx.example.org: 554 5.7.1 POL-P2 http://example.net/codes#pol" },
}
