import CLibSSL

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What a tap needs to speak TLS to either end.
///
/// Safe to share: OpenSSL counts references to a context under locks of its own, and nothing is changed in one after it
/// was made.
@safe
final class TLSContexts: @unchecked Sendable {
    private let towardsClients: OpaquePointer?
    private let towardsServer: OpaquePointer?
    private let host: String

    /// - Throws: ``TapError`` with `wrong-certificate` or `out-of-resources`.
    init(_ configuration: TapConfiguration) throws(TapError) {
        var clients: OpaquePointer?
        var server: OpaquePointer?
        if let certificate = configuration.certificate {
            unsafe clients = try Self.context(TLS_server_method())
            guard let clients = unsafe clients else { throw Self.noMemory }
            do throws(TapError) {
                unsafe try Self.use(certificate, clients)
            } catch {
                unsafe SSL_CTX_free(clients)
                throw error
            }
        }
        if configuration.upstreamTLS != .none {
            unsafe server = try Self.context(TLS_client_method())
            if configuration.upstreamTLS == .verified {
                unsafe SSL_CTX_set_verify(server, SSL_VERIFY_PEER, nil)
                unsafe SSL_CTX_set_default_verify_paths(server)
            }
        }
        unsafe towardsClients = clients
        unsafe towardsServer = server
        host = if case .listen(_, let upstream) = configuration.route { upstream.host } else { "" }
    }

    deinit {
        unsafe SSL_CTX_free(towardsClients)
        unsafe SSL_CTX_free(towardsServer)
    }

    /// Whether clients are spoken to with TLS.
    var isTowardsClients: Bool { unsafe towardsClients != nil }

    /// Whether the server is spoken to with TLS.
    var isUpstream: Bool { unsafe towardsServer != nil }

    /// Agrees with a client on TLS, waiting as long as it takes.
    ///
    /// - Returns: `nil` where there is to be none, or a call of `stop` came first.
    /// - Throws: ``TapError`` with `tls-failure`.
    func accept(_ descriptor: Descriptor, until stop: WakeUp) throws(TapError) -> TLSSession? {
        guard let context = unsafe towardsClients else { return nil }
        let session = unsafe try TLSSession(context, descriptor)
        return try session.begin(until: stop, as: .server) ? session : nil
    }

    /// Agrees with the server on TLS, waiting as long as it takes.
    ///
    /// - Returns: `nil` where there is to be none, or a call of `stop` came first.
    /// - Throws: ``TapError`` with `tls-failure`.
    func connect(_ descriptor: Descriptor, until stop: WakeUp) throws(TapError) -> TLSSession? {
        guard let context = unsafe towardsServer else { return nil }
        let session = unsafe try TLSSession(context, descriptor)
        return try session.begin(until: stop, as: .client(of: host)) ? session : nil
    }

    private static var noMemory: TapError {
        TapError(code: .outOfResources, message: "there is not enough memory for TLS")
    }

    private static func context(_ method: OpaquePointer?) throws(TapError) -> OpaquePointer {
        guard let context = unsafe SSL_CTX_new(method) else { throw noMemory }
        unsafe SSL_CTX_set_options(context, CLibSSL_ignore_unexpected_eof)
        unsafe CLibSSL_allow_partial_writes(context)
        return unsafe context
    }

    private static func use(
        _ certificate: TapConfiguration.Certificate,
        _ context: OpaquePointer
    ) throws(TapError) {
        // Without a callback OpenSSL would ask for a passphrase at the terminal.
        unsafe SSL_CTX_set_default_passwd_cb(context) { _, _, _, _ in -1 }
        let steps: [(String, () -> Int32)] = [
            (
                "the certificate in \(certificate.chainPath) cannot be used",
                { unsafe SSL_CTX_use_certificate_chain_file(context, certificate.chainPath) }
            ),
            (
                "the private key in \(certificate.keyPath) cannot be used",
                { unsafe SSL_CTX_use_PrivateKey_file(context, certificate.keyPath, SSL_FILETYPE_PEM) }
            ),
            (
                "the private key in \(certificate.keyPath) is not that of the certificate",
                { unsafe SSL_CTX_check_private_key(context) }
            ),
        ]
        for (message, step) in steps {
            ERR_clear_error()
            guard step() == 1 else {
                throw TapError(code: .wrongCertificate, message: "\(message): \(TLSSession.error)")
            }
        }
    }
}
