using IntegrationHub.Confidential;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Confidential;

/// <summary>Every sealed column of the model. One that is classified and missing here fails a test.</summary>
internal static class SealedColumns
{
    public static SealedColumn EventData { get; } = new EventDataColumn();

    public static SealedColumn InboundRejections { get; } = new InboundRejectionsColumn();

    public static SealedColumn OutboundRejections { get; } = new OutboundRejectionsColumn();

    public static SealedColumn Acknowledgement { get; } = new AcknowledgementColumn();

    public static SealedColumn BusinessBody { get; } = new BusinessBodyColumn();

    public static IReadOnlyList<SealedColumn> All { get; } = [EventData, InboundRejections, OutboundRejections, Acknowledgement, new AccountPersonColumn(), BusinessBody];

    private sealed class EventDataColumn() : SealedColumn("event", "data", DataClass.Confidential)
    {
        public override async Task<(IReadOnlyList<SealedCell> Cells, Guid? Next)> ReadAsync(
            HubContext context, int retailer, Guid from, int max, CancellationToken cancellationToken) => Page(
            await context.Events.Where(x => x.RetailerId == retailer && x.Id > from)
                .OrderBy(x => x.Id).Take(max).Select(x => new SealedCell(x.Id, x.Data)).ToListAsync(cancellationToken),
            max);

        public override async Task<bool> ReplaceAsync(HubContext context, int retailer, Guid row, byte[] before, byte[] after, CancellationToken cancellationToken) =>
            await context.Events.Where(x => x.RetailerId == retailer && x.Id == row && x.Data == before)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Data, after), cancellationToken) == 1;
    }

    private sealed class InboundRejectionsColumn() : SealedColumn("inbound_exchange", "rejections", DataClass.Confidential)
    {
        public override async Task<(IReadOnlyList<SealedCell> Cells, Guid? Next)> ReadAsync(
            HubContext context, int retailer, Guid from, int max, CancellationToken cancellationToken) => Page(
            await context.Inbound.Where(x => x.RetailerId == retailer && x.Id > from)
                .OrderBy(x => x.Id).Take(max).Select(x => new SealedCell(x.Id, x.Rejections)).ToListAsync(cancellationToken),
            max);

        public override async Task<bool> ReplaceAsync(HubContext context, int retailer, Guid row, byte[] before, byte[] after, CancellationToken cancellationToken) =>
            await context.Inbound.Where(x => x.RetailerId == retailer && x.Id == row && x.Rejections == before)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Rejections, after), cancellationToken) == 1;
    }

    private sealed class OutboundRejectionsColumn() : SealedColumn("outbound_exchange", "rejections", DataClass.Confidential)
    {
        public override async Task<(IReadOnlyList<SealedCell> Cells, Guid? Next)> ReadAsync(
            HubContext context, int retailer, Guid from, int max, CancellationToken cancellationToken) => Page(
            await context.Outbound.Where(x => x.RetailerId == retailer && x.Id > from)
                .OrderBy(x => x.Id).Take(max).Select(x => new SealedCell(x.Id, x.Rejections)).ToListAsync(cancellationToken),
            max);

        public override async Task<bool> ReplaceAsync(HubContext context, int retailer, Guid row, byte[] before, byte[] after, CancellationToken cancellationToken) =>
            await context.Outbound.Where(x => x.RetailerId == retailer && x.Id == row && x.Rejections == before)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Rejections, after), cancellationToken) == 1;
    }

    /// <summary>
    /// The registry's key is the document's name, which is no place to go on from; its exchanges are, and each names its entry.
    /// </summary>
    private sealed class AcknowledgementColumn() : SealedColumn("registered_document", "acknowledgement", DataClass.Confidential)
    {
        public override async Task<(IReadOnlyList<SealedCell> Cells, Guid? Next)> ReadAsync(
            HubContext context, int retailer, Guid from, int max, CancellationToken cancellationToken) => Page(
            await context.Inbound.Where(x => x.RetailerId == retailer && x.Id > from).OrderBy(x => x.Id).Take(max)
                .Select(x => new SealedCell(
                    x.Id,
                    context.Registered
                        .Where(entry => entry.RetailerId == retailer && entry.SenderCode == x.SenderCode && entry.MRid == x.MRid && entry.Revision == x.Revision && entry.ExchangeId == x.Id)
                        .Select(entry => entry.Acknowledgement).FirstOrDefault()))
                .ToListAsync(cancellationToken),
            max);

        public override async Task<bool> ReplaceAsync(HubContext context, int retailer, Guid row, byte[] before, byte[] after, CancellationToken cancellationToken) =>
            await context.Registered
                .Where(entry => entry.RetailerId == retailer && entry.ExchangeId == row && entry.Acknowledgement == before && context.Inbound.Any(
                    x => x.RetailerId == retailer && x.Id == row && x.SenderCode == entry.SenderCode && x.MRid == entry.MRid && x.Revision == entry.Revision))
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Acknowledgement, after), cancellationToken) == 1;
    }

    /// <summary>Sealed and opened by the part that signs persons in; here it is sealed anew.</summary>
    private sealed class AccountPersonColumn() : SealedColumn("account", "person", DataClass.Personal)
    {
        public override async Task<(IReadOnlyList<SealedCell> Cells, Guid? Next)> ReadAsync(
            HubContext context, int retailer, Guid from, int max, CancellationToken cancellationToken) => Page(
            await context.Accounts.Where(x => x.RetailerId == retailer && x.Id > from)
                .OrderBy(x => x.Id).Take(max).Select(x => new SealedCell(x.Id, x.Person)).ToListAsync(cancellationToken),
            max);

        public override async Task<bool> ReplaceAsync(HubContext context, int retailer, Guid row, byte[] before, byte[] after, CancellationToken cancellationToken) =>
            await context.Accounts.Where(x => x.RetailerId == retailer && x.Id == row && x.Person == before)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Person, after), cancellationToken) == 1;
    }

    private sealed class BusinessBodyColumn() : SealedColumn("business_record", "body", DataClass.Confidential)
    {
        public override async Task<(IReadOnlyList<SealedCell> Cells, Guid? Next)> ReadAsync(
            HubContext context, int retailer, Guid from, int max, CancellationToken cancellationToken) => Page(
            await context.BusinessRecords.Where(x => x.RetailerId == retailer && x.Id > from)
                .OrderBy(x => x.Id).Take(max).Select(x => new SealedCell(x.Id, x.Body)).ToListAsync(cancellationToken),
            max);

        public override async Task<bool> ReplaceAsync(HubContext context, int retailer, Guid row, byte[] before, byte[] after, CancellationToken cancellationToken) =>
            await context.BusinessRecords.Where(x => x.RetailerId == retailer && x.Id == row && x.Body == before)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Body, after), cancellationToken) == 1;
    }

    private static (IReadOnlyList<SealedCell> Cells, Guid? Next) Page(List<SealedCell> cells, int max) => (cells, cells.Count < max ? null : cells[^1].Row);
}
