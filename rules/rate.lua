-- SPDX-License-Identifier: MIT
-- rate_limited and too_many_recipients: too fast, too much, too many at once.

local function within_time(what)
	return [[\b\d+ ]] .. what .. [[\b.{0,30}\b(?:hour|minute|day|second|today|\d+ ?s\b)]]
end

rule "rate_limited_in_time" {
	doc     = "Too many, or a limit, within some time is a rate, whatever the code says.",
	matches = {
		[[\btoo many\b.{0,80}\b(?:hour|minute|day|second|24h|period|interval|hourly|]]
			.. [[daily)\b]],
		[[\blimit\b.{0,80}\b(?:per|an|each|every|in one|in an|within) (?:hour|minute|]]
			.. [[day|second)\b]],
		[[\bmaximum\b.{0,80}\b(?:per|an|each|every|in one|in an|within) (?:hour|minute|]]
			.. [[day|second)\b]],
		[[\bexceeded\b.{0,80}\b(?:per|an|each|every|in one|in an|within) (?:hour|]]
			.. [[minute|day|second)\b]],
		[[\ballowed (?:per|each|every|within) (?:\w+ )?(?:hour|minute|day|second)s?\b]],
		[[\bquota\b.{0,40}\b(?:per|an|each|every|in one|in an|within) (?:hour|minute|day|second)\b]],
		[[\bhourly\b.{0,60}\b(?:limit|quota|share|reached)\b]],
		[[\bdaily\b.{0,60}\b(?:limit|quota|share|reached)\b]],
		[[\blimit for (?:the day|today)\b]],
		[[\bmax(?:imum|\.)? (?:of )?\d+ (?:connections|sessions)\b]],
		[[\btoo many\b(?:(?!again|retry|try|wait|back|defer|delay)[^.;!]){0,80}?\b(?:in|within|over|during|last|past)(?: the)?(?: last| past)? \d+ ?(?:s|secs?|seconds|mins?|minutes|hours|days)\b]],
		within_time "messages", within_time "recipients", within_time "connections",
		within_time "(?:e-?)?mails",
		[[\b\d+ sessions\b.{0,40}\b(?:allowed|permitted|maximum)\b]],
		[[\b\d+ connections\b.{0,40}\b(?:allowed|permitted|maximum)\b]],
	},
	unless  = {
		says = {
			"recipients per message", "recipients per session", "per envelope",
			"per transaction", "mailbox is full", "mailbox quota", "message size",
		},
	},
	reason  = "rate_limited",
	yes     = {
		"550 5.1.1 <ann@example.org> too many recipients in the last hour from 192.0.2.1",
		"550 example.com has exceeded its failures per hour",
		"554 5.7.1 you sent 500 mails in 3600s",
	},
	no      = { "452 4.5.3 Too many recipients per message" },
}

rule "too_many_recipients" {
	says   = {
		"too many recipients", "too many rcpts", "too many rcpt", "too much recipients",
		"too many recipient", "maximum number of recipients", "max recipients",
		"maximum recipients", "maximum of * recipients", "recipients limit", "recipient limit",
		"recipient count exceeds", "recipients count exceeds",
		"number of recipients exceeds", "number of recipients * exceed*",
		"recipients per message", "recipients per session", "recipients exceeded",
		"recipient list too long", "recipient list is too long", "list of recipients * too long",
		"exceeded * number of recipients", "recipients a message", "recipients in one message", "more recipients than", "too many addressees", "too many rcpt to", "no more than * recipients", "no more than * rcpt*", "no more than * addressees", "recipients are not allowed", "addressees are not allowed", "rcpt commands are not", "recipients allowed", "recipients are allowed", "limit of recipients", "limit of rcpt*", "limit of addressees", "number of rcpt*", "number of addressees", "recipients exceed", "addressees exceed", "rcpt commands exceed", "recipients at once", "recipients than we take", "many addresses in one",
		"multiple recipients not allowed", "only one recipient", "one recipient at a time",
		"one recipient per", "trop de destinataires", "zu viele empfänger",
		"demasiados destinatarios", "muitos destinatários", "troppi destinatari",
		"te veel ontvangers", "te veel geadresseerden", "zbyt wielu odbiorców",
		"zbyt wiele adresów", "слишком много получателей", "受信者が多すぎ", "宛先が多すぎ",
		"宛先数が", "收件人过多", "收件人太多", "收件人数量", "收件人數",
	},
	unless = {
		says = {
			"received this hour", "invalid recipients", "unknown recipients",
			"bad recipients", "nonexistent recipients", "today", "for the day", "rate", "daily", "hourly", "per hour", "per day", "per minute", "an hour", "spam", "complain*",
		},
	},
	reason = "too_many_recipients",
	yes    = {
		"452 4.5.3 Too many recipients",
		"550 5.5.3 Message has more recipients than we take: 500",
	},
	no     = { "452 Too many recipients received this hour" },
}

