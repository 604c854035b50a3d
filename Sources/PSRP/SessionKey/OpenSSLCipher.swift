import COpenSSL

/// AES-256-CBC with an initialisation vector of zeros and PKCS#7 padding, and random bytes.
enum OpenSSLCipher {
    /// What AES-256 takes.
    static let keyByteCount = 32

    /// What AES works on.
    static let blockByteCount = 16

    /// Encrypts any number of bytes.
    static func encrypt(_ plaintext: [UInt8], key: [UInt8]) -> [UInt8]? {
        unsafe run(plaintext, key, EVP_EncryptInit_ex, EVP_EncryptUpdate, EVP_EncryptFinal_ex)
    }

    /// Decrypts, or returns `nil` when length or padding are wrong.
    static func decrypt(_ ciphertext: [UInt8], key: [UInt8]) -> [UInt8]? {
        guard !ciphertext.isEmpty, ciphertext.count % blockByteCount == 0 else { return nil }
        return unsafe run(ciphertext, key, EVP_DecryptInit_ex, EVP_DecryptUpdate, EVP_DecryptFinal_ex)
    }

    private typealias Begin = (
        OpaquePointer?, OpaquePointer?, OpaquePointer?, UnsafePointer<UInt8>?, UnsafePointer<UInt8>?
    ) -> Int32
    private typealias Update = (
        OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int32>?, UnsafePointer<UInt8>?, Int32
    ) -> Int32
    private typealias End = (OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int32>?) -> Int32

    private static func run(
        _ input: [UInt8],
        _ key: [UInt8],
        _ begin: Begin,
        _ update: Update,
        _ end: End
    ) -> [UInt8]? {
        guard key.count == keyByteCount, let inputCount = Int32(exactly: input.count) else { return nil }
        guard let context = unsafe EVP_CIPHER_CTX_new() else { return nil }
        defer {
            unsafe EVP_CIPHER_CTX_free(context)
            ERR_clear_error()
        }
        let vector = [UInt8](repeating: 0, count: blockByteCount)
        guard unsafe begin(context, EVP_aes_256_cbc(), nil, key, vector) == 1 else { return nil }
        var isDone = false
        let output = unsafe [UInt8](unsafeUninitializedCapacity: input.count + blockByteCount) { buffer, count in
            var updated: Int32 = 0
            var ended: Int32 = 0
            isDone = unsafe update(context, buffer.baseAddress, &updated, input, inputCount) == 1
            if isDone, let rest = unsafe buffer.baseAddress?.advanced(by: Int(updated)) {
                isDone = unsafe end(context, rest, &ended) == 1
            }
            count = isDone ? Int(updated) + Int(ended) : 0
        }
        return isDone ? output : nil
    }

    /// Bytes that nobody can foretell.
    static func randomBytes(count: Int) throws(PSRPError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard let size = Int32(exactly: count), unsafe RAND_bytes(&bytes, size) == 1 else {
            throw PSRPError(code: .keyFailure, message: "could not make random bytes")
        }
        return bytes
    }
}
