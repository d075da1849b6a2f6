-- SPDX-License-Identifier: MIT
-- What mail servers write themselves: Postfix, Exim, Sendmail, qmail, OpenSMTPD, DragonFly, Domino,
-- IMail and others. These words stand for one thing, in whatever order the rest comes.

rule "qmail_name_rejected" {
	doc    = "qmail-remote: the name in HELO was refused, or the envelope sender.",
	says   = { "but my name was rejected" },
	reason = "sending_host_rejected",
	yes    = {
		"Connected to 192.0.2.9 but my name was rejected. Remote host said: 501 Invalid "
			.. "domain name",
	},
	no     = { "Connected to 192.0.2.9 but sender was rejected." },
}

rule "no_recipient_530" {
	doc    = "OpenSMTPD refuses recipients with the code that others have for who is not logged in.",
	reply  = 530,
	says   = { "invalid recipient:" },
	reason = "mailbox_unknown",
	yes    = { "530 5.5.1 Invalid recipient: <ann@example.org>" },
	no     = { "530 5.7.0 Authentication is required of you" },
}

rule "sysexits_no_user" {
	doc    = "The exit codes of programs that deliver, by their names in sysexits.h.",
	says   = { "ex_nouser" },
	reason = "mailbox_unknown",
	yes    = { "local mailer (/usr/sbin/deliver) exited with EX_NOUSER" },
	no     = { "local mailer (/usr/sbin/deliver) exited with EX_TEMPFAIL" },
}

