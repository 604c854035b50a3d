/// Long runs, 64 bytes at a time.
///
/// The loops over a block are arithmetic without a branch, which the compiler does on many bytes at once; one test at the end
/// is enough for all 64. Where in a block something stands is for ``ByteWord`` to find.
enum ByteBlock {
    static let count = 64

    /// Passes over whole blocks of bytes that ``ByteWord/specialMarks(in:)`` does not mark.
    static func passPlain(_ source: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        while source.count &- offset >= count {
            let block = source.extracting(offset..<(offset &+ count))
            var marks: UInt8 = 0
            for index in block.indices {
                let byte = block[index]
                let angles = ((byte & 0xFD) ^ 0x3C) &- 1
                let quotes = ((byte & 0xFB) ^ 0x22) &- 1
                let brackets = ((byte & 0xFC) ^ 0x5C) &- 1
                marks |= angles | quotes | brackets | (byte &- 0x20) | byte
            }
            if marks >= 0x80 { break }
            offset &+= count
        }
        return offset
    }

    /// Passes over whole blocks of blanks.
    static func passSpaces(_ source: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        while source.count &- offset >= count {
            let block = source.extracting(offset..<(offset &+ count))
            var others: UInt8 = 0
            for index in block.indices { others |= block[index] ^ 0x20 }
            if others != 0 { break }
            offset &+= count
        }
        return offset
    }

    /// Passes over whole pieces of 256 bytes of ASCII.
    static func passASCII(_ source: Span<UInt8>, from start: Int) -> Int {
        var offset = start
        while source.count &- offset >= 256 {
            let piece = source.extracting(offset..<(offset &+ 256))
            var seen: UInt8 = 0
            for index in piece.indices { seen |= piece[index] }
            if seen >= 0x80 { break }
            offset &+= 256
        }
        return offset
    }
}
