using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Market;

namespace IntegrationHub.Retail.Processes.Signing;

/// <summary>What an uploaded signature is.</summary>
/// <param name="Problem">Why it does not count; null where it does.</param>
/// <param name="Signer">The certificate that signed; null where it does not count.</param>
public sealed record JudgedSignature(Problem? Problem, X509Certificate2? Signer);

/// <summary>Judges signatures that people made outside and uploaded: by the certificate bound to the person who uploads it, and by nobody else's.</summary>
/// <param name="verifier">Chains, algorithms and revocation, as for every signature under a contract.</param>
/// <param name="signatories">Whose certificates are.</param>
/// <param name="time">The clock.</param>
public sealed class UploadedSignature(CmsVerifier verifier, ISignatories signatories, TimeProvider time)
{
    public const string NotValid = "SIGNATURE_NOT_VALID";
    public const string NotOne = "SIGNATURE_NOT_ONE";
    public const string NotTheirs = "SIGNATURE_OF_ANOTHER";

    /// <summary>Null where it is good.</summary>
    /// <param name="cms">Detached CMS.</param>
    /// <param name="text">The octets that should be signed.</param>
    /// <param name="person">Who hands it in.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Problem?> CheckAsync(ReadOnlyMemory<byte> cms, byte[] text, string person, CancellationToken cancellationToken) =>
        (await JudgeAsync(cms, text, person, cancellationToken).ConfigureAwait(false)).Problem;

    /// <summary>The same, with whose certificate it is.</summary>
    public async Task<JudgedSignature> JudgeAsync(ReadOnlyMemory<byte> cms, byte[] text, string person, CancellationToken cancellationToken)
    {
        var verdict = verifier.VerifyDetached(cms, text, time.GetUtcNow());
        if (!verdict.Accepted)
            return Refused(NotValid, $"The signature is not accepted: {string.Join(" ", verdict.Refusals)}", "Sign the canonical text itself, detached, with signed attributes (docs/contracts.md), and upload the file as it was made.");

        if (verdict.Signers is not [var signer])
            return Refused(NotOne, $"{verdict.Signers.Count} persons signed in one file.", "Upload a file with one signature.");

        return await signatories.HoldsAsync(person, signer.Certificate, cancellationToken).ConfigureAwait(false)
            ? new JudgedSignature(null, signer.Certificate)
            : Refused(NotTheirs, $"The certificate that signed is not the one bound to {person}.", $"Let {person} sign with the own certificate; `ihub user bind-certificate` binds it.");
    }

    private static JudgedSignature Refused(string code, string text, string remedy) => new(new Problem(code, text, "signature", remedy), null);
}
