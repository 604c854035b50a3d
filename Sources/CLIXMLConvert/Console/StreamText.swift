import CLIXML

/// The text that PowerShell's console shows for a value of a stream (show spec, section 7.2).
struct StreamText {
    /// A piece of console output.
    struct Piece {
        /// WTF-8.
        var text: [UInt8]
        /// Whether it begins a line of its own; otherwise it goes on where the piece before ended.
        var startsLine = true
        /// Whether it may have been shown before, on standard output.
        var isInformation = false
    }

    private let options: ConsoleFilterOptions
    private let errorOrigin: ErrorRecordText.Origin
    private let texts: PowerShellText
    /// Shows objects of the output stream, as the console does.
    private var show: ShowExporter
    private var previous: Previous = .other
    private var recent = RecentObjects()

    private enum Previous { case errorText, outputText, other }

    /// - Parameter errorOrigin: Where errors are: a process's own output shows them as they are where they were raised.
    init(options: ConsoleFilterOptions, errorOrigin: ErrorRecordText.Origin = .live) {
        self.options = options
        self.errorOrigin = errorOrigin
        texts = PowerShellText(plain: PlainText(zone: options.zone))
        var settings = ShowOptions()
        settings.width = options.width
        show = ShowExporter(options: settings, zone: options.zone)
    }

    /// What is still to be shown when the document ends.
    mutating func finish() -> Piece? {
        var text: [UInt8] = []
        show.finish(into: &text)
        return text.isEmpty ? nil : Piece(text: text)
    }

    /// The text that is due with the next value of a document, or `nil` where there is none.
    ///
    /// - Parameter kind: The stream it came in, where the document does not say.
    mutating func piece(of value: DocumentValue, _ kind: PSStream.Kind = .output) -> Piece? {
        recent.add(value.store)
        let stream = value.stream?.kind ?? kind
        guard options.streams.contains(stream), value.store.nodes[0].kind != .null else { return nil }
        let before = previous
        previous = .other
        let recent = recent
        guard let located = try? LocatedValue(value.store, 0, resolving: { recent.object(for: $0) }) else {
            return nil
        }
        let isText = located.wrapper.baseKind.isText && located.wrapper.node == located.wrapper.base
        if stream == .output {
            if isText {
                let text = text(of: located)
                // What the host prints itself comes with its line end as a string of its own (spec section 1.6).
                if before == .outputText, text == [0x0A] || text == [0x0D, 0x0A] { return nil }
                previous = .outputText
            }
            var text: [UInt8] = []
            do {
                try show.write(value, into: &text) { recent.object(for: $0) }
            } catch {
                // As for other texts.
            }
            return text.isEmpty ? nil : Piece(text: text)
        }
        guard var piece = piece(of: located, stream, isText: isText, after: before) else { return nil }
        // A table ends where something else comes in between.
        if let table = finish() {
            piece.text = table.text + piece.text
            piece.startsLine = true
        }
        return piece
    }

    private mutating func piece(
        of value: LocatedValue,
        _ stream: PSStream.Kind,
        isText: Bool,
        after before: Previous
    ) -> Piece? {
        switch stream {
        case .error where isText:
            previous = .errorText
            return Piece(text: text(of: value), startsLine: before != .errorText)
        case .error: return errorPiece(value)
        case .warning: return labelled("WARNING: ", value)
        case .verbose: return labelled("VERBOSE: ", value)
        case .debug: return labelled("DEBUG: ", value)
        case .information: return information(value)
        case .output, .progress: return nil
        }
    }

    private func text(of value: LocatedValue) -> [UInt8] {
        var text: [UInt8] = []
        let recent = recent
        do {
            try texts.append(value.store, value.node, resolving: { recent.object(for: $0) }, to: &text)
        } catch {
            // Only a text beyond all bounds fails; what there is of it is shown.
        }
        return text
    }

    private func labelled(_ label: String, _ value: LocatedValue) -> Piece {
        let text = text(of: value)
        guard options.isColored else { return Piece(text: Array(label.utf8) + text + [0x0A]) }
        return Piece(text: Array("\u{1B}[33;1m\(label)".utf8) + text + Array("\u{1B}[0m\n".utf8))
    }

    private func information(_ value: LocatedValue) -> Piece {
        var text = text(of: value)
        let object = PSObject(value.store, value.node)
        var endsLine = true
        if case .object(let message)? = object["MessageData"], message["NoNewLine"] == .boolean(true) {
            endsLine = false
        }
        if endsLine { text.append(0x0A) }
        return Piece(text: text, isInformation: true)
    }

    private func errorPiece(_ value: LocatedValue) -> Piece? {
        var text: [UInt8] = []
        let recent = recent
        do {
            let errors = ConsoleErrorText(zone: options.zone, origin: errorOrigin)
            try errors.append(PSObject(value.store, value.node), resolving: { recent.object(for: $0) }, to: &text)
        } catch {
            // As for other texts.
        }
        guard !text.isEmpty else { return nil }
        if options.isColored { text = StreamText.colored(text) }
        return Piece(text: text)
    }

    /// Each line in red, as ConciseView has it.
    private static func colored(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for line in text.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            result += Array("\u{1B}[31;1m".utf8) + line + Array("\u{1B}[0m\n".utf8)
        }
        return result
    }
}

/// The last values of a document, for references between values.
private struct RecentObjects {
    private static let maximumByteCount = 1 << 20

    private var stores: [NodeStore] = []
    private var byteCount = 0

    mutating func add(_ store: NodeStore) {
        stores.append(store)
        byteCount += store.bytes.count
        while byteCount > RecentObjects.maximumByteCount, stores.count > 1 {
            byteCount -= stores.removeFirst().bytes.count
        }
    }

    /// The object that a reference means, if it is among them.
    func object(for reference: PSReference) -> PSObject? {
        for store in stores.reversed() where store.valueOrdinal < reference.valueOrdinal {
            for (index, node) in store.nodes.enumerated()
            where node.kind == .object && store.refID(of: index) == reference.refID { return PSObject(store, index) }
        }
        return nil
    }
}
