using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Retail.Processes.Settling;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Retail.Tests.Support;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Tests;

/// <summary>The services of the settlement's process, each called more than once.</summary>
[Collection(SettlementTests.Name)]
public sealed class SettlingTests(SettlementSite site) : IAsyncLifetime, IPartnerAccounts
{
    private readonly PartnerStage _stage = new();
    private SettledMonth _site = null!;
    private EnergyAccount? _theirs;

    private Value Month => Value.Of(_site.Month.ToString());

    public async Task InitializeAsync() => _site = await site.MonthAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    Task<EnergyAccount?> IPartnerAccounts.NewestAsync(Party partner, TimeInterval period, CancellationToken cancellationToken) => Task.FromResult(_theirs);

    [Fact]
    public async Task Gaps_are_asked_for_and_filled_and_nothing_of_whom_they_are_is_told()
    {
        await _site.ReadAsync("A1", 1, 31, "100");
        var missing = Assert.IsType<ListValue>(Done(await new SettlementReadings(_site.Readings).CallAsync(Call("k1", ("month", Month)), default))["missing"]);
        Assert.Equal(2, missing.Items.Length);
        Assert.DoesNotContain("A2", ValueJson.Write(missing), StringComparison.Ordinal);

        var substitute = new SettlementSubstitute(_site.Site.Get<ReadingSubstitution>());
        Done(await substitute.CallAsync(Call("k2", ("month", Month)), default));
        Done(await substitute.CallAsync(Call("k2", ("month", Month)), default));
        Assert.Empty(Assert.IsType<ListValue>(Done(await new SettlementReadings(_site.Readings).CallAsync(Call("k3", ("month", Month)), default))["missing"]).Items);
        Assert.Equal(1, (await _site.Readings.FindAsync("A2", "10kV", Market.Readings.ReadingChannel.Import, _site.Month, null, default))!.Version);
    }

    [Fact]
    public async Task Gaps_of_many_accounts_are_filled_batch_by_batch()
    {
        await _site.ReadAsync("A1", 1, 31, "100");
        var stage = _site.Site;
        var before = (await stage.EventsAsync("readings.substituted")).Count;
        var substitution = new ReadingSubstitution(stage.Records, _site.Bases, _site.Readings, stage.Get<Retail.Readings.ReadingStore>(), stage.Get<Retail.Packages.PackageBook>(), stage.Get<Retail.Bids.AwardBook>(), stage.Get<Retail.Packages.ParameterBook>(), batch: 1);

        var receipt = RetailSite.Good(await substitution.FillAsync(_site.Month, "li", default));

        Assert.Equal((2, 2), (receipt.Blocks, (await stage.EventsAsync("readings.substituted")).Count - before));
        Assert.Empty(await _site.Readings.GapsAsync(_site.Month, default));
    }

    [Fact]
    public async Task A_repeated_call_hands_in_the_same_account_and_a_rejected_one_is_followed_by_another()
    {
        var settlement = await CalculatedAsync();
        Assert.Equal(settlement, await CalculatedAsync());

        var first = await SubmitAsync("call-1", settlement);
        Assert.Equal(first, await SubmitAsync("call-1", settlement));
        Assert.Equal(first, await SubmitAsync("call-2", settlement));
        Assert.Single(_stage.Sent);

        _stage.Becomes(first, OutboundState.Rejected);
        Assert.Equal(first, await SubmitAsync("call-1", settlement));
        var second = await SubmitAsync("call-3", settlement);
        Assert.NotEqual(first, second);
        Assert.Equal(second, await SubmitAsync("call-3", settlement));
        Assert.Equal(2, _stage.Sent.Count);
        Assert.Equal(SettlementState.Submitted, (await _site.Settlements.FindAsync(_site.Month, 1, default))!.State);
    }

    [Fact]
    public async Task What_was_approved_is_handed_in_and_nothing_else()
    {
        await _site.ReadAllAsync();
        var done = Done(await new SettlementCalculate(_site.Settlements).CallAsync(Call("calculate", ("month", Month)), default));
        var (settlement, digest) = (done["settlement"], done["digest"]);
        var text = SettlementText.Of((await _site.Settlements.FindAsync(_site.Month, 1, default))!);
        Assert.Equal(Value.Of(text.Digest), digest);
        Assert.Contains($"settlement {_site.Month}/1\n", text.Text, StringComparison.Ordinal);
        Assert.Contains("A04 31 | ", text.Text, StringComparison.Ordinal);

        var other = Value.Of(Convert.ToHexStringLower(SHA256.HashData("another"u8)));
        var refused = Assert.IsType<ServiceAnswer.Error>(await Submit().CallAsync(Call("call-1", ("settlement", settlement), ("digest", other)), default));
        Assert.Equal(SettlementProblems.TextChanged, refused.Code);
        Assert.Empty(_stage.Sent);
        Done(await Submit().CallAsync(Call("call-2", ("settlement", settlement), ("digest", digest)), default));

        // Where it stands and what became of it is not in the text: it is the same before and after.
        Assert.Single(_stage.Sent);
        Assert.Equal(text.Digest, SettlementText.Of((await _site.Settlements.FindAsync(_site.Month, 1, default))!).Digest);
    }

