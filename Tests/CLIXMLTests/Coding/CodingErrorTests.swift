import CLIXML
import Testing

/// What goes wrong, with the path of keys and the place in the document.
@Suite struct CodingErrorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let elements: String
        let code: CLIXMLError.Code
        let path: String
        /// Where the error is.
        let position: SourcePosition
        let elementPath: String
        let decode: @Sendable ([UInt8]) throws -> Void

        init<Value: Decodable & SendableMetatype>(
            _ elements: String,
            _ type: Value.Type,
            _ code: CLIXMLError.Code,
            at path: String,
            _ elementPath: String,
            _ change: @escaping @Sendable (inout CLIXMLDecoder.Options) -> Void = { _ in }
        ) {
            let mark = elements.firstRange(of: "▸")?.lowerBound ?? elements.startIndex
            let before = Written.root + "\n" + elements[..<mark]
            let lines = before.split(separator: /\r\n|\n/, omittingEmptySubsequences: false)
            position = SourcePosition(
                byteOffset: before.utf8.count,
                line: lines.count,
                column: 1 + (lines.last?.unicodeScalars.count ?? 0)
            )
            self.elements = elements.replacing("▸", with: "")
            self.code = code
            self.path = path
            self.elementPath = elementPath
            decode = { bytes in _ = try Coded.decoder(change).decode(Value.self, from: bytes) }
        }

        var testDescription: String { "\(code): \(elements)" }
    }

    private static let host = "<Obj RefId=\"0\"><MS>\n  <S N=\"Name\">a</S>\n  <I32 N=\"Id\">x1</I32>\n</MS></Obj>"

    private static let rows: [Row] = [
        Row("<S>é</S>", Int.self, .typeMismatch, at: "", "Objs/S[1]"),
        Row("<I32>300</I32>", UInt8.self, .typeMismatch, at: "", "Objs/I32[1]"),
        Row("<I32>-1</I32>", UInt.self, .typeMismatch, at: "", "Objs/I32[1]"),
        Row("<Db>0.5</Db>", Int.self, .typeMismatch, at: "", "Objs/Db[1]"),
        Row("<D>0.5</D>", Int.self, .typeMismatch, at: "", "Objs/D[1]"),
        Row("<I32>1</I32>", String.self, .typeMismatch, at: "", "Objs/I32[1]"),
        Row("<I32>1</I32>", Bool.self, .typeMismatch, at: "", "Objs/I32[1]"),
        Row("<S>x</S>", PSGUID.self, .typeMismatch, at: "", "Objs/S[1]"),
        Row("<Nil />", Int.self, .unexpectedNull, at: "", "Objs/Nil[1]"),
        Row("<Nil />", PSGUID.self, .unexpectedNull, at: "", "Objs/Nil[1]"),
        Row("<Nil />", Host.self, .unexpectedNull, at: "", "Objs/Nil[1]"),
        Row("<S>a</S>", Host.self, .typeMismatch, at: "", "Objs/S[1]"),
        Row("<S>é</S>▸<I32 >1</I32>", [String].self, .typeMismatch, at: "Index 1", "Objs/I32[2]"),
        Row("<I32>1</I32>▸<I32>2</I32>", Int.self, .typeMismatch, at: "", "Objs/I32[2]"),
        Row(
            "<Obj RefId=\"0\"><MS><S N=\"Name\">é</S>▸<S N=\"Id\">1</S></MS></Obj>",
            Host.self,
            .typeMismatch,
            at: "id",

            "Objs/Obj[1]/MS/S[@N='Id']"
        ),
        Row(
            "<Obj RefId=\"0\"><Props><S N=\"Name\">a</S>\r\n <S N=\"x\">1</S></Props></Obj>",
            Host.self,
            .missingMember,
            at: "",

            "Objs/Obj[1]"
        ),
        Row(
            "<S>first</S>\n<Obj RefId=\"0\"><LST>\n<Obj RefId=\"1\"><MS><S N=\"a\"></S>\n ▸<B N=\"Name\">true</B></MS></Obj>"
                + "</LST></Obj>",
            [PSValueOrHosts].self,
            .typeMismatch,
            at: "Index 1/Index 0/name",

            "Objs/Obj[2]/LST/Obj[1]/MS/B[@N='Name']"
        ),
        Row(
            "<Obj RefId=\"0\"><DCT><En><S N=\"Key\">a</S><I32 N=\"Value\">1</I32></En><En><S N=\"Key\">b</S>"
                + "▸<S N=\"Value\">2</S></En></DCT></Obj>",
            [String: Int].self,
            .typeMismatch,
            at: "b",

            "Objs/Obj[1]/DCT/En[2]/S[@N='Value']"
        ),
        Row(
            "<Obj RefId=\"0\"><DCT><En>▸<S N=\"Key\">a</S><I32 N=\"Value\">1</I32></En></DCT></Obj>",
            [Int: Int].self,
            .typeMismatch,
            at: "Index 0",

            "Objs/Obj[1]/DCT/En[1]/S[@N='Key']"
        ),
        Row(
            "<Obj RefId=\"0\"><DCT><En><I32 N=\"Key\">1</I32><Nil N=\"Value\" /></En><En>▸<I64 N=\"Key\">1</I64>"
                + "<Nil N=\"Value\" /></En></DCT></Obj>",
            [Int: Int?].self,
            .extraMember,
            at: "1",

            "Objs/Obj[1]/DCT/En[2]/I64[@N='Key']"
        ),
        Row(
            "<Obj RefId=\"0\"><MS><S N=\"Name\">a</S><I32 N=\"Id\">1</I32>▸<Nil N=\"More\" /></MS></Obj>",
            Host.self,
            .extraMember,
            at: "",

            "Objs/Obj[1]/MS/Nil[@N='More']"
        ) { $0.extraMembers = .refused },
        Row("<Obj RefId=\"0\"><MS /></Obj>", [Int].self, .typeMismatch, at: "", "Objs/Obj[1]") {
            $0.root = .value
        },
        Row("<Obj RefId=\"0\"><LST /></Obj>", PSGUID.self, .typeMismatch, at: "", "Objs/Obj[1]"),
        Row(
            "<Obj RefId=\"0\"><LST><Obj RefId=\"1\"><TN RefId=\"0\"><T>X</T></TN>▸<S>9</S></Obj></LST></Obj>",
            [Int].self,
            .typeMismatch,
            at: "Index 0",

            "Objs/Obj[1]/LST/Obj[1]/S"
        ),
    ]

    /// A text, or hosts.
    enum PSValueOrHosts: Decodable {
        case text(String)
        case hosts([Host])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else {
                self = .hosts(try container.decode([Host].self))
            }
        }
    }

    @Test(arguments: rows)
    func saysWhatAndWhere(_ row: Row) throws {
        let bytes = Array((Written.root + "\n" + row.elements + "</Objs>").utf8)
        let error = try #require(throws: DecodingError.self) { try row.decode(bytes) }
        let underlying = try #require(Coded.underlying(error))
        #expect(underlying.code == row.code)
        #expect(Coded.path(error) == row.path)
        #expect(underlying.position == row.position)
        #expect(underlying.path?.description == row.elementPath)
    }

    @Test func invalidDocumentsAreTheReadersErrors() throws {
        let error = try #require(throws: CLIXMLError.self) {
            try CLIXMLDecoder().decode(Host.self, from: Array((Written.root + "\n" + Self.host + "</Objs>").utf8))
        }
        #expect(error.code == .invalidValue)
        #expect(error.position?.line == 4)
        let empty = try #require(throws: CLIXMLError.self) { try CLIXMLDecoder().decode([Int].self, from: []) }
        #expect(empty.code == .missingRoot)
    }

    @Test func aDocumentWithoutValuesHasNoValue() throws {
        let error = try #require(throws: DecodingError.self) {
            try CLIXMLDecoder().decode(Int.self, from: Coded.document(""))
        }
        guard case .valueNotFound = error else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func errorsOfBuiltValuesHaveNoPlace() throws {
        let value: PSValue = ["Name": 1, "Id": 2]
        let error = try #require(throws: DecodingError.self) { try CLIXMLDecoder().decode(Host.self, from: value) }
        #expect(Coded.path(error) == "name")
        #expect(Coded.underlying(error)?.position == nil)
        #expect(Coded.underlying(error)?.code == .typeMismatch)
    }

    @Test func positionsCountTheWholeInput() throws {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in "\(Written.root)\n<S>a</S><I32>1</I32></Objs>".utf16 {
            bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        let error = try #require(throws: DecodingError.self) { try CLIXMLDecoder().decode([String].self, from: bytes) }
        let position = try #require(Coded.underlying(error)?.position)
        #expect(position.line == 2)
        #expect(position.column == 9)
        #expect(position.byteOffset == 2 + 2 * (Written.root.utf8.count + 1 + 8))
    }

    @Test func payloadsHaveNoRootInPaths() throws {
        var parser = CLIXMLParser(form: .payload)
        try parser.append(Array("<S>a</S>".utf8).span)
        try parser.finish()
        var other = CLIXMLParser(form: .payload)
        let text = Array("<Obj RefId=\"0\"><MS><S N=\"Id\">a</S></MS></Obj>".utf8)
        try other.append(text.span)
        let value = try #require(try other.nextValue())
        let error = try #require(throws: DecodingError.self) {
            try CLIXMLDecoder().decode([String: Int].self, from: value)
        }
        #expect(Coded.underlying(error)?.path?.description == "Obj[1]/MS/S[@N='Id']")
    }

    // MARK: - Encoding

    private struct Deep: Encodable {
        var level: Int
        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            if level > 1 { try container.encode(Deep(level: level - 1)) }
        }
    }

    @Test func nestingIsBounded() throws {
        // The innermost of 49 arrays is at level 49.
        let encoded = try CLIXMLEncoder().encode(Deep(level: 49))
        let read = try Written.read(encoded)
        #expect(read.count == 1)
        let error = try #require(throws: EncodingError.self) { try CLIXMLEncoder().encode(Deep(level: 50)) }
        #expect(Coded.underlying(error)?.code == .nestedTooDeeply)
        let deeper = try Coded.encoder { $0.maximumDepth = 100 }.encode(Deep(level: 99))
        #expect(throws: CLIXMLError.self) { try Written.read(deeper) }
        var limits = CLIXMLLimits()
        limits.maximumDepth = 101
        let all = try Written.read(deeper, limits: limits)
        #expect(all.count == 1)
    }

    @Test func anInstanceThatHoldsItselfIsRefused() throws {
        let loop = Loop()
        loop.inner = loop
        defer { loop.inner = nil }
        let error = try #require(throws: EncodingError.self) { try CLIXMLEncoder().encode(loop) }
        #expect(Coded.underlying(error)?.code == .nestedTooDeeply)
        #expect(Coded.path(error)?.hasPrefix("inner/inner/inner") == true)
    }

    @Test func aTypeThatEncodesItselfAsItselfIsRefused() throws {
        struct Endless: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(self)
            }
        }
        let error = try #require(throws: EncodingError.self) { try CLIXMLEncoder().encode(Endless()) }
        #expect(Coded.underlying(error)?.code == .nestedTooDeeply)
    }

    @Test func nestedContainersAreBoundedToo() throws {
        struct Nesting: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.unkeyedContainer()
                for _ in 0..<100 { container = container.nestedUnkeyedContainer() }
            }
        }
        let error = try #require(throws: EncodingError.self) { try CLIXMLEncoder().encode(Nesting()) }
        #expect(Coded.underlying(error)?.code == .nestedTooDeeply)
    }

    @Test func containersAreUsedInTurn() throws {
        struct TwoKinds: Encodable {
            func encode(to encoder: any Encoder) throws {
                var items = encoder.unkeyedContainer()
                var members = encoder.container(keyedBy: EncodedKey.self)
                try items.encode(1)
                try members.encode(1, forKey: .a)
            }
        }
        #expect(throws: EncodingError.self) { try CLIXMLEncoder().encode(TwoKinds()) }
        struct TwoValues: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(1)
                try container.encode(2)
            }
        }
        #expect(throws: EncodingError.self) { try CLIXMLEncoder().encode(TwoValues()) }
        struct Outer: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: EncodedKey.self)
                try container.encode(Inner(outer: container), forKey: .a)
            }
        }
        struct Inner: Encodable {
            var outer: KeyedEncodingContainer<EncodedKey>
            func encode(to encoder: any Encoder) throws {
                var outer = outer
                try outer.encode(1, forKey: .b)
            }
        }
        #expect(throws: EncodingError.self) { try CLIXMLEncoder().encode(Outer()) }
    }

    enum EncodedKey: CodingKey { case a, b }

    @Test func whatTheFormatCannotHoldIsRefused() throws {
        let wide = try #require(throws: EncodingError.self) { try CLIXMLEncoder().encode([Int128.max]) }
        #expect(Coded.path(wide) == "Index 0")
        let key = try #require(throws: EncodingError.self) { try CLIXMLEncoder().encode([Int?.none: 1]) }
        #expect(Coded.underlying(key)?.code == .typeMismatch)
        let text = try #require(throws: EncodingError.self) { try CLIXMLEncoder().encode("a\u{FFFF}") }
        #expect(Coded.underlying(text)?.code == .noncharacter)
    }

    // MARK: - References

    @Test func circlesEndInAnError() throws {
        struct Node: Decodable { var inner: [Node] }
        let elements =
            "<Obj RefId=\"0\"><MS><Obj N=\"Inner\" RefId=\"1\"><LST><Ref RefId=\"0\" /></LST></Obj></MS></Obj>"
        let error = try #require(throws: DecodingError.self) {
            try CLIXMLDecoder().decode(Node.self, from: Coded.document(elements))
        }
        #expect(Coded.underlying(error)?.code == .nestedTooDeeply)
    }

    @Test func expansionsAreBounded() throws {
        // Each object holds the one before twice: 2^40 in all.
        indirect enum Tree: Decodable {
            case node([Tree])
            init(from decoder: any Decoder) throws {
                self = .node(try decoder.singleValueContainer().decode([Tree].self))
            }
        }
        var elements = "<Obj RefId=\"0\"><LST /></Obj>"
        for id in 1...40 {
            elements += "<Obj RefId=\"\(id)\"><LST><Ref RefId=\"\(id - 1)\" /><Ref RefId=\"\(id - 1)\" /></LST></Obj>"
        }
        let decoder = Coded.decoder { $0.maximumExpansionCount = 1000 }
        let error = try #require(throws: DecodingError.self) {
            try decoder.decode([Tree].self, from: Coded.document(elements))
        }
        #expect(Coded.underlying(error)?.code == .tooManyExpansions)
    }

    @Test func referencesWithoutTheirObjectAreRefused() throws {
        let values = try Written.read("<Obj RefId=\"0\"><MS><I32 N=\"a\">1</I32></MS></Obj><Ref RefId=\"0\" />")
        let error = try #require(throws: DecodingError.self) {
            try CLIXMLDecoder().decode([String: Int].self, from: values[1])
        }
        #expect(Coded.underlying(error)?.code == .unresolvedReference)
        let found = try CLIXMLDecoder().decode([String: Int].self, from: values[1]) { _ in
            guard case .object(let object) = values[0].value else { return nil }
            return object
        }
        #expect(found == ["a": 1])
    }
}
