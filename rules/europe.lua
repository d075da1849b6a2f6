-- SPDX-License-Identifier: MIT
-- Providers of Europe: GMX, WEB.DE and 1&1 (postmaster.gmx.net), T-Online, freenet; Orange, SFR,
-- Free and La Poste; Libero.

rule "gmx_sender_dns" {
	doc    = "GMX refuses the sender's domain with the words for a mailbox.",
	says   = {
		"invalid dns mx or a/aaaa resource record", "invalid dns mx or a * record", "c=bs",
		"c=ms",
	},
	reason = "sender_rejected",
	yes    = {
		"550-Requested action not taken: mailbox unavailable 550-invalid DNS MX or A/AAAA "
			.. "resource record",
	},
	no     = { "550 Action not taken: mailbox unavailable here" },
}

rule "gmx_host_dns" {
	says   = { "bad dns ptr resource record", "dns ptr resource record", "c=rdns" },
	reason = "sending_host_rejected",
	yes    = { "554-mx.example.net 554-No SMTP service 554-Bad DNS PTR resource record" },
	no     = { "554-No SMTP service 554-IP address is black listed" },
}

rule "gmx_blocked" {
	doc    = "The reason is the last word of the link: bl listed, ip, hi and hd for too much "
		.. "of the same.",
	says   = {
		"no smtp service * black listed", "error-messages?ip=*", "&c=bl", "&c=hi", "&c=hd",
		"&c=ip", "&c=re1", "&c=re2", "nemesis esmtp service not available",
	},
	unless = {
		says = {
			"invalid dns*", "resource record", "mailbox unavailable", "storage",
			"too many * connections", "connection limit", "try again later",
			"size limit",
		},
	},
	reason = "reputation_block",
	yes    = {
		"554-mx.example.net Nemesis ESMTP Service not available 554-No SMTP service 554-IP "
			.. "address is black listed",
	},
	no     = {
		"550 Requested action not taken: mailbox unavailable For explanation visit "
			.. "https://postmaster.gmx.net/en/error-messages?ip=192.0.2.1",
	},
}

rule "gmx_policy" {
	says   = { "reject due to policy restrictions" },
	unless = { says = { "mailbox unavailable", "blacklist*", "black list*", "blocklist*" } },
	reason = "policy_rejected",
	yes    = { "554-Transaction failed 554-Reject due to policy restrictions." },
	no     = { "554-Transaction failed" },
}

rule "gmx_policy_mailbox" {
	doc    = "The words for a mailbox before those for a policy.",
	says   = {
		"mailbox unavailable * reject due to policy restrictions",
		"mailbox unavailable * policy restrictions", "mailbox unavailable * dns",
	},
	reason = "policy_rejected",
	yes    = {
		"550-Requested action not taken: mailbox unavailable 550-Reject due to policy "
			.. "restrictions",
	},
	no     = { "550 Action not taken: mailbox unavailable here" },
}

rule "t_online_blocked" {
	doc    = "T-Online: (BL) listed, (NOWL) not known yet; they ask for a mail to tosa or "
		.. "tobr.",
	says   = {
		"tosa@rx.t-online.de", "tobr@rx.t-online.de", "fpr@rx.t-online.de",
		"a problem occurred. * (bl)", "(nowl)", "problem occurred. (ask your postmaster",
	},
	unless = { says = { "dialup*", "dynamic", "ptr", "reverse dns", "too many * connections" } },
	reason = "reputation_block",
	yes    = {
		"554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help.) (BL)",
		"554 IP=192.0.2.1 - None/bad (NOWL)",
	},
	no     = { "550 5.1.1 user unknown" },
}

rule "freenet_ptr" {
	says   = { "inconsistent or no dns ptr" },
	reason = "sending_host_rejected",
	yes    = { "550 inconsistent or no DNS PTR record for 192.0.2.1" },
	no     = { "550 unknown address" },
}

rule "freenet_spam" {
	says   = { "message considered as spam or virus" },
	reason = "spam_content",
	yes    = { "550-5.7.0 Message considered as spam or virus, rejected" },
	no     = { "550 5.1.1 user unknown" },
}

-- Orange, SFR, La Poste and others of France: OFR, OFR006, LPN, ... and the number of the reason.

rule "french_blocked" {
	says   = {
		"adresse ip source bloquee", "client host blocked for spamming",
		"source bloquée pour incident", "bloquee pour incident de spam",
	},
	reason = "reputation_block",
	yes    = {
		"550 mx.example.net ME Adresse IP source bloquee pour incident de spam. OFR006_102 "
			.. "[102]",
	},
	no     = { "550 5.1.1 Adresse invalide. OFR_416 [416]" },
}

rule "french_rate" {
	matches = {
		[[\bofr\w*_(?:101|103|104|105|109)\b]],
		[[\blpn\w*_(?:101|103|104|105|109)\b]],
	},
	reason  = "rate_limited",
	yes     = {
		"421 mx.example.net ME Trop de connexions, veuillez verifier votre configuration. "
			.. "OFR004_104 [104]",
	},
	no      = {
		"550 mx.example.net ME Adresse IP source bloquee pour incident de spam. OFR006_102 "
			.. "[102]",
	},
}

