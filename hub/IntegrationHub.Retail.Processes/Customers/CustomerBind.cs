using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Records;
using IntegrationHub.Workflows.Engine.Running;
using NodaTime;

namespace IntegrationHub.Retail.Processes.Customers;

/// <summary>A customer whom the retailer serves from a day.</summary>
/// <param name="Customer">Name as in the customer file.</param>
/// <param name="Begins">First day.</param>
/// <param name="Consent">The consent, by its name.</param>
/// <param name="Accounts">Number and voltage level of each account.</param>
/// <param name="Call">The call that made it.</param>
public sealed record CustomerBinding(string Customer, LocalDate Begins, string Consent, IReadOnlyList<string> Accounts, string Call);

/// <summary>
/// <c>customer.bind</c>: binds the customer's accounts from the day <c>begins</c> on, with the <c>consent</c> that was given for it; they bear the day of the consent afterwards. Result:
/// <c>binding</c>, its name. Error: <c>BINDING_REFUSED</c>.
/// </summary>
public sealed class CustomerBind(CustomerBook customers, ConsentBook consents, IBusinessRecords records, DateTimeZone zone) : IServiceHandler
{
    public const string Refused = "BINDING_REFUSED";

    public string Name => "customer.bind";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        if (call.Text("customer") is not { } customer || call.Day("begins") is not { } begins)
            return new ServiceAnswer.Error(Refused, "The inputs customer and begins name a customer and a day.");

        var key = consents.KeyOf(customer, begins);
        if (call.Text("consent") is not { } name
            || await consents.FindAsync(name, cancellation).ConfigureAwait(false) is not { Subject: ConsentSubject.Onboarding, Answer: ConsentAnswer.Agreed, AnsweredAt: { } at } consent
            || consent.Key != key)
            return new ServiceAnswer.Error(Refused, $"{ConsentProblems.Missing}: There is no consent of the customer for this day. Have the customer agree first.");

        var there = await records.ListAsync(new(RecordKind.Binding) { Key = key }, cancellation).ConfigureAwait(false);
        if (there.FirstOrDefault(record => Of(record).Call == call.Key) is { } made)
            return Done(made);

        BusinessRecord? saved = null;
        var problems = await customers.BindAccountsAsync(
            customer,
            begins,
            Instant.FromDateTimeOffset(at).InZone(zone).Date,
            accounts =>
            {
                // The customer agreed to these accounts and to no others: one that was imported since is in no text that he saw.
                if (OnboardingTexts.DigestOf(customer, begins, accounts) != consent.Digest)
                    return new Problem(ConsentProblems.OtherText, "The customer's accounts are others than those that the customer agreed to.", "accounts", "Correct the accounts, or have the customer agree to them as they are now.").Bad<BusinessRecord>();

                return Checked.Good(saved = new(
                    RecordKind.Binding, key, there.Count + 1, "bound", new DateOnly(begins.Year, begins.Month, begins.Day), null,
                    MarketJson.WriteUtf8(new CustomerBinding(customer, begins, name, [.. accounts.Select(static account => account.Name)], call.Key))));
            },
            cancellation).ConfigureAwait(false);
        return problems.Count > 0 ? ProcessAnswers.Refuse(Refused, problems) : Done(saved!);
    }

    private static ServiceAnswer Done(BusinessRecord record) => ProcessAnswers.Done(("binding", string.Create(CultureInfo.InvariantCulture, $"{record.Key}/{record.Version}")));

    private static CustomerBinding Of(BusinessRecord record) =>
        record.Read<CustomerBinding>("binding");
}
