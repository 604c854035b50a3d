extension PSValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension PSValue: ExpressibleByIntegerLiteral {
    /// A number of 32 bits or, where it does not fit, of 64, as PowerShell's own literals are.
    public init(integerLiteral value: Int64) {
        if let short = Int32(exactly: value) { self = .int32(short) } else { self = .int64(value) }
    }
}

extension PSValue: ExpressibleByFloatLiteral {
    /// A double.
    public init(floatLiteral value: Double) { self = .double(value) }
}

extension PSValue: ExpressibleByBooleanLiteral {
    /// A Boolean.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension PSValue: ExpressibleByArrayLiteral {
    /// A list with the type names of an array of objects, as PowerShell's `@( )` makes it.
    public init(arrayLiteral elements: PSValue...) {
        self = .object(PSObject(list: elements, typeNames: ["System.Object[]", "System.Array", "System.Object"]))
    }
}

extension PSValue: ExpressibleByDictionaryLiteral {
    /// A property bag, as PowerShell's `[pscustomobject]@{ }` makes it.
    public init(dictionaryLiteral elements: (String, PSValue)...) {
        self = .object(PSObject(extendedProperties: PSMembers(elements)))
    }
}
