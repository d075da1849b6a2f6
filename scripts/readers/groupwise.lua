-- SPDX-License-Identifier: MIT
-- GroupWise: a list of addresses, each with its reason in brackets behind it. A name without a
-- domain is the local part of whom the message was addressed to, or nobody's.

reader "groupwise" {
	signs = {
		"the message that you sent was undeliverable to the following",
		"the attached file had the following undeliverable recipient",
	},
	read = function(mail)
		local list, open = {}, false
		for i = 1, #mail.lines do
			local line = mail.lines[i]
			if line:lower():find("undeliverable", 1, true) then
				open = true
			elseif open and line ~= "" then
				local name, reason = line:match("^<?([^%s<>]+)>?%s+%((.+)%)$")
				if not name then
					break
				end
				local to = mail.returned_to or ""
				if name:find("@", 1, true) then
					list[#list + 1] = { address = name, text = reason }
				elseif to:lower():find(name:lower() .. "@", 1, true) == 1 then
					list[#list + 1] = { address = to, text = reason }
				end
			end
		end
		return list
	end,
}
