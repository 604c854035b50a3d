public import PSRP

/// One thing in a recorded session, in the order it passed.
public struct SessionRecord: Sendable {
    /// What it is.
    public enum Content: Sendable {
        /// A message, and the stream it came in.
        case message(Message, StreamKey)
        /// A packet without data: an acknowledgement, a command, a signal, a close.
        case packet(OutOfProcPacket)
        /// An error of the transport, or its end.
        case transportError(String)
        /// A client's empty line, which ends a session.
        case endOfSession
        /// A line that does not belong to the protocol.
        case text([UInt8])
        /// What is missing or odd.
        case finding(PSRPDiagnostic)
        /// What could not be read at all.
        case error(PSRPError)
    }

    /// When it passed, in milliseconds from the start of the recording; `nil` where times were not recorded.
    public let milliseconds: Double?

    /// Which way it went.
    public let direction: StreamKey.Direction

    /// What it is.
    public let content: Content

    /// Makes a record.
    public init(milliseconds: Double? = nil, direction: StreamKey.Direction, _ content: Content) {
        self.milliseconds = milliseconds
        self.direction = direction
        self.content = content
    }
}
