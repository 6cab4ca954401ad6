/* Orders over a bad link: request, store, acknowledge, settle. README.md says what is left out.
 *
 * One programmer with its archive, one pump with two slots, a link that loses, repeats, delays and
 * reorders, power cuts, crashes. Spec: session.md, memory.md, archive.md.
 */

/* How much may go wrong in one life; the check gives other numbers by -D. */
#ifndef LINE
#define LINE 2      /* frames lost, doubled or later than the answer is awaited; sessions ended */
#endif
#ifndef CUTS
#define CUTS 1      /* power cuts of the pump */
#endif
#ifndef CRASHES
#define CRASHES 1   /* the programmer is killed */
#endif
#ifndef BADWRITES
#define BADWRITES 0 /* writes that do not read back */
#endif
#ifndef OWN
#define OWN 1       /* records written for the pump's own sake, beside that of each switch-on */
#endif
#ifndef TRIES
#define TRIES 2     /* sendings of a request that changes nothing */
#endif

#define COMMANDS 2  /* what the clinician wants */
#ifndef ORDERS
#define ORDERS 2    /* with more, one may be ordered again, once it is known not to be done */
#endif

/* A frame is one number: type, session, request id, what its type needs, and the key it is sealed
 * with, which is none in the open. */
#define FRAME(t, s, i, a) ((t) | ((s) << 4) | ((i) << 9) | ((a) << 13))
#define SEALED(frame, with) ((frame) | ((with) << 26))
#define KEY(f) (((f) >> 26) & 15)
#define TYPE(f) ((f) & 15)
#define SESSION(f) (((f) >> 4) & 31)
#define ID(f) (((f) >> 9) & 15)
#define NAME(f) (((f) >> 4) & 511)    /* session and id: the header, and an order's name */
#define ARG(f) (((f) >> 13) & 8191)

#define OPEN 1      /* arg: nonce */
#define ORDER 2     /* arg: which order */
#define STATUS 3
#define OPENED 4    /* arg: nonce */
#define DONE 5      /* acknowledged */
#define NO_SESSION 6 /* refusals; arg: the type refused */
#define BUSY 7
#define REFUSED 8   /* expired, requestTooOld, requestReused, storageFailed */
#define REPORT 9    /* status; arg: lastApplied, then a bit for each order that is too late by now */

#define BIT(n) (1 << (n))

/* The link: at most four frames under way to the pump, and four from it; more is an error of the
 * model. They are sorted, so that the same frames are the same state. Zero is no frame. */
#define up 0
#define down 4
int frames[8];
byte line = LINE, cuts = CUTS, crashes = CRASHES, badWrites = BADWRITES, own = OWN;

/* The pump's memory: two slots. What an order changed is one bit of the state it leads to. */
bool valid[2];
byte slotSequence[2], slotEpoch[2], slotState[2];
short slotLast[2];

/* The pump's working memory. */
bool on, epochStored;
byte sequence, epoch, inForce, late;
short lastApplied;
byte session, key, opened, openings, highest;
int keptRequest, keptReply;    /* the answer kept; the pump keeps four, one suffices */
int waiting;                   /* the order that is being stored */
int refused;                   /* the order whose record did not read back, and still lies there */
byte keys;                     /* how many there were: each session's is new, over resets too */

/* What of a write has happened. Power may be cut between any two. */
mtype = { none, asked, torn, written, bad };
mtype = { change, checkpoint, switchOn, restore };
mtype write = none, record = none;

/* The programmer's archive, which survives it, and what it holds only while it runs. */
mtype = { intended, done, notDone, unknown, forgotten };
mtype outcome[ORDERS + 1];
byte command[ORDERS + 1];
short name[ORDERS + 1];
byte orders, wanted = 1;

mtype = { start, opening, idle, ready, ordering, settling, pausing, over };
mtype host = start;
byte hostSession, hostKey, hostId, nonce, triesLeft;
int sent;                      /* the request whose answer is awaited */

/* What truly happened; nobody reads it but the properties. */
byte effects[COMMANDS + 1];
byte everInForce, seenLate, standing;

hidden int swapped;

/* Frames in order, no place free before the last of them. */
inline sortPair(left) {
  if
  :: frames[(left) + 1] != 0 && (frames[left] == 0 || frames[left] > frames[(left) + 1]) ->
    swapped = frames[left];
    frames[left] = frames[(left) + 1];
    frames[(left) + 1] = swapped
  :: else
  fi
}

