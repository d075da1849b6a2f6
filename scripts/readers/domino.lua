-- SPDX-License-Identifier: MIT
-- Domino and Notes without a machine part. They name people by their place in the directory, such
-- as Ann Lee/Sales/Acme@ACME, which is no mail address: then the message went to whom it was
-- addressed to.

local headings = {
	["was not delivered to:"] = true,
	["konnte nicht zugestellt werden an:"] = true,
	["wurde nicht zugestellt an:"] = true,
	["n'a pas été remis à :"] = true,
	["n'a pas été distribué à :"] = true,
	["non è stato consegnato a:"] = true,
	["no se entregó a:"] = true,
	["não foi entregue a:"] = true,
	["werd niet bezorgd aan:"] = true,
}

local causes = {
	["because:"] = true,
	["da:"] = true,
	["weil:"] = true,
	["parce que :"] = true,
	["car :"] = true,
	["perché:"] = true,
	["porque:"] = true,
	["omdat:"] = true,
}

-- The lines below a heading, up to the next heading.
local function block(lines, from)
	local found = {}
	for i = from, #lines do
		local line = lines[i]
		if causes[line:lower()] or headings[line:lower()] then
			return found, i
		end
		if line ~= "" then
			found[#found + 1] = line
		end
	end
	return found, #lines + 1
end

local function is_address(name)
	return name:find("^[^%s/@]+@[^%s/@]+$") ~= nil
end

reader "domino" {
	doc = "Names of the Notes directory stand for the address that the message went to.",
	signs = {
		"was not delivered to", "konnte nicht zugestellt werden an", "wurde nicht zugestellt an",
		"n'a pas été remis à", "n'a pas été distribué à", "non è stato consegnato a",
		"no se entregó a", "não foi entregue a", "werd niet bezorgd aan",
	},
	read = function(mail)
		local lines, list = mail.lines, {}
		local i = 1
		while i <= #lines do
			if headings[lines[i]:lower()] then
				local names, reasons
				names, i = block(lines, i + 1)
				reasons = {}
				if lines[i] and causes[lines[i]:lower()] then
					reasons, i = block(lines, i + 1)
				end
				local text = table.concat(reasons, " ")
				for k = 1, #names do
					local address = is_address(names[k]) and names[k]
						or (#names == 1 and names[k]:find("/", 1, true) and mail.returned_to)
					if not address or text == "" then
						return nil
					end
					list[#list + 1] = { address = address, text = text }
				end
			else
				i = i + 1
			end
		end
		return list
	end,
}
