import CLIXML
public import PSRP

/// Writes messages as NDJSON, one object a line, with everything that is known of each.
public struct MessageJSON {
    /// Makes a writer.
    public init() {}

    /// Appends the line of a message, its line feed included.
    ///
    /// - Parameters:
    ///   - number: The number of the message, from 1.
    ///   - message: The message.
    ///   - key: The stream it came in; its connection is written as the host.
    ///   - session: What tells the session from others with the same host.
    ///   - milliseconds: When it passed.
    ///   - scheme: How its SecureStrings are written.
    /// - Complexity: O(n)
    public func append(
        _ number: Int,
        _ message: Message,
        _ key: StreamKey,
        session: String? = nil,
        milliseconds: Double?,
        scheme: SecureStringScheme,
        to output: inout [UInt8]
    ) {
        output.append(contentsOf: "{\"n\":\(number)".utf8)
        if let milliseconds { output.append(contentsOf: ",\"milliseconds\":\(milliseconds)".utf8) }
        if !key.connection.isEmpty { member("host", key.connection, &output) }
        if let session { member("session", session, &output) }
        member("direction", key.direction == .clientToServer ? "c2s" : "s2c", &output)
        member("stream", key.priority == .promptResponse ? "PromptResponse" : "Default", &output)
        output.append(contentsOf: ",\"objectId\":\(message.source?.objectID ?? 0)".utf8)
        output.append(contentsOf: ",\"fragments\":\(message.source?.fragmentCount ?? 0)".utf8)
        output.append(contentsOf: ",\"byteCount\":\(message.source?.byteCount ?? 0)".utf8)
        output.append(contentsOf: ",\"destination\":\(message.destination.rawValue)".utf8)
        member("messageType", message.type.description, &output)
        member("type", message.type.hexadecimal, &output)
        member("runspacePoolId", message.runspacePoolID.hyphenated, &output)
        member("pipelineId", message.pipelineID.hyphenated, &output)
        member("data", message.data.text, &output)
        output.append(contentsOf: ",\"payload\":".utf8)
        PayloadJSON(scheme: scheme).append(message, to: &output)
        output.append(contentsOf: "}\n".utf8)
    }

    private func member(_ name: String, _ text: String, _ output: inout [UInt8]) {
        output.append(contentsOf: ",\"\(name)\":".utf8)
        PayloadJSON.string(text, to: &output)
    }
}
