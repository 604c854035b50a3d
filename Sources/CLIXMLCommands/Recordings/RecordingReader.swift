import PSRP
import PSRPCapture

/// Reads one recording, reports what is wrong with it, and keeps what is known about its secrets.
struct RecordingReader {
    private let recording: Recording
    private let keys: [ExchangeKey]
    private let diagnostics: Diagnostics

    init(_ recording: Recording, keys: [ExchangeKey], diagnostics: Diagnostics) {
        self.recording = recording
        self.keys = keys
        self.diagnostics = diagnostics
    }

    /// Hands over the records in order.
    ///
    /// With keys the recording is read twice: a SecureString may pass before the key to it.
    func read(_ body: (SessionRecord, SessionSecrets) throws -> Void) throws {
        var secrets = SessionSecrets(exchangeKeys: keys)
        if !keys.isEmpty {
            try recording.forEachRecord { record in
                if case .message(let message, _) = record.content { secrets.observe(message) }
            }
            for problem in secrets.problems {
                diagnostics.report(.error, problem.message, code: problem.code.rawValue, in: recording.name)
                diagnostics.remember(.invalidInput)
            }
        }
        var audit = SessionAudit(hasBothDirections: recording.hasBothDirections)
        try recording.forEachRecord { record in
            for finding in audit.findings(in: record) {
                diagnostics.report(
                    .note,
                    "\(side(record.direction)): \(finding)",
                    code: PSRPError.Code.unexpectedMessage.rawValue,
                    in: recording.name
                )
            }
            switch record.content {
            case .message(let message, _): if keys.isEmpty { secrets.observe(message) }
            case .finding(let finding): report(finding, record.direction)
            case .error(let error):
                diagnostics.report(.error, "\(side(record.direction)): \(error.description)", in: recording.name)
                diagnostics.remember(.invalidInput)
            default: break
            }
            try body(record, secrets)
        }
    }

    private func side(_ direction: StreamKey.Direction) -> String {
        direction == .clientToServer ? "client" : "server"
    }

    private static let harmless: Set<PSRPError.Code> = [
        .signBitSet, .objectIDWentBackwards, .startNumberNotZero, .duplicateFragment, .unknownStream,
        .textOutsidePacket,
    ]

    private func report(_ finding: PSRPDiagnostic, _ direction: StreamKey.Direction) {
        let isHarmless = Self.harmless.contains(finding.code)
        diagnostics.report(
            isHarmless ? .note : .warning,
            "\(side(direction)), bytes \(finding.byteRange.lowerBound) to \(finding.byteRange.upperBound): "
                + finding.message + (finding.count > 1 ? " (\(finding.count) times)" : ""),
            code: finding.code.rawValue,
            in: recording.name
        )
        if !isHarmless { diagnostics.remember(.invalidInput) }
    }
}
