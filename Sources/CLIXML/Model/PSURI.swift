/// A URI as .NET's System.Uri takes it with "relative or absolute": the original text, and what .NET shows of it.
///
/// The text is kept and parsed again for each question; URIs are rare and short.
public struct PSURI: Sendable, Hashable {
    /// The text as given, as bytes that can hold lone surrogates (WTF-8).
    public let originalBytes: [UInt8]

    /// Makes a URI of a text, or returns `nil` when .NET refuses it (clixml.md 2.8).
    public init?(_ text: String) {
        self.init(bytes: Array(text.utf8).span)
    }

    /// Makes a URI of WTF-8 text, or returns `nil` when .NET refuses it.
    public init?(bytes: Span<UInt8>) {
        guard PSURI.isValid(bytes) else { return nil }
        var copy: [UInt8] = []
        copy.append(bytes)
        originalBytes = copy
    }

    /// Whether .NET takes WTF-8 text for a URI.
    static func isValid(_ bytes: Span<UInt8>) -> Bool {
        if PlainURI.isValid(bytes) { return true }
        if case .refused = URIParser.parse(TextEscapes.utf16(of: bytes)) { return false }
        return true
    }

    /// The text as given, with U+FFFD for lone surrogates.
    public var originalString: String { TextEscapes.string(fromWTF8: originalBytes.span) }

    /// What `Uri.ToString()` gives: a readable canonical form, for a relative URI mostly the original text.
    public var displayString: String { Self.string(displayUnits) }

    /// Appends what `Uri.ToString()` gives as WTF-8: the text the writer writes, before its escapes.
    public func appendDisplayText(to output: inout [UInt8]) {
        if PlainURI.isShownAsItIs(originalBytes.span) {
            output.append(contentsOf: originalBytes)
            return
        }
        TextEscapes.appendUTF16(displayUnits, into: &output)
    }

    /// The properties of an absolute URI, or `nil` for a relative one.
    public var properties: Properties? {
        guard case .absolute(let parts) = URIParser.parse(TextEscapes.utf16(of: originalBytes.span))
        else { return nil }
        return Properties(parts)
    }

    private var displayUnits: [UInt16] {
        switch URIParser.parse(TextEscapes.utf16(of: originalBytes.span)) {
        case .absolute(let parts): parts.absolute(.display)
        case .relative(let display): display
        case .refused: []
        }
    }

    fileprivate static func string(_ units: [UInt16]) -> String { String(decoding: units, as: UTF16.self) }
}

extension PSURI {
    /// What kind of host a URI has, numbered as .NET's UriHostNameType.
    public enum HostNameType: UInt8, Sendable, Hashable {
        /// 0: the URI has no authority.
        case unknown
        /// 1: no host, as in `file:///x`, or the name of a Windows share.
        case basic
        /// 2: a host name.
        case dns
        /// 3: an IPv4 address.
        case ipv4
        /// 4: an IPv6 address.
        case ipv6

        /// The name .NET gives the type.
        public var name: String {
            switch self {
            case .unknown: "Unknown"
            case .basic: "Basic"
            case .dns: "Dns"
            case .ipv4: "IPv4"
            case .ipv6: "IPv6"
            }
        }
    }

    /// The properties .NET gives an absolute URI (convert.md 6.4), in .NET's order.
    public struct Properties: Sendable, Hashable {
        /// The path, dots resolved, escaped; of a drive without the slash before it.
        public let absolutePath: String
        /// The whole URI in canonical form, escaped.
        public let absoluteURI: String
        /// The path unescaped, with backslashes for drives and shares.
        public let localPath: String
        /// The host, and the port if it is not the scheme's own.
        public let authority: String
        /// The kind of host.
        public let hostNameType: HostNameType
        /// Whether the port is the scheme's own or there is none.
        public let isDefaultPort: Bool
        /// Whether the scheme is `file`.
        public let isFile: Bool
        /// Whether the host is this machine, or there is none.
        public let isLoopback: Bool
        /// ``absolutePath`` and ``query``.
        public let pathAndQuery: String
        /// The path cut after each slash, with the slash before a drive.
        public let segments: [String]
        /// Whether it names a Windows share, or a file with a host.
        public let isUNC: Bool
        /// The host in lower case, an IPv6 address in brackets.
        public let host: String
        /// The port given or the scheme's own, −1 where there is none.
        public let port: Int
        /// The query with its `?`, escaped, or empty.
        public let query: String
        /// The fragment with its `#`, escaped, or empty.
        public let fragment: String
        /// The scheme in lower case.
        public let scheme: String
        /// The host without brackets.
        public let dnsSafeHost: String
        /// The host in Punycode without brackets, or `nil` when it has no such form.
        public let idnHost: String?
        /// What stands before `@`, escaped, or empty.
        public let userInfo: String

        init(_ parts: URIParts) {
            let path = PSURI.string(parts.path(.escaped))
            let query = PSURI.string(parts.query(.escaped))
            let bare = parts.isDrivePath && path.hasPrefix("/") ? String(path.dropFirst()) : path
            absolutePath = bare
            absoluteURI = PSURI.string(parts.absolute(.escaped))
            localPath = PSURI.string(parts.localPath)
            authority = PSURI.string(parts.authority)
            hostNameType =
                switch parts.host.kind {
                case .absent: .unknown
                case .basic, .share: .basic
                case .dns: .dns
                case .ipv4: .ipv4
                case .ipv6: .ipv6
                }
            isDefaultPort = parts.otherPort == nil
            scheme = PSURI.string(parts.scheme.name)
            isFile = scheme == "file"
            isLoopback = parts.host.isLoopback
            self.query = query
            pathAndQuery = bare + query
            segments = Self.segments(of: path)
            isUNC = parts.isShare
            host = PSURI.string(parts.host.text)
            port = parts.otherPort ?? parts.scheme.defaultPort
            fragment = PSURI.string(parts.fragment(.escaped))
            idnHost = parts.host.ascii.map(PSURI.string)
            dnsSafeHost = parts.host.kind == .ipv6 ? idnHost ?? "" : host
            userInfo = PSURI.string(parts.userInfo)
        }

        /// Cuts a path after each slash.
        private static func segments(of path: String) -> [String] {
            var segments: [String] = []
            var rest = path[...]
            while let slash = rest.firstIndex(of: "/") {
                segments.append(String(rest[...slash]))
                rest = rest[rest.index(after: slash)...]
            }
            if !rest.isEmpty { segments.append(String(rest)) }
            return segments
        }
    }
}
