-- Values as people read them, in the words of the programs: amounts with their units, and a line
-- for each message with what matters most in it.

local spec = part "spec"
local layout = part "layout"

local words = {}

-- Digits with a decimal point so many places from the right, without the zeros at the end.
function words.decimal(digits, places)
  digits = ("0"):rep(places + 1 - #digits) .. digits
  local text = digits:sub(1, -1 - places) .. "." .. digits:sub(-places)
  return (text:gsub("0+$", ""):gsub("%.$", ""))
end

-- A length of time in all its parts, from milliseconds.
function words.duration(ms)
  local parts = {}
  for _, unit in ipairs({ { "d", 86400000 }, { "h", 3600000 }, { "min", 60000 }, { "s", 1000 },
    { "ms", 1 } }) do
    local count = math.floor(ms / unit[2])
    ms = ms - count * unit[2]
    if count > 0 then parts[#parts + 1] = ("%d %s"):format(count, unit[1]) end
  end
  return table.concat(parts, " ")
end

-- Seconds since 2000 as date and time.
function words.clock(seconds)
  local days = math.floor(seconds / 86400)
  local rest = seconds - days * 86400
  -- Years that begin in March, so that a leap day is their last.
  local shifted = days + 730425
  local era = math.floor(shifted / 146097)
  local day = shifted - era * 146097
  local year = math.floor((day - math.floor(day / 1460) + math.floor(day / 36524)
    - math.floor(day / 146096)) / 365)
  day = day - (365 * year + math.floor(year / 4) - math.floor(year / 100))
  local month = math.floor((5 * day + 2) / 153)
  day = day - math.floor((153 * month + 2) / 5) + 1
  year = year + era * 400 + (month >= 10 and 1 or 0)
  return ("%04d-%02d-%02d %02d:%02d:%02d"):format(year, month >= 10 and month - 9 or month + 3, day,
    math.floor(rest / 3600), math.floor(rest / 60) % 60, rest % 60)
end

local function time_of_day(minutes)
  return ("%02d:%02d"):format(math.floor(minutes / 60), minutes % 60)
end

-- A volume with three decimals, and to the nanolitre where they do not tell all of it.
local function volume(digits)
  if digits == "0" or digits:sub(-3) == "000" then
    local thousands = ("0"):rep(7 - #digits) .. digits
    return thousands:sub(1, -7) .. "." .. thousands:sub(-6, -4) .. " mL"
  end
  return words.decimal(digits, 6) .. " mL"
end

-- Times that a double does not hold are nobody's.
local function times(scale)
  return function(digits, unit)
    local value = tonumber(digits)
    if value == 0 then return "0 " .. unit end
    if value * scale >= 2 ^ 53 then return digits .. " " .. unit end
    return words.duration(value * scale)
  end
end

local function scaled(places, unit)
  return function(digits) return words.decimal(digits, places) .. " " .. unit end
end

local amounts = {
  ["ng"] = scaled(3, "mcg"), ["ng/day"] = scaled(3, "mcg/day"), ["pg"] = scaled(6, "mcg"),
  ["nL"] = volume, ["nL/day"] = scaled(6, "mL/day"), ["mm"] = scaled(1, "cm"),
  ["ms"] = times(1), ["s"] = times(1000), ["min"] = times(60000),
  ["min since midnight"] = function(digits, unit)
    local minutes = tonumber(digits)
    return minutes < 1440 and time_of_day(minutes) or digits .. " " .. unit
  end,
}

-- An amount, given in digits, with its unit.
function words.amount(digits, unit)
  local write = amounts[unit]
  return write and write(digits, unit) or digits .. " " .. unit
end

-- A number of a refusal: in the unit of its code, or what its code counts or names.
local function refusal_words(digits, values)
  local code = values[2] and spec.refusals[values[2].raw]
  if not code or digits == "0" then return digits end
  if code.unit then return words.amount(digits, code.unit), digits .. " " .. code.unit end
  if code.counts == "drug" then return spec.enums.drug[tonumber(digits)] or digits, digits end
  if code.counts == "schema hash" then
    return ("0x%08X"):format(tonumber(digits) % 2 ^ 32), digits
  end
  return code.counts and code.counts .. " " .. digits or digits, digits
end

-- The unit of a field; minutes of one day are a time of day.
local function unit_of(field)
  return field.unit == "min" and field.max == 1439 and "min since midnight" or field.unit
end

-- The names of the bits that are set, with what those of several bits hold.
local function bit_words(bits, raw)
  local found, first = {}, layout.part_of(raw, bits[1].low, bits[1].bits)
  local alike = bits[1].enum and first > 0
  for _, member in ipairs(bits) do
    local value = layout.part_of(raw, member.low, member.bits)
    alike = alike and value == first and member.enum == bits[1].enum
    if member.enum and value > 0 then
      local held = spec.enums[member.enum][value] or ("%d"):format(value)
      found[#found + 1] = member.name .. " " .. held
    elseif value > 0 then
      found[#found + 1] = member.name
    end
  end
  if alike then
    return "all " .. (spec.enums[bits[1].enum][first] or ("%d"):format(first))
  end
  return #found > 0 and table.concat(found, ", ") or "none"
end

-- A text as it may stand on a screen, whatever is in it.
function words.shown(text)
  return (text:gsub("[^ -~]", function(c) return ("\\x%02x"):format(c:byte()) end))
end

-- A value as a person reads it, and how it stands on the wire where that is something else.
function words.value(value, values)
  local field = value.field
  if field.secret then return "not shown" end
  if value.text then return words.shown(value.text) end
  if not value.raw then
    return (value.data:gsub(".", function(c) return ("%02x"):format(c:byte()) end))
  end
  if value.absent then return "none", value.digits end
  if field.enum then return spec.enums[field.enum][value.raw] or "unknown", value.digits end
  if field.bits then
    local wire = ("0x%%0%dx"):format(2 * field.size):format(value.raw)
    return bit_words(spec.bits[field.bits], value.raw), wire
  end
  if field.type == "flag" then
    return value.raw == 0 and "no" or value.raw == 1 and "yes" or value.digits, value.digits
  end
  if field.quantity == "wallClock" then return words.clock(value.raw), value.digits .. " s" end
  local unit = unit_of(field)
  if not unit then return value.digits end
  local text, wire
  if unit == "by code" then
    text, wire = refusal_words(value.digits, values)
  else
    text, wire = words.amount(value.digits, unit), value.digits .. " " .. field.unit
  end
  return text, text ~= wire and wire or nil
end

-- What matters most in a message. In braces the name of a field; what is in brackets is left out
-- where a field in it has no value, or is zero.
words.lines = {
  identify = "", openSession = "{role}", closeSession = "", confirmSession = "",
  emergencyRate = "offer {session}", interrogate = "", readStatus = "", readTherapy = "",
  readDayPlan = "{number}, {source}", readPatientBolus = "{source}", readLog = "from {first} on",
  readForecast = "{subject}[ {path}][, {nanograms}][ over {milliseconds}][, {flowNanolitresPerDay}]"
    .. "[, {doseNanogramsPerDay}][ for {minutes}]",
  readCatheter = "[model {model}][, {implantedMillimetres}][, {cutMillimetres} cut off]",
  stageTherapy = "{therapy.mode}[, {therapy.doseNanogramsPerDay}][, {therapy.week}]"
    .. "[, {therapy.periodic.nanograms} every {therapy.periodic.intervalMinutes}]",
  readBack = "", commit = "[{confirmedNanograms} confirmed]", discard = "",
  stageDayPlan = "{number}", readRefill = "",
  stagePatientBolus = "[{nanograms}, {lockoutMinutes} apart][, {maximumPerDay} a day]",
  stageRefill = "{filledNanolitres} of {drug} {concentrationMicrogramsPerMillilitre}, "
    .. "{withdrawnNanolitres} withdrawn",
  startBolus = "{nanograms} over {milliseconds}", cancelBolus = "", stop = "", resume = "",
  requestBolus = "", startPrime = "{path}", startBridge = "{flowNanolitresPerDay}",
  cancelBridge = "",
  startTemporaryRate = "{doseNanogramsPerDay} for {minutes}, {reason}", endTemporaryRate = "",
  setClock = "{clock}, {reason}", setLowAlarm = "{nanolitres}", silenceAlarms = "{minutes}",
  testAlarm = "{tone}", rotateKey = "{role}",
  setCatheter = "model {model}, {implantedMillimetres}[, {cutMillimetres} cut off], {reason}",
  identity = "{model} {serial}",
  sessionOpened = "{session}", sessionOffered = "{session}", noSession = "{session}",
  interrogation = "{identity.serial}, {status.mode}, {status.basalNanogramsPerDay}, "
    .. "{status.reservoirNanolitres}[, {status.alarms}]",
  status = "{mode}, {basalNanogramsPerDay}, {reservoirNanolitres}"
    .. "[, {bolusRemainingNanograms} to come][, {alarms}]",
  therapy = "{therapy.mode}, {dailyNanograms} a day",
  staged = "{therapy.mode}, {dailyNanograms} a day",
  dayPlan = "{number}, {source}", patientBolus = "{source}[, {nanograms}]",
  logPage = "from {first} of {oldest} to {newest}",
  forecast = "{subject}[, at the tip in {secondsToTip}][, beyond {beyond}]",
  catheter = "[model {model}, ][{implantedMillimetres}, ]{catheterNanolitres}",
  refill = "{volumeNanolitres} of {drug} {concentrationMicrogramsPerMillilitre}",
  acknowledged = "{request}[, {withheldNanograms} withheld]",
  refused = "{code}[, asked {asked}][, limit {limit}] ({request})",
}

-- The line of a message, whatever of it there is.
function words.line(message)
  local by_name = {}
  for _, value in pairs(message.values) do by_name[value.field.name] = value end
  local function fill(text, must)
    local whole = true
    text = text:gsub("{([%w.]+)}", function(name)
      local value = by_name[name]
      local shown = value and words.value(value, message.values)
      if not value or shown == "none" or value.raw == 0 and not value.field.enum then
        whole = false
      end
      return shown or "?"
    end)
    return (must or whole) and text or ""
  end
  local text = words.lines[message.spec.name]:gsub("%[([^%]]*)%]", fill)
  return (fill(text, true):gsub("^, ", ""))
end

return words
