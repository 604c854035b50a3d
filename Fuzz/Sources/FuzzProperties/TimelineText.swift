internal import CLIXML
internal import PSRP
internal import PSRPCapture

/// Everything that the tools print of a recording, as one text.
struct TimelineText {
    private var text: [UInt8] = []
    private var timeline = TextTimeline(host: "host")
    private var secrets = SessionSecrets()
    private var audit = SessionAudit(hasBothDirections: true)
    private var number = 0
    /// How many findings there are of each kind: findings of one kind in bytes that came together are told of as one, behind
    /// what else those bytes gave.
    private var findings: [String: Int] = [:]

    /// What is printed of out-of-process lines.
    static func of(_ pieces: [[UInt8]], _ direction: StreamKey.Direction?) -> [UInt8] {
        var decoder = SessionDecoder(maximumMessageByteCount: 64 << 10)
        var text = TimelineText()
        for piece in pieces {
            decoder.append(piece.span, direction)
            while let record = decoder.nextRecord() { text.append(record) }
        }
        decoder.finish()
        while let record = decoder.nextRecord() { text.append(record) }
        return text.finished()
    }

    /// Prints a record.
    mutating func append(_ record: SessionRecord) {
        timeline.append(record, secrets, to: &text)
        for finding in audit.findings(in: record) { text += finding.utf8 }
        switch record.content {
        case .message(let message, let key):
            secrets.observe(message)
            number += 1
            let scheme = secrets.scheme(of: message.runspacePoolID)
            MessageJSON().append(number, message, key, milliseconds: record.milliseconds, scheme: scheme, to: &text)
        case .finding(let finding): findings[finding.code.rawValue, default: 0] += finding.count
        case .error(let error): text += error.description.utf8
        case .capture(let diagnostic): text += diagnostic.description.utf8
        default: break
        }
    }

    /// The text, with what is said at the end.
    mutating func finished() -> [UInt8] {
        timeline.finish(to: &text)
        for (code, count) in findings.sorted(by: { $0.key < $1.key }) { text += "\(code) \(count)\n".utf8 }
        return text
    }
}
