/// Writes an input of any size piece by piece: the fixtures of its kind in turn, again and again, as one document that
/// Export-Clixml could have written. Reference numbers ascend and type names are written out once.
struct InputGenerator {
    private let kind: InputKind
    private let templates: [DocumentTemplate]
    private var nextTemplate = 0
    private var hasBegun = false
    private var nextObject = 0
    private var objectNumbers: [[Int: Int]]
    /// The number of a list, for each list of each template, once it was written.
    private var listNumbers: [[Int?]]
    private var numberByKey: [[UInt8]: Int] = [:]

    /// Makes a generator.
    ///
    /// - Parameter fixture: the bytes of a fixture.
    init(_ kind: InputKind, fixture: (String) throws -> [UInt8]) throws {
        self.kind = kind
        var templates: [DocumentTemplate] = []
        for name in kind.fixtures {
            templates.append(try DocumentTemplate(try fixture(name), keepsFirstValue: kind.keepsFirstValue))
        }
        self.templates = templates
        objectNumbers = Array(repeating: [:], count: templates.count)
        listNumbers = templates.map { Array(repeating: nil, count: $0.lists.count) }
    }

    /// Appends the next fixture's values, after the start of the document the first time.
    mutating func appendNext(to output: inout [UInt8]) {
        guard kind.isUTF16 else { return append(to: &output) }
        var text: [UInt8] = []
        append(to: &text)
        InputGenerator.appendUTF16(text, to: &output)
    }

    /// Appends the end of the document.
    func finish(into output: inout [UInt8]) {
        let end = Array("\n</Objs>".utf8)
        if kind.isUTF16 { InputGenerator.appendUTF16(end, to: &output) } else { output += end }
    }

    private mutating func append(to output: inout [UInt8]) {
        if !hasBegun {
            hasBegun = true
            if kind.isUTF16 { output += Array("\u{FEFF}".utf8) }
            output += Array(
                "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">".utf8
            )
            for index in templates.indices { append(templates[index].head, of: index, to: &output) }
        }
        append(templates[nextTemplate].repeated, of: nextTemplate, to: &output)
        nextTemplate = (nextTemplate + 1) % templates.count
    }

    private mutating func append(_ pieces: [DocumentTemplate.Piece], of index: Int, to output: inout [UInt8]) {
        let bytes = templates[index].bytes
        for piece in pieces {
            switch piece {
            case .bytes(let range): output += bytes[range]
            case .object(let number):
                objectNumbers[index][number] = nextObject
                output += Array(String(nextObject).utf8)
                nextObject += 1
            case .reference(let number):
                output += Array(String(objectNumbers[index][number] ?? 0).utf8)
            case .typeNames(let list): appendTypeNames(list, of: index, to: &output)
            }
        }
    }

    private mutating func appendTypeNames(_ list: Int, of index: Int, to output: inout [UInt8]) {
        let definition = templates[index].lists[list]
        if let number = listNumbers[index][list] ?? numberByKey[definition.key] {
            listNumbers[index][list] = number
            output += Array("<TNRef RefId=\"\(number)\" />".utf8)
            return
        }
        let number = numberByKey.count
        numberByKey[definition.key] = number
        listNumbers[index][list] = number
        output += Array("<TN RefId=\"\(number)\">".utf8)
        output += templates[index].bytes[definition.content]
        output += Array("</TN>".utf8)
    }

    private static func appendUTF16(_ text: [UInt8], to output: inout [UInt8]) {
        for unit in String(decoding: text, as: UTF8.self).utf16 {
            output.append(UInt8(truncatingIfNeeded: unit))
            output.append(UInt8(truncatingIfNeeded: unit >> 8))
        }
    }
}
