import PSRPCapture

/// Records as they are, or without the secrets in them.
struct RecordFilter {
    private var redactor: SecretRedactor?

    init(isRedacting: Bool) { redactor = isRedacting ? SecretRedactor() : nil }

    /// What is to be kept once a record has come.
    mutating func pass(_ record: CaptureRecord) -> [CaptureRecord] {
        guard redactor != nil else { return [record] }
        redactor?.append(record)
        return taken()
    }

    /// What was held back.
    mutating func finish() -> [CaptureRecord] {
        redactor?.finish()
        return taken()
    }

    private mutating func taken() -> [CaptureRecord] {
        var records: [CaptureRecord] = []
        while let record = redactor?.nextRecord() { records.append(record) }
        return records
    }
}