rule "sysexits_no_user_number" {
	doc     = "The same by its number.",
	matches = {
		[[\bstatus[ :=(]{1,2}67\b(?![.:/%]\d)]],
		[[\bexit code[ :=(]{1,2}67\b(?![.:/%]\d)]],
		[[\breturned[ :=(]{1,2}67\b(?![.:/%]\d)]],
	},
	reason  = "mailbox_unknown",
	yes     = { [[Command died with status 67: "/usr/lib/deliver"]] },
	no      = { [[Command died with status 75: "/usr/lib/deliver"]] },
}

rule "sysexits_no_host" {
	says   = { "ex_nohost" },
	reason = "domain_unknown",
	yes    = { "exited with EX_NOHOST" },
	no     = { "exited with EX_NOUSER" },
}

rule "exim_forbidden" {
	doc    = "Exim: a forward file or an alias may not do what it asks for.",
	says   = {
		"delivery to file forbidden", "delivery to pipe forbidden", "is not permitted as a pipe",
		"not found in the listing of pipe", "delivery to directory forbidden",
	},
	reason = "system_error",
	yes    = { "delivery to pipe forbidden" },
	no     = { "550 5.7.1 delivery forbidden" },
}

rule "mbox_too_big" {
	doc    = "Postfix: the file of a mailbox has reached the size that it may have.",
	says   = { "cannot update mailbox * file too large", "cannot append message * file too large" },
	reason = "mailbox_full",
	yes    = {
		"cannot update mailbox /var/mail/ann for user ann. error writing message: File too large",
	},
	no     = { "552 5.3.4 File too large" },
}

rule "postfix_alias_database" {
	says   = { "bad address syntax or alias database unavailable" },
	reason = "system_error",
	yes    = { "bad address syntax or alias database unavailable" },
	no     = { "501 5.1.3 bad address syntax" },
}

rule "refused_to_talk" {
	doc     = "Postfix: a greeting that tells only that it is no good time.",
	matches = [[refused to talk to me: 4\d\d .{0,80}\b(?:busy|overload\w*|load|maintenance|shutting down)\b]],
	reason  = "system_error",
	yes     = { "host mx.example.org[192.0.2.1] refused to talk to me: 421 Too busy" },
	no      = { "host mx.example.org[192.0.2.1] refused to talk to me: 421 rate limit" },
}

rule "qmail_directory" {
	doc    = "qmail-ldap: its own directory does not answer.",
	says   = {
		"homedir creator", "homedir creation", "automatic homedir", "in ldap attribute",
		"ldap attribute is not", "search on ldap", "too many results returned",
		"executing qmail-forward", "qmail-forward", "unable to contact ldap server", "unable to login into ldap server",
		"internal error in ldap_search", "not enough core",
	},
	reason = "system_error",
	yes    = { "Unable to contact LDAP server. (#4.4.3)" },
	no     = { "Sorry, no mailbox here by that name. (#5.1.1)" },
}

rule "qmail_domain" {
	says   = { "couldn't find any host named", "couldn't find any host by that name" },
	reason = "domain_unknown",
	yes    = { "Sorry, I couldn't find any host named example.org. (#5.1.2)" },
	no     = { "Sorry, I wasn't able to establish an SMTP connection to it" },
}

rule "qmail_dns" {
	says   = { "cname lookup failed temporarily" },
	reason = "dns_error",
	yes    = { "CNAME lookup failed temporarily. (#4.4.3)" },
	no     = { "Sorry, I couldn't find any host named example.org. (#5.1.2)" },
}

rule "qmail_no_connection" {
	says   = { "wasn't able to establish an smtp connection" },
	reason = "network_error",
	yes    = {
		"Sorry, I wasn't able to establish an SMTP connection. (#4.4.1) I'm not going to "
			.. "try again; it has been in the queue too long.",
	},
	no     = { "Sorry, no mailbox here by that name. (#5.1.1)" },
}

rule "opensmtpd_envelope" {
	says   = {
		"no mx found for destination", "no mx found for domain",
		"could not retrieve source address", "mx loop or self",
	},
	reason = "dns_error",
	yes    = { "No MX found for destination" },
	no     = { "550 5.1.1 no such user" },
}

rule "opensmtpd_rejects_all" {
	doc        = "OpenSMTPD, where no server of the domain opened a session; it may be for us only.",
	says       = "destination seem to reject all mails",
	reason     = "domain_no_mail",
	permanence = "temporary",
	confidence = 0.7,
	yes        = { "ann@example.org: Destination seem to reject all mails" },
	no         = { "ann@example.org: Destination rejected the mail" },
}

rule "qmail_denied_recipient" {
	doc        = "A list of recipients whom qmail does not take, as with badrcptto.",
	says       = "envelope recipient has been denied",
	reason     = "mailbox_unknown",
	confidence = 0.7,
	yes        = { "550 sorry, your envelope recipient has been denied (#5.7.1)" },
	no         = { "550 sorry, your envelope sender has been denied (#5.7.1)" },
}

rule "wrong_or_gone" {
	doc        = "Either of two, and both are the address's fault.",
	says       = "wrong or no longer valid",
	reason     = "mailbox_unknown",
	yes        = { "550 This email address is wrong or no longer valid" },
	no         = { "550 This email address is no longer valid" },
}

rule "sendmail_mx_loop" {
	says   = {
		"mail loops back to me (mx problem?)", "mx list for * points back to",
		"lowest numbered mx record points to local host",
	},
	reason = "routing_loop",
	yes    = {
		"553 5.3.5 mx.example.org. config error: mail loops back to me (MX problem?)",
		"554 MX list for example.org points back to mx.example.org: local configuration "
			.. "error",
	},
	no     = { "553 5.3.5 system config error" },
}

rule "cpanel_blacklist" {
	doc    = "cPanel's Exim does not say which of the two.",
	says   = { "sending to/from an address that has been blacklisted" },
	reason = "policy_rejected",
	yes    = { "ann: you are sending to/from an address that has been blacklisted here" },
	no     = { "554 192.0.2.1 has been blacklisted" },
}

rule "cpanel_no_route" {
	doc        = "cPanel's Exim, where its look-up of the domain found nothing: the last router "
		.. "of all, and a list of what may be the cause.",
	says       = "account or domain may not exist * missing the proper dns entries",
	unless     = { says = { "sender verify failed", "verification failed for", "sender verification" } },
	reason     = "domain_unknown",
	confidence = 0.8,
	yes        = {
		"The mail server could not deliver mail to ann@example.org.  The account or domain "
			.. "may not exist, they may be blacklisted, or missing the proper dns entries.",
	},
	no         = { "The account or domain may not exist, or it may be blacklisted" },
}

rule "exim_recipient_verify" {
	status = { "5.*.*" },
	says   = { "recipient verify failed", "recipient callout", "recipient address * callout" },
	unless = { says = { "temporar*", "defer*", "timed out", "could not connect" } },
	reason = "mailbox_unknown",
	yes    = { "550 5.1.1 <ann@example.org> recipient callout gave no such mailbox" },
	no     = { "451 4.1.1 recipient callout timed out" },
}

rule "exim_all_mx_gone" {
	says   = {
		"all host address lookups failed permanently",
		"all relevant mx records point to non-existent hosts",
		"relevant mx records point to non-existent",
	},
	reason = "domain_unknown",
	yes    = {
		"all relevant MX records point to non-existent hosts or (invalidly) to IP "
			.. "addresses",
	},
	no     = { "lowest numbered MX record points to local host" },
}

rule "postfix_unverified" {
	doc        = "Postfix asked the recipient's server first, and it gave no answer.",
	says       = {
		"unverified address: address verification in progress",
		"recipient address rejected: unverified address", "address lookup failure",
	},
	unless     = {
		says = {
			"user unknown", "does not exist", "no such", "unknown user",
			"undeliverable address",
		},
	},
	reason     = "system_error",
	permanence = "temporary",
	yes        = {
		"450 4.1.1 <ann@example.org>: Recipient address rejected: unverified address: "
			.. "connect to mx.example.org: Connection timed out",
	},
	no         = {
		"550 5.1.1 <ann@example.org>: Recipient address rejected: undeliverable address: "
			.. "host mx.example.org said: 550 User unknown",
	},
}

rule "domino_unknown" {
	says   = {
		"répertorié dans l'annuaire", "encuentra en el directorio de domino",
		"aparece en el directorio", "elencato nella rubrica", "domino ディレクトリ", "domino directory *ません",
		"vermeld in * domino", "domino-verzeichnis * nicht", "listado no diretório",
		"not unique * multiple matches", "unable to find user *", "not listed in domino directory", "not listed in public name & address book",
		"not listed in * name & address book", "user * not listed in",
		"nicht im domino-verzeichnis*", "nicht im domino verzeichnis*",
		"figure pas dans l'annuaire", "trouve pas dans l'annuaire",
		"no aparece en el directorio", "no figura en el directorio",
		"non è elencato nella directory", "não listado no diretório", "não relacionado no diretório",
		"ディレクトリに登録されていません", "アドレス帳に登録されていません", "アドレス帳に見つかりません", "ディレクトリに見つかりません",
	},
	reason = "mailbox_unknown",
	yes    = {
		"User ann (ann@example.org) not listed in Domino Directory",
		"User ann not listed in public Name & Address Book",
		"Benutzer ann (ann@example.org) nicht im Domino-Verzeichnis aufgelistet",
	},
	no     = { "550 5.7.1 not in your address book" },
}

rule "domino_loop" {
	doc     = "Domino folds in the middle of a word.",
	matches = [[\bma\s?ximum\s+ho\s?p\s+count]],
	reason  = "routing_loop",
	yes     = {
		"Error transferring to mx.example.org; Ma ximum hop count exceeded. The message is "
			.. "probably in a routing loop",
	},
	no      = { "Error transferring to mx.example.org; connection refused" },
}

rule "domino_access" {
	says   = {
		"file does not exist * mail\\", "error transferring to * mail.box",
		"no route found to domain", "router: failed to connect", "router: unable to",
	},
	unless = { says = { "hop count", "user unknown", "not listed" } },
	reason = "system_error",
	yes    = { "Router: Unable to open mailbox file mail/ann.nsf" },
	no     = { "User ann not listed in Domino Directory" },
}

rule "imail_user" {
	says   = { "invalid final delivery user*" },
	reason = "mailbox_unknown",
	yes    = { "Invalid final delivery userid: ann@example.org" },
	no     = { "Delivery failed 20 attempts: ann@example.org" },
}

rule "imail_attempts" {
	matches = [[\bdelivery failed \d+ attempts]],
	reason  = "expired",
	yes     = { "Delivery failed 20 attempts: ann@example.org" },
	no      = { "Delivery failed: ann@example.org unknown user" },
}

rule "gateway_routing" {
	says   = { "could not find a gateway for" },
	reason = "network_error",
	yes    = { "Routing: Could not find a gateway for ann@example.org" },
	no     = { "550 5.1.2 unknown host" },
}

rule "pipe_command" {
	doc     = "Sendmail and others: a program or filter of the recipient's failed, which is no "
		.. "proof of a dead address.",
	matches = [["\|[^"]*"(?:\.\.\.)?\s+service unavailable]],
	reason  = "system_error",
	yes     = { [[554 "|/usr/bin/filter ann"... Service unavailable]] },
	no      = { "554 5.7.1 Service unavailable; blocked" },
}

rule "junk_error" {
	says   = {
		"mail not delivered because the recipient's filter", "aliased to a non-existent",
		"expanded to zero addresses",
	},
	reason = "system_error",
	yes    = { "ann@example.org is aliased to a non-existent file" },
	no     = { "550 5.1.1 no such alias" },
}

rule "hmail_relay" {
	doc     = "hMailServer, where a rule of its own forbids to send from outside to outside.",
	matches = [[(?:^|said: )\W*(?:550[ -])?delivery is not allowed to this address\W*(?:$|\(in reply)]],
	reason  = "relay_denied",
	yes     = { "550 Delivery is not allowed to this address." },
	no      = { "550 Delivery is not allowed to this address: members only" },
}

rule "domino_full" {
	says   = { "mail database has exceeded * size", "mail database * exceeded * quota" },
	reason = "mailbox_full",
	yes    = { "User's mail database has exceeded its maximum size. Unable to deliver mail." },
	no     = { "The mail database of the server is corrupt" },
}

rule "haraka_karma" {
	doc    = "Haraka's score of a connection: what the host did before.",
	says   = { "bad karma", "karma score", "karma: *" },
	reason = "reputation_block",
	yes    = { "550 very bad karma score: -8" },
	no     = { "550 very bad score" },
}

rule "dovecot_sieve_rejected" {
	doc    = "A filter of the recipient's own (Sieve reject, RFC 5429).",
	says   = { "your message to * was automatically rejected" },
	unless = { says = { "quota exceeded", "mailbox is full", "mailbox for user is full" } },
	reason = "recipient_restricted",
	yes    = { "Your message to <ann@example.org> was automatically rejected: no thanks" },
	no     = { "550 Your message was rejected" },
}
