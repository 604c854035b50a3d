public import CLIXML

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension URL: PSValueConvertible {
    /// Takes a URI or a text.
    public init?(psValue: PSValue, zone: LocalZone) {
        switch psValue {
        case .uri(let value): self.init(string: value.originalString)
        case .string(let text): self.init(string: text)
        default: return nil
        }
    }

    /// `URI`, relative ones together with their base.
    public func psValue(dates: CLIXMLEncoder.DateStrategy) -> PSValue? { PSURI(absoluteString).map { .uri($0) } }
}
