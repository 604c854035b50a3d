import CLIXML

/// Looks for the beginning of an HTTP message in bytes that begin anywhere: where a recording starts in the middle of a
/// connection, and behind a loss.
///
/// Requests are looked for as `POST /`, the only ones that carry what is wanted, responses by their first line.
struct HTTPSearch {
    /// Where a message begins.
    struct Place: Equatable {
        /// What earlier bytes hold of it.
        let prefix: [UInt8]
        /// Where it begins, or goes on behind `prefix`, in the bytes that were looked through.
        let offset: Int
        let isRequest: Bool
    }

    /// Which messages are looked for.
    enum Wanted { case requests, responses, either }

    private enum Sign { case request, response, none, undecided }

    private let wanted: Wanted
    /// The end of the earlier bytes, where it can be the beginning of a message.
    private var tail: [UInt8] = []

    private static let requestSign = Array("POST /".utf8)
    /// A digit stands for any.
    private static let responseSign = Array("HTTP/1.0 000".utf8)

    init(_ wanted: Wanted) { self.wanted = wanted }

    /// Looks through more bytes, and returns where the first message begins in them, `nil` if none does yet.
    ///
    /// - Complexity: O(n)
    mutating func find(in bytes: Span<UInt8>, from start: Int = 0) -> Place? {
        if !tail.isEmpty {
            var joined = tail
            joined.append(bytes, start..<min(bytes.count, start + Self.responseSign.count))
            for offset in tail.indices {
                switch sign(joined.span, at: offset) {
                case .none: continue
                case .undecided:
                    tail = Array(joined[offset...])
                    return nil
                case let sign:
                    let prefix = Array(tail[offset...])
                    tail = []
                    return Place(prefix: prefix, offset: start, isRequest: sign == .request)
                }
            }
            tail = []
        }
        for offset in start..<max(start, bytes.count) {
            switch sign(bytes, at: offset) {
            case .none: continue
            case .undecided:
                tail.append(bytes.extracting(droppingFirst: offset))
                return nil
            case let sign: return Place(prefix: [], offset: offset, isRequest: sign == .request)
            }
        }
        return nil
    }

    private func sign(_ bytes: Span<UInt8>, at offset: Int) -> Sign {
        switch bytes[offset] {
        case UInt8(ascii: "P") where wanted != .responses:
            match(Self.requestSign, .request, bytes, at: offset)
        case UInt8(ascii: "H") where wanted != .requests:
            match(Self.responseSign, .response, bytes, at: offset)
        default: .none
        }
    }

    private func match(_ pattern: [UInt8], _ sign: Sign, _ bytes: Span<UInt8>, at offset: Int) -> Sign {
        for index in pattern.indices {
            guard offset + index < bytes.count else { return .undecided }
            let byte = bytes[offset + index]
            let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
            guard pattern[index] == UInt8(ascii: "0") ? isDigit : pattern[index] == byte else { return .none }
        }
        return sign
    }
}
