-- Packets of a capture, which come in order once and then in any order, any number of times. What a
-- packet holds is found when it first comes, and kept.

local frames = part "frames"
local stream = part "stream"
local keylog = part "keylog"
local conversation = part "conversation"

local capture = {}

-- Nothing has come; `path` is that of the key log, or empty.
function capture.begin(path)
  capture.lines, capture.streams, capture.found = {}, {}, {}
  capture.log = path ~= "" and keylog.new(path) or nil
end
capture.begin("")

local function kept(table_of, key, make)
  table_of[key] = table_of[key] or make()
  return table_of[key]
end

local function look(bytes, about)
  local line = kept(capture.lines, about.line, conversation.new)
  -- Whoever puts pieces together below needs no memory of them here.
  local state = about.whole and stream.new()
    or kept(capture.streams, about.line .. "/" .. about.from, stream.new)
  local found = stream.feed(state, bytes, about.packet)
  local moment = { packet = about.packet, seconds = about.seconds }
  for _, item in ipairs(found) do
    if item.whole then
      item.frame = frames.read(item.stuffed, item.length)
      conversation.take(line, item.frame, moment, about.way, capture.log)
    end
  end
  return found
end

-- What stands in a packet's bytes. `about` says which `packet` it is and at how many `seconds`,
-- over which `line` and `from` whom, and which `way` if that is known; `whole` when frames come
-- whole.
function capture.look(bytes, about)
  local key = about.packet .. ":" .. bytes
  capture.found[key] = capture.found[key] or look(bytes, about)
  return capture.found[key]
end

return capture
