internal import Synchronization

/// The objects that a program put into a value it built.
///
/// A value can hold a value that holds a value, any number deep, so releasing them must not recurse: a list that goes away
/// first takes over the objects of every list that goes away with it.
package final class AttachmentList: Sendable {
    /// The list of a value without any.
    package static let none = AttachmentList([])

    private let objects: Mutex<[PSObject]>

    package init(_ objects: [PSObject]) { self.objects = Mutex(objects) }

    package subscript(index: Int) -> PSObject { objects.withLock { $0[index] } }

    /// Whether there are no objects.
    package var isEmpty: Bool { objects.withLock { $0.isEmpty } }

    private func takeAll() -> [PSObject] {
        objects.withLock { objects in
            let taken = objects
            objects = []
            return taken
        }
    }

    deinit {
        var pending = takeAll()
        while var store = pending.popLast()?.store {
            // Who else holds the store could still ask for what is attached to it.
            if isKnownUniquelyReferenced(&store) { pending += store.attachments.takeAll() }
        }
    }
}
