-- Operations on 32 bits. What there is for them differs: operators since Lua 5.3, `bit32` in 5.2,
-- and `bit`, which Wireshark brings to some. Every result is from 0 to 2^32 - 1, whichever it is.

local operators = (rawget(_G, "loadstring") or load)([[return {
  band = function(a, b) return a & b end,
  bor = function(a, b) return a | b end,
  bxor = function(a, b) return a ~ b end,
  bnot = function(a) return ~a & 0xFFFFFFFF end,
  lshift = function(a, count) return a << count & 0xFFFFFFFF end,
  rshift = function(a, count) return a >> count end,
}]])
if operators then return operators() end

local bit32 = rawget(_G, "bit32")
if bit32 then return bit32 end

-- LuaBitOp gives integers with a sign.
local bit = assert(rawget(_G, "bit"), "pumplink.lua: this Lua has no operations on bits")
local function plain(operation)
  return function(a, b) return operation(a, b) % 4294967296 end
end
return {
  band = plain(bit.band), bor = plain(bit.bor), bxor = plain(bit.bxor),
  bnot = function(a) return bit.bnot(a) % 4294967296 end,
  lshift = plain(bit.lshift), rshift = plain(bit.rshift),
}
