using System.Globalization;
using System.Text;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Records;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Storage;
using IntegrationHub.Storage.PostgreSql.Measuring;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Host.Bench.Portal;

/// <summary>
/// What lies behind a hub that has been at work, in proportion to its exchanges: of each its entry in the ledger, people's looks among them, cases that are over and cases at a task,
/// 50 partners, accounts and contracts. A million exchanges bring 1,100,000 entries, 5,000 accounts, 2,000 contracts, 2,000 cases that are over and 200 that wait.
/// </summary>
internal sealed class PortalPast(HubNode node, DateTimeOffset begin, TimeProvider time)
{
    private const string Person = "bench";
    private const int EntriesAtOnce = 1000, ExchangesOfLook = 10, People = 50, WritersAtOnce = 4;
    private const int ExchangesOfAccount = 200, ExchangesOfContract = 500, ExchangesOfCase = 500, ExchangesOfTask = 5000, AccountsOfCustomer = 2;

    /// <summary>A ledger that takes longer for a place than this stands still.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly GrownStore _grown = new(node.Services.GetRequiredService<HubStore>(), begin);

    /// <summary>Puts it behind a hub that has so many exchanges.</summary>
    public async Task StockAsync(long exchanges, Action<string> progress, CancellationToken cancellationToken)
    {
        await RegisterAsync(cancellationToken);
        progress("entries of the ledger for them");
        await TellAsync(exchanges, cancellationToken);
        progress("accounts, contracts, cases");
        await SignAsync((int)Math.Max(1, exchanges / ExchangesOfAccount), (int)(exchanges / ExchangesOfContract), cancellationToken);
        await RunCasesAsync((int)(exchanges / ExchangesOfCase), (int)(exchanges / ExchangesOfTask), cancellationToken);
        progress("until every entry has its place");
        await SequencedAsync(cancellationToken);
        await _grown.SettleAsync(["event", "business_record", "process_instance", "process_task", "process_candidate"], cancellationToken);
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        for (var number = 1; number <= GrownStore.Parties; number++)
        {
            var (name, party) = (PartyName(number), _grown[number].Party);
            var refused = await node.Parties.SaveAsync(
                new Party { Id = party, Name = name, DisplayName = name, Code = new CodedId(name.ToUpperInvariant(), "NCN"), Roles = [PartyRole.TradingCenter], Connection = PartyConnection.Files }, Person, cancellationToken);
            if (refused.Count > 0)
                throw new InvalidOperationException($"The party {name} was not registered: {refused[0].Text}");
        }
    }

    private Task TellAsync(long exchanges, CancellationToken cancellationToken)
    {
        var store = Get<IReceptionStore>();
        var starts = Enumerable.Range(0, (int)((exchanges + EntriesAtOnce - 1) / EntriesAtOnce)).Select(static part => ((long)part * EntriesAtOnce) + 1);
        return Parallel.ForEachAsync(starts, new ParallelOptions { MaxDegreeOfParallelism = WritersAtOnce, CancellationToken = cancellationToken }, async (first, stop) =>
        {
            var entries = new List<ExchangeEvent>();
            for (var number = first; number < first + EntriesAtOnce && number <= exchanges; number++)
                entries.AddRange(EntriesOf(number));

            await store.RecordEventsAsync(RetailerId.Default, entries, stop);
        });
    }

    private IEnumerable<ExchangeEvent> EntriesOf(long number)
    {
        var exchange = _grown[number];
        yield return new ExchangeEvent(
            Guid.CreateVersion7(exchange.At), exchange.At, exchange.IsAccepted ? OctetsEvent.Accepted : OctetsEvent.Rejected, exchange.Id, exchange.Party.Value, PartyName(number),
            EventData.Json(("channel", nameof(Channel.Push)), ("document", $"{GrownStore.SenderCode}/{exchange.MRid}/1"), ("profile", "Schedule 5.2"), (OctetsEvent.ReasonsName, exchange.IsAccepted ? null : "A51")));
        if (number % ExchangesOfLook == 0)
            yield return new ExchangeEvent(Guid.CreateVersion7(exchange.At), exchange.At, "look.exchange", exchange.Id, null, $"user:grown-{number / ExchangesOfLook % People}", EventData.Json());
    }

