-- SPDX-License-Identifier: MIT
-- domain_no_mail, domain_unknown and dns_error: the recipient's domain, and what the DNS says of it.

-- Words with which a domain is not the recipient's.
local not_recipient = {
	"sender", "sender's", "helo", "ehlo", "client host", "your hostname",
	"client hostname", "sending hostname", "sender hostname", "qualified hostname", "valid hostname",
	"hostname for [*", "hostname of", "hostname does not", "reverse dns", "ptr",
	"mail from", "return path", "return-path", "from:", "from domain", "your domain", "spf",
	"dkim", "dmarc", "from address", "relay access", "relaying", "relay host", "we relay", "my relay", "our relay", "no relay", "open relay", "a relay", "not relay", "relay for", "to relay", "relay not",
	table.unpack(sender_words),
}

-- What these codes are about is the sender, whatever the words are: who speaks of security means whom
-- the mail is from.
local of_sender = { status = { "x.1.7", "x.1.8", "x.7.*" } }

-- Who is not let in, where others are.
local from_some = {
	says = {
		"de usted", "externo", "externos", "de fuera", "dall'esterno", "esterna", "esterni", "da lei", "da te",
		"von ihnen", "von außen", "de l'extérieur", "externe", "externes", "de vous", "van u", "van buiten", "z zewnątrz", "от вас", "извне", "from you",
	},
}

rule "domain_no_mail" {
	says   = {
		"host takes no mail", "not configured to receive mail",
		"null mx", "nullmx", "null-mx", "mx 0 .", "single dot", "domain * does not receive email",
		"domain * does not receive mail", "domain does not accept any",
		"domain * does not accept mail", "domain * does not accept email",
		"host does not accept mail", "server does not accept mail",
		"system does not accept mail", "machine does not accept mail",
		"does not accept internet mail", "host never accepts mail", "no mail accepted", "not used for e-mail", "not used for email", "not used for mail", "no e-mail is accepted", "not use e-mail", "not use email", "web server only", "not a mail server", "does not do mail", "does no mail", "takes no mail", "publishes an mx of", "receives no mail", "receives no e-mail", "receives no email",
		"mail is not accepted here", "mail not accepted here", "no mail is accepted", "no email is accepted for", "no email accepted for",
		"accepts no mail", "no smtp service", "domain is parked", "parked domain",
		"mail is disabled for", "mail disabled for this domain",
		"mail service is disabled", "mail service disabled for", "does not handle mail",
		"no mail service", "no mail exchanger*", "no mx record*", "no mx for",
		"has no mx", "does not have an mx", "no mail server* for", "no usable mx",
		"no valid mx", "n'accepte pas de courrier", "nimmt keine e-mails an",
		"nimmt keine mails an", "nimmt keine post an", "no acepta correo",
		"não aceita e-mail", "não recebe e-mail", "non accetta posta",
		"accepteert geen e-mail", "nie przyjmuje poczty", "не принимает почту",
		"メールを受け付けていません", "域名不接收邮件", "不接收邮件",
	},
	unless = {
		{ says = not_recipient },
		of_sender,
		{
			says = {
				"mail from", "accept mail from", "accept email from",
				"no smtp service here * black*", "black listed", "ip address",
				"larger", "without", "blacklist*", "at this time", "at the moment",
				"temporar*", "currently", "try again",
			},
		},
		{ status = { "4.*.*" } },
		{ about = "sender" },
		from_some,
		{ says = { "takes no mail", "receives no mail", "receives no e-mail", "receives no email", "not used for e-mail", "not used for email", "not used for mail" }, about = { "recipient", "connection" } },
	},
	reason = "domain_no_mail",
	yes    = {
		"556 5.1.10 <ann@example.org>: Recipient address rejected: Domain example.org does "
			.. "not accept mail (nullMX)",
		"521 This machine accepts no mail",
	},
	no     = {
		"550 5.7.27 Sender's domain has a null MX",
		"550 5.7.1 This domain does not accept mail from you",
	},
}