rule "rate_limited" {
	says   = {
		"mail volume from", "volume from your", "volume * above", "volume * limit", "limit on the number of", "allowed outgoing messages", "unusual amount of mail",
		"unusual amount of messages", "being received at a rate", "try again slower", "at too high a rate",
		"too many login attempts", "too many attempts to log*", "too many authentication*",
		"max message per", "max messages per", "maximum messages per", "messages faster", "mail faster", "mails faster", "faster than * allow*",
		"faster than * permit*", "many nonexistent", "many non-existent", "user unknown rate",
		"unknown user rate", "user unknown errors",
		"too many unknown", "number of unknown", "number of invalid", "more than * unknown",
		"more than * invalid", "too many invalid", "too many bad rec*", "too many nonexistent",
		"relay quota", "daily * quota", "rate limit*", "ratelimit*", "rate-limit*",
		"rate control*", "rate exceeded", "rate has been exceeded", "sending rate",
		"message rate", "connection rate", "mail rate", "exceeded * rate", "exceeds * rate",
		"at a rate that", "too many connection*", "too many concurrent",
		"too many simultaneous", "too many parallel", "parallel connections", "too many open", "too many message*",
		"too many mails", "too many emails", "too many e-mails", "too many sessions",
		"too many smtp sessions", "too many smtp connections", "too many requests",
		"too many transactions", "too many deliveries", "too many recipients received",
		"too many invalid recipients", "too many unknown recipients",
		"too many bad recipients", "too many nonexistent recipients", "too many errors",
		"too many failed", "too much mail", "too much email", "too many email",
		"too many mail", "too many threads", "too quickly", "too fast", "too frequent*",
		"connection frequency", "number of sessions", "connection count", "sending speed", "reduce your sending", "reduce your rate", "enough mail for today", "enough mails for today", "enough messages for today", "its share of", "your share of",
		"backoff*",
		"too often", "mails a minute", "mails an hour", "mails a day", "messages a minute", "messages an hour", "messages a day", "frequency limit*", "frequency of", "frequency * exceed*", "frequency is limited", "throttl*",
		"slow down", "slowdown", "backing off", "back off", "connection limit", "session limit", "sessions limit",
		"connections limit", "concurrency limit", "concurrent connection*",
		"connections at a time", "one connection * at a time", "one session * at a time", "connections per host", "connections per ip", "simultaneous connections", "maximum connections", "max connections",
		"connections exceeded", "number of connections", "connections from your",
		"sending limit*", "sending quota", "send quota", "outgoing quota", "outbound quota",
		"mail quota for your ip", "permitted limits", "allowed limits", "daily limit", "hourly limit",
		"quota for sending", "policy rejection; quota", "policy rejection, quota",
		"hourly quota", "limit per hour", "limit per day", "messages per hour", "messages within * minutes", "messages within * hour*",
		"emails per hour", "mails per hour", "messages per day", "messages per minute",
		"connections per minute", "connections per hour", "receive limit",
		"receiving limit", "message limit", "mail limit", "volume limit", "limit exceeded",
		"unexpected volume", "high volume", "unusual volume", "unusual sending activity",
		"sudden increase", "mail flood", "flooding", "mail bomb*", "thread limit",
		"quota of messages", "email quota exceeded", "excessive traffic", "excess traffic", "submission rate", "rate for this client", "is being limited", "mail flow from", "excess mail", "at a slower pace", "at a slower rate",
		"excessive number of", "excessive sending", "excessive email rate",
		"concurrent limit", "delivery rate", "per-connection limit", "per connection limit",
		"messages per connection", "messages per session", "envelopes per",
		"quota for * sender", "sender quota", "submission quota", "message count limit", "message count", "limited to * messages", "over your allotment",
	},
	unless = {
		{ about = "recipient full" },
		{
		says = {
			"too much mail data", "messages on the server", "connection failure*", "connection errors", "connection timeout*", "messages in the mailbox",
			"messages in mailbox", "mailbox has too many", "line limit exceeded", "size limit exceeded",
			"storage limit exceeded", "mailbox limit exceeded", "disk limit exceeded",
			"space limit exceeded", "retry limit exceeded", "hop limit exceeded", "time limit exceeded",
			"complaints", "reputation", "volume of spam", "blacklist*", "blocklist*", "spamhaus",
			"passed too many", "passed through too many",
			"mailbox contains", "mailbox quota", "storage quota", "mailbox size", "mailbox is full",
			"mailbox full", "inode limit*", "recipient address rejected: user unknown",
		},
		},
	},
	reason = "rate_limited",
	yes    = {
		"421 4.7.0 Too many connections from 192.0.2.1",
		"550 5.2.1 <ann@example.org> gets mail too quickly",
		"451 4.7.1 Sending limit for this hour reached",
		"450 the frequency of your connections is too high",
	},
	no     = { "552 5.3.4 Message size limit exceeded", "452 4.2.2 Mailbox quota exceeded" },
}

