-- Ascon-AEAD128 as far as opening goes (NIST SP 800-232, section 4; security.md, "Sealing").
--
-- A word of 64 bits is two halves, low and high, for not every Lua has integers of 64 bits. The
-- state is ten of them in a row: low and high of the first word, then of the next.

local bits = part "bits"
local band, bor, bxor, bnot = bits.band, bits.bor, bits.bxor, bits.bnot
local lshift, rshift = bits.lshift, bits.rshift

local ascon = {}

-- A word turned to the right by one count, set beside itself turned by another: the linear layer.
local function diffuse(low, high, first, second)
  local l, h = low, high
  if first >= 32 then l, h, first = h, l, first - 32 end
  local turned_low = bor(rshift(l, first), lshift(h, 32 - first))
  local turned_high = bor(rshift(h, first), lshift(l, 32 - first))
  l, h = low, high
  if second >= 32 then l, h, second = h, l, second - 32 end
  return bxor(bxor(low, turned_low), bor(rshift(l, second), lshift(h, 32 - second))),
    bxor(bxor(high, turned_high), bor(rshift(h, second), lshift(l, 32 - second)))
end

-- The substitution of five halves, each from what the others were.
local function substitute(x0, x1, x2, x3, x4)
  x0, x4, x2 = bxor(x0, x4), bxor(x4, x3), bxor(x2, x1)
  local t0 = bxor(x0, band(bnot(x1), x2))
  local t1 = bxor(x1, band(bnot(x2), x3))
  local t2 = bxor(x2, band(bnot(x3), x4))
  local t3 = bxor(x3, band(bnot(x4), x0))
  local t4 = bxor(x4, band(bnot(x0), x1))
  return bxor(t0, t4), bxor(t1, t0), bnot(t2), bxor(t3, t2), t4
end

-- The last so many of the twelve rounds.
local function permute(state, rounds)
  local l0, h0, l1, h1, l2, h2, l3, h3, l4, h4 =
    state[1], state[2], state[3], state[4], state[5],
    state[6], state[7], state[8], state[9], state[10]
  for round = 12 - rounds, 11 do
    l2 = bxor(l2, 0xF0 - 0x0F * round)
    l0, l1, l2, l3, l4 = substitute(l0, l1, l2, l3, l4)
    h0, h1, h2, h3, h4 = substitute(h0, h1, h2, h3, h4)
    l0, h0 = diffuse(l0, h0, 19, 28)
    l1, h1 = diffuse(l1, h1, 61, 39)
    l2, h2 = diffuse(l2, h2, 1, 6)
    l3, h3 = diffuse(l3, h3, 10, 17)
    l4, h4 = diffuse(l4, h4, 7, 41)
  end
  state[1], state[2], state[3], state[4], state[5] = l0, h0, l1, h1, l2
  state[6], state[7], state[8], state[9], state[10] = h2, l3, h3, l4, h4
end

-- Four bytes from a place on, the lowest first.
local function half(text, at)
  local a, b, c, d = text:byte(at, at + 3)
  return a + b * 0x100 + c * 0x10000 + d * 0x1000000
end

local function bytes(value)
  local a = value % 0x100
  local b = (value - a) / 0x100 % 0x100
  local c = (value - a - b * 0x100) / 0x10000 % 0x100
  local d = (value - a - b * 0x100 - c * 0x10000) / 0x1000000
  return string.char(math.floor(a), math.floor(b), math.floor(c), math.floor(d))
end

-- Sixteen bytes added to four halves of the state from one on.
local function absorb(state, first, block)
  for place = 0, 3 do
    state[first + place] = bxor(state[first + place], half(block, 1 + 4 * place))
  end
end

local function padded(rest)
  return rest .. "\1" .. ("\0"):rep(15 - #rest)
end

-- The first halves of the state as bytes: what a block is sealed with.
local function stream(state)
  return bytes(state[1]) .. bytes(state[2]) .. bytes(state[3]) .. bytes(state[4])
end

local function mixed(text, with)
  local found = {}
  for at = 1, #text do found[at] = string.char(bxor(text:byte(at), with:byte(at))) end
  return table.concat(found)
end

-- The state after key, nonce and associated data.
local function begin(key, nonce, known)
  local state = { 0x808C0001, 0x00001000, 0, 0, 0, 0, 0, 0, 0, 0 }
  absorb(state, 3, key)
  absorb(state, 7, nonce)
  permute(state, 12)
  absorb(state, 7, key)
  if #known > 0 then
    for at = 1, #known + 1, 16 do
      local block = known:sub(at, at + 15)
      absorb(state, 1, #block == 16 and block or padded(block))
      permute(state, 8)
    end
  end
  state[10] = bxor(state[10], 0x80000000)
  return state
end

-- The plaintext of what was sealed under a key of 16 bytes and a nonce of 16 bytes with associated
-- data; nil when the tag of 16 bytes does not fit, and then nothing of it may be believed.
function ascon.open(key, nonce, known, text, tag)
  local state = begin(key, nonce, known)
  local plain = {}
  for at = 1, #text + 1, 16 do
    local block = text:sub(at, at + 15)
    local opened = mixed(block, stream(state))
    plain[#plain + 1] = opened
    if #block == 16 then
      absorb(state, 1, opened)
      permute(state, 8)
    else
      absorb(state, 1, padded(opened))
    end
  end
  absorb(state, 5, key)
  permute(state, 12)
  absorb(state, 7, key)
  local own = bytes(state[7]) .. bytes(state[8]) .. bytes(state[9]) .. bytes(state[10])
  if own ~= tag then return nil end
  return table.concat(plain)
end

return ascon
