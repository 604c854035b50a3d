/// The grammar: turns the scanner's tokens into the nodes of one top-level value after another (spec sections 6.2 to 6.8).
///
/// An explicit stack of frames stands for the open elements, so no input makes it recurse. Offsets in frames and nodes count
/// from the start of the value, those in faults from the start of the source.
///
/// | Frame | Its children |
/// | --- | --- |
/// | `prolog` | `Objs`; this one stands for the document and never ends |
/// | `root` | top-level values |
/// | `object` | the parts of an `Obj`, in any order |
/// | `adapted`, `extended`, `memberSet` | named values; `MS` also in the last two |
/// | `items` | values |
/// | `dictionary`, `entry` | `En`; a key and a value |
/// | `progress` | the eight children of `PR` in order |
/// | `typeNames` | `T` |
/// | `scalar`, `typeName` | text |
/// | `skipped` | anything |
struct NodeBuilder {
    enum FrameKind: UInt8 {
        case prolog, root, object, adapted, extended, memberSet, items, dictionary, entry, progress, typeNames
        case scalar, typeName, skipped
    }

    /// What an `Obj` has had so far.
    struct Parts: OptionSet {
        let rawValue: UInt8
        static let typeNames = Parts(rawValue: 1)
        static let stringRepresentation = Parts(rawValue: 2)
        static let adapted = Parts(rawValue: 4)
        static let extended = Parts(rawValue: 8)
        static let base = Parts(rawValue: 16)
        /// Parts or members repeat, or a note has the name of a method: putting them in order is left for the end.
        static let needsOrdering = Parts(rawValue: 32)
    }

    struct Frame {
        var kind: FrameKind
        var parts: Parts = []
        /// For `scalar`: what was seen in its text so far.
        var flags: TextFlags = []
        /// The tag's name, packed; 0 when the bytes at `nameStart` must be compared.
        var packedName: UInt64
        /// Offsets from the start of the value.
        var start: Int
        var nameStart: Int
        var nameEnd: Int
        /// The node that this element made, or -1.
        var node: Int
        /// How many child elements began.
        var childCount = 0
        /// One bit for each member name, modulo 64: where two fall together, duplicates are looked for at the end.
        var names: UInt64 = 0
        /// For `scalar`, where its text begins and ends; -1 before any.
        var textStart = -1
        var textEnd = -1
        /// For `object`, the current type-name list in the symbols; for `typeNames` its RefId number.
        var typeList: UInt32 = .max
        var refID: UInt64?
    }

    var scanner: MarkupScanner
    var nodes: [Node] = []
    /// The innermost open element. Kept apart from those around it, because every tag changes it.
    var top = Frame(kind: .prolog, packedName: 0, start: 0, nameStart: 0, nameEnd: 0, node: -1)
    /// The frames around it, outermost first; empty outside the root.
    var outer: [Frame] = []
    var interner = NameInterner()
    var familiar = FamiliarMarkup()
    var familiarRoot = FamiliarRoot()
    var references: ReferenceTable
    var typeNames = TypeNameTable()
    var namespaces = NamespaceScope()
    /// The namespaces around every value, for reading one again.
    var rootNamespaces = NamespaceScope()
    let limits: CLIXMLLimits
    let form: DocumentForm
    /// The namespace of the elements of a document or payload.
    let expectedNamespace: NamespaceScope.Namespace

    /// Where the value being read begins in the source.
    var valueStart = 0
    /// Nesting of objects, as PowerShell counts it.
    var level = 0
    /// Whether a value was begun and not delivered yet; after delivery its nodes stay until the next one begins.
    var isReading = true
    /// The `S` attribute of the value being read.
    var stream: [UInt8]?
    /// A minor version above 1: unknown elements in an `Obj` are skipped (spec section 6.4).
    var toleratesUnknown = false
    var rootName: [UInt8] = []
    var hasRoot = false
    /// Where the root's start tag stood in the source when it was read.
    var rootTag = 0..<0
    /// The root that a recovery writes around values of several documents; it says how all of them are read.
    var writtenRoot: WrittenRoot?
    /// The names of a `TN` that is being read.
    var pendingNames: [UInt8] = []
    var pendingEnds: [UInt32] = []
    /// The primitive whose text was refused, for the path of the error, or -1.
    var refusedNode = -1
    /// The date that time-only texts are completed with.
    private(set) var today: PSDateTime

    enum Outcome: Equatable { case value, incomplete, end }

    init(limits: CLIXMLLimits, form: DocumentForm, today: PSDateTime) {
        self.limits = limits
        self.form = form
        expectedNamespace = form == .document ? .clixml : .none
        self.today = today
        scanner = MarkupScanner(limits: limits)
        references = ReferenceTable(maximumRangeCount: limits.maximumReferenceRangeCount)
    }

