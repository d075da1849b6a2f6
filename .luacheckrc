-- Each folder sees only the words that the engine gives it.
std = "none"
max_line_length = false
unused_args = false
local sandbox = {
	"assert", "error", "ipairs", "math", "next", "pairs", "pcall", "select", "string", "table", "tonumber",
	"tostring", "type", "utf8", "xpcall",
}
local function words(...)
	local all = {}
	for _, word in ipairs(sandbox) do
		all[#all + 1] = word
	end
	for _, word in ipairs({ ... }) do
		all[#all + 1] = word
	end
	return all
end
files["scripts/readers"] = { read_globals = words("reader") }
files["rules"] = { read_globals = words("rule", "use", "sender_words") }
files["rules/policy.lua"] = {
	read_globals = words("policy", "action", "settings", "suppress", "retry", "slow", "resume", "tell", "review", "keep"),
}
-- These define the words.
files["scripts"] = {
	read_globals = words("setmetatable", "getmetatable", "rawset", "rawget"),
	globals = { "rule", "use", "sender_words", "reader", "policy", "action", "settings", "suppress", "retry", "slow", "resume", "tell", "review",
		"keep" },
}
files["examples"] = {
	read_globals = words("rule", "use", "sender_words", "policy", "action", "settings", "suppress", "retry", "slow", "resume", "tell", "review",
		"keep"),
}
