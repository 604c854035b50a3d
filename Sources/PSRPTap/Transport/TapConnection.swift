import PSRP
import PSRPCapture

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One connection of a client, from taking it to its end. Belongs to its thread.
struct TapConnection {
    let client: Descriptor
    let clientName: String
    let upstream: TapAddress
    let tls: TLSContexts
    let recorder: TapRecorder
    let report: (TapEvent) -> Void

    /// Connects to the other end and moves bytes until both ends have ended, or a call of `stop`.
    func run(until stop: WakeUp) {
        var facts: [CaptureRecord.Fact] = []
        if !upstream.host.isEmpty { facts.append(.init("host", upstream.host)) }
        if !clientName.isEmpty { facts.append(.init("client", clientName)) }
        if tls.isTowardsClients { facts.append(.init("client-tls", "yes")) }
        if tls.isUpstream { facts.append(.init("server-tls", "yes")) }
        let isUnix = upstream.host.isEmpty
        if isUnix { facts.append(.init("server", upstream.description)) }
        let number = recorder.open(isUnix ? .unix : .tcp, facts)
        defer { recorder.append(number, .closed) }
        do throws(TapError) {
            let clientTLS = try tls.accept(client, until: stop)
            guard let (server, name) = try connect(until: stop) else { return }
            if !name.isEmpty { recorder.append(number, .facts([.init("server", name)])) }
            let serverTLS = try tls.connect(server, until: stop)
            // One that was stopped before both ends agreed on TLS must not go on without.
            guard !stop.isCalled else { return }
            move(Endpoint(client, tls: clientTLS), Endpoint(server, tls: serverTLS), number, until: stop)
        } catch {
            // The client is to see an error and no proper end.
            Socket.breakOnClose(client)
            recorder.append(number, .facts([.init("failure", error.message)]))
            let who = clientName.isEmpty ? "a client" : clientName
            report(TapEvent(code: error.code, message: "\(who): \(error.message)"))
        }
    }

    private func move(_ client: Endpoint, _ server: Endpoint, _ number: UInt32, until stop: WakeUp) {
        var forwarding = Forwarding(client: client, server: server) { direction, bytes in
            recorder.append(number, .bytes(direction, bytes))
        } ended: { direction in
            recorder.append(number, .ended(direction))
        }
        forwarding.run(until: stop)
        if let failure = forwarding.failure { recorder.append(number, .facts([.init("failure", failure)])) }
    }

    /// - Returns: `nil` when `stop` was called first.
    private func connect(until stop: WakeUp) throws(TapError) -> (Descriptor, String)? {
        var failure = EADDRNOTAVAIL
        for address in try SocketAddress.all(of: upstream, isListening: false) {
            let (descriptor, status) = Socket.connect(to: address)
            failure = status
            guard let descriptor else { continue }
            var entries: [pollfd]
            repeat {
                entries = [stop.entry, pollfd(fd: descriptor.number, events: Int16(POLLOUT), revents: 0)]
                SystemCall.poll(&entries)
                if entries[0].revents != 0 { return nil }
            } while entries[1].revents == 0
            failure = Socket.failure(of: descriptor)
            if failure == 0 { return (descriptor, address.text) }
        }
        throw TapError(
            code: .cannotConnect,
            message: "cannot connect to \(upstream): \(SystemCall.text(failure))"
        )
    }
}
