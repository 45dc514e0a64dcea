using System.Globalization;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Consents;
using NodaTime;

namespace IntegrationHub.Host.Demo;

/// <summary>A contract goes through its process: drafted, reviewed by two others, agreed by the customer, signed for the company, timestamped, filed, acknowledged, in force.</summary>
internal sealed class ContractChapter : DemoChapter
{
    public const string Number = "DEMO-R-0001";

    /// <summary>Under this name later chapters find the number of a contract in force.</summary>
    public const string Note = "contract";

    public override string Title => "A contract is signed and filed";

    public override async Task<IReadOnlyList<DemoExpectation>> TellAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        var begins = OnboardingChapter.BeginsAfter(stage.Today);
        var book = stage.Get<ContractBook>();
        OnboardingChapter.Must(await stage.Get<PackageBook>().ImportAsync(
            $$$"""{"code":"DEMO-FIX","version":1,"names":{"en":"Fixed","zh":"固定价"},"currency":"CNY","validFrom":"{{{stage.Today:uuuu-MM-dd}}}","price":{"kind":"fixed","price":420}}""", "otto", cancellationToken));
        OnboardingChapter.Must(await book.DraftAsync(Terms(stage, begins), "otto", cancellationToken));
        stage.Say($"  otto drafts {Number}: 100 MWh for {OnboardingChapter.Customer} in {begins.ToString("uuuu-MM", CultureInfo.InvariantCulture)}");

        var hands = stage.Hands;
        var id = await hands.StartAsync("contract-signing", Number, cancellationToken);
        await hands.DoAsync(id, "draft", "otto", $$"""{"contract": "{{Number}}", "version": 1, "offerDays": 14}""", cancellationToken);
        await hands.DoAsync(id, "legalReview", "anna", """{"decision": "approve"}""", cancellationToken);
        await hands.DoAsync(id, "riskReview", "bert", """{"decision": "approve"}""", cancellationToken);
        await hands.AtAsync(id, "answer", cancellationToken);
        var offered = await book.FindAsync(Number, 1, cancellationToken);
        stage.Say($"  anna (legal) and bert (risk) approve; the text with the digest {offered!.Contract.Digest![..12]}… is offered");

        var consents = stage.Get<CustomerConsents>();
        var session = ConsentCode.MakeSession();
        OnboardingChapter.Must(await consents.AskForContractAsync(Number, session, OnboardingChapter.Phone, cancellationToken));
        OnboardingChapter.Must(await consents.AgreeToContractAsync(Number, session, OnboardingChapter.CodeSentTo(stage, OnboardingChapter.Phone), cancellationToken));
        stage.Say("  the customer agrees with the code that names the contract");

        await hands.DoAsync(id, "companySignature", "bert", $$"""{"digest": "{{offered.Contract.Digest}}"}""", cancellationToken);
        var end = await hands.EndAsync(id, cancellationToken);
        var signature = (await stage.Get<SignatureBook>().ListAsync(Number, cancellationToken))[^1];
        var filing = (await stage.Get<FilingBook>().ListAsync(Number, cancellationToken))[^1];
        var contract = await book.FindAsync(Number, 1, cancellationToken);
        stage.Say($"  bert signs for the company with the hub's key ({(signature.StampedAt is { } at ? $"timestamped {at:u}" : "its timestamp is queued")})");
        stage.Say($"  filed with the trading center as {filing.MRid}, acknowledged: {Number} is {Words(contract!.Contract.State)} ({end.Status})");
        stage.Notes[Note] = Number;
        return contract.Contract.State == ContractState.InForce
            ?
            [
                new("contract filed", Direction.Out, filing.MRid, "Accepted"),
                new("filing confirmed (pushed)", Direction.In, $"CNF-{filing.MRid}-1", "Accepted"),
            ]
            : throw new RefusedException("DEMO_CASE", $"the contract is {contract.Contract.State}", "Run it again with --keep DIR and look at `ihub instance list`.");
    }

    private static string Words(ContractState state) => Commands.Words.Of(state);

    private static string Terms(DemoStage stage, LocalDate begins)
    {
        var self = stage.Hub.Parties.Current.Self;
        return ContractJson.Write(new ContractTerms
        {
            MRid = Number,
            Version = 1,
            Kind = ContractKind.Retail,
            Type = "A03",
            Seller = new(self.Code.Value, self.Code.CodingScheme ?? "A01", "星河售电有限公司"),
            Buyer = new("C-0001", "NCN", OnboardingChapter.Customer),
            ValidFrom = begins,
            ValidTo = begins.PlusMonths(1).PlusDays(-1),
            Quantity = Market.Quantities.Energy.FromMegawattHours(100),
            Months = new Dictionary<Market.Time.BillingMonth, decimal> { [Market.Time.BillingMonth.Of(begins)] = 1 },
            Accounts = [new(OnboardingChapter.Account, "10kV")],
            Currency = "CNY",
            Package = "DEMO-FIX",
            PackageVersion = 1,
            SettlementMethod = "monthly",
            Template = "retail-zh",
            TemplateVersion = 2,
        });
    }
}
