using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Contracts;

/// <summary>
/// Keeps two contracts for one account from being signed at the same moment, each without having seen the other. Who signs reads the guards of the accounts, looks for other contracts of these days, and saves the guards in the
/// transaction of the signature: the second one's are not as they were read any more, it is turned away, and finds the first when it looks again. Accounts share a few guards, so that a contract of thousands of
/// them changes no more; two contracts that meet in a guard without an account in common sign one after the other. Thread-safe.
/// </summary>
internal sealed class AccountGuards(IBusinessRecords records)
{
    private const int Guards = 64;

    /// <summary>The guards of a retail contract's accounts, in the order in which everybody takes them; of other contracts none. To be read before it is looked for others.</summary>
    public async Task<IReadOnlyList<BusinessRecord>> ReadAsync(ContractTerms terms, CancellationToken cancellationToken)
    {
        var guards = new List<BusinessRecord>();
        if (terms.Kind != ContractKind.Retail)
            return guards;

        foreach (var key in terms.Accounts.Select(KeyOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            guards.Add(await records.FindAsync(RecordKind.AccountGuard, key, 1, cancellationToken).ConfigureAwait(false) ?? new(RecordKind.AccountGuard, key, 1, "guard", null, null, "{}"u8.ToArray()));

        return guards;
    }

    /// <summary>Part of a digest of the account: it leads to nobody.</summary>
    private static string KeyOf(ContractAccount account) => (SHA256.HashData(Encoding.UTF8.GetBytes(account.ToString()))[0] % Guards).ToString("accounts-00", CultureInfo.InvariantCulture);
}
