using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;

namespace IntegrationHub.Storage.Processes;

/// <summary>What messages and those who wait for them are brought together by.</summary>
/// <remarks>
/// Who changes messages or subscriptions of a name and key holds its lock until the commit. Without it a message and a subscription that come at
/// the same time would each look before the other is there.
/// </remarks>
internal readonly record struct MessageKey(string Name, string Key)
{
    /// <summary>Names and keys whose messages or subscriptions a step changes.</summary>
    public static IReadOnlyList<MessageKey> Of(StepCommit commit)
    {
        var keys = commit.Effects.Select(effect => effect switch
        {
            Effect.Subscribe { Kind: WaitKind.Message } subscribe => new MessageKey(subscribe.Name, subscribe.Key),
            Effect.Disarm { Kind: WaitKind.Message } disarm => new MessageKey(disarm.Name, disarm.Key),
            Effect.SendMessage sent => new MessageKey(sent.Message, sent.Key),
            _ => (MessageKey?)null,
        }).OfType<MessageKey>();
        if (commit.Done is { Work: { Kind: WorkKind.Message } work } && commit.Instance.State.Waits.TryGetValue(work.Number, out var wait))
        {
            // Delivered, and still waited for: the next one may follow.
            keys = keys.Append(new MessageKey(wait.Name, wait.Key));
        }

        return [.. keys.Distinct()];
    }

    /// <summary>Numbers of the locks, in the one order in which everybody takes them.</summary>
    public static IReadOnlyList<long> Locks(int retailer, IEnumerable<MessageKey> keys) => [.. keys.Select(key => key.LockOf(retailer)).Distinct().Order()];

    /// <summary>Two keys that share a number only wait for each other.</summary>
    private long LockOf(int retailer) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"process message {retailer}\0{Name}\0{Key}")));
}
