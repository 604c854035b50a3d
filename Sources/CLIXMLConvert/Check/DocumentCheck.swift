public import CLIXML

/// Looks for what is questionable in a document that PowerShell reads: give it the values in order, then ``finish()``.
///
/// It finds RefIds and members that stand twice, dictionaries with equal keys, secrets that anyone can read, texts that stand for
/// objects that were cut off, bytes that were not valid. Of a document whose RefIds ascend it keeps next to nothing.
public struct DocumentCheck {
    private var objectIDs = SeenIDs()
    private var typeNamesIDs: [[UInt8]: PSTypeNames] = [:]
    private var cutOff: (count: Int, first: Finding)?
    private var counts: [Finding.Code: Int] = [:]
    private static let maximumFindingCount = 100

    /// Makes a check for one document.
    public init() {}

    /// What is questionable in the next value.
    ///
    /// Of each kind at most 100 are told for a document; ``finish()`` says how many more there are.
    ///
    /// - Complexity: O(*n*) in the value, and in the value again for each finding.
    public mutating func findings(in value: DocumentValue) -> [Finding] {
        let store = value.store
        var findings: [Finding] = []
        // The elements around the node that is looked at.
        var open: [Int] = []
        for node in store.nodes.indices {
            while let last = open.last, store.end(of: last) <= node { open.removeLast() }
            look(at: node, of: store, in: open, &findings)
            if store.nodes[node].kind.isBranch { open.append(node) }
        }
        return findings
    }

    private mutating func look(at node: Int, of store: NodeStore, in open: [Int], _ findings: inout [Finding]) {
        let entry = store.nodes[node]
        if entry.isSuperseded { addRepeatedPart(store, node, &findings) }
        switch entry.kind {
        case .object: checkObject(store, node, &findings)
        case .typeNames: checkTypeNames(store, node, &findings)
        case .dictionary, .orderedDictionary: checkKeys(store, node, &findings)
        case .secureString: checkSecret(store, node, in: open, &findings)
        case .string: checkText(store, node, in: open, &findings)
        default: break
        }
        if entry.kind.isText, hasReplacement(store, node) {
            add(
                .warning,
                .replacedBytes,
                store,
                node,
                "the text has U+FFFD, which stands for bytes that were not valid",
                "PowerShell reads U+FFFD",
                &findings
            )
        }
    }

