import CLIXML
import Foundation
import TestSupport

/// A document of `Fixtures/read` or `Fixtures/invalid` with what PowerShell made of it.
struct ReadFixture: Sendable, CustomStringConvertible {
    let document: Fixture

    /// All documents of an area.
    static func all(in area: String) throws -> [ReadFixture] {
        try Fixture.all(in: area, suffix: ".clixml").map { ReadFixture(document: $0) }
    }

    var description: String { document.name }

    /// What is recorded.
    func expected() throws -> Expected {
        let name = document.name.dropLast(".clixml".count) + ".expected.json"
        return try JSONDecoder().decode(Expected.self, from: Data(Fixture(String(name)).bytes))
    }

    struct Expected: Decodable {
        let code: String?
        let values: [RecordedValue?]
    }

    /// A value as the recording describes it.
    struct RecordedValue: Decodable {
        /// The names and kinds of a member set.
        let memberSet: [[String]]?
        let kind: String?
        let value: Text?
        let toString: String?
        let items: [RecordedValue?]?
        let entries: [[RecordedValue?]]?
        let adapted: [Property]?
        let extended: [Property]?

        /// The same outline as ``ValueOutline`` makes of a value that was read.
        var outline: String {
            if let memberSet { return "memberSet(" + memberSet.compactMap(\.first).joined(separator: ", ") + ")" }
            guard let kind else { return "ref" }
            var outline = kind
            if ValueOutline.kindsWithText.contains(kind), let value { outline += " \(value.text)" }
            if let toString { outline += " as \(toString)" }
            if let items { outline += "[" + items.map { $0?.outline ?? "null" }.joined(separator: ", ") + "]" }
            if let entries {
                outline +=
                    "{"
                    + entries.map { $0.map { $0?.outline ?? "null" }.joined(separator: ": ") }.joined(separator: ", ")
                    + "}"
            }
            let properties = (adapted ?? []) + (extended ?? [])
            return outline + properties.map { " .\($0.name)=\($0.value?.outline ?? "null")" }.joined()
        }
    }

    /// A name and a value, recorded as an array of two.
    struct Property: Decodable {
        let name: String
        let value: RecordedValue?

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            name = try container.decode(String.self)
            value = try container.decodeIfPresent(RecordedValue.self)
        }
    }

    /// Text, or a number or Boolean shown as text. A lone surrogate is recorded as U+FFFD and its number in brackets.
    struct Text: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                text = String(number)
            } else if let boolean = try? container.decode(Bool.self) {
                text = String(boolean)
            } else {
                text = try container.decode(String.self).replacing(/\u{FFFD}<[0-9A-F]{4}>/, with: "\u{FFFD}")
            }
        }
    }
}

/// Says what values are: their kinds, their texts where those are plain, and what they hold.
struct ValueOutline {
    /// The kinds whose text is the same in a recording and in Swift.
    static let kindsWithText: Set<String> = [
        "string", "char", "boolean", "uint8", "int8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "guid",
    ]

    /// Objects that have been shown; met again they are `ref`.
    private var shown: [PSObject] = []

    mutating func of(_ value: PSValue) -> String {
        switch value {
        case .null: "null"
        case .reference: "ref"
        case .object(let object): of(object)
        default: scalar(value)
        }
    }

    private mutating func of(_ object: PSObject) -> String {
        if shown.contains(where: { $0.isIdentical(to: object) }) { return "ref" }
        shown.append(object)
        var outline = "object"
        if let container = object.container {
            outline = of(container)
        } else if let base = object.baseValue {
            outline = of(base)
        }
        if let text = object.stringRepresentation { outline += " as \(text)" }
        for property in Array(object.adaptedProperties) + Array(object.extendedProperties) {
            let names = property.memberSet.map { set in set.map(\.name).joined(separator: ", ") }
            outline += " .\(property.name)=" + (names.map { "memberSet(\($0))" } ?? of(property.value))
        }
        return outline
    }

    private mutating func of(_ container: PSContainer) -> String {
        var parts: [String] = []
        if container.isDictionary {
            for entry in container.entries { parts.append("\(of(entry.key)): \(of(entry.value))") }
            return "dictionary{" + parts.joined(separator: ", ") + "}"
        }
        for item in container.items { parts.append(of(item)) }
        let kind =
            switch container.kind {
            case .stack: "stack"
            case .queue: "queue"
            default: "list"
            }
        return kind + "[" + parts.joined(separator: ", ") + "]"
    }

    private func scalar(_ value: PSValue) -> String {
        switch value {
        case .string(let text), .scriptBlock(let text): "string \(text)"
        case .char(let unit): "char \(unit)"
        case .boolean(let value): "boolean \(value)"
        case .uint8(let value): "uint8 \(value)"
        case .int8(let value): "int8 \(value)"
        case .int16(let value): "int16 \(value)"
        case .uint16(let value): "uint16 \(value)"
        case .int32(let value): "int32 \(value)"
        case .uint32(let value): "uint32 \(value)"
        case .int64(let value): "int64 \(value)"
        case .uint64(let value): "uint64 \(value)"
        case .guid(let value): "guid \(value)"
        case .single: "single"
        case .double: "double"
        case .decimal: "decimal"
        case .dateTime: "dateTime"
        case .duration: "timeSpan"
        case .uri: "uri"
        case .version: "version"
        case .bytes: "bytes"
        case .xml: "xml"
        case .secureString: "secureString"
        case .progress: "progress"
        default: "null"
        }
    }
}
