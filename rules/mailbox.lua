-- SPDX-License-Identifier: MIT
-- mailbox_disabled, mailbox_full and mailbox_moved: the mailbox is, or was, there.

-- Words with which the trouble is our own account, or that of the one who sends.
local own_account = {
	"from address", "from: address", "your company", "your firm", "your organi*", "sending from", "sending account", "sending is", "mail sending", "email sending",
	"account from which", "your account", "your e-mail account", "your email account",
	"your mail account", "your mailbox has", "sender", "your domain", "outgoing",
	"that sent", "which sent", "sending of mail", "sending has been", "relay access", "relaying", "to relay", "relay not",
	"authenticat*", "helo", "client host", table.unpack(sender_words),
}

-- What the sentence says of the one who sends, whatever its words.
local of_sender = {
	says = { "you*", "sender*", "sends", "to send", "sending", "sent", "originat*", "author", "submit*", "callback", "called back", "call back", "from address", "reply address", "log in" },
	about = "sender absent",
}

-- What the server needs, and not the users in it.
local of_system = {
	says  = { "database*", "table", "tables", "directory", "list of", "lists of" },
	about = "system absent",
}
local of_thing_absent = { about = "thing absent" }

-- "May have been disabled".
local in_doubt = { about = "recipient doubted" }

-- What a mailbox has, and not the mailbox: "the forwarding of this account".
local of_thing = {
	says = {
		"forwarding of", "filter of", "filters of", "service of", "services of", "license of",
		"licence of", "rule of", "rules of", "password of", "key of", "certificate of", "folder of",
		"backup of", "archive of",
	},
}

-- Only mail of some is kept away.
local from_others = {
	says = {
		"from outside", "from the outside", "from external", "from the internet", "from other",
		"from abroad", "external mail", "external email", "external e-mail", "external messages",
		"mail from", "messages from", "email from", "e-mail from",
	},
}

-- What was tried, and not the mailbox.
local of_delivery = {
	says = {
		"attempts to deliver", "delivery attempts were", "delivery attempts have", "delivery to this * was", "delivery to this * has been",
		"delivery to this * is", "delivery to the * was", "delivery to the * has been", "delivery to the * is",
	},
}

-- The account that we log in with.
local at_login = { reply = { 530, 534, 535, 538 } }

rule "mailbox_gone_for_good" {
	doc        = "A temporary code beside the word that it is for good.",
	status     = "4.*.*",
	says       = { "permanently", "permanent", "for good", "forever", },
	about      = { "recipient absent", "recipient gone" },
	unless     = { { says = own_account }, { about = { "sender", "sender absent", "connection", "later" } } },
	reason     = "mailbox_disabled",
	permanence = "permanent",
	yes        = { "450 4.2.1 The mailbox has been closed permanently" },
	no         = {
		"450 4.2.1 The mailbox has been closed",
		"450 4.7.1 Your account has been closed permanently",
	},
}

rule "mailbox_full_and_inactive" {
	doc     = "A full mailbox that nobody uses any more is abandoned.",
	matches = {
		[[\b(?:full|quota|storage)\b.{0,60}\binactive\b]],
		[[\binactive\b.{0,60}\b(?:full|quota|storage)\b]],
	},
	reason  = "mailbox_disabled",
	yes     = {
		"552 5.2.2 ann@example.org is out of storage and inactive",
		"550 5.2.1 Inactive account, over quota",
	},
	no      = { "552 5.2.2 ann@example.org is out of storage" },
}

