-- Frames on the line (link.md): what stands between two delimiters, unstuffed and checked.

local bits = part "bits"
local spec = part "spec"
local bxor, band, rshift = bits.bxor, bits.band, bits.rshift
local link = spec.link

local frames = {}

local sums = {}
for byte = 0, 255 do
  local register = byte
  for _ = 1, 8 do
    local low = band(register, 1)
    register = rshift(register, 1)
    if low == 1 then register = bxor(register, link.reflected) end
  end
  sums[byte] = register
end

-- CRC-32C: of `123456789` it is 0xE3069283.
function frames.checksum(text)
  local register = 0xFFFFFFFF
  for at = 1, #text do
    register = bxor(rshift(register, 8), sums[band(bxor(register, text:byte(at)), 0xFF)])
  end
  return bits.bnot(register)
end

-- An integer of some bytes, the lowest first; exact up to 2^53. One of 64 bits is a float, for the
-- integers of newer Luas have a sign.
function frames.number(text, at, size)
  local value = size > 6 and 0.0 or 0
  for place = at + size - 1, at, -1 do value = value * 256 + text:byte(place) end
  return value
end

-- The content in stuffed bytes; nil when the codes do not end exactly at their end.
function frames.unstuff(stuffed)
  local runs, at = {}, 1
  while at <= #stuffed do
    local code = stuffed:byte(at)
    if code == 0 or code == 255 or at + code > #stuffed + 1 then return nil end
    runs[#runs + 1] = stuffed:sub(at + 1, at + code - 1)
    at = at + code
  end
  return table.concat(runs, "\0")
end

local function dropped(found, reason, expected, instead)
  found.drop = { reason = reason, expected = expected or 0, found = instead or 0 }
  return found
end

-- What stood between two delimiters, `length` bytes of which `stuffed` are kept: its `content`
-- without the checksum, `sent` and `computed`, and `drop` for what is no frame. A sealed one has
-- `session`, `counter`, `cipher` and `tag`; one in the open its `message`.
function frames.read(stuffed, length)
  local found = { stuffed = stuffed, length = length }
  if length > link.stuffedBytesMax then
    return dropped(found, "oversized", link.stuffedBytesMax, length)
  elseif length < link.stuffedBytesMin then
    return dropped(found, "truncated", link.stuffedBytesMin, length)
  end
  local whole = frames.unstuff(stuffed)
  if not whole then return dropped(found, "badStuffing", length) end
  local content = whole:sub(1, -1 - link.checksumBytes)
  found.whole, found.content = whole, content
  found.sent = frames.number(whole, #content + 1, link.checksumBytes)
  found.computed = frames.checksum(content)
  if found.sent ~= found.computed then
    return dropped(found, "badChecksum", found.computed, found.sent)
  end
  found.kind = content:byte(1)
  if found.kind == spec.kinds.open and #content >= 1 + spec.headerBytes then
    found.message = content:sub(2)
  elseif found.kind == spec.kinds.sealed
    and #content >= spec.sealedBytes + spec.headerBytes + spec.tagBytes then
    found.session = frames.number(content, 2, 4)
    found.counter = frames.number(content, 6, 4)
    found.cipher = content:sub(spec.sealedBytes + 1, -1 - spec.tagBytes)
    found.tag = content:sub(-spec.tagBytes)
  else
    return dropped(found, "unknownEnvelope")
  end
  return found
end

return frames
