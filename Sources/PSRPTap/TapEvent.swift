/// Something that whoever runs a tap should know. The traffic goes on.
public struct TapEvent: Sendable, Hashable, CustomStringConvertible {
    /// The kind.
    public let code: TapError.Code

    /// One sentence.
    public let message: String

    /// Makes an event.
    public init(code: TapError.Code, message: String) {
        self.code = code
        self.message = message
    }

    /// The message, and the code.
    public var description: String { "\(message) [\(code)]" }
}
