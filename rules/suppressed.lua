-- SPDX-License-Identifier: MIT
-- upstream_suppressed: the service that sends for us did not even try, since the address stands on
-- a list of its own.

rule "suppressed_by_service" {
	doc    = "A sending service refuses an address that bounced, complained or left before.",
	says   = {
		"suppression list", "suppression-list", "suppressionlist", "address * suppressed",
		"recipient * suppressed", "has suppressed sending", "suppressed due to",
		"suppressed recipient", "previously bounced", "previously hard bounced", "bounced previously",
		"hard bounced before", "already bounced", "recent history of bouncing",
		"history of hard bounces", "previous hard bounce",
		"marked as inactive * hard bounce", "inactive recipients are ones",
		"previously unsubscribed", "earlier bounce", "list of unsubscribed", "list of suppressed", "has unsubscribed from all", "do-not-contact list", "unsubscribed recipient", "previously complained", "suppressed: * bounce", "do-not-send list", "do not send list", "recipient complained earlier", "recipient complained before",
		"marked your messages as spam", "do not mail list", "do-not-mail list",
		"list of hard bounces", "list of bounces", "list of bounced", "hard bounce list", "hard-bounce list", "on the bounce list", "on our global bounce list", "on our bounce list", "on your bounce list", "on your bounces list", "on our bounces list", "on the bounces list", "address which complained", "address that complained", "global unsubscribe list", "your unsubscribe list", "the unsubscribe list", "preblocked", "pre-blocked",
		"contact unsubscribed", "recipient unsubscribed", "recipient has unsubscribed", "exclusion list", "contact * blacklisted", "reject list * bounce", "bounce on reject list", "bounce * on * reject list", "rejection blacklist", "rejection denylist", "on * rejection list", "recipient is on * stop list", "contact is blocklisted",
	},
	reason = "upstream_suppressed",
	yes    = {
		"554 5.7.1 the recipient was suppressed, since it bounced previously",
		"Not sent: ann@example.org is on our account's suppression list",
		"550 5.1.1 Not sent, ann@example.org stands on your bounces list",
	},
	no     = { "550 5.7.1 the sender is on our block list" },
}

rule "suppressed_before" {
	doc    = "What the address did before, in free words.",
	says   = { "unsubscribed before", "unsubscribed earlier", "bounced before", "bounced earlier" },
	about  = "recipient",
	unless = { { says = "our users" }, { about = { "sender", "connection", "recipient absent", "recipient gone" } } },
	reason = "upstream_suppressed",
	yes    = { "550 Not sent, this address bounced before", "550 ann@example.org unsubscribed earlier" },
	no     = { "550 Our users unsubscribed before you sent this", "554 Your mail bounced before" },
}

rule "sendgrid_invalid" {
	doc     = "SendGrid's reason for an address that can't work.",
	matches = [[^\W*(?:dropped|drop)\W+(?:reason\W+)?invalid\W*$]],
	reason  = "address_invalid",
	yes     = { "dropped Reason: Invalid" },
	no      = { "dropped Reason: Invalid SMTPAPI header" },
}

rule "suppressed_address" {
	doc     = "SendGrid's reasons for a drop, which are the whole text.",
	matches = [[(?:^|said: )\W*(?:(?:[45]\d\d|[45]\.\d{1,3}\.\d{1,3}|dropped|drop|]]
		.. [[reason)[:\s]+)*(?:bounced|unsubscribed|spam reporting) address\W*(?:$|]]
		.. [[\(in reply)]],
	reason  = "upstream_suppressed",
	yes     = {
		"Bounced Address",
		"dropped: Unsubscribed Address",
		"5.0.0 Spam Reporting Address.",
	},
	no      = { "550 5.1.1 Unknown address" },
}
