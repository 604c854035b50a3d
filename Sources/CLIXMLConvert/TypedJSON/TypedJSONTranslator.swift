internal import CLIXML

/// Writes the element that one line of typed JSON stands for.
///
/// The grammar is followed by a stack of what is still expected, so nesting takes no call stack.
///
/// ```
/// value   = { "S": "text" } | { "I32": 5 } | … | { "Nil": null } | { "Ref": "0" } | { "PR": { … } } | { "Obj": { … } }
/// in Obj  = "RefId" "TN" "ToString" "value" "LST" "IE" "STK" "QUE" "DCT" "Props" "MS"
/// ```
struct TypedJSONTranslator {
    /// What the text at hand has to be.
    private enum Expected {
        case value(attributes: [UInt8], isTop: Bool)
        /// After a value: the stream beside it, and the end of its object.
        case endOfValue
        /// The next part of an `Obj`, or its end.
        case part(isFirst: Bool, attributes: [UInt8], hasBegun: Bool)
        case items(isFirst: Bool, end: String)
        case entries(isFirst: Bool)
        case entryValue
        case members(isFirst: Bool, end: String)
        case token(JSONToken.Kind)
        case write(String)
    }

    private var json: TypedJSONCursor
    private var expected: [Expected] = []
    /// Where the stream's attribute belongs into the start tag of the value at the top.
    private var streamPlace = -1

    init(_ line: [UInt8]) { json = TypedJSONCursor(line) }

    /// Appends the element; a blank line gives nothing.
    ///
    /// - Throws: `invalid-typed-json`, or what is wrong with the JSON; offsets are those of the line.
    mutating func translate(into output: inout [UInt8]) throws(JSONFault) {
        if try json.takeIfPresent(.end) { return }
        expected = [.value(attributes: [], isTop: true)]
        while let next = expected.popLast() { try take(next, into: &output) }
        guard try json.takeIfPresent(.end) else {
            throw try json.defect("the end of the line is expected: one value a line")
        }
    }

    private mutating func take(_ next: Expected, into output: inout [UInt8]) throws(JSONFault) {
        switch next {
        case .value(let attributes, let isTop):
            if isTop { expected.append(.endOfValue) } else { expected.append(.token(.endObject)) }
            try json.take(.beginObject)
            try value(attributes, into: &output)
        case .endOfValue:
            if try json.takeIfPresent(.comma) { try stream(into: &output) }
            try json.take(.endObject)
        case .part(let isFirst, let attributes, let hasBegun):
            try part(isFirst, attributes, hasBegun, into: &output)
        case .items(let isFirst, let end):
            guard try continues(isFirst) else { return output.append(text: end) }
            expected.append(.items(isFirst: false, end: end))
            expected.append(.value(attributes: [], isTop: false))
        case .entries(let isFirst):
            guard try continues(isFirst) else { return output.append(text: "</DCT>") }
            try json.take(.beginArray)
            output.append(text: "<En>")
            expected.append(.entries(isFirst: false))
            expected.append(.entryValue)
            expected.append(.value(attributes: Array(" N=\"Key\"".utf8), isTop: false))
        case .entryValue:
            try json.take(.comma)
            expected.append(.write("</En>"))
            expected.append(.token(.endArray))
            expected.append(.value(attributes: Array(" N=\"Value\"".utf8), isTop: false))
        case .members(let isFirst, let end):
            guard try continues(isFirst) else { return output.append(text: end) }
            try json.take(.beginArray)
            var attribute = Array(" N=\"".utf8)
            let text = try json.string()
            TextEscapes.encodeAttribute(text.span, into: &attribute)
            attribute.append(UInt8(ascii: "\""))
            try json.take(.comma)
            expected.append(.members(isFirst: false, end: end))
            expected.append(.token(.endArray))
            expected.append(.value(attributes: attribute, isTop: false))
        case .token(let kind): try json.take(kind)
        case .write(let text): output.append(text: text)
        }
    }

    /// Whether another element of an array follows; its end is taken otherwise.
    private mutating func continues(_ isFirst: Bool) throws(JSONFault) -> Bool {
        if try json.takeIfPresent(.endArray) { return false }
        if !isFirst { try json.take(.comma) }
        return true
    }

    /// The key of a value and what it says, up to the end of its object.
    private mutating func value(_ attributes: [UInt8], into output: inout [UInt8]) throws(JSONFault) {
        let name = try json.string()
        let tag = TextEscapes.string(fromWTF8: name.span)
        let place = json.lastOutset
        try json.take(.colon)
        switch tag {
        case "Nil":
            try json.take(.null)
            open("Nil", attributes, into: &output, end: " />")
        case "Ref":
            open("Ref", attributes, into: &output, end: " RefId=\"")
            let text = try json.string()
            TextEscapes.escapeXMLAttribute(text.span, into: &output)
            output.append(text: "\" />")
        case "Obj":
            try json.take(.beginObject)
            expected.append(.part(isFirst: true, attributes: attributes, hasBegun: false))
        case "PR": try progress(attributes, into: &output)
        case "MS":
            try json.take(.beginArray)
            open("MS", attributes, into: &output, end: ">")
            expected.append(.members(isFirst: true, end: "</MS>"))
        case "S", "SBK", "URI", "XD":
            open(tag, attributes, into: &output, end: ">")
            let text = try json.string()
            TextEscapes.encodeText(text.span, into: &output)
            output.append(text: "</\(tag)>")
        case "C", "B", "By", "SB", "I16", "I32", "I64", "U16", "U32", "U64", "Sg", "Db", "D", "DT", "TS", "G",
            "Version",
            "BA", "SS":
            open(tag, attributes, into: &output, end: ">")
            let text = try json.scalar()
            TextEscapes.escapeXMLText(text.span, into: &output)
            output.append(text: "</\(tag)>")
        default: throw JSONFault(.invalidTypedJSON, at: place, "'\(tag)' is no kind of value")
        }
    }

