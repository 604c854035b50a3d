/// Inputs of one size. Only the last one made is kept, so benchmarks are best run kind by kind.
final class InputCache {
    /// The size of an input, in bytes.
    let byteCount: Int
    private var kept: Input?

    /// Makes a cache.
    init(byteCount: Int) { self.byteCount = byteCount }

    /// The input of a kind.
    func input(_ kind: InputKind) throws -> Input {
        if let kept, kept.kind == kind { return kept }
        kept = nil
        let input = try Input(kind, byteCount: byteCount)
        kept = input
        return input
    }
}
