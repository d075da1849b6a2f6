-- SPDX-License-Identifier: MIT
-- What a text is about, where no card before knows its words: one word of a topic is enough then,
-- so that no code for a bad address is believed beside talk of the sender, the message or a server
-- in trouble. Last among the texts.

-- Codes that know better than a single word.
local exact = {
	status = { "x.1.5", "x.1.7", "x.1.8", "x.2.2", "x.2.3", "x.2.4", "x.3.*", "x.4.*", "x.5.*", "x.6.*", "x.7.193" },
}
-- Of those for security not 0 and 1, which only say "policy".
for detail = 2, 30 do
	exact.status[#exact.status + 1] = "x.7." .. detail
end
local said = { reply = { "4xx", 500, 501, 502, 503, 504, 530, 534, 535, 538, 551, 552 } }

-- Words for a recipient that is not there, which may stand beside any other.
local absent = {
	says = {
		"user unknown", "unknown user", "no such *", "does not exist", "not found", "unknown recipient",
		"recipient unknown", "no mailbox", "no account", "no user", "nobody", "no one", "no longer",
	},
}

rule "topic_restricted" {
	says       = {
		"chosen not to", "chose not to", "safe list", "safelist*", "safe senders", "allow list",
		"allowlist*", "white list", "whitelist*", "guest list", "opted out", "permission",
		"members", "subscribers", "not want mail", "not want email", "does not want",
		"known contacts", "address book only", "only accepts", "only colleagues",
		"can write to", "can't write to", "cannot write to this", "may write to", "write access",
		"outsiders", "internal mail", "external mail", "moderated", "approve", "approval", "the form",
		"mailing list", "strangers", "local users only",
	},
	unless     = { exact, said, absent, { says = "pass * on" } },
	within     = "reply",
	reason     = "recipient_restricted",
	confidence = 0.5,
	yes        = { "550 5.1.1 Delivery refused: you are not on the recipient's safe list" },
	no         = { "550 5.1.1 Not on any list" },
}

rule "topic_login" {
	says       = {
		"login", "log in", "logged in", "logon", "password", "credentials", "authenticat*",
	},
	unless     = { exact, said, absent },
	within     = "reply",
	reason     = "auth_required",
	confidence = 0.5,
	yes        = { "550 5.1.1 Wrong login" },
	no         = { "550 5.1.1 No such login" },
}

rule "topic_spam" {
	says       = {
		"spam*", "junk", "bulk", "unsolicited", "uce", "ube", "anti-abuse", "antiabuse",
		"phishing", "scam*", "classifier", "bayes*", "commercial", "advertis*", "newsletter*",
		"rubbish", "trash", "unwanted",
	},
	unless     = { exact, said, absent },
	within     = "reply",
	reason     = "spam_content",
	confidence = 0.5,
	yes        = { "550 5.1.1 Our classifier says junk" },
	no         = { "550 5.1.1 Our classifier is away: user unknown" },
}

rule "topic_encryption" {
	says       = { "tls", "ssl", "encrypt*", "certificate*" },
	unless     = { exact, said, absent },
	within     = "reply",
	reason     = "tls_required",
	confidence = 0.5,
	yes        = { "550 5.1.1 TLS is needed for this" },
	no         = { "550 5.1.1 tlsmith: no such user" },
}

rule "topic_rate" {
	says       = {
		"per hour", "per day", "per minute", "daily", "hourly", "allowance", "too fast",
		"throttl*", "flood*", "ratio", "slow down", "rate too high", "rate is too high",
		"too many", "limit exceeded", "exceeded * limit",
	},
	unless     = { exact, said, absent },
	within     = "reply",
	reason     = "rate_limited",
	confidence = 0.5,
	yes        = { "550 5.1.1 the daily allowance is used up" },
	no         = { "550 5.1.1 the daily news has no such user" },
}

rule "topic_trouble" {
	says       = {
		"later", "busy", "maintenance", "migrat*", "offline", "is locked", "backend",
		"back-end", "database", "ldap", "timeout", "timed out", "temporar*", "failure",
		"disk", "unable to verify", "cannot verify", "could not verify", "right now",
		"overload*", "unreachable", "try again", "retry", "at the moment", "out of order",
		"crash*", "internal error", "not responding", "heavy load", "not reachable",
		"upgrade", "no connection", "not answer", "is down", "exhausted", "cannot open",
		"can't open", "could not open", "i/o error", "input/output error", "moving our",
		"cannot check", "can't check", "could not check", "wait a while", "resources",
		"reboot*", "failover", "get lock", "read-only mode",
	},
	unless     = {
		exact, said, absent,
		{ says = { "permanent failure", "retry count", "do not retry", "not retry" } },
	},
	within     = "reply",
	reason     = "system_error",
	permanence = "temporary",
	confidence = 0.5,
	yes        = { "550 5.1.1 the LDAP lookup broke", "550 5.1.1 account in migration" },
	no         = { "550 5.1.1 nobody in our database has this name" },
}

rule "topic_message" {
	says       = {
		"content", "contents", "its subject", "the subject", "your subject", "subject line*",
		"header", "headers", "attachment*", "mime", "body",
		"date in", "text part", "archive", "archives", "filter", "filters", "rule", "rules",
		"language", "letter", "letters", "signature", "signed", "too old", "in circles",
		"cyrillic", "url", "urls", "link", "links", "html", "file", "files", "word filter",
		"virus*", "malware", "infected",
	},
	unless     = { exact, said, absent },
	within     = "reply",
	reason     = "content_rejected",
	confidence = 0.5,
	yes        = { "550 5.1.1 your mail was not taken for its subject" },
	no         = { "550 5.1.1 No such user, see the link" },
}

rule "topic_our_host" {
	says       = {
		"ptr", "rdns", "reverse dns", "host name", "hostname", "client host", "helo", "ehlo",
		"dynamic", "dialup", "dial-up", "greeting", "your machine", "your host", "your server", "your mail server",
	},
	unless     = { exact, said, absent, { says = "hostname required" } },
	within     = "reply",
	reason     = "sending_host_rejected",
	confidence = 0.5,
	yes        = { "550 5.1.1 the host name of the client could not be resolved" },
	no         = { "550 5.1.1 ann has no such hostname" },
}

rule "topic_reputation" {
	says       = {
		"your ip", "your network", "your range", "netblock", "neighbourhood", "neighborhood",
		"hoster", "reputation", "complaints", "blacklist*",
		"blocklist*", "block list", "black list", "rbl", "dnsbl",
	},
	unless     = { exact, said, absent },
	within     = "reply",
	reason     = "reputation_block",
	confidence = 0.5,
	yes        = { "550 5.1.1 your network does not reach us" },
	no         = { "550 5.1.1 not reached" },
}

rule "topic_sender" {
	says       = {
		"sender*", "sending", "return path", "return-path", "from address", "from header",
		"from line", "mail from", "your account", "your domain", "your address",
		"your mailbox", "your email address", "your mail address", "reply-to", "reply address",
		"bounce address", "may not send", "not send through", "outgoing mail", "callback",
		"callout", "spf", "dkim", "dmarc",
	},
	unless     = { exact, said, absent, { says = { "to sender", "to the sender", "returned to *" } } },
	within     = "reply",
	reason     = "sender_rejected",
	confidence = 0.5,
	yes        = { "550 5.1.1 Your account is not in order, talk to your provider" },
	no         = { "550 5.1.1 Returned to sender" },
}

rule "topic_policy" {
	says       = { "policy", "policies", "firewall", "forbidden", "prohibited" },
	unless     = { exact, said, absent },
	within     = "reply",
	reason     = "policy_rejected",
	confidence = 0.5,
	yes        = { "550 5.1.1 our policies do not like this" },
	no         = { "550 5.1.1 Recipient address rejected" },
}

-- What the sentence says of whom, for whatever words are left.

-- Codes for an address, and for its state.
local for_address = { "5.1.0", "5.1.1", "5.2.1" }
local dead = { about = { "recipient absent", "recipient gone", "domain absent" } }

rule "topic_full" {
	status     = for_address,
	about      = "recipient full",
	unless     = dead,
	within     = "reply",
	reason     = "mailbox_full",
	confidence = 0.5,
	yes        = { "550 5.1.1 all mailboxes of this customer are full" },
	no         = { "550 5.1.1 this user does not exist, and has no quota" },
}

rule "topic_chooses" {
	status     = for_address,
	about      = "recipient chooses",
	unless     = dead,
	within     = "reply",
	reason     = "recipient_restricted",
	confidence = 0.5,
	yes        = { "550 5.2.1 user is not allowed to receive from you" },
	no         = { "550 5.1.1 Only members can write here: no user has this name" },
}

rule "topic_limit" {
	status     = for_address,
	about      = "limit",
	unless     = dead,
	within     = "reply",
	reason     = "rate_limited",
	confidence = 0.5,
	yes        = { "550 5.1.1 you exceed what we take in an hour" },
	no         = { "550 5.1.1 more than one mailbox was deleted: this user does not exist" },
}

rule "topic_later" {
	status     = for_address,
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
	status     = for_address,
	about      = { "sender", "sender absent" },
	unless     = { dead, { about = "recipient chooses" } },
	within     = "reply",
	reason     = "sender_rejected",
	confidence = 0.5,
	yes        = { "550 5.1.1 Das Konto, von dem Sie senden, ist gesperrt" },
	no         = { "550 5.1.1 Returned to sender", "550 5.1.1 The user does not exist, as your sender knows" },
}

rule "topic_otherwise" {
	doc        = "A sentence that says of the recipient what is not known: it may be anything.",
	status     = for_address,
	reply      = "5xx",
	about      = "recipient otherwise",
	unless     = dead,
	within     = "reply",
	reason     = "unknown",
	confidence = 0.4,
	yes        = { "550 5.1.1 This mailbox belongs to a child, its parents have to agree first" },
	no         = { "550 5.1.1 Delivery to the user ann was refused" },
}

-- A sentence in which nobody speaks of a recipient.
local no_recipient = { about = { "recipient", "recipient absent", "recipient gone", "domain absent" } }

rule "topic_trouble_of_theirs" {
	status     = for_address,
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
	status     = for_address,
	reply      = "5xx",
	about      = "something",
	-- Of a mailbox that is switched off the code itself says no more than that.
	unless     = { no_recipient, { status = "5.2.1", about = "takes no mail" } },
	within     = "reply",
	reason     = "policy_rejected",
	confidence = 0.4,
	yes        = { "550 5.1.1 your firm is a stranger to us", "550 5.2.1 not accepting messages from you" },
	no         = { "550 5.1.1 the mailbox is a stranger to us", "550 5.1.1 Refused", "550 5.2.1 takes no more mail" },
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
