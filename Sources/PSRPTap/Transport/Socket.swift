#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Calls on sockets, all of which return at once.
package enum Socket {
    /// How many connections may wait to be taken.
    private static let backlog: Int32 = 1_024

    #if canImport(Glibc)
        private static let stream = Int32(SOCK_STREAM.rawValue)
    #else
        private static let stream = SOCK_STREAM
    #endif

    /// Listens on an address. The socket file of a Unix domain socket that nobody listens on any more is replaced; a new
    /// one is for this user alone.
    ///
    /// - Throws: ``TapError`` with `wrong-address` or `cannot-listen`.
    package static func listen(on address: TapAddress) throws(TapError) -> Descriptor {
        var failure = EADDRNOTAVAIL
        for candidate in try SocketAddress.all(of: address, isListening: true) {
            let number = socket(candidate.family, stream, 0)
            guard number >= 0 else {
                failure = errno
                continue
            }
            let descriptor = Descriptor(number)
            prepare(number, candidate)
            var status = bind(number, to: candidate, address)
            if status == EADDRINUSE, case .unix(let path) = address, isAbandoned(candidate) {
                unsafe _ = unlink(path)
                status = bind(number, to: candidate, address)
            }
            if status == 0, systemListen(number, backlog) != 0 { status = errno }
            if status == 0 { return descriptor }
            failure = status
        }
        throw TapError(
            code: .cannotListen,
            message: "cannot listen on \(address): \(SystemCall.text(failure))"
        )
    }

    private static func bind(_ number: Int32, to candidate: SocketAddress, _ address: TapAddress) -> Int32 {
        if case .tcp = address {
            var on: Int32 = 1
            unsafe _ = setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
            return unsafe call(candidate) { unsafe systemBind(number, $0, $1) }
        }
        // Made so at once, that there is no moment at which others can connect.
        let mask = umask(0o177)
        defer { umask(mask) }
        return unsafe call(candidate) { unsafe systemBind(number, $0, $1) }
    }

    /// Whether a socket file is there and nobody listens on it.
    private static func isAbandoned(_ address: SocketAddress) -> Bool {
        let number = socket(address.family, stream, 0)
        guard number >= 0 else { return false }
        defer { close(number) }
        return unsafe call(address) { unsafe systemConnect(number, $0, $1) } == ECONNREFUSED
    }

    /// Takes a connection; `nil` when none waits.
    ///
    /// - Throws: ``TapError`` with `out-of-resources`.
    package static func accept(_ listener: Descriptor) throws(TapError) -> (descriptor: Descriptor, name: String)? {
        var bytes = [UInt8](repeating: 0, count: MemoryLayout<sockaddr_storage>.size)
        var count = socklen_t(bytes.count)
        let number = unsafe bytes.withUnsafeMutableBytes { target in
            unsafe systemAccept(listener.number, target.baseAddress?.assumingMemoryBound(to: sockaddr.self), &count)
        }
        guard number >= 0 else {
            if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) {
                throw TapError(
                    code: .outOfResources,
                    message: "a connection cannot be taken: \(SystemCall.text(errno))"
                )
            }
            // It went away again, or a signal came.
            return nil
        }
        let descriptor = Descriptor(number)
        let address = SocketAddress(family: family(of: number), bytes: Array(bytes.prefix(Int(count))))
        prepare(number, address)
        return (descriptor, address.text)
    }

    /// Begins to connect. The connection is made, or has failed, when the descriptor can be written to: see
    /// ``failure(of:)``.
    ///
    /// - Returns: The error number, 0 when the connection is made or being made.
    package static func connect(to address: SocketAddress) -> (descriptor: Descriptor?, failure: Int32) {
        let number = socket(address.family, stream, 0)
        guard number >= 0 else { return (nil, errno) }
        let descriptor = Descriptor(number)
        prepare(number, address)
        let status = unsafe call(address) { unsafe systemConnect(number, $0, $1) }
        return status == 0 || status == EINPROGRESS || status == EINTR ? (descriptor, 0) : (nil, status)
    }

    /// The error number that waits on a socket, 0 for none.
    package static func failure(of descriptor: Descriptor) -> Int32 {
        var value: Int32 = 0
        var count = socklen_t(MemoryLayout<Int32>.size)
        unsafe _ = getsockopt(descriptor.number, SOL_SOCKET, SO_ERROR, &value, &count)
        return value
    }

    /// The port that a listener was given.
    package static func port(of descriptor: Descriptor) -> UInt16? {
        var bytes = [UInt8](repeating: 0, count: MemoryLayout<sockaddr_storage>.size)
        var count = socklen_t(bytes.count)
        let status = unsafe bytes.withUnsafeMutableBytes { target -> Int32 in
            guard let address = target.baseAddress else { return -1 }
            return unsafe getsockname(descriptor.number, address.assumingMemoryBound(to: sockaddr.self), &count)
        }
        guard status == 0 else { return nil }
        let address = SocketAddress(family: family(of: descriptor.number), bytes: Array(bytes.prefix(Int(count))))
        return address.text.split(separator: ":").last.flatMap { UInt16($0) }
    }

    /// Says to the other end that no more comes.
    package static func endWriting(_ descriptor: Descriptor) { _ = shutdown(descriptor.number, Int32(SHUT_WR)) }

    /// Lets closing break the connection off, so that the other end sees an error and no proper end.
    package static func breakOnClose(_ descriptor: Descriptor) {
        var option = linger(l_onoff: 1, l_linger: 0)
        unsafe _ = setsockopt(
            descriptor.number,
            SOL_SOCKET,
            SO_LINGER,
            &option,
            socklen_t(MemoryLayout<linger>.size)
        )
    }

    /// Takes away a socket file.
    static func remove(_ path: String) { unsafe _ = unlink(path) }

    private static func prepare(_ number: Int32, _ address: SocketAddress) {
        SystemCall.closeOnExec(number)
        SystemCall.setNonBlocking(number)
        guard address.family != AF_UNIX else { return }
        // What was sent at once is passed on at once.
        var on: Int32 = 1
        unsafe _ = setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func family(of number: Int32) -> Int32 {
        var bytes = [UInt8](repeating: 0, count: MemoryLayout<sockaddr_storage>.size)
        var count = socklen_t(bytes.count)
        unsafe bytes.withUnsafeMutableBytes { target in
            if let address = target.baseAddress {
                unsafe _ = getsockname(number, address.assumingMemoryBound(to: sockaddr.self), &count)
            }
        }
        var storage = sockaddr_storage()
        unsafe withUnsafeMutableBytes(of: &storage) { unsafe $0.copyBytes(from: bytes) }
        return Int32(storage.ss_family)
    }

    private static func call(
        _ address: SocketAddress,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        unsafe address.bytes.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return EINVAL }
            let pointer = unsafe start.assumingMemoryBound(to: sockaddr.self)
            return unsafe body(pointer, socklen_t(source.count)) == 0 ? 0 : errno
        }
    }
}

private func systemBind(_ number: Int32, _ address: UnsafePointer<sockaddr>, _ count: socklen_t) -> Int32 {
    unsafe bind(number, address, count)
}

private func systemConnect(_ number: Int32, _ address: UnsafePointer<sockaddr>, _ count: socklen_t) -> Int32 {
    unsafe connect(number, address, count)
}

private func systemAccept(
    _ number: Int32,
    _ address: UnsafeMutablePointer<sockaddr>?,
    _ count: UnsafeMutablePointer<socklen_t>
) -> Int32 {
    unsafe accept(number, address, count)
}

private func systemListen(_ number: Int32, _ backlog: Int32) -> Int32 { listen(number, backlog) }
