-- SPDX-License-Identifier: MIT
-- Yandex, Mail.ru, Rambler, and i.ua and ukr.net of Ukraine.

rule "mail_ru_unknown" {
	says   = {
		"invalid mailbox. local mailbox * is unavailable: user not found",
		"local mailbox * is unavailable: user not found", "local mailbox * user not found",
	},
	unless = { says = { "is disabled", "is terminated", "user is blocked" } },
	reason = "mailbox_unknown",
	yes    = {
		"550 Message was not accepted -- invalid mailbox. Local mailbox ann@example.org is "
			.. "unavailable: user not found",
	},
	no     = {
		"550 Message was not accepted -- invalid mailbox. Local mailbox ann@example.org is "
			.. "unavailable: account is disabled",
	},
}

rule "mail_ru_disabled" {
	says   = {
		"local mailbox * account is disabled", "local mailbox * user is terminated",
		"local mailbox * is unavailable: user is", "is unavailable: account is disabled",
		"is unavailable: user is terminated",
	},
	reason = "mailbox_disabled",
	yes    = {
		"550 Message was not accepted -- invalid mailbox. Local mailbox ann@example.org is "
			.. "unavailable: user is terminated",
	},
	no     = { "550 Local mailbox ann@example.org is unavailable: user not found" },
}

rule "mail_ru_blocked" {
	says   = {
		"access from ip address * blocked", "support_bl?ip=", "notspam-support",
		"we do not accept mail from dynamic ips", "spam message rejected",
		"spam message discarded/rejected", "ip * is listed in * mail.ru",
	},
	unless = { says = { "dynamic ips", "spam message*" } },
	reason = "reputation_block",
	yes    = {
		"550 Access from ip address 192.0.2.1 blocked. Visit "
			.. "http://example.net/support_bl?ip=192.0.2.1",
	},
	no     = { "550 Sorry, we do not accept mail from dynamic IPs" },
}

rule "mail_ru_spam" {
	says   = { "spam message rejected", "spam message discarded" },
	reason = "spam_content",
	yes    = {
		"550 spam message rejected. Please visit "
			.. "http://help.mail.ru/notspam-support/id?c=abc",
	},
	no     = { "550 Access from ip address 192.0.2.1 blocked" },
}

rule "yandex_spam" {
	says   = {
		"message rejected under suspicion of spam", "under suspicion of spam",
		"ya.cc/1irbc",
	},
	reason = "spam_content",
	yes    = { "554 5.7.1 [1] Message rejected under suspicion of SPAM; https://ya.cc/1IrBc" },
	no     = { "550 5.7.1 No such user!" },
}

rule "yandex_target_policy" {
	says   = { "policy rejection on the target address" },
	reason = "recipient_restricted",
	yes    = { "550 5.7.1 Policy rejection on the target address" },
	no     = { "550 5.7.1 No such user!" },
}

rule "yandex_rate" {
	says   = { "has exceeded their message rate limit", "ratelimit exceeded for mailbox" },
	reason = "rate_limited",
	yes    = {
		"451 4.5.1 The recipient <ann@example.org> has exceeded their message rate limit. "
			.. "Try again later.",
	},
	no     = { "552 5.2.2 Mailbox size limit exceeded" },
}

rule "frozen_mailbox" {
	doc    = "i.ua: nobody looked in for long.",
	says   = { "mailbox is frozen", "mailbox frozen" },
	reason = "mailbox_disabled",
	yes    = { "550 The mailbox is frozen, see http://mail.example/3/" },
	no     = { "550 Mailbox is full" },
}

rule "rambler_never_used" {
	says   = { "recipient never logged onto their free e-mail account" },
	reason = "mailbox_disabled",
	yes    = { "550 recipient never logged onto their free e-mail account" },
	no     = { "550 recipient unknown" },
}
