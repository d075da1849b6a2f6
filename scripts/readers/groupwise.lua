-- SPDX-License-Identifier: MIT
-- GroupWise: a list of addresses, each with its reason in brackets behind it.

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
				local address, reason = line:match("^<?([^%s<>]+@[^%s<>]+)>?%s+%((.+)%)$")
				if not address then
					break
				end
				list[#list + 1] = { address = address, text = reason }
			end
		end
		return list
	end,
}