rule "rate_limited_translated" {
	says   = {
		-- fr
		"trop de * connexions", "trop de messages", "limite d'envoi", "limite de conex*", "limite de connex*", "limite di connession*", "trop rapidement",
		"quota d'envoi",
		-- de
		"zu viele * verbindungen", "zu viele nachrichten", "zu viele mails",
		"zu viele e-mails", "zu schnell", "sendelimit", "versandlimit", "zu häufig",
		-- es
		"demasiadas * conexiones", "demasiados mensajes", "límite de envío",
		"demasiado rápido",
		-- pt
		"muitas conexões", "muitas mensagens", "conexões simultâneas", "limite de envios",
		-- it
		"troppe * connessioni", "troppi messaggi", "limite di invio",
		-- nl
		"te veel * verbindingen", "te veel berichten", "verzendlimiet", "te snel",
		-- pl
		"zbyt wiele połączeń", "limit połączeń", "zbyt wiele wiadomości", "zbyt dużo", "limit wysyłki",
		"limit wiadomości", "limitu wiadomości", "przekroczono limit wysyłania",
		-- ru
		"слишком много соединений", "слишком много подключений", "слишком много писем",
		"слишком много сообщений", "слишком часто", "превышен лимит отправки",
		"превышен лимит сообщений", "лимит писем",
		-- ja
		"接続数が", "同時接続数", "送信数が上限", "送信制限", "送信数制限", "流量制限",
		"短時間に大量", "一度に大量", "大量のメール",
		-- zh
		"连接过多", "连接数过多", "发送频率", "频率限制", "频率过高", "发信过于频繁",
		"发信频率", "頻率", "超出发送限制", "发送过快", "超过发信限制", "连接频率",
	},
	reason = "rate_limited",
	yes    = { "421 Zu viele Verbindungen von 192.0.2.1", "451 слишком много писем за час" },
	no     = { "550 Zu viele Fehler in der Adresse" },
}
