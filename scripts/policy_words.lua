-- SPDX-License-Identifier: MIT
-- The words of a policy file: what is done about a reason or a kind.
--
--     settings { own_domains = { "example.com" }, own_addresses = { "news@example.net" }, seed = 7,
--         keys = "/etc/rebound/keys",     -- keys of tokens; a path from the policy file's folder
--         authserv_id = "mx.example.com" } -- whose Authentication-Results may be read, as a hint
--     use "policy"            -- the shipped policy, behind the cards of this file
--
--     policy "mailbox_unknown" { suppress { after = 1 } }
--     policy { "mailbox_full", "mailbox_disabled" } {
--         retry { "6h", "1d", "3d" },
--         suppress { after = 5, over = "30d", expires = "90d" },
--     }
--     policy "rate_limited" { slow { "2h", growth = 2, limit = "24h" }, retry { "6h" }, tell "postmaster" }
--     policy "unknown" { review {} }       -- a person should look
--     policy "auto_reply" { keep {} }      -- noted, and no more
--     policy "system_error" { action = "score" }
--
--     action "score" {
--         doc = "What it is for.",
--         run = function(event, history) return suppress { why = "..." } end,
--     }
--
-- retry: its spans, or after (one span); session (spans after a reply of a session or a log, not a
-- bounce mail), why.
-- suppress: after (how many failures, 1), over (within which span), spacing (what counts is at least
-- so far apart), expires (it ends after), anyway (also for a reason that is not the address's fault;
-- in a card only), why.
-- slow: its span, growth, limit; after and over (only after so many failures of the domain within a
-- span), why. resume: the domain is slowed no more.
-- history, of the address, holds the event itself too:
--     history:score { permanent = 3, other = 1, half_life = "14d" }   -- points of failures, which fade
--     history:count { reason = "mailbox_full", kind = "failure", permanence = "temporary", over = "30d" }
--     history.days                    -- on how many days it failed
--     history.last                    -- the event before: time, kind, reason, permanence; or nil
-- count takes spacing, too. An original message counts once, and a day once; what failed before a
-- delivery or a reply counts no more; a report that is not trusted does not count for
-- one that is.
--
-- An action gives back one such word's value, a list of them, or nothing. The first card of a name wins.

local error, next, pairs, type = error, next, pairs, type
local sort = table.sort

