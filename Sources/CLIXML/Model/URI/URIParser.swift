/// Decides what a text is as .NET's "relative or absolute" URI and takes an absolute one apart.
///
/// .NET's rules have grown for twenty years and follow no standard: drive paths and share names are file URIs, a
/// single letter is never a scheme, and many texts that look wrong are relative ones. They are written here step by
/// step in .NET's order, because the order decides.
struct URIParser {
    enum Outcome {
        case refused
        /// A relative URI with its display text.
        case relative([UInt16])
        case absolute(URIParts)
    }

    /// Why a text is no absolute URI: it may still be a relative one, or it is none at all.
    private enum Refusal: Error { case relative, fatal }

    private let source: [UInt16]
    private var scheme = URIScheme.file
    private var parts = URIParts()
    /// Where the text goes on after what was read.
    private var index = 0
    /// The source up to where trailing blanks begin.
    private var end = 0
    private var isNormalized = false

    static func parse(_ source: [UInt16]) -> Outcome {
        var parser = URIParser(source)
        return parser.run()
    }

    private init(_ source: [UInt16]) { self.source = source }

    private mutating func run() -> Outcome {
        do {
            try readScheme()
        } catch {
            guard error == .relative else { return .refused }
            guard URIText.needsNormalization(source) else { return .relative(source) }
            var display: [UInt16] = []
            URIText.normalize(source[...], inQuery: false, into: &display)
            return .relative(display)
        }
        if parts.isPlainFile, !parts.isDrivePath, source[0] != 0x5C || source[1] != 0x5C { return .relative(source) }
        isNormalized = URIText.needsNormalization(source)
        end = source.count
        while end > index, URIText.isBlank(source[end - 1]) { end -= 1 }
        do {
            try readAuthority()
            readComponents()
            return .absolute(parts)
        } catch {
            return error == .relative ? .relative(source) : .refused
        }
    }

    // MARK: - Scheme