rule "mailbox_locked_for_now" {
	doc        = "Switched off for a while, by its own word.",
	matches    = {
		[[\b(?:mailbox|account|user|recipient|address)\b.{0,60}\btemporar(?:y|]]
			.. [[ily)\b.{0,20}\b(?:locked|disabled|suspended|inactive|blocked|]]
			.. [[deactivated|closed|on hold|limited)\b]],
		[[\btemporar(?:y|ily)\b.{0,20}\b(?:locked|disabled|suspended|inactive|]]
			.. [[deactivated)\b.{0,60}\b(?:mailbox|account|user|recipient)\b]],
		[[\b(?:mailbox|account|user|recipient|address)(?:es|s)?\b.{0,60}\b(?:locked|disabled|]]
			.. [[suspended|inactive|blocked|deactivated|closed|on hold)\b.{0,20}\buntil\b]],
	},
	unless     = { { says = own_account }, { says = { "full", "quota", "overquota", "rate", "too many", "by another", "lock", "lock file" } } },
	reason     = "mailbox_disabled",
	permanence = "temporary",
	yes        = {
		"550 5.7.1 <ann@example.org>: User ann@example.org is temporarily locked",
		"450 4.2.1 Mailbox temporarily disabled",
		"550 5.2.1 All accounts are suspended until the bill is paid",
	},
	no         = {
		"450 4.2.1 Your account is temporarily locked",
		"550 5.2.1 The mailbox is disabled",
	},
}

rule "mailbox_full" {
	says   = {
		"quota-issues", "number of messages * inbox", "number of messages * mailbox", "quota ran out", "mailbox * not have enough space", "mbox full",
		"usermailbox is full", "too much mail data", "too many messages on the server",
		"mail file size exceeds", "size limit of the mailbox",
		"exceeding receiving limits", "mailbox * is full", "mailbox * full",
		"mail box is full", "mail box * full", "inbox full", "inbox is full",
		"mailfolder is full", "mailfolder full", "mail folder is full",
		"mailfile is full", "maildir * full", "mailbox has no space",
		"no space in mailbox", "recipient's mailbox is full", "account full",
		"account * is full", "user is full", "user full", "user's mailbox is full",
		"user mailbox full", "folder is full", "mail drop full", "maildrop full",
		"over full", "overfull", "box is full", "storage is full", "quota exceed*",
		"quota * exceeded", "quota violation", "quota full", "quota limit",
		"quota is full", "quota error", "quota overrun", "quota exceededexception",
		"quota problem", "exceeded * quota", "exceeds * quota", "exceed * quota",
		"exceeding * quota", "fit * quota", "overquota", "over his quota", "over its quota",
		"over storage quota", "over * quota", "out of quota", "beyond quota",
		"above quota", "reached * quota", "quota * reached", "no quota left",
		"insufficient quota", "not enough quota", "allocated quota", "disc quota",
		"disk quota", "diskquota", "storage quota", "mailbox quota", "mail quota",
		"hard quota", "user quota", "allotted quota", "exceeded * storage",
		"exceeds storage", "exceed* storage allocation", "storage allocation",
		"storage allotment", "disk allotment", "disk allocation", "space allocation", "storage allowance", "disk allowance",
		"storage limit", "storage * exceeded", "storage space", "out of storage",
		"storage capacity", "not enough storage", "insufficient storage for mailbox",
		"full mailbox", "full inbox", "full mail box", "mailbox * size limit",
		"mailbox size exceed*", "mailbox exceed*", "mailbox has exceeded",
		"mailbox * exceeded", "mailbox over", "mailbox would exceed", "mailbox space",
		"mailbox is too large", "mailbox too large", "mailbox too full",
		"mailbox is over", "account * over its limit", "mailbox * over its limit", "user * over its limit", "mailbox is at", "mailbox * limit", "maximum mailbox size",
		"exceeds * mailbox size", "exceed* * mailbox", "not enough space",
		"insufficient space in", "out of space", "no space left in", "no room",
		"not enough room", "no more space", "no space for", "over the storage",
		"over the maximum allowed", "over the limit * mailbox", "over its disk",
		"over the allowed", "disk usage exceed*", "too much mail data on",
		"too many messages in the mailbox", "too many messages in mailbox",
		"mailbox contains too many", "mailbox contains the maximum",
		"mailbox has too many", "mails auf dem server", "space limit exceeded",
		"disk space quota", "not sufficient disk space for", "disk limit exceeded",
		"exceeded the space", "exceeded allowed space", "mailbox * at its",
		"inbox * at its", "spool * at its", "inbox is too big", "inbox too big",
		"inbox is too large", "mailbox * filled up", "inbox * filled up", "used up its space", "used up the space",
		"space has been used up", "domaindiskquota", "limit exceeded for the mailbox",
		"limit exceeded for mailbox", "used up all * space", "over the space",
		"can't take more mail", "cannot take more mail", "cannot take any more",
		"can't hold any more", "store any more", "store more mail", "store more messages", "too full to", "cannot hold any more", "maximum storage", "maximum space",
		"maximum capacity", "storage full", "storage used up", "space used up",
		"space is used up", "storage is used up", "allotted space", "allotted storage",
		"space allotted",
	},
	unless = {
		{
			says = {
				"system storage", "system disk", "server's disk", "on the disk", "on disk", "system full", "disk full", "file system",
				"filesystem", "on device", "sending quota", "send quota", "submission quota", "submissionquota*", "rate",
				"daily quota", "hourly quota", "per hour", "outgoing quota", "server full", "storage on the server", "storage on server", "storage on this server",
				"server is full", "server is out of", "system is out of", "host is out of", "spool is out of", "partition is out of", "volume is out of", "disk is out of", "queue is out of", "directory full", "queue", "system resource*", "policy rejection", "in spool", "of the mail spool", "of the spool", "spool full", "spool is full",
			},
		},
		{ status = "x.2.3", says = { "larger than", "size limit" } },
	},
	reason = "mailbox_full",
	yes    = {
		"552 The mailbox of ann@example.org is full",
		"452 Over its disk quota",
		"550 <ann@example.org> has used up the storage space",
		"554 delivery error: account is over quota",
	},
	no     = {
		"452 4.3.1 Insufficient system storage",
		"550 5.4.5 Daily sending quota exceeded",
	},
}

