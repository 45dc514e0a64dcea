using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Customers.Shelves;

/// <summary>
/// What happened, made of what crossed, in its order. Of what changes again and again, the readings of a month, the last change stands. Not thread-safe.
/// </summary>
internal sealed class History
{
    private readonly List<HistoryEntry> _entries = [];
    private readonly Dictionary<(string Number, int Version), Market.Contracts.ContractState> _states = [];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<HistoryEntry> Newest => [.. _entries.AsEnumerable().Reverse().OrderByDescending(static entry => entry.At)];

    public void Add(CustomerContract contract, DateTimeOffset at)
    {
        // The same state once more is another text or other days: nothing that happened to the contract.
        var key = (contract.Number, contract.Version);
        if (_states.TryGetValue(key, out var known) && known == contract.State)
            return;

        _states[key] = contract.State;
        _entries.Add(new(at, $"contract.{contract.State}", $"{contract.Number} / {contract.Version}", $"/my/contracts/{Uri.EscapeDataString(contract.Number)}/{contract.Version}"));
    }

    public void Add(CustomerBill bill, DateTimeOffset at) =>
        _entries.Add(new(at, bill.Difference is null ? "bill" : "bill.corrected", $"{bill.Month} {bill.Account}", $"/bills/{bill.Month}/{bill.Version}?account={Uri.EscapeDataString(bill.Account)}"));

    public void Add(CustomerReadings readings, DateTimeOffset at)
    {
        var about = $"{readings.Month} {readings.Account}";
        _entries.RemoveAll(entry => entry.What == CrossingKinds.Readings && entry.About == about);
        _entries.Add(new(at, CrossingKinds.Readings, about, $"/consumption?account={Uri.EscapeDataString(readings.Account)}&month={readings.Month}"));
    }

    /// <summary>What came of a request; of one that names no kind nothing is known.</summary>
    public void Add(RequestAnswer answer, DateTimeOffset at)
    {
        if (answer.Kind is { } kind)
            _entries.Add(new(at, $"{kind}.{answer.State}", answer.About ?? FirstLine(answer.Text), $"/my/requests/{answer.Request:D}"));
    }

    private static string FirstLine(string? text) => text?.Split('\n')[0] is { } line ? line.Length <= 80 ? line : line[..80] + "…" : "";
}
