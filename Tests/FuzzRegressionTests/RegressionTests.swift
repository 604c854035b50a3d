import CLIXML
import Foundation
import FuzzedProperties
import Testing

/// Inputs that a fuzzer once found fault with, held to the same property again.
@Suite struct RegressionTests {
    struct Regression: Sendable, CustomTestStringConvertible {
        let target: String
        let path: String

        var testDescription: String { "\(target)/\(URL(filePath: path).lastPathComponent)" }
    }

    private static let folder: URL = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return tests.deletingLastPathComponent().appending(path: "Fuzz/Regressions")
    }()

    static let regressions: [Regression] = {
        let manager = FileManager.default
        let targets = (try? manager.contentsOfDirectory(atPath: folder.path)) ?? []
        return targets.sorted().flatMap { target in
            let place = folder.appending(path: target)
            let names = (try? manager.contentsOfDirectory(atPath: place.path)) ?? []
            return names.sorted().map { Regression(target: target, path: place.appending(path: $0).path) }
        }
    }()

    @Test func thereAreSome() { #expect(!Self.regressions.isEmpty) }

    @Test(arguments: regressions)
    func holds(regression: Regression) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: regression.path)))
        guard let input = FuzzInput(bytes) else { return }
        switch regression.target {
        case "FuzzRead": try checkReading(input)
        case "FuzzMarkup": try checkMarkup(input, secondOpinion: Self.elementCount)
        case "FuzzWrite": try checkWriting(input)
        case "FuzzCodable": try checkCoding(input)
        case "FuzzConvert": try checkConversion(input)
        case "FuzzText": try checkConsoleText(input)
        case "FuzzRecover": try checkRecovery(input)
        case "FuzzFragments": try checkFragments(input)
        case "FuzzPayloads": try checkPayloads(input)
        case "FuzzLines": try checkLines(input)
        case "FuzzSessions": try checkSessions(input)
        case "FuzzCapture": try checkCaptures(input)
        default: Issue.record("there is no fuzzer \(regression.target)")
        }
    }

    /// How many elements a document has for libxml2, -1 when it is not well-formed.
    private static func elementCount(_ bytes: [UInt8]) -> Int {
        var parser = XMLPushParser()
        var count = 0
        do {
            try parser.append(bytes.span)
            try parser.finish()
            while let event = parser.nextEvent() { if case .start = event { count += 1 } }
        } catch {
            return -1
        }
        return count
    }
}
