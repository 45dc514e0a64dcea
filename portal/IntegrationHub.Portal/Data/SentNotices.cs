using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Retail.Messages;

namespace IntegrationHub.Portal.Data;

/// <summary>Something that somebody was told, or is to be. Codes are never among it.</summary>
/// <param name="Id">Tells it from others of its instant.</param>
/// <param name="At">When it came up.</param>
/// <param name="Kind">Stable dotted name.</param>
/// <param name="Way"><c>page</c> or <c>sms</c>.</param>
/// <param name="To">Name of a person, a role or a customer; empty for who may not read it.</param>
/// <param name="IsRole">Whether everybody with a role is told.</param>
/// <param name="Phones">Numbers, with all but their last digits hidden.</param>
/// <param name="State">What became of it: one of <see cref="NoticeFilter.States"/>.</param>
/// <param name="NotBefore">Until when it waits; null where it need not.</param>
/// <param name="Tries">How often a gateway did not take it.</param>
/// <param name="Text">What is said; null for who may not read it.</param>
/// <param name="Case">The case that it is about; null where it is about none.</param>
public sealed record SentNotice(
    string Id, DateTimeOffset At, string Kind, string Way, string To, bool IsRole, IReadOnlyList<string> Phones, string State, DateTimeOffset? NotBefore, int Tries, string? Text, Guid? Case)
{
    /// <summary>Where a page goes on behind it.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}.{Id}");
}

/// <summary>A page of them.</summary>
/// <param name="Notices">The newest first.</param>
/// <param name="Next">Where the next page begins; null where there are no more.</param>
public sealed record SentNoticePage(IReadOnlyList<SentNotice> Notices, string? Next);

/// <summary>What of it is looked for; all together.</summary>
/// <param name="Kind">How the kind begins.</param>
/// <param name="State">What became of it; null for all.</param>
/// <param name="From">Came up at or after this instant.</param>
/// <param name="To">Came up before this instant.</param>
/// <param name="Behind">The last of the page before.</param>
/// <param name="Most">At most so many.</param>
public sealed record NoticeFilter(string Kind, string? State, DateTimeOffset? From, DateTimeOffset? To, (DateTimeOffset At, string Id)? Behind, int Most)
{
    /// <summary>What may become of it.</summary>
    public static IReadOnlyList<string> States { get; } = [.. Enum.GetNames<MessageState>().Select(static name => name.ToLowerInvariant())];
}

/// <summary>Port: what was told to whom by which way, and what became of it.</summary>
public interface ISentNotices
{
    /// <summary>The newest first.</summary>
    /// <param name="filter">What is looked for.</param>
    /// <param name="granted">Of whoever looks: words are left out for who may not read what they are about.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<SentNoticePage> ReadAsync(NoticeFilter filter, IReadOnlySet<Permission> granted, CancellationToken cancellationToken);
}

/// <summary>What somebody looks for as it was typed, on the command line, in an address of the API, or in a form: read in this one place. Every part is optional.</summary>
public sealed record NoticeSearchText(string? Kind, string? State, string? From, string? To, string? Before)
{
    /// <summary>Stable code of a kind that begins like none.</summary>
    public const string NoKind = "NOTICE_KIND";

    /// <summary>Stable code of what becomes of no notice.</summary>
    public const string NoState = "NOTICE_STATE";

    /// <summary>Stable code of an instant that is none.</summary>
    public const string NoInstant = "NOTICE_TIME";

    /// <summary>Stable code of a place that is none.</summary>
    public const string NoPlace = "NOTICE_PLACE";

    /// <summary>The filter, and everything that is wrong: <see cref="Rejection.Where"/> names the part, and the filter goes without it.</summary>
    /// <param name="most">Notices of a page.</param>
    /// <param name="market">Zone of days and wall clocks.</param>
    public (NoticeFilter Filter, IReadOnlyList<Rejection> Refused) Read(int most, TimeZoneInfo market)
    {
        var refused = new List<Rejection>();
        return (new NoticeFilter(KindOf(refused), StateOf(refused), MarketInstant.Read("from", From, isFrom: true, market, NoInstant, refused), MarketInstant.Read("to", To, isFrom: false, market, NoInstant, refused), PlaceOf(refused), most), refused);
    }

    private string KindOf(List<Rejection> refused)
    {
        if (string.IsNullOrEmpty(Kind) || EventSearchText.IsKind(Kind))
            return Kind ?? "";

        refused.Add(new Rejection(NoKind, null, "No kind of notices begins like this.", "kind", "Write small letters, dots and hyphens, like customer. or task.overdue."));
        return "";
    }

    private string? StateOf(List<Rejection> refused)
    {
        if (string.IsNullOrEmpty(State) || NoticeFilter.States.Contains(State, StringComparer.Ordinal))
            return string.IsNullOrEmpty(State) ? null : State;

        refused.Add(new Rejection(NoState, null, "This becomes of no notice.", "state", $"Use one of {string.Join(", ", NoticeFilter.States)}."));
        return null;
    }

    private (DateTimeOffset At, string Id)? PlaceOf(List<Rejection> refused)
    {
        if (string.IsNullOrEmpty(Before))
            return null;

        if (Before.Length <= LongestPlace && Before.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
            && long.TryParse(Before.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks)
            return (new DateTimeOffset(ticks, TimeSpan.Zero), Before[(dot + 1)..]);

        refused.Add(new Rejection(NoPlace, null, "This is where no page begins.", "before", "Give what the page before names as the next one."));
        return null;
    }

    /// <summary>Characters of an instant and an id.</summary>
    private const int LongestPlace = 400;
}
