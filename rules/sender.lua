-- SPDX-License-Identifier: MIT
-- sender_rejected, sending_host_rejected and relay_denied: the envelope sender, the host that we
-- send from, or what we ask of the server. None of it says a thing about the recipient, though the
-- words are often the same as for one ("user unknown", "domain not found", "does not exist").

rule "protocol_error_pipelining" {
	doc    = "Postfix reports our commands under the client's name, before it would be the "
		.. "client's fault.",
	says   = {
		"pipelining", "synchronization error", "synchronisation error", "talks before",
		"talked before", "talk before", "spoke before", "spoken before", "speaks before",
		"wait for the banner", "wait for * greeting", "wait for our banner", "spoke too early",
		"talked too early", "talks too early", "speaks too early",
	},
	reason = "protocol_error",
	yes    = {
		"554 <mail.example.com[192.0.2.1]>: Client host rejected: no pipelining before the "
			.. "banner",
	},
	no     = { "554 5.7.1 <mail.example.com[192.0.2.1]>: Client host rejected: Access denied" },
}

rule "blocked_client_list" {
	doc    = "A client that a list named, which is reputation and not the client's name.",
	says   = {
		"client host * blocked using", "client host * blocked by", "client host * listed",
		"client host rejected: * blacklist*", "client host rejected: * blocklist*",
		"client host rejected: * spam*", "client host rejected: banned",
		"client host rejected: blocked", "client host rejected: * abus*",
		"client host rejected: * reputation*", "client host rejected: * liste noire",
		"client host rejected: * sperrliste", "client host rejected: * schwarze* liste",
		"client host rejected: * lista negra", "client host rejected: * lista nera",
		"client host rejected: * zwarte lijst", "client host rejected: * czarn* li*",
		"client host rejected: * черн* спис*", "client host rejected: * 黑名单",
	},
	reason = "reputation_block",
	yes    = {
		"554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using "
			.. "list.example.net",
	},
	no     = { "450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]" },
}

rule "sending_host_rejected" {
	says   = {
		"confirm this mail server", "server requires confirmation",
		"client ip * not resolved", "ip must resolve", "on your ip address failed", "forged hostname",
		"confirm your hostname", "does not resolve to a hostname",
		"does not resolve to a host name", "your ip * found in dns",
		"your ip address has no", "your ip has no", "unknown user host",
		"your server's address", "address of your server", "forward dns", "in helo",
		"in ehlo", "(helo)", "in the helo", "helo requires", "ehlo requires",
		"helo should", "ehlo should", "you said helo", "you said ehlo",
		"said helo *, which", "helo must", "ehlo must", "your helo", "your ehlo",
		"host impersonating", "helo is not", "ehlo is not", "(dul)", "helo/ehlo",
		"bad helo", "invalid helo", "invalid ehlo", "helo name", "ehlo name",
		"helo string", "helo host*", "ehlo host*", "helo * invalid", "ehlo * invalid",
		"helo argument", "ehlo argument", "helo domain", "ehlo domain",
		"helo * does not resolve", "helo * not resolve", "helo * mismatch",
		"helo * must be", "helo * forged", "helo * ip address", "fake helo",
		"forged helo", "client host rejected", "client host not",
		"cannot find your hostname", "cannot find your reverse", "cannot find your host",
		"cannot find your name", "cannot find your ip", "could not find your hostname",
		"reverse dns", "reverse-dns", "rdns", "r-dns", "reverse lookup",
		"reverse resolution", "reverse hostname", "reverse mapping", "reverse name",
		"reverse ip", "reverse * record", "ptr", "ptr record*", "no ptr", "fcrdns",
		"forward-confirmed", "forward confirmed", "forward lookup * match", "dynamic ip*",
		"dynamic address*", "dynamische ip*", "dynamischen ip*", "ip dynamique", "ip dinámica", "ip dinamico", "dynamisch ip*", "dynamiczny adres", "динамическ* ip", "dynamic pool", "dynamic host*", "dynamic/",
		"dynamic or residential", "dynamically assigned", "dynamic range*",
		"residential ip*", "residential address*", "dialup", "dial-up", "dial up",
		"generic hostname", "generic host name", "generic rdns", "generic reverse",
		"generic ptr", "end-user ip", "end user ip", "consumer ip",
		"mismatches client ip", "hostname mismatch", "host name mismatch",
		"name does not match * ip", "does not match your ip", "does not match its ip",
		"ip address has no name", "ip name possibly forged", "ip name forged",
		"ip name lookup failed", "ip address has no hostname", "invalid hostname of",
		"may not be mail exchanger", "not a valid mail server", "not a mail server",
		"not a legitimate mail server", "use the smtp server of your", "use your isp*",
		"use your provider*", "use the mail server of", "use your own mail server",
		"use your mail server", "use your internet provider",
		"use your internet service provider's", "through your isp*",
		"through your provider*", "direct to mx", "direct-to-mx",
		"unresolvable host name", "unresolvable hostname", "unresolvable relay host",
		"fix reverse dns", "fix your dns", "bad dns ptr", "broken reverse",
		"your host name does not", "your hostname does not", "your server's hostname",
		"unverifiable hostname", "unknown client host", "cannot resolve your",
		"can't resolve your", "unable to resolve your", "could not resolve your",
		"reverse-dns-eintrag", "kein reverse", "dns inverse", "résolution inverse",
		"nom d'hôte inverse", "dns inverso", "resolución inversa", "registro ptr",
		"обратная dns", "looks dynamic",
		"dns reverso", "risoluzione inversa", "omvänd dns", "omvendt dns", "käänteis*", "revdns", "обратная запись",
		"обратной зоны", "ptr-запис*", "逆引き", "反向解析", "反向域名",
	},
	unless = {
		says = {
			"say helo first", "send helo first", "helo first", "need helo",
			"expecting helo", "requires helo", "no helo", "helo required",
			"helo/ehlo first", "ehlo first", "authenticat*", "login", "log in",
			"relaying denied", "dynamic ip * greylist*", "client host rejected: too many",
			"client host rejected: * encrypt*", "client host rejected: * tls",
		},
	},
	reason = "sending_host_rejected",
	yes    = {
		"450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]",
		"550 192.0.2.1 has no PTR record",
		"571 Mail from dynamic IP addresses is not taken",
	},
	no     = {
		"503 5.5.1 Polite people say HELO first",
		"550 5.1.1 <ann@example.org>: Recipient address rejected: User unknown",
	},
}

