namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>How a step ended.</summary>
internal abstract record StepOutcome
{
    private StepOutcome()
    {
    }

    /// <summary>The next step follows.</summary>
    public static StepOutcome Continue { get; } = new Next();

    public sealed record Next : StepOutcome;

    /// <summary>Nothing of the message can be trusted or read far enough for an acknowledgement: a fault.</summary>
    public sealed record Fault(Rejection Reason) : StepOutcome;

    /// <summary>A technical refusal: a negative acknowledgement, and no entry in the registry.</summary>
    public sealed record Refuse(IReadOnlyList<Rejection> Reasons) : StepOutcome;

    /// <summary>The document is known and the same.</summary>
    public sealed record Repeat(RegisteredDocument First) : StepOutcome;

    /// <summary>Everything is done and durable.</summary>
    public sealed record Done(ReceptionResult Result) : StepOutcome;
}

/// <summary>One step of a reception. Stateless; one instance serves every thread.</summary>
internal interface IReceptionStep
{
    ValueTask<StepOutcome> RunAsync(ReceptionContext context, CancellationToken cancellationToken);
}
