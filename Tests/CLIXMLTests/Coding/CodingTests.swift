import CLIXML
import TestSupport
import Testing

/// Swift values and CLIXML in both directions.
@Suite struct CodingTests {
    @Test(arguments: both)
    func codesBothWays(_ row: CodingRow) throws {
        let encoded = try row.encode(CLIXMLEncoder())
        #expect(encoded == row.elements)
        let difference = try row.decode(CLIXMLDecoder())
        #expect(difference == nil)
    }

    @Test(arguments: decodedOnly)
    func decodes(_ row: CodingRow) throws {
        let difference = try row.decode(CLIXMLDecoder())
        #expect(difference == nil)
    }

    private static let both: [CodingRow] = [
        CodingRow("<S>a&lt;b_x000A_c</S>", "a<b\nc"),
        CodingRow("<S></S>", ""),
        CodingRow("<B>true</B>", true),
        CodingRow("<SB>-128</SB>", Int8.min),
        CodingRow("<I16>-300</I16>", Int16(-300)),
        CodingRow("<I32>7</I32>", Int32(7)),
        CodingRow("<I64>-9223372036854775808</I64>", Int64.min),
        CodingRow("<I64>7</I64>", 7),
        CodingRow("<By>255</By>", UInt8.max),
        CodingRow("<U16>65535</U16>", UInt16.max),
        CodingRow("<U32>4294967295</U32>", UInt32.max),
        CodingRow("<U64>18446744073709551615</U64>", UInt64.max),
        CodingRow("<U64>7</U64>", UInt(7)),
        CodingRow("<D>-79228162514264337593543950335</D>", -((Int128(1) << 96) - 1)),
        CodingRow("<D>5</D>", UInt128(5)),
        CodingRow("<Sg>0.1</Sg>", Float(0.1)),
        CodingRow("<Db>0.1</Db>", 0.1),
        CodingRow("<Db>-INF</Db>", -Double.infinity),
        CodingRow("<D>1.50</D>", PSDecimal("1.50")),
        CodingRow("<DT>2024-01-02T03:04:05.6Z</DT>", PSDateTime(ticks: 638_397_614_456_000_000, kind: .utc)),
        CodingRow("<TS>PT1M30S</TS>", PSDuration(ticks: 900_000_000)),
        CodingRow("<TS>-PT1.5S</TS>", Duration.milliseconds(-1500)),
        CodingRow("<G>00010203-0405-0607-0809-0a0b0c0d0e0f</G>", PSGUID("00010203-0405-0607-0809-0a0b0c0d0e0f")),
        CodingRow("<Version>1.2.3</Version>", PSVersion("1.2.3")),
        CodingRow("<URI>https://example.org/</URI>", PSURI("https://example.org/")),
        CodingRow("<SS>0a00</SS>", PSSecureString(text: "0a00")),
        CodingRow("<BA>AQID</BA>", [1, 2, 3] as [UInt8]),
        CodingRow("<BA />", [] as [UInt8]),
        CodingRow("<Nil />", Int?.none),
        CodingRow("<I32>5</I32>", Int32?.some(5)),
        CodingRow("<C>65</C>", PSValue.char(65)),
        CodingRow("<Nil />", PSValue.null),
        CodingRow("<S>Running</S>", Named.running),
        CodingRow("<I64>4</I64>", Numbered.running),
        CodingRow("<I32>3</I32>", [.first, .second] as Flags),
        CodingRow(
            "<Obj RefId=\"0\"><TN RefId=\"0\"><T>System.ServiceProcess.ServiceStartMode</T><T>System.Enum</T>"
                + "<T>System.ValueType</T></TN><ToString>Manual</ToString><I32>3</I32></Obj>",
            StartMode.manual
        ),
        CodingRow(
            "<Obj RefId=\"0\">\(Coded.bag)<MS><S N=\"name\">web01</S><I32 N=\"id\">7</I32></MS></Obj>",
            Host(name: "web01", id: 7)
        ),
        CodingRow(
            "<Obj RefId=\"0\">\(Coded.bag)<MS><Nil N=\"text\" /><I64 N=\"number\">1</I64><Nil N=\"host\" />"
                + "<Obj N=\"list\" RefId=\"1\"><TN RefId=\"1\"><T>System.Object[]</T><T>System.Array</T>"
                + "<T>System.Object</T></TN><LST><I32>1</I32><I32>2</I32></LST></Obj></MS></Obj>",
            Optionals(text: nil, number: 1, host: nil, list: [1, 2])
        ),
        CodingRow(
            "<Obj RefId=\"0\">\(Coded.array)<LST><S>a</S><Nil /><S></S></LST></Obj>",
            ["a", nil, ""] as [String?]
        ),
        CodingRow("<Obj RefId=\"0\">\(Coded.array)<LST /></Obj>", [Int]()),
        CodingRow(
            "<Obj RefId=\"0\">\(Coded.array)<LST><Obj RefId=\"1\"><TN RefId=\"1\">"
                + "<T>System.Management.Automation.PSCustomObject</T><T>System.Object</T></TN><MS><S N=\"name\">a</S>"
                + "<I32 N=\"id\">1</I32></MS></Obj><Obj RefId=\"2\"><TNRef RefId=\"1\" /><MS><S N=\"name\">b</S>"
                + "<I32 N=\"id\">2</I32></MS></Obj></LST></Obj>",
            [Host(name: "a", id: 1), Host(name: "b", id: 2)]
        ),
        CodingRow(
            "<Obj RefId=\"0\">\(Coded.table)<DCT><En><S N=\"Key\">a</S><I32 N=\"Value\">1</I32></En>"
                + "<En><S N=\"Key\">b</S><I32 N=\"Value\">2</I32></En></DCT></Obj>",
            ["b": 2, "a": 1] as [String: Int32]
        ),
        CodingRow(
            "<Obj RefId=\"0\">\(Coded.table)<DCT><En><I32 N=\"Key\">9</I32><Nil N=\"Value\" /></En>"
                + "<En><I32 N=\"Key\">10</I32><S N=\"Value\">x</S></En></DCT></Obj>",
            [10: "x", 9: nil] as [Int32: String?]
        ),
        CodingRow(
            "<Obj RefId=\"0\">\(Coded.table)<DCT><En><G N=\"Key\">00010203-0405-0607-0809-0a0b0c0d0e0f</G>"
                + "<B N=\"Value\">true</B></En></DCT></Obj>",
            [PSGUID("00010203-0405-0607-0809-0a0b0c0d0e0f") ?? .zero: true]
        ),
        CodingRow("<Obj RefId=\"0\">\(Coded.table)<DCT /></Obj>", [String: Int]()),
        CodingRow(
            "<Obj RefId=\"0\">\(Coded.bag)<MS><Obj N=\"circle\" RefId=\"1\"><TNRef RefId=\"0\" /><MS>"
                + "<Db N=\"radius\">1.5</Db></MS></Obj></MS></Obj>",
            Shape.circle(radius: 1.5)
        ),
        CodingRow(
            "<Obj RefId=\"0\">\(Coded.bag)<MS><Obj N=\"square\" RefId=\"1\"><TNRef RefId=\"0\" /><MS>"
                + "<I32 N=\"_0\">3</I32><S N=\"label\">l</S></MS></Obj></MS></Obj>",
            Shape.square(3, label: "l")
        ),
        CodingRow(
            "<Obj RefId=\"0\">\(Coded.bag)<MS><Obj N=\"none\" RefId=\"1\"><TNRef RefId=\"0\" /><MS /></Obj></MS></Obj>",
            Shape.none
        ),
        CodingRow(
            "<Obj RefId=\"0\">\(Coded.bag)<MS><S N=\"name\">a</S><Obj N=\"next\" RefId=\"1\"><TNRef RefId=\"0\" /><MS>"
                + "<S N=\"name\">b</S><Nil N=\"next\" /></MS></Obj></MS></Obj>",
            Chain("a", Chain("b"))
        ),
        CodingRow(
            "<Obj RefId=\"0\">\(Coded.bag)<MS><Obj N=\"left\" RefId=\"1\"><TNRef RefId=\"0\" /><MS><I32 N=\"a\">1</I32>"
                + "<I32 N=\"b\">4</I32></MS></Obj><Obj N=\"right\" RefId=\"2\"><TN RefId=\"1\"><T>System.Object[]</T>"
                + "<T>System.Array</T><T>System.Object</T></TN><LST><I32>2</I32><Obj RefId=\"3\"><TNRef RefId=\"0\" />"
                + "<MS><I32 N=\"a\">5</I32></MS></Obj></LST></Obj><I32 N=\"middle\">3</I32></MS></Obj>",
            Interleaved([1, 2, 3, 4, 5])
        ),
    ]

