public import CLIXML

/// Tells which ``Defragmenter`` bytes belong to.
///
/// The engine keeps separate queues and reassemblers for each direction, for the pool and each pipeline, and for answers
/// to host calls, which overtake everything else (spec/psrp.md section 1.5). Fragments of different keys are cut apart
/// independently of each other.
public struct StreamKey: Sendable, Hashable {
    /// Which way bytes go.
    public enum Direction: Sendable, Hashable {
        /// From the side that opened the pool.
        case clientToServer
        /// From the side that runs commands.
        case serverToClient

        /// The other way.
        public var reversed: Direction { self == .clientToServer ? .serverToClient : .clientToServer }
    }

    /// One of the two queues of a scope.
    public enum Priority: Sendable, Hashable {
        /// Everything but answers to host calls: WSMan's `stdin` and `stdout`, out-of-process `Default`.
        case standard
        /// Answers to host calls: WSMan's `pr`, out-of-process `PromptResponse`.
        case promptResponse
    }

    /// Names the connection or shell, where there are several.
    public var connection: String

    /// Which way the bytes go.
    public var direction: Direction

    /// The pipeline whose streams they are, zero for the pool.
    public var scope: PSGUID

    /// Which of the scope's two streams it is.
    public var priority: Priority

    /// Makes a key.
    public init(
        connection: String = "",
        direction: Direction,
        scope: PSGUID = .zero,
        priority: Priority = .standard
    ) {
        self.connection = connection
        self.direction = direction
        self.scope = scope
        self.priority = priority
    }
}
