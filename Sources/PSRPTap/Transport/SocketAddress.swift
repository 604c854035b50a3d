#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An address as sockets take it.
package struct SocketAddress {
    let family: Int32
    let bytes: [UInt8]

    /// The addresses that a name stands for, in the order to try them.
    ///
    /// - Throws: ``TapError`` with `wrong-address`.
    package static func all(of address: TapAddress, isListening: Bool) throws(TapError) -> [SocketAddress] {
        switch address {
        case .unix(let path): return [try unix(path)]
        case .tcp(let host, let port): return try resolve(host, port, isListening: isListening)
        }
    }

    private static func resolve(
        _ host: String,
        _ port: UInt16,
        isListening: Bool
    ) throws(TapError) -> [SocketAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            unsafe hints.ai_socktype = SOCK_STREAM
        #endif
        unsafe hints.ai_flags = AI_NUMERICSERV | (isListening ? AI_PASSIVE : 0)
        var list: UnsafeMutablePointer<addrinfo>?
        let status = unsafe getaddrinfo(host, String(port), &hints, &list)
        guard status == 0 else {
            let text = unsafe String(cString: gai_strerror(status))
            throw TapError(code: .wrongAddress, message: "'\(host)' is not known: \(text)")
        }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            if let address = unsafe entry.pointee.ai_addr {
                let raw = unsafe UnsafeRawBufferPointer(start: address, count: Int(entry.pointee.ai_addrlen))
                unsafe addresses.append(SocketAddress(family: entry.pointee.ai_family, bytes: Array(raw)))
            }
            unsafe next = entry.pointee.ai_next
        }
        return addresses
    }

    private static func unix(_ path: String) throws(TapError) -> SocketAddress {
        var address = sockaddr_un()
        let text = Array(path.utf8)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard !text.isEmpty, text.count < capacity, !text.contains(0) else {
            throw TapError(
                code: .wrongAddress,
                message: "'\(path)' is no path of a socket; those have 1 to \(capacity - 1) bytes"
            )
        }
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = unsafe withUnsafeBytes(of: &address) { unsafe Array($0) }
        // The path is the last member.
        let start = bytes.count - capacity
        for index in text.indices { bytes[start + index] = text[index] }
        return SocketAddress(family: AF_UNIX, bytes: bytes)
    }

    /// The number and port, as people write them; empty for a Unix domain socket, which is known by its path.
    var text: String {
        guard family != AF_UNIX else { return "" }
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        var port = [CChar](repeating: 0, count: 32)
        let status = unsafe bytes.withUnsafeBytes { source in
            guard let address = source.baseAddress else { return Int32(-1) }
            return unsafe getnameinfo(
                address.assumingMemoryBound(to: sockaddr.self),
                socklen_t(source.count),
                &host,
                socklen_t(host.count),
                &port,
                socklen_t(port.count),
                NI_NUMERICHOST | NI_NUMERICSERV
            )
        }
        guard status == 0 else { return "" }
        let name = Self.text(host)
        return name.contains(":") ? "[\(name)]:\(Self.text(port))" : "\(name):\(Self.text(port))"
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
