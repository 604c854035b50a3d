/// How reading goes on behind a damage.
struct RepairPlan {
    /// How many of the open elements end there, innermost first.
    let closedCount: Int
    /// The offset at which reading goes on.
    let resumeOffset: Int
    /// The ends of the elements that began in the damage, innermost first. ``resumeOffset`` is behind them.
    let begun: [StructureProbe.EndTag]
    /// The offset of the first sound tag behind the damage.
    let firstOffset: Int

    /// An open element as far as it matters here.
    struct Open {
        let tag: ElementTag
        let kind: NodeBuilder.FrameKind
        let parts: NodeBuilder.Parts
    }

    /// Chooses the plan that supposes the least: that few elements ended and few began in the damage.
    ///
    /// - Parameter open: The open elements, innermost first; the last is the root.
    init(_ probe: StructureProbe, open: [Open], end: Int) {
        firstOffset = probe.first?.offset ?? end
        var best: (cost: Int, plan: (closed: Int, begun: Int))?
        if let first = probe.first {
            for closed in 0..<open.count {
                // Which elements began in the damage follows from what ends after it.
                let counts =
                    probe.isComplete
                    ? [probe.unmatched.count - (open.count - closed)] : Array(0...min(probe.unmatched.count, 4))
                for begun in counts where begun >= 0 {
                    guard RepairPlan.agree(probe.unmatched[begun...], open[closed...]),
                        RepairPlan.fits(probe, behind: begun, open[closed...]),
                        let penalty = begun > 0 ? 0 : RepairPlan.penalty(of: first, in: open[closed])
                    else { continue }
                    // An element that began in the damage has most often something sound in it.
                    let emptyPenalty = begun > 0 && first.isEnd ? 2 : 0
                    let cost = 4 * closed + 5 * begun + penalty + emptyPenalty
                    if best.map({ cost < $0.cost }) ?? true { best = (cost, (closed, begun)) }
                }
            }
        }
        if let best {
            closedCount = best.plan.closed
            begun = Array(probe.unmatched[..<best.plan.begun])
            resumeOffset =
                best.plan.begun > 0 ? probe.unmatched[best.plan.begun - 1].end : probe.first?.offset ?? end
        } else {
            // Nothing fits: the value is given up.
            closedCount = open.count - 1
            begun = []
            let last = probe.isComplete ? probe.unmatched.dropLast().last : probe.unmatched.last
            resumeOffset =
                probe.isComplete ? last?.end ?? end : probe.nextValue ?? last?.end ?? max(probe.stop, firstOffset)
        }
    }

    private static func agree(_ ends: ArraySlice<StructureProbe.EndTag>, _ open: ArraySlice<Open>) -> Bool {
        zip(ends, open).allSatisfy { $0.tag == $1.tag }
    }

    /// Whether what follows the ends that are known can stand where they lead to.
    private static func fits(_ probe: StructureProbe, behind begun: Int, _ open: ArraySlice<Open>) -> Bool {
        let endCount = probe.unmatched.count - begun
        guard !probe.isComplete, endCount > 0, let following = probe.following else { return true }
        guard endCount < open.count else { return false }
        let element = open[open.startIndex + endCount]
        return element.kind == .entry || penalty(of: following, in: element) != nil
    }

    /// How odd it would be for a tag to come next in an element; `nil` where it cannot stand there.
    private static func penalty(of tag: StructureProbe.Tag, in open: Open) -> Int? {
        if tag.isEnd { return tag.tag == open.tag ? 0 : nil }
        let isScalar = tag.tag.scalarKind != nil || tag.tag == .null
        let isValue = isScalar || tag.tag == .object || tag.tag == .reference || tag.tag == .progress
        switch open.kind {
        case .adapted, .memberSet: return isValue && tag.hasName ? 0 : nil
        case .extended: return (isValue || tag.tag == .extended) && tag.hasName ? 0 : nil
        case .items: return isValue ? (tag.hasName ? 3 : 0) : nil
        case .dictionary: return tag.tag == .entry ? 0 : nil
        case .root: return isValue && !tag.hasName ? 0 : nil
        case .object:
            switch tag.tag {
            case .typeNames, .typeNamesReference:
                return open.parts.isDisjoint(with: [.typeNames, .base, .adapted, .extended]) ? 0 : nil
            case .stringRepresentation: return open.parts.contains(.stringRepresentation) ? nil : 0
            case .adapted: return open.parts.isDisjoint(with: [.adapted, .extended]) ? 0 : nil
            case .extended: return open.parts.contains(.extended) ? nil : 0
            case .list, .enumerable, .stack, .queue, .dictionary: return open.parts.contains(.base) ? nil : 0
            default:
                if tag.hasName || open.parts.contains(.base) { return nil }
                return isScalar ? 2 : isValue ? 9 : nil
            }
        default: return nil
        }
    }
}
