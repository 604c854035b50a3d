public import CLIXML

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

// These conformances are a library of their own so that CLIXML does not load Foundation. The coders find them at run time:
// a program that links this library need not do anything else.
extension Date: PSValueConvertible {
    /// Ticks of the beginning of 2001, from which `Date` counts.
    private static let referenceTicks: Int64 = 631_139_040_000_000_000

    /// Takes a date; one without a zone is that of the clocks of `zone`.
    public init?(psValue: PSValue, zone: LocalZone) {
        guard case .dateTime(let value) = psValue else { return nil }
        var ticks = value.utcTicks
        if value.kind == .unspecified {
            ticks -= Int64(zone.offsetSeconds(atClockTicks: ticks)) * PSDateTime.ticksPerSecond
        }
        self.init(timeIntervalSinceReferenceDate: Double(ticks - Date.referenceTicks) / 10_000_000)
    }

    /// `DT`, rounded to ticks of 100 ns; `nil` outside the years 1 to 9999.
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? {
        let whole = timeIntervalSinceReferenceDate.rounded(.down)
        guard abs(whole) < 4e11 else { return nil }
        let fraction = ((timeIntervalSinceReferenceDate - whole) * 10_000_000).rounded()
        let ticks = Int64(whole) * PSDateTime.ticksPerSecond + Int64(fraction) + Date.referenceTicks
        return dateTime(ticks, dates).map { .dateTime($0) }
    }

    private func dateTime(_ ticks: Int64, _ dates: CLIXMLEncoder.DateStrategy) -> PSDateTime? {
        switch dates {
        case .utc:
            return PSDateTime(ticks: ticks, kind: .utc)
        case .local(let zone):
            // An offset has whole minutes.
            let minutes = zone.offsetSeconds(atUTCTicks: ticks) / 60
            let clock = ticks + Int64(minutes) * 60 * PSDateTime.ticksPerSecond
            return PSDateTime(ticks: clock, kind: .local, offsetMinutes: minutes)
        case .unspecified(let zone):
            let clock = ticks + Int64(zone.offsetSeconds(atUTCTicks: ticks)) * PSDateTime.ticksPerSecond
            return PSDateTime(ticks: clock, kind: .unspecified)
        }
    }
}
