-- A phrase of your own, before all shipped rules.
--
--   rebound process --rules examples/own_phrase.lua bounces.mbox

-- Our partner's gateway has its own words for people who have left.
rule "partner_left_company" {
	host   = "*.partner.example",
	says   = { "no longer works at *", "has left the company" },
	reason = "mailbox_disabled",
	doc    = "The partner's gateway says this of mailboxes that were closed.",
	yes    = { "mx1.partner.example: 550 Ann Example no longer works at Partner" },
	no     = { "mx.example.org: 550 Ann Example no longer works at Partner" },
}

use "all"
