/// Which of the two forms of the format is read (spec sections 6.2 and 1.4).
public enum DocumentForm: Sendable, Hashable {
    /// A root element `Objs` in the CLIXML namespace with any number of values.
    case document
    /// The payload of a remoting message: one value, without root and namespace.
    case payload
}
