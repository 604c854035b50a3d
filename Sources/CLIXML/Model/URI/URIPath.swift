/// Resolving `.` and `..` in paths as .NET does.
enum URIPath {
    /// Undoes the escapes of `.` and `/`, and of `\` where it means the same, from an index to the end.
    static func undoEscapedDots(in path: inout [UInt16], from start: Int, backslashes: Bool) {
        var write = start
        var read = start
        while read < path.count {
            if path[read] == 0x25, let byte = URIText.escapedByte(path[...], at: read),
                byte == 0x2E || byte == 0x2F || (backslashes && byte == 0x5C)
            {
                path[write] = byte
                read += 3
            } else {
                path[write] = path[read]
                read += 1
            }
            write += 1
        }
        path.removeLast(path.count - write)
    }

    /// Resolves the segments of a path that goes from an index to the end of a text.
    ///
    /// Works from the end, as .NET does: `..` takes away the segment before it, and what `..` is too much for is lost.
    /// Runs of slashes are kept; a segment of dots counts only between two single slashes.
    static func resolve(_ text: inout [UInt16], from start: Int, rules: URIScheme.Rules) {
        let fileLike = rules.contains(.dotSegmentsAtStart)
        var path = Array(text[start...])
        guard !path.isEmpty else { return }
        if rules.contains(.backslashes) {
            for index in path.indices where path[index] == 0x5C { path[index] = 0x2F }
        }
        // Ranges to cut out, last first.
        var cuts: [Range<Int>] = []
        var slashes = 0
        var lastSlash = 0
        var dots = 0
        var pending = 0
        for index in path.indices.reversed() {
            let unit = path[index]
            if unit == 0x2F {
                slashes += 1
            } else {
                if slashes > 1 { lastSlash = index + 1 }
                slashes = 0
            }
            if unit == 0x2E {
                dots += 1
                continue
            }
            if dots > 0 {
                let segmentEnd = index + dots + 1
                let isWhole = unit == 0x2F && (lastSlash == segmentEnd || (lastSlash == 0 && segmentEnd == path.count))
                if isWhole, dots <= 2 {
                    cuts.append(index + 1..<index + 1 + dots + (lastSlash == 0 ? 0 : 1))
                    lastSlash = index
                    if dots == 2 { pending += 1 }
                    dots = 0
                    continue
                }
                dots = 0
            }
            if unit == 0x2F {
                if pending > 0 {
                    pending -= 1
                    cuts.append(index + 1..<lastSlash + 1)
                }
                lastSlash = index
            }
        }
        if fileLike, slashes <= 1 {
            if pending > 0, path[0] != 0x2F {
                cuts.append(0..<lastSlash + 1)
            } else if dots > 0, lastSlash == dots || (lastSlash == 0 && dots == path.count) {
                cuts.append(0..<dots + (lastSlash == 0 ? 0 : 1))
            }
        }
        text.removeLast(text.count - start)
        var kept = 0
        for cut in cuts.reversed() {
            text.append(contentsOf: path[kept..<max(kept, cut.lowerBound)])
            kept = min(max(kept, cut.upperBound), path.count)
        }
        text.append(contentsOf: path[kept...])
    }
}
