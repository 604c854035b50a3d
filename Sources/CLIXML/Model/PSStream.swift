/// The stream a top-level value belongs to: the `S` attribute (spec section 1.7).
///
/// PowerShell compares the name ignoring case and takes any other name for output or error, depending on where it came from;
/// here it is kept as written.
public struct PSStream: Sendable, Hashable, CustomStringConvertible {
    /// The streams that PowerShell writes.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case output, error, warning, verbose, debug, progress, information
    }

    /// The attribute as written, for example `Error` or `warning`.
    public let name: String

    /// Makes a stream of the attribute's text.
    public init(name: String) { self.name = name }

    /// Which stream that is, ignoring case, or `nil` for a name PowerShell does not know.
    public var kind: Kind? { Kind(rawValue: name.lowercased()) }

    /// The attribute as written.
    public var description: String { name }
}
