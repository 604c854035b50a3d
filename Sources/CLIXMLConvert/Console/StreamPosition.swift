import CLIXML

/// A place in a stream of any length.
struct StreamPosition: Sendable {
    private(set) var byteOffset = 0
    private(set) var line = 1
    private(set) var column = 1

    /// Moves over bytes.
    mutating func pass(_ bytes: Span<UInt8>) {
        byteOffset &+= bytes.count
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") {
                line &+= 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column &+= 1
            }
        }
    }

    /// Moves over one byte.
    mutating func pass(_ byte: UInt8) {
        byteOffset &+= 1
        if byte == UInt8(ascii: "\n") {
            line &+= 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            column &+= 1
        }
    }

    var sourcePosition: SourcePosition { SourcePosition(byteOffset: byteOffset, line: line, column: column) }
}