rule "helo_refused" {
	doc     = "The name that we greeted with, and a refusal, in whatever order.",
	matches = {
		[[\bhelo\b.{0,60}\b(?:rejected|refused|denied|forbidden|unacceptable)\b]],
		[[\behlo\b.{0,60}\b(?:rejected|refused|denied|forbidden|unacceptable)\b]],
		[[\b(?:rejected|refused|denied)\b.{0,40}\bhelo\b]],
		[[\b(?:rejected|refused|denied)\b.{0,40}\behlo\b]],
	},
	unless  = {
		says = {
			"helo first", "authenticat*", "user unknown", "no such user", "blocked using",
			"recipient rejected", "recipient address rejected", "unknown user",
			"does not exist", "callback setup", "callout setup",
		},
	},
	reason  = "sending_host_rejected",
	yes     = {
		"550 HELO says localhost.localdomain; rejected",
		"554 5.7.1 <mail>: Helo command rejected: not a full name",
	},
	no      = { "503 5.5.1 Polite people say HELO first; rejected" },
}

rule "helo_no_domain" {
	doc    = "A wrong argument that is a domain is the name that we greeted with: what is wrong "
		.. "with a recipient's is told by other codes.",
	reply  = 501,
	says   = { "invalid domain name", "invalid hostname", "invalid host name" },
	unless = { { status = "x.1.x" }, { says = { "sender", "recipient", "mail from", "rcpt" } } },
	reason = "sending_host_rejected",
	yes    = { "501 5.0.0 Invalid domain name", "501 Invalid hostname" },
	no     = {
		"501 5.1.3 Invalid domain name",
		"553 5.1.2 Invalid host name",
		"501 Invalid domain in RCPT",
	},
}

rule "sender_blocked" {
	doc    = "The sender's address or domain is on somebody's list: reputation, not a wrong "
		.. "address.",
	says   = {
		"sender * blacklist*", "sender * blocklist*", "sender * block list*",
		"sender is on * list", "banned sender", "sender is banned", "sender * reputation",
		"sender has been blocked", "sender is blocked", "sender address * blocked",
		"your domain * blacklist*", "your domain * blocklist*", "your domain * block list*",
		"your domain * surbl", "your domain * spamhaus", "your domain * dbl",
		"sender domain * blocked", "sender blocked", "blocked sender", "sender * listed in",
		"sender * listed at", "sender * listed on", "sender listed",
	},
	unless = {
		says = {
			"recipient* * block*list", "user's * list", "blocked by recipient",
			"by the recipient", "by recipient", "by the addressee", "recipient's", "by user", "by the user",
			"personal", "not listed", "badmailfrom",
		},
	},
	reason = "reputation_block",
	yes    = {
		"550 5.7.1 <bob@example.com>: Sender address rejected: on our blacklist",
		"554 Banned sender <bob@example.com>",
	},
	no     = { "550 5.7.1 The sender is on the recipient's block list" },
}

