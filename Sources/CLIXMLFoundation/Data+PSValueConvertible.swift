public import CLIXML

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Data: PSValueConvertible {
    /// Takes bytes, or a list of numbers.
    public init?(psValue: PSValue, zone: LocalZone) {
        guard let bytes = [UInt8](psValue: psValue, zone: zone) else { return nil }
        self.init(bytes)
    }

    /// `BA`
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? { .bytes(Array(self)) }
}
