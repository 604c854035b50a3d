/// What kind of member `Get-Member` says a member is.
public enum MemberType: String, CaseIterable, Sendable, Hashable {
    /// A method that a .NET method stands behind by the type table.
    case codeMethod = "CodeMethod"
    /// A named list of members.
    case memberSet = "MemberSet"
    /// A method.
    case method = "Method"
    /// A property that was added to the value.
    case noteProperty = "NoteProperty"
    /// A property with an index.
    case parameterizedProperty = "ParameterizedProperty"
    /// A property that the .NET object had, or has.
    case property = "Property"
    /// A named list of properties.
    case propertySet = "PropertySet"
    /// A property that a script of the type table computes.
    case scriptProperty = "ScriptProperty"

    /// Whether `Get-Member -MemberType Properties` lists it.
    public var isProperty: Bool {
        switch self {
        case .noteProperty, .parameterizedProperty, .property, .propertySet, .scriptProperty: true
        case .codeMethod, .memberSet, .method: false
        }
    }

    /// Whether `Get-Member -MemberType Methods` lists it.
    public var isMethod: Bool { self == .method || self == .codeMethod }
}