    private static let decodedOnly: [CodingRow] = [
        // Numbers of any element, as long as the type holds them.
        CodingRow("<By>7</By>", 7),
        CodingRow("<C>65</C>", 65),
        CodingRow("<U64>7</U64>", Int8(7)),
        CodingRow("<Db>7</Db>", 7),
        CodingRow("<D>7.00</D>", UInt16(7)),
        CodingRow("<D>-0.5</D>", -0.5),
        CodingRow("<I64>9007199254740993</I64>", 9_007_199_254_740_992.0),
        CodingRow("<Sg>0.1</Sg>", Double(Float(0.1))),
        CodingRow("<I32> 7</I32>", 7),
        CodingRow("<I32>5</I32>", PSDecimal(magnitude: 5, scale: 0)),
        CodingRow("<U64>18446744073709551615</U64>", Int128(UInt64.max)),
        // What is a text.
        CodingRow("<SBK>Get-Date</SBK>", "Get-Date"),
        CodingRow("<URI>http://a/</URI>", "http://a/"),
        CodingRow("<XD>&lt;a /&gt;</XD>", "<a />"),
        CodingRow("<C>65</C>", "A"),
        CodingRow("<G>00010203-0405-0607-0809-0A0B0C0D0E0F</G>", "00010203-0405-0607-0809-0a0b0c0d0e0f"),
        CodingRow("<Version>1.2</Version>", "1.2"),
        CodingRow("<S>{00010203-0405-0607-0809-0A0B0C0D0E0F}</S>", PSGUID("00010203-0405-0607-0809-0a0b0c0d0e0f")),
        CodingRow("<S>1.2.3.4</S>", PSVersion("1.2.3.4")),
        // An object around a primitive, with whatever more it has.
        CodingRow("<Obj RefId=\"0\"><S>text</S><MS><S N=\"PSPath\">p</S></MS></Obj>", "text"),
        CodingRow("<Obj RefId=\"0\"><Obj RefId=\"1\"><I32>5</I32></Obj></Obj>", 5),
        CodingRow("<Obj RefId=\"0\"><TN RefId=\"0\"><T>X</T></TN><G>\(zero)</G></Obj>", PSGUID.zero),
        CodingRow("<Obj RefId=\"0\"><LST><By>1</By><I32>2</I32></LST></Obj>", [1, 2] as [UInt8]),
        // Enumerations by name, number and text alone.
        CodingRow(status("Running", 4), Named.running),
        CodingRow(status("Running", 4), Numbered.running),
        CodingRow(status("Manual", 3), StartMode.manual),
        CodingRow("<S>MANUAL</S>", StartMode.manual),
        CodingRow(status("Running", 4), "Running"),
        CodingRow(status("Running", 4), 4),
        // All kinds of collections; an array of one for a document of one.
        CodingRow("<Obj RefId=\"0\"><STK><I32>1</I32><I32>2</I32></STK></Obj>", [1, 2]),
        CodingRow("<Obj RefId=\"0\"><QUE><I32>1</I32></QUE></Obj>", [1]),
        CodingRow("<Obj RefId=\"0\"><IE><I32>1</I32></IE></Obj>", [1]),
        CodingRow("<I32>1</I32>", [1]),
        CodingRow("<I32>1</I32><I32>2</I32>", [1, 2]),
        CodingRow("", [Int]()),
        CodingRow("<Obj RefId=\"0\"><LST><S>a</S></LST></Obj><Obj RefId=\"1\"><LST /></Obj>", [["a"], []]),
        // Members: added ones hide the others, case is ignored, those of inner objects are the object's own.
        CodingRow(
            "<Obj RefId=\"0\"><Props><S N=\"NAME\">p</S><I32 N=\"Id\">1</I32></Props></Obj>",
            Host(name: "p", id: 1)
        ),
        CodingRow(
            "<Obj RefId=\"0\"><Props><S N=\"Name\">p</S><I32 N=\"Id\">1</I32></Props><MS><S N=\"name\">m</S></MS></Obj>",
            Host(name: "m", id: 1)
        ),
        CodingRow(
            "<Obj RefId=\"0\"><Obj RefId=\"1\"><Props><S N=\"Name\">p</S></Props></Obj><MS><I32 N=\"Id\">2</I32></MS></Obj>",
            Host(name: "p", id: 2)
        ),
        CodingRow(
            "<Obj RefId=\"0\"><MS><I32 N=\"ID\">1</I32><S N=\"x\">y</S><S N=\"Name\">a</S></MS></Obj>",
            Host(name: "a", id: 1)
        ),
        CodingRow(
            "<Obj RefId=\"0\"><DCT><En><S N=\"Key\">Id</S><I32 N=\"Value\">3</I32></En>"
                + "<En><S N=\"Key\">Name</S><S N=\"Value\">d</S></En></DCT></Obj>",
            Host(name: "d", id: 3)
        ),
        CodingRow(
            "<Obj RefId=\"0\"><Props><I32 N=\"a\">1</I32></Props><MS><I32 N=\"b\">2</I32></MS></Obj>",
            ["a": 1, "b": 2]
        ),
        CodingRow("<Obj RefId=\"0\"><DCT><En><I32 N=\"Key\">1</I32><S N=\"Value\">a</S></En></DCT></Obj>", [1: "a"]),
        CodingRow("<Obj RefId=\"0\"><MS><S N=\"text\">a</S></MS></Obj>", Optionals(text: "a")),
        // References inside a value and to an earlier one.
        CodingRow(
            "<Obj RefId=\"0\"><LST><Obj RefId=\"1\"><MS><S N=\"Name\">a</S><I32 N=\"Id\">1</I32></MS></Obj>"
                + "<Ref RefId=\"1\" /></LST></Obj>",
            [Host(name: "a", id: 1), Host(name: "a", id: 1)]
        ),
        CodingRow(
            "<Obj RefId=\"0\"><MS><S N=\"Name\">a</S><I32 N=\"Id\">1</I32></MS></Obj><Ref RefId=\"0\" />"
                + "<Obj RefId=\"0\"><MS><S N=\"Name\">b</S><I32 N=\"Id\">2</I32></MS></Obj><Ref RefId=\"0\" />",
            [Host(name: "a", id: 1), Host(name: "a", id: 1), Host(name: "b", id: 2), Host(name: "b", id: 2)]
        ),
    ]

