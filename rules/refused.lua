-- SPDX-License-Identifier: MIT
-- Words that say little: come later, and policy_rejected for a refusal of which no more is said.

rule "policy_named" {
	doc        = "What an administrator rules out: no code for an address outweighs "
		.. "that.",
	says       = {
		"duplicate message*", "duplicate mail", "duplicate e-mail", "duplicate email",
		"sending paused", "acceptable use", "administrative prohibition", "administratively prohibited",
		"administratively denied", "administratively rejected", "denied by administrator", "administrative refusal",
		"administrative lockout",
	},
	unless     = {
		{ says = { "user unknown", "unknown user", "no such user", "does not exist" } },
		{ status = { "x.2.2", "x.2.3", "x.3.4", "x.4.6", "x.5.3", "x.6.*" } },
	},
	reason     = "policy_rejected",
	confidence = 0.75,
	yes        = { "550 Administrative prohibition" },
	no         = { "550 5.1.1 Rejected" },
}

rule "sender_named_translated" {
	doc        = "A refusal that names the sender, and nobody else, is about the sender.",
	says       = sender_words,
	unless     = {
		{
			says = {
				"destinataire*", "empfänger*", "empfaenger*", "destinatari*", "destinatário*",
				"ontvanger*", "geadresseerde", "odbiorc*", "получател*", "адресат*",
				"收件人", "收信人", "受信者", "宛先", "수신자", "받는 사람", "user unknown",
				"unknown user", "à l'expéditeur", "an den absender", "al remitente",
				"al mittente", "ao remetente", "aan afzender", "aan de afzender",
				"do nadawcy", "отправителю",
			},
		},
		{ about = { "later", "trouble" } },
		{ says = { "nur für interne", "interne absender*", "internen absender*", "expéditeurs internes", "remitentes internos", "remetentes internos", "mittenti interni", "interne afzender*", "interna avsändare", "interne avsender*", "interne afsender*", "wewnętrznych nadawców", "внутренних отправителей", "sisäisiltä lähettäjiltä" } },
		{ about = "limit", reply = "4xx" },
	},
	reason     = "sender_rejected",
	confidence = 0.7,
	yes        = { "550 5.1.1 nieznany jest ten nadawca" },
	no         = { "550 Retour à l'expéditeur", "550 5.1.1 Empfänger weiß es, Absender nicht" },
}