    private mutating func open(_ tag: String, _ attributes: [UInt8], into output: inout [UInt8], end: String) {
        output.append(text: "<\(tag)")
        if streamPlace < 0 { streamPlace = output.count }
        output.append(contentsOf: attributes)
        output.append(text: end)
    }

    /// One part of an object. The start tag is written once it is known whether a RefId belongs into it.
    private mutating func part(
        _ isFirst: Bool,
        _ attributes: [UInt8],
        _ hasBegun: Bool,
        into output: inout [UInt8]
    ) throws(JSONFault) {
        let isEnd = try json.takeIfPresent(.endObject)
        if !isEnd, !isFirst { try json.take(.comma) }
        let name = isEnd ? [] : try json.string()
        let key = TextEscapes.string(fromWTF8: name.span)
        let place = json.lastOutset
        if !isEnd { try json.take(.colon) }
        if !hasBegun {
            open("Obj", attributes, into: &output, end: "")
            if key == "RefId" {
                output.append(text: " RefId=\"")
                let text = try json.string()
                TextEscapes.escapeXMLAttribute(text.span, into: &output)
                output.append(text: "\">")
                expected.append(.part(isFirst: false, attributes: [], hasBegun: true))
                return
            }
            output.append(text: ">")
        }
        guard !isEnd else { return output.append(text: "</Obj>") }
        expected.append(.part(isFirst: false, attributes: [], hasBegun: true))
        switch key {
        case "TN": try typeNames(into: &output)
        case "ToString":
            output.append(text: "<ToString>")
            let text = try json.string()
            TextEscapes.encodeText(text.span, into: &output)
            output.append(text: "</ToString>")
        case "value": expected.append(.value(attributes: [], isTop: false))
        case "LST", "IE", "STK", "QUE":
            try json.take(.beginArray)
            output.append(text: "<\(key)>")
            expected.append(.items(isFirst: true, end: "</\(key)>"))
        case "DCT":
            try json.take(.beginArray)
            output.append(text: "<DCT>")
            expected.append(.entries(isFirst: true))
        case "Props", "MS":
            try json.take(.beginArray)
            output.append(text: "<\(key)>")
            expected.append(.members(isFirst: true, end: "</\(key)>"))
        default: throw JSONFault(.invalidTypedJSON, at: place, "'\(key)' is no part of an object")
        }
    }

    private mutating func typeNames(into output: inout [UInt8]) throws(JSONFault) {
        try json.take(.beginArray)
        output.append(text: "<TN>")
        var isFirst = true
        while try continues(isFirst) {
            isFirst = false
            output.append(text: "<T>")
            let text = try json.string()
            TextEscapes.encodeText(text.span, into: &output)
            output.append(text: "</T>")
        }
        output.append(text: "</TN>")
    }

    private mutating func progress(_ attributes: [UInt8], into output: inout [UInt8]) throws(JSONFault) {
        try json.take(.beginObject)
        open("PR", attributes, into: &output, end: ">")
        for (index, tag) in ["AV", "AI", "CO", "PI", "PC", "T", "SR", "SD"].enumerated() {
            if index > 0 { try json.take(.comma) }
            guard try json.string() == Array(tag.utf8) else { throw json.refusal("'\(tag)' is expected") }
            try json.take(.colon)
            let element = tag == "CO" ? "S" : tag
            if tag == "CO", try json.takeIfPresent(.null) {
                output.append(text: "<Nil />")
                continue
            }
            output.append(text: "<\(element)>")
            let text = try json.scalar()
            TextEscapes.encodeText(text.span, into: &output)
            output.append(text: "</\(element)>")
        }
        try json.take(.endObject)
        output.append(text: "</PR>")
    }

    /// The stream stands after the value but belongs into its start tag.
    private mutating func stream(into output: inout [UInt8]) throws(JSONFault) {
        guard try json.string() == Array("stream".utf8) else { throw json.refusal("'stream' is expected") }
        try json.take(.colon)
        let name = try json.string()
        var attribute = Array(" S=\"".utf8)
        TextEscapes.escapeXMLAttribute(name.span, into: &attribute)
        attribute.append(UInt8(ascii: "\""))
        output.insert(contentsOf: attribute, at: streamPlace)
    }
}
