using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Customers;

/// <summary>
/// Whom customers are reached by: numbers that belong to the customer, not to who asks for a consent. An entry counts when a second person has confirmed it; where the customer had one that was confirmed,
/// not before <see cref="Quiet"/> has passed, in which those who are reached can object. Nothing is removed: a later entry of the same person takes the place of the earlier one when it counts. Thread-safe.
/// </summary>
public sealed class ContactBook(IBusinessRecords records, TimeProvider time, IPersonAccounts persons)
{
    /// <summary>How long a change is known before it counts.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromDays(1);

    /// <summary>How long a number is told of changes after it was withdrawn.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    /// <summary>All entries of a customer, oldest first.</summary>
    public async Task<IReadOnlyList<KeptContact>> ListAsync(string customer, CancellationToken cancellationToken) =>
        [.. (await RecordsAsync(customer, cancellationToken).ConfigureAwait(false)).Select(KeptContact.Of)];

    /// <summary>Whom the customer is reached by now: of each person the last entry that counts.</summary>
    public async Task<IReadOnlyList<CustomerContact>> CurrentAsync(string customer, CancellationToken cancellationToken) =>
        CurrentOf(await ListAsync(customer, cancellationToken).ConfigureAwait(false));

    /// <summary>The same of entries that were read.</summary>
    public IReadOnlyList<CustomerContact> CurrentOf(IReadOnlyList<KeptContact> entries)
    {
        var now = time.GetUtcNow();
        return [.. LastOf(entries, now).Where(entry => entry.Counts(now)).Select(static entry => entry.Contact)];
    }

