using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Consents;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.Processes;

/// <summary>Numbers belong to the customer, not to who asks for a consent.</summary>
[Collection(RetailTests.Name)]
public sealed class ContactTests(RetailSite site) : IDisposable
{
    private const string Strange = "+8613999999999";
    private const string Papers = "signed papers, page 2";

    private static readonly CustomerContact Mine = new("陈经理", CaseStage.Phone);
    private static readonly CustomerContact Other = new("陈经理", Strange);

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
    public async Task Who_enters_a_first_number_does_not_make_it_count_under_any_of_his_names()
    {
        var customer = site.Fresh("印染");
        _stage.Persons.Accounts.UnionWith(["li", "li.head"]);
        Good(await _stage.Changes.AddAsync(customer, Mine, "li", default));
        Assert.Empty(await ReachedAsync(customer));

        Assert.Equal(ContactProblems.SamePerson, await CodeAsync(_stage.Changes.ConfirmAsync(customer, Mine, Papers, "li", default)));
        Assert.Equal(ContactProblems.SamePerson, await CodeAsync(_stage.Changes.ConfirmAsync(customer, Mine, Papers, "li.head", default)));
        Assert.Empty(await ReachedAsync(customer));

        var confirmed = Good(await _stage.Changes.ConfirmAsync(customer, Mine, Papers, "wang", default));
        Assert.Equal(("wang", Papers, _stage.Clock.Now), (confirmed.Confirmed!.By, confirmed.Confirmed.Words, confirmed.Since));
        Assert.Equal([CaseStage.Phone], await ReachedAsync(customer));
        Assert.Equal(ContactProblems.WrongState, await CodeAsync(_stage.Changes.ConfirmAsync(customer, Mine, Papers, "wang", default)));
    }

    [Theory]
    [InlineData("陈经理", Strange, Papers, ContactProblems.NotKnown, "phone")]
    [InlineData("王经理", CaseStage.Phone, Papers, ContactProblems.NotKnown, "phone")]
    [InlineData("陈经理", CaseStage.Phone, " ", ContactProblems.Reason, "reason")]
    public async Task The_second_person_brings_the_number_from_the_papers_and_says_how_it_was_checked(string name, string phone, string words, string code, string where)
    {
        var customer = site.Fresh("印染");
        Good(await _stage.Changes.AddAsync(customer, Mine, "li", default));

        var problem = (await _stage.Changes.ConfirmAsync(customer, new(name, phone), words, "wang", default)).Problems.Single();

        Assert.Equal((code, where), (problem.Code, problem.Where));
        Assert.DoesNotContain(CaseStage.Phone, problem.ToString(), StringComparison.Ordinal);
        Assert.Empty(await ReachedAsync(customer));
    }

