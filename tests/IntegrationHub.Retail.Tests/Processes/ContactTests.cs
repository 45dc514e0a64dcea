using IntegrationHub.Market;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Consents;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.Processes;

/// <summary>Numbers belong to the customer, not to who asks for a consent.</summary>
[Collection(RetailTests.Name)]
public sealed class ContactTests(RetailSite site) : IDisposable
{
    private const string Strange = "+8613999999999";

    private readonly CaseStage _stage = new(site);

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_code_goes_to_no_number_that_is_not_on_record()
    {
        var (_, terms, _) = await _stage.OfferedAsync();

        var refused = (await _stage.Consents.AskForContractAsync(terms.MRid, CaseStage.Session, Strange, default)).Problems.Single();

        Assert.Equal((ConsentProblems.NotOnRecord, "phone"), (refused.Code, refused.Where));
        Assert.DoesNotContain(CaseStage.Phone, refused.ToString(), StringComparison.Ordinal);
        Assert.Empty(_stage.Messages);
        Good(await _stage.Consents.AskForContractAsync(terms.MRid, CaseStage.Session, CaseStage.Phone, default));
    }

    [Fact]
    public async Task Another_number_counts_a_day_after_who_is_reached_today_was_told()
    {
        var customer = site.Fresh("印染");
        Good(await _stage.Changes.AddAsync(customer, new("陈经理", CaseStage.Phone), "li", default));
        Assert.Empty(_stage.Messages);
        Assert.Equal([CaseStage.Phone], await ReachedAsync(customer));

        var changed = Good(await _stage.Changes.AddAsync(customer, new("陈经理", Strange), "li", default));
        Assert.Equal(changed.Known + ContactBook.Quiet, changed.Since);
        Assert.Contains("9999", Assert.Single(_stage.Messages), StringComparison.Ordinal);
        Assert.DoesNotContain(Strange, _stage.Messages[0], StringComparison.Ordinal);
        Good(await _stage.Changes.AddAsync(customer, new("陈经理", Strange), "li", default));
        Assert.Single(_stage.Messages);
        _stage.Clock.Now += ContactBook.Quiet - TimeSpan.FromSeconds(1);
        Assert.Equal([CaseStage.Phone], await ReachedAsync(customer));

        _stage.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal([Strange], await ReachedAsync(customer));
        Assert.Equal(2, (await _stage.Contacts.ListAsync(customer, default)).Count);
        Assert.DoesNotContain(await site.EventsAsync("customer.contact-known"), item => item.Data.Contains(customer, StringComparison.Ordinal) || item.Data.Contains("139", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_who_is_reached_today_cannot_be_told_nothing_changes()
    {
        var customer = site.Fresh("印染");
        Good(await _stage.Changes.AddAsync(customer, new("陈经理", CaseStage.Phone), "li", default));
        _stage.GatewayIsDown = true;

        Assert.Equal(ContactChanges.NotTold, (await _stage.Changes.AddAsync(customer, new("王经理", Strange), "li", default)).Problems.Single().Code);
        Assert.Single(await _stage.Contacts.ListAsync(customer, default));
    }

    [Fact]
    public async Task A_file_brings_first_contacts_and_changes_none()
    {
        var customer = site.Fresh("印染");
        Assert.Equal(["CONTACT_NAME", "CONTACT_PHONE"], (await ImportAsync(customer, "", "138")).Problems.Select(static problem => problem.Code));
        Assert.Equal("line 2, contactPhone", (await ImportAsync(customer, "陈经理", "138")).Problems.Single().Where);
        Good(await ImportAsync(customer, "陈经理", CaseStage.Phone));
        Assert.Equal([CaseStage.Phone], await ReachedAsync(customer));

        Assert.Equal(RetailProblems.ContactKnown, (await ImportAsync(customer, "陈经理", Strange)).Problems.Single().Code);
        Assert.Single((await site.Customers.ListAsync(null, default)), account => account.CustomerName == customer);
        Assert.Single(await _stage.Contacts.ListAsync(customer, default));
    }

    private async Task<IEnumerable<string>> ReachedAsync(string customer) => (await _stage.Contacts.CurrentAsync(customer, default)).Select(static contact => contact.Phone);

    private Task<Checked<IReadOnlyList<Market.Customers.MeteringAccount>>> ImportAsync(string customer, string name, string phone) => site.Customers.ImportAsync(
        $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,contactName,contactPhone\n{site.Fresh("ACC")},10kV,{customer},500,2027-01-01,yes,{name},{phone}\n", "li", default);
}
