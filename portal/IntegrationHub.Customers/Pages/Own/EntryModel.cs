using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Customers.Pages.Own;

/// <summary>What is entered for a day: own readings or expected demand.</summary>
public sealed record EntryModel
{
    /// <summary><c>readings</c> or <c>demand</c>, as the address says it.</summary>
    public required string What { get; init; }

    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>The one that is chosen; empty where there is none.</summary>
    public required string Account { get; init; }

    public required LocalDate Day { get; init; }

    /// <summary>Days that can be entered.</summary>
    public required (LocalDate First, LocalDate Last) Days { get; init; }

    /// <summary>The intervals that the day may be entered by, the market's own first.</summary>
    public required IReadOnlyList<MarketDay> Grids { get; init; }

    /// <summary>What was entered before, the newest first.</summary>
    public required IReadOnlyList<EnteredDay> Before { get; init; }

    /// <summary>What was just handed in; null where nothing was.</summary>
    public AskedFor? HandedIn { get; init; }

    /// <summary>What was typed or sent as a file.</summary>
    public string Typed { get; init; } = "";

    public IReadOnlyList<EntryFinding> Findings { get; init; } = [];

    /// <summary>The values where they were checked and are good; else null.</summary>
    public IReadOnlyList<decimal?>? Checked { get; init; }

    /// <summary>What is kept of the chosen account and day: what was taken last.</summary>
    public EnteredDay? Kept => Before.FirstOrDefault(one => one.Account == Account && one.Day == Day && one.State != Market.CustomerSide.RequestState.Refused);
}
