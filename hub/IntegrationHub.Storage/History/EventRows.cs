using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Storage.History;

/// <summary>Events written by the model, in the transaction of what they tell of; the hot path writes its own by hand.</summary>
internal static class EventRows
{
    public static EventRow Of(StoreValues values, RetailerId retailer, ExchangeEvent item)
    {
        var salt = RandomNumberGenerator.GetBytes(EventDigest.SaltBytes);
        return new EventRow
        {
            RetailerId = retailer.Value,
            Id = item.Id,
            At = item.At.ToUniversalTime(),
            Kind = item.Kind,
            ExchangeId = item.ExchangeId,
            PartyId = item.PartyId,
            Actor = item.Actor,
            Data = values.Seal(SealedColumns.EventData, retailer.Value, item.Id, item.Data),
            Salt = salt,
            Digest = EventDigest.Of(salt, retailer, item),
        };
    }
}
