-- SPDX-License-Identifier: MIT
-- mailbox_unknown and address_invalid: does the recipient exist? What leads to a suppression speaks
-- of a recipient, and of nothing else.

-- Commands before the recipient was named: whatever is wrong there is wrong with us.
local at_greeting = { "CONNECT", "HELO", "EHLO", "MAIL" }

-- Codes that speak of something else; 5.4.1 is not among them, since Exchange gives it to an address.
local of_another = {
	"x.1.6", "x.1.7", "x.1.8", "x.2.2", "4.4.*", "x.4.0", "x.4.2", "x.4.3", "x.4.4", "x.4.5", "x.4.6",
	"x.4.7", "x.7.2",
}

-- The account that we log in with.
local at_login = { reply = { 530, 534, 535, 538 } }

-- What the recipient has, and not the recipient.
local of_thing_absent = {
	says  = {
		"of *", "for the", "for this", "for that", "for user", "for recipient", "to the", "to this",
		"with the", "in the",
	},
	about = "thing absent",
}

-- "May not exist", "if it does not exist".
local in_doubt = { about = "recipient doubted" }

-- What the sentence says of the one who sends, whatever its words.
local of_sender = {
	says = { "you*", "sender*", "sends", "to send", "sending", "sent", "originat*", "author", "submit*", "callback", "called back", "call back", "from address", "reply address", "log in" },
	about = "sender absent",
}

-- Words with which "unknown" or "does not exist" is about somebody else.
local not_recipient = {
	"your company", "your firm", "your organi*", "you work for", "members of the *", "sender address", "sender domain", "sender verify", "sender verification",
	"sender rejected", "return path", "return-path", "return address", "envelope sender",
	"mail from:", "domain of sender", "helo command", "client host rejected",
	"host name lookup", "reverse dns", "relay not permitted", "relaying denied",
	"relay access denied", "relay denied", "authentication required", "blocked using",
	"unknown command", "command unknown", "sender mailbox", "sender account", "sender's account",
	"callback to the sender", "of mail from", "from line", "from field", "from address", "from: header", "your address was", "your mailbox does",
	"your mailbox is", "wrong password", "allow list", "allowlist", "you may write to",
	"you may send to", "many nonexistent", "many non-existent", "user unknown rate",
	"unknown user rate", "unknown user host", "user unknown errors", "recipients ratio", "unknown recipients from", "more than * unknown",
	"number of unknown", "number of invalid", "can't check", "cannot check", "could not check",
	"users ratio", "neither", "of your mails", "of your messages", "login invalid", "invalid login", "login failed", "login incorrect", "sender:", "originator:", "for authentication",
	table.unpack(sender_words),
}

