import CLIXML

struct Host: Codable, Equatable, Sendable {
    var name: String
    var id: Int32
}

struct Flags: OptionSet, Codable, Equatable, Sendable {
    let rawValue: Int32
    static let first = Flags(rawValue: 1)
    static let second = Flags(rawValue: 2)
}

enum Named: String, Codable, Sendable { case running = "Running", stopped = "Stopped" }

enum Numbered: Int, Codable, Sendable { case stopped = 1, running = 4 }

enum StartMode: Int32, Codable, CaseIterable, PSEnumeration, Sendable {
    static let typeNames: PSTypeNames = ["System.ServiceProcess.ServiceStartMode", "System.Enum", "System.ValueType"]
    case automatic = 2
    case manual, disabled
}

struct Optionals: Codable, Equatable, Sendable {
    var text: String?
    var number: Int?
    var host: Host?
    var list: [Int32]?
}

enum Shape: Codable, Equatable, Sendable {
    case circle(radius: Double)
    case square(Int32, label: String?)
    case none
}

final class Chain: Codable, Equatable, Sendable {
    let name: String
    let next: Chain?

    init(_ name: String, _ next: Chain? = nil) {
        self.name = name
        self.next = next
    }

    static func == (left: Chain, right: Chain) -> Bool { left.name == right.name && left.next == right.next }
}

/// A class that can hold itself.
final class Loop: Encodable {
    var inner: Loop?
}

class Base: Codable {
    var name: String

    init(name: String) { self.name = name }
}

/// Its superclass goes into an object of its own.
final class Derived: Base {
    var number: Int32
    private enum CodingKeys: CodingKey { case number }

    init(name: String, number: Int32) {
        self.number = number
        super.init(name: name)
    }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        number = try container.decode(Int32.self, forKey: .number)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try super.encode(to: container.superEncoder())
        try container.encode(number, forKey: .number)
    }
}

/// Its superclass shares its object.
final class Joined: Base {
    var number: Int32
    private enum CodingKeys: CodingKey { case number }

    init(name: String, number: Int32) {
        self.number = number
        super.init(name: name)
    }

    required init(from decoder: any Decoder) throws {
        number = try decoder.container(keyedBy: CodingKeys.self).decode(Int32.self, forKey: .number)
        try super.init(from: decoder)
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .number)
        try super.encode(to: encoder)
    }
}

/// Fills two nested containers in turns, and the outer one between them.
struct Interleaved: Codable, Equatable, Sendable {
    private enum Outer: CodingKey { case left, right, middle }
    private enum Inner: CodingKey { case a, b }

    var numbers: [Int32]

    init(_ numbers: [Int32]) { self.numbers = numbers }

    init(from decoder: any Decoder) throws {
        let outer = try decoder.container(keyedBy: Outer.self)
        let left = try outer.nestedContainer(keyedBy: Inner.self, forKey: .left)
        var right = try outer.nestedUnkeyedContainer(forKey: .right)
        var numbers = [try left.decode(Int32.self, forKey: .a), try right.decode(Int32.self)]
        numbers.append(try outer.decode(Int32.self, forKey: .middle))
        numbers.append(try left.decode(Int32.self, forKey: .b))
        numbers.append(try right.nestedContainer(keyedBy: Inner.self).decode(Int32.self, forKey: .a))
        self.numbers = numbers
    }

    func encode(to encoder: any Encoder) throws {
        var outer = encoder.container(keyedBy: Outer.self)
        var left = outer.nestedContainer(keyedBy: Inner.self, forKey: .left)
        var right = outer.nestedUnkeyedContainer(forKey: .right)
        try left.encode(numbers[0], forKey: .a)
        try right.encode(numbers[1])
        try outer.encode(numbers[2], forKey: .middle)
        try left.encode(numbers[3], forKey: .b)
        var inner = right.nestedContainer(keyedBy: Inner.self)
        try inner.encode(numbers[4], forKey: .a)
    }
}
