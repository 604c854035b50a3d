import CLIXML
import PSRP

/// One connection of a capture file, and what is spoken on it.
final class FileConnection {
    private enum Kind { case undecided, lines, wire }

    private let ends: FileEnds
    private var kind = Kind.undecided
    private var lines: SessionDecoder
    private let conversation: Conversation
    private var lostByteCounts = [UInt64(0), UInt64(0)]

    init(number: Int, maximumMessageByteCount: Int) {
        ends = FileEnds(number: number)
        conversation = Conversation(ends)
        lines = SessionDecoder(maximumMessageByteCount: maximumMessageByteCount)
    }

    /// Takes note of what became known.
    func learn(_ facts: [CaptureRecord.Fact]) { ends.learn(facts) }

    /// Takes what one side sent, and returns what came of it where that does not go to the decoder of WSMan.
    func take(
        _ bytes: [UInt8],
        _ direction: StreamKey.Direction,
        _ decoder: inout WSManDecoder,
        _ milliseconds: Double
    ) -> [SessionRecord] {
        if kind == .undecided, let first = bytes.first { kind = first == UInt8(ascii: "<") ? .lines : .wire }
        guard kind == .lines else {
            conversation.take(side(direction), .bytes(bytes), &decoder, milliseconds: milliseconds)
            return []
        }
        lines.append(bytes.span, direction, milliseconds: milliseconds)
        return takeLines()
    }

    /// Takes note of bytes that were not recorded.
    func lose(_ count: UInt64, _ direction: StreamKey.Direction, _ decoder: inout WSManDecoder, _ milliseconds: Double)
    {
        lostByteCounts[side(direction)] &+= count
        guard kind != .lines else { return }
        let gap = TCPStream.Chunk.gap(Int(clamping: min(count, UInt64(UInt32.max))))
        conversation.take(side(direction), gap, &decoder, milliseconds: milliseconds)
    }

    /// One side sends no more.
    func end(_ direction: StreamKey.Direction, _ decoder: inout WSManDecoder, _ milliseconds: Double) {
        if kind == .wire { conversation.take(side(direction), .end, &decoder, milliseconds: milliseconds) }
    }

    /// Ends the connection.
    func finish(_ decoder: inout WSManDecoder, _ milliseconds: Double) -> [SessionRecord] {
        if kind == .wire { conversation.finish(&decoder, milliseconds: milliseconds) }
        guard kind == .lines else { return [] }
        lines.finish()
        for side in 0...1 where lostByteCounts[side] > 0 {
            let who = side == 0 ? "client" : "server"
            let text =
                "\(ends.name(of: 0)) to \(ends.name(of: 1)): \(lostByteCounts[side]) bytes that the \(who) sent were not recorded"
            decoder.add(CaptureDiagnostic(code: .lostBytes, message: text, isLoss: true), milliseconds: milliseconds)
        }
        return takeLines()
    }

    private func takeLines() -> [SessionRecord] {
        let session = SessionRecord.Session(host: ends.host, id: "connection \(ends.number)")
        var records: [SessionRecord] = []
        while let record = lines.nextRecord() {
            records.append(
                SessionRecord(
                    milliseconds: record.milliseconds,
                    direction: record.direction,
                    session: session,
                    record.content
                )
            )
        }
        return records
    }

    private func side(_ direction: StreamKey.Direction) -> Int { direction == .clientToServer ? 0 : 1 }
}

/// What is known about the two ends of a connection of a capture file.
final class FileEnds: RecordedConnection {
    let number: Int
    private var facts: [String: String] = [:]

    init(number: Int) { self.number = number }

    func learn(_ facts: [CaptureRecord.Fact]) { for fact in facts { self.facts[fact.name] = fact.value } }

    var opener: Int? { 0 }

    /// The machine that the client called.
    var host: String { facts["host"] ?? facts["server"] ?? "" }

    func name(of side: Int) -> String {
        let role = side == 0 ? "client" : "server"
        return facts[role] ?? role
    }

    func address(of side: Int) -> String {
        if side == 1, let host = facts["host"] { return host }
        let name = name(of: side)
        guard let colon = name.lastIndex(of: ":"), port(of: side) != nil else { return name }
        return String(name[..<colon].filter { $0 != "[" && $0 != "]" })
    }

    func port(of side: Int) -> UInt16? { name(of: side).split(separator: ":").last.flatMap { UInt16($0) } }

    func hasBeginning(_ side: Int) -> Bool { true }

    func isWaiting(_ side: Int) -> Bool { false }
}
