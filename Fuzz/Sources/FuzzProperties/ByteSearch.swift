/// Looks for texts in bytes.
enum ByteSearch {
    /// Whether a text stands somewhere in bytes.
    static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard let first = wanted.first, bytes.count >= wanted.count else { return false }
        for start in 0...bytes.count - wanted.count where bytes[start] == first {
            if bytes[start..<start + wanted.count].elementsEqual(wanted) { return true }
        }
        return false
    }

    /// Where two texts begin to differ, and how they go on there.
    static func difference(_ one: [UInt8], _ other: [UInt8]) -> String {
        let common = zip(one, other).prefix { $0 == $1 }.count
        let start = max(0, common - 60)
        let parts = [one, other].map { String(decoding: $0[start..<min($0.count, common + 60)], as: UTF8.self) }
        return "at byte \(common): \(parts[0]) / \(parts[1])"
    }
}
