-- SPDX-License-Identifier: MIT
-- QQ and Tencent Exmail, NetEase (163, 126, yeah), Sina, Aliyun; Naver; NTT docomo, KDDI and
-- SoftBank.

rule "qq_sender_domain" {
	says   = { "domain may not exist or dns check failed" },
	unless = { says = { "dmarc", "spf", "dkim" } },
	reason = "sender_rejected",
	yes    = { "550 Domain may not exist or DNS check failed [abc= IP: 192.0.2.1]" },
	no     = { "550 Domain frequency limited [abc= IP: 192.0.2.1]" },
}

rule "qq_rate" {
	says   = {
		"connection frequency limited", "ip frequency limited", "domain frequency limited",
		"sender frequency limited", "recipient frequency limited", "frequency limited",
		"suspected bounce attacks", "no=1000722", "no=1000725",
	},
	reason = "rate_limited",
	yes    = {
		"550 Connection frequency limited [abc= Blocked IP 192.0.2.1]. "
			.. "http://service.mail.qq.com/cgi-bin/help?no=1000722",
	},
	no     = { "550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help?no=1000728" },
}

rule "qq_unknown" {
	host   = { "*.qq.com", "*.exmail.qq.com", "*.foxmail.com" },
	says   = {
		"mailbox not found. http*", "no=1000728", "mailbox unavailable or access denied",
	},
	reason = "mailbox_unknown",
	yes    = { "mx3.qq.com: 550 Mailbox unavailable or access denied [abc= IP: 192.0.2.1]" },
	no     = { "mx.example.org: 550 unavailable" },
}

rule "qq_unknown_or_denied" {
	doc    = "The same where the server's name is not told, but ours is.",
	says   = { "mailbox unavailable or access denied * ip:" },
	reason = "mailbox_unknown",
	yes    = { "550 Mailbox unavailable or access denied [abc= IP: 192.0.2.1]" },
	no     = { "Mailbox unavailable or access denied" },
}

rule "qq_restricted" {
	says   = { "mail is rejected by recipients", "rejected by recipients" },
	reason = "recipient_restricted",
	yes    = { "550 Mail is rejected by recipients [abc= IP: 192.0.2.1]" },
	no     = { "550 Mail content denied" },
}

rule "qq_content" {
	says   = { "mail content denied", "no=1000726" },
	reason = "spam_content",
	yes    = { "550 Mail content denied. http://service.mail.qq.com/cgi-bin/help?no=1000726" },
	no     = { "550 Mail is rejected by recipients" },
}

rule "qq_ip" {
	says   = { "suspected spam ip" },
	reason = "reputation_block",
	yes    = { "550 Suspected spam ip [abc= IP: 192.0.2.1]" },
	no     = { "550 Ip frequency limited" },
}

-- NetEase's codes (help.163.com): two letters for the stage, three for the reason.

rule "netease_rate" {
	doc    = "Connections, mails, recipients or commands within some time.",
	says   = {
		"hl:icc", "hl:ifc", "mi:cel", "mi:ccl", "mi:dmc", "mi:sfq", "mi:stc", "rp:cel",
		"rp:ccl", "rp:drc", "rp:qrc", "rp:rcl", "rp:trc",
	},
	reason = "rate_limited",
	yes    = { "450 RP:QRC 163 smtp1,abc", "421 HL:ICC 163 mx1,abc" },
	no     = { "554 DT:SPM 163 smtp1,abc" },
}

rule "netease_spam" {
	says   = { "dt:spm" },
	reason = "spam_content",
	yes    = { "554 DT:SPM 163 smtp1,abc https://example.net/help" },
	no     = { "550 MI:NHD 163 smtp1,abc" },
}

rule "netease_blocked" {
	doc    = "The host or the sender is not among those that are allowed, or was seen "
		.. "misbehaving.",
	says   = { "hl:rep", "hl:mep", "hl:ihu", "hl:ipb", "mi:ipb", "mi:spb", "dt:rbl", "wm:bli", "wm:blu" },
	reason = "reputation_block",
	yes    = { "554 MI:SPB 163 mx1,abc", "421 HL:REP 163 mx1,abc" },
	no     = { "554 DT:SPM 163 smtp1,abc" },
}

rule "netease_authentication" {
	says   = { "mi:spf", "mi:dma" },
	reason = "auth_failed",
	yes    = { "550 MI:SPF 163 mx1,abc" },
	no     = { "554 MI:SPB 163 mx1,abc" },
}

rule "netease_sender" {
	doc    = "The address in the envelope, or that in From.",
	says   = { "mi:imf", "dt:sum" },
	reason = "sender_rejected",
	yes    = { "550 MI:IMF 163 mx1,abc" },
	no     = { "554 MI:SPB 163 mx1,abc" },
}

rule "netease_helo" {
	says   = { "mi:nhd" },
	reason = "sending_host_rejected",
	yes    = { "550 MI:NHD 163 mx1,abc" },
	no     = { "554 MI:SPB 163 mx1,abc" },
}

rule "netease_relay" {
	says   = { "rp:frl" },
	reason = "relay_denied",
	yes    = { "550 RP:FRL 163 mx1,abc" },
	no     = { "450 RP:QRC 163 smtp1,abc" },
}

rule "netease_suspended" {
	says   = {
		"user suspended", "user locked", "status of account locked",
		"user has been suspended",
	},
	reason = "mailbox_disabled",
	yes    = { "550 User suspended: ann@example.org" },
	no     = { "550 User not found: ann@example.org" },
}

rule "kddi_disabled" {
	doc    = "au by KDDI: the account's state stands in the text for people, beside \"User "
		.. "unknown\".",
	domain = {
		"ezweb.ne.jp", "*.ezweb.ne.jp", "au.com", "*.au.com", "*.biz.ezweb.ne.jp",
		"*.uqmobile.jp",
	},
	check  = function(bounce)
		return bounce:says("user(s) account is disabled") or bounce:says("account is disabled")
	end,
	reason = "mailbox_disabled",
	yes    = { "<ann@ezweb.ne.jp>: The user(s) account is disabled. 550 user unknown" },
	no     = { "<ann@example.org>: The user(s) account is disabled. 550 user unknown" },
}

rule "kddi_full" {
	doc    = "The same for a full mailbox.",
	domain = { "ezweb.ne.jp", "*.ezweb.ne.jp", "au.com", "*.au.com" },
	check  = function(bounce)
		return bounce:says("user(s) account is temporarily over quota") or bounce:says("over quota")
	end,
	reason = "mailbox_full",
	yes    = { "<ann@ezweb.ne.jp>: The user(s) account is temporarily over quota." },
	no     = { "<ann@ezweb.ne.jp>: user unknown" },
}

rule "kddi_limited" {
	doc        = "The same for one that gets too much.",
	domain     = { "ezweb.ne.jp", "*.ezweb.ne.jp", "au.com", "*.au.com" },
	check      = function(bounce)
		return bounce:says("user(s) account is temporarily limited") or bounce:says("temporarily limited")
	end,
	reason     = "mailbox_disabled",
	permanence = "temporary",
	yes        = { "<ann@ezweb.ne.jp>: The user(s) account is temporarily limited." },
	no         = { "<ann@ezweb.ne.jp>: user unknown" },
}

rule "docomo_unknown" {
	says   = { "unknown user *@docomo.ne.jp" },
	reason = "mailbox_unknown",
	yes    = { "550 Unknown user ann@docomo.ne.jp" },
	no     = { "550 Unknown command" },
}
