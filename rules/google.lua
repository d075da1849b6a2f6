-- SPDX-License-Identifier: MIT
-- Gmail, Google Workspace and Google Groups (support.google.com/a/answer/3726730). The last word of
-- the help link (?p=...) names the reason.

rule "google_groups" {
	doc        = "Google Groups, in any language: the group may not exist, or may not take "
		.. "mail from us.",
	domain     = "googlegroups.com",
	unless     = { reply = { "2*", "4*", "5*" } },
	check      = function(bounce)
		return bounce.from == "mailer-daemon@googlemail.com"
			or bounce:says("groups.google.com/support")
	end,
	reason     = "recipient_restricted",
	permanence = "permanent",
	yes        = {
		"<ann@googlegroups.com>: You may not post to this group, see "
			.. "https://groups.google.com/support/",
	},
	no         = { "550 5.1.1 <ann@googlegroups.com>: see https://groups.google.com/support/" },
}

rule "google_groups_link" {
	doc        = "The same for a group in a domain of its own.",
	says       = { "groups.google.com/support" },
	unless     = { reply = { "2*", "4*", "5*" } },
	reason     = "recipient_restricted",
	permanence = "permanent",
	yes        = {
		"<ann@example.org>: You may not post to this group, see "
			.. "https://groups.google.com/support/",
	},
	no         = { "550 5.1.1 <ann@example.org>: see https://groups.google.com/support/" },
}

rule "google_group_refused" {
	says   = {
		"the group you tried to contact",
		"may not have permission to post messages to the group",
	},
	reason = "recipient_restricted",
	yes    = { "550-5.7.1 the group you tried to contact (ann) takes no posts" },
	no     = { "550 5.1.1 no such group" },
}

rule "google_group_spam" {
	says   = {
		"to group * was rejected due to spam classification",
		"rejected due to spam classification",
	},
	reason = "spam_content",
	yes    = {
		"Mail to group ann@example.org was rejected due to spam classification; set up SPF",
	},
	no     = { "550 5.7.26 SPF did not pass" },
}

rule "google_unknown" {
	says   = { "?p=nosuchuser", "answer=6596" },
	reason = "mailbox_unknown",
	yes    = {
		"550-5.1.1 For help see https://support.google.com/mail/?p=NoSuchUser ab12.3 - "
			.. "gsmtp",
	},
	no     = { "550 5.2.1 https://support.google.com/mail/?p=DisabledUser" },
}

rule "google_disabled" {
	says   = {
		"?p=disableduser", "email account that you tried to reach is disabled",
		"email account that you tried to reach is inactive", "?p=inactiveuser",
		"answer=6588",
	},
	reason = "mailbox_disabled",
	yes    = {
		"550-5.2.1 This account is off. https://support.google.com/mail/?p=DisabledUser - "
			.. "gsmtp",
	},
	no     = { "550 5.1.1 https://support.google.com/mail/?p=NoSuchUser" },
}

rule "google_inactive_and_full" {
	says   = { "out of storage space and inactive", "over quota and inactive" },
	reason = "mailbox_disabled",
	yes    = { "552-5.2.2 ann's inbox is out of storage space and inactive. - gsmtp" },
	no     = {
		"452-4.2.2 ann's inbox is out of storage space. - gsmtp",
		"552-5.2.2 https://support.google.com/mail/?p=OverQuotaPerm - gsmtp",
	},
}

rule "google_full" {
	says   = {
		"?p=overquotatemp", "?p=overquotaperm", "answer=6558", "inbox is full, or it's getting too much mail",
	},
	reason = "mailbox_full",
	yes    = { "452-4.2.2 https://support.google.com/mail/?p=OverQuotaTemp - gsmtp" },
	no     = { "552-5.2.2 ann's inbox is out of storage space and inactive. - gsmtp" },
}

rule "google_receiving_rate" {
	doc        = "550 or 450 x.2.1 with these words is a rate, and no dead account.",
	says       = {
		"receiving mail at a rate", "receiving mail too quickly", "?p=receivingrate",
		"?p=receivingratelimit",
	},
	reason     = "rate_limited",
	permanence = "temporary",
	yes        = { "550-5.2.1 The user is receiving mail at a rate that is too high. - gsmtp" },
	no         = { "550-5.2.1 The account is disabled. - gsmtp" },
}

