-- What is in a message (messages.md): its fields, and whether a receiver takes it (link.md, "What
-- is dropped").

local spec = part "spec"
local frames = part "frames"

local layout = {}

-- Digits of an integer of any length, the lowest byte first.
function layout.digits(text)
  local parts = { 0 }
  for at = #text, 1, -1 do
    local carry = text:byte(at)
    for place = 1, #parts do
      local value = parts[place] * 256 + carry
      parts[place] = value % 10000000
      carry = math.floor(value / 10000000)
    end
    if carry > 0 then parts[#parts + 1] = carry end
  end
  local found = { ("%d"):format(parts[#parts]) }
  for place = #parts - 1, 1, -1 do found[#found + 1] = ("%07d"):format(parts[place]) end
  return table.concat(found)
end

-- A text up to its first zero, and after how many bytes it shows that it is none; nil for one that
-- is.
local function text_of(data)
  local text = data:match("^[^%z]*")
  for at = 1, #data do
    local byte = data:byte(at)
    if byte ~= 0 and (at > #text + 1 or byte < 0x20 or byte >= 0x7F) then return text, at end
  end
  return text
end

-- The value of some bits.
function layout.part_of(raw, low, count)
  return math.floor(raw / 2 ^ low) % 2 ^ count
end

local function bits_fit(bits, raw)
  local rest = raw
  for _, member in ipairs(bits) do
    local value = layout.part_of(raw, member.low, member.bits)
    rest = rest - value * 2 ^ member.low
    if member.enum and not spec.enums[member.enum][value] then return false end
  end
  return rest == 0
end

-- Whether a number may stand in a field.
local function fits(field, raw)
  if raw < (field.min or 0) or raw > (field.max or raw) then return false end
  if field.type == "flag" then return raw <= 1 end
  if field.enum then return spec.enums[field.enum][raw] ~= nil end
  if field.bits then return bits_fit(spec.bits[field.bits], raw) end
  return true
end

-- A field's value: `raw` for a number, `digits` of it, `text` for letters, `data` for all; `absent`
-- where it stands for none, `wrong` after how many bytes it shows to be what it may not.
local function value_of(field, data)
  local value = { field = field, data = data }
  local kind = field.type:match("^%a+")
  if kind == "text" then
    value.text, value.wrong = text_of(data)
  elseif kind ~= "block" then
    value.raw = frames.number(data, 1, #data)
    value.digits = layout.digits(data)
    value.absent = field.absent ~= nil and value.raw == field.absent
    if not value.absent and not fits(field, value.raw) then value.wrong = #data end
  end
  return value
end

-- Whether a condition holds; not where the field is not there, in a body that ends too early.
local function holds(condition, values)
  local raw = values[condition.at] and values[condition.at].raw
  if not raw then return false end
  if condition.low then raw = layout.part_of(raw, condition.low, condition.bits) end
  if condition.is then return raw == condition.is end
  return raw ~= condition.isNot
end

local function broken(message, values, at)
  for _, rule in ipairs(message.rules) do
    if rule["then"].at == at and values[at].raw and holds(rule.when, values)
      and not holds(rule["then"], values) then
      return rule.text
    end
  end
end

-- The fields of a body that are there as a list of values, and `reason`, `expected`, `found` of the
-- first fault, counted in a content in which the message begins behind `start` bytes.
function layout.body(message, body, start)
  local values, fault = {}, nil
  local before = start + spec.headerBytes
  for at, field in ipairs(message.fields) do
    if field.offset + field.size > #body then break end
    local value = value_of(field, body:sub(field.offset + 1, field.offset + field.size))
    value.offset = field.offset
    values[at] = value
  end
  for at, value in ipairs(values) do
    local field = value.field
    -- A rule may ask for a field that comes later.
    value.broken = not value.wrong and broken(message, values, at) or nil
    local wrong = value.wrong or (value.broken and field.size)
    if wrong and not fault then
      fault = { reason = "invalidField", expected = 0, found = before + field.offset + wrong,
        rule = value.broken, name = field.name }
    end
  end
  if #body < message.bytes then
    fault = { reason = "wrongLength", expected = 0, found = before + #body }
  elseif #body > message.bytes and not fault then
    fault = { reason = "wrongLength", expected = before + message.bytes, found = before + #body }
  end
  return values, fault
end

-- A message of type, request id and body that begins behind `start` bytes of its content.
function layout.message(text, start)
  local number = text:byte(1)
  local found = { type = number, request = frames.number(text, 2, 2), spec = spec.messages[number] }
  if found.spec then
    found.values, found.fault = layout.body(found.spec, text:sub(1 + spec.headerBytes), start)
  else
    found.fault = { reason = "unknownMessage", expected = 0, found = number }
  end
  return found
end

return layout