rule "address_invalid" {
	says   = {
		"angle-brackets nested", "unbalanced '", "unbalanced \"", "unbalanced <", "unbalanced >", "user address required", "missing recipient hostname", "source-routed address", "unqualified address",
		"malformed rcpt", "invalid domain part", "format of the * address", "reserved by rfc 2606", "address * contains a space", "address * contains a blank",
		"syntax in the recipient*", "syntax in the address", "syntax of the recipient*",
		"illegal character* in address", "illegal character* in the local", "illegal character* in recipient",
		"address contains illegal", "address contains invalid",
		"illegal characters in the address", "invalid character* in address",
		"invalid character* in recipient", "invalid character* in local",
		"invalid character* in the address", "missing domain in address",
		"missing domain in recipient", "no domain in address", "no domain in recipient",
		"recipient * missing domain", "valid rfc-5321 address", "not a valid rfc-5321",
		"address syntax", "recipient syntax", "mailbox syntax", "syntax error in address",
		"syntax error in recipient", "syntax error in mailbox", "syntax error * address",
		"syntax in rcpt", "syntax error in rcpt", "syntax of address",
		"invalid address format", "invalid address syntax", "invalid email format",
		"invalid recipient format", "invalid format * address", "malformed address",
		"malformed recipient", "malformed email", "address * malformed",
		"illegal address", "not a valid rfc", "rfc-5321 address", "rfc 5321 address",
		"rfc 821 address", "rfc5321 address", "poorly formed address",
		"badly formed address", "badly formatted address", "unparseable address",
		"unparsable address", "cannot parse address", "could not parse address",
		"local part too long", "local-part too long", "local part is too long",
		"address too long", "address is too long", "must contain a domain",
		"fully qualified address", "fully-qualified address", "ambiguous address",
		"address type is", "ambiguous recipient", "address ambiguous", "address is ambiguous",
		"user ambiguous", "ambiguous user", "numeric domain", "invalid domain literal",
		"mailbox name not allowed", "mailbox name is not allowed", "mailbox name invalid",
		"invalid mailbox name", "mailbox name syntax", "colon required",
		"address does not conform", "rfc 822 address", "incorrectly formatted address",
		"address format", "syntaxe * adresse", "adresse mal formée", "format d'adresse",
		"adresse invalide", "format de l'adresse", "adressformat", "syntax der adresse",
		"syntaxfehler in der adresse", "formato de dirección", "formato de la dirección",
		"sintaxis * dirección", "dirección mal formada", "dirección no válida",
		"dirección inválida", "formato de endereço", "sintaxe * endereço",
		"endereço mal formado", "formato dell'indirizzo", "sintassi * indirizzo",
		"indirizzo malformato", "adresnotatie", "ongeldige adresopmaak",
		"błędny format adresu", "nieprawidłowy format adresu", "składnia adresu",
		"неправильный формат адреса", "неверный формат адреса", "синтаксис адреса",
		"некорректный адрес", "アドレスの形式", "アドレス形式", "不正なアドレス", "地址格式", "地址不合法",
	},
	unless = {
		{
			says = {
				"empty email address",
				"sender", "mail from", "from:", "from header", "from address",
				"helo", "ehlo", "return path", "return-path", "reply-to", "header",
				"headers", "subject", "message-id", "smtp command", "client", "dns",
				"your address", "unknown command", "bad command*",
				"invalid command*", "command line", "content", "spf",
			},
		},
		{ says = sender_words },
		{ status = "x.5.1" },
	},
	reason = "address_invalid",
	yes    = {
		"501 5.1.3 Syntax error in the recipient address",
		"553 5.1.3 <ann@@example.org> malformed address",
		"553 Mailbox name is not allowed",
	},
	no     = { "501 5.1.7 Bad sender address syntax", "501 Syntax error in parameters" },
}