rule "google_sending_limit" {
	says       = {
		"smtpdailysendinglimit", "daily user sending quota", "daily user sending limit", "daily smtp relay limit",
		"daily sending quota", "?p=usersendingratelimit", "?p=dailylimit",
		"sending limit exceeded",
	},
	reason     = "rate_limited",
	permanence = "temporary",
	yes        = { "550 5.4.5 Daily user sending quota is used up. - gsmtp" },
	no         = { "552 5.2.2 Over quota" },
}

rule "google_unsolicited_rate" {
	says   = {
		"unusual rate of unsolicited", "unusual rate of mail originating", "unusual rate of email originating", "?p=unsolicitedratelimiterror",
		"?p=unsolicitediperror", "?p=bulksenderrate",
	},
	reason = "reputation_block",
	yes    = {
		"421-4.7.28 Gmail has seen an unusual rate of unsolicited mail from 192.0.2.1. - "
			.. "gsmtp",
	},
	no     = { "421-4.7.0 Try again later, closing connection. - gsmtp" },
}

rule "google_ip_not_allowed" {
	doc    = "The IP address is on Google's or Spamhaus's list of those that should not send.",
	says   = {
		"ip you're using to send mail is not authorized",
		"ip you're using to send mail isn't authorized", "?p=notauthorizederror",
		"very low reputation of the sending", "ip not in whitelist for rcpt domain",
	},
	reason = "reputation_block",
	yes    = { "550-5.7.1 The IP you're using to send mail is not authorized. - gsmtp" },
	no     = { "550-5.7.26 Unauthenticated mail from example.com. - gsmtp" },
}

rule "google_unsolicited" {
	says   = {
		"?p=unsolicitedmessageerror", "likely unsolicited mail", "likely suspicious due to",
		"?p=blockedspam",
	},
	reason = "spam_content",
	yes    = { "550-5.7.1 This message is likely unsolicited mail. - gsmtp" },
	no     = { "421-4.7.28 an unusual rate of unsolicited mail. - gsmtp" },
}

rule "google_suspicious_content" {
	doc    = "Named beside a temporary refusal too; it is the message, not the host.",
	says   = { "suspicious due to the nature of the content" },
	reason = "spam_content",
	yes    = {
		"421-4.7.0 This message is suspicious due to the nature of the content and the "
			.. "links within. It has been temporarily rejected. - gsmtp",
	},
	no     = { "421-4.7.0 Put off for the low reputation of the sending host. - gsmtp" },
}

rule "google_sending_guidelines" {
	doc    = "Mail over IPv6 needs a PTR record and SPF or DKIM.",
	says   = { "?p=ipv6autherror", "ipv6 sending guidelines", "ipv6 guidelines" },
	reason = "auth_failed",
	yes    = {
		"550-5.7.1 This does not meet the guidelines of "
			.. "https://support.google.com/mail/?p=IPv6AuthError - gsmtp",
	},
	no     = { "550-5.7.1 likely unsolicited mail. - gsmtp" },
}

rule "google_blocked_message" {
	says   = {
		"?p=blockedmessage", "presents a potential security issue",
		"illegal attachment on your message", "answer=6590",
	},
	reason = "content_rejected",
	yes    = {
		"552-5.7.0 The content presents a potential security issue. "
			.. "https://support.google.com/mail/?p=BlockedMessage - gsmtp",
	},
	no     = { "552-5.2.3 Over the size limits. - gsmtp" },
}

rule "google_not_compliant" {
	says   = {
		"?p=rfcmessagenoncompliant", "is not rfc 5322 compliant", "not rfc 2822 compliant",
		"missing a valid message-id", "?p=badrcptto * header",
	},
	reason = "content_rejected",
	yes    = {
		"550-5.7.1 The mail is not RFC 5322 compliant: two From headers. To reduce the "
			.. "amount of spam it has been blocked. - gsmtp",
	},
	no     = { "550-5.7.1 likely unsolicited mail. - gsmtp" },
}

