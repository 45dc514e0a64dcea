using IntegrationHub.Market.Json;
using NodaTime;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>What an article is about. The words are those of forms and pages.</summary>
public enum ArticleKind
{
    Announcement,

    /// <summary>Prices and events of the market that are public.</summary>
    Market,

    /// <summary>Policies and regulations.</summary>
    Policy,

    /// <summary>Packages and catalogue prices on offer.</summary>
    Package,
}

/// <summary>Something for everybody to read, without signing in.</summary>
/// <param name="Key">What it is known by: lower case letters, digits and dashes.</param>
/// <param name="Version">From 1; a later one takes its place.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>, of title and text.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">Paragraphs, separated by empty lines; no markup.</param>
/// <param name="On">The day it bears.</param>
/// <param name="Withdrawn">True when it is to be read no more.</param>
public sealed record Article(string Key, int Version, ArticleKind Kind, string Language, string Title, string Text, LocalDate On, bool Withdrawn = false)
{
    /// <summary>Packages that it is about, price by price; null of other texts.</summary>
    public IReadOnlyList<PublicPackage>? Packages { get; init; }

    /// <summary>True when it is about packages and none of them can be had any more.</summary>
    public bool IsOverOn(LocalDate day) => Packages is { Count: > 0 } packages && packages.All(package => package.IsOverOn(day));

    /// <summary>Reads what <see cref="MarketJson.Write"/> wrote.</summary>
    public static Checked<Article> Read(string json) => MarketJson.Read<Article>(json, "article", new(ProblemCodes.JsonUnreadable, "The article is empty.", "", "Write it as docs/customers.md says."));
}
