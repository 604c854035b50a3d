public import CLIXML

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Decimal: PSValueConvertible {
    /// Takes a decimal or an integer. Zeros at the end of a fraction are lost: this type does not tell 1.0 from 1.
    public init?(psValue: PSValue, zone: LocalZone) {
        guard let value = PSDecimal(psValue: psValue, zone: zone) else { return nil }
        self.init(string: value.description)
    }

    /// `D`; `nil` for NaN and for numbers of more than 96 bits or 28 digits after the point.
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? {
        guard isFinite, let value = PSDecimal(description), Decimal(psValue: .decimal(value), zone: .utc) == self
        else { return nil }
        return .decimal(value)
    }
}
