import CLIXML
import CLIXMLConvert

/// Statistics as one JSON object.
struct StatisticsJSON {
    let maximumCount: Int

    /// Appends the object and a line feed.
    func append(_ statistics: DocumentStatistics, to output: inout [UInt8]) {
        output += "{\"values\":\(statistics.valueCount),\"objects\":\(statistics.objectCount)".utf8
        output += ",\"elements\":\(statistics.elementCount),\"bytes\":\(statistics.byteCount)".utf8
        if let place = statistics.largest { append("largest", place, "bytes", to: &output) }
        if let place = statistics.deepest { append("deepest", place, "level", to: &output) }
        let quota = statistics.quota
        output += ",\"quota\":{\"total\":\(quota.total),\"received\":\(quota.byteCount)".utf8
        output += ",\"typeNameReferences\":\(quota.typeNameByteCount),\"xml\":\(quota.xmlByteCount)}".utf8
        append("types", statistics.types, statistics.byteCount, to: &output)
        append("properties", statistics.properties, statistics.byteCount, to: &output)
        append("elementNames", statistics.elements, statistics.byteCount, to: &output)
        append("streams", statistics.streams, statistics.byteCount, to: &output)
        output += "}\n".utf8
    }

    private func append(
        _ name: String,
        _ place: DocumentStatistics.Place,
        _ unit: String,
        to output: inout [UInt8]
    ) {
        output += ",\"\(name)\":{\"\(unit)\":\(place.measure),\"type\":".utf8
        JSONString.append(place.typeName, to: &output)
        output += ",\"line\":\(place.position.line),\"column\":\(place.position.column)".utf8
        output += ",\"byteOffset\":\(place.position.byteOffset),\"path\":".utf8
        JSONString.append(place.path.description, to: &output)
        output += "}".utf8
    }

    private func append(_ name: String, _ tallies: [Tally], _ total: Int, to output: inout [UInt8]) {
        output += ",\"\(name)\":[".utf8
        for (index, tally) in tallies.prefix(maximumCount).enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            output += "{\"name\":".utf8
            JSONString.append(tally.name, to: &output)
            let share = total == 0 ? 0 : (Double(tally.byteCount) / Double(total) * 10_000).rounded() / 10_000
            output += ",\"count\":\(tally.count),\"bytes\":\(tally.byteCount),\"share\":\(share)}".utf8
        }
        output += "]".utf8
    }
}