inline put(way, frame) {
  d_step {
    assert(frames[way + 3] == 0);
    frames[way + 3] = frame;
    sortPair(way + 2);
    sortPair(way + 1);
    sortPair(way)
  }
}

inline remove(way, place) {
  d_step {
    frames[way + place] = 0;
    sortPair(way);
    sortPair(way + 1);
    sortPair(way + 2)
  }
}

/* Any frame under way may be the next: that is what reordering means. */
inline choose(way, place) {
  if
  :: frames[way] != 0 -> place = 0
  :: frames[way + 1] != 0 && frames[way + 1] != frames[way] -> place = 1
  :: frames[way + 2] != 0 && frames[way + 2] != frames[way + 1] -> place = 2
  :: frames[way + 3] != 0 && frames[way + 3] != frames[way + 2] -> place = 3
  fi
}

/* Takes a frame from the link; its copy may come later. */
inline take(way, place, frame) {
  choose(way, place);
  frame = frames[way + place];
  if
  :: remove(way, place)
  :: line > 0 -> line--
  fi;
  place = 0
}

/* ------------------------------------------------------------------ properties */

/* (a) no command takes effect twice. (b) nor one that is believed not done.
 * (d) nor after a status or a refusal told that it is too late. */
inline takesEffect(n) {
  effects[command[n]]++;
  everInForce = everInForce | BIT(n);
  assert(effects[command[n]] <= 1);
  assert(outcome[n] != notDone);
  assert(!(seenLate & BIT(n)))
}

/* A state is in force, after a write or a switch-on. (b) what is believed done, stays so. */
inline comeIntoForce(next, n) {
  n = 1;
  do
  :: n <= ORDERS ->
    if
    :: ((next) & BIT(n)) && !(standing & BIT(n)) -> takesEffect(n)
    :: !((next) & BIT(n)) && (standing & BIT(n)) -> assert(outcome[n] != done)
    :: else
    fi;
    n++
  :: else -> break
  od;
  n = 0;
  standing = (next);
  inForce = standing
}

/* (b) what the programmer believes is so. */
inline believe(what) {
  outcome[orders] = what;
  assert(what != done || (standing & BIT(orders)));
  assert(what != notDone || !(everInForce & BIT(orders)))
}

/* ------------------------------------------------------------------ the pump */

inline answer(request, reply) {
#ifndef NO_REPLY_CACHE
  if
  :: SESSION(request) == session -> keptRequest = request; keptReply = reply
  :: else
  fi;
#endif
  put(down, reply)
}

/* A reply is sealed as its request was. */
#define REPLY(t, request, a) SEALED(FRAME(t, SESSION(request), ID(request), a), KEY(request))

inline refuse(request, why) { answer(request, REPLY(why, request, TYPE(request))) }

inline refuseWithoutTrace(request, why) { put(down, REPLY(why, request, TYPE(request))) }

/* The change of an order comes into force and is acknowledged. */
inline carriedOut(request, n) {
  if
  :: standing & BIT(ARG(request)) -> takesEffect(ARG(request))
  :: else -> comeIntoForce(inForce | BIT(ARG(request)), n)
  fi;
  lastApplied = NAME(request);
  answer(request, REPLY(DONE, request, ORDER))
}

#ifdef STATUS_WHILE_STORING
#define isBusyFor(request) ((waiting != 0 || refused != 0) && TYPE(request) != STATUS)
#else
#define isBusyFor(request) (waiting != 0 || refused != 0)
#endif

#ifdef NO_EXPIRY
#define isLate(request) false
#else
#define isLate(request) (late & BIT(ARG(request)))
#endif

#ifdef ANY_ID
#define isTooOld(request) false
#else
#define isTooOld(request) (ID(request) <= highest)
#endif

/* The epoch in a session's number. One that is not stored could come again, and stays out. */
#define NO_NUMBER 3
#ifdef EARLY_NUMBERS
#define numberedEpoch epoch
#else
#define numberedEpoch (epochStored -> epoch : NO_NUMBER)
#endif

inline openSession(request) {
  if
  :: session != 0 && opened == ARG(request)
  :: else ->
    openings++;
    assert(openings < 8);
    session = numberedEpoch << 3 | openings;
#ifndef OLD_KEYS
    keys++;
    assert(keys < 16);
    key = keys;
#endif
    opened = ARG(request);
    highest = 0;
    keptRequest = 0;
    keptReply = 0
  fi;
  put(down, SEALED(FRAME(OPENED, session, 0, opened), key))
}

