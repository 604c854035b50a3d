internal import CLIXML

extension TypedJSONReader {
    /// Whether a first line, which may be cut off, is typed JSON and no other.
    ///
    /// Nearly any JSON could be meant by `{"S":"text"}`; taken as typed JSON is what has the only key of a kind of value and
    /// what fits it.
    package static func recognises(_ line: [UInt8]) -> Bool {
        var json = TypedJSONCursor(line)
        return (try? isTyped(&json)) ?? false
    }

    private static let texts: Set<String> = [
        "S", "SBK", "URI", "XD", "DT", "TS", "G", "Version", "BA", "SS", "D", "I64", "U64", "Ref",
    ]
    private static let numbers: Set<String> = ["C", "By", "SB", "I16", "U16", "I32", "U32"]
    private static let parts: Set<String> = [
        "RefId", "TN", "ToString", "value", "LST", "IE", "STK", "QUE", "DCT", "Props", "MS",
    ]

    private static func isTyped(_ json: inout TypedJSONCursor) throws(JSONFault) -> Bool {
        try json.take(.beginObject)
        let key = try name(&json)
        try json.take(.colon)
        let token = try json.peek()
        switch key {
        case "Obj":
            try json.take(.beginObject)
            if try json.peek().kind == .endObject { return true }
            return parts.contains(try name(&json))
        case "PR":
            try json.take(.beginObject)
            return try name(&json) == "AV"
        case "Nil": try json.take(.null)
        case "B":
            guard token.kind == .true || token.kind == .false else { return false }
            _ = try json.scalar()
        case "Db", "Sg": _ = try json.scalar()
        case _ where texts.contains(key): _ = try json.string()
        case _ where numbers.contains(key):
            guard token.kind == .number else { return false }
            _ = try json.scalar()
        default: return false
        }
        if try json.takeIfPresent(.comma) { return try name(&json) == "stream" }
        try json.take(.endObject)
        return try json.takeIfPresent(.end)
    }

    private static func name(_ json: inout TypedJSONCursor) throws(JSONFault) -> String {
        let text = try json.string()
        return TextEscapes.string(fromWTF8: text.span)
    }
}