rule "mailbox_full_translated" {
	says   = {
		"cassetta postale * piena", "skrzynka * zapełniona",
		-- fr
		"boîte * pleine", "boîtes pleines", "boîte aux lettres pleine", "messagerie pleine",
		"boîte * saturée", "quota * dépassé", "dépassé son quota", "dépassement de quota",
		"dépassement du quota", "espace * insuffisant",
		-- de
		"postfach * voll", "mailbox * voll", "posteingang * voll", "postkorb voll",
		"konto * voll", "volles postfach", "quota * überschritten",
		"kontingent * überschritten", "überschreitet * quota", "überschreitet * kontingent", "speicherplatz * überschritten",
		"speicherplatz * erschöpft", "speicherplatz * voll",
		"speicherplatz * aufgebraucht", "speicherlimit", "kein speicherplatz",
		"nicht genügend speicher", "nicht genug speicher", "postfachgröße", "keine weiteren nachrichten aufnehmen", "keine nachrichten mehr aufnehmen", "überfüllt",
		-- es
		"buzón * lleno", "buzones llenos", "bandeja * llena", "casilla * llena", "cuenta llena",
		"cuota superada", "cuota * excedida", "excedido * cuota", "excede * cuota",
		"superado * cuota", "sobrepasado * cuota", "espacio * agotado", "sin espacio",
		-- pt
		"caixa * cheia", "caixas * cheias", "caixa lotada", "cota * excedida", "quota * excedida",
		"excedeu * cota", "excedeu * quota", "ultrapassou * cota", "espaço * esgotado",
		"sem espaço", "espaço insuficiente",
		-- it
		"casella * piena", "mailbox piena", "quota * superata", "superato * quota",
		"spazio * esaurito", "esaurito * spazio", "spazio insufficiente",
		"spazio * terminato",
		-- nl
		"mailbox * vol", "postvak * vol", "postbus * vol", "quot* * overschreden",
		"maximumgrootte * overschreden", "opslaglimiet", "opslagruimte",
		"onvoldoende ruimte",
		-- pl
		"skrzynka * pełna", "skrzynka * przepełniona", "przepełnion*",
		"skrzynka odbiorcza jest pełna", "przekroczony limit * skrzynki",
		"przekroczono limit * skrzynki", "przekroczono pojemność", "przekroczona quota",
		"brak miejsca", "limit pojemności",
		-- ru
		"ящик * переполнен", "ящик * заполнен", "ящик полон", "превышена квота",
		"квота превышена", "превышение квоты", "превысил квоту",
		"превышен размер * ящика", "превышен лимит * ящика", "недостаточно места",
		"нет места", "место * закончилось",
		-- ja
		"メールボックスがいっぱい", "メールボックスが一杯", "メールボックスが満杯", "メールボックスの容量", "受信トレイがいっぱい",
		"受信箱がいっぱい", "容量を超え", "容量オーバー", "容量超過", "容量不足", "容量が一杯", "容量がいっぱい", "保存容量", "クォータ",
		"メールボックスフル",
		-- zh
		"邮箱已满", "邮箱满", "邮箱容量", "邮箱空间", "空间不足", "空间已满", "容量已满", "超出配额", "超过配额", "超出邮箱",
		"配额已满", "信箱已滿", "信箱滿", "信箱空間", "容量已滿", "空間不足", "收件箱已满", "磁盘配额",
		-- cs, sk, hu, ro
		"plná schránka", "kvóta překročena", "postafiók tele", "kvóta túllép*",
		"cota depășită",
		-- sv, da, no, fi
		"kvoten är överskriden", "kvoten er overskredet", "kvoten er overskrevet",
		"kiintiö ylitetty",
		-- tr, el, uk, ko
		"kutusu dolu", "kotası aşıldı", "편지함이 가득", "용량을 초과",
	},
	unless = { status = "x.2.3" },
	reason = "mailbox_full",
	yes    = {
		"552 5.2.2 Das Postfach von ann@example.org ist voll",
		"552 Caixa de ann cheia",
		"452 почтовый ящик ann переполнен",
	},
	no     = { "550 Das Postfach gibt es nicht" },
}

