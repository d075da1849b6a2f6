-- SPDX-License-Identifier: MIT
-- Who is dead, whatever the words: what a sentence says of the recipient or its domain, where no card
-- before knows it. Nothing in the text may speak of the one who sends.

-- Codes and commands that are of something else, which then is what does not exist.
local of_another = {
	{ status = { "x.1.5", "x.1.7", "x.1.8", "x.2.2", "x.2.3", "x.2.4", "4.3.*", "4.4.*", "x.4.2", "x.4.3", "x.4.5", "x.4.6", "x.4.7", "x.5.1", "x.5.2", "x.5.4", "x.7.2", "x.7.25" } },
	{ command = { "CONNECT", "HELO", "EHLO", "MAIL", "EOD" } },
	{ reply = { 530, 534, 535, 538, 551 } },
	{ about = { "sender", "sender absent", "connection", "limit", "recipient full", "recipient chooses" } },
	-- The server, the room, the file or the key of a recipient.
	{
		says = {
			"fails syntax check", "fail syntax check", "table does not", "table was not", "table is not", "table not found", "tables", "mailserver*", "sunucusu*", "yer yok", "klíč*", "kľúč*", "nøgle*", "nøkkel*", "nyckel*",
			"members of the *", "arquivo*", "ficheiro*", "archivo*", "fichero*", "fichier*", "certificat*",
		},
	},
}

rule "stated_absent" {
	about      = "recipient absent",
	unless     = {
		of_another[1], of_another[2], of_another[3], of_another[4], of_another[5],
		-- It only looks so.
		{
			says = {
				"server died", "server crashed", "server is down", "database is down", "directory is down",
				"backend is down", "found now", "for now", "right now", "at the moment",
			},
		},
	},
	within     = "reply",
	reason     = "mailbox_unknown",
	yes        = {
		"550 cannot find a mailbox for ann@example.org",
		"550 L'adresse ann@example.org, nous ne l'avons pas trouvée",
		"550 5.1.1 Der Empfänger ann@example.org ist hier unbekannt",
		"550 weil es den Empfänger nicht (mehr) gibt",
		"550 El buzón ann@example.org no existe",
		"550 No se ha podido encontrar en la lista la dirección",
		"550 omdat de ontvanger niet meer bestaat",
		"550 Nie znaleziono podanego adresu e-mail",
		"550 fordi e-postadressen ikke lenger finnes",
		"550 пользователь ann не найден",
		"550 Ann is not a valid mailbox here",
		"550 5.1.1 收件人不存在",
		"550 존재하지 않는 사용자입니다",
		"550 Adresat ann@example.org neexistuje",
		"550 A cimzett nem letezik",
	},
	no         = {
		"550 The mailbox of the sender cannot be found",
		"550 Adresa odesílatele neexistuje",
		"550 weil die Domain der Adresse nicht existiert",
		"550 Die IP-Adresse 192.0.2.1 wurde nicht gefunden",
		"550 Postfach: Fehler unbekannt",
		"550 Impossible de trouver le serveur pour l'adresse ann@example.org",
	},
}

rule "stated_gone" {
	about      = "recipient gone",
	unless     = { of_another[1], of_another[2], of_another[3], of_another[4], of_another[5], { says = { "quota", "kontingent", "cuota" } } },
	within     = "reply",
	reason     = "mailbox_disabled",
	yes        = {
		"550 La casella di ann@example.org è stata cancellata",
		"550 5.2.1 Das Postfach von ann@example.org wurde deaktiviert",
		"550 A conta de ann foi suspensa",
		"550 该邮箱已停用",
		"550 The owner of this address has died",
	},
	no         = { "550 your account was deleted", "550 the message was deleted" },
}

rule "stated_full" {
	about      = "recipient full",
	unless     = {
		of_another[2], of_another[3],
		{ about = { "sender", "sender absent", "connection", "recipient absent", "recipient gone", "recipient chooses" } },
		{ status = { "x.1.*", "x.2.3", "x.3.*", "x.4.*", "x.5.*" } },
		{ says = { "offline", "unavailable", "not available", "maintenance", "migrat*", "not respond*", "unreachable" } },
	},
	within     = "reply",
	reason     = "mailbox_full",
	confidence = 0.6,
	yes        = {
		"554 The inbox of ann@example.org has no space",
		"550 Das Postfach hat die maximale Größe erreicht",
	},
	no         = { "554 Your inbox has no space", "552 The server has no space" },
}

