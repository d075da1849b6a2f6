rule "a" { reason = "mailbox_full", matches = { "(open\tgroup\n[2J" } }
