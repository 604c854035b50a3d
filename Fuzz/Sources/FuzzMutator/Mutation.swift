/// Changes a document by its elements and attributes, so that what comes out is still much of a document.
struct Mutation {
    private var bytes: [UInt8]
    private var dice: Dice
    private let markup: Markup

    init(_ bytes: [UInt8], seed: UInt32) {
        self.bytes = bytes
        dice = Dice(seed: seed)
        markup = Markup(bytes, from: min(2, bytes.count))
    }

    /// The changed bytes, `nil` where there is nothing to change.
    mutating func result() -> [UInt8]? {
        guard !markup.tags.isEmpty else { return nil }
        switch dice.roll(10) {
        case 0: copyElement()
        case 1: if let element = dice.pick(markup.elements) { bytes.removeSubrange(element) }
        case 2: replaceElement()
        case 3: rename()
        case 4, 5: insert(Grammar.value(&dice))
        case 6: insert(Array((dice.pick(Grammar.objectParts) ?? "").utf8))
        case 7: changeAttribute()
        case 8: changeText()
        default: if let tag = dice.pick(markup.tags) { bytes.removeSubrange(tag.range) }
        }
        return bytes
    }

    /// A place between tags.
    private mutating func boundary() -> Int {
        guard let tag = dice.pick(markup.tags) else { return bytes.count }
        return dice.roll(2) == 0 ? tag.range.lowerBound : tag.range.upperBound
    }

    private mutating func insert(_ new: [UInt8]) { bytes.insert(contentsOf: new, at: boundary()) }

    private mutating func copyElement() {
        guard let element = dice.pick(markup.elements) else { return }
        insert(Array(bytes[element]))
    }

    private mutating func replaceElement() {
        guard let element = dice.pick(markup.elements) else { return }
        let new = dice.roll(2) == 0 ? dice.pick(markup.elements).map { Array(bytes[$0]) } : nil
        bytes.replaceSubrange(element, with: new ?? Grammar.value(&dice))
    }

    private mutating func rename() {
        guard let pair = dice.pick(markup.pairs), let name = dice.pick(Grammar.names) else { return }
        bytes.replaceSubrange(markup.tags[pair.end].name, with: name.utf8)
        bytes.replaceSubrange(markup.tags[pair.start].name, with: name.utf8)
    }

    private mutating func changeAttribute() {
        let tags = markup.tags.filter { $0.kind != .end }
        guard let tag = dice.pick(tags) else { return }
        let rest = tag.name.upperBound..<tag.range.upperBound - (tag.kind == .empty ? 2 : 1)
        guard rest.lowerBound <= rest.upperBound else { return }
        let attribute = Array((dice.pick(Grammar.attributes) ?? "").utf8)
        switch dice.roll(3) {
        case 0: bytes.insert(contentsOf: attribute, at: rest.lowerBound)
        case 1: bytes.replaceSubrange(rest, with: attribute)
        default: bytes.removeSubrange(rest)
        }
    }

    private mutating func changeText() {
        guard let pair = dice.pick(markup.pairs) else { return }
        let text = markup.tags[pair.start].range.upperBound..<markup.tags[pair.end].range.lowerBound
        let scalar = Grammar.scalars[dice.roll(Grammar.scalars.count)]
        bytes.replaceSubrange(text, with: (dice.pick(scalar.texts) ?? "").utf8)
    }
}
