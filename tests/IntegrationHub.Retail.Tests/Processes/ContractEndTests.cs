using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Retail.Tracking;
using IntegrationHub.Workflows.Values;
using NodaTime;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.Processes;

/// <summary>How contracts in force end: amended, terminated, expired; each with its event, and the customer is told.</summary>
public sealed class ContractEndTests : IAsyncLifetime
{
    private const string Customer = "东方纺织厂";

    private readonly RetailSite _site = new();
    private readonly Crossed _crossed = new();
    private CaseStage _stage = null!;
    private CustomerShelves _shelves = null!;

    public async Task InitializeAsync()
    {
        await _site.InitializeAsync();
        _stage = new(_site);
        LoginBook logins = new(_site.Records, _site.Customers, _crossed, _site.Get<IIdSource>(), new PasswordHashing(), RetailerId.Default, _stage.Clock);
        _shelves = new(
            _site.Records, _crossed, logins, _site.Customers,
            new(_site.Contracts, _site.Customers), new(_site.Get<SettlementBook>(), _site.Get<ReadingBook>(), _stage.Clock), new(_site.Get<DeliveryBook>(), _site.Get<DeliveryWatch>()),
            new(_site.Records, logins, _stage.Clock), RetailerId.Default, _stage.Clock);
    }

    public async Task DisposeAsync()
    {
        _stage.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task An_amendment_through_the_process_is_settled_from_its_first_day_and_the_customer_sees_both_versions()
    {
        BillingMonth november = new(2026, 11);
        var first = await ContractAsync() with
        {
            ValidFrom = new(2026, 11, 1), ValidTo = new(2026, 12, 31), Type = "A06", Quantity = Energy.FromMegawattHours(6), Months = new Dictionary<BillingMonth, decimal> { [november] = 1, [new(2026, 12)] = 1 },
        };
        await _stage.InForceAsync(first);
        Good(await _site.Packages.ImportAsync(PackageJsonOf(first.Package!, 2, 400), "li", default));
        await _stage.InForceAsync(first with { Version = 2, ValidFrom = new(2026, 11, 16), PackageVersion = 2 });

        Assert.Equal([(ContractState.Amended, new LocalDate(2026, 11, 15)), (ContractState.InForce, null)], [await EndAsync(first, 1), await EndAsync(first, 2)]);
        var change = Assert.Single(await _site.EventsAsync("contract.amend"));
        Assert.Contains("\"on\":\"2026-11-15\"", change.Data, StringComparison.Ordinal);

        // 1 kWh in each quarter of an hour: 1.44 MWh in 15 days at 420, as much at 400.
        var account = first.Accounts[0].AccountNumber;
        var days = string.Concat(Enumerable.Range(1, 30).Select(day => $"{account},10kV,2026-11-{day:00},{string.Join(' ', Enumerable.Repeat("1", 96))}\n"));
        Good(await _site.Get<ReadingBook>().ImportAsync("accountNumber,voltageLevel,day,kwh\n" + days, ReadingSource.Meter, "li", default));
        Good(await _site.Get<BasisBook>().ImportAsync("""{"month":"2026-11","version":1,"currency":"CNY","area":"10YIHUB-MARKET0N"}""", "li", default));
        var settled = Good(await _site.Get<SettlementBook>().CalculateAsync(november, "li", default));
        Assert.Equal((2.88m, 604.80m + 576m), (settled.Sold.MegawattHours, settled.Billed));

        Assert.Equal(
            [(1, ContractState.Amended, new LocalDate(2026, 11, 15)), (2, ContractState.InForce, new LocalDate(2026, 12, 31))], await TellAsync(first));
    }

    [Fact]
    public async Task A_termination_needs_a_reason_the_agreed_notice_and_a_second_person()
    {
        // Notice was given on 1 December: 60 days later is 30 January.
        var terms = await ContractAsync() with { Clauses = ["notice"], Parameters = new Dictionary<string, string> { ["noticeDays"] = "60" } };
        await _stage.InForceAsync(terms);
        Assert.Equal([(1, ContractState.InForce, new LocalDate(2027, 1, 31))], await TellAsync(terms));

        // Nobody does it alone, not by hand either.
        var alone = await _site.Get<HandSteps>().StepAsync(terms.MRid, 1, new(ContractAction.Terminate, "wang", Reason: "moved", On: new(2027, 1, 30)), null, default);
        Assert.Equal(ProblemCodes.ContractFourEyes, Assert.Single(alone.Problems).Code);

        var id = await _stage.StartAsync("contract-termination", terms.MRid);
        foreach (var (last, notice) in new[] { ("2027-01-30", "null"), ("2027-01-29", """{"$date": "2026-12-01"}"""), ("2027-01-30", """{"$date": "2026-12-02"}""") })
        {
            await ProposeAsync(id, terms, last, notice);
            await _stage.DoAsync(id, "approve", "wang", """{"decision": "approve"}""");
            Assert.Equal("propose", await _stage.PlaceAsync(id));
            Assert.StartsWith(ProblemCodes.ContractNotice, ((TextValue)(await _stage.StateAsync(id)).Variables["problem"]).Text, StringComparison.Ordinal);
        }

        await ProposeAsync(id, terms, "2027-01-30", """{"$date": "2026-12-01"}""");
        Assert.NotEmpty(await _stage.AnswerAsync(id, "approve", "li", """{"decision": "approve"}"""));
        Assert.Equal((ContractState.InForce, null), await EndAsync(terms, 1));
        await _stage.DoAsync(id, "approve", "wang", """{"decision": "approve"}""");

        Assert.Equal("ended", await _stage.PlaceAsync(id));
        Assert.Equal((ContractState.Terminated, new LocalDate(2027, 1, 30)), await EndAsync(terms, 1));
        Assert.Equal(new("moved away", new(2026, 12, 1), "li", "wang", id), (await _site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.Termination);
        var change = Assert.Single(await _site.EventsAsync("contract.terminate"));
        Assert.Equal("wang", change.Actor);
        Assert.Contains("\"on\":\"2027-01-30\"", change.Data, StringComparison.Ordinal);
        Assert.DoesNotContain("moved", change.Data, StringComparison.Ordinal);
        Assert.Equal([(1, ContractState.Terminated, new LocalDate(2027, 1, 30))], await TellAsync(terms));
    }

    [Fact]
    public async Task A_termination_that_is_rejected_or_whose_two_people_are_one_person_ends_nothing()
    {
        var terms = await ContractAsync();
        await _stage.InForceAsync(terms);
        var rejected = await _stage.StartAsync("contract-termination", terms.MRid);
        await ProposeAsync(rejected, terms, "2027-01-15", "null");
        await _stage.DoAsync(rejected, "approve", "wang", """{"decision": "reject"}""");
        Assert.Equal("keptEnd", await _stage.PlaceAsync(rejected));

        _stage.Persons.Accounts.UnionWith(["li", "li.zwei"]);
        var same = await _stage.StartAsync("contract-termination", terms.MRid + "-2");
        await ProposeAsync(same, terms, "2027-01-15", "null");
        await _stage.DoAsync(same, "approve", "li.zwei", """{"decision": "approve"}""");
        Assert.Equal("propose", await _stage.PlaceAsync(same));
        Assert.StartsWith(ProblemCodes.ContractFourEyes, ((TextValue)(await _stage.StateAsync(same)).Variables["problem"]).Text, StringComparison.Ordinal);
        Assert.Equal((ContractState.InForce, null), await EndAsync(terms, 1));
        Assert.Empty(await _site.EventsAsync("contract.terminate"));
    }

    [Fact]
    public async Task A_contract_expires_on_the_day_after_its_last_one_once_and_the_customer_is_told()
    {
        var terms = await ContractAsync();
        await _stage.InForceAsync(terms);
        var expiry = ExpiryBy(_stage.Clock);

        // The last moment of 31 January in Shanghai, and the first of February.
        _stage.Clock.Now = new(2027, 1, 31, 15, 59, 59, TimeSpan.Zero);
        Assert.Equal(0, await expiry.ExpireAsync(default));
        _stage.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(1, await expiry.ExpireAsync(default));
        Assert.Equal(0, await expiry.ExpireAsync(default));

        Assert.Equal((ContractState.Expired, null), await EndAsync(terms, 1));
        Assert.Equal("hub", Assert.Single(await _site.EventsAsync("contract.expire")).Actor);
        Assert.Equal([(1, ContractState.Expired, new LocalDate(2027, 1, 31))], await TellAsync(terms));
    }

    [Fact]
    public async Task A_contract_does_not_expire_while_an_amendment_of_it_is_on_its_way()
    {
        var (first, second) = await DecemberAsync();
        await _stage.InForceAsync(first);
        var (id, filing) = await _stage.FiledAsync(second);
        var expiry = ExpiryBy(FirstOfJanuary());

        Assert.Equal(0, await expiry.ExpireAsync(default));
        Assert.Equal((ContractState.InForce, null), await EndAsync(first, 1));

        // The days of the one that is in force are its own until then; beyond them the other binds already.
        var binding = await _site.Records.BindingAsync(new(2026, 12, 1), new(2027, 1, 31), default);
        Assert.All(new BillingMonth(2026, 12).EveryDay(), day => Assert.Equal(1, Assert.Single(binding, contract => contract.BindsOn(day)).Terms.Version));
        Assert.All(new BillingMonth(2027, 1).EveryDay(), day => Assert.Equal(2, Assert.Single(binding, contract => contract.BindsOn(day)).Terms.Version));
        await _stage.AcceptAsync(id, filing);

        Assert.Equal([(ContractState.Amended, new LocalDate(2026, 12, 14)), (ContractState.InForce, null)], [await EndAsync(first, 1), await EndAsync(first, 2)]);
        await EachDayIsUnderOneVersionAsync(first);
    }

    [Fact]
    public async Task An_amendment_that_is_accepted_after_the_last_day_takes_the_place_of_what_expired()
    {
        var (first, second) = await DecemberAsync();
        await _stage.InForceAsync(first);
        Assert.Equal(1, await ExpiryBy(FirstOfJanuary()).ExpireAsync(default));
        await _stage.InForceAsync(second);

        Assert.Equal((ContractState.Amended, new LocalDate(2026, 12, 14)), await EndAsync(first, 1));
        await EachDayIsUnderOneVersionAsync(first);
    }

    [Fact]
    public async Task What_an_earlier_program_left_both_in_force_is_read_as_one_version_a_day_and_amended_on_the_next_day()
    {
        var (first, second) = await DecemberAsync();
        await _stage.InForceAsync(first);
        await _stage.FiledAsync(second);
        var filed = (await _site.Records.FindAsync(RecordKind.Contract, second.MRid, 2, default))!;
        var accepted = StoredContract.Of(filed);
        Assert.Equal(RecordResult.Saved, await _site.Records.SaveAsync([(accepted with { Contract = accepted.Contract with { State = ContractState.InForce } }).ToRecord(filed.Revision)], [], "hub", default));
        Assert.Equal((ContractState.InForce, null), await EndAsync(first, 1));
        var binding = await _site.Records.BindingAsync(new(2026, 12, 1), new(2026, 12, 31), default);
        Assert.All(new BillingMonth(2026, 12).EveryDay(), day => Assert.Equal(day.Day < 15 ? 1 : 2, Assert.Single(binding, contract => contract.BindsOn(day)).Terms.Version));

        // Long before the last day of the first.
        Assert.Equal(1, await ExpiryBy(new CaseStage.MovingClock { Now = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero) }).ExpireAsync(default));
        Assert.Equal((ContractState.Amended, new LocalDate(2026, 12, 14)), await EndAsync(first, 1));
        Assert.Empty(await _site.EventsAsync("contract.expire"));
        await EachDayIsUnderOneVersionAsync(first);
    }

    [Fact]
    public async Task A_version_that_is_over_took_the_days_behind_its_own_from_one_that_was_left_in_force()
    {
        var (first, second) = await DecemberAsync();
        await _stage.InForceAsync(first);
        var over = new StoredContract(new ContractLife(second with { ValidTo = new(2026, 12, 20), Months = first.Months }, ContractState.Expired, "li"));
        Assert.Equal(RecordResult.Saved, await _site.Records.SaveAsync([over.ToRecord(0)], [], "hub", default));

        Assert.Empty(await _site.Records.BindingAsync(new(2026, 12, 25), new(2026, 12, 31), default));
        Assert.Equal(new LocalDate(2026, 12, 14), (await _site.Contracts.OnItsDaysAsync((await _site.Contracts.FindAsync(first.MRid, 1, default))!.Contract, default)).LastDay);
        var binding = await _site.Records.BindingAsync(new(2026, 12, 10), new(2026, 12, 20), default);
        Assert.Equal([1, 2], binding.Select(static contract => contract.Terms.Version).Order());
        Assert.Equal(1, await ExpiryBy(new CaseStage.MovingClock { Now = new(2026, 12, 22, 12, 0, 0, TimeSpan.Zero) }).ExpireAsync(default));
        Assert.Equal((ContractState.Amended, new LocalDate(2026, 12, 14)), await EndAsync(first, 1));
    }

    [Fact]
    public async Task A_step_that_somebody_came_before_is_taken_on_the_same_day()
    {
        var terms = await ContractAsync();
        await _stage.InForceAsync(terms);
        var busy = new BusyOnce(_site.Records);
        var expiry = ExpiryBy(new CaseStage.MovingClock { Now = new(2027, 1, 31, 16, 0, 0, TimeSpan.Zero) }, busy);

        Assert.Equal(0, await expiry.ExpireAsync(default));
        Assert.Equal(ContractState.InForce, (await EndAsync(terms, 1)).Item1);
        Assert.Equal(1, await expiry.ExpireAsync(default));
        Assert.Equal(ContractState.Expired, (await EndAsync(terms, 1)).Item1);

        // Then the day is done: nothing is read for it any more.
        var reads = busy.Reads;
        Assert.Equal(0, await expiry.ExpireAsync(default));
        Assert.Equal(reads, busy.Reads);
    }

    private static CaseStage.MovingClock FirstOfJanuary() => new() { Now = new(2026, 12, 31, 16, 0, 0, TimeSpan.Zero) };

    private ContractExpiry ExpiryBy(TimeProvider clock, IBusinessRecords? records = null)
    {
        var zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
        return new(new(records ?? _site.Records, clock, zone, _stage.Persons), clock, zone);
    }

    /// <summary>A contract for December, and its next version, from the middle of December to the end of January.</summary>
    private async Task<(ContractTerms First, ContractTerms Second)> DecemberAsync()
    {
        BillingMonth december = new(2026, 12);
        var first = await ContractAsync() with { ValidFrom = new(2026, 12, 1), ValidTo = new(2026, 12, 31), Months = new Dictionary<BillingMonth, decimal> { [december] = 1 } };
        return (first, first with { Version = 2, ValidFrom = new(2026, 12, 15), ValidTo = new(2027, 1, 31), Type = "A06", Months = new Dictionary<BillingMonth, decimal> { [december] = 1, [new(2027, 1)] = 1 } });
    }

    private async Task EachDayIsUnderOneVersionAsync(ContractTerms terms)
    {
        var versions = await _site.Contracts.VersionsAsync(terms.MRid, default);
        Assert.All(new BillingMonth(2026, 12).EveryDay(), day => Assert.Single(versions, version => version.Contract.BindsOn(day)));
    }

    /// <summary>Terms of a customer who may sign in on the customers' side.</summary>
    private async Task<ContractTerms> ContractAsync()
    {
        var terms = await _site.ContractAsync();
        LoginBook logins = new(_site.Records, _site.Customers, _crossed, _site.Get<IIdSource>(), new PasswordHashing(), RetailerId.Default, _stage.Clock);
        Good(await logins.AddAsync("chen.jing", Customer, "陈静", "+8613900000001", "a long password 4 tests", "li", default));
        return terms;
    }

    private Task ProposeAsync(Guid id, ContractTerms terms, string last, string notice) => _stage.DoAsync(
        id, "propose", "li", $$"""{"contract": "{{terms.MRid}}", "version": 1, "lastDay": {"$date": "{{last}}"}, "noticeOn": {{notice}}, "reason": "moved away"}""");

    private async Task<(ContractState, LocalDate?)> EndAsync(ContractTerms terms, int version)
    {
        var contract = (await _site.Contracts.FindAsync(terms.MRid, version, default))!.Contract;
        return (contract.State, contract.EndedOn);
    }

    /// <summary>Publishes, and says what the customers' side knows of the contract now.</summary>
    private async Task<IEnumerable<(int, ContractState, LocalDate)>> TellAsync(ContractTerms terms)
    {
        await _shelves.PublishAsync(withFigures: false, default);
        return _crossed.Items.Where(static item => item.Kind == CrossingKinds.Contract).Select(static item => CustomerContract.Read(item.Payload).Required).Where(contract => contract.Number == terms.MRid)
            .GroupBy(static contract => contract.Version).OrderBy(static versions => versions.Key).Select(static versions => (versions.Key, versions.Last().State, versions.Last().To));
    }

    /// <summary>Records of which somebody else changed the first one that is saved, at the same moment.</summary>
    private sealed class BusyOnce(IBusinessRecords records) : IBusinessRecords
    {
        private bool _saved;

        public int Reads { get; private set; }

        public Task<BusinessRecord?> FindAsync(RecordKind kind, string key, int? version, CancellationToken cancellationToken) => records.FindAsync(kind, key, version, cancellationToken);

        public Task<IReadOnlyList<BusinessRecord>> ListAsync(RecordQuery query, CancellationToken cancellationToken)
        {
            Reads++;
            return records.ListAsync(query, cancellationToken);
        }

        public Task<RecordResult> SaveAsync(IReadOnlyList<BusinessRecord> changed, IReadOnlyList<RecordFact> facts, string actor, CancellationToken cancellationToken)
        {
            var first = !_saved;
            _saved = true;
            return first ? Task.FromResult(RecordResult.Conflict) : records.SaveAsync(changed, facts, actor, cancellationToken);
        }

        public string BlindKey(string text) => records.BlindKey(text);
    }

    /// <summary>What is handed in for the customers' side, in order.</summary>
    private sealed class Crossed : ICompanyCrossings
    {
        public List<CrossingItem> Items { get; } = [];

        public ValueTask<IReadOnlyList<Rejection>> PublishAsync(RetailerId retailer, CrossingItem item, string actor, CancellationToken cancellationToken)
        {
            if (Items.TrueForAll(known => known.Id != item.Id))
                Items.Add(item);

            return ValueTask.FromResult<IReadOnlyList<Rejection>>([]);
        }

        public ValueTask<IReadOnlyList<CrossingEntry>> ReadRequestsAsync(RetailerId retailer, long after, int max, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<CrossingEntry>>([]);
    }
}
