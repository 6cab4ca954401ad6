-- One direction of a line, in packets that are cut anywhere: a frame may be one packet, a part of
-- one, or there may be several in one (link.md, "Picking up again").

local spec = part "spec"

local stream = {}

-- A direction of which nothing has come yet.
function stream.new()
  return { kept = "", length = 0, pieces = {} }
end

-- A delimiter that neither opens nor ends a frame; those in a row are one.
local function idle(found, at)
  local last = found[#found]
  if last and last.idle and last.to == at - 1 then
    last.to = at
  else
    found[#found + 1] = { from = at, to = at, idle = true }
  end
end

-- What stands in a packet's bytes, in order: each with `from` and `to`, its place in them from 1
-- on, delimiters included. One that ended has `whole`, `stuffed` (no more than a frame can have)
-- and `length`; it may have begun in the packets of `pieces`. `idle` is delimiters and nothing
-- else. What did not end is the last, and has `piece`, which tells `ended_in` once it has.
function stream.feed(state, bytes, packet)
  local found, at, opening = {}, 1, nil
  while at <= #bytes do
    local stop = bytes:find("\0", at, true)
    local part_of = bytes:sub(at, (stop or #bytes + 1) - 1)
    state.kept = (state.kept .. part_of):sub(1, spec.link.stuffedBytesMax)
    state.length = math.min(state.length + #part_of, 1048576)
    if not stop then
      local piece = { packet = packet }
      state.pieces[#state.pieces + 1] = piece
      found[#found + 1] = { from = opening or at, to = #bytes, piece = piece }
      return found
    end
    if state.length > 0 then
      found[#found + 1] = { from = opening or at, to = stop, whole = true, stuffed = state.kept,
        length = state.length, pieces = state.pieces }
      for _, piece in ipairs(state.pieces) do piece.ended_in = packet end
      opening = nil
      state.kept, state.length, state.pieces = "", 0, {}
    else
      if opening then idle(found, opening) end
      opening = stop
    end
    at = stop + 1
  end
  if opening then idle(found, opening) end
  return found
end

return stream