    /// <summary>Numbers that are told of a change: those that count, those that an objection stopped, and for <see cref="Memory"/> those that were withdrawn.</summary>
    public IReadOnlyList<string> ToTell(IReadOnlyList<KeptContact> entries)
    {
        var now = time.GetUtcNow();
        return [.. LastOf(entries, now).Where(entry => entry.Withdrawn is not { } withdrawn || withdrawn.At + Memory > now).Select(static entry => entry.Contact.Phone).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Keeps a contact, or says everything that is wrong with it. One that is there already, or on its way, is that one. It counts for nothing before it is confirmed.</summary>
    public async Task<Checked<KeptContact>> AddAsync(string customer, CustomerContact contact, string actor, CancellationToken cancellationToken)
    {
        var problems = contact.Check().ToList();
        if (string.IsNullOrWhiteSpace(customer))
            problems.Add(new(ProblemCodes.ContactName, "The customer is missing.", "customer", "Give the name as in the customer file."));

        if (problems.Count > 0)
            return Checked.Bad<KeptContact>(problems);

        var there = await ListAsync(customer, cancellationToken).ConfigureAwait(false);
        if (SameOf(there, contact) is { } same)
            return Checked.Good(same);

        var (entry, record) = Make(customer, contact, there.Count, there.Any(static one => one.Confirmed is not null), actor);
        return await records.SaveAsync([record], [Fact(record)], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved ? Checked.Good(entry) : RetailProblems.SomebodyElse.Bad<KeptContact>();
    }

    /// <summary>The entry that this contact is already: the person's last one, where it is not withdrawn.</summary>
    public static KeptContact? SameOf(IReadOnlyList<KeptContact> entries, CustomerContact contact) =>
        entries.LastOrDefault(entry => entry.Contact.Name == contact.Name) is { Withdrawn: null } last && last.Contact == contact ? last : null;

    /// <summary>Confirms an entry: another person than who entered it, who found name and number in the customer's papers and enters them once more.</summary>
    /// <param name="customer">Name of the customer.</param>
    /// <param name="contact">Name and number as the second person found them.</param>
    /// <param name="words">How they were checked, e.g. called back on the number of the business licence.</param>
    /// <param name="actor">Who confirms.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Checked<KeptContact>> ConfirmAsync(string customer, CustomerContact contact, string words, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(customer, contact, "customer.contact-confirmed", words, actor, static (entry, mark, same) =>
            entry.State != "known" ? ContactProblems.State(entry, "confirmed")
            : same.Contains(entry.By) ? ContactProblems.FourEyes(mark.By, "entered")
            : Checked.Good(entry with { Confirmed = mark, Since = Later(entry.Since, mark.At) }), cancellationToken);

    /// <summary>Takes a customer's objection: the entry counts for nothing until it is decided.</summary>
    public Task<Checked<KeptContact>> ObjectAsync(string customer, CustomerContact contact, string words, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(customer, contact, "customer.contact-objected", words, actor, static (entry, mark, _) =>
            entry.State is "known" or "confirmed" ? Checked.Good(entry with { Objected = mark }) : ContactProblems.State(entry, "objected to"), cancellationToken);

    /// <summary>Decides that an objection does not hold: somebody who neither entered nor confirmed the entry. To follow an objection, the entry is withdrawn.</summary>
    /// <param name="customer">Name of the customer.</param>
    /// <param name="contact">The entry.</param>
    /// <param name="words">Why.</param>
    /// <param name="actor">Who decides.</param>
    /// <param name="tell">Tells those who are reached, before it is kept; where it cannot, nothing is decided.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Checked<KeptContact>> DismissAsync(
        string customer, CustomerContact contact, string words, string actor, Func<IReadOnlyList<KeptContact>, Task<Problem?>> tell, CancellationToken cancellationToken) =>
        ChangeAsync(customer, contact, "customer.contact-objection-dismissed", words, actor, static (entry, mark, same) =>
            entry.State != "objected" ? ContactProblems.State(entry, "freed of an objection")
            : same.Contains(entry.By) ? ContactProblems.FourEyes(mark.By, "entered")
            : entry.Confirmed is { } confirmed && same.Contains(confirmed.By) ? ContactProblems.FourEyes(mark.By, "confirmed")
            : Checked.Good(entry with { Objected = null, Dismissed = mark, Since = Later(entry.Since, mark.At) }), cancellationToken, tell);

    /// <summary>Takes an entry back. One person is enough: it ends what can be done with the number.</summary>
    public Task<Checked<KeptContact>> WithdrawAsync(string customer, CustomerContact contact, string words, string actor, CancellationToken cancellationToken) =>
        ChangeAsync(customer, contact, "customer.contact-withdrawn", words, actor, static (entry, mark, _) =>
            entry.Withdrawn is null ? Checked.Good(entry with { Withdrawn = mark }) : ContactProblems.State(entry, "withdrawn"), cancellationToken);

    /// <summary>Contacts of a file, as records that are saved with its accounts: of customers that have none yet. Another number than one that is there is a problem: a file changes none.</summary>
    internal async Task<Checked<IReadOnlyList<BusinessRecord>>> OfFileAsync(IEnumerable<MeteringAccount> accounts, string actor, CancellationToken cancellationToken)
    {
        var (added, problems) = (new List<BusinessRecord>(), new List<Problem>());
        foreach (var customer in accounts.Where(static account => account.Contact is not null).GroupBy(static account => account.CustomerName, StringComparer.Ordinal))
        {
            var there = await ListAsync(customer.Key, cancellationToken).ConfigureAwait(false);
            var told = customer.Select(static account => account.Contact!).Distinct().ToList();
            if (told.GroupBy(static contact => contact.Name, StringComparer.Ordinal).Any(static same => same.Count() > 1)
                || (there.Count > 0 && told.Any(contact => there.All(entry => entry.Withdrawn is not null || entry.Contact != contact))))
                problems.Add(new(RetailProblems.ContactKnown, $"{customer.Key} has another contact than the file says.", "contactPhone", "Change it with `ihub customers contact add`: a change counts only a day after it is known."));
            else if (there.Count == 0)
                added.AddRange(told.Select((contact, i) => Make(customer.Key, contact, i, isChange: false, actor).Record));
        }

        return problems.Count > 0 ? Checked.Bad<IReadOnlyList<BusinessRecord>>(problems) : Checked.Good<IReadOnlyList<BusinessRecord>>(added);
    }

    private async Task<Checked<KeptContact>> ChangeAsync(
        string customer, CustomerContact contact, string kind, string words, string actor, Func<KeptContact, ContactMark, IReadOnlySet<string>, Checked<KeptContact>> change, CancellationToken cancellationToken,
        Func<IReadOnlyList<KeptContact>, Task<Problem?>>? tell = null)
    {
        if (string.IsNullOrWhiteSpace(words) || words.Length > KeptContact.LongestWords || words.Any(char.IsControl))
            return ContactProblems.Words.Bad<KeptContact>();

        var all = (await RecordsAsync(customer, cancellationToken).ConfigureAwait(false)).Select(static record => (Record: record, Entry: KeptContact.Of(record))).ToList();
        var found = all.LastOrDefault(one => one.Entry.Contact == contact);
        if (found.Record is not { } record)
            return ContactProblems.Other.Bad<KeptContact>();

        // Four eyes are two persons', not two accounts'.
        var same = await persons.NamesOfAsync(actor, cancellationToken).ConfigureAwait(false);
        var changed = change(found.Entry, new(actor, time.GetUtcNow(), words), same);
        if (!changed.IsGood)
            return changed;

        if (tell is not null && await tell(all.ConvertAll(static one => one.Entry)).ConfigureAwait(false) is { } untold)
            return untold.Bad<KeptContact>();

        var next = changed.Required.ToRecord(record.Key, record.Version, record.Revision);
        return await records.SaveAsync([next], [Fact(next, kind)], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved ? changed : RetailProblems.SomebodyElse.Bad<KeptContact>();
    }

    private (KeptContact Entry, BusinessRecord Record) Make(string customer, CustomerContact contact, int before, bool isChange, string actor)
    {
        var now = time.GetUtcNow();
        var entry = new KeptContact(customer, contact, now, isChange ? now + Quiet : now, actor);
        return (entry, entry.ToRecord(KeyOf(customer), before + 1, 0));
    }

    internal static RecordFact Fact(BusinessRecord record) => Fact(record, "customer.contact-known");

    private static RecordFact Fact(BusinessRecord record, string kind) =>
        new(kind, new Dictionary<string, string> { ["contact"] = string.Create(CultureInfo.InvariantCulture, $"{record.Key}/{record.Version}") });

    private Task<IReadOnlyList<BusinessRecord>> RecordsAsync(string customer, CancellationToken cancellationToken) => records.ListAsync(new(RecordKind.Contact) { Key = KeyOf(customer) }, cancellationToken);

    private string KeyOf(string customer) => records.BlindKey($"contact {customer}");

    /// <summary>Of each person the entry that took the place of the others.</summary>
    private static IEnumerable<KeptContact> LastOf(IReadOnlyList<KeptContact> entries, DateTimeOffset now) =>
        entries.Where(entry => entry.Counted(now)).GroupBy(static entry => entry.Contact.Name, StringComparer.Ordinal).Select(static same => same.Last());

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
