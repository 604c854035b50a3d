internal import CLIXML

/// A collection: where it stands and how many items it has.
package struct DotNetCollection: Sendable {
    let node: Int
    let count: Int
}

extension DotNetProperty<DotNetCollection> {
    /// The properties of ArrayList (conversion spec, section 6.5).
    package static let arrayList: [DotNetProperty<DotNetCollection>] = [
        DotNetProperty("Capacity") { .int32(capacity(for: $0.count)) },
        DotNetProperty("Count") { .int32($0.count) },
        DotNetProperty("IsFixedSize") { _ in .boolean(false) },
        DotNetProperty("IsReadOnly") { _ in .boolean(false) },
        DotNetProperty("IsSynchronized") { _ in .boolean(false) },
        DotNetProperty("SyncRoot") { .base($0.node) },
    ]

    /// The properties of Stack and of Queue.
    package static let stackOrQueue: [DotNetProperty<DotNetCollection>] = [
        DotNetProperty("Count") { .int32($0.count) },
        DotNetProperty("IsSynchronized") { _ in .boolean(false) },
        DotNetProperty("SyncRoot") { .base($0.node) },
    ]

    /// The properties of a byte array.
    package static let bytes: [DotNetProperty<DotNetCollection>] = [
        DotNetProperty("Length") { .int32($0.count) },
        DotNetProperty("LongLength") { .int64(Int64($0.count)) },
        DotNetProperty("Rank") { _ in .int32(1) },
        DotNetProperty("SyncRoot") { .base($0.node) },
        DotNetProperty("IsReadOnly") { _ in .boolean(false) },
        DotNetProperty("IsFixedSize") { _ in .boolean(true) },
        DotNetProperty("IsSynchronized") { _ in .boolean(false) },
        DotNetProperty("Count") { .int32($0.count) },
    ]

    /// The properties of Hashtable.
    package static let dictionary: [DotNetProperty<DotNetCollection>] = [
        DotNetProperty("Count") { .int32($0.count) },
        DotNetProperty("IsFixedSize") { _ in .boolean(false) },
        DotNetProperty("IsReadOnly") { _ in .boolean(false) },
        DotNetProperty("IsSynchronized") { _ in .boolean(false) },
        DotNetProperty("SyncRoot") { .base($0.node) },
        DotNetProperty("Keys") { .keys($0.node) },
        DotNetProperty("Values") { .values($0.node) },
    ]

    /// The properties of OrderedDictionary, which are those of Hashtable in another order.
    package static let orderedDictionary: [DotNetProperty<DotNetCollection>] = [
        DotNetProperty("Count") { .int32($0.count) },
        DotNetProperty("IsReadOnly") { _ in .boolean(false) },
        DotNetProperty("Keys") { .keys($0.node) },
        DotNetProperty("Values") { .values($0.node) },
        DotNetProperty("IsFixedSize") { _ in .boolean(false) },
        DotNetProperty("SyncRoot") { .base($0.node) },
        DotNetProperty("IsSynchronized") { _ in .boolean(false) },
    ]

    /// ArrayList begins with four places and doubles them.
    private static func capacity(for count: Int) -> Int {
        guard count > 0 else { return 0 }
        var capacity = 4
        while capacity < count { capacity *= 2 }
        return capacity
    }
}

extension DotNetProperty<DotNetProgress> {
    /// The properties of ProgressRecord.
    package static let progress: [DotNetProperty<DotNetProgress>] = [
        DotNetProperty("ActivityId") { .int32($0.fields.activityID) },
        DotNetProperty("ParentActivityId") { .int32($0.fields.parentActivityID) },
        DotNetProperty("Activity") { .text($0.fields.activity) },
        DotNetProperty("StatusDescription") { .text($0.fields.statusDescription) },
        DotNetProperty("CurrentOperation") { $0.hasOperation ? .textOf($0.fields.currentOperation) : .null },
        DotNetProperty("PercentComplete") { .int32($0.fields.percentComplete) },
        DotNetProperty("SecondsRemaining") { .int32($0.fields.secondsRemaining) },
        DotNetProperty("RecordType") { .enumeration(.progressRecordType(isCompleted: $0.fields.isCompleted)) },
    ]
}

/// A progress record's fields.
package struct DotNetProgress: Sendable {
    let fields: ProgressFields
    /// Whether the current operation is not null.
    let hasOperation: Bool
}
