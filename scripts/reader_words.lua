-- SPDX-License-Identifier: MIT
-- The word of a reader's file: reader "name" { signs = ..., header = ..., read = function }. In a
-- user's rule file the cards stand beside it; they are the rules' business, and are passed over.

local error, pairs, sort, tostring, type = error, pairs, table.sort, tostring, type

local readers, seen = {}, {}
local fields = { signs = true, header = true, read = true, doc = true }

-- A list of phrases, or nil.
local function phrases(value)
	local list = type(value) == "string" and { value } or value
	if type(list) ~= "table" or #list == 0 then
		return nil
	end
	for i = 1, #list do
		if type(list[i]) ~= "string" or not list[i]:find("%S%S") then
			return nil
		end
	end
	return list
end

-- The headers that are wanted, sorted by name, or nil.
local function headers(value)
	local all, names = {}, {}
	if type(value) ~= "table" then
		return nil
	end
	for name, pattern in pairs(value) do
		if type(name) ~= "string" or type(pattern) ~= "string" then
			return nil
		end
		names[#names + 1] = name
	end
	sort(names)
	for i = 1, #names do
		all[i] = { name = names[i], pattern = value[names[i]] }
	end
	return all
end

-- What is wrong with a reader, or nil; it is kept where nothing is.
local function add(name, value)
	if type(value) ~= "table" then
		return "needs a table of fields; write reader \"" .. name .. "\" { ... }"
	end
	for key in pairs(value) do
		if not fields[key] then
			return "has no field '" .. tostring(key) .. "'; it may be signs, header, read or doc"
		end
	end
	if seen[name] then
		-- A user's reader stands in place of the shipped one of its name.
		return not readers.shipped and "stands twice; give one of them another name" or nil
	elseif type(value.read) ~= "function" then
		return "needs read, a function that takes a mail"
	end
	local signs, wanted = phrases(value.signs), headers(value.header or {})
	if not signs then
		return "needs signs: a phrase, or a list of phrases, of which its mails bear one"
	elseif not wanted then
		return "has a header that is no wildcard; write header = { [\"X-Mailer\"] = \"*name*\" }"
	end
	seen[name] = true
	readers[#readers + 1] = { name = name, signs = signs, header = wanted, read = value.read }
end

local function nothing()
	return function() end
end

reader = function(name)
	if type(name) ~= "string" or not name:find("^[%w_.-]+$") or #name > 60 then
		error("reader needs a name of letters, digits, '_', '-' and '.', and then a table", 2)
	end
	return function(value)
		local problem = add(name, value)
		if problem then
			error("reader '" .. name .. "' " .. problem, 2)
		end
	end
end
rule, use = nothing, nothing

return readers
