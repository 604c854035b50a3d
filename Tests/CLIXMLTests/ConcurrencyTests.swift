import CLIXML
import Testing

/// Values may be shared by tasks, and what makes them may be used by many tasks at once. Run with the thread sanitizer.
@Suite struct ConcurrencyTests {
    private static let taskCount = 8

    private static func document(_ number: Int) -> [UInt8] {
        let member =
            "<Obj N=\"Inner\" RefId=\"1\"><TNRef RefId=\"0\" /><MS><I32 N=\"Number\">\(number)</I32></MS></Obj>"
        let names = "<TN RefId=\"0\"><T>A\(number % 3)</T><T>System.Object</T></TN>"
        return Reading.document("<Obj RefId=\"0\">\(names)<MS>\(member)<Ref N=\"Same\" RefId=\"1\" /></MS></Obj>")
    }

    private static func written(_ values: [PSValue]) throws -> String {
        var options = CLIXMLWriterOptions()
        options.isVerbatim = true
        options.layout = .compact
        var writer = CLIXMLWriter(options: options)
        var output: [UInt8] = []
        for value in values { try writer.write(value, into: &output) }
        writer.finish(into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private static func read(_ bytes: [UInt8]) throws -> PSValue? {
        var parser = CLIXMLParser()
        try parser.append(bytes.span)
        let value = try parser.nextValue()
        try parser.finish()
        return value?.value
    }

    @Test func tasksReadAndWriteEachTheirOwn() async throws {
        let texts = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<Self.taskCount {
                group.addTask {
                    var last = ""
                    for _ in 0..<50 {
                        guard let value = try Self.read(Self.document(number)) else { return "nothing was read" }
                        last = try Self.written([value])
                    }
                    return last
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(texts == Set((0..<Self.taskCount).map { String(decoding: Self.document($0), as: UTF8.self) }))
    }

    @Test func tasksShareAValue() async throws {
        let value = try #require(try Self.read(Self.document(7)))
        let expected = try Self.written([value, value])
        let isShared = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<Self.taskCount {
                group.addTask {
                    for _ in 0..<50 {
                        guard case .object(let object) = value, object["Inner"] == object["Same"] else { return false }
                        guard try Self.written([value, value]) == expected else { return false }
                    }
                    return true
                }
            }
            return try await group.reduce(true) { $0 && $1 }
        }
        #expect(isShared)
    }

    /// Objects put into others are attached to them, and a chain of them is let go by whoever has it last.
    @Test func tasksBuildAroundAValueAndLetItGo() async throws {
        let shared = PSObject(extendedProperties: ["Name": "shared"])
        let depths = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<Self.taskCount {
                group.addTask {
                    var object = shared
                    for _ in 0..<500 { object = PSObject(extendedProperties: ["Next": .object(object)]) }
                    var depth = 0
                    while case .object(let next)? = object["Next"] {
                        object = next
                        depth += 1
                    }
                    return depth
                }
            }
            return await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(depths == Array(repeating: 500, count: Self.taskCount))
        #expect(shared["Name"] == "shared")
    }

    /// Each object keeps its identity, whichever task built it.
    @Test func objectsOfSeveralTasksAreNotTakenForEachOther() async throws {
        let objects = await withTaskGroup(of: [PSObject].self) { group in
            for task in 0..<Self.taskCount {
                group.addTask {
                    (0..<100).map { PSObject(extendedProperties: ["Number": .int32(Int32(task * 100 + $0))]) }
                }
            }
            return await group.reduce(into: [PSObject]()) { $0 += $1 }
        }
        let text = try Self.written(objects.map { .object($0) })
        #expect(!text.contains("<Ref "))
        #expect(text.split(separator: "<Obj ").count == 1 + Self.taskCount * 100)
    }
}
