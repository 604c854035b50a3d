import CLIXML
import TestSupport
import Testing

/// Spec section 9.4: collections, and 9.5: how deep they may be nested.
@Suite struct ContainerReadingTests {
    static let containers: [ReadingRow] = [
        ReadingRow("165", "<Obj><QUE><I32>1</I32><I32>2</I32></QUE></Obj>", reads: "{QUE[I32 1, I32 2]}"),
        ReadingRow("164", "<Obj><STK><I32>3</I32><I32>2</I32></STK></Obj>", reads: "{STK[I32 3, I32 2]}"),
        ReadingRow(
            "166",
            "<Obj><IE><S>a</S><Nil/></IE><Props><I32 N='Count'>2</I32></Props></Obj>",
            reads: "{IE[\"a\", nil] Props(Count: I32 2)}"
        ),
        ReadingRow("202", "<Obj><LST><S N=\"q\">a</S></LST></Obj>", reads: "{LST[\"a\"]}"),
        ReadingRow(
            "mixed",
            "<Obj><LST> <Obj><LST/></Obj>\n<PR><AV>a</AV><AI>1</AI><Nil/><PI>-1</PI><PC>0</PC><T>0</T><SR>0</SR><SD>s</SD></PR></LST></Obj>",
            reads: "{LST[{LST[]}, PR(\"a\" 1 nil -1 0 Processing 0 \"s\")]}"
        ),
        ReadingRow(
            "with notes",
            "<Obj><LST><S>a</S></LST><MS><S N='n'>1</S></MS></Obj>",
            reads: "{LST[\"a\"] MS(n: \"1\")}"
        ),
        ReadingRow(
            "167",
            "<Obj><DCT><En><S N=\"Key\">a</S><I32 N=\"Value\">1</I32></En><En><I32 N='Key'>2</I32><Nil N='Value'/></En></DCT></Obj>",
            reads: "{DCT[\"a\": I32 1, I32 2: nil]}"
        ),
        ReadingRow(
            "204",
            "<Obj><DCT><En><S N='key'>a</S><S N='VALUE'>b</S></En></DCT></Obj>",
            reads: "{DCT[\"a\": \"b\"]}"
        ),
        ReadingRow(
            "204 coded",
            "<Obj><DCT><En><S N='_x004B_ey'>a</S><S N='Val&#117;e'>b</S></En></DCT></Obj>",
            reads: "{DCT[\"a\": \"b\"]}"
        ),
        ReadingRow(
            "objects",
            "<Obj><DCT><En x=''><Obj N='Key' RefId='1'><MS><S N='a'/></MS></Obj><Ref N='Value' RefId='1'/></En></DCT></Obj>",
            reads: "{DCT[{MS(a: \"\")}: {MS(a: \"\")}]}"
        ),
        ReadingRow(
            "206",
            "<Obj><DCT><En><S N='Key'>a</S><S N='Value'>1</S></En><En><S N='Key'>A</S><S N='Value'>2</S></En></DCT></Obj>",
            reads: "{DCT[\"a\": \"1\", \"A\": \"2\"]}"
        ),
        ReadingRow(
            "207",
            "<Obj><DCT><En><S N='Key'>a</S><S N='Value'>1</S></En><En><S N='Key'>a</S><S N='Value'>2</S></En></DCT></Obj>",
            reads: "{DCT[\"a\": \"1\", \"a\": \"2\"]}"
        ),
        ReadingRow(
            "208",
            "<Obj><TN><T>System.Collections.Specialized.OrderedDictionary</T></TN><DCT/></Obj>"
                + "<Obj><TN><T>Deserialized.System.Collections.Specialized.OrderedDictionary</T></TN><DCT/></Obj>",
            reads: "{T=[Deserialized.System.Collections.Specialized.OrderedDictionary] ordered DCT[]}",
            "{T=[Deserialized.System.Collections.Specialized.OrderedDictionary] ordered DCT[]}"
        ),
        ReadingRow(
            "208 after",
            "<Obj><DCT/><TN><T>System.Collections.Specialized.OrderedDictionary</T></TN></Obj>",
            reads: "{T=[Deserialized.System.Collections.Specialized.OrderedDictionary] DCT[]}"
        ),
        ReadingRow(
            "208 second name",
            "<Obj><TN><T>A</T><T>System.Collections.Specialized.OrderedDictionary</T></TN><DCT/></Obj>",
            reads: "{T=[Deserialized.A, Deserialized.System.Collections.Specialized.OrderedDictionary] DCT[]}"
        ),
        ReadingRow(
            "208 other case",
            "<Obj><TN><T>system.collections.specialized.ordereddictionary</T></TN><DCT/></Obj>",
            reads: "{T=[Deserialized.system.collections.specialized.ordereddictionary] DCT[]}"
        ),
        ReadingRow(
            "205 value first",
            "<Obj><DCT><En>¦<S N='Value'>a</S><S N='Key'>b</S></En></DCT></Obj>",
            refused: .invalidDictionaryEntry
        ),
        ReadingRow(
            "205 two keys",
            "<Obj><DCT><En><S N='Key'>a</S>¦<S N='Key'>b</S></En></DCT></Obj>",
            refused: .invalidDictionaryEntry
        ),
        ReadingRow(
            "205 null",
            "<Obj><DCT><En>¦<Nil N=\"Key\"/><S N='Value'/></En></DCT></Obj>",
            refused: .nullDictionaryKey
        ),
        ReadingRow(
            "205 no value",
            "<Obj><DCT><En><S N='Key'>a</S>¦</En></DCT></Obj>",
            refused: .invalidDictionaryEntry
        ),
        ReadingRow(
            "205 third",
            "<Obj><DCT><En><S N='Key'/><S N='Value'/>¦<S N='More'/></En></DCT></Obj>",
            refused: .unexpectedElement
        ),
        ReadingRow("no key", "<Obj><DCT><En>¦</En></DCT></Obj>", refused: .invalidDictionaryEntry),
        ReadingRow("no key", "<Obj><DCT>¦<En/></DCT></Obj>", refused: .invalidDictionaryEntry),
        ReadingRow("no name", "<Obj><DCT><En>¦<S>a</S><S>b</S></En></DCT></Obj>", refused: .missingAttribute),
        ReadingRow("no entry", "<Obj><DCT>¦<S>a</S></DCT></Obj>", refused: .wrongNamespace),
        ReadingRow(
            "null by reference",
            "<Obj RefId='0'><DCT><En><Ref N='Key' RefId='0'/><S N='Value'/></En></DCT></Obj>",
            reads: "{DCT[^0: \"\"]}"
        ),
    ]

