using IntegrationHub.Host.CommandLine;
using IntegrationHub.Storage.Protection;

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
        var encryption = await GuardAsync(() => provider.ReadEncryptionAsync(options, cancellationToken));
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { state.Applied, state.Pending, state.Unknown, Encryption = encryption.ToString() });
        }
        else
        {
            Print("applied", state.Applied);
            Print("pending", state.Pending);
            Print("unknown", state.Unknown);
            context.Answer.Line($"files    {Said(encryption)}");
        }

        return state is { Pending: [], Unknown: [] } ? ExitCode.Ok : ExitCode.NotOk;

        static string Said(DiskEncryption encryption) => encryption switch
        {
            DiskEncryption.On => "encrypted by the database",
            DiskEncryption.Managed => "encrypted by the cloud service with keys of its own",
            DiskEncryption.Starting => "encryption has been switched on and is not done",
            DiskEncryption.Ending => "encryption is being taken off",
            DiskEncryption.NotVisible => "encryption is switched on; the login may not see whether it is done",
            DiskEncryption.Off => "not encrypted by the database, which could",
            _ => "not encrypted by the database: the disk's encryption is the operator's (docs/encryption-at-rest.md)",
        };

        void Print(string what, IReadOnlyList<string> names)
        {
            foreach (var name in names)
            {
                context.Answer.Line($"{what}  {name}");
            }
        }
    }
}
