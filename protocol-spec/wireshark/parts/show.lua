-- What was found of a frame as a tree, and as a line for the list of packets.

local spec = part "spec"
local words = part "words"
local fields = part "fields"

local show = {}

-- Bytes that are not those of the packet as something that can be looked at.
local function tab(bytes, name)
  return ByteArray.new(bytes, true):tvb(name)
end

local function generated(tree, field, value)
  if value ~= nil then tree:add(field, value):set_generated() end
end

-- How a value of the log is meant: that depends on the entry's kind.
local function log_words(value, values, at)
  local name = value.field.name:match("^entry%d+%.(%a+)$")
  local places = { detail = 1, short = 2, number = 3, amount = 4 }
  local kind = name and places[name] and values[at - places[name]]
  local about = kind and kind.raw and spec.log[kind.raw]
  about = about and about[name]
  if not about then return "" end
  if about.text then return ": " .. about.text end
  return (": %s %s"):format(about.enum, spec.enums[about.enum][value.raw] or "unknown")
end

local function value_text(value, values, at)
  local text, wire = words.value(value, values)
  if value.absent and value.field.absentMeans then
    text = text .. ", " .. value.field.absentMeans
  end
  if wire then text = ("%s (%s)"):format(text, wire) end
  return value.field.name:match("[^.]+$") .. ": " .. text .. log_words(value, values, at)
end

-- The subtree of the group that a field is in: a name with points in it, part by part.
local function place(trees, name, range)
  local whole, tree = "", trees[""]
  for group in name:gmatch("([^.]+)%.") do
    whole = whole .. group .. "."
    if not trees[whole] then trees[whole] = tree:add(range, group) end
    tree = trees[whole]
  end
  return tree
end

local function body(tree, message, view)
  local trees, start = { [""] = tree }, spec.headerBytes
  local first = {}
  -- How far a group reaches.
  for _, value in ipairs(message.values) do
    for stop in value.field.name:gmatch("()%.") do
      local group = value.field.name:sub(1, stop)
      first[group] = first[group] or { value.offset, 0 }
      first[group][2] = value.offset + value.field.size
    end
  end
  for at, value in ipairs(message.values) do
    local name = value.field.name
    for stop in name:gmatch("()%.") do
      local group = name:sub(1, stop)
      local reach = first[group]
      place(trees, group, view(start + reach[1], reach[2] - reach[1]))
    end
    local made = fields.of[value.field]
    local range = view(start + value.offset, value.field.size)
    local item = place(trees, name):add_le(made.field, range)
    item:set_text(value_text(value, message.values, at))
    for _, member in ipairs(made.members or {}) do item:add_le(member, range) end
    if value.wrong then
      item:add_proto_expert_info(fields.notes.wrong, "Not a value of this field")
    elseif value.broken then
      item:add_proto_expert_info(fields.notes.wrong, value.broken)
    end
  end
  if #message.values == #message.spec.fields and view:len() > start + message.spec.bytes then
    tree:add(fields.rest, view(start + message.spec.bytes))
  end
end

-- The bytes of a message as they may be seen: what is secret is blotted out.
local function seen(message, bytes)
  for _, value in ipairs(message.values or {}) do
    if value.field.secret then
      local start = spec.headerBytes + value.offset
      local stop = start + value.field.size
      bytes = bytes:sub(1, start) .. ("\0"):rep(stop - start) .. bytes:sub(stop + 1)
    end
  end
  return bytes
end

local function refusal(tree, message)
  local code = message.values[2]
  local known = code and spec.refusals[code.raw]
  generated(tree, fields.refusal, true)
  if known then
    generated(tree, fields.refusal_text, known.text)
    generated(tree, fields.refusal_todo, known.todo)
    tree:add_proto_expert_info(fields.notes.refused, "Refused: " .. known.text)
  end
end

local function said(tree, frame, view)
  local message = frame.said
  tree:add_le(fields.type, view(0, 1))
  tree:add_le(fields.request, view(1, 2))
  if not message.spec then return end
  generated(tree, fields.message, message.spec.name)
  if message.spec.kind == "order" then
    generated(tree, fields.order, true)
    tree:add_proto_expert_info(fields.notes.order, "An order: " .. message.spec.text)
  end
  if message.spec.name == "refused" then refusal(tree, message) end
  body(tree, message, view)
end

local function drop(tree, frame)
  local fault = frame.drop
  generated(tree, fields.drop, spec.drops[fault.reason].number)
  local text = ("%s: %s"):format(fault.reason, spec.drops[fault.reason].text)
  if fault.reason == "badChecksum" then
    text = ("%s Computed 0x%08x, received 0x%08x."):format(text, fault.expected, fault.found)
  elseif fault.expected ~= 0 or fault.found ~= 0 then
    text = ("%s Expected %d, found %d."):format(text, fault.expected, fault.found)
  end
  tree:add_proto_expert_info(fields.notes[fault.reason], text)
end

