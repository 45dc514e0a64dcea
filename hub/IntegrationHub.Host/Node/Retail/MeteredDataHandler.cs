using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.Schemas;
using IntegrationHub.Lanes.Notifications;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.Writing;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>Takes the readings of metered-data documents that a distribution company sent. The same document again changes nothing.</summary>
/// <remarks>A document whose readings cannot be used was acknowledged already: what is wrong is told in the log and by <c>readings.refused</c> in the history.</remarks>
internal sealed partial class MeteredDataHandler(
    IPartyRegistry parties, SchemaFolders schemas, ReadingBook book, ReadingRefusals refusals, ILogger<MeteredDataHandler> logger) : IDocumentHandler
{
    public bool Wants(string rootElement) => rootElement == MeteredData.Profile.RootElement;

    public async Task HandleAsync(ReceivedDocument received, CancellationToken cancellationToken)
    {
        if (received.Document.Profile != MeteredData.Profile
            || parties.Current.Find(received.Exchange.Party) is not { } party
            || !party.Roles.Contains(PartyRole.Distribution)
            || schemas.Catalogs(party.Name).Select(static catalog => catalog.Find(MeteredData.Profile.RootElement, MeteredData.Profile.Namespace)).FirstOrDefault(static found => found is not null) is not { } profile
            || DocumentReaders.ReadMeteredData(received.Bytes, null, profile).Document is not { } document)
        {
            return;
        }

        var taken = await book.ImportAsync(document, party.Name, cancellationToken);
        if (taken.Value is { } receipt)
        {
            LogTaken(document.MRid, receipt.Blocks, receipt.Changed);
            return;
        }

        await refusals.TellAsync(document.MRid, taken.Problems, party.Name, cancellationToken);
        LogRefused(document.MRid, taken.Problems.Count, taken.Problems[0].Code, taken.Problems[0].Where);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{MRid}: readings of {Blocks} accounts and months, {Changed} changed")]
    private partial void LogTaken(string mRid, int blocks, int changed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{MRid}: its readings are not taken, {Count} problems, first {Code} at {Place}")]
    private partial void LogRefused(string mRid, int count, string code, string place);
}
