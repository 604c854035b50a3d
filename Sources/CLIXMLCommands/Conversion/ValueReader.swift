import CLIXML
import CLIXMLConvert

/// The values of one input, whatever its format.
protocol ValueReader: AnyObject {
    /// The next value, or `nil` after the last.
    func nextValue() throws -> DocumentValue?

    /// The object that a reference to an earlier value means.
    func object(for reference: PSReference) throws -> PSObject?

    /// Warnings since the last call.
    func takeWarnings() -> [ConversionWarning]
}

/// The values of a CLIXML document.
final class DocumentReader: ValueReader {
    private var reader: CLIXMLReader

    init(_ source: ByteSource, limits: CLIXMLLimits, resolvesReferences: Bool) throws {
        reader = try CLIXMLReader(source: source, limits: limits, resolvesReferences: resolvesReferences)
    }

    func nextValue() throws -> DocumentValue? { try reader.nextDocumentValue() }
    func object(for reference: PSReference) throws -> PSObject? { try reader.object(for: reference) }
    func takeWarnings() -> [ConversionWarning] { [] }
}

/// What makes values of another format: ``JSONImporter`` or ``CSVImporter``.
protocol ValueImporter: ~Copyable {
    mutating func append(_ bytes: Span<UInt8>) throws(CLIXMLError)
    mutating func nextValue() throws(CLIXMLError) -> DocumentValue?
    mutating func finish()
    mutating func takeWarnings() -> [ConversionWarning]
}

extension JSONImporter: ValueImporter {}
extension CSVImporter: ValueImporter {}

/// The values of an input in another format. None refers to another.
final class ImportReader<Importer: ValueImporter & ~Copyable>: ValueReader {
    private var importer: Importer
    private let source: ByteSource
    private var chunk: [UInt8] = []
    private var isAtEnd = false

    init(_ importer: consuming Importer, _ source: ByteSource) {
        self.importer = importer
        self.source = source
    }

    func nextValue() throws -> DocumentValue? {
        while true {
            if let value = try importer.nextValue() { return value }
            guard !isAtEnd else { return nil }
            if try source.nextChunk(&chunk) {
                let bytes = chunk
                try importer.append(bytes.span)
            } else {
                isAtEnd = true
                importer.finish()
            }
        }
    }

    func object(for reference: PSReference) throws -> PSObject? { nil }
    func takeWarnings() -> [ConversionWarning] { importer.takeWarnings() }
}
