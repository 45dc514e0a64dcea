using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Storage.Parties;

/// <summary>Parties as rows hold them, whatever the database.</summary>
internal static class PartyRecords
{
    public static string Write(Party party) => JsonSerializer.Serialize(party, StoredJson.Default.Party);

    public static Party Read(string content) =>
        JsonSerializer.Deserialize(content, StoredJson.Default.Party) ?? throw new InvalidDataException("A stored party is empty.");

    /// <summary>The directory of what was read; before somebody said who we are, we are unnamed.</summary>
    public static PartyDirectory ToDirectory(RetailerId retailer, IReadOnlyList<(bool IsSelf, Party Party)> rows)
    {
        var self = rows.FirstOrDefault(static row => row.IsSelf).Party
            ?? new() { Id = new PartyId(Guid.Empty), Retailer = retailer, Name = "self", Code = new CodedId("", null), Roles = [PartyRole.Retailer] };
        return new PartyDirectory(self, [.. rows.Where(static row => !row.IsSelf).Select(static row => row.Party)]);
    }

    /// <summary>A party as it is stored. It is replaced by name and keeps its id, so that its exchanges and cursors stay its own.</summary>
    public static Party ToStore(Party party, RetailerId retailer, bool isSelf, PartyDirectory known) => party with
    {
        Retailer = retailer,
        Id = isSelf ? known.Self.Id : known.FindByName(party.Name)?.Id ?? party.Id,
        TlsCertificates = party.TlsCertificates.Select(static text => text.ToUpperInvariant()).ToList(),
        SigningCertificates = party.SigningCertificates.Select(static text => text.ToUpperInvariant()).ToList(),
    };

    public static ExchangeEvent Saved(Party party, string actor, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), now, "party.saved", ExchangeId: null, party.Id.Value, actor, Write(party));
}
