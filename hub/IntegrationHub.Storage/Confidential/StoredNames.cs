using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Storage.Confidential;

/// <summary>
/// Names of what must not be named openly. The hub knows a thing by one name for ever; what lies in the store is a form of it under the key of the
/// time, and while that key is replaced there are two. Thread-safe.
/// </summary>
/// <param name="store">Where the names lie.</param>
/// <param name="hash">The keys; <c>null</c> where nothing is sealed, and names lie as they are.</param>
internal sealed class StoredNames(HubStore store, KeyedHash? hash)
{
    /// <summary>The name of a text: the same for ever, and nobody without the keys can tell what it is of.</summary>
    public string Of(int retailer, HashedColumn column, string text) => hash is null ? text : hash.NameOf(retailer, column.Table, column.Column, text);

    /// <summary>Every form under which a name may lie, the present one first.</summary>
    public IReadOnlyList<string> FormsOf(int retailer, string name) => hash is null ? [name] : hash.FormsOf(retailer, name);

    /// <summary>The name that a stored form stands for.</summary>
    public string NameIn(int retailer, string form) => hash is null ? form : hash.NameIn(retailer, form);

    /// <summary>Where the forms of the present key lie among all texts; <c>null</c> while there are no others.</summary>
    public TextRange? PresentWhileReplacing(int retailer) => hash?.TagsInUse(retailer) is [var present, _, ..] ? TextRange.Of(present) : null;

    /// <summary>True for a form under a key that nothing lies under any more.</summary>
    public bool IsOfGoneKey(int retailer, string form) => hash?.IsOfGoneKey(retailer, form) ?? false;

    /// <summary>Where the forms of former keys lie.</summary>
    public IReadOnlyList<TextRange> Former(int retailer) => hash is null ? [] : [.. hash.TagsInUse(retailer).Skip(1).Select(TextRange.Of)];

    /// <summary>
    /// The forms under which names are to be written. While a key is replaced: that of what is there already, so that nothing lies under two names; those who
    /// write go on beside each other, wait for the batch that moves such rows, and the next batch for them. Call it first in the transaction.
    /// </summary>
    /// <param name="context">In a transaction of the retailer.</param>
    /// <param name="retailer">Number of the retailer.</param>
    /// <param name="column">Where the names lie.</param>
    /// <param name="names">The names.</param>
    /// <param name="there">Which of these forms are in the store.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyDictionary<string, string>> ToWriteAsync(
        HubContext context, int retailer, HashedColumn column, IEnumerable<string> names, Func<List<string>, Task<List<string>>> there, CancellationToken cancellationToken)
    {
        var forms = names.Distinct(StringComparer.Ordinal).ToDictionary(static name => name, name => FormsOf(retailer, name), StringComparer.Ordinal);
        var former = forms.Values.SelectMany(static all => all.Skip(1)).ToList();
        if (former.Count == 0)
            return forms.ToDictionary(static one => one.Key, static one => one.Value[0], StringComparer.Ordinal);

        await LockAsync(context, retailer, column, alone: false, cancellationToken);
        var stay = (await there(former)).ToHashSet(StringComparer.Ordinal);
        return forms.ToDictionary(static one => one.Key, one => one.Value.Skip(1).FirstOrDefault(stay.Contains) ?? one.Value[0], StringComparer.Ordinal);
    }

    /// <summary>Until the transaction ends no batch moves names of the column; for a batch, nobody else writes new ones either.</summary>
    /// <exception cref="LockBusyException">Others did not end in time.</exception>
    public Task LockAsync(HubContext context, int retailer, HashedColumn column, bool alone, CancellationToken cancellationToken) => store.LockAsync(
        context, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"names-{retailer}-{column.Name}"), alone, cancellationToken);
}

/// <summary>Texts with one beginning, as a range: an index finds it whatever the database thinks of prefixes.</summary>
/// <param name="From">The beginning.</param>
/// <param name="End">The first text behind them.</param>
internal sealed record TextRange(string From, string End)
{
    /// <summary>All that begin with these hexadecimal digits and go on with such.</summary>
    public static TextRange Of(string digits) => new(digits, digits + "g");
}
