import CLIXML
import CLIXMLConvert

/// A format that values are converted to.
protocol ConversionTarget {
    /// Whether objects that references lead to are written in their place.
    var resolvesReferences: Bool { get }

    /// Appends a value.
    ///
    /// - Parameter object: finds the object that a reference to an earlier value means.
    /// - Throws: what `object` throws.
    mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving object: (PSReference) throws -> PSObject?
    ) throws

    /// Appends what ends the output.
    mutating func finish(into output: inout [UInt8]) throws

    /// Warnings since the last call.
    mutating func takeWarnings() -> [ConversionWarning]
}

/// Typed JSON as a target.
struct TypedJSONTarget: ConversionTarget {
    private var exporter = TypedJSONExporter()
    let resolvesReferences = false

    init(zone: LocalZone) { exporter.zone = zone }

    mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving object: (PSReference) throws -> PSObject?
    ) throws { try exporter.write(value, into: &output, resolving: object) }

    mutating func finish(into output: inout [UInt8]) throws {}
    mutating func takeWarnings() -> [ConversionWarning] { [] }
}

/// JSON and NDJSON as targets.
struct JSONTarget: ConversionTarget {
    private var exporter: JSONExporter
    private let isDocument: Bool
    private var hasValues = false
    let resolvesReferences = true

    init(_ options: ConvertOptions, zone: LocalZone) {
        isDocument = options.target == .json
        var settings = JSONOptions()
        settings.form = isDocument ? .document : .lines
        settings.depth = options.depth
        settings.isCompressed = options.isCompressed
        settings.writesArray = options.isAlwaysArray
        settings.writesEnumNames = options.writesEnumsAsStrings
        settings.escapeHandling =
            switch options.escapeHandling {
            case .default: .standard
            case .nonASCII: .nonASCII
            case .html: .html
            }
        exporter = JSONExporter(options: settings, zone: zone)
    }

    mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving object: (PSReference) throws -> PSObject?
    ) throws {
        hasValues = true
        try exporter.write(value, into: &output, resolving: object)
    }

    mutating func finish(into output: inout [UInt8]) throws {
        try exporter.finish(into: &output)
        if isDocument, hasValues { output.append(UInt8(ascii: "\n")) }
    }

    mutating func takeWarnings() -> [ConversionWarning] { exporter.takeWarnings() }
}

/// CSV as a target.
struct CSVTarget: ConversionTarget {
    private var exporter: CSVExporter
    let resolvesReferences = true

    /// - Parameter columns: the columns of the table, or `nil` for those of the first value.
    init(_ options: ConvertOptions, zone: LocalZone, columns: [String]? = nil) {
        var settings = CSVOptions()
        settings.quoting =
            switch options.useQuotes {
            case .always: .always
            case .asNeeded: .asNeeded
            case .never: .never
            }
        if !options.quotedFields.isEmpty { settings.quoting = .columns(options.quotedFields) }
        settings.delimiter = options.delimiter
        settings.writesHeader = options.hasHeader
        settings.writesTypeInformation = options.hasTypeInformation
        exporter =
            columns.map { CSVExporter(columns: $0, options: settings, zone: zone) }
            ?? CSVExporter(options: settings, zone: zone)
    }

    mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving object: (PSReference) throws -> PSObject?
    ) throws { try exporter.write(value, into: &output, resolving: object) }

    mutating func finish(into output: inout [UInt8]) throws { exporter.finish(into: &output) }
    mutating func takeWarnings() -> [ConversionWarning] { exporter.takeWarnings() }
}

extension ConvertOptions {
    /// The target that the options name.
    func conversionTarget(zone: LocalZone) -> any ConversionTarget {
        switch target {
        case .typedJSON: return TypedJSONTarget(zone: zone)
        case .json, .ndjson: return JSONTarget(self, zone: zone)
        case .csv: return CSVTarget(self, zone: zone)
        case .clixml: return CLIXMLTarget(self, zone: zone)
        }
    }
}