    @Test(arguments: containers)
    func container(row: ReadingRow) { row.check() }

    /// `count` times `open` and `close` around `content`.
    private static func nested(_ count: Int, _ open: String, _ content: String, _ close: String) -> String {
        String(repeating: open, count: count) + content + String(repeating: close, count: count)
    }

    /// What opens and closes one level.
    private static let levels = [
        ("<Obj><LST>", "</LST></Obj>"), ("<Obj N='Value'><MS>", "</MS></Obj>"),
        ("<Obj N='a'><Props>", "</Props></Obj>"),
        ("<Obj><STK>", "</STK></Obj>"), ("<Obj>", "</Obj>"),
    ]

    /// Spec section 5.4: a value at level 50 is one too deep, whatever it is.
    @Test(arguments: levels.indices)
    func levelFiftyIsTooDeep(index: Int) throws {
        let (open, close) = Self.levels[index]
        let inside = index == 4 ? [] : ["<S N='a'>x</S>", "<Nil N='a'/>", "<Ref N='a' RefId='0'/>"]
        for leaf in inside {
            let document = "<Obj RefId='0'/>" + Self.nested(48, open, leaf, close)
            #expect(try Reading.values(Reading.document(document)).count == 2)
            ReadingRow(
                "228",
                "<Obj RefId='0'/>" + Self.nested(49, open, "¦\(leaf)", close),
                refused: .nestedTooDeeply,
                after: "{}"
            )
            .check()
        }
        #expect(try Reading.values(Reading.document(Self.nested(49, open, "", close))).count == 1)
        ReadingRow("228", Self.nested(49, open, "¦\(open)\(close)", close), refused: .nestedTooDeeply).check()
    }

    /// A primitive or container directly inside an `Obj` is not counted, nor are member sets.
    @Test func basesAndMemberSetsAreNotCounted() throws {
        let bases = [
            "<I32>1</I32>", "<LST/>", "<DCT/>",
            Self.nested(60, "<MS N='a'>", "", "</MS>").replacing(
                "<MS N='a'><MS N='a'>",
                with: "<MS><MS N='a'>",
                maxReplacements: 1
            ),
        ]
        for base in bases {
            let content = Self.nested(48, "<Obj><LST>", "<Obj>\(base)</Obj>", "</LST></Obj>")
            #expect(try Reading.values(Reading.document(content)).count == 1)
        }
    }

    @Test func depthStartsAnewWithEachValue() throws {
        let value = Self.nested(48, "<Obj><LST>", "<S/>", "</LST></Obj>")
        #expect(try Reading.values(Reading.document(String(repeating: value, count: 3))).count == 3)
    }

    @Test func progressRecordsCount() {
        let record = "<AV>a</AV><AI>1</AI>¦<S>o</S><PI>-1</PI><PC>0</PC><T>0</T><SR>0</SR><SD>s</SD></PR>"
        ReadingRow(
            "operation at level 50",
            Self.nested(48, "<Obj><LST>", "<PR>\(record)", "</LST></Obj>"),
            refused: .nestedTooDeeply
        )
        .check()
        let base = Self.nested(47, "<Obj><LST>", "<Obj><PR>\(record.replacing("¦", with: ""))</Obj>", "</LST></Obj>")
        #expect(throws: Never.self) { try Reading.values(Reading.document(base)) }
    }
}
