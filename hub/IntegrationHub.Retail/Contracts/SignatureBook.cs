using System.Globalization;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Contracts;

/// <summary>How the company signed.</summary>
public enum SignatureWay
{
    /// <summary>With the hub's key, released by a person whom the signed attributes name.</summary>
    HubKey,

    /// <summary>Outside, with the person's own certificate.</summary>
    OwnCertificate,
}

/// <summary>The company's signature under the text of a contract.</summary>
/// <param name="Contract">Number of the contract.</param>
/// <param name="Version">Its version.</param>
/// <param name="Number">Counts the signatures of the contract, from 1: a contract that was sent back is signed again.</param>
/// <param name="Digest">Digest of the text that is signed.</param>
/// <param name="Person">Who signed, or had it signed.</param>
/// <param name="Way">How.</param>
/// <param name="Cms">Detached CMS (CAdES-BES) over the canonical text.</param>
/// <param name="At">When.</param>
/// <param name="Consent">The customer's consent it answers, by its name.</param>
/// <param name="Call">The call that made it: the same call again finds it.</param>
public sealed record ContractSignature(
    string Contract, int Version, int Number, string Digest, string Person, SignatureWay Way, byte[] Cms, DateTimeOffset At, string Consent, string Call)
{
    /// <summary>RFC 3161 token over the signature value, when it has come.</summary>
    public byte[]? Timestamp { get; init; }

    /// <summary>The time that the token proves.</summary>
    public DateTimeOffset? StampedAt { get; init; }

    /// <summary>What processes know it by.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Contract}/{Number}");
}

/// <summary>Signatures under contracts; they are added, get their timestamp, and never change otherwise. Thread-safe.</summary>
public sealed class SignatureBook(IBusinessRecords records)
{
    private const string Signed = "signed";

    /// <summary>All signatures of a contract, oldest first; of a text that was sent back, too.</summary>
    public async Task<IReadOnlyList<ContractSignature>> ListAsync(string contract, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Signature) { Key = contract }, cancellationToken).ConfigureAwait(false)).Select(static record => Of(record))];

    /// <summary>Signatures that wait for their timestamp, after this one.</summary>
    public async Task<IReadOnlyList<ContractSignature>> ListUnstampedAsync((string Contract, int Number)? after, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Signature) { State = Signed, After = after, Most = 100 }, cancellationToken).ConfigureAwait(false)).Select(static record => Of(record))];

    /// <summary>The signature of this name; null where there is none.</summary>
    public async Task<ContractSignature?> FindAsync(string name, CancellationToken cancellationToken) =>
        await FindRecordAsync(name, cancellationToken).ConfigureAwait(false) is { } record ? Of(record) : null;

    /// <summary>The record of a new one, to be saved with the step that it belongs to.</summary>
    public static BusinessRecord ToRecord(ContractSignature signature, long revision = 0) => new(
        RecordKind.Signature, signature.Contract, signature.Number, signature.Timestamp is null ? Signed : "stamped", null, null, MarketJson.WriteUtf8(signature), revision);

    /// <summary>The same as evidence of the step that it belongs to.</summary>
    public static StepProof ToProof(ContractSignature signature) =>
        new(new(EvidenceKind.Signature, signature.Contract, signature.Version, signature.Digest), ToRecord(signature));

    /// <summary>Keeps the timestamp that came; one that is there stays.</summary>
    /// <returns>The signature as it is now; null where somebody else changed it meanwhile.</returns>
    public async Task<ContractSignature?> StampAsync(string name, byte[] token, DateTimeOffset time, CancellationToken cancellationToken)
    {
        if (await FindRecordAsync(name, cancellationToken).ConfigureAwait(false) is not { } record)
            return null;

        var signature = Of(record);
        if (signature.Timestamp is not null)
            return signature;

        var stamped = signature with { Timestamp = token, StampedAt = time };
        var fact = new RecordFact(
            "contract.stamped",
            new Dictionary<string, string> { ["contract"] = signature.Contract, ["version"] = signature.Version.ToString(CultureInfo.InvariantCulture), ["digest"] = signature.Digest });
        return await records.SaveAsync([ToRecord(stamped, record.Revision)], [fact], "hub", cancellationToken).ConfigureAwait(false) == RecordResult.Saved ? stamped : null;
    }

    private async Task<BusinessRecord?> FindRecordAsync(string name, CancellationToken cancellationToken) =>
        name.LastIndexOf('/') is > 0 and var slash && int.TryParse(name.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await records.FindAsync(RecordKind.Signature, name[..slash], number, cancellationToken).ConfigureAwait(false)
            : null;

    private static ContractSignature Of(BusinessRecord record) =>
        record.Read<ContractSignature>("signature");
}
