using System.Text.RegularExpressions;
using IntegrationHub.Architecture.Tests.Support;

namespace IntegrationHub.Architecture.Tests;

/// <summary>What has no place in any file of the repository.</summary>
public sealed class ForbiddenTextTests
{
    private const string Self = "tests/IntegrationHub.Architecture.Tests/ForbiddenTextTests.cs";

    /// <summary>Written in pieces, so that this file does not hold them.</summary>
    private static readonly string[] Texts =
    [
        "nuget" + ".org",
        "npmjs" + ".org",
        "npmjs" + ".com",
        "deb.debian" + ".org",
        "NotImplemented" + "Exception",
    ];

    private static readonly Regex PrivateKey = new("-----BEGIN [A-Z ]*PRIVATE KEY-----", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    private static readonly Regex MachinePath = new("(?<![\\w.$}>~-])/(work|home/[a-z]+|Users/[a-z]+)/\\w", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    private static readonly Regex Unfinished = new("\\b(TO" + "DO|FIX" + "ME|HA" + "CK)\\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    [Fact]
    public void No_file_holds_a_private_key_a_registry_a_machine_path_or_unfinished_work()
    {
        var found = new List<string>();
        foreach (var file in Repository.TextFiles().Where(file => file != Self))
        {
            var number = 0;
            foreach (var line in Repository.Read(file).Split('\n'))
            {
                number++;
                if (Texts.Any(text => line.Contains(text, StringComparison.Ordinal)) || PrivateKey.IsMatch(line) || MachinePath.IsMatch(line) || Unfinished.IsMatch(line))
                {
                    found.Add($"{file}:{number}: {line.Trim()}");
                }
            }
        }

        Assert.Empty(found);
    }
}
