using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Soap.Tests.Support;

namespace IntegrationHub.Soap.Tests;

/// <summary>docs/protocol.md lists exactly what the service answers.</summary>
public sealed class ProtocolPageTests
{
    [Fact]
    public void Every_fault_code_stands_in_the_protocol_page_with_meaning_and_remedy()
    {
        var page = File.ReadAllText(Path.Combine(Oracle.Repository!, "docs", "protocol.md"));
        var missing = FaultCodes.Answered.Select(Row).Where(row => !page.Contains(row, StringComparison.Ordinal)).ToArray();
        Assert.True(missing.Length == 0, "Rows missing in docs/protocol.md:\n" + string.Join('\n', missing));
        Assert.Equal(FaultCodes.Answered.Count, page.Split('\n').Count(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^\| (HAND|LST|GET|QRY|PUT)-\d{3} \|")));
    }

    private static string Row(FaultCode code) =>
        $"| {code.Code} | {(code.FromSender ? "Sender" : "Receiver")} | {(code.Transient ? "yes" : "no")} | {code.Meaning} | {code.Remedy} |";
}
