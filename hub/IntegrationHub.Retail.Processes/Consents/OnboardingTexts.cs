using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Retail.Customers;
using NodaTime;

namespace IntegrationHub.Retail.Processes.Consents;

/// <summary>What a new customer agrees to. Thread-safe.</summary>
public sealed class OnboardingTexts(CustomerBook customers)
{
    /// <summary>Digest of the text about these accounts.</summary>
    public static string DigestOf(string customer, LocalDate begins, IEnumerable<MeteringAccount> accounts) => ConsentTexts.DigestOf(TextOf(customer, begins, accounts));

    /// <summary>The canonical text about the accounts that are served from this day; a problem where there are none.</summary>
    public async Task<Checked<string>> OfAsync(string customer, LocalDate begins, CancellationToken cancellationToken)
    {
        var accounts = await AccountsAsync(customer, begins, cancellationToken).ConfigureAwait(false);
        return accounts.Count > 0
            ? Checked.Good(TextOf(customer, begins, accounts))
            : RetailProblems.NotThere($"account of {customer} that is served on {begins:uuuu-MM-dd}", "Import the customer's accounts, or correct the day.").Bad<string>();
    }

    private static string TextOf(string customer, LocalDate begins, IEnumerable<MeteringAccount> accounts) =>
        ConsentTexts.OnboardingOf(customer, begins, accounts.Select(static account => $"{account.AccountNumber} / {account.VoltageLevel}"));

    /// <summary>A customer is known by the name in the customer file; its accounts that are served on a day.</summary>
    public async Task<IReadOnlyList<MeteringAccount>> AccountsAsync(string customer, LocalDate begins, CancellationToken cancellationToken) =>
        [.. (await customers.ListAsync(begins, cancellationToken).ConfigureAwait(false)).Where(account => account.CustomerName == customer)];
}