local function exchange(tree, frame)
  generated(tree, fields.repeat_of, frame.repeat_of)
  if frame.repeat_of then
    tree:add_proto_expert_info(fields.notes.again,
      ("Sent again, as in packet %d"):format(frame.repeat_of))
  end
  if frame.asks then generated(tree, fields.reply_in, frame.asks.reply) end
  if frame.answers then generated(tree, fields.reply_to, frame.exchange.first.packet) end
  if frame.waited then
    -- Both parts bear the sign, where the clock of a capture went back.
    local sign = frame.waited < 0 and -1 or 1
    local nanoseconds = math.floor(sign * frame.waited * 1e9 + 0.5)
    local whole = math.floor(nanoseconds / 1e9)
    generated(tree, fields.waited, NSTime.new(sign * whole, sign * (nanoseconds - whole * 1e9)))
  end
end

local function sealed(tree, frame, content)
  tree:add_le(fields.session, content(1, 4))
  tree:add_le(fields.counter, content(5, 4))
  tree:add(fields.cipher, content(spec.sealedBytes, #frame.cipher))
  tree:add(fields.tag, content(spec.sealedBytes + #frame.cipher, spec.tagBytes))
  generated(tree, fields.opened, frame.message ~= nil)
  generated(tree, fields.key_line, frame.key_line)
  if frame.closed then
    tree:add_proto_expert_info(fields.notes.closed, "It stays sealed: " .. frame.closed)
  end
end

-- Which way a frame goes: its key says, or its type, or else the capture.
local function towards(frame, way)
  if frame.key then return frame.key end
  local known = frame.said and frame.said.spec
  if not known then return way end
  return known.direction == "request" and "up" or "down"
end

local function frame_tree(tree, frame, way)
  local up = towards(frame, way)
  if up then generated(tree, fields.to_pump, up == "up") end
  if frame.content then
    local content = tab(frame.whole, "PumpLink content")
    tree:add(fields.kind, content(0, 1))
    if frame.session then sealed(tree, frame, content) end
    if frame.said then
      local view = frame.session and tab(seen(frame.said, frame.message), "PumpLink message")
        or content(1, #frame.message):tvb()
      said(tree, frame, view)
    end
    local sum = tree:add_le(fields.sum, content(#frame.content, spec.link.checksumBytes))
    sum:add(fields.sum_ok, frame.sent == frame.computed):set_generated()
  end
  if frame.drop then drop(tree, frame) end
  if frame.turned then tree:add_proto_expert_info(fields.notes.turned) end
  for _, note in ipairs(frame.notes or {}) do
    tree:add_proto_expert_info(fields.notes.keylog, note)
  end
  exchange(tree, frame)
end

-- A frame in a line, as `programmer decode` has it: name, what matters most, request, session.
function show.line(frame)
  local text
  local message = frame.said
  if message and message.spec then
    text = message.spec.name
    local main = words.line(message)
    if main ~= "" then text = text .. ": " .. main end
  elseif frame.session and not frame.drop then
    text = "sealed frame"
  end
  if message and message.spec then text = ("%s, request %d"):format(text, message.request) end
  if text and frame.session then text = ("%s, session %d"):format(text, frame.session) end
  if frame.repeat_of then text = (text or "frame") .. ", sent again" end
  if frame.drop and not (frame.drop.reason == "repeated" and frame.repeat_of) then
    text = (text and text .. "; " or "") .. "dropped: " .. frame.drop.reason
  end
  return text
end

-- Adds what stands in a packet to its tree, and gives its lines and which way the last of it went.
function show.packet(proto, tvb, tree, found, way)
  local lines = {}
  for at, item in ipairs(found) do
    local range = tvb(item.from - 1, item.to - item.from + 1)
    if at == 1 and found.blind then
      local told = tree:add(proto, range, "PumpLink, its line is not known")
      told:add_proto_expert_info(fields.notes.blind)
    end
    if item.idle then
      tree:add(proto, range, "PumpLink, idle line"):add(fields.idle, range)
      if #found == 1 then lines[#lines + 1] = "idle line" end
    elseif item.piece then
      local inner = tree:add(proto, range, "PumpLink, part of a frame")
      inner:add(fields.part, range)
      generated(inner, fields.ended_in, item.piece.ended_in)
      if not item.piece.ended_in then inner:add_proto_expert_info(fields.notes.unended) end
      lines[#lines + 1] = "part of a frame"
    else
      local line = show.line(item.frame)
      local inner = tree:add(proto, range, "PumpLink, " .. line)
      if item.pieces[1] then
        generated(inner, fields.begun_in, item.pieces[1].packet)
        inner:add(fields.stuffed, tab(item.frame.stuffed, "PumpLink frame")())
      else
        inner:add(fields.stuffed, range)
      end
      frame_tree(inner, item.frame, way)
      lines[#lines + 1] = line
      way = towards(item.frame, way)
    end
  end
  return table.concat(lines, "; "), way
end

return show
