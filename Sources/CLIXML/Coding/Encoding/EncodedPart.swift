/// Nodes that are added one after another.
///
/// A type encodes what is in it strictly in order, but for the containers that it asks for by hand: those may be filled in
/// any order, so each of them is a part of its own, attached where it stands.
final class EncodedPart {
    let state: EncodingState
    var builder: NodeStoreBuilder
    /// Where the part stands in another one.
    let attachment: (part: EncodedPart, index: Int)?
    /// Who may add nodes now: the innermost value that is being encoded.
    var current: PartEncoder?
    let isNarrow: Bool

    init(
        _ state: EncodingState,
        _ builder: consuming NodeStoreBuilder = NodeStoreBuilder(),
        in attachment: (part: EncodedPart, index: Int)? = nil
    ) {
        self.state = state
        self.builder = builder
        self.attachment = attachment
        isNarrow = state.isNarrow
    }

    /// Takes away the builder, for another value.
    func takeBuilder() -> NodeStoreBuilder {
        var taken = NodeStoreBuilder()
        swap(&taken, &builder)
        return taken
    }

    /// Ends the part; nothing can be added any more.
    func finish() -> NodeStore {
        current?.end()
        current = nil
        return builder.finishValue()
    }
}