    private async Task SignAsync(int accounts, int contracts, CancellationToken cancellationToken)
    {
        var day = LocalDate.FromDateTime(time.GetUtcNow().UtcDateTime).PlusMonths(-3);
        var lines = new StringBuilder("accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry\n");
        for (var number = 0; number < accounts; number++)
            lines.Append(CultureInfo.InvariantCulture, $"{Account(number)},10kV,{Customer(number)},500,{day:uuuu-MM-dd},yes,industry\n");

        OnboardingChapter.Must(await Get<CustomerBook>().ImportAsync(lines.ToString(), Person, cancellationToken));
        var month = BillingMonth.Of(day);
        var sample = (await Get<ContractBook>().FindAsync(SettlementChapter.Sale, 1, cancellationToken))!.Contract.Terms;
        await Get<IBusinessRecords>().SaveAsync(
            [.. Enumerable.Range(0, contracts).Select(number => SettlementChapter.TakenOver(Terms(sample, number, month, accounts), Person))],
            [new("contracts.taken-over", new Dictionary<string, string> { ["contracts"] = contracts.ToString(CultureInfo.InvariantCulture) })], Person, cancellationToken);
    }

    private static ContractTerms Terms(ContractTerms sample, int number, BillingMonth month, int accounts) => sample with
    {
        MRid = string.Create(CultureInfo.InvariantCulture, $"GROWN-R-{number:D6}"),
        Buyer = sample.Buyer with { MRid = Account(number % accounts), Name = Customer(number % accounts) },
        ValidFrom = month.FirstDay,
        ValidTo = month.LastDay,
        Months = new Dictionary<BillingMonth, decimal> { [month] = 1 },
        Accounts = [new(Account(number % accounts), "10kV")],
    };

    private async Task RunCasesAsync(int over, int waiting, CancellationToken cancellationToken)
    {
        var (engine, desk) = (Get<ProcessEngine>(), Get<ProcessDesk>());
        var administrator = await Get<IActorDirectory>().FindAsync(DemoPeople.All.First(static person => person.Role == Role.SystemAdministrator).Name, cancellationToken)
            ?? throw new InvalidOperationException("Nobody may cancel a case.");
        await Parallel.ForEachAsync(Enumerable.Range(0, over + waiting), new ParallelOptions { MaxDegreeOfParallelism = WritersAtOnce * 4, CancellationToken = cancellationToken }, async (number, stop) =>
        {
            var id = Guid.CreateVersion7(time.GetUtcNow());
            if (await engine.StartAsync(id, "contract-signing", string.Create(CultureInfo.InvariantCulture, $"GROWN-C-{number:D6}"), ContextValue.Empty, null, stop) is { } refused)
                throw new InvalidOperationException($"A case was not started: {refused.Text}");

            if (number < over && await desk.CancelAsync(administrator, id, "for measuring", stop) is [var kept, ..])
                throw new InvalidOperationException($"A case was not cancelled: {kept.Text}");
        });
    }

    private async Task SequencedAsync(CancellationToken cancellationToken)
    {
        var ledger = Get<ILedgerStore>();
        for (var deadline = time.GetUtcNow() + Patience; (await ledger.ReadUnsequencedAsync(1, cancellationToken)).Count > 0; await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken))
        {
            if (time.GetUtcNow() > deadline)
                throw new TimeoutException($"Entries still wait for their places after {Patience.TotalMinutes:0} minutes: the sequencer does not keep up.");
        }
    }

    private static string PartyName(long number) => string.Create(CultureInfo.InvariantCulture, $"grown-{number % GrownStore.Parties}");

    private static string Customer(int account) => string.Create(CultureInfo.InvariantCulture, $"压测客户{account / AccountsOfCustomer}");

    private static string Account(int number) => string.Create(CultureInfo.InvariantCulture, $"GROWN-{number:D6}");

    private T Get<T>()
        where T : notnull => node.Services.GetRequiredService<T>();
}
