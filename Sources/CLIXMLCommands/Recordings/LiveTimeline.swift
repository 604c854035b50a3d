import PSRP
import PSRPCapture
import Synchronization

/// The timeline of a tap's sessions, printed while they happen.
final class LiveTimeline: Sendable {
    /// Of one message at most, in bytes, so that memory is bounded whatever passes.
    private static let maximumMessageByteCount = 64 << 20

    private struct State: ~Copyable {
        var decoder = CaptureFileDecoder(maximumMessageByteCount: maximumMessageByteCount)
        var secrets = SessionTable { _, _ in SessionSecrets() }
        var timelines: SessionTable<TextTimeline>
        var bytes: [UInt8] = []
    }

    private let state: Mutex<State>
    private let descriptor: Int32
    private let note: @Sendable (CaptureDiagnostic) -> Void

    /// - Parameters:
    ///   - descriptor: Where it is printed.
    ///   - note: Is told what is odd about the traffic.
    init(descriptor: Int32, note: @escaping @Sendable (CaptureDiagnostic) -> Void) {
        self.descriptor = descriptor
        self.note = note
        let columnCount = StandardOutput.columnCount(of: descriptor)
        let timelines = SessionTable { session, number in
            TextTimeline.of(session, number, else: nil, columnCount: columnCount)
        }
        state = Mutex(State(timelines: timelines))
    }

    /// Prints what comes of a record.
    ///
    /// - Throws: `FileError`.
    func append(_ record: CaptureRecord) throws {
        try state.withLock { state in
            state.decoder.append(record)
            try print(&state)
        }
    }

    /// Prints how the sessions ended.
    ///
    /// - Throws: `FileError`.
    func finish() throws {
        try state.withLock { state in
            state.decoder.finish()
            try print(&state)
            var bytes: [UInt8] = []
            state.timelines.forEach { $0.finish(to: &bytes) }
            try StandardOutput.write(bytes.span, to: descriptor, name: StandardOutput.name)
        }
    }

    private func print(_ state: inout State) throws {
        while let record = state.decoder.nextRecord() {
            switch record.content {
            case .message(let message, _): state.secrets.update(record.session) { $0.observe(message) }
            case .capture(let diagnostic): note(diagnostic)
            default: break
            }
            let secrets = state.secrets.update(record.session) { $0 }
            var bytes: [UInt8] = []
            if case .capture = record.content {
            } else {
                state.timelines.update(record.session) { $0.append(record, secrets, to: &bytes) }
            }
            state.bytes += bytes
        }
        guard !state.bytes.isEmpty else { return }
        let bytes = state.bytes
        state.bytes.removeAll(keepingCapacity: true)
        try StandardOutput.write(bytes.span, to: descriptor, name: StandardOutput.name)
    }
}

extension TextTimeline {
    /// The timeline of a session of which others with the same host came before; those are told apart by their order.
    ///
    /// - Parameter host: The host where the recording does not tell sessions apart.
    static func of(
        _ session: SessionRecord.Session?,
        _ number: Int,
        else host: String?,
        columnCount: Int?
    ) -> TextTimeline {
        let name = session.map { number == 0 ? $0.host : "\($0.host)[\(number + 1)]" }
        return TextTimeline(host: name ?? host, columnCount: columnCount)
    }
}
