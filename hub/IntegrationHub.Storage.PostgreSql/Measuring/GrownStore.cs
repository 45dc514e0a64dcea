using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Isolation;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Measuring;

/// <summary>
/// Fills a store with exchanges made by the database itself, so that ten million take minutes, and says what is in it. Row number n has the mRID
/// <c>GROWN-n</c>, one of 50 parties, one of 20 types, one of 1,000 series and a metering point; every thousandth was rejected with A51.
/// </summary>
/// <remarks>
/// For measuring only, on a store that is thrown away. A metering point has fifty exchanges among ten thousand that follow each other, none of them
/// beside another, so that the question for one shows fifty rows of fifty pages at every size: what grows is the store, not the answer.
/// </remarks>
public sealed class GrownStore
{
    public const string SenderCode = "10XGROWN-------A";
    public const int Parties = 50;
    private const int Types = 20, Series = 1_000, Stretch = 10_000, PointsOfStretch = 200, Batch = 100_000;

    private const int MillisecondsApart = 9000, RejectedEach = 1000;

    /// <summary>Three years hold ten million, nine seconds apart.</summary>
    private static readonly DateTimeOffset LongAgo = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Numbers =
        """
        with made as (
            select n, $1::bigint + n * 9000 as ms,
                (lpad(to_hex($1::bigint + n * 9000), 12, '0') || '7' || lpad(to_hex(n & 4095), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid as id
            from generate_series($2::bigint, $3::bigint) n)
        """;

    private const string Exchanges =
        Numbers +
        """

        insert into inbound_exchange (retailer_id, id, party_id, channel, state, received_at, completed_at, archive_id, size, profile, root_element,
            sender_code, mrid, revision, type, schema_result, period_start, period_end, canonical_digest)
        select 1, id, ('00000000-0000-7000-8000-' || lpad(to_hex(n % 50), 12, '0'))::uuid, 0, case when n % 1000 = 0 then 2 else 0 end,
            to_timestamp(ms / 1000.0), to_timestamp(ms / 1000.0), id, 20000, 'Schedule 5.2', 'Schedule_MarketDocument', '10XGROWN-------A', 'GROWN-' || n, 1,
            'A' || lpad((n % 20)::text, 2, '0'), 'valid', date_trunc('day', to_timestamp(ms / 1000.0)) + interval '1 day',
            date_trunc('day', to_timestamp(ms / 1000.0)) + interval '2 days', sha256(n::text::bytea)
        from made
        """;

    private const string Keys =
        Numbers +
        """

        insert into exchange_key (retailer_id, kind, value, exchange_id)
        select 1, key.kind, key.value, id from made cross join lateral (values
            (1, 'series-' || (n % 1000)),
            (2, encode(substr(sha256(('point-' || (n / 10000 * 200 + n % 200))::bytea), 1, 16), 'hex')),
            (3, case when n % 1000 = 0 then 'A51' end)) key (kind, value)
        where key.value is not null
        """;

    private const string Registry =
        Numbers +
        """

        insert into registered_document (retailer_id, sender_code, mrid, revision, canonical_digest, exchange_id, acknowledgement, accepted, received_at)
        select 1, '10XGROWN-------A', 'GROWN-' || n, 1, sha256(n::text::bytea), id, decode(repeat('5a', 600), 'hex'), n % 1000 <> 0, to_timestamp(ms / 1000.0) from made
        """;

    private readonly PostgresStore _store;
    private readonly DateTimeOffset _begin;

    /// <param name="store">A store that is thrown away.</param>
    /// <param name="begin">When the first one came; <c>null</c> for 2024.</param>
    /// <exception cref="ArgumentException">The store is none of PostgreSQL.</exception>
    public GrownStore(HubStore store, DateTimeOffset? begin = null)
    {
        _store = store as PostgresStore ?? throw new ArgumentException("Only a store on PostgreSQL is grown.", nameof(store));
        _begin = begin ?? LongAgo;
    }

    /// <summary>Rows there are.</summary>
    public long Rows { get; private set; }

    /// <summary>How long so many exchanges take to come.</summary>
    public static TimeSpan SpanOf(long rows) => TimeSpan.FromMilliseconds(rows * (double)MillisecondsApart);

