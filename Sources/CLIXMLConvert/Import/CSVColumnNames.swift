internal import CLIXML

/// The names of the columns of a CSV text, as PowerShell makes properties of them (convert.md 8.1).
struct CSVColumnNames {
    struct Column {
        let name: [UInt8]
        /// Which cell of a record its value is.
        let cell: Int
    }

    /// Why a text with these names is refused, and the number of the name.
    struct Defect {
        let code: CLIXMLError.Code
        let message: String
        let number: Int
    }

    private(set) var columns: [Column] = []
    /// Whether columns without a name were given one.
    private(set) var hasUnnamed = false
    /// A name that no property can have, which counts once there is a record.
    private(set) var reserved: Defect?

    /// - Returns: the defect if there is a name twice.
    static func make(_ names: [[UInt8]]) -> (names: CSVColumnNames, duplicate: Defect?) {
        var result = CSVColumnNames()
        var known = Set<[UInt8]>()
        for (number, name) in names.enumerated() where !name.isEmpty {
            guard known.insert(TextEscapes.upperCased(name.span)).inserted else {
                let shown = TextEscapes.string(fromWTF8: name.span)
                return (
                    result,
                    Defect(code: .duplicateColumn, message: "there is a column '\(shown)' already", number: number)
                )
            }
            if result.reserved == nil, ReservedNames.contains(name.span) {
                let shown = TextEscapes.string(fromWTF8: name.span)
                let message = "the name '\(shown)' is reserved by PowerShell"
                result.reserved = Defect(code: .reservedMemberName, message: message, number: number)
            }
        }
        result.addColumns(names)
        return (result, nil)
    }

    private mutating func addColumns(_ names: [[UInt8]]) {
        var places: [[UInt8]: Int] = [:]
        var unnamedCount = 0
        for (number, name) in names.enumerated() {
            var name = name
            if name.isEmpty {
                unnamedCount += 1
                name = Array("H\(unnamedCount)".utf8)
            }
            let column = Column(name: name, cell: number)
            let upper = TextEscapes.upperCased(name.span)
            // A name made up can be one that is there: the later column has it.
            if let place = places[upper] {
                columns[place] = column
            } else {
                places[upper] = columns.count
                columns.append(column)
            }
        }
        hasUnnamed = unnamedCount > 0
    }
}
