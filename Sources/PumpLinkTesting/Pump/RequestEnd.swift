import ProgrammerSession

/// How a request ended: ``ProgrammerSession/Outcome``. The kit's own outcome is a whole order's.
typealias RequestEnd = Outcome