rule "french_unknown" {
	matches = {
		[[\bofr\w*_416\b]],
		[[\blpn\w*_416\b]],
		[[\badresse d.?\s*au moins un destinataire invalide]],
	},
	reason  = "mailbox_unknown",
	yes     = { "550 5.1.1 Adresse d'au moins un destinataire invalide. OFR_416 [416]" },
	no      = { "552 5.1.1 Boite du destinataire pleine. OFR_417 [417]" },
}

rule "french_full" {
	matches = {
		[[\bofr\w*_417\b]],
		[[\blpn\w*_417\b]],
		[[\bbo[iî]te du destinataire pleine]],
		[[\brecipient overquota]],
	},
	unless  = { about = { "recipient absent", "recipient gone" } },
	reason  = "mailbox_full",
	yes     = { "552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]" },
	no      = { "550 5.1.1 Adresse invalide. OFR_416 [416]" },
}

rule "french_disabled" {
	matches = {
		[[\bofr\w*_(?:420|425|426)\b]],
		[[\blpn\w*_(?:420|425|426)\b]],
		[[\bcompte du destinataire est bloqu]],
		[[\brecipient account is blocked]],
		[[\barchived recipient]],
	},
	reason  = "mailbox_disabled",
	yes     = { "550 5.5.0 Le compte du destinataire est bloque. LPN007_426" },
	no      = { "550 5.1.1 Adresse invalide. OFR_416 [416]" },
}

rule "french_sender" {
	matches = {
		[[\bofr\w*_(?:515|517|518|519)\b]],
		[[\bofr\w*_510\b]],
		[[\bdomaine de l.?expediteur]],
		[[\badresse emetteur]],
	},
	unless  = { says = { "spf", "dkim", "dmarc" } },
	reason  = "sender_rejected",
	yes     = { "550 5.1.8 Domaine de l'expediteur inconnu. OFR_515" },
	no      = { "550 5.1.1 Adresse invalide. OFR_416 [416]" },
}

rule "t_online_reset" {
	doc    = "T-Online's words for an address of ours that it has blocked.",
	says   = { "contact tosa@*", "ask your postmaster for help or to contact" },
	reason = "reputation_block",
	yes    = {
		"554 IP=192.0.2.1 - A problem. Ask your postmaster for help or to contact "
			.. "tosa@rx.example.net",
	},
	no     = { "550 Ask your postmaster for help" },
}

rule "french_reputation" {
	doc     = "Orange and La Poste ask to come later, and keep the address of ours closed.",
	matches = {
		[[\bofr\w*_999\b]],
		[[\blpn\w*_999\b]],
	},
	unless  = { says = { "connexions", "connections" } },
	reason  = "reputation_block",
	yes     = { "550 5.7.1 Service refuse. Veuillez essayer plus tard. OFR_999 [999]" },
	no      = { "550 5.1.1 Adresse invalide. OFR_416 [416]" },
}

rule "french_spam" {
	matches = { [[\bofr\w*_(?:506|513|521|522|535)\b]], [[\blpn\w*_(?:506|513)\b]] },
	reason  = "spam_content",
	yes     = { "550 5.2.0 Mail rejete. OFR_506 [506]" },
	no      = { "550 5.1.1 Adresse invalide. OFR_416 [416]" },
}

rule "french_policy" {
	doc     = "A number that no card above knows: words beside it that others know tell more.",
	matches = { [[\blpn\w*_\d{3}\b]], [[\bofr\w*_(?:403|405|402|401|305|4\d\d|5\d\d)\b]] },
	unless  = {
		says = {
			"inconnu*", "invalide", "unknown", "pleine", "spam", "connexions",
			"connections", "trop", "liste noire", "inactif", "inactive", "spf", "dkim", "dmarc", "reverse",
			"ptr",
		},
	},
	reason  = "policy_rejected",
	yes     = {
		"554 5.7.1 <mail.example.com[192.0.2.1]>: Client host rejected: #216 lpn "
			.. "LPN000_630",
	},
	no      = { "550 5.1.1 Adresse invalide. OFR_416 [416]" },
}

rule "free_fr_blocked" {
	says   = { "too many spams from your ip", "postmaster.free.fr" },
	unless = { says = { "spf", "dkim", "dmarc", "too many errors" } },
	reason = "reputation_block",
	yes    = {
		"550 Too many spams from your IP (192.0.2.1), please visit "
			.. "http://postmaster.free.fr/",
	},
	no     = { "550 5.1.1 user unknown" },
}

rule "free_fr_inactive" {
	says   = { "mailbox has been blocked due to inactivity" },
	reason = "mailbox_disabled",
	yes    = { "550 5.2.1 This mailbox has been blocked due to inactivity" },
	no     = { "550 5.2.2 This mailbox is full" },
}

rule "libero_codes" {
	doc    = "Libero and Tiscali: a code in brackets at the end.",
	host   = { "*.libero.it", "*.tiscali.it", "*.italiaonline.it" },
	says   = { "[smtp-01*", "[smtp-03*", "[smtp-10*", "[smtp-11*" },
	reason = "reputation_block",
	yes    = { "mx.libero.it: 550 refused [smtp-01.example.net; LIB_104]" },
	no     = { "mx.example.org: 550 refused [smtp-01.example.net; LIB_104]" },
}
