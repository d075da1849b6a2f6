-- SPDX-License-Identifier: MIT
-- Exchange 5.5 and 2000: "ADDRESS on DATE", and below it words in the language of the server and a
-- code of its own, which tells the reason in any language.

local codes = {
	["000C05A6"] = "Unknown Recipient",
	["000C0595"] = "Ambiguous Recipient, there is more than one of this name",
	["000B099C"] = "Host unknown",
	["000B09AA"] = "Unable to relay for this recipient",
	["00010256"] = "Too many recipients",
	["000D06B5"] = "No proxy for this recipient",
	["00120270"] = "Too many hops",
	["00050311"] = "Conversion to Internet format failed",
	["000502CC"] = "Conversion to Internet format failed",
	["000B0981"] = "Authentication is not supported by the server",
}

reader "exchange_55" {
	signs = { "msexch:*" },
	read = function(mail)
		local list, entry, words = {}, nil, {}
		local function close()
			if entry then
				list[#list + 1] = { address = entry, text = table.concat(words, " ") }
			end
			entry, words = nil, {}
		end
		for i = 1, #mail.lines do
			local line = mail.lines[i]
			local address = line:match("^([^%s:;<>]+@[^%s:;<>]+)%s+%S+%s.*%d:%d%d")
			if address then
				close()
				entry = address
			elseif entry and line:find("MSEXCH:", 1, true) then
				local code, said = line:match("%((%x%x%x%x%x%x%x%x)%)%s*(.*)$")
				local known = codes[(code or ""):upper()]
				if said and said:find("^%d%d%d[ -]") then
					words = { said }
				else
					words[#words + 1] = said ~= "" and said or known
				end
			elseif entry and line ~= "" and not line:find("MTS-ID", 1, true) then
				words[#words + 1] = line
			end
		end
		close()
		return list
	end,
}
