using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub init</c>: makes a data folder without starting anything.</summary>
internal sealed class InitVerb : Verb
{
    private readonly Option<bool> _production = new("--production") { Description = "For business; refuses what is only fit for development" };
    private readonly Option<string?> _code = new("--code") { Description = "Our coded id in the market (an EIC); needed with --production", HelpName = "EIC" };

    public override string Path => "init";

    public override string Description => "Make a data folder, for development or production";

    public override void Define(Command command)
    {
        command.Add(_production);
        command.Add(_code);
    }

    public override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var kind = context.Get(_production) ? FolderKind.Production : FolderKind.Development;
        if (kind == FolderKind.Production && context.Get(_code) is null)
        {
            throw new WrongUseException("--production needs --code: nobody else's code fits your company");
        }

        var code = context.Get(_code) ?? StarterConfiguration.DevelopmentCode;
        var folder = DataFolder.Create(context.DataPath, kind, StarterConfiguration.For(kind, code) + (kind == FolderKind.Development ? StarterConfiguration.WithPortal : ""), context.Time.GetUtcNow());
        if (kind == FolderKind.Development)
        {
            NodeEncryption.Make(folder, new ConfidentialOptions(), context.Time.GetUtcNow());
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { folder = folder.FullPath, folder.Stamp.Kind, configuration = folder.ConfigurationFile });
        }

        context.Answer.Line($"Made {folder.FullPath} for {kind.ToString().ToLowerInvariant()}. Configuration: {folder.ConfigurationFile}");
        if (kind == FolderKind.Production)
        {
            context.Answer.Line("Next: set confidential.passphraseFile to a file outside the folder, make the keys with `ihub keys init`, and keep a copy with `ihub keys backup FILE`.");
        }

        return Task.FromResult(ExitCode.Ok);
    }
}
