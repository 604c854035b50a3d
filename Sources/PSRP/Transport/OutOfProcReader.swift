import CLIXML

/// Something found in a stream of out-of-process lines.
public struct OutOfProcEvent: Sendable, Hashable {
    /// What was found.
    public enum Content: Sendable, Hashable {
        /// A packet.
        case packet(OutOfProcPacket)
        /// The text behind `__NamedPipeError__:` or `__HyperVSocketError__:`.
        case transportError(String)
        /// An empty line, with which a client ends a session.
        case endOfSession
        /// A line that is no packet: a login banner, a script's output. Only in recordings.
        case text([UInt8])
        /// What stood before the first packet of its line: the handshake of a Hyper-V socket, in which a password
        /// stands in the clear, or a logger's prefix. Only in recordings; not for display.
        case prelude([UInt8])
    }

    /// What was found.
    public let content: Content

    /// The line it was found in, from the start of the stream, with the first byte of its end: a line is told of before the
    /// byte behind a CR is there.
    public let byteRange: Range<Int>
}

/// Reads the lines of one direction of an out-of-process transport (spec/psrp.md section 6).
///
/// Append bytes in any chunking, then take events until ``nextEvent()`` returns `nil`. LF, CR LF and CR end a line.
/// The payloads of data packets go to the ``Defragmenter`` of their ``StreamKey``.
///
/// - Complexity: O(1) amortised for each byte; a line that is there whole is decoded in place.
public struct OutOfProcReader: ~Copyable, Sendable {
    /// How much is put up with.
    public enum Strictness: Sendable, Hashable {
        /// As PowerShell: whatever it refuses is an error and ends the session.
        case engine
        /// For recordings: what PowerShell refuses is a diagnostic, and reading goes on with the next packet or line.
        case recording
    }

    private let strictness: Strictness
    private let maximumLineByteCount: Int
    private var pending: [UInt8] = []
    private var ready = ReadyQueue<OutOfProcEvent>()
    private var failure: PSRPError?
    private var log = DiagnosticLog()
    private var followsCarriageReturn = false
    private var isSkippingLine = false
    private var lineStart = 0

    /// The bytes appended so far.
    public private(set) var byteCount = 0

    /// Makes a reader for the start of a stream.
    ///
    /// - Parameters:
    ///   - strictness: What becomes of that which PowerShell refuses.
    ///   - maximumLineByteCount: The longest line kept while its end is awaited, in bytes. 64 MiB unless told otherwise:
    ///     PowerShell's lines have 43,775 at most, other writers put more fragments into one.
    public init(strictness: Strictness = .engine, maximumLineByteCount: Int = 64 << 20) {
        self.strictness = strictness
        self.maximumLineByteCount = maximumLineByteCount
    }

    /// Takes in bytes of the stream.
    ///
    /// - Throws: The error that stopped the stream at an earlier call. What is wrong with these bytes is thrown by
    ///   ``nextEvent()``, after the events before it.
    /// - Complexity: O(n)
    public mutating func append(_ bytes: Span<UInt8>) throws(PSRPError) {
        if let failure { throw failure }
        let base = byteCount
        byteCount &+= bytes.count
        var start = 0
        if followsCarriageReturn, bytes.count > 0 {
            followsCarriageReturn = false
            if bytes[0] == 0x0A {
                start = 1
                lineStart = base + 1
            }
        }
        var offset = start
        while offset < bytes.count {
            let byte = bytes[offset]
            guard byte == 0x0A || byte == 0x0D else {
                offset += 1
                continue
            }
            let line = bytes.extracting(start..<offset)
            offset += 1
            endLine(line, at: base + offset)
            if failure != nil { return }
            if byte == 0x0D {
                if offset == bytes.count {
                    followsCarriageReturn = true
                } else if bytes[offset] == 0x0A {
                    offset += 1
                    lineStart = base + offset
                }
            }
            start = offset
        }
        hold(bytes.extracting(droppingFirst: start))
    }

    /// Returns the next event, or `nil` when more bytes are needed.
    ///
    /// - Throws: With engine strictness `malformed-packet`, `unknown-packet`, `text-outside-packet`; `line-too-long`.
    public mutating func nextEvent() throws(PSRPError) -> OutOfProcEvent? {
        if let event = ready.next() { return event }
        if let failure { throw failure }
        return nil
    }

