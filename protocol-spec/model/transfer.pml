/* The replacement of a pump by another: the old one goes to minimum rate, the new one commits, the
 * old one stops. README.md says what is left out. Spec: session.md, "Replacing a pump".
 *
 * Two pumps, a programmer that dies or is cut off at any point and is started again, and a line that
 * loses requests and answers, or brings them late.
 */

#ifndef LINE
#define LINE 3      /* requests or answers lost, or later than they are awaited */
#endif
#ifndef CRASHES
#define CRASHES 2   /* the programmer is killed, or gives up */
#endif
#ifndef RESUMES
#define RESUMES 1   /* somebody gives the transfer up and has the old pump resume */
#endif

byte line = LINE, crashes = CRASHES, resumes = RESUMES;

/* The old pump gives its whole programme, minimum rate with an alarm, or nothing. Its alarm sounds
 * until it is resumed, and a stop does not end it. */
mtype = { whole, low, stopped };
mtype old = whole;
bool alarm;

/* Whether the new pump gives the therapy. */
bool given;

/* The orders, and whether one is still on its way to a pump and may come at any moment. Who opens a
 * session with the pump closes the door to what was sent before. */
#define LOWER 0
#define COMMIT 1
#define STOP 2
bool late[3];

inline settleOld() { late[LOWER] = false; late[STOP] = false }
inline settleNew() { late[COMMIT] = false }

/* A pump carries an order out. */
inline take(what) {
  if
#ifdef STOP_FOR_LOW
  :: what == LOWER && old == whole -> old = stopped
#else
  :: what == LOWER && old == whole -> old = low; alarm = true
#endif
  :: what == LOWER && old != whole
  :: what == COMMIT -> given = true
  :: what == STOP -> old = stopped
  fi;
  assert(!(old == whole && given));            /* never two therapies */
  assert(old == whole || given || alarm)       /* never none without an alarm */
}

/* What the line had kept comes to the pump. */
active proctype Late() {
end:
  do
  :: atomic { late[LOWER] -> late[LOWER] = false; take(LOWER) }
  :: atomic { late[COMMIT] -> late[COMMIT] = false; take(COMMIT) }
  :: atomic { late[STOP] -> late[STOP] = false; take(STOP) }
  od
}

/* How an order ends at the programmer: acknowledged, or nobody knows. */
bool isKnown;

inline order(what) {
  atomic {
    if
    :: take(what); isKnown = true
    :: line > 0 -> line--; take(what); isKnown = false  /* the answer is lost */
    :: line > 0 -> line--; isKnown = false              /* the request is lost */
    :: line > 0 -> line--; late[what] = true; isKnown = false
    fi
  }
}

/* A transfer, from its beginning to where it ends. */
inline transfer() {
  /* Both pumps are read, each in a session of its own. */
  atomic { isKnown = true; settleOld(); settleNew() };
  if
  :: given -> skip
  :: else ->
#ifdef COMMIT_FIRST
    order(COMMIT);
    if
    :: !isKnown -> goto over
    :: else
    fi;
#endif
    if
    :: old == whole ->
      order(LOWER);
#ifndef ASSUME_LOWERED
      if
      :: !isKnown -> goto over
      :: else
      fi
#endif
    :: else
    fi;
    if
    :: crashes > 0 -> crashes--; goto over
    :: true
    fi;
#ifndef COMMIT_FIRST
    order(COMMIT);
    if
    :: !isKnown -> goto over
    :: else
    fi
#endif
  fi;
  if
  :: crashes > 0 -> crashes--; goto over
  :: true
  fi;
  if
  :: old != stopped -> order(STOP)
  :: else
  fi;
  if
  :: isKnown && old == stopped && given -> goto done
  :: else
  fi
}

/* Somebody gives up: the old pump resumes once the new one's session shows that it has no therapy. */
inline giveUp() {
  atomic {
    resumes > 0 && old != whole ->
    resumes--;
#ifndef RESUME_BLIND
    settleOld();
    settleNew();
#endif
    if
    :: !given -> old = whole; alarm = false
    :: else
    fi
  }
}

active proctype Programmer() {
  byte runs = LINE + CRASHES + 1;
  do
  :: runs > 0 ->
    runs--;
    transfer();
over:
    if
    :: giveUp()
    :: true
    fi
  :: runs == 0 -> break
  od;
done:
  /* Each transfer that was not done met with something, and there was one more than of those. */
  assert(given && old == stopped)
}
