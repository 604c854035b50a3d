import CLIXML
import CLIXMLCommands
import CLIXMLConvert
import Testing

/// Tables of what takes the space.
@Suite struct StatisticsTextTests {
    @Test(
        arguments: [
            (nil, "System.Collections.Generic.List`1[[System.String]]"),
            (80, "System.Collections.Generic.List`1[[Syste…"), (10, "System.Collections.…"),
            (200, "System.Collections.Generic.List`1[[System.String]]"),
        ] as [(Int?, String)]
    )
    func aNameTakesOneLineOfTheTerminal(columnCount: Int?, expected: String) throws {
        let document =
            "<Objs xmlns='http://schemas.microsoft.com/powershell/2004/04'><Obj><TN>"
            + "<T>System.Collections.Generic.List`1[[System.String]]</T></TN></Obj></Objs>"
        var parser = CLIXMLParser()
        let bytes = Array(document.utf8)
        try parser.append(bytes.span)
        var statistics = DocumentStatistics()
        while let value = try parser.nextValue() { statistics.add(value) }
        try parser.finish()
        var output: [UInt8] = []
        StatisticsText(maximumCount: 5, columnCount: columnCount).append(statistics, to: &output)
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        let index = try #require(lines.firstIndex { $0.hasSuffix("by type") })
        #expect(lines[index + 1].hasSuffix("  " + expected))
        if let columnCount, columnCount >= 60 { #expect(lines[index + 1].count <= columnCount) }
    }
}
