-- SPDX-License-Identifier: MIT
-- reputation_block: blocklists, reputation, complaints. Our host, our domain, our network.

-- Words that name a list of hosts or domains, or what it is called.
local lists = {
	"blacklist*", "blocklist*", "denylist*", "deny-list*", "dnsbl*", "rbl", "rbls", "blackhole",
	"spamhaus", "spamcop", "sorbs", "barracudacentral", "barracuda reputation", "uceprotect*",
	"abuseat", "surriel", "psbl", "mailspike", "spamrats", "senderscore", "sender score",
	"senderbase", "senderbase*", "talosintelligence", "cloudmark", "abusix", "invaluement",
	"nixspam", "manitu", "spamcannibal", "backscatterer", "lashback", "hostkarma",
	"spameatingmonkey", "0spam", "truncate.gbudb", "s5h.net", "dnsrbl", "njabl", "ordb",
	"rblsmtpd", "ipbl", "rhsbl", "dnswl", "sbl", "xbl", "pbl", "dbl", "black list*",
	"black-list*", "block list*", "block-list*", "blocked list", "deny list", "reject list",
	"black hole list", "blackhole list", "blackhole site", "blackholed", "refused by blackhole",
	"real time block*", "realtime block*", "bad hosts list", "spammer list", "spam list",
	"list of spammers", "spam database*", "spammer database*", "bannedlist", "bad list",
}

local not_ours = {
	says = {
		"not blacklisted", "not on * blacklist", "recipient's blacklist*", "recipients blacklist*",
		"recipient has * blacklist*", "recipient has * block list", "recipient has * blocklist",
		"recipient's block list", "recipients block list", "recipient's * block list",
		"recipient's * blacklist*", "recipient's blocklist",
		"recipients blocklist", "user's blacklist",
		"users blacklist", "user * has blacklisted", "mailbox has you on", "list has you on", "group has you on", "list has you on *", "group has you on *", "account has you on *", "address has you on *", "user has you on *", "recipient has you on *", "owner has you on *", "user has put you on *", "recipient has put you on *", "owner has put you on *", "recipient has blacklisted", "personal blacklist", "your recipient is blacklisted",
		"recipient is blacklisted", "recipient address blacklisted",
		"recipient address rejected * blacklisted", "@spamhaus", "@spamcop", "url * listed", "file type", "file types",
		"file extension", "file extensions", "extension detected", "attachment* * blacklist*", "blacklisted attachment*", "blacklisted file*", "attachment* * block list",
		"url * blacklist*", "blacklisted url*", "listed url*", "blacklisted link*", "uri * listed", "link * blacklist*", "contains * url",
		"contains a link", "message contains", "surbl", "uribl",
	},
}

rule "blocklist" {
	doc    = "A blocklist's name, or the word for one.",
	says   = lists,
	unless = not_ours,
	reason = "reputation_block",
	yes    = {
		"554 5.7.1 Rejected, 192.0.2.1 is on a block list",
		"550 5.7.1 See spamhaus.org",
		"550 Your address is blacklisted here",
		"550 5.7.1 mail.example.com found on a DNSBL",
		"554 refused by rbl.example.net",
	},
	no     = {
		"550 5.1.1 User unknown",
		"550 the sender is on the recipient's blacklist",
		"550 <blacklist@example.org>: no mail today",
	},
}

rule "listed_at" {
	doc     = "Listed at the name of a list that nobody has heard of.",
	matches = [=[(?:\bis|\bwas|\bbeen|\bare|[,;:)\]\d]|^)\s*(?:currently |now )?listed (?:on|in|at|by) [\w-]+(?:\.[\w-]+)+]=],
	unless  = { says = { "recipient", "user", "mailbox", "not listed" } },
	reason  = "reputation_block",
	yes     = { "550 192.0.2.1 is not allowed to connect, listed on bl.example.net" },
	no      = { "550 ann@example.org is not listed in example.org" },
}