    /// A builder for values of the same document that are read again, from value `ordinal` on.
    init(rereading builder: NodeBuilder, from ordinal: UInt64) {
        self.init(limits: builder.limits, form: builder.form, today: builder.today)
        references = ReferenceTable.rereading(builder.references)
        typeNames = builder.typeNames.rereading(from: ordinal)
        namespaces = builder.rootNamespaces
        rootName = builder.rootName
        toleratesUnknown = builder.toleratesUnknown
        hasRoot = true
        openRootFrame()
    }

    /// Begins a new document. What was learned from those before stays, because documents that follow one another often have
    /// the same names and the same markup.
    mutating func reset(today: PSDateTime) {
        self.today = today
        scanner = MarkupScanner(limits: limits)
        if !nodes.isEmpty { nodes.removeAll(keepingCapacity: nodes.capacity < 1 << 16) }
        top = Frame(kind: .prolog, packedName: 0, start: 0, nameStart: 0, nameEnd: 0, node: -1)
        if !outer.isEmpty { outer.removeAll(keepingCapacity: true) }
        references.reset()
        namespaces.removeAll()
        valueStart = 0
        level = 0
        isReading = true
        stream = nil
        toleratesUnknown = false
        hasRoot = false
        rootName.removeAll(keepingCapacity: true)
        writtenRoot = nil
        rootTag = 0..<0
        refusedNode = -1
        familiar.beginDocument()
        typeNames.beginDocument()
        if interner.beginEpochIfNeeded() {
            typeNames.beginEpoch()
            familiar.removeAll()
        }
        if form == .payload { openPayload() }
    }

    /// Moves everything that counts from the source's start when it loses its first `count` bytes.
    mutating func dropFirst(_ count: Int) {
        scanner.dropFirst(count)
        familiar.dropFirst(count)
        valueStart &-= count
    }

    /// Where the bytes that are still needed begin in the source.
    var keptStart: Int { isInsideValue ? valueStart : scanner.position }

    /// Whether a top-level value has begun and is not complete.
    var isInsideValue: Bool { !nodes.isEmpty || outer.count > 1 }

    /// Reads on until a top-level value is complete, the document ends, or the source does.
    ///
    /// A value never sees more of the source than its limit allows, so that what is refused does not depend on how much of
    /// it has arrived.
    mutating func run(_ source: Span<UInt8>, isFinal: Bool) throws(Fault) -> Outcome {
        do throws(Fault) {
            return try runToLimit(source, isFinal: isFinal)
        } catch {
            familiar.cancel()
            throw error
        }
    }

    private mutating func runToLimit(_ source: Span<UInt8>, isFinal: Bool) throws(Fault) -> Outcome {
        while true {
            if !isInsideValue { valueStart = scanner.position }
            let bound = valueStart &+ limits.maximumValueByteCount
            guard source.count > bound else { return try runWithin(source, isFinal: isFinal) }
            var outcome = try runWithin(source.extracting(0..<bound), isFinal: false)
            if outcome == .incomplete {
                // What is wrong in a token that the limit cuts off comes before the limit.
                scanner.lookAgain()
                outcome = try runWithin(source.extracting(0..<bound), isFinal: false)
            }
            if outcome != .incomplete { return outcome }
            // What stands before the value does not count.
            if valueStart &+ limits.maximumValueByteCount <= bound { throw valueTooLarge() }
        }
    }

    private mutating func runWithin(_ source: Span<UInt8>, isFinal: Bool) throws(Fault) -> Outcome {
        while true {
            if outer.count <= 1, !isInsideValue {
                passBlanks(source)
                valueStart = scanner.position
                if valueStart < source.count, source[valueStart] != UInt8(ascii: "<") {
                    throw textBetweenValues(source)
                }
                if outer.isEmpty, try openFamiliarRoot(source) { continue }
                familiar.beginValue(at: valueStart)
            }
            if familiar.position == scanner.position, try follow(source) {
                level = 0
                return .value
            }
            if isInsideValue, top.kind.rawValue < FrameKind.scalar.rawValue {
                if top.kind == .adapted || top.kind == .extended, try plainMembers(source) { continue }
                // Blanks between elements mean nothing; passing over them here spares a token each.
                scanner.passBlanks(source)
            }
            switch try scanner.next(source, isFinal: isFinal, expecting: top.packedName) {
            case .startTag:
                try startTag(source, isEmpty: false)
            case .emptyTag:
                try startTag(source, isEmpty: true)
            case .endTag:
                try endTag(source)
            case .text:
                try text(source, isCDATA: false)
                familiar.endToken()
                continue
            case .cdata:
                try text(source, isCDATA: true)
                familiar.endToken()
                continue
            case .skipped:
                noteMarkup()
                familiar.endToken()
                continue
            case .declaration:
                throw Fault(
                    .invalidDeclaration,
                    at: scanner.tokenStart,
                    "an XML declaration can only stand at the very start"
                )
            case .incomplete:
                return .incomplete
            case .endOfInput:
                return try endOfInput(source)
            }
            familiar.endToken()
            if outer.count <= 1, !nodes.isEmpty {
                familiar.endPassage(source, at: scanner.position, next: scanner.position)
                level = 0
                return .value
            }
        }
    }

