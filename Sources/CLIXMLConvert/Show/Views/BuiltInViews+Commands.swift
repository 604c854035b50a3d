extension BuiltInViews {
    static let commands: [ViewDefinition] = [
        .table(
            [
                "System.Management.Automation.AliasInfo", "System.Management.Automation.ApplicationInfo",
                "System.Management.Automation.CmdletInfo", "System.Management.Automation.ExternalScriptInfo",
                "System.Management.Automation.FilterInfo", "System.Management.Automation.FunctionInfo",
                "System.Management.Automation.ScriptInfo",
            ],
            [
                ViewColumn("CommandType", 15), ViewColumn("Name", 50, cell: .commandName), ViewColumn("Version", 10),
                ViewColumn("Source", .share),
            ]
        ),
        .table(
            "System.Management.Automation.CommandInfo",
            [ViewColumn("CommandType", 15), ViewColumn("Name", .share)]
        ),
        .table(
            "System.Management.Automation.PSModuleInfo",
            [
                ViewColumn("ModuleType", 10), ViewColumn("Version", 10),
                ViewColumn("PreRelease", 10, cell: .preRelease), ViewColumn("Name", 35),
                ViewColumn("ExportedCommands", .share, cell: .exportedCommands),
            ]
        ),
        .list("System.Management.Automation.PSSnapInInfo", ["Name", "PSVersion", "Description"]),
        .table(
            "System.Management.Automation.PSVariable",
            [ViewColumn("Name", 30), ViewColumn("Value", .share)]
        ),
        .table(
            "Microsoft.PowerShell.Commands.HistoryInfo",
            [
                ViewColumn("Id", 4, .right), ViewColumn("Duration", 12, .right, cell: .elapsed("Duration")),
                ViewColumn("CommandLine", .share),
            ]
        ),
    ]

    static let management: [ViewDefinition] = [
        .table(
            "Microsoft.PowerShell.Commands.GroupInfoNoElement",
            [ViewColumn("Count", 5, .right), ViewColumn("Name", 25)]
        ),
        .table(
            "Microsoft.PowerShell.Commands.GroupInfo",
            [ViewColumn("Count", 5, .right), ViewColumn("Name", 25), ViewColumn("Group", .share)]
        ),
        .list(
            "Deserialized.Microsoft.PowerShell.Commands.GenericMeasureInfo",
            ["Count", "Average", "Sum", "Maximum", "Minimum", "Property"]
        ),
        .table(
            "Deserialized.Microsoft.PowerShell.Commands.TextMeasureInfo",
            ["Lines", "Words", "Characters", "Property"].map { ViewColumn($0, .measured) }
        ),
        .table(
            "Microsoft.PowerShell.Commands.MemberDefinition",
            ["Name", "MemberType", "Definition"].map { ViewColumn($0, .measured) }
        )
        .grouped(by: .property("TypeName")),
        .custom("Deserialized.Microsoft.PowerShell.Commands.MatchInfo", .property("Line")),
        .table(
            "System.Management.Automation.Job",
            [
                ViewColumn("Id", 6), ViewColumn("Name", 15), ViewColumn("PSJobTypeName", 15), ViewColumn("State", 13),
                ViewColumn("HasMoreData", 15), ViewColumn("Location", 20), ViewColumn("Command", 25),
            ]
        ),
        .table(
            "System.Management.Automation.Runspaces.PSSession",
            [
                ViewColumn("Id", 3, .right), ViewColumn("Name", 15), ViewColumn("Transport", 9),
                ViewColumn("ComputerName", 15), ViewColumn("ComputerType", 15), ViewColumn("State", 13),
                ViewColumn("ConfigurationName", 20), ViewColumn("Availability", 13, .right),
            ]
        ),
    ]
}
