rule "frozen_box" {
    says = { "box is frozen", "frozen * by its owner" },
    matches = "fro[sz]en \\d{1,3} days",
    status = { "5.2.x", "4.2.1" }, reply = "55x", host = "*.example.net", domain = "example.org",
    command = "RCPT", header = { ["List-Id"] = "*news*" },
    unless = { says = "for a moment" },
    check = function(bounce) return bounce.text ~= nil and bounce.text:find("box", 1, true) end,
    reason = "mailbox_disabled", confidence = 0.5, retry = "4h", doc = "Frozen.",
    yes = { "550 5.2.1 box is frozen" }, no = { "250 ok" },
}
