namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>
/// Step 2: the limits first, then the raw bytes go to the archive, before anything is parsed. What is refused for its size leaves its
/// beginning as evidence, for nobody may fill the disk.
/// </summary>
internal sealed class ReceiveBytes(IArchive archive, PartyQuotas quotas, IIdSource ids) : IReceptionStep
{
    private const int EvidenceOfTooLarge = 4096;

    public async ValueTask<StepOutcome> RunAsync(ReceptionContext context, CancellationToken cancellationToken)
    {
        var refusal = Refusal(context);
        var body = context.Incoming.Body;
        var kept = refusal is null || body.Length <= EvidenceOfTooLarge ? body : body[..EvidenceOfTooLarge];
        context.Archived = await archive.StoreAsync(
            context.Incoming.Retailer, ids.Next(context.At), ArchiveClass.Received, kept, context.At, cancellationToken);
        return refusal is null ? StepOutcome.Continue : new StepOutcome.Fault(refusal);
    }

    private Rejection? Refusal(ReceptionContext context)
    {
        var limits = context.Party.Limits;
        var length = context.Incoming.Body.Length;
        if (length == 0)
        {
            return new Rejection(RejectionCodes.BodyEmpty, null, "The body is empty.", "", "Send a message.");
        }

        if (length > limits.MaxRequestBytes)
        {
            return new Rejection(
                RejectionCodes.RequestTooLarge, "A94", $"The request has {length} bytes, allowed are {limits.MaxRequestBytes}.", "", "Send smaller documents, or have the limit raised.");
        }

        return quotas.TryTake(context.Party, length, context.At)
            ? null
            : new Rejection(
                RejectionCodes.DailyQuotaExceeded, "A94", $"More than {limits.MaxBytesPerDay} bytes came today.", "", "Try again tomorrow, or have the quota raised.");
    }
}
