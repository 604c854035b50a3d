package import CLIXML

/// Where a value stands, references to it followed.
package struct LocatedValue {
    /// Finds the object that a reference to an earlier top-level value means.
    package typealias Resolver = (PSReference) throws -> PSObject?

    package let store: NodeStore
    /// The node: an object, a primitive or a progress record.
    package let node: Int

    /// Follows the references that begin at a node; `nil` stands for null.
    ///
    /// - Throws: what `resolving` throws.
    package init?(_ store: NodeStore, _ node: Int, resolving: Resolver) throws {
        var place = PSObject(store, node)
        var isResolved = false
        while true {
            let entry = place.store.nodes[place.node]
            switch entry.kind {
            case .null: return nil
            case .attached: place = place.store.attachments[Int(entry.extent)]
            case .reference where entry.extent != Node.elsewhere: place = PSObject(place.store, Int(entry.extent))
            case .reference:
                // What is found is an object. That a second leap is needed could only be a defect of the resolver.
                guard !isResolved, let refID = place.store.refID(of: place.node) else { return nil }
                let reference = PSReference(refID: refID, valueOrdinal: place.store.valueOrdinal)
                guard let object = try resolving(reference) else { return nil }
                place = object
                isResolved = true
            default:
                self.store = place.store
                self.node = place.node
                return
            }
        }
    }

    /// The wrapper around the value.
    package var wrapper: Wrapper {
        let nodes = store.nodes
        return Wrapper(nodes.span, of: node)
    }
}
