using IntegrationHub.Market.Readings;

namespace IntegrationHub.Retail.Readings;

/// <summary>A block as it lies in the store: opened when it is needed, by whoever needs it.</summary>
/// <param name="AccountKey">The account's key.</param>
/// <param name="Channel">Which energy.</param>
/// <param name="Version">Version of the block.</param>
/// <param name="Id">Its row, to which it is sealed.</param>
/// <param name="Body">The sealed octets.</param>
internal sealed record SealedReadings(string AccountKey, ReadingChannel Channel, int Version, Guid Id, byte[] Body);

/// <summary>The newest blocks of some accounts in the order of their keys.</summary>
/// <param name="Blocks">Accounts with all of their channels.</param>
/// <param name="Next">The key to go on after; null at the end.</param>
internal sealed record ReadingsPage(IReadOnlyList<SealedReadings> Blocks, string? Next);

/// <summary>Readings of an account and channel, ready to be put into its block.</summary>
internal sealed record KeyedReadings(string AccountKey, ReadingChannel Channel, Market.Time.BillingMonth Month, IReadOnlyList<(int Index, long WattHours, ReadingQuality Quality)> Values);
