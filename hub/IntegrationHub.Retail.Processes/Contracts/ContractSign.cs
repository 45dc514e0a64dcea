using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.Signing;
using IntegrationHub.Workflows.Engine.Running;

namespace IntegrationHub.Retail.Processes.Contracts;

/// <summary>
/// <c>contract.sign</c>: puts the company's signature under the text that the customer agreed to. Inputs besides the contract: <c>digest</c>, <c>consent</c>, and <c>signature</c>, the
/// id of a file with a signature made outside; without it the hub's key signs for the person who completed the task. Result: <c>sealed</c>, the signature's name. Errors:
/// <c>SIGNATURE_REFUSED</c> where an uploaded signature does not hold, <c>CONTRACT_REFUSED</c> for the rest.
/// </summary>
public sealed class ContractSign(
    ContractBook contracts, SignatureBook signatures, SignatureFiles files, ConsentBook consents, HubSigner signer, UploadedSignature uploaded, CaseActors actors, TimeProvider time)
    : ContractHandler(contracts)
{
    public const string SignatureRefused = "SIGNATURE_REFUSED";

    public const string NotConfirmed = "SIGNATURE_NOT_CONFIRMED";

    private const string Task = "companySignature";

    public override string Name => "contract.sign";

    protected override async Task<ServiceAnswer> CallAsync(ServiceCall call, StoredContract stored, CancellationToken cancellation)
    {
        var terms = stored.Contract.Terms;
        var there = await signatures.ListAsync(terms.MRid, cancellation).ConfigureAwait(false);
        if (there.FirstOrDefault(one => one.Call == call.Key) is { } made)
            return ProcessAnswers.Done(("sealed", made.Name));

        if (stored is not { Contract.State: ContractState.Agreed, Text: { } text })
            return NotNow(stored, "agreed to");

        if (call.Text("consent") is not { } consent || !await consents.CoversAsync(consent, terms.MRid, terms.Version, stored.Contract.Digest!, cancellation).ConfigureAwait(false))
            return ProcessAnswers.Refuse(Refused, [new Problem(ConsentProblems.Missing, "There is no consent of the customer to this text.", "consent", "Have the customer agree to the offered text.")]);

        if (await actors.DecidedByAsync(call.Instance, Task, cancellation).ConfigureAwait(false) is not var (person, confirmed))
            return ProcessAnswers.Refuse(Refused, [new Problem(SignatureRefused, "Nobody completed the task to sign for the company.", "actor", "Let a signatory complete it; it cannot be skipped.")]);

        var octets = new ContractText(stored.Language!, text).ToBytes();
        var (cms, way, refused) = await CmsAsync(call, terms.MRid, octets, person, confirmed, cancellation).ConfigureAwait(false);
        if (refused is not null)
            return ProcessAnswers.Refuse(SignatureRefused, [refused]);

        var signature = new ContractSignature(terms.MRid, terms.Version, there.Count + 1, stored.Contract.Digest!, person, way, cms!, time.GetUtcNow(), consent, call.Key);
        var step = new ContractStep(ContractAction.Sign, person, call.Text("digest")) { Proof = SignatureBook.ToProof(signature) };
        return await StepAsync(stored, step, cancellation).ConfigureAwait(false) ?? ProcessAnswers.Done(("sealed", signature.Name));
    }

    private async Task<(byte[]? Cms, SignatureWay Way, Problem? Refused)> CmsAsync(ServiceCall call, string contract, byte[] octets, string person, bool confirmed, CancellationToken cancellation)
    {
        if (call.Inputs["signature"].IsNull)
        {
            // Asked of the history, whatever the definition demands of its task: the hub's key signs for nobody who did not release it with the own factors.
            return confirmed
                ? (signer.SignDetached(octets, person), SignatureWay.HubKey, null)
                : (null, default, new Problem(NotConfirmed, $"{person} did not sign in anew to release the hub's key.", "signature", "Sign on the page, with password and code; or sign outside and give the file."));
        }

        if (call.Text("signature") is not { } id || await files.FindAsync(contract, id, cancellation).ConfigureAwait(false) is not { } file)
            return (null, default, new Problem(RetailProblems.Unknown, "There is no file of this id.", "signature", "Attach the signature with `ihub contract attach`, or upload it with the task, and give its id."));

        return await uploaded.CheckAsync(file, octets, person, cancellation).ConfigureAwait(false) is { } problem
            ? (null, default, problem)
            : (file, SignatureWay.OwnCertificate, null);
    }
}
