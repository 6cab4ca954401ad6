-- The key log (README.md, "Key log"): a line for each session, with what opens it.

local keylog = {}
local LABEL = "PUMPLINK_SESSION"

local function raw(hex)
  return (hex:gsub("%x%x", function(two) return string.char(tonumber(two, 16)) end))
end

-- A line as an entry; nil and nothing for one that says nothing, nil and why for one that is wrong.
function keylog.line(text)
  text = text:gsub("\r$", ""):gsub("^\239\187\191", "")
  text = text:gsub("%s*#.*$", "")
  if text:match("^%s*$") then return nil end
  local words = {}
  for word in text:gmatch("%S+") do words[#words + 1] = word end
  if words[1] ~= LABEL then return nil, "it does not begin with " .. LABEL end
  local parts = { "session number", "programmer's nonce", "up key", "down key" }
  if #words ~= 1 + #parts then
    return nil, ("it has %d parts behind %s, not %d"):format(#words - 1, LABEL, #parts)
  end
  for place, name in ipairs(parts) do
    local digits = place == 1 and 8 or 32
    if #words[place + 1] ~= digits or words[place + 1]:find("%X") then
      return nil, ("its %s is not %d hexadecimal digits"):format(name, digits)
    end
  end
  return {
    session = tonumber(words[2], 16), nonce = raw(words[3]),
    up = raw(words[4]), down = raw(words[5]),
  }
end

-- A log that is read as it grows. `open` gives a file by its path, as io.open does.
function keylog.new(path, open)
  return {
    path = path, open = open or io.open, at = 0, lines = 0, sessions = {}, told = {}, entries = 0,
  }
end

local function take(log, text, notes)
  log.lines = log.lines + 1
  if text == log.tail then return end
  local entry, why = keylog.line(text)
  if entry then
    entry.line = log.lines
    log.entries = log.entries + 1
    local known = log.sessions[entry.session] or {}
    log.sessions[entry.session] = known
    -- The one written last is tried first.
    table.insert(known, 1, entry)
  elseif why and not log.told[log.lines] then
    log.told[log.lines] = true
    notes[#notes + 1] = ("key log %s, line %d: %s"):format(log.path, log.lines, why)
  end
end

-- Reads what was written since the last time. Gives what there is to say of it, most often nothing.
function keylog.read(log)
  local notes = {}
  local file, why = log.open(log.path, "rb")
  if not file then
    if not log.missing then
      notes[1] = "the key log cannot be read, so what is sealed stays closed: " .. tostring(why)
    end
    log.missing = true
    return notes
  end
  local size = file:seek("end")
  -- Written anew and shorter: from the beginning.
  if size and size < log.at then log.at, log.lines, log.told = 0, 0, {} end
  file:seek("set", log.at)
  local text = file:read("*a") or ""
  file:close()
  local start = 1
  while true do
    local stop = text:find("\n", start, true)
    if not stop then break end
    take(log, text:sub(start, stop - 1), notes)
    log.tail = nil
    start = stop + 1
  end
  log.at = log.at + start - 1
  -- A last line without an end counts if it is whole; it may as well still be being written, and is
  -- read again.
  local rest = text:sub(start)
  if rest ~= "" and rest ~= log.tail then
    take(log, rest, notes)
    log.lines = log.lines - 1
    log.tail = rest
  end
  return notes
end

-- The entries of a session number: those with the programmer's nonce first, where one was seen, and
-- of each the one written last. Besides, how many have that nonce.
function keylog.entries(log, session, nonce)
  local known = log and log.sessions[session] or {}
  local fitting, others = {}, {}
  for _, entry in ipairs(known) do
    local list = (nonce and entry.nonce == nonce) and fitting or others
    list[#list + 1] = entry
  end
  local count = #fitting
  for _, entry in ipairs(others) do fitting[#fitting + 1] = entry end
  return fitting, count
end

return keylog
