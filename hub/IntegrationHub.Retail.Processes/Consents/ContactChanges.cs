using System.Globalization;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Retail.Customers;

namespace IntegrationHub.Retail.Processes.Consents;

/// <summary>
/// Changes of whom a customer is reached by. Whoever is reached is told of another contact first, and may object before it counts (<see cref="ContactBook.Quiet"/>): nobody makes the number his own and agrees
/// for the customer before the customer knows. Where one cannot be told, nothing counts that did not count before. Thread-safe.
/// </summary>
public sealed class ContactChanges(ContactBook book, ISmsSender sms)
{
    public const string NotTold = "CONTACT_NOT_TOLD";

    public async Task<Checked<KeptContact>> AddAsync(string customer, CustomerContact contact, string actor, CancellationToken cancellationToken)
    {
        if (contact.Check().ToList() is { Count: > 0 } problems)
            return Checked.Bad<KeptContact>(problems);

        var there = await book.ListAsync(customer, cancellationToken).ConfigureAwait(false);
        if (ContactBook.SameOf(there, contact) is null && await TellAsync(there,
            $"{customer}：新增联系人（尾号{Tail(contact)}），经售电公司复核且24小时后生效；如有异议请立即告知售电公司，异议期间不生效。New contact (…{Tail(contact)}) counts after 24 h; object at your retailer to stop it.",
            cancellationToken).ConfigureAwait(false) is { } failure)
            return failure.Bad<KeptContact>();

        return await book.AddAsync(customer, contact, actor, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="ContactBook.ConfirmAsync"/>
    public Task<Checked<KeptContact>> ConfirmAsync(string customer, CustomerContact contact, string words, string actor, CancellationToken cancellationToken) =>
        book.ConfirmAsync(customer, contact, words, actor, cancellationToken);

    /// <inheritdoc cref="ContactBook.ObjectAsync"/>
    public Task<Checked<KeptContact>> ObjectAsync(string customer, CustomerContact contact, string words, string actor, CancellationToken cancellationToken) =>
        book.ObjectAsync(customer, contact, words, actor, cancellationToken);

    /// <summary>As the book does; who is reached is told first that the entry counts after all.</summary>
    public Task<Checked<KeptContact>> DismissAsync(string customer, CustomerContact contact, string words, string actor, CancellationToken cancellationToken) => book.DismissAsync(
        customer, contact, words, actor,
        there => TellAsync(there, $"{customer}：对联系人（尾号{Tail(contact)}）的异议未予支持。Your objection to a contact (…{Tail(contact)}) was not followed; ask your retailer.", cancellationToken),
        cancellationToken);

    /// <summary>As the book does. Who is reached, the withdrawn one too, is told afterwards: a number that was lost is out of use whether or not the gateway answers.</summary>
    public async Task<Checked<KeptContact>> WithdrawAsync(string customer, CustomerContact contact, string words, string actor, CancellationToken cancellationToken)
    {
        var withdrawn = await book.WithdrawAsync(customer, contact, words, actor, cancellationToken).ConfigureAwait(false);
        if (!withdrawn.IsGood)
            return withdrawn;

        var there = await book.ListAsync(customer, cancellationToken).ConfigureAwait(false);
        return await TellAsync(there, $"{customer}：联系人（尾号{Tail(contact)}）已停用。A contact (…{Tail(contact)}) is no longer used; if you do not agree, ask your retailer.", cancellationToken).ConfigureAwait(false) is { } failure
            ? new(withdrawn.Value, [failure with { Text = string.Create(CultureInfo.InvariantCulture, $"It is withdrawn. {failure.Text}"), Remedy = "Tell them another way." }])
            : withdrawn;
    }

    private async Task<Problem?> TellAsync(IReadOnlyList<KeptContact> there, string text, CancellationToken cancellationToken)
    {
        foreach (var phone in book.ToTell(there))
        {
            try
            {
                await sms.SendAsync(phone, text, cancellationToken).ConfigureAwait(false);
            }
            catch (SmsException failure)
            {
                return new Problem(NotTold, $"Who is reached today could not be told: {failure.Message}", "phone", "Try again later.");
            }
        }

        return null;
    }

    private static string Tail(CustomerContact contact) => contact.Phone[^4..];
}
