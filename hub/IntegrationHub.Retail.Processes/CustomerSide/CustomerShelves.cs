using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>
/// Publishes for every customer who has a login what is new or changed in the books. What was published is noted afterwards; killed in between, the same is handed in
/// under the same id, which changes nothing.
/// </summary>
public sealed class CustomerShelves(
    IBusinessRecords records, ICompanyCrossings crossings, LoginBook logins, CustomerBook book, CustomerContracts contracts, CustomerFigures figures, CustomerReminders reminders,
    CustomerNoticeBook notices, RetailerId retailer, TimeProvider time)
{
    private readonly ConsentBook _consents = new(records);

    /// <summary>Publishes contracts, and bills and consumption where they are asked for.</summary>
    /// <param name="withFigures">True to look through bills and readings, too, which is more work.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many items.</returns>
    public async Task<int> PublishAsync(bool withFigures, CancellationToken cancellationToken)
    {
        var customers = (await logins.ListAsync(cancellationToken).ConfigureAwait(false)).GroupBy(static login => login.CustomerName, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static IReadOnlyList<StoredLogin> (group) => [.. group], StringComparer.Ordinal);
        if (customers.Count == 0)
            return 0;

        var accounts = (await book.ListAsync(null, cancellationToken).ConfigureAwait(false)).Where(account => customers.ContainsKey(account.CustomerName)).ToList();
        var shelves = new Dictionary<string, Shelf>(StringComparer.Ordinal);
        var (shown, hidden) = await contracts.LookAsync(accounts, cancellationToken).ConfigureAwait(false);
        foreach (var (name, own) in shown)
        {
            foreach (var stored in own)
                await OfferAsync(await OfAsync(name).ConfigureAwait(false), Offer(stored, name), cancellationToken).ConfigureAwait(false);

            foreach (var reminder in withFigures ? await reminders.OfAsync(own, cancellationToken).ConfigureAwait(false) : [])
                await OfferAsync(await OfAsync(name).ConfigureAwait(false), reminder, cancellationToken).ConfigureAwait(false);
        }

        if (withFigures)
        {
            await foreach (var (name, offer) in figures.NewAsync(accounts, async (name, thing) => (await OfAsync(name).ConfigureAwait(false)).Known.ContainsKey(thing), cancellationToken).ConfigureAwait(false))
                await OfferAsync(await OfAsync(name).ConfigureAwait(false), offer, cancellationToken).ConfigureAwait(false);
        }

        // A draft may name another buyer than the offer that it was; that is looked for with the figures.
        var reworked = hidden.ToDictionary(static one => NameOf(one.Contract.Terms), StringComparer.Ordinal);
        foreach (var name in withFigures ? customers.Keys : hidden.Select(static one => one.Contract.Terms.Buyer.Name).Distinct(StringComparer.Ordinal).Where(customers.ContainsKey))
            await TakeBackAsync(await OfAsync(name).ConfigureAwait(false), name, reworked, cancellationToken).ConfigureAwait(false);

        foreach (var name in withFigures ? customers.Keys : (IReadOnlyCollection<string>)[])
            await CloseAsync(await OfAsync(name).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

        foreach (var shelf in shelves.Values.Where(shelf => shelf.IsChanged || (withFigures && !shelf.HasFigures)))
        {
            var body = MarketJson.WriteUtf8(new ShelfNote(shelf.Known) { HasFigures = withFigures || shelf.HasFigures ? true : null });
            await records.SaveAsync([new(RecordKind.Shelf, shelf.Key, 1, "published", null, null, body, shelf.Revision)], [], "hub", cancellationToken).ConfigureAwait(false);
        }

        return shelves.Values.Sum(static shelf => shelf.Published);

        async Task<Shelf> OfAsync(string name)
        {
            if (shelves.TryGetValue(name, out var known))
                return known;

            var subject = customers[name][0].Login.Customer;
            var key = subject.ToString("D");
            var record = await records.FindAsync(RecordKind.Shelf, key, 1, cancellationToken).ConfigureAwait(false);
            var note = record?.Read<ShelfNote>("shelf");
            return shelves[name] = new(subject, customers[name], key, note is null ? [] : new(note.Items, StringComparer.Ordinal), record?.Revision ?? 0) { HasFigures = note?.HasFigures == true };
        }
    }

    private static ShelfOffer Offer(StoredContract stored, string customer)
    {
        var terms = stored.Contract.Terms;
        return new(
            CrossingKinds.Contract,
            NameOf(terms),
            MarketJson.Write(new CustomerContract(
                terms.MRid, terms.Version, stored.Contract.State, terms.ValidFrom, stored.Contract.EndedOn ?? terms.ValidTo, terms.Quantity ?? Energy.Zero, stored.Contract.Digest, stored.Language, stored.Text)
            {
                Accounts = [.. terms.Accounts.Select(static account => account.ToString())],
                Months = MonthsOf(terms),
            }))
        {
            News = stored.Contract.State == ContractState.Offered
                ? new(customer, SubscriptionTopic.ContractToSign, string.Create(CultureInfo.InvariantCulture, $"{terms.MRid}/{terms.Version}")) { Digest = stored.Contract.Digest, Offer = stored.Offer }
                : null,
        };
    }

    /// <summary>What the months share of the contract's energy, to the watt-hour; null where nothing is shared.</summary>
    private static Dictionary<BillingMonth, Energy>? MonthsOf(ContractTerms terms)
    {
        if (terms.Quantity is not { } total || terms.Months.Values.Sum() <= 0)
            return null;

        var months = terms.Months.OrderBy(static month => month.Key).ToList();
        return months.Zip(LargestRemainder.Split(total.WattHours, [.. months.Select(static month => month.Value)])).ToDictionary(static one => one.First.Key, static one => new Energy(one.Second));
    }

    private static string NameOf(ContractTerms terms) => string.Create(CultureInfo.InvariantCulture, $"{CrossingKinds.Contract} {terms.MRid} {terms.Version}");

    /// <summary>Says of contracts that were shown and are not offered any more that they are being changed, or were given up.</summary>
    private async Task TakeBackAsync(Shelf shelf, string customer, Dictionary<string, StoredContract> reworked, CancellationToken cancellationToken)
    {
        foreach (var name in shelf.Known.Keys.Where(reworked.ContainsKey).ToList())
        {
            // A version that goes to another customer meanwhile takes none of that one's words here.
            var (terms, state) = (reworked[name].Contract.Terms, reworked[name].Contract.State);
            var payload = MarketJson.Write(new ContractReworked(terms.MRid, terms.Version, state == ContractState.Rejected) { Asked = terms.Buyer.Name == customer ? await ChangesOfAsync(terms, cancellationToken).ConfigureAwait(false) : null });
            await OfferAsync(shelf, new(CrossingKinds.ContractReworked, name, payload), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the customer said to the version at last, where that was to change it.</summary>
    private async Task<ChangesAsked?> ChangesOfAsync(ContractTerms terms, CancellationToken cancellationToken) =>
        (await _consents.ListAsync(terms.MRid, cancellationToken).ConfigureAwait(false))
            .LastOrDefault(one => one.Consent is { Subject: ConsentSubject.Contract, Answer: not ConsentAnswer.None } said && said.Version == terms.Version).Consent
            is { Answer: ConsentAnswer.AsksForChanges, AnsweredAt: { } at, Words: { } words, Digest: var digest }
            ? new(digest, at, words)
            : null;

    /// <summary>Takes back reminders that nothing is said of any more: their month is over, or the contract is.</summary>
    private async Task CloseAsync(Shelf shelf, CancellationToken cancellationToken)
    {
        foreach (var name in shelf.Known.Where(one => one.Key.StartsWith(CustomerReminders.Prefix, StringComparison.Ordinal) && one.Value.Closed != true && !shelf.Offered.Contains(one.Key)).Select(static one => one.Key).ToList())
        {
            if (await reminders.CloseAsync(name, cancellationToken).ConfigureAwait(false) is not { } closing || !await OfferAsync(shelf, closing, cancellationToken).ConfigureAwait(false))
                continue;

            // It is looked up no more.
            shelf.Known[name] = shelf.Known[name] with { Closed = true };
            shelf.IsChanged = true;
        }
    }

    /// <returns>True where the shelf says it: now, or before.</returns>
    private async Task<bool> OfferAsync(Shelf shelf, ShelfOffer offer, CancellationToken cancellationToken)
    {
        shelf.Offered.Add(offer.Name);
        var digest = offer.Payload is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(offer.Payload)));
        var before = shelf.Known.GetValueOrDefault(offer.Name);
        if (before?.Digest == digest || (offer.Payload is null && before is not null))
        {
            // The shelf says the same of an offer that was taken back and made again, and of one that nobody could be told yet.
            if (offer.News is { Topic: SubscriptionTopic.ContractToSign } open)
                await notices.RaiseAsync(open, cancellationToken, shelf.Persons).ConfigureAwait(false);

            return true;
        }

        // The number is in the id: what comes back to a state it had crosses again.
        var number = (before?.Number ?? 0) + 1;
        if (offer.Payload is { } payload)
        {
            var item = new CrossingItem(NameId.Of(shelf.Key, offer.Name, $"{number}", digest), shelf.Customer, offer.Kind, CrossingKinds.Version, payload, time.GetUtcNow());
            if ((await crossings.PublishAsync(retailer, item, "hub", cancellationToken).ConfigureAwait(false)).Count > 0)
                return false;

            // Told before it is noted as published: killed in between, both are done again and change nothing. The bills that were there when the customer's first person came are no news.
            if (offer.News is { } news && (shelf.HasFigures || news.Topic != SubscriptionTopic.NewBill))
                await notices.RaiseAsync(news, cancellationToken, shelf.Persons).ConfigureAwait(false);

            shelf.Published++;
        }

        shelf.Known[offer.Name] = new(number, digest);
        shelf.IsChanged = true;
        return true;
    }

    private sealed record Shelf(Guid Customer, IReadOnlyList<StoredLogin> Persons, string Key, Dictionary<string, ShelfItem> Known, long Revision)
    {
        public bool IsChanged { get; set; }

        /// <summary>Whether bills and readings were looked through before.</summary>
        public bool HasFigures { get; init; }

        /// <summary>Names that something is said of now.</summary>
        public HashSet<string> Offered { get; } = new(StringComparer.Ordinal);

        public int Published { get; set; }
    }

    /// <summary>What was published last: how often it changed, and what it said.</summary>
    internal sealed record ShelfItem(int Number, string Digest)
    {
        /// <summary>True for a reminder that was taken back; else null.</summary>
        public bool? Closed { get; init; }
    }

    internal sealed record ShelfNote(IReadOnlyDictionary<string, ShelfItem> Items)
    {
        /// <summary>True from the first look through bills and readings on; else null.</summary>
        public bool? HasFigures { get; init; }
    }
}
