/// Where the objects of a document were defined, in a few bytes for every 64 KiB of it (design section 3).
///
/// Writers number objects in ascending order; then one entry in a while is enough, because the object with a number stands at
/// or after the last entry that does not begin above it. Values whose numbers do not ascend get an entry each, up to a limit.
struct ReferenceIndex {
    private struct Entry {
        let firstID: UInt64
        let location: CLIXMLParser.Location
    }

    private struct Exception {
        let range: ClosedRange<UInt64>?
        let location: CLIXMLParser.Location
    }

    private var ascending: [Entry] = []
    private var highestID: UInt64?
    private var exceptions: [Exception] = []
    private let maximumExceptionCount: Int

    /// The distance between entries in bytes of input: what is read again for one reference.
    private static let spacing = 64 << 10

    init(maximumExceptionCount: Int) { self.maximumExceptionCount = maximumExceptionCount }

    /// Notes a value and the numbers it defines.
    mutating func add(_ location: CLIXMLParser.Location, range: ClosedRange<UInt64>?, hasOthers: Bool) {
        guard range != nil || hasOthers else { return }
        if let range, !hasOthers, highestID.map({ range.lowerBound > $0 }) ?? true {
            highestID = range.upperBound
            if let last = ascending.last, location.byteOffset - last.location.byteOffset < ReferenceIndex.spacing {
                return
            }
            ascending.append(Entry(firstID: range.lowerBound, location: location))
        } else if exceptions.count < maximumExceptionCount {
            exceptions.append(Exception(range: hasOthers ? nil : range, location: location))
        }
    }

    /// A place where an object may be defined.
    struct Place {
        let location: CLIXMLParser.Location
        /// Whether only the value that begins there is meant, not those after it.
        let isSingle: Bool
    }

    /// Where to look for an object defined before value `ordinal`, the most likely first.
    ///
    /// - Complexity: O(log *n*) while numbers ascend, else O(*n*).
    func places(for id: UInt64, before ordinal: UInt64) -> [Place] {
        var places: [Place] = []
        for exception in exceptions.reversed() where exception.location.ordinal < ordinal {
            if exception.range?.contains(id) ?? true {
                places.append(Place(location: exception.location, isSingle: true))
            }
        }
        var low = 0
        var high = ascending.count
        while low < high {
            let middle = (low + high) / 2
            if ascending[middle].firstID <= id { low = middle + 1 } else { high = middle }
        }
        if low > 0 { places.append(Place(location: ascending[low - 1].location, isSingle: false)) }
        return places
    }
}
