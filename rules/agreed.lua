-- SPDX-License-Identifier: MIT
-- Text and enhanced status say the same of the recipient. They come before all other texts:
-- nothing else in the line, such as a link or a note, takes it away.

-- What still takes it away: the words are about the sender, or it is greylisting or a rate.
local doubts = {
	{
		says = {
			"sender*", "callout*", "return address", "return path", "return-path",
			"mail from:", "too many", "per hour", "rate limit*", "temporarily deferred",
			"please authenticate", "authentication required", "your ip", "ip is listed",
			"spamhaus", "virus found", "virus detected", "members only",
			"list of members", "is blacklisted", "is listed at", "is listed in",
			"your address", "your mailbox", "authentication failed", "wrong password",
			"unknown user host", "from address", "from: header", "user unknown rate",
			"unknown user rate", "login invalid", "invalid login", "login failed",
		},
	},
	{
		says = {
			"greylist*", "graylist*", "grey list*", "gray list*", "grey-list*",
			"gray-list*",
		},
	},
	{ command = { "CONNECT", "HELO", "EHLO", "MAIL" } },
	{
		says = { "you*", "sender*", "sends", "to send", "sending", "sent", "originat*", "author", "submit*", "callback", "called back", "call back" },
		about = "sender absent",
	},
	{
		says  = {
			"of the", "of this", "of that", "of our", "of user", "of recipient", "for the", "for this",
			"for that", "for user", "for recipient", "to the", "to this",
		},
		about = "thing absent",
	},
}

rule "agreed_unknown" {
	status = { "x.1.1", "5.1.10" },
	says   = {
		"user unknown", "unknown user", "no such user", "no such recipient",
		"no such mailbox", "no such account", "no such address", "recipient unknown",
		"unknown recipient", "mailbox unknown", "unknown mailbox", "user not found",
		"recipient not found", "mailbox not found", "account not found",
		"user does not exist", "user doesn't exist", "mailbox does not exist",
		"account does not exist", "recipient does not exist", "address does not exist",
		"invalid recipient", "invalid mailbox", "user unknown in *",
	},
	unless = doubts,
	reason = "mailbox_unknown",
	yes    = {
		"550 5.1.1 <blacklist@example.org>: user unknown",
		"host greylist.example.net[192.0.2.9] said: 550 5.1.1 No such user (in reply to "
			.. "RCPT TO command)",
	},
	no     = {
		"450 4.1.1 User unknown, greylisted",
		"550 5.1.1 Too many unknown users: user unknown",
		"550 User unknown",
	},
}

rule "agreed_full" {
	status = { "x.2.2" },
	says   = {
		"mailbox full", "quota exceeded",
		"exceeded * quota", "overquota", "over * quota", "mailbox * is full",
		"mailbox has exceeded", "out of storage",
	},
	unless = {
		doubts[1],
		doubts[2],
		{ says = { "inactive", "sending quota", "message size" } },
	},
	reason = "mailbox_full",
	yes    = {
		"552 5.2.2 <spam@example.org>: mailbox is full",
		"452 4.2.2 <ann@example.org> is over quota",
	},
	no     = {
		"552 5.2.2 out of storage and inactive",
		"552 5.2.2 message size exceeds what is left",
	},
}

rule "agreed_disabled" {
	status = { "5.2.1" },
	says   = {
		"mailbox disabled", "mailbox is disabled", "account disabled",
		"account is disabled", "inactive account", "account is inactive",
		"user is inactive", "mailbox is inactive", "recipient is inactive",
		"account suspended", "account has been suspended", "account is suspended",
		"account has been disabled",
	},
	unless = {
		doubts[1],
		doubts[2],
		doubts[3],
		doubts[4],
		doubts[5],
		{ says = { "your account", "quota", "full", "temporar*" } },
	},
	reason = "mailbox_disabled",
	yes    = { "550 5.2.1 <rbl@example.org>: account is disabled" },
	no     = { "550 5.2.1 your account is disabled", "550 account is disabled" },
}
