extension PSProgress {
    /// Makes a progress record, or returns `nil` for one that PowerShell refuses: the texts are not empty, the number of the
    /// activity is not negative and not that of its parent, the percentage is at most 100.
    ///
    /// - Parameters:
    ///   - percentComplete: negative when it is not known.
    ///   - secondsRemaining: negative when it is not known.
    public init?(
        activity: String,
        activityID: Int32,
        statusDescription: String,
        currentOperation: PSValue = .null,
        parentActivityID: Int32 = -1,
        percentComplete: Int32 = -1,
        isCompleted: Bool = false,
        secondsRemaining: Int32 = -1
    ) {
        var builder = NodeStoreBuilder()
        builder.begin(.progress)
        builder.add(.string(activity))
        builder.add(.int32(activityID))
        builder.add(currentOperation)
        builder.add(.int32(parentActivityID))
        builder.add(.int32(percentComplete))
        builder.add(.string(isCompleted ? "Completed" : "Processing"))
        builder.add(.int32(secondsRemaining))
        builder.add(.string(statusDescription))
        self.init(builder.finish(), 0)
        if fieldDefect != nil { return nil }
    }
}
