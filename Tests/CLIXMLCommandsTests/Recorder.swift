import CLIXMLCommands

/// Keeps what diagnostics or a progress line write.
final class Recorder {
    private(set) var text = ""

    func write(_ bytes: Span<UInt8>) {
        var copy: [UInt8] = []
        for index in bytes.indices { copy.append(bytes[index]) }
        text += String(decoding: copy, as: UTF8.self)
    }

    /// What was written since the last call.
    func take() -> String {
        defer { text = "" }
        return text
    }

    func diagnostics(isColored: Bool = false) -> Diagnostics {
        Diagnostics(isColored: isColored, write: { self.write($0) })
    }
}
