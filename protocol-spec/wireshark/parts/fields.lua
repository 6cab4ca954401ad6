-- What Wireshark can filter for: a field for each of messages.json, `pumplink.MESSAGE.FIELD`, those of
-- frames, seals and exchanges, and the expert notes.

local spec = part "spec"

local fields = { all = {}, experts = {}, of = {}, notes = {} }

local function add(key, field)
  fields[key] = field
  fields.all[#fields.all + 1] = field
end

local message_names, drop_names, kind_names, order_names = {}, {}, {}, {}
for number, message in pairs(spec.messages) do message_names[number] = message.name end
for name, drop in pairs(spec.drops) do drop_names[drop.number] = name end
for name, number in pairs(spec.kinds) do kind_names[number] = name end

add("idle", ProtoField.bytes("pumplink.idle", "Idle line", base.NONE, "Delimiters that are no frame's"))
add("part", ProtoField.bytes("pumplink.part", "Part of a frame", base.NONE, "Bytes that no delimiter has ended yet"))
add("begun_in", ProtoField.framenum("pumplink.begun_in", "Begun in", base.NONE))
add("ended_in", ProtoField.framenum("pumplink.ended_in", "Ended in", base.NONE))
add("stuffed", ProtoField.bytes("pumplink.stuffed", "On the line", base.NONE, "The stuffed bytes between the delimiters"))
add("kind", ProtoField.uint8("pumplink.kind", "Envelope", base.DEC, kind_names, nil, "How the message is protected (link.md)"))
add("session", ProtoField.uint32("pumplink.session", "Session", base.HEX, nil, nil, "The session's number, of a sealed frame"))
add("counter", ProtoField.uint32("pumplink.counter", "Counter", base.DEC, nil, nil, "Its place in the session's direction"))
add("cipher", ProtoField.bytes("pumplink.ciphertext", "Ciphertext", base.NONE))
add("tag", ProtoField.bytes("pumplink.tag", "Tag", base.NONE))
add("sum", ProtoField.uint32("pumplink.checksum", "Checksum", base.HEX, nil, nil, "CRC-32C of the content before it"))
add("sum_ok", ProtoField.bool("pumplink.checksum.good", "Good", base.NONE))
add("opened", ProtoField.bool("pumplink.opened", "Opened", base.NONE, nil, nil, "A key of the key log opened it"))
add("key_line", ProtoField.uint32("pumplink.keylog.line", "Line of the key log", base.DEC))
add("to_pump", ProtoField.bool("pumplink.to_pump", "Towards the pump", base.NONE))
add("type", ProtoField.uint8("pumplink.type", "Type", base.DEC, message_names, nil, "Which message it is"))
add("message", ProtoField.string("pumplink.message", "Message", base.ASCII, "The message by its name"))
add("request", ProtoField.uint16("pumplink.request", "Request id", base.DEC))
add("rest", ProtoField.bytes("pumplink.rest", "Behind the last field", base.NONE))
add("order", ProtoField.bool("pumplink.order", "Order", base.NONE, nil, nil, "The request changes therapy"))
add("refusal", ProtoField.bool("pumplink.refusal", "Refusal", base.NONE, nil, nil, "The answer says that it was not done"))
add("refusal_text", ProtoField.string("pumplink.refusal.text", "What stands against it", base.ASCII))
add("refusal_todo", ProtoField.string("pumplink.refusal.todo", "What to do", base.ASCII))
add("drop", ProtoField.uint8("pumplink.drop", "Dropped", base.DEC, drop_names, nil, "Why whoever receives it drops it (link.md)"))
add("repeat_of", ProtoField.framenum("pumplink.repeat_of", "Sent again, as in", base.NONE))
add("reply_in", ProtoField.framenum("pumplink.reply_in", "Answered in", base.NONE, frametype.RESPONSE))
add("reply_to", ProtoField.framenum("pumplink.reply_to", "Answer to", base.NONE, frametype.REQUEST))
add("waited", ProtoField.relative_time("pumplink.response_time", "Response time", "Since the request was first sent"))

local integer = { u8 = ProtoField.uint8, u16 = ProtoField.uint16, u32 = ProtoField.uint32,
  u64 = ProtoField.uint64, flag = ProtoField.bool }

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

-- Numbers of messages in order, so that the list of fields is the same every time.
local numbers = {}
for number in pairs(spec.messages) do numbers[#numbers + 1] = number end
table.sort(numbers)
local known = {}
for _, number in ipairs(numbers) do
  local message = spec.messages[number]
  for _, field in ipairs(message.fields) do
    local name = "pumplink." .. message.name .. "." .. folded(field.name)
    if not known[name] then
      known[name] = made(name, field)
      fields.all[#fields.all + 1] = known[name].field
      for _, member in ipairs(known[name].members or {}) do fields.all[#fields.all + 1] = member end
    end
    fields.of[field] = known[name]
  end
end

local function note(key, abbreviation, text, group, severity)
  fields.notes[key] = ProtoExpert.new(abbreviation, text, group, severity)
  fields.experts[#fields.experts + 1] = fields.notes[key]
end

local groups = {
  oversized = { expert.group.MALFORMED, expert.severity.ERROR },
  truncated = { expert.group.MALFORMED, expert.severity.ERROR },
  badStuffing = { expert.group.MALFORMED, expert.severity.ERROR },
  badChecksum = { expert.group.CHECKSUM, expert.severity.ERROR },
  unknownEnvelope = { expert.group.MALFORMED, expert.severity.ERROR },
  unknownMessage = { expert.group.MALFORMED, expert.severity.ERROR },
  wrongLength = { expert.group.MALFORMED, expert.severity.ERROR },
  invalidField = { expert.group.MALFORMED, expert.severity.ERROR },
  forged = { expert.group.SECURITY, expert.severity.ERROR },
  -- What is sent again because an answer did not come is as it should be.
  repeated = { expert.group.SEQUENCE, expert.severity.NOTE },
}
for number = 1, 255 do
  local name = drop_names[number]
  if not name then break end
  note(name, "pumplink.drop." .. name, spec.drops[name].text, groups[name][1], groups[name][2])
end
note("closed", "pumplink.closed", "It stays sealed", expert.group.DECRYPTION, expert.severity.NOTE)
note("keylog", "pumplink.keylog.wrong", "The key log has something that is no line of one", expert.group.DECRYPTION, expert.severity.WARN)
note("again", "pumplink.again", "Sent again", expert.group.SEQUENCE, expert.severity.NOTE)
note("refused", "pumplink.refused_because", "Refused", expert.group.RESPONSE_CODE, expert.severity.WARN)
note("order", "pumplink.order_given", "An order: it changes therapy", expert.group.REQUEST_CODE, expert.severity.CHAT)
note("turned", "pumplink.turned", "It runs the other way: it came back to its sender", expert.group.SEQUENCE, expert.severity.WARN)
note("wrong", "pumplink.wrong_value", "A value that its field does not allow", expert.group.MALFORMED, expert.severity.ERROR)
note("unended", "pumplink.unended", "No delimiter ends it in this capture", expert.group.REASSEMBLE, expert.severity.NOTE)
note("blind", "pumplink.line_unknown", "Which line it went over was not known in the first pass: give tshark a filter with -2, such as -Y pumplink", expert.group.ASSUMPTION, expert.severity.NOTE)

return fields
