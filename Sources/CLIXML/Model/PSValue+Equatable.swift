extension PSObject: Equatable {
    /// Whether two objects are built alike: type names as shown, texts, base value, items and properties in order.
    ///
    /// Where they come from and which of the objects in them are the same one does not matter; for identity there is
    /// ``isIdentical(to:)``. Objects may contain themselves.
    ///
    /// - Complexity: O(*n*) in what can be reached from them, on average.
    public static func == (left: PSObject, right: PSObject) -> Bool {
        var comparison = StructuralComparison(comparesWrittenNames: false)
        return comparison.areEqual(left, right)
    }

    /// Whether two objects are built alike, type names compared as they stand in documents: without the `Deserialized.` that
    /// reading puts in front.
    ///
    /// - Complexity: as `==`.
    public func isEqualAsWritten(to other: PSObject) -> Bool {
        var comparison = StructuralComparison(comparesWrittenNames: true)
        return comparison.areEqual(self, other)
    }
}

extension PSProgress: Equatable {
    /// Whether two records say the same.
    public static func == (left: PSProgress, right: PSProgress) -> Bool {
        PSObject(left.store, left.node) == PSObject(right.store, right.node)
    }
}

extension PSValue: Equatable {
    /// Whether two values are of the same kind and say the same; objects as `==` of ``PSObject`` says.
    ///
    /// Numbers that are no numbers are equal to each other here, so that every value equals itself.
    ///
    /// - Complexity: O(*n*) in what can be reached from them, on average.
    public static func == (left: PSValue, right: PSValue) -> Bool {
        switch (left, right) {
        case (.object(let left), .object(let right)): left == right
        case (.progress(let left), .progress(let right)): left == right
        default: left.isEqualPrimitive(to: right)
        }
    }

    /// Whether two values that are no objects and no progress records are equal.
    func isEqualPrimitive(to other: PSValue) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.scriptBlock(let left), .scriptBlock(let right)): left.utf8.elementsEqual(right.utf8)
        case (.xml(let left), .xml(let right)): left.utf8.elementsEqual(right.utf8)
        case (.char(let left), .char(let right)): left == right
        case (.boolean(let left), .boolean(let right)): left == right
        case (.uint8(let left), .uint8(let right)): left == right
        case (.int8(let left), .int8(let right)): left == right
        case (.int16(let left), .int16(let right)): left == right
        case (.uint16(let left), .uint16(let right)): left == right
        case (.int32(let left), .int32(let right)): left == right
        case (.uint32(let left), .uint32(let right)): left == right
        case (.int64(let left), .int64(let right)): left == right
        case (.uint64(let left), .uint64(let right)): left == right
        case (.single(let left), .single(let right)): left == right || left.isNaN && right.isNaN
        case (.double(let left), .double(let right)): left == right || left.isNaN && right.isNaN
        case (.decimal(let left), .decimal(let right)): left == right
        case (.dateTime(let left), .dateTime(let right)): left == right
        case (.duration(let left), .duration(let right)): left == right
        case (.guid(let left), .guid(let right)): left == right
        case (.uri(let left), .uri(let right)): left == right
        case (.version(let left), .version(let right)): left == right
        case (.bytes(let left), .bytes(let right)): left == right
        case (.secureString(let left), .secureString(let right)): left == right
        case (.reference(let left), .reference(let right)): left == right
        default: false
        }
    }
}
