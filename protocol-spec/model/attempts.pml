/* Who gets in while somebody without a key tries: near the pump, and in contact at the same time.
 *
 * A pump with its budget of answers, an attacker with a transmitter, and whoever lays a head on the
 * skin: for a session, and for the emergency. README.md says what is left out. Spec: security.md,
 * "Attempts".
 */

/* Small numbers in the place of 5 free failures, 64 s and 32 answers; the rules are the same. */
#define FREE 2
#define LONGEST 4
#define STORE 3
#ifndef ATTACKS
#define ATTACKS 7   /* what the attacker sends in one life */
#endif
#ifndef REFILLS
#define REFILLS 3   /* how often an answer comes back into the store */
#endif

#define NOBODY 0
#define ATTACKER 1
#define CLINICIAN 2
#define ANYBODY 3   /* who calls for the emergency, without a key */

/* The pump. */
bool contact;
byte failures, wait, offer = NOBODY, failed, store = STORE;
byte answers, refills;

/* Whether another opening took the place of an offer: what no pump can tell from a true one. */
bool displaced;
bool letIn, heard;

#ifdef SHARED_WAIT
#define mustWait (wait > 0)
#else
#define mustWait (!contact && wait > 0)
#endif

#ifdef FREE_ANSWERS
#define isPaid false
#else
#define isPaid (!contact)
#endif

/* An opening by somebody; `admitted` says whether there was an offer. */
inline open(somebody, admitted) {
  admitted = false;
  if
  :: mustWait
  :: !mustWait && isPaid && store == 0
  :: !mustWait && !(isPaid && store == 0) ->
    if
    :: isPaid -> store--
    :: else
    fi;
    if
    :: !contact -> answers++
    :: else
    fi;
    displaced = displaced || (offer != NOBODY && offer != ATTACKER && somebody == ATTACKER);
    offer = somebody;
    failed = 0;
    admitted = true
  fi
}

#ifdef COUNT_IN_CONTACT
#define isCounted true
#else
#define isCounted (!contact)
#endif

inline falseProof() {
  if
  :: offer != NOBODY && isCounted ->
    if
    :: store > 0 && !contact -> store--
    :: else
    fi;
    failures = (failures < 8 -> failures + 1 : 8);
    failed++;
    if
    :: failures >= FREE ->
      wait = (failures == FREE -> 1 : (failures == FREE + 1 -> 2 : LONGEST))
    :: else
    fi;
    if
    :: failed >= FREE -> offer = NOBODY
    :: else
    fi
  :: else
  fi;
  assert(answers <= STORE + refills)
}

active proctype Attacker() {
  byte left = ATTACKS;
  bool admitted;
end:
  do
  :: atomic { left > 0 -> left--; open(ATTACKER, admitted); assert(answers <= STORE + refills) }
  :: atomic { left > 0 -> left--; falseProof() }
  od
}

active proctype Time() {
end:
  do
  :: atomic { wait > 0 -> wait-- }
  :: atomic { store < STORE && refills < REFILLS -> refills++; store++ }
  od
}

/* Whoever comes when the attacker has done what he likes, and goes on doing it. */
active proctype Head() {
  bool admitted;
  contact = true;
  atomic { displaced = false; open(ANYBODY, admitted); assert(admitted) };
  atomic {
    heard = (offer == ANYBODY);
    assert(heard || displaced);
    if
    :: heard -> offer = NOBODY
    :: else
    fi
  };
  atomic { displaced = false; open(CLINICIAN, admitted); assert(admitted) };
  atomic {
    letIn = (offer == CLINICIAN);
    assert(letIn || displaced);
    if
    :: letIn -> offer = NOBODY; failures = 0; wait = 0
    :: else
    fi
  }
}
