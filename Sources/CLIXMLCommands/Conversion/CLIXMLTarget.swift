import CLIXML
import CLIXMLConvert

/// CLIXML as a target: what Import-Clixml and Export-Clixml make of a document, or the document as it is.
struct CLIXMLTarget: ConversionTarget {
    private var writer: CLIXMLWriter
    let resolvesReferences = true

    init(_ options: ConvertOptions, zone: LocalZone) {
        var settings = CLIXMLWriterOptions()
        settings.depth = options.depth ?? settings.depth
        settings.isVerbatim = options.isVerbatim
        settings.newline = options.newline == .crlf ? .crlf : .lf
        if options.encoding == .utf16 {
            settings.encoding = .utf16
            settings.hasByteOrderMark = true
        }
        // Export-Clixml gives up in the middle of the file; as references they are read again.
        settings.refusesNoncharacters = false
        settings.zone = zone
        writer = CLIXMLWriter(options: settings)
    }

    mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving object: (PSReference) throws -> PSObject?
    ) throws { try writer.write(value, into: &output, resolving: object) }

    mutating func finish(into output: inout [UInt8]) throws { writer.finish(into: &output) }
    mutating func takeWarnings() -> [ConversionWarning] { [] }
}