rule "google_authentication" {
	host   = { "*.google.com", "*.googlemail.com", "gmail-smtp*" },
	says   = {
		"authentication information or fails to pass", "?p=unauthenticatedmail",
		"?p=dmarcpolicy", "?p=sendernotauthenticated", "sender has not been authenticated",
		"bulk sender guidelines * spf", "blocked because the sender is unauthenticated",
		"not accepted due to domain's dmarc",
	},
	reason = "auth_failed",
	yes    = {
		"gmail-smtp-in.l.google.com: 550-5.7.26 Not taken: blocked because the sender is "
			.. "unauthenticated",
	},
	no     = { "mx.example.org: 550-5.7.26 This mail is not accepted" },
}

rule "google_dns" {
	doc        = "Gmail's own look-up of the recipient's domain; its status is 4.0.0 even for "
		.. "NXDOMAIN.",
	says       = {
		"dns error: * responded with code nxdomain", "dns error: * domain name not found",
		"dns error: * no such domain",
	},
	reason     = "domain_unknown",
	permanence = "permanent",
	yes        = {
		"smtp; DNS Error: 1 DNS type 'mx' lookup of example.org responded with code "
			.. "NXDOMAIN Domain name not found: example.org",
	},
	no         = {
		"smtp; DNS Error: 1 DNS type 'mx' lookup of example.org responded with code "
			.. "SERVFAIL",
	},
}

rule "google_null_mx" {
	doc    = "A null MX, whatever status stands over it.",
	says   = { "dns error: * null mx", "dns error: * doesn't receive email" },
	reason = "domain_no_mail",
	yes    = {
		"smtp; DNS Error: 1 DNS type 'mx' lookup of example.org responded with code "
			.. "NOERROR The domain takes no mail: returned Null MX",
	},
	no     = {
		"smtp; DNS Error: 1 DNS type 'mx' lookup of example.org responded with code "
			.. "SERVFAIL",
	},
}

rule "google_dns_failed" {
	says   = { "dns error: * lookup" },
	unless = { says = { "nxdomain", "null mx" } },
	reason = "dns_error",
	yes    = {
		"smtp; DNS Error: 1 DNS type 'mx' lookup of example.org responded with code "
			.. "SERVFAIL",
	},
	no     = {
		"smtp; DNS Error: 1 DNS type 'mx' lookup of example.org responded with code "
			.. "NXDOMAIN",
	},
}

rule "google_domain_absent" {
	doc    = "Gmail's words for people, where no machine part tells more.",
	says   = {
		"because the domain * couldn't be found", "because the domain * could not be found",
	},
	unless = { says = { "dns error:" } },
	reason = "domain_unknown",
	yes    = {
		"Your message wasn't delivered to ann@example.org because the domain example.org "
			.. "couldn't be found. Check for typos or unnecessary spaces and try again.",
	},
	no     = {
		"Your message wasn't delivered to ann@example.org because the address couldn't be "
			.. "found.",
	},
}

rule "google_no_connection" {
	says   = { "recipient server did not accept our requests to connect", "answer/7720" },
	reason = "network_error",
	yes    = {
		"The recipient server did not accept our requests to connect. Learn more at "
			.. "https://support.google.com/mail/answer/7720 [mx.example.org 192.0.2.9: "
			.. "timed out]",
	},
	no     = { "550 5.1.1 no such user" },
}

rule "google_policy" {
	says   = {
		"has a policy that prohibited the mail that you sent", "?p=policy_rejected",
		"mail sending denied",
	},
	reason = "policy_rejected",
	yes    = {
		"550 5.7.1 The domain that you are sending to has a policy that prohibited the "
			.. "mail that you sent. - gsmtp",
	},
	no     = { "550 5.7.1 likely unsolicited mail. - gsmtp" },
}

rule "google_relay" {
	says   = { "invalid credentials for relay", "mail relay denied" },
	reason = "relay_denied",
	yes    = { "550 5.7.1 Invalid credentials for relay [192.0.2.1]. - gsmtp" },
	no     = { "535 5.7.8 Username and Password not accepted. - gsmtp" },
}
