public import CLIXML

/// USER_EVENT: an event that the session forwards (spec/psrp.md section 3.9).
public struct UserEvent: Sendable {
    /// The number of the event.
    public var eventIdentifier: Int32
    /// What the event is called, for example `PowerShell.Exiting`.
    public var sourceIdentifier: String
    /// When it happened.
    public var timeGenerated: PSDateTime
    /// What raised it.
    public var sender: RemoteValue?
    /// What it tells, a list.
    public var sourceArguments: RemoteValue?
    /// What was added when it was subscribed to.
    public var messageData: RemoteValue?
    /// The machine it came from.
    public var computerName: String?
    /// The runspace it came from.
    public var runspaceID: PSGUID?
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes an event.
    public init(
        eventIdentifier: Int32,
        sourceIdentifier: String,
        timeGenerated: PSDateTime,
        sourceArguments: RemoteValue? = .list([]),
        runspaceID: PSGUID? = nil
    ) {
        self.eventIdentifier = eventIdentifier
        self.sourceIdentifier = sourceIdentifier
        self.timeGenerated = timeGenerated
        self.sourceArguments = sourceArguments
        self.runspaceID = runspaceID
    }
}

extension UserEvent: MessagePayload {
    static var type: MessageType { .userEvent }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "USER_EVENT")
        eventIdentifier = try bag.int32("PSEventArgs.EventIdentifier")
        sourceIdentifier = try bag.string("PSEventArgs.SourceIdentifier")
        timeGenerated = try bag.dateTime("PSEventArgs.TimeGenerated")
        sender = bag.takeUnlessNull("PSEventArgs.Sender")
        sourceArguments = bag.takeUnlessNull("PSEventArgs.SourceArgs")
        messageData = bag.takeUnlessNull("PSEventArgs.MessageData")
        computerName = try bag.optionalString("PSEventArgs.ComputerName")
        runspaceID = try bag.optionalGUID("PSEventArgs.RunspaceId")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.int32("PSEventArgs.EventIdentifier", eventIdentifier)
            members.string("PSEventArgs.SourceIdentifier", sourceIdentifier)
            members.dateTime("PSEventArgs.TimeGenerated", timeGenerated)
            members.value("PSEventArgs.Sender", orNull: sender)
            members.value("PSEventArgs.SourceArgs", orNull: sourceArguments)
            members.value("PSEventArgs.MessageData", orNull: messageData)
            members.string("PSEventArgs.ComputerName", orNull: computerName)
            if let runspaceID {
                members.guid("PSEventArgs.RunspaceId", runspaceID)
            } else {
                members.null("PSEventArgs.RunspaceId")
            }
            members.unknown(unknownProperties)
        }
    }
}
