-- SPDX-License-Identifier: MIT
-- fml, a list manager of Japan: it sends back what a stranger wrote to the list.

reader "fml" {
	signs = { "i am the fml ml manager", "fml ml manager for the ml", "ml manager*not member" },
	read = function(mail)
		local address = mail.text:match("for the ML <([^<>%s]+@[^<>%s]+)>")
		local what = mail.text:match("(NOT MEMBER[^\n]*)") or mail.text:match("(REJECT[^\n]*)")
		if address and what then
			return { { address = address, text = what .. " (members only)" } }
		end
	end,
}