rule "sender_not_verified" {
	doc    = "They asked the sender's server whether the sender exists; an answer to RCPT says "
		.. "so too.",
	says   = {
		"callback setup failed * initial connection", "recipient * rejected * sender verify failed", "no such sender here", "called back your address",
		"must have a valid from address",
	},
	unless = { status = "x.7.26" },
	reason = "sender_rejected",
	yes    = {
		"550 5.4.1 <ann@example.org>: Recipient address rejected: sender verify failed",
		"550 No such sender here",
	},
	no     = { "550 5.1.1 <ann@example.org>: no such user here" },
}

rule "sender_rejected" {
	says   = {
		"secumail", "registered gateway user", "returned mail not accepted",
		"unsigned dsn", "rfc 1035 violation", "empty email address",
		"no valid recipients from", "batv", "third-party dsn*", "purported responsible",
		"bogus sender*", "sender is spammer", "bouncedeny", "callback to *@",
		"callout to *@", "not pre-approved", "unroutable sender", "unrouteable sender",
		"address required for sender", "required for sender address", "sender has no",
		"unable to send from", "bad mail from", "verification failed for", "sender address * rejected", "sender address is not",
		"sender address not", "sender is not allowed", "sender not accepted",
		"sender address does not", "sender address doesn't", "unknown sender",
		"invalid sender", "bad sender", "bad sender's", "illegal sender", "sender syntax",
		"malformed sender", "sender domain", "sender's domain", "senders domain",
		"sending domain", "domain of sender", "domain of the sender", "domain of your",
		"domain for sender", "sender's address", "sender's email", "sender's mailbox",
		"sender's system", "sender hostname", "sender verify", "sender verif*",
		"verify sender", "verify your sender", "verify the sender", "verifying sender",
		"unverifiable sender", "could not verify sender", "sender not verified",
		"sender callout", "sender callback", "could not complete sender",
		"callout verification", "callback verification", "rejected by sender",
		"mx records for * violate", "return address", "return path", "return-path", "returnpath", "reverse path",
		"reverse-path", "envelope sender", "envelope from", "envelope-from", "mailfrom",
		"mail from address", "mail from domain", "in mail from", "invalid from address",
		"invalid from", "from domain", "from: domain", "your domain", "your email domain",
		"your e-mail domain", "domain in from", "your from address", "your from:",
		"from: address", "originator address", "send as this sender", "send on behalf",
		"send mail as", "not owned by user", "not owned by the", "not owned by you", "not owned by login", "not owned by *@*", "not allowed to use * as sender", "as a sender", "with this sender address",
		"with that sender address",
		"bounces are not accepted", "bounces not accepted", "null sender", "null return",
		"null reverse", "empty sender", "empty envelope", "empty mail from",
		"doesn't send mail * not accept bounces", "does not accept bounces",
		"doesn't accept bounces", "never sends mail", "never send mail", "backscatter",
		"address is not verified", "from unregistered domain*", "unregistered sender",
		"bad outbound sender", "non-trusted organization", "non-trusted organisation",
		"untrusted sender", "sender belongs to", "sender address belongs",
	},
	unless = {
		{
			says = {
				"sender * not allowed to send to",
				"sender not authorized for * recipient", "recipient only accepts",
				"greylist*", "sender is not allowed to post",
				"sender not authenticated", "sender * not authorized to send to",
				"sender * permission to send to", "sender * not * member",
				"resolver.*", "recipient address rejected", "relay access denied",
				"recipient rejected", "by recipient", "from sending domain",
				"failed for recipient", "failed for the recipient", "recipient does not", "recipient doesn't", "user does not accept", "allowed to relay",
				"bad sender ip", "at a rate that", "throttled", "hourly quota", "daily quota", "hourly limit", "daily limit",
				"per hour", "per day", "per minute", "too many *", "too much *",
				"sender quota", "mail flow from", "hourly", "this hour", "last hour", "today",
				"send spam", "sending spam", "sent spam", "sends spam", "sender score*", "sender reputation", "sender/server", "sender/ip", "sender/recipient",
			},
		},
		{ says = "your domain", about = "recipient chooses" },
		{ matches = { [[\ballowed to (?:write|send|post|mail|deliver)(?: \w+){0,2} to\b]] } },
	},
	reason = "sender_rejected",
	yes    = {
		"450 4.1.8 <bob@example.com>: Sender address rejected: Domain does not resolve",
		"550 Sender verify failed",
		"553 Domain of sender bob@example.com has no MX",
	},
	no     = {
		"550 5.1.1 <ann@example.org>: Recipient address rejected: User unknown",
		"554 5.7.1 Domain example.org does not exist",
	},
}

