import CLIXML

/// A place in a console's buffer, in cells from the upper left.
public struct Coordinates: Sendable, Hashable {
    /// The column.
    public var x: Int32
    /// The row.
    public var y: Int32

    /// Makes a place.
    public init(x: Int32, y: Int32) {
        self.x = x
        self.y = y
    }

    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "Coordinates")
        x = try bag.int32("x")
        y = try bag.int32("y")
    }

    func write(_ name: String?, to writer: inout PayloadWriter) {
        writer.bag(name) { members in
            members.int32("x", x)
            members.int32("y", y)
        }
    }
}

/// A size in cells.
public struct ConsoleSize: Sendable, Hashable {
    /// The number of columns.
    public var width: Int32
    /// The number of rows.
    public var height: Int32

    /// Makes a size.
    public init(width: Int32, height: Int32) {
        self.width = width
        self.height = height
    }

    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "Size")
        width = try bag.int32("width")
        height = try bag.int32("height")
    }

    func write(_ name: String?, to writer: inout PayloadWriter) {
        writer.bag(name) { members in
            members.int32("width", width)
            members.int32("height", height)
        }
    }
}

/// A part of a console's buffer, all four borders included. Four times −1 means all of it.
public struct ConsoleRectangle: Sendable, Hashable {
    /// The first column.
    public var left: Int32
    /// The first row.
    public var top: Int32
    /// The last column.
    public var right: Int32
    /// The last row.
    public var bottom: Int32

    /// Makes a rectangle.
    public init(left: Int32, top: Int32, right: Int32, bottom: Int32) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    /// The whole buffer.
    public static let everything = ConsoleRectangle(left: -1, top: -1, right: -1, bottom: -1)

    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "Rectangle")
        left = try bag.int32("left")
        top = try bag.int32("top")
        right = try bag.int32("right")
        bottom = try bag.int32("bottom")
    }

    func write(_ name: String?, to writer: inout PayloadWriter) {
        writer.bag(name) { members in
            members.int32("left", left)
            members.int32("top", top)
            members.int32("right", right)
            members.int32("bottom", bottom)
        }
    }
}

/// One cell of a console's buffer.
public struct BufferCell: Sendable, Hashable {
    /// The character, a UTF-16 code unit.
    public var character: UInt16
    /// Its color.
    public var foregroundColor: ConsoleColor
    /// The color behind it.
    public var backgroundColor: ConsoleColor
    /// 0 for a whole character, 1 and 2 for the halves of one that is two cells wide.
    public var kind: Int32

    /// Makes a cell.
    public init(
        character: UInt16,
        foregroundColor: ConsoleColor,
        backgroundColor: ConsoleColor,
        kind: Int32 = 0
    ) {
        self.character = character
        self.foregroundColor = foregroundColor
        self.backgroundColor = backgroundColor
        self.kind = kind
    }

    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "BufferCell")
        guard let unit = UInt16(exactly: try bag.int64("character")) else {
            throw bag.wrongType("character", "character")
        }
        character = unit
        foregroundColor = try bag.enumeration("foregroundColor")
        backgroundColor = try bag.enumeration("backgroundColor")
        kind = try bag.int32("bufferCellType")
    }

    func write(_ name: String?, to writer: inout PayloadWriter) {
        writer.bag(name) { members in
            members.char("character", character)
            members.int32("foregroundColor", foregroundColor.rawValue)
            members.int32("backgroundColor", backgroundColor.rawValue)
            members.int32("bufferCellType", kind)
        }
    }
}

/// A rectangle of cells, row by row.
public struct BufferCellArray: Sendable, Hashable {
    /// The number of rows.
    public let rowCount: Int
    /// The number of columns.
    public let columnCount: Int
    /// The cells, row by row.
    public let cells: [BufferCell]

    /// Makes a rectangle, or returns `nil` when the number of cells is not that of rows and columns.
    public init?(rowCount: Int, columnCount: Int, cells: [BufferCell]) {
        let (count, isTooLarge) = rowCount.multipliedReportingOverflow(by: columnCount)
        guard !isTooLarge, rowCount >= 0, columnCount >= 0, count == cells.count else { return nil }
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.cells = cells
    }

    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "array")
        let elements = try bag.require("mae").items ?? []
        let lengths = (try bag.require("mal").items ?? []).compactMap(\.value.integerValue)
        var cells: [BufferCell] = []
        for element in elements { cells.append(try BufferCell(element)) }
        guard lengths.count == 2, let rows = Int(exactly: lengths[0]), let columns = Int(exactly: lengths[1]),
            let array = BufferCellArray(rowCount: rows, columnCount: columns, cells: cells)
        else {
            throw PSRPError(
                code: .wrongPropertyType,
                message: "an array of \(cells.count) cells has the lengths \(lengths)"
            )
        }
        self = array
    }

    func write(_ name: String?, to writer: inout PayloadWriter) {
        writer.array(name, lengths: [Int32(clamping: rowCount), Int32(clamping: columnCount)]) { items in
            for cell in cells { cell.write(nil, to: &items) }
        }
    }
}

extension PayloadWriter {
    static let arrayList = ["System.Collections.ArrayList", "System.Object"]

    /// Writes an array with its lengths beside it (`mae`, `mal`), as host calls have arrays.
    mutating func array(_ name: String?, lengths: [Int32], _ items: (inout PayloadWriter) -> Void) {
        bag(name) { members in
            members.list("mae", typeNames: Self.arrayList, items)
            members.list("mal", typeNames: ["System.Int32[]", "System.Array", "System.Object"]) { list in
                for length in lengths { list.int32(nil, length) }
            }
        }
    }
}

/// A key that was pressed or released.
public struct KeyInfo: Sendable, Hashable {
    /// The number of the key on the keyboard.
    public var virtualKeyCode: Int32
    /// The character, a UTF-16 code unit, 0 for none.
    public var character: UInt16
    /// Flags of the keys that change its meaning (spec/psrp.md section 4.2).
    public var controlKeyState: Int32
    /// Whether it went down.
    public var isDown: Bool

    /// Makes a key.
    public init(virtualKeyCode: Int32, character: UInt16, controlKeyState: Int32 = 0, isDown: Bool = true) {
        self.virtualKeyCode = virtualKeyCode
        self.character = character
        self.controlKeyState = controlKeyState
        self.isDown = isDown
    }

    init(_ value: RemoteValue) throws(PSRPError) {
        var bag = try BagReader(value, "KeyInfo")
        virtualKeyCode = try bag.int32("virtualKeyCode")
        guard let unit = UInt16(exactly: try bag.int64("character")) else {
            throw bag.wrongType("character", "character")
        }
        character = unit
        controlKeyState = try bag.int32("controlKeyState")
        isDown = try bag.boolean("keyDown")
    }

    func write(_ name: String?, to writer: inout PayloadWriter) {
        writer.bag(name) { members in
            members.int32("virtualKeyCode", virtualKeyCode)
            members.char("character", character)
            members.int32("controlKeyState", controlKeyState)
            members.boolean("keyDown", isDown)
        }
    }
}
