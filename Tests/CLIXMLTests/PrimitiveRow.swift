import CLIXML
import Foundation
import Testing

/// One recorded answer of PowerShell to a document with one primitive element.
struct PrimitiveRow: CustomTestStringConvertible, Sendable {
    var id: String
    var tag: String
    /// The text of the element, XML undone.
    var text: [UInt8]
    /// What PowerShell made of it, or `nil` when it refused.
    var value: RecordedValue?
    var errorType: String?
    var errorMessage: String?

    var testDescription: String { id }

    /// A value as the recordings describe it.
    struct RecordedValue: Sendable {
        var kind: String
        var text: String
        var bits: String?
        var ticks: Int64?
        var dateKind: String?
    }

    /// The recordings kept with the tests.
    static let fixtures = rows(in: folder.appending(path: "Fixtures/primitives/read.jsonl"))

    /// All recordings, where they are at hand; `nil` where they are not.
    static let golden: [PrimitiveRow]? = {
        let place = ProcessInfo.processInfo.environment["CLIXML_GOLDEN"].map { URL(filePath: $0) }
        let cases = (place ?? folder.appending(path: "../shared/golden")).appending(path: "read/cases.jsonl")
        return FileManager.default.fileExists(atPath: cases.path) ? rows(in: cases) : nil
    }()

    static let folder = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

    private static let tags: Set = [
        "B", "C", "By", "SB", "I16", "U16", "I32", "U32", "I64", "U64", "Db", "Sg", "D", "DT", "TS", "G", "Version",
        "BA", "SS", "URI",
    ]

    private static func rows(in file: URL) -> [PrimitiveRow] {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { row(in: String($0)) }
    }

    /// Reads a line; `nil` for documents that are more than one primitive element with plain text.
    private static func row(in line: String) -> PrimitiveRow? {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            let id = object["id"] as? String, id.hasPrefix("prim-"), var document = object["text"] as? String,
            let file = object["file"] as? [String: Any], let values = file["values"] as? [[String: Any]]
        else { return nil }
        if document.hasPrefix("<Objs "), document.hasSuffix("</Objs>"), let end = document.firstIndex(of: ">") {
            document = String(document[document.index(after: end)...].dropLast(7))
        }
        guard let match = document.wholeMatch(of: /<(\w+)>([^<]*)<\/(\w+)>/), tags.contains(String(match.1))
        else { return nil }
        var content: [UInt8] = []
        TextEscapes.unescapeXML(Array(match.2.utf8).span, into: &content)
        if match.1 == "URI" { TextEscapes.decodeEscapes(in: &content, from: 0) }
        var row = PrimitiveRow(id: id, tag: String(match.1), text: content)
        if let error = file["error"] as? [String: Any] {
            row.errorType = error["type"] as? String
            row.errorMessage = error["message"] as? String
        } else if let value = values.first {
            let text: String
            switch value["value"] {
            case let string as String: text = string
            case let number as NSNumber:
                text = value["kind"] as? String == "boolean" ? "\(number.boolValue)" : "\(number)"
            default: return nil
            }
            row.value = RecordedValue(
                kind: value["kind"] as? String ?? "",
                text: text,
                bits: value["bits"] as? String,
                ticks: (value["ticks"] as? String).flatMap(Int64.init),
                dateKind: value["dateKind"] as? String
            )
        }
        return row
    }
}
