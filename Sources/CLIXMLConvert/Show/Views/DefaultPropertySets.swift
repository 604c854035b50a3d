/// The properties that PowerShell shows of types, where it has no view of its own for them (show.md 5.3).
enum DefaultPropertySets {
    /// The properties, by the lower-case name of the type.
    static let all: [String: [String]] = {
        var sets = management
        for (name, properties) in windowsClasses {
            sets["system.management.managementobject#root\\cimv2\\\(name.lowercased())"] = properties
            sets["microsoft.management.infrastructure.ciminstance#root/cimv2/\(name.lowercased())"] = properties
        }
        sets["microsoft.management.infrastructure.ciminstance#root/cimv2/win32_process"] = [
            "ProcessId", "Name", "HandleCount", "WorkingSetSize", "VirtualSize",
        ]
        return sets
    }()

    private static let management: [String: [String]] = [
        "deserialized.system.diagnostics.process": ["Id", "Handles", "CPU", "Name"],
        "system.serviceprocess.servicecontroller": ["Status", "Name", "DisplayName"],
        "system.io.fileinfo": ["LastWriteTime", "Length", "Name"],
        "system.management.automation.psmoduleinfo": [
            "Name", "Path", "Description", "Guid", "Version", "ModuleBase", "ModuleType", "PrivateData", "AccessMode",
            "ExportedAliases", "ExportedCmdlets", "ExportedFunctions", "ExportedVariables", "NestedModules",
        ],
    ]

    private static let windowsClasses: [(String, [String])] = [
        ("Win32_BIOS", ["SMBIOSBIOSVersion", "Manufacturer", "Name", "SerialNumber", "Version"]),
        (
            "Win32_ComputerSystem",
            ["Domain", "Manufacturer", "Model", "Name", "PrimaryOwnerName", "TotalPhysicalMemory"]
        ),
        (
            "Win32_OperatingSystem",
            ["SystemDirectory", "Organization", "BuildNumber", "RegisteredUser", "SerialNumber", "Version"]
        ),
        ("Win32_LogicalDisk", ["DeviceID", "DriveType", "ProviderName", "FreeSpace", "Size", "VolumeName"]),
        ("Win32_DiskDrive", ["Partitions", "DeviceID", "Model", "Size", "Caption"]),
        ("Win32_PROCESSOR", ["Caption", "DeviceID", "Manufacturer", "MaxClockSpeed", "Name", "SocketDesignation"]),
        ("Win32_Service", ["ExitCode", "Name", "ProcessId", "StartMode", "State", "Status"]),
        (
            "Win32_NetworkAdapterConfiguration",
            ["DHCPEnabled", "IPAddress", "DefaultIPGateway", "DNSDomain", "ServiceName", "Description", "Index"]
        ),
        (
            "Win32_NetworkAdapter",
            ["ServiceName", "MACAddress", "AdapterType", "DeviceID", "Name", "NetworkAddresses", "Speed"]
        ),
        (
            "Win32_QuickFixEngineering",
            [
                "Description", "FixComments", "HotFixID", "InstallDate", "InstalledBy", "InstalledOn", "Name",
                "ServicePackInEffect", "Status",
            ]
        ),
        ("Win32_Product", ["IdentifyingNumber", "Name", "Vendor", "Version", "Caption"]),
        ("Win32_Share", ["Name", "Path", "Description"]),
        ("Win32_UserAccount", ["AccountType", "Caption", "Domain", "SID", "FullName", "Name"]),
        ("Win32_BaseBoard", ["Manufacturer", "Model", "Name", "SerialNumber", "SKU", "Product"]),
        ("Win32_PhysicalMemoryArray", ["Model", "Name", "MaxCapacity", "MemoryDevices"]),
        ("Win32_Printer", ["Location", "Name", "PrinterState", "PrinterStatus", "ShareName", "SystemName"]),
        ("Win32_TimeZone", ["Bias", "SettingID", "Caption"]),
    ]
}