    private static let zero = "00000000-0000-0000-0000-000000000000"

    private static func status(_ name: String, _ number: Int) -> String {
        "<Obj RefId=\"0\"><TN RefId=\"0\"><T>X.Status</T><T>System.Enum</T></TN><ToString>\(name)</ToString>"
            + "<I32>\(number)</I32></Obj>"
    }

    @Test func superclassesGoIntoAnObjectOfTheirOwnOrShareOne() throws {
        let derived = try Coded.elements(Derived(name: "n", number: 5))
        #expect(
            derived.contains("<MS><Obj N=\"super\" RefId=\"1\"><TNRef RefId=\"0\" /><MS><S N=\"name\">n</S></MS></Obj>")
        )
        let back = try CLIXMLDecoder().decode(Derived.self, from: Coded.document(derived))
        #expect(back.name == "n")
        #expect(back.number == 5)
        let joined = try Coded.elements(Joined(name: "n", number: 5))
        #expect(joined == "<Obj RefId=\"0\">\(Coded.bag)<MS><I32 N=\"number\">5</I32><S N=\"name\">n</S></MS></Obj>")
        let other = try CLIXMLDecoder().decode(Joined.self, from: Coded.document(joined))
        #expect(other.name == "n")
        #expect(other.number == 5)
    }

    @Test func anInstanceMetTwiceIsWrittenTwiceAndAnObjectOnce() throws {
        let chain = Chain("a")
        let twice = try Coded.elements([chain, chain])
        #expect(twice.components("<S N=\"name\">a</S>") == 2)
        let object = PSObject(extendedProperties: ["Name": "a"])
        let once = try Coded.elements([object, object])
        #expect(once.components("<S N=\"Name\">a</S>") == 1)
        #expect(once.contains("<Ref RefId=\"1\" />"))
        let objects = try CLIXMLDecoder().decode([PSObject].self, from: Coded.document(once))
        #expect(objects.count == 2)
        #expect(objects[0].isIdentical(to: objects[1]))
    }

    @Test func anObjectThatHoldsItselfStaysOne() throws {
        let object = try CLIXMLDecoder().decode(PSObject.self, from: Fixture("documents/cycle-bag.clixml").bytes)
        guard case .object(let inner)? = object["Self"] else {
            Issue.record("no object")
            return
        }
        #expect(inner.isIdentical(to: object))
    }

    @Test func aKeyEncodedAgainReplacesWhatItHad() throws {
        struct Twice: Encodable {
            enum Key: String, CodingKey { case a, b, upper = "A" }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(1 as Int32, forKey: .a)
                try container.encode([1 as Int32], forKey: .b)
                try container.encode(3 as Int32, forKey: .upper)
            }
        }
        let text = try Coded.elements(Twice(), Coded.encoder { $0.typeNames = .declared })
        #expect(
            text == "<Obj RefId=\"0\"><MS><Obj N=\"b\" RefId=\"1\"><LST><I32>1</I32></LST></Obj>"
                + "<I32 N=\"A\">3</I32></MS></Obj>"
        )
    }

    @Test func decodesRealExports() throws {
        struct File: Decodable {
            struct Directory: Decodable {
                var name: String
                var exists: Bool
                var creationTimeUtc: PSDateTime
            }
            var name: String
            var length: Int?
            var directory: Directory?
            var linkTarget: String?
        }
        let files = try CLIXMLDecoder().decode([File].self, from: Fixture("documents/files.clixml").bytes)
        #expect(files.first?.name == "libpsl-native.so")
        #expect(files.first?.length == 274_000)
        #expect(files.first?.directory?.name == "7")
        #expect(files.first?.directory?.exists == true)
        #expect(files.first?.directory?.creationTimeUtc.description == "2026-11-21T06:20:01.0862154Z")
        #expect(files.first?.linkTarget == nil)
        let colours = try CLIXMLDecoder().decode([PSValue].self, from: Fixture("documents/enums.clixml").bytes)
        let names = try colours.prefix(5).map { try CLIXMLDecoder().decode(String.self, from: $0) }
        #expect(names == ["Green", "All", "All", "B", "Max"])
        let numbers = try colours.prefix(5).map { try CLIXMLDecoder().decode(UInt64.self, from: $0) }
        #expect(numbers == [2, 3, 3, 200, .max])
        typealias Tree = [String: [String: [String: [String: String]]]]
        let tree = try CLIXMLDecoder().decode(Tree.self, from: Fixture("documents/ordered.clixml").bytes)
        #expect(tree == ["l1": ["l2": ["l3": ["l4": "deep"]]]])
    }

    @Test func valuesAndDocumentValuesAreDecodedAlone() throws {
        let value: PSValue = ["Name": "a", "Id": 5]
        let host = try CLIXMLDecoder().decode(Host.self, from: value)
        #expect(host == Host(name: "a", id: 5))
        let back = try CLIXMLEncoder().value(of: host)
        let object = try CLIXMLDecoder().decode(PSObject.self, from: back)
        #expect(object["name"] == "a")
        #expect(object.typeNames?.first == "System.Management.Automation.PSCustomObject")
        let inside: PSValue = [.object(PSObject(list: [back])), back]
        let hosts = try CLIXMLDecoder().decode([[Host]].self, from: [[back], [back]] as PSValue)
        #expect(hosts == [[host], [host]])
        #expect(throws: DecodingError.self) { try CLIXMLDecoder().decode([Host].self, from: inside) }
        let document = try Written.read("<Obj RefId=\"0\"><MS><S N=\"Name\">x</S><I32 N=\"Id\">1</I32></MS></Obj>")
        let read = try CLIXMLDecoder().decode(Host.self, from: document[0])
        #expect(read == Host(name: "x", id: 1))
    }
}

extension String {
    /// How many times a text stands in it.
    func components(_ text: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: text) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
