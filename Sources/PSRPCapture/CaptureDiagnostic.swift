public import PSRP

/// What was noticed in a packet capture: losses, traffic that stays sealed, what is not understood.
public struct CaptureDiagnostic: Sendable, Hashable, CustomStringConvertible {
    /// The kind of finding.
    public let code: PSRPError.Code

    /// One sentence: where, what, and how much of it.
    public let message: String

    /// Whether content was lost that belongs to the sessions; what is only named does not make a recording bad.
    public let isLoss: Bool

    /// Makes a diagnostic.
    public init(code: PSRPError.Code, message: String, isLoss: Bool) {
        self.code = code
        self.message = message
        self.isLoss = isLoss
    }

    /// The message, and the code.
    public var description: String { "\(message) [\(code)]" }
}

/// Packet captures and what is in them.
extension PSRPError.Code {
    /// A capture file ends inside a record.
    public static let truncatedCapture = Self(rawValue: "truncated-capture")
    /// A capture file holds something that is no record, or is of a kind that libpcap does not read.
    public static let malformedCapture = Self(rawValue: "malformed-capture")
    /// The packets were taken from a kind of network whose frames are not understood.
    public static let unknownLinkType = Self(rawValue: "unknown-link-type")
    /// Packets were recorded only up to a length.
    public static let shortPackets = Self(rawValue: "short-packets")
    /// Packets were left out because they are pieces of larger ones.
    public static let packetFragments = Self(rawValue: "packet-fragments")
    /// Bytes of a connection are not in the capture.
    public static let lostBytes = Self(rawValue: "lost-bytes")
    /// An HTTP message is not there whole.
    public static let incompleteHTTP = Self(rawValue: "incomplete-http")
    /// A body is not the SOAP that WSMan carries.
    public static let malformedSOAP = Self(rawValue: "malformed-soap")
    /// The streams of a shell are compressed.
    public static let compressedStreams = Self(rawValue: "compressed-streams")
    /// A block of a capture file is damaged, or something that is no block stands between blocks.
    public static let damagedBlock = Self(rawValue: "damaged-block")
    /// There is not enough memory to compress.
    public static let outOfMemory = Self(rawValue: "out-of-memory")
    /// No session is in the capture.
    public static let noSession = Self(rawValue: "no-session")
}
