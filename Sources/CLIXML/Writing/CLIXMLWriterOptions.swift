/// How a ``CLIXMLWriter`` writes: the layout, the encoding, and whose rules say what becomes of a value.
///
/// The defaults are those of `Export-Clixml` in PowerShell 7 on Linux. The other writers of PowerShell are here too, as
/// ``windowsPowerShell``, ``payload``, ``console``, ``childInput`` and ``commandLine``; each is a value to start from.
public struct CLIXMLWriterOptions: Sendable {
    /// How elements are arranged.
    public enum Layout: Sendable, Hashable {
        /// One element a line, two blanks a level, no line end after the root.
        case indented
        /// Nothing between elements.
        case compact
    }

    /// How characters become bytes.
    public enum Encoding: Sendable, Hashable {
        /// UTF-8.
        case utf8
        /// UTF-16, low byte first.
        case utf16
    }

    /// What ends a line.
    public enum Newline: Sendable, Hashable {
        /// One line feed, as on Linux and macOS.
        case lf
        /// A carriage return and a line feed, as on Windows.
        case crlf
    }

    /// Whether there is a root element; a payload of the remoting protocol has none.
    public var form: DocumentForm = .document

    /// How elements are arranged.
    public var layout: Layout = .indented

    /// How characters become bytes.
    public var encoding: Encoding = .utf8

    /// Whether a byte order mark comes first.
    public var hasByteOrderMark = false

    /// Whether the line `#< CLIXML` comes first, as on a console. Then a document without values has no bytes at all.
    public var hasHeaderLine = false

    /// Whether an XML declaration stands before the root.
    public var hasDeclaration = false

    /// What ends a line.
    public var newline: Newline = .lf

    /// How many levels of properties of .NET objects are written, at least 1 (spec section 5).
    ///
    /// What is cut off becomes its text. The default 2 is that of `Export-Clixml`; the remoting protocol has 1.
    public var depth = 2 {
        didSet { depth = max(depth, 1) }
    }

    /// Whether values are written as the document has them, and not as PowerShell would write them after reading.
    ///
    /// PowerShell's reader loses some of a document, and its writer cuts off what is deep: type names get `Deserialized.` in
    /// front, `IE` becomes `LST`, `SBK` becomes `S`, an empty `Props` and the content of a member set in a member set vanish,
    /// dates move to the local zone. With this nothing of that happens, so that what PowerShell wrote comes back byte for
    /// byte. Values have no depth then, and no limit of 50 levels.
    public var isVerbatim = false

    /// Whether the characters U+FFFE and U+FFFF are refused with an error, as PowerShell does when it writes files.
    ///
    /// Otherwise they are written as `&#xFFFE;` and `&#xFFFF;`, which PowerShell's reader takes.
    public var refusesNoncharacters = true

    /// The zone in which dates with an offset are written, as PowerShell writes them in its machine's zone.
    public var zone = LocalZone.utc

    /// The options of `Export-Clixml` in PowerShell 7 on Linux.
    public init() {}

    /// The options of `Export-Clixml` in Windows PowerShell 5.1: UTF-16 with byte order mark, lines ended by CR LF.
    public static var windowsPowerShell: CLIXMLWriterOptions {
        var options = CLIXMLWriterOptions()
        options.encoding = .utf16
        options.hasByteOrderMark = true
        options.newline = .crlf
        return options
    }

    /// The options of a message of the remoting protocol: compact, no root, one level, a byte order mark.
    ///
    /// A payload is one value. Call ``CLIXMLWriter/reset()`` before the next.
    public static var payload: CLIXMLWriterOptions {
        var options = CLIXMLWriterOptions()
        options.form = .payload
        options.layout = .compact
        options.hasByteOrderMark = true
        options.depth = 1
        options.refusesNoncharacters = false
        return options
    }

    /// The options of `pwsh -OutputFormat XML`: a header line, then one compact document.
    public static var console: CLIXMLWriterOptions {
        var options = CLIXMLWriterOptions()
        options.layout = .compact
        options.hasHeaderLine = true
        options.refusesNoncharacters = false
        return options
    }

    /// The options of what PowerShell writes to the standard input of a PowerShell that it starts.
    public static var childInput: CLIXMLWriterOptions {
        var options = CLIXMLWriterOptions()
        options.layout = .compact
        options.hasHeaderLine = true
        options.hasDeclaration = true
        return options
    }

    /// The options of the text behind `-EncodedArguments`, before it is put into base64.
    public static var commandLine: CLIXMLWriterOptions {
        var options = CLIXMLWriterOptions()
        options.layout = .compact
        options.hasDeclaration = true
        options.encoding = .utf16
        return options
    }
}
