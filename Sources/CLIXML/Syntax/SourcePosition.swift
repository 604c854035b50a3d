/// A place in the original input, before any transcoding.
public struct SourcePosition: Sendable, Hashable, CustomStringConvertible {
    /// Bytes before this place in the original input, from 0, byte order mark and header line included.
    public let byteOffset: Int

    /// Line number from 1. LF, CR LF and CR end a line.
    public let line: Int

    /// Column number from 1, in Unicode scalars.
    public let column: Int

    /// Makes a position.
    public init(byteOffset: Int, line: Int, column: Int) {
        self.byteOffset = byteOffset
        self.line = line
        self.column = column
    }

    /// `line:column`.
    public var description: String { "\(line):\(column)" }
}
