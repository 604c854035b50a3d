/// Says why compressed bytes were refused: a code, the place, and one sentence for people.
///
/// Two errors are equal when their `code` and `byteOffset` are.
package struct ZstdError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Names a kind of error.
    ///
    /// A struct and not an enum, so that a code can be added without breaking a `switch`.
    package struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The code as diagnostics print it, for example `zstd-truncated`.
        package var rawValue: String

        /// Makes a code of its text.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The code as diagnostics print it.
        package var description: String { rawValue }

        /// The first bytes are no zstd frame.
        package static let notZstd = Code(rawValue: "zstd-not-recognized")
        /// A frame is followed by bytes that begin no other.
        package static let trailingData = Code(rawValue: "zstd-trailing-data")
        /// The input ends inside a frame.
        package static let truncated = Code(rawValue: "zstd-truncated")
        /// A frame's content does not have the checksum it promises.
        package static let checksumMismatch = Code(rawValue: "zstd-checksum")
        /// A frame asks for a larger window than is allowed.
        package static let windowTooLarge = Code(rawValue: "zstd-window-too-large")
        /// A frame was compressed with a dictionary, which this reader never has.
        package static let dictionaryNeeded = Code(rawValue: "zstd-dictionary-needed")
        /// A frame is damaged in another way.
        package static let corrupted = Code(rawValue: "zstd-corrupted")
        /// There is not enough memory.
        package static let outOfMemory = Code(rawValue: "zstd-out-of-memory")
    }

    /// The kind of error.
    package let code: Code

    /// Where the frame begins that is wrong, in bytes of the compressed input from 0.
    package let byteOffset: Int

    /// One sentence: what was found and what was expected.
    package let message: String

    /// Makes an error.
    package init(_ code: Code, byteOffset: Int, message: String = "") {
        self.code = code
        self.byteOffset = byteOffset
        self.message = message
    }

    /// `message (frame at byte N) [code]`.
    package var description: String { "\(message) (frame at byte \(byteOffset)) [\(code)]" }

    /// Compares code and place only.
    package static func == (left: ZstdError, right: ZstdError) -> Bool {
        left.code == right.code && left.byteOffset == right.byteOffset
    }

    /// Hashes code and place only.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(code)
        hasher.combine(byteOffset)
    }
}
