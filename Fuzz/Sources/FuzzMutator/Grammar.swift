/// The elements, attributes and texts of which documents are made.
enum Grammar {
    static let scalars: [(name: String, texts: [String])] = [
        ("S", ["", "text", "_x000A_", "_xD83D__xDE00_", "_xD800_", "a&lt;b", "#< CLIXML", "&#xD83D;"]),
        ("C", ["65", "65535", "0"]),
        ("B", ["true", "false"]),
        (
            "DT",
            [
                "2024-01-02T03:04:05.1234567Z", "2024-01-02T03:04:05+14:00", "0001-01-01T00:00:00",
                "9999-12-31T23:59:59.9999999",
            ]
        ),
        ("TS", ["PT0S", "P1DT2H3M4.5S", "-P106751991167DT7H36M54.7758069S", "P2Y3M"]),
        ("By", ["255"]), ("SB", ["-128"]), ("U16", ["65535"]), ("I16", ["-32768"]),
        ("U32", ["4294967295"]), ("I32", ["0", "-2147483648", "42"]), ("U64", ["18446744073709551615"]),
        ("I64", ["-9223372036854775808", "1"]), ("Sg", ["1.5", "INF", "1E-45"]),
        ("Db", ["0.1", "NaN", "-INF", "1.7976931348623157E+308"]),
        ("D", ["79228162514264337593543950335", "-0.0000000000000000000000000001", "1.10"]),
        ("BA", ["", "AQID", "AQ=="]), ("G", ["3f2504e0-4f89-11d3-9a0c-0305e82c3301"]),
        ("URI", ["http://a/b?c#d", "", "file:///c:/x", "mailto:a@b"]), ("Version", ["1.2", "1.2.3.4"]),
        ("XD", ["&lt;a/&gt;", "&lt;a b='c'&gt;d&lt;/a&gt;"]), ("SBK", ["1 + 1"]), ("SS", ["0100", ""]), ("Nil", [""]),
    ]

    static let objectParts = [
        "<TN RefId=\"0\"><T>System.Object[]</T><T>System.Array</T><T>System.Object</T></TN>", "<TNRef RefId=\"0\" />",
        "<TN RefId=\"1\"><T>System.Management.Automation.ErrorRecord</T><T>System.Object</T></TN>",
        "<TN RefId=\"2\"><T>System.Enum</T><T>System.ValueType</T></TN>", "<ToString>text</ToString>",
        "<Props></Props>",
        "<MS></MS>", "<LST></LST>", "<IE></IE>", "<QUE></QUE>", "<STK></STK>", "<DCT></DCT>",
        "<DCT><En><S N=\"Key\">k</S><S N=\"Value\">v</S></En></DCT>", "<LST><S>a</S><Nil /><Ref RefId=\"0\" /></LST>",
        "<MS><S N=\"a\">b</S><I32 N=\"A\">1</I32></MS>", "<Props><S N=\"Name\">b</S><Db N=\"CPU\">1.5</Db></Props>",
        "<MS><Obj N=\"x\" RefId=\"7\"><MS><Ref N=\"y\" RefId=\"7\" /></MS></Obj></MS>",
        "<MS N=\"Set\"><MS><S N=\"c\">d</S></MS></MS>",
        "<I32>5</I32>", "<S>base</S>",
    ]

    static let attributes = [
        " N=\"Name\"", " N=\"\"", " N=\"a_x000A_b\"", " S=\"Error\"", " S=\"progress\"", " S=\"Output\"",
        " RefId=\"0\"", " RefId=\"1\"",
        " RefId=\"4294967296\"", " N='x'", " N=\"Key\"", " N=\"Value\"",
        " xmlns=\"http://schemas.microsoft.com/powershell/2004/04\"", " xmlns=\"\"",
        " Version=\"1.1.0.1\"", " a:b=\"c\"", " xml:space=\"preserve\"",
    ]

    static let names =
        scalars.map(\.name) + [
            "Obj", "TN", "T", "TNRef", "ToString", "Props", "MS", "LST", "IE", "STK", "QUE", "DCT", "En", "Ref", "PR",
            "AV", "PI", "PC",
            "SR", "SD", "Objs", "X", "a:S",
        ]

    /// Markup that begins with a value, most of the time a whole one.
    static func value(_ dice: inout Dice) -> [UInt8] {
        let attribute = dice.roll(2) == 0 ? dice.pick(attributes) ?? "" : ""
        guard dice.roll(3) == 0 else {
            let scalar = scalars[dice.roll(scalars.count)]
            let text = dice.pick(scalar.texts) ?? ""
            return Array("<\(scalar.name)\(attribute)>\(text)</\(scalar.name)>".utf8)
        }
        var parts = ""
        for _ in 0..<dice.roll(4) { parts += dice.pick(objectParts) ?? "" }
        return Array("<Obj\(attribute) RefId=\"\(dice.roll(6))\">\(parts)</Obj>".utf8)
    }
}