    /// Reads a last line that has no end, after the last bytes were appended; take its events with ``nextEvent()``.
    public mutating func finish() {
        guard failure == nil, !pending.isEmpty else { return }
        // PowerShell reads such a line too; in a recording it is more likely cut off.
        let line = pending
        pending = []
        readLine(line.span, at: byteCount)
    }

    /// Hands over what was noticed since the last call.
    public mutating func takeDiagnostics() -> [PSRPDiagnostic] { log.take() }
}

extension OutOfProcReader {
    private mutating func hold(_ rest: Span<UInt8>) {
        guard rest.count > 0, !isSkippingLine else { return }
        guard pending.count + rest.count <= maximumLineByteCount else {
            let message = "a line has more than \(maximumLineByteCount) bytes"
            if strictness == .engine {
                failure = PSRPError(code: .lineTooLong, byteOffset: lineStart, message: message)
            } else {
                isSkippingLine = true
                log.add(.lineTooLong, lineStart..<byteCount, message + "; left out")
            }
            pending = []
            return
        }
        pending.append(rest)
    }

    private mutating func endLine(_ rest: Span<UInt8>, at end: Int) {
        defer { lineStart = end }
        if isSkippingLine {
            isSkippingLine = false
        } else if pending.isEmpty, rest.count <= maximumLineByteCount {
            readLine(rest, at: end)
        } else {
            hold(rest)
            if isSkippingLine {
                isSkippingLine = false
                return
            }
            guard failure == nil else { return }
            let line = pending
            pending = []
            readLine(line.span, at: end)
        }
    }

    private mutating func readLine(_ line: Span<UInt8>, at end: Int) {
        let range = lineStart..<end
        guard line.count > 0 else { return add(.endOfSession, range) }
        if let text = errorText(line) { return add(.transportError(text), range) }
        var start = 0
        if strictness == .recording, line[0] != UInt8(ascii: "<"), let first = firstPacket(line) {
            add(.prelude(copy(line.extracting(0..<first))), range)
            start = first
        }
        let parser = OutOfProcLineParser(line, from: start)
        let refusal = parser.findings.first { $0.isRefused }
        if strictness == .engine, let refusal {
            for packet in parser.packets.prefix(refusal.packetIndex) { add(.packet(packet), range) }
            failure = PSRPError(
                code: refusal.code,
                byteOffset: lineStart + refusal.offset,
                message: "\(refusal.message): \(shown(line.extracting(droppingFirst: refusal.offset)))"
            )
            return
        }
        for finding in parser.findings { log.add(finding.code, lineStart + finding.offset..<end, finding.message) }
        for packet in parser.packets { add(.packet(packet), range) }
        if parser.packets.isEmpty, refusal != nil { add(.text(copy(line)), range) }
    }

    private mutating func add(_ content: OutOfProcEvent.Content, _ range: Range<Int>) {
        ready.append(OutOfProcEvent(content: content, byteRange: range))
    }

    private func copy(_ bytes: Span<UInt8>) -> [UInt8] {
        var copy: [UInt8] = []
        copy.append(bytes)
        return copy
    }

    /// The beginning of a refused line, as PowerShell shows it.
    private func shown(_ bytes: Span<UInt8>) -> String {
        String(decoding: copy(bytes.extracting(first: 200)), as: UTF8.self)
    }

    private func errorText(_ line: Span<UInt8>) -> String? {
        guard line[0] == UInt8(ascii: "_") else { return nil }
        for prefix in ["__NamedPipeError__:", "__HyperVSocketError__:"] where starts(line, at: 0, with: prefix) {
            return String(decoding: copy(line.extracting(droppingFirst: prefix.utf8.count)), as: UTF8.self)
        }
        return nil
    }

    /// Where the first packet begins in a line that begins with something else.
    private func firstPacket(_ line: Span<UInt8>) -> Int? {
        for offset in line.indices where line[offset] == UInt8(ascii: "<") {
            for kind in OutOfProcPacket.Kind.allCases where starts(line, at: offset + 1, with: kind.rawValue + " ") {
                return offset
            }
        }
        return nil
    }

    private func starts(_ line: Span<UInt8>, at offset: Int, with prefix: String) -> Bool {
        guard line.count - offset >= prefix.utf8.count else { return false }
        var index = offset
        for byte in prefix.utf8 {
            if line[index] != byte { return false }
            index += 1
        }
        return true
    }
}