rule "domain_no_mail_by_reply" {
	doc    = "Whoever it says it of: the reply is of a host or a domain.",
	reply  = { 521, 556 },
	says   = {
		"does not accept mail", "does not accept email", "does not accept messages",
		"does not accept any mail",
	},
	unless = {
		{ says = not_recipient },
		of_sender,
		{ about = { "connection", "later", "recipient chooses" } },
	},
	reason = "domain_no_mail",
	yes    = { "521 5.3.2 example.org does not accept mail" },
	no     = { "521 example.org does not accept mail from your network" },
}

rule "domain_no_mail_named" {
	doc     = "The same of a domain by its name, and nothing behind it that tells of whom or what.",
	says    = {
		"does not accept", "does not receive", "does not take", "does not handle", "no longer accept*",
		"no longer receive*", "no longer take*", "no longer handle*",
	},
	matches = [=[(?:^|[\s:<(])(?:[a-z0-9-]+\.)+[a-z]{2,}(?: (?:has|says|said|declared|states|announces|that|it)){0,4} (?:does not|doesn't|no longer|does no longer) ]=]
		.. [=[(?:accept|receive|take|handle)s? (?:any )?(?:internet )?(?:e-?)?mails?(?: at all)?\s*(?:$|[.,;:()\]])]=],
	unless  = {
		{ says = not_recipient },
		of_sender,
		{ status = "4.*.*" },
		{ reply = "4xx" },
		{ about = { "later", "trouble", "recipient chooses" } },
		{ says = { "ip address", "blacklist*", "black listed", "without", "unless" } },
	},
	reason  = "domain_no_mail",
	yes     = { "550 5.1.10 example.org doesn't receive email", "example.org has declared that it does not accept any mail" },
	no      = {
		"550 5.1.1 example.org doesn't receive email from example.com",
		"550 ann@example.org doesn't receive email",
		"450 example.org does not accept mail, try again",
	},
}

rule "domain_no_mail_for_now" {
	doc    = "The same words under a temporary code: left to the code.",
	says   = {
		"null mx", "nullmx", "doesn't receive email according",
	},
	unless = { { says = not_recipient }, of_sender },
	reason = "domain_no_mail",
	yes    = { "451 4.1.10 Domain example.org has a null MX" },
	no     = { "451 4.7.27 Sender's domain has a null MX" },
}

rule "dns_error" {
	says   = {
		"try again * name service", "name service error * try again",
		"temporary lookup failure", "temporary lookup error", "temporary dns",
		"temporarily unable to resolve", "temporary name",
		"temporary failure in name resolution", "temporary error * dns",
		"host name lookup failure", "hostname lookup failure", "lookup did not complete",
		"lookup timed out", "lookup timeout", "dns timeout", "dns timed out",
		"dns query timed out", "dns query timeout", "dns query error", "dns server",
		"contact dns", "dns: temporary", "dns failure", "dns error", "dns soft error", "dns problem*", "dns trouble*", "dns is down", "dns outage",
		"failure in mx lookup", "server misbehaving", "eai_again", "enotfound", "response from dns servers", "dns lookup * timed out", "dns query * timed out", "dns lookup timeout", "dns lookup failed", "dns lookup of * failed", "mx query * timed out", "mx query * failed", "dns lookup failure", "dns failed temporarily", "name service * timed out", "name service * failed", "name service temporar*", "mx lookup * timed out", "mx lookup * failed", "mx lookup * temporar*", "lookup * servfail", "resolver * timed out", "resolver * failed", "resolver * temporar*", "resolving * timed out", "resolving * failed", "resolving * temporar*", "name server * timed out", "name server lookup", "host name lookup timed out", "host name lookup failed", "host name lookup error", "host name lookup * try again", "dns temporar*", "dns query temporar*", "dns query failed temporarily", "dns query had a temporary", "dns lookup had a temporary",
		"dns lookup error", "dns resolution", "dns service", "dns-based", "servfail", "dns not available", "dns is not available", "dns unavailable",
		"server failure", "dns_error", "name server gave no", "lookup temporarily failed",
		"nameserver gave no", "no answer from * name server", "nameserver failure",
		"name server timeout", "name server timed out", "nameserver timed out", "name server did not", "name servers * not respond*", "name servers * not answer*", "name server * not respond*", "name server * not answer*", "nameserver * not respond*", "nameservers * not respond*", "nameserver not responding",
		"name server: no data known", "malformed or unexpected name server",
		"malformed name server", "malformed dns", "unexpected name server reply",
		"unable to lookup dns", "mx lookup failed", "mx lookup failure",
		"mx lookup error", "mx record lookup", "unable to resolve", "could not resolve",
		"couldn't resolve", "cannot resolve", "failed to resolve", "resolver error",
		"resolving failed", "resolution failed", "name resolution",
		"had no relevant answers", "no relevant answers", "domain lookup failed",
		"domain lookup error", "couldn't look up", "cannot look up", "could not look up",
		"unable to look up", "transient dns", "transient resolver", "recursion available", "recursion denied", "recursion refused",
		"all name servers", "no name servers", "lame delegation", "dnssec", "erreur dns",
		"résolution * nom", "résolution dns", "dns-fehler", "dns-abfrage",
		"dns-auflösung", "namensauflösung", "error de dns", "error dns",
		"resolución de nombres", "resolver el nombre", "erro de dns", "erro dns",
		"resolução de nome", "errore dns", "risoluzione * nome", "dns-fout",
		"naamomzetting", "błąd dns", "rozwiązywanie nazw", "ошибка dns",
		"разрешения имен", "dnsエラー", "名前解決", "dns 查询失败", "dns查询失败", "域名解析失败", "解析失败",
	},
	unless = {
		{ says = not_recipient },
		{ says = "domain lookup failed", status = { "5.1.2", "5.4.4" } },
		{ says = "temporary lookup failure", status = "x.3.*" },
		{ says = { "directory", "ldap" } },
		{
			says = {
				"nxdomain", "host unknown", "unknown host", "query* enotfound", "domain * not found", "host not found", "not found",
				"does not exist", "doesn't exist", "no such",
				"domain name not found", "user unknown", "nonexistent",
				"non-existent", "dnsbl", "blacklist*", "authoritative",
				"recipient lookup", "user lookup",
			},
		},
	},
	reason = "dns_error",
	yes    = {
		"451 4.4.3 example.org: DNS server gave no answer",
		"450 4.4.3 Name service error for example.org, try again",
		"The name server answered SERVFAIL for example.org",
	},
	no     = {
		"550 5.1.2 <ann@example.org>: Host unknown to us",
		"450 4.1.8 <bob@example.com>: Sender address rejected: temporary lookup failure",
	},
}

rule "dns_error_try_again" {
	doc        = "\"Host not found, try again\" is no answer, \"Host not found\" is one. Postfix "
		.. "begins both with \"Host or domain name not found\".",
	matches    = {
		[[\b(?:host|domain|name) (?:or domain name )?not found\b.{0,100}\btry again]],
		[[\bname service error\b.{0,120}\b(?:try again|malformed|unexpected|server failure]]
			.. [[|servfail|timed out|refused)]],
		[[\bname server: \S+ host name lookup failure]],
	},
	unless     = { says = not_recipient },
	reason     = "dns_error",
	permanence = "temporary",
	yes        = {
		"450 4.4.3 Host or domain name not found. Name service error for name=example.org "
			.. "type=MX: Host not found, try again",
		"Host or domain name not found. Name service error for name=example.org type=MX: "
			.. "Malformed or unexpected name server reply",
	},
	no         = { "550 5.4.4 Host or domain name not found" },
}

rule "domain_no_such_name" {
	doc     = "The DNS's \"no such name\"; a mail server can mean a person's.",
	matches = {
		[[\b(?:dns|domain|host|hosts|mx|lookup|resol\w+|name ?server|query)\b.{0,60}\bno such name]],
		[[\bno such name.{0,40}\b(?:dns|domain|host|mx|name ?server)\b]],
	},
	unless  = { { says = not_recipient }, of_sender },
	reason  = "domain_unknown",
	yes     = { "DNS lookup of example.org: no such name" },
	no      = { "550 no such name here" },
}

rule "domain_unknown_nxdomain" {
	doc        = "NXDOMAIN is the DNS's own word, whatever status stands over it.",
	says       = {
		"nxdomain", "query* enotfound", "domain name not found", "non-existent domain", "nonexistent domain",
		"non existent domain", "dns domain * does not exist",
		"domain does not exist in dns", "authoritative answer * not found",
		"authoritative * host not found", "the domain * does not exist",
	},
	unless     = { { says = not_recipient }, of_sender },
	reason     = "domain_unknown",
	permanence = "permanent",
	yes        = {
		"DNS lookup of example.org gave NXDOMAIN",
		"550 5.4.310 DNS domain example.org does not exist",
	},
	no         = { "450 4.1.8 <bob@example.com>: Sender address rejected: NXDOMAIN" },
}

rule "domain_unknown_host" {
	matches = {
		[[\bhost (?:"|<|')?[\w.-]+(?:"|>|')? (?:was |could |cannot |]]
			.. [[can't |is )?(?:be )?(?:not found|found|not be found|does not exist|]]
			.. [[doesn't exist|unknown|nonexistent|no longer exists|cannot be resolved|doesn't resolve|does not resolve|not registered)\b]],
		[[\bdomain (?:"|<|'|\()?[\w.-]+(?:"|>|'|\))? (?:is |was |could )?(?:not found|]]
			.. [[unknown|not be found|does not exist|doesn't exist|not exist|nonexistent|no longer exists|cannot be resolved|]]
			.. [[does not resolve|doesn't resolve|not registered|unroutable)\b]],
		[[\bname ?servers? [^;!]{0,80}\b(?:does not exist|doesn't exist|no such domain)\b]],
	},
	unless  = {
		{ says = not_recipient },
		{ says = { "you*" }, about = { "sender", "connection" } },
		of_sender,
	},
	reason  = "domain_unknown",
	yes     = { "DNS lookup failure: host mx.example.org not found" },
	no      = { "450 4.7.1 <mail>: Helo command rejected: host mail not found" },
}

rule "domain_unknown_of_recipient" {
	doc    = "Under a code of security only where the recipient is named.",
	status = "5.7.*",
	says   = {
		"recipient address rejected * domain not found", "recipient domain * not found",
		"recipient domain * unknown", "recipient domain * not exist",
		"recipient address rejected * domain * not exist",
		"recipient address rejected * unknown domain",
	},
	unless = { says = not_recipient },
	reason = "domain_unknown",
	yes    = { "550 5.7.1 <ann@example.org>: Recipient address rejected: Domain not found" },
	no     = { "550 5.7.1 Domain example.com not found" },
}

rule "domain_unknown_by_status" {
	doc    = "Words that fit our own domain too: only where the status speaks of the "
		.. "recipient's.",
	status = { "x.1.2", "x.4.4", "x.1.1", "x.4.310" },
	says   = {
		"invalid domain", "domain name error", "domain is suspended",
	},
	unless = { says = not_recipient },
	reason = "domain_unknown",
	yes    = { "550 5.4.4 Invalid domain" },
	no     = { "550 Invalid domain", "501 5.0.0 Invalid domain name" },
}

rule "domain_unknown" {
	says   = {
		"domain lookup failed", "no host called", "no host named", "knows no host", "dns record not found",
		"known to the dns", "known in the dns", "known in dns", "neither an mx nor", "neither mx nor", "neither an a nor", "neither a nor", "no mx and no a", "no mx nor a", "neither mail exchanger nor", "known to dns", "known to the domain name", "not in the dns",
		"absent from the dns", "dns records * could not be found",
		"destination computer was not found", "recipient domain must exist",
		"mail domain * is unknown", "domain mentioned in",
		"does not appear to be registered", "host unknown", "unknown host",
		"host not found", "no such host", "no such domain", "no such mail domain", "no such email domain", "no such recipient domain", "no such mail host",
		"host does not exist", "host doesn't exist", "mail host does not exist",
		"nonexistent host", "non-existent host", "non-existent hosts",
		"nonexistent hosts", "domain not found", "find the recipient domain",
		"find recipient domain", "find the domain", "unknown domain",
		"unknown mail domain", "unknown recipient domain", "domain does not exist",
		"illegal host/domain", "bad destination system", "bad destination host",
		"invalid dns name", "invalid destination domain", "invalid host name", "invalid recipient domain",
		"bad recipient domain", "domain has expired", "domain expired",
		"domain is expired", "domain is not registered", "domain not registered",
		"domain has been suspended", "domain not active", "domain not reachable",
		"nameserver query for host", "name server query for host",
		"host name is unknown", "hostname is unknown", "unknown host name",
		"unknown hostname", "invalid domain", "could not be found in dns",
		"could not be found in the dns", "found in domain name", "not found in dns", "not found in the dns",
		"mx record * could not be", "mx record * not found", "unrouteable address",
		"unroutable address", "unrouteable domain", "unroutable domain",
		"unrouteable mail domain", "unroutable mail domain", "unroutable", "unrouteable",
		"unable to route", "not routable", "no route to domain", "cannot route",
		"name or service not known", "name not known", "no address associated",
		"nodename nor servname", "no known mail", "no dns entr*",
		"couldn't find any host", "could not find any host", "cannot find any host",
		"couldn't find a mail server", "no mail host", "no mail hosts", "no mailhost*", "no hosts found",
		"no host found", "not resolve to any ip", "not resolve to any address", "not resolve to any host", "not resolve to any mx", "after the @ * does not exist", "after the @ * is unknown", "after the @ * is not known", "after the @ * not found", "no a record", "no dns a",
		"no dns record*", "has no a or mx", "no mx or a", "no a or mx", "no mx/a", "no a/mx",
		"has no dns", "no ipv4", "no address record*",
		"mx record* point* to non-existent", "bad host name", "domain owner has changed",
		"unknown recipient host", "unknown mail host", "keinen mx*", "kein mx*", "pas de mx", "ne peut être résolu", "domaine * inconnu",
		"domaine * n'existe pas", "domaine * introuvable", "hôte inconnu",
		"hôte introuvable", "nom de domaine * n'existe", "domain * unbekannt",
		"unbekannter host", "host unbekannt", "domain * existiert nicht",
		"domäne * existiert nicht", "domäne * nicht gefunden", "domain * nicht gefunden",
		"dominio * no existe", "host desconocido", "servidor desconocido",
		"domínio * não existe", "host desconhecido", "dominio * non esiste",
		"host sconosciuto", "domein * bestaat niet", "onbekende host",
		"domena * nie istnieje", "nieznany host", "домен * не найден",
		"домен * не существует", "хост не найден", "неизвестный хост", "ホストが見つかりません",
		"ホスト不明", "不明なホスト", "主机不存在", "找不到主机", "未知主机", "網域不存在", "找不到網域", "網域名稱",
	},
	unless = {
		{ says = not_recipient },
		{
			says = {
				"user unknown", "unknown user", "no such user", "authenticat*",
				"cannot find your", "file not found", "mail not found",
				"virtual host", "local part", "domain part", "mailbox not found", "user not found",
				"user * not found in", "invalid domain user", "unknown virtual",
				"whitelist", "blacklist*", "timeout", "timed out", "temporar*",
				"signature*", "loop", "loops", "looping", "no route to host",
			},
		},
		-- A host of ours has a number.
		{ matches = [=[\b(?:unknown host|host unknown)[:\s]+[\[(]?\d+\.\d+\.\d+\.\d+]=] },
		{
			says  = { "you*", "originat*", "key", "greeted" },
			about = { "sender", "connection" },
		},
		of_sender,
		{ command = { "CONNECT", "HELO", "EHLO", "MAIL" } },
		{ about = "sender absent" },
	},
	reason = "domain_unknown",
	yes    = {
		"550 5.1.2 <ann@example.org>... Host unknown",
		"550 5.4.4 There is no such domain: example.org",
		"Unrouteable address: ann@example.org",
		"550 Die Domain example.org existiert nicht",
	},
	no     = {
		"553 5.1.8 Domain of sender bob@example.com was not found",
		"450 4.7.1 <mail>: Helo command rejected: Host not found",
	},
}
