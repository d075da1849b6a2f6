-- SPDX-License-Identifier: MIT
-- Whose mailbox or host it is that is not there: the words are those that are else said of the
-- recipient, and stand right behind a word for the sender or for our host.

-- What may stand between: the address, a word such as "address", and that it was refused.
local between = [=[(?:(?:'|’)?s)?\b(?:(?: |: ?)(?:e-?mail|address|mailbox|domain|account|user|name|header|]=]
	.. [=[host)\b){0,2}[\s:]*(?:[<"'(\[]?[^\s@<>]+@[^\s@<>]+[>:,]*\s*|\[?(?:\d+\.\d+\.\d+\.\d+|]=]
	.. [=[(?:ipv6:)?[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]+)\]?\s*)?]=]
	.. [[(?:(?:was |is )?(?:rejected|refused|denied|failed|verify failed|]]
	.. [[verification failed|could not be verified|can't be verified|cannot be verified]]
	.. [[)[:,;]? (?:it |the )?)?]]
local absent = [[(?:(?:is |was |are |has |has been |does |could |can|do )?(?:currently )?]]
	.. [[(?:not |n't |no longer )(?:be )?(?:exists?|found|known|valid|recogni[sz]ed|]]
	.. [[a (?:known|valid) (?:user|mailbox|address|account)|active|in use)\b]]
	.. [[|(?:is |was |are |has been |have been )?(?:now |currently |already )?(?:unknown|nonexistent|non-existent|]]
	.. [[invalid|disabled|deactivated|suspended|inactive|closed|deleted|terminated|cancell?ed|frozen)\b]]
	.. [[|(?:does|is|was|could|do)n't (?:be )?(?:exist|found|known|valid|recogni[sz]ed|]]
	.. [[a (?:known|valid) (?:user|mailbox|address|account))\b]]
	.. [[|no such (?:user|mailbox|account|address|recipient|person)\b]]
	.. [[|(?:user|mailbox|account|address|recipient) (?:is )?(?:unknown|not found|does not exist|]]
	.. [[doesn't exist)\b|unknown (?:user|mailbox|account|address|recipient)\b)]]

local function missing(words)
	local list = {}
	for i = 1, #words do
		list[i] = [[\b]] .. words[i] .. between .. absent
	end
	return list
end

rule "sender_absent" {
	matches = missing {
		"sender", "originator", "return[ -]path", "return address", "reverse[ -]path",
		"mail from", "from (?:address|domain|header)", "from: (?:address|domain|header)",
		"reply-to", "sent from", "send from", "sending from", "sending (?:address|account)",
		"sending (?:mailbox|domain|user)", "your (?:e-?mail |mail )?address", "your mail ?box",
		"your domain",
	},
	unless  = {
		says = {
			"greylist*", "to send to", "to post", "not * member", "authenticat*",
			"spf", "dkim", "dmarc", "not valid for", "to sender", "to the sender",
			"whitelist*", "white list*", "allow* list", "allowlist*", "list of", "unknown senders",
		},
	},
	reason  = "sender_rejected",
	yes     = {
		"550 5.1.1 The originator is not a known user",
		"550 Return path <bob@example.com> rejected: no such user",
		"550 5.1.1 the mailbox it was sent from has been disabled",
	},
	no      = {
		"550 5.1.1 Returned to sender: unknown user",
		"550 Sender, the mailbox you write to does not exist",
	},
}

rule "own_address_blocked" {
	doc     = "Words that are else said of the recipient's mailbox, of that of the one who sends.",
	matches = {
		[[\byour (?:e-?mail |mail )?(?:address|mailbox|account) (?:is|was|has been) (?:blocked|locked|malformed|barred)\b]],
		[[\b(?:reply-to|return) address (?:is|was|has been) (?:blocked|locked|malformed|barred)\b]],
	},
	unless  = { says = { "blocked by", "blacklist*", "spam*", "abuse", "listed" } },
	reason  = "sender_rejected",
	yes     = { "550 Your mailbox is blocked" },
	no      = { "550 The mailbox is blocked", "550 Your address is blocked by the recipient" },
}

rule "our_host_absent" {
	matches = missing {
		"your host", "your hostname", "your server", "client host", "helo", "ehlo",
		"reverse dns", "sending host", "sending server", "connecting host",
	},
	unless  = { says = { "greylist*", "first", "authenticat*" } },
	reason  = "sending_host_rejected",
	yes     = {
		"550 5.1.1 your host was not found",
		"550 Connecting host [192.0.2.1] is unknown",
	},
	no      = { "550 5.1.2 Host not found" },
}

rule "recipients_own_list" {
	doc    = "A list of bad senders that the recipient keeps, and not the server.",
	says   = {
		"per-user block*", "per-user black*", "user block list", "user's block list", "personal block*",
		"personal black*", "liste noire du destinataire", "liste du destinataire",
		"sperrliste des empfängers", "liste des empfängers", "lista negra del destinatario",
		"lista negra do destinatário", "lista nera del destinatario", "lijst van de ontvanger",
		"czarn* list* odbiorcy", "черн* списк* получател*", "черн* списк* адресат*",
		"收件人 * 黑名单", "收件人 * 黑名單", "收件人的黑名单", "受信者の拒否リスト", "수신자가 차단", "수신자가 * 차단", "수신자에 의해 차단",
	},
	reason = "recipient_restricted",
	yes    = {
		"550 Refused by a per-user block list",
		"554 5.7.1 отправитель в черном списке получателя",
	},
	no     = { "550 192.0.2.1 is on our block list", "550 您的IP已被列入黑名单" },
}
