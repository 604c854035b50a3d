internal import CLIXML

/// A property of a .NET class: its name and how its value is computed.
///
/// The tables of the classes are in files beside this one, in the order in which PowerShell lists them.
package struct DotNetProperty<Subject>: Sendable {
    /// The name, which is ASCII.
    package let name: [UInt8]
    /// Computes the value.
    package let value: @Sendable (Subject) -> DotNetValue

    init(_ name: String, _ value: @escaping @Sendable (Subject) -> DotNetValue) {
        self.name = Array(name.utf8)
        self.value = value
    }
}
