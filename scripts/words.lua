-- SPDX-License-Identifier: MIT
-- The words of a rule file: rule "name" { ... }, use "name" and the list sender_words. They check
-- what they are given and keep it in order; the engine takes it when the file has run.

local error, pairs, type = error, pairs, type
local sort, unpack = table.sort, table.unpack

return function(schema, core, senders)
	local text, list, shown = schema.text, schema.list, schema.shown
	schema.hasten(core)

	local function code(what, is_one)
		return function(value)
			local one = value
			if type(value) == "number" and value == value // 1 then
				one = ("%d"):format(value)
			end
			if type(one) ~= "string" or not is_one(one) then
				return nil, "must be " .. what .. ", not " .. shown(value)
			end
			return one
		end
	end

	local function status(value)
		if type(value) == "string" and core.is_status(value) then
			return value
		end
		return nil, "must be a status such as \"5.1.1\", \"x.1.1\" or \"5.7.*\", not " .. shown(value)
	end

	local one_phrase = text("a phrase")
	local function phrase(value)
		local one, problem = one_phrase(value)
		if one and core.is_gap(one) then
			return nil, "must be a phrase, not only gaps"
		end
		return one, problem
	end

	local function command(value)
		local word = type(value) == "string" and core.command(value)
		if word then
			return word
		end
		return nil, "must be an SMTP command such as \"RCPT\" or \"DATA\", not " .. shown(value)
	end

	local wildcards = list("wildcards", text("a wildcard such as \"*.example.org\""), core.texts)

	local function header(value)
		if type(value) ~= "table" then
			return nil, "must be a table such as { [\"List-Id\"] = \"*.example.org*\" }, not " .. shown(value)
		end
		local all, names = {}, {}
		for name in pairs(value) do
			if type(name) ~= "string" or not name:find("^[!-9;-~]+$") then
				return nil, "has a name that is none of a header: " .. shown(name)
			end
			names[#names + 1] = name
		end
		if #names == 0 then
			return nil, "is empty; give it a header and a wildcard"
		end
		sort(names)
		for i = 1, #names do
			local patterns, problem = wildcards(value[names[i]])
			if not patterns then
				return nil, "'" .. names[i] .. "' " .. problem
			end
			all[i] = { name = names[i], patterns = patterns }
		end
		return all
	end

	local conditions = {
		says = list("phrases", phrase, core.phrases),
		matches = list("regular expressions", text("a regular expression"), core.texts),
		status = list("status codes", status),
		reply = list("reply codes", code("a reply code such as 550, \"55x\" or \"4*\"", core.is_reply)),
		host = wildcards,
		domain = wildcards,
		command = list("SMTP commands", command),
		reader = wildcards,
		about = list("statements", schema.word(core, core.statements)),
		header = header,
		check = schema.callable,
	}

	local function unless(value)
		if type(value) ~= "table" then
			return nil, "must be a table of fields that must not hold, not " .. shown(value)
		end
		local all = value[1] ~= nil and value or { value }
		local result = {}
		for key in pairs(all) do
			if type(key) ~= "number" then
				return nil, "mixes fields and a list; write one table, or a list of tables"
			end
		end
		for i = 1, #all do
			if type(all[i]) ~= "table" then
				return nil, "must be a table of fields, not " .. shown(all[i])
					.. "; write unless = { says = ... }"
			end
			local one, problem = schema.read(core, "", conditions, all[i])
			if not one then
				return nil, problem
			end
			if core.count(one) == 0 then
				return nil, "is empty; give it a field that must not hold, or leave it out"
			end
			result[i] = one
		end
		return result
	end

	local examples = list("examples", text("a line, or the name of a mail that ends with .eml"), core.texts)
	local fields = {
		unless = unless,
		reason = schema.word(core, core.reasons),
		permanence = schema.word(core, { "permanent", "temporary" }),
		kind = schema.word(core, { "delay" }),
		within = schema.word(core, { "reply" }),
		confidence = schema.number(0, 1),
		retry = schema.span(core),
		doc = text("a text"),
		yes = examples,
		no = examples,
	}
	for name, read in pairs(conditions) do
		fields[name] = read
	end

	local file, shipped, items, open
	local seen = { own = {}, shipped = {} }

	local function place()
		if not file then
			error("rule and use are words of a rule file; they can't be used later", 3)
		end
		return core.here()
	end

	-- A name without its table, left over from an earlier line.
	local function close()
		if open then
			local name, line = open.name, open.line
			open = nil
			schema.fail(file, line, "rule '" .. name .. "' has no fields; write rule \"" .. name .. "\" { ... }")
		end
	end

	local condition_names = schema.names(conditions)
	local function matches_something(card)
		for i = 1, #condition_names do
			if card[condition_names[i]] then
				return true
			end
		end
		return false
	end

	local function add(name, line, value)
		local own = "rule '" .. name .. "'"
		if type(value) ~= "table" then
			schema.fail(file, line, own .. " needs a table of fields, not " .. shown(value)
				.. "; write rule \"" .. name .. "\" { ... }")
		end
		local card, problem = schema.read(core, own, fields, value)
		if not card then
			schema.fail(file, line, problem)
		end
		if not matches_something(card) then
			schema.fail(file, line, own .. " matches nothing; give it says, matches, status, reply or another"
				.. " field that must hold")
		end
		if not card.reason then
			schema.fail(file, line, own .. " has no reason; give it one, such as reason = \"mailbox_unknown\"")
		end
		local names = shipped and seen.shipped or seen.own
		if names[name] then
			schema.fail(file, line, own .. " stands twice, first at " .. names[name]
				.. "; give one of them another name")
		end
		names[name] = file .. ":" .. line
		card.name, card.line = name, line
		items[#items + 1] = card
	end

	local function make_rule(name, extra)
		local line = place()
		close()
		if type(name) ~= "string" or extra ~= nil then
			schema.fail(file, line, "rule needs a name, and then a table; write rule \"name\" { ... }")
		end
		if #name > 100 then
			schema.fail(file, line, "rule needs a name of at most 100 characters")
		end
		if not name:find("^[%w_.-]+$") then
			schema.fail(file, line, "rule " .. shown(name) .. " needs a name of letters, digits, '_', '-' and '.'")
		end
		open = { name = name, line = line }
		return function(value)
			place()
			open = nil
			add(name, line, value)
		end
	end

	local function make_use(name)
		local line = place()
		close()
		if type(name) ~= "string" or name == "" then
			schema.fail(file, line, "use needs a name; write use \"all\"")
		end
		if #name > 1000 or name:find("\0", 1, true) then
			schema.fail(file, line, "use has a name that no file can have; write use \"all\"")
		end
		items[#items + 1] = { use = name, line = line }
	end

	local reader_fields = {
		signs = list("phrases", phrase, core.phrases),
		header = header,
		read = schema.callable,
		doc = text("a text"),
	}

	-- Readers stand in the same file and are no cards: what reads mails takes them, at its first
	-- mail. A mistake in one is told before.
	local function make_reader(name)
		local line = place()
		close()
		if type(name) ~= "string" then
			schema.fail(file, line, "reader needs a name, and then a table; write reader \"name\" { ... }")
		end
		return function(value)
			local own = "reader '" .. name .. "'"
			if type(value) ~= "table" then
				schema.fail(file, line, own .. " needs a table of fields; write reader \"" .. name .. "\" { ... }")
			end
			local card, problem = schema.read(core, own, reader_fields, value)
			if not card then
				schema.fail(file, line, problem)
			elseif not card.read then
				schema.fail(file, line, own .. " needs read, a function that takes a mail")
			elseif not card.signs then
				schema.fail(file, line, own .. " needs signs: a phrase, or a list of phrases, of which its mails bear one")
			end
		end
	end

	-- Before a file runs. What it does to its list is its own affair.
	local function begin(name, is_shipped)
		file, shipped, items, open = name, is_shipped, {}, nil
		rule, use, reader, sender_words = make_rule, make_use, make_reader, { unpack(senders) }
	end

	-- After it ran: its cards and uses, in order.
	local function finish()
		close()
		local result = items
		file, items = nil, nil
		return result
	end

	return begin, finish, conditions, fields
end