rule "sender_domain_courier" {
	doc    = "Courier's own reply for a sender whose domain it can't find.",
	reply  = 517,
	says   = { "domain does not exist", "invalid domain" },
	reason = "sender_rejected",
	yes    = { "517-Domain does not exist: example.com. 517 Invalid domain, see the standard" },
	no     = { "550 Domain does not exist: example.org" },
}

rule "sender_mailbox" {
	doc     = "The mailbox, the account or the address of the one who sends, in the words that "
		.. "are else said of the recipient.",
	matches = {
		[[\byour (?:e-?mail )?(?:address|mailbox)\b (?:is |was |does |do |could )?]]
			.. [[(?:not (?:be )?)?(?:exist|found|known|unknown|invalid|valid)]],
		[[\b(?:mailbox|account|address|user) of (?:the|your) sender\b]],
		[[\bsender(?:'s)? (?:mailbox|account)\b[^.;!]{0,40}?\b(?:unknown|not|n't|disabled|]]
			.. [[suspended|invalid|missing)\b]],
		[[\b(?:mailbox|account|address|user) (?:that|which) sent\b]],
		[[\b(?:callback|callout|call-back) to (?:the |your )?sender]],
		[[\bfrom:? (?:header |address )+(?:is |does |was |could )?(?:not|n't|unknown|invalid)\b]],
	},
	unless  = { says = { "to send to", "to post", "not * member", "greylist*" } },
	reason  = "sender_rejected",
	yes     = {
		"550 5.1.1 The mailbox of the sender is not there",
		"550 Callback to the sender failed: nobody there",
		"550 The account that sent it has been disabled",
	},
	no      = { "550 5.1.1 The mailbox is unknown; tell the sender" },
}

-- A word for the sender, and close to it, in one sentence without the recipient, one of refusal.
local refusal = [[(?:(?!recipient|rcpt|user unknown|mailbox)[^;!]){0,90}?]]
	.. [[\b(?:not exist|n't exist|unknown|not found|n't found|no such|no mx|malformed|invalid]]
	.. [[|rejected|refused|denied|not resolve|n't resolve|be verified]]
	.. [[|not allowed|not authorized|not authorised|must (?:be|have|contain))\b]]

local function close(word)
	return [[\b]] .. word .. [[\b(?! (?:\[?\d+\.\d|your|ip\b|host\b|server\b))]] .. refusal
end

rule "sender_rejected_form" {
	doc     = "A word for the sender and a word of refusal, close together and in one "
		.. "sentence.",
	matches = { close "sender", close "mail from", close "from address", close "originator" },
	unless  = {
		says = {
			"to send to", "to write to", "to post", "recipient only accepts", "not * member", "non-member*",
			"relay access", "relaying", "to relay", "relay not",
			"message from * rejected", "whitelist", "approved sender*",
			"allowed sender*", "sender list", "unknown user", "unknown recipient",
			"no such user", "moderator*",
		},
	},
	reason  = "sender_rejected",
	yes     = {
		"550 The sender <bob@example.com> must have an MX record",
		"550 5.1.0 <bob@example.com> sender rejected",
		"553 MAIL FROM <bob@example.com> refused",
	},
	no      = {
		"550 No such recipient; the sender should check",
		"550 Sender is not allowed to post to this list",
	},
}

rule "sender_domain_at_mail" {
	doc     = "A domain that does not exist, said at MAIL or at the end of the message: it is "
		.. "the sender's.",
	command = { "MAIL", "EOD" },
	matches = {
		[[\w\.\w+>? does not exist]],
		[[\w\.\w+>? doesn't exist]],
		[[\w\.\w+>? not found]],
		[[\w\.\w+>? could not be found]],
		[[\w\.\w+>? is unknown]],
		[[\w\.\w+>? is invalid]],
		[[domain does not exist]],
		[[domain doesn't exist]],
		[[domain not found]],
		[[no such domain]],
		[[invalid domain]],
	},
	unless  = { says = { "user unknown", "recipient*", "mailbox*" } },
	reason  = "sender_rejected",
	yes     = {
		"host mx.example.net[192.0.2.9] said: 553 mail.example.com does not exist (in "
			.. "reply to end of DATA command)",
	},
	no      = {
		"host mx.example.net[192.0.2.9] said: 553 mail.example.org does not exist (in "
			.. "reply to RCPT TO command)",
	},
}

rule "sender_rejected_translated" {
	says   = {
		-- fr
		"expéditeur * rejeté", "expéditeur * refusé", "expéditeur * invalide",
		"expéditeur introuvable", "expéditeur inconnu", "expéditeur * n'existe pas",
		"domaine * expediteur", "adresse de l'expéditeur", "adresse d'expéditeur",
		"emetteur invalide", "adresse de l'emetteur",
		-- de
		"absender * abgelehnt", "absender * ungültig", "absender * unbekannt",
		"absender * existiert nicht", "absenderadresse", "absender-adresse",
		"absenderdomain", "domain des absenders", "ungültiger absender",
		"unbekannter absender",
		-- es
		"remitente * rechazad*", "remitente * no existe", "remitente inexistente",
		"remitente rechazado", "remitente no encontrado", "remitente desconocido",
		"remitente no válido", "remitente inválido", "dirección del remitente",
		"dominio del remitente",
		-- pt
		"remetente * rejeitado", "remetente não encontrado", "remetente recusado",
		"remetente inválido", "remetente desconhecido", "endereço do remetente",
		"domínio do remetente", "remetente * não existe",
		-- it
		"mittente * rifiutato", "mittente inesistente", "mittente non trovato",
		"mittente sconosciuto", "mittente non valido", "indirizzo del mittente",
		"dominio del mittente", "mittente * non esiste",
		-- nl
		"afzender * geweigerd", "afzender * onbekend", "afzender niet gevonden",
		"onbekende afzender", "ongeldige afzender", "afzenderadres",
		"domein van de afzender", "afzender * bestaat niet",
		-- pl
		"nadawca * odrzucony", "nadawca * nie istnieje", "nadawca nieznany",
		"nieznany nadawca", "nieprawidłowy nadawca", "adres nadawcy", "adresu nadawcy",
		"domena nadawcy", "domeny nadawcy",
		-- ru
		"отправитель не найден", "отправителя не существует", "адрес отправителя",
		"отправитель отклонен", "отправитель * не существует", "неверный отправитель",
		"домен отправителя", "домена отправителя", "адреса отправителя",
		-- ja, zh
		"差出人が存在", "送信者が存在", "差出人が見つかり", "送信者アドレス", "送信元アドレス", "差出人アドレス", "発信者アドレス",
		"送信者が拒否", "发件人地址", "发件人被拒绝", "发件人域名", "发信人地址", "发件域", "寄件者地址", "寄件人地址", "发件人不存在",
	},
	unless = {
		says = {
			"empfänger * existiert nicht", "empfänger unbekannt",
			"destinataire * inconnu", "destinatario desconocido",
		},
	},
	reason = "sender_rejected",
	yes    = {
		"550 Die Absenderadresse wird nicht angenommen",
		"553 адрес отправителя не найден",
	},
	no     = { "550 Empfänger unbekannt" },
}

rule "relay_denied" {
	says   = {
		"neither sender nor recipient", "neither the sender nor", "neither * nor * local",
		"neither you nor the recipient", "neither from nor for", "neither from nor to",
		"neither source nor destination", "neither for nor from", "neither to nor from",
		"not a public mail server", "not a public relay", "mail for other domains",
		"mail for our own domains", "mail for our domains", "domains that are not ours",
		"relaying-issues", "to remote addresses", "relaying temporarily denied", "insecure mail relay", "non-local e-mail address",
		"non-local email address", "don't handle mail for", "do not handle mail for", "not forward for", "not forward mail for",
		"are mx for", "an mx for", "the mx for", "not use this server", "handled by this", "relay only",
		"does not handle mail for", "specified domain is not allowed", "relay to that",
		"relay to this", "to relay to", "relay access denied", "relay denied",
		"relay not permitted", "relay not allowed", "i cannot deliver mail for",
		"relay not ok", "relay * prohibited", "relay forbidden", "relay access is", "relay access not", "relay to *", "relay is forbidden", "not forward mail", "n't forward mail", "not forward messages", "refuses to forward", "carry mail for", "not take mail for other", "refuses to relay", "relaying disabled", "relay disabled", "relay rejected",
		"relay refused", "relay operation", "relay is not", "relay for you",
		"relay through", "relay mail", "relay messages", "relay email", "relay failure",
		"relay this", "relaying denied", "relaying refused", "relaying rejected",
		"relaying forbidden", "relaying not", "relaying is", "relaying through",
		"relaying to", "relaying mail", "relaying for", "relaying * prohibited",
		"relaying * disabled", "relaying blocked", "relaying disallowed",
		"denies relaying", "no relay*", "not relay*", "do not relay", "won't relay",
		"cannot relay", "unable to relay", "refuse to relay", "refused to relay",
		"not permitted to relay", "not allowed to relay", "not authorized to relay",
		"allowed to be relayed", "relay restriction*", "relay attempt*",
		"authenticate to relay", "relay from", "are not the mx", "not the mx for", "not the mx of", "as a relay", "third-party relay", "third party relay",
		"rcpthosts", "rcpt hosts", "list of allowed * hosts", "not a gateway",
		"is not a local domain", "not in my local domain*", "domain is not in my list",
		"none of our domains", "not a domain i *", "not a domain we *", "not a domain that we *", "not a domain which we *", "relay domain*", "not in our list of domains", "not in the list of domains", "list of domains we *", "relay list", "list of relay*", "only accepts mail for * domain*", "only accept mail for * domain*", "accept mail only for * domain*", "accepts mail only for * domain*", "not one that we accept mail for", "domain * not * accept mail for", "not accept mail for * domain", "not accept mail for this domain", "domain is not one of ours", "not use this machine", "domain of ours",
		"domains of ours", "one of our domains", "one of the domains", "pass this on for",
		"pass it on for", "not hosted here", "not hosted on *", "not hosted by us", "domain * no longer hosted", "not responsible for", "not served here",
		"not handled here", "no such domain at this location",
		"domain is not local", "domain not local", "not a relay", "not an open relay",
		"relaying * without authentication", "relais refusé", "relais * interdit",
		"relayage", "weiterleitung * nicht erlaubt", "weiterleiten * nicht erlaubt",
		"relaying nicht", "relaying verboten", "relaying abgelehnt", "relaying verweigert", "relaying ist", "relay verweigert", "relay denegado", "relay refusé",
		"relais non autorisé", "kein relay*", "relay nicht erlaubt", "relay abgelehnt",
		"retransmisión denegada", "reenvío denegado", "no se permite el reenvío",
		"relay * no permitido", "relay negado", "relay não permitido",
		"relay non consentito", "relay negato", "relay * non permesso",
		"relay niet toegestaan", "relayen niet toegestaan", "relay * zabroniony",
		"przekazywanie * zabronione", "релей запрещен", "пересылка запрещена", "中継を拒否",
		"中継は許可", "リレーを拒否", "リレーが拒否", "拒绝中继", "릴레이", "禁止转发", "不允许转发", "拒絕轉送",
	},
	unless = {
		{
			says = {
				"which is an open relay", "is an open relay", "open relays",
				"open relay listed", "as an open relay", "listed * open relay",
				"relay * blacklist*", "blocked using", "your ip * open relay",
				"unresolvable relay", "was not relayed",
			},
		},
		{ says = { "not hosted on *", "not hosted here" }, about = "sender" },
		-- A user who is not here, and no domain.
		{
			matches = [[\b(?:recipient|addressee|subscriber|customer|alias|address) (?:is |was )?not hosted here\b]],
			about   = "recipient absent",
		},
		{
			says  = {
				"user * not h*", "user * not served", "mailbox * not h*", "mailbox * not served",
				"account * not h*", "account * not served", "inbox * not h*", "person * not h*",
			},
			about = "recipient absent",
		},
	},
	reason = "relay_denied",
	yes    = {
		"554 5.7.1 <ann@example.org>: Relay access denied",
		"550 We do not relay for 192.0.2.1",
		"553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
	},
	no     = {
		"501 no access from mail server [192.0.2.1] which is an open relay",
		"550 5.1.1 User unknown (relay=mx.example.org)",
	},
}
