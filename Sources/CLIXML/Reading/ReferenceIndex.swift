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
        fileprivate(set) var defined: ReferenceTable.Definitions
    }

    private var windows: [Window] = []
    private var highestNumber: UInt64?

    /// Whether every value has defined higher numbers than all before it, so that none is defined in two values.
    private(set) var isAscending = true

    private static let windowByteCount = 64 << 10

    subscript(_ window: Int) -> Window { windows[window] }

    /// Notes a value and what it defines.
    ///
    /// - Returns: the number of its window, and whether that begins with it.
    mutating func add(
        _ location: CLIXMLParser.Location,
        _ defined: ReferenceTable.Definitions
    ) -> (window: Int, isNew: Bool) {
        if defined.hasTexts { isAscending = false }
        if let numbers = defined.numbers {
            if let highestNumber, numbers.lowerBound <= highestNumber { isAscending = false }
            highestNumber = max(highestNumber ?? 0, numbers.upperBound)
        }
        let last = windows.count - 1
        guard last >= 0, location.byteOffset - windows[last].location.byteOffset < ReferenceIndex.windowByteCount else {
            windows.append(Window(location: location, lastOrdinal: location.ordinal, defined: defined))
            return (last + 1, true)
        }
        windows[last].lastOrdinal = location.ordinal
        windows[last].defined.add(defined)
        return (last, false)
    }

    /// The next window, going backwards from `position`, in which an object may be defined before value `ordinal`.
    ///
    /// - Complexity: O(log *n*) while numbers ascend, else O(*n*).
    func window(mayDefine id: RefID, before ordinal: UInt64, from position: Int) -> Int? {
        var position = min(position, windows.count)
        if isAscending {
            var low = 0
            while low < position {
                let middle = (low + position) / 2
                if windows[middle].defined.numbers.map({ $0.lowerBound <= id.number }) ?? false {
                    low = middle + 1
                } else {
                    position = middle
                }
            }
        }
        while position > 0 {
            position -= 1
            if windows[position].location.ordinal < ordinal, windows[position].defined.mayContain(id) {
                return position
            }
            if isAscending { return nil }
        }
        return nil
    }
}
