-- What needs no Wireshark: Ascon against its published vectors, frames, the key log as it grows,
-- streams that are cut. Run with
--
--   lua5.2 parts_test.lua PUMPLINK_LUA ASCON_VECTORS KEY_LOG FRAMES
--
-- where FRAMES has a line for each frame: `up` or `down`, the reason it is dropped for or `-`, and
-- its bytes in hexadecimal.

local part = dofile(arg[1])
local ascon, frames, keylog = part "ascon", part "frames", part "keylog"
local words, stream, layout = part "words", part "stream", part "layout"
local conversation = part "conversation"
local checks = 0

local function same(found, wanted, about)
  checks = checks + 1
  if found ~= wanted then
    error(("%s: %s instead of %s"):format(about, tostring(found), tostring(wanted)), 2)
  end
end

local function raw(hex)
  return (hex:gsub("%x%x", function(two) return string.char(tonumber(two, 16)) end))
end

-- Every vector opens to its plaintext; with any one bit of its tag changed, or under another nonce,
-- it does not open.
local vector, vectors = {}, 0
for line in io.lines(arg[2]) do
  local name, value = line:match("^(%u%l*%u*) = ?(%x*)")
  if name then vector[name] = name == "Count" and value or raw(value) end
  if name == "CT" then
    vectors = vectors + 1
    local text, tag = vector.CT:sub(1, -17), vector.CT:sub(-16)
    local about = "vector " .. vector.Count
    same(ascon.open(vector.Key, vector.Nonce, vector.AD, text, tag), vector.PT, about)
    local place = vectors % 16 + 1
    local byte = tag:byte(place)
    local bit = 2 ^ (vectors % 8)
    local turned = math.floor(byte / bit) % 2 == 0 and byte + bit or byte - bit
    local wrong = tag:sub(1, place - 1) .. string.char(math.floor(turned)) .. tag:sub(place + 1)
    same(ascon.open(vector.Key, vector.Nonce, vector.AD, text, wrong), nil, about .. ", tag")
    same(ascon.open(vector.Key, vector.Key, vector.AD, text, tag), nil, about .. ", another nonce")
  end
end
assert(vectors > 40, "there are hardly any vectors")

same(frames.checksum("123456789"), 0xE3069283, "the check value")
same(frames.unstuff(raw("0211010222")), raw("11000022"), "the example of link.md")
for _, wrong in ipairs({ "0311", "00", "0100", "ff", "021103" }) do
  same(frames.unstuff(raw(wrong)), nil, wrong)
end

-- Integers beyond what a double holds.
same(layout.digits(("\255"):rep(8)), "18446744073709551615", "the highest of 64 bits")
same(layout.digits("\0\0\0\0\0\0\0\128"), "9223372036854775808", "its highest bit")
same(layout.digits(("\0"):rep(8)), "0", "zero")
same(layout.digits("\1\128\150\152\0\0\0\0"), "2560000001", "zeros in the middle")
same(words.decimal("5", 3), "0.005", "leading zeros")
same(words.decimal("110000", 3), "110", "no zeros at the end")
same(words.amount("0", "nL"), "0.000 mL", "no volume")
same(words.amount("999", "nL"), "0.000999 mL", "less than a microlitre")
same(words.amount("18446744073709551615", "s"), "18446744073709551615 s", "longer than there is")
for day, date in pairs({ [0] = "2000-01-01", [59] = "2000-02-29", [60] = "2000-03-01",
  [365] = "2000-12-31", [366] = "2001-01-01", [36583] = "2100-02-28", [36584] = "2100-03-01",
  [49710] = "2136-02-07" }) do
  same(words.clock(day * 86400 + 86399), date .. " 23:59:59", "day " .. day)
end

-- A log in memory that grows.
local text
local function open()
  if not text then return nil, "no such file" end
  local at = 0
  return {
    seek = function(_, whence, offset) at = whence == "end" and #text or offset; return at end,
    read = function() return text:sub(at + 1) end, close = function() end,
  }
end
local function line(session, nonce)
  return ("PUMPLINK_SESSION %08x %s %s %s"):format(session, nonce:rep(16), ("0a"):rep(16),
    ("0B"):rep(16))
end
local log = keylog.new("log", open)
same(#keylog.read(log), 1, "a log that is missing")
same(#keylog.read(log), 0, "it is said once")
text = "# begun\n" .. line(1, "11") .. "\n" .. line(2, "22"):sub(1, 60)
local notes = keylog.read(log)
same(#notes, 1, "a line that is being written")
same(log.entries, 1, "it does not count yet")
text = "# begun\n" .. line(1, "11") .. "\n" .. line(2, "22")
same(#keylog.read(log), 0, "it is whole")
same(log.entries, 2, "and counts, without an end")
same(log.sessions[2][1].line, 3, "its number")
text = text .. "\n" .. line(2, "33") .. "\nwrong\n"
same(keylog.read(log)[1]:match("line %d+"), "line 5", "lines are counted on")
same(log.entries, 3, "nothing is taken twice")
local entries, fitting = keylog.entries(log, 2, raw(("22"):rep(16)))
same(#entries .. "/" .. fitting, "2/1", "the nonce goes first")
same(entries[1].line, 3, "that of the nonce")
same(keylog.entries(log, 2)[1].line, 4, "without one the last")
text = line(7, "77") .. "\n"
keylog.read(log)
same(log.sessions[7][1].line, 1, "written anew")

-- However a stream is cut, the same frames come of it.
local whole = raw("00000011220033445500006600007700")
local function stuffed(cuts)
  local state, found, at = stream.new(), {}, 1
  for _, size in ipairs(cuts) do
    for _, item in ipairs(stream.feed(state, whole:sub(at, at + size - 1), at)) do
      if item.whole then found[#found + 1] = item.stuffed end
    end
    at = at + size
  end
  return table.concat(found, " ")
end
local wanted = table.concat({ raw("1122"), raw("334455"), raw("66"), raw("77") }, " ")
same(stuffed({ #whole }), wanted, "all at once")
for first = 1, #whole - 1 do
  same(stuffed({ first, #whole - first }), wanted, "cut behind " .. first)
end
same(stuffed({ 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }), wanted, "byte by byte")
local places = {}
for _, item in ipairs(stream.feed(stream.new(), whole, 1)) do
  places[#places + 1] = item.from .. "-" .. item.to .. (item.idle and "i" or "")
end
same(table.concat(places, " "), "1-2i 3-6 7-10 11-13 14-16", "every byte is somewhere")

-- Every frame is dropped for its reason, or for none, and then has words. No line knows of another.
local real = keylog.new(arg[3])
same(#keylog.read(real), 0, "the log of the fixtures")
for each in io.lines(arg[4]) do
  local way, reason, hex = each:match("^(%a+) (%S+) (%x+)$")
  local frame
  for _, item in ipairs(stream.feed(stream.new(), raw(hex), 1)) do
    if item.whole then frame = frames.read(item.stuffed, item.length) end
  end
  conversation.take(conversation.new(), frame, { packet = 1, seconds = 0 }, way, real)
  same(frame.drop and frame.drop.reason or "-", reason, hex)
  if reason == "-" then
    same(words.line(frame.said):find("[{}?]"), nil, words.line(frame.said))
  end
end

print(checks)
