-- SPDX-License-Identifier: MIT
-- What a table of a user's may hold, field by field. A reader takes a value and gives it back in
-- one plain form, or nil and what is wrong with it, in words that follow the field's name.

local error, pairs, tostring, type = error, pairs, tostring, type
local concat, sort = table.concat, table.sort
local floor, len = math.floor, utf8.len

local schema = {}

-- Why a string is no text that a card may hold, or nil.
local function flaw_of(value)
	if not value:find("%S") then
		return "blank"
	elseif not len(value) then
		return "must be valid UTF-8"
	elseif #value > 4000 then
		return "is longer than 4000 bytes"
	elseif value:find("\0", 1, true) then
		return "must not hold a NUL byte"
	end
end

-- How many keys a table has.
local function count_of(value)
	local count = 0
	for _ in pairs(value) do
		count = count + 1
	end
	return count
end

-- Let C do what is asked often: core.flaw(text) and core.count(table).
function schema.hasten(core)
	flaw_of, count_of = core.flaw, core.count
end

-- How a value is called in a message.
local function shown(value)
	if type(value) == "string" then
		if not len(value) or #value > 60 then
			return "a string"
		end
		return "'" .. value .. "'"
	end
	if type(value) == "number" or type(value) == "boolean" then
		return tostring(value)
	end
	return "a " .. type(value)
end
schema.shown = shown

-- "; did you mean 'x'?" where a word is near enough, else the words themselves if they are few.
function schema.hint(core, word, words)
	local near = type(word) == "string" and core.nearest(word, words)
	if near then
		return "; did you mean '" .. near .. "'?"
	end
	if #words <= 6 then
		return "; it may be " .. concat(words, ", ")
	end
	return ""
end

-- One string that says something: valid UTF-8, not blank, not endless.
function schema.text(what)
	return function(value)
		if type(value) ~= "string" then
			return nil, "must be " .. what .. ", not " .. shown(value)
		end
		local flaw = flaw_of(value)
		if not flaw then
			return value
		end
		if flaw == "blank" then
			return nil, "must be " .. what .. ", not an empty one"
		end
		return nil, flaw
	end
end

-- One value, or a list of such: always given back as a list. quick, if there is one, gives the list
-- back at once where nothing is wrong with it.
function schema.list(what, read, quick)
	return function(value)
		local known_good = quick and type(value) == "table" and quick(value)
		if known_good then
			return known_good
		end
		if type(value) ~= "table" then
			local one, problem = read(value)
			if one == nil then
				return nil, problem
			end
			return { one }
		end
		local count, all = count_of(value), {}
		if count == 0 then
			return nil, "is an empty list; give it " .. what .. " or leave it out"
		end
		if value[count] == nil then
			for key in pairs(value) do
				if type(key) ~= "number" or key < 1 or key ~= floor(key) then
					return nil, "must be a list of " .. what .. ", but has the key " .. shown(key)
				end
			end
		end
		for i = 1, count do
			if value[i] == nil then
				return nil, "has a hole at entry " .. i
			end
			local one, problem = read(value[i])
			if one == nil then
				return nil, "(entry " .. i .. ") " .. problem
			end
			all[i] = one
		end
		return all
	end
end

-- One word out of some.
function schema.word(core, words)
	return function(value)
		if type(value) ~= "string" then
			return nil, "must be a word, not " .. shown(value)
		end
		for i = 1, #words do
			if words[i] == value then
				return value
			end
		end
		return nil, shown(value) .. " is not known" .. schema.hint(core, value, words)
	end
end

-- A number within bounds.
function schema.number(least, most)
	return function(value)
		if type(value) ~= "number" or not (value >= least and value <= most) then
			return nil, "must be a number from " .. least .. " to " .. most .. ", not " .. shown(value)
		end
		return value
	end
end

-- A span such as "4h"; given back in seconds.
function schema.span(core)
	return function(value)
		local seconds = type(value) == "string" and core.span(value)
		if not seconds or seconds <= 0 then
			return nil, "must be a span such as \"90s\", \"15m\", \"4h\" or \"3d\", not " .. shown(value)
		end
		return seconds
	end
end

-- A function.
function schema.callable(value)
	if type(value) ~= "function" then
		return nil, "must be a function, not " .. shown(value)
	end
	return value
end

-- The names of a table's fields, sorted; known after the first time.
local known = {}
function schema.names(fields)
	local names = known[fields]
	if not names then
		names = {}
		for name in pairs(fields) do
			names[#names + 1] = name
		end
		sort(names)
		known[fields] = names
	end
	return names
end

-- What is wrong with the keys of a table, or nil.
function schema.find_strange(core, own, fields, value)
	local strange
	local has = own == "" and "has " or own .. " has "
	for key in pairs(value) do
		if type(key) ~= "string" then
			return has .. "a value without a field's name (" .. shown(value[key])
				.. "); write FIELD = VALUE"
		end
		if not fields[key] and (not strange or key < strange) then
			strange = key
		end
	end
	if strange then
		return has .. "no field " .. shown(strange)
			.. schema.hint(core, strange, schema.names(fields))
	end
	return nil
end

-- Read a whole table by its fields (name = reader); nil and the problem, with the field's name.
-- own is whose table it is, such as "rule 'x'"; "" where that stands before the message anyway.
function schema.read(core, own, fields, value)
	local result = {}
	if not (core.is_known and core.is_known(value, fields)) then
		local problem = schema.find_strange(core, own, fields, value)
		if problem then
			return nil, problem
		end
	end
	local names = schema.names(fields)
	for i = 1, #names do
		local name = names[i]
		if value[name] ~= nil then
			local one, problem = fields[name](value[name])
			if one == nil then
				local glue = problem:find("^:") and "" or " "
				return nil, own .. ": " .. name .. glue .. problem
			end
			result[name] = one
		end
	end
	return result
end

-- Stop with a message that begins with its place.
function schema.fail(file, line, text)
	error(file .. ":" .. line .. ": " .. text, 0)
end

return schema