    /// Makes ready for the next value after one was taken.
    mutating func beginValue() {
        nodes.removeAll(keepingCapacity: nodes.capacity < 1 << 16)
        stream = nil
        isReading = true
        typeNames.ordinal &+= 1
        if interner.beginEpochIfNeeded() {
            typeNames.beginEpoch()
            familiar.removeAll()
        }
    }

    private func valueTooLarge() -> Fault {
        Fault(
            .valueTooLarge,
            at: valueStart,
            "the value is larger than the limit of \(limits.maximumValueByteCount) bytes"
        )
    }

    /// A payload has no root element: its one value stands in a frame that nothing opened.
    mutating func openPayload() {
        hasRoot = true
        openRootFrame()
    }

    mutating func openRootFrame() {
        outer.append(top)
        top.kind = .root
    }

    /// Between values nothing keeps blanks, so any number of them takes no memory.
    private mutating func passBlanks(_ source: Span<UInt8>) {
        // Before the value of a payload even a blank is too much; it is left to be refused.
        if form == .payload, outer.count == 1, top.childCount == 0 { return }
        scanner.passBlanks(source)
    }

    // MARK: - Text

    private mutating func text(_ source: Span<UInt8>, isCDATA: Bool) throws(Fault) {
        guard !outer.isEmpty else { throw textOutsideRoot(source, at: scanner.tokenStart) }
        switch top.kind {
        case .scalar, .typeName:
            extendText(flags: scanner.textFlags)
            if top.textEnd &- top.textStart > limits.maximumTextByteCount {
                throw Fault(.textTooLong, at: top.textStart &+ valueStart, Fault.longText(limits.maximumTextByteCount))
            }
        case .skipped:
            break
        default:
            if !isCDATA, form == .document || outer.count > 1 || top.childCount > 0 {
                var offset = scanner.textStart
                while offset < scanner.textEnd, ByteClass.isBlank(source[offset]) { offset &+= 1 }
                if offset == scanner.textEnd { return }
            }
            throw unexpectedText(at: scanner.tokenStart)
        }
    }

    /// Text outside a value is refused at its first character: how it goes on, and how long it is, does not matter.
    @inline(never)
    private func textBetweenValues(_ source: Span<UInt8>) -> Fault {
        outer.isEmpty ? textOutsideRoot(source, at: scanner.position) : unexpectedText(at: scanner.position)
    }

    private func unexpectedText(at offset: Int) -> Fault {
        Fault(.unexpectedText, at: offset, "text stands where only elements may; an element is expected")
    }

    private func textOutsideRoot(_ source: Span<UInt8>, at offset: Int) -> Fault {
        let place = hasRoot ? "after the end of the root element" : "before the root element"
        let shown = Fault.shown(source, offset, source.count)
        return Fault(.textOutsideRoot, at: offset, "\(shown) stands \(place); '<' is expected")
    }

    /// The token that was just scanned belongs to the text of the open scalar.
    private mutating func extendText(flags: TextFlags) {
        if top.textStart < 0 {
            top.textStart = scanner.tokenStart &- valueStart
        } else {
            top.flags.insert(.markup)
        }
        top.textEnd = scanner.position &- valueStart
        top.flags.formUnion(flags)
    }

    private mutating func noteMarkup() {
        if top.kind == .scalar || top.kind == .typeName { extendText(flags: .markup) }
    }

    // MARK: - The end

    // Mutating, so that the builder is not copied for the call.
    private mutating func endOfInput(_ source: Span<UInt8>) throws(Fault) -> Outcome {
        if form == .payload, outer.count == 1 {
            if top.childCount > 0 { return .end }
            throw Fault(.missingRoot, at: scanner.tokenStart, "the payload is empty; a value is expected")
        }
        if !outer.isEmpty {
            let start = outer.count == 1 ? scanner.tokenStart : top.start &+ valueStart
            let message =
                outer.count == 1
                ? "the input ends before the root element does" : "the input ends inside an element that begins here"
            throw Fault(.truncated, at: start, message)
        }
        if !hasRoot {
            throw Fault(.missingRoot, at: scanner.tokenStart, "the input has no root element; 'Objs' is expected")
        }
        return .end
    }
}
