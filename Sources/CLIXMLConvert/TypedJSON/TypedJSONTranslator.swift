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
    struct Defect: Error {
        let message: String
        /// From the start of the line.
        let offset: Int
    }

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
        case token(UInt8)
        case write(String)
    }

    private var json: JSONScanner
    private var expected: [Expected] = []

    init(_ line: [UInt8]) { json = JSONScanner(line) }

    /// Appends the element; a blank line gives nothing.
    mutating func translate(into output: inout [UInt8]) throws {
        json.passBlanks()
        if json.isAtEnd { return }
        let stream = try streamAhead()
        expected = [.value(attributes: stream, isTop: true)]
        while let next = expected.popLast() { try take(next, into: &output) }
        json.passBlanks()
        guard json.isAtEnd else { throw json.defect("one value a line is expected") }
    }

    private mutating func take(_ next: Expected, into output: inout [UInt8]) throws {
        switch next {
        case .value(let attributes, let isTop):
            if isTop { expected.append(.endOfValue) } else { expected.append(.token(UInt8(ascii: "}"))) }
            try json.take(UInt8(ascii: "{"))
            try value(attributes, into: &output)
        case .endOfValue:
            if try json.takeIfPresent(UInt8(ascii: ",")) {
                guard try json.string() == Array("stream".utf8) else { throw json.defect("'stream' is expected") }
                try json.take(UInt8(ascii: ":"))
                _ = try json.string()
            }
            try json.take(UInt8(ascii: "}"))
        case .part(let isFirst, let attributes, let hasBegun):
            try part(isFirst, attributes, hasBegun, into: &output)
        case .items(let isFirst, let end):
            guard try continues(isFirst) else { return output.append(text: end) }
            expected.append(.items(isFirst: false, end: end))
            expected.append(.value(attributes: [], isTop: false))
        case .entries(let isFirst):
            guard try continues(isFirst) else { return output.append(text: "</DCT>") }
            try json.take(UInt8(ascii: "["))
            output.append(text: "<En>")
            expected.append(.entries(isFirst: false))
            expected.append(.entryValue)
            expected.append(.value(attributes: Array(" N=\"Key\"".utf8), isTop: false))
        case .entryValue:
            try json.take(UInt8(ascii: ","))
            expected.append(.write("</En>"))
            expected.append(.token(UInt8(ascii: "]")))
            expected.append(.value(attributes: Array(" N=\"Value\"".utf8), isTop: false))
        case .members(let isFirst, let end):
            guard try continues(isFirst) else { return output.append(text: end) }
            try json.take(UInt8(ascii: "["))
            var attribute = Array(" N=\"".utf8)
            let text = try json.string()
            TextEscapes.encodeAttribute(text.span, into: &attribute)
            attribute.append(UInt8(ascii: "\""))
            try json.take(UInt8(ascii: ","))
            expected.append(.members(isFirst: false, end: end))
            expected.append(.token(UInt8(ascii: "]")))
            expected.append(.value(attributes: attribute, isTop: false))
        case .token(let byte): try json.take(byte)
        case .write(let text): output.append(text: text)
        }
    }

    /// Whether another element of an array follows; its end is taken otherwise.
    private mutating func continues(_ isFirst: Bool) throws -> Bool {
        if try json.takeIfPresent(UInt8(ascii: "]")) { return false }
        if !isFirst { try json.take(UInt8(ascii: ",")) }
        return true
    }

    /// The key of a value and what it says, up to the end of its object.
    private mutating func value(_ attributes: [UInt8], into output: inout [UInt8]) throws {
        let name = try json.string()
        let tag = TextEscapes.string(fromWTF8: name.span)
        try json.take(UInt8(ascii: ":"))
        switch tag {
        case "Nil":
            try json.word("null")
            open("Nil", attributes, into: &output, end: " />")
        case "Ref":
            open("Ref", attributes, into: &output, end: " RefId=\"")
            let text = try json.string()
            TextEscapes.escapeXMLAttribute(text.span, into: &output)
            output.append(text: "\" />")
        case "Obj":
            try json.take(UInt8(ascii: "{"))
            expected.append(.part(isFirst: true, attributes: attributes, hasBegun: false))
        case "PR": try progress(attributes, into: &output)
        case "MS":
            try json.take(UInt8(ascii: "["))
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
        default: throw json.defect("'\(tag)' is no kind of value")
        }
    }

    private func open(_ tag: String, _ attributes: [UInt8], into output: inout [UInt8], end: String) {
        output.append(text: "<\(tag)")
        output.append(contentsOf: attributes)
        output.append(text: end)
    }

    /// One part of an object. The start tag is written once it is known whether a RefId belongs into it.
    private mutating func part(
        _ isFirst: Bool,
        _ attributes: [UInt8],
        _ hasBegun: Bool,
        into output: inout [UInt8]
    ) throws {
        let isEnd = try json.takeIfPresent(UInt8(ascii: "}"))
        if !isEnd, !isFirst { try json.take(UInt8(ascii: ",")) }
        let name = isEnd ? [] : try json.string()
        let key = TextEscapes.string(fromWTF8: name.span)
        if !isEnd { try json.take(UInt8(ascii: ":")) }
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
            try json.take(UInt8(ascii: "["))
            output.append(text: "<\(key)>")
            expected.append(.items(isFirst: true, end: "</\(key)>"))
        case "DCT":
            try json.take(UInt8(ascii: "["))
            output.append(text: "<DCT>")
            expected.append(.entries(isFirst: true))
        case "Props", "MS":
            try json.take(UInt8(ascii: "["))
            output.append(text: "<\(key)>")
            expected.append(.members(isFirst: true, end: "</\(key)>"))
        default: throw json.defect("'\(key)' is no part of an object")
        }
    }

    private mutating func typeNames(into output: inout [UInt8]) throws {
        try json.take(UInt8(ascii: "["))
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

    private mutating func progress(_ attributes: [UInt8], into output: inout [UInt8]) throws {
        try json.take(UInt8(ascii: "{"))
        open("PR", attributes, into: &output, end: ">")
        for (index, tag) in ["AV", "AI", "CO", "PI", "PC", "T", "SR", "SD"].enumerated() {
            if index > 0 { try json.take(UInt8(ascii: ",")) }
            guard try json.string() == Array(tag.utf8) else { throw json.defect("'\(tag)' is expected") }
            try json.take(UInt8(ascii: ":"))
            let element = tag == "CO" ? "S" : tag
            if tag == "CO", json.isAtNull {
                try json.word("null")
                output.append(text: "<Nil />")
                continue
            }
            output.append(text: "<\(element)>")
            let text = try json.scalar()
            TextEscapes.encodeText(text.span, into: &output)
            output.append(text: "</\(element)>")
        }
        try json.take(UInt8(ascii: "}"))
        output.append(text: "</PR>")
    }

    /// The stream stands after the value but belongs into its start tag: it is the last string of the line.
    private func streamAhead() throws -> [UInt8] {
        guard let name = try json.lastMember(named: "stream") else { return [] }
        var attribute = Array(" S=\"".utf8)
        TextEscapes.escapeXMLAttribute(name.span, into: &attribute)
        attribute.append(UInt8(ascii: "\""))
        return attribute
    }
}
