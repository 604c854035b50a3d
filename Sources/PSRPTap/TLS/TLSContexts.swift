/// What both ends speak.
final class TLSContexts: Sendable {
    var isTowardsClients: Bool { false }
    var isUpstream: Bool { false }
    init(_ configuration: TapConfiguration) throws(TapError) {}
    func accept(_ descriptor: Descriptor, until stop: WakeUp) throws(TapError) -> TLSSession? { nil }
    func connect(_ descriptor: Descriptor, until stop: WakeUp) throws(TapError) -> TLSSession? { nil }
}
