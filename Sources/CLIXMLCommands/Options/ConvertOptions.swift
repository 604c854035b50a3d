import CLIXML
import CLIXMLConvert
package import CommandLine

/// The options that only `convert` has.
package struct ConvertOptions: Sendable {
    /// The formats to write.
    package enum Target: String, CaseIterable, Sendable {
        case json
        case ndjson
        case csv
        case clixml
        case typedJSON = "typed-json"
    }

    /// The formats to read.
    package enum Source: String, CaseIterable, Sendable {
        case auto
        case clixml
        case json
        case ndjson
        case csv
        case typedJSON = "typed-json"
    }

    /// What becomes of dates in JSON.
    package enum DateKind: String, CaseIterable, Sendable {
        case `default`
        case local
        case utc
        case offset
        case string
    }

    /// Which characters JSON escapes beyond those it must.
    package enum EscapeHandling: String, CaseIterable, Sendable {
        case `default`
        case nonASCII = "non-ascii"
        case html
    }

    /// Where the columns of a table come from.
    package enum Columns: String, CaseIterable, Sendable {
        case first
        case all
    }

    /// Which cells of a table stand in quotes.
    package enum UseQuotes: String, CaseIterable, Sendable {
        case always
        case asNeeded = "as-needed"
        case never
    }

    /// The encoding of written CLIXML.
    package enum Encoding: String, CaseIterable, Sendable {
        case utf8 = "utf-8"
        case utf16 = "utf-16"
    }

    /// The line ends of written CLIXML.
    package enum Newline: String, CaseIterable, Sendable {
        case lf
        case crlf
    }

    /// The streams that a value can belong to.
    package enum Stream: String, CaseIterable, Sendable {
        case output, error, warning, verbose, debug, progress, information
    }

    package let source: Source
    package let target: Target
    /// How many levels are written, or `nil` for what the target does of itself.
    package let depth: Int?
    /// The properties to keep, or none for all.
    package let selectedNames: [String]
    /// The streams to keep, or none for all.
    package let streams: [Stream]
    package let isCompressed: Bool
    package let isAlwaysArray: Bool
    package let writesEnumsAsStrings: Bool
    package let escapeHandling: EscapeHandling
    package let columns: Columns
    package let useQuotes: UseQuotes
    /// The columns to quote, or none where `useQuotes` decides.
    package let quotedFields: [String]
    package let delimiter: Unicode.Scalar
    package let hasHeader: Bool
    package let hasTypeInformation: Bool
    package let isFlattened: Bool
    package let listSeparator: String
    package let encoding: Encoding
    package let newline: Newline
    package let isVerbatim: Bool
    package let readsHashtables: Bool
    package let enumeratesArrays: Bool
    package let dateKind: DateKind
    /// The names of the columns of CSV that is read, or none to take them from its first line.
    package let header: [String]

    /// Takes the options of a command line, and checks that they fit together.
    ///
    /// - Throws: `UsageError` with `conflictingOptions` or `wrongValue`.
    package init(_ arguments: Arguments) throws(UsageError) {
        source = arguments[Self.from]
        target = arguments[Self.to]
        depth = arguments[Self.depth]
        selectedNames = arguments[Self.select]
        streams = arguments[Self.stream]
        isCompressed = arguments[Self.compress]
        isAlwaysArray = arguments[Self.asArray]
        writesEnumsAsStrings = arguments[Self.enumsAsStrings]
        escapeHandling = arguments[Self.escapeHandling]
        columns = arguments[Self.columns]
        useQuotes = arguments[Self.useQuotes]
        quotedFields = arguments[Self.quoteFields]
        delimiter = arguments[Self.delimiter]
        hasHeader = !arguments[Self.noHeader]
        hasTypeInformation = arguments[Self.typeInformation]
        isFlattened = arguments[Self.flatten]
        listSeparator = arguments[Self.listSeparator]
        encoding = arguments[Self.encoding]
        newline = arguments[Self.newline]
        isVerbatim = arguments[Self.verbatim]
        readsHashtables = arguments[Self.asHashtable]
        enumeratesArrays = !arguments[Self.noEnumerate]
        dateKind = arguments[Self.dateKind]
        header = arguments[Self.header]
        try check(arguments)
    }
}

extension ConvertOptions {
    /// How JSON is read.
    func importOptions(_ limits: LimitOptions, zone: LocalZone) -> JSONImportOptions {
        var settings = JSONImportOptions()
        settings.makesHashtables = readsHashtables
        settings.enumeratesArrays = enumeratesArrays
        settings.dateKind =
            switch dateKind {
            case .default: .standard
            case .local: .local
            case .utc: .utc
            case .offset: .offset
            case .string: .string
            }
        settings.zone = zone
        settings.maximumDepth = limits.maximumJSONDepth
        settings.limits = limits.limits
        return settings
    }
}
