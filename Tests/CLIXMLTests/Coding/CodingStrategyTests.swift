import CLIXML
import Testing

/// What each option changes.
@Suite struct CodingStrategyTests {
    private static let members = "<Obj RefId=\"0\"><MS><S N=\"NAME\">a</S><I32 N=\"id\">1</I32></MS></Obj>"

    // MARK: - Decoding

    @Test func keysAreFoundAsToldTo() throws {
        let document = Coded.document(Self.members)
        let host = try CLIXMLDecoder().decode(Host.self, from: document)
        #expect(host == Host(name: "a", id: 1))
        let error = try #require(throws: DecodingError.self) {
            try Coded.decoder { $0.keys = .exact }.decode(Host.self, from: document)
        }
        guard case .keyNotFound(let key, _) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(key.stringValue == "name")
        let prefixed = Coded.document("<Obj RefId=\"0\"><MS><S N=\"X_NAME\">a</S><I32 N=\"x_id\">1</I32></MS></Obj>")
        let custom = Coded.decoder { $0.keys = .custom { _, key in "x_" + key.stringValue } }
        let found = try custom.decode(Host.self, from: prefixed)
        #expect(found == Host(name: "a", id: 1))
    }

    @Test func keysBeyondASCIIAreFoundIgnoringCase() throws {
        let document = Coded.document("<Obj RefId=\"0\"><MS><I32 N=\"ÄRGER\">1</I32><I32 N=\"ſ\">2</I32></MS></Obj>")
        struct Umlaut: Decodable, Equatable { var ärger: Int }
        let value = try CLIXMLDecoder().decode(Umlaut.self, from: document)
        #expect(value == Umlaut(ärger: 1))
        struct Latin: Decodable { var s: Int? }
        let long = try CLIXMLDecoder().decode(Latin.self, from: document)
        #expect(long.s == nil)
    }

    @Test func typeNamesAreExpectedAsToldTo() throws {
        struct Service: Decodable, PSTypeNamed {
            static let typeNames: PSTypeNames = ["Demo.Service", "System.Object"]
            var name: String
        }
        func document(_ names: String...) -> [UInt8] {
            let list = names.map { "<T>\($0)</T>" }.joined()
            return Coded.document(
                "<Obj RefId=\"0\"><TN RefId=\"0\">\(list)</TN><MS><S N=\"Name\">a</S></MS></Obj>"
            )
        }
        let other = document("Demo.Other")
        _ = try CLIXMLDecoder().decode(Service.self, from: other)
        let declared = Coded.decoder { $0.typeNames = .declared }
        let error = try #require(throws: DecodingError.self) { try declared.decode(Service.self, from: other) }
        #expect(Coded.underlying(error)?.code == .unexpectedTypeNames)
        #expect(Coded.underlying(error)?.position?.line == 1)
        for names in [["DEMO.service"], ["Deserialized.Demo.Service"], ["Demo.Special", "Demo.Service"]] {
            let list = names.map { "<T>\($0)</T>" }.joined()
            let text = "<Obj RefId=\"0\"><TN RefId=\"0\">\(list)</TN><MS><S N=\"Name\">a</S></MS></Obj>"
            let service = try declared.decode(Service.self, from: Coded.document(text))
            #expect(service.name == "a")
        }
        _ = try declared.decode(Host.self, from: Coded.document(Self.members))
        let custom = Coded.decoder { $0.typeNames = .custom { _, names in names?.baseName == "Demo.Other" } }
        _ = try custom.decode(Service.self, from: other)
        #expect(throws: DecodingError.self) { try custom.decode(Service.self, from: document("Demo.Service")) }
        #expect(throws: DecodingError.self) { try custom.decode(Host.self, from: Coded.document(Self.members)) }
    }

    @Test func missingMembersBecomeEmptyWhenToldTo() throws {
        struct All: Decodable {
            var text: String
            var flag: Bool
            var number: Int
            var real: Double
            var list: [Int]
            var maybe: String?
        }
        let decoder = Coded.decoder { $0.missingMembers = .empty }
        for elements in [
            "<Obj RefId=\"0\"><MS><Nil N=\"x\" /></MS></Obj>",
            "<Obj RefId=\"0\"><MS><Nil N=\"text\" /><Nil N=\"flag\" /><Nil N=\"number\" /><Nil N=\"real\" />"
                + "<Nil N=\"list\" /><Nil N=\"maybe\" /></MS></Obj>",
        ] {
            let all = try decoder.decode(All.self, from: Coded.document(elements))
            #expect(all.text == "")
            #expect(all.flag == false)
            #expect(all.number == 0)
            #expect(all.real == 0)
            #expect(all.list == [])
            #expect(all.maybe == nil)
            #expect(throws: DecodingError.self) { try CLIXMLDecoder().decode(All.self, from: Coded.document(elements)) }
        }
        struct Wants: Decodable {
            var host: Host
            var id: PSGUID
        }
        #expect(throws: DecodingError.self) { try decoder.decode(Wants.self, from: Coded.document(Self.members)) }
    }

    @Test func extraMembersAreRefusedWhenToldTo() throws {
        let decoder = Coded.decoder { $0.extraMembers = .refused }
        let host = try decoder.decode(Host.self, from: Coded.document(Self.members))
        #expect(host.id == 1)
        // One that is hidden by an added member is not one more.
        let hidden =
            "<Obj RefId=\"0\"><Props><S N=\"Name\">p</S></Props><MS><S N=\"name\">a</S><I32 N=\"id\">1</I32></MS></Obj>"
        let other = try decoder.decode(Host.self, from: Coded.document(hidden))
        #expect(other.name == "a")
        let all = try decoder.decode([String: PSValue].self, from: Coded.document(Self.members))
        #expect(all.count == 2)
        let joined = "<Obj RefId=\"0\"><MS><I32 N=\"number\">1</I32><S N=\"name\">a</S></MS></Obj>"
        let value = try decoder.decode(Joined.self, from: Coded.document(joined))
        #expect(value.number == 1)
    }

    @Test func theRootIsTakenAsToldTo() throws {
        let list = "<Obj RefId=\"0\"><LST><I32>1</I32></LST></Obj>"
        let values = Coded.decoder { $0.root = .values }
        let nested = try values.decode([[Int]].self, from: Coded.document(list))
        #expect(nested == [[1]])
        let value = Coded.decoder { $0.root = .value }
        let one = try value.decode([Int].self, from: Coded.document(list))
        #expect(one == [1])
        #expect(throws: DecodingError.self) { try value.decode([Int].self, from: Coded.document("<I32>1</I32>")) }
        #expect(throws: DecodingError.self) { try value.decode([Int].self, from: Coded.document("")) }
    }

    @Test func userInfoIsHandedOn() throws {
        struct Wants: Codable {
            static let key = CodingUserInfoKey(rawValue: "test")
            var found: Int
            init() { found = 0 }
            init(from decoder: any Decoder) throws { found = Wants.key.flatMap { decoder.userInfo[$0] } as? Int ?? 0 }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(Int32(Wants.key.flatMap { encoder.userInfo[$0] } as? Int ?? 0))
            }
        }
        let key = try #require(Wants.key)
        var decoder = CLIXMLDecoder()
        decoder.userInfo[key] = 5
        let value = try decoder.decode(Wants.self, from: Coded.document("<S />"))
        #expect(value.found == 5)
        var encoder = CLIXMLEncoder()
        encoder.userInfo[key] = 6
        let text = try Coded.elements(Wants(), encoder)
        #expect(text == "<I32>6</I32>")
    }

    // MARK: - Encoding

    private static func bag(_ members: String) -> String { "<Obj RefId=\"0\">\(Coded.bag)<MS>\(members)</MS></Obj>" }

    @Test func membersAreCalledAsToldTo() throws {
        struct Names: Encodable { var displayName = "a" }
        let capitalized = try Coded.elements(Names(), Coded.encoder { $0.keys = .capitalized })
        #expect(capitalized == Self.bag("<S N=\"DisplayName\">a</S>"))
        let custom = try Coded.elements(
            [Names()],
            Coded.encoder {
                $0.typeNames = .declared
                $0.keys = .custom { path, key in path.map(\.stringValue).joined() + key.stringValue }
            }
        )
        #expect(
            custom
                == "<Obj RefId=\"0\"><LST><Obj RefId=\"1\"><MS><S N=\"Index 0displayName\">a</S></MS></Obj></LST></Obj>"
        )
        let shape = try Coded.elements(Shape.circle(radius: 1), Coded.encoder { $0.keys = .capitalized })
        let back = try CLIXMLDecoder().decode(Shape.self, from: Coded.document(shape))
        #expect(back == .circle(radius: 1))
    }

    @Test func typeNamesAreWrittenAsToldTo() throws {
        struct Typed: Codable, Equatable, PSTypeNamed {
            static let typeNames: PSTypeNames = ["Demo.Typed"]
            var id: Int32 = 1
        }
        struct Tag: Codable, PSTypeNamed {
            static let typeNames: PSTypeNames = ["Demo.Tag"]
            var text: String
            init(_ text: String) { self.text = text }
            init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(text)
            }
        }
        let typed = try Coded.elements(Typed())
        #expect(typed == "<Obj RefId=\"0\"><TN RefId=\"0\"><T>Demo.Typed</T></TN><MS><I32 N=\"id\">1</I32></MS></Obj>")
        let back = try Coded.decoder { $0.typeNames = .declared }.decode(Typed.self, from: Coded.document(typed))
        #expect(back == Typed())
        let tag = try Coded.elements(Tag("x"))
        #expect(tag == "<Obj RefId=\"0\"><TN RefId=\"0\"><T>Demo.Tag</T></TN><S>x</S></Obj>")
        let read = try CLIXMLDecoder().decode(Tag.self, from: Coded.document(tag))
        #expect(read.text == "x")
        let declared = Coded.encoder { $0.typeNames = .declared }
        let list = try Coded.elements([Typed()], declared)
        #expect(
            list == "<Obj RefId=\"0\"><LST><Obj RefId=\"1\"><TN RefId=\"0\"><T>Demo.Typed</T></TN><MS>"
                + "<I32 N=\"id\">1</I32></MS></Obj></LST></Obj>"
        )
        let custom = Coded.encoder {
            $0.typeNames = .custom { type, names in type == [Int32].self ? ["System.Int32[]"] : nil }
        }
        let numbers = try Coded.elements(["a": [1 as Int32]], custom)
        #expect(
            numbers == "<Obj RefId=\"0\"><DCT><En><S N=\"Key\">a</S><Obj N=\"Value\" RefId=\"1\"><TN RefId=\"0\">"
                + "<T>System.Int32[]</T></TN><LST><I32>1</I32></LST></Obj></En></DCT></Obj>"
        )
    }

    @Test func membersGoWhereToldTo() throws {
        let adapted = try Coded.elements(
            Host(name: "a", id: 1),
            Coded.encoder {
                $0.members = .adapted
                $0.typeNames = .declared
            }
        )
        #expect(adapted == "<Obj RefId=\"0\"><Props><S N=\"name\">a</S><I32 N=\"id\">1</I32></Props></Obj>")
        let custom = try Coded.elements(
            [Host(name: "a", id: 1)],
            Coded.encoder {
                $0.members = .custom { $0 == Host.self }
                $0.typeNames = .declared
            }
        )
        #expect(custom.contains("<Props>"))
        let back = try CLIXMLDecoder().decode([Host].self, from: Coded.document(custom))
        #expect(back == [Host(name: "a", id: 1)])
    }

    @Test func nilIsWrittenAsToldTo() throws {
        let omitted = try Coded.elements(
            Optionals(number: 1),
            Coded.encoder {
                $0.nils = .omitted
                $0.typeNames = .declared
            }
        )
        #expect(omitted == "<Obj RefId=\"0\"><MS><I64 N=\"number\">1</I64></MS></Obj>")
    }

    @Test func integersAreAsWideAsToldTo() throws {
        let narrow = try Coded.elements(
            [1, -2_147_483_648, 2_147_483_648],
            Coded.encoder {
                $0.integers = .narrow
                $0.typeNames = .declared
            }
        )
        #expect(narrow == "<Obj RefId=\"0\"><LST><I32>1</I32><I32>-2147483648</I32><I64>2147483648</I64></LST></Obj>")
        let unsigned = try Coded.elements(UInt(3), Coded.encoder { $0.integers = .narrow })
        #expect(unsigned == "<I32>3</I32>")
    }

    @Test func dictionariesBecomeWhatToldTo() throws {
        let members = try Coded.elements(
            ["b": 1, "a": 2] as [String: Int32],
            Coded.encoder { $0.dictionaries = .members }
        )
        #expect(members.contains("<I32 N=\"a\">2</I32>"))
        #expect(members.contains("<MS>"))
        let keyed = try Coded.elements([1: 2] as [Int32: Int32], Coded.encoder { $0.dictionaries = .members })
        #expect(keyed.contains("<DCT>"))
        var table: [String: Int32] = [:]
        for index in 0..<50 { table["k\(index)"] = Int32(index) }
        let sorted = try Coded.elements(table)
        let again = try Coded.elements(table.filter { _ in true })
        #expect(sorted == again)
        let unsorted = try Coded.elements(table, Coded.encoder { $0.sortsKeys = false })
        let back = try CLIXMLDecoder().decode([String: Int32].self, from: Coded.document(unsorted))
        #expect(back == table)
    }

    @Test func elementsOfAnArrayBecomeValuesWhenToldTo() throws {
        let encoder = Coded.encoder {
            $0.root = .elements
            $0.writer.layout = .compact
        }
        let text = String(decoding: try encoder.encode([1, 2] as [Int32]), as: UTF8.self)
        #expect(text == Written.root + "<I32>1</I32><I32>2</I32></Objs>")
        let table = String(decoding: try encoder.encode(["a": 1] as [String: Int32]), as: UTF8.self)
        #expect(table.contains("<DCT>"))
        let none = String(decoding: try encoder.encode([Int]()), as: UTF8.self)
        #expect(none == Written.root.dropLast() + " />")
    }

    @Test func theDefaultDocumentIsThatOfExportClixml() throws {
        let text = String(decoding: try CLIXMLEncoder().encode(Host(name: "a", id: 1)), as: UTF8.self)
        let values: [PSValue] = [["name": "a", "id": 1]]
        let written = try Written.document(values)
        #expect(text == written)
    }
}
