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
        var secrets = SessionTable { _, _ in SessionSecrets(exchangeKeys: keys) }
        if !keys.isEmpty {
            try recording.forEachRecord { record in
                guard case .message(let message, _) = record.content else { return }
                secrets.update(record.session) { $0.observe(message) }
            }
            secrets.forEach { secrets in
                for problem in secrets.problems {
                    diagnostics.report(.error, problem.message, code: problem.code.rawValue, in: recording.name)
                    diagnostics.remember(.invalidInput)
                }
            }
        }
        var audits = SessionTable { session, _ in
            SessionAudit(hasBothDirections: session != nil || recording.hasBothDirections)
        }
        try recording.forEachRecord { record in
            for finding in audits.update(record.session, { $0.findings(in: record) }) {
                diagnostics.report(
                    .note,
                    "\(side(record)): \(finding)",
                    code: PSRPError.Code.unexpectedMessage.rawValue,
                    in: recording.name
                )
            }
            switch record.content {
            case .message(let message, _): if keys.isEmpty { secrets.update(record.session) { $0.observe(message) } }
            case .finding(let finding): report(finding, record)
            case .error(let error):
                diagnostics.report(.error, "\(side(record)): \(error.description)", in: recording.name)
                diagnostics.remember(.invalidInput)
            case .capture(let finding):
                diagnostics.report(
                    finding.isLoss ? .warning : .note,
                    finding.message,
                    code: finding.code.rawValue,
                    in: recording.name
                )
                if finding.isLoss { diagnostics.remember(.invalidInput) }
            default: break
            }
            try secrets.update(record.session) { try body(record, $0) }
        }
    }

    private func side(_ record: SessionRecord) -> String {
        let side = record.direction == .clientToServer ? "client" : "server"
        guard let session = record.session else { return side }
        // Of a shell's id the beginning will do.
        let id = session.id.contains(" ") ? session.id : "shell \(session.id.prefix(8).lowercased())"
        return [session.host, id, side].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private static let harmless: Set<PSRPError.Code> = [
        .signBitSet, .objectIDWentBackwards, .startNumberNotZero, .duplicateFragment, .unknownStream,
        .textOutsidePacket,
    ]

    private func report(_ finding: PSRPDiagnostic, _ record: SessionRecord) {
        let isHarmless = Self.harmless.contains(finding.code)
        diagnostics.report(
            isHarmless ? .note : .warning,
            "\(side(record)), bytes \(finding.byteRange.lowerBound) to \(finding.byteRange.upperBound): "
                + finding.message + (finding.count > 1 ? " (\(finding.count) times)" : ""),
            code: finding.code.rawValue,
            in: recording.name
        )
        if !isHarmless { diagnostics.remember(.invalidInput) }
    }
}
