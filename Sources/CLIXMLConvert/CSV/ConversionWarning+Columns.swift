extension ConversionWarning.Code {
    /// Properties that are no columns of the table were left out.
    public static let omittedColumns = ConversionWarning.Code(rawValue: "omitted-columns")
}

extension ConversionWarning {
    /// Says which properties were left out.
    ///
    /// - Parameter further: how many there are besides the named ones.
    static func omittedColumns(_ names: [[UInt8]], further: Int) -> ConversionWarning {
        let shownCount = 20
        let shown = names.prefix(shownCount).map { "'\(String(decoding: $0, as: UTF8.self))'" }
        let rest = names.count - shown.count + further
        let list = shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        return ConversionWarning(
            code: .omittedColumns,
            message: "the columns are those of the first value; left out of others: \(list)"
        )
    }
}
