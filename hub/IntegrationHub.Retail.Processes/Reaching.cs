using IntegrationHub.Identity.Codes;

namespace IntegrationHub.Retail.Processes;

/// <summary>What became of a message to several numbers.</summary>
internal enum Reached
{
    /// <summary>The gateway took it for none of them.</summary>
    Nobody,

    /// <summary>It may have taken it and did not say so: it is not sent again.</summary>
    Perhaps,

    Somebody,
}

/// <summary>Text messages to a customer who is reached by several numbers.</summary>
internal static class Reaching
{
    /// <summary>Hands the same message over to each of them.</summary>
    /// <param name="sms">The gateway.</param>
    /// <param name="phones">In international form.</param>
    /// <param name="text">One message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The best that became of it.</returns>
    public static async Task<Reached> ReachAsync(this ISmsSender sms, IEnumerable<string> phones, string text, CancellationToken cancellationToken)
    {
        var reached = Reached.Nobody;
        foreach (var phone in phones)
        {
            try
            {
                await sms.SendAsync(phone, text, cancellationToken).ConfigureAwait(false);
                reached = Reached.Somebody;
            }
            catch (SmsException failure)
            {
                // Another one of them may be reached; the ledger has what became of it.
                if (failure.MayHaveLeft && reached == Reached.Nobody)
                    reached = Reached.Perhaps;
            }
        }

        return reached;
    }
}
