import PSRP

/// The timeline of a session as an operator reads it.
public struct TextTimeline {
    private let host: String?

    /// Makes a timeline for the sessions with a host.
    public init(host: String?) { self.host = host }

    /// Appends what a record says.
    public mutating func append(_ record: SessionRecord, _ secrets: SessionSecrets, to output: inout [UInt8]) {
        guard case .message(let message, _) = record.content else { return }
        output.append(contentsOf: "\(message.type)\n".utf8)
    }

    /// Appends how the recording ended.
    public mutating func finish(to output: inout [UInt8]) {}
}
