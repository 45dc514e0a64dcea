using System.Text.Json.Serialization;

namespace IntegrationHub.Notary.Verbs;

/// <summary>The verdict on one file, as <c>ihub verify --json</c> prints it: <c>file</c>, <c>verdict</c>, <c>reasons</c>.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Verdict"><c>accepted</c> or <c>refused</c>.</param>
/// <param name="Reasons">Stable codes; empty when accepted.</param>
public sealed record FileVerdict(string File, string Verdict, IReadOnlyList<string> Reasons)
{
    /// <summary>Code of a file that the verifier failed on.</summary>
    public const string NotJudged = "file.not_judged";

    /// <summary>The same in words, for people.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Statements { get; init; } = [];

    /// <summary>What a judge says of a file. One that fails refuses this file alone: the others of the command still get their verdicts.</summary>
    public static async Task<FileVerdict> OfAsync(string file, Func<Task<FileVerdict>> judge)
    {
        try
        {
            return await judge();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refused(file, "file.unreadable", failure.Message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return Refused(file, NotJudged, WhyNotJudged(failure));
        }
    }

    public static string WhyNotJudged(Exception failure) => $"The verifier failed on this file ({failure.GetType().Name}: {failure.Message}); nothing of it is proven.";

    public static FileVerdict Refused(string file, string reason, string why) => new(file, "refused", [reason]) { Statements = [$"{reason}: {why}"] };

    [JsonIgnore]
    public bool Accepted => Verdict == "accepted";
}
