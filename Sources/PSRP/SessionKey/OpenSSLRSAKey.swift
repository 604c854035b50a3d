import COpenSSL

/// An RSA key of OpenSSL: a pair, or a public half alone.
///
/// Safe to share: the key is not changed after it was made, and every operation has a context of its own.
@safe
final class OpenSSLRSAKey: @unchecked Sendable {
    private let key: OpaquePointer

    private init(_ key: OpaquePointer) { unsafe self.key = key }

    deinit { unsafe EVP_PKEY_free(key) }

    /// Makes a pair.
    static func generate(bitCount: Int32) throws(PSRPError) -> OpenSSLRSAKey {
        guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "RSA", nil) else { throw failure("make a key") }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_keygen_init(context) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context, bitCount) == 1,
            unsafe EVP_PKEY_generate(context, &key) == 1, let key = unsafe key
        else { throw failure("make a key") }
        return unsafe OpenSSLRSAKey(key)
    }

    /// Reads a private key in PEM form.
    static func privateKey(pem: [UInt8]) throws(PSRPError) -> OpenSSLRSAKey {
        guard let size = Int32(exactly: pem.count) else { throw failure("read the private key") }
        let key = unsafe pem.withUnsafeBytes { (bytes) -> OpaquePointer? in
            guard let source = unsafe BIO_new_mem_buf(bytes.baseAddress, size) else { return nil }
            defer { unsafe BIO_free(source) }
            // Without a callback OpenSSL would ask for a passphrase at the terminal.
            return unsafe PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in -1 }, nil)
        }
        guard let key = unsafe key else { throw failure("read the private key") }
        let rsa = unsafe OpenSSLRSAKey(key)
        guard unsafe EVP_PKEY_is_a(key, "RSA") == 1 else { throw failure("read the private key as one of RSA") }
        return rsa
    }

    /// Makes a public key of its numbers, highest byte first.
    static func publicKey(modulus: [UInt8], exponent: [UInt8]) throws(PSRPError) -> OpenSSLRSAKey {
        guard let builder = unsafe OSSL_PARAM_BLD_new() else { throw failure("make a public key") }
        defer { unsafe OSSL_PARAM_BLD_free(builder) }
        guard let modulusSize = Int32(exactly: modulus.count), let exponentSize = Int32(exactly: exponent.count),
            let n = unsafe BN_bin2bn(modulus, modulusSize, nil)
        else { throw failure("make a public key") }
        defer { unsafe BN_free(n) }
        guard let e = unsafe BN_bin2bn(exponent, exponentSize, nil) else { throw failure("make a public key") }
        defer { unsafe BN_free(e) }
        guard unsafe OSSL_PARAM_BLD_push_BN(builder, lasting("n"), n) == 1,
            unsafe OSSL_PARAM_BLD_push_BN(builder, lasting("e"), e) == 1,
            let parameters = unsafe OSSL_PARAM_BLD_to_param(builder)
        else { throw failure("make a public key") }
        defer { unsafe OSSL_PARAM_free(parameters) }
        guard let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "RSA", nil) else {
            throw failure("make a public key")
        }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_fromdata_init(context) == 1,
            unsafe EVP_PKEY_fromdata(context, &key, COpenSSL_public_key_selection, parameters) == 1,
            let key = unsafe key
        else { throw failure("make a public key") }
        return unsafe OpenSSLRSAKey(key)
    }

    /// A parameter's name that outlives the call: the builder keeps its address.
    private static func lasting(_ name: StaticString) -> UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    /// The modulus, highest byte first, without leading zeros.
    func modulus() throws(PSRPError) -> [UInt8] { try number(OSSL_PKEY_PARAM_RSA_N) }

    /// The public exponent, highest byte first, without leading zeros.
    func exponent() throws(PSRPError) -> [UInt8] { try number(OSSL_PKEY_PARAM_RSA_E) }

    private func number(_ name: String) throws(PSRPError) -> [UInt8] {
        var number: OpaquePointer?
        guard unsafe EVP_PKEY_get_bn_param(key, name, &number) == 1, let number = unsafe number else {
            throw Self.failure("look at a key")
        }
        defer { unsafe BN_free(number) }
        let size = (Int(unsafe BN_num_bits(number)) + 7) / 8
        return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = Int(unsafe BN_bn2bin(number, buffer.baseAddress))
        }
    }

    /// RSAES-PKCS1-v1_5 with the public half.
    func encrypt(_ plaintext: [UInt8]) throws(PSRPError) -> [UInt8] {
        unsafe try transform(plaintext, "encrypt the session key", EVP_PKEY_encrypt_init, EVP_PKEY_encrypt)
    }

    /// RSAES-PKCS1-v1_5 with the private half.
    func decrypt(_ ciphertext: [UInt8]) throws(PSRPError) -> [UInt8] {
        unsafe try transform(ciphertext, "decrypt the session key", EVP_PKEY_decrypt_init, EVP_PKEY_decrypt)
    }

    private typealias Operation = (
        OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int>?, UnsafePointer<UInt8>?, Int
    ) -> Int32

    private func transform(
        _ input: [UInt8],
        _ purpose: String,
        _ begin: (OpaquePointer?) -> Int32,
        _ run: Operation
    ) throws(PSRPError) -> [UInt8] {
        guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else { throw Self.failure(purpose) }
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var size = 0
        guard unsafe begin(context) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1,
            unsafe run(context, nil, &size, input, input.count) == 1
        else { throw Self.failure(purpose) }
        var isDone = false
        let output = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            var written = size
            isDone = unsafe run(context, buffer.baseAddress, &written, input, input.count) == 1
            count = isDone ? written : 0
        }
        guard isDone else { throw Self.failure(purpose) }
        return output
    }

    private static func failure(_ purpose: String) -> PSRPError {
        // What OpenSSL has to say goes no further: it would tell whoever sends ciphertexts how their padding was wrong.
        ERR_clear_error()
        return PSRPError(code: .keyFailure, message: "could not \(purpose)")
    }
}
