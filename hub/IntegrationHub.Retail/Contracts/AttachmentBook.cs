using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Contracts;

/// <summary>A file that belongs to a contract: a scan, a curve, a signature.</summary>
/// <param name="Contract">Number of the contract.</param>
/// <param name="Number">Number of the attachment within it, from 1.</param>
/// <param name="Name">Name of the file.</param>
/// <param name="Sha256">SHA-256 of its octets in lower hexadecimal digits.</param>
/// <param name="Content">Its octets.</param>
public sealed record ContractAttachment(string Contract, int Number, string Name, string Sha256, byte[] Content)
{
    /// <summary>What forms of tasks name it by: made of contract, number and digest, so that it names these octets and no others.</summary>
    public Guid Id => new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Contract}\n{Number}\n{Sha256}"))).AsSpan(0, 16));
}

/// <summary>Files that belong to contracts; they are added and never changed. Thread-safe.</summary>
public sealed class AttachmentBook(IBusinessRecords records)
{
    /// <summary>Octets of one file.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private const int LongestName = 120;

    /// <summary>Adds a file; the same file again is the one that is there.</summary>
    public async Task<Checked<ContractAttachment>> AddAsync(string contract, string name, byte[] content, string actor, CancellationToken cancellationToken)
    {
        if (name.Length is 0 or > LongestName || name.Any(static letter => char.IsControl(letter) || letter is '/' or '\\') || name is "." or "..")
            return new Problem(RetailProblems.AttachmentName, "The name of the file cannot be used.", "name", $"Give 1 to {LongestName} characters without path.").Bad<ContractAttachment>();

        if (content.Length is 0 or > MostBytes)
            return new Problem(RetailProblems.AttachmentTooLarge, $"The file has {content.Length} octets.", "content", $"Attach 1 to {MostBytes} octets.").Bad<ContractAttachment>();

        if (await records.FindAsync(RecordKind.Contract, contract, null, cancellationToken).ConfigureAwait(false) is null)
            return RetailProblems.NotThere($"contract {contract}", "Look at the list of contracts.").Bad<ContractAttachment>();

        var there = await ListAsync(contract, cancellationToken).ConfigureAwait(false);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        if (there.FirstOrDefault(other => other.Sha256 == digest && other.Name == name) is { } same)
            return Checked.Good(same);

        var added = new ContractAttachment(contract, there.Count + 1, name, digest, content);
        var fact = new RecordFact("contract.attached", new Dictionary<string, string> { ["contract"] = contract, ["sha256"] = digest });
        return await records.SaveAsync([new(RecordKind.Attachment, contract, added.Number, "attached", null, null, MarketJson.WriteUtf8(added))], [fact], actor, cancellationToken)
            .ConfigureAwait(false) == RecordResult.Saved
            ? Checked.Good(added)
            : RetailProblems.SomebodyElse.Bad<ContractAttachment>();
    }

    public async Task<IReadOnlyList<ContractAttachment>> ListAsync(string contract, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Attachment) { Key = contract }, cancellationToken).ConfigureAwait(false)).Select(Read)];

    /// <summary>A file by its number within the contract; null where there is none.</summary>
    public async Task<ContractAttachment?> FindAsync(string contract, int number, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Attachment, contract, number, cancellationToken).ConfigureAwait(false) is { } record ? Read(record) : null;

    private static ContractAttachment Read(BusinessRecord record) =>
        record.Read<ContractAttachment>("attachment");
}
