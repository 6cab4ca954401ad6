#if BENCH
  import BoardBench
  import BoardFlash
  import LifeHash
  import PumpFirmware
  import PumpPlant
  import Quantities
  import Telemetry

  /// The bench's port: takes orders, does them to the pump, and answers. Spec: board.md, "Bench".
  @safe
  struct BenchPort {
    private let reader: UnsafeMutablePointer<BoardFrameReader>
    /// Room for bytes of the line, or for a snapshot of the plant.
    private let scratch: UnsafeMutableRawBufferPointer
    /// Whether time passes only by the bench's word.
    private(set) var isHeld = false
    /// How long the pump took for an order, in ticks of the board's clock.
    private var ticks: UInt64 = 0

    /// A port that has heard nothing, in a room of so many bytes.
    init(_ room: UnsafeMutableRawPointer, bytes: Int) {
      let size = (MemoryLayout<BoardFrameReader>.size + 15) / 16 * 16
      precondition(size + Plant.snapshotBytes <= bytes, "room for a message and a plant")
      unsafe reader = room.bindMemory(to: BoardFrameReader.self, capacity: 1)
      unsafe reader.initialize(to: BoardFrameReader())
      unsafe scratch = UnsafeMutableRawBufferPointer(start: room + size, count: bytes - size)
    }

    /// Says that the board has started, and holds no pump.
    func begin() { refuse(BoardOrder.started, .notHeld) }

    /// Takes a byte; with the last one of an order, does it.
    @inline(never)
    mutating func take(_ byte: UInt8, _ pump: inout BoardPump) {
      guard unsafe reader.pointee.take(byte) else { return }
      let kind = unsafe reader.pointee.kind
      guard let order = BoardOrder(rawValue: kind) else { return refuse(kind | 0x80, .unknown) }
      pump.sent = 0
      ticks = 0
      if order == .greet { return greet(pump) }
      if !isHeld, !Self.isForAll(order) { return refuse(order.answer, .notHeld) }
      if order == .take { return give(pump) }
      let verdict = unsafe reader.pointee.withPayload { payload in
        unsafe payload.withUnsafeBytes { raw in
          guard let base = raw.baseAddress else { return BoardVerdict.malformed }
          var fields = unsafe FieldCoder(ByteReader(base, count: raw.count))
          return obey(order, &fields, payload, &pump)
        }
      }
      if verdict == .done { tell(order.answer, pump) } else { refuse(order.answer, verdict) }
    }

    /// Whether an order needs no pump that is held.
    private static func isForAll(_ order: BoardOrder) -> Bool {
      switch order {
      case .greet, .hold, .wear, .disturb, .stopClock: true
      case .format, .put, .take, .plant, .surround, .start, .run, .hear, .feel, .leave:
        false
      }
    }

    private mutating func obey(
      _ order: BoardOrder, _ fields: inout FieldCoder, _ payload: Span<UInt8>,
      _ pump: inout BoardPump
    ) -> BoardVerdict {
      switch order {
      case .hold: return hold(&fields, &pump)
      case .format: return pump.flash.format() ? .done : .memoryFailed
      case .put: return put(payload, &pump)
      case .plant:
        let profile = unsafe pump.plant.pointee.profile
        return Self.place(payload, profile, at: pump) ? .done : .malformed
      case .surround:
        var around = pump.around
        guard around.code(&fields), fields.isWhole else { return .malformed }
        pump.around = around
      case .start: return start(&fields, &pump)
      case .run: return run(&fields, &pump)
      case .hear: return hear(&fields, &pump)
      case .feel:
        let link = LinkTime(rawValue: fields.number(0))
        guard fields.isWhole else { return .malformed }
        pump.feel(at: Instant(therapy: unsafe pump.firmware.pointee.time, link: link))
      case .leave: pump.leave()
      case .wear:
        let page = fields.number(0)
        let left = UInt32(truncatingIfNeeded: fields.number(0))
        guard fields.isWhole, page < UInt64(FlashMap.pages) else { return .malformed }
        pump.flash.chip.setLeft(left, page: Int(page))
      case .disturb: Hardware.disturb(.line)
      case .stopClock: return Hardware.stopClock() ? .done : .unknown
      case .greet, .take: return .unknown
      }
      return .done
    }

    /// Takes the pump's power, and gives it what a factory does.
    private mutating func hold(
      _ fields: inout FieldCoder, _ pump: inout BoardPump
    ) -> BoardVerdict {
      guard Self.program(&fields, pump) else { return .malformed }
      isHeld = true
      pump.around = BoardSurroundings()
      pump.hash = LifeHash()
      pump.rotorBase = nil
      while Hardware.receive(.line) != nil {}
      return .done
    }

    @inline(never)
    private static func program(_ fields: inout FieldCoder, _ pump: BoardPump) -> Bool {
      var factory = FactoryFields(
        device: Sample.profile, keys: Sample.secrets.factoryKeys, plant: Sample.plantProfile)
      guard factory.code(&fields), fields.isWhole else { return false }
      let secrets = PumpSecrets(factoryKeys: factory.keys, noise: AsconBlock(low: 0, high: 0))
      let now = Instant(therapy: .zero, link: .zero)
      unsafe PumpFirmware.placeOff(factory.device, secrets, at: now, in: pump.firmware)
      return Sample.place(factory.plant, at: pump)
    }

    @inline(never)
    private static func place(
      _ snapshot: Span<UInt8>, _ profile: PlantProfile, at pump: BoardPump
    ) -> Bool {
      guard let plant = Plant(snapshot: snapshot, profile: profile) else { return false }
      unsafe pump.plant.initialize(to: plant)
      return true
    }

    private func put(_ payload: Span<UInt8>, _ pump: inout BoardPump) -> BoardVerdict {
      guard payload.count > 4 else { return .malformed }
      var offset = 0
      for index in 0..<4 { offset |= Int(UInt64(payload[index])) << (8 * index) }
      let bytes = payload.extracting(4..<payload.count)
      guard offset >= 0, offset + bytes.count <= MemoryMap.imageBytes else { return .malformed }
      if offset < MemoryMap.logOffset {
        let slot = offset / MemoryMap.slotBytes
        guard offset % MemoryMap.slotBytes == 0, bytes.count <= MemoryMap.slotBytes else {
          return .malformed
        }
        let isGood = pump.flash.store(bytes, slot: UInt8(truncatingIfNeeded: slot))
        return isGood ? .done : .memoryFailed
      }
      let place = (offset - MemoryMap.logOffset) / MemoryMap.entryBytes
      guard offset % MemoryMap.entryBytes == 0, bytes.count % MemoryMap.entryBytes == 0 else {
        return .malformed
      }
      let isGood = pump.flash.storeLog(bytes, place: UInt16(truncatingIfNeeded: place))
      return isGood ? .done : .memoryFailed
    }

    private func start(_ fields: inout FieldCoder, _ pump: inout BoardPump) -> BoardVerdict {
      let cause = ResetCause(rawValue: UInt8(truncatingIfNeeded: fields.number(0)))
      let link = LinkTime(rawValue: fields.number(0))
      let noise = AsconBlock(low: fields.number(0), high: fields.number(0))
      guard let cause, fields.isWhole else { return .malformed }
      let keys = unsafe pump.firmware.pointee.factoryKeys
      pump.start(cause, PumpSecrets(factoryKeys: keys, noise: noise), link: link)
      return .done
    }

    private mutating func run(_ fields: inout FieldCoder, _ pump: inout BoardPump) -> BoardVerdict {
      let moment = TherapyTime(rawValue: fields.number(0))
      let link = LinkTime(rawValue: fields.number(0))
      guard fields.isWhole, unsafe moment >= pump.plant.pointee.therapyTime else {
        return .malformed
      }
      let before = Hardware.ticks
      pump.run(to: moment, link: link)
      ticks = Hardware.ticks &- before
      return .done
    }

    private mutating func hear(_ fields: inout FieldCoder, _ pump: inout BoardPump) -> BoardVerdict
    {
      let count = Int(truncatingIfNeeded: fields.number(0))
      let link = LinkTime(rawValue: fields.number(0))
      guard fields.isWhole, count >= 0, unsafe count <= scratch.count else { return .malformed }
      var taken = 0
      while taken < count {
        Hardware.feedWatchdog()
        if let byte = Hardware.receive(.line) {
          unsafe scratch[taken] = byte
          taken += 1
        } else if Hardware.hasCome(.bench) {
          return .interrupted
        } else {
          Hardware.sleep()
        }
      }
      let bytes = unsafe UnsafeRawBufferPointer(rebasing: scratch[0..<count])
      let before = Hardware.ticks
      unsafe pump.hear(bytes.bindMemory(to: UInt8.self).span, link: link)
      ticks = Hardware.ticks &- before
      return .done
    }

    // MARK: Answers

    private func refuse(_ answer: UInt8, _ verdict: BoardVerdict) {
      var frame = BoardFrameWriter(answer, length: 1) { Hardware.send($0, .bench) }
      let one = [1 of UInt8](repeating: verdict.rawValue)
      frame.send(one.span) { Hardware.send($0, .bench) }
    }

    private func tell(_ answer: UInt8, _ pump: BoardPump) {
      var state = BoardState()
      state.therapy = unsafe pump.plant.pointee.therapyTime.rawValue
      state.pump = unsafe pump.firmware.pointee.time.rawValue
      state.hash = pump.hash.value
      state.plant = checksum(pump)
      state.sent = pump.sent
      state.isOn = pump.isOn
      state.ticks = ticks
      send(answer, length: BoardState.bytes) { state.code(&$0) }
    }

    private func greet(_ pump: BoardPump) {
      var greeting = BoardGreeting()
      greeting.schema = unsafe pump.firmware.pointee.profile.identity.schema
      (greeting.stackRoom, greeting.stack) = Hardware.stack
      greeting.wear = pump.flash.chip.wear
      greeting.ticksPerSecond = Hardware.ticksPerSecond
      greeting.lineErrors = Hardware.errors(.line)
      send(BoardOrder.greet.answer, length: BoardGreeting.bytes) { greeting.code(&$0) }
    }

    private func send(
      _ answer: UInt8, length: Int, _ body: (inout FieldCoder) -> Void
    ) {
      var bytes = [64 of UInt8](repeating: 0)
      bytes[0] = BoardVerdict.done.rawValue
      var span = bytes.mutableSpan
      unsafe span.withUnsafeMutableBytes { raw in
        guard let base = raw.baseAddress else { return }
        var fields = unsafe FieldCoder(ByteWriter(base, capacity: raw.count, offset: 1))
        body(&fields)
      }
      var frame = BoardFrameWriter(answer, length: 1 + length) { Hardware.send($0, .bench) }
      frame.send(bytes.span.extracting(0..<1 + length)) { Hardware.send($0, .bench) }
    }

    private func checksum(_ pump: BoardPump) -> UInt32 {
      let room = unsafe scratch.bindMemory(to: UInt8.self)
      let whole = unsafe UnsafeMutableBufferPointer(rebasing: room[0..<Plant.snapshotBytes])
      var bytes = unsafe OutputSpan(buffer: whole, initializedCount: 0)
      unsafe pump.plant.pointee.encodeSnapshot(into: &bytes)
      return CRC32C.checksum(bytes.span)
    }

    /// Sends bytes of the memory, as they stand in the flash.
    private func give(_ pump: BoardPump) {
      let (offset, count) = unsafe reader.pointee.withPayload { payload -> (Int, Int) in
        guard payload.count == 6 else { return (0, 0) }
        var offset = 0
        for index in 0..<4 { offset |= Int(UInt64(payload[index])) << (8 * index) }
        return (offset, Int(UInt64(payload[4])) | Int(UInt64(payload[5])) << 8)
      }
      guard count > 0, count < BoardFrameReader.mostPayload, offset >= 0,
        offset + count <= MemoryMap.imageBytes
      else { return refuse(BoardOrder.take.answer, .malformed) }
      var frame = BoardFrameWriter(BoardOrder.take.answer, length: 1 + count) {
        Hardware.send($0, .bench)
      }
      let done = [1 of UInt8](repeating: BoardVerdict.done.rawValue)
      frame.send(done.span) { Hardware.send($0, .bench) }
      pump.flash.withImage { image in
        frame.send(image.extracting(offset..<offset + count)) { Hardware.send($0, .bench) }
      }
    }
  }
#endif
