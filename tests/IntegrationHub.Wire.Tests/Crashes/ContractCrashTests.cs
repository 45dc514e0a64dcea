using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Storage;
using IntegrationHub.Wire.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Wire.Tests.Crashes;

/// <summary><c>kill -9</c> while a contract is signed and filed: it comes into force, signed once and filed once.</summary>
public sealed class ContractCrashTests(CrashSite site) : IClassFixture<CrashSite>
{
    [Theory]
    [InlineData(CrashPoint.BeforeProcessStep)]
    [InlineData(CrashPoint.AfterProcessClaim)]
    public async Task A_contract_is_signed_and_filed_once(string point)
    {
        if (site.Market is not { } market)
        {
            return;
        }

        var number = $"CRASH-{point}";
        Guid id;
        await using (var beside = await market.AttachAsync())
        {
            id = await AgreedAsync(beside, number);
            await site.ArmAsync(point);
            var digest = (await beside.Services.GetRequiredService<ContractBook>().FindAsync(number, 1, default))!.Contract.Digest;
            await new CaseHands(beside.Services, TimeProvider.System).DoAsync(id, "companySignature", "bert", $$"""{"digest": "{{digest}}"}""", default);
        }

        await site.CrashedAsync();

        await using var after = await market.AttachAsync();
        var hands = new CaseHands(after.Services, TimeProvider.System);
        await hands.EndAsync(id, default);
        Assert.Equal("inForce", await hands.EndOfAsync(id, default));
        Assert.Equal(ContractState.InForce, (await after.Services.GetRequiredService<ContractBook>().FindAsync(number, 1, default))!.Contract.State);
        Assert.Single(await after.Services.GetRequiredService<SignatureBook>().ListAsync(number, default));
        var filing = Assert.Single(await after.Services.GetRequiredService<FilingBook>().ListAsync(number, default));
        var received = await market.Center!.Services.GetRequiredService<IExchangeReader>().SearchAsync(Exchange.RetailerId.Default, new ExchangeFilter(Max: 1_000), default);
        Assert.Single(received, exchange => exchange.Direction == Direction.In && exchange.MRid == filing.MRid && exchange.State == "Accepted");
    }

    /// <summary>A contract that waits for the company's signature.</summary>
    private static async Task<Guid> AgreedAsync(HubNode hub, string number)
    {
        var begins = new LocalDate(2027, 2, 1);
        var services = hub.Services;
        Assert.Empty((await services.GetRequiredService<CustomerBook>().ImportAsync(
            $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,contactName,contactPhone\n{number},10kV,纺织厂,500,2027-01-01,yes,textile,陈经理,+8613800002222\n", "otto", default)).Problems);
        // The customer is one for all crashes; its number was confirmed with the first.
        if ((await services.GetRequiredService<ContactBook>().CurrentAsync("纺织厂", default)).Count == 0)
            Assert.Empty((await services.GetRequiredService<ContactChanges>().ConfirmAsync("纺织厂", new("陈经理", "+8613800002222"), "signed papers", "anna", default)).Problems);
        Assert.Empty((await services.GetRequiredService<PackageBook>().ImportAsync(
            """{"code":"CRASH","version":1,"names":{"en":"Fixed"},"currency":"CNY","validFrom":"2026-01-01","price":{"kind":"fixed","price":420}}""", "otto", default)).Problems);
        var book = services.GetRequiredService<ContractBook>();
        Assert.Empty((await book.DraftAsync(Terms(hub, number, begins), "otto", default)).Problems);

        var hands = new CaseHands(services, TimeProvider.System);
        var id = await hands.StartAsync("contract-signing", number, default);
        await hands.DoAsync(id, "draft", "otto", $$"""{"contract": "{{number}}", "version": 1, "offerDays": 14}""", default);
        await hands.DoAsync(id, "legalReview", "anna", """{"decision": "approve"}""", default);
        await hands.DoAsync(id, "riskReview", "bert", """{"decision": "approve"}""", default);
        await hands.AtAsync(id, "answer", default);
        var (consents, session) = (services.GetRequiredService<CustomerConsents>(), ConsentCode.MakeSession());
        Assert.Empty((await consents.AskForContractAsync(number, session, "+8613800002222", default)).Problems);
        var code = SmsOutbox.Read(PeopleOfNode.OutboxFile(services.GetRequiredService<Host.Data.DataFolder>()))[^1].Text[..ConsentCode.Digits];
        Assert.Empty((await consents.AgreeToContractAsync(number, session, code, default)).Problems);
        await hands.AtAsync(id, "companySignature", default);
        return id;
    }

    private static string Terms(HubNode hub, string number, LocalDate begins) => ContractJson.Write(new ContractTerms
    {
        MRid = number,
        Version = 1,
        Kind = ContractKind.Retail,
        Type = "A03",
        Seller = new(hub.Parties.Current.Self.Code.Value, "A01", "星河售电有限公司"),
        Buyer = new("C-1", "NCN", "纺织厂"),
        ValidFrom = begins,
        ValidTo = begins.PlusMonths(1).PlusDays(-1),
        Quantity = IntegrationHub.Market.Quantities.Energy.FromMegawattHours(10),
        Months = new Dictionary<IntegrationHub.Market.Time.BillingMonth, decimal> { [IntegrationHub.Market.Time.BillingMonth.Of(begins)] = 1 },
        Accounts = [new(number, "10kV")],
        Currency = "CNY",
        Package = "CRASH",
        PackageVersion = 1,
        SettlementMethod = "monthly",
        Template = "retail-zh",
        TemplateVersion = 1,
    });
}
