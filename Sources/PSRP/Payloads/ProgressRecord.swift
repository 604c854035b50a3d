import CLIXML

/// PROGRESS_RECORD: how far an activity is (spec/psrp.md section 3.13).
public struct ProgressRecord: Sendable {
    /// What is being done.
    public var activity: String
    /// The number of the activity.
    public var activityID: Int32
    /// What state it is in.
    public var statusDescription: String
    /// What is being done right now.
    public var currentOperation: String?
    /// The activity that this one is part of, −1 for none.
    public var parentActivityID: Int32 = -1
    /// How much is done, −1 when that is not known.
    public var percentComplete: Int32 = -1
    /// Whether it goes on.
    public var recordType = ProgressRecordType.processing
    /// Seconds to the end, −1 when that is not known.
    public var secondsRemaining: Int32 = -1
    /// Properties beyond those above.
    public var unknownProperties: [UnknownProperty] = []

    /// Makes a record. Empty texts are sent as a space, as the engine sends them.
    public init(activity: String, activityID: Int32 = 0, statusDescription: String = "Processing") {
        self.activity = activity.isEmpty ? " " : activity
        self.activityID = activityID
        self.statusDescription = statusDescription.isEmpty ? " " : statusDescription
    }
}

extension ProgressRecord: MessagePayload {
    static var type: MessageType { .progressRecord }

    init(_ value: RemoteValue?) throws(PSRPError) {
        var bag = try BagReader(value, "PROGRESS_RECORD")
        activity = try bag.string("Activity")
        activityID = try bag.int32("ActivityId")
        statusDescription = try bag.optionalString("StatusDescription") ?? ""
        currentOperation = try bag.optionalString("CurrentOperation")
        parentActivityID = try bag.optionalInt32("ParentActivityId") ?? -1
        percentComplete = try bag.optionalInt32("PercentComplete") ?? -1
        recordType = try bag.optionalEnumeration("Type") ?? .processing
        secondsRemaining = try bag.optionalInt32("SecondsRemaining") ?? -1
        unknownProperties = bag.unknown
    }

    func write(to writer: inout PayloadWriter) { write(nil, to: &writer) }

    func write(_ name: String?, to writer: inout PayloadWriter) {
        writer.bag(name) { members in
            members.string("Activity", activity)
            members.int32("ActivityId", activityID)
            members.string("StatusDescription", statusDescription)
            members.string("CurrentOperation", orNull: currentOperation)
            members.int32("ParentActivityId", parentActivityID)
            members.int32("PercentComplete", percentComplete)
            members.enumeration("Type", recordType)
            members.int32("SecondsRemaining", secondsRemaining)
            members.unknown(unknownProperties)
        }
    }
}
