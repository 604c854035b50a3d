/// Compares values by what is in them: type names, texts, primitives, items and properties in order.
///
/// Pairs of objects that are being compared, or were, count as equal, so that it ends for values that contain themselves and
/// takes no longer where objects are shared. Which objects are shared does not matter. Nothing recurses.
struct StructuralComparison {
    private struct Pair: Hashable {
        let left: ObjectIdentifier
        let leftNode: Int
        let right: ObjectIdentifier
        let rightNode: Int
    }

    private var pending: [(PSObject, PSObject)] = []
    private var compared: Set<Pair> = []
    /// Whether type names are compared as they stand in the document, `Deserialized.` or not.
    private let comparesWrittenNames: Bool

    init(comparesWrittenNames: Bool) { self.comparesWrittenNames = comparesWrittenNames }

    /// Whether the values at two nodes are equal.
    ///
    /// - Complexity: O(*n*) in the nodes that can be reached, on average.
    mutating func areEqual(_ left: PSObject, _ right: PSObject) -> Bool {
        pending.append((left, right))
        while let (left, right) = pending.popLast() {
            guard compare(StructuralComparison.target(left), StructuralComparison.target(right)) else { return false }
        }
        return true
    }

    /// Where the value of a node stands, references inside its store followed.
    private static func target(_ value: PSObject) -> PSObject {
        var value = value
        while true {
            let entry = value.store.nodes[value.node]
            if entry.kind == .attached {
                value = value.store.attachments[Int(entry.extent)]
            } else if entry.kind == .reference, entry.extent != Node.elsewhere {
                value = PSObject(value.store, Int(entry.extent))
            } else {
                return value
            }
        }
    }

    private mutating func compare(_ left: PSObject, _ right: PSObject) -> Bool {
        if left.isIdentical(to: right) { return true }
        let kind = left.store.nodes[left.node].kind
        guard right.store.nodes[right.node].kind == kind else { return false }
        switch kind {
        case .null: return true
        case .reference:
            return left.store.valueOrdinal == right.store.valueOrdinal
                && left.store.refID(of: left.node) == right.store.refID(of: right.node)
        case .string, .scriptBlock, .xml, .stringRepresentation:
            return left.store.text(of: left.node) == right.store.text(of: right.node)
        case .progress:
            return progress(left, right)
        case .object:
            let pair = Pair(
                left: ObjectIdentifier(left.store),
                leftNode: left.node,
                right: ObjectIdentifier(right.store),
                rightNode: right.node
            )
            return compared.insert(pair).inserted ? objects(left, right) : true
        default:
            return PSValue(left.store, left.node).isEqualPrimitive(to: PSValue(right.store, right.node))
        }
    }

    private mutating func progress(_ left: PSObject, _ right: PSObject) -> Bool {
        let one = left.store.progressFields(of: left.node)
        let other = right.store.progressFields(of: right.node)
        pending.append((PSObject(left.store, one.currentOperation), PSObject(right.store, other.currentOperation)))
        return one.activity == other.activity && one.activityID == other.activityID
            && one.parentActivityID == other.parentActivityID && one.percentComplete == other.percentComplete
            && one.isCompleted == other.isCompleted && one.secondsRemaining == other.secondsRemaining
            && one.statusDescription == other.statusDescription
    }

    private mutating func objects(_ left: PSObject, _ right: PSObject) -> Bool {
        let one = left.parts
        let other = right.parts
        guard names(left.typeNames, right.typeNames), (one.base < 0) == (other.base < 0),
            (one.adapted < 0) == (other.adapted < 0),
            (one.stringRepresentation < 0) == (other.stringRepresentation < 0)
        else { return false }
        if one.stringRepresentation >= 0,
            left.store.text(of: one.stringRepresentation) != right.store.text(of: other.stringRepresentation)
        {
            return false
        }
        if one.base >= 0, !bases(PSObject(left.store, one.base), PSObject(right.store, other.base)) { return false }
        return members(left.adaptedProperties, right.adaptedProperties)
            && members(left.extendedProperties, right.extendedProperties)
    }

    private func names(_ left: PSTypeNames?, _ right: PSTypeNames?) -> Bool {
        guard comparesWrittenNames, let left, let right else { return left == right }
        return left.writtenNames == right.writtenNames
    }

    private mutating func bases(_ left: PSObject, _ right: PSObject) -> Bool {
        let kind = left.store.nodes[left.node].kind
        guard kind.isContainer else {
            pending.append((left, right))
            return true
        }
        guard right.store.nodes[right.node].kind == kind else { return false }
        let items = PSContainer(left.store, left.node).itemNodes
        let others = PSContainer(right.store, right.node).itemNodes
        guard items.count == others.count else { return false }
        for (item, other) in zip(items, others) {
            pending.append((PSObject(left.store, item), PSObject(right.store, other)))
        }
        return true
    }

    /// Compares names and leaves the values to be compared later.
    private mutating func members(_ left: PSPropertyList, _ right: PSPropertyList) -> Bool {
        var open = [(left.makeIterator(), right.makeIterator())]
        while var (one, other) = open.popLast() {
            let member = one.next()
            let otherMember = other.next()
            guard let member, let otherMember else {
                if member == nil, otherMember == nil { continue }
                return false
            }
            open.append((one, other))
            guard member.nameBytes == otherMember.nameBytes, member.isMemberSet == otherMember.isMemberSet else {
                return false
            }
            if let set = member.memberSet, let otherSet = otherMember.memberSet {
                open.append((set.makeIterator(), otherSet.makeIterator()))
            } else {
                pending.append((PSObject(member.store, member.node), PSObject(otherMember.store, otherMember.node)))
            }
        }
        return true
    }
}

extension PSProperty {
    /// The name as WTF-8.
    package var nameBytes: ArraySlice<UInt8> {
        let symbols = store.symbols
        return symbols.nameBytes[symbols.nameRange(store.nodes[node].name)]
    }
}
