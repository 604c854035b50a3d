import CLIXML

/// How much of a document comes back after damages at many places.
struct RecoveryMeasurement {
    enum Damage: CaseIterable {
        /// The document ends there.
        case cut
        /// Sixteen bytes are random ones.
        case noise
        /// Sixteen bytes are gone.
        case loss
        /// Sixteen bytes are zero.
        case zeros
    }

    /// Primitives that the damage did not touch, nor anything that they need.
    var soundCount = 0
    /// Those of them that came back as they were, in their place.
    var returnedCount = 0
    /// Top-level values that the damage did not touch, and those that came back.
    var soundValueCount = 0
    var returnedValueCount = 0
    /// Primitives that came back and were never there, or not in that place.
    var inventedCount = 0
    var unreadableCount = 0
    var examples: [String] = []

    private static func damaged(_ bytes: [UInt8], _ damage: Damage, at place: Int, _ random: inout SplitMix) -> [UInt8]
    {
        let end = min(place + 16, bytes.count)
        switch damage {
        case .cut: return Array(bytes[..<place])
        case .loss: return Array(bytes[..<place] + bytes[end...])
        case .zeros: return bytes[..<place] + [UInt8](repeating: 0, count: end - place) + bytes[end...]
        case .noise:
            var copy = bytes
            for index in place..<end { copy[index] = UInt8(truncatingIfNeeded: random.next()) }
            return copy
        }
    }

    /// The recovered document.
    static func recovered(_ bytes: [UInt8]) -> [UInt8] {
        var recovery = CLIXMLRecovery(bytes)
        var values: [UInt8] = []
        while let value = recovery.next() { values += Array("\n  ".utf8) + value.markup }
        return recovery.rootStartTag + values + Array("\n".utf8) + recovery.rootEndTag
    }

    static func isReadable(_ bytes: [UInt8]) -> CLIXMLError? {
        var parser = CLIXMLParser()
        do throws(CLIXMLError) {
            try parser.append(bytes.span)
            while try parser.nextValue() != nil {}
            try parser.finish()
            return nil
        } catch { return error }
    }

    mutating func measure(_ bytes: [UInt8], _ damage: Damage, placeCount: Int, seed: UInt64, name: String) {
        let inventory = Inventory(bytes)
        var random = SplitMix(seed: seed)
        var known: [String: Int] = [:]
        for leaf in inventory.leaves { known[leaf.key, default: 0] += 1 }
        for step in 0..<placeCount {
            let place = bytes.count * step / placeCount
            let hit = place..<(damage == .cut ? bytes.count : min(place + 16, bytes.count))
            let result = RecoveryMeasurement.recovered(RecoveryMeasurement.damaged(bytes, damage, at: place, &random))
            if let error = RecoveryMeasurement.isReadable(result) {
                unreadableCount += 1
                note("\(name) \(damage) at \(place): \(error)")
            }
            let back = Inventory(result)
            var returned: [String: Int] = [:]
            for leaf in back.leaves { returned[leaf.key, default: 0] += 1 }
            for (key, count) in returned where count > known[key, default: 0] {
                // A text that was hit without becoming bad XML is still a text.
                if damage == .noise || damage == .zeros || damage == .loss, known[key] == nil { continue }
                inventedCount += 1
                note("\(name) \(damage) at \(place): invented \(key.suffix(200))")
            }
            for leaf in inventory.leaves
            where !leaf.isReference && !leaf.range.overlaps(hit) && !leaf.needed.contains(where: { $0.overlaps(hit) }) {
                soundCount += 1
                if let count = returned[leaf.key], count > 0 {
                    returned[leaf.key] = count - 1
                    returnedCount += 1
                } else {
                    note("\(name) \(damage) at \(place): lost \(leaf.key.suffix(120))")
                }
            }
            let values = Set(back.values.map { Array(result[$0]) })
            for value in inventory.values where !value.overlaps(hit) {
                soundValueCount += 1
                if values.contains(Array(bytes[value])) { returnedValueCount += 1 }
            }
        }
    }

    private mutating func note(_ text: String) { if examples.count < 40 { examples.append(text) } }
}
