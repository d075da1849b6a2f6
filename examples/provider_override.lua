-- One provider's answer, read in another way than the shipped rules do.
--
--   rebound process --rules examples/provider_override.lua bounces.mbox

-- This provider says "mailbox unavailable" while it moves mailboxes at night: not a dead address.
rule "nightly_move_at_provider" {
	host       = "*.mail.provider.example",
	reply      = 550,
	says       = { "mailbox unavailable" },
	unless     = { says = { "unknown", "does not exist" } },
	reason     = "system_error",
	permanence = "temporary",
	retry      = "4h",
	yes        = { "mx2.mail.provider.example: 550 Requested action not taken: mailbox unavailable" },
	no         = {
		"mx2.mail.provider.example: 550 mailbox unavailable, user unknown",
		"mx.example.org: 550 Requested action not taken: mailbox unavailable",
	},
}

use "all"