rule "policy_rejected" {
	says       = {
		"policy violation", "policy violations", "violates * policy",
		"violation of * policy", "local policy", "local policies", "policy reason",
		"policy reasons", "policy rejection", "policy restriction*", "policy reject",
		"security policy", "security policies", "company policy", "site policy",
		"mail policy", "email policy", "server policy", "policy of * server",
		"rejected by policy", "refused by policy", "blocked by policy", "denied by policy",
		"due to policy", "because of policy", "for policy", "by policy", "policy settings",
		"usage policy", "acceptable use", "administrative prohibition",
		"administratively prohibited", "administratively denied",
		"administratively rejected", "administratively", "administrator has",
		"by the administrator", "by administrator", "by an administrator",
		"by administrative", "administrative lockout", "permission denied", "access denied",
		"access to * denied", "access not allowed", "access refused", "access forbidden",
		"access prohibited", "delivery not authorized", "delivery not allowed",
		"delivery denied", "delivery refused", "delivery rejected", "delivery prohibited",
		"delivery not permitted", "not authorized", "not authorised", "unauthorized",
		"unauthorised", "message refused", "message rejected", "message denied",
		"message not accepted", "message not allowed", "message was rejected",
		"message was refused", "message has been rejected", "message has been refused",
		"message has been blocked", "message was blocked", "message is not accepted",
		"message is rejected", "message blocked", "message cannot be accepted",
		"message could not be accepted", "message dropped", "mail refused", "mail rejected",
		"mail denied", "mail not accepted", "mail is not accepted", "mail blocked",
		"mail was rejected", "mail has been rejected", "mail is rejected", "mail declined",
		"email rejected", "email refused", "email denied", "email blocked",
		"email not accepted", "email was rejected", "email has been rejected",
		"email is rejected", "e-mail rejected", "e-mail refused", "e-mail blocked",
		"transaction rejected", "quarantined", "firewall",
		-- fr, de
		"politique de sécurité", "politique locale", "raison de politique", "accès refusé",
		"accès interdit", "message refusé", "message rejeté", "mail rejete", "mail refuse",
		"courrier refusé", "richtlinie", "richtlinien",
		"nachricht abgelehnt", "nachricht wurde abgelehnt", "nachricht zurückgewiesen",
		"mail abgelehnt", "e-mail abgelehnt", "annahme verweigert", "zugriff verweigert",
		"zugang verweigert", "nicht akzeptiert",
		-- es, pt, it
		"política", "políticas", "mensaje rechazado", "mensaje fue rechazado",
		"correo rechazado", "acceso denegado", "no autorizado", "mensagem rejeitada",
		"mensagem recusada", "mensagem foi rejeitada", "acesso negado", "não autorizado",
		"messaggio rifiutato", "messaggio respinto", "accesso negato", "non autorizzato",
		"criteri di",
		-- nl, pl
		"beleid", "beleidsregels", "bericht geweigerd", "bericht is geweigerd",
		"toegang geweigerd", "polityka", "polityki", "wiadomość odrzucona",
		"wiadomość została odrzucona", "odmowa dostępu", "brak dostępu",
		-- ru, ja, zh
		"политика", "политики", "политикой", "сообщение отклонено", "письмо отклонено",
		"доступ запрещен", "в доступе отказано", "ポリシー",
		"アクセスが拒否", "アクセス拒否", "メッセージが拒否", "メールが拒否", "策略",
		"拒绝访问", "访问被拒绝", "邮件被拒", "邮件被拒绝", "政策", "拒絕存取", "郵件被拒",
	},
	unless     = {
		{ says = { "user unknown", "unknown user", "no such user" } },
		{
			status = {
				"x.1.1", "x.1.2", "x.1.3", "x.1.6", "x.1.7", "x.1.8", "x.1.10",
				"5.2.1", "x.2.2", "x.2.3", "x.3.4", "x.4.6", "x.5.3", "x.6.*",
			},
		},
	},
	reason     = "policy_rejected",
	confidence = 0.75,
	yes        = {
		"550 5.7.1 The message was refused",
		"550 Delivery denied",
		"554 Zugriff verweigert",
	},
	no         = { "250 2.0.0 Ok", "550 5.1.1 <ann@example.org>: message rejected" },
}

-- What a single word can tell; only where the status says no more.
local specific = {
	"x.1.1", "x.1.2", "x.1.3", "x.1.4", "x.1.6", "x.1.7", "x.1.8", "x.1.10", "5.2.1", "x.2.2",
	"x.2.3", "x.3.1", "x.3.4", "x.4.3", "x.4.4", "x.4.6", "x.4.7", "x.5.*", "x.6.*", "x.7.8",
	"x.7.2", "x.7.10", "x.7.11", "x.7.13", "x.7.20", "x.7.21", "x.7.22", "x.7.23", "x.7.24", "x.7.25",
	"x.7.26", "x.7.27", "x.7.28", "x.7.29", "x.7.30",
}

rule "limit_stated" {
	doc        = "Too much of something, for now, in whatever language.",
	reply      = "4xx",
	about      = "limit",
	unless     = {
		{ about = { "recipient full", "recipient absent", "recipient gone", "system", "policy" } },
		{ says = { "too long", "too short", "too old" } },
		{ status = specific },
		{ status = { "x.4.1", "x.4.2" } },
	},
	within     = "reply",
	reason     = "rate_limited",
	confidence = 0.6,
	yes        = {
		"421 4.7.0 Ha superado el número máximo de mensajes por hora",
		"451 同一发件人短时间内发信过多",
	},
	no         = { "450 4.2.2 слишком много", "550 слишком много" },
}

