settings { own_domains = { "example.net" }, own_addresses = { "bounces@example.net" } }
policy "mailbox_unknown" { suppress { after = 2, over = "30d", expires = "90d" } }
policy "failure" { retry { "1h", "2h" }, slow { "2h", growth = 2, limit = "24h" }, tell "postmaster" }
action "points" { doc = "x", run = function(event, history)
    if history:score { permanent = 3, other = 1, half_life = "14d" } > 4 then return suppress { why = "many" } end
    return retry { after = "1d" }
end }
