import CLIXML
import Testing

@Suite struct ElementPathTests {
    static let paths: [(ElementPath, String)] = [
        (ElementPath([]), ""),
        (ElementPath([.init(element: "Objs"), .init(element: "Obj", ordinal: 3)]), "Objs/Obj[3]"),
        (ElementPath([.init(element: "MS"), .init(element: "S", name: "Name", ordinal: 2)]), "MS/S[@N='Name']"),
        (
            ElementPath([.init(element: "S", name: String(repeating: "é", count: 65))]),
            "S[@N='\(String(repeating: "é", count: 64))…']"
        ),
        (
            ElementPath((1...24).map { .init(element: "a", ordinal: $0) }),
            (1...24).map { "a[\($0)]" }.joined(separator: "/")
        ),
        (
            ElementPath((1...10_000).map { .init(element: "a", ordinal: $0) }),
            ((1...12).map { "a[\($0)]" } + ["… 9976 more …"] + (9989...10_000).map { "a[\($0)]" }).joined(
                separator: "/"
            )
        ),
    ]

    @Test(arguments: paths)
    func isShown(path: ElementPath, expected: String) { #expect(path.description == expected) }
}
