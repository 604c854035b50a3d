import CLIXML

extension BagReader {
    /// Bytes that stand as Base64 in a text.
    mutating func base64(_ name: String) throws(PSRPError) -> [UInt8] {
        let text = try string(name)
        guard let bytes = Base64.decode(Array(text.utf8).span) else { throw wrongType(name, "Base64 text") }
        return bytes
    }
}

extension PayloadWriter {
    /// Writes bytes as Base64 in a text.
    mutating func base64(_ name: String, _ bytes: [UInt8]) {
        var text: [UInt8] = []
        Base64.encode(bytes.span, into: &text)
        string(name, String(decoding: text, as: UTF8.self))
    }
}
