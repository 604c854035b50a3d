/// The elements from the root down to a place, written like `Objs/Obj[3]/MS/S[@N='Name']`.
///
/// A step with a name shows it; one without shows its number among the elements of its parent, from 1, where it is not
/// the only kind of child that can stand there.
public struct ElementPath: Sendable, Hashable, CustomStringConvertible {
    /// One element of a path.
    public struct Step: Sendable, Hashable, CustomStringConvertible {
        /// The element's name as written, prefix included.
        public let element: String

        /// The decoded `N` attribute, if the element has one.
        public let name: String?

        /// The element's number among all elements of its parent, from 1, or `nil` where it says nothing.
        public let ordinal: Int?

        /// Makes a step.
        public init(element: String, name: String? = nil, ordinal: Int? = nil) {
            self.element = element
            self.name = name
            self.ordinal = ordinal
        }

        /// The step as it stands in a path.
        public var description: String {
            if let name {
                let shown =
                    name.count > ElementPath.maximumNameCount
                    ? name.prefix(ElementPath.maximumNameCount) + "…" : name[...]
                return "\(element)[@N='\(shown)']"
            }
            if let ordinal { return "\(element)[\(ordinal)]" }
            return element
        }
    }

    /// The steps, outermost first.
    public let steps: [Step]

    /// Makes a path of its steps, outermost first.
    public init(_ steps: [Step]) { self.steps = steps }

    /// The steps joined by `/`. A name of more than 64 characters is cut, and of more than 24 steps the middle is left out: a
    /// message is read by people.
    public var description: String {
        guard steps.count > ElementPath.maximumStepCount else { return steps.map(\.description).joined(separator: "/") }
        let first = steps.prefix(ElementPath.maximumStepCount / 2)
        let last = steps.suffix(ElementPath.maximumStepCount / 2)
        let left = "… \(steps.count - first.count - last.count) more …"
        return (first.map(\.description) + [left] + last.map(\.description)).joined(separator: "/")
    }

    private static let maximumNameCount = 64
    private static let maximumStepCount = 24
}
