/// The last keys that were added, so many and no more.
struct RecentTable<Value> {
    private var values: [String: Value] = [:]
    private var keys: [String] = []
    private var oldest = 0
    private let maximumCount: Int

    init(maximumCount: Int) { self.maximumCount = maximumCount }

    /// The value of a key, `nil` for one that was not added or is forgotten.
    subscript(key: String) -> Value? { values[key] }

    /// Adds or replaces a value.
    mutating func add(_ key: String, _ value: Value) {
        guard values.updateValue(value, forKey: key) == nil else { return }
        if keys.count < maximumCount {
            keys.append(key)
        } else {
            values[keys[oldest]] = nil
            keys[oldest] = key
            oldest = (oldest + 1) % maximumCount
        }
    }
}
