public import CLIXML

/// INFORMATION_RECORD: what Write-Information and Write-Host send (spec/psrp.md section 3.14). Since protocol 2.3.
public struct InformationRecord: Sendable {
    /// What was written; for Write-Host an object with the text and colors.
    public var messageData: RemoteValue?
    /// The command or script that wrote it.
    public var source: String?
    /// When it was written.
    public var timeGenerated: PSDateTime
    /// Words to choose records by: `PSHOST` for those of Write-Host. A list of texts.
    public var tagList: RemoteValue?
    /// Who ran the command.
    public var user: String?
    /// The machine it ran on.
    public var computer: String?
    /// The process it ran in.
    public var processID: UInt32
    /// The system's number of the thread.
    public var nativeThreadID: UInt32
    /// .NET's number of the thread.
    public var managedThreadID: UInt32
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    private static let tagListType = [
        "System.Collections.Generic.List`1[[System.String, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral,"
            + " PublicKeyToken=7cec85d7bea7798e]]",
        "System.Object",
    ]

    /// Makes a record.
    public init(messageData: RemoteValue?, source: String, timeGenerated: PSDateTime, tags: [String] = []) {
        self.messageData = messageData
        self.source = source
        self.timeGenerated = timeGenerated
        tagList = .list(tags.map { .string($0) }, typeNames: Self.tagListType)
        processID = 0
        nativeThreadID = 0
        managedThreadID = 0
    }

    /// The tags as texts.
    public var tags: [String] { tagList?.items?.compactMap(\.value.textValue) ?? [] }

    /// What was written, as text; `nil` for an object without a text form.
    public var message: String? {
        if case .object(let object)? = messageData?.value, object.baseValue == nil {
            return object.stringRepresentation
        }
        return messageData?.value.textValue
    }
}

extension InformationRecord: MessagePayload {
    static var type: MessageType { .informationRecord }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "INFORMATION_RECORD")
        messageData = bag.takeUnlessNull("MessageData")
        source = try bag.optionalString("Source")
        timeGenerated = try bag.dateTime("TimeGenerated")
        tagList = bag.takeUnlessNull("Tags")
        user = try bag.optionalString("User")
        computer = try bag.optionalString("Computer")
        processID = try bag.uint32("ProcessId")
        nativeThreadID = try bag.uint32("NativeThreadId")
        managedThreadID = try bag.uint32("ManagedThreadId")
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) {
        writer.bag(nil) { members in
            members.value("MessageData", orNull: messageData)
            members.string("Source", orNull: source)
            members.dateTime("TimeGenerated", timeGenerated)
            members.value("Tags", orNull: tagList)
            members.string("User", orNull: user)
            members.string("Computer", orNull: computer)
            members.uint32("ProcessId", processID)
            members.uint32("NativeThreadId", nativeThreadID)
            members.uint32("ManagedThreadId", managedThreadID)
            members.unknown(unknownProperties)
        }
    }
}
