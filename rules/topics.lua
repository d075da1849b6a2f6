-- SPDX-License-Identifier: MIT
-- What a text is about, where no card before knows its words: one word of a topic is enough then,
-- so that neither a word of refusal nor a code for a bad address is believed beside talk of the
-- sender, the message or a server in trouble.

-- Codes that know better than a single word.
local exact = {
	status = { "x.1.5", "x.1.7", "x.1.8", "x.2.2", "x.2.3", "x.2.4", "x.7.124", "x.7.193" },
}
-- But for those that only name the subject, such as 5.5.0.
for subject = 3, 6 do
	for detail = 1, 20 do
		exact.status[#exact.status + 1] = "x." .. subject .. "." .. detail
	end
end
-- Of those for security not 0 and 1, which only say "policy".
for detail = 2, 30 do
	exact.status[#exact.status + 1] = "x.7." .. detail
end
for detail = 133, 136 do
	exact.status[#exact.status + 1] = "x.7." .. detail
end
local said = { reply = { 422, 431, 452, 500, 501, 502, 503, 504, 530, 534, 535, 538, 551, 552 } }

-- Words for a recipient that is not there, which may stand beside any other.
local absent = {
	says = {
		"user unknown", "unknown user", "no such *", "does not exist", "not found", "unknown recipient",
		"recipient unknown", "no mailbox", "no account", "no user", "nobody", "no one", "no longer",
	},
}

rule "topic_rate_in_time" {
	says       = {
		"an hour", "each hour", "every hour", "a minute", "each minute", "every minute",
		"each second", "a day", "each day", "every day", "each * seconds", "each * minutes",
	},
	unless     = {
		exact, said, absent,
		{
			says = {
				"in an hour", "half an hour", "for an hour", "after an hour", "within an hour",
				"in a minute", "for a minute", "once a day", "come back", "again", "retry", "retried", "later",
			},
		},
	},
	within     = "reply",
	reason     = "rate_limited",
	confidence = 0.5,
	yes        = { "450 4.7.1 you may send 100 letters an hour" },
	no         = { "450 4.7.1 our engineers come back in an hour" },
}

rule "topic_restricted" {
	says       = {
		"chosen not to", "chose not to", "safe list", "safelist*", "safe senders", "allow list",
		"allowlist*", "white list", "whitelist*", "guest list", "opted out", "permission",
		"members", "subscribers", "not want mail", "not want email", "does not want",
		"may reach", "known contacts", "address book only", "only accepts", "only colleagues",
		"can write to", "can't write to", "cannot write to this", "may write to", "write access",
		"outsiders", "internal mail", "external mail", "moderated", "approve", "approval", "the form",
		"mailing list", "strangers", "local users only",
	},
	unless     = { exact, said, absent, { says = { "pass * on", "permission denied" } } },
	within     = "reply",
	reason     = "recipient_restricted",
	confidence = 0.5,
	yes        = { "550 5.1.1 Delivery refused: you are not on the recipient's safe list" },
	no         = { "550 5.1.1 Not on any list" },
}

rule "topic_login" {
	says       = {
		"login", "log in", "logged in", "logon", "log on", "logged on", "sign in", "identify yourself", "password", "credentials", "authenticat*",
		"anmelden", "anmeldung", "přihlášen*", "autentis*", "kimlik doğrulama", "hitelesít*", "kirjautu*",
		"logga in", "log ind", "logg inn", "zaloguj*", "авторизац*", "аутентификац*", "uwierzytelni*",
		"autenticar*",
	},
	unless     = {
		exact, said, absent,
		{
			-- A file's password.
			says = {
				"archive*", "attach*", "zip", "zipped", "document*", "file", "files", "pdf",
			},
		},
		{ about = { "recipient absent", "recipient gone" } },
		{ reply = "4xx", says = { "backend", "not available", "unavailable", "not respond*" } },
	},
	within     = "reply",
	reason     = "auth_required",
	confidence = 0.5,
	yes        = { "550 5.1.1 Wrong login" },
	no         = { "550 5.1.1 No such login" },
}

rule "topic_spam" {
	says       = {
		"spam*", "junk", "bulk", "unsolicited", "uce", "ube", "anti-abuse", "antiabuse",
		"phishing", "scam*", "scl", "classifier", "bayes*", "commercial", "advertis*", "newsletter*",
		"rubbish", "trash", "unwanted", "score", "scores", "scored", "scores * points",
		"got * points", "earned * points",
	},
	unless     = {
		exact, said, absent,
		{
			says = {
				"your ip", "your host", "your server", "your mail server", "your network",
				"your domain", "your machine",
			},
		},
	},
	within     = "reply",
	reason     = "spam_content",
	confidence = 0.5,
	yes        = { "550 5.1.1 Our classifier says junk" },
	no         = {
		"550 5.1.1 Our classifier is away: user unknown",
		"554 5.7.1 Spam is all that your machine sends",
	},
}

rule "topic_encryption" {
	says       = { "tls", "ssl", "encrypt*", "certificate*", "cleartext", "plaintext", "unencrypted" },
	unless     = { exact, said, absent },
	within     = "reply",
	reason     = "tls_required",
	confidence = 0.5,
	yes        = { "550 5.1.1 TLS is what we like" },
	no         = { "550 5.1.1 tlsmith: no such user" },
}

rule "topic_rate" {
	says       = {
		"per hour", "per day", "per minute", "daily", "hourly", "allowance", "too fast",
		"throttl*", "flood*", "ratio", "slow down", "rate too high", "rate is too high",
		"too many", "limit exceeded", "exceeded * limit", "simultaneous*", "concurrent*", "at once",
		"slow the", "at the same time",
	},
	unless     = { exact, said, absent, { says = { "complained", "complaints" } } },
	within     = "reply",
	reason     = "rate_limited",
	confidence = 0.5,
	yes        = { "550 5.1.1 the daily allowance is used up" },
	no         = { "550 5.1.1 the daily news has no such user" },
}

rule "topic_size" {
	says       = { "too large", "too big", "oversized" },
	unless     = { exact, said, absent, { says = { "mailbox", "inbox", "header", "headers" } } },
	within     = "reply",
	reason     = "message_too_big",
	confidence = 0.5,
	yes        = { "550 5.1.1 Your mail is far too large" },
	no         = { "550 5.1.1 Your mailbox is too large" },
}

rule "topic_name_server" {
	reply      = "4xx",
	says       = { "dns", "name server", "name servers", "nameserver", "nameservers", "resolver" },
	unless     = {
		exact, said, absent,
		{
			says = {
				"reverse", "ptr", "rdns", "your dns", "dns list*", "block*", "policy", "spf",
				"your domain", "your host", "your ip", "your server",
			},
		},
	},
	within     = "reply",
	reason     = "dns_error",
	confidence = 0.5,
	yes        = { "451 4.3.0 a hiccup of the DNS" },
	no         = { "550 a hiccup of the DNS", "450 your DNS is not in order" },
}

rule "topic_trouble" {
	says       = {
		"later", "busy", "maintenance", "migrat*", "offline", "is locked", "backend",
		"back-end", "database", "ldap", "timeout", "timed out", "temporar*", "failure",
		"disk", "unable to verify", "cannot verify", "could not verify", "right now",
		"overload*", "unreachable", "try again", "retry", "at the moment", "out of order",
		"crash*", "server died", "process died", "internal error", "not responding", "heavy load", "not reachable",
		"upgrade", "directory service", "no connection", "not answer", "is down", "exhausted", "cannot open",
		"can't open", "could not open", "i/o error", "input/output error", "moving our",
		"cannot check", "can't check", "could not check", "wait a while", "resources",
		"reboot*", "failover", "get lock", "read-only mode",
	},
	unless     = {
		exact, said, absent,
		{
			says = {
				"permanent failure", "retry count", "do not retry", "not retry", "your account is locked", "your account * is locked",
				"not authorized", "not permitted",
			},
		},
		{ status = { "x.3.0", "x.4.0" } },
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
		"subject encoding", "mail filter*",
		"header", "headers", "attachment*", "attached file*", "attached document*", "mime", "body",
		"multipart*", "multi-part*", "message parts", "parts of the message", "boundary", "nested", "nesting",
		"date in", "text part", "archive", "archives",
		"příloh*", "prílohy", "bilaga*", "bilagan", "vedhæft*", "vedlegg*", "liitetiedost*", "mellékle*",
		"csatolmány*", "ek dosya*", "συνημμέν*", "zip", "zipped", "rar", "language", "letter", "letters", "signature", "signed", "too old",
		"cyrillic", "url", "urls", "link", "links", "html", "file", "files",
		"virus*", "malware", "infected", "macro", "macros",
	},
	unless     = { exact, said, absent },
	within     = "reply",
	reason     = "content_rejected",
	confidence = 0.5,
	yes        = { "550 5.1.1 your mail was not taken for its subject" },
	no         = { "550 5.1.1 No such user, see the link" },
}

rule "topic_message_translated" {
	doc        = "Parts of a message in other languages.",
	reply      = { "4xx", "5xx" },
	about      = "message",
	says       = {
		"anhang", "anhänge*", "datei", "dateien", "dateityp*", "betreff*", "pièce jointe", "pièces jointes", "objet",
		"adjunto*", "asunto", "allegat*", "oggetto", "anexo*", "assunto", "bijlage*", "onderwerp", "załącznik*",
		"temat", "tematu", "вложени*", "темы", "添付*", "件名", "附件", "主题",
	},
	unless     = {
		exact, said,
		{ about = { "recipient absent", "recipient gone", "recipient full", "domain absent", "sender absent", "later", "trouble" } },
	},
	within     = "reply",
	reason     = "content_rejected",
	confidence = 0.5,
	yes        = { "554 Ihre Mail hat keinen Betreff" },
	no         = { "550 Das Postfach existiert nicht, Betreff der Mail: Angebot" },
}

rule "topic_our_host" {
	says       = {
		"ptr", "rdns", "reverse dns", "host name", "hostname", "client host", "helo", "ehlo",
		"dynamic", "dialup", "dial-up", "dsl", "adsl", "smarthost*", "smart host", "residential", "greeting", "your machine", "your host", "your server", "your mail server",
	},
	unless     = { exact, said, absent, { says = "hostname required" } },
	within     = "reply",
	reason     = "sending_host_rejected",
	confidence = 0.5,
	yes        = { "550 5.1.1 the host name of the client could not be resolved" },
	no         = { "550 5.1.1 ann has no such hostname" },
}

rule "topic_relay" {
	says       = {
		"relay", "relais", "weiterleit*", "doorsturen", "przekazywan*", "пересылк*", "předáván*",
		"vidarebefordr*", "videresend*", "videresending", "továbbít*", "aktarma", "reenvío", "encaminhamento",
	},
	unless     = {
		exact, said, absent,
		{ about = { "recipient absent", "recipient gone", "domain absent", "later", "trouble" } },
	},
	within     = "reply",
	reason     = "relay_denied",
	confidence = 0.5,
	yes        = { "550 Vidarebefordran är inte tillåten" },
	no         = { "550 5.1.1 no such user at this relay" },
}

rule "topic_reputation" {
	says       = {
		"asn", "ip-adress*", "ip adres*", "ip-adres*", "adresse ip", "dirección ip", "endereço ip", "indirizzo ip",
		"ip-адрес*", "ip адрес*", "ip-osoit*", "ip-cím*", "διεύθυνση ip", "ip地址", "ipアドレス", "your ip", "your network", "your range", "netblock", "neighbourhood", "neighborhood",
		"hoster", "reputation", "host's trust", "server's trust", "complaints", "complained", "beschwerden", "plaintes", "quejas", "reclamos", "reclamações",
		"reclami", "klachten", "skarg", "жалоб*", "投诉", "苦情", "blacklist*",
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
		"from line", "of mail from", "your account", "your domain", "your address",
		"your mailbox", "your email address", "your mail address", "reply-to", "reply address",
		"bounce address", "send from", "submitting", "may not send", "not send through", "through this account", "outgoing mail", "callback",
		"callout", "spf", "dkim", "dmarc",
	},
	unless     = {
		exact, said, absent,
		{ says = { "to sender", "to the sender", "returned to *", "sending paused", "address book", "sending * again", "resending" } },
	},
	within     = "reply",
	reason     = "sender_rejected",
	confidence = 0.5,
	yes        = { "550 5.1.1 Your account is not in order, talk to your provider" },
	no         = { "550 5.1.1 Returned to sender" },
}

rule "topic_sender_translated" {
	doc        = "What is said of the one who sends in other languages: that he is not wanted.",
	about      = "sender",
	says       = {
		"bloquead*", "bloqué*", "bloccat*", "geblokkeerd", "gesperrt", "blockiert", "zablokowan*", "заблокирован*",
		"rechazad*", "refusé*", "rifiutat*", "recusad*", "geweigerd", "abgelehnt", "rejeté*", "rejeitad*", "odrzucon*", "отклонен*",
		"no válid*", "inválid*", "invalide", "non valid*", "ongeldig*", "ungültig*", "no permitid*", "permitid*", "autorisé*",
		"autorizad*", "autorizzat*", "toegestaan", "erlaubt", "verificar", "vérifié*", "verificat*",
	},
	unless     = {
		exact, said,
		{
			about = {
				"recipient", "recipient absent", "recipient gone", "recipient full", "recipient chooses", "domain absent", "limit",
				"later", "trouble", "message", "connection",
			},
		},
	},
	within     = "reply",
	reason     = "sender_rejected",
	confidence = 0.5,
	yes        = { "550 Su dirección está bloqueada" },
	no         = { "550 La dirección está bloqueada", "550 El titular bloqueó su cuenta" },
}

rule "topic_policy" {
	says       = {
		"policy", "policies", "firewall", "forbidden", "prohibited", "rule", "rules", "filter",
		"filters",
	},
	unless     = { exact, said, absent },
	within     = "reply",
	reason     = "policy_rejected",
	confidence = 0.5,
	yes        = { "550 5.1.1 our policies do not like this" },
	no         = { "550 5.1.1 Recipient address rejected" },
}
