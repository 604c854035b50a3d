import PSRPCapture

/// Records as they are, or without the secrets in them.
struct RecordFilter {
    private let isRedacting: Bool

    init(isRedacting: Bool) { self.isRedacting = isRedacting }

    /// What is to be kept once a record has come.
    mutating func pass(_ record: CaptureRecord) -> [CaptureRecord] { [record] }

    /// What was held back.
    mutating func finish() -> [CaptureRecord] { [] }
}