local put_off = [[temporarily (?:deferred|rejected|blocked|refused|denied|suspended|limited]]
	.. [[|rate limited|restricted)]]
local mistrust = [[(?:complaints?|reputation|spam(?![.-])|unsolicited|volume|suspicious|abuse)]]

rule "reputation_deferred" {
	doc        = "Put off for reputation or complaints: for now.",
	matches    = {
		[[\b]] .. put_off .. [[\b.{0,80}\b]] .. mistrust,
		[[\b]] .. mistrust .. [[\b.{0,100}\b]] .. put_off,
	},
	reason     = "reputation_block",
	permanence = "temporary",
	yes        = {
		"Mail from 192.0.2.1 was temporarily deferred after complaints of users",
		"421 4.7.0 For its low reputation your host is temporarily limited",
	},
	no         = { "451 4.3.0 Temporarily deferred" },
}

-- An address of a host, and that it is not wanted; expressions for each word, for their literals.
local ip = [=[\bip(?:v4|v6)?(?: (?:address(?:es)?|ranges?|block))?(?: of your server)?[\s:=\[("']*]=]
	.. [=[(?:\d+\.\d+\.\d+\.\d+|[0-9a-f:]+:[0-9a-f:]*)?[\])"',;:]*\s*]=]
	.. [[(?:(?:you are |your are )?(?:sending|connecting|used) from )?]]
local number = [=[\d+\.\d+\.\d+\.\d+(?:/\d+)?[\])"',;:]*\s+]=]
local was = [[(?:(?:is|are|was|has been|have been) )?]]
	.. [[(?:(?:currently|temporarily|permanently|automatically|dynamically|now|already|being) )*]]

-- "host NAME[192.0.2.7] refused: 550 ..." leads to what a server said.
local said = [[\b(?!: *[45]\d\d)]]

local function unwanted(words)
	local list = {}
	for i = 1, #words do
		list[#list + 1] = ip .. was .. words[i] .. said
		list[#list + 1] = number .. was .. words[i] .. said
		list[#list + 1] = [[\b]] .. words[i] .. [[\b.{0,100}[?&]ip=\d]]
		list[#list + 1] = [[\b]] .. words[i] .. [[(?: by| from| for|:)?(?: the| your)? ip\b]]
	end
	-- "Mail refused - 192.0.2.1 - See ...".
	for _, word in ipairs { "refused", "denied", "rejected", "blocked" } do
		list[#list + 1] = [[\b]] .. word
			.. [=[:? (?:- )?\[?\d+\.\d+\.\d+\.\d+]? (?:- )?(?:see|visit)\b]=]
	end
	return list
end

rule "host_blocked" {
	doc     = "A host's address, and that it is not wanted.",
	matches = unwanted {
		"blocked", "rejected", "denied", "refused", "banned", "blackholed", "listed", "suspended",
		"restricted", "not allowed", "not accepted", "not permitted", "not welcome", "unwelcome",
		"screened", "barred",
	},
	unless  = {
		says = {
			"ptr", "dns", "spf", "dkim", "dmarc", "user unknown", "helo",
			"to send mail from", "to relay", "connect", "connection", "not listed",
			"too many connections", "too many messages",
		},
	},
	reason  = "reputation_block",
	yes     = {
		"550 The IP address 192.0.2.1 is blocked here",
		"554 192.0.2.1 has been banned",
	},
	no      = { "550 5.7.25 The IP address 192.0.2.1 has no PTR record and is refused" },
}

rule "host_blocked_otherwise" {
	doc    = "The same in other languages, and of a host by any name.",
	says   = {
		-- en
		"not trusted", "untrusted", "distrusted", "sends spam", "sends too much spam", "sends us spam", "sending spam", "source of spam",
		"spam source", "sent us * spam", "sent us * junk", "sent us a lot", "known for spam", "known to send spam", "because of spam",
		"due to spam", "for spamming", "banned from",
		-- de
		"gesperrt", "blockiert", "sperrliste", "versendet spam", "verschickt spam", "wegen spam*", "schlechte reputation", "schlechter ruf",
		-- fr, es, pt, it
		"bloqué", "bloquée", "envoie du spam", "envoi de spam", "pour spam", "mauvaise réputation", "bloquead*", "lista de bloqueo",
		"lista de bloqueos", "lista de bloqueio", "envía spam", "por spam", "mala reputación", "má reputação",
		"bloccat*", "invia spam", "per spam", "cattiva reputazione", "lista di blocco",
		-- nl, pl, ru
		"geblokkeerd", "verstuurt spam", "wegens spam", "slechte reputatie", "zablokowan*", "wysyła spam", "za spam", "złą reputację",
		"заблокирован*", "за спам", "рассылает спам", "плохую репутацию", "плохая репутация",
		-- ja, zh
		"ブロックされ", "スパムのため", "スパム送信", "被阻止", "被封", "信誉*低", "信誉太低", "信誉差",
	},
	about  = "connection",
	unless = {
		{
			about = {
				"recipient", "recipient absent", "recipient gone", "recipient chooses", "sender absent", "later",
				"message large",
			},
		},
		{
			says = {
				"certificate*", "zertifikat*", "certificat*", "tls", "ssl", "spf", "dkim", "dmarc", "ptr", "rdns", "reverse dns", "helo", "ehlo",
				"password", "passwor*", "login", "authenticat*", "key", "keys", "attachment*", "anhang", "blocked port", "port 25", "recipient*",
				"destinat*", "empfänger*", "получател*", "收件人*",
			},
		},
		{ status = { "x.1.*", "x.2.*", "x.3.*", "x.4.*", "x.5.*", "x.6.*" } },
	},
	reason = "reputation_block",
	yes    = {
		"554 Ihr Server ist wegen Spam gesperrt", "550 5.7.1 votre IP est bloquée",
		"550 Your mail host is not trusted here",
	},
	no     = {
		"554 Die Nachricht ist wegen Spam gesperrt", "550 Das Zertifikat Ihres Servers ist gesperrt",
		"550 Der Empfänger ist gesperrt", "550 Your mailbox is blocked for spam",
	},
}

local ours_has = [[(?:mail ?)?(?:host|server|system|ip|address|mta|network|domain)\b.{0,20}]]
	.. [[\b(?:has|have|got|with) (?:a |an )?(?:very |too )?(?:bad|poor|low|negative) ]]
	.. [[(?:score|standing|rating|ranking|trust|history|name)\b]]

rule "host_mistrusted" {
	doc     = "What they think of our host, in free words.",
	matches = {
		[[\byour ]] .. ours_has,
		[[\bsending ]] .. ours_has,
		[[\bclient ]] .. ours_has,
	},
	unless  = { says = { "user unknown", "no such user" } },
	reason  = "reputation_block",
	yes     = { "554 Your host has a bad score with us" },
	no      = { "550 5.1.1 <ann@example.org>: User unknown" },
}

rule "reputation_block" {
	says   = {
		"mta is blocked", "country blocked", "connections from this host", "blocked - see", "refused - see", "by tcpwrappers", "by tcp wrappers",
		"forbidden by your ip", "too many unwanted messages",
		"access to submit messages to", "permissions to submit", "permission to submit",
		"intrusion prevention", "mail server is on our", "penalty box", "penaltybox", "ip not trusted", "ip is not trusted", "not in approved list", "not allowed to connect",
		"mta * has not passed validation", "ip * stop-list", "ip * stop list",
		"server is listed", "server has been listed", "host is listed", "address is listed", "in our whitelist",
		"sending domain is blocked", "sending domain has been blocked",
		"host has been banned", "server has been banned", "compromised host",
		"compromised server", "compromised account", "compromised system", "abusive host",
		"abusive behaviour", "abusive behavior", "poor reputation", "bad reputation",
		"low reputation", "lower reputation", "very low reputation", "reputation of * ip",
		"reputation of * domain", "ip reputation", "domain reputation",
		"reputation score", "reputation is too", "reputation too", "negative reputation",
		"reputation service*", "reputation block*", "due to reputation",
		"because of reputation", "reputation problem*", "ip address reputation",
		"reputation*", "mailserver is rejected", "mailserver is blocked", "honeypot*",
		"honey pot", "spamtrap*", "spam trap*", "banned host", "address is banned",
		"address banned", "host is banned", "you are banned", "you have been banned",
		"blocking your ip", "blocked host", "host blocked", "host is blocked", "deny ip",
		"server is blocked", "server has been blocked", "your network is blocked",
		"netblock", "your network has been", "part of their network",
		"you have been blocked", "you are blocked", "we have blocked", "we are blocking",
		"blocked for spam*", "blocked for abuse", "blocked due to spam",
		"blocked due to abuse", "blocked because of spam", "blocked for sending",
		"blocked by our", "connections from * blocked by us", "mail from your * blocked",
		"mail from this host", "mail from your host", "mail from your server",
		"mail from your ip", "mail from your network", "mail from your country",
		"connection from your ip", "mail from your site", "gonna accept mail from you",
		"going to accept mail from you", "not accepting connections",
		"email from your server", "email from your ip", "messages from your ip",
		"traffic from your", "traffic not accepted from", "connections * this ip",
		"too much spam", "too many spam*", "too much junk", "too much unsolicited",
		"known for spam*", "mail from this ip", "mail from that ip", "sending us spam", "sends us spam", "sent us spam", "complaint ratio", "ip has a bad *", "ip has a poor *", "address has a bad history", "host has a bad *", "host has a poor *", "spam network*", "spamming network*", "spammers' network", "send mostly spam", "sends mostly spam", "refuse all connections", "all connections from", "connection* refused due to spam", "too much abuse", "address range", "spam source", "source of spam", "spam sources", "known spammer*",
		"known spam source", "spammer*", "spam host", "spam server", "spam sender",
		"sent spam", "spam sent", "sending spam", "sends spam", "send spam", "sends too much spam",
		"spam from your", "spam from this", "spam originating", "originating spam",
		"spam received from", "receive spam from", "spam-friendly",
		"unsolicited mail originating", "unsolicited * from your ip",
		"spam abuse detected", "spam activity", "suspicious ip", "bad ip profile",
		"bad ip", "bad sender ip", "suspicious host", "suspicious activity",
		"sent us junk", "delist*", "complaints against", "trust scale", "trust score",
		"poor name", "bad name", "suspected spammer", "user complaints",
		"users complaint*", "users' complaint*", "complaints from", "complaints about",
		"users marked", "users have marked", "users reported", "recipients * reported", "spam button",
		"reports about your", "customers complain*", "complaint rate", "to * complaints", "many complaints", "spam complaints",
		"abuse complaints", "user reports", "reported as spam by", "dictionary attack*",
		"directory harvest*", "harvest attack", "address harvesting", "open relays",
		"open relay", "open proxy", "openrelay", "open-relay", "botnet", "zombie*",
		"infected host", "virus-infected", "sends viruses", "sent viruses",
		"attack detected", "bad traffic", "abuse detected", "abuse from",
		"pattern of abuse", "history of abuse", "malicious host", "malicious ip",
		"access from ip", "access from your ip", "no access from mail server",
		"access has been denied", "connection rejected by policy",
		"connection refused by policy", "ip does not have permission",
		"your server's ip address", "client host blocked", "client is blocked",
		"not in whitelist", "not whitelisted", "not on our whitelist", "unlisted ip",
		"ip not in whitelist", "poor sender", "untrusted ip", "ip score", "trust level",
		"deferred due to unexpected volume", "permanently deferred", "low trust",
		"warm up your ip", "warming up", "ip warming",
	},
	unless = {
		says = {
			"by the recipient", "by recipient", "by this recipient", "by this mailbox", "by this list", "by this group", "by this address", "by the user", "by this user", "by its owner",
			"by the owner", "by the addressee", "by the account holder", "recipient address rejected * whitelist*",
			"too many connection*",
			"too many message*", "too many mails", "dns entry", "user unknown",
			"too many * connection*", "number of connections", "too many * sessions", "unknown user", "no such user", "address is blocked * full", "recipient ip",
			"blocked attachment", "blocked file", "content * blocked",
			"skip reputation", "web reputation", "url reputation", "suspicious attachment", "malicious attachment",
			"sending ip address * does not have a ptr", "compromised password",
			"mailbox is blocked", "account is blocked", "recipient is blocked",
			"blocked by our spam f*", "blocked by our bulk*",
		},
	},
	reason = "reputation_block",
	yes    = {
		"554 Too much spam has come from 192.0.2.1",
		"550 5.7.1 Refused for the poor reputation of mail.example.com",
		"554 Not taken after user complaints about example.com",
	},
	no     = { "550 5.1.1 <ann@example.org>: User unknown", "554 5.6.0 Blocked attachment" },
}

rule "reputation_block_translated" {
	says   = {
		-- fr
		"adresse ip * bloquée", "ip bloquée", "liste de blocage", "liste noire", "listes noires",
		"mauvaise réputation", "bloquée pour spam", "incident de spam", "trop de spam*",
		"trop de plaintes",
		-- de
		"schwarze liste", "schwarzen liste", "sperrliste", "ip-adresse * gesperrt",
		"ip * gesperrt", "ip * blockiert", "schlechte reputation",
		"schlechter reputation", "zu viel spam", "gelistet",
		-- es
		"lista negra", "listas negras", "ip * bloqueada", "mala reputación", "reputación",
		"demasiado spam",
		-- pt
		"ip * bloqueado", "endereço ip * bloqueado", "má reputação", "reputação",
		"lista de bloqueio", "muito spam",
		-- it
		"lista nera", "blacklistato", "ip * bloccato", "indirizzo ip * bloccato",
		"reputazione",
		-- nl
		"zwarte lijst", "ip-adres * geblokkeerd", "ip-adres * geweigerd",
		"ip * geblokkeerd", "slechte reputatie", "reputatie", "blokkeerlijst",
		-- pl
		"czarna lista", "czarnej liście", "czarnej listy", "ip * zablokowany",
		"adres ip * zablokowany", "zła reputacja", "reputacja", "reputacji",
		-- ru
		"черный список", "черном списке", "черных списках", "черного списка",
		"ip * заблокирован", "ip-адрес * заблокирован", "репутация", "репутации",
		"слишком много спама",
		-- ja
		"ブラックリスト", "ブロックリスト", "ipアドレスはブロック", "ipアドレスがブロック", "拒否リスト", "レピュテーション", "評価が低い", "ipアドレスからの接続を拒否", "送信元ip",
		"迷惑メールの送信元",
		-- zh
		"黑名单", "黑名單", "信誉", "信譽", "ip被封", "ip被拒", "ip地址被", "ip 被", "封锁ip", "被列入", "发信ip",
		"垃圾邮件来源",
		-- others
		"черен списък", "用户投诉", "使用者投訴", "danh sách đen", "daftar hitam", "senarai hitam", "crnoj listi", "črni listi", "บัญชีดำ", "ip * segnalazioni",
		"ip * спамер*", "рассылку спама", "por enviar spam", "por envio de spam",
		"pour envoi de spam", "per invio di spam", "za wysyłanie spamu", "wegen spamversand*", "스팸 * ip", "القائمة السوداء", "רשימה שחורה",
	},
	reason = "reputation_block",
	yes    = {
		"554 Ihre IP-Adresse 192.0.2.1 ist gelistet",
		"550 192.0.2.1 в черном списке",
	},
	no     = { "550 Das Postfach ist gesperrt" },
}
