/// What .NET knows of a scheme: how texts under it are taken apart and put together again.
struct URIScheme: Sendable {
    struct Rules: OptionSet, Sendable {
        let rawValue: UInt32

        /// `//` must follow the colon.
        static let mustHaveAuthority = Rules(rawValue: 1 << 0)
        /// `//` may follow the colon.
        static let mayHaveAuthority = Rules(rawValue: 1 << 1)
        static let userInfo = Rules(rawValue: 1 << 2)
        static let port = Rules(rawValue: 1 << 3)
        static let query = Rules(rawValue: 1 << 4)
        static let emptyHost = Rules(rawValue: 1 << 5)
        /// Host names, IPv4 and IPv6 addresses, and names of Windows shares.
        static let host = Rules(rawValue: 1 << 6)
        static let shareHost = Rules(rawValue: 1 << 7)
        static let likeFile = Rules(rawValue: 1 << 8)
        static let likeMail = Rules(rawValue: 1 << 9)
        /// Not in the table.
        static let unknown = Rules(rawValue: 1 << 10)
        /// `c:\` may stand where the authority would.
        static let drivePath = Rules(rawValue: 1 << 11)
        /// A path after an authority begins with a slash, which is put in where it is missing.
        static let rootedPath = Rules(rawValue: 1 << 12)
        /// Backslashes in the path are slashes.
        static let backslashes = Rules(rawValue: 1 << 13)
        /// `.` and `..` segments are resolved.
        static let dotSegments = Rules(rawValue: 1 << 14)
        /// A path that begins without a slash is resolved too.
        static let dotSegmentsAtStart = Rules(rawValue: 1 << 15)
        /// `%2E`, `%2F` and `%5C` count as what they stand for when the path is resolved.
        static let escapedDots = Rules(rawValue: 1 << 16)

        static let internet: Rules = [.mustHaveAuthority, .userInfo, .port, .host, .shareHost, .rootedPath]
        static let resolved: Rules = [.backslashes, .dotSegments, .dotSegmentsAtStart]
    }

    /// In lower case.
    var name: [UInt16]
    /// −1 where there is none.
    var defaultPort: Int
    var rules: Rules

    /// A file on a system with `/` only, where a backslash is a character of a name.
    var unixFile: URIScheme {
        var scheme = self
        scheme.rules.remove(.backslashes)
        return scheme
    }

    static let file = URIScheme(
        name: Array("file".utf16),
        defaultPort: -1,
        rules: [
            .mustHaveAuthority, .emptyHost, .host, .shareHost, .query, .likeFile, .rootedPath, .drivePath,
            .escapedDots, .resolved,
        ]
    )

    /// Finds a scheme by its name in lower case.
    init(named name: [UInt16]) {
        self.name = name
        defaultPort = -1
        switch String(decoding: name, as: UTF16.self) {
        case "http", "ws": (defaultPort, rules) = (80, [.internet, .query, .resolved])
        case "https", "wss": (defaultPort, rules) = (443, [.internet, .query, .resolved])
        case "ftp": (defaultPort, rules) = (21, [.internet, .resolved])
        case "file": rules = Self.file.rules
        case "gopher": (defaultPort, rules) = (70, .internet)
        case "nntp": (defaultPort, rules) = (119, .internet)
        case "telnet": (defaultPort, rules) = (23, .internet)
        case "news", "uuid": rules = []
        case "mailto":
            (defaultPort, rules) = (25, [.emptyHost, .host, .shareHost, .userInfo, .port, .query, .likeMail])
        case "ldap": (defaultPort, rules) = (389, [.internet, .emptyHost, .query])
        case "net.tcp":
            defaultPort = 808
            rules = [.mustHaveAuthority, .port, .query, .host, .rootedPath, .escapedDots, .resolved]
        case "net.pipe": rules = [.mustHaveAuthority, .query, .host, .rootedPath, .escapedDots, .resolved]
        case "vsmacros":
            rules = [
                .mustHaveAuthority, .emptyHost, .host, .shareHost, .likeFile, .drivePath, .escapedDots, .resolved,
            ]
        default:
            rules = [
                .unknown, .mayHaveAuthority, .userInfo, .port, .query, .emptyHost, .host, .shareHost, .rootedPath,
                .drivePath, .backslashes, .dotSegments,
            ]
        }
    }

    private init(name: [UInt16], defaultPort: Int, rules: Rules) {
        self.name = name
        self.defaultPort = defaultPort
        self.rules = rules
    }

    /// Says whether units can be the name of a scheme: a letter, then letters, digits, `+`, `-` and `.`.
    static func isName(_ units: ArraySlice<UInt16>) -> Bool {
        guard let first = units.first, URIText.isLetter(first) else { return false }
        return units.allSatisfy { unit in
            URIText.isLetter(unit) || URIText.isDigit(unit) || unit == 0x2B || unit == 0x2D || unit == 0x2E
        }
    }
}
