using System.CommandLine;
using IntegrationHub.Exchange;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Node;
using IntegrationHub.Storage;

namespace IntegrationHub.Host.Commands.Database;

/// <summary>What the verbs on the database's schema have in common: the provider is the folder's unless the command line names another.</summary>
internal abstract class DbVerb : Verb
{
    private readonly Option<string> _provider = new("--provider") { Description = "postgresql or sqlserver; by default what the data folder is configured for", HelpName = "NAME" };

    public override void Define(Command command)
    {
        _provider.AcceptOnlyFromAmong("postgresql", "sqlserver");
        command.Options.Add(_provider);
    }

    /// <summary>The provider that was named, or <c>null</c>.</summary>
    protected StorageProvider? Named(CommandContext context) =>
        context.Get(_provider) is { } name ? (StorageProvider)ValueText.Parse(typeof(StorageProvider), name, out _)! : null;

    /// <summary>The store of the data folder, when it is of the provider that was named.</summary>
    /// <exception cref="RefusedException">The folder is configured for another provider.</exception>
    protected (IStoreProvider Provider, Storage.StorageOptions Options) OfFolder(CommandContext context)
    {
        var folder = context.OpenData();
        var storage = context.LoadOptions(folder).Storage;
        if (Named(context) is { } named && named != storage.Provider && !(named == StorageProvider.Postgresql && storage.Provider == StorageProvider.Embedded))
        {
            throw new RefusedException(
                "STORAGE_OTHER_PROVIDER",
                $"the data folder is configured for {ValueText.Format(storage.Provider)}, not {ValueText.Format(named)}",
                "Leave --provider away, or set storage.provider and storage.connectionString.");
        }

        return (NodeStore.Provider(storage.Provider), NodeStore.OptionsOf(folder, storage, mayAttach: true));
    }

    protected static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (StorageSetupException refused)
        {
            throw NodeStore.Refused(refused);
        }
        catch (StorageUnavailableException away)
        {
            throw new RefusedException("STORAGE_UNAVAILABLE", away.Message.TrimEnd('.'), "Check that the server runs and that storage.connectionString leads to it.");
        }
    }
}
