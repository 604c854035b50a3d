/// A generator of the same numbers for the same seed.
struct Dice {
    private var state: UInt64

    init(seed: UInt32) { state = UInt64(seed) }

    /// A number from 0 to below `sides`, which is at least 1.
    mutating func roll(_ sides: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(max(sides, 1)))
    }

    /// One of some things, `nil` where there is none.
    mutating func pick<Element>(_ things: [Element]) -> Element? { things.isEmpty ? nil : things[roll(things.count)] }
}
