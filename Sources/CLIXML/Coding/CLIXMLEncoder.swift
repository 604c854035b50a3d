/// Makes CLIXML of values of `Encodable` types.
///
/// ```swift
/// struct Host: Encodable {
///     var name: String
///     var addresses: [String]
/// }
/// let bytes = try CLIXMLEncoder().encode(Host(name: "web01", addresses: []))
/// ```
///
/// | Swift | CLIXML |
/// | --- | --- |
/// | a type with members | an object with members, by default a property bag |
/// | an array | a list |
/// | a dictionary | a dictionary with keys of the type's own kind |
/// | `String`, `Bool`, numbers | the element of their width; 128 bits become a decimal, if it holds them |
/// | `nil` | null |
/// | a ``PSEnumeration`` | the number with its name, as PowerShell writes enumerations |
/// | ``PSValue``, ``PSObject``, ``PSDateTime``, … | the value as it is |
/// | `[UInt8]` | bytes |
/// | `Date`, `Data`, `UUID`, `Decimal`, `URL` | with the library CLIXMLFoundation |
///
/// `Encodable` has no identity, so an instance of a class that is met twice is written twice, in full; one that holds itself
/// ends in an error, once it is nested as deep as PowerShell can read. A ``PSObject`` that is met twice is the same object,
/// and the second time a reference to the first.
///
/// What goes wrong is an `EncodingError` with the path of keys, and under it a ``CLIXMLError``.
public struct CLIXMLEncoder: Sendable {
    /// How an encoder writes.
    public struct Options: Sendable {
        /// What members are called. By default as in Swift; PowerShell finds them whatever the case.
        public var keys = KeyStrategy.asWritten
        /// Which type names objects are given. By default those that PowerShell writes.
        public var typeNames = TypeNameStrategy.all
        /// Whether members are added ones, which is the default, or those of a .NET object.
        public var members = MemberStrategy.extended
        /// What is written for `nil` in optional properties. By default null.
        public var nils = NilStrategy.written
        /// What dictionaries become.
        public var dictionaries = DictionaryStrategy.dictionary
        /// Whether the entries of dictionaries are sorted by key. The default is true, so that equal values give the same
        /// bytes.
        public var sortsKeys = true
        /// What is written for `Int` and `UInt`. By default 64 bits.
        public var integers = IntegerStrategy.wide
        /// How instants are written. By default in UTC.
        public var dates = DateStrategy.utc
        /// What becomes of an array that is the encoded value itself. By default one value.
        public var root = RootStrategy.value
        /// How the document is written. The default is that of `Export-Clixml`, but with everything there is, whatever its
        /// depth (``CLIXMLWriterOptions/isVerbatim``).
        public var writer: CLIXMLWriterOptions
        /// The level at which no value may stand, from 2 to 200; the value itself is at level 1. The default 50 is
        /// PowerShell's limit for reading.
        public var maximumDepth = 50 {
            didSet { maximumDepth = min(max(maximumDepth, 2), 200) }
        }

        /// The defaults.
        public init() {
            writer = CLIXMLWriterOptions()
            writer.isVerbatim = true
        }
    }

    /// How values are written.
    public var options: Options
    /// What `Encoder.userInfo` gives.
    public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

    /// Makes an encoder.
    public init(options: Options = Options()) { self.options = options }

    /// Encodes a value as a document of its own.
    ///
    /// - Throws: `EncodingError`.
    /// - Complexity: O(*n*) in the size of the value.
    public func encode(_ value: some Encodable) throws -> [UInt8] {
        var writer = EncodedValueWriter(self)
        var output: [UInt8] = []
        try writer.write(value, into: &output)
        writer.finish(into: &output)
        return output
    }

    /// Encodes a value as one of the value model, to be put into an object or handed to a ``CLIXMLWriter``.
    ///
    /// - Throws: `EncodingError`.
    /// - Complexity: O(*n*) in the size of the value.
    public func value(of value: some Encodable) throws -> PSValue {
        let store = try EncodingState(self).encode(value)
        return PSValue(store, 0)
    }
}
