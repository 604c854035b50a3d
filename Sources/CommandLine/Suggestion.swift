/// Finds the word that was probably meant.
package enum Suggestion {
    /// The candidate nearest to a mistyped word, or `nil` when none is near.
    ///
    /// Dashes, underscores and case do not count, so `-AsArray` finds `--as-array`. Near is one edit in three letters;
    /// failing that, a candidate that the word begins, if there is only one.
    package static func nearest(to word: String, among candidates: [String]) -> String? {
        let plainWord = plain(word)
        guard !plainWord.isEmpty else { return nil }
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let distance = editDistance(plainWord, plain(candidate))
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        if let best, best.distance <= max(1, plainWord.count / 3), best.distance < plainWord.count {
            return best.candidate
        }
        let begun = candidates.filter { plain($0).starts(with: plainWord) }
        return begun.count == 1 && plainWord.count > 1 ? begun.first : nil
    }

    private static func plain(_ word: String) -> [Character] {
        word.lowercased().filter { $0 != "-" && $0 != "_" }.map { $0 }
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
    ///
    /// - Complexity: O(*n* · *m*).
    package static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
        var beforePrevious: [Int] = []
        var previous = [Int](0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let isSame = left[row] == right[column]
                var cost = min(
                    previous[column] + (isSame ? 0 : 1),
                    previous[column + 1] + 1,
                    current[column] + 1
                )
                let isSwap =
                    row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
                if isSwap { cost = min(cost, beforePrevious[column - 1] + 1) }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
