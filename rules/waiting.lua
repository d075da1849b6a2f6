-- SPDX-License-Identifier: MIT
-- greylisted, and a filter of theirs that is in trouble: come back later, and nothing is wrong. First
-- among the texts, under whatever code.

rule "greylisted" {
	says       = {
		"greylist*", "graylist*", "grey list*", "gray list*", "grey-list*", "gray-list*",
		"at the next try", "at the next attempt", "on the next try", "on the next attempt", "greylst*", "triplet", "unknown triple", "postgrey", "sqlgrey", "milter-greylist", "greytrap*", "greyli", "greylis", "greyl",
		"have been greyed",
	},
	unless     = { says = { "not greylisted", "passed greylist*" } },
	reason     = "greylisted",
	permanence = "temporary",
	yes        = {
		"451 4.7.1 Greylisting in force, come back in 300 seconds",
		"550 5.7.1 Gray-listed, please retry",
	},
	no         = { "451 4.7.1 Please try again later", "550 <greylist@example.org>: not here" },
}

rule "greylisted_first_contact" {
	doc        = "Greylisting that does not say its name.",
	says       = {
		"first time sender*", "first-time sender*", "second try", "second attempt", "delayed on purpose",
		"again in 00*", "retry in 00*", "delayed by intention", "new triplet", "unknown * pair", "new * pair", "unknown sender/*", "new sender/*", "triplet is new",
		"triplet unknown", "unknown triplet", "not seen your server before",
		"do not know your server yet", "don't know your server yet", "unknown sender triplet", "triplet * try again",
		"first attempt * try again", "first contact * try again",
		"deferred * first time * sender", "please retry in * seconds", "retry in * minutes",
		"try again in * minutes", "come back in * min", "try again in * min", "try again in * seconds", "try again after * seconds",
		"try again after * minutes", "come back in * seconds", "come back in * minutes",
		"come back later", "come back after", "comeback later", "first contact", "unknown to us, come back", "come back again in", "come again in",
		"come again after", "intentional policy rejection, please try again",
		"policy rejection- please try later", "not yet authorized to deliver", "not yet been authorized to deliver", "not yet known to us",
		"again in * minutes", "again in * seconds", "again in ten minutes", "again in an hour", "first mail to this", "host not seen before", "host was not seen before", "first-time contact", "retry after * seconds", "retry after * minutes", "first time i see", "first time we see", "delaying unknown *", "wait * minutes * try", "wait * minutes before", "wait * seconds * try", "wait * seconds before",
		"unknown servers is first", "don't know you yet", "do not know you yet",
		"delayed for * seconds * unknown", "temporary deferral as an anti-spam measure",
		"new sender * temporarily deferred", "early talker", "new sender * deferred", "defers mail from new", "again after * minutes", "deferred * new sender",
		"not met before", "never met before", "not been here before", "not seen you before",
		"never seen you before", "first delivery attempt", "strangers have to wait", "new here",
		"recipient verification in progress", "address verification in progress",
		"verification in progress",
	},
	unless     = {
		says = {
			"too many", "too fast", "too quickly", "rate", "limit*", "busy", "blocked",
			"quota", "full", "volume", "maintenance", "unavailable", "spam",
			"complaints", "reputation", "blacklist*", "space", "room", "storage", "disk",
			"database", "directory", "ldap", "not respond*", "not answer*", "crash*", "overload*",
			"update in progress", "upgrad*", "migrat*", "moved to", "moving", "down", "offline",
		},
	},
	reason     = "greylisted",
	permanence = "temporary",
	yes        = {
		"450 4.2.0 Please retry in 300 seconds",
		"451 Deferred: first time this sender was seen, try again soon",
	},
	no         = { "421 4.7.0 Too many connections, try again in 10 minutes" },
}

rule "greylisted_in_minutes" {
	doc        = "Come back in some minutes, and no word why.",
	reply      = "4xx",
	says       = {
		"in * minuten", "dans * minutes", "en * minutos", "dentro de * minutos", "em * minutos",
		"om * minut*", "minuutin kuluttua", "tra * minuti",
		"over * minuten", "za * minut*", "через * мин*", "分後", "分钟后", "分鐘後", "분 후",
	},
	unless     = {
		{ about = { "limit", "connection", "sender", "recipient full", "trouble" } },
		{ says = "spam*" },
	},
	reason     = "greylisted",
	permanence = "temporary",
	yes        = { "450 4.7.1 Bitte in 5 Minuten erneut versuchen" },
	no         = { "421 Zu viele Verbindungen, bitte in 5 Minuten erneut versuchen" },
}

rule "greylisted_translated" {
	says       = {
		-- fr
		"liste grise", "listes grises", "mis en attente (greylist",
		-- de
		"graue liste", "grau gelistet", "auf der grauen liste",
		-- es, pt, it
		"lista gris", "listas grises", "lista cinza", "lista cinzenta", "lista grigia",
		-- nl, pl
		"grijze lijst", "szara lista", "szarej liście", "szarej listy",
		-- ru, ja, zh
		"серый список", "серого списка", "серые списки", "грейлист", "グレイリスト",
		"グレーリスト", "灰名单", "灰色名单", "灰名單",
	},
	reason     = "greylisted",
	permanence = "temporary",
	yes        = {
		"451 4.7.1 Adresse auf der grauen Liste, bitte erneut versuchen",
		"450 灰名单 请稍后重试",
	},
	no         = { "550 Adresse unbekannt" },
}

-- What looks through mails, and that it can't now; an expression for each word, for its literal.
local function in_trouble(words)
	local list = {}
	for i = 1, #words do
		list[i] = [[\b]] .. words[i] .. [[s?(?: (?:service|server|daemon|engine|process|system))?(?: (?:is|was|are|has|could|did|does))?]]
			.. [[(?: (?:currently|temporarily|just))* ?(?:down\b|unavailable|offline|busy\b|overloaded|out of order]]
			.. [[|crashed|restarting|timed out|timeout|unreachable|under maintenance|failed to (?:start|respond|answer)]]
			.. [[|returned an error|failure\b|not (?:available|respond\w*|answer\w*|running|reachable|ready|be (?:contacted|reached))]]
			.. [[|n't (?:available|respond\w*|answer\w*|running|reachable|ready|be (?:contacted|reached))]]
			.. [[|had a temporary|is having problems|has an internal error|cannot be (?:contacted|reached))]]
	end
	return list
end

rule "filter_in_trouble" {
	doc     = "What looks for spam or viruses does not run: that says nothing of the message.",
	says    = {
		"filter", "filters", "scanner", "scanners", "antivirus", "anti-virus", "antispam", "anti-spam", "milter", "clamav",
		"clamd", "spamassassin", "spamd", "rspamd", "amavis", "amavisd",
	},
	matches = in_trouble {
		"filter", "scanner", "anti-?virus", "anti-?spam", "milter", "clamav", "clamd", "spamassassin", "spamd",
		"rspamd", "amavis", "amavisd",
	},
	unless  = { says = { "blocked", "found", "detected", "infected" } },
	reason  = "system_error",
	yes     = { "451 4.3.0 The spam filter is down", "451 the content scanner isn't answering" },
	no      = { "554 5.7.1 blocked by the spam filter", "554 The virus scanner found something" },
}
