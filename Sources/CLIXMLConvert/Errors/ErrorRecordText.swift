public import CLIXML

/// Prints error records as PowerShell's console does (show.md 7.1).
///
/// ```swift
/// let text = ErrorRecordText()
/// if ErrorRecordText.isErrorRecord(object) { try text.append(object, to: &output) }
/// ```
///
/// A record in a document no longer has its category, its details and its stack trace as objects, so PowerShell prints less
/// of it than the process that raised it did. ``Origin/live`` prints what that process printed, from the properties that
/// stand for them.
public struct ErrorRecordText: Sendable {
    /// The view, which `$ErrorView` chooses.
    public enum View: Sendable, Hashable {
        /// ConciseView, the default since PowerShell 7.
        case concise
        /// NormalView, the only one of Windows PowerShell.
        case normal
    }

    /// Where the record is imagined to be.
    public enum Origin: Sendable, Hashable {
        /// Read back with Import-Clixml.
        case deserialized
        /// In the process that raised it.
        case live
        /// At the client of the session in which it was raised, where the script is not.
        case remote
    }

    /// The view; concise unless told otherwise.
    public var view = View.concise

    /// Where the record is; read back unless told otherwise.
    public var origin = Origin.deserialized

    /// Where the concise view breaks long messages, in UTF-16 code units; 80 as PowerShell has it without a terminal.
    public var lineWidth = 80

    private let access: PropertyAccess

    /// Makes a printer.
    ///
    /// - Parameter zone: the zone that local dates in messages are shown in.
    public init(zone: LocalZone = .utc) {
        access = PropertyAccess(text: PowerShellText(plain: PlainText(zone: zone)))
    }

    /// Whether an object is an error record that was read from a document, or is made to look like one.
    public static func isErrorRecord(_ object: PSObject) -> Bool {
        object.typeNames?.contains { name in
            let base = name.hasPrefix("Deserialized.") ? name.dropFirst("Deserialized.".count) : name[...]
            return base == "System.Management.Automation.ErrorRecord"
        } ?? false
    }

    /// Appends the lines of a record, each ended by LF.
    ///
    /// Texts may hold lone surrogates, as WTF-8, and whatever control characters the document has.
    ///
    /// - Throws: what `resolving` throws.
    public func append(
        _ record: PSObject,
        to output: inout [UInt8],
        resolving: (PSReference) throws -> PSObject? = { _ in nil }
    ) throws {
        guard let located = try LocatedValue(record.store, record.node, resolving: resolving) else { return }
        var parts = try ErrorRecordParts(located, access, isLive: origin != .deserialized, resolving: resolving)
        if origin == .remote {
            parts.position = ErrorRecordParts.Position()
            parts.isParserError = false
        }
        switch view {
        case .concise: ConciseErrorView(parts, lineWidth: lineWidth).append(to: &output)
        case .normal: NormalErrorView(parts).append(to: &output)
        }
        output.append(UInt8(ascii: "\n"))
    }
}
