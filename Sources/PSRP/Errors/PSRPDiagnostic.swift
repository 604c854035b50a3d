/// A finding about a stream that did not stop it, with the bytes it is about.
public struct PSRPDiagnostic: Sendable, Hashable, CustomStringConvertible {
    /// The kind of finding.
    public let code: PSRPError.Code

    /// The bytes it is about, from the start of the stream they came in.
    public let byteRange: Range<Int>

    /// How many findings of this kind followed each other and are told of together.
    public let count: Int

    /// One sentence: what was found and what was done.
    public let message: String

    /// Makes a diagnostic.
    public init(code: PSRPError.Code, byteRange: Range<Int>, count: Int = 1, message: String) {
        self.code = code
        self.byteRange = byteRange
        self.count = count
        self.message = message
    }

    /// `bytes N..<M: message [code]`, and how often.
    public var description: String {
        "bytes \(byteRange): \(message)\(count > 1 ? " (\(count) times)" : "") [\(code)]"
    }
}

/// Diagnostics not yet taken, bounded however hostile the input is.
struct DiagnosticLog: Sendable {
    /// Enough for anyone who reads them; the rest is counted in the last one.
    static let maximumCount = 1_000

    private var pending: [PSRPDiagnostic] = []

    /// Adds a finding; one that follows right after another of the same kind widens that one.
    mutating func add(_ code: PSRPError.Code, _ byteRange: Range<Int>, _ message: @autoclosure () -> String) {
        guard let last = pending.last else {
            pending.append(PSRPDiagnostic(code: code, byteRange: byteRange, message: message()))
            return
        }
        let touches = last.code == code && last.byteRange.upperBound == byteRange.lowerBound
        if touches || pending.count >= Self.maximumCount {
            pending[pending.count - 1] = PSRPDiagnostic(
                code: last.code,
                byteRange: last.byteRange.lowerBound..<Swift.max(last.byteRange.upperBound, byteRange.upperBound),
                count: last.count &+ 1,
                message: last.message
            )
        } else {
            pending.append(PSRPDiagnostic(code: code, byteRange: byteRange, message: message()))
        }
    }

    /// Hands over what has been found since the last call.
    mutating func take() -> [PSRPDiagnostic] {
        defer { pending.removeAll(keepingCapacity: false) }
        return pending
    }
}
