import CLIXML
import TestSupport
import Testing

/// Every limit, at it and one beyond, with its own code, however the document is cut.
@Suite struct LimitTests {
    private static func limits(_ change: (inout CLIXMLLimits) -> Void) -> CLIXMLLimits {
        var limits = CLIXMLLimits()
        change(&limits)
        return limits
    }

    /// A root element and its namespace are longer than some limits; a payload has neither, and its values obey the same rules.
    private static func form(within limits: CLIXMLLimits) -> DocumentForm {
        limits.maximumNameByteCount < 100 || limits.maximumValueByteCount < 100 ? .payload : .document
    }

    private static func document(_ content: String, within limits: CLIXMLLimits) -> String {
        form(within: limits) == .payload ? content : "\(Reading.rootTag)\(content)</Objs>"
    }

    private static func row(
        _ name: String,
        _ content: String,
        reads values: [String],
        _ change: (inout CLIXMLLimits) -> Void
    ) -> ReadingRow {
        let limits = limits(change)
        var row = ReadingRow(name, document: document(content, within: limits), reads: values)
        (row.limits, row.form) = (limits, form(within: limits))
        return row
    }

    private static func row(
        _ name: String,
        _ content: String,
        refused code: CLIXMLError.Code,
        after values: [String] = [],
        _ change: (inout CLIXMLLimits) -> Void
    ) -> ReadingRow {
        let limits = limits(change)
        var row = ReadingRow(name, document: document(content, within: limits), refused: code, after: values)
        (row.limits, row.form) = (limits, form(within: limits))
        return row
    }

    static let depths: [ReadingRow] = [
        row("values", "<Obj><LST><S/></LST></Obj>", reads: ["{LST[\"\"]}"]) { $0.maximumDepth = 3 },
        row("values", "<Obj><LST><Obj>¦<Obj/></Obj></LST></Obj>", refused: .nestedTooDeeply) { $0.maximumDepth = 3 },
        row("values", "<Obj><LST>¦<S/></LST></Obj>", refused: .nestedTooDeeply) { $0.maximumDepth = 2 },
        row("any value", "¦<Nil/>", refused: .nestedTooDeeply) { $0.maximumDepth = 1 },
        row("many", "<Obj><LST><Obj><LST/></Obj></LST></Obj>", reads: ["{LST[{LST[]}]}"]) {
            $0.maximumElementDepth = 3
        },
        row("texts", "<Obj><LST><S>a</S></LST></Obj>", reads: ["{LST[\"a\"]}"]) { $0.maximumElementDepth = 2 },
        row("elements", "<Obj><LST>¦<Obj></Obj></LST></Obj>", refused: .elementsNestedTooDeeply) {
            $0.maximumElementDepth = 2
        },
        row("member sets", "<Obj><MS><MS N='a'>¦<MS N='b'></MS></MS></MS></Obj>", refused: .elementsNestedTooDeeply) {
            $0.maximumElementDepth = 3
        },
        row("what is skipped", "<Nil><a><b/></a></Nil>", reads: ["nil"]) { $0.maximumElementDepth = 2 },
        row("what is skipped", "<Nil><a>¦<b></b></a></Nil>", refused: .elementsNestedTooDeeply) {
            $0.maximumElementDepth = 2
        },
        row("names", "<Obj>¦<TN><T>a</T></TN></Obj>", refused: .elementsNestedTooDeeply) { $0.maximumElementDepth = 1 },
    ]

    @Test(arguments: depths)
    func depth(row: ReadingRow) { row.check() }

    /// A text whose element is 120 bytes long.
    private static let long = String(repeating: "a", count: 113)
    private static let blanks = String(repeating: " ", count: 200)

