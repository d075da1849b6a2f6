-- SPDX-License-Identifier: MIT
-- SMTP reply codes, where neither a text nor an enhanced status told more: RFC 5321, RFC 4954 and
-- RFC 7504, and the numbers that mail programs show in their place. Little is known by these, and
-- the first digit says how lasting it is.

-- Words that stand around a reply in a log, and say nothing.
local bare = {
	matches = [[[^\x00-\x7F]|(?:^|[\s("'\[])(?!(?:smtp|error|code|status|reply|in|to|rcpt|mail|from|]]
		.. [[data|command|end|of|said|host|dsn|diagnostic)(?:[\s:;,)]|]]
		.. [[$))[^\W\d_](?:[\w'-]*[^\W\d_])(?=[\s:;,!?)\]"']|\.(?:\s|$)|$)]],
}

-- Commands at which a refusal is not of one recipient.
local not_at_rcpt = { command = { "CONNECT", "HELO", "EHLO", "MAIL", "DATA", "EOD" } }

rule "reply_connect" {
	doc        = "101: no connection; 111: refused. Error numbers of a mail program, and no "
		.. "replies.",
	reply      = { 101, 111, 420, 441, 442, 449 },
	reason     = "network_error",
	permanence = "temporary",
	yes        = { "101", "442" },
	no         = { "421" },
}

rule "reply_422" {
	doc    = "Mailbox full.",
	reply  = { 422, 522, 552 },
	reason = "mailbox_full",
	yes    = { "422", "552" },
	no     = { "452" },
}

rule "reply_431" {
	doc    = "Out of space: 431 the disk, 452 insufficient system storage.",
	reply  = { 431, 452 },
	reason = "system_full",
	yes    = { "431", "452" },
	no     = { "451" },
}

rule "reply_446" {
	doc    = "Too many hops.",
	reply  = { 446, 546 },
	reason = "routing_loop",
	yes    = { "446" },
	no     = { "447" },
}

rule "reply_447" {
	doc    = "The queue time ran out.",
	reply  = { 447, 547 },
	reason = "expired",
	yes    = { "447" },
	no     = { "446" },
}

rule "reply_451" {
	doc    = "421 closing, 432 not taking mail now, 450 mailbox busy, 451 local error, 453 and "
		.. "454 not now.",
	reply  = { 421, 430, 432, 450, 451, 453, 454, 458, 459 },
	reason = "system_error",
	yes    = { "421", "450", "451", "454" },
	no     = { "452" },
}

rule "reply_471" {
	doc    = "Refused for now by a filter.",
	reply  = 471,
	reason = "policy_rejected",
	yes    = { "471" },
	no     = { "451" },
}

rule "reply_500" {
	doc    = "Syntax and sequence: 500 to 504, 455 and 555 parameters.",
	reply  = { 455, 500, 501, 502, 503, 504, 505, 555 },
	reason = "protocol_error",
	yes    = { "500", "503", "555" },
	no     = { "510" },
}

rule "reply_510" {
	doc        = "A bad address: 510, 511, 513.",
	reply      = { 510, 511, 513 },
	reason     = "address_invalid",
	confidence = 0.5,
	yes        = { "510", "513" },
	no         = { "512" },
}

rule "reply_512" {
	doc    = "The domain's host can't be found.",
	reply  = 512,
	reason = "domain_unknown",
	yes    = { "512" },
	no     = { "511" },
}

rule "reply_517" {
	doc    = "Courier's, for a sender whose domain or mailbox it can't reach.",
	reply  = 517,
	reason = "sender_rejected",
	yes    = { "517 no" },
	no     = { "550 no" },
}

rule "reply_521" {
	doc    = "The host (521) or the domain (556) takes no mail at all (RFC 7504).",
	reply  = { 521, 556 },
	unless = bare,
	reason = "domain_no_mail",
	yes    = { "521", "556" },
	no     = { "554" },
}

rule "reply_523" {
	doc    = "Over a limit of the recipient's server.",
	reply  = 523,
	reason = "message_too_big",
	yes    = { "523" },
	no     = { "524" },
}

rule "reply_524" {
	doc    = "Encryption needed for this way to log in.",
	reply  = { 524, 538 },
	reason = "tls_required",
	yes    = { "538" },
	no     = { "535" },
}

rule "reply_530" {
	doc    = "Log in first: 530, 534, 535; 525 the account we log in with is disabled.",
	reply  = { 525, 530, 534, 535 },
	reason = "auth_required",
	yes    = { "530", "535" },
	no     = { "538" },
}

rule "reply_541" {
	doc    = "Refused as spam.",
	reply  = 541,
	reason = "spam_content",
	yes    = { "541" },
	no     = { "550" },
}

rule "reply_550" {
	doc        = "550 without a word: as a rule the mailbox does not exist.",
	reply      = 550,
	unless     = { bare, not_at_rcpt, { status = { "x.2.*", "x.5.*" } } },
	reason     = "mailbox_unknown",
	confidence = 0.4,
	yes        = { "550" },
	no         = {
		"550 It is a fine day",
		"550 Nope.",
		"550 fine-day",
		"550 прекрасный день",
		"host mx.example.net[192.0.2.9] said: 550 (in reply to end of DATA command)",
	},
}

rule "reply_551" {
	doc    = "User not local, and no path to forward to.",
	reply  = 551,
	reason = "relay_denied",
	yes    = { "551" },
	no     = { "550" },
}

rule "reply_553" {
	doc        = "553 without a word: mailbox name not allowed.",
	reply      = 553,
	unless     = { bare, not_at_rcpt },
	reason     = "address_invalid",
	confidence = 0.4,
	yes        = { "553" },
	no         = { "553 It is a fine day" },
}

rule "reply_554" {
	doc        = "Transaction failed, or no service for us: refused, and no more said.",
	reply      = { 533, 554, 571, 572, 573, 574 },
	reason     = "policy_rejected",
	confidence = 0.4,
	yes        = { "554" },
	no         = { "553" },
}

rule "reply_other" {
	doc        = "Any other reply: the first digit only says whether it lasts.",
	reply      = { "4xx", "5xx" },
	reason     = "unknown",
	confidence = 0.3,
	yes        = { "499", "599" },
	no         = { "250" },
}

-- Neither code nor text: it failed, and no more is known.

rule "failed_for_good" {
	doc        = "A report for people, without a code or a word that is known: it came back, "
		.. "so it failed for good, as far as it tells.",
	reader     = "*",
	unless     = {
		{
			says = {
				"still trying", "will be retried", "temporar*", "no need to resend",
				"not need to resend", "not yet", "warning", "delayed",
				"for the last", "will continue",
			},
		},
		{ reply = { "2xx", "4xx", "5xx" } },
		{ status = { "x.*.*" } },
	},
	reason     = "unknown",
	permanence = "permanent",
	confidence = 0.3,
	yes        = { "Mail for ann@example.org came back." },
	no         = {
		"Mail for ann@example.org is delayed.",
		"550 Mail for ann@example.org came back.",
	},
}
