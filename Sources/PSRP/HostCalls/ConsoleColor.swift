import CLIXML

/// A color of a console; −1 where the console has its own default.
public struct ConsoleColor: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Makes a value of its number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Black.
    public static let black = ConsoleColor(rawValue: 0)
    /// DarkBlue.
    public static let darkBlue = ConsoleColor(rawValue: 1)
    /// DarkGreen.
    public static let darkGreen = ConsoleColor(rawValue: 2)
    /// DarkCyan.
    public static let darkCyan = ConsoleColor(rawValue: 3)
    /// DarkRed.
    public static let darkRed = ConsoleColor(rawValue: 4)
    /// DarkMagenta.
    public static let darkMagenta = ConsoleColor(rawValue: 5)
    /// DarkYellow.
    public static let darkYellow = ConsoleColor(rawValue: 6)
    /// Gray.
    public static let gray = ConsoleColor(rawValue: 7)
    /// DarkGray.
    public static let darkGray = ConsoleColor(rawValue: 8)
    /// Blue.
    public static let blue = ConsoleColor(rawValue: 9)
    /// Green.
    public static let green = ConsoleColor(rawValue: 10)
    /// Cyan.
    public static let cyan = ConsoleColor(rawValue: 11)
    /// Red.
    public static let red = ConsoleColor(rawValue: 12)
    /// Magenta.
    public static let magenta = ConsoleColor(rawValue: 13)
    /// Yellow.
    public static let yellow = ConsoleColor(rawValue: 14)
    /// White.
    public static let white = ConsoleColor(rawValue: 15)
}

extension ConsoleColor: RemoteEnumeration {
    static var typeName: String { "System.ConsoleColor" }
    static let names: [(Int32, String)] = [
        (0, "Black"),
        (1, "DarkBlue"),
        (2, "DarkGreen"),
        (3, "DarkCyan"),
        (4, "DarkRed"),
        (5, "DarkMagenta"),
        (6, "DarkYellow"),
        (7, "Gray"),
        (8, "DarkGray"),
        (9, "Blue"),
        (10, "Green"),
        (11, "Cyan"),
        (12, "Red"),
        (13, "Magenta"),
        (14, "Yellow"),
        (15, "White"),
    ]
}
