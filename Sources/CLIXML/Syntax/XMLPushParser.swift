internal import CXMLPush

/// Parses XML of any origin with libxml2 and gives its markup events one by one.
///
/// This is the parser for the XML around CLIXML (SOAP bodies, out-of-process packets, event logs) and the second opinion
/// that tests compare the scanner of documents with. Append bytes as they arrive, in any pieces, take events until
/// `nextEvent()` returns `nil`, then finish and take the rest. Events before an error stay available after it; text right
/// before an error is dropped. A parser belongs to one task.
///
/// XML 1.0 with namespaces, in the encoding that a byte order mark or the declaration names. Nothing is fetched. A document
/// type declaration is refused, or with ``Options/documentTypes`` read for its declarations; a reference to an entity
/// other than the five predefined ones is refused always.
///
/// For CLIXML itself use `CLIXMLParser`: libxml2 refuses documents that PowerShell reads, and is slower.
// Safe: the handle is made in init, freed in deinit and never leaves; slices are copied before a callback returns; the
// sink outlives the handle because both belong to this value.
@safe
package struct XMLPushParser: ~Copyable {
    /// What a parser allows.
    package struct Options: Sendable, Hashable {
        /// What to do with a document type declaration.
        package enum DocumentTypes: Sendable, Hashable {
            /// Refuse it: entities and external identifiers have no place in a protocol.
            case refused

            /// Report it and the general entities and attributes that its internal subset declares. Parameter entities
            /// may expand to `maximumEntityLength` UTF-16 units together; external ones are skipped.
            case declarations(maximumEntityLength: Int)
        }

        /// What to do with a document type declaration; refused unless told otherwise.
        package var documentTypes = DocumentTypes.refused

        /// The deepest nesting of elements; 1,000 unless told otherwise, far above any protocol.
        package var maximumDepth = 1_000

        /// The longest run of text, comment or CDATA in UTF-8 bytes; 256 MiB unless told otherwise, the bound of a value.
        ///
        /// Above 10,000,000 libxml2's own limits are lifted.
        package var maximumTextByteCount = 256 << 20

        /// The default options.
        package init() {}
    }

    private let handle: OpaquePointer?
    private let sink: Sink
    private var failure: CLIXMLError?
    private var isFinished = false

    /// Makes a parser for one document.
    package init(options: Options = Options()) {
        sink = Sink(options: options)
        var handlers = Self.handlers
        var settings = cxmlpush_options()
        if case .declarations(let maximumEntityLength) = options.documentTypes {
            settings.allows_internal_subset = 1
            settings.maximum_parameter_entity_length = max(0, maximumEntityLength)
        }
        settings.allows_huge_text = options.maximumTextByteCount > 10_000_000 ? 1 : 0
        unsafe handle = cxmlpush_create(&handlers, &settings, Unmanaged.passUnretained(sink).toOpaque())
    }

    deinit { unsafe cxmlpush_destroy(handle) }

    /// Parses the next bytes of the document.
    ///
    /// - Throws: The first error of the document, now and in every later call. Codes: `embedded-xml-…`.
    /// - Complexity: O(*n*) in the number of bytes.
    package mutating func append(_ bytes: borrowing Span<UInt8>) throws(CLIXMLError) {
        if let failure { throw failure }
        guard let handle = unsafe handle else { throw fail(Self.memoryError) }
        let code = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe cxmlpush_push(handle, buffer.baseAddress, buffer.count)
        }
        if code != cxmlpush_error_none { throw fail(unsafe error(of: handle)) }
    }

    /// The next event, or `nil` until more bytes are appended; after `finish()`, `nil` for good.
    package mutating func nextEvent() -> MarkupEvent? { sink.next() }

    /// Says that the document is complete.
    ///
    /// - Throws: The first error of the document; `embedded-xml-truncated` where it is not complete.
    package mutating func finish() throws(CLIXMLError) {
        if let failure { throw failure }
        guard !isFinished else { return }
        isFinished = true
        guard let handle = unsafe handle else { throw fail(Self.memoryError) }
        if unsafe cxmlpush_finish(handle) != cxmlpush_error_none { throw fail(unsafe error(of: handle)) }
    }

    private mutating func fail(_ error: CLIXMLError) -> CLIXMLError {
        failure = error
        return error
    }
}

// MARK: - Errors