    [Fact]
    public async Task The_account_says_what_the_book_says()
    {
        var settlement = await CalculatedAsync();
        await SubmitAsync("call-1", settlement);
        var document = XDocument.Parse(Encoding.UTF8.GetString(Assert.Single(_stage.Sent).Bytes)).Root!;
        var series = document.Elements().Where(static element => element.Name.LocalName == "TimeSeries").ToList();
        var book = (await _site.Settlements.FindAsync(_site.Month, 1, default))!;
        Assert.Equal(
            [("A04", null), ("A02", $"P-1-{_site.Month}"), ("A02", "spot")],
            series.Select(static one => (Text(one, "businessType")!, Text(one, "marketAgreement.mRID"))));
        Assert.Equal(book.Sold.MegawattHours, Points(series[0]).Sum(static point => decimal.Parse(Text(point, "in_Quantity.quantity")!, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal((31, "P1D"), (Points(series[0]).Count, series[0].Descendants().Single(static element => element.Name.LocalName == "resolution").Value));
        Assert.Equal("380.5", Text(Assert.Single(Points(series[1])), "price.amount")!.TrimEnd('0'));
    }

    [Fact]
    public async Task The_account_is_laid_beside_the_centers_once_it_is_there_and_a_line_is_disputed_once()
    {
        var settlement = await CalculatedAsync();
        var submission = await SubmitAsync("call-1", settlement);
        Assert.IsType<ServiceAnswer.Failed>(await Reconcile().CallAsync(Call("call-2", ("settlement", settlement), ("submission", Value.Of(submission))), default));

        _theirs = Theirs((await _site.Settlements.FindAsync(_site.Month, 1, default))!.Lines, created: DateTimeOffset.UnixEpoch);
        Assert.IsType<ServiceAnswer.Failed>(await Reconcile().CallAsync(Call("call-2", ("settlement", settlement), ("submission", Value.Of(submission))), default));
        Assert.Equal(Value.Of(false), Done(await Reconcile().CallAsync(Call("call-3", ("settlement", settlement), ("submission", Value.Of(submission)), ("waited", Value.Of(false))), default))["found"]);
        Assert.Equal(SettlementState.Submitted, (await _site.Settlements.FindAsync(_site.Month, 1, default))!.State);
        _theirs = Theirs((await _site.Settlements.FindAsync(_site.Month, 1, default))!.Lines, created: new(2026, 12, 2, 0, 0, 0, TimeSpan.Zero));
        var disputed = Assert.IsType<ListValue>(Done(await Reconcile().CallAsync(Call("call-2", ("settlement", settlement), ("submission", Value.Of(submission))), default))["disputed"]);
        var line = Assert.IsType<ContextValue>(Assert.Single(disputed.Items));
        Assert.Equal((Value.Of("A04"), Value.Of(3m), Value.Of("EnergyDiffers")), (line["series"], line["position"], line["finding"]));

        // Their account may change; what was found stays.
        _theirs = null;
        Assert.Equal(disputed, Done(await Reconcile().CallAsync(Call("call-2", ("settlement", settlement), ("submission", Value.Of(submission))), default))["disputed"]);

        var statement = Done(await Dispute().CallAsync(Call("call-4", ("line", line), ("claim", Value.Of(new string('x', 600))), ("proof", Value.Null)), default))["statement"];
        Assert.Equal(statement, Done(await Dispute().CallAsync(Call("call-4", ("line", line), ("claim", Value.Of("another word")), ("proof", Value.Null)), default))["statement"]);
        Assert.Equal(2, _stage.Sent.Count);
        Assert.Equal(SettlementDispute.NotRefused, Error(await Dispute().CallAsync(Call("call-5", ("line", line), ("claim", Value.Of("again")), ("proof", Value.Null), ("number", Value.Of(2m))), default)));
        var document = XDocument.Parse(Encoding.UTF8.GetString(_stage.Sent.Last().Bytes)).Root!;
        Assert.Equal(["A42", "A95", "A95"], document.Elements().Where(static element => element.Name.LocalName == "Reason").Select(static reason => reason.Elements().First().Value));
        Assert.Contains("account CENTER-1, series A04, position 3: yours ", document.Value, StringComparison.Ordinal);
        Assert.Equal(SettlementState.Disputed, (await _site.Settlements.FindAsync(_site.Month, 1, default))!.State);

        // Refused, it is followed by another document.
        _stage.Becomes(((TextValue)statement).Text, OutboundState.Rejected);
        var next = Done(await Dispute().CallAsync(Call("call-6", ("line", line), ("claim", Value.Of("again")), ("proof", Value.Null), ("number", Value.Of(2m))), default))["statement"];
        Assert.NotEqual(statement, next);
        Assert.Equal(next, Done(await Dispute().CallAsync(Call("call-6", ("line", line), ("claim", Value.Of("again")), ("proof", Value.Null), ("number", Value.Of(2m))), default))["statement"]);
        Assert.Equal(3, _stage.Sent.Count);
    }

    [Fact]
    public async Task The_statement_names_the_digest_of_the_file_that_was_uploaded()
    {
        var settlement = await CalculatedAsync();
        var submission = await SubmitAsync("call-1", settlement);
        _theirs = Theirs((await _site.Settlements.FindAsync(_site.Month, 1, default))!.Lines, created: new(2026, 12, 2, 0, 0, 0, TimeSpan.Zero));
        var line = Assert.Single(Assert.IsType<ListValue>(Done(await Reconcile().CallAsync(Call("call-2", ("settlement", settlement), ("submission", Value.Of(submission))), default))["disputed"]).Items);

        // What the page of the task keeps of an upload, and what staff holds in its hands.
        var (file, id) = (Encoding.UTF8.GetBytes("meter protocol of the third day"), Guid.CreateVersion7());
        await _site.Site.Get<IArchive>().StoreAsync(RetailerId.Default, id, ArchiveClass.Received, file, DateTimeOffset.UnixEpoch, default);

        foreach (var nothing in new[] { $"{Guid.CreateVersion7():D}", "protocol.pdf" })
            Assert.Equal(SettlementDispute.ProofUnknown, Error(await Dispute().CallAsync(Call("call-3", ("line", line), ("claim", Value.Of("ours is right")), ("proof", Value.Of(nothing))), default)));

        Assert.Single(_stage.Sent);
        Done(await Dispute().CallAsync(Call("call-4", ("line", line), ("claim", Value.Of("ours is right")), ("proof", Value.Of($"{id:D}"))), default));
        var document = XDocument.Parse(Encoding.UTF8.GetString(_stage.Sent.Last().Bytes)).Root!;
        Assert.Contains($"proof, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(file))}", document.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_what_a_service_takes_is_refused_with_its_code()
    {
        Assert.Equal(SettlingCalls.Wrong, Error(await new SettlementReadings(_site.Readings).CallAsync(Call("k", ("month", Value.Of("July"))), default)));
        Assert.Equal(SettlingCalls.Wrong, Error(await new SettlementSubstitute(_site.Site.Get<ReadingSubstitution>()).CallAsync(Call("k"), default)));
        Assert.Equal(Market.ProblemCodes.ReadingMissing, Error(await new SettlementCalculate(_site.Settlements).CallAsync(Call("k", ("month", Month)), default)));
        Assert.Equal(SettlingCalls.Wrong, Error(await Submit().CallAsync(Call("k", ("settlement", Value.Of("2026-07"))), default)));
        Assert.Equal(RetailProblems.Unknown, Error(await Submit().CallAsync(Call("k", ("settlement", Value.Of($"{_site.Month}/9"))), default)));
        Assert.Equal(RetailProblems.Unknown, Error(await Reconcile().CallAsync(Call("k", ("settlement", Value.Of($"{_site.Month}/9"))), default)));
        Assert.Equal(SettlingCalls.Wrong, Error(await Dispute().CallAsync(Call("k", ("line", Value.Of("A04"))), default)));
        _stage.Parties = [];
        Assert.Equal(DocumentSubmission.NoPartner, Error(await Submit().CallAsync(Call("k", ("settlement", Value.Of($"{_site.Month}/1"))), default)));
    }

    [Fact]
    public async Task What_was_not_submitted_is_not_reconciled_and_what_agrees_is_not_disputed()
    {
        var settlement = await CalculatedAsync();
        var lines = (await _site.Settlements.FindAsync(_site.Month, 1, default))!.Lines;
        _theirs = Theirs(lines, created: new(2026, 12, 2, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(SettlementProblems.WrongState, Error(await Reconcile().CallAsync(Call("k", ("settlement", settlement)), default)));

        await SubmitAsync("call-1", settlement);
        Done(await Reconcile().CallAsync(Call("k", ("settlement", settlement)), default));
        var agreed = ContextValue.Of(("settlement", settlement), ("series", Value.Of("A04")), ("position", Value.Of(1m)));
        Assert.Equal(Market.ProblemCodes.DisputeEmpty, Error(await Dispute().CallAsync(Call("k", ("line", agreed), ("claim", Value.Of("no"))), default)));
    }

    [Fact]
    public async Task A_settlement_of_before_another_was_closed_is_not_handed_in_and_the_next_tells_the_difference()
    {
        var first = await CalculatedAsync();
        await _site.ReadAsync("A2", 31, 31, "71");
        var second = await NewestAsync();
        await SubmitAsync("call-1", first);
        Assert.Equal(SettlementProblems.WrongState, Error(await Submit().CallAsync(Call("call-2", ("settlement", second)), default)));

        var third = await NewestAsync();
        Assert.NotEqual(second, third);
        Assert.Equal(1, (await _site.Settlements.FindAsync(_site.Month, 3, default))!.Corrects);
        Assert.Equal(third, await NewestAsync());
        await SubmitAsync("call-3", third);
    }

    private async Task<Value> NewestAsync() => Done(await new SettlementCalculate(_site.Settlements).CallAsync(Call("calculate", ("month", Month)), default))["settlement"];

    private async Task<Value> CalculatedAsync()
    {
        await _site.ReadAllAsync();
        return Done(await new SettlementCalculate(_site.Settlements).CallAsync(Call("calculate", ("month", Month)), default))["settlement"];
    }

    private async Task<string> SubmitAsync(string key, Value settlement) => Assert.IsType<TextValue>(Done(await Submit().CallAsync(Call(key, ("settlement", settlement)), default))["submission"]).Text;

    private SettlementSubmit Submit() => new(_site.Settlements, Book(), Documents(), _stage);

    private SettlementReconcile Reconcile() => new(_site.Settlements, _site.Bases, Book(), Documents(), this);

    private SettlementDispute Dispute() => new(_site.Settlements, _site.Bases, Documents(), Book(), _site.Site.Get<IArchive>(), _site.Site.Get<TimeProvider>());

    private SubmissionBook Book() => new(_site.Site.Records, _stage, _site.Site.Get<TimeProvider>());

    private DocumentSubmission Documents() => new(Book(), _stage, _stage, _stage, TimeProvider.System);

    /// <summary>The center's account: the same, but for a megawatt-hour on the third day.</summary>
    private EnergyAccount Theirs(IReadOnlyList<AccountLine> lines, DateTimeOffset created)
    {
        var period = _site.Settlements.GridOf(_site.Month).Period;
        var days = lines.Where(static line => line.Series == AccountDocument.Consumption).Select(static line => line.Energy.MegawattHours).ToArray();
        days[2]++;
        return new(EnergyAccountVersion.V4_1)
        {
            MRid = "CENTER-1", Type = "A12", Status = "A02", ProcessType = "A05", Sender = new(_stage.Center.Code, "A11"), Receiver = new(_stage.Self.Code, "A08"), Created = created, Period = period,
            Series =
            [
                new AccountSeries
                {
                    MRid = "1", BusinessType = "A04", Area = new("10YIHUB-MARKET0N", "A01"),
                    Periods = [PeriodPoints.Create(period, "P1D", quantities: days, outQuantities: new decimal[days.Length])],
                },
                .. lines.Where(static line => line.Series != AccountDocument.Consumption).Select((line, i) => new AccountSeries
                {
                    MRid = $"{i + 2}", BusinessType = "A02", AgreementId = line.Series[4..], Area = new("10YIHUB-MARKET0N", "A01"), Currency = "CNY",
                    Periods =
                    [
                        PeriodPoints.Create(
                            period, "P1M", quantities: new[] { line.Energy.MegawattHours }, outQuantities: new[] { 0m }, prices: new[] { Math.Round(line.Amount!.Value / line.Energy.MegawattHours, 8) }),
                    ],
                }),
            ],
        };
    }

    private static ServiceCall Call(string key, params (string, Value)[] inputs) => new(key, Guid.NewGuid(), 1, ContextValue.Of(inputs));

    private static ContextValue Done(ServiceAnswer answer) => Assert.IsType<ServiceAnswer.Done>(answer).Result;

    private static string Error(ServiceAnswer answer) => Assert.IsType<ServiceAnswer.Error>(answer).Code;

    private static string? Text(XElement element, string name) => element.Elements().FirstOrDefault(one => one.Name.LocalName == name)?.Value;

    private static List<XElement> Points(XElement series) => [.. series.Descendants().Where(static element => element.Name.LocalName == "Point")];
}
