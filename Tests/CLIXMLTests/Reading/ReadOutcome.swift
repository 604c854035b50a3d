import CLIXML
import CLIXMLConvert
import TestSupport

/// What the parser made of a document, in a form that can be compared.
typealias ReadOutcome = EverySplit.Outcome<ReadValue, ReadFailure>

/// A top-level value and where it stands.
struct ReadValue: Equatable, Sendable {
    /// The value as typed JSON, its stream included.
    let json: String
    /// The value as its public views show it.
    let outline: String
    let byteOffset: Int
    let line: Int
    let ordinal: UInt64
    let byteCount: Int

    init(_ value: DocumentValue) {
        var exporter = TypedJSONExporter()
        var bytes: [UInt8] = []
        exporter.write(value, into: &bytes)
        json = String(decoding: bytes, as: UTF8.self)
        outline = Outline.of(value.value)
        byteOffset = value.byteOffset
        line = value.line
        ordinal = value.ordinal
        byteCount = value.byteCount
    }
}

/// An error with everything it says, message and path included: `CLIXMLError` itself compares less.
struct ReadFailure: Error, Equatable {
    let code: CLIXMLError.Code
    let position: SourcePosition?
    let path: String?
    let message: String

    init(_ error: CLIXMLError) {
        code = error.code
        position = error.position
        path = error.path?.description
        message = error.message
    }
}

/// Reads documents for tests.
enum Reading {
    static let namespace = "http://schemas.microsoft.com/powershell/2004/04"
    static let rootTag = #"<Objs Version="1.1.0.1" xmlns="\#(namespace)">"#

    /// A document whose root holds `content`.
    static func document(_ content: String) -> [UInt8] { Array("\(rootTag)\(content)</Objs>".utf8) }

    /// Feeds pieces to a new parser, taking values as soon as there are some.
    static func outcome(
        of pieces: [ArraySlice<UInt8>],
        limits: CLIXMLLimits = CLIXMLLimits(),
        form: DocumentForm = .document
    ) -> ReadOutcome {
        var parser = CLIXMLParser(limits: limits, form: form)
        return outcome(of: pieces, by: &parser)
    }

    /// Feeds pieces to a parser that has had nothing of a document.
    static func outcome(of pieces: [ArraySlice<UInt8>], by parser: inout CLIXMLParser) -> ReadOutcome {
        var outcome = ReadOutcome()
        do throws(CLIXMLError) {
            for piece in pieces {
                try parser.append(piece.span)
                while let value = try parser.nextValue() { outcome.values.append(ReadValue(value)) }
            }
            try parser.finish()
        } catch {
            outcome.error = ReadFailure(error)
        }
        return outcome
    }

    /// Feeds a document in one piece.
    static func outcome(
        of bytes: [UInt8],
        limits: CLIXMLLimits = CLIXMLLimits(),
        form: DocumentForm = .document
    ) -> ReadOutcome { outcome(of: [bytes[...]], limits: limits, form: form) }

    /// The top-level values of a document that is read without error.
    static func values(_ bytes: [UInt8], limits: CLIXMLLimits = CLIXMLLimits()) throws(CLIXMLError) -> [DocumentValue] {
        var parser = CLIXMLParser(limits: limits)
        var values: [DocumentValue] = []
        try parser.append(bytes.span)
        while let value = try parser.nextValue() { values.append(value) }
        try parser.finish()
        return values
    }

    /// The object that is the first top-level value of a document with this content.
    static func object(_ content: String) throws -> PSObject? {
        guard case .object(let object)? = try values(document(content)).first?.value else { return nil }
        return object
    }

    /// The first cut that changes what is read; small documents are cut at every place of their content.
    static func firstDifference(
        of bytes: [UInt8],
        limits: CLIXMLLimits = CLIXMLLimits(),
        form: DocumentForm = .document
    ) -> EverySplit.Difference<ReadOutcome>? {
        // Cutting the same root element again in each document would tell nothing new.
        let content = bytes.starts(with: rootTag.utf8) ? bytes.count - rootTag.utf8.count + 1 : bytes.count
        let cutCount = content < 400 ? content : EverySplit.lastCutCount
        return EverySplit.firstDifference(of: bytes, cutCount: cutCount) { pieces in
            outcome(of: pieces, limits: limits, form: form)
        }
    }
}
