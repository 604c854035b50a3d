import CLIXML
import CLIXMLConvert
import Testing

/// Texts whose coding is undone while they are copied.
@Suite struct CodedTextTests {
    static let texts: [(String, String)] = [
        ("a&lt;b", "a<b"), ("&gt;", ">"), ("&amp;", "&"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;lt;", "&lt;"),
        ("&#65;&#x42;", "AB"), ("x_x000A_y", "x\ny"), ("_x000D__x000A_", "\r\n"), ("_x001B_[31m", "\u{1B}[31m"),
        ("_x005F_x0041_", "_x0041_"), ("under_score __init__ _", "under_score __init__ _"), ("_x", "_x"),
        ("_x0", "_x0"),
        ("_xyz_", "_xyz_"), ("_x00g0_ 12345678", "_x00g0_ 12345678"), ("_X0041_", "A"), ("_x00e9_", "é"),
        ("_x20AC_", "€"),
        ("_xD83D__xDE00_ 1", "😀 1"), ("_xD83D_x", "\u{FFFD}x"), ("_xDE00_x", "\u{FFFD}x"),
        ("_xD83D_ _xDE00_", "\u{FFFD} \u{FFFD}"), ("_x0001F600_!", "😀!"), ("&#95;x0041_ and more", "A and more"),
        ("_x00&#52;1_ and more", "A and more"), ("_&#120;0041_ and more", "A and more"), ("_x_x0041_ more", "_xA more"),
        ("_x004_x0042_ more", "_x004B more"), ("Grüße, naïve – “Zitat” 東京都 &amp;", "Grüße, naïve – “Zitat” 東京都 &"),
        ("힣&lt;퟿", "힣<퟿"), ("tail _x0041", "tail _x0041"), ("_x0085_ _x2028_ &lt;", "\u{85} \u{2028} <"),
        ("a \"quote\" \\ and &quot;more&quot;", "a \"quote\" \\ and \"more\""),
        ("&amp;\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"", "&\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\""),
    ]

    @Test(arguments: texts)
    func areCSVFields(_ written: String, _ text: String) throws {
        for padding in ["", "some more text behind it, so that words can be looked at"] {
            let markup = "<Obj><MS><S N='a'>\(written)\(padding)</S></MS></Obj>"
            let found = try CSVText(markup)
            let doubled = (text + padding).split(separator: "\"", omittingEmptySubsequences: false).joined(
                separator: "\"\""
            )
            #expect(found.text == "\"a\"\n\"\(doubled)\"")
            let bare = try CSVText(markup, { $0.quoting = .never })
            #expect(bare.text == "a\n\(text)\(padding)")
        }
    }

    @Test(arguments: texts)
    func areJSONStrings(_ written: String, _ text: String) throws {
        for handling in [JSONEscapeHandling.standard, .nonASCII, .html]
        // PowerShell escapes lone surrogates there as they are.
        where handling != .nonASCII || !text.contains("\u{FFFD}") {
            for padding in ["", "some more text behind it, so that words can be looked at"] {
                let options = JSONOptions.compressed { $0.escapeHandling = handling }
                let found = try JSONText("<Obj><LST><S>\(written)\(padding)</S></LST></Obj>", options)
                #expect(found.text == "[\"\(escaped(text + padding, handling))\"]")
            }
        }
    }

    private func escaped(_ text: String, _ handling: JSONEscapeHandling) -> String {
        let short: [UInt16: String] = [8: "b", 9: "t", 10: "n", 12: "f", 13: "r", 0x5C: "\\", 0x22: "\""]
        var output = ""
        for scalar in text.unicodeScalars {
            for unit in String(scalar).utf16 {
                let isHTML = handling == .html && [0x22, 0x26, 0x27, 0x3C, 0x3E].contains(unit)
                if let letter = short[unit], !isHTML {
                    output += "\\" + letter
                } else if unit < 0x20 || isHTML || [0x85, 0x2028, 0x2029].contains(unit)
                    || handling == .nonASCII && unit >= 0x80 && scalar != "\u{FFFD}"
                {
                    let digits = String(unit, radix: 16)
                    output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else if unit & 0xFC00 != 0xDC00 {
                    output.unicodeScalars.append(scalar)
                }
            }
        }
        return output
    }
}
