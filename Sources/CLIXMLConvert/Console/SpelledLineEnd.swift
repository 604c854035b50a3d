/// A line end as it is spelled in a string with backslashes.
enum SpelledLineEnd {
    /// Whether `\n` or `\r\n` is complete: false while it may become so, `nil` when the bytes are something else.
    ///
    /// - Parameter depth: How many strings stand in one another.
    static func isWhole(_ bytes: [UInt8], depth: Int) -> Bool? {
        let backslashes = Array(repeating: UInt8(ascii: "\\"), count: 1 << (depth - 1))
        let feed = backslashes + [UInt8(ascii: "n")]
        let both = backslashes + [UInt8(ascii: "r")] + feed
        if bytes == feed || bytes == both { return true }
        return feed.starts(with: bytes) || both.starts(with: bytes) ? false : nil
    }
}