rule "later" {
	doc        = "Not now, and no word why.",
	says       = {
		"temporary system",
		"temporary local", "temporary server", "temporary internal", "temporary delivery",
		"temporary service", "temporary condition", "temporary * problem",
		"temporary * failure", "temporary * error", "temporarily", "temporary", "transient",
		"currently unavailable", "currently not available", "currently not accepting",
		"not currently accepting", "currently busy", "service is unavailable",
		"service not available", "service is not available",
		"service currently", "service closing", "service * unavailable", "try again",
		"try later", "try it later", "retry later", "please retry", "deferred", "tempfail",
		"temp fail", "unavailable now", "shutdown", "unable to deliver now",
		-- fr, de
		"erreur temporaire", "temporaire", "temporairement", "momentanément", "réessayer",
		"réessayez", "ultérieurement", "plus tard", "service indisponible",
		"temporärer fehler", "temporär", "vorübergehend*", "zeitweilig", "später",
		"erneut versuchen", "noch einmal versuchen", "dienst nicht verfügbar",
		-- es, pt, it
		"error temporal", "temporal", "temporalmente", "más tarde", "inténtelo",
		"intente de nuevo", "intente nuevamente", "servicio no disponible",
		"erro temporário", "temporário", "temporariamente", "mais tarde", "tente novamente",
		"serviço indisponível", "errore temporaneo", "temporaneo", "temporaneamente",
		"più tardi", "riprovare", "riprova", "servizio non disponibile",
		-- nl, pl
		"tijdelijke fout", "tijdelijk", "tijdelijke", "probeer het later", "later opnieuw",
		"probeer opnieuw", "błąd tymczasowy", "tymczasow*", "chwilowo", "później",
		"spróbuj ponownie", "usługa niedostępna",
		-- ru, ja, zh
		"временная ошибка", "временно", "временные", "временный", "попробуйте позже",
		"повторите попытку", "позже", "позднее", "一時的", "しばらく", "後でもう一度",
		"後ほど", "再試行", "临时错误", "临时", "暂时", "稍后", "请重试", "繁忙", "暫時",
		"稍後",
	},
	unless     = { status = specific },
	reason     = "system_error",
	confidence = 0.7,
	yes        = {
		"451 4.3.0 Please come back; try again",
		"450 4.7.1 Nicht jetzt, bitte später",
		"421 服务暂时不可用",
	},
	no         = { "550 5.1.1 try again" },
}

rule "later_word" {
	doc        = "The same by a single word, under a temporary reply.",
	reply      = "4xx",
	says       = {
		"currently", "at this time", "defer", "deferring", "wait", "not now",
	},
	unless     = { status = specific },
	reason     = "system_error",
	confidence = 0.6,
	yes        = { "450 Not at this time", "421 4.7.0 not now" },
	no         = { "550 Not now", "450 4.1.1 not now" },
}

rule "refused" {
	doc        = "A word of refusal, and no more.",
	says       = {
		"policy", "policies", "not accepted", "not acceptable", "unacceptable",
		"we do not accept", "we don't accept", "unable to accept", "does not accept",
		"cannot accept", "not permitted", "not allowed", "disallowed", "denied", "refused",
		"refuse", "forbidden", "prohibited", "rejected", "reject", "rejecting", "declined",
		"blocked", "go away", "unwanted", "not wanted", "no thanks", "banned", "filtered",
		"filter", "restricted", "restriction*", "security", "quarantine*", "discarded",
		"not deliverable * policy", "politique", "refusée", "rejeté",
		"rejetée", "interdit", "bloqué", "abgelehnt", "verweigert", "zurückgewiesen",
		"nicht erlaubt", "nicht gestattet", "nicht zulässig", "blockiert", "gesperrt",
		"rechazado", "rechazada", "denegado", "no permitido", "prohibido", "bloqueado",
		"bloqueada", "rejeitado", "rejeitada", "recusado", "recusada", "negado",
		"não permitido", "proibido", "rifiutato", "rifiutata", "respinto", "respinta",
		"negato", "non consentito", "bloccato", "geweigerd", "niet toegestaan",
		"geblokkeerd", "odrzucon*", "odmowa", "niedozwolon*", "zabronion*", "zablokowan*",
		"отклонено", "отклонен", "отказано", "отказ", "запрещено", "заблокирован*", "拒否",
		"許可されて", "禁止", "拒绝", "不允许", "拒絕",
	},
	unless     = {
		{ says = { "user unknown", "recipient address rejected", "address rejected" } },
		{ status = specific }, { reply = { 530, 534, 535, 538 } },
	},
	reason     = "policy_rejected",
	confidence = 0.6,
	yes        = { "554 5.7.1 Refused", "550 abgelehnt" },
	no         = { "550 5.1.1 <ann@example.org>: Refused" },
}
