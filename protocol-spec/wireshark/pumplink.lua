-- Made by protocol-spec/tools/wireshark_dissector.py from protocol-spec/messages.json and
-- protocol-spec/wireshark/parts. PumpLink for Wireshark: see protocol-spec/wireshark/README.md.
-- Licence: Apache 2.0.

local parts, made = {}, {}

-- What a part gives; each is made once, when it is first asked for.
local function part(name)
  if not made[name] then made[name] = parts[name]() end
  return made[name]
end

parts.spec = function()
return {
  version = { name = "PumpLink", major = 1, minor = 0 },
  schema = 0x70B4884A,
  link = { delimiter = 0, stuffedBytesMin = 9, stuffedBytesMax = 254, contentBytesMax = 253, checksumBytes = 4, reflected = 0x82F63B78 },
  kinds = { open = 1, retired = 2, sealed = 3 },
  tagBytes = 16,
  sealedBytes = 9,
  headerBytes = 3,
  drops = {
    oversized = { number = 1, text = "More bytes between two delimiters than the longest frame has." },
    truncated = { number = 2, text = "Fewer bytes between two delimiters than the shortest frame has." },
    badStuffing = { number = 3, text = "The stuffing codes do not end exactly at the end of the frame." },
    badChecksum = { number = 4, text = "The checksum does not match the content." },
    unknownEnvelope = { number = 5, text = "The envelope is of no kind this version knows, or the content is too short for its kind." },
    unknownMessage = { number = 6, text = "The message is of no type this version knows, or runs in the other direction." },
    wrongLength = { number = 7, text = "The content ends inside a field, or goes on after the last." },
    invalidField = { number = 8, text = "A field has a value that its type does not allow." },
    forged = { number = 9, text = "The message is sealed, and the tag fits no key that the receiver has for it." },
    repeated = { number = 10, text = "The message is sealed and genuine, and its counter is not above the highest that was accepted." },
  },
  enums = {
    role = { [1] = "clinician", [2] = "patient" },
    infusionMode = { [1] = "simpleContinuous", [2] = "minimumRate", [3] = "daySchedule", [4] = "periodicBolus" },
    planNumber = { [1] = "plan1", [2] = "plan2", [3] = "plan3", [4] = "plan4", [5] = "plan5", [6] = "plan6", [7] = "plan7" },
    weekdayPlan = { [0] = "none", [1] = "plan1", [2] = "plan2", [3] = "plan3", [4] = "plan4", [5] = "plan5", [6] = "plan6", [7] = "plan7" },
    source = { [0] = "committed", [1] = "staged" },
    forecastSubject = { [0] = "running", [1] = "staged", [2] = "bolus", [3] = "prime", [4] = "bridge", [5] = "resume", [6] = "cancelBridge", [7] = "temporary", [8] = "endTemporary" },
    stepRule = { [0] = "none", [1] = "aboveDouble", [2] = "belowHalf", [3] = "bolusAboveHalf", [4] = "bridgeSkipped", [5] = "primeReachesTip", [6] = "drugReplaced" },
    drug = { [1] = "baclofen", [2] = "morphine", [3] = "ziconotide" },
    bridgeDecision = { [0] = "none", [1] = "bridge", [2] = "flushed", [3] = "skip" },
    skipReason = { [0] = "none", [1] = "catheterRevised", [2] = "clinicalJudgement", [3] = "emergency" },
    primedPath = { [1] = "wholePath", [2] = "catheter" },
    spinalLevel = { [0] = "unknown", [1] = "c1", [2] = "c2", [3] = "c3", [4] = "c4", [5] = "c5", [6] = "c6", [7] = "c7", [8] = "t1", [9] = "t2", [10] = "t3", [11] = "t4", [12] = "t5", [13] = "t6", [14] = "t7", [15] = "t8", [16] = "t9", [17] = "t10", [18] = "t11", [19] = "t12", [20] = "l1", [21] = "l2", [22] = "l3", [23] = "l4", [24] = "l5" },
    catheterReason = { [1] = "implant", [2] = "catheterReplaced", [3] = "catheterTrimmed", [4] = "tipMoved", [5] = "pumpReplaced", [6] = "corrected" },
    pathContent = { [0] = "asItWas", [1] = "catheterEmpty", [2] = "pathEmpty" },
    infusionKind = { [1] = "bolus", [2] = "patientBolus", [3] = "periodicBolus", [4] = "prime", [5] = "bridge" },
    temporaryReason = { [1] = "imaging", [2] = "procedure", [3] = "sideEffects", [4] = "illness", [5] = "other" },
    temporaryEnd = { [1] = "time", [2] = "order", [3] = "stop", [4] = "emergency", [5] = "failure", [6] = "clockLost" },
    clockReason = { [0] = "set", [1] = "correction", [2] = "daylightSaving", [3] = "travel" },
    tone = { [1] = "single", [2] = "twoTone" },
    batteryState = { [0] = "ok", [1] = "electiveReplacement", [2] = "endOfService" },
    runningInfusion = { [0] = "nothing", [1] = "bolus", [2] = "prime", [3] = "bridge" },
    logKind = { [1] = "switchedOn", [2] = "order", [3] = "therapy", [4] = "override", [5] = "infusionStarted", [6] = "infusionEnded", [7] = "infusionSkipped", [8] = "step", [9] = "delivered", [10] = "alarmRaised", [11] = "alarmEnded", [12] = "refilled", [13] = "drugChanged", [14] = "clockSet", [15] = "undelivered", [16] = "selfTestFailed", [17] = "entriesLost", [18] = "patientBolus", [19] = "lowAlarm", [20] = "emergency", [21] = "keyChanged", [24] = "catheter", [25] = "temporaryBegun", [26] = "temporaryEnded" },
    resetCause = { [0] = "power", [1] = "lowBattery", [2] = "clockLost" },
    undeliveredCause = { [1] = "stall", [2] = "failure", [3] = "power" },
    requestType = { [1] = "identify", [2] = "openSession", [3] = "closeSession", [4] = "confirmSession", [5] = "emergencyRate", [16] = "interrogate", [17] = "readStatus", [18] = "readTherapy", [19] = "readDayPlan", [20] = "readPatientBolus", [21] = "readLog", [22] = "readForecast", [23] = "readCatheter", [32] = "stageTherapy", [33] = "readBack", [34] = "commit", [35] = "discard", [36] = "stageDayPlan", [37] = "stagePatientBolus", [38] = "stageRefill", [39] = "readRefill", [48] = "startBolus", [49] = "cancelBolus", [50] = "stop", [51] = "resume", [52] = "requestBolus", [53] = "startPrime", [54] = "startBridge", [55] = "cancelBridge", [56] = "startTemporaryRate", [57] = "endTemporaryRate", [64] = "setClock", [80] = "setLowAlarm", [81] = "silenceAlarms", [82] = "testAlarm", [83] = "rotateKey", [84] = "setCatheter" },
    refusalCode = { [1] = "noSession", [2] = "schemaMismatch", [3] = "roleNotAllowed", [4] = "expired", [5] = "requestTooOld", [6] = "requestReused", [7] = "busy", [8] = "nothingStaged", [9] = "tokenMismatch", [10] = "storageFailed", [11] = "memoryLost", [12] = "endOfService", [13] = "bolusRunning", [14] = "noBolusRunning", [15] = "stopped", [16] = "notStopped", [17] = "criticalAlarm", [18] = "primeRunning", [19] = "bridgeRunning", [20] = "noBridgeRunning", [21] = "clockNotSet", [22] = "planMissing", [23] = "patientBolusOff", [24] = "lockedOut", [25] = "patientMaximumReached", [26] = "volumesVersionMismatch", [27] = "bridgeUndecided", [28] = "bridgePointless", [29] = "clockCrossesStep", [30] = "noRefillStaged", [31] = "noSuchEntry", [32] = "flowBelowMinimum", [33] = "flowAboveMaximum", [34] = "dailyVolumeAboveMaximum", [35] = "bolusAboveMaximum", [36] = "bolusFlowAboveMaximum", [37] = "totalFlowAboveMaximum", [38] = "reservoirTooLow", [39] = "refillAboveCapacity", [40] = "stepsOutOfOrder", [41] = "stepOffGrid", [42] = "intervalTooShort", [43] = "bolusLongerThanInterval", [44] = "alarmVolumeTooHigh", [45] = "silenceTooLong", [46] = "withdrawnTooMuch", [47] = "temporaryTooLong", [48] = "noContact", [49] = "tooManyAttempts", [50] = "totalUnconfirmed", [51] = "totalMismatch", [54] = "temporaryRunning", [55] = "noTemporaryRate", [56] = "catheterUnknown", [57] = "catheterLengthWrong", [58] = "drugUnknown", [59] = "drugsWouldMix", [60] = "programmeOfOtherDrug", [61] = "patientBolusOfOtherDrug", [64] = "doseBelowUsual", [65] = "doseAboveUsual", [66] = "bolusAboveUsual", [67] = "bolusFasterThanUsual", [68] = "volumeDiscrepancy", [69] = "strengthUnusual" },
  },
  refusals = {
    [1] = { kind = "protocol", text = "The request belongs in a session and came in the open, or there is no session on offer that it could name.", todo = "Open a session and send it sealed. If an order is without an answer, read status first." },
    [2] = { kind = "protocol", counts = "schema hash", text = "The programmer was built for other message layouts; asked is its hash, limit the pump's.", todo = "Use a programmer whose schema hash is the one in the pump's identity." },
    [3] = { kind = "protocol", text = "The session's role may not do this, the message does not belong in a session, or a new key is the other role's.", todo = "Open a session in the role that may: the clinician's, or for what patients may do either. For a new key, make another." },
    [4] = { kind = "protocol", unit = "ms", text = "The order came after its notAfter; asked is by how much.", todo = "Read status, and give the order anew if it is still wanted." },
    [5] = { kind = "protocol", text = "The request id is not above the highest of the session, and its answer is no longer kept.", todo = "Go on with a higher request id. For an order, read status first." },
    [6] = { kind = "protocol", text = "The request id was used for another request.", todo = "A fault of the programmer: give every request of a session its own id." },
    [7] = { kind = "state", text = "The pump is still storing an earlier change.", todo = "Nothing: ask again a little later, under a new request id." },
    [8] = { kind = "state", text = "Nothing is staged, or not what was asked for.", todo = "Stage what is wanted and read it back." },
    [9] = { kind = "state", text = "What is staged is not what was read back.", todo = "Read back, have it confirmed, and commit by the token just read." },
    [10] = { kind = "state", text = "The change could not be stored.", todo = "The old therapy runs on. Try once more; if it fails again, the pump needs service." },
    [11] = { kind = "state", text = "The pump lost its stored state and has stopped.", todo = "No drug is flowing. Treat as an emergency; the pump must be replaced." },
    [12] = { kind = "state", text = "The battery is at end of service.", todo = "No drug is flowing. Treat as an emergency; the pump must be replaced." },
    [13] = { kind = "state", text = "A bolus is running already.", todo = "Wait until it ends, or cancel it. A second bolus never starts on top of one." },
    [14] = { kind = "state", text = "No bolus and no prime is running.", todo = "Nothing to do: it ended by itself or was cancelled." },
    [15] = { kind = "state", text = "Delivery is stopped.", todo = "Resume delivery first, if the patient is to have drug. For stop: nothing to do." },
    [16] = { kind = "state", text = "Delivery is not stopped.", todo = "Nothing to do: the therapy runs." },
    [17] = { kind = "state", text = "A critical alarm is active.", todo = "Read the alarms and deal with their cause first." },
    [18] = { kind = "state", text = "The fluid path is being primed.", todo = "Basal infusion waits until it ends, which takes minutes. Wait, or end it with cancelBolus." },
    [19] = { kind = "state", text = "A bridge is running, or waits for delivery to be resumed.", todo = "Wait until it ends, or cancel it with cancelBridge; then the path holds the old strength still." },
    [20] = { kind = "state", text = "No bridge is running or waiting.", todo = "Nothing to do: it ended by itself or was cancelled." },
    [21] = { kind = "state", text = "A day schedule needs a wall clock, and it was never set.", todo = "Set the clock first, then stage the schedule again." },
    [22] = { kind = "state", text = "A weekday follows a plan that was neither staged nor in force, or none at all; or there is no such plan to read.", todo = "Stage every plan that the week uses, then the programme." },
    [23] = { kind = "state", text = "The patient bolus is off.", todo = "Only a clinician turns it on, with stagePatientBolus." },
    [24] = { kind = "state", unit = "s", text = "The lockout after the last patient bolus has not ended; asked is how long it still lasts.", todo = "Ask again when it has ended. Every request that was denied is counted." },
    [25] = { kind = "state", counts = "boluses", text = "The patient had the most boluses of any 24 hours.", todo = "Ask again when the first of them is over 24 hours old, or call the clinic." },
    [26] = { kind = "state", counts = "version", text = "The order names another version of the pump's volume data; asked is its version, limit the pump's.", todo = "Interrogate, show the clinician the volumes of this version, and give the order anew." },
    [27] = { kind = "state", unit = "mcg/mL", text = "The drug or its strength changes and nothing was decided about a bridge; asked is the strength after mixing, limit the one before.", todo = "Decide: bridge, flushed, or skip with a reason. Undecided, the patient would get the old strength at the new flow." },
    [28] = { kind = "state", text = "A bridge was asked for, and there is no flow to bridge at or no change of drug or strength.", todo = "Leave the bridge out, or skip it with a reason." },
    [29] = { kind = "state", unit = "s", text = "The clock would jump over, or back across, the beginning of a step of the running schedule; asked is by how much it jumps.", todo = "Say which steps repeat or are left out. If that is meant, set acceptsShift." },
    [30] = { kind = "state", text = "No refill is staged.", todo = "Stage the refill first." },
    [31] = { kind = "state", counts = "sequence number", text = "The log holds no such entry: it is older than the oldest kept, or has not been written yet; limit is the oldest or the newest there is.", todo = "Read from an entry between the two. What is older is gone; say so rather than leave a silent gap." },
    [32] = { kind = "hard", unit = "nL/day", text = "The flow of some step, or of the bridge, is below what the motor delivers accurately.", todo = "Choose a higher dose, zero in a step for minimum rate, or a weaker drug at the next refill." },
    [33] = { kind = "hard", unit = "nL/day", text = "The basal flow, or that of the bridge, is above the device's limit.", todo = "Choose a lower dose, or a stronger drug at the next refill." },
    [34] = { kind = "hard", unit = "nL", text = "The total of some 24 hours would be above the device's limit: the largest day of the programme, its periodic boluses, and what was given besides.", todo = "Choose less, or wait until earlier boluses are over 24 hours old. Check that no interval was meant in hours." },
    [35] = { kind = "hard", unit = "nL", text = "The bolus is larger than the device's limit.", todo = "Choose a smaller bolus." },
    [36] = { kind = "hard", unit = "nL/day", text = "The bolus is given faster than the device's limit.", todo = "Give it over a longer time." },
    [37] = { kind = "hard", unit = "nL/day", text = "Basal and bolus together are above the device's limit.", todo = "Give the bolus over a longer time." },
    [38] = { kind = "hard", unit = "nL", text = "The reservoir counter holds less than the bolus, prime, bridge or temporary rate needs.", todo = "Refill the pump first." },
    [39] = { kind = "hard", unit = "nL", text = "More would be in the reservoir than it holds.", todo = "Fill in less, or correct the volume that was typed." },
    [40] = { kind = "hard", unit = "min since midnight", text = "A step does not begin after the one before it, or the first not at midnight; asked is its start, limit the earliest it may have.", todo = "Put the steps in order and begin the day at 00:00. 24:00 is the end of a day and begins no step." },
    [41] = { kind = "hard", unit = "min since midnight", text = "A step does not begin on the grid; asked is its start, limit the grid in minutes.", todo = "Move the step to a time on the grid." },
    [42] = { kind = "hard", unit = "min", text = "The interval of a periodic bolus, or the lockout of a patient bolus, is too short.", todo = "Choose a longer one, and check that hours were not typed as minutes." },
    [43] = { kind = "hard", unit = "ms", text = "The bolus takes longer than the interval at which it comes back; asked is its time, limit the interval.", todo = "Give it over a shorter time, or less often." },
    [44] = { kind = "hard", unit = "nL", text = "The volume of the low-reservoir alarm is not below a full reservoir.", todo = "Choose a lower volume; 2 to 4 mL is usual." },
    [45] = { kind = "hard", unit = "min", text = "Tones are not silenced for so long.", todo = "Choose a shorter silence; it can be repeated at a visit." },
    [46] = { kind = "hard", unit = "nL", text = "More was drawn out than the pump can have held.", todo = "Check the volume and what was drawn from: liquid from outside the reservoir means a pocket fill." },
    [47] = { kind = "hard", unit = "min", text = "The temporary rate or planned stop lasts longer than the device allows, or than its battery does.", todo = "Choose a shorter time; it can be ordered again when it is over. For longer, change the programme." },
    [48] = { kind = "state", text = "The emergency needs the programming head in contact with the pump, and the pump feels none.", todo = "Lay the head on the skin right over the pump and try again. The infusion goes on unchanged until then." },
    [49] = { kind = "protocol", unit = "s", text = "The pump takes no opening for a while, because too many failed; asked is zero, limit is for how long. No pump of this version says it.", todo = "Wait as session.md says, and ask again. Therapy goes on." },
    [50] = { kind = "step", unit = "ng", text = "The order is beyond the drug profile's largest step, and the total of 24 hours was not confirmed; asked is that total, limit the rule's.", todo = "Show what any 24 hours will hold at most, have exactly that number typed, and set confirmedNanograms to it. No override stands in for it." },
    [51] = { kind = "step", unit = "ng", text = "The total that was confirmed is not what any 24 hours would hold at most; asked is what was confirmed, limit what the pump reckons.", todo = "Read the forecast again, show the number, and have it confirmed anew: something changed, or another order was meant." },
    [54] = { kind = "state", text = "A temporary rate or a planned stop runs.", todo = "Wait until it ends by itself, or end it with endTemporaryRate; then the programme goes on." },
    [55] = { kind = "state", text = "No temporary rate and no planned stop is running.", todo = "Nothing to do: it ended by itself or was ended, and the log says how." },
    [56] = { kind = "hard", counts = "catheter model", text = "The pump's volume data has no catheter model of this number; asked is the number, limit the highest there is.", todo = "Read the catheters the pump knows and choose the model that was implanted. If it is none of them, its volume is not known to the pump: keep the old entry and have the volume data corrected." },
    [57] = { kind = "hard", unit = "mm", text = "What was implanted and what was cut off are together not the length the catheter's model is made in, within the tolerance of the profile; asked is their sum, limit the length it is made in.", todo = "Check both lengths and the model. A wrong length makes every prime and every bridge wrong by as much." },
    [58] = { kind = "hard", counts = "drug", text = "The pump has no limits for the drug that is filled in, or that it holds; asked is its number, limit that of the drug in the reservoir.", todo = "Check the vial. The pump takes only drugs that its library knows: fill in one of those, or have the drug's limits added to the library first." },
    [59] = { kind = "hard", counts = "drug", text = "Another drug is filled in and the reservoir was not emptied and rinsed, so what no syringe reaches would mix two drugs; asked is the drug filled in, limit the one in the reservoir.", todo = "A pump holds one drug at a time. Empty and rinse the reservoir, then say so with isRinsed; or fill in the drug that it holds." },
    [60] = { kind = "state", counts = "drug", text = "Another drug is filled in and the set holds no programme for it; asked is the drug filled in, limit the one the programme was made for.", todo = "Stage a programme of the new drug in the same set: an amount of one drug is no amount of another." },
    [61] = { kind = "state", counts = "drug", text = "Another drug is filled in, a patient bolus is in force, and the set does not say what becomes of it; asked is the drug filled in, limit the one the patient bolus was made for.", todo = "Stage settings of the patient bolus for the new drug in the same set, or that it is off." },
    [64] = { kind = "soft", unit = "ng/day", text = "The dose is below the drug profile's limit.", todo = "Check the dose. If it is meant, ask for the clinician's word and set overridesSoftLimits." },
    [65] = { kind = "soft", unit = "ng/day", text = "The dose is above the drug profile's limit.", todo = "Check the dose. If it is meant, ask for the clinician's word and set overridesSoftLimits." },
    [66] = { kind = "soft", unit = "ng", text = "The bolus is above the drug profile's limit.", todo = "Check the dose. If it is meant, ask for the clinician's word and set overridesSoftLimits." },
    [67] = { kind = "soft", unit = "ms", text = "The bolus is given in less time than the drug profile says.", todo = "Check the time. If it is meant, ask for the clinician's word and set overridesSoftLimits." },
    [68] = { kind = "soft", unit = "nL", text = "The volume drawn out differs from the counter by more than the device's rule; asked is the difference, limit the rule.", todo = "Look for a pocket fill, a leak or a wrong flow before filling. If it is understood, set acceptsDiscrepancy." },
    [69] = { kind = "soft", unit = "mcg/mL", text = "The drug profile does not name the strength asked for long-term use.", todo = "Check the vial. If it is meant, ask for the clinician's word and set overridesSoftLimits." },
  },
  log = {
    [1] = { detail = { enum = "resetCause" }, number = { text = "the epoch of its sessions" }, amount = { text = "strokes" } },
    [2] = { detail = { enum = "requestType" }, short = { text = "request id" }, number = { text = "session" } },
    [3] = { detail = { enum = "infusionMode" }, number = { text = "ng of its largest day" }, amount = { text = "its revision" } },
    [4] = { detail = { enum = "refusalCode" }, number = { text = "what was asked for, or the highest value it can hold" }, amount = { text = "the limit" } },
    [5] = { detail = { enum = "infusionKind" }, number = { text = "ng" }, amount = { text = "ms" } },
    [6] = { detail = { enum = "infusionKind" }, short = { text = "1 when it was cut short" }, number = { text = "ng programmed of it, of which undelivered tells what was not given" }, amount = { text = "strokes" } },
    [7] = { detail = { enum = "infusionKind" }, short = { text = "the refusalCode that stood against it, or 0 when the pump was without power" }, number = { text = "ng" }, amount = { text = "how many in a row" } },
    [8] = { detail = { enum = "planNumber" }, short = { text = "its start in minutes since midnight" }, number = { text = "ng/day" }, amount = { text = "strokes" } },
    [9] = { short = { text = "patient requests denied since the last" }, number = { text = "strokes modulo 2^32" }, amount = { text = "pg programmed since the factory" } },
    [10] = { detail = { text = "its bit in alarms" }, amount = { text = "strokes" } },
    [11] = { detail = { text = "its bit in alarms" }, amount = { text = "strokes" } },
    [12] = { detail = { enum = "bridgeDecision" }, short = { enum = "skipReason" }, number = { text = "nL filled in" }, amount = { text = "nL withdrawn times 2^32, and nL expected" } },
    [13] = { detail = { enum = "drug" }, short = { text = "the drug before; 0 in entries from before there was more than one, which tell of a strength alone" }, number = { text = "mcg/mL after mixing" }, amount = { text = "mcg/mL before" } },
    [14] = { detail = { enum = "clockReason" }, short = { text = "1 when it was set before" }, number = { text = "the new clock" }, amount = { text = "the old one, or 0" } },
    [15] = { detail = { enum = "undeliveredCause" }, amount = { text = "pg" } },
    [16] = { detail = { text = "the bits of selfTest" } },
    [17] = { number = { text = "how many" } },
    [18] = { detail = { text = "1 or 0" }, short = { text = "lockout in min" }, number = { text = "ng" }, amount = { text = "ms times 256, and the maximum per day" } },
    [19] = { number = { text = "nL" }, amount = { text = "nL before" } },
    [20] = { number = { text = "ng that were withheld of a bolus or a prime, or the highest value it can hold" }, amount = { text = "strokes" } },
    [21] = { detail = { enum = "role" }, short = { text = "0 when the new key waits to be used, 1 when it took the place of the old one" } },
    [24] = { detail = { text = "the model's number" }, short = { text = "mm implanted" }, number = { text = "nL of the catheter" }, amount = { text = "mm cut off, and times 2^16 the spinalLevel, times 2^24 the catheterReason, times 2^32 the pathContent" } },
    [25] = { detail = { enum = "temporaryReason" }, short = { text = "min that it is to last" }, number = { text = "ng/day, 0 for a planned stop" }, amount = { text = "strokes" } },
    [26] = { detail = { enum = "temporaryEnd" }, short = { text = "min that it lasted, rounded down" }, number = { text = "ng that it gave, rounded down" }, amount = { text = "pg that the programme would have given in that time" } },
  },
  bits = {
    alarms = {{ name = "lowReservoir", low = 0, bits = 1, text = "The reservoir counter is at or below the patient's low-reservoir volume." }, { name = "emptyReservoir", low = 1, bits = 1, text = "The reservoir counter is at zero." }, { name = "electiveReplacement", low = 2, bits = 1, text = "Elective replacement indicator: 90 days of service are left." }, { name = "endOfService", low = 3, bits = 1, text = "End of service: delivery has stopped for good." }, { name = "memoryError", low = 4, bits = 1, text = "A write to non-volatile memory failed; therapy goes on unchanged." }, { name = "memoryLost", low = 5, bits = 1, text = "Neither copy of the stored state can be trusted; delivery has stopped." }, { name = "motorStall", low = 6, bits = 1, text = "The motor did not make the strokes it was told to." }, { name = "stoppedTooLong", low = 7, bits = 1, text = "Delivery has been stopped by command for more than 48 hours." }, { name = "lowBatteryReset", low = 8, bits = 1, text = "The battery gave out for a moment and the pump started again; it waits, stopped." }, { name = "selfTestFailed", low = 9, bits = 1, text = "A self-test found the processor or its memories unsound; delivery has stopped." }, { name = "deliveryFault", low = 10, bits = 1, text = "The delivery watchdog found more or less pumped than programmed; delivery has stopped." }, { name = "clockUncertain", low = 11, bits = 1, text = "The clock was lost and goes on from the last moment it is known for, so a schedule may be early or late until it is set." }, { name = "emergencyRate", low = 12, bits = 1, text = "Somebody without a key had the pump go to minimum rate; the programme does not run until a clinician resumes it." }},
    statusFlags = {{ name = "isStopped", low = 0, bits = 1, text = "Delivery is stopped, by command or by an alarm that stops it." }, { name = "isTemporary", low = 1, bits = 1, text = "A temporary rate or a planned stop runs, in place of the programme's basal infusion." }, { name = "hasStagedTherapy", low = 2, bits = 1, text = "Something is staged in the open session." }, { name = "isClockSet", low = 3, bits = 1, text = "The wall clock was set." }, { name = "battery", low = 4, bits = 2, enum = "batteryState", text = "The state of the battery." }, { name = "running", low = 6, bits = 2, enum = "runningInfusion", text = "What runs besides the basal infusion or in its place." }},
    weekPlan = {{ name = "monday", low = 0, bits = 4, enum = "weekdayPlan", text = "The plan of Monday." }, { name = "tuesday", low = 4, bits = 4, enum = "weekdayPlan", text = "The plan of Tuesday." }, { name = "wednesday", low = 8, bits = 4, enum = "weekdayPlan", text = "The plan of Wednesday." }, { name = "thursday", low = 12, bits = 4, enum = "weekdayPlan", text = "The plan of Thursday." }, { name = "friday", low = 16, bits = 4, enum = "weekdayPlan", text = "The plan of Friday." }, { name = "saturday", low = 20, bits = 4, enum = "weekdayPlan", text = "The plan of Saturday." }, { name = "sunday", low = 24, bits = 4, enum = "weekdayPlan", text = "The plan of Sunday." }},
    selfTest = {{ name = "processorFailed", low = 0, bits = 1, text = "The processor computed wrongly." }, { name = "programMemoryFailed", low = 1, bits = 1, text = "The program memory does not hold what was put there." }, { name = "workingMemoryFailed", low = 2, bits = 1, text = "The working memory did not keep what was written to it." }, { name = "storedRecordFailed", low = 3, bits = 1, text = "The stored record no longer read as it was written; it was written again." }},
  },
  messages = {
    [1] = { name = "identify", type = 1, direction = "request", kind = "opening", envelope = "open", answer = "identity", bytes = 0, text = "Who are you?",
      fields = {
      },
      rules = {
      },
    },
    [2] = { name = "openSession", type = 2, direction = "request", kind = "opening", envelope = "open", answer = "sessionOffered", bytes = 21, text = "Open a session.",
      fields = {
        { name = "role", type = "u8", offset = 0, size = 1, enum = "role", text = "On whose behalf the session is opened." },
        { name = "schema", type = "u32", offset = 1, size = 4, text = "The schema hash the programmer was built with." },
        { name = "nonce", type = "block16", offset = 5, size = 16, text = "A number the programmer has not used before; the answer repeats it." },
      },
      rules = {
      },
    },
    [3] = { name = "closeSession", type = 3, direction = "request", kind = "query", envelope = "sealed", answer = "acknowledged", bytes = 0, text = "Close the session and forget what was staged in it.",
      fields = {
      },
      rules = {
      },
    },
    [4] = { name = "confirmSession", type = 4, direction = "request", kind = "opening", envelope = "sealed", answer = "sessionOpened", bytes = 0, text = "Prove to be the one who opens the session.",
      fields = {
      },
      rules = {
      },
    },
    [5] = { name = "emergencyRate", type = 5, direction = "request", kind = "opening", envelope = "open", answer = "acknowledged", bytes = 4, text = "Go to minimum rate at once, without a key.",
      fields = {
        { name = "session", type = "u32", offset = 0, size = 4, min = 1, text = "The session on offer, which shows that this is no copy of an earlier request." },
      },
      rules = {
      },
    },
    [16] = { name = "interrogate", type = 16, direction = "request", kind = "query", envelope = "sealed", answer = "interrogation", bytes = 0, text = "Everything a clinician reviews.",
      fields = {
      },
      rules = {
      },
    },
    [17] = { name = "readStatus", type = 17, direction = "request", kind = "query", envelope = "sealed", answer = "status", bytes = 0, text = "What are you doing?",
      fields = {
      },
      rules = {
      },
    },
    [18] = { name = "readTherapy", type = 18, direction = "request", kind = "query", envelope = "sealed", answer = "therapy", bytes = 0, text = "The committed programme.",
      fields = {
      },
      rules = {
      },
    },
    [19] = { name = "readDayPlan", type = 19, direction = "request", kind = "query", envelope = "sealed", answer = "dayPlan", bytes = 2, text = "One day plan, in force or staged.",
      fields = {
        { name = "number", type = "u8", offset = 0, size = 1, enum = "planNumber", text = "Which plan." },
        { name = "source", type = "u8", offset = 1, size = 1, enum = "source", text = "The one in force or the staged one." },
      },
      rules = {
      },
    },
    [20] = { name = "readPatientBolus", type = 20, direction = "request", kind = "query", envelope = "sealed", answer = "patientBolus", bytes = 1, text = "The settings of the patient bolus, in force or staged.",
      fields = {
        { name = "source", type = "u8", offset = 0, size = 1, enum = "source", text = "The settings in force or the staged ones." },
      },
      rules = {
      },
    },
    [21] = { name = "readLog", type = 21, direction = "request", kind = "query", envelope = "sealed", answer = "logPage", bytes = 4, text = "Some entries of the event log.",
      fields = {
        { name = "first", type = "u32", offset = 0, size = 4, text = "The sequence number of the first entry wanted." },
      },
      rules = {
      },
    },
    [22] = { name = "readForecast", type = 22, direction = "request", kind = "query", envelope = "sealed", answer = "forecast", bytes = 20, text = "What is to come, as things are or if an order were carried out now. Nothing is carried out.",
      fields = {
        { name = "subject", type = "u8", offset = 0, size = 1, enum = "forecastSubject", text = "What is to be foretold." },
        { name = "path", type = "u8", offset = 1, size = 1, enum = "primedPath", absent = 0, absentMeans = "no prime is meant", text = "Which part of the path a prime would fill." },
        { name = "nanograms", type = "u32", offset = 2, size = 4, unit = "ng", text = "The dose of a bolus; zero for every other subject." },
        { name = "milliseconds", type = "u32", offset = 6, size = 4, unit = "ms", text = "Over how long a bolus would be given; zero for every other subject." },
        { name = "flowNanolitresPerDay", type = "u32", offset = 10, size = 4, unit = "nL/day", text = "The flow of a bridge; zero for every other subject." },
        { name = "doseNanogramsPerDay", type = "u32", offset = 14, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of a temporary rate; zero for a planned stop and for every other subject." },
        { name = "minutes", type = "u16", offset = 18, size = 2, unit = "min", text = "How long a temporary rate or a planned stop would last; zero for every other subject." },
      },
      rules = {
        { when = { at = 1, is = 3 }, ["then"] = { at = 2, isNot = 0 }, text = "A prime fills a part of the path." },
        { when = { at = 1, isNot = 3 }, ["then"] = { at = 2, is = 0 }, text = "Nothing else does." },
        { when = { at = 1, is = 2 }, ["then"] = { at = 3, isNot = 0 }, text = "A bolus has a dose." },
        { when = { at = 1, isNot = 2 }, ["then"] = { at = 3, is = 0 }, text = "Nothing else has." },
        { when = { at = 1, is = 2 }, ["then"] = { at = 4, isNot = 0 }, text = "A bolus takes time." },
        { when = { at = 1, isNot = 2 }, ["then"] = { at = 4, is = 0 }, text = "Nothing else is given a time." },
        { when = { at = 1, is = 4 }, ["then"] = { at = 5, isNot = 0 }, text = "A bridge has a flow." },
        { when = { at = 1, isNot = 4 }, ["then"] = { at = 5, is = 0 }, text = "Nothing else is given one." },
        { when = { at = 1, isNot = 7 }, ["then"] = { at = 6, is = 0 }, text = "Nothing else has a rate." },
        { when = { at = 1, is = 7 }, ["then"] = { at = 7, isNot = 0 }, text = "A temporary rate lasts some time." },
        { when = { at = 1, isNot = 7 }, ["then"] = { at = 7, is = 0 }, text = "Nothing else ends by itself at a time that is asked for." },
      },
    },
    [23] = { name = "readCatheter", type = 23, direction = "request", kind = "query", envelope = "sealed", answer = "catheter", bytes = 6, text = "The catheter and what lies in the path, as it is or as setCatheter would make it. Nothing is carried out.",
      fields = {
        { name = "model", type = "u8", offset = 0, size = 1, absent = 0, absentMeans = "as it is", text = "The model's number in the pump's volume data, from 1." },
        { name = "implantedMillimetres", type = "u16", offset = 1, size = 2, unit = "mm", text = "The length implanted; zero for what is." },
        { name = "cutMillimetres", type = "u16", offset = 3, size = 2, unit = "mm", text = "The length cut off; zero for what is." },
        { name = "content", type = "u8", offset = 5, size = 1, enum = "pathContent", text = "What would lie in the path; as it was for what is." },
      },
      rules = {
        { when = { at = 1, is = 0 }, ["then"] = { at = 2, is = 0 }, text = "What is, is not asked with a length." },
        { when = { at = 1, isNot = 0 }, ["then"] = { at = 2, isNot = 0 }, text = "A catheter has a length." },
        { when = { at = 1, is = 0 }, ["then"] = { at = 3, is = 0 }, text = "What is, is not asked with a length." },
        { when = { at = 1, is = 0 }, ["then"] = { at = 4, is = 0 }, text = "What is, is not asked with a content." },
      },
    },
    [32] = { name = "stageTherapy", type = 32, direction = "request", kind = "part", envelope = "sealed", answer = "acknowledged", bytes = 22, text = "Check and hold a programme. Nothing changes for the patient.",
      fields = {
        { name = "therapy.mode", type = "u8", offset = 0, size = 1, enum = "infusionMode", text = "How the pump infuses." },
        { name = "therapy.doseNanogramsPerDay", type = "u32", offset = 1, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of simple continuous infusion; zero in every other mode." },
        { name = "therapy.week", type = "u32", offset = 5, size = 4, bits = "weekPlan", text = "The plan of each weekday in a day schedule; no plan on any day in every other mode." },
        { name = "therapy.periodic.nanograms", type = "u32", offset = 9, size = 4, unit = "ng", absent = 0, absentMeans = "no periodic bolus", text = "The dose of each periodic bolus." },
        { name = "therapy.periodic.milliseconds", type = "u32", offset = 13, size = 4, unit = "ms", text = "Over how long each is given; zero when there is none." },
        { name = "therapy.periodic.intervalMinutes", type = "u16", offset = 17, size = 2, unit = "min", text = "From the beginning of one to the beginning of the next; zero when there is none." },
        { name = "therapy.periodic.firstMinutes", type = "u16", offset = 19, size = 2, unit = "min", text = "From the commit of the programme to the first; zero when there is none." },
        { name = "overridesSoftLimits", type = "flag", offset = 21, size = 1, text = "Whether the clinician confirmed going beyond the drug profile's soft limits." },
      },
      rules = {
        { when = { at = 1, isNot = 1 }, ["then"] = { at = 2, is = 0 }, text = "Only simple continuous infusion has a dose of its own." },
        { when = { at = 1, isNot = 3 }, ["then"] = { at = 3, is = 0 }, text = "Only a day schedule has plans." },
        { when = { at = 1, is = 2 }, ["then"] = { at = 4, is = 0 }, text = "Minimum rate carries no bolus." },
        { when = { at = 1, is = 4 }, ["then"] = { at = 4, isNot = 0 }, text = "A programme of periodic boluses has one." },
        { when = { at = 4, is = 0 }, ["then"] = { at = 5, is = 0 }, text = "No bolus, no time." },
        { when = { at = 4, isNot = 0 }, ["then"] = { at = 5, isNot = 0 }, text = "A bolus takes time." },
        { when = { at = 4, is = 0 }, ["then"] = { at = 6, is = 0 }, text = "No bolus, no interval." },
        { when = { at = 4, isNot = 0 }, ["then"] = { at = 6, isNot = 0 }, text = "A periodic bolus has an interval." },
        { when = { at = 4, is = 0 }, ["then"] = { at = 7, is = 0 }, text = "No bolus, no first one." },
      },
    },
    [33] = { name = "readBack", type = 33, direction = "request", kind = "query", envelope = "sealed", answer = "staged", bytes = 0, text = "The therapy as it would be with all that is staged, and the token to commit it by.",
      fields = {
      },
      rules = {
      },
    },
    [34] = { name = "commit", type = 34, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 12, text = "Make all that is staged the therapy, at once.",
      fields = {
        { name = "token", type = "u32", offset = 0, size = 4, text = "The token of the read-back that was confirmed; anything staged since has given all of it another." },
        { name = "confirmedNanograms", type = "u32", offset = 4, size = 4, unit = "ng", text = "The most drug that any 24 hours will hold, as the clinician confirmed it; zero when nothing was confirmed. The pump compares it with its own." },
        { name = "notAfter", type = "u32", offset = 8, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [35] = { name = "discard", type = 35, direction = "request", kind = "query", envelope = "sealed", answer = "acknowledged", bytes = 0, text = "Forget all that is staged.",
      fields = {
      },
      rules = {
      },
    },
    [36] = { name = "stageDayPlan", type = 36, direction = "request", kind = "part", envelope = "sealed", answer = "acknowledged", bytes = 79, text = "Check and hold the steps of one day plan. Nothing changes for the patient.",
      fields = {
        { name = "number", type = "u8", offset = 0, size = 1, enum = "planNumber", text = "Which plan." },
        { name = "step1.startMinute", type = "u16", offset = 1, size = 2, min = 0, max = 1439, unit = "min", text = "When step 1 begins, since midnight." },
        { name = "step1.doseNanogramsPerDay", type = "u32", offset = 3, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 1; zero stands for minimum rate." },
        { name = "step2.startMinute", type = "u16", offset = 7, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 2 begins, since midnight." },
        { name = "step2.doseNanogramsPerDay", type = "u32", offset = 9, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 2; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step3.startMinute", type = "u16", offset = 13, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 3 begins, since midnight." },
        { name = "step3.doseNanogramsPerDay", type = "u32", offset = 15, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 3; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step4.startMinute", type = "u16", offset = 19, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 4 begins, since midnight." },
        { name = "step4.doseNanogramsPerDay", type = "u32", offset = 21, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 4; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step5.startMinute", type = "u16", offset = 25, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 5 begins, since midnight." },
        { name = "step5.doseNanogramsPerDay", type = "u32", offset = 27, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 5; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step6.startMinute", type = "u16", offset = 31, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 6 begins, since midnight." },
        { name = "step6.doseNanogramsPerDay", type = "u32", offset = 33, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 6; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step7.startMinute", type = "u16", offset = 37, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 7 begins, since midnight." },
        { name = "step7.doseNanogramsPerDay", type = "u32", offset = 39, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 7; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step8.startMinute", type = "u16", offset = 43, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 8 begins, since midnight." },
        { name = "step8.doseNanogramsPerDay", type = "u32", offset = 45, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 8; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step9.startMinute", type = "u16", offset = 49, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 9 begins, since midnight." },
        { name = "step9.doseNanogramsPerDay", type = "u32", offset = 51, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 9; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step10.startMinute", type = "u16", offset = 55, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 10 begins, since midnight." },
        { name = "step10.doseNanogramsPerDay", type = "u32", offset = 57, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 10; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step11.startMinute", type = "u16", offset = 61, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 11 begins, since midnight." },
        { name = "step11.doseNanogramsPerDay", type = "u32", offset = 63, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 11; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step12.startMinute", type = "u16", offset = 67, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 12 begins, since midnight." },
        { name = "step12.doseNanogramsPerDay", type = "u32", offset = 69, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 12; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step13.startMinute", type = "u16", offset = 73, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 13 begins, since midnight." },
        { name = "step13.doseNanogramsPerDay", type = "u32", offset = 75, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 13; zero stands for minimum rate, and stands where there is no such step." },
      },
      rules = {
        { when = { at = 4, is = 65535 }, ["then"] = { at = 5, is = 0 }, text = "No step, no dose." },
        { when = { at = 4, is = 65535 }, ["then"] = { at = 6, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 6, is = 65535 }, ["then"] = { at = 7, is = 0 }, text = "No step, no dose." },
        { when = { at = 6, is = 65535 }, ["then"] = { at = 8, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 8, is = 65535 }, ["then"] = { at = 9, is = 0 }, text = "No step, no dose." },
        { when = { at = 8, is = 65535 }, ["then"] = { at = 10, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 10, is = 65535 }, ["then"] = { at = 11, is = 0 }, text = "No step, no dose." },
        { when = { at = 10, is = 65535 }, ["then"] = { at = 12, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 12, is = 65535 }, ["then"] = { at = 13, is = 0 }, text = "No step, no dose." },
        { when = { at = 12, is = 65535 }, ["then"] = { at = 14, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 14, is = 65535 }, ["then"] = { at = 15, is = 0 }, text = "No step, no dose." },
        { when = { at = 14, is = 65535 }, ["then"] = { at = 16, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 16, is = 65535 }, ["then"] = { at = 17, is = 0 }, text = "No step, no dose." },
        { when = { at = 16, is = 65535 }, ["then"] = { at = 18, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 18, is = 65535 }, ["then"] = { at = 19, is = 0 }, text = "No step, no dose." },
        { when = { at = 18, is = 65535 }, ["then"] = { at = 20, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 20, is = 65535 }, ["then"] = { at = 21, is = 0 }, text = "No step, no dose." },
        { when = { at = 20, is = 65535 }, ["then"] = { at = 22, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 22, is = 65535 }, ["then"] = { at = 23, is = 0 }, text = "No step, no dose." },
        { when = { at = 22, is = 65535 }, ["then"] = { at = 24, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 24, is = 65535 }, ["then"] = { at = 25, is = 0 }, text = "No step, no dose." },
        { when = { at = 24, is = 65535 }, ["then"] = { at = 26, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 26, is = 65535 }, ["then"] = { at = 27, is = 0 }, text = "No step, no dose." },
      },
    },
    [37] = { name = "stagePatientBolus", type = 37, direction = "request", kind = "part", envelope = "sealed", answer = "acknowledged", bytes = 12, text = "Check and hold settings of the patient bolus. Nothing changes for the patient.",
      fields = {
        { name = "nanograms", type = "u32", offset = 0, size = 4, unit = "ng", absent = 0, absentMeans = "the patient bolus is off", text = "The dose of each patient bolus." },
        { name = "milliseconds", type = "u32", offset = 4, size = 4, unit = "ms", text = "Over how long each is given; zero when it is off." },
        { name = "lockoutMinutes", type = "u16", offset = 8, size = 2, unit = "min", text = "From the beginning of one to the earliest beginning of the next; zero when it is off." },
        { name = "maximumPerDay", type = "u8", offset = 10, size = 1, min = 0, max = 24, unit = "boluses", text = "How many may begin in any 24 hours; zero when it is off." },
        { name = "overridesSoftLimits", type = "flag", offset = 11, size = 1, text = "Whether the clinician confirmed going beyond the drug profile's soft limits." },
      },
      rules = {
        { when = { at = 1, is = 0 }, ["then"] = { at = 2, is = 0 }, text = "No bolus, no time." },
        { when = { at = 1, isNot = 0 }, ["then"] = { at = 2, isNot = 0 }, text = "A patient bolus takes time." },
        { when = { at = 1, is = 0 }, ["then"] = { at = 3, is = 0 }, text = "No bolus, no lockout." },
        { when = { at = 1, isNot = 0 }, ["then"] = { at = 3, isNot = 0 }, text = "A patient bolus has a lockout." },
        { when = { at = 1, is = 0 }, ["then"] = { at = 4, is = 0 }, text = "No bolus, no maximum." },
        { when = { at = 1, isNot = 0 }, ["then"] = { at = 4, isNot = 0 }, text = "A patient bolus has a maximum." },
      },
    },
    [38] = { name = "stageRefill", type = 38, direction = "request", kind = "part", envelope = "sealed", answer = "acknowledged", bytes = 22, text = "Check and hold the record of a refill. Nothing changes for the patient.",
      fields = {
        { name = "withdrawnNanolitres", type = "u32", offset = 0, size = 4, unit = "nL", text = "What was drawn out." },
        { name = "filledNanolitres", type = "u32", offset = 4, size = 4, unit = "nL", text = "What was filled in." },
        { name = "drug", type = "u8", offset = 8, size = 1, enum = "drug", text = "The drug that was filled in." },
        { name = "concentrationMicrogramsPerMillilitre", type = "u32", offset = 9, size = 4, quantity = "concentration", min = 1, max = 1000000, unit = "mcg/mL", text = "Its strength." },
        { name = "lowAlarmNanolitres", type = "u32", offset = 13, size = 4, unit = "nL", text = "The volume at which the low-reservoir alarm is to sound." },
        { name = "bridge", type = "u8", offset = 17, size = 1, enum = "bridgeDecision", text = "What is to become of the old liquid in the path." },
        { name = "skipReason", type = "u8", offset = 18, size = 1, enum = "skipReason", text = "Why a bridge is skipped." },
        { name = "isRinsed", type = "flag", offset = 19, size = 1, text = "Whether the reservoir was emptied and rinsed, so that nothing of the old liquid is left in it to mix with." },
        { name = "acceptsDiscrepancy", type = "flag", offset = 20, size = 1, text = "Whether the clinician confirmed a difference between the volume drawn out and the counter." },
        { name = "overridesSoftLimits", type = "flag", offset = 21, size = 1, text = "Whether the clinician confirmed a strength the drug profile does not name." },
      },
      rules = {
        { when = { at = 6, isNot = 3 }, ["then"] = { at = 7, is = 0 }, text = "Only what is skipped has a reason." },
        { when = { at = 6, is = 3 }, ["then"] = { at = 7, isNot = 0 }, text = "What is skipped has a reason." },
      },
    },
    [39] = { name = "readRefill", type = 39, direction = "request", kind = "query", envelope = "sealed", answer = "refill", bytes = 0, text = "What the staged refill leads to.",
      fields = {
      },
      rules = {
      },
    },
    [48] = { name = "startBolus", type = 48, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 17, text = "Give a dose on top of the therapy.",
      fields = {
        { name = "nanograms", type = "u32", offset = 0, size = 4, min = 1, unit = "ng", text = "The dose." },
        { name = "milliseconds", type = "u32", offset = 4, size = 4, min = 1, unit = "ms", text = "Over how long it is given." },
        { name = "overridesSoftLimits", type = "flag", offset = 8, size = 1, text = "Whether the clinician confirmed going beyond the drug profile's soft limits." },
        { name = "confirmedNanograms", type = "u32", offset = 9, size = 4, unit = "ng", text = "The most drug that any 24 hours will hold, as the clinician confirmed it; zero when nothing was confirmed. The pump compares it with its own." },
        { name = "notAfter", type = "u32", offset = 13, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [49] = { name = "cancelBolus", type = 49, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 4, text = "End the running bolus or prime.",
      fields = {
        { name = "notAfter", type = "u32", offset = 0, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [50] = { name = "stop", type = 50, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 4, text = "Stop delivery.",
      fields = {
        { name = "notAfter", type = "u32", offset = 0, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [51] = { name = "resume", type = 51, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 8, text = "Resume delivery.",
      fields = {
        { name = "confirmedNanograms", type = "u32", offset = 0, size = 4, unit = "ng", text = "The most drug that any 24 hours will hold, as the clinician confirmed it; zero when nothing was confirmed. The pump compares it with its own." },
        { name = "notAfter", type = "u32", offset = 4, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [52] = { name = "requestBolus", type = 52, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 4, text = "Give the patient the bolus he asks for.",
      fields = {
        { name = "notAfter", type = "u32", offset = 0, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [53] = { name = "startPrime", type = 53, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 11, text = "Fill the fluid path fast, without counting it as therapy.",
      fields = {
        { name = "path", type = "u8", offset = 0, size = 1, enum = "primedPath", text = "Which part of the path." },
        { name = "volumesVersion", type = "u16", offset = 1, size = 2, text = "The version of the pump's volume data that the clinician saw; another one is refused." },
        { name = "confirmedNanograms", type = "u32", offset = 3, size = 4, unit = "ng", text = "The most drug that any 24 hours will hold, as the clinician confirmed it; zero when nothing was confirmed. The pump compares it with its own." },
        { name = "notAfter", type = "u32", offset = 7, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [54] = { name = "startBridge", type = 54, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 14, text = "Deliver one path volume at a constant flow, in place of the basal infusion.",
      fields = {
        { name = "flowNanolitresPerDay", type = "u32", offset = 0, size = 4, min = 1, unit = "nL/day", text = "The flow." },
        { name = "volumesVersion", type = "u16", offset = 4, size = 2, text = "The version of the pump's volume data that the clinician saw; another one is refused." },
        { name = "confirmedNanograms", type = "u32", offset = 6, size = 4, unit = "ng", text = "The most drug that any 24 hours will hold, as the clinician confirmed it; zero when nothing was confirmed. The pump compares it with its own." },
        { name = "notAfter", type = "u32", offset = 10, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [55] = { name = "cancelBridge", type = 55, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 8, text = "End the bridge, running or waiting.",
      fields = {
        { name = "confirmedNanograms", type = "u32", offset = 0, size = 4, unit = "ng", text = "The most drug that any 24 hours will hold, as the clinician confirmed it; zero when nothing was confirmed. The pump compares it with its own." },
        { name = "notAfter", type = "u32", offset = 4, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [56] = { name = "startTemporaryRate", type = 56, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 16, text = "Infuse at another rate, or not at all, for some time in place of the programme's basal infusion.",
      fields = {
        { name = "doseNanogramsPerDay", type = "u32", offset = 0, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The rate; zero for a planned stop." },
        { name = "minutes", type = "u16", offset = 4, size = 2, min = 1, unit = "min", text = "How long it lasts, in therapy time." },
        { name = "reason", type = "u8", offset = 6, size = 1, enum = "temporaryReason", text = "Why." },
        { name = "overridesSoftLimits", type = "flag", offset = 7, size = 1, text = "Whether the clinician confirmed going beyond the drug profile's soft limits." },
        { name = "confirmedNanograms", type = "u32", offset = 8, size = 4, unit = "ng", text = "The most drug that any 24 hours will hold, as the clinician confirmed it; zero when nothing was confirmed. The pump compares it with its own." },
        { name = "notAfter", type = "u32", offset = 12, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [57] = { name = "endTemporaryRate", type = 57, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 4, text = "End the temporary rate or the planned stop; the programme goes on where its clock stands.",
      fields = {
        { name = "notAfter", type = "u32", offset = 0, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [64] = { name = "setClock", type = 64, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 10, text = "Set the wall clock.",
      fields = {
        { name = "clock", type = "u32", offset = 0, size = 4, quantity = "wallClock", unit = "s", text = "The local time of day and date, counted from 2000-01-01 00:00:00." },
        { name = "reason", type = "u8", offset = 4, size = 1, enum = "clockReason", text = "Why the clock is set." },
        { name = "acceptsShift", type = "flag", offset = 5, size = 1, text = "Whether the clinician confirmed that a running day schedule repeats or leaves out steps." },
        { name = "notAfter", type = "u32", offset = 6, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [80] = { name = "setLowAlarm", type = 80, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 8, text = "Set the volume of the low-reservoir alarm.",
      fields = {
        { name = "nanolitres", type = "u32", offset = 0, size = 4, unit = "nL", text = "The volume at or below which the alarm sounds." },
        { name = "notAfter", type = "u32", offset = 4, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [81] = { name = "silenceAlarms", type = 81, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 6, text = "Silence the tones of the alarms that are active.",
      fields = {
        { name = "minutes", type = "u16", offset = 0, size = 2, unit = "min", text = "For how long; zero ends a silence." },
        { name = "notAfter", type = "u32", offset = 2, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [82] = { name = "testAlarm", type = 82, direction = "request", kind = "query", envelope = "sealed", answer = "acknowledged", bytes = 1, text = "Sound a tone once.",
      fields = {
        { name = "tone", type = "u8", offset = 0, size = 1, enum = "tone", text = "Which tone." },
      },
      rules = {
      },
    },
    [83] = { name = "rotateKey", type = 83, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 21, text = "Take another pairing key for a role.",
      fields = {
        { name = "role", type = "u8", offset = 0, size = 1, enum = "role", text = "Whose key." },
        { name = "key", type = "block16", offset = 1, size = 16, secret = true, text = "The new key. It waits beside the old one until a session is opened with it." },
        { name = "notAfter", type = "u32", offset = 17, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [84] = { name = "setCatheter", type = 84, direction = "request", kind = "order", envelope = "sealed", answer = "acknowledged", bytes = 14, text = "Take note of the catheter as it was implanted or revised: the path's volumes follow from it.",
      fields = {
        { name = "model", type = "u8", offset = 0, size = 1, min = 1, text = "The model's number in the pump's volume data." },
        { name = "implantedMillimetres", type = "u16", offset = 1, size = 2, min = 1, unit = "mm", text = "The length implanted, from the pump to the tip." },
        { name = "cutMillimetres", type = "u16", offset = 3, size = 2, unit = "mm", text = "The length cut off." },
        { name = "tip", type = "u8", offset = 5, size = 1, enum = "spinalLevel", text = "Where its tip lies." },
        { name = "reason", type = "u8", offset = 6, size = 1, enum = "catheterReason", text = "Why the pump is told." },
        { name = "content", type = "u8", offset = 7, size = 1, enum = "pathContent", text = "What lies in the path now." },
        { name = "volumesVersion", type = "u16", offset = 8, size = 2, text = "The version of the pump's volume data that the clinician saw; another one is refused." },
        { name = "notAfter", type = "u32", offset = 10, size = 4, unit = "ms", text = "The pump's link clock after which the order is refused." },
      },
      rules = {
      },
    },
    [129] = { name = "identity", type = 129, direction = "reply", envelope = "open", bytes = 29, text = "Who the pump is; no patient's data.",
      fields = {
        { name = "model", type = "text8", offset = 0, size = 8, text = "The model, such as PL-40." },
        { name = "serial", type = "text12", offset = 8, size = 12, text = "The serial number, unique to the pump." },
        { name = "firmware.major", type = "u8", offset = 20, size = 1, text = "The firmware's version, first number." },
        { name = "firmware.minor", type = "u8", offset = 21, size = 1, text = "The firmware's version, second number." },
        { name = "firmware.patch", type = "u8", offset = 22, size = 1, text = "The firmware's version, third number." },
        { name = "protocolVersion.major", type = "u8", offset = 23, size = 1, text = "The protocol's version; another major number is another protocol." },
        { name = "protocolVersion.minor", type = "u8", offset = 24, size = 1, text = "A higher minor number adds to the protocol and takes nothing away." },
        { name = "schema", type = "u32", offset = 25, size = 4, text = "The schema hash the pump was built with." },
      },
      rules = {
      },
    },
    [130] = { name = "sessionOpened", type = 130, direction = "reply", envelope = "sealed", bytes = 10, text = "The session is open.",
      fields = {
        { name = "session", type = "u32", offset = 0, size = 4, min = 1, text = "The session's number." },
        { name = "linkClock", type = "u32", offset = 4, size = 4, unit = "ms", text = "The pump's link clock." },
        { name = "idleSeconds", type = "u16", offset = 8, size = 2, unit = "s", text = "The pump closes the session after this long without a request." },
      },
      rules = {
      },
    },
    [131] = { name = "sessionOffered", type = 131, direction = "reply", envelope = "open", bytes = 36, text = "A session that opens when the programmer proves itself in it.",
      fields = {
        { name = "session", type = "u32", offset = 0, size = 4, min = 1, text = "The session's number, never used before by this pump." },
        { name = "nonce", type = "block16", offset = 4, size = 16, text = "The nonce of the request." },
        { name = "pumpNonce", type = "block16", offset = 20, size = 16, text = "A number the pump has not given before." },
      },
      rules = {
      },
    },
    [132] = { name = "noSession", type = 132, direction = "reply", envelope = "open", bytes = 4, text = "The answer, under request id 0, to a sealed frame of a session that is neither open nor on offer: a hint that nobody needs to believe.",
      fields = {
        { name = "session", type = "u32", offset = 0, size = 4, text = "The session number the frame bore." },
      },
      rules = {
      },
    },
    [144] = { name = "interrogation", type = 144, direction = "reply", envelope = "sealed", bytes = 210, text = "Everything a clinician reviews before a change.",
      fields = {
        { name = "identity.model", type = "text8", offset = 0, size = 8, text = "The model, such as PL-40." },
        { name = "identity.serial", type = "text12", offset = 8, size = 12, text = "The serial number, unique to the pump." },
        { name = "identity.firmware.major", type = "u8", offset = 20, size = 1, text = "The firmware's version, first number." },
        { name = "identity.firmware.minor", type = "u8", offset = 21, size = 1, text = "The firmware's version, second number." },
        { name = "identity.firmware.patch", type = "u8", offset = 22, size = 1, text = "The firmware's version, third number." },
        { name = "identity.protocolVersion.major", type = "u8", offset = 23, size = 1, text = "The protocol's version; another major number is another protocol." },
        { name = "identity.protocolVersion.minor", type = "u8", offset = 24, size = 1, text = "A higher minor number adds to the protocol and takes nothing away." },
        { name = "identity.schema", type = "u32", offset = 25, size = 4, text = "The schema hash the pump was built with." },
        { name = "status.therapySeconds", type = "u32", offset = 29, size = 4, unit = "s", text = "Therapy time since the factory." },
        { name = "status.linkClock", type = "u32", offset = 33, size = 4, unit = "ms", text = "The pump's link clock." },
        { name = "status.reservoirNanolitres", type = "u32", offset = 37, size = 4, unit = "nL", text = "The reservoir by the pump's own counter; zero when the counter ran out." },
        { name = "status.basalNanogramsPerDay", type = "u32", offset = 41, size = 4, unit = "ng/day", text = "The basal dose given now; zero when stopped or in a planned stop, and the drug of the fixed flow in minimum rate." },
        { name = "status.bolusRemainingNanograms", type = "u32", offset = 45, size = 4, unit = "ng", text = "What is still to come of a running bolus, prime or bridge, rounded down; zero when none runs." },
        { name = "status.lastApplied.session", type = "u32", offset = 49, size = 4, absent = 0, absentMeans = "no order was ever applied", text = "The session of the order applied last." },
        { name = "status.lastApplied.request", type = "u16", offset = 53, size = 2, text = "The request id of the order applied last; zero when there is none." },
        { name = "status.alarms", type = "u16", offset = 55, size = 2, bits = "alarms", text = "The alarms that are active." },
        { name = "status.batteryPercent", type = "u8", offset = 57, size = 1, min = 0, max = 100, unit = "%", text = "What is left of the battery, by the last daily measurement." },
        { name = "status.mode", type = "u8", offset = 58, size = 1, enum = "infusionMode", text = "How the committed therapy infuses." },
        { name = "status.flags", type = "u8", offset = 59, size = 1, bits = "statusFlags", text = "What else is the case." },
        { name = "clock", type = "u32", offset = 60, size = 4, quantity = "wallClock", unit = "s", text = "The wall clock, counted from 2000-01-01 00:00:00; zero when it was never set." },
        { name = "capacityNanolitres", type = "u32", offset = 64, size = 4, unit = "nL", text = "The volume a full reservoir holds." },
        { name = "lowAlarmNanolitres", type = "u32", offset = 68, size = 4, unit = "nL", text = "The volume at which the low-reservoir alarm sounds." },
        { name = "drug", type = "u8", offset = 72, size = 1, enum = "drug", text = "The drug in the reservoir." },
        { name = "concentrationMicrogramsPerMillilitre", type = "u32", offset = 73, size = 4, quantity = "concentration", min = 1, max = 1000000, unit = "mcg/mL", text = "Its strength." },
        { name = "therapy.mode", type = "u8", offset = 77, size = 1, enum = "infusionMode", text = "How the pump infuses." },
        { name = "therapy.doseNanogramsPerDay", type = "u32", offset = 78, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of simple continuous infusion; zero in every other mode." },
        { name = "therapy.week", type = "u32", offset = 82, size = 4, bits = "weekPlan", text = "The plan of each weekday in a day schedule; no plan on any day in every other mode." },
        { name = "therapy.periodic.nanograms", type = "u32", offset = 86, size = 4, unit = "ng", absent = 0, absentMeans = "no periodic bolus", text = "The dose of each periodic bolus." },
        { name = "therapy.periodic.milliseconds", type = "u32", offset = 90, size = 4, unit = "ms", text = "Over how long each is given; zero when there is none." },
        { name = "therapy.periodic.intervalMinutes", type = "u16", offset = 94, size = 2, unit = "min", text = "From the beginning of one to the beginning of the next; zero when there is none." },
        { name = "therapy.periodic.firstMinutes", type = "u16", offset = 96, size = 2, unit = "min", text = "From the commit of the programme to the first; zero when there is none." },
        { name = "therapyRevision", type = "u32", offset = 98, size = 4, text = "How many programmes were committed since the factory." },
        { name = "pumpedNanolitres", type = "u64", offset = 102, size = 8, unit = "nL", text = "What the motor was commanded to pump since the factory." },
        { name = "pathNanolitres", type = "u32", offset = 110, size = 4, unit = "nL", text = "The volume between reservoir and catheter tip." },
        { name = "lastApplied.type", type = "u8", offset = 114, size = 1, enum = "requestType", absent = 0, absentMeans = "no order was ever applied", text = "What the order applied last was." },
        { name = "lastApplied.therapySeconds", type = "u32", offset = 115, size = 4, unit = "s", text = "When it was applied; zero when there is none." },
        { name = "infusion", type = "u8", offset = 119, size = 1, enum = "infusionKind", absent = 0, absentMeans = "nothing does", text = "What runs besides the basal infusion or in its place." },
        { name = "bolusNanograms", type = "u32", offset = 120, size = 4, unit = "ng", text = "The whole dose of the running infusion; zero when none runs." },
        { name = "bolusRemainingMilliseconds", type = "u32", offset = 124, size = 4, unit = "ms", text = "How long the running infusion still takes; zero when none runs." },
        { name = "bridgeWaitingNanolitres", type = "u32", offset = 128, size = 4, unit = "nL", text = "What of a bridge waits until delivery is resumed; zero when none waits." },
        { name = "droppedFrames", type = "u32", offset = 132, size = 4, text = "Frames the pump dropped since it was switched on; it stays at the highest value it can hold." },
        { name = "tubingNanolitres", type = "u32", offset = 136, size = 4, unit = "nL", text = "The part of the path that lies in the pump; the rest is the catheter." },
        { name = "volumesVersion", type = "u16", offset = 140, size = 2, text = "The version of the data that both volumes come from." },
        { name = "filledNanolitres", type = "u32", offset = 142, size = 4, unit = "nL", text = "What the reservoir held after the last refill, or at implant." },
        { name = "filledSeconds", type = "u32", offset = 146, size = 4, unit = "s", text = "When that was, in therapy time since the factory." },
        { name = "refills", type = "u16", offset = 150, size = 2, text = "How many refills there were since implant." },
        { name = "residualNanolitres", type = "u32", offset = 152, size = 4, unit = "nL", text = "What no syringe reaches: it lies below the counter and mixes with what is filled in." },
        { name = "programmedPicograms", type = "u64", offset = 156, size = 8, unit = "pg", text = "What was programmed since the factory: the sum of all that was to be infused." },
        { name = "silentMinutes", type = "u16", offset = 164, size = 2, unit = "min", text = "For how long the tones are still silent, rounded up; zero when they are not." },
        { name = "patientBolus.nanograms", type = "u32", offset = 166, size = 4, unit = "ng", absent = 0, absentMeans = "the patient bolus is off", text = "The dose of each patient bolus." },
        { name = "patientBolus.milliseconds", type = "u32", offset = 170, size = 4, unit = "ms", text = "Over how long each is given; zero when it is off." },
        { name = "patientBolus.lockoutMinutes", type = "u16", offset = 174, size = 2, unit = "min", text = "From the beginning of one to the earliest beginning of the next; zero when it is off." },
        { name = "patientBolus.maximumPerDay", type = "u8", offset = 176, size = 1, min = 0, max = 24, unit = "boluses", text = "How many may begin in any 24 hours; zero when it is off." },
        { name = "primeFlowNanolitresPerDay", type = "u32", offset = 177, size = 4, unit = "nL/day", text = "The flow of a prime." },
        { name = "minutesToPeriodicBolus", type = "u32", offset = 181, size = 4, unit = "min", absent = 4294967295, absentMeans = "none is to come", text = "Until the next bolus of the programme is due, rounded up, whether or not something will stand against it." },
        { name = "emergencySeconds", type = "u32", offset = 185, size = 4, unit = "s", absent = 4294967295, absentMeans = "not at the emergency rate", text = "When the emergency rate began, in therapy time since the factory." },
        { name = "temporaryReason", type = "u8", offset = 189, size = 1, enum = "temporaryReason", absent = 0, absentMeans = "neither a temporary rate nor a planned stop runs", text = "Why a temporary rate or a planned stop runs." },
        { name = "temporaryNanogramsPerDay", type = "u32", offset = 190, size = 4, unit = "ng/day", text = "Its rate; zero for a planned stop, and when neither runs." },
        { name = "temporaryMinutes", type = "u16", offset = 194, size = 2, unit = "min", text = "How long it lasts in all; zero when neither runs." },
        { name = "temporarySecondsLeft", type = "u32", offset = 196, size = 4, unit = "s", text = "Until it ends by itself, rounded up; zero when neither runs." },
        { name = "temporaryNanograms", type = "u32", offset = 200, size = 4, unit = "ng", text = "What it has given so far, rounded down; zero when neither runs." },
        { name = "foregoneNanograms", type = "u32", offset = 204, size = 4, unit = "ng", text = "What the programme would have given since it began, with every bolus of the programme that it kept from beginning, rounded down; zero when neither runs." },
        { name = "formerDrug", type = "u8", offset = 208, size = 1, enum = "drug", absent = 0, absentMeans = "the path holds no such liquid, by the pump's account", text = "The drug of the liquid from before the last change of drug or strength, while some of that lies in the path." },
        { name = "olderDrug", type = "u8", offset = 209, size = 1, enum = "drug", absent = 0, absentMeans = "none", text = "Another drug, from before that one, of which some may still lie in the path." },
      },
      rules = {
        { when = { at = 14, is = 0 }, ["then"] = { at = 15, is = 0 }, text = "No order, no request id." },
        { when = { at = 19, low = 3, bits = 1, is = 0 }, ["then"] = { at = 20, is = 0 }, text = "A clock that was never set has no time." },
        { when = { at = 25, isNot = 1 }, ["then"] = { at = 26, is = 0 }, text = "Only simple continuous infusion has a dose of its own." },
        { when = { at = 25, isNot = 3 }, ["then"] = { at = 27, is = 0 }, text = "Only a day schedule has plans." },
        { when = { at = 25, is = 2 }, ["then"] = { at = 28, is = 0 }, text = "Minimum rate carries no bolus." },
        { when = { at = 25, is = 4 }, ["then"] = { at = 28, isNot = 0 }, text = "A programme of periodic boluses has one." },
        { when = { at = 28, is = 0 }, ["then"] = { at = 29, is = 0 }, text = "No bolus, no time." },
        { when = { at = 28, isNot = 0 }, ["then"] = { at = 29, isNot = 0 }, text = "A bolus takes time." },
        { when = { at = 28, is = 0 }, ["then"] = { at = 30, is = 0 }, text = "No bolus, no interval." },
        { when = { at = 28, isNot = 0 }, ["then"] = { at = 30, isNot = 0 }, text = "A periodic bolus has an interval." },
        { when = { at = 28, is = 0 }, ["then"] = { at = 31, is = 0 }, text = "No bolus, no first one." },
        { when = { at = 14, is = 0 }, ["then"] = { at = 35, is = 0 }, text = "No order, no type." },
        { when = { at = 14, isNot = 0 }, ["then"] = { at = 35, isNot = 0 }, text = "An order has a type." },
        { when = { at = 14, is = 0 }, ["then"] = { at = 36, is = 0 }, text = "No order, no moment." },
        { when = { at = 37, is = 0 }, ["then"] = { at = 38, is = 0 }, text = "No infusion, no dose." },
        { when = { at = 37, is = 0 }, ["then"] = { at = 39, is = 0 }, text = "No infusion, no time." },
        { when = { at = 50, is = 0 }, ["then"] = { at = 51, is = 0 }, text = "No bolus, no time." },
        { when = { at = 50, isNot = 0 }, ["then"] = { at = 51, isNot = 0 }, text = "A patient bolus takes time." },
        { when = { at = 50, is = 0 }, ["then"] = { at = 52, is = 0 }, text = "No bolus, no lockout." },
        { when = { at = 50, isNot = 0 }, ["then"] = { at = 52, isNot = 0 }, text = "A patient bolus has a lockout." },
        { when = { at = 50, is = 0 }, ["then"] = { at = 53, is = 0 }, text = "No bolus, no maximum." },
        { when = { at = 50, isNot = 0 }, ["then"] = { at = 53, isNot = 0 }, text = "A patient bolus has a maximum." },
        { when = { at = 28, is = 0 }, ["then"] = { at = 55, is = 4294967295 }, text = "No periodic bolus, no next one." },
        { when = { at = 16, low = 12, bits = 1, is = 0 }, ["then"] = { at = 56, is = 4294967295 }, text = "No emergency rate, no beginning." },
        { when = { at = 16, low = 12, bits = 1, isNot = 0 }, ["then"] = { at = 56, isNot = 4294967295 }, text = "An emergency rate began." },
        { when = { at = 19, low = 1, bits = 1, is = 0 }, ["then"] = { at = 57, is = 0 }, text = "No temporary rate, no reason." },
        { when = { at = 19, low = 1, bits = 1, isNot = 0 }, ["then"] = { at = 57, isNot = 0 }, text = "A temporary rate has a reason." },
        { when = { at = 57, is = 0 }, ["then"] = { at = 58, is = 0 }, text = "No temporary rate, no dose." },
        { when = { at = 57, is = 0 }, ["then"] = { at = 59, is = 0 }, text = "No temporary rate, no time." },
        { when = { at = 57, isNot = 0 }, ["then"] = { at = 59, isNot = 0 }, text = "A temporary rate lasts some time." },
        { when = { at = 57, is = 0 }, ["then"] = { at = 60, is = 0 }, text = "No temporary rate, nothing left of it." },
        { when = { at = 57, is = 0 }, ["then"] = { at = 61, is = 0 }, text = "No temporary rate, nothing given." },
        { when = { at = 57, is = 0 }, ["then"] = { at = 62, is = 0 }, text = "No temporary rate, nothing it stands for." },
        { when = { at = 63, is = 0 }, ["then"] = { at = 64, is = 0 }, text = "Nothing former, nothing older." },
      },
    },
    [145] = { name = "status", type = 145, direction = "reply", envelope = "sealed", bytes = 31, text = "What the pump is doing now. With request id 0 it is streamed telemetry.",
      fields = {
        { name = "therapySeconds", type = "u32", offset = 0, size = 4, unit = "s", text = "Therapy time since the factory." },
        { name = "linkClock", type = "u32", offset = 4, size = 4, unit = "ms", text = "The pump's link clock." },
        { name = "reservoirNanolitres", type = "u32", offset = 8, size = 4, unit = "nL", text = "The reservoir by the pump's own counter; zero when the counter ran out." },
        { name = "basalNanogramsPerDay", type = "u32", offset = 12, size = 4, unit = "ng/day", text = "The basal dose given now; zero when stopped or in a planned stop, and the drug of the fixed flow in minimum rate." },
        { name = "bolusRemainingNanograms", type = "u32", offset = 16, size = 4, unit = "ng", text = "What is still to come of a running bolus, prime or bridge, rounded down; zero when none runs." },
        { name = "lastApplied.session", type = "u32", offset = 20, size = 4, absent = 0, absentMeans = "no order was ever applied", text = "The session of the order applied last." },
        { name = "lastApplied.request", type = "u16", offset = 24, size = 2, text = "The request id of the order applied last; zero when there is none." },
        { name = "alarms", type = "u16", offset = 26, size = 2, bits = "alarms", text = "The alarms that are active." },
        { name = "batteryPercent", type = "u8", offset = 28, size = 1, min = 0, max = 100, unit = "%", text = "What is left of the battery, by the last daily measurement." },
        { name = "mode", type = "u8", offset = 29, size = 1, enum = "infusionMode", text = "How the committed therapy infuses." },
        { name = "flags", type = "u8", offset = 30, size = 1, bits = "statusFlags", text = "What else is the case." },
      },
      rules = {
        { when = { at = 6, is = 0 }, ["then"] = { at = 7, is = 0 }, text = "No order, no request id." },
      },
    },
    [146] = { name = "therapy", type = 146, direction = "reply", envelope = "sealed", bytes = 42, text = "The committed programme, with what follows from it.",
      fields = {
        { name = "token", type = "u32", offset = 0, size = 4, text = "Names all that is staged in the order to commit it; zero for the committed programme." },
        { name = "therapy.mode", type = "u8", offset = 4, size = 1, enum = "infusionMode", text = "How the pump infuses." },
        { name = "therapy.doseNanogramsPerDay", type = "u32", offset = 5, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of simple continuous infusion; zero in every other mode." },
        { name = "therapy.week", type = "u32", offset = 9, size = 4, bits = "weekPlan", text = "The plan of each weekday in a day schedule; no plan on any day in every other mode." },
        { name = "therapy.periodic.nanograms", type = "u32", offset = 13, size = 4, unit = "ng", absent = 0, absentMeans = "no periodic bolus", text = "The dose of each periodic bolus." },
        { name = "therapy.periodic.milliseconds", type = "u32", offset = 17, size = 4, unit = "ms", text = "Over how long each is given; zero when there is none." },
        { name = "therapy.periodic.intervalMinutes", type = "u16", offset = 21, size = 2, unit = "min", text = "From the beginning of one to the beginning of the next; zero when there is none." },
        { name = "therapy.periodic.firstMinutes", type = "u16", offset = 23, size = 2, unit = "min", text = "From the commit of the programme to the first; zero when there is none." },
        { name = "drug", type = "u8", offset = 25, size = 1, enum = "drug", text = "The drug in the reservoir." },
        { name = "concentrationMicrogramsPerMillilitre", type = "u32", offset = 26, size = 4, quantity = "concentration", min = 1, max = 1000000, unit = "mcg/mL", text = "Its strength." },
        { name = "dailyNanograms", type = "u32", offset = 30, size = 4, unit = "ng", text = "The drug of 24 hours of this programme: of its largest day, periodic boluses included." },
        { name = "leastDailyNanograms", type = "u32", offset = 34, size = 4, unit = "ng", text = "The drug of its smallest day, periodic boluses included." },
        { name = "flowNanolitresPerDay", type = "u32", offset = 38, size = 4, unit = "nL/day", text = "The volume of its largest day, rounded down." },
      },
      rules = {
        { when = { at = 2, isNot = 1 }, ["then"] = { at = 3, is = 0 }, text = "Only simple continuous infusion has a dose of its own." },
        { when = { at = 2, isNot = 3 }, ["then"] = { at = 4, is = 0 }, text = "Only a day schedule has plans." },
        { when = { at = 2, is = 2 }, ["then"] = { at = 5, is = 0 }, text = "Minimum rate carries no bolus." },
        { when = { at = 2, is = 4 }, ["then"] = { at = 5, isNot = 0 }, text = "A programme of periodic boluses has one." },
        { when = { at = 5, is = 0 }, ["then"] = { at = 6, is = 0 }, text = "No bolus, no time." },
        { when = { at = 5, isNot = 0 }, ["then"] = { at = 6, isNot = 0 }, text = "A bolus takes time." },
        { when = { at = 5, is = 0 }, ["then"] = { at = 7, is = 0 }, text = "No bolus, no interval." },
        { when = { at = 5, isNot = 0 }, ["then"] = { at = 7, isNot = 0 }, text = "A periodic bolus has an interval." },
        { when = { at = 5, is = 0 }, ["then"] = { at = 8, is = 0 }, text = "No bolus, no first one." },
      },
    },
    [147] = { name = "dayPlan", type = 147, direction = "reply", envelope = "sealed", bytes = 80, text = "One day plan as the pump holds it.",
      fields = {
        { name = "number", type = "u8", offset = 0, size = 1, enum = "planNumber", text = "Which plan." },
        { name = "source", type = "u8", offset = 1, size = 1, enum = "source", text = "Whether it is in force or staged." },
        { name = "step1.startMinute", type = "u16", offset = 2, size = 2, min = 0, max = 1439, unit = "min", text = "When step 1 begins, since midnight." },
        { name = "step1.doseNanogramsPerDay", type = "u32", offset = 4, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 1; zero stands for minimum rate." },
        { name = "step2.startMinute", type = "u16", offset = 8, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 2 begins, since midnight." },
        { name = "step2.doseNanogramsPerDay", type = "u32", offset = 10, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 2; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step3.startMinute", type = "u16", offset = 14, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 3 begins, since midnight." },
        { name = "step3.doseNanogramsPerDay", type = "u32", offset = 16, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 3; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step4.startMinute", type = "u16", offset = 20, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 4 begins, since midnight." },
        { name = "step4.doseNanogramsPerDay", type = "u32", offset = 22, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 4; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step5.startMinute", type = "u16", offset = 26, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 5 begins, since midnight." },
        { name = "step5.doseNanogramsPerDay", type = "u32", offset = 28, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 5; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step6.startMinute", type = "u16", offset = 32, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 6 begins, since midnight." },
        { name = "step6.doseNanogramsPerDay", type = "u32", offset = 34, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 6; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step7.startMinute", type = "u16", offset = 38, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 7 begins, since midnight." },
        { name = "step7.doseNanogramsPerDay", type = "u32", offset = 40, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 7; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step8.startMinute", type = "u16", offset = 44, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 8 begins, since midnight." },
        { name = "step8.doseNanogramsPerDay", type = "u32", offset = 46, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 8; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step9.startMinute", type = "u16", offset = 50, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 9 begins, since midnight." },
        { name = "step9.doseNanogramsPerDay", type = "u32", offset = 52, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 9; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step10.startMinute", type = "u16", offset = 56, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 10 begins, since midnight." },
        { name = "step10.doseNanogramsPerDay", type = "u32", offset = 58, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 10; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step11.startMinute", type = "u16", offset = 62, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 11 begins, since midnight." },
        { name = "step11.doseNanogramsPerDay", type = "u32", offset = 64, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 11; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step12.startMinute", type = "u16", offset = 68, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 12 begins, since midnight." },
        { name = "step12.doseNanogramsPerDay", type = "u32", offset = 70, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 12; zero stands for minimum rate, and stands where there is no such step." },
        { name = "step13.startMinute", type = "u16", offset = 74, size = 2, min = 0, max = 1439, unit = "min", absent = 65535, absentMeans = "no such step", text = "When step 13 begins, since midnight." },
        { name = "step13.doseNanogramsPerDay", type = "u32", offset = 76, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of step 13; zero stands for minimum rate, and stands where there is no such step." },
      },
      rules = {
        { when = { at = 5, is = 65535 }, ["then"] = { at = 6, is = 0 }, text = "No step, no dose." },
        { when = { at = 5, is = 65535 }, ["then"] = { at = 7, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 7, is = 65535 }, ["then"] = { at = 8, is = 0 }, text = "No step, no dose." },
        { when = { at = 7, is = 65535 }, ["then"] = { at = 9, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 9, is = 65535 }, ["then"] = { at = 10, is = 0 }, text = "No step, no dose." },
        { when = { at = 9, is = 65535 }, ["then"] = { at = 11, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 11, is = 65535 }, ["then"] = { at = 12, is = 0 }, text = "No step, no dose." },
        { when = { at = 11, is = 65535 }, ["then"] = { at = 13, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 13, is = 65535 }, ["then"] = { at = 14, is = 0 }, text = "No step, no dose." },
        { when = { at = 13, is = 65535 }, ["then"] = { at = 15, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 15, is = 65535 }, ["then"] = { at = 16, is = 0 }, text = "No step, no dose." },
        { when = { at = 15, is = 65535 }, ["then"] = { at = 17, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 17, is = 65535 }, ["then"] = { at = 18, is = 0 }, text = "No step, no dose." },
        { when = { at = 17, is = 65535 }, ["then"] = { at = 19, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 19, is = 65535 }, ["then"] = { at = 20, is = 0 }, text = "No step, no dose." },
        { when = { at = 19, is = 65535 }, ["then"] = { at = 21, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 21, is = 65535 }, ["then"] = { at = 22, is = 0 }, text = "No step, no dose." },
        { when = { at = 21, is = 65535 }, ["then"] = { at = 23, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 23, is = 65535 }, ["then"] = { at = 24, is = 0 }, text = "No step, no dose." },
        { when = { at = 23, is = 65535 }, ["then"] = { at = 25, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 25, is = 65535 }, ["then"] = { at = 26, is = 0 }, text = "No step, no dose." },
        { when = { at = 25, is = 65535 }, ["then"] = { at = 27, is = 65535 }, text = "Steps stand without a gap." },
        { when = { at = 27, is = 65535 }, ["then"] = { at = 28, is = 0 }, text = "No step, no dose." },
      },
    },
    [148] = { name = "patientBolus", type = 148, direction = "reply", envelope = "sealed", bytes = 25, text = "The settings of the patient bolus and what was used of them.",
      fields = {
        { name = "source", type = "u8", offset = 0, size = 1, enum = "source", text = "Whether these are the settings in force or the staged ones." },
        { name = "nanograms", type = "u32", offset = 1, size = 4, unit = "ng", absent = 0, absentMeans = "the patient bolus is off", text = "The dose of each patient bolus." },
        { name = "milliseconds", type = "u32", offset = 5, size = 4, unit = "ms", text = "Over how long each is given; zero when it is off." },
        { name = "lockoutMinutes", type = "u16", offset = 9, size = 2, unit = "min", text = "From the beginning of one to the earliest beginning of the next; zero when it is off." },
        { name = "maximumPerDay", type = "u8", offset = 11, size = 1, min = 0, max = 24, unit = "boluses", text = "How many may begin in any 24 hours; zero when it is off." },
        { name = "startedToday", type = "u8", offset = 12, size = 1, unit = "boluses", text = "How many began in the last 24 hours." },
        { name = "lockoutSecondsLeft", type = "u32", offset = 13, size = 4, unit = "s", text = "Until the lockout ends, rounded up; zero when none runs." },
        { name = "maximumSecondsLeft", type = "u32", offset = 17, size = 4, unit = "s", text = "Until fewer than the maximum began in the last 24 hours, rounded up; zero when that is so." },
        { name = "deniedInAll", type = "u32", offset = 21, size = 4, unit = "requests", text = "How many requests were denied since the factory; it stays at the highest value it can hold." },
      },
      rules = {
        { when = { at = 2, is = 0 }, ["then"] = { at = 3, is = 0 }, text = "No bolus, no time." },
        { when = { at = 2, isNot = 0 }, ["then"] = { at = 3, isNot = 0 }, text = "A patient bolus takes time." },
        { when = { at = 2, is = 0 }, ["then"] = { at = 4, is = 0 }, text = "No bolus, no lockout." },
        { when = { at = 2, isNot = 0 }, ["then"] = { at = 4, isNot = 0 }, text = "A patient bolus has a lockout." },
        { when = { at = 2, is = 0 }, ["then"] = { at = 5, is = 0 }, text = "No bolus, no maximum." },
        { when = { at = 2, isNot = 0 }, ["then"] = { at = 5, isNot = 0 }, text = "A patient bolus has a maximum." },
      },
    },
    [149] = { name = "logPage", type = 149, direction = "reply", envelope = "sealed", bytes = 216, text = "Up to seven entries of the event log in a row.",
      fields = {
        { name = "oldest", type = "u32", offset = 0, size = 4, absent = 0, absentMeans = "the log is empty", text = "The sequence number of the oldest entry the pump keeps." },
        { name = "newest", type = "u32", offset = 4, size = 4, absent = 0, absentMeans = "the log is empty", text = "The sequence number of the newest entry." },
        { name = "first", type = "u32", offset = 8, size = 4, text = "The sequence number of the page's first entry; the others follow without a gap." },
        { name = "previousChain", type = "u64", offset = 12, size = 8, text = "The chain value of the entry before the first; 0 before entry 1." },
        { name = "entry1.therapySeconds", type = "u32", offset = 20, size = 4, unit = "s", text = "When it happened, in therapy time since the factory." },
        { name = "entry1.kind", type = "u8", offset = 24, size = 1, enum = "logKind", absent = 0, absentMeans = "no entry here", text = "What it is about." },
        { name = "entry1.detail", type = "u8", offset = 25, size = 1, text = "As its kind says." },
        { name = "entry1.short", type = "u16", offset = 26, size = 2, text = "As its kind says." },
        { name = "entry1.number", type = "u32", offset = 28, size = 4, text = "As its kind says." },
        { name = "entry1.amount", type = "u64", offset = 32, size = 8, text = "As its kind says." },
        { name = "entry1.chain", type = "u64", offset = 40, size = 8, text = "Its chain value." },
        { name = "entry2.therapySeconds", type = "u32", offset = 48, size = 4, unit = "s", text = "When it happened, in therapy time since the factory." },
        { name = "entry2.kind", type = "u8", offset = 52, size = 1, enum = "logKind", absent = 0, absentMeans = "no entry here", text = "What it is about." },
        { name = "entry2.detail", type = "u8", offset = 53, size = 1, text = "As its kind says." },
        { name = "entry2.short", type = "u16", offset = 54, size = 2, text = "As its kind says." },
        { name = "entry2.number", type = "u32", offset = 56, size = 4, text = "As its kind says." },
        { name = "entry2.amount", type = "u64", offset = 60, size = 8, text = "As its kind says." },
        { name = "entry2.chain", type = "u64", offset = 68, size = 8, text = "Its chain value." },
        { name = "entry3.therapySeconds", type = "u32", offset = 76, size = 4, unit = "s", text = "When it happened, in therapy time since the factory." },
        { name = "entry3.kind", type = "u8", offset = 80, size = 1, enum = "logKind", absent = 0, absentMeans = "no entry here", text = "What it is about." },
        { name = "entry3.detail", type = "u8", offset = 81, size = 1, text = "As its kind says." },
        { name = "entry3.short", type = "u16", offset = 82, size = 2, text = "As its kind says." },
        { name = "entry3.number", type = "u32", offset = 84, size = 4, text = "As its kind says." },
        { name = "entry3.amount", type = "u64", offset = 88, size = 8, text = "As its kind says." },
        { name = "entry3.chain", type = "u64", offset = 96, size = 8, text = "Its chain value." },
        { name = "entry4.therapySeconds", type = "u32", offset = 104, size = 4, unit = "s", text = "When it happened, in therapy time since the factory." },
        { name = "entry4.kind", type = "u8", offset = 108, size = 1, enum = "logKind", absent = 0, absentMeans = "no entry here", text = "What it is about." },
        { name = "entry4.detail", type = "u8", offset = 109, size = 1, text = "As its kind says." },
        { name = "entry4.short", type = "u16", offset = 110, size = 2, text = "As its kind says." },
        { name = "entry4.number", type = "u32", offset = 112, size = 4, text = "As its kind says." },
        { name = "entry4.amount", type = "u64", offset = 116, size = 8, text = "As its kind says." },
        { name = "entry4.chain", type = "u64", offset = 124, size = 8, text = "Its chain value." },
        { name = "entry5.therapySeconds", type = "u32", offset = 132, size = 4, unit = "s", text = "When it happened, in therapy time since the factory." },
        { name = "entry5.kind", type = "u8", offset = 136, size = 1, enum = "logKind", absent = 0, absentMeans = "no entry here", text = "What it is about." },
        { name = "entry5.detail", type = "u8", offset = 137, size = 1, text = "As its kind says." },
        { name = "entry5.short", type = "u16", offset = 138, size = 2, text = "As its kind says." },
        { name = "entry5.number", type = "u32", offset = 140, size = 4, text = "As its kind says." },
        { name = "entry5.amount", type = "u64", offset = 144, size = 8, text = "As its kind says." },
        { name = "entry5.chain", type = "u64", offset = 152, size = 8, text = "Its chain value." },
        { name = "entry6.therapySeconds", type = "u32", offset = 160, size = 4, unit = "s", text = "When it happened, in therapy time since the factory." },
        { name = "entry6.kind", type = "u8", offset = 164, size = 1, enum = "logKind", absent = 0, absentMeans = "no entry here", text = "What it is about." },
        { name = "entry6.detail", type = "u8", offset = 165, size = 1, text = "As its kind says." },
        { name = "entry6.short", type = "u16", offset = 166, size = 2, text = "As its kind says." },
        { name = "entry6.number", type = "u32", offset = 168, size = 4, text = "As its kind says." },
        { name = "entry6.amount", type = "u64", offset = 172, size = 8, text = "As its kind says." },
        { name = "entry6.chain", type = "u64", offset = 180, size = 8, text = "Its chain value." },
        { name = "entry7.therapySeconds", type = "u32", offset = 188, size = 4, unit = "s", text = "When it happened, in therapy time since the factory." },
        { name = "entry7.kind", type = "u8", offset = 192, size = 1, enum = "logKind", absent = 0, absentMeans = "no entry here", text = "What it is about." },
        { name = "entry7.detail", type = "u8", offset = 193, size = 1, text = "As its kind says." },
        { name = "entry7.short", type = "u16", offset = 194, size = 2, text = "As its kind says." },
        { name = "entry7.number", type = "u32", offset = 196, size = 4, text = "As its kind says." },
        { name = "entry7.amount", type = "u64", offset = 200, size = 8, text = "As its kind says." },
        { name = "entry7.chain", type = "u64", offset = 208, size = 8, text = "Its chain value." },
      },
      rules = {
        { when = { at = 6, is = 0 }, ["then"] = { at = 5, is = 0 }, text = "No entry, no moment." },
        { when = { at = 6, is = 0 }, ["then"] = { at = 7, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 6, is = 0 }, ["then"] = { at = 8, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 6, is = 0 }, ["then"] = { at = 9, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 6, is = 0 }, ["then"] = { at = 10, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 6, is = 0 }, ["then"] = { at = 11, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 13, is = 0 }, ["then"] = { at = 12, is = 0 }, text = "No entry, no moment." },
        { when = { at = 6, is = 0 }, ["then"] = { at = 13, is = 0 }, text = "Entries stand without a gap." },
        { when = { at = 13, is = 0 }, ["then"] = { at = 14, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 13, is = 0 }, ["then"] = { at = 15, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 13, is = 0 }, ["then"] = { at = 16, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 13, is = 0 }, ["then"] = { at = 17, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 13, is = 0 }, ["then"] = { at = 18, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 20, is = 0 }, ["then"] = { at = 19, is = 0 }, text = "No entry, no moment." },
        { when = { at = 13, is = 0 }, ["then"] = { at = 20, is = 0 }, text = "Entries stand without a gap." },
        { when = { at = 20, is = 0 }, ["then"] = { at = 21, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 20, is = 0 }, ["then"] = { at = 22, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 20, is = 0 }, ["then"] = { at = 23, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 20, is = 0 }, ["then"] = { at = 24, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 20, is = 0 }, ["then"] = { at = 25, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 27, is = 0 }, ["then"] = { at = 26, is = 0 }, text = "No entry, no moment." },
        { when = { at = 20, is = 0 }, ["then"] = { at = 27, is = 0 }, text = "Entries stand without a gap." },
        { when = { at = 27, is = 0 }, ["then"] = { at = 28, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 27, is = 0 }, ["then"] = { at = 29, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 27, is = 0 }, ["then"] = { at = 30, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 27, is = 0 }, ["then"] = { at = 31, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 27, is = 0 }, ["then"] = { at = 32, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 34, is = 0 }, ["then"] = { at = 33, is = 0 }, text = "No entry, no moment." },
        { when = { at = 27, is = 0 }, ["then"] = { at = 34, is = 0 }, text = "Entries stand without a gap." },
        { when = { at = 34, is = 0 }, ["then"] = { at = 35, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 34, is = 0 }, ["then"] = { at = 36, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 34, is = 0 }, ["then"] = { at = 37, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 34, is = 0 }, ["then"] = { at = 38, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 34, is = 0 }, ["then"] = { at = 39, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 41, is = 0 }, ["then"] = { at = 40, is = 0 }, text = "No entry, no moment." },
        { when = { at = 34, is = 0 }, ["then"] = { at = 41, is = 0 }, text = "Entries stand without a gap." },
        { when = { at = 41, is = 0 }, ["then"] = { at = 42, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 41, is = 0 }, ["then"] = { at = 43, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 41, is = 0 }, ["then"] = { at = 44, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 41, is = 0 }, ["then"] = { at = 45, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 41, is = 0 }, ["then"] = { at = 46, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 48, is = 0 }, ["then"] = { at = 47, is = 0 }, text = "No entry, no moment." },
        { when = { at = 41, is = 0 }, ["then"] = { at = 48, is = 0 }, text = "Entries stand without a gap." },
        { when = { at = 48, is = 0 }, ["then"] = { at = 49, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 48, is = 0 }, ["then"] = { at = 50, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 48, is = 0 }, ["then"] = { at = 51, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 48, is = 0 }, ["then"] = { at = 52, is = 0 }, text = "No entry, nothing about one." },
        { when = { at = 48, is = 0 }, ["then"] = { at = 53, is = 0 }, text = "No entry, nothing about one." },
      },
    },
    [150] = { name = "forecast", type = 150, direction = "reply", envelope = "sealed", bytes = 54, text = "What is to come: the moments, counted from now, and what the next 24 hours may hold. A moment that does not come, or comes after the end of service, is absent.",
      fields = {
        { name = "subject", type = "u8", offset = 0, size = 1, enum = "forecastSubject", text = "What is foretold, as it was asked." },
        { name = "token", type = "u32", offset = 1, size = 4, text = "The token of the staged set that is foretold; zero for every other subject." },
        { name = "secondsToTip", type = "u32", offset = 5, size = 4, unit = "s", absent = 4294967295, absentMeans = "never", text = "Until what leaves the reservoir from now on reaches the catheter tip." },
        { name = "secondsToLowAlarm", type = "u32", offset = 9, size = 4, unit = "s", absent = 4294967295, absentMeans = "never", text = "Until the reservoir counter reaches the alarm volume; zero when it is there." },
        { name = "secondsToEmpty", type = "u32", offset = 13, size = 4, unit = "s", absent = 4294967295, absentMeans = "never", text = "Until the reservoir counter reaches zero; zero when it is there." },
        { name = "secondsToReplacement", type = "u32", offset = 17, size = 4, unit = "s", absent = 4294967295, absentMeans = "never", text = "Until the elective replacement indicator; zero once it is reached." },
        { name = "secondsToEndOfService", type = "u32", offset = 21, size = 4, unit = "s", absent = 4294967295, absentMeans = "never", text = "Until the end of service; zero once it is reached." },
        { name = "secondsToTemporaryEnd", type = "u32", offset = 25, size = 4, unit = "s", absent = 4294967295, absentMeans = "none ends by itself", text = "Until the temporary rate or the planned stop ends by itself." },
        { name = "temporaryNanograms", type = "u32", offset = 29, size = 4, unit = "ng", text = "What it will have given by then in all, rounded down; zero when none ends by itself." },
        { name = "foregoneNanograms", type = "u32", offset = 33, size = 4, unit = "ng", text = "What the programme would give in its whole time, with every bolus of the programme that it keeps from beginning, rounded down; zero when none ends by itself." },
        { name = "mostNanograms", type = "u32", offset = 37, size = 4, unit = "ng", text = "The most drug that any 24 hours will hold, rounded up; see therapy.md." },
        { name = "formerLeastNanograms", type = "u32", offset = 41, size = 4, unit = "ng/day", text = "The smallest day's total that was in force in the last 24 hours; zero when none was." },
        { name = "formerMostNanograms", type = "u32", offset = 45, size = 4, unit = "ng/day", text = "The largest day's total that was in force in the last 24 hours; zero when none was." },
        { name = "tipNanograms", type = "u32", offset = 49, size = 4, unit = "ng", text = "The drug that a prime pushes out of the tip, at most; zero for every other subject." },
        { name = "beyond", type = "u8", offset = 53, size = 1, enum = "stepRule", text = "Which rule of the largest step it is beyond; then the order needs the total confirmed." },
      },
      rules = {
        { when = { at = 1, isNot = 1 }, ["then"] = { at = 2, is = 0 }, text = "Only a staged set has a token." },
        { when = { at = 1, is = 7 }, ["then"] = { at = 8, isNot = 4294967295 }, text = "A temporary rate ends." },
        { when = { at = 1, is = 8 }, ["then"] = { at = 8, is = 4294967295 }, text = "What was ended ends no more." },
        { when = { at = 8, is = 4294967295 }, ["then"] = { at = 9, is = 0 }, text = "No temporary rate, nothing given." },
        { when = { at = 8, is = 4294967295 }, ["then"] = { at = 10, is = 0 }, text = "No temporary rate, nothing it stands for." },
        { when = { at = 1, isNot = 3 }, ["then"] = { at = 14, is = 0 }, text = "Only a prime pushes so fast." },
      },
    },
    [151] = { name = "catheter", type = 151, direction = "reply", envelope = "sealed", bytes = 83, text = "The catheter, the path's volumes, what lies in it, and what a mistake about that would do: as it is, or as the request would make it.",
      fields = {
        { name = "model", type = "u8", offset = 0, size = 1, absent = 0, absentMeans = "the pump was never told; the catheter's volume is the profile's", text = "The model's number, from 1." },
        { name = "implantedMillimetres", type = "u16", offset = 1, size = 2, unit = "mm", text = "The length implanted; zero when the pump was never told." },
        { name = "cutMillimetres", type = "u16", offset = 3, size = 2, unit = "mm", text = "The length cut off; zero when the pump was never told." },
        { name = "tip", type = "u8", offset = 5, size = 1, enum = "spinalLevel", text = "Where its tip lies; unknown in what would be." },
        { name = "volumesVersion", type = "u16", offset = 6, size = 2, text = "The version of the volume data." },
        { name = "tubeNanolitres", type = "u32", offset = 8, size = 4, unit = "nL", text = "The part of the path that lies in the pump: its tubing." },
        { name = "catheterNanolitres", type = "u32", offset = 12, size = 4, unit = "nL", text = "The part that is the catheter." },
        { name = "emptyNanolitres", type = "u32", offset = 16, size = 4, unit = "nL", text = "How much of the path, from the tip, no drug has reached yet by the pump's account." },
        { name = "formerNanolitres", type = "u32", offset = 20, size = 4, unit = "nL", text = "How much of it, behind that, holds liquid from before the last change of drug or strength." },
        { name = "prime", type = "u8", offset = 24, size = 1, enum = "primedPath", absent = 0, absentMeans = "nothing", text = "What has to be primed." },
        { name = "tipNanograms", type = "u32", offset = 25, size = 4, unit = "ng", text = "What a prime of that part, or of the catheter where nothing has to be, pushes out of the tip if the part is full, at most." },
        { name = "secondsWithout", type = "u32", offset = 29, size = 4, unit = "s", absent = 4294967295, absentMeans = "never, as things are", text = "Until what leaves the reservoir from now on has filled what is empty, unprimed; where nothing is, until it would have filled an empty catheter." },
        { name = "toleranceMillimetres", type = "u16", offset = 33, size = 2, unit = "mm", text = "By how much what is implanted and what was cut off may differ from the length the model is made in." },
        { name = "model1.name", type = "text8", offset = 35, size = 8, text = "Its name; empty where there is no model of this number." },
        { name = "model1.stockMillimetres", type = "u16", offset = 43, size = 2, unit = "mm", text = "The length it is made in; zero where there is no model of this number." },
        { name = "model1.nanolitresPerCentimetre", type = "u16", offset = 45, size = 2, unit = "nL/cm", text = "What a length of it holds." },
        { name = "model2.name", type = "text8", offset = 47, size = 8, text = "Its name; empty where there is no model of this number." },
        { name = "model2.stockMillimetres", type = "u16", offset = 55, size = 2, unit = "mm", text = "The length it is made in; zero where there is no model of this number." },
        { name = "model2.nanolitresPerCentimetre", type = "u16", offset = 57, size = 2, unit = "nL/cm", text = "What a length of it holds." },
        { name = "model3.name", type = "text8", offset = 59, size = 8, text = "Its name; empty where there is no model of this number." },
        { name = "model3.stockMillimetres", type = "u16", offset = 67, size = 2, unit = "mm", text = "The length it is made in; zero where there is no model of this number." },
        { name = "model3.nanolitresPerCentimetre", type = "u16", offset = 69, size = 2, unit = "nL/cm", text = "What a length of it holds." },
        { name = "model4.name", type = "text8", offset = 71, size = 8, text = "Its name; empty where there is no model of this number." },
        { name = "model4.stockMillimetres", type = "u16", offset = 79, size = 2, unit = "mm", text = "The length it is made in; zero where there is no model of this number." },
        { name = "model4.nanolitresPerCentimetre", type = "u16", offset = 81, size = 2, unit = "nL/cm", text = "What a length of it holds." },
      },
      rules = {
        { when = { at = 1, is = 0 }, ["then"] = { at = 2, is = 0 }, text = "No catheter told of, no length." },
        { when = { at = 1, isNot = 0 }, ["then"] = { at = 2, isNot = 0 }, text = "A catheter has a length." },
        { when = { at = 1, is = 0 }, ["then"] = { at = 3, is = 0 }, text = "No catheter told of, nothing cut off." },
      },
    },
    [161] = { name = "staged", type = 161, direction = "reply", envelope = "sealed", bytes = 42, text = "The therapy as it would be with all that is staged: the read-back.",
      fields = {
        { name = "token", type = "u32", offset = 0, size = 4, text = "Names all that is staged in the order to commit it; zero for the committed programme." },
        { name = "therapy.mode", type = "u8", offset = 4, size = 1, enum = "infusionMode", text = "How the pump infuses." },
        { name = "therapy.doseNanogramsPerDay", type = "u32", offset = 5, size = 4, quantity = "doseRate", min = 0, max = 200000000, unit = "ng/day", text = "The dose of simple continuous infusion; zero in every other mode." },
        { name = "therapy.week", type = "u32", offset = 9, size = 4, bits = "weekPlan", text = "The plan of each weekday in a day schedule; no plan on any day in every other mode." },
        { name = "therapy.periodic.nanograms", type = "u32", offset = 13, size = 4, unit = "ng", absent = 0, absentMeans = "no periodic bolus", text = "The dose of each periodic bolus." },
        { name = "therapy.periodic.milliseconds", type = "u32", offset = 17, size = 4, unit = "ms", text = "Over how long each is given; zero when there is none." },
        { name = "therapy.periodic.intervalMinutes", type = "u16", offset = 21, size = 2, unit = "min", text = "From the beginning of one to the beginning of the next; zero when there is none." },
        { name = "therapy.periodic.firstMinutes", type = "u16", offset = 23, size = 2, unit = "min", text = "From the commit of the programme to the first; zero when there is none." },
        { name = "drug", type = "u8", offset = 25, size = 1, enum = "drug", text = "The drug in the reservoir." },
        { name = "concentrationMicrogramsPerMillilitre", type = "u32", offset = 26, size = 4, quantity = "concentration", min = 1, max = 1000000, unit = "mcg/mL", text = "Its strength." },
        { name = "dailyNanograms", type = "u32", offset = 30, size = 4, unit = "ng", text = "The drug of 24 hours of this programme: of its largest day, periodic boluses included." },
        { name = "leastDailyNanograms", type = "u32", offset = 34, size = 4, unit = "ng", text = "The drug of its smallest day, periodic boluses included." },
        { name = "flowNanolitresPerDay", type = "u32", offset = 38, size = 4, unit = "nL/day", text = "The volume of its largest day, rounded down." },
      },
      rules = {
        { when = { at = 2, isNot = 1 }, ["then"] = { at = 3, is = 0 }, text = "Only simple continuous infusion has a dose of its own." },
        { when = { at = 2, isNot = 3 }, ["then"] = { at = 4, is = 0 }, text = "Only a day schedule has plans." },
        { when = { at = 2, is = 2 }, ["then"] = { at = 5, is = 0 }, text = "Minimum rate carries no bolus." },
        { when = { at = 2, is = 4 }, ["then"] = { at = 5, isNot = 0 }, text = "A programme of periodic boluses has one." },
        { when = { at = 5, is = 0 }, ["then"] = { at = 6, is = 0 }, text = "No bolus, no time." },
        { when = { at = 5, isNot = 0 }, ["then"] = { at = 6, isNot = 0 }, text = "A bolus takes time." },
        { when = { at = 5, is = 0 }, ["then"] = { at = 7, is = 0 }, text = "No bolus, no interval." },
        { when = { at = 5, isNot = 0 }, ["then"] = { at = 7, isNot = 0 }, text = "A periodic bolus has an interval." },
        { when = { at = 5, is = 0 }, ["then"] = { at = 8, is = 0 }, text = "No bolus, no first one." },
      },
    },
    [167] = { name = "refill", type = 167, direction = "reply", envelope = "sealed", bytes = 57, text = "What a staged refill says and will lead to, by the pump's own account.",
      fields = {
        { name = "token", type = "u32", offset = 0, size = 4, text = "Names all that is staged in the order to commit it." },
        { name = "expectedNanolitres", type = "u32", offset = 4, size = 4, unit = "nL", text = "What the reservoir counter expected to be drawn out." },
        { name = "withdrawnNanolitres", type = "u32", offset = 8, size = 4, unit = "nL", text = "What was drawn out." },
        { name = "discrepancyLimitNanolitres", type = "u32", offset = 12, size = 4, unit = "nL", text = "A difference above this is suspicious." },
        { name = "volumeNanolitres", type = "u32", offset = 16, size = 4, unit = "nL", text = "What the counter will hold after the refill." },
        { name = "residualNanolitres", type = "u32", offset = 20, size = 4, unit = "nL", text = "What no syringe reaches and the new liquid mixes with; rinsed, nothing of the old liquid." },
        { name = "oldDrug", type = "u8", offset = 24, size = 1, enum = "drug", text = "The drug in the reservoir before." },
        { name = "drug", type = "u8", offset = 25, size = 1, enum = "drug", text = "The drug that is staged." },
        { name = "isRinsed", type = "flag", offset = 26, size = 1, text = "Whether it is said that the reservoir was emptied and rinsed." },
        { name = "oldConcentrationMicrogramsPerMillilitre", type = "u32", offset = 27, size = 4, quantity = "concentration", min = 1, max = 1000000, unit = "mcg/mL", text = "The strength in the reservoir before." },
        { name = "filledConcentrationMicrogramsPerMillilitre", type = "u32", offset = 31, size = 4, quantity = "concentration", min = 1, max = 1000000, unit = "mcg/mL", text = "The strength that was filled in." },
        { name = "concentrationMicrogramsPerMillilitre", type = "u32", offset = 35, size = 4, quantity = "concentration", min = 1, max = 1000000, unit = "mcg/mL", text = "The strength after mixing, to the nearest; rinsed, that of what was filled in." },
        { name = "lowAlarmNanolitres", type = "u32", offset = 39, size = 4, unit = "nL", text = "The volume at which the low-reservoir alarm is to sound." },
        { name = "bridge", type = "u8", offset = 43, size = 1, enum = "bridgeDecision", text = "What is to become of the old liquid in the path." },
        { name = "skipReason", type = "u8", offset = 44, size = 1, enum = "skipReason", text = "Why a bridge is skipped." },
        { name = "bridgeNanolitres", type = "u32", offset = 45, size = 4, unit = "nL", absent = 0, absentMeans = "no bridge", text = "What the bridge delivers." },
        { name = "bridgeFlowNanolitresPerDay", type = "u32", offset = 49, size = 4, unit = "nL/day", text = "The flow of the bridge; zero without one." },
        { name = "bridgeSeconds", type = "u32", offset = 53, size = 4, unit = "s", text = "How long the bridge takes, rounded up; zero without one." },
      },
      rules = {
        { when = { at = 14, isNot = 3 }, ["then"] = { at = 15, is = 0 }, text = "Only what is skipped has a reason." },
        { when = { at = 14, is = 3 }, ["then"] = { at = 15, isNot = 0 }, text = "What is skipped has a reason." },
        { when = { at = 14, isNot = 1 }, ["then"] = { at = 16, is = 0 }, text = "No bridge, no volume." },
        { when = { at = 14, is = 1 }, ["then"] = { at = 16, isNot = 0 }, text = "A bridge has a volume." },
        { when = { at = 16, is = 0 }, ["then"] = { at = 17, is = 0 }, text = "No bridge, no flow." },
        { when = { at = 16, is = 0 }, ["then"] = { at = 18, is = 0 }, text = "No bridge, no time." },
      },
    },
    [224] = { name = "acknowledged", type = 224, direction = "reply", envelope = "any", bytes = 9, text = "Done, and durable.",
      fields = {
        { name = "request", type = "u8", offset = 0, size = 1, enum = "requestType", text = "The request that was carried out." },
        { name = "therapySeconds", type = "u32", offset = 1, size = 4, unit = "s", text = "Therapy time since the factory at which it took effect." },
        { name = "withheldNanograms", type = "u32", offset = 5, size = 4, unit = "ng", text = "Cancel bolus, cancel bridge and stop: the drug of the infusion that is no longer given, rounded down. Otherwise zero." },
      },
      rules = {
      },
    },
    [225] = { name = "refused", type = 225, direction = "reply", envelope = "any", bytes = 18, text = "Not done, and nothing changed.",
      fields = {
        { name = "request", type = "u8", offset = 0, size = 1, enum = "requestType", text = "The request that was refused." },
        { name = "code", type = "u8", offset = 1, size = 1, enum = "refusalCode", text = "Why." },
        { name = "asked", type = "u64", offset = 2, size = 8, unit = "by code", text = "What was asked for, in the unit of the code; zero where it has none." },
        { name = "limit", type = "u64", offset = 10, size = 8, unit = "by code", text = "The limit that stood against it, in the unit of the code; zero where it has none." },
      },
      rules = {
      },
    },
  },
}
end

parts.bits = function()
-- Operations on 32 bits. What there is for them differs: operators since Lua 5.3, `bit32` in 5.2,
-- and `bit`, which Wireshark brings to some. Every result is from 0 to 2^32 - 1, whichever it is.

local operators = (rawget(_G, "loadstring") or load)([[return {
  band = function(a, b) return a & b end,
  bor = function(a, b) return a | b end,
  bxor = function(a, b) return a ~ b end,
  bnot = function(a) return ~a & 0xFFFFFFFF end,
  lshift = function(a, count) return a << count & 0xFFFFFFFF end,
  rshift = function(a, count) return a >> count end,
}]])
if operators then return operators() end

local bit32 = rawget(_G, "bit32")
if bit32 then return bit32 end

-- LuaBitOp gives integers with a sign.
local bit = assert(rawget(_G, "bit"), "pumplink.lua: this Lua has no operations on bits")
local function plain(operation)
  return function(a, b) return operation(a, b) % 4294967296 end
end
return {
  band = plain(bit.band), bor = plain(bit.bor), bxor = plain(bit.bxor),
  bnot = function(a) return bit.bnot(a) % 4294967296 end,
  lshift = plain(bit.lshift), rshift = plain(bit.rshift),
}
end

parts.ascon = function()
-- Ascon-AEAD128 as far as opening goes (NIST SP 800-232, section 4; security.md, "Sealing").
--
-- A word of 64 bits is two halves, low and high, for not every Lua has integers of 64 bits. The
-- state is ten of them in a row: low and high of the first word, then of the next.

local bits = part "bits"
local band, bor, bxor, bnot = bits.band, bits.bor, bits.bxor, bits.bnot
local lshift, rshift = bits.lshift, bits.rshift

local ascon = {}

-- A word turned to the right by one count, set beside itself turned by another: the linear layer.
local function diffuse(low, high, first, second)
  local l, h = low, high
  if first >= 32 then l, h, first = h, l, first - 32 end
  local turned_low = bor(rshift(l, first), lshift(h, 32 - first))
  local turned_high = bor(rshift(h, first), lshift(l, 32 - first))
  l, h = low, high
  if second >= 32 then l, h, second = h, l, second - 32 end
  return bxor(bxor(low, turned_low), bor(rshift(l, second), lshift(h, 32 - second))),
    bxor(bxor(high, turned_high), bor(rshift(h, second), lshift(l, 32 - second)))
end

-- The substitution of five halves, each from what the others were.
local function substitute(x0, x1, x2, x3, x4)
  x0, x4, x2 = bxor(x0, x4), bxor(x4, x3), bxor(x2, x1)
  local t0 = bxor(x0, band(bnot(x1), x2))
  local t1 = bxor(x1, band(bnot(x2), x3))
  local t2 = bxor(x2, band(bnot(x3), x4))
  local t3 = bxor(x3, band(bnot(x4), x0))
  local t4 = bxor(x4, band(bnot(x0), x1))
  return bxor(t0, t4), bxor(t1, t0), bnot(t2), bxor(t3, t2), t4
end

-- The last so many of the twelve rounds.
local function permute(state, rounds)
  local l0, h0, l1, h1, l2, h2, l3, h3, l4, h4 =
    state[1], state[2], state[3], state[4], state[5],
    state[6], state[7], state[8], state[9], state[10]
  for round = 12 - rounds, 11 do
    l2 = bxor(l2, 0xF0 - 0x0F * round)
    l0, l1, l2, l3, l4 = substitute(l0, l1, l2, l3, l4)
    h0, h1, h2, h3, h4 = substitute(h0, h1, h2, h3, h4)
    l0, h0 = diffuse(l0, h0, 19, 28)
    l1, h1 = diffuse(l1, h1, 61, 39)
    l2, h2 = diffuse(l2, h2, 1, 6)
    l3, h3 = diffuse(l3, h3, 10, 17)
    l4, h4 = diffuse(l4, h4, 7, 41)
  end
  state[1], state[2], state[3], state[4], state[5] = l0, h0, l1, h1, l2
  state[6], state[7], state[8], state[9], state[10] = h2, l3, h3, l4, h4
end

-- Four bytes from a place on, the lowest first.
local function half(text, at)
  local a, b, c, d = text:byte(at, at + 3)
  return a + b * 0x100 + c * 0x10000 + d * 0x1000000
end

local function bytes(value)
  local a = value % 0x100
  local b = (value - a) / 0x100 % 0x100
  local c = (value - a - b * 0x100) / 0x10000 % 0x100
  local d = (value - a - b * 0x100 - c * 0x10000) / 0x1000000
  return string.char(math.floor(a), math.floor(b), math.floor(c), math.floor(d))
end

-- Sixteen bytes added to four halves of the state from one on.
local function absorb(state, first, block)
  for place = 0, 3 do
    state[first + place] = bxor(state[first + place], half(block, 1 + 4 * place))
  end
end

local function padded(rest)
  return rest .. "\1" .. ("\0"):rep(15 - #rest)
end

-- The first halves of the state as bytes: what a block is sealed with.
local function stream(state)
  return bytes(state[1]) .. bytes(state[2]) .. bytes(state[3]) .. bytes(state[4])
end

local function mixed(text, with)
  local found = {}
  for at = 1, #text do found[at] = string.char(bxor(text:byte(at), with:byte(at))) end
  return table.concat(found)
end

-- The state after key, nonce and associated data.
local function begin(key, nonce, known)
  local state = { 0x808C0001, 0x00001000, 0, 0, 0, 0, 0, 0, 0, 0 }
  absorb(state, 3, key)
  absorb(state, 7, nonce)
  permute(state, 12)
  absorb(state, 7, key)
  if #known > 0 then
    for at = 1, #known + 1, 16 do
      local block = known:sub(at, at + 15)
      absorb(state, 1, #block == 16 and block or padded(block))
      permute(state, 8)
    end
  end
  state[10] = bxor(state[10], 0x80000000)
  return state
end

-- The plaintext of what was sealed under a key of 16 bytes and a nonce of 16 bytes with associated
-- data; nil when the tag of 16 bytes does not fit, and then nothing of it may be believed.
function ascon.open(key, nonce, known, text, tag)
  local state = begin(key, nonce, known)
  local plain = {}
  for at = 1, #text + 1, 16 do
    local block = text:sub(at, at + 15)
    local opened = mixed(block, stream(state))
    plain[#plain + 1] = opened
    if #block == 16 then
      absorb(state, 1, opened)
      permute(state, 8)
    else
      absorb(state, 1, padded(opened))
    end
  end
  absorb(state, 5, key)
  permute(state, 12)
  absorb(state, 7, key)
  local own = bytes(state[7]) .. bytes(state[8]) .. bytes(state[9]) .. bytes(state[10])
  if own ~= tag then return nil end
  return table.concat(plain)
end

return ascon
end

parts.frames = function()
-- Frames on the line (link.md): what stands between two delimiters, unstuffed and checked.

local bits = part "bits"
local spec = part "spec"
local bxor, band, rshift = bits.bxor, bits.band, bits.rshift
local link = spec.link

local frames = {}

local sums = {}
for byte = 0, 255 do
  local register = byte
  for _ = 1, 8 do
    local low = band(register, 1)
    register = rshift(register, 1)
    if low == 1 then register = bxor(register, link.reflected) end
  end
  sums[byte] = register
end

-- CRC-32C: of `123456789` it is 0xE3069283.
function frames.checksum(text)
  local register = 0xFFFFFFFF
  for at = 1, #text do
    register = bxor(rshift(register, 8), sums[band(bxor(register, text:byte(at)), 0xFF)])
  end
  return bits.bnot(register)
end

-- An integer of some bytes, the lowest first; exact up to 2^53. One of 64 bits is a float, for the
-- integers of newer Luas have a sign.
function frames.number(text, at, size)
  local value = size > 6 and 0.0 or 0
  for place = at + size - 1, at, -1 do value = value * 256 + text:byte(place) end
  return value
end

-- The content in stuffed bytes; nil when the codes do not end exactly at their end.
function frames.unstuff(stuffed)
  local runs, at = {}, 1
  while at <= #stuffed do
    local code = stuffed:byte(at)
    if code == 0 or code == 255 or at + code > #stuffed + 1 then return nil end
    runs[#runs + 1] = stuffed:sub(at + 1, at + code - 1)
    at = at + code
  end
  return table.concat(runs, "\0")
end

local function dropped(found, reason, expected, instead)
  found.drop = { reason = reason, expected = expected or 0, found = instead or 0 }
  return found
end

-- What stood between two delimiters, `length` bytes of which `stuffed` are kept: its `content`
-- without the checksum, `sent` and `computed`, and `drop` for what is no frame. A sealed one has
-- `session`, `counter`, `cipher` and `tag`; one in the open its `message`.
function frames.read(stuffed, length)
  local found = { stuffed = stuffed, length = length }
  if length > link.stuffedBytesMax then
    return dropped(found, "oversized", link.stuffedBytesMax, length)
  elseif length < link.stuffedBytesMin then
    return dropped(found, "truncated", link.stuffedBytesMin, length)
  end
  local whole = frames.unstuff(stuffed)
  if not whole then return dropped(found, "badStuffing", length) end
  local content = whole:sub(1, -1 - link.checksumBytes)
  found.whole, found.content = whole, content
  found.sent = frames.number(whole, #content + 1, link.checksumBytes)
  found.computed = frames.checksum(content)
  if found.sent ~= found.computed then
    return dropped(found, "badChecksum", found.computed, found.sent)
  end
  found.kind = content:byte(1)
  if found.kind == spec.kinds.open and #content >= 1 + spec.headerBytes then
    found.message = content:sub(2)
  elseif found.kind == spec.kinds.sealed
    and #content >= spec.sealedBytes + spec.headerBytes + spec.tagBytes then
    found.session = frames.number(content, 2, 4)
    found.counter = frames.number(content, 6, 4)
    found.cipher = content:sub(spec.sealedBytes + 1, -1 - spec.tagBytes)
    found.tag = content:sub(-spec.tagBytes)
  else
    return dropped(found, "unknownEnvelope")
  end
  return found
end

return frames
end

parts.keylog = function()
-- The key log (README.md, "Key log"): a line for each session, with what opens it.

local keylog = {}
local LABEL = "PUMPLINK_SESSION"

local function raw(hex)
  return (hex:gsub("%x%x", function(two) return string.char(tonumber(two, 16)) end))
end

-- A line as an entry; nil and nothing for one that says nothing, nil and why for one that is wrong.
function keylog.line(text)
  text = text:gsub("\r$", ""):gsub("^\239\187\191", "")
  text = text:gsub("%s*#.*$", "")
  if text:match("^%s*$") then return nil end
  local words = {}
  for word in text:gmatch("%S+") do words[#words + 1] = word end
  if words[1] ~= LABEL then return nil, "it does not begin with " .. LABEL end
  local parts = { "session number", "programmer's nonce", "up key", "down key" }
  if #words ~= 1 + #parts then
    return nil, ("it has %d parts behind %s, not %d"):format(#words - 1, LABEL, #parts)
  end
  for place, name in ipairs(parts) do
    local digits = place == 1 and 8 or 32
    if #words[place + 1] ~= digits or words[place + 1]:find("%X") then
      return nil, ("its %s is not %d hexadecimal digits"):format(name, digits)
    end
  end
  return {
    session = tonumber(words[2], 16), nonce = raw(words[3]),
    up = raw(words[4]), down = raw(words[5]),
  }
end

-- A log that is read as it grows. `open` gives a file by its path, as io.open does.
function keylog.new(path, open)
  return {
    path = path, open = open or io.open, at = 0, lines = 0, sessions = {}, told = {}, entries = 0,
  }
end

local function take(log, text, notes)
  log.lines = log.lines + 1
  if text == log.tail then return end
  local entry, why = keylog.line(text)
  if entry then
    entry.line = log.lines
    log.entries = log.entries + 1
    local known = log.sessions[entry.session] or {}
    log.sessions[entry.session] = known
    -- The one written last is tried first.
    table.insert(known, 1, entry)
  elseif why and not log.told[log.lines] then
    log.told[log.lines] = true
    notes[#notes + 1] = ("key log %s, line %d: %s"):format(log.path, log.lines, why)
  end
end

-- Reads what was written since the last time. Gives what there is to say of it, most often nothing.
function keylog.read(log)
  local notes = {}
  local file, why = log.open(log.path, "rb")
  if not file then
    if not log.missing then
      notes[1] = "the key log cannot be read, so what is sealed stays closed: " .. tostring(why)
    end
    log.missing = true
    return notes
  end
  local size = file:seek("end")
  -- Written anew and shorter: from the beginning.
  if size and size < log.at then log.at, log.lines, log.told = 0, 0, {} end
  file:seek("set", log.at)
  local text = file:read("*a") or ""
  file:close()
  local start = 1
  while true do
    local stop = text:find("\n", start, true)
    if not stop then break end
    take(log, text:sub(start, stop - 1), notes)
    log.tail = nil
    start = stop + 1
  end
  log.at = log.at + start - 1
  -- A last line without an end counts if it is whole; it may as well still be being written, and is
  -- read again.
  local rest = text:sub(start)
  if rest ~= "" and rest ~= log.tail then
    take(log, rest, notes)
    log.lines = log.lines - 1
    log.tail = rest
  end
  return notes
end

-- The entries of a session number: those with the programmer's nonce first, where one was seen, and
-- of each the one written last. Besides, how many have that nonce.
function keylog.entries(log, session, nonce)
  local known = log and log.sessions[session] or {}
  local fitting, others = {}, {}
  for _, entry in ipairs(known) do
    local list = (nonce and entry.nonce == nonce) and fitting or others
    list[#list + 1] = entry
  end
  local count = #fitting
  for _, entry in ipairs(others) do fitting[#fitting + 1] = entry end
  return fitting, count
end

return keylog
end

parts.layout = function()
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
end

parts.words = function()
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
end

parts.stream = function()
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
end

parts.conversation = function()
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
end

parts.fields = function()
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
end

parts.show = function()
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
end

parts.capture = function()
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
end

parts.main = function()
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
end

if rawget(_G, "Proto") then part "main" end
return part
