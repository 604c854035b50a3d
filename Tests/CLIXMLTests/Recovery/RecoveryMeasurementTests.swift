import CLIXML
import Foundation
import TestSupport
import Testing

/// How much comes back, over real documents damaged at many places.
@Suite struct RecoveryMeasurementTests {
    /// - Parameter lostShare: One of how many sound primitives may be lost at most, or 0 for none.
    private static func check(
        _ measurement: RecoveryMeasurement,
        _ damage: RecoveryMeasurement.Damage,
        lostShare: Int = 0
    ) {
        let details = Comment(rawValue: measurement.examples.joined(separator: "\n"))
        #expect(measurement.unreadableCount == 0, details)
        // Where a tag is gone, two elements with the same tags may become one, and what they hold stand in one place.
        #expect(measurement.inventedCount <= (damage == .loss ? measurement.soundCount / 1_000_000 : 0), details)
        #expect(measurement.soundCount > 1000)
        let lostCount = measurement.soundCount - measurement.returnedCount
        // Where bytes are gone nothing tells text before from text after: a tag that lost its end may take the next one's.
        let allowed =
            damage == .loss ? measurement.soundCount / 1000 : lostShare == 0 ? 0 : measurement.soundCount / lostShare
        #expect(lostCount <= allowed, details)
        // The others refer to what was hit.
        #expect(measurement.returnedValueCount * 100 >= measurement.soundValueCount * 95)
    }

    @Test(arguments: RecoveryMeasurement.Damage.allCases)
    func whatIsSoundComesBack(damage: RecoveryMeasurement.Damage) throws {
        var measurement = RecoveryMeasurement()
        for (index, fixture) in try Fixture.all(in: "documents", suffix: ".clixml").enumerated() {
            measurement.measure(try fixture.bytes, damage, placeCount: 100, seed: UInt64(index), name: fixture.name)
        }
        RecoveryMeasurementTests.check(measurement, damage)
    }

    /// The files of a corpus, where it is at hand: set `CLIXML_RECOVERY_CORPUS` to a folder.
    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["CLIXML_RECOVERY_CORPUS"] != nil),
        arguments: RecoveryMeasurement.Damage.allCases
    )
    func whatIsSoundInACorpusComesBack(damage: RecoveryMeasurement.Damage) throws {
        let folder = URL(filePath: ProcessInfo.processInfo.environment["CLIXML_RECOVERY_CORPUS"] ?? "")
        var measurement = RecoveryMeasurement()
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var fileCount = 0
        while let url = files?.nextObject() as? URL {
            guard ["xml", "clixml"].contains(url.pathExtension), let data = try? Data(contentsOf: url),
                data.count < 1 << 18
            else { continue }
            let bytes = [UInt8](data)
            // Other encodings and other formats are not what is measured.
            guard !bytes.contains(0), RecoveryMeasurement.isReadable(bytes) == nil else { continue }
            fileCount += 1
            measurement.measure(bytes, damage, placeCount: 100, seed: UInt64(fileCount), name: url.lastPathComponent)
        }
        print(
            "\(damage): \(measurement.returnedCount) of \(measurement.soundCount) primitives,",
            "\(measurement.returnedValueCount) of \(measurement.soundValueCount) values of \(fileCount) files"
        )
        // Sixteen random bytes now and then look like a tag that begins or ends.
        RecoveryMeasurementTests.check(measurement, damage, lostShare: 10_000)
    }
}
