#if hasFeature(Embedded)
  /// Whether there is nothing, without a look at what there might be.
  ///
  /// For a value that can be compared, `x == nil` otherwise makes an absent value and calls the
  /// whole comparison of both, with a copy of each: on a board that is most of a function, and as
  /// much stack as the value has. A host's compiler finds the same by itself.
  extension Optional where Wrapped: Equatable {
    /// Whether there is nothing.
    @_transparent
    package static func == (value: Wrapped?, _: _OptionalNilComparisonType) -> Bool {
      if case .none = value { true } else { false }
    }

    /// Whether there is something.
    @_transparent
    package static func != (value: Wrapped?, _: _OptionalNilComparisonType) -> Bool {
      if case .none = value { false } else { true }
    }
  }
#endif
