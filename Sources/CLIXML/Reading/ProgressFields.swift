/// The children of a `PR` node as values, and whether PowerShell would take them (spec section 2.11).
package struct ProgressFields {
    package let activity: [UInt8]
    package let activityID: Int32
    /// The node of the current operation.
    package let currentOperation: Int
    package let parentActivityID: Int32
    package let percentComplete: Int32
    package let isCompleted: Bool
    package let secondsRemaining: Int32
    package let statusDescription: [UInt8]
    private let isKindKnown: Bool

    /// Reads the eight children of the progress node at `node`; `text` gives a child's decoded text.
    package init(_ nodes: Span<Node>, node: Int, text: (Node) -> [UInt8]) {
        var children: [Int] = []
        var child = node + 1
        while child < nodes.count, child < Int(nodes[node].extent), children.count < 8 {
            children.append(child)
            child = nodes[child].kind.isBranch ? Int(nodes[child].extent) : child + 1
        }
        func field(_ number: Int) -> [UInt8] { number < children.count ? text(nodes[children[number]]) : [] }
        func integer(_ number: Int) -> Int32 { PrimitiveParser.integer(field(number).span, as: Int32.self) ?? 0 }
        activity = field(0)
        activityID = integer(1)
        currentOperation = children.count > 2 ? children[2] : node
        parentActivityID = integer(3)
        percentComplete = integer(4)
        let kind = String(decoding: field(5), as: UTF8.self).lowercased()
            .split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
        isKindKnown = ["processing", "completed", "0", "1", "+0", "+1", "-0"].contains(kind)
        isCompleted = kind == "completed" || kind == "1" || kind == "+1"
        secondsRemaining = integer(6)
        statusDescription = field(7)
    }

    /// What makes the record one that PowerShell refuses, or `nil`.
    var defect: String? {
        if activity.isEmpty { return "a progress record's activity is not empty" }
        if statusDescription.isEmpty { return "a progress record's status is not empty" }
        if activityID < 0 { return "a progress record's activity number is not negative" }
        if parentActivityID == activityID { return "a progress record is not its own parent" }
        if percentComplete > 100 { return "a progress record's percentage is at most 100" }
        if !isKindKnown { return "a progress record is Processing or Completed" }
        return nil
    }
}
