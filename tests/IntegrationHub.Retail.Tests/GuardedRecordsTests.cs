using IntegrationHub.Exchange;
using IntegrationHub.Retail.Records;
using IntegrationHub.Storage.Protection;

namespace IntegrationHub.Retail.Tests;

/// <summary>The books are closed while nothing encrypts the store's files and nobody answers for it.</summary>
public sealed class GuardedRecordsTests
{
    private static readonly EncryptionVerdict Refusal = EncryptionRule.Decide(DiskEncryption.NotOffered, isProduction: true, waiver: null, new DateOnly(2026, 11, 28));

    [Fact]
    public async Task Nothing_is_read_or_written_on_a_store_that_nobody_answers_for()
    {
        var records = new GuardedRecords(new Untouched(), new Closed());

        var closed = await Assert.ThrowsAsync<ConfidentialRefusedException>(() => records.FindAsync(RecordKind.Contract, "C-1", null, CancellationToken.None));
        await Assert.ThrowsAsync<ConfidentialRefusedException>(() => records.ListAsync(new RecordQuery(RecordKind.Contract), CancellationToken.None));
        await Assert.ThrowsAsync<ConfidentialRefusedException>(() => records.MarkAsync(RecordKind.Contract, CancellationToken.None));
        await Assert.ThrowsAsync<ConfidentialRefusedException>(() => records.SaveAsync([], [], "li", CancellationToken.None));

        Assert.Equal((Refusal.Code, Refusal.Remedy), (closed.Code, closed.Remedy));
        Assert.Contains("the retailer's books", closed.Message, StringComparison.Ordinal);
    }

    internal sealed class Closed : IConfidentialAccess
    {
        public ValueTask DemandAsync(string module, CancellationToken cancellationToken) => throw new ConfidentialRefusedException(module, Refusal.Code, Refusal.Text, Refusal.Remedy);
    }

    private sealed class Untouched : IBusinessRecords
    {
        public Task<BusinessRecord?> FindAsync(RecordKind kind, string key, int? version, CancellationToken cancellationToken) => throw new InvalidOperationException("It was read.");

        public Task<IReadOnlyList<BusinessRecord>> ListAsync(RecordQuery query, CancellationToken cancellationToken) => throw new InvalidOperationException("It was read.");

        public Task<RecordMark?> MarkAsync(RecordKind kind, CancellationToken cancellationToken) => throw new InvalidOperationException("It was read.");

        public Task<RecordResult> SaveAsync(IReadOnlyList<BusinessRecord> records, IReadOnlyList<RecordFact> facts, string actor, CancellationToken cancellationToken) => throw new InvalidOperationException("It was written.");

        public string BlindKey(string text) => text;
    }
}