rule "address_invalid_form" {
	doc     = "What is said of the form of an address, and of nobody else's.",
	says    = {
		"malformed", "syntax", "syntactic*", "invalid format", "valid format", "bad format", "wrong format", "badly formed",
		"ill-formed", "ill formed", "badly formatted", "invalid character*", "illegal character*",
		"forbidden character*", "bad character*", "not rfc*", "rfc compliant", "rfc-compliant", "domain part", "lacks a domain", "without a domain",
		"no domain", "missing domain", "lacks an @", "missing @", "two @", "is too long", "address too long", "part too long", "name too long", "contains a space",
		"contains a blank", "contains spaces", "contains blanks", "fully qualified", "fully-qualified", "unqualified",
		"double dot*", "consecutive dots", "two dots", "dots in a row", "trailing dot", "leading dot", "contains characters", "no e-mail address",
		"no email address", "ungültiges format", "ungültige zeichen", "unzulässige zeichen",
		"klammeraffe", "format invalide", "caractères", "formato no válido", "caratteri",
		"formato non valido", "formato inválido", "ongeldige tekens", "niedozwolone znaki", "недопустимые символы",
		"格式错误", "格式不正确", "形式が正しく",
	},
	about   = "recipient",
	matches = {
		[[address]], [[recipient]], [[mailbox]], [[local[- ]?part]], [[adress]], [[empf(?:ä|ae)nger]], [[destinat]],
		[[direcci]], [[indirizzo]], [[endere]], [[adres]], [[ontvanger]],
		[[@\S+ contains]], [[@\S+ has ]], [[@\S+ lacks]], [[@\S+ must]], [[@\S+ is malformed]], [[@\S+ is badly]],
		[[@\S+ is syntactically]], [[@\S+ is not ]], [[@\S+ is ill]], [[@\S+ is too]], [[@\S+ is unqualified]],
	},
	unless  = {
		{ says = "no e-mail address", about = "recipient absent" },
		{
			says = {
				"bad command", "unknown command", "command syntax", "helo", "ehlo", "dns", "parameter*", "password",
				"queue", "quota", "domain part * not", "domain part * resolve*", "no domain name*", "no domain called",
				"too long to",
			},
		},
		{ says = sender_words },
		{ about = { "sender", "sender absent", "message", "connection", "system", "policy", "later", "recipient gone", "recipient chooses" } },
		{ command = at_greeting },
		{ status = { "4.*.*", "x.1.1", "x.1.2", "x.1.6", "x.1.7", "x.1.8", "x.2.*", "x.3.*", "x.4.*", "x.5.*", "x.6.*", "x.7.*" } },
		{ reply = { 500, 502, 503, 504 } },
		{ reply = "4xx" },
	},
	reason  = "address_invalid",
	yes     = {
		"553 5.1.3 The address is syntactically incorrect",
		"550 <ann@example.org>: the local part contains invalid characters",
		"501 5.1.3 The recipient has no domain part",
	},
	no      = {
		"550 The address of the sender has an invalid format",
		"550 Subject too long for this recipient",
		"500 5.5.2 Error: bad syntax",
		"550 Bad syntax",
		"550 5.1.1 This mailbox has been idle for too long",
	},
}

