/// A connection whose two directions were recorded, by whatever means: side 0 and side 1.
protocol RecordedConnection: AnyObject {
    /// The number of the connection in its recording.
    var number: Int { get }

    /// Which side opened it; `nil` where that was not recorded.
    var opener: Int? { get }

    /// A side, for people.
    func name(of side: Int) -> String

    /// The address of a side, without port.
    func address(of side: Int) -> String

    /// The port of a side, where it has one.
    func port(of side: Int) -> UInt16?

    /// Whether the first bytes that a side sent were recorded.
    func hasBeginning(_ side: Int) -> Bool

    /// Whether more of what a side sent is there, and waits for what lies before it.
    func isWaiting(_ side: Int) -> Bool
}

extension TCPConnection: RecordedConnection {
    func name(of side: Int) -> String { ends[side].text }

    func address(of side: Int) -> String { ends[side].address }

    func port(of side: Int) -> UInt16? { ends[side].port }

    func hasBeginning(_ side: Int) -> Bool { streams[side].hasBeginning }

    func isWaiting(_ side: Int) -> Bool { streams[side].gapEnd != nil }
}