#define mayOrder (epochStored && (session >> 3) != NO_NUMBER)

inline carryOut(request, n) {
  highest = ID(request);
  if
  :: isBusyFor(request) -> refuse(request, BUSY)
  :: !isBusyFor(request) && TYPE(request) == STATUS ->
    seenLate = seenLate | late;
    answer(request, REPLY(REPORT, request, lastApplied | late << 9))
  :: !isBusyFor(request) && TYPE(request) == ORDER ->
    if
    :: isLate(request) ->
      seenLate = seenLate | BIT(ARG(request));
      refuse(request, REFUSED)
    :: !isLate(request) && !mayOrder -> refuse(request, REFUSED)
    :: !isLate(request) && mayOrder && write != none -> refuse(request, BUSY)
    :: else ->
      /* (d) an order that came too late is not even begun. */
      assert(!(late & BIT(ARG(request))));
      write = asked;
      record = change;
#ifdef ACK_BEFORE_DURABLE
      record = checkpoint;
      carriedOut(request, n)
#else
      waiting = request
#endif
    fi
  fi
}

/* The order of these checks is that of session.md. */
inline handle(request, n) {
  if
  :: TYPE(request) == OPEN -> openSession(request)
  :: TYPE(request) != OPEN && SESSION(request) != session ->
    refuseWithoutTrace(request, NO_SESSION)
  /* Sealed with a key of an earlier session of that number: silence. */
  :: TYPE(request) != OPEN && SESSION(request) == session && KEY(request) != key
  :: TYPE(request) != OPEN && SESSION(request) == session && KEY(request) == key ->
    if
    :: keptRequest != 0 && ID(keptRequest) == ID(request) ->
      if
      :: keptRequest == request -> put(down, keptReply)
      :: else -> refuseWithoutTrace(request, REFUSED)
      fi
    :: else ->
      if
      :: waiting != 0 && waiting == request
      :: refused != 0 && refused == request
      :: else ->
        if
        :: isTooOld(request) -> refuseWithoutTrace(request, REFUSED)
        :: else -> carryOut(request, n)
        fi
      fi
    fi
  fi
}

/* Comes up with the valid record of the newer sequence number. */
inline switchedOn(slot, n) {
  assert(valid[0] || valid[1]);
  if
  :: valid[1] && (!valid[0] || ((slotSequence[1] - slotSequence[0]) & 3) == 1) -> slot = 1
  :: else -> slot = 0
  fi;
  on = true;
  sequence = slotSequence[slot];
#ifdef NO_EPOCH
  epoch = slotEpoch[slot];
#else
  epoch = slotEpoch[slot] + 1;
#endif
  assert(epoch < NO_NUMBER);
  lastApplied = slotLast[slot];
  comeIntoForce(slotState[slot], n);
  slot = 0;
  write = asked;
  record = switchOn
}

inline fillSlot() {
  slotSequence[sequence & 1] = sequence;
  slotEpoch[sequence & 1] = epoch;
  slotState[sequence & 1] = inForce;
  slotLast[sequence & 1] = lastApplied;
  if
  :: record == change ->
    slotState[sequence & 1] = inForce | BIT(ARG(waiting));
    slotLast[sequence & 1] = NAME(waiting)
  :: else
  fi;
  valid[sequence & 1] = true
}

/* An order whose record was written over is refused. */
inline tellRefusal() {
  if
  :: refused != 0 -> refuse(refused, REFUSED); refused = 0
  :: else
  fi
}

inline wroteWell(n) {
  if
  :: record == change -> carriedOut(waiting, n); waiting = 0
  :: record == switchOn -> epochStored = true
  :: else
  fi;
  write = none;
  record = none;
  tellRefusal()
}

/* The record may lie there in spite of all, so the state in force goes over it, until that write is
 * a good one. */
inline wroteBadly() {
  sequence = (sequence + 3) & 3;
  if
  :: record == change -> refused = waiting; waiting = 0; record = restore; write = asked;
#ifdef REFUSE_EARLY
    tellRefusal()
#endif
  :: record == switchOn || record == restore -> write = asked
  :: else -> write = none; record = none
  fi
}

#ifdef OPEN_EARLY
#define isListening on
#else
#define isListening (on && record != switchOn)
#endif

#ifdef IN_PLACE
#define following(number) ((number) & 3)
#else
#define following(number) (((number) + 1) & 3)
#endif