rule "mailbox_unknown" {
	says   = {
		"not in local directory", "not have a final email delivery point",
		"not have an email", "no matches to nameserver query", "no match was found for",
		"address * is not in use", "does not work here", "left the company",
		"was never activated", "not host such a mailbox", "not set up here",
		"no mail drop", "user is gone", "been purged", "removed this mailbox",
		"removed this account", "no person of that name", "recipient you gave is not",
		"email id not found", "mail id does not exist", "wrong mail id",
		"email id you entered", "no one with this name", "no record of this recipient",
		"no record of this user", "no record of this address",
		"no record of that recipient", "anyone called", "anybody called",
		"one of our users", "one of our recipients", "not registered here",
		"marked as invalid", "can't accept user", "mailbox not present",
		"address not present", "dicha persona", "recipient not ok", "badrcptto",
		"badrecipientto", "validrcptto", "no one at this address", "anyone by that name",
		"missing home directory", "email name is not found", "nonexistentmailbox", "unknown to this mail server", "unknown to this server", "unknown to this system", "mail id is incorrect", "mail id is invalid", "email id is incorrect", "email id is invalid", "no one * is called", "no one here by", "nobody * is called", "user=* does not exist", "have anyone by",
		"not a registered mail*", "is not recognized as a valid", "mailbox of that name",
		"there is no such", "mail address does not exist", "did not exactly match",
		"unknown or illegal", "no mailbox here", "user not exist", "user not exists",
		"user unknown", "userunknown", "user_unknown", "unknown user",
		"unknown local part", "unknown local-part", "unknown local", "unknown virtual",
		"unknown recipient", "unknown recipients", "unknown mailbox", "unknown address",
		"unknown email", "unknown in this domain", "is unknown at", "unknown at this",
		"unknown here", "no such user", "no such account", "no such local",
		"no such email", "no such mailuser", "no such name", "no such id",
		"no such mail drop", "no such entry", "no such domain user", "nosuchuser",
		"no user here", "no matches found", "no entry found", "no valid recipient",
		"no valid recipients", "no ad entry", "no entry in * directory", "no entry in ldap", "not on this system", "is not an address", "no mapping found for",
		"not have an account", "no longer has", "no longer has an account",
		"no longer a valid", "no longer a user", "no longer a customer",
		"invalid recipient", "invalid mailbox", "invalid user", "invalid local",
		"invalid to", "invalid email", "invalid address", "invalid destination",
		"bad recipient*", "bad address", "wrong email", "nonexistent", "non-existent",
		"non existent", "non-existing", "nonexisting", "non existing", "inexistent",
		"user not found", "recipient not found", "mailbox not found", "account not found",
		"address not found", "address was not found", "email address not found",
		"e-mail address not found", "not found in directory", "rejected: not found in * directory", "recipient * not found in * directory", "user * not found in * directory", "address * not found in * directory", "not found in ldap",
		"not found in the directory", "was not found at", "entry not found",
		"user does not exist", "recipient does not exist", "mailbox does not exist",
		"account does not exist", "address does not exist", "email does not exist",
		"local part does not exist", "does not exist here", "does not exist on this",
		"do not exist here", "not exist here", "not exist on this", "this user does not",
		"does not exist at", "not a valid email", "not a local user", "not our customer",
		"not our user", "not a member here", "isn't a valid", "not recognised here",
		"not known here", "not known at this", "not listed in * directory",
		"not listed in public", "not listed in domino", "not in directory", "not in active directory", "not in azure*",
		"not in our directory", "find * in the global address list", "not in the global address list", "not found in the global address list", "user lookup returned no *", "recipient lookup returned no *", "*@* lookup returned no *", "not in the directory", "user not local", "non-local user", "subtype noemail", "bouncesubtype noemail",
		"not local user", "not our local", "user uknown", "user id not",
		"cannot be delivered to this user", "recipient verify failed",
		"recipient verification failed", "undeliverable address", "address undeliverable",
		"undeliverable recipient", "address is undeliverable",
		"address rejected as undeliverable", "unrouteable mail",
		"mailbox unavailable: user", "all recipients were rejected", "unrecognized-orname", "dead address",
		"dead mailbox", "recipient does not have a mailbox", "recipient does not have a * mailbox", "recipient does not have an * account", "recipient does not have an account", "recipient does not have a * account", "please check the recipient",
		"check the recipient", "please check all recipients", "recipient failed verification", "check the e-mail address", "check the email address",
	},
	unless = {
		{ says = not_recipient },
		of_sender,
		{ says = { "nonexistent", "non-existent", "non existent", "nonexisting", "non-existing", "inexistent" }, about = "domain absent" },
		{
			says  = { "not known here", "not known at this", "not recognised here" },
			about = { "message", "connection", "system", "policy", "sender" },
		},
		of_thing_absent,
		in_doubt,
		{ command = at_greeting },
		at_login,
		{ status = of_another },
		{ says = { "is not an address", "invalid address", "bad address", "wrong email", "invalid email" }, status = "x.1.3" }, { says = "no valid recipients", status = { "x.5.0", "x.5.1" } }, { says = "no valid recipients", reply = 503 },
		{
			says = {
				"reply-to", "nonexistent command", "nonexistent file",
				"authentication failed", "no such file", "no such command",
				"no such host", "no such domain", "no such mail domain", "no such email domain", "no such recipient domain", "no such destination", "no such mail host", "no such service",
				"no such name * domain", "no such device", "unknown user agent",
				"unknown local error", "unknown address family",
				"unknown address error", "unknown recipient domain",
				"no user agent", "no user action", "no such object",
				"unknown address type", "invalid address type", "no known dns",
				"spam score", "does not exist in dns", "no valid mx",
				"invalid recipient domain", "no such operation", "header to:",
				"no recipients specified", "invalid address syntax",
				"bad address syntax", "malformed", "not registered for",
				"domain * not registered", "no mailbox available for domain",
				"no account at this time", "no such process",
				"invalid email format", "is not known to be", "host unknown",
				"domain not found", "no valid recipient yet", "sender list",
				"approved sender*", "allowed sender*", "whitelist",
				"list of members", "to: header", "to header", "in the header",
				"address in mail",
			},
		},
	},
	reason = "mailbox_unknown",
	yes    = {
		"550 <ann@example.org>: Recipient address rejected: User unknown in the table",
		"550 There is no such person at this address: no such recipient",
	},
	no     = {
		"554 5.7.1 <bob@example.com>: Sender address rejected: User unknown in the table",
		"500 5.5.1 Command unknown",
		"552 5.2.2 mailbox is full",
		"554 5.3.5 unknown mailer error 2",
	},
}

