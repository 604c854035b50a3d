import CLIXML
import TestSupport
import Testing

@Suite struct RecoveryMeasurementTests {
    @Test(arguments: RecoveryMeasurement.Damage.allCases)
    func whatIsSoundComesBack(damage: RecoveryMeasurement.Damage) throws {
        var measurement = RecoveryMeasurement()
        for (index, fixture) in try Fixture.all(in: "documents", suffix: ".clixml").enumerated() {
            let bytes = try fixture.bytes
            guard bytes.count < 60_000 else { continue }
            measurement.measure(bytes, damage, placeCount: 100, seed: UInt64(index), name: fixture.name)
        }
        print(
            damage,
            measurement.returnedCount,
            measurement.soundCount,
            measurement.returnedValueCount,
            measurement.soundValueCount,
            measurement.inventedCount,
            measurement.unreadableCount
        )
        for e in measurement.examples { print(e) }
        #expect(measurement.unreadableCount == 0)
        #expect(measurement.inventedCount == 0)
    }
}
