using System.Globalization;
using System.Security.Cryptography;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>A version of a survey as it is kept.</summary>
/// <param name="Survey">What is asked.</param>
/// <param name="Customers">Names of the customers that are asked; empty for every one with a login.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="ReleasedBy">Who released it, another person; null of a draft.</param>
public sealed record StoredSurvey(Survey Survey, IReadOnlyList<string> Customers, string Author, string? ReleasedBy = null)
{
    internal const string Draft = "draft";

    /// <summary>Released, and not yet known to be handed in for every customer.</summary>
    internal const string Released = "released";

    internal const string Published = "published";

    /// <summary>SHA-256 of everything that it asks and of whom, lower hexadecimal digits.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(MarketJson.WriteUtf8(this with { ReleasedBy = null })));

    internal BusinessRecord ToRecord(string state, long revision) => new(RecordKind.Survey, Survey.Key, Survey.Version, state, null, Survey.Until.ToDateOnly(), MarketJson.WriteUtf8(this), revision);

    internal static StoredSurvey Of(BusinessRecord record) => record.Read<StoredSurvey>("survey");

    internal RecordFact Fact(string what) =>
        new($"survey.{what}", new Dictionary<string, string> { ["survey"] = Survey.Key, ["version"] = Survey.Version.ToString(CultureInfo.InvariantCulture) });
}

/// <summary>A survey in lists.</summary>
/// <param name="Stored">The version.</param>
/// <param name="State"><c>draft</c>, <c>released</c> or <c>published</c>.</param>
public sealed record ListedSurvey(StoredSurvey Stored, string State)
{
    /// <summary>It waits for somebody else to release it.</summary>
    public bool IsDraft => State == StoredSurvey.Draft;

    /// <summary><c>draft</c>, <c>released</c>, <c>published</c> or <c>withdrawn</c>.</summary>
    public string Shown => Stored.Survey.Withdrawn ? "withdrawn" : State;
}

/// <summary>What a customer answered.</summary>
/// <param name="Customer">Name of the customer.</param>
/// <param name="Answers">To the version that they name.</param>
/// <param name="At">When, last.</param>
public sealed record StoredSurveyAnswers(string Customer, SurveyAnswers Answers, DateTimeOffset At);

/// <summary>What was answered to a question.</summary>
/// <param name="Counts">Of a choice or scale: how often each was given, in the order of the question.</param>
/// <param name="Texts">Of a text: what was written, without who wrote it.</param>
public sealed record QuestionResult(SurveyQuestion Question, IReadOnlyList<(string Answer, int Count)> Counts, IReadOnlyList<string> Texts);
