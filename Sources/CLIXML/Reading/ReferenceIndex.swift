/// Where the objects of a document were defined, in a few bytes for every 64 KiB of it (design section 3).
///
/// The document is divided into windows of about 64 KiB, and of each is known from which number to which its values define
/// objects. An object is looked for by reading the windows again in which it may be, the latest first. Writers number objects
/// in ascending order; then that is a single one.
struct ReferenceIndex {
    /// A stretch of the document in which objects are defined.
    struct Window: Sendable {
        /// Where its first value stands that defines any.
        let location: CLIXMLParser.Location
        /// The ordinal of its last such value.
        fileprivate(set) var lastOrdinal: UInt64
        fileprivate(set) var numbers: ClosedRange<UInt64>?
        /// Whether identifiers are defined in it that are not plain numbers.
        fileprivate(set) var hasTexts: Bool

        /// Whether the identifier may be defined in it.
        fileprivate func mayDefine(_ id: RefID) -> Bool {
            id.isPlainNumber ? numbers?.contains(id.number) ?? false : hasTexts
        }
    }

    private var windows: [Window] = []
    private var highestNumber: UInt64?

    /// Whether every value has defined higher numbers than all before it, so that none is defined in two values.
    private(set) var isAscending = true

    private static let windowByteCount = 64 << 10

    /// Notes a value and what it defines.
    mutating func add(_ location: CLIXMLParser.Location, _ defined: ReferenceTable.Definitions) {
        guard !defined.isEmpty else { return }
        if defined.hasTexts { isAscending = false }
        if let numbers = defined.numbers {
            if let highestNumber, numbers.lowerBound <= highestNumber { isAscending = false }
            highestNumber = max(highestNumber ?? 0, numbers.upperBound)
        }
        guard let last = windows.last,
            location.byteOffset - last.location.byteOffset < ReferenceIndex.windowByteCount
        else {
            windows.append(
                Window(
                    location: location,
                    lastOrdinal: location.ordinal,
                    numbers: defined.numbers,
                    hasTexts: defined.hasTexts
                )
            )
            return
        }
        let index = windows.count - 1
        windows[index].lastOrdinal = location.ordinal
        windows[index].hasTexts = last.hasTexts || defined.hasTexts
        if let numbers = defined.numbers {
            let known = last.numbers ?? numbers
            windows[index].numbers =
                min(known.lowerBound, numbers.lowerBound)...max(known.upperBound, numbers.upperBound)
        }
    }

    /// The next window, going backwards from `position`, in which an object may be defined before value `ordinal`; `position`
    /// is then where to go on.
    ///
    /// - Complexity: O(log *n*) while numbers ascend, else O(*n*).
    func previousWindow(mayDefine id: RefID, before ordinal: UInt64, position: inout Int) -> Window? {
        position = min(position, windows.count)
        if isAscending {
            var low = 0
            var high = position
            while low < high {
                let middle = (low + high) / 2
                if windows[middle].numbers.map({ $0.lowerBound <= id.number }) ?? false {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            position = low
        }
        while position > 0 {
            position -= 1
            let window = windows[position]
            if window.location.ordinal < ordinal, window.mayDefine(id) { return window }
            if isAscending { return nil }
        }
        return nil
    }
}