    /// What can be said once all values were seen.
    public mutating func finish() -> [Finding] {
        var findings: [Finding] = []
        for code in counts.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            let more = (counts[code] ?? 0) - DocumentCheck.maximumFindingCount
            guard more > 0 else { continue }
            findings.append(
                Finding(
                    .note,
                    code,
                    at: nil,
                    path: nil,
                    "\(more) more of this kind were found",
                    consequence: "PowerShell treats them like those before"
                )
            )
        }
        if let cutOff {
            let more = cutOff.count - 1
            let suffix = more == 0 ? "" : "; \(more) more like it \(more == 1 ? "follows" : "follow")"
            let first = cutOff.first
            findings.append(
                Finding(
                    first.severity,
                    first.code,
                    at: first.position,
                    path: first.path,
                    first.message + suffix,
                    consequence: first.consequence
                )
            )
        }
        self = DocumentCheck()
        return findings
    }

    // MARK: - Objects

    private mutating func checkObject(_ store: NodeStore, _ node: Int, _ findings: inout [Finding]) {
        guard let id = DocumentCheck.refID(store, node), !objectIDs.insert(id) else { return }
        add(
            .warning,
            .repeatedRefID,
            store,
            node,
            "an object before it has the same RefId \(String(decoding: id, as: UTF8.self))",
            "PowerShell takes references behind it for this one",
            &findings
        )
    }

    private mutating func checkTypeNames(_ store: NodeStore, _ node: Int, _ findings: inout [Finding]) {
        let bytes = store.bytes
        let start = Int(store.nodes[node].start)
        guard bytes[start...].starts(with: "<TN ".utf8), let id = DocumentCheck.refID(store, node) else { return }
        let names = store.symbols.typeLists[Int(store.nodes[node].extent)]
        guard let known = typeNamesIDs.updateValue(names, forKey: id), known != names else { return }
        add(
            .warning,
            .repeatedTypeNamesRefID,
            store,
            node,
            "other type names before it have the same RefId \(String(decoding: id, as: UTF8.self))",
            "PowerShell takes references behind it for these",
            &findings
        )
    }

    private static func refID(_ store: NodeStore, _ node: Int) -> [UInt8]? {
        let bytes = store.bytes
        guard let range = StartTag.refID(bytes.span, at: Int(store.nodes[node].start)) else { return nil }
        return Array(bytes[range])
    }

    private mutating func addRepeatedPart(_ store: NodeStore, _ node: Int, _ findings: inout [Finding]) {
        let what = store.nodes[node].hasName ? "a member" : "a part of the object"
        add(
            .warning,
            .repeatedMember,
            store,
            node,
            "\(what) stands twice, and this one first",
            "PowerShell keeps the later one",
            &findings
        )
    }

    private mutating func checkKeys(_ store: NodeStore, _ node: Int, _ findings: inout [Finding]) {
        switch DictionaryKeys.comparison(of: DictionaryKeys.entries(of: node, store), store) {
        case .ignoringCase: break
        case .exact:
            add(
                .note,
                .keysDifferInCase,
                store,
                node,
                "the dictionary has keys that differ in case only",
                "PowerShell's dictionary then tells upper from lower case",
                &findings
            )
        case .identity:
            add(
                .warning,
                .equalKeys,
                store,
                node,
                "the dictionary has equal keys",
                "PowerShell keeps all entries, and finds none of them by its key",
                &findings
            )
        }
    }

    // MARK: - Texts

    private mutating func checkSecret(
        _ store: NodeStore,
        _ node: Int,
        in open: [Int],
        _ findings: inout [Finding]
    ) {
        let object = open.last { store.nodes[$0].kind == .object }.map { PSObject(store, $0) }
        let isCredential =
            object?.typeNames?.contains(ignoringCase: "Deserialized.System.Management.Automation.PSCredential") ?? false
        let what = isCredential ? "the password of a credential" : "the SecureString"
        if SecretText.isSealed(store, node) {
            add(
                .note,
                .boundSecret,
                store,
                node,
                "\(what) is sealed for the Windows user who wrote it",
                "PowerShell opens it for this user on this machine only",
                &findings
            )
        } else if store.nodes[node].extent > 0 {
            add(
                .warning,
                .readableSecret,
                store,
                node,
                "\(what) is not encrypted: anyone can read it here",
                "PowerShell reads it without a key",
                &findings
            )
        }
    }

    private mutating func checkText(
        _ store: NodeStore,
        _ node: Int,
        in open: [Int],
        _ findings: inout [Finding]
    ) {
        guard store.nodes[node].extent <= 512 else { return }
        if DepthText.isPlaceholder(store, node, in: open.last) {
            add(
                .warning,
                .depthPlaceholder,
                store,
                node,
                "the text stands for a value that was nested too deeply to be written",
                "PowerShell reads the text",
                &findings
            )
        } else if DepthText.isTypeName(store, node) {
            guard cutOff == nil else {
                cutOff?.count += 1
                return
            }
            var first: [Finding] = []
            add(
                .note,
                .cutOffByDepth,
                store,
                node,
                "the text is the name of a type: probably an object that the depth of the export cut off",
                "PowerShell reads the text",
                &first
            )
            if let first = first.first { cutOff = (1, first) }
        }
    }

    private func hasReplacement(_ store: NodeStore, _ node: Int) -> Bool {
        let entry = store.nodes[node]
        guard entry.flags.contains(.nonASCII) else { return false }
        let text = store.bytes[Int(entry.start)..<(Int(entry.start) + Int(entry.extent))]
        var index = text.startIndex
        while index + 2 < text.endIndex {
            if text[index] == 0xEF, text[index + 1] == 0xBF, text[index + 2] == 0xBD { return true }
            index += 1
        }
        return false
    }

    private mutating func add(
        _ severity: Finding.Severity,
        _ code: Finding.Code,
        _ store: NodeStore,
        _ node: Int,
        _ message: String,
        _ consequence: String,
        _ findings: inout [Finding]
    ) {
        let count = counts[code, default: 0] + 1
        counts[code] = count
        guard count <= DocumentCheck.maximumFindingCount else { return }
        findings.append(
            Finding(
                severity,
                code,
                at: store.position(of: node),
                path: store.path(to: node),
                message,
                consequence: consequence
            )
        )
    }
}
