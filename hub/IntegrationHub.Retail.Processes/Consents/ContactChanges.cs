using IntegrationHub.Identity.Codes;
using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Retail.Customers;

namespace IntegrationHub.Retail.Processes.Consents;

/// <summary>
/// Takes another contact of a customer. Whoever is reached today is told of it first, and the new number counts a day later (<see cref="ContactBook.Quiet"/>): nobody makes it his own and agrees for the
/// customer before the customer knows. Where one cannot be told, nothing is changed. Thread-safe.
/// </summary>
public sealed class ContactChanges(ContactBook book, ISmsSender sms)
{
    public const string NotTold = "CONTACT_NOT_TOLD";

    public async Task<Checked<KeptContact>> AddAsync(string customer, CustomerContact contact, string actor, CancellationToken cancellationToken)
    {
        if (contact.Check().ToList() is { Count: > 0 } problems)
            return Checked.Bad<KeptContact>(problems);

        var there = await book.ListAsync(customer, cancellationToken).ConfigureAwait(false);
        // As the book does: one that is entered again after another is a change, too.
        if (there.LastOrDefault(entry => entry.Contact.Name == contact.Name)?.Contact != contact)
        {
            foreach (var reached in book.CurrentOf(there))
            {
                try
                {
                    await sms.SendAsync(reached.Phone, $"{customer}：联系人变更，24小时后生效；如有异议请立即联系售电公司。Another contact (…{contact.Phone[^4..]}) counts in 24 h; object at your retailer.", cancellationToken).ConfigureAwait(false);
                }
                catch (SmsException failure)
                {
                    return new Problem(NotTold, $"Who is reached today could not be told: {failure.Message}", "phone", "Try again later.").Bad<KeptContact>();
                }
            }
        }

        return await book.AddAsync(customer, contact, actor, cancellationToken).ConfigureAwait(false);
    }
}
