import CLIXML

/// What a message of one type carries.
protocol MessagePayload: Sendable {
    /// The type of the messages that carry it.
    static var type: MessageType { get }

    /// Reads it; `nil` is a message without data.
    ///
    /// - Throws: `missing-property`, `wrong-property-type`.
    init(_ value: RemoteValue?) throws(PSRPError)

    /// Writes it; what writes nothing is a message without data.
    func write(to writer: inout PayloadWriter)
}

extension MessagePayload {
    /// The data of a message that carries this.
    func encoded(hasByteOrderMark: Bool = true) -> MessageData {
        var writer = PayloadWriter(hasByteOrderMark: hasByteOrderMark)
        let start = writer.byteCount
        write(to: &writer)
        return writer.byteCount == start ? MessageData() : MessageData(writer.finish())
    }
}
