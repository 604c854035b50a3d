import CLIXML

/// APPLICATION_PRIVATE_DATA: what the server tells about itself: its version table, the state of its debugger.
public struct ApplicationPrivateData: Sendable {
    /// A dictionary of primitives, or `nil`.
    public var data: RemoteValue?
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(data: RemoteValue?) { self.data = data }
}

extension ApplicationPrivateData: MessagePayload {
    static var type: MessageType { .applicationPrivateData }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "APPLICATION_PRIVATE_DATA")
        data = bag.takeUnlessNull("ApplicationPrivateData")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.value("ApplicationPrivateData", orNull: data)
            members.unknown(unknownProperties)
        }
    }
}
