/// Feeds one input in many different pieces and finds out whether a parser cares.
///
/// A parser that takes bytes as they arrive must give the same values and the same error however they were cut:
///
///     let difference = EverySplit.firstDifference(of: bytes) { pieces in outcome(of: pieces) }
///     #expect(difference == nil)
package enum EverySplit {
    /// What a parser made of one input: what it gave, and the error it ended with, if any.
    package struct Outcome<Value: Equatable & Sendable, Failure: Error & Equatable>: Equatable, Sendable {
        /// What came out, in order.
        package var values: [Value]

        /// The error that ended the input, or `nil`.
        package var error: Failure?

        /// Makes an outcome.
        package init(values: [Value] = [], error: Failure? = nil) {
            self.values = values
            self.error = error
        }
    }

    /// A cut that changed the outcome.
    package struct Difference<Outcome: Equatable & Sendable>: Equatable, Sendable, CustomStringConvertible {
        /// How the input was cut, for example `pieces of 3 bytes`.
        package let cut: String

        /// The outcome of the input in one piece.
        package let whole: Outcome

        /// The outcome of the input in these pieces.
        package let split: Outcome

        /// Says which cut gave what.
        package var description: String { "\(cut): \(split)\nwhole: \(whole)" }
    }

    /// The sizes of the even cuts, in bytes.
    package static let pieceSizes = [1, 2, 3, 7, 64]

    /// The number of places near the end where the input is cut once.
    package static let lastCutCount = 64

    /// Consumes the input whole, then in pieces of 1, 2, 3, 7 and 64 bytes, then cut once at each of the last
    /// `cutCount` places, and gives the first outcome that is not that of the whole, or `nil`.
    ///
    /// `consume` gets the pieces in order, none of them empty, and must start with a new parser each time.
    package static func firstDifference<Outcome: Equatable & Sendable>(
        of bytes: [UInt8],
        cutCount: Int = lastCutCount,
        consume: ([ArraySlice<UInt8>]) throws -> Outcome
    ) rethrows -> Difference<Outcome>? {
        let whole = try consume(bytes.isEmpty ? [] : [bytes[...]])
        for size in pieceSizes where size < bytes.count {
            let starts = stride(from: 0, to: bytes.count, by: size)
            let split = try consume(starts.map { bytes[$0..<min($0 + size, bytes.count)] })
            if split != whole { return Difference(cut: "pieces of \(size) bytes", whole: whole, split: split) }
        }
        for cut in max(1, bytes.count - cutCount)..<max(1, bytes.count) {
            let split = try consume([bytes[..<cut], bytes[cut...]])
            if split != whole { return Difference(cut: "cut at byte \(cut)", whole: whole, split: split) }
        }
        return nil
    }
}
