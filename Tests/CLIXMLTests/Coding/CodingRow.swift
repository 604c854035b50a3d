import CLIXML
import Testing

/// Elements and the value of a Swift type that they are, in one direction or both.
struct CodingRow: Sendable, CustomTestStringConvertible {
    let elements: String
    let type: String
    /// Decodes the elements and compares, and says what came out where it differs.
    let decode: @Sendable (CLIXMLDecoder) throws -> String?
    /// Encodes the value.
    let encode: @Sendable (CLIXMLEncoder) throws -> String

    init<Value: Codable & Equatable & Sendable>(_ elements: String, _ value: Value) {
        self.elements = elements
        type = "\(Value.self)"
        decode = { decoder in
            let found = try decoder.decode(Value.self, from: Coded.document(elements))
            return found == value ? nil : "\(found)"
        }
        encode = { encoder in try Coded.elements(value, encoder) }
    }

    var testDescription: String { "\(type): \(elements)" }
}

/// Documents for the tests of coding.
enum Coded {
    /// The bytes of a document on one line.
    static func document(_ elements: String) -> [UInt8] { Array((Written.root + elements + "</Objs>").utf8) }

    /// A value without root and white space.
    static func elements(_ value: some Encodable, _ encoder: CLIXMLEncoder = CLIXMLEncoder()) throws -> String {
        var encoder = encoder
        encoder.options.writer.form = .payload
        encoder.options.writer.layout = .compact
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func encoder(_ change: (inout CLIXMLEncoder.Options) -> Void) -> CLIXMLEncoder {
        var options = CLIXMLEncoder.Options()
        change(&options)
        return CLIXMLEncoder(options: options)
    }

    static func decoder(_ change: (inout CLIXMLDecoder.Options) -> Void) -> CLIXMLDecoder {
        var options = CLIXMLDecoder.Options()
        change(&options)
        return CLIXMLDecoder(options: options)
    }

    /// The `CLIXMLError` under an error of a coder.
    static func underlying(_ error: any Error) -> CLIXMLError? {
        switch error {
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.keyNotFound(_, let context), DecodingError.dataCorrupted(let context):
            context.underlyingError as? CLIXMLError
        case EncodingError.invalidValue(_, let context): context.underlyingError as? CLIXMLError
        default: error as? CLIXMLError
        }
    }

    /// The path of keys of an error of a coder.
    static func path(_ error: any Error) -> String? {
        switch error {
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.keyNotFound(_, let context), DecodingError.dataCorrupted(let context):
            context.codingPath.map(\.stringValue).joined(separator: "/")
        case EncodingError.invalidValue(_, let context):
            context.codingPath.map(\.stringValue).joined(separator: "/")
        default: nil
        }
    }

    static let bag = "<TN RefId=\"0\"><T>System.Management.Automation.PSCustomObject</T><T>System.Object</T></TN>"
    static let array = "<TN RefId=\"0\"><T>System.Object[]</T><T>System.Array</T><T>System.Object</T></TN>"
    static let table = "<TN RefId=\"0\"><T>System.Collections.Hashtable</T><T>System.Object</T></TN>"
}
