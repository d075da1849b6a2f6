-- SPDX-License-Identifier: MIT
-- What is done about a verdict. Copy this file, change it, and name it with --policy FILE; or write
-- only the cards that you want otherwise, and end with: use "policy". The first card of a name wins.
--
-- suppress { after = 3, over = "30d", spacing = "2d", expires = "90d" }
--     Send nothing more to the address, after so many failures within a span. One original message
--     counts once, and a day once, or one in each spacing. A delivery, a reply or a read receipt
--     clears what failed before it. Only a fault of the address or its domain can suppress, or the
--     recipient's own word; for another reason you must write anyway = true.
-- retry { "6h", "1d", "3d" }
--     Send again at these times after the first failure; only where it was temporary. With
--     session = { "15m", "1h" }: the times after a reply of a session or a log.
-- slow { "2h", growth = 2, limit = "24h", after = 5, over = "1h" }
--     Send to the whole domain at this interval, longer at each further failure; from the first
--     failure on, or after so many of the domain within a span. resume {} ends it. Reports of
--     strangers slow nothing, and those that may be a stranger's don't make it longer.
-- tell "postmaster", review {}, keep {}
--     Tell somebody; show it to a person; note it in the history, and no more.
--
-- rebound process --dry-run prints what a policy would do.

settings {
	-- Domains that you send from or that your Message-IDs bear, and addresses of your own. They are
	-- never suppressed. A report that returns a message of theirs is trusted a little more (trust:
	-- plain); once there are some, one that returns another's message is not ours: no effect.
	own_domains   = {},
	own_addresses = {},
	-- keys = "keys": a file of keys for tokens, beside this one; see `rebound token --help`. With it
	-- a report without a valid token suppresses nobody.
	-- Retries get a jitter, so that they don't all go out at once; the same seed, the same jitter.
	seed          = 1,
	-- So many retries at most are due within an hour for one domain; 0 for no limit.
	retries_an_hour = 600,
	-- So many addresses of one provider that turn unknown within 24 hours, so many times what a day
	-- brought before, may be its outage: they are held for you, see `rebound holds`. With less
	-- history it warns, and holds nothing, unless you add hold_without_history = true.
	spike         = { addresses = 20, times = 10, history = "14d" },
	-- Whom `tell` may name: each gets a message into the outbox, and `rebound outbox send` delivers
	-- it. A name that is no target is only shown. once: one message for a reason within that span.
	--     targets = {
	--         postmaster = { program = { "/usr/local/bin/tell-postmaster" }, once = "1d" },
	--         crm = { url = "https://crm.example.com/bounces", secret_file = "/etc/rebound/crm" },
	--     },
	--     alert = "postmaster", -- whom to tell of a spike, or of refusals in great number
	targets       = {},
}

-- Every temporary failure that has no times of its own below. Days of trying lie behind a bounce
-- mail, so the first retry is not at once; a reply of a session or a log has none behind it.

policy "failure" {
	retry { "6h", "1d", "3d", session = { "15m", "1h", "4h", "12h", "24h", "48h" } },
}

-- The address or its domain: suppressed at once where the failure is permanent. A temporary one
-- ("450 user unknown") suppresses only by a count: five days of failures within 30 days.

action "dead" {
	doc = "suppress for a permanent failure, for temporary ones after 5 within 30 days",
	run = function(event, history)
		if event.permanence == "permanent" then
			return suppress { why = event.reason .. ", permanent" }
		end
		local times = history:count { reason = event.reason, over = "30d" }
		if times >= 5 then
			return suppress { why = ("%s, %d times in 30 days"):format(event.reason, times), expires = "90d" }
		end
		return retry { "6h", "1d", "3d" }
	end,
}

policy "mailbox_unknown"  { action = "dead" }
policy "address_invalid"  { action = "dead" }
policy "mailbox_disabled" { action = "dead" }
policy "mailbox_moved"    { action = "dead" } -- the new address is reported, and never used
policy "domain_unknown"   { action = "dead" }
policy "domain_no_mail"   { action = "dead" }

-- A full mailbox has an owner who may come back; one that stays full for a month is abandoned.

policy "mailbox_full" {
	retry { "6h", "1d", "3d" },
	suppress { after = 5, over = "30d", expires = "90d" },
}

-- The far side or the way to it: wait.

policy "greylisted"    { retry { "15m", "1h", "6h", "1d" } }
policy "rate_limited"  { slow { "1h", growth = 2, limit = "24h" }, retry { "6h", "1d", "3d" } }
policy "system_error"  { retry { "6h", "1d", "3d" } }
policy "system_full"   { retry { "6h", "1d", "3d" } }
policy "network_error" { retry { "6h", "1d", "3d" } }
policy "dns_error"     { retry { "6h", "1d", "3d" } }
policy "expired"       { retry { "1d", "3d" } }
policy "routing_loop"  { review { why = "mail for this domain runs in a circle" } }

-- Our side: nobody is suppressed for it, and it will fail for others until it is mended.

policy "auth_failed"           { tell "postmaster" }
policy "auth_required"         { tell "postmaster" }
policy "sender_rejected"       { tell "postmaster" }
policy "sending_host_rejected" { tell "postmaster" }
policy "reputation_block"      { slow { "2h", growth = 2, limit = "24h" }, tell "postmaster" }
policy "relay_denied"          { tell "postmaster" }
policy "tls_required"          { tell "postmaster" }
policy "too_many_recipients"   { tell "postmaster" }
policy "protocol_error"        { tell "postmaster" }

-- The message: another one may pass.

policy "message_too_big"  { tell "editor" }
policy "spam_content"     { slow { "1h", growth = 2, limit = "24h" }, tell "editor" }
policy "content_rejected" { tell "editor" }
policy "virus"            { tell "postmaster" }

-- Refused, and the address may well be alive: a person looks.

policy "recipient_restricted" { review { why = "this recipient does not take mail from us" } }
policy "policy_rejected"      { retry { "6h", "1d", "3d" } } -- temporary ones; the rest is shown
policy "unknown"              { retry { "6h", "1d", "3d" } } -- temporary ones; the rest is shown

-- The sending service holds the address on a list of its own: ours follows, though it is no fault
-- of the address that we have seen.

policy "upstream_suppressed" { suppress { anyway = true } }

-- What is no failure. Complaints that say "no spam" and the like never suppress.

policy "complaint"    { suppress {} }
policy "unsubscribe"  { suppress {} }
policy "delay"        { keep { why = "the mail system still tries" } }
policy "success"      { keep {}, resume {} } -- what took a mail is slowed no more
policy "auto_reply"   { keep {} }
policy "challenge"    { review { why = "somebody must answer it by hand, or nobody" } }
policy "disposition"  { keep {} }
policy "unrecognized" { review { why = "it looks like a bounce, and could not be understood" } }
policy "other"        { keep {} }
