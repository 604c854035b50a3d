/// Fragments (spec/psrp.md section 1).
extension PSRPError.Code {
    /// An object id is below 1.
    public static let objectIDOutOfRange = Self(rawValue: "object-id-out-of-range")
    /// A fragment belongs to no object that was started.
    public static let fragmentWithoutStart = Self(rawValue: "fragment-without-start")
    /// A fragment's number is not one more than that of the fragment before it.
    public static let fragmentOutOfSequence = Self(rawValue: "fragment-out-of-sequence")
    /// What stands where a fragment must begin cannot be one; only in recordings.
    public static let implausibleFragment = Self(rawValue: "implausible-fragment")
    /// A message, its fragment headers included, is larger than the limit.
    public static let messageTooLarge = Self(rawValue: "message-too-large")
    /// The input ends inside a fragment.
    public static let incompleteFragment = Self(rawValue: "incomplete-fragment")
    /// The input ends, or another message starts, before the last fragment of a message.
    public static let incompleteMessage = Self(rawValue: "incomplete-message")
    /// A fragment came a second time.
    public static let duplicateFragment = Self(rawValue: "duplicate-fragment")
    /// A fragment was left out because the start of its message was not seen.
    public static let skippedFragment = Self(rawValue: "skipped-fragment")
    /// Bytes were left out in search of the next fragment.
    public static let skippedBytes = Self(rawValue: "skipped-bytes")
    /// The first fragment of a message has a number other than 0.
    public static let startNumberNotZero = Self(rawValue: "start-number-not-zero")
    /// A message has a lower object id than the one before it in the same stream.
    public static let objectIDWentBackwards = Self(rawValue: "object-id-went-backwards")
    /// A sign bit that senders clear is set, and was ignored.
    public static let signBitSet = Self(rawValue: "sign-bit-set")
}

/// Messages (spec/psrp.md section 2).
extension PSRPError.Code {
    /// A message is shorter than its 40-byte header.
    public static let messageTooShort = Self(rawValue: "message-too-short")
}

/// Out-of-process lines (spec/psrp.md section 6).
extension PSRPError.Code {
    /// A packet is not well-formed, or lacks what it must have.
    public static let malformedPacket = Self(rawValue: "malformed-packet")
    /// An element is none of the nine packets.
    public static let unknownPacket = Self(rawValue: "unknown-packet")
    /// Text stands where packets are expected: a banner, a script's output.
    public static let textOutsidePacket = Self(rawValue: "text-outside-packet")
    /// A data packet names a stream that is not one of the two.
    public static let unknownStream = Self(rawValue: "unknown-stream")
    /// A line is longer than the limit.
    public static let lineTooLong = Self(rawValue: "line-too-long")
}

/// Keys and secrets (spec/psrp.md section 5).
extension PSRPError.Code {
    /// A public key or sealed session key is not in the form that CryptoAPI gives it.
    public static let malformedKeyBlob = Self(rawValue: "malformed-key-blob")
    /// A session key does not have 32 bytes.
    public static let malformedKey = Self(rawValue: "malformed-key")
    /// The crypto library refused: a key cannot be read or made, or was made for another.
    public static let keyFailure = Self(rawValue: "key-failure")
    /// A private key is not the one whose public half the session used, or a session key does not open a secret.
    public static let wrongKey = Self(rawValue: "wrong-key")
    /// A secret stays closed because the session key is not known.
    public static let sealed = Self(rawValue: "sealed")
    /// The content of a SecureString cannot be one.
    public static let malformedSecureString = Self(rawValue: "malformed-secure-string")
}

/// Payloads (spec/psrp.md sections 3 and 4).
extension PSRPError.Code {
    /// The data of a message is not CLIXML.
    public static let malformedPayload = Self(rawValue: "malformed-payload")
    /// A property that a message must have is missing.
    public static let missingProperty = Self(rawValue: "missing-property")
    /// A property has a value of another type than it must have.
    public static let wrongPropertyType = Self(rawValue: "wrong-property-type")
}

/// Sessions (spec/psrp.md section 11).
extension PSRPError.Code {
    /// A method was called that the state of the session does not allow.
    public static let wrongState = Self(rawValue: "wrong-state")
    /// A pipeline's id is in use.
    public static let pipelineExists = Self(rawValue: "pipeline-exists")
    /// There is no pipeline of this id.
    public static let noSuchPipeline = Self(rawValue: "no-such-pipeline")
    /// No host call or pool operation of this number waits for an answer.
    public static let noSuchCall = Self(rawValue: "no-such-call")
    /// A message came that the state of the session does not expect.
    public static let unexpectedMessage = Self(rawValue: "unexpected-message")
    /// The two ends have no version of the protocol in common.
    public static let versionMismatch = Self(rawValue: "version-mismatch")
    /// The server broke the pool off.
    public static let poolBroken = Self(rawValue: "pool-broken")
    /// The transport broke down.
    public static let transportFailure = Self(rawValue: "transport-failure")
}
