internal import CLIXML
package import CLIXMLConvert

/// Statistics as tables to read.
package struct StatisticsText {
    let maximumCount: Int
    /// The cells of a line of the terminal, so that no name in a table needs a second one; `nil` without a terminal.
    let columnCount: Int?

    package init(maximumCount: Int, columnCount: Int?) {
        self.maximumCount = maximumCount
        self.columnCount = columnCount
    }

    /// Appends the tables.
    package func append(_ statistics: DocumentStatistics, to output: inout [UInt8]) {
        var lines = [
            ("values", Self.grouped(statistics.valueCount)), ("objects", Self.grouped(statistics.objectCount)),
            ("elements", Self.grouped(statistics.elementCount)), ("bytes", Self.grouped(statistics.byteCount)),
        ]
        if let place = statistics.largest {
            lines.append(("largest", "\(Self.grouped(place.measure)) bytes, \(Self.text(of: place))"))
        }
        if let place = statistics.deepest {
            lines.append(("deepest", "level \(place.measure), \(Self.text(of: place))"))
        }
        let quota = statistics.quota
        lines.append(
            (
                "quota",
                "\(Self.grouped(quota.total)) bytes: \(Self.grouped(quota.byteCount)) received,"
                    + " \(Self.grouped(quota.typeNameByteCount)) for references to type names,"
                    + " \(Self.grouped(quota.xmlByteCount)) for XML"
            )
        )
        for (label, text) in lines {
            output += "\(label)\(String(repeating: " ", count: 10 - label.utf8.count))\(text)\n".utf8
        }
        append("by type", statistics.types, statistics.byteCount, to: &output)
        append("by property", statistics.properties, statistics.byteCount, to: &output)
        append("by element", statistics.elements, statistics.byteCount, to: &output)
        append("by stream", statistics.streams, statistics.byteCount, to: &output)
    }

    private func append(_ title: String, _ tallies: [Tally], _ total: Int, to output: inout [UInt8]) {
        guard !tallies.isEmpty else { return }
        let shown = tallies.prefix(maximumCount)
        output += "\n\(Self.right("count", 12))\(Self.right("bytes", 16))\(Self.right("share", 9))  \(title)\n".utf8
        for tally in shown {
            output += Self.right(Self.grouped(tally.count), 12).utf8
            output += Self.right(Self.grouped(tally.byteCount), 16).utf8
            output += Self.right(Self.share(tally.byteCount, of: total), 9).utf8
            output += "  \(cut(Diagnostics.visible(tally.name)))\n".utf8
        }
        let rest = tallies.count - shown.count
        if rest > 0 { output += "\(Self.right("", 37))  and \(Self.grouped(rest)) more\n".utf8 }
    }

    private func cut(_ name: String) -> String {
        guard let columnCount else { return name }
        let room = max(columnCount - 39, 20)
        return name.count > room ? name.prefix(room - 1) + "…" : name
    }

    private static func text(of place: DocumentStatistics.Place) -> String {
        Diagnostics.visible("\(place.typeName) at \(place.position.line):\(place.position.column), \(place.path)")
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }

    /// `12.3 %`.
    private static func share(_ part: Int, of total: Int) -> String {
        let tenths = total == 0 ? 0 : Int((Double(part) / Double(total) * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    private static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var index = digits.count - 3
        while index > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: index))
            index -= 3
        }
        return digits
    }
}
