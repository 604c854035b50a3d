/// Says which rule an input breaks.
public struct Violation: Error, Hashable, CustomStringConvertible {
    /// The rule, and what was found instead.
    public let description: String

    /// Names a rule.
    public init(_ description: String) { self.description = description }
}

/// Throws unless two texts are the same.
func requireEqual(_ one: [UInt8], _ other: [UInt8], _ rule: String) throws(Violation) {
    if one != other { throw Violation("\(rule) \(ByteSearch.difference(one, other))") }
}

/// Throws unless a condition holds.
func require(_ condition: Bool, _ rule: @autoclosure () -> String) throws(Violation) {
    if !condition { throw Violation(rule()) }
}
