using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Tests.Support;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests;

[Collection(RetailTests.Name)]
public sealed class DecompositionBookTests(RetailSite site)
{
    [Fact]
    public async Task What_a_contract_is_decomposed_into_is_frozen_with_the_signature_and_an_amendment_moves_only_what_lies_ahead()
    {
        var terms = await site.ContractAsync();
        var book = site.Get<DecompositionBook>();
        await site.AgreedAsync(terms);
        Assert.Empty(await book.ListAsync(terms.MRid, default));
        Good(await site.Contracts.StepAsync(terms.MRid, 1, Shown.Sign(terms, (await site.Contracts.FindAsync(terms.MRid, 1, default))!.Contract.Digest!), default));
        var first = Assert.Single(await book.ListAsync(terms.MRid, default));
        Assert.Equal((1, 1, 1, terms.Quantity), (first.Version, first.ContractVersion, first.Rule, first.Total));
        Assert.Contains("sha-256", first.Source, StringComparison.Ordinal);
        Assert.Single(await site.EventsAsync("contract.decomposed"), item => item.Data.Contains($"\"{terms.MRid}\"", StringComparison.Ordinal));
        foreach (var step in (Func<Task<ContractStep>>[])[() => Shown.FileAsync(Filings, terms), () => Shown.AcceptAsync(Filings, terms)])
            Good(await site.Contracts.StepAsync(terms.MRid, 1, await step(), default));

        var next = terms with { Version = 2, ValidFrom = new(2027, 1, 16), Quantity = Market.Quantities.Energy.FromMegawattHours(7) };
        Good(await site.Contracts.StepAsync(next.MRid, 2, Shown.Sign(next, await site.AgreedAsync(next)), default));
        var sheet = (await book.FindAsync(terms.MRid, null, null, default))!;
        Assert.Equal((2, new NodaTime.LocalDate(2027, 1, 16), 1), (sheet.Shown.Version, sheet.Shown.FrozenBefore, sheet.Against));
        Assert.Equal(new NodaTime.LocalDate(2027, 1, 16), Assert.Single(sheet.Changes).From);
        Assert.Equal(7m, sheet.Shown.EnergyOf(new(2027, 1), static day => day.Day >= 16).MegawattHours);
        Assert.Empty((await book.FindAsync(terms.MRid, 1, null, default))!.Changes);
        Assert.Null(await book.FindAsync(terms.MRid, 3, null, default));
        Assert.Null(await book.FindAsync("R-NOWHERE", null, null, default));
    }

    [Fact]
    public async Task A_version_that_was_sent_back_after_its_signature_is_not_shown_as_what_the_contract_brings()
    {
        var terms = await site.ContractAsync();
        await site.InForceAsync(terms);
        var next = terms with { Version = 2, ValidFrom = new(2027, 1, 16), Quantity = Market.Quantities.Energy.FromMegawattHours(7) };
        Good(await site.Contracts.StepAsync(next.MRid, 2, Shown.Sign(next, await site.AgreedAsync(next)), default));
        var book = site.Get<DecompositionBook>();
        Assert.Equal(2, (await book.FindAsync(terms.MRid, null, null, default))!.Shown.Version);

        Good(await site.Contracts.StepAsync(next.MRid, 2, new(ContractAction.SendBack, "wang", Reason: "the customer moves"), default));
        var sheet = (await book.FindAsync(terms.MRid, null, null, default))!;
        Assert.Equal((1, (int?)null, true), (sheet.Shown.Version, sheet.Against, sheet.IsBinding));
        Assert.Equal([1, 2], sheet.Versions);
        Assert.Equal([2], sheet.Unbound);
        var asked = (await book.FindAsync(terms.MRid, 2, null, default))!;
        Assert.Equal((2, (int?)1, false), (asked.Shown.Version, asked.Against, asked.IsBinding));

        // It is given up, and the next version binds by what was frozen with its own signature.
        Good(await site.Contracts.StepAsync(next.MRid, 2, new(ContractAction.Reject, "wang", Reason: "the customer moves"), default));
        next = next with { Version = 3 };
        Good(await site.Contracts.StepAsync(next.MRid, 3, Shown.Sign(next, await site.AgreedAsync(next)), default));
        sheet = (await book.FindAsync(terms.MRid, null, null, default))!;
        Assert.Equal((3, (int?)1), (sheet.Shown.Version, sheet.Against));
        Assert.Equal([2], sheet.Unbound);
    }

    private FilingBook Filings => site.Get<FilingBook>();
}
