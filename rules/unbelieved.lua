-- SPDX-License-Identifier: MIT
-- A code for an address beside a sentence that speaks of something else, whatever its words: the code
-- is not believed. Last among the texts.

-- Codes for an address, and for its state.
local for_address = { "5.1.0", "5.1.1", "5.1.10", "5.2.1" }
-- And those that say what is wrong with it.
local exactly = { "5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1" }
local dead = { about = { "recipient absent", "recipient gone", "domain absent" } }

rule "topic_full" {
	status     = exactly,
	about      = "recipient full",
	unless     = dead,
	within     = "reply",
	reason     = "mailbox_full",
	confidence = 0.5,
	yes        = { "550 5.1.1 all mailboxes of this customer are full" },
	no         = { "550 5.1.1 this user does not exist, and has no quota" },
}

rule "topic_chooses" {
	status     = exactly,
	about      = "recipient chooses",
	unless     = dead,
	within     = "reply",
	reason     = "recipient_restricted",
	confidence = 0.5,
	yes        = { "550 5.1.1 user is not allowed to receive from you" },
	no         = { "550 5.1.1 Only members can write here: no user has this name" },
}

rule "topic_large" {
	status     = exactly,
	about      = "message large",
	unless     = dead,
	within     = "reply",
	reason     = "message_too_big",
	confidence = 0.5,
	yes        = { "550 5.1.3 Message heavier than allowed" },
	no         = { "550 5.1.1 the mail is too big, and the user does not exist" },
}

rule "topic_limit" {
	status     = exactly,
	about      = "limit",
	unless     = { dead, { says = { "local part", "local-part", "localpart" } } },
	within     = "reply",
	reason     = "rate_limited",
	confidence = 0.5,
	yes        = { "550 5.1.1 you exceed what we take in an hour" },
	no         = { "550 5.1.1 more than one mailbox was deleted: this user does not exist" },
}

rule "topic_later" {
	status     = exactly,
	about      = { "later" },
	unless     = dead,
	within     = "reply",
	reason     = "system_error",
	permanence = "temporary",
	confidence = 0.5,
	yes        = { "550 5.1.1 Technische Störung, bitte versuchen Sie es später" },
	no         = { "550 5.1.1 mailbox unknown; the postmaster will tell you more later" },
}

rule "topic_system_absent" {
	status     = for_address,
	about      = "system absent",
	unless     = dead,
	within     = "reply",
	reason     = "system_error",
	permanence = "temporary",
	confidence = 0.5,
	yes        = { "550 5.1.1 procmail, which delivers for this user: no such file or directory" },
	no         = { "550 5.1.1 this user does not exist in our directory" },
}

rule "topic_sender_stated" {
	status     = exactly,
	about      = { "sender", "sender absent" },
	unless     = { dead, { about = "recipient chooses" } },
	within     = "reply",
	reason     = "sender_rejected",
	confidence = 0.5,
	yes        = { "550 5.1.1 Das Konto, von dem Sie senden, ist gesperrt" },
	no         = { "550 5.1.1 Returned to sender", "550 5.1.1 The user does not exist, as your sender knows" },
}

rule "topic_sender_absent" {
	doc        = "The one who sends does not exist, in whatever words.",
	reply      = { "4xx", "5xx" },
	about      = "sender absent",
	unless     = {
		{ about = { "recipient absent", "recipient gone", "recipient full", "recipient chooses", "domain absent", "limit", "later", "connection" } },
	},
	within     = "reply",
	reason     = "sender_rejected",
	confidence = 0.5,
	yes        = { "550 Su dirección no existe" },
	no         = { "550 La dirección no existe" },
}

rule "topic_otherwise" {
	doc        = "A sentence that says of the recipient what is not known: it may be anything.",
	status     = for_address,
	reply      = "5xx",
	about      = "recipient otherwise",
	-- Of a mailbox that is switched off the code itself says no more than that.
	unless     = {
		dead, { status = "5.1.10", says = { "mx", "no mail" } },
		{ status = "5.2.1", about = "takes no mail" },
	},
	within     = "reply",
	reason     = "unknown",
	confidence = 0.4,
	yes        = { "550 5.1.1 This mailbox belongs to a child, its parents have to agree first" },
	no         = { "550 5.1.1 Delivery to the user ann was refused" },
}

-- A sentence in which nobody speaks of a recipient.
local no_recipient = { about = { "recipient", "recipient absent", "recipient gone", "domain absent" } }

-- Nor of a domain, nor of a host.
local no_domain = { about = { "domain", "system" } }
local unresolved = {
	says = {
		"dns", "rout*", "unrout*", "resolv*", "unresolv*", "mxs", "mx hosts", "zone", "destination*", "dest", "exchanger*",
		"not be found", "not found", "find",
	},
}

