using IntegrationHub.Identity.Codes;

namespace IntegrationHub.Retail.Processes;

/// <summary>Text messages to a customer who is reached by several numbers.</summary>
internal static class Reaching
{
    /// <summary>Hands the same message over to each of them.</summary>
    /// <param name="sms">The gateway.</param>
    /// <param name="phones">In international form.</param>
    /// <param name="text">One message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>True where one of them was reached.</returns>
    public static async Task<bool> ReachAsync(this ISmsSender sms, IEnumerable<string> phones, string text, CancellationToken cancellationToken)
    {
        var taken = false;
        foreach (var phone in phones)
        {
            try
            {
                await sms.SendAsync(phone, text, cancellationToken).ConfigureAwait(false);
                taken = true;
            }
            catch (SmsException)
            {
                // Another one of them may be reached; the ledger has what became of it.
            }
        }

        return taken;
    }
}
