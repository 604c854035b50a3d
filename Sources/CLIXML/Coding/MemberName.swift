/// How the names of Swift's properties and PowerShell's members are made of each other.
enum MemberName {
    /// The name with its first letter in upper case, as members are named: `displayName` becomes `DisplayName`.
    static func capitalized(_ name: String) -> String {
        guard let first = name.utf8.first, first &- 0x61 < 26 else { return name }
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// The name with its first letter in lower case.
    static func uncapitalized(_ name: String) -> String {
        guard let first = name.utf8.first, first &- 0x41 < 26 else { return name }
        return name.prefix(1).lowercased() + name.dropFirst()
    }
}
