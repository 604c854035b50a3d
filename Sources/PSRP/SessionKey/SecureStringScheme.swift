public import CLIXML

/// How the SecureStrings of a session are written: sealed with the session key, or since protocol 2.4 not at all
/// (spec/psrp.md section 5.4).
public enum SecureStringScheme: Sendable, Hashable {
    /// Base64 of the UTF-16 characters: protocol 2.4, which leaves secrecy to the transport.
    case plain

    /// Base64 of the characters sealed with a key; without the key they stay sealed. Protocol 2.3 and before.
    case sealed(SessionKey?)

    /// Opens a SecureString.
    ///
    /// - Throws: `sealed` without the key, `wrong-key` when the key does not open it, `malformed-secure-string`.
    public func open(_ string: PSSecureString) throws(PSRPError) -> String {
        guard let bytes = Base64.decode(Array(string.text.utf8).span) else {
            throw PSRPError(code: .malformedSecureString, message: "a SecureString is not Base64")
        }
        switch self {
        case .plain:
            return try text(bytes)
        case .sealed(let key):
            guard !bytes.isEmpty, bytes.count % OpenSSLCipher.blockByteCount == 0 else {
                throw PSRPError(
                    code: .malformedSecureString,
                    message: "a SecureString has \(bytes.count) bytes, no multiple of 16: is it plain text?"
                )
            }
            guard let key else {
                throw PSRPError(code: .sealed, message: "a SecureString is sealed, and the session key is not known")
            }
            guard let characters = OpenSSLCipher.decrypt(bytes, key: key.bytes), characters.count % 2 == 0 else {
                throw PSRPError(code: .wrongKey, message: "the session key does not open a SecureString")
            }
            return try text(characters)
        }
    }

    /// Writes a SecureString.
    ///
    /// - Throws: `sealed` when there is no key to seal it with.
    public func close(_ text: String) throws(PSRPError) -> PSSecureString {
        var bytes: [UInt8] = []
        for unit in text.utf16 { bytes.appendLittleEndian(unit) }
        if case .sealed(let key) = self {
            guard let key else {
                throw PSRPError(code: .sealed, message: "a SecureString cannot be sealed before keys are exchanged")
            }
            guard let sealed = OpenSSLCipher.encrypt(bytes, key: key.bytes) else {
                throw PSRPError(code: .keyFailure, message: "could not seal a SecureString")
            }
            bytes = sealed
        }
        var base64: [UInt8] = []
        Base64.encode(bytes.span, into: &base64)
        return PSSecureString(text: String(decoding: base64, as: UTF8.self))
    }

    private func text(_ bytes: [UInt8]) throws(PSRPError) -> String {
        guard bytes.count % 2 == 0 else {
            throw PSRPError(code: .malformedSecureString, message: "a SecureString has half a character")
        }
        let units = stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
        return String(decoding: units, as: UTF16.self)
    }
}
