/// Makes objects that refer to each other, in circles too.
///
/// ```swift
/// var builder = PSObjectBuilder()
/// let parent = builder.makeObject(typeNames: ["Demo.Node"])
/// let child = builder.makeObject(typeNames: ["Demo.Node"])
/// builder.setExtendedProperty("Child", to: child, of: parent)
/// builder.setExtendedProperty("Parent", to: parent, of: child)
/// let object = builder.build(parent)
/// ```
///
/// Objects are known by handles until ``build(_:)`` puts what can be reached from one of them into a value. Values that are
/// set are attached and not copied. For a tree the initialisers of ``PSObject`` are shorter.
public struct PSObjectBuilder: ~Copyable {
    /// An object of one builder.
    public struct Handle: Sendable, Hashable {
        fileprivate let index: Int
    }

    private enum Content {
        case value(PSValue)
        case object(Handle)
    }

    private struct Draft {
        var typeNames: PSTypeNames?
        var stringRepresentation: String?
        var base: Content?
        var kind: NodeKind?
        /// For a dictionary keys and values in turn.
        var items: [Content] = []
        var adapted = Properties()
        var extended = Properties()
    }

    /// Properties in order, unique ignoring case.
    private struct Properties {
        var list: [(name: String, content: Content)] = []
        private var places: [[UInt8]: Int] = [:]

        mutating func set(_ name: String, _ content: Content) {
            let folded = TextEscapes.upperCased(Array(name.utf8).span)
            if let place = places[folded] {
                list[place] = (name, content)
            } else {
                places[folded] = list.count
                list.append((name, content))
            }
        }
    }

    private var drafts: [Draft] = []

    /// Makes a builder without objects.
    public init() {}

    // MARK: - Objects

    /// Makes an object without properties.
    ///
    /// - Parameters:
    ///   - typeNames: most derived first; `nil` stands for those of a property bag.
    ///   - stringRepresentation: the object's text.
    public mutating func makeObject(
        typeNames: PSTypeNames? = nil,
        stringRepresentation: String? = nil
    ) -> Handle {
        add(Draft(typeNames: typeNames, stringRepresentation: stringRepresentation))
    }

    /// Makes an object around a value.
    public mutating func makeObject(
        wrapping baseValue: PSValue,
        typeNames: PSTypeNames? = nil,
        stringRepresentation: String? = nil
    ) -> Handle {
        add(Draft(typeNames: typeNames, stringRepresentation: stringRepresentation, base: .value(baseValue)))
    }

    /// Makes an empty collection.
    ///
    /// - Parameter typeNames: most derived first; `nil` stands for those of the collection that PowerShell makes on reading.
    public mutating func makeCollection(_ kind: PSContainer.Kind, typeNames: PSTypeNames? = nil) -> Handle {
        add(Draft(typeNames: typeNames, kind: kind.isDictionary ? .dictionary(typeNames) : NodeKind(kind)))
    }

    private mutating func add(_ draft: Draft) -> Handle {
        drafts.append(draft)
        return Handle(index: drafts.count - 1)
    }

    // MARK: - Properties

    /// Sets a property of the .NET object that an object stands for.
    public mutating func setAdaptedProperty(_ name: String, to value: PSValue, of object: Handle) {
        drafts[object.index].adapted.set(name, .value(value))
    }

    /// Sets a property of the .NET object that an object stands for.
    public mutating func setAdaptedProperty(_ name: String, to value: Handle, of object: Handle) {
        drafts[object.index].adapted.set(name, .object(value))
    }

    /// Sets a property added to an object.
    public mutating func setExtendedProperty(_ name: String, to value: PSValue, of object: Handle) {
        drafts[object.index].extended.set(name, .value(value))
    }

    /// Sets a property added to an object.
    public mutating func setExtendedProperty(_ name: String, to value: Handle, of object: Handle) {
        drafts[object.index].extended.set(name, .object(value))
    }

    // MARK: - Items

    /// Adds an item to a list, stack or queue.
    public mutating func append(_ item: PSValue, to collection: Handle) {
        append([.value(item)], to: collection, isEntry: false)
    }

    /// Adds an item to a list, stack or queue.
    public mutating func append(_ item: Handle, to collection: Handle) {
        append([.object(item)], to: collection, isEntry: false)
    }

    /// Adds an entry to a dictionary.
    ///
    /// - Parameter key: not null.
    public mutating func append(key: PSValue, value: PSValue, to dictionary: Handle) {
        precondition(!key.isNull, "a key of a dictionary is not null")
        append([.value(key), .value(value)], to: dictionary, isEntry: true)
    }

    /// Adds an entry to a dictionary.
    ///
    /// - Parameter key: not null.
    public mutating func append(key: PSValue, value: Handle, to dictionary: Handle) {
        precondition(!key.isNull, "a key of a dictionary is not null")
        append([.value(key), .object(value)], to: dictionary, isEntry: true)
    }

    private mutating func append(_ contents: [Content], to collection: Handle, isEntry: Bool) {
        let kind = drafts[collection.index].kind
        precondition(kind?.isDictionary == isEntry, "items belong in a list, stack or queue, entries in a dictionary")
        drafts[collection.index].items += contents
    }

    // MARK: - Building

    private enum Step {
        case content(Content, name: String?)
        case list([(name: String, content: Content)], next: Int)
        case items([Content], next: Int)
        case begin(NodeKind)
        case end
    }

    /// The value that an object of the builder becomes, with all that can be reached from it.
    ///
    /// - Complexity: O(*n*) in the number of objects and properties.
    public consuming func build(_ root: Handle) -> PSObject {
        var builder = NodeStoreBuilder()
        var nodes = [Int](repeating: -1, count: drafts.count)
        var steps = [Step.content(.object(root), name: nil)]
        while let step = steps.popLast() {
            switch step {
            case .begin(let kind): builder.begin(kind)
            case .end: builder.end()
            case .list(let list, let next):
                guard next < list.count else { continue }
                steps.append(.list(list, next: next + 1))
                steps.append(.content(list[next].content, name: list[next].name))
            case .items(let items, let next):
                guard next < items.count else { continue }
                steps.append(.items(items, next: next + 1))
                steps.append(.content(items[next], name: nil))
            case .content(let content, let name):
                let name = name.map { builder.name($0) } ?? Node.noName
                switch content {
                case .value(let value): builder.add(value, name: name)
                case .object(let handle) where nodes[handle.index] >= 0:
                    builder.addReference(to: nodes[handle.index], name: name)
                case .object(let handle):
                    nodes[handle.index] = builder.begin(.object, name: name)
                    PSObjectBuilder.begin(drafts[handle.index], &builder, &steps)
                }
            }
        }
        return PSObject(builder.finish(), 0)
    }

    /// Adds what fits on the spot and leaves the rest to the steps, the last first.
    private static func begin(_ draft: Draft, _ builder: inout NodeStoreBuilder, _ steps: inout [Step]) {
        if let typeNames = draft.typeNames { builder.add(typeNames) }
        if let text = draft.stringRepresentation { builder.addStringRepresentation(text) }
        steps.append(.end)
        for (kind, properties) in [(NodeKind.extended, draft.extended), (.adapted, draft.adapted)]
        where !properties.list.isEmpty {
            steps.append(.end)
            steps.append(.list(properties.list, next: 0))
            steps.append(.begin(kind))
        }
        if let kind = draft.kind {
            steps.append(.end)
            steps.append(.items(draft.items, next: 0))
            steps.append(.begin(kind))
        } else if let base = draft.base {
            steps.append(.content(base, name: nil))
        }
    }
}
