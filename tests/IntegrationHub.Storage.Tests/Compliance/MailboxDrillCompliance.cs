using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Mailbox;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="IMailboxDrill"/> does. Each test has a store of its own.</summary>
public abstract class MailboxDrillCompliance
{
    private static readonly MailboxQuery Everything = new(0, null, IntervalType.Server, null, [], null, 1_000);

    protected abstract IMailboxDrill Drill { get; }

    protected abstract IMailbox Mailbox { get; }

    protected abstract IReceptionStore Reception { get; }

    [Fact]
    public async Task A_partner_that_came_back_from_an_older_backup_gives_the_same_codes_to_other_documents()
    {
        var (one, two) = (Samples.NewParty(), Samples.NewParty());
        var kept = await ReceiveAsync(one);
        await ReceiveAsync(one);
        await ReceiveAsync(two);
        Assert.Equal([1L, 2L], await CodesAsync(one));
        Assert.Equal([1L], await CodesAsync(two));

        await Drill.ForgetFromAsync(2, default);

        Assert.Equal([1L], await CodesAsync(one));
        Assert.Equal([1L], await CodesAsync(two));
        var next = await ReceiveAsync(one);
        Assert.Equal([(1L, kept), (2L, next)], (await ListAsync(one)).Select(static entry => (entry.Code, entry.ExchangeId)));
    }

    private async Task<Guid> ReceiveAsync(PartyId party)
    {
        var commit = Samples.Commit(party);
        await Reception.CommitAsync(commit, default);
        return commit.Exchange.Id;
    }

    private async Task<IEnumerable<long>> CodesAsync(PartyId party) => (await ListAsync(party)).Select(static entry => entry.Code);

    private async Task<IReadOnlyList<MailboxEntry>> ListAsync(PartyId party) => await Mailbox.ListAsync(Samples.Retailer, party, Everything, default);
}
