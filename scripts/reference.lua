-- SPDX-License-Identifier: MIT
-- The reference of the rule words in rules/README.md, made from the fields that scripts/words.lua
-- knows: a field without a line here is an error, and so is a line without a field.

local error, ipairs, pairs = error, ipairs, pairs
local concat, sort = table.concat, table.sort

local words = {
	{ "rule", "`rule \"name\" { ... }` is one card. The name is of letters, digits, `_`, `-` and `.`, and stands once." },
	{ "use", "`use \"all\"` takes in all shipped cards, `use \"mailbox\"` those of `rules/mailbox.lua`, `use \"./more.lua\"` a file of yours beside this one. What stands before wins." },
	{ "sender_words", "A list of phrases: what the one who sends is called in other languages than English. A card that blames a recipient leaves such texts alone with `unless = { says = sender_words }`." },
}

-- name, what it takes, what it does
local matching = {
	{ "says", "phrases", "One of them stands in the text. Case and white space do not matter; `*` is a gap of at most 160 bytes; a phrase begins and ends at the border of a word, unless it has a `*` there (`\"blacklist*\"`)." },
	{ "matches", "regular expressions (PCRE2)", "One of them is found in the text, without case. It needs three letters or digits in a row that must be there. Write it between `[[` and `]]`, so that `\\` stays as it is." },
	{ "status", "status codes", "The enhanced status is one of these: `\"5.1.1\"`; `\"x.1.1\"` for every class; `\"5.7.*\"` for every detail." },
	{ "reply", "reply codes", "The SMTP reply is one of these: `550`, `\"55x\"`, `\"4*\"`." },
	{ "host", "wildcards", "The server that refused, or the one that reports, has such a name: `\"*.example.net\"`." },
	{ "domain", "wildcards", "The recipient's domain is such a one." },
	{ "command", "SMTP commands", "It was refused in answer to this: `\"RCPT\"`, `\"DATA\"`, `\"MAIL\"`, ..." },
	{ "reader", "wildcards", "The mail was understood by this reader: `\"dsn\"`, `\"qsbmf\"`, `\"text\"`, ..." },
	{ "about", "statements", "What a sentence of the text says of whom, whatever its words: see \"What a sentence is about\"." },
	{ "header", "a table of names and wildcards", "A header of the returned message, else of the bounce, is such a one: `{ [\"List-Id\"] = \"*news*\" }`. Every name must hold." },
	{ "unless", "a table of these fields, or a list of such", "The card does not hold where all fields of one of them hold." },
	{ "within", "`\"reply\"`", "Only what the server answered is looked at, and not what the mail system wrote around it." },
	{ "check", "a function", "For experts: it gets the bounce, and the card holds where it gives `true`. It comes last, when all else holds." },
}

local answering = {
	{ "reason", "one of the reasons below", "What it means. Every card needs one." },
	{ "permanence", "`\"permanent\"` or `\"temporary\"`", "Only where the codes lie: it outranks them." },
	{ "confidence", "a number from 0 to 1", "Only where the computed one is wrong; see \"How sure\"." },
	{ "retry", "a span: `\"15m\"`, `\"4h\"`, `\"1d\"`", "When another try makes sense, if it is temporary; brought within 5m and 24h. A later time in the text wins." },
	{ "kind", "`\"delay\"`", "Their mail system still tries: it is a delay and no failure yet." },
	{ "doc", "a text", "What `rebound explain` says of the card." },
}

local proving = {
	{ "yes", "lines, or names of mails beside the rule file (`.eml`)", "Examples for which this card wins, over all others." },
	{ "no", "the same", "Examples for which it does not hold." },
}

local function cell(text)
	return (text:gsub("|", "\\|"))
end

return function(conditions, fields, core, knowledge)
	local out, told = {}, {}

	local function put(line)
		out[#out + 1] = line
	end

	local function table_of(title, head, rows)
		put("### " .. title .. "\n")
		put("| " .. concat(head, " | ") .. " |")
		put("|" .. ("---|"):rep(#head))
		for _, row in ipairs(rows) do
			local cells = { "`" .. row[1] .. "`" }
			for i = 2, #row do
				cells[i] = cell(row[i])
			end
			put("| " .. concat(cells, " | ") .. " |")
		end
		put("")
	end

	local function check_fields(rows, known, others)
		for _, row in ipairs(rows) do
			if not known[row[1]] or others and others[row[1]] then
				error("the reference tells of a field that is none: " .. row[1], 0)
			end
			told[row[1]] = true
		end
	end

	check_fields(matching, fields)
	check_fields(answering, fields, conditions)
	check_fields(proving, fields, conditions)
	local missing = {}
	for name in pairs(fields) do
		if not told[name] then
			missing[#missing + 1] = name
		end
	end
	sort(missing)
	if missing[1] then
		error("the reference does not tell of: " .. concat(missing, ", "), 0)
	end

	table_of("Words", { "word", "what it does" }, words)
	table_of("Fields that must hold", { "field", "takes", "holds where" }, matching)
	table_of("Fields that answer", { "field", "takes", "says" }, answering)
	table_of("Fields that prove", { "field", "takes", "says" }, proving)
	put("Where a field takes several values, write one, or a list: `\"a\"` or `{ \"a\", \"b\" }`.\n")

	local reasons = {}
	for i, name in ipairs(core.reasons) do
		reasons[i] = { name, core.fault(name), knowledge.reasons[name].meaning }
	end
	table_of("Reasons", { "reason", "whose trouble", "what it means" }, reasons)
	return concat(out, "\n")
end
