import CLIXML
import CLIXMLConvert

/// A format that values are converted to.
protocol ConversionTarget {
    /// Whether objects that references lead to are written in their place.
    var resolvesReferences: Bool { get }

    /// Appends a value.
    ///
    /// - Parameter object: finds the object that a reference to an earlier value means.
    /// - Throws: `ConversionError` when the value cannot be written in this format.
    mutating func write(
        _ value: DocumentValue,
        into output: inout [UInt8],
        resolving object: (PSReference) throws -> PSObject?
    ) throws

    /// Appends what ends the output.
    mutating func finish(into output: inout [UInt8]) throws

    /// Warnings since the last call.
    mutating func takeWarnings() -> [String]
}

/// A value that a format has no place for.
struct ConversionError: Error {
    let code: String
    let message: String

    /// Where the value begins.
    func position(of value: DocumentValue) -> SourcePosition {
        SourcePosition(byteOffset: value.byteOffset, line: value.line, column: 1)
    }
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
    ) throws { exporter.write(value, into: &output) }

    mutating func finish(into output: inout [UInt8]) throws {}
    mutating func takeWarnings() -> [String] { [] }
}

/// Which target an option names.
enum ConversionTargets {
    static func target(for options: ConvertOptions, zone: LocalZone) throws -> any ConversionTarget {
        switch options.target {
        case .typedJSON: return TypedJSONTarget(zone: zone)
        default:
            throw ConversionError(
                code: "not-implemented",
                message: "'--to \(options.target.rawValue)' is not implemented yet"
            )
        }
    }
}