extension XMLPushParser {
    private static var memoryError: CLIXMLError {
        CLIXMLError(code: .embeddedXMLMemory, message: "not enough memory for an XML parser")
    }

    @inline(never)
    private func error(of handle: OpaquePointer) -> CLIXMLError {
        let first = unsafe cxmlpush_first_error(handle)
        // The parser is ahead of what it reported when text gets too long, so that place would depend on the pieces.
        if let stop = sink.stop, stop.code == .embeddedXMLTextLimit { return stop }
        let position = unsafe SourcePosition(
            byteOffset: Int(max(0, first.byte_offset)),
            line: Int(clamping: first.line),
            column: Int(clamping: first.column)
        )
        if let stop = sink.stop { return CLIXMLError(code: stop.code, position: position, message: stop.message) }
        return unsafe CLIXMLError(
            code: Self.code(first.code),
            position: position,
            message: first.message.text ?? "not well-formed XML"
        )
    }

    private static func code(_ code: cxmlpush_error_code) -> CLIXMLError.Code {
        switch code {
        case cxmlpush_error_namespace: .embeddedXMLNamespace
        case cxmlpush_error_encoding: .embeddedXMLEncoding
        case cxmlpush_error_truncated: .embeddedXMLTruncated
        case cxmlpush_error_document_type: .embeddedXMLDocumentType
        case cxmlpush_error_entity: .embeddedXMLEntity
        case cxmlpush_error_entity_limit: .embeddedXMLEntityLimit
        case cxmlpush_error_version: .embeddedXMLVersion
        case cxmlpush_error_library_limit: .embeddedXMLTextLimit
        case cxmlpush_error_memory: .embeddedXMLMemory
        default: .embeddedXMLSyntax
        }
    }
}

// MARK: - Callbacks

extension XMLPushParser {
    /// Collects events and joins the pieces of one text.
    private final class Sink {
        private enum Run { case none, text, cdata }

        let options: Options
        private(set) var stop: CLIXMLError?
        private var events: [MarkupEvent] = []
        private var taken = 0
        private var run = Run.none
        private var bytes: [UInt8] = []
        private var depth = 0

        init(options: Options) { self.options = options }

        func next() -> MarkupEvent? {
            guard taken < events.count else {
                events.removeAll(keepingCapacity: true)
                taken = 0
                return nil
            }
            defer { taken += 1 }
            return events[taken]
        }

        func add(_ event: MarkupEvent) -> CInt {
            flush()
            events.append(event)
            return 0
        }

        func start(_ start: MarkupEvent.Start) -> CInt {
            depth += 1
            guard depth <= options.maximumDepth else {
                return stop(.embeddedXMLDepthLimit, "elements are nested deeper than \(options.maximumDepth)")
            }
            return add(.start(start))
        }

        func end(_ name: MarkupName) -> CInt {
            depth -= 1
            return add(.end(name))
        }

        func characters(_ slice: cxmlpush_slice) -> CInt { unsafe join(slice, into: .text) }

        func cdata(_ slice: cxmlpush_slice) -> CInt { unsafe join(slice, into: .cdata) }

        func comment(_ slice: cxmlpush_slice) -> CInt {
            if unsafe slice.count > options.maximumTextByteCount { return stopForLength() }
            return unsafe add(.comment(slice.text ?? ""))
        }

