extension PrimitiveFormatter {
    /// Appends a time span as a duration of XML Schema in days, hours, minutes and seconds (clixml.md 2.7).
    package static func duration(_ value: PSDuration, into output: inout [UInt8]) {
        let magnitude = value.ticks.magnitude
        if value.ticks < 0 { output.append(0x2D) }
        output.append(0x50)
        let days = magnitude / 864_000_000_000
        if days > 0 { component(days, 0x44, into: &output) }
        let timeOfDay = magnitude % 864_000_000_000
        if timeOfDay > 0 || magnitude == 0 {
            output.append(0x54)
            let hours = timeOfDay / 36_000_000_000
            let minutes = timeOfDay / 600_000_000 % 60
            let secondTicks = timeOfDay % 600_000_000
            if hours > 0 { component(hours, 0x48, into: &output) }
            if minutes > 0 { component(minutes, 0x4D, into: &output) }
            if secondTicks > 0 || magnitude == 0 {
                unsigned(secondTicks / 10_000_000, into: &output)
                fraction(Int(secondTicks % 10_000_000), into: &output)
                output.append(0x53)
            }
        }
    }

    private static func component(_ value: UInt64, _ letter: UInt8, into output: inout [UInt8]) {
        unsigned(value, into: &output)
        output.append(letter)
    }

    /// Appends a time span as .NET shows it: `[-][d.]hh:mm:ss[.fffffff]`.
    package static func durationText(_ value: PSDuration, into output: inout [UInt8]) {
        let magnitude = value.ticks.magnitude
        if value.ticks < 0 { output.append(0x2D) }
        let days = magnitude / 864_000_000_000
        if days > 0 { component(days, 0x2E, into: &output) }
        padded(Int(magnitude / 36_000_000_000 % 24), 2, into: &output)
        output.append(0x3A)
        padded(Int(magnitude / 600_000_000 % 60), 2, into: &output)
        output.append(0x3A)
        padded(Int(magnitude / 10_000_000 % 60), 2, into: &output)
        let tick = Int(magnitude % 10_000_000)
        if tick > 0 {
            output.append(0x2E)
            padded(tick, 7, into: &output)
        }
    }
}
