/// Which names the members of the objects that are open have, so that one that comes twice is known at once.
///
/// For each name there is the object that had it last. An inner object takes names over from those around it, and gives them
/// back at its end: no table an object, and no cost but two words a member.
struct JSONMemberNames {
    /// What is known at the beginning of an object.
    struct Mark {
        fileprivate let object: UInt64
        fileprivate let takenCount: Int
    }

    /// For each name its last object and the node of the member.
    private var holders: [(object: UInt64, node: UInt32)] = []
    private var taken: [(name: UInt32, object: UInt64, node: UInt32)] = []
    private var objectCount: UInt64 = 0
    private var current: UInt64 = 0

    /// Whether entries of dictionaries were superseded in this value.
    var hasSupersededEntries = false

    /// Begins an object, or anything else around members.
    mutating func beginObject() -> Mark {
        let mark = Mark(object: current, takenCount: taken.count)
        objectCount += 1
        current = objectCount
        return mark
    }

    /// Ends the object whose beginning gave the mark.
    mutating func endObject(_ mark: Mark) {
        current = mark.object
        while taken.count > mark.takenCount {
            let last = taken.removeLast()
            holders[Int(last.name)] = (last.object, last.node)
        }
    }

    /// Adds a member of the innermost object; the node of an earlier one of the same name.
    mutating func add(_ name: UInt32, at node: UInt32) -> UInt32? {
        while holders.count <= Int(name) { holders.append((0, 0)) }
        let holder = holders[Int(name)]
        holders[Int(name)] = (current, node)
        if holder.object == current { return holder.node }
        taken.append((name, holder.object, holder.node))
        return nil
    }

    /// A value has ended.
    ///
    /// - Parameter namesAreVoid: whether the numbers of names mean others from now on.
    mutating func endValue(namesAreVoid: Bool) {
        hasSupersededEntries = false
        if namesAreVoid { holders.removeAll(keepingCapacity: true) }
    }
}
