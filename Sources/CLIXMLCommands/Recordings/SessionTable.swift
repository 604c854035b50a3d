import PSRPCapture

/// A value for each session of a recording, made when the session is first heard of.
struct SessionTable<Value> {
    private var indices: [SessionRecord.Session?: Int] = [:]
    private var values: [Value] = []
    private var hosts: [String: Int] = [:]
    private let make: (SessionRecord.Session?, Int) -> Value

    /// Makes a table.
    ///
    /// - Parameter make: Makes the value of a session, `nil` where the recording does not tell sessions apart, and is told
    ///   how many sessions with the same host came before.
    init(_ make: @escaping (_ session: SessionRecord.Session?, _ number: Int) -> Value) { self.make = make }

    /// Changes the value of a session where it stands.
    mutating func update<Result>(
        _ session: SessionRecord.Session?,
        _ body: (inout Value) throws -> Result
    ) rethrows -> Result {
        try body(&values[index(of: session)])
    }

    /// Hands over the values, in the order their sessions were first heard of.
    mutating func forEach(_ body: (inout Value) -> Void) { for index in values.indices { body(&values[index]) } }

    private mutating func index(of session: SessionRecord.Session?) -> Int {
        if let index = indices[session] { return index }
        let host = session?.host ?? ""
        values.append(make(session, hosts[host, default: 0]))
        hosts[host, default: 0] += 1
        indices[session] = values.count - 1
        return values.count - 1
    }
}
