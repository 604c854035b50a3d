extension Array: PSValueConvertible where Element == UInt8 {
    /// Takes bytes, or a list of numbers.
    public init?(psValue: PSValue, zone: LocalZone) {
        switch psValue {
        case .bytes(let bytes): self = bytes
        case .object(let object):
            guard let container = object.container, !container.isDictionary else { return nil }
            var bytes: [UInt8] = []
            for item in container.items {
                guard let byte = item.integer.flatMap({ UInt8(exactly: $0) }) else { return nil }
                bytes.append(byte)
            }
            self = bytes
        default: return nil
        }
    }

    /// `BA`
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? { .bytes(self) }
}

extension Duration: PSValueConvertible {
    /// Takes a duration.
    public init?(psValue: PSValue, zone: LocalZone) {
        guard case .duration(let value) = psValue else { return nil }
        self.init(
            secondsComponent: value.ticks / 10_000_000,
            attosecondsComponent: value.ticks % 10_000_000 * 100_000_000_000
        )
    }

    /// `TS` in whole ticks of 100 ns, what is less is cut off; `nil` for more than 29,000 years.
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? {
        let (seconds, attoseconds) = components
        let (ticks, overflow) = seconds.multipliedReportingOverflow(by: 10_000_000)
        let (sum, carry) = ticks.addingReportingOverflow(attoseconds / 100_000_000_000)
        return overflow || carry ? nil : .duration(PSDuration(ticks: sum))
    }
}
