public import CLIXML
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
        /// Something that the transport did to a session or pipeline, other than carrying its messages.
        case transport(TransportEvent)
        /// What was noticed about a packet capture.
        case capture(CaptureDiagnostic)
    }

    /// Which of the sessions in one recording something belongs to.
    public struct Session: Sendable, Hashable {
        /// The machine that the session was with, as the client called it.
        public let host: String

        /// What tells the session from others with the same machine: for WSMan the shell's id.
        public let id: String

        /// Makes a name for a session.
        public init(host: String, id: String) {
            self.host = host
            self.id = id
        }
    }

    /// Something that a transport did.
    public struct TransportEvent: Sendable, Hashable {
        /// One word for it: `disconnect`, `reconnect`, `fault`, `refused`.
        public let word: String

        /// The pipeline it is about, zero for the session.
        public let scope: PSGUID

        /// What is known about it.
        public let text: String

        /// Makes an event.
        public init(_ word: String, scope: PSGUID = .zero, text: String = "") {
            self.word = word
            self.scope = scope
            self.text = text
        }
    }

    /// When it passed, in milliseconds from the start of the recording; `nil` where times were not recorded.
    public let milliseconds: Double?

    /// Which way it went.
    public let direction: StreamKey.Direction

    /// Which session it belongs to, in recordings that can hold several; `nil` elsewhere.
    public let session: Session?

    /// What it is.
    public let content: Content

    /// Makes a record.
    public init(
        milliseconds: Double? = nil,
        direction: StreamKey.Direction,
        session: Session? = nil,
        _ content: Content
    ) {
        self.milliseconds = milliseconds
        self.direction = direction
        self.session = session
        self.content = content
    }
}
