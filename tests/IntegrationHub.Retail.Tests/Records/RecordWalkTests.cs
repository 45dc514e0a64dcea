using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Tests.Records;

/// <summary>Walks over all records of a store that moves rows about while somebody walks.</summary>
public class RecordWalkTests
{
    private static readonly RecordQuery Contracts = new(RecordKind.Contract) { Most = 3 };

    [Fact]
    public async Task Every_record_comes_once_and_in_order_over_many_pages()
    {
        var records = new Shelf([.. Enumerable.Range(0, 8).Select(One)]);

        var read = await records.ReadAllAsync(Contracts, static record => record.Key, CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 8).Select(static i => $"K{i}"), read);
        Assert.Equal(3, records.Asked);
    }

    [Fact]
    public async Task What_the_store_shows_again_in_its_new_place_is_left_out()
    {
        var records = new Shelf([One(0), One(1), One(2), One(1), One(3), One(0), One(4)]);

        var read = await records.ReadAllAsync(Contracts, static record => record.Key, CancellationToken.None);

        Assert.Equal(["K0", "K1", "K2", "K3", "K4"], read);
    }

    [Fact]
    public async Task A_page_that_is_not_full_is_the_last()
    {
        var records = new Shelf([One(0), One(1)]);

        Assert.Equal(2, (await records.ReadAllAsync(Contracts, static record => record.Key, CancellationToken.None)).Count);
        Assert.Equal(1, records.Asked);
    }

    [Fact]
    public async Task A_reader_that_fails_is_heard_as_it_failed()
    {
        var records = new Shelf([.. Enumerable.Range(0, 8).Select(One)]);

        await Assert.ThrowsAsync<InvalidDataException>(() => records.ReadAllAsync(
            Contracts, static record => record.Key == "K4" ? throw new InvalidDataException("damaged") : record.Key, CancellationToken.None));
    }

    private static BusinessRecord One(int number) => new(RecordKind.Contract, $"K{number}", 1, "InForce", null, null, default);

    /// <summary>Answers pages of a list that begins behind the last place it showed, as a store does whose rows move.</summary>
    private sealed class Shelf(IReadOnlyList<BusinessRecord> rows) : IBusinessRecords
    {
        private int _shown;

        public int Asked { get; private set; }

        public Task<IReadOnlyList<BusinessRecord>> ListAsync(RecordQuery query, CancellationToken cancellationToken)
        {
            Asked++;
            Assert.Equal(_shown == 0 ? null : rows[_shown - 1], query.Behind);
            IReadOnlyList<BusinessRecord> page = [.. rows.Skip(_shown).Take(query.Most)];
            _shown += page.Count;
            return Task.FromResult(page);
        }

        public Task<BusinessRecord?> FindAsync(RecordKind kind, string key, int? version, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<RecordResult> SaveAsync(IReadOnlyList<BusinessRecord> records, IReadOnlyList<RecordFact> facts, string actor, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public string BlindKey(string text) => throw new NotSupportedException();
    }
}
