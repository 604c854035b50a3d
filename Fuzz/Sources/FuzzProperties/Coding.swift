internal import CLIXML

/// What can be decoded as a type can be encoded again, and then decodes and encodes as the same bytes.
public func checkCoding(_ input: FuzzInput) throws(Violation) {
    switch input.options >> 4 {
    case 0: try checkCoding(PSValue.self, input)
    case 1: try checkCoding([String: PSValue].self, input)
    case 2: try checkCoding([PSValue].self, input)
    case 3: try checkCoding([String].self, input)
    case 4: try checkCoding([String: [Int64?]].self, input)
    case 5: try checkCoding([Double].self, input)
    case 6: try checkCoding([PSDateTime].self, input)
    case 7: try checkCoding([PSDuration].self, input)
    case 8: try checkCoding([PSDecimal].self, input)
    case 9: try checkCoding([[UInt8]].self, input)
    case 10: try checkCoding([Bool?].self, input)
    case 11: try checkCoding([Node].self, input)
    default: try checkCoding([Record].self, input)
    }
}

private struct Record: Codable {
    var name: String?
    var id: Int?
    var size: UInt64?
    var ratio: Float?
    var isOn: Bool?
    var started: PSDateTime?
    var took: PSDuration?
    var key: PSGUID?
    var version: PSVersion?
    var tags: [String]?
    var counts: [String: UInt8]?
    var any: PSValue?
}

private final class Node: Codable {
    var value: PSValue?
    var next: Node?
    var children: [Node]?
}

private func checkCoding<T: Codable>(_ type: T.Type, _ input: FuzzInput) throws(Violation) {
    var decoder = CLIXMLDecoder()
    decoder.options.limits = .small
    decoder.options.keys = input.has(0) ? .exact : .ignoringCase
    decoder.options.root = input.has(1) ? .value : .automatic
    decoder.options.missingMembers = input.has(2) ? .empty : .refused
    decoder.options.maximumExpansionCount = 2_000
    guard let value = try? decoder.decode(type, from: input.content) else { return }
    var encoder = CLIXMLEncoder()
    encoder.options.members = input.has(3) ? .adapted : .extended
    guard let first = try? encoder.encode(value) else { return }
    var again = CLIXMLDecoder()
    again.options.root = .value
    let second: [UInt8]
    do {
        second = try encoder.encode(again.decode(type, from: first))
    } catch {
        throw Violation("what was encoded is not decoded: \(error)")
    }
    try require(second == first, "encoded again it differs")
}
