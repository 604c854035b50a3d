import CLIXML
import CLIXMLConvert
import Testing

/// How lists and tables are laid out in lines of other widths than 120 (show.md 3.2, 4.3 to 4.5).
@Suite struct ShowLayoutTests {
    private static let texts = """
        <Obj><MS><S N="Name">日本語テキストは幅が二倍です</S>\
        <S N="Note">one two three four five six seven eight_x000A_second line</S><I32 N="Id">1234567</I32></MS></Obj>\
        <Obj><MS><S N="Name">e\u{301} 😀😀😀😀</S><S N="Note">_x001B_[31mred_x001B_[0m</S><I32 N="Id">5</I32></MS></Obj>
        """

    @Test(arguments: [
        // Lists and tables need five cells; what is left are the lines around them.
        (4, "\n\n"),
        (5, "\nName\n---- \n日本…\ne\u{301} \u{FFFD}…\n\n"),
        (
            40,
            """

            Name                         Note
            ----                         ----      \u{20}
            日本語テキストは幅が二倍です one two th…
            e\u{301} 😀😀😀😀                  red       \u{20}


            """
        ),
        (
            80,
            """

            Name                         Note
            ----                         ----                                              \u{20}
            日本語テキストは幅が二倍です one two three four five six seven eight…          \u{20}
            e\u{301} 😀😀😀😀                  red                                               \u{20}


            """
        ),
        (
            120,
            """

            Name                         Note                                                     Id
            ----                         ----                                                     --
            日本語テキストは幅が二倍です one two three four five six seven eight…            1234567
            e\u{301} 😀😀😀😀                  red                                                       5


            """
        ),
    ])
    func tablesAreCutFromTheRight(width: Int, expected: String) throws {
        let text = try shown(ShowLayoutTests.texts) { $0.width = width }
        #expect(text == expected)
        let wider = try shown(ShowLayoutTests.texts) { $0.width = 200 }
        if width == 120 { #expect(wider == expected) }
    }

    @Test(arguments: [
        (4, "\n\n\n"),
        (
            12,
            """

            Name : 日本
                   語テ
                   キス
                   トは
                   幅が
                   二倍
                   です
            Note : one t
                   wo th
                   ree f
                   our f
                   ive s
                   ix se
                   ven e
                   ight
                   secon
                   d lin
                   e
            Id   : 12345
                   67

            Name : e\u{301} 😀
                   😀😀\u{FFFD}
                   \u{FFFD}
            Note : red
            Id   : 5


            """
        ),
        (
            40,
            """

            Name : 日本語テキストは幅が二倍です
            Note : one two three four five six seven
                    eight
                   second line
            Id   : 1234567

            Name : e\u{301} 😀😀😀😀
            Note : red
            Id   : 5


            """
        ),
    ])
    func listsBreakValuesAnywhere(width: Int, expected: String) throws {
        let text = try shown(ShowLayoutTests.texts) {
            $0.view = .list
            $0.width = width
        }
        #expect(text == expected)
    }

    @Test func aLongLabelLeavesOneCellForValues() throws {
        let text = try shown("<Obj><MS><S N=\"LongName\">日a</S></MS></Obj>") {
            $0.view = .list
            $0.width = 8
        }
        #expect(text == "\nLong : ?\n       a\n\n")
    }

    @Test func labelsOfTablesWrapAsTheirColumnsStand() throws {
        let text = try shown("<Obj><MS><S N=\"A\">x</S><I32 N=\"Nanoseconds\">0</I32></MS></Obj>") { $0.width = 10 }
        #expect(text == "\nA Nanoseco\n       nds\n- --------\nx        0\n\n")
    }

    /// The last one is narrowed if one cell stays, else hidden, and so on.
    @Test(arguments: [
        (11, "\nAa Bb Right\n-- -- -----\n1  2   3456\n\n"),
        (8, "\nAa Bb Ri\n      gh\n       t\n-- -- --\n1  2  …6\n\n"),
        (7, "\nAa Bb R\n      i\n      g\n      h\n      t\n-- -- -\n1  2  6\n\n"), (6, "\nAa Bb\n-- --\n1  2 \n\n"),
    ])
    func columnsGiveWayFromTheRight(width: Int, expected: String) throws {
        let markup = "<Obj><MS><S N=\"Aa\">1</S><S N=\"Bb\">2</S><I32 N=\"Right\">3456</I32></MS></Obj>"
        let text = try shown(markup) { $0.width = width }
        #expect(text == expected)
    }

    @Test func fixedColumnsShareWhatIsLeft() throws {
        let service = """
            <Obj><TN><T>System.ServiceProcess.ServiceController</T></TN><Props><S N="Status">Running</S>\
            <S N="Name">a-service-with-a-long-name</S><S N="DisplayName">A service</S></Props></Obj>
            """
        let text = try shown(service)
        #expect(
            text == """

                Status   Name               DisplayName
                ------   ----               -----------
                Running  a-service-with-a-… A service


                """
        )
        let narrow = try shown(service) { $0.width = 40 }
        #expect(
            narrow == """

                Status   Name               DisplayName
                ------   ----               -----------
                Running  a-service-with-a-… A service


                """
        )
    }
}
