import CLIXML

/// What the host of a client can do, as a pool or pipeline is told when it is made (spec/psrp.md section 3.8).
public struct HostInfo: Sendable {
    /// Whether the client has no user interface to call.
    public var isUserInterfaceNull: Bool
    /// Whether it has no console buffer to call.
    public var isRawUserInterfaceNull: Bool
    /// Whether it has no host at all.
    public var isHostNull: Bool
    /// The console's colors and sizes; `nil` without a console buffer.
    public var console: ConsoleDefaults?
    /// For a pipeline: whether it uses the host of its pool.
    public var usesRunspaceHost: Bool
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes host info.
    public init(
        isUserInterfaceNull: Bool,
        isRawUserInterfaceNull: Bool,
        isHostNull: Bool,
        console: ConsoleDefaults?,
        usesRunspaceHost: Bool
    ) {
        self.isUserInterfaceNull = isUserInterfaceNull
        self.isRawUserInterfaceNull = isRawUserInterfaceNull
        self.isHostNull = isHostNull
        self.console = console
        self.usesRunspaceHost = usesRunspaceHost
    }

    /// A client without a host.
    public static let none = HostInfo(
        isUserInterfaceNull: true,
        isRawUserInterfaceNull: true,
        isHostNull: true,
        console: nil,
        usesRunspaceHost: false
    )

    /// For a pipeline: no host of its own but that of the pool, as every client of PowerShell says.
    public static let pool = HostInfo(
        isUserInterfaceNull: true,
        isRawUserInterfaceNull: true,
        isHostNull: true,
        console: nil,
        usesRunspaceHost: true
    )
}

extension HostInfo {
    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "HostInfo")
        isUserInterfaceNull = try bag.optionalBoolean("_isHostUINull") ?? true
        isRawUserInterfaceNull = try bag.optionalBoolean("_isHostRawUINull") ?? true
        isHostNull = try bag.optionalBoolean("_isHostNull") ?? true
        if let data = bag.takeUnlessNull("_hostDefaultData") { console = try ConsoleDefaults(data) }
        usesRunspaceHost = try bag.optionalBoolean("_useRunspaceHost") ?? false
        unknownProperties = bag.unknown
    }

    func write(_ name: String?, to writer: inout PayloadWriter) {
        writer.bag(name) { members in
            members.boolean("_isHostUINull", isUserInterfaceNull)
            members.boolean("_isHostRawUINull", isRawUserInterfaceNull)
            members.boolean("_isHostNull", isHostNull)
            console?.write("_hostDefaultData", to: &members)
            members.boolean("_useRunspaceHost", usesRunspaceHost)
            members.unknown(unknownProperties)
        }
    }
}

/// The state of a console when a session begins, from which the server answers what scripts ask of it. What the console
/// could not tell is `nil`.
public struct ConsoleDefaults: Sendable, Hashable {
    /// The color of text.
    public var foregroundColor: ConsoleColor?
    /// The color behind text.
    public var backgroundColor: ConsoleColor?
    /// Where the cursor is, in the buffer.
    public var cursorPosition: Coordinates?
    /// Where the window is, in the buffer.
    public var windowPosition: Coordinates?
    /// How much of a cell the cursor fills, in percent.
    public var cursorSize: Int32?
    /// The size of the buffer in cells.
    public var bufferSize: ConsoleSize?
    /// The size of the window in cells.
    public var windowSize: ConsoleSize?
    /// The largest window for the buffer and font there are.
    public var maximumWindowSize: ConsoleSize?
    /// The largest window for the font there is.
    public var maximumPhysicalWindowSize: ConsoleSize?
    /// The title of the window.
    public var windowTitle: String?

    /// Makes defaults that tell nothing yet.
    public init() {}

    private static let hashtable = ["System.Collections.Hashtable", "System.Object"]
    private static let color = "System.ConsoleColor"
    private static let coordinates = "System.Management.Automation.Host.Coordinates"
    private static let size = "System.Management.Automation.Host.Size"

    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "_hostDefaultData")
        guard let entries = try bag.require("data").entries else { throw bag.wrongType("data", "dictionary") }
        for entry in entries {
            guard let key = entry.key.value.integerValue else { continue }
            var pair = try BagReader(entry.value, "host data \(key)")
            switch key {
            case 0: foregroundColor = try pair.optionalEnumeration("V")
            case 1: backgroundColor = try pair.optionalEnumeration("V")
            case 2:
                cursorPosition = try pair.takeUnlessNull("V").map { value throws(PSRPError) in try Coordinates(value) }
            case 3:
                windowPosition = try pair.takeUnlessNull("V").map { value throws(PSRPError) in try Coordinates(value) }
            case 4: cursorSize = try pair.optionalInt32("V")
            case 5: bufferSize = try pair.takeUnlessNull("V").map { value throws(PSRPError) in try ConsoleSize(value) }
            case 6: windowSize = try pair.takeUnlessNull("V").map { value throws(PSRPError) in try ConsoleSize(value) }
            case 7:
                maximumWindowSize = try pair.takeUnlessNull("V").map { value throws(PSRPError) in try ConsoleSize(value)
                }
            case 8:
                maximumPhysicalWindowSize = try pair.takeUnlessNull("V").map { value throws(PSRPError) in
                    try ConsoleSize(value)
                }
            case 9: windowTitle = try pair.optionalString("V")
            default: break
            }
        }
    }

    func write(_ name: String, to writer: inout PayloadWriter) {
        writer.bag(name) { members in
            // The entries come from 9 down to 0, as .NET hashes these keys.
            members.dictionary("data", typeNames: Self.hashtable) { data in
                if let windowTitle { Self.entry(9, "System.String", &data) { $0.string("V", windowTitle) } }
                if let maximumPhysicalWindowSize {
                    Self.entry(8, Self.size, &data) { maximumPhysicalWindowSize.write("V", to: &$0) }
                }
                if let maximumWindowSize { Self.entry(7, Self.size, &data) { maximumWindowSize.write("V", to: &$0) } }
                if let windowSize { Self.entry(6, Self.size, &data) { windowSize.write("V", to: &$0) } }
                if let bufferSize { Self.entry(5, Self.size, &data) { bufferSize.write("V", to: &$0) } }
                if let cursorSize { Self.entry(4, "System.Int32", &data) { $0.int32("V", cursorSize) } }
                if let windowPosition {
                    Self.entry(3, Self.coordinates, &data) { windowPosition.write("V", to: &$0) }
                }
                if let cursorPosition {
                    Self.entry(2, Self.coordinates, &data) { cursorPosition.write("V", to: &$0) }
                }
                if let backgroundColor { Self.entry(1, Self.color, &data) { $0.int32("V", backgroundColor.rawValue) } }
                if let foregroundColor { Self.entry(0, Self.color, &data) { $0.int32("V", foregroundColor.rawValue) } }
            }
        }
    }

    private static func entry(
        _ key: Int32,
        _ type: String,
        _ writer: inout PayloadWriter,
        _ value: (inout PayloadWriter) -> Void
    ) {
        writer.entry { entry in
            entry.int32("Key", key)
            entry.bag("Value") { pair in
                pair.string("T", type)
                value(&pair)
            }
        }
    }
}
