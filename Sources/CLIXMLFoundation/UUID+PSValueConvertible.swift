public import CLIXML

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension UUID: PSValueConvertible {
    /// Takes a GUID, or a text that is one.
    public init?(psValue: PSValue, zone: LocalZone) {
        guard let value = PSGUID(psValue: psValue, zone: zone) else { return nil }
        self.init(uuidString: value.description)
    }

    /// `G`
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? { PSGUID(uuidString).map { .guid($0) } }
}