active proctype Pump() {
  byte place, n;
  int frame;
  valid[0] = true;  /* as it was implanted */
end:
  do
  :: atomic { !on -> switchedOn(place, n) }
  :: atomic { isListening && frames[up] != 0 ->
      take(up, place, frame); handle(frame, n); frame = 0 }
  :: atomic { write == asked ->
      sequence = following(sequence);
      if
      :: valid[sequence & 1] = false; write = torn
      :: badWrites > 0 -> badWrites--; write = bad
      fi }
  :: atomic { write == torn ->
      if
      :: fillSlot(); write = written
      :: badWrites > 0 -> badWrites--; write = bad
      fi }
  :: atomic { write == written ->
      if
      :: wroteWell(n)
      :: badWrites > 0 -> badWrites--; write = bad
      fi }
  :: atomic { write == bad -> wroteBadly() }
  od
}

/* ------------------------------------------------------------------ the programmer */

/* Whether a frame has to do with the request whose answer is awaited. */
#define isAbout(frame) ((frame) != 0 && ((TYPE(sent) == OPEN) \
  -> ((TYPE(frame) == OPEN || TYPE(frame) == OPENED) && ARG(frame) == ARG(sent)) \
  : (TYPE(frame) != OPEN && TYPE(frame) != OPENED && NAME(frame) == NAME(sent) \
    && KEY(frame) == KEY(sent))))

#define isUnderWay (isAbout(frames[up]) || isAbout(frames[up + 1]) || isAbout(frames[up + 2]) || isAbout(frames[up + 3]) \
  || isAbout(frames[down]) || isAbout(frames[down + 1]) || isAbout(frames[down + 2]) || isAbout(frames[down + 3]) \
  || isAbout(waiting) || isAbout(refused))

#define isOpen (orders > 0 && (outcome[orders] == intended || outcome[orders] == unknown))

inline send(frame) { sent = frame; put(up, sent) }

inline sendOpening() { nonce++; assert(nonce < 64); send(FRAME(OPEN, 0, 0, nonce)) }

inline beginOpening() {
  hostSession = 0;
  hostKey = 0;
  triesLeft = TRIES - 1;
  sendOpening();
  host = opening
}

inline beginStatus() {
  hostId++;
  assert(hostId < 16);
  triesLeft = TRIES - 1;
  send(SEALED(FRAME(STATUS, hostSession, hostId, 0), hostKey));
  host = settling
}

inline sendOrder() {
  hostId++;
  assert(hostId < 16);
  name[orders] = hostSession | hostId << 5;
  send(SEALED(FRAME(ORDER, hostSession, hostId, orders), hostKey));
  host = ordering
}

/* The programmer ends without knowing, and somebody starts it again. */
inline endVisit() {
  if
  :: isOpen -> outcome[orders] = unknown
  :: else
  fi;
  hostSession = 0;
  hostKey = 0;
  hostId = 0;
  sent = 0;
  triesLeft = 0;
  host = start
}

/* Done: on to the next command. Not done: perhaps once more, perhaps not. */
inline settled(what) {
  believe(what);
  sent = 0;
  triesLeft = 0;
  host = idle;
  if
  :: wanted++
  :: what == notDone
  fi
}

/* The table of session.md, "When the answer does not come". */
inline verdict(reply) {
  if
  :: (ARG(reply) & 511) == name[orders] -> settled(done)
  :: else ->
    /* With one programmer no later order can stand where an open one would. */
    assert((ARG(reply) & 31) <= (name[orders] & 31));
    if
    :: (name[orders] & 31) != hostSession || ((ARG(reply) >> 9) & BIT(orders)) -> settled(notDone)
    :: else -> sent = 0; host = pausing
    fi
  fi
}

#define isAnswer(frame) (sent != 0 && isAbout(frame) && (TYPE(frame) == OPENED \
  || TYPE(frame) == REPORT || ARG(frame) == TYPE(sent)))

inline hear(frame) {
  if
  :: isAnswer(frame) && TYPE(frame) == OPENED ->
    hostSession = SESSION(frame);
    hostKey = KEY(frame);
    hostId = 0;
    if
    :: isOpen -> beginStatus()
    :: else -> sent = 0; triesLeft = 0; host = idle
    fi
  :: isAnswer(frame) && TYPE(frame) == NO_SESSION -> beginOpening()
  :: isAnswer(frame) && host == ordering && TYPE(frame) == DONE -> settled(done)
  :: isAnswer(frame) && host == ordering && (TYPE(frame) == BUSY || TYPE(frame) == REFUSED) ->
    settled(notDone)
  :: isAnswer(frame) && host == settling && TYPE(frame) == REPORT -> verdict(frame)
  :: isAnswer(frame) && host == settling && (TYPE(frame) == BUSY || TYPE(frame) == REFUSED) ->
    sent = 0;
    host = pausing
  :: else
  fi
}