return function(schema, core)
	local text, list, shown = schema.text, schema.list, schema.shown
	local span = schema.span(core)

	-- The file that is read, what it gave so far, a name that waits for its table; and the words.
	local file, items, open, seen
	local words = {}

	local function fail(at, problem)
		error(at .. ": " .. problem, 0)
	end

	local function flag(value)
		if type(value) ~= "boolean" then
			return nil, "must be true or false, not " .. shown(value)
		end
		return value
	end

	local function whole(least, most)
		local number = schema.number(least, most)
		return function(value)
			local one, problem = number(value)
			if one and one ~= one // 1 then
				return nil, "must be a whole number, not " .. shown(value)
			end
			return one and one // 1 | 0, problem
		end
	end

	local why = text("a text")

	-- The values without a name at the front of a table, and the rest by its fields.
	local function split(value)
		local front, rest = {}, {}
		for key in next, value do
			if type(key) == "number" then
				front[#front + 1] = key
			else
				rest[key] = value[key]
			end
		end
		sort(front)
		for i = 1, #front do
			if front[i] ~= i then
				return nil, nil, "has a hole in its list, at entry " .. i
			end
			front[i] = value[i]
		end
		return front, rest
	end

	-- Read the table of a word: its spans, where it takes some, and its fields.
	local function read_clause(name, fields, most, value)
		local at = core.here()
		if value == nil then
			value = {}
		end
		if type(value) ~= "table" then
			fail(at, name .. " needs a table, not " .. shown(value) .. "; write " .. name .. " { ... }")
		end
		local front, rest, problem = split(value)
		if front and #front > most then
			problem = most == 0 and "has a value without a field's name (" .. shown(front[1])
				.. "); write FIELD = VALUE" or "has more than " .. most .. (most == 1 and " span" or " spans")
		end
		local spans = {}
		for i = 1, problem and 0 or #front do
			local one, mistake = span(front[i])
			if not one then
				fail(at, name .. ": span " .. i .. " " .. mistake)
			end
			spans[i] = one
		end
		local clause
		if not problem then
			clause, problem = schema.read(core, name, fields, rest)
			if problem then
				fail(at, problem)
			end
		end
		if problem then
			fail(at, name .. " " .. problem)
		end
		clause.clause, clause.spans, clause.at = name, spans, at
		return clause
	end

	-- A list of at most so many spans.
	local function spans(most)
		local some = list("spans", span)
		return function(value)
			local result, problem = some(value)
			if result and #result > most then
				return nil, "has more than " .. most .. " spans"
			end
			return result, problem
		end
	end

	local suppress_fields = {
		after = whole(1, 1000), over = span, spacing = span, expires = span, anyway = flag, why = why,
	}
	local retry_fields = { after = span, session = spans(16), why = why }
	local slow_fields = {
		growth = schema.number(1, 100), limit = span, after = whole(1, 1000), over = span, why = why,
	}
	local plain_fields = { why = why }

	-- Actions use these after loading, when nothing can be learnt any more.
	for _, fields in pairs { suppress_fields, retry_fields, slow_fields, plain_fields } do
		schema.names(fields)
	end

	function words.suppress(value)
		local clause = read_clause("suppress", suppress_fields, 0, value)
		if clause.anyway and not file then
			fail(clause.at, "suppress: anyway stands in the card of a reason, not in an action")
		end
		return clause
	end

	local function check_growing(at, name, steps)
		for i = 2, #steps do
			if steps[i] < steps[i - 1] then
				fail(at, "retry: " .. name .. " " .. i .. " is shorter than the one before it")
			end
		end
	end

	function words.retry(value)
		local clause = read_clause("retry", retry_fields, 16, value)
		if clause.after and #clause.spans > 0 then
			fail(clause.at, "retry has spans and after; write one of them")
		end
		if clause.after then
			clause.spans[1] = clause.after
		end
		if #clause.spans == 0 then
			fail(clause.at, "retry needs its spans, such as retry { \"6h\", \"1d\", \"3d\" }")
		end
		check_growing(clause.at, "span", clause.spans)
		check_growing(clause.at, "session: span", clause.session or {})
		return clause
	end

	function words.slow(value)
		local clause = read_clause("slow", slow_fields, 1, value)
		if #clause.spans == 0 then
			fail(clause.at, "slow needs a span, such as slow { \"2h\", growth = 2, limit = \"24h\" }")
		end
		if clause.limit and clause.limit < clause.spans[1] then
			fail(clause.at, "slow: limit is shorter than the span that it begins with")
		end
		return clause
	end

	function words.tell(value)
		local at = core.here()
		local whom, problem = text("whom to tell")(value)
		if not whom then
			fail(at, "tell " .. problem .. "; write tell \"postmaster\"")
		end
		return { clause = "tell", whom = whom, at = at }
	end

	-- review {} and keep {}; a text alone says why.
	local function make_plain(name)
		return function(value)
			if type(value) == "string" then
				value = { why = value }
			end
			return read_clause(name, plain_fields, 0, value)
		end
	end
	words.review = make_plain("review")
	words.keep = make_plain("keep")
	words.resume = make_plain("resume")

	local clause_names = { "keep", "resume", "retry", "review", "slow", "suppress", "tell" }

	-- One clause; a word without its table, such as review, is taken as review {}.
	local function read_one(at, own, value)
		if value == words.suppress or value == words.review or value == words.keep or value == words.resume then
			value = value {}
		end
		if type(value) ~= "table" or type(value.clause) ~= "string" then
			fail(at, own .. " holds " .. shown(value) .. "; it may hold suppress { ... }, retry { ... },"
				.. " slow { ... }, resume {}, tell \"...\", review {} and keep {}")
		end
		return value
	end

	-- All clauses of a card or an action's result, each word once.
	local function read_clauses(at, own, values)
		local result, has = {}, {}
		for i = 1, #values do
			local one = read_one(at, own, values[i])
			if has[one.clause] then
				fail(at, own .. " has " .. one.clause .. " twice")
			end
			has[one.clause] = true
			result[i] = one
		end
		if has.keep and (has.suppress or has.retry or has.review) or has.review and has.suppress then
			fail(at, own .. " has " .. (has.keep and "keep" or "review") .. " beside "
				.. (has.suppress and "suppress" or has.retry and "retry" or "review")
				.. "; leave one of them out")
		end
		return result, has
	end

	local function place(word)
		if not file then
			fail(core.here(), word .. " is a word of the file itself; an action can't use it")
		end
		return core.here()
	end

	-- A name without its table, left over from an earlier line.
	local function close()
		if open then
			local one = open
			open = nil
			fail(one.at, one.word .. " \"" .. one.name .. "\" has no table; write " .. one.word .. " \""
				.. one.name .. "\" { ... }")
		end
	end

	local policy_fields = { action = text("the name of an action"), doc = text("a text") }

	local function add_policy(names, at, value)
		local own = "policy '" .. names[1] .. "'"
		if type(value) ~= "table" then
			fail(at, own .. " needs a table, not " .. shown(value) .. "; write policy \"" .. names[1]
				.. "\" { ... }")
		end
		if type(value.clause) == "string" then
			value = { value }
		end
		local front, rest, problem = split(value)
		if problem then
			fail(at, own .. " " .. problem)
		end
		for key in pairs(rest) do
			for i = 1, #clause_names do
				if key == clause_names[i] then
					fail(at, own .. ": " .. key .. " is no field; write " .. key .. " { ... }")
				end
			end
		end
		local card, mistake = schema.read(core, own, policy_fields, rest)
		if not card then
			fail(at, mistake)
		end
		local clauses, has = read_clauses(at, own, front)
		if card.action and (has.suppress or has.retry or has.review or has.keep) then
			fail(at, own .. " has an action and "
				.. (has.suppress and "suppress" or has.retry and "retry" or has.review and "review" or "keep")
				.. "; the action decides that")
		end
		if not card.action and #clauses == 0 then
			fail(at, own .. " says nothing; give it suppress, retry, slow, tell, review, keep or an action")
		end
		card.clauses, card.at = clauses, at
		for i = 1, #names do
			local before = seen["policy " .. names[i]]
			if before then
				fail(at, "policy '" .. names[i] .. "' stands twice, first at " .. before)
			end
			seen["policy " .. names[i]] = at
			items[#items + 1] = { type = "policy", name = names[i], card = card }
		end
	end

	local known = schema.word(core, core.subjects)

	function words.policy(name, extra)
		local at = place("policy")
		close()
		local names, problem = list("reasons and kinds", known)(name)
		if not names or extra ~= nil then
			fail(at, problem and "policy: " .. problem
				or "policy needs a name, and then a table; write policy \"NAME\" { ... }")
		end
		open = { word = "policy", name = names[1], at = at }
		return function(value)
			place("policy")
			open = nil
			add_policy(names, at, value)
		end
	end

	local action_fields = { doc = text("a text"), run = schema.callable }

	function words.action(name, extra)
		local at = place("action")
		close()
		local one, problem = text("a name")(name)
		if not one or extra ~= nil then
			fail(at, "action " .. (problem or "needs a name, and then a table")
				.. "; write action \"NAME\" { run = function(event, history) ... end }")
		end
		open = { word = "action", name = one, at = at }
		return function(value)
			place("action")
			open = nil
			local own = "action '" .. one .. "'"
			if type(value) ~= "table" then
				fail(at, own .. " needs a table, not " .. shown(value))
			end
			local card, mistake = schema.read(core, own, action_fields, value)
			if not card then
				fail(at, mistake)
			end
			if not card.run then
				fail(at, own .. " has no function; give it run = function(event, history) ... end")
			end
			if seen["action " .. one] then
				fail(at, own .. " stands twice, first at " .. seen["action " .. one])
			end
			seen["action " .. one] = at
			items[#items + 1] = { type = "action", name = one, doc = card.doc, run = card.run, at = at }
		end
	end

	local function domain(value)
		local one = type(value) == "string" and core.domain(value)
		if not one then
			return nil, "must be a domain such as \"example.com\", not " .. shown(value)
		end
		return one
	end

	local function address(value)
		local one = type(value) == "string" and core.address(value)
		if not one then
			return nil, "must be an address such as \"news@example.com\", not " .. shown(value)
		end
		return one
	end

	-- An empty list is what the shipped file has, to be filled in.
	local function list_or_none(what, read)
		local some = list(what, read)
		return function(value)
			if type(value) == "table" and next(value) == nil then
				return {}
			end
			return some(value)
		end
	end

	-- When suppressions of one provider are held for a person; false: never.
	local spike_fields = {
		addresses = whole(2, 1000000), times = schema.number(1, 1000), history = span,
		hold_without_history = flag,
	}

	local function spike(value)
		if value == false then
			return { addresses = 0 }
		end
		if type(value) ~= "table" then
			return nil, "must be a table or false, not " .. shown(value)
		end
		return schema.read(core, "", spike_fields, value)
	end

	local function url(value)
		local host = type(value) == "string" and not value:find("[%s%c]") and value:match("^https?://([^/?#]+)")
		if not host or host:find("@", 1, true) then
			return nil, "must be a web address such as \"https://crm.example.com/hook\", not " .. shown(value)
		end
		return value
	end

	-- Relative ones mean another file in each directory that a run begins in.
	local function path(value)
		if type(value) ~= "string" or not value:find("^/[^%z]*$") then
			return nil, "must be the whole path of a file such as \"/etc/rebound/secret\", not " .. shown(value)
		end
		return value
	end

	local function program(value)
		local all, problem = list("a program and its arguments", text("a text"))(value)
		if not all then
			return nil, problem
		end
		if not all[1]:find("^/") then
			return nil, "must begin with the whole path of a program, not " .. shown(all[1])
				.. "; a shell never reads it"
		end
		return all
	end

	local target_fields = {
		url = url, secret_file = path, token_file = path, program = program,
		once = span, timeout = span, give_up = span,
	}

	local function target(name, value)
		local own = "targets: " .. name
		if type(value) ~= "table" then
			return nil, own .. " must be a table, not " .. shown(value)
		end
		local one, problem = schema.read(core, own, target_fields, value)
		if not one then
			return nil, problem
		end
		if (one.url == nil) == (one.program == nil) then
			return nil, own .. (one.url and " has a url and a program; leave one of them out"
				or " needs a url or a program")
		end
		if one.program and (one.secret_file or one.token_file) then
			return nil, own .. ": secret_file and token_file go with a url"
		end
		one.name = name
		return one
	end

	-- Whom tell may name: a list in the order of their names.
	local function targets(value)
		if type(value) ~= "table" then
			return nil, "must be a table, not " .. shown(value)
		end
		local names, all = {}, {}
		for name in pairs(value) do
			if type(name) ~= "string" then
				return nil, "has a target without a name; write targets = { NAME = { ... } }"
			end
			names[#names + 1] = name
		end
		sort(names)
		for i = 1, #names do
			local one, problem = target(names[i], value[names[i]])
			if not one then
				return nil, ": " .. (problem:gsub("^targets: ", ""))
			end
			all[i] = one
		end
		return all
	end

	-- What is told in alerts must be a target: nobody else would hear of it.
	local function check_alert(at, card)
		if not card.alert then
			return
		end
		local names = {}
		for i = 1, #(card.targets or {}) do
			names[i] = card.targets[i].name
			if names[i] == card.alert then
				return
			end
		end
		fail(at, "settings: alert: there is no target " .. shown(card.alert) .. schema.hint(core, card.alert, names))
	end

	local settings_fields = {
		own_domains = list_or_none("domains", domain),
		own_addresses = list_or_none("addresses", address),
		seed = whole(0, 2 ^ 53),
		retries_an_hour = whole(0, 1000000),
		keys = text("the name of a key file"),
		authserv_id = domain,
		spike = spike,
		targets = targets,
		alert = text("the name of a target"),
	}

	function words.settings(value)
		local at = place("settings")
		close()
		if type(value) ~= "table" then
			fail(at, "settings needs a table, not " .. shown(value) .. "; write settings { ... }")
		end
		local card, problem = schema.read(core, "settings", settings_fields, value)
		if not card then
			fail(at, problem)
		end
		if seen.settings then
			fail(at, "settings stands twice, first at " .. seen.settings)
		end
		check_alert(at, card)
		seen.settings = at
		card.type = "settings"
		items[#items + 1] = card
	end

	function words.use(name)
		local at = place("use")
		close()
		if name ~= "policy" then
			fail(at, "use takes \"policy\", the shipped policy, and nothing else, not " .. shown(name))
		end
		items[#items + 1] = { type = "use", at = at }
	end

	-- Before a file runs.
	local function begin(name)
		file, items, open, seen = name, {}, nil, {}
		policy, action, settings, use = words.policy, words.action, words.settings, words.use
		suppress, retry, slow, tell = words.suppress, words.retry, words.slow, words.tell
		review, keep, resume = words.review, words.keep, words.resume
	end

	-- After it ran: what it holds, in order.
	local function finish()
		close()
		local result = items
		file, items, seen = nil, nil, nil
		return result
	end

	-- What an action gave back, as a list of clauses.
	local function result(name, value)
		local own = "action '" .. name .. "'"
		if value == nil then
			return {}
		end
		if type(value) == "table" and value.clause == nil then
			local front, rest, problem = split(value)
			if problem or next(rest) ~= nil then
				fail(core.here(), own .. " gave back a table that is no list of clauses")
			end
			return (read_clauses(core.here(), own, front))
		end
		return { (read_one(core.here(), own, value)) }
	end

	return begin, finish, result
end
