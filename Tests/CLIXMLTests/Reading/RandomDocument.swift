/// Documents whose objects resemble each other, as those of real documents do, with differences at random places.
struct RandomDocument {
    private var random: SplitMix
    private var text = ""
    private var nextObject = 0
    private var definedLists: Set<Int> = []

    private static let lists = [
        ["Selected.System.Service", "System.Object"], ["System.Collections.Hashtable", "System.Object"],
        ["System.Object[]", "System.Array", "System.Object"], ["System.DayOfWeek", "System.Enum"],
        ["System.Collections.Specialized.OrderedDictionary", "System.Object"],
    ]

    /// The elements of about `objectCount` top-level values.
    static func content(seed: UInt64, objectCount: Int) -> String {
        var document = RandomDocument(random: SplitMix(seed: seed))
        for _ in 0..<objectCount { document.value() }
        return document.text
    }

    private init(random: SplitMix) { self.random = random }

    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    private mutating func typeNames(_ list: Int) {
        if definedLists.contains(list), !chance(20) {
            text += "<TNRef RefId=\"\(list)\" />\n"
        } else {
            definedLists.insert(list)
            let names = RandomDocument.lists[list].map { "<T>\($0)</T>" }.joined()
            text += "<TN RefId=\"\(list)\">\(names)</TN>\n"
        }
    }

    private mutating func begin(_ name: String?) {
        text += "<Obj \(name.map { "N=\"\($0)\" " } ?? "")RefId=\"\(nextObject)\">\n"
        nextObject += 1
    }

    private mutating func word() -> String {
        ["", "a", "Spooler", "two words", "&lt;x&gt;", "_x0041_", "Grüße", "]]&gt;"].randomElement(using: &random) ?? ""
    }

    private mutating func value() {
        if chance(15) { text += "<!-- note -->" }
        if chance(15) { text += "<I32>\(Int.random(in: -5...5, using: &random))</I32>\n" }
        begin(nil)
        typeNames(0)
        if !chance(5) { text += "<ToString>\(word())</ToString>\n" }
        if !chance(6) {
            text += "<Props>\n"
            member("Name")
            member("Site")
            if chance(8) { member("Name") }
            enumeration()
            if chance(3) { list() }
            text += "</Props>\n"
        }
        text += chance(9) ? "<MS />" : "<MS>\n"
        if text.hasSuffix("<MS>\n") {
            member("Note")
            if chance(2) { dictionary() }
            if chance(6) { text += "<Ref N=\"Other\" RefId=\"\(Int.random(in: 0..<nextObject, using: &random))\" />\n" }
            if chance(12) { text += "<MS N=\"Set\"><S N=\"In\">side</S></MS>" }
            if chance(12) { text += "<p:S xmlns:p=\"http://schemas.microsoft.com/powershell/2004/04\" N=\"P\">p</p:S>" }
            text += "</MS>\n"
        }
        text += "</Obj>\n"
    }

    private mutating func member(_ name: String) {
        switch Int.random(in: 0..<7, using: &random) {
        case 0: text += "<Nil N=\"\(name)\" />\n"
        case 1: text += "<S N=\"\(name)\" />\n"
        case 2: text += "<I32 N=\"\(name)\">\(Int.random(in: 0..<1_000, using: &random))</I32>\n"
        case 3: text += "<DT N=\"\(name)\">2024-01-02T03:04:05Z</DT>\n"
        default: text += "<S N=\"\(name)\">\(word())</S>\n"
        }
    }

    private mutating func enumeration() {
        begin("Status")
        typeNames(3)
        text += "<ToString>Running</ToString>\n<I32>\(Int.random(in: 0..<9, using: &random))</I32>\n</Obj>\n"
    }

    private mutating func list() {
        begin("Items")
        typeNames(2)
        let tag = ["LST", "IE", "STK", "QUE"].randomElement(using: &random) ?? "LST"
        text += chance(4) ? "<\(tag) />" : "<\(tag)>\n"
        if text.hasSuffix(">\n") {
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                text += chance(4) ? "<Nil />" : "<S>\(word())</S>\n"
            }
            if chance(4) { enumeration() }
            text += "</\(tag)>\n"
        }
        text += "</Obj>\n"
    }

    private mutating func dictionary() {
        begin("Table")
        typeNames(chance(2) ? 1 : 4)
        text += "<DCT>\n"
        for index in 0..<Int.random(in: 0...2, using: &random) {
            text += "<En>\n<S N=\"Key\">k\(index)</S>\n"
            text += chance(3) ? "<Nil N=\"Value\" />\n" : "<I64 N=\"Value\">\(index)</I64>\n"
            text += "</En>\n"
        }
        text += "</DCT>\n</Obj>\n"
    }
}
