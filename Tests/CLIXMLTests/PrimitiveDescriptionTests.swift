import CLIXML
import Testing

@Suite struct PrimitiveDescriptionTests {
    @Test func showsAndReadsValues() {
        #expect(PSGUID("{12345678-1234-1234-1234-1234567890AB}")?.description == "12345678-1234-1234-1234-1234567890ab")
        #expect(PSGUID("x") == nil)
        #expect(PSDecimal(" -1.50 ")?.description == "-1.50")
        #expect(PSDecimal("1e5") == nil)
        #expect(PSVersion("1.2.3")?.description == "1.2.3")
        #expect(PSVersion("1") == nil)
        #expect(PSDuration("P1DT1H")?.description == "P1DT1H")
        #expect(PSDuration("P10675200D") == nil)
        #expect(PSURI("HTTP://A")?.description == "HTTP://A")
        let date = PSDateTime(year: 2024, month: 1, day: 2, hour: 3, tick: 6_000_000, kind: .local, offsetMinutes: -240)
        #expect(date?.description == "2024-01-02T03:00:00.6-04:00")
    }
}
