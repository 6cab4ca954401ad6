-- The dissector itself: what Wireshark asks of it, and where it is put.

local fields = part "fields"
local capture = part "capture"
local show = part "show"
local spec = part "spec"

local proto = Proto("pumplink", "PumpLink")
proto.fields = fields.all
proto.experts = fields.experts
proto.prefs.keylog = Pref.string("Key log", "",
  "A file with the keys of sessions; README.md of the dissector says what stands in it")
proto.prefs.user0 = Pref.bool("Link type 147 is PumpLink", true,
  "Link type 147 (USER0) is everybody's own; without this it is as DLT_USER says")

local interface = Field.new("frame.interface_id")
local description = Field.new("frame.interface_description")
local number = Field.new("frame.number")
local event = Field.new("rtacser.eventtype")
-- Older versions know of no sections.
local has_sections, section = pcall(Field.new, "frame.section_number")

-- Whose bytes an RTAC recorded with an event; others hold no data of the line.
local rtac_ends = { [1] = "sent", [2] = "received", [3] = "sent", [4] = "received" }

local function value_of(field)
  local found = field()
  return found and found.value
end

-- Which way a packet went, where the capture says whose end it was taken at.
local function way_of(pinfo, seen_by)
  local inwards = pinfo.p2p_dir == 1
  if not seen_by or (not inwards and pinfo.p2p_dir ~= 0) then return nil end
  if seen_by:find("seen by the pump", 1, true) then return inwards and "up" or "down" end
  if seen_by:find("seen by the programmer", 1, true) then return inwards and "down" or "up" end
end

-- Over which line a packet went and from whom: an interface and its direction, or two ports.
-- Nothing where it holds no bytes of a line.
local function about_of(pinfo)
  local about = { packet = pinfo.number, seconds = pinfo.rel_ts }
  if pinfo.can_desegment > 0 then
    local from = tostring(pinfo.src) .. ":" .. tostring(pinfo.src_port)
    local to = tostring(pinfo.dst) .. ":" .. tostring(pinfo.dst_port)
    about.line = from < to and from .. "-" .. to or to .. "-" .. from
    about.from, about.whole = from, true
    return about
  end
  local place = has_sections and value_of(section) or 1
  about.line = ("section %s, interface %s"):format(place, value_of(interface) or "unknown")
  local happened = value_of(event)
  if happened and not rtac_ends[happened] then return nil end
  about.from = rtac_ends[happened] or tostring(pinfo.p2p_dir)
  -- Wireshark 4.0 describes the interfaces of later sections by those of the first.
  if place == 1 then about.way = way_of(pinfo, value_of(description)) end
  -- Without a tree there is no telling; it is so in the first of two passes without a filter.
  about.blind = value_of(number) == nil
  return about
end

-- Bytes at the end of a segment that belong to a frame of which more is to come.
local function wait_for_more(found, pinfo)
  local last = found[#found]
  if last and last.piece and last.to - last.from < spec.link.stuffedBytesMax then
    pinfo.desegment_offset = last.from - 1
    pinfo.desegment_len = DESEGMENT_ONE_MORE_SEGMENT
  end
end

function proto.dissector(tvb, pinfo, tree)
  if tvb:len() == 0 then return 0 end
  local about = about_of(pinfo)
  if not about then return 0 end
  local found = capture.look(tvb:range():raw(), about)
  if about.whole then wait_for_more(found, pinfo) end
  found.blind = found.blind or about.blind
  pinfo.cols.protocol = "PumpLink"
  local line, way = show.packet(proto, tvb, tree, found, about.way)
  pinfo.cols.info = line
  if not about.whole and way then
    pinfo.cols.src = way == "up" and "programmer" or "pump"
    pinfo.cols.dst = way == "up" and "pump" or "programmer"
  end
  return tvb:len()
end

function proto.init() capture.begin(proto.prefs.keylog) end

-- Its own captures, unless somebody wants that link type for something else.
local link_types = DissectorTable.get("wtap_encap")
local before = link_types:get_dissector(wtap.USER0)
link_types:add(wtap.USER0, proto)

function proto.prefs_changed()
  link_types:add(wtap.USER0, proto.prefs.user0 and proto or before)
end

-- A serial line as SEL's RTACs record it, and TCP, are chosen with "Decode As".
DissectorTable.get("rtacser.data"):add_for_decode_as(proto)
DissectorTable.get("tcp.port"):add_for_decode_as(proto)
