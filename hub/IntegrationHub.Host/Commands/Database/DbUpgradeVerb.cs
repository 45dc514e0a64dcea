using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Database;

/// <summary><c>ihub db upgrade</c>: brings the database to the program's schema without starting a hub, with a login that owns the schema.</summary>
internal sealed class DbUpgradeVerb : DbVerb
{
    public override string Path => "db upgrade";

    public override string Description => "Bring the database to the schema of this program";

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (provider, options) = OfFolder(context);
        return await GuardAsync(async () =>
        {
            await provider.UpgradeAsync(options, cancellationToken);
            var state = await provider.ReadMigrationsAsync(options, cancellationToken);
            if (context.Answer.IsJson)
            {
                context.Answer.Json(state);
            }
            else
            {
                context.Answer.Line($"The database is at {(state.Applied.Count == 0 ? "no migration" : state.Applied[^1])}.");
            }

            return ExitCode.Ok;
        });
    }
}
