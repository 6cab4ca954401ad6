-- What Wireshark can filter for: a field for each of messages.json, `pumplink.MESSAGE.FIELD`, those
-- of frames, seals and exchanges, and the expert notes.

local spec = part "spec"

local fields = { all = {}, experts = {}, of = {}, notes = {} }

local function add(key, field)
  fields[key] = field
  fields.all[#fields.all + 1] = field
end

local message_names, drop_names, kind_names = {}, {}, {}
for number, message in pairs(spec.messages) do message_names[number] = message.name end
for name, drop in pairs(spec.drops) do drop_names[drop.number] = name end
for name, number in pairs(spec.kinds) do kind_names[number] = name end

-- Fields of frames, seals and exchanges, by the names that the other parts have for them.
local function bytes(key, name, label, text)
  add(key, ProtoField.bytes("pumplink." .. name, label, base.NONE, text))
end

local function flag(key, name, label, text)
  add(key, ProtoField.bool("pumplink." .. name, label, base.NONE, nil, nil, text))
end

local function number(key, name, label, make, display, names, text)
  add(key, make("pumplink." .. name, label, display, names, nil, text))
end

local function packet(key, name, label, type)
  add(key, ProtoField.framenum("pumplink." .. name, label, base.NONE, type))
end

local function letters(key, name, label, text)
  add(key, ProtoField.string("pumplink." .. name, label, base.ASCII, text))
end

local u8, u16, u32 = ProtoField.uint8, ProtoField.uint16, ProtoField.uint32
bytes("idle", "idle", "Idle line", "Delimiters that are no frame's")
bytes("part", "part", "Part of a frame", "Bytes that no delimiter has ended yet")
packet("begun_in", "begun_in", "Begun in")
packet("ended_in", "ended_in", "Ended in")
bytes("stuffed", "stuffed", "On the line", "The stuffed bytes, and the delimiters around them")
number("kind", "kind", "Envelope", u8, base.DEC, kind_names, "How the message is protected")
number("session", "session", "Session", u32, base.HEX, nil, "The number in a sealed frame")
number("counter", "counter", "Counter", u32, base.DEC, nil, "Its place in the session's direction")
bytes("cipher", "ciphertext", "Ciphertext")
bytes("tag", "tag", "Tag")
number("sum", "checksum", "Checksum", u32, base.HEX, nil, "CRC-32C of the content before it")
flag("sum_ok", "checksum.good", "Good")
flag("opened", "opened", "Opened", "A key of the key log opened it")
number("key_line", "keylog.line", "Line of the key log", u32, base.DEC)
flag("to_pump", "to_pump", "Towards the pump")
number("type", "type", "Type", u8, base.DEC, message_names, "Which message it is")
letters("message", "message", "Message", "The message by its name")
number("request", "request", "Request id", u16, base.DEC)
bytes("rest", "rest", "Behind the last field")
flag("order", "order", "Order", "The request changes therapy")
flag("refusal", "refusal", "Refusal", "The answer says that it was not done")
letters("refusal_text", "refusal.text", "What stands against it")
letters("refusal_todo", "refusal.todo", "What to do")
number("drop", "drop", "Dropped", u8, base.DEC, drop_names, "Why a receiver drops it (link.md)")
packet("repeat_of", "repeat_of", "Sent again, as in")
packet("reply_in", "reply_in", "Answered in", frametype.RESPONSE)
packet("reply_to", "reply_to", "Answer to", frametype.REQUEST)
add("waited", ProtoField.relative_time("pumplink.response_time", "Response time",
  "Since the request was first sent"))

local integer = { u8 = u8, u16 = u16, u32 = u32, u64 = ProtoField.uint64 }

-- Groups that come in numbers are one name in filters: `entry.kind` of any entry.
local function folded(name)
  return (name:gsub("(%a)%d+%.", "%1."))
end

local function names_of(field)
  local names = {}
  for number, name in pairs(spec.enums[field.enum]) do names[number] = name end
  if field.absent then names[field.absent] = "none" end
  return names
end

-- The field itself, and one for each of its bits.
local function made(abbreviation, field)
  local label = field.name:match("[^.]+$")
  if field.secret then return { field = ProtoField.none(abbreviation, label, field.text) } end
  if field.type:find("^text") then
    return { field = ProtoField.string(abbreviation, label, base.ASCII, field.text) }
  elseif field.type:find("^block") then
    return { field = ProtoField.bytes(abbreviation, label, base.NONE, field.text) }
  elseif field.type == "flag" then
    return { field = ProtoField.bool(abbreviation, label, base.NONE, nil, nil, field.text) }
  end
  local make = integer[field.type]
  if field.enum then
    return { field = make(abbreviation, label, base.DEC, names_of(field), nil, field.text) }
  elseif not field.bits then
    return { field = make(abbreviation, label, base.DEC, nil, nil, field.text) }
  end
  local found = { field = make(abbreviation, label, base.HEX, nil, nil, field.text), members = {} }
  for _, member in ipairs(spec.bits[field.bits]) do
    local mask = (2 ^ member.bits - 1) * 2 ^ member.low
    mask = math.floor(mask)
    local name = abbreviation .. "." .. member.name
    found.members[#found.members + 1] = member.enum
      and make(name, member.name, base.DEC, spec.enums[member.enum], mask, member.text)
      or ProtoField.bool(name, member.name, 8 * field.size, nil, mask, member.text)
  end
  return found
end

-- In the order of the messages' numbers, so that the list is the same every time.
local known = {}
for type = 0, 255 do
  local message = spec.messages[type]
  for _, field in ipairs(message and message.fields or {}) do
    local name = "pumplink." .. message.name .. "." .. folded(field.name)
    if not known[name] then
      known[name] = made(name, field)
      fields.all[#fields.all + 1] = known[name].field
      for _, member in ipairs(known[name].members or {}) do
        fields.all[#fields.all + 1] = member
      end
    end
    fields.of[field] = known[name]
  end
end

local function note(key, name, text, group, severity)
  fields.notes[key] = ProtoExpert.new("pumplink." .. name, text, group, severity)
  fields.experts[#fields.experts + 1] = fields.notes[key]
end

local group, severity = expert.group, expert.severity
local groups = {
  badChecksum = group.CHECKSUM, forged = group.SECURITY, repeated = group.SEQUENCE,
}
for reason, drop in pairs(spec.drops) do
  -- What is sent again because an answer did not come is as it should be.
  note(reason, "drop." .. reason, drop.text, groups[reason] or group.MALFORMED,
    reason == "repeated" and severity.NOTE or severity.ERROR)
end
note("closed", "closed", "It stays sealed", group.DECRYPTION, severity.NOTE)
note("keylog", "keylog.wrong", "The key log has a fault", group.DECRYPTION, severity.WARN)
note("again", "again", "Sent again", group.SEQUENCE, severity.NOTE)
note("refused", "refused_because", "Refused", group.RESPONSE_CODE, severity.WARN)
note("order", "order_given", "An order: it changes therapy", group.REQUEST_CODE, severity.CHAT)
note("turned", "turned", "It runs the other way: it came back to its sender", group.SEQUENCE,
  severity.WARN)
note("wrong", "wrong_value", "A value that its field does not allow", group.MALFORMED,
  severity.ERROR)
note("unended", "unended", "No delimiter ends it in this capture", group.REASSEMBLE, severity.NOTE)
note("blind", "line_unknown", "Which line it went over was not known in the first pass: "
  .. "give tshark a filter with -2, such as -Y pumplink", group.ASSUMPTION, severity.NOTE)

return fields
