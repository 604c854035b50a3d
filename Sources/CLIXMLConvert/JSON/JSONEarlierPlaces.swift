internal import CLIXML

/// Where the objects of earlier top-level values stand in the JSON that was made of them.
///
/// Documents refer to the same few earlier objects again and again, so what was found is kept, in bounded memory.
struct JSONEarlierPlaces {
    /// The objects of the value that was asked about last.
    private var places: JSONPlaces?
    /// Paths that were found, each in the place that the object's number gives it, and these numbers.
    private var paths: [[UInt8]] = []
    private var numbers: [UInt64?] = []

    /// As a power of two.
    private static let pathCountBits = 5
    private static let maximumPathByteCount = 1 << 10

    /// Appends the path from an earlier value to one of its objects as JSON Pointer (RFC 6901).
    ///
    /// - Returns: false if the object does not show in the JSON.
    mutating func appendPath(
        to object: PSObject,
        into pointer: inout [UInt8],
        using collector: inout MemberCollector
    ) -> Bool {
        let number = object.number
        if paths.isEmpty {
            paths = Array(repeating: [], count: 1 << JSONEarlierPlaces.pathCountBits)
            numbers = Array(repeating: nil, count: paths.count)
        }
        let place = Int(
            truncatingIfNeeded: (number &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - JSONEarlierPlaces.pathCountBits)
        )
        if numbers[place] == number {
            let path = paths[place]
            pointer.append(path.span)
            return true
        }
        if places?.areOf(object.store) != true { places = JSONPlaces(object.store, root: 0) }
        let start = pointer.count
        let nodes = object.store.nodes
        guard places?.appendPath(to: object.node, nodes.span, into: &pointer, using: &collector) == true else {
            return false
        }
        if pointer.count - start <= JSONEarlierPlaces.maximumPathByteCount {
            numbers[place] = number
            paths[place].removeAll(keepingCapacity: true)
            paths[place].append(pointer.span, start..<pointer.count)
        }
        return true
    }

    /// Lets the value go that was asked about last.
    mutating func releaseValue() {
        if places != nil { places = nil }
    }
}
