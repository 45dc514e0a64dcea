using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Tests.Records;

/// <summary>What is kept of a kind is what the books hold, whoever changed them and whenever.</summary>
public sealed class RecordMemoryTests
{
    [Fact]
    public async Task What_did_not_change_is_read_once_and_what_changed_at_once()
    {
        var books = new Books("a");
        var memory = MemoryOf(books);
        Assert.Equal(["a"], await memory.ReadAsync(default));
        Assert.Equal(["a"], await memory.ReadAsync(default));
        Assert.Equal(1, books.Reads);

        books.Add("b");
        Assert.Equal(["a", "b"], await memory.ReadAsync(default));
        Assert.Equal(2, books.Reads);
    }

    [Fact]
    public async Task A_record_that_comes_between_the_mark_and_the_reading_is_not_lost_to_those_who_ask_later()
    {
        var books = new Books("a");
        var memory = MemoryOf(books);
        books.BeforeReading = () => books.Add("b");
        Assert.Equal(["a", "b"], await memory.ReadAsync(default));
        books.BeforeReading = static () => { };
        books.AfterReading = () => books.Add("c");
        Assert.Equal(["a", "b"], await memory.ReadAsync(default));
        books.AfterReading = static () => { };
        Assert.Equal(["a", "b", "c"], await memory.ReadAsync(default));
    }

    [Fact]
    public async Task Books_that_cannot_say_are_read_every_time()
    {
        var books = new Books("a") { Says = false };
        var memory = MemoryOf(books);
        await memory.ReadAsync(default);
        await memory.ReadAsync(default);
        Assert.Equal(2, books.Reads);
    }

    [Fact]
    public async Task Books_that_are_closed_give_nothing_of_what_was_kept()
    {
        var books = new Books("a");
        var memory = MemoryOf(books);
        await memory.ReadAsync(default);
        books.Closed = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => memory.ReadAsync(default));
    }

    private static RecordMemory<string> MemoryOf(IBusinessRecords books) => new(books, RecordKind.Account, 10, static record => record.Key, static all => all);

    private sealed class Books(params string[] keys) : IBusinessRecords
    {
        private readonly List<string> _keys = [.. keys];

        public int Reads { get; private set; }

        public bool Says { get; init; } = true;

        public bool Closed { get; set; }

        public Action BeforeReading { get; set; } = static () => { };

        public Action AfterReading { get; set; } = static () => { };

        public void Add(string key) => _keys.Add(key);

        public Task<BusinessRecord?> FindAsync(RecordKind kind, string key, int? version, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<BusinessRecord>> ListAsync(RecordQuery query, CancellationToken cancellationToken)
        {
            Reads++;
            BeforeReading();
            IReadOnlyList<BusinessRecord> all = [.. _keys.Select(key => new BusinessRecord(query.Kind, key, 1, "served", null, null, default))];
            AfterReading();
            return Task.FromResult(all);
        }

        public Task<RecordMark?> MarkAsync(RecordKind kind, CancellationToken cancellationToken) => Closed
            ? throw new InvalidOperationException("The books are closed.")
            : Task.FromResult(Says ? new RecordMark(_keys.Count, _keys.Count) : null);

        public Task<RecordResult> SaveAsync(IReadOnlyList<BusinessRecord> records, IReadOnlyList<RecordFact> facts, string actor, CancellationToken cancellationToken) => throw new NotSupportedException();

        public string BlindKey(string text) => text;
    }
}
