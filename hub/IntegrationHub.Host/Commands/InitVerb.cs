using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Data;

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
        var folder = DataFolder.Create(context.DataPath, kind, StarterConfiguration.For(kind, code), context.Time.GetUtcNow());
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { folder = folder.FullPath, folder.Stamp.Kind, configuration = folder.ConfigurationFile });
        }

        context.Answer.Line($"Made {folder.FullPath} for {kind.ToString().ToLowerInvariant()}. Configuration: {folder.ConfigurationFile}");
        return Task.FromResult(ExitCode.Ok);
    }
}
