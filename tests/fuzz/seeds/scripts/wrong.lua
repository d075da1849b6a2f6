rule "a" { says = "x" + 1, '\u{110000}' }
local t <close> = nil goto out ::out:: for i = 1, 9 do end return {[1]=2;}