using System.Diagnostics;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Commands.Backup;

/// <summary>A store that was set back by other means than <c>ihub restore</c>: the folder of its database comes from a copy, the rest of the data folder stays.</summary>
public sealed class LedgerRestoredTests(SavedHub hub) : IClassFixture<SavedHub>
{
    private static readonly IPEndPointText AnyPort = IPEndPointText.TryParse("127.0.0.1:0")!;
    private static readonly string[] Say = ["ledger", "restored", "--saved", "2026-01-05T10:00:00Z", "--reason", "the disk was lost, the volume of last night is in its place"];

    [Fact]
    public async Task A_hub_does_not_serve_from_a_store_that_was_set_back_until_its_ledger_says_so()
    {
        using var place = new TemporaryFolder();
        var folder = await SetBackAsync(place);
        var refused = await StartAsync(folder);
        Assert.Equal("STORE_SET_BACK", refused?.Code);
        Assert.Contains("ihub ledger restored", refused!.Remedy, StringComparison.Ordinal);

        var said = await hub.Shell.RunAsync([.. Say, "--data", folder]);
        Assert.True(said.Code == 0, said.Error);
        Assert.Contains("8 entries (10 to 17)", said.Error, StringComparison.Ordinal);
        // The folder of another node still has what was lost; the ledger explains it.
        var lost = Directory.EnumerateFiles(Path.Combine(folder, "checkpoints"), "checkpoint-000000000018.txt", SearchOption.AllDirectories).Single();
        var copy = Path.Combine(folder, "checkpoints", Path.GetFileName(lost));
        File.Copy(lost, copy);
        var opened = DataFolder.Open(folder);
        var options = HubConfiguration.Load(opened.ConfigurationFile, new Dictionary<string, string>()).Options;
        await SavedHub.WithStoreAsync(folder, async store =>
        {
            await SetBackStore.RefuseAsync(opened, options, store.Port<ILedgerReader>(), store.Exchanges, default);
            return true;
        });
        File.Delete(copy);
        Assert.Null(await StartAsync(folder));
        // And it grows past what was lost.
        await SavedHub.RecordAsync(folder, 30);

        var told = await SavedHub.WithStoreAsync(folder, store => store.Exchanges.RecentEventsAsync(RetailerId.Default, RestoredStore.Kind, 10, default).AsTask());
        var data = Assert.Single(told).Data;
        foreach (var part in (string[])["\"saved\":\"2026-01-05T10:00:00Z\"", "\"size\":\"10\"", "\"known\":\"18\"", "\"lost\":\"8\"", "the volume of last night"])
            Assert.Contains(part, data, StringComparison.Ordinal);
        var verified = await hub.Shell.RunAsync("ledger", "verify", "--data", folder, "--against", Path.Combine(folder, "checkpoints"));
        Assert.Contains("rollback: ", verified.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("fork: ", verified.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_behind_its_first_half_it_is_run_again()
    {
        using var place = new TemporaryFolder();
        var folder = await SetBackAsync(place);
        // As the kill leaves it: checkpoints set aside, nothing in the ledger.
        var aside = Directory.CreateDirectory(Path.Combine(folder, "checkpoints", "lost-20260105T100000Z")).FullName;
        var lost = Path.Combine(folder, "checkpoints", "checkpoint-000000000018.txt");
        File.Move(lost, Path.Combine(aside, Path.GetFileName(lost)));
        File.WriteAllText(SetBackStore.Unfinished(DataFolder.Open(folder)), "");
        Assert.Equal("STORE_SET_BACK", (await StartAsync(folder))?.Code);

        var said = await hub.Shell.RunAsync([.. Say, "--data", folder]);
        Assert.True(said.Code == 0, said.Error);
        Assert.Contains("8 entries (10 to 17)", said.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(SetBackStore.Unfinished(DataFolder.Open(folder))));
    }

    [Fact]
    public async Task Beside_a_running_hub_without_a_reason_and_with_an_instant_to_come_it_is_refused()
    {
        using var place = new TemporaryFolder();
        var folder = await SetBackAsync(place);
        var future = await hub.Shell.RunAsync("ledger", "restored", "--saved", "2999-01-01T00:00:00Z", "--reason", "x", "--data", folder);
        Assert.Contains("--saved lies in the future", future.Error, StringComparison.Ordinal);
        var late = await hub.Shell.RunAsync("ledger", "restored", "--saved", Shell.Now.ToString("O"), "--reason", "x", "--data", folder);
        Assert.Contains("--saved is later than the store", late.Error, StringComparison.Ordinal);
        var reconciled = await hub.Shell.RunAsync("archive", "reconcile", "--data", folder);
        Assert.Contains("the store was set back", reconciled.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, (await hub.Shell.RunAsync("ledger", "restored", "--saved", "2026-01-05T10:00:00Z", "--reason", " ", "--data", folder)).Code);
        await SavedHub.BesideHubAsync(folder, async () =>
        {
            var said = await hub.Shell.RunAsync([.. Say, "--data", folder]);
            Assert.Contains("a hub serves from", said.Error, StringComparison.Ordinal);
        });
        Assert.Empty(await SavedHub.WithStoreAsync(folder, store => store.Exchanges.RecentEventsAsync(RetailerId.Default, RestoredStore.Kind, 10, default).AsTask()));
    }

    /// <summary>The hub went on in the set back store, as one did that did not look: what it wrote stands at places that were signed for.</summary>
    [Fact]
    public async Task A_ledger_that_went_on_in_the_set_back_store_stays_a_fork_and_says_all_the_same_that_it_was_set_back()
    {
        using var place = new TemporaryFolder();
        var folder = await SetBackAsync(place);
        var kept = Path.Combine(place.Path, "outside");
        Directory.Move(Path.Combine(folder, "checkpoints"), kept);
        await SavedHub.RecordAsync(folder, 20);

        string[] against = ["--against", kept, "--data", folder];
        var refused = await hub.Shell.RunAsync([.. Say, .. against]);
        Assert.Equal(1, refused.Code);
        Assert.Contains("--accept-findings", refused.Error, StringComparison.Ordinal);
        var said = await hub.Shell.RunAsync([.. Say, .. against, "--accept-findings"]);
        Assert.True(said.Code == 0, said.Error);
        Assert.Contains("fork: ", (await hub.Shell.RunAsync(["ledger", "verify", .. against])).Out, StringComparison.Ordinal);
    }

    /// <summary>Ten entries in the store, and a signed checkpoint of eighteen beside it.</summary>
    private async Task<string> SetBackAsync(TemporaryFolder place)
    {
        var (folder, copy) = (Path.Combine(place.Path, "hub"), Path.Combine(place.Path, "copy"));
        Assert.Equal(0, (await hub.Shell.RunAsync("pki", "init", "--partner", "center", "--data", folder)).Code);
        await SavedHub.RecordAsync(folder, 10);
        var store = Path.Combine(folder, "store");
        // With its owner and rights, without which the server does not start.
        using (var copying = Process.Start("cp", ["-a", store, copy]))
        {
            await copying.WaitForExitAsync();
            Assert.Equal(0, copying.ExitCode);
        }

        await SavedHub.RecordAsync(folder, 8);
        Directory.Delete(store, recursive: true);
        Directory.Move(copy, store);
        return folder;
    }

    /// <summary>Why a hub of the folder does not start; null where it does.</summary>
    private static async Task<RefusedException?> StartAsync(string folder)
    {
        var opened = DataFolder.Open(folder);
        var options = HubConfiguration.Load(opened.ConfigurationFile, new Dictionary<string, string>()).Options;
        try
        {
            await using var node = await HubNode.StartAsync(
                new NodeSettings
                {
                    Folder = opened,
                    Options = options with
                    {
                        Listeners = [.. options.Listeners.Select(static listener => listener with { Address = AnyPort })],
                        Observability = options.Observability with { HealthAddress = AnyPort },
                        Portal = options.Portal with { Enabled = false },
                    },
                },
                default);
            return null;
        }
        catch (RefusedException refused)
        {
            return refused;
        }
    }
}
