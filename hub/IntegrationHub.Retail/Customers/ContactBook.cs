using System.Globalization;
using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Customers;

/// <summary>A contact as it is kept.</summary>
/// <param name="Customer">Name of the customer as in the file and in contracts.</param>
/// <param name="Contact">The person.</param>
/// <param name="Known">Since when it is known.</param>
/// <param name="Since">From when on it counts.</param>
/// <param name="By">Who entered it.</param>
public sealed record KeptContact(string Customer, CustomerContact Contact, DateTimeOffset Known, DateTimeOffset Since, string By);

/// <summary>
/// Whom customers are reached by: numbers that belong to the customer, not to who asks for a consent. The first of a customer counts at once; each later one after <see cref="Quiet"/>, in which those
/// who are reached today can object. Nothing is changed or removed: a later entry of the same person takes the place of the earlier one when it counts. Thread-safe.
/// </summary>
public sealed class ContactBook(IBusinessRecords records, TimeProvider time)
{
    /// <summary>How long a change is known before it counts.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromDays(1);

    /// <summary>All entries of a customer, oldest first.</summary>
    public async Task<IReadOnlyList<KeptContact>> ListAsync(string customer, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Contact) { Key = KeyOf(customer) }, cancellationToken).ConfigureAwait(false)).Select(Of)];

    /// <summary>Whom the customer is reached by now: of each person the last entry that counts.</summary>
    public async Task<IReadOnlyList<CustomerContact>> CurrentAsync(string customer, CancellationToken cancellationToken) =>
        CurrentOf(await ListAsync(customer, cancellationToken).ConfigureAwait(false));

    /// <summary>The same of entries that were read.</summary>
    public IReadOnlyList<CustomerContact> CurrentOf(IReadOnlyList<KeptContact> entries)
    {
        var now = time.GetUtcNow();
        return [.. entries.Where(entry => entry.Since <= now).GroupBy(static entry => entry.Contact.Name, StringComparer.Ordinal).Select(static same => same.Last().Contact)];
    }

    /// <summary>Keeps a contact, or says everything that is wrong with it. One that is there already, or on its way, is that one.</summary>
    public async Task<Checked<KeptContact>> AddAsync(string customer, CustomerContact contact, string actor, CancellationToken cancellationToken)
    {
        var problems = contact.Check().ToList();
        if (string.IsNullOrWhiteSpace(customer))
            problems.Add(new(ProblemCodes.ContactName, "The customer is missing.", "customer", "Give the name as in the customer file."));

        if (problems.Count > 0)
            return Checked.Bad<KeptContact>(problems);

        var there = await ListAsync(customer, cancellationToken).ConfigureAwait(false);
        if (there.LastOrDefault(entry => entry.Contact.Name == contact.Name) is { } same && same.Contact == contact)
            return Checked.Good(same);

        var (entry, record) = Make(customer, contact, there.Count, actor);
        return await records.SaveAsync([record], [Fact(record)], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved ? Checked.Good(entry) : RetailProblems.SomebodyElse.Bad<KeptContact>();
    }

    /// <summary>Contacts of a file, as records that are saved with its accounts: of customers that have none yet. Another number than one that is there is a problem: a file changes none.</summary>
    internal async Task<Checked<IReadOnlyList<BusinessRecord>>> OfFileAsync(IEnumerable<MeteringAccount> accounts, string actor, CancellationToken cancellationToken)
    {
        var (added, problems) = (new List<BusinessRecord>(), new List<Problem>());
        foreach (var customer in accounts.Where(static account => account.Contact is not null).GroupBy(static account => account.CustomerName, StringComparer.Ordinal))
        {
            var there = await ListAsync(customer.Key, cancellationToken).ConfigureAwait(false);
            var told = customer.Select(static account => account.Contact!).Distinct().ToList();
            if (told.GroupBy(static contact => contact.Name, StringComparer.Ordinal).Any(static same => same.Count() > 1) || (there.Count > 0 && told.Any(contact => there.All(entry => entry.Contact != contact))))
                problems.Add(new(RetailProblems.ContactKnown, $"{customer.Key} has another contact than the file says.", "contactPhone", "Change it with `ihub customers contact add`: a change counts only a day after it is known."));
            else if (there.Count == 0)
                added.AddRange(told.Select((contact, i) => Make(customer.Key, contact, i, actor, isFirst: true).Record));
        }

        return problems.Count > 0 ? Checked.Bad<IReadOnlyList<BusinessRecord>>(problems) : Checked.Good<IReadOnlyList<BusinessRecord>>(added);
    }

    private (KeptContact Entry, BusinessRecord Record) Make(string customer, CustomerContact contact, int before, string actor, bool isFirst = false)
    {
        var now = time.GetUtcNow();
        var entry = new KeptContact(customer, contact, now, isFirst || before == 0 ? now : now + Quiet, actor);
        return (entry, new(RecordKind.Contact, KeyOf(customer), before + 1, "known", null, null, Encoding.UTF8.GetBytes(MarketJson.Write(entry))));
    }

    internal static RecordFact Fact(BusinessRecord record) =>
        new("customer.contact-known", new Dictionary<string, string> { ["contact"] = string.Create(CultureInfo.InvariantCulture, $"{record.Key}/{record.Version}") });

    private string KeyOf(string customer) => records.BlindKey($"contact {customer}");

    private static KeptContact Of(BusinessRecord record) =>
        MarketJson.Read<KeptContact>(Encoding.UTF8.GetString(record.Body.Span), "contact", RetailProblems.NotThere("contact", "")).Required;
}
