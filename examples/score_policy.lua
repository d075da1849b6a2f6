-- A policy that gives points, which fade, instead of counting.
--
--   rebound process --policy examples/score_policy.lua bounces.mbox

settings {
	own_domains = { "lists.example.com" },
}

action "score" {
	doc = "3 points for a permanent failure, 1 for another; they halve every 14 days.",
	run = function(event, history)
		local score = history:score { permanent = 3, other = 1, half_life = "14d" }
		if score >= 5 then
			return suppress { why = ("score %.1f"):format(score) }
		end
		return retry { after = "1d" }
	end,
}

policy "mailbox_unknown"  { action = "score" }
policy "mailbox_disabled" { action = "score" }
policy "domain_unknown"   { action = "score" }

-- What a person says counts at once.
policy "complaint"   { suppress {} }
policy "unsubscribe" { suppress {} }

-- All else as the shipped policy has it.
use "policy"
