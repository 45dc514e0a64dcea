using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using NodaTime;

namespace IntegrationHub.Host.Demo;

/// <summary>A part of the demo that tells one thing the retailer does in a month: plain words on the terminal, and the documents that have to leave or come for it.</summary>
/// <remarks>A new chapter is a class in a file of its own and a line in <see cref="DemoChapters"/>.</remarks>
internal abstract class DemoChapter
{
    /// <summary>One line, as the head of what it prints.</summary>
    public abstract string Title { get; }

    /// <summary>Does it, through the same services that people and partners use.</summary>
    /// <returns>What must become of the documents that it caused.</returns>
    public abstract Task<IReadOnlyList<DemoExpectation>> TellAsync(DemoStage stage, CancellationToken cancellationToken);
}

/// <summary>What a chapter has to work with.</summary>
/// <param name="Hub">The running hub.</param>
/// <param name="Folder">Its data folder.</param>
/// <param name="Center">The trading center as the hub knows it.</param>
/// <param name="Zone">The market's zone.</param>
/// <param name="Time">The clock.</param>
/// <param name="Say">Prints a line.</param>
internal sealed record DemoStage(HubNode Hub, DataFolder Folder, Party Center, DateTimeZone Zone, TimeProvider Time, Action<string> Say)
{
    /// <summary>The hands of the retailer's people.</summary>
    public CaseHands Hands { get; } = new(Hub.Services, Time);

    /// <summary>What chapters leave for those after them, by a name of theirs.</summary>
    public Dictionary<string, string> Notes { get; } = new(StringComparer.Ordinal);

    /// <summary>The market's day.</summary>
    public LocalDate Today => Instant.FromDateTimeOffset(Time.GetUtcNow()).InZone(Zone).Date;

    public T Get<T>()
        where T : notnull => (T)Hub.Services.GetService(typeof(T))!;
}

/// <summary>The chapters in the order of a month.</summary>
internal static class DemoChapters
{
    public static IReadOnlyList<DemoChapter> All { get; } = [new OnboardingChapter(), new ContractChapter(), new BidChapter(), new SettlementChapter()];
}
