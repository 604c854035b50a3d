import CLIXML
import TestSupport
import Testing

/// Spec section 9.4: references inside a value, and to earlier ones.
@Suite struct ReferenceReadingTests {
    static let references: [ReadingRow] = [
        ReadingRow(
            "150",
            "<Obj RefId='0'><LST><Obj RefId='1'><DCT/></Obj><Ref RefId=\"1\" /></LST></Obj>",
            reads: "{LST[{DCT[]}, {DCT[]}]}"
        ),
        ReadingRow("192", "<Obj RefId='0'><MS><Ref N='Self' RefId='0'/></MS></Obj>", reads: "{MS(Self: ^0)}"),
        ReadingRow(
            "192 far",
            "<Obj RefId='0'><LST><Obj RefId='1'><Props><Ref N='a' RefId='0'/><Ref N='b' RefId='1'/></Props></Obj></LST></Obj>",
            reads: "{LST[{Props(a: ^0, b: ^1)}]}"
        ),
        ReadingRow("earlier value", "<Obj RefId='0'/><Ref RefId='0'/>", reads: "{}", "Ref 0"),
        ReadingRow(
            "part of an earlier value",
            "<Obj RefId='0'><LST><Obj RefId='1'/></LST></Obj><Obj RefId='2'><LST><Ref RefId='1'/><Ref RefId='2'/></LST></Obj>",
            reads: "{LST[{}]}",
            "{LST[Ref 1, ^2]}"
        ),
        ReadingRow("188", "¦<Ref RefId=\"9\"/>", refused: .undefinedReference),
        ReadingRow("188 none", "¦<Ref/>", refused: .missingAttribute),
        ReadingRow(
            "189",
            "<Obj RefId='0'><LST>¦<Ref RefId='1'/><Obj RefId='1'/></LST></Obj>",
            refused: .undefinedReference
        ),
        ReadingRow("189 later value", "¦<Ref RefId='0'/><Obj RefId='0'/>", refused: .undefinedReference),
        ReadingRow("190", "<Obj RefId='0'/>¦<Ref RefId=\"00\"/>", refused: .undefinedReference, after: "{}"),
        ReadingRow("190 reversed", "<Obj RefId='00'/>¦<Ref RefId='0'/>", refused: .undefinedReference, after: "{}"),
        ReadingRow("190 blank", "<Obj RefId='1'/>¦<Ref RefId=' 1'/>", refused: .undefinedReference, after: "{}"),
        ReadingRow(
            "names",
            "<Obj RefId='01'/><Obj RefId='abc'/><Obj RefId=''/><Obj RefId='-1'/><Obj><LST><Ref RefId='abc'/><Ref RefId='01'/><Ref RefId=''/><Ref RefId='-1'/></LST></Obj>",
            reads: "{}",
            "{}",
            "{}",
            "{}",
            "{LST[Ref abc, Ref 01, Ref , Ref -1]}"
        ),
        ReadingRow(
            "names inside",
            "<Obj RefId='x'><LST><Obj RefId='01'><S>a</S></Obj><Ref RefId='01'/><Ref RefId='x'/></LST></Obj>",
            reads: "{LST[{\"a\"}, {\"a\"}, ^x]}"
        ),
        ReadingRow(
            "spelled differently",
            "<Obj RefId='&#49;'><LST><Ref RefId='1'/></LST></Obj><Ref RefId='&#x31;'/>",
            reads: "{LST[^1]}",
            "Ref 1"
        ),
        ReadingRow(
            "no _x coding",
            "<Obj RefId='A'/>¦<Ref RefId='_x0041_'/>",
            refused: .undefinedReference,
            after: "{}"
        ),
        ReadingRow(
            "large",
            "<Obj RefId='999999999999999999'/><Obj RefId='9999999999999999999999'/><Ref RefId='9999999999999999999999'/>",
            reads: "{}",
            "{}",
            "Ref 9999999999999999999999"
        ),
        ReadingRow(
            "large others",
            "<Obj RefId='18446744073709551614'/>¦<Ref RefId='18446744073709551615'/>",
            refused: .undefinedReference,
            after: "{}"
        ),
        ReadingRow(
            "191",
            "<Obj><LST><Obj RefId='0'><S>a</S></Obj><Obj RefId='0'><S>b</S></Obj><Ref RefId='0'/></LST></Obj>",
            reads: "{LST[{\"a\"}, {\"b\"}, {\"b\"}]}"
        ),
        ReadingRow(
            "191 enclosing",
            "<Obj RefId='0'><LST><Obj RefId='0'><S>b</S></Obj><Ref RefId='0'/></LST></Obj>",
            reads: "{LST[{\"b\"}, {\"b\"}]}"
        ),
        ReadingRow(
            "191 own before earlier",
            "<Obj RefId='0'/><Obj RefId='1'><LST><Ref RefId='0'/><Obj RefId='0'><S>b</S></Obj><Ref RefId='0'/></LST></Obj>",
            reads: "{}",
            "{LST[Ref 0, {\"b\"}, {\"b\"}]}"
        ),
        ReadingRow(
            "scattered",
            "<Obj RefId='5'><LST><Obj RefId='9'><S>9</S></Obj><Obj RefId='6'><S>6</S></Obj><Obj RefId='3'><S>3</S></Obj>"
                + "<Obj RefId='7'><S>7</S></Obj><Ref RefId='9'/><Ref RefId='3'/><Ref RefId='7'/><Ref RefId='6'/></LST></Obj>"
                + "<Obj><LST><Ref RefId='9'/><Ref RefId='5'/></LST></Obj>¦<Ref RefId='8'/>",
            refused: .undefinedReference,
            after: "{LST[{\"9\"}, {\"6\"}, {\"3\"}, {\"7\"}, {\"9\"}, {\"3\"}, {\"7\"}, {\"6\"}]}",
            "{LST[Ref 9, Ref 5]}"
        ),
        ReadingRow(
            "gap",
            "<Obj RefId='0'/><Obj RefId='2'/>¦<Ref RefId='1'/>",
            refused: .undefinedReference,
            after: "{}",
            "{}"
        ),
        ReadingRow(
            "descending",
            "<Obj RefId='2'/><Obj RefId='1'/><Obj RefId='0'/><Ref RefId='1'/>¦<Ref RefId='3'/>",
            refused: .undefinedReference,
            after: "{}",
            "{}",
            "{}",
            "Ref 1"
        ),
        ReadingRow(
            "of an object that ended",
            "<Obj><LST><Obj RefId='1'/></LST><MS><Ref N='a' RefId='1'/></MS></Obj>",
            reads: "{LST[{}] MS(a: {})}"
        ),
        ReadingRow(
            "214",
            "<Nil><x>a</x></Nil><Obj RefId='0'/><Ref RefId=\"0\">junk<y/></Ref>",
            reads: "nil",
            "{}",
            "Ref 0"
        ),
        ReadingRow("214 malformed", "<Nil>¦&foo;</Nil>", refused: .undeclaredEntity),
        ReadingRow(
            "in what is skipped",
            "<Nil><Obj RefId='0'/></Nil>¦<Ref RefId='0'/>",
            refused: .undefinedReference,
            after: "nil"
        ),
        ReadingRow(
            "as a key",
            "<Obj RefId='0'/><Obj><DCT><En><Ref N='Key' RefId='0'/><Ref N='Value' RefId='0'/></En></DCT></Obj>",
            reads: "{}",
            "{DCT[Ref 0: Ref 0]}"
        ),
    ]

    @Test(arguments: references)
    func reference(row: ReadingRow) { row.check() }

    @Test func sharedObjectsAreIdentical() throws {
        let content = "<Obj><LST><Obj RefId='1'><S>a</S></Obj><Ref RefId='1'/><Obj RefId='2'><S>a</S></Obj></LST></Obj>"
        let items = try #require(try Reading.object(content)?.container?.items)
        guard case .object(let first) = items[0], case .object(let second) = items[1],
            case .object(let third) = items[2]
        else { Issue.record("the items are no objects"); return }
        #expect(first.isIdentical(to: second))
        #expect(!first.isIdentical(to: third))
        #expect(first.refID?.description == "1")
    }

    @Test func objectsAreNumberedAcrossValues() throws {
        let content = "<Obj RefId='0'><LST><Obj RefId='1'/></LST></Obj><S>a</S><Obj RefId='2'/>"
        let values = try Reading.values(Reading.document(content))
        let numbers = values.compactMap { value -> UInt64? in
            guard case .object(let object) = value.value else { return nil }
            return object.number
        }
        #expect(Set(numbers).count == 2)
        #expect(values.map(\.ordinal) == [0, 1, 2])
    }
}
