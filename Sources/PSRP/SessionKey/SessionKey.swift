/// The AES-256 key that seals the SecureStrings of one pool (spec/psrp.md section 5).
public struct SessionKey: Sendable, Hashable, CustomStringConvertible {
    /// The 32 bytes of the key.
    public let bytes: [UInt8]

    /// Wraps a key that is known from elsewhere.
    ///
    /// - Throws: `malformed-key` unless there are 32 bytes.
    public init(bytes: [UInt8]) throws(PSRPError) {
        guard bytes.count == OpenSSLCipher.keyByteCount else {
            throw PSRPError(code: .malformedKey, message: "a session key has 32 bytes, this one has \(bytes.count)")
        }
        self.bytes = bytes
    }

    /// Makes a new key.
    ///
    /// - Throws: `key-failure` when the system has no random bytes to give.
    public static func random() throws(PSRPError) -> SessionKey {
        try SessionKey(bytes: OpenSSLCipher.randomBytes(count: OpenSSLCipher.keyByteCount))
    }

    /// Seals the key for the owner of a public key.
    ///
    /// - Parameter publicKey: The blob of a PUBLIC_KEY message.
    /// - Returns: The blob of an ENCRYPTED_SESSION_KEY message.
    /// - Throws: `malformed-key-blob`, `key-failure`.
    public func sealed(for publicKey: [UInt8]) throws(PSRPError) -> [UInt8] {
        let blob = try PublicKeyBlob(publicKey)
        let key = try OpenSSLRSAKey.publicKey(modulus: blob.modulus, exponent: blob.exponent)
        let ciphertext = try key.encrypt(bytes)
        // OpenSSL gives as many bytes as the modulus really has; the blob has those it was said to have.
        let missing = Swift.max(0, blob.modulus.count - ciphertext.count)
        return SessionKeyBlob(ciphertext: [UInt8](repeating: 0, count: missing) + ciphertext).bytes
    }

    /// Says that there is a key and nothing more.
    public var description: String { "SessionKey" }
}

/// The RSA key pair with which a client asks for the session key.
public struct ExchangeKey: Sendable {
    private let key: OpenSSLRSAKey

    /// Makes a new pair of 2,048 bits, as the engine does.
    ///
    /// - Throws: `key-failure`.
    /// - Complexity: tens of milliseconds, more with bad luck.
    public init() throws(PSRPError) { key = try OpenSSLRSAKey.generate(bitCount: 2048) }

    /// Reads a private key, for example to decode a recorded session.
    ///
    /// - Parameter pem: PKCS#1 or PKCS#8 in PEM form, not encrypted.
    /// - Throws: `key-failure`.
    public init(pem: [UInt8]) throws(PSRPError) { key = try OpenSSLRSAKey.privateKey(pem: pem) }

    /// The blob that a PUBLIC_KEY message carries.
    ///
    /// - Throws: `key-failure`.
    public func publicKeyBlob() throws(PSRPError) -> [UInt8] { try blob().bytes }

    /// Whether a PUBLIC_KEY message carries the public half of this pair.
    ///
    /// - Throws: `malformed-key-blob`, `key-failure`.
    public func matches(publicKey: [UInt8]) throws(PSRPError) -> Bool { try PublicKeyBlob(publicKey) == blob() }

    private func blob() throws(PSRPError) -> PublicKeyBlob {
        PublicKeyBlob(modulus: try key.modulus(), exponent: try key.exponent())
    }

    /// Opens the blob of an ENCRYPTED_SESSION_KEY message.
    ///
    /// - Throws: `malformed-key-blob`; `key-failure` when it was sealed for another key; `malformed-key` when what comes out
    ///   is no session key.
    public func open(_ sealedKey: [UInt8]) throws(PSRPError) -> SessionKey {
        try SessionKey(bytes: key.decrypt(SessionKeyBlob(sealedKey).ciphertext))
    }
}
