import CLIXML
import PSRP

/// Takes Authorization headers, and the SecureStrings in bodies, out of one direction of an HTTP/1.1 connection, byte by
/// byte and without changing where anything is.
struct HTTPMask {
    private enum Place {
        case headers
        case counted(Int)
        case chunkSize
        case chunk(Int)
        case chunkEnd
        case trailers
        /// To the end of the connection, where that is how a body ends, and where it is no HTTP.
        case rest
    }

    /// Lines beyond this are no HTTP.
    private static let maximumLineByteCount = 256 << 10

    private static let secretHeaders: Set<String> = ["authorization", "proxy-authorization"]

    private var place = Place.headers
    private var line: [UInt8] = []
    private var lineStart = 0
    private var isFirstLine = true
    private var isInSecret = false
    private var status: Int?
    private var bodyByteCount: Int?
    private var isChunked = false
    private var packets = PacketMask()

    /// The first byte that may still change; `nil` where there is none.
    var firstHeldIndex: Int? {
        let isInLine =
            switch place {
            case .headers, .trailers: !line.isEmpty
            default: false
            }
        // A body may have ended in the middle of a group.
        guard isInLine else { return packets.firstHeldIndex }
        return min(lineStart, packets.firstHeldIndex ?? lineStart)
    }

    /// The bytes before an index are gone.
    mutating func shift(by count: Int) {
        lineStart -= count
        packets.shift(by: count)
    }

    /// Ends the line or group that it is in the middle of.
    mutating func end(_ bytes: inout [UInt8], _ streams: inout [String: FragmentMask]) {
        switch place {
        case .headers where !line.isEmpty, .trailers where !line.isEmpty: endLine(&bytes, &streams)
        default: break
        }
        line = []
        packets.end(&bytes, &streams)
    }

    /// Gives back what it has taken out of the streams.
    mutating func save(_ streams: inout [String: FragmentMask]) { packets.save(&streams) }

    /// Takes note of the byte at an index, and changes what is before it.
    mutating func pass(_ bytes: inout [UInt8], at index: Int, _ streams: inout [String: FragmentMask]) {
        let byte = bytes[index]
        switch place {
        case .rest: packets.pass(&bytes, at: index, &streams)
        case .counted(let count):
            packets.pass(&bytes, at: index, &streams)
            place = .counted(count - 1)
            if count == 1 { endMessage() }
        case .chunk(let count):
            packets.pass(&bytes, at: index, &streams)
            place = count == 1 ? .chunkEnd : .chunk(count - 1)
        case .chunkEnd: if byte == 0x0A { place = .chunkSize }
        case .chunkSize:
            guard byte == 0x0A else {
                if line.count < 64 { line.append(byte) }
                return
            }
            let digits = line.prefix { $0 > 0x20 && $0 != UInt8(ascii: ";") }
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
            line = []
            place = size > 0 ? .chunk(size) : .trailers
        case .headers, .trailers:
            if line.isEmpty { lineStart = index }
            line.append(byte)
            if byte == 0x0A {
                endLine(&bytes, &streams)
                line = []
            } else if line.count > Self.maximumLineByteCount {
                place = .rest
                line = []
            }
        }
    }

    private mutating func endLine(_ bytes: inout [UInt8], _ streams: inout [String: FragmentMask]) {
        var end = line.count
        while end > 0, line[end - 1] == 0x0A || line[end - 1] == 0x0D { end -= 1 }
        guard end > 0 else {
            // Empty lines before a message are no end of one.
            if case .trailers = place { return endMessage() }
            if !isFirstLine { beginBody(&bytes, &streams) }
            return
        }
        if case .trailers = place { return }
        let text = String(decoding: line[..<end], as: UTF8.self)
        if isFirstLine {
            isFirstLine = false
            if text.hasPrefix("HTTP/") { status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
            return
        }
        // A line that begins with a blank goes on with the one before.
        let isContinued = text.first == " " || text.first == "\t"
        let colon = line[..<end].firstIndex(of: UInt8(ascii: ":"))
        if !isContinued {
            let name = String(decoding: line[..<(colon ?? end)], as: UTF8.self).lowercased()
            let value = text.drop { $0 != ":" }.dropFirst().lowercased().filter { $0 != " " }
            isInSecret = Self.secretHeaders.contains(name)
            if name == "content-length" { bodyByteCount = Int(value) }
            if name == "transfer-encoding" { isChunked = value.hasSuffix("chunked") }
        }
        guard isInSecret else { return }
        var start = isContinued ? 0 : (colon ?? 0) + 1
        if !isContinued {
            // The name of the scheme says how the rest was made, and is no secret.
            while start < end, line[start] == 0x20 { start += 1 }
            let scheme = line[start..<end].prefix { $0 != 0x20 }
            if scheme.endIndex < end { start = scheme.endIndex }
        }
        for index in start..<end where line[index] != 0x20 { bytes[lineStart + index] = UInt8(ascii: "*") }
    }

    private mutating func beginBody(_ bytes: inout [UInt8], _ streams: inout [String: FragmentMask]) {
        packets.end(&bytes, &streams)
        let hasNone = status.map { $0 < 200 || $0 == 204 || $0 == 304 } ?? false
        if hasNone {
            endMessage()
        } else if isChunked {
            place = .chunkSize
        } else if let count = bodyByteCount, count > 0 {
            place = .counted(count)
        } else if bodyByteCount == nil, status != nil {
            place = .rest
        } else {
            endMessage()
        }
    }

    private mutating func endMessage() {
        place = .headers
        isFirstLine = true
        isInSecret = false
        isChunked = false
        bodyByteCount = nil
        status = nil
    }
}
