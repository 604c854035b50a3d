import CLIXML
import TestSupport
import Testing

/// One row of a table of documents: what is read, and what comes of it.
///
/// In a document that is refused, `¦` stands where the error is; it is taken out before reading.
struct ReadingRow: CustomTestStringConvertible, Sendable {
    let name: String
    let document: String
    let values: [String]
    let refusal: CLIXMLError.Code?
    var limits = CLIXMLLimits()
    var form = DocumentForm.document

    /// The content of a root element, and the outlines of its values.
    init(_ name: String, _ content: String, reads values: String...) {
        self.init(name, document: "\(Reading.rootTag)\(content)</Objs>", reads: values)
    }

    /// The content of a root element, the error that ends it, and the outlines of the values before.
    init(_ name: String, _ content: String, refused code: CLIXMLError.Code, after values: String...) {
        self.init(name, document: "\(Reading.rootTag)\(content)</Objs>", refused: code, after: values)
    }

    /// A whole document, and the outlines of its values.
    init(_ name: String, document: String, reads values: [String]) {
        self.name = name
        self.document = document
        self.values = values
        refusal = nil
    }

    /// A whole document, the error that ends it, and the outlines of the values before.
    init(_ name: String, document: String, refused code: CLIXMLError.Code, after values: [String] = []) {
        self.name = name
        self.document = document
        self.values = values
        refusal = code
    }

    var testDescription: String { "\(name): \(document.replacing(Reading.rootTag, with: "<O>"))" }

    /// The document without its mark.
    var bytes: [UInt8] { Array(document.replacing("¦", with: "").utf8) }

    /// Where the mark stands, counted anew and simply.
    private var markedPosition: SourcePosition? {
        guard let mark = document.firstRange(of: "¦") else { return nil }
        let before = Array(document[..<mark.lowerBound].unicodeScalars)
        var line = 1
        var column = 1
        for (index, scalar) in before.enumerated() where scalar != "\u{FEFF}" || index > 0 {
            column += 1
            if scalar == "\n" || scalar == "\r" && (index + 1 == before.count || before[index + 1] != "\n") {
                line += 1
                column = 1
            }
        }
        return SourcePosition(byteOffset: document[..<mark.lowerBound].utf8.count, line: line, column: column)
    }

    /// Reads the document whole and in pieces, and expects what the row says.
    func check(sourceLocation: SourceLocation = #_sourceLocation) {
        let bytes = bytes
        let outcome = Reading.outcome(of: bytes, limits: limits, form: form)
        #expect(outcome.values.map(\.outline) == values, sourceLocation: sourceLocation)
        #expect(outcome.error?.code == refusal, sourceLocation: sourceLocation)
        if refusal != nil {
            #expect(outcome.error?.position == markedPosition, sourceLocation: sourceLocation)
        }
        let difference = Reading.firstDifference(of: bytes, limits: limits, form: form)
        #expect(difference == nil, sourceLocation: sourceLocation)
    }
}