rule "stated_large" {
	about      = "message large",
	unless     = {
		{ about = { "connection", "recipient absent", "recipient gone", "recipient full" } },
		{ status = { "x.1.*", "x.2.1", "x.2.2", "x.3.0", "x.3.1", "x.3.2", "x.3.5", "x.4.*", "x.5.*", "x.6.*" } },
		{ says = { "per hour", "per day" } },
	},
	within     = "reply",
	reason     = "message_too_big",
	confidence = 0.6,
	yes        = {
		"552 Meddelandet är större än den tillåtna gränsen",
		"Wiadomość jest większa niż obecny limit systemowy",
	},
	no         = { "552 The database is larger than a message", "552 5.2.2 The mailbox is larger" },
}

rule "stated_over_limit" {
	doc        = "A limit beside the reply for one, and nobody's mailbox: that of a message.",
	reply      = 552,
	about      = "limit",
	unless     = {
		{
			about = {
				"recipient", "recipient absent", "recipient gone", "recipient full", "connection", "sender",
				"sender absent", "domain", "later",
			},
		},
		{ status = { "x.1.*", "x.2.1", "x.2.2", "x.3.0", "x.3.1", "x.3.2", "x.3.5", "x.4.*", "x.5.*", "x.6.*", "x.7.*" } },
		{ says = { "mailbox", "disk*", "postfach", "quota", "storage", "espace", "space", "per hour", "per day", "recipients", "virus*" } },
	},
	within     = "reply",
	reason     = "message_too_big",
	confidence = 0.5,
	yes        = { "552 邮件超过最大限制" },
	no         = { "552 The mailbox has reached its limit", "552 Too many messages per hour" },
}

rule "stated_chooses" {
	about      = "recipient chooses",
	unless     = {
		of_another[2], of_another[3],
		{
			about = {
				"sender absent", "connection", "system", "limit", "later", "recipient absent",
				"recipient gone", "recipient full",
			},
		},
		{ says = { "allowed as from", "your account is", "your account has", "your mailbox is", "your mailbox has" } },
		{ status = { "4.*.*", "x.1.*", "x.2.2", "x.2.3", "x.3.*", "x.4.*", "x.5.*", "x.6.*" } },
		{ reply = "4xx" },
	},
	within     = "reply",
	reason     = "recipient_restricted",
	yes        = { "550 ann@example.org does not want mail from you" },
	no         = { "550 we do not want mail from you" },
}

rule "stated_domain_absent" {
	about      = "domain absent",
	unless     = {
		of_another[1], of_another[2], of_another[3], of_another[4],
		{ about = "system" }, { status = "x.7.*" }, { says = { "temporar*", "relay*", "domain i *", "domain we *", "domain that we *", "domain which we *", "domains we *", "domains that we *" } },
	},
	within     = "reply",
	reason     = "domain_unknown",
	yes        = { "550 the domain example.org could not be located" },
	no         = { "550 Your domain does not exist" },
}

rule "stated_domain_absent_for_policy" {
	doc        = "The same beside a code for a policy, which may be about our own domain.",
	status     = "x.7.*",
	says       = { "recipient*", "addressee*", "destination*" },
	about      = "domain absent",
	unless     = { of_another[1], of_another[2], of_another[3], of_another[4], of_another[5], { says = "relay*" } },
	within     = "reply",
	reason     = "domain_unknown",
	yes        = { "550 5.7.1 the recipient's domain cannot be found" },
	no         = { "550 5.7.1 the domain of the sender cannot be found" },
}

rule "stated_domain_no_mail" {
	about      = "domain takes no mail",
	unless     = of_another,
	within     = "reply",
	reason     = "domain_no_mail",
	yes        = { "554 domain example.org allows no mail" },
	no         = { "550 this domain takes no mail from you" },
}