-- A word for the recipient, at most a few words more such as the address, and that it is not there.
local whose = [[(?:s|name|'s)?\b(?: (?:name|address|account|id|specified|given|in question]]
	.. [[|with that name|by that name|to which you sent]]
	.. [[|(?:that |which )?you (?:have )?(?:specified|entered|given|used|supplied|typed|wrote to]]
	.. [[|(?:tried|are trying) to (?:reach|contact))))*]]
local address = [=[[\s:]*(?:[<"'\[(]?[^\s@<>]+@[^\s@]+\s*|[<"'(][^\s<>"']+[>"')]+[:,.]?\s*]=]
	.. [[|(?!\d+\.\d|server|domain|host|system|provider|mx\b|database|director|list|table|lookup)[\w.+-]+\s+]]
	.. [[(?=is|was|does|could|not|cannot|has|do)){0,2}(?: -|:)?\s*]]
local missing = [[(?:(?:does|do|did)(?: not|n't) (?:currently |appear to |seem to )?exist]]
	.. [[|not exists?\b|no longer exists?|unavailable: user not found]]
	.. [[|(?:is |was |could |can)?not (?:be )?found|(?:was|is|could|can)n't (?:be )?found]]
	.. [[|(?:is |are |was |were )?(?:unknown|undefined|nonexistent|non-existent|not known]]
	.. [[|unrecogni[sz]ed|not recogni[sz]ed)\b]]
	.. [[|(?:is|was|are|were)n't (?:known|recogni[sz]ed|listed|local|here|valid)\b]]
	.. [[|is not (?:a )?(?:valid|local|here))]]
	.. [[(?![\w.+=-]*@)]] -- the start of an address says nothing

local function absent(word)
	return [[\b]] .. word .. whose .. address .. missing
end

rule "mailbox_absent" {
	matches = {
		absent "user",
		absent "mailbox",
		absent "account",
		absent "address",
		absent "recipient",
		absent "alias",
		absent "addressee",
		absent "inbox",
		absent "customer",
		absent "subscriber",
		absent "person",
		absent "receiver",
		absent "member",
		absent "username",
		absent "userid",
		[[(?:not|n't) know (?:of )?(?:any |such |that |this |an? )+(?:person|user|recipient|address|mailbox|account|name)\b]],
		[[\bno ?one (?:here |there )?(?:who )?(?:goes by|by that|of that|with that|called|named)\b]],
		[[\bnobody (?:here |there )?(?:who )?(?:goes by|by that|of that|with that|called|named)\b]],
		[[(?:^|said: )(?:5\d\d[ -])?(?:5\.1\.1 )?unknown: \S+(?:$| \(in reply)]],
		[[(?:^|said: )(?:55[03][ -])(?:5\.1\.1 )?not here\W*(?:$|\(in reply)]],
		[[\b(?:recipient|user|address|person|name)[^.;!]{0,40} has no (?:valid )?(?:mail ?drop|mail ?box|box|account)\b]],
		[[\bno such (?:[\w-]+ ){0,2}(?:box|user|mailbox|recipient|address|account|person|alias|customer]]
			.. [[|subscriber|member|login|addressee|employee|student|name (?:here|in|at|on|with))\b]],
		[[\bnot (?:an? )?deliverable (?:address|mailbox|recipient)\b]],
		[[\b(?:address|recipient|mailbox|user|name) (?:is |was )?unlisted\b]],
		[[\bunlisted (?:address|recipient|mailbox|user|name)\b]],
		[[\blocal[ -]part (?:is |was )?unknown\b]],
		[[\b(?:does|do|did)(?: not|n't) (?:currently )?have (?:an?|any|the|such) (?:[\w.@-]+ ){0,3}]]
			.. [[(?:accounts?|mailbox(?:es)?|inbox|mail box|users?|alias)\b]],
	},
	unless  = {
		{ says = not_recipient },
		of_sender,
		{ command = at_greeting },
		at_login,
		{ status = of_another },
		{
			says = {
				"header to:", "to: header", "ip address", "host address",
				"address lookup", "sender's address", "address family",
				"unknown address error", "user agent", "address type", "to the dns", "in the dns", "in dns",
			},
		},
		{ about = "system absent" },
		of_thing_absent,
		in_doubt,
		{ says = { "table of", "tables of", "database is down", "directory is down", "server is down", "server died" } },
		{ matches = { [[\bdomain (?:name )?[^ :]+ (?:does not|doesn't) exist\b]] } },
	},
	reason  = "mailbox_unknown",
	yes     = {
		"550 The account ann@example.org does not exist",
		"550-5.1.1 mailbox for ann could not be found, address <ann@example.org> not found",
		"550 5.1.1 recipient ann@example.org is unknown",
	},
	no      = {
		"553 The address 192.0.2.1 was not found in the DNS",
		"550 5.7.1 The address of the sender does not exist",
	},
}

-- "No mailbox here with that name", and "the mailbox is not registered with us".
local nouns = {
	"user", "mailbox", "box", "account", "recipient", "receiver", "addressee", "person", "customer",
	"subscriber", "member", "address", "alias", "inbox", "employee", "student",
}
local named = [[(?:e?s)?\b(?: [\w'<>@.-]+){0,3}? (?:here\b|there\b|called\b|named\b|matching\b]]
	.. [[|(?:with|by|of|under) (?:that|this|the given|such a) (?:user)?(?:name|address|id)\b]]
	.. [[|on this (?:system|server|host|machine)\b|(?:at|in) this (?:domain|site|system)\b)]]
local registered = [[(?: (?!is|was|are)[^\s:]+){0,3}[>"'):,]* (?:(?:is |was |are |were )?not|(?:is|was|are|were)n't)]]
	.. [[(?: (?:currently|yet|a|an|found|to be)){0,2} (?:(?:defined|registered|listed|configured]]
	.. [[|provisioned|present|recogni[sz]ed|hosted|served|local|on file|on record]]
	.. [[|on this (?:system|server|host|machine)|one of (?:our|ours)|among (?:our|the)|part of our]]
	.. [[|(?:with)?in (?:our|the|this|its|any) (?:[\w:-]+ ){0,3}(?:director(?:y|ies)|database|lists?]]
	.. [[|tables?|address book|records?|post ?office|domain|organi[sz]ation|system|company))\b)]]
	.. [[(?! for (?!(?:this|that|the given|any) )(?:[\w-]+ )?(?:[sm]ms|fax\w*|text\w*|roaming|data|service\w*|voice\w*|push)\b)]]

local function not_listed()
	local list = {}
	for i = 1, #nouns do
		list[#list + 1] = [[\bno (?:[\w-]+ ){0,2}]] .. nouns[i] .. named
		list[#list + 1] = [[\b]] .. nouns[i] .. registered
	end
	return list
end

rule "mailbox_not_listed" {
	matches = not_listed(),
	unless  = {
		{ says = not_recipient },
		of_sender,
		{ command = at_greeting },
		{ about = "system absent" },
		of_thing_absent,
		in_doubt,
		at_login,
		{ status = { "x.1.6", "x.1.7", "x.1.8", "x.2.2", "x.4.*", "x.7.*" } },
		{
			says = {
				"sender", "header", "from address", "ip address", "dns", "temporar*",
				"whitelist", "allow", "allowed", "permitted", "domain is not",
				"or * unreachable", "or * not reachable", "or * switched off",
				"host unknown", "members of", "list of members",
			},
		},
	},
	reason  = "mailbox_unknown",
	yes     = {
		"550 No account here with that name.",
		"User ann@example.org is not defined in the post office.",
		"550 that address is not among our customers",
		"550 There is at present no employee of ours by that name",
	},
	no      = {
		"550 5.7.1 no user here may write to this list",
		"554 The sender is not listed in our directory of members",
		"550 The subscriber is not provisioned for MMS",
	},
}

-- The address itself, and that it is not there.
local function gone(predicates)
	local list = {}
	for i = 1, #predicates do
		list[i] = [=[(?:^|[\s<("'\[])[^\s@<>"']+@[^\s@<>"']+[>)"'\]]*[:,.\s]*]=] .. predicates[i]
	end
	return list
end

-- Nothing else than a recipient may be what is unknown.
local unknown_alone = [[unknown\b(?! (?!(?:user|recipient|address|addressee|mailbox|account|alias|name]]
	.. [[|person|customer|subscriber|local|to|here|at|in|on|by|for|or|and|with)\b)[a-z])]]

rule "address_absent" {
	matches = gone {
		"does not exist", "doesn't exist", "no longer exists", "not found", "was not found",
		"is not found", "could not be found", "couldn't be found", "is unknown", unknown_alone,
		"not known", "is not known", "is an unknown", "is not a valid", "isn't a valid",
		"is not valid", "is invalid", "invalid address(?! in mail)", "is not an active address",
		"is not one of our", "isn't one of our",
		"is not local", "is not a local", "is not here", "undeliverable",
	},
	unless  = {
		{ says = not_recipient },
		of_sender,
		{ command = at_greeting },
		at_login,
		{ status = of_another },
		{
			says = {
				"sender", "from address", "temporar*", "host unknown",
				"unknown host", "domain",
			},
		},
	},
	reason  = "mailbox_unknown",
	yes     = {
		"550 <ann@example.org>: does not exist",
		"550 ann@example.org is not an active address at this host",
	},
	no      = {
		"550 5.1.8 <bob@example.com> does not exist",
		"550 5.1.2 <ann@example.org>... Host unknown",
	},
}

rule "nothing_but_absent" {
	doc        = "That something does not exist or is unknown, and not a word more.",
	matches    = {
		[[(?:^|said: )\W*(?:5\d\d[ -])?\s*(?:5\.\d\.\d+\s+)?do(?:es)? not exist\W*(?:$|]]
			.. [[\(in reply)]],
		[[(?:^|said: )\W*550[ -]\s*unknown\W*(?:$|\(in reply)]],
	},
	unless     = { command = { "CONNECT", "HELO", "EHLO", "MAIL", "EOD" } },
	reason     = "mailbox_unknown",
	confidence = 0.7,
	yes        = { "550 does not exist.", "550 Unknown" },
	no         = { "550 example.org does not exist", "550 unknown error", "554 unknown" },
}

rule "mailbox_unknown_access_denied" {
	doc        = "How servers with a list of recipients refuse all the others (Exchange Online "
		.. "with 5.4.1, Postfix with a table).",
	status     = { "5.*.*" },
	says       = {
		"recipient address rejected * access denied",
		"recipient addresses rejected * access denied",
	},
	reason     = "mailbox_unknown",
	confidence = 0.8,
	yes        = { "550 5.4.1 Recipient address rejected: Access denied. [mx.example.org]" },
	no         = { "554 5.7.1 <mail.example.com>: Client host rejected: Access denied" },
}