inline timeOut() {
  if
  :: host == ordering ->
#ifdef RETRY_ORDERS
    if
    :: triesLeft > 0 -> triesLeft--; sendOrder()
    :: else -> beginStatus()
    fi
#else
    beginStatus()
#endif
  :: host == opening && triesLeft > 0 -> triesLeft--; sendOpening()
  :: host == settling && triesLeft > 0 -> triesLeft--; put(up, sent)
  :: host != ordering && triesLeft == 0 -> endVisit()
  fi
}

/* Another look at the status can tell something new. */
#define isNews (waiting == 0 && refused == 0 && (session != hostSession || lastApplied == name[orders] \
  || (late & BIT(orders))))

#ifdef WAIT_FOR_EVER
#define isAwaiting (host == opening || host == settling)
#else
#define isAwaiting (host == opening || host == ordering || host == settling)
#endif

active proctype Host() {
  byte place;
  int frame;
  do
  :: atomic { host == start -> beginOpening() }
  :: atomic { frames[down] != 0 -> take(down, place, frame); hear(frame); frame = 0 }
  :: atomic { isAwaiting && !isUnderWay -> timeOut() }
  :: atomic { isAwaiting && isUnderWay && line > 0 -> line--; timeOut() }
  :: atomic { host == pausing && isNews -> beginStatus() }
  :: atomic { host == pausing && line > 0 -> line--;
      if
      :: beginStatus()
      :: endVisit()
      fi }
  :: atomic { host == idle && (wanted > COMMANDS || orders == ORDERS) -> host = over }
  :: atomic { host == idle && wanted <= COMMANDS && orders < ORDERS ->
      /* Stored before the first byte is sent. */
      orders++;
      command[orders] = wanted;
      outcome[orders] = intended;
      name[orders] = hostSession | (hostId + 1) << 5;
      host = ready }
  :: atomic { host == ready -> triesLeft = TRIES - 1; sendOrder() }
  :: atomic { host == over && !isOpen && frames[down] == 0 && frames[up] == 0 -> break }
  od
}

/* ------------------------------------------------------------------ what happens to them */

inline cutPower() {
  if
  :: frames[up] = 0; frames[up + 1] = 0; frames[up + 2] = 0; frames[up + 3] = 0
  :: true
  fi;
  on = false;
  epochStored = false;
  sequence = 0; epoch = 0; inForce = 0; late = 0; lastApplied = 0;
  session = 0; key = 0; opened = 0; openings = 0; highest = 0;
  keptRequest = 0; keptReply = 0; waiting = 0; refused = 0;
  write = none; record = none
}

inline crash() {
#ifdef NO_INTENT
  if
  :: isOpen -> outcome[orders] = forgotten
  :: else
  fi;
#endif
  hostSession = 0; hostKey = 0; hostId = 0; sent = 0; triesLeft = 0;
  host = start
}

/* Every fault may happen at any moment, as often as there are such faults, or never. */
active proctype Faults() {
  byte place;
end:
  do
  :: atomic { line > 0 && frames[up] != 0 -> line--; choose(up, place); remove(up, place); place = 0 }
  :: atomic { line > 0 && frames[down] != 0 ->
      line--; choose(down, place); remove(down, place); place = 0 }
  :: atomic { line > 0 && session != 0 && waiting == 0 -> line--;
      session = 0; key = 0; opened = 0; highest = 0; keptRequest = 0; keptReply = 0 }
  :: atomic { own > 0 && on && write == none -> own--; write = asked; record = checkpoint }
  :: atomic { cuts > 0 && on -> cuts--; cutPower() }
  :: atomic { crashes > 0 && host != over -> crashes--; crash() }
#ifdef LIVENESS
  :: break
#endif
  od
}

/* The pump's link clock passes the notAfter of an order, before or after it arrives. */
active proctype Time() {
end:
  do
  :: atomic { on && orders > 0 && !(late & BIT(orders)) -> late = late | BIT(orders) }
  od
}

/* (c) in the end the programmer knows what became of every order. Checked with weak fairness. */
#ifdef LIVENESS
ltl agreement { <> (host == over && !isOpen) }
#endif
