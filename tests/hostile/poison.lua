-- SPDX-License-Identifier: MIT
-- What would change what another check sees. Refused once all is loaded.

local shared, nested, keyed = {}, { { {} } }, {}
keyed[keyed] = { 1 }
local object = { list = { 1, 2 } }

keep(function() pairs = nil end)
keep(function() new = 1 end)
keep(function() _ENV.new = 1 end)
keep(function() _G.new = 1 end)
keep(function() shared[1] = 1 end)
keep(function() shared.x = 1 end)
keep(function() nested[1][1][1] = 1 end)
keep(function() for k, v in pairs(nested) do v[1][1] = 1 end end)
keep(function() for k, v in ipairs(nested) do v[1][1] = 1 end end)
keep(function() for k, v in next, nested do v[1][1] = 1 end end)
keep(function() for k, v in pairs(keyed) do v[1] = 2 end end)
keep(function() for k, v in pairs(keyed) do k.x = 2 end end)
keep(function() table.unpack(nested)[1] = 1 end)
keep(function() table.move({ 1 }, 1, 1, 1, shared) end)
keep(function() table.sort(object.list, function(a, b) return a > b end) end)
keep(function() table.remove(object.list) end)
keep(function() object.list[#object.list + 1] = 1 end)
keep(function() local own = { shared } own[1].x = 1 end)
keep(function() local copy = table.pack(table.unpack(nested)) copy[1][1] = 1 end)
keep(function() local s = ("x"):gsub("x", function() shared.x = 1 end) end)
keep(function() table.sort({ 1, 2, 3 }, function(a, b) shared.x = 1 return a < b end) end)
keep(function() assert(pcall(function() shared.x = 1 end)) end)
keep(function() local _ENV = _ENV x = 1 end)
