// Values and objects belong to the format. Other coders than those of this library have no place for types names, references
// and the rest, and a value that lost them without a word would not be worth having.

extension PSValue: Codable {
    /// Refuses: a value is decoded by ``CLIXMLDecoder`` only, which does not come here.
    public init(from decoder: any Decoder) throws { throw ForeignCoder.refusal(decoder, Self.self) }

    /// Refuses: a value is encoded by ``CLIXMLEncoder`` only, which does not come here.
    public func encode(to encoder: any Encoder) throws { throw ForeignCoder.refusal(encoder, self) }
}

extension PSObject: Codable {
    /// Refuses: an object is decoded by ``CLIXMLDecoder`` only, which does not come here.
    public init(from decoder: any Decoder) throws { throw ForeignCoder.refusal(decoder, Self.self) }

    /// Refuses: an object is encoded by ``CLIXMLEncoder`` only, which does not come here.
    public func encode(to encoder: any Encoder) throws { throw ForeignCoder.refusal(encoder, self) }
}

private enum ForeignCoder {
    static func refusal(_ decoder: any Decoder, _ type: any Any.Type) -> DecodingError {
        let message = "\(type) can be decoded by CLIXMLDecoder only"
        return .typeMismatch(type, DecodingError.Context(codingPath: decoder.codingPath, debugDescription: message))
    }

    static func refusal(_ encoder: any Encoder, _ value: Any) -> EncodingError {
        let message = "\(type(of: value)) can be encoded by CLIXMLEncoder only"
        return .invalidValue(value, EncodingError.Context(codingPath: encoder.codingPath, debugDescription: message))
    }
}
