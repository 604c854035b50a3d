#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension PSDateTime {
    /// Today's date in UTC at midnight, which a text with a time only is completed with (spec section 2.6).
    package static func today() -> PSDateTime {
        // The one thing the format asks of the system; the C library has it everywhere.
        let seconds = Int64(time(nil))
        let days = seconds / 86_400
        return PSDateTime(uncheckedTicks: (days + 719_162) * ticksPerDay, kind: .unspecified, offsetMinutes: 0)
    }
}
