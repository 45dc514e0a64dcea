using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Readings;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Readings;
using NodaTime.Text;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>Takes what a customer enters for an account of his: his own readings, which the meter supersedes, and the demand that he expects. Thread-safe.</summary>
public sealed class CustomerEntries(CustomerBook customers, ReadingBook readings, DemandBook demand)
{
    private static readonly Problem NoList = new("ENTRY_VALUES", "The values are no list of figures.", "values", "Enter kWh of each interval, separated by spaces.");

    /// <summary>Takes own readings of a day.</summary>
    /// <returns>Why not; <see cref="ProblemCodes.ParameterMissing"/> where it is the company that has no figure for the day.</returns>
    public async Task<IReadOnlyList<Problem>> TakeReadingsAsync(StoredLogin login, DayEntered entered, RetailParameters figures, CancellationToken cancellationToken)
    {
        if (await AccountAsync(login, entered, cancellationToken).ConfigureAwait(false) is not { } account)
            return [NotHis];

        if (entered.Parts() is not { } parts)
            return [NoList];

        return figures.EnteredHeadroomOn(entered.Day) is { Value: null } missing
            ? missing.Problems
            : (await readings.ImportAsync(Csv("kwh", account, entered, parts), ReadingSource.Customer, "customer:" + login.Login.Name, cancellationToken).ConfigureAwait(false)).Problems;
    }

    public async Task<IReadOnlyList<Problem>> DeclareAsync(StoredLogin login, DayEntered entered, CancellationToken cancellationToken)
    {
        if (await AccountAsync(login, entered, cancellationToken).ConfigureAwait(false) is not { } account)
            return [NotHis];

        return entered.Megawatthours() is { } parts
            ? (await demand.ImportAsync(Csv("mwh", account, entered, parts), "customer:" + login.Login.Name, cancellationToken).ConfigureAwait(false)).Problems
            : [NoList];
    }

    /// <summary>Another's account and one that there is not are refused alike.</summary>
    private static Problem NotHis => new(CustomerRequestDesk.Refused, "That is no account of the customer.", "account", "Choose one of the accounts that are shown.");

    private async Task<MeteringAccount?> AccountAsync(StoredLogin login, DayEntered entered, CancellationToken cancellationToken) =>
        (await customers.OfAsync(entered.Account, cancellationToken).ConfigureAwait(false)).FirstOrDefault(account => account.CustomerName == login.CustomerName);

    /// <summary>As a file has it. The account is that of the books and the values are figures: nothing of it can be taken for another column.</summary>
    private static string Csv(string column, MeteringAccount account, DayEntered entered, IReadOnlyList<string> parts) => string.Create(
        CultureInfo.InvariantCulture, $"accountNumber,voltageLevel,day,{column}\n{account.AccountNumber},{account.VoltageLevel},{LocalDatePattern.Iso.Format(entered.Day)},{string.Join(' ', parts)}\n");
}
