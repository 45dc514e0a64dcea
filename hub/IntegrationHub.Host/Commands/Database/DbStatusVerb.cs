using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Database;

/// <summary><c>ihub db status</c>: which migrations the database has. Exit code 0 when it is at the program's schema.</summary>
internal sealed class DbStatusVerb : DbVerb
{
    public override string Path => "db status";

    public override string Description => "Show which migrations the database has, lacks, or has from a newer program";

    public override bool IsDefaultOfGroup => true;

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (provider, options) = OfFolder(context);
        var state = await GuardAsync(() => provider.ReadMigrationsAsync(options, cancellationToken));
        if (context.Answer.IsJson)
        {
            context.Answer.Json(state);
        }
        else
        {
            Print("applied", state.Applied);
            Print("pending", state.Pending);
            Print("unknown", state.Unknown);
        }

        return state is { Pending: [], Unknown: [] } ? ExitCode.Ok : ExitCode.NotOk;

        void Print(string what, IReadOnlyList<string> names)
        {
            foreach (var name in names)
            {
                context.Answer.Line($"{what}  {name}");
            }
        }
    }
}
