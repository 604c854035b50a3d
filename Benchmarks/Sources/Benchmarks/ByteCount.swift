/// A number of bytes as people write it: `1MB` is 2²⁰ bytes.
struct ByteCount: CustomStringConvertible {
    let value: Int

    private static let units: [(name: String, shift: Int)] = [("GB", 30), ("MB", 20), ("KB", 10)]

    /// Takes a number of bytes.
    init(_ value: Int) { self.value = value }

    /// Reads a number with or without a unit.
    init(parsing text: String) throws(InputError) {
        let unit = ByteCount.units.first { text.hasSuffix($0.name) }
        guard let number = Int(text.dropLast(unit?.name.count ?? 0)), (1..<(1 << 20)).contains(number) || unit == nil
        else { throw InputError("'\(text)' is no size") }
        value = number << (unit?.shift ?? 0)
    }

    var description: String {
        for unit in ByteCount.units where value >= 1 << unit.shift && value % (1 << unit.shift) == 0 {
            return "\(value >> unit.shift)\(unit.name)"
        }
        return "\(value)B"
    }
}
