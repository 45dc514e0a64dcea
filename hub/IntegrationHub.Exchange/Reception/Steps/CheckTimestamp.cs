namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>
/// Still step 5: a header timestamp too far from our clock, where the party has a limit. After the look-up, because the repetition of an old
/// message is answered, not judged.
/// </summary>
internal sealed class CheckTimestamp : IReceptionStep
{
    public ValueTask<StepOutcome> RunAsync(ReceptionContext context, CancellationToken cancellationToken) => ValueTask.FromResult(Run(context));

    private static StepOutcome Run(ReceptionContext context)
    {
        var limit = context.Party.Limits.MaxClockSkew;
        if (limit <= TimeSpan.Zero || context.Incoming.Channel == Channel.File)
        {
            return StepOutcome.Continue;
        }

        if (context.Message!.Timestamp is not { } timestamp)
        {
            return new StepOutcome.Fault(new Rejection(
                RejectionCodes.TimestampMissing, null, "The header has no timestamp.", "Header/Timestamp", "State when the message was made."));
        }

        // Exactly the limit passes.
        return (context.At - timestamp).Duration() <= limit
            ? StepOutcome.Continue
            : new StepOutcome.Fault(new Rejection(
                RejectionCodes.ClockSkew,
                null,
                $"The timestamp is {timestamp.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}, it is {context.At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} here; allowed are {limit.TotalSeconds:0} seconds.",
                "Header/Timestamp",
                "Set the clock."));
    }
}
