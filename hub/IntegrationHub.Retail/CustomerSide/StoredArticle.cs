using System.Globalization;
using System.Security.Cryptography;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.CustomerSide;

/// <summary>A version of an article as it is kept.</summary>
/// <param name="Article">What it says.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="ReleasedBy">Who released it, another person; null of a draft.</param>
public sealed record StoredArticle(Article Article, string Author, string? ReleasedBy = null)
{
    internal const string Draft = "draft";

    /// <summary>Released, and not yet known to be handed in.</summary>
    internal const string Released = "released";

    internal const string Published = "published";

    /// <summary>SHA-256 of everything that it says, lower hexadecimal digits.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(MarketJson.WriteUtf8(Article)));

    internal BusinessRecord ToRecord(string state, long revision) =>
        new(RecordKind.Article, Article.Key, Article.Version, state, Article.On.ToDateOnly(), null, MarketJson.WriteUtf8(this), revision);

    internal static StoredArticle Of(BusinessRecord record) =>
        record.Read<StoredArticle>("article");

    internal RecordFact Fact(string what) =>
        new($"article.{what}", new Dictionary<string, string> { ["article"] = Article.Key, ["version"] = Article.Version.ToString(CultureInfo.InvariantCulture), ["kind"] = Article.Kind.ToString() });
}

/// <summary>An article in lists.</summary>
/// <param name="Stored">The version.</param>
/// <param name="State"><c>draft</c>, <c>released</c> or <c>published</c>.</param>
public sealed record ListedArticle(StoredArticle Stored, string State)
{
    /// <summary>It waits for somebody else to release it.</summary>
    public bool IsDraft => State == StoredArticle.Draft;

    /// <summary><c>draft</c>, <c>released</c>, <c>published</c> or <c>withdrawn</c>.</summary>
    public string Shown => Stored.Article.Withdrawn ? "withdrawn" : State;
}
