using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Rendering;
using IntegrationHub.Retail.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub contract render</c>: the canonical text with its digest, and as PDF.</summary>
internal sealed class ContractRenderVerb : OneContractVerb
{
    private readonly Option<string?> _pdf = new("--pdf") { Description = "Write it as PDF, too", HelpName = "FILE" };
    private readonly Option<string?> _text = new("--text") { Description = "Write the text's octets, over which the digest is, to a file", HelpName = "FILE" };

    public override string Path => "contract render";

    public override string Description => "Show a contract's text and its digest; write it as PDF";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_pdf);
        command.Add(_text);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var stored = await FindAsync(context, bench, cancellationToken);
        var rendered = await bench.Book<ContractBook>().TextAsync(stored, cancellationToken);
        if (rendered.Value is not { } text || rendered.Problems.Count > 0)
        {
            return Refuse(context, rendered.Problems);
        }

        if (context.Get(_pdf) is { } pdf)
        {
            var (terms, font) = (stored.Contract.Terms, bench.Node.Services.GetRequiredService<HubOptions>().Retail.Font);
            var drawn = await Drawing.DrawAsync(font, file => ContractPdf.Render(text, file, $"{terms.MRid} / {terms.Version}"), cancellationToken);
            if (drawn.Value is not { } octets)
            {
                return Refuse(context, drawn.Problems);
            }

            await File.WriteAllBytesAsync(pdf, octets, cancellationToken);
        }

        if (context.Get(_text) is { } target)
        {
            await File.WriteAllBytesAsync(target, text.ToBytes(), cancellationToken);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { text.Digest, text.Language, text.Text });
        }

        context.Answer.Line(text.Text);
        context.Answer.Line($"SHA-256 {text.Digest}");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub contract attach</c>: adds a file to a contract.</summary>
internal sealed class ContractAttachVerb : OneContractVerb
{
    private readonly Argument<string> _file = new("file") { Description = $"The file, at most {AttachmentBook.MostBytes / 1024 / 1024} MiB" };

    public override string Path => "contract attach";

    public override string Description => "Add a file to a contract";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var path = context.Get(_file)!;
        if (!File.Exists(path))
        {
            throw new WrongUseException($"there is no file `{path}`");
        }

        if (new FileInfo(path).Length > AttachmentBook.MostBytes)
        {
            throw new RefusedException("ATTACHMENT_TOO_LARGE", $"{path} is too large", $"Attach at most {AttachmentBook.MostBytes} octets.");
        }

        var added = await bench.Book<AttachmentBook>().AddAsync(
            Number(context), System.IO.Path.GetFileName(path), await File.ReadAllBytesAsync(path, cancellationToken), bench.Actor, cancellationToken);
        if (added.Value is not { } file || added.Problems.Count > 0)
        {
            return Refuse(context, added.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { file.Contract, file.Number, file.Name, file.Sha256, file.Id });
        }

        context.Answer.Line($"{file.Name} is attachment {file.Number} of {file.Contract} (SHA-256 {file.Sha256}, id {file.Id})");
        return ExitCode.Ok;
    }
}
