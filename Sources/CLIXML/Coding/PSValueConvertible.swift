/// A type whose values are one value of the format, whatever their own `Codable` conformance would make of them.
///
/// The types of the value model are such, and byte arrays. `Date`, `Data`, `UUID`, `Decimal` and `URL` become so with the
/// library CLIXMLFoundation: this one does not import Foundation, so that a program that does without it does not load it.
/// Conform to it with your own types to choose how they are written.
public protocol PSValueConvertible {
    /// Makes a value of what a document has, or returns `nil` when that is something else.
    ///
    /// - Parameters:
    ///   - psValue: not null, and without the object around a primitive, if it has one; for ``PSObject`` with it.
    ///   - zone: the zone on whose clocks dates without a zone are meant.
    init?(psValue: PSValue, zone: LocalZone)

    /// What is written for the value, or `nil` when the format has no such value.
    ///
    /// - Parameter dates: how a type that has only instants writes one.
    func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue?
}

extension PSValue: PSValueConvertible {
    /// Takes the value as it is.
    public init?(psValue: PSValue, zone: LocalZone) { self = psValue }

    /// The value as it is.
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? { self }
}

extension PSObject: PSValueConvertible {
    /// Takes an object.
    public init?(psValue: PSValue, zone: LocalZone) {
        guard case .object(let object) = psValue else { return nil }
        self = object
    }

    /// The object.
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? { .object(self) }
}

extension PSGUID: PSValueConvertible {
    /// Takes a GUID, or a text that is one.
    public init?(psValue: PSValue, zone: LocalZone) {
        switch psValue {
        case .guid(let value): self = value
        case .string(let text): self.init(text)
        default: return nil
        }
    }

    /// `G`
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? { .guid(self) }
}

extension PSDateTime: PSValueConvertible {
    /// Takes a date.
    public init?(psValue: PSValue, zone: LocalZone) {
        guard case .dateTime(let value) = psValue else { return nil }
        self = value
    }

    /// `DT`, as it is.
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? { .dateTime(self) }
}

extension PSDuration: PSValueConvertible {
    /// Takes a duration.
    public init?(psValue: PSValue, zone: LocalZone) {
        guard case .duration(let value) = psValue else { return nil }
        self = value
    }

    /// `TS`
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? { .duration(self) }
}

extension PSDecimal: PSValueConvertible {
    /// Takes a decimal or an integer.
    public init?(psValue: PSValue, zone: LocalZone) {
        if case .decimal(let value) = psValue {
            self = value
            return
        }
        guard let integer = psValue.integer else { return nil }
        self.init(magnitude: integer.magnitude, scale: 0, isNegative: integer < 0)
    }

    /// `D`
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? { .decimal(self) }
}

extension PSVersion: PSValueConvertible {
    /// Takes a version, or a text that is one.
    public init?(psValue: PSValue, zone: LocalZone) {
        switch psValue {
        case .version(let value): self = value
        case .string(let text): self.init(text)
        default: return nil
        }
    }

    /// `Version`
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? { .version(self) }
}

extension PSURI: PSValueConvertible {
    /// Takes a URI, or a text that is one.
    public init?(psValue: PSValue, zone: LocalZone) {
        switch psValue {
        case .uri(let value): self = value
        case .string(let text): self.init(text)
        default: return nil
        }
    }

    /// `URI`
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? { .uri(self) }
}

extension PSSecureString: PSValueConvertible {
    /// Takes a SecureString.
    public init?(psValue: PSValue, zone: LocalZone) {
        guard case .secureString(let value) = psValue else { return nil }
        self = value
    }

    /// `SS`
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? { .secureString(self) }
}

extension PSValue {
    /// The number of an integer of any width, or `nil`.
    package var integer: Int128? {
        switch self {
        case .uint8(let value): Int128(value)
        case .int8(let value): Int128(value)
        case .int16(let value): Int128(value)
        case .uint16(let value): Int128(value)
        case .int32(let value): Int128(value)
        case .uint32(let value): Int128(value)
        case .int64(let value): Int128(value)
        case .uint64(let value): Int128(value)
        default: nil
        }
    }
}
