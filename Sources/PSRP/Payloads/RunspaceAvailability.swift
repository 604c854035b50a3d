import CLIXML

/// RUNSPACE_AVAILABILITY: the answer to any of the four.
public struct RunspaceAvailability: Sendable {
    /// What the server answered.
    public enum Answer: Sendable, Hashable {
        /// Whether it did what was asked.
        case done(Bool)
        /// How many runspaces are free. Servers send 32 bits, MS-PSRP says 64.
        case count(Int64)
    }

    /// What the server answered.
    public var answer: Answer
    /// The number of the request.
    public var callID: Int64
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes the message.
    public init(answer: Answer, callID: Int64) {
        self.answer = answer
        self.callID = callID
    }
}

extension RunspaceAvailability: MessagePayload {
    static var type: MessageType { .runspaceAvailability }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "RUNSPACE_AVAILABILITY")
        let response = try bag.require("SetMinMaxRunspacesResponse").value.unwrapped
        if case .boolean(let isDone) = response {
            answer = .done(isDone)
        } else if let count = response.integerValue {
            answer = .count(count)
        } else {
            throw bag.wrongType("SetMinMaxRunspacesResponse", "Boolean or number")
        }
        callID = try bag.int64("ci")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            switch answer {
            case .done(let isDone): members.boolean("SetMinMaxRunspacesResponse", isDone)
            case .count(let count):
                if let small = Int32(exactly: count) {
                    members.int32("SetMinMaxRunspacesResponse", small)
                } else {
                    members.int64("SetMinMaxRunspacesResponse", count)
                }
            }
            members.int64("ci", callID)
            members.unknown(unknownProperties)
        }
    }
}
