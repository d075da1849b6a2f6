-- SPDX-License-Identifier: MIT
-- mailbox_unknown where a recipient is refused or "unavailable", and no more is said.

-- The mailbox is not to be had, in the words of RFC 5321 and like them.
local unavailable = {
	"mailbox unavailable", "mailbox not available", "mailbox is unavailable",
	"mailbox * unavailable", "mailbox is not available", "mailbox currently unavailable",
	"mailbox is currently unavailable", "recipient unavailable", "recipient not available",
	"recipient is not available", "user not available", "user unavailable",
	"user is not available", "account not available", "account unavailable",
	"account is not available", "account is unavailable", "account is currently unavailable",
	"user is unavailable", "recipient is unavailable", "address is unavailable", "address not available", "address unavailable",
	-- fr, de, es, pt, it
	"boîte * indisponible", "postfach nicht verfügbar",
	"postfach * nicht verfügbar", "mailbox nicht verfügbar", "buzón no disponible",
	"buzón * no disponible", "casilla no disponible", "caixa postal indisponível",
	"caixa * indisponível", "casella non disponibile", "casella * non disponibile",
	-- nl, pl, ru, ja, zh
	"mailbox niet beschikbaar", "postvak niet beschikbaar", "skrzynka niedostępna",
	"ящик недоступен", "ящик * недоступен", "メールボックスが利用できません", "邮箱不可用",
	"信箱無法使用",
}
-- Before a recipient was named.
local too_early = { command = { "CONNECT", "HELO", "EHLO", "MAIL" } }
local of_sender = { says = { "you*", "sending" }, about = "sender" }
local something_else = {
	says = {
		"policy", "policies", "access denied", "dns", "sender", "blocked", "blacklist*",
		"reputation", "rejected", "denied", "refused", "ptr", "helo", "temporar*",
		"try again", "if * unavailable", "if * not available", "whether", "may be unavailable", "might be unavailable",
	},
}

rule "mailbox_unavailable" {
	doc        = "RFC 5321's own text for 550, sent by many for an unknown user, and by some "
		.. "for a policy.",
	status     = { "5.0.*", "5.1.*", "5.2.0", "5.2.1", "5.5.0" },
	says       = unavailable,
	unless     = { something_else, of_sender, too_early },
	reason     = "mailbox_unknown",
	confidence = 0.75,
	yes        = { "550 5.1.1 Action not taken: mailbox unavailable" },
	no         = { "450 4.2.0 mailbox unavailable", "550 5.7.1 mailbox unavailable" },
}

rule "mailbox_unavailable_550" {
	doc        = "The same with the reply alone.",
	reply      = { 550, 553, 554 },
	says       = unavailable,
	unless     = {
		something_else,
		of_sender,
		too_early,
		{ status = { "4.*.*", "5.2.2", "5.3.*", "5.4.*", "5.6.*", "5.7.*" } },
	},
	reason     = "mailbox_unknown",
	confidence = 0.7,
	yes        = { "550 Action not taken: mailbox unavailable" },
	no         = { "450 mailbox unavailable" },
}

rule "address_rejected" {
	doc        = "The recipient's address is refused, in a command for one, and no more is "
		.. "said.",
	says       = {
		"recipient is not accepted", "rejected recipients", "recipient address rejected",
		"address rejected", "recipient rejected", "rejected recipient", "recipient refused",
		"rcpt rejected", "recipient not accepted", "rejected address",
		"address not accepted", "address refused", "recipient denied",
	},
	unless     = {
		{ about = "sender" },
		-- What is behind the colon is why.
		{
			says  = { "rejected: *", "refused: *", "denied: *", "not accepted: *" },
			about = {
				"connection", "system", "policy", "later", "trouble",
				"limit", "recipient full", "recipient chooses", "recipient otherwise",
			},
		},
		{ says = { "rejected: you *", "rejected: your *" } },
		{
			says = {
				"policy", "policies", "spam", "content", "message", "temporar*", "later",
				"sender", "client", "helo", "denied by", "blocked", "access",
			},
		},
		{
			status = {
				"4.*.*", "x.1.7", "x.1.8", "x.2.*", "x.3.*", "x.4.*", "x.5.*", "x.6.*",
				"x.7.*",
			},
		},
		{ reply = "4xx" },
		{ command = { "CONNECT", "HELO", "EHLO", "MAIL" } },
	},
	reason     = "mailbox_unknown",
	confidence = 0.7,
	yes        = { "550 Address rejected", "550 5.1.0 <ann@example.org> recipient rejected" },
	no         = {
		"554 5.7.1 <ann@example.org>: Recipient address rejected",
		"450 Recipient address rejected",
	},
}
