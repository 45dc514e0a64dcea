using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.CustomerSide;

namespace IntegrationHub.Retail.Processes.Consents;

/// <summary>Whether the other side of a contract can get a code to agree with.</summary>
public enum ConsentReach
{
    /// <summary>A number counts, and where persons sign in for the customer, one of them with such a number.</summary>
    Reached,

    /// <summary>No number is confirmed and counts: a code goes nowhere.</summary>
    NoNumber,

    /// <summary>A number counts, and nobody who signs in for the customer signs in with it: on the customers' pages no code can be had.</summary>
    NoLoginNumber,
}

/// <summary>Tells before a contract is offered, and while it waits, that its other side cannot agree. Thread-safe.</summary>
public sealed class ConsentReaching(ContactBook contacts, LoginBook logins)
{
    /// <summary>Name of the side whose consent a contract needs.</summary>
    public static string OtherSideOf(ContractTerms terms) => CustomerConsents.OtherSideOf(terms);

    /// <summary>Whether the side whose consent a contract needs can get a code; null of one that waits for no consent any more.</summary>
    public async Task<ConsentReach?> OfAsync(ContractLife contract, CancellationToken cancellationToken) => (await OfAsync([contract], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>The same of several, in their order.</summary>
    public async Task<IReadOnlyList<ConsentReach?>> OfAsync(IReadOnlyList<ContractLife> several, CancellationToken cancellationToken)
    {
        // Read where a contract has a number to hold them against.
        IReadOnlyList<StoredLogin>? persons = null;
        var found = new List<ConsentReach?>(several.Count);
        foreach (var contract in several)
        {
            if (contract.State is not (ContractState.Draft or ContractState.InReview or ContractState.Offered))
            {
                found.Add(null);
                continue;
            }

            var customer = OtherSideOf(contract.Terms);
            var numbers = (await contacts.CurrentAsync(customer, cancellationToken).ConfigureAwait(false)).Select(static contact => contact.Phone).ToHashSet(StringComparer.Ordinal);
            if (numbers.Count == 0)
            {
                found.Add(ConsentReach.NoNumber);
                continue;
            }

            persons ??= await logins.ListAsync(cancellationToken).ConfigureAwait(false);
            var own = persons.Where(login => login.CustomerName == customer && !login.Login.IsDisabled).ToList();
            found.Add(own.Count > 0 && !own.Exists(login => numbers.Contains(login.Login.Phone)) ? ConsentReach.NoLoginNumber : ConsentReach.Reached);
        }

        return found;
    }
}
