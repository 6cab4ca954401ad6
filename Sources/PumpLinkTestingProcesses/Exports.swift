// One import is enough: amounts, faults and the truth are those of the kit in the process.
@_exported public import PumpLinkTesting
