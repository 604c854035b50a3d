extension BuiltInViews {
    static let system: [ViewDefinition] = [
        .table(
            "System.Diagnostics.Process",
            [
                ViewColumn("NPM(K)", 7, .right, cell: .number("NPM", divisor: 1024, .whole)),
                ViewColumn("PM(M)", 8, .right, cell: .number("PM", divisor: 1_048_576, .grouped)),
                ViewColumn("WS(M)", 10, .right, cell: .number("WS", divisor: 1_048_576, .grouped)),
                ViewColumn("CPU(s)", 10, .right, cell: .number("CPU", divisor: 1, .grouped)),
                ViewColumn("Id", 7, .right), ViewColumn("SI", 3, .right), ViewColumn("ProcessName", .share),
            ]
        ),
        .table(
            "System.Diagnostics.ProcessModule",
            [
                ViewColumn("Size(K)", 10, .right, cell: .property("Size")), ViewColumn("ModuleName", 50),
                ViewColumn("FileName", .share),
            ]
        ),
        .table(
            "System.ServiceProcess.ServiceController",
            [ViewColumn("Status", 8), ViewColumn("Name", 18), ViewColumn("DisplayName", 38)]
        ),
        .table(
            "System.Diagnostics.EventLogEntry",
            [
                ViewColumn("Index", 8, .right), ViewColumn("Time", 13, cell: .monthAndTime("TimeGenerated")),
                ViewColumn("EntryType", 11), ViewColumn("Source", 20), ViewColumn("InstanceID", 12, .right),
                ViewColumn("Message", .share),
            ]
        ),
        .table(
            "System.Security.Cryptography.X509Certificates.X509Certificate2",
            [
                ViewColumn("Thumbprint", 41), ViewColumn("Subject", 20),
                ViewColumn("EnhancedKeyUsageList", .share, cell: .innerItems("EnhancedKeyUsageList", "FriendlyName")),
            ]
        )
        .grouped(by: .property("PSParentPath")),
        .table(
            "System.Management.Automation.Signature",
            [
                ViewColumn("SignerCertificate", 41, cell: .inner("SignerCertificate", "Thumbprint")),
                ViewColumn("Status", .share), ViewColumn("StatusMessage", .share),
                ViewColumn("Path", .share, cell: .lastPathPart("Path")),
            ]
        )
        .grouped(by: .folderOfPath("Path")),
        .table(
            "Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_QuickFixEngineering",
            [
                ViewColumn("Source", 13, cell: .property("ComputerName")), ViewColumn("Description", 16),
                ViewColumn("HotFixID", 13), ViewColumn("InstalledBy", 20), ViewColumn("InstalledOn", 26),
            ]
        ),
        .table(
            "Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Process",
            ["ProcessId", "Name", "HandleCount", "WorkingSetSize", "VirtualSize"].map { ViewColumn($0, .measured) }
        ),
    ]
}