        private func join(_ slice: cxmlpush_slice, into kind: Run) -> CInt {
            if run != kind { flush() }
            run = kind
            if unsafe slice.count > options.maximumTextByteCount - bytes.count { return stopForLength() }
            unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: slice.bytes, count: slice.count))
            return 0
        }

        private func flush() {
            switch run {
            case .none: return
            case .text: if !bytes.isEmpty { events.append(.text(String(decoding: bytes, as: UTF8.self))) }
            case .cdata: events.append(.cdata(String(decoding: bytes, as: UTF8.self)))
            }
            run = .none
            bytes.removeAll(keepingCapacity: true)
        }

        private func stopForLength() -> CInt {
            stop(.embeddedXMLTextLimit, "a text is longer than \(options.maximumTextByteCount) bytes")
        }

        private func stop(_ code: CLIXMLError.Code, _ message: String) -> CInt {
            stop = CLIXMLError(code: code, message: message)
            return 1
        }
    }

    private static func deliver(_ context: UnsafeMutableRawPointer?, _ action: (Sink) -> CInt) -> CInt {
        guard let context = unsafe context else { return 0 }
        return unsafe action(Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue())
    }

    private static var handlers: cxmlpush_handlers {
        unsafe cxmlpush_handlers(
            declaration: { context, version, encoding, standalone in
                let event = unsafe MarkupEvent.declaration(
                    version: version.text ?? "",
                    encoding: encoding.text,
                    standalone: standalone < 0 ? nil : standalone == 1
                )
                return unsafe XMLPushParser.deliver(context) { $0.add(event) }
            },
            document_type: { context, name, publicID, systemID in
                let event = unsafe MarkupEvent.documentType(
                    name: name.text ?? "",
                    publicID: publicID.text,
                    systemID: systemID.text
                )
                return unsafe XMLPushParser.deliver(context) { $0.add(event) }
            },
            entity: { context, entity in
                guard let entity = unsafe entity?.pointee else { return 0 }
                let event = unsafe XMLPushParser.event(entity)
                return unsafe XMLPushParser.deliver(context) { $0.add(event) }
            },
            attribute_declaration: { context, declaration in
                guard let declaration = unsafe declaration?.pointee else { return 0 }
                let event = unsafe XMLPushParser.event(declaration)
                return unsafe XMLPushParser.deliver(context) { $0.add(event) }
            },
            start_element: { context, start in
                guard let start = unsafe start?.pointee else { return 0 }
                let event = unsafe XMLPushParser.event(start)
                return unsafe XMLPushParser.deliver(context) { $0.start(event) }
            },
            end_element: { context, prefix, localName, namespaceURI in
                let name = unsafe MarkupName(
                    prefix: prefix.text,
                    localName: localName.text ?? "",
                    namespaceURI: namespaceURI.text
                )
                return unsafe XMLPushParser.deliver(context) { $0.end(name) }
            },
            characters: { context, text in
                unsafe XMLPushParser.deliver(context) { unsafe $0.characters(text) }
            },
            cdata: { context, text in
                unsafe XMLPushParser.deliver(context) { unsafe $0.cdata(text) }
            },
            comment: { context, text in
                unsafe XMLPushParser.deliver(context) { unsafe $0.comment(text) }
            },
            processing_instruction: { context, target, data in
                let event = unsafe MarkupEvent.processingInstruction(target: target.text ?? "", data: data.text ?? "")
                return unsafe XMLPushParser.deliver(context) { $0.add(event) }
            }
        )
    }

    private static func event(_ entity: cxmlpush_entity) -> MarkupEvent {
        let elsewhere: MarkupEvent.EntityContent = unsafe entity.is_unparsed == 0 ? .external : .unparsed
        let content = unsafe entity.text.text.map { MarkupEvent.EntityContent.text($0) } ?? elsewhere
        return unsafe .entityDeclaration(name: entity.name.text ?? "", content: content)
    }

    private static func event(_ declaration: cxmlpush_attribute_declaration) -> MarkupEvent {
        let copy = unsafe MarkupEvent.AttributeDeclaration(
            element: declaration.element.text ?? "",
            attribute: declaration.attribute.text ?? "",
            isCharacterData: declaration.is_character_data != 0,
            defaultValue: declaration.default_value.text
        )
        return .attributeDeclaration(copy)
    }

    private static func event(_ start: cxmlpush_start) -> MarkupEvent.Start {
        let namespaces = unsafe UnsafeBufferPointer(start: start.namespaces, count: start.namespace_count)
        let attributes = unsafe UnsafeBufferPointer(start: start.attributes, count: start.attribute_count)
        return unsafe MarkupEvent.Start(
            name: MarkupName(
                prefix: start.prefix.text,
                localName: start.local_name.text ?? "",
                namespaceURI: start.namespace_uri.text
            ),
            namespaces: namespaces.map { unsafe .init(prefix: $0.prefix.text, uri: $0.uri.text ?? "") },
            attributes: attributes.map { attribute in
                let name = unsafe MarkupName(
                    prefix: attribute.prefix.text,
                    localName: attribute.local_name.text ?? "",
                    namespaceURI: attribute.namespace_uri.text
                )
                return unsafe .init(name: name, value: attribute.value.text ?? "")
            }
        )
    }
}

extension cxmlpush_slice {
    /// A copy of the text, or `nil` where it is absent.
    fileprivate var text: String? {
        guard let bytes = unsafe bytes else { return nil }
        return unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}