    [Fact]
    public async Task Another_number_counts_a_day_after_who_is_reached_today_was_told_and_never_unconfirmed()
    {
        var customer = await ReachedCustomerAsync();

        var changed = Good(await _stage.Changes.AddAsync(customer, Other, "li", default));
        Assert.Equal(changed.Known + ContactBook.Quiet, changed.Since);
        Assert.Contains("9999", Assert.Single(_stage.Messages), StringComparison.Ordinal);
        Assert.DoesNotContain(Strange, _stage.Messages[0], StringComparison.Ordinal);
        Good(await _stage.Changes.AddAsync(customer, Other, "li", default));
        Assert.Single(_stage.Messages);
        Good(await _stage.Changes.ConfirmAsync(customer, Other, Papers, "wang", default));
        _stage.Clock.Now += ContactBook.Quiet - TimeSpan.FromSeconds(1);
        Assert.Equal([CaseStage.Phone], await ReachedAsync(customer));

        _stage.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal([Strange], await ReachedAsync(customer));
        Assert.Equal(2, (await _stage.Contacts.ListAsync(customer, default)).Count);
        Assert.DoesNotContain(await site.EventsAsync("customer.contact-known"), item => item.Data.Contains(customer, StringComparison.Ordinal) || item.Data.Contains(Strange[3..], StringComparison.Ordinal) || item.Data.Contains(CaseStage.Phone[3..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_who_is_reached_today_cannot_be_told_nothing_changes()
    {
        var customer = await ReachedCustomerAsync();
        _stage.GatewayIsDown = true;

        Assert.Equal(ContactChanges.NotTold, await CodeAsync(_stage.Changes.AddAsync(customer, new("王经理", Strange), "li", default)));
        Assert.Single(await _stage.Contacts.ListAsync(customer, default));
    }

    [Fact]
    public async Task An_objection_stops_a_change_until_somebody_else_decides()
    {
        var customer = await ReachedCustomerAsync();
        Good(await _stage.Changes.AddAsync(customer, Other, "li", default));
        Good(await _stage.Changes.ConfirmAsync(customer, Other, Papers, "wang", default));

        Good(await _stage.Changes.ObjectAsync(customer, Other, "陈经理 called: not his number", "sun", default));
        _stage.Clock.Now += 3 * ContactBook.Quiet;
        Assert.Equal([CaseStage.Phone], await ReachedAsync(customer));
        Assert.Equal(ContactProblems.WrongState, await CodeAsync(_stage.Changes.ConfirmAsync(customer, Other, Papers, "zhao", default)));
        Assert.Equal(ContactProblems.SamePerson, await CodeAsync(_stage.Changes.DismissAsync(customer, Other, "it is his", "li", default)));
        Assert.Equal(ContactProblems.SamePerson, await CodeAsync(_stage.Changes.DismissAsync(customer, Other, "it is his", "wang", default)));

        _stage.GatewayIsDown = true;
        Assert.Equal(ContactChanges.NotTold, await CodeAsync(_stage.Changes.DismissAsync(customer, Other, "it is his", "zhao", default)));
        Assert.Equal([CaseStage.Phone], await ReachedAsync(customer));

        _stage.GatewayIsDown = false;
        Good(await _stage.Changes.DismissAsync(customer, Other, "it is his, seen in person", "zhao", default));
        Assert.Equal([Strange], await ReachedAsync(customer));
        Assert.Contains(await site.EventsAsync("customer.contact-objection-dismissed"), item => item.Actor == "zhao");
    }

    [Fact]
    public async Task An_objection_to_a_number_that_counts_already_brings_no_earlier_one_back()
    {
        var customer = await ReachedCustomerAsync();
        Good(await _stage.Changes.AddAsync(customer, Other, "li", default));
        Good(await _stage.Changes.ConfirmAsync(customer, Other, Papers, "wang", default));
        _stage.Clock.Now += ContactBook.Quiet;

        Good(await _stage.Changes.ObjectAsync(customer, Other, "lost", "sun", default));

        Assert.Empty(await ReachedAsync(customer));
    }

    [Fact]
    public async Task A_withdrawn_number_gets_no_code_and_hears_of_the_one_that_follows_a_day_later()
    {
        var customer = await ReachedCustomerAsync();
        _stage.GatewayIsDown = true;
        var withdrawn = await _stage.Changes.WithdrawAsync(customer, Mine, "telephone lost", "sun", default);
        Assert.Equal((ContactChanges.NotTold, "withdrawn"), (withdrawn.Problems.Single().Code, withdrawn.Value!.State));
        Assert.Empty(await ReachedAsync(customer));
        Assert.Equal(ContactProblems.WrongState, await CodeAsync(_stage.Changes.WithdrawAsync(customer, Mine, "again", "sun", default)));

        _stage.GatewayIsDown = false;
        Good(await _stage.Changes.AddAsync(customer, Other, "li", default));
        Assert.Single(_stage.Messages);
        Good(await _stage.Changes.ConfirmAsync(customer, Other, Papers, "wang", default));
        Assert.Empty(await ReachedAsync(customer));
        _stage.Clock.Now += ContactBook.Quiet;
        Assert.Equal([Strange], await ReachedAsync(customer));
    }

    [Fact]
    public async Task An_entry_that_is_withdrawn_before_it_counts_leaves_the_one_before()
    {
        var customer = await ReachedCustomerAsync();
        Good(await _stage.Changes.AddAsync(customer, Other, "li", default));
        Good(await _stage.Changes.ConfirmAsync(customer, Other, Papers, "wang", default));
        Good(await _stage.Changes.WithdrawAsync(customer, Other, "mistyped", "li", default));
        _stage.Clock.Now += 2 * ContactBook.Quiet;

        Assert.Equal([CaseStage.Phone], await ReachedAsync(customer));
    }

    [Fact]
    public async Task A_file_brings_first_contacts_and_changes_none()
    {
        var customer = site.Fresh("印染");
        Assert.Equal(["CONTACT_NAME", "CONTACT_PHONE"], (await ImportAsync(customer, "", "138")).Problems.Select(static problem => problem.Code));
        Assert.Equal("line 2, contactPhone", (await ImportAsync(customer, "陈经理", "138")).Problems.Single().Where);
        Good(await ImportAsync(customer, "陈经理", CaseStage.Phone));
        Assert.Empty(await ReachedAsync(customer));
        Assert.Equal(ContactProblems.SamePerson, await CodeAsync(_stage.Changes.ConfirmAsync(customer, Mine, Papers, "li", default)));
        Good(await _stage.Changes.ConfirmAsync(customer, Mine, Papers, "wang", default));
        Assert.Equal([CaseStage.Phone], await ReachedAsync(customer));

        Assert.Equal(RetailProblems.ContactKnown, (await ImportAsync(customer, "陈经理", Strange)).Problems.Single().Code);
        Assert.Single((await site.Customers.ListAsync(null, default)), account => account.CustomerName == customer);
        Assert.Single(await _stage.Contacts.ListAsync(customer, default));
    }

    /// <summary>A customer who is reached by a confirmed number.</summary>
    private async Task<string> ReachedCustomerAsync()
    {
        var customer = site.Fresh("印染");
        Good(await _stage.Changes.AddAsync(customer, Mine, "li", default));
        Good(await _stage.Changes.ConfirmAsync(customer, Mine, Papers, "wang", default));
        Assert.Empty(_stage.Messages);
        return customer;
    }

    private static async Task<string> CodeAsync(Task<Checked<KeptContact>> refused) => (await refused).Problems.Single().Code;

    private async Task<IEnumerable<string>> ReachedAsync(string customer) => (await _stage.Contacts.CurrentAsync(customer, default)).Select(static contact => contact.Phone);

    private Task<Checked<IReadOnlyList<MeteringAccount>>> ImportAsync(string customer, string name, string phone) => site.Customers.ImportAsync(
        $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,contactName,contactPhone\n{site.Fresh("ACC")},10kV,{customer},500,2027-01-01,yes,{name},{phone}\n", "li", default);
}
