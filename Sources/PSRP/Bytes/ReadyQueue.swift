/// Results that wait to be taken, first in, first out.
///
/// Both ends are O(1), and what was taken is not kept alive.
struct ReadyQueue<Element: Sendable>: Sendable {
    private var slots: [Element?] = []
    private var head = 0

    var isEmpty: Bool { head == slots.count }

    mutating func append(_ element: Element) { slots.append(element) }

    mutating func next() -> Element? {
        guard head < slots.count else { return nil }
        let element = slots[head].take()
        head += 1
        if head == slots.count {
            slots.removeAll(keepingCapacity: true)
            head = 0
        }
        return element
    }
}
