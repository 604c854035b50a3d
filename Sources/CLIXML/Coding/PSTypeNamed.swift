/// A type whose values stand for those of a .NET type.
///
/// ```swift
/// struct Host: Codable, PSTypeNamed {
///     static let typeNames: PSTypeNames = ["Demo.Host", "System.Object"]
///     var name: String
/// }
/// ```
///
/// ``CLIXMLEncoder`` writes its values with these names; ``CLIXMLDecoder`` looks at them if it is told to
/// (``CLIXMLDecoder/TypeNameStrategy/declared``).
public protocol PSTypeNamed {
    /// The type names, most derived first, without `Deserialized.`.
    static var typeNames: PSTypeNames { get }
}

/// An enumeration that stands for one of .NET.
///
/// ```swift
/// enum StartMode: Int32, Codable, CaseIterable, PSEnumeration {
///     static let typeNames: PSTypeNames = ["System.ServiceProcess.ServiceStartMode", "System.Enum", "System.ValueType"]
///     case automatic = 2, manual, disabled
/// }
/// ```
///
/// It is written as PowerShell writes enumerations, a number with its name as the text, and read by the number or, where
/// PowerShell's depth has left only the text, by the name. An enumeration of Swift without this protocol is read from one of
/// .NET by its raw value: by the number if that is a number, by the name if it is a `String`.
public protocol PSEnumeration: PSTypeNamed, RawRepresentable where RawValue: FixedWidthInteger & Sendable {
    /// Makes the value with a name, ignoring case, or returns `nil` when there is none.
    init?(enumerationName: String)

    /// The name .NET shows for the value.
    var enumerationName: String { get }
}

extension PSEnumeration {
    /// The name of the case in Swift with a capital.
    public var enumerationName: String { MemberName.capitalized(String(describing: self)) }
}

extension PSEnumeration where Self: CaseIterable {
    /// Finds the case by its name.
    ///
    /// - Complexity: O(*n*) in the number of cases.
    public init?(enumerationName: String) {
        let wanted = Array(enumerationName.utf8)
        let found = Self.allCases.first { value in
            TextEscapes.equalIgnoringCase(Array(value.enumerationName.utf8).span, wanted.span)
        }
        guard let found else { return nil }
        self = found
    }
}

extension PSEnumeration {
    /// The number as a value of its own width.
    var number: PSValue {
        switch (RawValue.isSigned, RawValue.bitWidth) {
        case (true, 8): .int8(Int8(truncatingIfNeeded: rawValue))
        case (true, 16): .int16(Int16(truncatingIfNeeded: rawValue))
        case (true, 32): .int32(Int32(truncatingIfNeeded: rawValue))
        case (false, 8): .uint8(UInt8(truncatingIfNeeded: rawValue))
        case (false, 16): .uint16(UInt16(truncatingIfNeeded: rawValue))
        case (false, 32): .uint32(UInt32(truncatingIfNeeded: rawValue))
        case (true, _): .int64(Int64(truncatingIfNeeded: rawValue))
        case (false, _): .uint64(UInt64(truncatingIfNeeded: rawValue))
        }
    }
}
