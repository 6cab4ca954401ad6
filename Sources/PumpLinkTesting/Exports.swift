// What a test writes is one import: the amounts and the protocol's vocabulary are part of the kit.
@_exported public import Quantities
@_exported public import Telemetry
