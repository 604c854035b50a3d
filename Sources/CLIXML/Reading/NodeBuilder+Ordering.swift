// Repeated parts and members are rare, and what they mean is a matter of order (spec sections 6.4, 6.7, 6.8): the later
// member counts, in the place of the first. The scanner's path only marks that there may be some; here, once the element is
// complete, its children are put in the order in which they are to be seen, and what no longer counts is marked.
extension NodeBuilder {
    /// Puts the members of `Props`, `MS` or a member set in order.
    ///
    /// - Complexity: O(*n*) in the nodes of the subtree.
    mutating func orderMembers(_ source: Span<UInt8>, of parent: Int) {
        let children = children(of: parent)
        var firstOf: [UInt32: Int] = [:]
        var groups: [[Range<Int>]] = []
        for child in children {
            let folded = interner.symbols.foldedNames[Int(nodes[child.lowerBound].name)]
            if let group = firstOf[folded] {
                groups[group].append(child)
            } else {
                firstOf[folded] = groups.count
                groups.append([child])
            }
        }
        guard groups.count < children.count else { return }
        var order: [Range<Int>] = []
        for group in groups {
            // Some may have been put in order before, when the elements they stood in were not joined yet.
            let latest = group.lastIndex { !nodes[$0.lowerBound].isSuperseded } ?? 0
            order.append(group[latest])
            for index in group.indices where index != latest {
                nodes[group[index].lowerBound].detail |= Node.superseded
                order.append(group[index])
            }
        }
        arrange(source, order)
    }

    /// Marks the parts of an object that later ones replace, joins its `MS` into the first, and lets notes that are named as
    /// methods take the methods' places.
    ///
    /// - Complexity: O(*n*) in the nodes of the object.
    mutating func orderParts(_ source: Span<UInt8>, of object: Int) {
        supersedeParts(of: object)
        joinMemberElements(source, of: object)
        moveMethodNotes(source, of: object)
    }

    private mutating func supersedeParts(of object: Int) {
        var seen: Parts = []
        for part in children(of: object).reversed() {
            let kind: Parts
            switch nodes[part.lowerBound].kind {
            case .typeNames: kind = .typeNames
            case .stringRepresentation: kind = .stringRepresentation
            case .adapted: kind = .adapted
            case .extended: continue
            default: kind = .base
            }
            if !seen.insert(kind).inserted { nodes[part.lowerBound].detail |= Node.superseded }
        }
    }

    private mutating func joinMemberElements(_ source: Span<UInt8>, of object: Int) {
        let parts = children(of: object)
        let elements = parts.filter { nodes[$0.lowerBound].kind == .extended }
        guard elements.count > 1, let first = elements.first else { return }
        var order = [first.lowerBound..<(first.lowerBound + 1)]
        var memberCount = 0
        for element in elements where element.count > 1 {
            order.append((element.lowerBound + 1)..<element.upperBound)
            memberCount += element.count - 1
        }
        for part in parts where part.lowerBound > first.lowerBound {
            if nodes[part.lowerBound].kind == .extended {
                nodes[part.lowerBound].detail |= Node.superseded
                nodes[part.lowerBound].extent = UInt32(truncatingIfNeeded: part.lowerBound + 1)
                order.append(part.lowerBound..<(part.lowerBound + 1))
            } else {
                order.append(part)
            }
        }
        arrange(source, order)
        nodes[first.lowerBound].extent = UInt32(truncatingIfNeeded: first.lowerBound + 1 + memberCount)
        orderMembers(source, of: first.lowerBound)
    }

    /// A `ToString` element makes a method of that name, `Props` one called GetType. A note of the same name after that
    /// element takes the method's place, before all notes; one before it is lost (conversion spec, section 1).
    private mutating func moveMethodNotes(_ source: Span<UInt8>, of object: Int) {
        let parts = children(of: object)
        guard let extended = parts.first(where: { isPart($0, .extended) }) else { return }
        let text = parts.first { isPart($0, .stringRepresentation) }
        let adapted = parts.first { isPart($0, .adapted) }
        guard text != nil || adapted != nil else { return }
        let members = children(of: extended.lowerBound)
        var moved: [(at: UInt32, Range<Int>)] = []
        for member in members where !nodes[member.lowerBound].isSuperseded {
            let folded = interner.symbols.foldedNames[Int(nodes[member.lowerBound].name)]
            guard let method = folded == Symbols.toString ? text : folded == Symbols.getType ? adapted : nil else {
                continue
            }
            let start = nodes[member.lowerBound].start
            if start < nodes[method.lowerBound].start {
                nodes[member.lowerBound].detail |= Node.superseded
            } else {
                moved.append((nodes[method.lowerBound].start, member))
                if folded == Symbols.toString { nodes[object].detail |= Node.toStringReplaced }
            }
        }
        guard !moved.isEmpty else { return }
        moved.sort { $0.at < $1.at }
        let front = moved.map { $0.1 }
        arrange(source, front + members.filter { !front.contains($0) })
    }

    private func isPart(_ range: Range<Int>, _ kind: NodeKind) -> Bool {
        nodes[range.lowerBound].kind == kind && !nodes[range.lowerBound].isSuperseded
    }

    /// The subtrees directly below a node.
    private func children(of parent: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var child = parent + 1
        while child < Int(nodes[parent].extent) {
            let end = nodes[child].kind.isBranch ? Int(nodes[child].extent) : child + 1
            ranges.append(child..<end)
            child = end
        }
        return ranges
    }

    /// Puts runs of whole subtrees, which fill one stretch of the nodes without gap, in the given order, and corrects every
    /// index into them.
    private mutating func arrange(_ source: Span<UInt8>, _ order: [Range<Int>]) {
        guard let low = order.map(\.lowerBound).min() else { return }
        var moved: [Node] = []
        var places: [(old: Range<Int>, new: Int)] = []
        for range in order {
            places.append((range, low + moved.count))
            moved.append(contentsOf: nodes[range])
        }
        places.sort { $0.old.lowerBound < $1.old.lowerBound }
        func newIndex(_ old: Int) -> Int {
            var first = 0
            var last = places.count
            while first + 1 < last {
                let middle = (first + last) / 2
                if places[middle].old.lowerBound <= old { first = middle } else { last = middle }
            }
            let place = places[first]
            return place.old.contains(old) ? old - place.old.lowerBound + place.new : old
        }
        for index in moved.indices {
            let node = moved[index]
            if node.kind.isBranch {
                moved[index].extent = UInt32(truncatingIfNeeded: newIndex(Int(node.extent) - 1) + 1)
            } else if node.kind == .reference, node.extent != Node.elsewhere {
                moved[index].extent = UInt32(truncatingIfNeeded: newIndex(Int(node.extent)))
            }
        }
        // Later parts of the object may refer to what moves here; what is around it cannot.
        for index in (low + moved.count)..<nodes.count
        where nodes[index].kind == .reference && nodes[index].extent != Node.elsewhere {
            nodes[index].extent = UInt32(truncatingIfNeeded: newIndex(Int(nodes[index].extent)))
        }
        for (old, new) in places {
            for index in old where nodes[index].kind == .object {
                references.move(nodes[index], of: source, valueStart, from: index, to: index - old.lowerBound + new)
            }
        }
        references.finishMoves()
        nodes.replaceSubrange(low..<(low + moved.count), with: moved)
    }
}
