using IntegrationHub.Confidential;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Confidential;

/// <summary>Every sealed column of the model. One that is classified and missing here fails a test.</summary>
internal static class SealedColumns
{
    public static SealedColumn EventData { get; } = new RowColumn<EventRow>("event", "data", DataClass.Confidential, static x => x.Data);

    public static SealedColumn InboundRejections { get; } = new RowColumn<InboundExchangeRow>("inbound_exchange", "rejections", DataClass.Confidential, static x => x.Rejections!);

    public static SealedColumn OutboundRejections { get; } = new RowColumn<OutboundExchangeRow>("outbound_exchange", "rejections", DataClass.Confidential, static x => x.Rejections!);

    public static SealedColumn Acknowledgement { get; } = new AcknowledgementColumn();

    /// <summary>Sealed and opened by the part that signs persons in; here it is sealed anew.</summary>
    public static SealedColumn AccountPerson { get; } = new RowColumn<AccountRow>("account", "person", DataClass.Personal, static x => x.Person);

    public static SealedColumn BusinessBody { get; } = new RowColumn<BusinessRecordRow>("business_record", "body", DataClass.Confidential, static x => x.Body);

    public static SealedColumn ReadingBody { get; } = new RowColumn<ReadingBlockRow>("reading_block", "body", DataClass.Confidential, static x => x.Body);

    public static SealedColumn ProcessState { get; } = new RowColumn<ProcessInstanceRow>("process_instance", "state", DataClass.Confidential, static x => x.State);

    public static SealedColumn TaskInputs { get; } = new RowColumn<ProcessTaskRow>("process_task", "inputs", DataClass.Confidential, static x => x.Inputs);

    public static SealedColumn WorkData { get; } = new RowColumn<ProcessWorkRow>("process_work", "data", DataClass.Confidential, static x => x.Data);

    public static SealedColumn MessagePayload { get; } = new RowColumn<ProcessMessageRow>("process_message", "payload", DataClass.Confidential, static x => x.Payload);

    public static SealedColumn NoticeText { get; } = new RowColumn<ProcessNoticeRow>("process_notice", "text", DataClass.Personal, static x => x.Text);

    public static SealedColumn Archive { get; } = new ArchiveBytes();

    public static IReadOnlyList<SealedColumn> All { get; } =
    [
        EventData, InboundRejections, OutboundRejections, Acknowledgement, AccountPerson, BusinessBody, ReadingBody,
        ProcessState, TaskInputs, WorkData, MessagePayload, NoticeText, Archive,
    ];

    /// <summary>
    /// The registry's key is the document's name, which is no place to go on from; its exchanges are, and each names its entry.
    /// </summary>
    private sealed class AcknowledgementColumn() : CellColumn("registered_document", "acknowledgement", DataClass.Confidential)
    {
        protected override async Task<(IReadOnlyList<SealedCell> Cells, Guid? Next)> ReadAsync(
            HubContext context, int retailer, Guid from, int max, CancellationToken cancellationToken) => Page(
            await context.Inbound.Where(x => x.RetailerId == retailer && x.Id > from).OrderBy(x => x.Id).Take(max)
                .Select(x => new SealedCell(
                    x.Id,
                    context.Registered
                        .Where(entry => entry.RetailerId == retailer && entry.SenderCode == x.SenderCode && entry.MRid == x.MRid && entry.Revision == x.Revision && entry.ExchangeId == x.Id)
                        .Select(entry => entry.Acknowledgement).FirstOrDefault()))
                .ToListAsync(cancellationToken),
            max);

        protected override async Task<bool> ReplaceAsync(HubContext context, int retailer, Guid row, byte[] before, byte[] after, CancellationToken cancellationToken) =>
            await context.Registered
                .Where(entry => entry.RetailerId == retailer && entry.ExchangeId == row && entry.Acknowledgement == before && context.Inbound.Any(
                    x => x.RetailerId == retailer && x.Id == row && x.SenderCode == entry.SenderCode && x.MRid == entry.MRid && x.Revision == entry.Revision))
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Acknowledgement, after), cancellationToken) == 1;
    }
}
