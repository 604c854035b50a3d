import CLibSSL

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// TLS over a socket that returns at once. Belongs to the thread of its connection.
///
/// Safe to use: the session lives as long as this, and every buffer is lent for one call.
@safe
final class TLSSession {
    /// Which part this end has.
    enum Role {
        case server
        case client(of: String)
    }

    private let session: OpaquePointer
    private let descriptor: Descriptor

    /// - Throws: ``TapError`` with `out-of-resources`.
    init(_ context: OpaquePointer, _ descriptor: Descriptor) throws(TapError) {
        guard let session = unsafe SSL_new(context) else {
            throw TapError(code: .outOfResources, message: "there is not enough memory for TLS")
        }
        unsafe self.session = session
        self.descriptor = descriptor
        unsafe SSL_set_fd(session, descriptor.number)
    }

    deinit { unsafe SSL_free(session) }

    /// Agrees with the other end.
    ///
    /// - Returns: Whether it did before a call of `stop`.
    /// - Throws: ``TapError`` with `tls-failure`.
    func begin(until stop: WakeUp, as role: Role) throws(TapError) -> Bool {
        switch role {
        case .server: unsafe SSL_set_accept_state(session)
        case .client(let host):
            unsafe SSL_set_connect_state(session)
            // An address in numbers is no name to ask for.
            let isNumber = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
            if !isNumber { unsafe _ = CLibSSL_set_server_name(session, host) }
            unsafe SSL_set1_host(session, host)
        }
        while true {
            ERR_clear_error()
            let status = unsafe SSL_do_handshake(session)
            if status == 1 { return true }
            guard case .waits(let events) = transfer(status) else { throw failure(role) }
            var entries = [stop.entry, pollfd(fd: descriptor.number, events: events, revents: 0)]
            SystemCall.poll(&entries)
            if entries[0].revents != 0 { return false }
        }
    }

    /// Reads into the beginning of a buffer.
    func read(_ buffer: inout [UInt8]) -> Endpoint.Transfer {
        ERR_clear_error()
        let limit = Int32(clamping: buffer.count)
        return transfer(unsafe SSL_read(session, &buffer, limit))
    }

    /// Writes a range of a buffer, or part of it.
    func write(_ buffer: [UInt8], _ range: Range<Int>) -> Endpoint.Transfer {
        ERR_clear_error()
        let status = unsafe buffer.withUnsafeBytes { source in
            let part = unsafe UnsafeRawBufferPointer(rebasing: source[range])
            return unsafe SSL_write(session, part.baseAddress, Int32(clamping: part.count))
        }
        return transfer(status)
    }

    /// Says that no more comes. What the other end sends can still be read.
    func endWriting() {
        ERR_clear_error()
        unsafe _ = SSL_shutdown(session)
        ERR_clear_error()
    }

    private func transfer(_ status: Int32) -> Endpoint.Transfer {
        if status > 0 { return .moved(Int(status)) }
        let number = errno
        switch unsafe SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ: return .waits(Int16(POLLIN))
        case SSL_ERROR_WANT_WRITE: return .waits(Int16(POLLOUT))
        case SSL_ERROR_ZERO_RETURN: return .ended
        case SSL_ERROR_SYSCALL: return .broken(number == 0 ? "it ended in the middle" : SystemCall.text(number))
        default: return .broken(Self.error)
        }
    }

    private func failure(_ role: Role) -> TapError {
        let reason = Self.error
        let verification = unsafe SSL_get_verify_result(session)
        switch role {
        case .server:
            return TapError(code: .tlsFailure, message: "the client does not agree on TLS: \(reason)")
        case .client(let host) where verification != Int(X509_V_OK):
            let why = unsafe String(cString: X509_verify_cert_error_string(verification))
            return TapError(code: .tlsFailure, message: "the certificate of \(host) is not trusted: \(why)")
        case .client(let host):
            return TapError(code: .tlsFailure, message: "\(host) does not agree on TLS: \(reason)")
        }
    }

    /// What OpenSSL says about the first thing that went wrong on this thread, which is the cause of the others.
    static var error: String {
        let number = ERR_peek_error()
        // Those of the system are marked by this bit.
        if number & 0x8000_0000 != 0 { return SystemCall.text(Int32(truncatingIfNeeded: number & 0x7FFF_FFFF)) }
        guard number != 0, let text = unsafe ERR_reason_error_string(number) else { return "the connection ended" }
        return unsafe String(cString: text)
    }
}