    /// <summary>The exchange of a number, as the database made it.</summary>
    public GrownExchange this[long number]
    {
        get
        {
            var at = At(number);
            var id = Guid.ParseExact(string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds():x12}7{number & 0xfff:x3}8{number:x15}"), "N");
            return new GrownExchange(id, at, Party(number), MRid(number), number % RejectedEach != 0);
        }
    }

    /// <summary>Grows the store to so many exchanges.</summary>
    /// <param name="rows">Exchanges there shall be; never fewer than there are.</param>
    /// <param name="grown">Told after each batch.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public async Task GrowAsync(long rows, Action<long> grown, CancellationToken cancellationToken)
    {
        while (Rows < rows)
        {
            var to = Math.Min(rows, Rows + Batch);
            foreach (var sql in (string[])[Exchanges, Keys, Registry])
                await RunAsync(sql, Rows + 1, to, cancellationToken);

            Rows = to;
            grown(Rows);
        }

        await SettleAsync(["inbound_exchange", "exchange_key", "registered_document"], cancellationToken);
    }

    /// <summary>What autovacuum does between the documents of years.</summary>
    public async Task SettleAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables)
            await _store.AdministerAsync($"vacuum (analyze) {table}", cancellationToken);
    }

    /// <summary>The questions that are asked, each with parameters from what is there.</summary>
    /// <param name="random">Where the parameters come from.</param>
    public IReadOnlyList<(string Name, Func<ExchangeFilter> Next)> Questions(Random random) =>
    [
        ("newest", () => new ExchangeFilter(Max: 50)),
        ("a page in the middle", () => new ExchangeFilter(Max: 50) { After = new ExchangeCursor(TimedId.First(At(Number(random)))) }),
        ("party", () => new ExchangeFilter(Party(Number(random)), Max: 50)),
        ("type", () => new ExchangeFilter(Max: 50) { Type = $"A{Number(random) % Types:D2}" }),
        ("document id", () => new ExchangeFilter(MRid: MRid(Number(random)), Max: 50)),
        ("series", () => new ExchangeFilter(Max: 50) { Series = $"series-{Number(random) % Series}" }),
        ("metering point", () => new ExchangeFilter(Max: 50) { MeteringPoint = Point(Number(random)) }),
        ("state", () => new ExchangeFilter(State: nameof(InboundState.Rejected), Max: 50)),
        ("reason", () => new ExchangeFilter(Max: 50) { Reason = "A51" }),
        ("span of time", () => OfHours(At(Number(random)))),
        ("delivery day", () => OfDay(At(Number(random)).Date)),
        ("party, type and span of time", () => new ExchangeFilter(Party(Number(random)), Max: 50) { Type = $"A{Number(random) % Types:D2}", To = At(Number(random)) }),
    ];

    /// <summary>A document that is registered.</summary>
    public DocumentKey Known(Random random) => new(SenderCode, MRid(Number(random)), 1);

    private long Number(Random random) => random.NextInt64(1, Rows + 1);

    private static string MRid(long number) => $"GROWN-{number}";

    private static string Point(long number) => $"point-{(number / Stretch * PointsOfStretch) + (number % PointsOfStretch)}";

    private DateTimeOffset At(long number) => _begin.AddMilliseconds(number * MillisecondsApart);

    private static PartyId Party(long number) => new(Guid.Parse($"00000000-0000-7000-8000-{number % Parties:x12}"));

    private static ExchangeFilter OfHours(DateTimeOffset at) => new(Max: 50) { From = at.AddHours(-1), To = at.AddHours(1) };

    private static ExchangeFilter OfDay(DateTime day)
    {
        var from = new DateTimeOffset(DateTime.SpecifyKind(day, DateTimeKind.Utc)).AddDays(1);
        return new ExchangeFilter(Max: 50) { PeriodFrom = from, PeriodTo = from.AddDays(1) };
    }

    private async Task RunAsync(string sql, long from, long to, CancellationToken cancellationToken)
    {
        await using var batch = _store.ArchivePool.CreateBatch(Scope.Of(RetailerId.Default));
        batch.Timeout = 0;
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Long(_begin.ToUnixTimeMilliseconds()).Long(from).Long(to);
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
