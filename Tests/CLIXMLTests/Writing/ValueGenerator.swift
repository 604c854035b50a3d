import CLIXML

/// Makes random values over the whole value model: every primitive, every kind of object, shared and circular ones.
struct ValueGenerator {
    private var random: SplitMix
    init(seed: UInt64) { random = SplitMix(seed: seed) }

    private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
    private mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }
    private mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// A value; objects in it are at most `depth` deep.
    mutating func value(depth: Int = 4) -> PSValue {
        guard depth > 0, chance(55) else { return primitive() }
        return chance(25) ? .object(graph()) : .object(object(depth: depth - 1))
    }

    // MARK: - Objects

    private mutating func object(depth: Int) -> PSObject {
        switch below(6) {
        case 0:
            let items = (0..<below(5)).map { _ in value(depth: depth) }
            return PSObject(
                list: items,
                kind: pick([.list, .enumerable, .stack, .queue]),
                typeNames: names(),
                extendedProperties: members(depth: depth, below(3))
            )
        case 1:
            let entries = (0..<below(5)).map { _ in (key: key(depth: depth), value: value(depth: depth)) }
            let ordered: PSTypeNames = ["System.Collections.Specialized.OrderedDictionary", "System.Object"]
            return PSObject(
                entries: entries,
                typeNames: chance(30) ? ordered : names(),
                extendedProperties: members(depth: depth, below(2))
            )
        case 2:
            return PSObject(
                typeNames: names(),
                stringRepresentation: chance(50) ? text() : nil,
                baseValue: chance(80) ? primitive(withNull: false) : .object(object(depth: max(depth - 1, 0))),
                extendedProperties: members(depth: depth, below(3))
            )
        default:
            return PSObject(
                typeNames: names(),
                stringRepresentation: chance(50) ? text() : nil,
                adaptedProperties: members(depth: depth, below(4), sets: false),
                extendedProperties: members(depth: depth, below(4))
            )
        }
    }

    /// Objects that refer to each other in any way.
    private mutating func graph() -> PSObject {
        enum Kind { case object, list, dictionary }
        var builder = PSObjectBuilder()
        var objects: [(kind: Kind, handle: PSObjectBuilder.Handle)] = []
        for _ in 0..<(1 + below(6)) {
            switch below(4) {
            case 0: objects.append((.list, builder.makeCollection(.list, typeNames: names())))
            case 1: objects.append((.dictionary, builder.makeCollection(.dictionary, typeNames: names())))
            default:
                let text = chance(20) ? text() : nil
                objects.append((.object, builder.makeObject(typeNames: names(), stringRepresentation: text)))
            }
        }
        for object in objects {
            for _ in 0..<below(4) {
                let other = pick(objects).handle
                switch object.kind {
                case .list:
                    builder.append(primitive(), to: object.handle)
                    builder.append(other, to: object.handle)
                case .dictionary: builder.append(key: primitive(withNull: false), value: other, to: object.handle)
                case .object where chance(50): builder.setAdaptedProperty(memberName(), to: other, of: object.handle)
                case .object: builder.setExtendedProperty(memberName(), to: other, of: object.handle)
                }
            }
        }
        return builder.build(objects[0].handle)
    }

    private mutating func members(depth: Int, _ count: Int, sets: Bool = true) -> PSMembers {
        var members = PSMembers()
        for _ in 0..<count {
            let name = memberName()
            if sets, chance(10) {
                members.setMemberSet(name, to: self.members(depth: 0, below(3)))
            } else {
                members[name] = value(depth: depth)
            }
        }
        return members
    }

    private mutating func key(depth: Int) -> PSValue {
        chance(80) ? primitive(withNull: false) : .object(object(depth: max(depth - 1, 0)))
    }

    private mutating func names() -> PSTypeNames? {
        guard chance(70) else { return nil }
        let all = [
            "Demo.Host", "System.Object", "Deserialized.Demo", "<>c", "a_x0041_", "System.Collections.Hashtable",
        ]
        return PSTypeNames((0..<below(4)).map { _ in pick(all) })
    }

    /// Names that may stand in a member set too. Not ToString: reading gives such a note the place of the method.
    private mutating func memberName() -> String {
        chance(60)
            ? pick(["Name", "name", "Id", "Value", "a b", "_x0041_", "\"&<>'", "日本", "Key", "e\n"]) : text() + "n"
    }

    // MARK: - Primitives

    private mutating func text() -> String {
        var text = ""
        for _ in 0..<below(8) {
            switch below(10) {
            case 0: text.unicodeScalars.append(Unicode.Scalar(UInt8(below(0x20))))
            case 1: text += pick(["_x", "_X0041_", "_", "__", "_x000A_", "x_"])
            case 2: text += pick(["&", "<", ">", "\"", "'", "]]>", "&amp;"])
            case 3:
                text += pick(["\u{7F}", "\u{85}", "\u{9F}", "\u{A0}", "\u{2028}", "\u{FEFF}", "\u{FFFF}", "\u{FFFE}"])
            case 4: text += pick(["😀", "𐀀", "é", "日本語", "\r\n", "\t"])
            default: text.unicodeScalars.append(Unicode.Scalar(UInt8(0x20 + below(0x5F))))
            }
        }
        return text
    }

    private mutating func primitive(withNull: Bool = true) -> PSValue {
        switch below(withNull ? 26 : 25) {
        case 0: .char(UInt16.random(in: .min ... .max, using: &random))
        case 1: .boolean(chance(50))
        case 2: .uint8(UInt8.random(in: .min ... .max, using: &random))
        case 3: .int8(Int8.random(in: .min ... .max, using: &random))
        case 4: .int16(Int16.random(in: .min ... .max, using: &random))
        case 5: .uint16(UInt16.random(in: .min ... .max, using: &random))
        case 6: .int32(Int32.random(in: .min ... .max, using: &random))
        case 7: .uint32(UInt32.random(in: .min ... .max, using: &random))
        case 8: .int64(Int64.random(in: .min ... .max, using: &random))
        case 9: .uint64(UInt64.random(in: .min ... .max, using: &random))
        case 10: .single(Float(bitPattern: UInt32.random(in: .min ... .max, using: &random)))
        case 11: .double(Double(bitPattern: UInt64.random(in: .min ... .max, using: &random)))
        case 12: .double(pick([0, -0.0, 1, 0.1, 1e17, .nan, .infinity, -.infinity]))
        case 13: decimal()
        case 14: date()
        case 15: .duration(PSDuration(ticks: Int64.random(in: .min ... .max, using: &random)))
        case 16: .guid(PSGUID(high: random.next(), low: random.next()))
        case 17: PSURI(pick(["http://a/b%20c", "rel/a b", "", "HTTP://X/..", "mailto:a@b"])).map { .uri($0) } ?? .null
        case 18: PSVersion(1, Int32(below(100))).map { .version($0) } ?? .null
        case 19: .bytes((0..<below(20)).map { _ in UInt8.random(in: .min ... .max, using: &random) })
        case 20: .xml(pick(["<a b='1'>&amp;</a>", "<x/>", "<r>\n<!-- c --></r>"]))
        case 21: .scriptBlock(text())
        case 22: .secureString(PSSecureString(text: pick(["61006200", "0a00"])))
        case 23: progress()
        case 25: .null
        default: .string(text())
        }
    }

    private mutating func decimal() -> PSValue {
        let magnitude = UInt128(random.next()) << UInt128(below(33)) | UInt128(random.next() >> 32)
        let value = PSDecimal(magnitude: magnitude, scale: below(29), isNegative: chance(50))
        return value.map { .decimal($0) } ?? .null
    }

    private mutating func date() -> PSValue {
        let ticks = Int64.random(in: 0...PSDateTime.maximumTicks, using: &random)
        let kind = pick([PSDateTime.Kind.unspecified, .utc, .local])
        return PSDateTime(ticks: ticks, kind: kind, offsetMinutes: below(1_700) - 840).map { .dateTime($0) } ?? .null
    }

    private mutating func progress() -> PSValue {
        let record = PSProgress(
            activity: "a" + text(),
            activityID: 3,
            statusDescription: text() + "s",
            currentOperation: chance(50) ? .null : .string(text()),
            parentActivityID: Int32(below(3)) - 1,
            percentComplete: Int32(below(101)),
            isCompleted: chance(50),
            secondsRemaining: -1
        )
        return record.map { .progress($0) } ?? .null
    }
}
