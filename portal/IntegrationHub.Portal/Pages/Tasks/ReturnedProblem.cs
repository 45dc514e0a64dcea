using System.Text.RegularExpressions;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>One reason why a case came back: a service said it in codes, places and remedies (<see cref="IntegrationHub.Retail.Processes.Refusals"/>).</summary>
/// <param name="Where">Its place; empty where none is named.</param>
/// <param name="Remedy">What to do, in English.</param>
internal sealed partial record ReturnedProblem(string Code, string Where, string Remedy)
{
    /// <summary>Variables of cases that say why one came back.</summary>
    public static readonly IReadOnlyList<string> Variables = ["problem", "filingReason"];

    /// <summary>Reads the reasons; empty where the text is none of a service's, to be shown as it stands.</summary>
    public static IReadOnlyList<ReturnedProblem> Read(string text)
    {
        var found = Reason().Matches(text);
        return found is [{ Index: 0 }, ..] ? [.. found.Select(static one => new ReturnedProblem(one.Groups["code"].Value, one.Groups["where"].Value, one.Groups["remedy"].Value.Trim()))] : [];
    }

    [GeneratedRegex(@"(?<code>[A-Z]+(?:_[A-Z]+)+)(?: at (?<where>\S+?))?(?: \(\d+ times\))?: (?<remedy>.*?)(?= [A-Z]+(?:_[A-Z]+)+(?: at \S+?)?(?: \(\d+ times\))?: |$)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reason();
}
