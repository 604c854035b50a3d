/// An absolute URI taken apart, with what .NET finds out about each part before it shows one.
struct URIParts: Sendable {
    var scheme = URIScheme.file
    /// The text with its blanks, rewritten where it was not ASCII.
    ///
    /// The indices below point into it.
    var text: [UInt16] = []
    /// What was cut off at the end of the text.
    var blanksAfter: [UInt16] = []
    var hostStart = 0
    var userStart = 0
    var pathStart = 0
    var queryStart = 0
    var fragmentStart = 0
    var end = 0

    var host = URIHost(kind: .absent, [])
    /// A port that is given and not the scheme's own.
    var otherPort: Int?

    /// A path without a scheme: `c:\x` or `\\server\share`.
    var isPlainFile = false
    /// `c:\x`, with or without a scheme.
    var isDrivePath = false
    /// A Windows share.
    var isShare = false
    /// `file:///x` with `/` for its root.
    var isUnixPath = false
    var hasAuthority = false
    var hasUserInfo = false

    var userForm = Form()
    var pathForm = Form()
    var queryForm = Form()
    var fragmentForm = Form()
    var pathNeedsResolving = false
    var pathLacksSlash = false
    var pathHasBackslash = false

    /// Takes the text up to the path, in which the user information begins after the scheme and the slashes.
    mutating func setText(_ text: [UInt16], hostStart: Int) {
        self.text = text
        self.hostStart = hostStart
        userStart = hostStart
        if hasUserInfo {
            userStart = 0
            if let colon = text.firstIndex(of: 0x3A) { userStart = colon + 1 }
            while userStart < hostStart, URIText.isSlash(text[userStart]) { userStart += 1 }
            userForm = Form(text[userStart..<hostStart], self, delimiter: 0x40)
        }
        pathStart = text.count
        queryStart = text.count
        fragmentStart = text.count
        end = text.count
    }

    /// What a part has in it that matters for showing it.
    struct Form: Sendable {
        /// Nothing has to be escaped.
        var isEscaped = true
        /// Nothing may have to be unescaped.
        var isReadable = true
        var hasReserved = false
        var hasBackslash = false
        /// Dots or slashes at which resolving may change something.
        var hasDots = false
        var hasEscapedDots = false

        /// The form of an empty part.
        init() {}

        init(_ text: ArraySlice<UInt16>, _ parts: URIParts, delimiter: UInt16? = nil) {
            let hasQuery = parts.scheme.rules.contains(.query)
            var index = text.startIndex
            while index < text.endIndex {
                let unit = text[index]
                let next = index + 1 < text.endIndex ? text[index + 1] : nil
                switch unit {
                case delimiter: return
                case ..<0x20, 0x7F...0x9F:
                    (isEscaped, isReadable, hasReserved) = (false, false, true)
                case 0x80...:
                    isEscaped = false
                case 0x3F:
                    if parts.isPlainFile || (!hasQuery && delimiter != 0xFFFE) {
                        (isEscaped, isReadable, hasReserved) = (false, false, true)
                    }
                case 0x23:
                    isEscaped = false
                    if parts.isPlainFile { (isReadable, hasReserved) = (false, true) }
                case 0x2F, 0x5C:
                    if unit == 0x5C { hasBackslash = true }
                    if let next, URIText.isSlash(next) { hasDots = true }
                case 0x2E:
                    if next.map({ $0 == 0x2E || URIText.isSlash($0) || $0 == 0x3F || $0 == 0x23 }) ?? true {
                        hasDots = true
                    }
                case 0x20, 0x22, 0x3C, 0x3E, 0x5B, 0x5D, 0x5E, 0x60, 0x7B...0x7D:
                    isEscaped = false
                case 0x25:
                    isReadable = false
                    if let byte = URIText.escapedByte(text, at: index) {
                        if byte == 0x2E || byte == 0x2F || byte == 0x5C { hasEscapedDots = true }
                        index += 2
                    } else {
                        isEscaped = false
                    }
                default:
                    break
                }
                index += 1
            }
        }
    }

    // MARK: - Components

    /// Takes the path, which goes from ``pathStart`` to an end.
    mutating func checkPath(_ text: [UInt16], end: Int) {
        let rules = scheme.rules
        var form = Form(text[pathStart..<end], self)
        if hasAuthority, rules.contains(.rootedPath), pathStart == end || !URIText.isSlash(text[pathStart]) {
            pathLacksSlash = true
        }
        let mayResolve = !rules.isDisjoint(with: [.dotSegments, .backslashes, .escapedDots])
        // The path of a plain file name is as readable as it gets, unless it has what would end a path.
        if isPlainFile { (form.isEscaped, form.isReadable) = (false, form.isReadable || !form.hasReserved) }
        if isDrivePath || (hasAuthority && mayResolve) {
            let changes =
                (form.hasEscapedDots && rules.contains(.escapedDots))
                || (form.hasBackslash && rules.contains(.backslashes))
            if changes { (form.isEscaped, form.isReadable) = (false, false) }
            pathNeedsResolving = rules.contains(.dotSegments) && (changes || form.hasDots)
            pathHasBackslash = form.hasBackslash
        } else if form.hasBackslash {
            form.isEscaped = false
        }
        pathForm = form
        (queryStart, fragmentStart, self.end) = (end, end, end)
    }

    mutating func checkQuery(_ text: [UInt16], end: Int) {
        queryForm = Form(text[(queryStart + 1)...].prefix(max(end - queryStart - 1, 0)), self)
        if queryForm.hasBackslash { queryForm.isEscaped = false }
        (fragmentStart, self.end) = (end, end)
    }

    mutating func checkFragment(_ text: [UInt16], end: Int) {
        fragmentForm = Form(
            text[(fragmentStart + 1)...].prefix(max(end - fragmentStart - 1, 0)),
            self,
            delimiter: 0xFFFE
        )
        if fragmentForm.hasBackslash { fragmentForm.isEscaped = false }
        self.end = end
    }
}
