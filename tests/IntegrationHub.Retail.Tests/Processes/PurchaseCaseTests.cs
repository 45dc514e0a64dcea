using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Workflows.Values;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.Processes;

/// <summary>What the retailer buys goes through the process that its sales go through: the seller agrees by a code, the company signs, the trading center gets it.</summary>
public sealed class PurchaseCaseTests : IAsyncLifetime
{
    private const string Generator = "江北发电厂";

    private readonly RetailSite _site = new();
    private CaseStage _stage = null!;

    public async Task InitializeAsync()
    {
        await _site.InitializeAsync();
        _stage = new(_site);
        foreach (var seller in new[] { Generator, "省电网公司" })
        {
            // The seller is reached as customers are: a number that a second person found in its papers.
            Good(await _site.Get<ContactBook>().AddAsync(seller, new("陈经理", CaseStage.Phone), "li", default));
            Good(await _site.Get<ContactBook>().ConfirmAsync(seller, new("陈经理", CaseStage.Phone), "signed papers", "wang", default));
        }
    }

    public async Task DisposeAsync()
    {
        _stage.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_bilateral_a_centralized_and_a_transferred_purchase_come_in_force_and_their_text_names_the_seller()
    {
        var bilateral = Purchase("P-1", ContractKind.GeneratorBilateral, "bilateral-zh");
        foreach (var terms in (ContractTerms[])
        [
            bilateral,
            Purchase("P-2", ContractKind.Centralized, "centralized-zh") with { Auction = "AUCTION-2027-01" },
            Purchase("P-3", ContractKind.Transfer, "transfer-zh") with { Original = bilateral.MRid, Quantity = Energy.FromMegawattHours(300) },
        ])
        {
            await _stage.InForceAsync(terms);
            var stored = (await _site.Contracts.FindAsync(terms.MRid, 1, default))!;
            Assert.Equal(ContractState.InForce, stored.Contract.State);
            Assert.Contains(Generator, stored.Text, StringComparison.Ordinal);
            Assert.Single(await _site.EventsAsync("contract.acceptFiling"), item => item.Data.Contains($"\"{terms.MRid}\"", StringComparison.Ordinal));
        }

        Assert.Equal(3, _stage.Partner.Sent.Count);

        // No more is transferred than there is: the second transfer goes back to its author.
        var more = Purchase("P-4", ContractKind.Transfer, "transfer-zh") with { Original = bilateral.MRid, Quantity = Energy.FromMegawattHours(1001) };
        Good(await _site.Contracts.DraftAsync(ContractJson.Write(more), "li", default));
        var id = await _stage.StartAsync("contract-signing", more.MRid);
        await _stage.DoAsync(id, "draft", "li", """{"contract": "P-4", "version": 1, "offerDays": 14}""");
        Assert.Equal("draft", await _stage.PlaceAsync(id));
        Assert.StartsWith("CONTRACT_FIELD at quantity", ((TextValue)(await _stage.StateAsync(id)).Variables["problem"]).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transmission_service_has_no_quantity_to_schedule_and_is_filed_and_accepted_by_hand_within_its_case()
    {
        var terms = Purchase("T-1", ContractKind.TransmissionService, "service-zh") with
        {
            Seller = new("G-9", "NCN", "省电网公司"), Quantity = null, Months = new Dictionary<BillingMonth, decimal>(), Price = null, Area = null, Accounts = [new("0001", "10kV")],
        };
        Good(await _site.Contracts.DraftAsync(ContractJson.Write(terms), "li", default));
        var id = await _stage.StartAsync("contract-signing", terms.MRid);
        await _stage.DoAsync(id, "draft", "li", """{"contract": "T-1", "version": 1, "offerDays": 14}""");
        await _stage.DoAsync(id, "legalReview", "wang", """{"decision": "approve"}""");
        await _stage.DoAsync(id, "riskReview", "zhao", """{"decision": "approve"}""");
        Good(await _stage.Consents.AskForContractAsync(terms.MRid, CaseStage.Session, CaseStage.Phone, default));
        Good(await _stage.Consents.AgreeToContractAsync(terms.MRid, CaseStage.Session, _stage.LastCode, default));
        await _stage.WorkAsync();
        await _stage.DoAsync(id, "companySignature", "zhao", $$"""{"digest": "{{(await _site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.Digest}}"}""");
        Assert.Equal("mend", await _stage.PlaceAsync(id));
        Assert.Contains("File it by hand", ((TextValue)(await _stage.StateAsync(id)).Variables["filingReason"]).Text, StringComparison.Ordinal);

        // Nobody's word puts it in force: before the receipt and the letter are there, the case comes back.
        await _stage.DoAsync(id, "mend", "sun", """{"action": "byHand"}""");
        Assert.Equal("mend", await _stage.PlaceAsync(id));
        await ByHandAsync(ContractAction.File, "receipt");
        await _stage.DoAsync(id, "mend", "sun", """{"action": "byHand"}""");
        Assert.Equal(("mend", ContractState.Filed), (await _stage.PlaceAsync(id), (await _site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State));
        await ByHandAsync(ContractAction.AcceptFiling, "letter");
        await _stage.DoAsync(id, "mend", "sun", """{"action": "byHand"}""");
        Assert.Equal(("inForce", ContractState.InForce), (await _stage.PlaceAsync(id), (await _site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.State));
        Assert.Empty(_stage.Partner.Sent);

        async Task ByHandAsync(ContractAction action, string file)
        {
            var shown = Good(await _site.Attachments.AddAsync(terms.MRid, file + ".pdf", System.Text.Encoding.UTF8.GetBytes(file), "sun", default));
            Good(await _site.Get<HandSteps>().StepAsync(terms.MRid, 1, new(action, "sun"), shown.Id.ToString("D"), default));
        }
    }

    private static ContractTerms Purchase(string number, ContractKind kind, string template) => new()
    {
        MRid = number, Version = 1, Kind = kind, Type = "A03", Seller = new("G-1", "NCN", Generator), Buyer = new("10X1001A1001A450", "A01", "星河售电有限公司"),
        ValidFrom = new(2027, 1, 1), ValidTo = new(2027, 1, 31), Quantity = Energy.FromMegawattHours(1000), Months = new Dictionary<BillingMonth, decimal> { [new(2027, 1)] = 1 },
        Area = "10YIHUB-MARKET0N", Price = 395.5m, Currency = "CNY", SettlementMethod = "monthly", Template = template, TemplateVersion = 1,
    };
}
