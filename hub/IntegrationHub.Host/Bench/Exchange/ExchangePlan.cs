namespace IntegrationHub.Host.Bench.Exchange;

/// <summary>How much is sent.</summary>
internal sealed record ExchangePlan
{
    /// <summary>Bytes of an ordinary document.</summary>
    public const int DocumentBytes = 20_000;

    /// <summary>Senders, each with one connection.</summary>
    public const int Connections = 64;

    /// <summary>Messages that let the runtime compile the hub before its memory is looked at.</summary>
    public required int WarmUp { get; init; }

    /// <summary>Messages of the closed loop.</summary>
    public required int Closed { get; init; }

    /// <summary>The first ones of them, which do not count into throughput.</summary>
    public required int Settling { get; init; }

    /// <summary>Rates of the open loop per second and how many messages go at each; the first is the one that counts.</summary>
    public required IReadOnlyList<(int PerSecond, int Count)> Open { get; init; }

    /// <summary>Messages of each floor.</summary>
    public required int Floor { get; init; }

    public static ExchangePlan Full { get; } = new()
    {
        WarmUp = 1_000,
        Closed = 100_000,
        Settling = 5_000,
        Open = [(200, 200 * 60), (300, 300 * 30)],
        Floor = 10_000,
    };

    public static ExchangePlan Quick { get; } = new()
    {
        WarmUp = 500,
        Closed = 6_000,
        Settling = 2_000,
        Open = [(200, 200 * 8)],
        Floor = 2_000,
    };

    /// <summary>Messages in all, the floor's not counted: it uses the same ones again.</summary>
    public int Messages => WarmUp + Closed + Open.Sum(open => open.Count);
}
