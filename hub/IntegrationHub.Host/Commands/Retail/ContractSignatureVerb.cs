using System.CommandLine;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub contract signature</c>: the company's signature as a file that any CMS tool verifies beside the text of <c>contract render --text</c>.</summary>
internal sealed class ContractSignatureVerb : OneContractVerb
{
    private readonly Option<string?> _out = new("--out") { Description = "Write the signature (CMS, DER) with its timestamp", HelpName = "FILE" };

    public override string Path => "contract signature";

    public override string Description => "Show the company's signature under a contract; write it as a file";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_out);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var contract = (await FindAsync(context, bench, cancellationToken)).Contract;
        var all = await bench.Book<SignatureBook>().ListAsync(contract.Terms.MRid, cancellationToken);
        if (all.LastOrDefault(one => one.Version == contract.Terms.Version && one.Digest == contract.Digest) is not { } signature)
        {
            throw new RefusedException("RECORD_UNKNOWN", $"{contract.Terms.MRid} version {contract.Terms.Version} is {Words.Of(contract.State)} and not signed", "Let it go through its process.");
        }

        signature = await StampedAsync(bench, signature, cancellationToken);
        if (context.Get(_out) is { } file)
        {
            await File.WriteAllBytesAsync(file, signature.Timestamp is { } token ? CmsTimestamps.Attach(signature.Cms, token) : signature.Cms, cancellationToken);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { signature.Name, signature.Digest, signature.Person, Way = Words.Of(signature.Way), signature.At, signature.StampedAt, signature.Consent });
        }

        context.Answer.Line($"{signature.Name}: {signature.Person} signed {signature.Digest} at {Words.Instant(signature.At)} ({Words.Of(signature.Way)})");
        context.Answer.Line(signature.StampedAt is { } at ? $"timestamped {Words.Instant(at)}" : "its timestamp is queued");
        return ExitCode.Ok;
    }

    /// <summary>A timestamp that came since it was queued is kept with the signature now.</summary>
    private static async Task<ContractSignature> StampedAsync(RetailBench bench, ContractSignature signature, CancellationToken cancellationToken) =>
        signature.Timestamp is null && bench.Node.Services.GetService<SignatureStamps>() is { } stamps && await stamps.StampAsync(signature.Cms, cancellationToken) is var (token, time)
            ? await bench.Book<SignatureBook>().StampAsync(signature.Name, token, time, cancellationToken) ?? signature
            : signature;
}
