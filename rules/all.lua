-- SPDX-License-Identifier: MIT
-- The shipped cards in their order: the first card that holds wins. What one provider says comes
-- first, then the texts of everybody, then the bare codes. Among the texts, what is said of us, of
-- our host or of the message comes before what is said of the recipient: the words are often the
-- same, and an address is suppressed only where nothing else can be meant.

-- Providers and programs.
use "google"
use "microsoft"
use "yahoo"
use "apple"
use "america"
use "europe"
use "russia"
use "asia"
use "gateways"
use "services"
use "software"

-- Texts.
use "suppressed"
use "subject"
use "agreed"
use "waiting"
use "authentication"
use "sender"
use "reputation"
use "rate"
use "session"
use "message"
use "more_languages"
use "mailbox"
use "domain"
use "restricted"
use "recipient"
use "system"
use "statements"
use "unavailable"
use "topics"
use "refused"
use "unbelieved"

-- Codes.
use "status"
use "reply"