    private mutating func readScheme() throws(Refusal) {
        var start = 0
        while start < source.count, URIText.isBlank(source[start]) { start += 1 }
        let count = source.count
        if start < count, source[start] == 0x2F, start + 1 >= count || !URIText.isSlash(source[start + 1]) {
            // A Unix path is relative where relative is allowed; and unlike other relative texts it stays as it is.
            parts.isPlainFile = true
            return
        }
        guard count - start > 2, source[start] != 0x3A else { throw .relative }
        let second = source[start + 1]
        if second == 0x3A || second == 0x7C {
            guard URIText.isLetter(source[start]) else { throw .relative }
            guard URIText.isSlash(source[start + 2]) else { throw .fatal }
            parts.isPlainFile = true
            parts.isDrivePath = true
            parts.hasAuthority = true
            index = start
        } else if URIText.isSlash(source[start]) {
            guard URIText.isSlash(second) else { throw .relative }
            parts.isPlainFile = true
            parts.isShare = true
            parts.hasAuthority = true
            index = start + 2
            while index < count, URIText.isSlash(source[index]) { index += 1 }
        } else {
            guard let colon = source[start...].firstIndex(of: 0x3A), URIScheme.isName(source[start..<colon])
            else { throw .relative }
            guard colon - start <= 1024 else { throw .fatal }
            scheme = URIScheme(named: source[start..<colon].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 })
            index = colon + 1
        }
    }

    // MARK: - Authority

    private mutating func readAuthority() throws(Refusal) {
        if scheme.rules.isSuperset(of: [.emptyHost, .drivePath]), !parts.isPlainFile, index + 1 < end {
            try readFileStart()
        }
        if !parts.isShare, !parts.isDrivePath, !parts.isUnixPath {
            let hasSlashes = index + 1 < end && source[index] == 0x2F && source[index + 1] == 0x2F
            if scheme.rules.contains(.mustHaveAuthority) {
                guard index + 1 < end, URIText.isSlash(source[index]), URIText.isSlash(source[index + 1])
                else { throw .relative }
                parts.hasAuthority = true
                index += 2
            } else if index + 1 < end, scheme.rules.contains(.mayHaveAuthority), parts.hasAuthority || hasSlashes {
                parts.hasAuthority = true
                index += 2
            } else if !scheme.rules.contains(.likeMail) {
                parts.setText(Array(source[..<index]), hostStart: index)
                parts.host = URIHost(kind: .absent, [])
                return
            }
        }
        if parts.isDrivePath || parts.isUnixPath {
            var text: [UInt16] = []
            if isNormalized {
                if !parts.isPlainFile { text = scheme.name + Array((parts.hasAuthority ? "://" : ":").utf16) }
            } else {
                text = Array(source[..<index])
            }
            parts.setText(text, hostStart: text.count)
            parts.host = URIHost(kind: parts.hasAuthority ? .basic : .absent, [])
            return
        }
        try readHost()
    }

    /// Looks for a drive path, a share, or a Unix path after the scheme.
    private mutating func readFileStart() throws(Refusal) {
        var next = index
        while next < end, URIText.isSlash(source[next]) { next += 1 }
        let slashes = next - index
        let isFile = scheme.rules.contains(.likeFile)
        guard isFile || slashes <= 3 else { return }
        if slashes >= 2 { parts.hasAuthority = true }
        if next + 1 < end, source[next + 1] == 0x3A || source[next + 1] == 0x7C, URIText.isLetter(source[next]) {
            guard next + 2 < end, URIText.isSlash(source[next + 2]) else {
                if isFile { throw .fatal }
                return
            }
            parts.isDrivePath = true
            if scheme.rules.contains(.mustHaveAuthority) { parts.hasAuthority = true }
            // With one slash or three, the last one belongs to the path.
            index = slashes == 0 || slashes == 2 ? next : next - 1
        } else if isFile, slashes >= 2, slashes != 3, next < end, source[next] != 0x3F, source[next] != 0x23 {
            parts.isShare = true
            index = next
        } else if isFile, slashes == 3, source[next - 1] == 0x2F {
            scheme = scheme.unixFile
            parts.isUnixPath = true
            index += 2
        }
    }

    private mutating func readHost() throws(Refusal) {
        var text = Array(source[..<index])
        let start = index
        guard index < end, !isEmptyHostEnd(source[index]) else {
            guard scheme.rules.contains(.emptyHost), !parts.isPlainFile else { throw .fatal }
            parts.isShare = false
            parts.setText(text, hostStart: text.count)
            parts.host = URIHost(kind: .basic, [])
            return
        }
        if scheme.rules.contains(.userInfo), let at = userInfoEnd() {
            appendComponent(start..<at + 1, to: &text)
            index = at + 1
        }
        let hostStart = text.count
        parts.hasUserInfo = index > start
        guard let (kind, hostEnd) = recognizeHost(), hostDelimiterIsAllowed(hostEnd) else {
            try readDotHost(from: start)
            return
        }
        let host = source[index..<hostEnd]
        if isNormalized, kind == .dns {
            let visible = host.filter { !(0x200E...0x202E).contains($0) || (0x2010...0x2029).contains($0) }
            guard let composed = composed(visible) else { throw .fatal }
            text += composed
        } else {
            text += host
        }
        let canonical = URIHost(kind: kind, text[hostStart...])
        index = hostEnd
        try readPort(into: &text)
        if index < end {
            if source[index] == 0x5C, !parts.isPlainFile, !scheme.rules.contains(.drivePath) { throw .fatal }
            if source[index] == 0x2F, !parts.isPlainFile, parts.isShare, scheme.name == URIScheme.file.name {
                scheme = scheme.unixFile
            }
        }
        parts.setText(text, hostStart: hostStart)
        parts.host = canonical
    }

    private func isEmptyHostEnd(_ unit: UInt16) -> Bool {
        unit == 0x2F || unit == 0x23 || unit == 0x3F || (unit == 0x5C && scheme.rules.contains(.likeFile))
    }

    /// The index of the `@` after user information, or `nil` when there is none.
    private func userInfoEnd() -> Int? {
        var position = index
        while position + 1 < end {
            let unit = source[position]
            if unit == 0x40 { return position }
            if unit == 0x3F || unit == 0x23 || URIText.isSlash(unit) { return nil }
            position += 1
        }
        return nil
    }

    private func recognizeHost() -> (URIHost.Kind, Int)? {
        let text = source[index..<end]
        guard scheme.rules.contains(.host), let first = text.first else { return nil }
        if first == 0x5B, let hostEnd = URIAddress.ipv6End(text) { return (.ipv6, hostEnd) }
        if URIText.isDigit(first) {
            let hostEnd =
                scheme.rules.contains(.unknown)
                ? URIAddress.plainIPv4End(text, inIPv6: false, isPlainFile: parts.isPlainFile)
                : URIAddress.ipv4(text, isPlainFile: parts.isPlainFile)?.end
            if let hostEnd { return (.ipv4, hostEnd) }
        }
        if let hostEnd = URIHost.nameEnd(text, isPlainFile: parts.isPlainFile) { return (.dns, hostEnd) }
        if scheme.rules.contains(.shareHost),
            let hostEnd = URIHost.shareEnd(text, isPlainFile: parts.isPlainFile)
        {
            return (.share, hostEnd)
        }
        return nil
    }

    /// A backslash ends a host of files only, and a colon one of schemes with ports.
    private func hostDelimiterIsAllowed(_ hostEnd: Int) -> Bool {
        guard hostEnd < end else { return true }
        if source[hostEnd] == 0x5C { return scheme.rules.contains(.likeFile) }
        if source[hostEnd] == 0x3A { return scheme.rules.contains(.port) }
        return true
    }

    /// Unknown schemes may have the hosts `.` and `..`; nothing else is taken that is no host.
    private mutating func readDotHost(from start: Int) throws(Refusal) {
        parts.hasUserInfo = false
        guard scheme.rules.contains(.unknown) else { throw .fatal }
        var hostEnd = start
        while hostEnd < end, hostEnd == start || !isEmptyHostEnd(source[hostEnd]) {
            guard hostEnd < start + 2, source[hostEnd] == 0x2E else { throw .fatal }
            hostEnd += 1
        }
        index = hostEnd
        parts.setText(Array(source[..<hostEnd]), hostStart: start)
        parts.host = URIHost(kind: .basic, source[start..<hostEnd])
    }

    private mutating func readPort(into text: inout [UInt16]) throws(Refusal) {
        guard index < end, source[index] == 0x3A else { return }
        let start = index
        index += 1
        var port = 0
        while index < end, !isPortEnd(source[index]) {
            guard URIText.isDigit(source[index]) else { throw .fatal }
            port = port * 10 + Int(source[index] - 0x30)
            guard port <= 0xFFFF else { throw .fatal }
            index += 1
        }
        text += source[start..<index]
        if index > start + 1, port != scheme.defaultPort { parts.otherPort = port }
    }

    private func isPortEnd(_ unit: UInt16) -> Bool { unit == 0x2F || unit == 0x3F || unit == 0x23 }

    /// Composes a host's characters (NFC), or returns `nil` for one with a lone surrogate.
    private func composed(_ host: [UInt16]) -> [UInt16]? {
        let text = String(decoding: host, as: UTF16.self)
        guard text.utf16.elementsEqual(host) else { return nil }
        return Array(String(decoding: text._nfcCodeUnits, as: UTF8.self).utf16)
    }

    private func appendComponent(_ range: Range<Int>, inQuery: Bool = false, to text: inout [UInt16]) {
        if isNormalized {
            URIText.normalize(source[range], inQuery: inQuery, into: &text)
        } else {
            text += source[range]
        }
    }

    // MARK: - Path, query and fragment

    private mutating func readComponents() {
        parts.scheme = scheme
        let limit = isNormalized ? source.count : end
        let hasQuery = scheme.rules.contains(.query) && !parts.isPlainFile
        let pathEnd =
            parts.isPlainFile
            ? limit
            : source[index..<limit].firstIndex { $0 == 0x23 || (hasQuery && $0 == 0x3F) } ?? limit
        var text = parts.text
        appendComponent(index..<pathEnd, to: &text)
        let pathLimit = isNormalized ? limitWithoutBlanks(text) : text.count
        parts.checkPath(text, end: pathLimit)
        index = pathEnd
        if index < limit, source[index] == 0x3F, hasQuery {
            let queryEnd = source[index..<limit].firstIndex(of: 0x23) ?? limit
            appendComponent(index..<queryEnd, inQuery: true, to: &text)
            parts.checkQuery(text, end: isNormalized ? limitWithoutBlanks(text) : text.count)
            index = queryEnd
        }
        if index < limit, source[index] == 0x23, !parts.isPlainFile {
            appendComponent(index..<limit, to: &text)
            var textEnd = text.count
            while textEnd > parts.fragmentStart, URIText.isBlank(text[textEnd - 1]) { textEnd -= 1 }
            parts.checkFragment(text, end: textEnd)
        }
        parts.text = text
        if !isNormalized { parts.blanksAfter = Array(source[end...]) }
    }

    /// The end of a rewritten text, from which .NET takes blanks off only where rewriting changed nothing.
    private func limitWithoutBlanks(_ text: [UInt16]) -> Int {
        var limit = text.count
        guard text == source else { return limit }
        while limit > 0, URIText.isBlank(text[limit - 1]) { limit -= 1 }
        return limit
    }
}
