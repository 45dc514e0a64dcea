using IntegrationHub.Architecture.Tests.Support;

namespace IntegrationHub.Architecture.Tests;

/// <summary>Pure projects see no clock, no randomness, no machine and no framework; time and identifiers come as values.</summary>
public sealed class PureDecisionsTests
{
    private static readonly string[] ForbiddenNamespaces =
    [
        "Microsoft.",
        "System.Net.",
        "System.Data.",
        "System.Diagnostics.Process",
        "System.Diagnostics.Activity",
        "System.Diagnostics.Metrics.",
        "System.Threading.Timer",
        "System.Threading.PeriodicTimer",
        "System.Threading.Thread",
        "System.IO.File",
        "System.IO.Directory",
        "System.IO.DriveInfo",
        "System.IO.RandomAccess",
        "System.IO.Pipes.",
        "System.IO.MemoryMappedFiles.",
        "System.Console",
        "System.Random",
        "System.TimeProvider",
        "System.AppContext",
        "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly string[] ForbiddenMembers =
    [
        "System.DateTime.get_Now",
        "System.DateTime.get_UtcNow",
        "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow",
        "System.Guid.NewGuid",
        "System.Guid.CreateVersion7",
        "System.Diagnostics.Stopwatch.GetTimestamp",
        "System.Diagnostics.Stopwatch.StartNew",
        "System.TimeZoneInfo.get_Local",
        "System.Threading.Tasks.Task.Delay",
        "System.Threading.Tasks.Task.Run",
    ];

    /// <summary>What looks forbidden by its name and is not: the compiler's own, and facts without a machine behind them.</summary>
    private static readonly string[] Harmless =
    [
        "Microsoft.CodeAnalysis.EmbeddedAttribute",
        "System.IO.FileNotFoundException",
        "System.Threading.ThreadStaticAttribute",
        "System.ThreadStaticAttribute",
        "System.Net.WebUtility",
        // Named in the signature of the resolver that refuses to leave the folder.
        "System.Net.ICredentials",
        "Microsoft.Win32.SafeHandles",
    ];

    public static TheoryData<string> Pure() => [.. ProjectReferences.OfProduct.Keys.Where(ProjectReferences.IsPure)];

    [Theory]
    [MemberData(nameof(Pure))]
    public void A_pure_project_refers_to_no_clock_no_machine_and_no_framework(string project)
    {
        var assembly = ProductAssembly.All.Single(assembly => assembly.Name == "IntegrationHub." + project);

        var types = assembly.Types.Where(type => ForbiddenNamespaces.Any(name => Matches(type, name)) && !Harmless.Any(name => type.StartsWith(name, StringComparison.Ordinal)));
        // Iterators ask for the current thread by themselves; nothing else of the environment is theirs.
        var members = assembly.Members.Where(member => ForbiddenMembers.Contains(member)
            || (member.StartsWith("System.Environment.", StringComparison.Ordinal) && member != "System.Environment.get_CurrentManagedThreadId"));

        Assert.Empty(types.Concat(members));
    }

    [Fact]
    public void The_scan_sees_what_it_looks_for()
    {
        // The host uses the clock and the disk; a scan that does not see them there would see nothing anywhere.
        var host = ProductAssembly.All.Single(assembly => assembly.Name == "IntegrationHub.Host");

        Assert.Contains("System.TimeProvider", host.Types);
        Assert.Contains("System.IO.File", host.Types);
        Assert.Contains("System.TimeProvider.GetUtcNow", host.Members);
        Assert.Contains("System.Collections.Generic.List`1.Add", host.Members);
    }

    private static bool Matches(string type, string name) =>
        name.EndsWith('.') ? type.StartsWith(name, StringComparison.Ordinal) : type == name || type.StartsWith(name + ".", StringComparison.Ordinal);
}
