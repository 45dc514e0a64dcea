using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>The schema from the command line, and confidential modules on a store that does not encrypt its files.</summary>
[Collection(VerbsCollection.Name)]
public sealed class DbVerbTests(VerbsFixture hub)
{
    [Fact]
    public async Task The_database_of_a_running_hub_is_at_the_programs_schema()
    {
        var status = await hub.Terminal.RunAsync("db", "status", "--json");
        var upgrade = await hub.Terminal.RunAsync("db", "upgrade");

        Assert.Equal((0, 0), (status.Code, upgrade.Code));
        Assert.NotEqual(0, status.Json.GetProperty("applied").GetArrayLength());
        Assert.Equal(0, status.Json.GetProperty("pending").GetArrayLength());
    }

    [Fact]
    public async Task Status_says_that_the_disk_is_the_operators()
    {
        var status = await hub.Terminal.RunAsync("status", "--json");
        var store = status.Json.GetProperty("store");

        Assert.Contains("the operator's", store.GetProperty("encryption").GetString()!, StringComparison.Ordinal);
        Assert.True(store.GetProperty("confidentialAllowed").GetBoolean());
        Assert.Equal("embedded", store.GetProperty("provider").GetString());
    }

    [Fact]
    public async Task In_production_a_confidential_module_is_refused_until_somebody_answers_for_the_disk()
    {
        using var production = new ProductionFolder();
        var refused = await Assert.ThrowsAsync<ConfidentialRefusedException>(async () => await Gate(production.Folder, new EncryptionWaiverOptions()).DemandAsync("market", CancellationToken.None));
        Assert.Equal("STORAGE_ENCRYPTION_NOT_OFFERED", refused.Code);
        Assert.Contains("storage.encryptionWaiver", refused.Remedy, StringComparison.Ordinal);

        var waived = Gate(production.Folder, new EncryptionWaiverOptions { Until = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(30)), Reason = "LUKS on the volume" });
        await waived.DemandAsync("market", CancellationToken.None);
        await waived.AnnounceAsync(CancellationToken.None);

        var entry = Assert.Single(await hub.Port<IExchangeReader>().RecentEventsAsync(Exchange.RetailerId.Default, ConfidentialGate.WaivedEvent, 10, CancellationToken.None));
        Assert.Contains("LUKS on the volume", entry.Data, StringComparison.Ordinal);
    }

    private ConfidentialGate Gate(DataFolder folder, EncryptionWaiverOptions waiver) => new(
        hub.Port<Storage.HubStore>(), hub.Port<Exchange.Reception.IReceptionStore>(), hub.Port<Exchange.IIdSource>(), folder,
        new HubOptions { Storage = new StorageOptions { EncryptionWaiver = waiver } }, TimeProvider.System, NullLogger<ConfidentialGate>.Instance);

    private sealed class ProductionFolder : IDisposable
    {
        private readonly DirectoryInfo _above = Directory.CreateTempSubdirectory("ihub-production-");

        public ProductionFolder() => Folder = DataFolder.Create(Path.Combine(_above.FullName, "hub"), FolderKind.Production, "", TimeProvider.System.GetUtcNow());

        public DataFolder Folder { get; }

        public void Dispose() => _above.Delete(recursive: true);
    }
}
