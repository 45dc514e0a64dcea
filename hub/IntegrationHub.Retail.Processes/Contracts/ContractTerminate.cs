using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary>
/// <c>contract.terminate</c>: ends a contract in force before its last day. Inputs <c>contract</c>, <c>version</c>, <c>reason</c>, <c>lastDay</c> and <c>noticeOn</c>. Who wanted it and who agreed is
/// looked up in the case's history, and they are two persons.
/// </summary>
public sealed class ContractTerminate(ContractBook contracts, CaseActors actors, IPersonAccounts persons) : ContractHandler(contracts)
{
    private const string Proposal = "propose";

    private const string Approval = "approve";

    public override string Name => "contract.terminate";

    /// <summary>The case that made the contract is over; that this one may is for the second person to say.</summary>
    protected override bool IsOf(ServiceCall call, StoredContract stored) => true;

    protected override async Task<ServiceAnswer> CallAsync(ServiceCall call, StoredContract stored, CancellationToken cancellation)
    {
        // A repetition finds it done.
        if (stored.Contract.Termination is { Case: { } other } && other == call.Instance)
            return ProcessAnswers.Done();

        if (call.Text("reason") is not { } reason || call.Day("lastDay") is not { } last)
            return new ServiceAnswer.Error(Refused, $"{Market.ProblemCodes.ContractReason}: The inputs reason and lastDay say why and until when.");

        var proposer = await actors.CompletedByAsync(call.Instance, Proposal, cancellation).ConfigureAwait(false);
        var approver = await actors.CompletedByAsync(call.Instance, Approval, cancellation).ConfigureAwait(false);
        if (proposer is null || approver is null || (await persons.NamesOfAsync(proposer, cancellation).ConfigureAwait(false)).Contains(approver))
            return new ServiceAnswer.Error(Refused, $"{Market.ProblemCodes.ContractFourEyes}: A termination needs a second person. Have somebody else than who proposed it approve it.");

        var step = new ContractStep(ContractAction.Terminate, approver, Reason: reason, On: last) { Termination = new(reason, call.Day("noticeOn"), proposer, approver, call.Instance) };
        return await StepAsync(stored, step, cancellation).ConfigureAwait(false) ?? ProcessAnswers.Done();
    }
}
