// The coders of this library take the types of the value model as they are, and do not come here. Other coders, for JSON
// say, get the text of their element.

/// A type of the value model that other coders see as a text.
private protocol TextCodable: PSValueConvertible, Codable {
    init?(codedText: String)
    var codedText: String { get }
}

extension TextCodable {
    fileprivate init(text decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(codedText: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no \(Self.self)")
        }
        self = value
    }

    fileprivate func encode(text encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(codedText)
    }
}

extension PSGUID: TextCodable {
    fileprivate init?(codedText: String) { self.init(codedText) }
    fileprivate var codedText: String { description }
    /// Reads the text of a GUID.
    public init(from decoder: any Decoder) throws { try self.init(text: decoder) }
    /// Writes the text of the GUID.
    public func encode(to encoder: any Encoder) throws { try encode(text: encoder) }
}

extension PSDateTime: TextCodable {
    fileprivate init?(codedText: String) {
        let bytes = Array(codedText.utf8)
        guard let value = try? PrimitiveParser.dateTime(bytes.span, today: .today()) else { return nil }
        self = value
    }

    fileprivate var codedText: String { description }
    /// Reads the text of a date.
    public init(from decoder: any Decoder) throws { try self.init(text: decoder) }
    /// Writes the text of the date.
    public func encode(to encoder: any Encoder) throws { try encode(text: encoder) }
}

extension PSDuration: TextCodable {
    fileprivate init?(codedText: String) { self.init(codedText) }
    fileprivate var codedText: String { description }
    /// Reads the text of a duration.
    public init(from decoder: any Decoder) throws { try self.init(text: decoder) }
    /// Writes the text of the duration.
    public func encode(to encoder: any Encoder) throws { try encode(text: encoder) }
}

extension PSDecimal: TextCodable {
    fileprivate init?(codedText: String) { self.init(codedText) }
    fileprivate var codedText: String { description }
    /// Reads the text of a decimal.
    public init(from decoder: any Decoder) throws { try self.init(text: decoder) }
    /// Writes the text of the decimal.
    public func encode(to encoder: any Encoder) throws { try encode(text: encoder) }
}

extension PSVersion: TextCodable {
    fileprivate init?(codedText: String) { self.init(codedText) }
    fileprivate var codedText: String { description }
    /// Reads the text of a version.
    public init(from decoder: any Decoder) throws { try self.init(text: decoder) }
    /// Writes the text of the version.
    public func encode(to encoder: any Encoder) throws { try encode(text: encoder) }
}

extension PSURI: TextCodable {
    fileprivate init?(codedText: String) { self.init(codedText) }
    fileprivate var codedText: String { originalString }
    /// Reads the text of a URI.
    public init(from decoder: any Decoder) throws { try self.init(text: decoder) }
    /// Writes the text of the URI.
    public func encode(to encoder: any Encoder) throws { try encode(text: encoder) }
}

extension PSSecureString: TextCodable {
    fileprivate init?(codedText: String) { self.init(text: codedText) }
    fileprivate var codedText: String { text }
    /// Reads the sealed text.
    public init(from decoder: any Decoder) throws { try self.init(text: decoder) }
    /// Writes the sealed text.
    public func encode(to encoder: any Encoder) throws { try encode(text: encoder) }
}
