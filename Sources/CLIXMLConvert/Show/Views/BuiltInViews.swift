/// The formats that PowerShell 7.6 has built in for types whose values are found in documents (show.md 6.3), in its order.
enum BuiltInViews {
    static let all: [ViewDefinition] = basic + files + system + commands + management

    private static let basic: [ViewDefinition] = [
        .table("System.Collections.DictionaryEntry", [ViewColumn("Name", 30), ViewColumn("Value", .share)]),
        .custom("System.DateTime", .longDate),
        .list(
            "System.TimeSpan",
            [
                "Days", "Hours", "Minutes", "Seconds", "Milliseconds", "Ticks", "TotalDays", "TotalHours",
                "TotalMinutes", "TotalSeconds", "TotalMilliseconds",
            ]
        ),
        .table("System.Guid", [ViewColumn("Guid", .measured)]),
        .table(
            "System.Version",
            [ViewColumn("Major", 6), ViewColumn("Minor", 6), ViewColumn("Build", 6), ViewColumn("Revision", 8)]
        ),
        .table(
            "System.Management.Automation.SemanticVersion",
            [
                ViewColumn("Major", 6), ViewColumn("Minor", 6), ViewColumn("Patch", 6),
                ViewColumn("PreReleaseLabel", 15), ViewColumn("BuildLabel", 11),
            ]
        ),
        .table(
            "System.Globalization.CultureInfo",
            [ViewColumn("LCID", 16), ViewColumn("Name", 16), ViewColumn("DisplayName", .share)]
        ),
        .table(
            "System.RuntimeType",
            [
                ViewColumn("IsPublic", 8), ViewColumn("IsSerial", 8, cell: .property("IsSerializable")),
                ViewColumn("Name", 40), ViewColumn("BaseType", .share),
            ]
        ),
    ]

    private static let files: [ViewDefinition] = [
        .table(
            ["System.IO.DirectoryInfo", "System.IO.FileInfo"],
            [
                ViewColumn("UnixMode", 10), ViewColumn("User", 10, .right), ViewColumn("Group", 10),
                ViewColumn("LastWriteTime", 16, .right, cell: .fileTime("LastWriteTime")),
                ViewColumn("Size", 12, .right), ViewColumn("Name", .share, cell: .property("NameString")),
            ]
        )
        .grouped(by: .folder("PSParentPath")).wrappingRows(),
        .table(
            "System.Diagnostics.FileVersionInfo",
            [ViewColumn("ProductVersion", 16), ViewColumn("FileVersion", 16), ViewColumn("FileName", .share)]
        ),
        .table(
            "Microsoft.PowerShell.Commands.FileHashInfo",
            [ViewColumn("Algorithm", 15), ViewColumn("Hash", 70), ViewColumn("Path", .share)]
        ),
        .table(
            "System.Security.AccessControl.ObjectSecurity",
            [
                ViewColumn("Path", .measured), ViewColumn("Owner", .measured),
                ViewColumn("Access", .measured, cell: .property("AccessToString")),
            ]
        ),
        .table("System.Management.Automation.PathInfo", [ViewColumn("Path", .measured)]),
        .table(
            "System.Management.Automation.PSDriveInfo",
            [
                ViewColumn("Name", 10), ViewColumn("Used (GB)", 13, .right, cell: .gigabytes("Used", other: "Free")),
                ViewColumn("Free (GB)", 13, .right, cell: .gigabytes("Free", other: "Used")),
                ViewColumn("Provider", 13, cell: .inner("Provider", "Name")),
                ViewColumn("Root", 35, cell: .either("DisplayRoot", "Root")),
                ViewColumn("CurrentLocation", .share, .right),
            ]
        ),
        .table(
            "System.Management.Automation.ProviderInfo",
            [ViewColumn("Name", 20), ViewColumn("Capabilities", .share), ViewColumn("Drives", .share)]
        ),
    ]
}
