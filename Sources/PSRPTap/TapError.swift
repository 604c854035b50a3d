/// Why a tap could not be set up, or why one of its connections, or its recording, came to an end.
///
/// Errors are equal when their codes are: messages are for people.
public struct TapError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of error.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The stable text of the code, for example `cannot-listen`.
        public let rawValue: String

        /// Makes a code of its text.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The text of the code.
        public var description: String { rawValue }

        /// An address is not one, or of a name that is not known.
        public static let wrongAddress = Self(rawValue: "wrong-address")
        /// The address to listen on cannot be taken.
        public static let cannotListen = Self(rawValue: "cannot-listen")
        /// The other end of a connection cannot be reached.
        public static let cannotConnect = Self(rawValue: "cannot-connect")
        /// A connection broke.
        public static let connectionBroken = Self(rawValue: "connection-broken")
        /// A command cannot be run.
        public static let cannotRun = Self(rawValue: "cannot-run")
        /// A certificate or key cannot be used.
        public static let wrongCertificate = Self(rawValue: "wrong-certificate")
        /// The other end does not agree on TLS, or its certificate is not trusted.
        public static let tlsFailure = Self(rawValue: "tls-failure")
        /// The capture file cannot be made or gone on with.
        public static let cannotRecord = Self(rawValue: "cannot-record")
        /// Recording ended before the traffic did.
        public static let recordingEnded = Self(rawValue: "recording-ended")
        /// Whoever watches a tap wants no more records.
        public static let watchingEnded = Self(rawValue: "watching-ended")
        /// Bytes passed that are not in the recording, because it was slower than the traffic.
        public static let recordingGap = Self(rawValue: "recording-gap")
        /// The system has no more threads, descriptors or memory.
        public static let outOfResources = Self(rawValue: "out-of-resources")
    }

    /// The kind of error.
    public let code: Code

    /// One sentence: what failed, and what the system says about it.
    public let message: String

    /// Makes an error.
    public init(code: Code, message: String) {
        self.code = code
        self.message = message
    }

    /// The message, and the code.
    public var description: String { "\(message) [\(code)]" }

    /// Compares the codes.
    public static func == (left: TapError, right: TapError) -> Bool { left.code == right.code }

    /// Hashes the code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
