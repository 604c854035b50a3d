import PSRPCapture

/// A value for each session of a recording, made when the session is first heard of.
struct SessionTable<Value> {
    private var values: [SessionRecord.Session?: Value] = [:]
    private var order: [SessionRecord.Session?] = []
    private let make: (SessionRecord.Session?, Int) -> Value

    /// Makes a table.
    ///
    /// - Parameter make: Makes the value of a session, `nil` where the recording does not tell sessions apart, and is told
    ///   how many sessions with the same host came before.
    init(_ make: @escaping (_ session: SessionRecord.Session?, _ number: Int) -> Value) { self.make = make }

    /// The sessions, in the order they were first heard of.
    var sessions: [SessionRecord.Session?] { order }

    /// The value of a session.
    subscript(session: SessionRecord.Session?) -> Value {
        mutating get {
            if let value = values[session] { return value }
            let value = make(session, order.count { $0?.host == session?.host })
            values[session] = value
            order.append(session)
            return value
        }
        set {
            if values.updateValue(newValue, forKey: session) == nil { order.append(session) }
        }
    }
}
