internal import CLIXML
internal import Foundation

/// `Codable` values as CLIXML and, beside it, as JSON: the same values, so that times compare and not bytes a second.
enum CodingBenchmarks {
    /// Something like what `Get-Service` says.
    struct Service: Codable {
        struct Owner: Codable {
            var name: String
            var id: Int32
        }

        var name: String
        var displayName: String
        var status: Int32
        var startType: String
        var canStop: Bool
        var description: String
        var dependentServices: [String]
        var number: Int
        var load: Double
        var owner: Owner

        init(_ index: Int) {
            name = "service\(index)"
            displayName = "Service number \(index) of the list"
            status = Int32(index % 7)
            startType = index % 3 == 0 ? "Manual" : "Automatic"
            canStop = index % 2 == 0
            description = "Provides what number \(index) needs, and \"more\" <than> that & so on."
            dependentServices = ["a\(index)", "b"]
            number = index * 1_000_003
            load = Double(index) / 8
            owner = Owner(name: "owner\(index % 10)", id: Int32(index / 10))
        }
    }

    private static let count = 2000

    /// The document that the CLIXML encoder makes; all throughputs are in bytes of it.
    private static func document(_ services: [Service]) throws -> [UInt8] { try encoder.encode(services) }

    private static var encoder: CLIXMLEncoder {
        var encoder = CLIXMLEncoder()
        encoder.options.writer.layout = .compact
        return encoder
    }

    /// Adds all of them: `coding/services/TASK`, and `coding/message/TASK` for one small payload.
    static func add(to suite: BenchmarkSuite) {
        let services = (0..<count).map { Service($0) }
        suite.add("coding/services/encode") {
            let byteCount = try document(services).count
            return .init(byteCount: byteCount) { try encoder.encode(services).count }
        }
        suite.add("coding/services/encode-json") {
            let byteCount = try document(services).count
            let encoder = JSONEncoder()
            return .init(byteCount: byteCount) { try encoder.encode(services).count }
        }
        suite.add("coding/services/decode") {
            let bytes = try document(services)
            return .init(byteCount: bytes.count) { try CLIXMLDecoder().decode([Service].self, from: bytes).count }
        }
        suite.add("coding/services/decode-json") {
            let byteCount = try document(services).count
            let json = try JSONEncoder().encode(services)
            let decoder = JSONDecoder()
            return .init(byteCount: byteCount) { try decoder.decode([Service].self, from: json).count }
        }
        addMessages(to: suite)
    }

    private static var payloadOptions: CLIXMLWriterOptions {
        var options = CLIXMLWriterOptions.payload
        options.isVerbatim = true
        return options
    }

    /// One value of a few hundred bytes without a root, as the remoting protocol sends it.
    private static func addMessages(to suite: BenchmarkSuite) {
        let owner = Service.Owner(name: "web01", id: 7)
        let value: PSValue = [
            "Name": "web01", "Id": 7, "Ready": true, "Message": "all is well here", "Score": 1.5,
            "Host": ["Address": "10.0.0.1", "Port": 5985],
        ]
        suite.add("coding/message/write-first") {
            var output: [UInt8] = []
            try write(value, CLIXMLWriter(options: payloadOptions), into: &output)
            return .init(byteCount: output.count) {
                output.removeAll(keepingCapacity: true)
                try write(value, CLIXMLWriter(options: payloadOptions), into: &output)
                return output.count
            }
        }
        suite.add("coding/message/write-next") {
            var writer = CLIXMLWriter(options: payloadOptions)
            var output: [UInt8] = []
            try writer.write(value, into: &output)
            return .init(byteCount: output.count) {
                output.removeAll(keepingCapacity: true)
                writer.reset()
                try writer.write(value, into: &output)
                return output.count
            }
        }
        suite.add("coding/message/encode-next") {
            var options = CLIXMLEncoder.Options()
            options.writer = payloadOptions
            var writer = EncodedValueWriter(CLIXMLEncoder(options: options))
            var output: [UInt8] = []
            try writer.write(owner, into: &output)
            return .init(byteCount: output.count) {
                output.removeAll(keepingCapacity: true)
                writer.reset()
                try writer.write(owner, into: &output)
                return output.count
            }
        }
    }

    private static func write(_ value: PSValue, _ writer: CLIXMLWriter, into output: inout [UInt8]) throws {
        var writer = writer
        try writer.write(value, into: &output)
    }
}
