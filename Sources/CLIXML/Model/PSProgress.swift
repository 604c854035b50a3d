/// A progress record: `PR` (spec section 2.11).
public struct PSProgress: Sendable {
    package let store: NodeStore
    package let node: Int
    private let fields: ProgressFields

    package init(_ store: NodeStore, _ node: Int) {
        self.store = store
        self.node = node
        fields = store.progressFields(of: node)
    }

    /// What PowerShell would refuse the record for, or `nil`.
    var fieldDefect: String? { fields.defect }

    /// What is being done.
    public var activity: String { TextEscapes.string(fromWTF8: fields.activity.span) }

    /// The number of the activity, 0 or more.
    public var activityID: Int32 { fields.activityID }

    /// The object that says what is being done right now; PowerShell uses its text form.
    public var currentOperation: PSValue { PSValue(store, fields.currentOperation) }

    /// The number of the activity that this one is part of, or a negative number.
    public var parentActivityID: Int32 { fields.parentActivityID }

    /// How much is done, at most 100; a negative number says that it is not known.
    public var percentComplete: Int32 { fields.percentComplete }

    /// Whether the activity is over.
    public var isCompleted: Bool { fields.isCompleted }

    /// Seconds until the end, or a negative number when it is not known.
    public var secondsRemaining: Int32 { fields.secondsRemaining }

    /// What state the activity is in.
    public var statusDescription: String { TextEscapes.string(fromWTF8: fields.statusDescription.span) }
}
