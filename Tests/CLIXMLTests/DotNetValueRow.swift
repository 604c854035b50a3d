import Foundation
import Testing

/// One live .NET value that a document can hold, and what PowerShell shows of it.
struct DotNetValueRow: CustomTestStringConvertible, Sendable {
    var name: String
    var tag: String
    var text: [UInt8]
    /// The value as JSON.
    var json: String
    /// The value as a CSV cell.
    var cell: String
    var properties: [Property]

    struct Property: Sendable {
        var name: String
        /// `nil` where the property has no value.
        var cell: String?
        var json: String
    }

    var testDescription: String { name }

    static func rows(_ prefix: String) -> [DotNetValueRow] { all.filter { $0.name.hasPrefix(prefix) } }

    private static let all: [DotNetValueRow] = {
        let file = PrimitiveRow.folder.appending(path: "Fixtures/primitives/dotnet-values.jsonl")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { row(in: String($0)) }
    }()

    private static func row(in line: String) -> DotNetValueRow? {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            let name = object["name"] as? String, let element = object["clixml"] as? String,
            let json = object["json"] as? String, let cell = object["cell"] as? String,
            let properties = object["properties"] as? [[Any]],
            let match = element.wholeMatch(of: /<(\w+)>([^<]*)<\/\w+>/)
        else { return nil }
        return DotNetValueRow(
            name: name,
            tag: String(match.1),
            text: Array(match.2.replacing("&amp;", with: "&").utf8),
            json: json,
            cell: cell,
            properties: properties.map {
                Property(name: $0[0] as? String ?? "", cell: $0[1] as? String, json: $0[2] as? String ?? "")
            }
        )
    }
}
