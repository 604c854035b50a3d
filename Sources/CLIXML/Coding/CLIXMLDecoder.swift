/// Makes values of `Decodable` types of CLIXML.
///
/// ```swift
/// struct Service: Decodable {
///     var name: String
///     var status: Status
///     var dependentServices: [String]?
/// }
/// let services = try CLIXMLDecoder().decode([Service].self, from: bytes)
/// ```
///
/// | Swift | CLIXML |
/// | --- | --- |
/// | a type with members | the members of an object, added ones before those of the .NET object, or the text keys of a dictionary |
/// | an array | the items of a list, stack or queue |
/// | a dictionary | a dictionary, its keys decoded as the type says; with `String` keys also the members of an object |
/// | `String` | a text, script block, XML, URI, GUID, version or character, and the name of an enumeration's value |
/// | integers | any number that the type holds exactly, a character, the number of an enumeration's value |
/// | `Double`, `Float` | any number, rounded |
/// | `Optional` | null or no member is `nil` |
/// | ``PSValue``, ``PSObject``, ``PSDateTime``, … | the value as it is |
/// | `[UInt8]` | bytes |
/// | `Date`, `Data`, `UUID`, `Decimal`, `URL` | with the library CLIXMLFoundation |
///
/// An object around a primitive counts as the primitive. An object to which several references lead is decoded for each of
/// them, because `Decodable` has no identity; one that is referred to from inside itself cannot be decoded into anything but
/// ``PSObject``.
///
/// What goes wrong is a `DecodingError` with the path of keys, and under it a ``CLIXMLError`` with the place in the input. To
/// decode values one after another in constant memory use ``values(_:from:)``. How deep it goes is bounded by the
/// document's own limit of 50 levels, and for references that lead in a circle by 200 nested types.
public struct CLIXMLDecoder: Sendable {
    /// How a decoder takes documents.
    public struct Options: Sendable {
        /// How a member is found for a key. The default is PowerShell's way, so that `displayName` finds `DisplayName`.
        public var keys = KeyStrategy.ignoringCase
        /// What is done with type names. By default nothing.
        public var typeNames = TypeNameStrategy.ignored
        /// What is done when an object lacks a member. By default it is an error.
        public var missingMembers = MissingMemberStrategy.refused
        /// What is done with members that were not asked for. By default they are passed over.
        public var extraMembers = ExtraMemberStrategy.ignored
        /// What is decoded of a document.
        public var root = RootStrategy.automatic
        /// The zone on whose clocks dates without a zone are meant, for types that have only instants. The default is UTC.
        public var zone = LocalZone.utc
        /// What a document may ask of the reader.
        public var limits = CLIXMLLimits()
        /// How many values may be decoded behind references, so that a small document does not become an endless value. The
        /// default is 16 Mi.
        public var maximumExpansionCount = 16 << 20

        /// The defaults.
        public init() {}
    }

    /// How documents are taken.
    public var options: Options
    /// What `Decoder.userInfo` gives.
    public var userInfo: [CodingUserInfoKey: any Sendable] = [:]

    /// Makes a decoder.
    public init(options: Options = Options()) { self.options = options }

    /// Decodes a document.
    ///
    /// - Throws: `CLIXMLError` for a document that is not valid, `DecodingError` for one that does not fit the type.
    /// - Complexity: O(*n*) in the size of the document, which is held in memory whole.
    public func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws -> T {
        try decode(type, from: bytes.span)
    }

    /// Decodes a document; otherwise as ``decode(_:from:)-(_,[UInt8])``.
    public func decode<T: Decodable>(_ type: T.Type, from bytes: Span<UInt8>) throws -> T {
        var parser = CLIXMLParser(limits: options.limits)
        var values: [NodePlace] = []
        try parser.append(bytes)
        while let value = try parser.nextValue() { values.append(NodePlace(value.store, 0)) }
        try parser.finish()
        while let value = try parser.nextValue() { values.append(NodePlace(value.store, 0)) }
        let state = DecodingState(self)
        var definitions: EarlierObjects?
        state.resolver = { reference in
            if definitions == nil { definitions = EarlierObjects(values) }
            return definitions?.object(for: reference)
        }
        return try state.decodeDocument(type, values)
    }

    /// Decodes a value.
    ///
    /// A reference to an object of an earlier top-level value is not followed.
    ///
    /// - Throws: `DecodingError` when the value does not fit the type.
    public func decode<T: Decodable>(_ type: T.Type, from value: PSValue) throws -> T {
        let place = value.located
        return try DecodingState(self).decode(type, NodePlace(place.store, place.node), nil, .root)
    }

    /// Decodes a top-level value, with positions in the document it came from.
    ///
    /// - Parameter object: finds the object of an earlier value that a reference means.
    /// - Throws: `DecodingError` when the value does not fit the type, and what `object` throws.
    public func decode<T: Decodable>(
        _ type: T.Type,
        from value: DocumentValue,
        resolving object: @escaping (PSReference) throws -> PSObject? = { _ in nil }
    ) throws -> T {
        let state = DecodingState(self)
        state.resolver = object
        return try state.decode(type, NodePlace(value.store, 0), nil, .root)
    }

    /// The values of a document, each decoded as it is read.
    ///
    /// ```swift
    /// var services = CLIXMLDecoder().values(Service.self, from: try CLIXMLReader(path: "services.xml"))
    /// while let service = try services.next() { print(service.name) }
    /// ```
    public func values<T: Decodable>(_ type: T.Type, from reader: consuming CLIXMLReader) -> DecodedValues<T> {
        DecodedValues(self, reader)
    }

    /// The values of a document whose bytes come as an asynchronous sequence of chunks, each decoded as soon as it is there.
    ///
    /// ```swift
    /// for try await service in CLIXMLDecoder().values(Service.self, from: chunks) { print(service.name) }
    /// ```
    public func values<T: Decodable, Chunks: AsyncSequence>(
        _ type: T.Type,
        from chunks: Chunks,
        form: DocumentForm = .document
    ) -> AsyncDecodedValues<T, Chunks> where Chunks.Element == [UInt8] {
        AsyncDecodedValues(self, CLIXMLValues(chunks, limits: options.limits, form: form))
    }
}
