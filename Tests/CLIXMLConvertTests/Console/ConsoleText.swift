import CLIXML
import CLIXMLConvert

/// What a filter makes of a stream.
struct ConsoleText: Equatable, Sendable {
    var bytes: [UInt8] = []
    var notes: [CLIXMLError] = []

    /// Filters pieces of a stream.
    init(_ pieces: [ArraySlice<UInt8>], _ change: (inout ConsoleFilterOptions) -> Void = { _ in }) {
        var options = ConsoleFilterOptions()
        change(&options)
        var filter = ConsoleFilter(options: options)
        for piece in pieces {
            let chunk = Array(piece)
            filter.append(chunk.span, to: &bytes)
            notes += filter.takeNotes()
        }
        filter.finish(to: &bytes)
        notes += filter.takeNotes()
    }

    init(_ text: String, _ change: (inout ConsoleFilterOptions) -> Void = { _ in }) {
        self.init([Array(text.utf8)[...]], change)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var codes: [String] { notes.map(\.code.rawValue) }
}

/// Blocks to put into streams.
enum Block {
    static let header = "#< CLIXML\n"
    static let root = #"<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">"#
    static let errors =
        root + #"<S S="Error">_x001B_[31;1mWrite-Error: _x001B_[31;1mbad_x001B_[0m_x000A_</S>"#
        + #"<S S="Error">_x001B_[31;1mline2_x001B_[0m_x000A_</S></Objs>"#
    static let progress =
        root
        + #"<Obj S="progress" RefId="0"><MS><I64 N="SourceId">1</I64></MS></Obj></Objs>"#

    static func of(_ values: String) -> String { header + root + values + "</Objs>" }
}