-- What is as the code says, though no word is for a recipient.
local of_address = {
	no_recipient,
	-- Of a mailbox that is switched off the code itself says no more than that.
	{ status = "5.2.1", about = "takes no mail" },
	{ status = "5.1.2", about = "system absent" },
	{ status = "5.1.2", about = "domain" },
	{ status = "5.1.2", says = { "domain", "delegation", "registry" } },
	{ status = "5.1.2", says = unresolved.says },
	{ status = "5.1.10", says = { "mx", "no mail", "domain*" } },
	{
		says = {
			"local part", "local-part", "localpart", "hostname required", "route address",
			"host name part", "domain part",
		},
	},
}

rule "topic_trouble_of_theirs" {
	status     = exactly,
	reply      = "5xx",
	about      = "trouble",
	unless     = dead,
	within     = "reply",
	reason     = "system_error",
	permanence = "temporary",
	confidence = 0.5,
	yes        = { "550 5.1.1 Erreur interne du serveur" },
	no         = { "550 5.1.1 Error: we have no such user" },
}

rule "topic_not_recipient" {
	doc        = "A sentence in which no word is for a recipient: its code for a bad address is "
		.. "not believed.",
	status     = exactly,
	reply      = "5xx",
	about      = "something",
	unless     = of_address,
	within     = "reply",
	reason     = "policy_rejected",
	confidence = 0.4,
	yes        = { "550 5.1.1 your firm is a stranger to us", "550 5.2.1 not accepting messages from you" },
	no         = { "550 5.1.1 the mailbox is a stranger to us", "550 5.1.1 Refused", "550 5.2.1 takes no more mail" },
}

rule "topic_not_recipient_alone" {
	doc        = "A status without its reply, beside talk of another.",
	status     = exactly,
	about      = { "connection", "policy", "sender", "limit", "system" },
	unless     = { { reply = { "2xx", "4xx", "5xx" } }, table.unpack(of_address) },
	within     = "reply",
	reason     = "policy_rejected",
	confidence = 0.4,
	yes        = { "5.1.1 your firm is a stranger to our server" },
	no         = { "5.1.1 the mailbox is a stranger to us" },
}

rule "topic_not_recipient_reply" {
	doc        = "The same beside a reply code for a bad address.",
	reply      = { 510, 511, 513 },
	about      = "something",
	unless     = { no_recipient, { status = { "x.*.*" } } },
	within     = "reply",
	reason     = "policy_rejected",
	confidence = 0.4,
	yes        = { "511 your firm is a stranger to us" },
	no         = { "511 the mailbox is a stranger to us", "511 Refused" },
}

rule "topic_not_domain" {
	doc        = "The same beside a code for a domain, where no word is for one.",
	status     = "5.4.4",
	about      = "something",
	unless     = {
		no_recipient, no_domain,
		unresolved,
	},
	within     = "reply",
	reason     = "policy_rejected",
	confidence = 0.4,
	yes        = { "550 5.4.4 your firm is a stranger to us" },
	no         = { "550 5.4.4 the destination is a stranger to us", "550 5.4.4 Refused" },
}

rule "topic_not_domain_reply" {
	doc        = "The same beside a reply code.",
	reply      = 512,
	about      = "something",
	unless     = {
		no_recipient, no_domain,
		{ status = { "x.*.*" } },
		unresolved,
	},
	within     = "reply",
	reason     = "policy_rejected",
	confidence = 0.4,
	yes        = { "512 your firm is a stranger to us" },
	no         = { "512 the destination is a stranger to us" },
}

rule "topic_not_state" {
	doc        = "The same beside the codes for who is switched off, and who is another now.",
	status     = { "5.7.13", "5.7.17" },
	about      = "something",
	unless     = {
		no_recipient,
		{ about = "takes no mail" },
		{
			says = {
				"moved", "move", "forward*", "new", "changed", "no longer", "relocat*", "transfer*",
				"replaced", "disabled", "inactive", "owner*", "retired", "left",
			},
		},
	},
	within     = "reply",
	reason     = "policy_rejected",
	confidence = 0.4,
	yes        = { "550 5.7.13 your firm is a stranger" },
	no         = { "550 5.7.17 it has changed", "550 5.7.13 Refused" },
}

rule "code_before_recipient" {
	doc        = "A code for an address where only the sender had been named yet.",
	status     = { "x.1.0", "x.1.1", "x.1.2", "x.1.3", "x.1.4", "x.1.6", "x.2.1" },
	command    = { "HELO", "EHLO", "MAIL" },
	reason     = "sender_rejected",
	confidence = 0.5,
	yes        = {
		"host mx.example.net[192.0.2.9] said: 550 5.1.1 Not welcome (in reply to MAIL FROM command)",
	},
	no         = {
		"host mx.example.net[192.0.2.9] said: 550 5.1.1 Not welcome (in reply to RCPT TO command)",
	},
}

rule "reply_before_recipient" {
	doc        = "The same of a reply code.",
	reply      = { 510, 511, 512, 513, 521, 553, 556 },
	command    = { "HELO", "EHLO", "MAIL" },
	unless     = { status = "x.*.*" },
	reason     = "sender_rejected",
	confidence = 0.5,
	yes        = { "553 (in reply to MAIL FROM command)" },
	no         = { "553 (in reply to RCPT TO command)" },
}
