-- What frames mean to each other: which keys open a session, what answers what, what was sent
-- again. It is told each frame once, in the order of the capture, and keeps in the frame what it
-- finds.

local spec = part "spec"
local ascon = part "ascon"
local layout = part "layout"
local keylog = part "keylog"

local conversation = {}

-- What is known of one line. `log` is the key log, or nil; all lines share it.
function conversation.new()
  return { sessions = {}, exchanges = {}, sent = {}, openings = {} }
end

local function session_of(line, number)
  line.sessions[number] = line.sessions[number] or { highest = { up = 0, down = 0 } }
  return line.sessions[number]
end

-- Opens a sealed frame with a key of an entry; the direction whose key it was.
local function open_with(frame, entry, way)
  local known = frame.content:sub(1, spec.sealedBytes)
  local nonce = known:sub(2) .. ("\0"):rep(8)
  local first, second = "up", "down"
  if way == "down" then first, second = second, first end
  for _, key in ipairs({ first, second }) do
    local message = ascon.open(entry[key], nonce, known, frame.cipher, frame.tag)
    if message then return message, key end
  end
end

-- What a frame is told to be once a key fits. Under the key of the other direction it is a frame
-- that came back to its sender, who has no key for it (security.md, "reflection").
local function opened(line, frame, entry, way)
  session_of(line, frame.session).entry = entry
  frame.key_line = entry.line
  if way and frame.key ~= way then
    frame.turned = true
    frame.drop = { reason = "forged", expected = 0, found = 0 }
  end
end

-- Opens a sealed frame as far as the log has keys, or says why it stays closed.
local function unseal(line, frame, log, way)
  local session = session_of(line, frame.session)
  if session.entry then
    frame.message, frame.key = open_with(frame, session.entry, way)
    if frame.message then return opened(line, frame, session.entry, way) end
  end
  local entries, fitting = keylog.entries(log, frame.session, session.nonce)
  if #entries == 0 and log then
    for _, note in ipairs(keylog.read(log)) do frame.notes[#frame.notes + 1] = note end
    entries, fitting = keylog.entries(log, frame.session, session.nonce)
  end
  for _, entry in ipairs(entries) do
    if entry ~= session.entry then
      frame.message, frame.key = open_with(frame, entry, way)
      if frame.message then return opened(line, frame, entry, way) end
    end
  end
  if not log then
    frame.closed = "no key log is given (preference pumplink.keylog)"
  elseif #entries == 0 then
    frame.closed = ("the key log has no line for session %08x"):format(frame.session)
  elseif session.entry or fitting > 0 or not session.nonce then
    frame.drop = { reason = "forged", expected = 0, found = 0 }
  else
    frame.closed = "the key log's lines for this session have another programmer's nonce, "
      .. "and do not fit"
  end
end

-- Whether a counter is new in its direction; a frame under an old one is `repeated`.
local function count(line, frame)
  local session = session_of(line, frame.session)
  if frame.counter <= session.highest[frame.key] then
    frame.drop = { reason = "repeated", expected = 0, found = 0 }
  else
    session.highest[frame.key] = frame.counter
  end
end

-- Takes note of the handshake: an offer repeats the programmer's nonce.
local function learn(line, message)
  if message.spec.name ~= "sessionOffered" or message.fault then return end
  local session = session_of(line, message.values[1].raw)
  local nonce = message.values[2].data
  if session.nonce ~= nonce then
    -- A number may come again, from a pump whose memory was set back: the session is another.
    session.nonce, session.entry, session.highest = nonce, nil, { up = 0, down = 0 }
  end
end

-- Where the exchange of a message is kept: in its session, or in the open. A session's number may
-- come again, its keys do not.
local function place_of(frame, request)
  if not frame.session then return "open:" .. request end
  return ("%d/%d:%d"):format(frame.session, frame.key_line, request)
end

-- A request of an exchange: the first, or one sent again.
local function asked(line, frame, message, moment)
  local place = place_of(frame, message.request)
  local exchange = line.exchanges[place]
  local is_same = exchange and exchange.bytes == frame.message
  -- What asks in the open with a body names something that comes once, a nonce or an offer. Without
  -- one it is another question as soon as the one before was answered.
  if is_same and not frame.session and message.spec.bytes == 0 and exchange.reply then
    is_same = false
  end
  if not is_same then
    exchange = { bytes = frame.message, spec = message.spec, first = moment, sent = {} }
    line.exchanges[place] = exchange
  end
  frame.exchange = exchange
  frame.asks = { packet = moment.packet }
  frame.repeat_of = is_same and exchange.first.packet or nil
  exchange.sent[#exchange.sent + 1] = frame.asks
end

-- Whether a reply can be that to a request.
local function answers(message, exchange)
  local name = message.spec.name
  if name == "refused" or name == "acknowledged" then
    return not message.values[1] or message.values[1].raw == exchange.spec.type
  end
  return exchange.spec.answer == name
end

local function answered(line, frame, message, moment)
  local exchange = line.exchanges[place_of(frame, message.request)]
  if message.request == 0 or not exchange or not answers(message, exchange) then return end
  frame.exchange, frame.answers = exchange, true
  if exchange.reply and exchange.reply_bytes == frame.stuffed then
    frame.repeat_of = exchange.reply.packet
  else
    exchange.reply, exchange.reply_bytes = moment, frame.stuffed
    frame.waited = moment.seconds - exchange.first.seconds
  end
  for _, request in ipairs(exchange.sent) do request.reply = request.reply or moment.packet end
end

-- A sealed frame is the same again when its bytes are, whether or not anybody can read it.
local function sealed_again(line, frame, moment)
  local before = line.sent[frame.stuffed]
  frame.repeat_of = frame.repeat_of or before
  line.sent[frame.stuffed] = before or moment.packet
end

-- What is in a frame that is in the open, or was opened.
local function read(line, frame, moment, way)
  local start = frame.session and 0 or 1
  local message = layout.message(frame.message, start)
  frame.said = message
  local is_request = message.spec and message.spec.direction == "request"
  local towards = frame.key or way
  if message.spec and towards and (towards == "up") ~= is_request then
    frame.turned = true
    message.fault = { reason = "unknownMessage", expected = 0, found = message.type }
  end
  frame.drop = frame.drop or message.fault
  if not message.spec or message.fault or frame.turned then return end
  learn(line, message)
  if is_request then
    asked(line, frame, message, moment)
  else
    answered(line, frame, message, moment)
  end
end

-- Takes a frame that frames.read gave. `moment` has `packet` and `seconds`; `way` is `up` to the
-- pump, `down` from it, or nil; `log` is the key log or nil. What is found stands in the frame: the
-- message in `said`, `drop`, `closed`, `repeat_of`, `exchange`.
function conversation.take(line, frame, moment, way, log)
  frame.notes = {}
  if frame.drop then return end
  if frame.session then
    unseal(line, frame, log, way)
    if frame.message and not frame.drop then count(line, frame) end
  end
  if frame.message then read(line, frame, moment, way) end
  if frame.session then sealed_again(line, frame, moment) end
end

return conversation
