-- SPDX-License-Identifier: MIT
-- How a session ended before anybody was named in it. What the server said of us by then stands in
-- the cards before, and tells more; what is said of recipients in those after can't be meant.

rule "no_session" {
	doc    = "qmail-remote's words for a greeting that was none, or for no answer.",
	says   = {
		"but greeting failed", "but connection died", "but they may be refusing to talk",
	},
	unless = { says = { "denied", "refused" } },
	reason = "network_error",
	yes    = { "Connected to 192.0.2.9 but greeting failed. Remote host said: 421 not now" },
	no     = { "550 my greeting was refused" },
}