    static let sizes: [ReadingRow] = [
        row("value", "<S>abc</S>", reads: ["\"abc\""]) { $0.maximumValueByteCount = 10 },
        row("value", "¦<S>abcd</S>", refused: .valueTooLarge) { $0.maximumValueByteCount = 10 },
        row("values", "<S>\(long)</S><S>\(long)</S>", reads: ["\"\(long)\"", "\"\(long)\""]) {
            $0.maximumValueByteCount = 120
        },
        row("values", "<S>\(long)</S>¦<S>\(long)-</S>", refused: .valueTooLarge, after: ["\"\(long)\""]) {
            $0.maximumValueByteCount = 120
        },
        row("value's tag", "¦<Obj  RefId='0'/>", refused: .valueTooLarge) { $0.maximumValueByteCount = 10 },
        row("blanks before it", "\(blanks)\n<S>\(long)</S>", reads: ["\"\(long)\""]) { $0.maximumValueByteCount = 120 },
        row("comments before it", "<!-- --><!-- --><S>abc</S>", reads: ["\"abc\""]) { $0.maximumValueByteCount = 10 },
        row("a long comment", "¦<!-- abc -->", refused: .valueTooLarge) { $0.maximumValueByteCount = 10 },
        row("comment in a value", "¦<S><!-- abc --></S>", refused: .valueTooLarge) { $0.maximumValueByteCount = 10 },
        row("blanks in a value", "¦<Obj>          </Obj>", refused: .valueTooLarge) { $0.maximumValueByteCount = 14 },
        row("error in front", "<S>a¦&foo;</S>", refused: .undeclaredEntity) { $0.maximumValueByteCount = 9 },
        row("error after", "¦<S>abcd&foo;</S>", refused: .valueTooLarge) { $0.maximumValueByteCount = 7 },
        row("error in a tag in front", "<S ¦1 ab='cdefghijkl'></S>", refused: .invalidName) {
            $0.maximumValueByteCount = 10
        },
        row("error in a comment in front", "<S><!-- ¦-- abcdefghijkl --></S>", refused: .invalidMarkup) {
            $0.maximumValueByteCount = 15
        },
        row("text", "<S>abc</S><S><![CDATA[]]></S>", reads: ["\"abc\"", "\"\""]) { $0.maximumTextByteCount = 12 },
        row("text", "<S>¦abcd</S>", refused: .textTooLong) { $0.maximumTextByteCount = 3 },
        row("escapes count", "<S>¦&amp;</S>", refused: .textTooLong) { $0.maximumTextByteCount = 4 },
        row("CDATA", "<S>¦<![CDATA[a]]></S>", refused: .textTooLong) { $0.maximumTextByteCount = 12 },
        row("pieces", "<S>¦a<!-- -->b</S>", refused: .textTooLong) { $0.maximumTextByteCount = 9 },
        row("number", "<I32>¦00000</I32>", refused: .textTooLong) { $0.maximumTextByteCount = 4 },
        row("ToString", "<Obj><ToString>¦abcd</ToString></Obj>", refused: .textTooLong) { $0.maximumTextByteCount = 3 },
        row("type name", "<Obj><TN><T>¦abcd</T></TN></Obj>", refused: .textTooLong) { $0.maximumTextByteCount = 3 },
        row("text before an error", "<S>¦abcd\u{1}</S>", refused: .textTooLong) { $0.maximumTextByteCount = 3 },
        row("error before the end", "<S>abc¦\u{1}</S>", refused: .invalidCharacter) { $0.maximumTextByteCount = 3 },
        row("text before a reference", "<S>¦abcd&foo;</S>", refused: .textTooLong) { $0.maximumTextByteCount = 3 },
        row("name", "<Obj><MS><S N='abcd'/></MS></Obj>", reads: ["{MS(abcd: \"\")}"]) { $0.maximumNameByteCount = 5 },
        row("name", "<Obj><MS><S ¦N='abcdefgh'/></MS></Obj>", refused: .nameTooLong) { $0.maximumNameByteCount = 7 },
        row("name before an error", "<Obj><S ¦N='abcdefgh<'/></Obj>", refused: .nameTooLong) {
            $0.maximumNameByteCount = 7
        },
        row("error in a name", "<Obj><S N='abcdefg¦<'/></Obj>", refused: .invalidCharacter) {
            $0.maximumNameByteCount = 7
        },
        row("element's name", "<¦abcdefghij/>", refused: .nameTooLong) { $0.maximumNameByteCount = 9 },
        row("element's name", "¦<abcdefghi/>", refused: .unknownElement) { $0.maximumNameByteCount = 9 },
        row("name with a prefix", "<¦abc:defghi/>", refused: .nameTooLong) { $0.maximumNameByteCount = 9 },
        row("end tag's name", "<S>a</¦abcdefghij>", refused: .nameTooLong) { $0.maximumNameByteCount = 9 },
        row("attribute's name", "<S ¦abcdefghij=''/>", refused: .nameTooLong) { $0.maximumNameByteCount = 9 },
        row("other value", "<S ¦a='abcdefghij'/>", refused: .nameTooLong) { $0.maximumNameByteCount = 9 },
    ]

    @Test(arguments: sizes)
    func size(row: ReadingRow) { row.check() }
}