-- The new address behind words that announce it.
local function new_address(words)
	return [[\b]] .. words .. [=[(?: (?:is|the|address|mailbox|account|user))*:? [<"'(]?[^\s@<>]+@]=]
end

rule "mailbox_renamed" {
	doc     = "The new address, and that the mailbox has it now, whatever became of the old one.",
	says    = {
		"is now", "now is", "now uses", "renamed to", "renamed into", "replaced by", "changed to", "changed into", "new address",
		"new e-mail address", "new email address", "now known as", "obsolete", "instead", "moved", "now be *", "now at", "now as",
		"now reachable", "now receives",
	},
	matches = {
		[=[\b(?:use|try|address is) [<"'(]?[^\s@<>]+@[^\s@<>]+[>"')]*[,;]? instead\b]=],
		[=[\binstead,? (?:use|try) [<"'(]?[^\s@<>]+@]=],
		new_address "is now", new_address "now is", new_address "now uses", new_address "renamed (?:in)?to",
		new_address "replaced by", new_address "changed (?:in)?to", new_address "new (?:e-?mail )?address:?",
		new_address "now known as", new_address "obsolete[;:,] (?:please )?use",
		[=[\bmoved[,;:.]? (?:and |so )?(?:please )?(?:use|try|write to|send (?:it |mail )?to) [<"'(]?[^\s@<>]+@]=],
		[=[\bnow (?:be )?(?:reached|reachable|found|available) (?:at|as|under|by) [<"'(]?[^\s@<>]+@]=],
		[=[\breach(?:ed|able)? now (?:at|as|under) [<"'(]?[^\s@<>]+@]=],
		[=[\bnow receives (?:his |her |its )?(?:mail|e-?mail) at (?:[\w ]+: )?[<"'(]?[^\s@<>]+@]=],
	},
	unless  = {
		{ says = { "sender", "relay*", "helo", "policy", "spam", "submission", "postmaster@*", "abuse@*", "support@*", "helpdesk@*" } },
		of_sender,
		{ says = own_account },
		{ says = { "your login", "your name", "your mailbox", "your mail address", "your address", "reply-to*", "return path", "login", "log in", "sign in" } },
	},
	reason  = "mailbox_moved",
	yes     = {
		"550 The user is now ann.new@example.net",
		"550 5.2.1 The mailbox is no longer valid, use ann.new@example.net instead",
		"551 This account has been renamed to <ann.new@example.net>",
	},
	no      = {
		"550 5.7.1 Please use the SMTP relay at your service provider instead.",
		"550 The list of senders has changed, write to postmaster@example.org",
		"550 The mailbox is now closed",
	},
}

-- A regular expression for each word that can stand for a mailbox, so that each has a literal.
local function about(rest)
	local subjects = { "mailbox", "mail box", "account", "recipient", "user", "e-mail", "email", "address", "alias", "customer", "subscriber", "inbox" }
	local list = {}
	for i = 1, #subjects do
		list[i] = [[\b]] .. subjects[i] .. [[e?s?\b]] .. rest
	end
	return list
end

-- What takes a mailbox's "disabled" away from it.
local something_else = {
	"receiving limits", "domain * blocked", "ip * blocked", "spam", "blocked using",
	"blacklist*", "blocklist*", "ip address", "messages * blocked", "password", "certificate",
	"queue", "retry", "expanded", "attachment", "locked by another", "is locked by",
	"mailbox busy", "disabled while", "disabled * while", "suspended while", "suspended * while",
	"frozen while", "backup", "session", "security features disabled", "smtp disabled",
	"smtp service disabled", "disabled by * policy", "virus", "quota", "full", "reputation",
	"server * suspended", "complaints", "rate limit*", "too many",
}

rule "mailbox_disabled" {
	matches = about([[[^.;!]{0,60}?\b(?:inactive|disabled|deactivated|de-activated|]]
		.. [[suspended|frozen|terminated|discontinued|dormant|abandoned|defunct|]]
		.. [[inactivated|not active|not activated|not enabled|isn't active|]]
		.. [[out of service|out of use|due to inactivity|not accepting (?:any )?(?:mail|messages|e-?mail) any (?:longer|more)|no longer (?:active|in use|used|valid|]]
		.. [[available|in service|operational|monitored|accept\w*|receiv\w*|maintained|]]
		.. [[supported|enabled)|(?:been |was |is )?shut down)\b]]
		.. [[(?! (?:[\w-]+ ){0,3}(?:from|for) ]]
		.. [[(?:you|your|this sender|this ip|(?:the )?(?:outside|internet)|external|outsiders|]]
		.. [[strangers|other|unknown)\b)]]),
	unless  = { { says = own_account }, { says = something_else }, at_login, of_sender, of_system, of_thing_absent, in_doubt, of_thing, of_delivery, from_others },
	reason  = "mailbox_disabled",
	yes     = {
		"550 5.2.1 The mailbox for ann is disabled",
		"554 <ann@example.org>: the user is suspended",
		"550 This address is no longer active",
		"550 ann's account was closed due to inactivity",
	},
	no      = {
		"550 5.7.1 Your account has been suspended",
		"421 connection closed, the account server is busy",
		"550 5.1.1 User unknown",
		"550 This address no longer accepts mail from outside",
	},
}

rule "mailbox_inactive" {
	doc    = "The words of inactivity, whatever they stand with.",
	says   = {
		"former employee", "former student", "former colleague", "former member of staff", "ex-employee",
		"extended inactivity", "routed to null", "due to inactivity",
		"because of inactivity", "prolonged inactivity", "long inactivity",
		"inactive mailbox", "administratively disabled", "administrative disabled",
		"administrativly disabled", "administrativley disabled", "sleeping account", "not logged in for",
		"not logged in over", "not logged in since", "receiving disabled",
	},
	unless = {
		{ says = own_account }, of_sender, in_doubt,
		{
			says = {
				"domain * inactive", "service * inactive", "policy",
				"list * inactive", "session", "connection",
			},
		},
		{ says = { "former *", "ex-employee" }, about = { "sender", "sender absent" } },
	},
	reason = "mailbox_disabled",
	yes    = { "550 Closed after extended inactivity" },
	no     = { "421 closed after inactivity of the connection" },
}

rule "somebody_inactive" {
	doc    = "The same where no noun says who: nothing else is spoken of.",
	says   = { "has been inactive", "is inactive", "no longer active" },
	unless = {
		{ says = own_account }, of_sender, in_doubt,
		{ about = { "sender", "message", "connection", "system", "policy", "domain" } },
	},
	reason = "mailbox_disabled",
	yes    = { "550 5.2.1 ann is inactive" },
	no     = { "550 5.2.1 The link in your message is inactive", "550 Your certificate is no longer active" },
}

rule "mailbox_closed" {
	doc     = "The same with words that others use too: the mailbox must stand right before "
		.. "them.",
	matches = about([[(?:'s)?(?: name| address|]]
		.. [[ account| mailbox)?(?: for| of)?(?:[:\s]+(?!\S*\d+\.\d+\.\d+)[<"'(\[]?\S+@\S+)?(?: is|]]
		.. [[ was| has been| have been| has(?= expired| closed)| are|:|]]
		.. [[ -)?(?: currently| now| already| permanently)? (?:closed|cancell?ed|]]
		.. [[expired|retired|blocked|locked|locked out|deleted|removed|archived|]]
		.. [[on hold|disconnected|switched off|turned off|obsolete|withdrawn|]]
		.. [[not in use)\b(?! (?:by|to (?!(?:all|any|new|further|incoming)\b)|]]
		.. [[from(?! (?:our|this|the) (?:server|system))|for(?! not being| lack| non| violat| breach)|due(?! to (?:lack|non|inactiv|(?:an )?(?:unpaid|overdue)))|]]
		.. [[because(?! (?:nobody|no one|of (?:inactiv|non|lack)))|using|you))]]),
	unless  = { { says = own_account }, { says = something_else }, at_login, of_sender, of_system, of_thing_absent, in_doubt, of_thing, from_others, { says = { "until", "meanwhile", "on leave", "vacation", "save failed", "failed to save", "failed to open", "could not open", "can't open", "procmail", "another session" } } },
	reason  = "mailbox_disabled",
	yes     = {
		"550 5.2.1 Mailbox ann@example.org has been closed",
		"550 The account is blocked",
		"554 5.7.1 The recipient's account is on hold for lack of payment",
	},
	no      = {
		"421 connection closed",
		"554 The address 192.0.2.1 was blocked",
		"550 The user has blocked you",
	},
}

rule "mailbox_expired" {
	doc    = "The time of an account ran out, and not that of a message.",
	says   = {
		"abgelaufen", "expiré", "expirée", "expirad*", "expiró", "expirou", "caducad*", "caducó",
		"scadut*", "verlopen", "wygasł*", "истек", "已过期", "已過期",
	},
	about  = "recipient gone",
	unless = {
		{ says = own_account }, { says = sender_words },
		{ about = { "sender", "sender absent", "message", "connection", "system", "later" } },
	},
	reason = "mailbox_disabled",
	yes    = { "550 Esta cuenta ha caducado", "550 Das Postfach ist abgelaufen" },
	no     = {
		"550 Su cuenta ha caducado", "El plazo de entrega ha caducado",
		"550 Die Nachricht an den Empfänger ist abgelaufen",
	},
}

rule "mailbox_closed_by" {
	doc     = "The same, and by whom: those who run the server.",
	matches = about([[[^.;!]{0,60}?\b(?:blocked|locked|closed|disabled|suspended|deactivated|removed]]
		.. [[|deleted|terminated) by (?:the |an? |its |our )?(?:system |mail |domain |site |server |[\w-]+ (?=admin))?]]
		.. [[(?:admin\w*|provider|operator|owner|postmaster|isp|host(?:ing)? company)\b]]),
	unless  = { { says = own_account }, { says = something_else }, at_login, of_sender, of_system, of_thing_absent, in_doubt, of_thing },
	reason  = "mailbox_disabled",
	yes     = { "550 The account ann is blocked by the administrator" },
	no      = { "550 5.7.1 Your account was blocked by the administrator" },
}

local function state_of_address(states)
	local list = {}
	for i = 1, #states do
		list[i] = [=[(?:^|[\s<("'\[])[^\s@<>"']+@[^\s@<>"']+[>)"'\]]*[:,.\s]*]=]
			.. [[(?:is|has been|was)(?: currently| now| permanently)? ]] .. states[i]
			.. [[\b(?! (?:by|from|for|because|using))]]
	end
	return list
end

rule "address_disabled" {
	doc     = "The address itself, and that it is switched off.",
	matches = state_of_address {
		"disabled", "deactivated", "suspended", "closed", "terminated", "discontinued",
		"inactive", "deleted", "cancelled", "retired", "frozen",
	},
	unless  = {
		{ says = own_account }, { says = something_else }, at_login, of_sender, of_system, of_thing_absent, in_doubt, of_thing,
		{ says = { "from address", "from: address", "originator", "domain" } },
	},
	reason  = "mailbox_disabled",
	yes     = { "550 <ann@example.org> has been deactivated" },
	no      = { "550 sender <bob@example.com> has been suspended", "550 example.org is closed" },
}

rule "mailbox_state_before" {
	doc     = "The same the other way round: a suspended account.",
	matches = {
		[[\b(?:inactive|disabled|deactivated|suspended|frozen|closed|terminated|]]
			.. [[discontinued|expired|dormant|abandoned|blocked|locked|archived|]]
			.. [[defunct|cancelled|canceled)[ :-]+(?:e-?mail |mail )?mailbox]],
		[[\b(?:inactive|disabled|deactivated|suspended|frozen|closed|terminated|]]
			.. [[discontinued|expired|dormant|abandoned|blocked|locked|archived|]]
			.. [[defunct|cancelled|canceled)[ :-]+(?:e-?mail |mail |user )?account]],
		[[\b(?:inactive|disabled|deactivated|suspended|frozen|terminated|discontinued|]]
			.. [[dormant|abandoned|blocked|locked|archived|defunct|]]
			.. [[retired)[ :-]+(?:e-?mail |mail )?recipient]],
		[[\b(?:inactive|disabled|deactivated|suspended|frozen|terminated|discontinued|]]
			.. [[dormant|abandoned|blocked|locked|defunct)[ :-]+(?:e-?mail |mail |]]
			.. [[domain )?user\b]],
		[[\b(?:inactive|disabled|deactivated|suspended|frozen|terminated|discontinued|]]
			.. [[dormant|abandoned|defunct|obsolete|expired)[ :-]+(?:e-?mail |]]
			.. [[mail )?address]],
		[[\bnever logged (?:on|in)]],
		[[\bnot active (?:user|account|mailbox|recipient)\b]],
		[[\brecipient suspend]],
		[[\bhas left (?:the|our|this) (?:company|organi[sz]ation|firm|school|university)]],
		[[\bno longer (?:with|at|employed|works?|working|part of|]]
			.. [[an employee)\b[^.;!]{0,20}\b(?:company|organi[sz]ation|firm|us|]]
			.. [[here|university|school)\b]],
	},
	unless  = { { says = own_account }, { says = something_else }, at_login, of_sender, of_system, of_thing_absent, of_thing },
	reason  = "mailbox_disabled",
	yes     = {
		"554 5.7.1 <ann@example.org>: suspended account",
		"550 Ann no longer works at this company",
	},
	no      = { "535 5.7.8 Your account is blocked: locked account" },
}

rule "mailbox_not_accepting" {
	doc     = "Mail is refused for good by this mailbox.",
	status  = { "x.1.*", "x.2.*", "5.0.0", "x.3.*" },
	matches = about([[[^.;!]{0,40}\b(?:not accepting|is not accepting|cannot accept|]]
		.. [[not accept|does not accept|doesn't accept|not receiving|does not receive|]]
		.. [[can not receive|cannot receive|can't receive)\s+(?:any |new |more |]]
		.. [[incoming )*(?:messages?|e-?mails?|mails?)\b(?!,?\s+(?:from|of|with|larger|]]
		.. [[that|to|in|on|by|via|as|over|above|between|during|unless|until|if|when|]]
		.. [[while|which|whose|containing|without|bigger|greater|longer|written|sent|]]
		.. [[signed|encrypted|addressed|before|after|outside|under|using|through)\b)]]),
	unless  = {
		{ says = own_account },
		{
			says = {
				"full", "quota", "temporar*", "from you", "at this time",
				"try again", "rate", "too many", "currently", "size",
			},
		},
	},
	reason  = "mailbox_disabled",
	yes     = { "550 5.2.1 The mailbox is not accepting any mail" },
	no      = {
		"550 5.7.1 This recipient does not accept mail from you",
		"450 4.2.1 mailbox not accepting mail at this time",
		"550 5.2.2 The user does not accept mail in other languages",
	},
}

rule "mailbox_moved_by_reply" {
	doc    = "RFC 5321's code for one who is not local, and where he is.",
	reply  = 551,
	says   = { "please send to *@*", "please use *@*", "please write to *@*", "now at *@*" },
	unless = { says = { "relay*", "relaying", "contact", "abuse*", "postmaster*", "sender*" } },
	reason = "mailbox_moved",
	yes    = { "551 please send to ann@example.net from now on" },
	no     = { "551 relaying denied, please write to postmaster@example.org" },
}

rule "mailbox_moved" {
	says   = {
		"has been replaced by", "was replaced; use", "has been replaced; use",
		"adresse a changé",
		"is now at *@*", "is now reachable at *@*", "has moved", "user moved", "mailbox moved", "recipient moved",
		"address has moved", "account has moved", "mailbox has been moved",
		"account has been moved", "user has been moved", "has been relocated",
		"no longer on this server", "no longer on server", "no forwarding address",
		"moved to a new address", "moved to another", "moved without",
		"moved permanently", "new address is", "new e-mail address", "new email address",
		"address has changed", "address has been changed", "address was changed", "address changed",
		"changed * email address", "changed * e-mail address", "changed their address",
		"change of address", "changed address", "has been replaced by * @",
		"user not local; try", "not local; please try", "please try <",
		"please use the new address", "use * new address", "use * new e-mail address", "use * new email address", "no longer valid * please use",
		"no longer used * write to", "not used any more * write to",
		"no longer used * use", "no longer in use * write to", "no longer in use * use",
		"no longer valid * write to", "a déménagé", "a changé d'adresse",
		"nouvelle adresse", "nouvelle adresse e-mail", "neue adresse",
		"neue e-mail-adresse", "neue mailadresse", "ist umgezogen", "umgezogen",
		"adresse * geändert", "se ha mudado", "ha cambiado de dirección",
		"cambiado de dirección", "nueva dirección", "mudou de endereço", "novo endereço",
		"foi movid*", "ha cambiato indirizzo", "nuovo indirizzo", "è stato spostato",
		"is verhuisd", "nieuw e-mailadres", "nieuwe adres", "zmienił adres", "nowy adres",
		"adres zmieniony", "новый адрес", "адрес изменен", "адрес изменился", "переехал",
		"アドレスが変わ", "アドレスを変更", "アドレス変更", "新しいアドレス", "移転", "地址已更改", "地址已变更", "新地址", "已迁移",
		"已搬移",
	},
	unless = {
		{ says = sender_words },
		{ about = { "later", "sender absent" } },
		{
			says = {
				"sender", "relay access", "relaying", "to relay", "relay not", "helo",
				"has moved * dns", "list has moved", "smtp server instead",
				"server instead", "port", "host instead", "policy", "spam",
				"submission", "your new", "suspended", "disabled", "deactivated",
				"perhaps the", "another server", "being moved",
			},
		},
	},
	reason = "mailbox_moved",
	yes    = {
		"551 5.1.6 ann has moved away",
		"551 User not local; please try <ann@example.net>",
		"550 Diese Person hat eine neue E-Mail-Adresse",
	},
	no     = { "550 5.1.1 No such user" },
}

rule "mailbox_moved_to" {
	doc     = "The new address, and that it is to be used.",
	matches = {
		[=[\b(?:use|try|to|contact|address is|mail) [<"'(]?[^\s@<>]+@[^\s@<>]+[>"')]*[,;]? instead\b]=],
		[[\buse (?:the|my|our|his|her|their|this) (?:new|other|private|current)?\s?(?:e-?mail )?address\b.{0,80}\binstead\b]],
	},
	unless  = { says = { "sender", "relay*", "helo", "policy", "spam", "submission" } },
	reason  = "mailbox_moved",
	yes     = { "550 5.1.1 I have left; please write to <ann.new@example.net> instead" },
	no      = { "550 5.7.1 Please use the SMTP relay at your service provider instead." },
}
