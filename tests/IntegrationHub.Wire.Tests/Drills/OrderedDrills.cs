using IntegrationHub.Adapters.Simulator.Faults;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Host.Simulation.Drills;
using IntegrationHub.Portal.Data;
using IntegrationHub.Wire.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Wire.Tests.Drills;

/// <summary>Drills that an operator starts while hub and simulator run: they strike, end by order and by themselves, and outlive a restart of the simulator no longer than they were to last.</summary>
public sealed class OrderedDrills
{
    private const string Center = CenterFolder.CenterName;

    [Fact]
    public async Task A_drill_strikes_until_it_is_ended_and_goes_on_after_a_restart_of_the_simulator()
    {
        if (await Support.Market.CreateAsync() is not { } market)
        {
            return;
        }

        await using var made = market;
        await using var hub = await market.StartHubAsync();
        var (store, drills) = (new Store(hub), hub.Services.GetRequiredService<IFaultDrills>());
        await store.SendAsync(Center, market.Schedule("BEFORE"));
        await store.UntilSentIsAsync("BEFORE", "Accepted");
        await Wait.UntilAsync(() => Task.FromResult(drills.Of(store.Party(Center)).Refused is null), "The simulator did not say that it is there.");

        Assert.Null(await drills.StartAsync(store.Party(Center), new DrillRequest("refuse-inbound", 5), "user:li", default));
        Assert.Equal(IFaultDrills.Already, (await drills.StartAsync(store.Party(Center), new DrillRequest("silent", 5), "user:li", default))!.Code);
        await UntilPlayedAsync();
        await store.SendAsync(Center, market.Schedule("DURING"));
        await Wait.UntilAsync(async () => (await store.DetailAsync((await store.SentAsync("DURING")).Id)).Progress is { Attempts: > 1 }, "Nothing was tried.");
        Assert.Equal(0, await market.CenterStore.RegisteredAsync("DURING"));

        await market.StopCenterAsync();
        await market.StartCenterAsync();
        await UntilPlayedAsync();
        Assert.Equal(0, await market.CenterStore.RegisteredAsync("DURING"));

        Assert.Null(await drills.EndAsync(store.Party(Center), "user:wang", default));
        Assert.Equal(IFaultDrills.None, (await drills.EndAsync(store.Party(Center), "user:wang", default))!.Code);
        await store.UntilSentIsAsync("DURING", "Accepted");
        Assert.Equal((1, 1), (await store.EventsAsync("drill.started"), await store.EventsAsync("drill.ended")));

        // One that was over while the simulator was away does not come back with it.
        await market.StopCenterAsync();
        var now = TimeProvider.System.GetUtcNow();
        DrillFiles.Order(market.Folder.FullPath, new DrillOrder(Guid.NewGuid(), "refuse-inbound", now.AddMinutes(-10), now.AddMinutes(-1), "user:li"));
        await market.StartCenterAsync();
        await store.SendAsync(Center, market.Schedule("AFTER"));
        await store.UntilSentIsAsync("AFTER", "Accepted");
        Assert.Null(drills.Of(store.Party(Center)).Running);

        Task UntilPlayedAsync() => Wait.UntilAsync(() => Task.FromResult(drills.Of(store.Party(Center)).Running is { IsPlayed: true }), "The simulator does not play the drill.");
    }

    [Fact]
    public async Task Only_the_simulator_of_this_installation_beside_a_development_hub_is_asked_to_go_wrong()
    {
        using var root = new Root();
        var (time, order) = (new Clock(), new DrillRequest("silent", 5));
        var hub = DataFolder.Create(root.Of("hub"), FolderKind.Development, "", time.GetUtcNow());
        var production = DataFolder.Create(root.Of("production"), FolderKind.Production, "", time.GetUtcNow());
        var center = DataFolder.Create(root.Of("center"), FolderKind.Development, "", time.GetUtcNow());
        var party = new Party { Id = new PartyId(Guid.NewGuid()), Name = Center, Code = new(CenterFolder.CenterCode, "A01"), Endpoints = [new PartyEndpoint("channel-1", new Uri("https://127.0.0.1:8453/ServiceEME"), 0)] };
        var real = party with { Endpoints = [.. party.Endpoints, new PartyEndpoint("channel-2", new Uri("https://center.example/ServiceEME"), 1)] };

        // Nothing is written where it is refused: there is no ledger behind these.
        await RefusedAsync(hub, party, IFaultDrills.NoSimulator);
        DrillFiles.Introduce(hub, center);
        DrillFiles.Introduce(production, center);
        await RefusedAsync(hub, party, IFaultDrills.NoSimulator);
        DrillFiles.State(center.FullPath, new SimulatorState(time.GetUtcNow(), [party.Endpoints[0].Address], null));
        Assert.Null(new SimulatorDrills(hub, null!, time).Of(party).Refused);
        await RefusedAsync(production, party, IFaultDrills.Production);
        await RefusedAsync(hub, real, IFaultDrills.NoSimulator);
        await RefusedAsync(hub, party with { Name = "other-center" }, IFaultDrills.NoSimulator);
        foreach (var wrong in new[] { new DrillRequest("none", 5), new("clock-skew", 5), new("silent", 0), new("silent", 61), new("slow", 5, DelaySeconds: 61), new("slow", 5, DelaySeconds: 0), new("duplicate", 5, "put"), new("silent", 5, "all") })
        {
            Assert.Equal((wrong, IFaultDrills.Wrong), (wrong, (await new SimulatorDrills(hub, null!, time).StartAsync(party, wrong, "user:li", default))!.Code));
        }

        time.Now += TimeSpan.FromMinutes(1);
        await RefusedAsync(hub, party, IFaultDrills.NotRunning);
        Assert.Null(DrillFiles.Order(center.FullPath));

        async Task RefusedAsync(DataFolder folder, Party asked, string code)
        {
            var drills = new SimulatorDrills(folder, null!, time);
            Assert.Equal((code, code), (drills.Of(asked).Refused!.Code, (await drills.StartAsync(asked, order, "user:li", default))!.Code));
            Assert.NotEmpty(drills.Of(asked).Refused!.Remedy);
        }
    }

    [Fact]
    public void A_drill_is_over_at_its_instant_whoever_looks_after_it_and_the_script_goes_on()
    {
        var time = new Clock();
        var schedule = new FaultSchedule([new Fault(FaultKind.Duplicate)], time);
        var drill = new FaultDrill(Guid.NewGuid(), new Fault(FaultKind.Silent, Operation.Put, From: 2), time.Now.AddMinutes(5));

        schedule.Play(drill);
        Assert.Null(schedule.Strike(FaultKind.Silent, Operation.List));
        Assert.Null(schedule.Strike(FaultKind.Silent, Operation.Put));
        schedule.Play(drill);
        Assert.Equal(drill.Fault, schedule.Strike(FaultKind.Silent, Operation.Put));
        time.Now += TimeSpan.FromMinutes(5);
        Assert.Null(schedule.Strike(FaultKind.Silent, Operation.Put));
        Assert.Null(schedule.Drill);
        Assert.NotNull(schedule.Strike(FaultKind.Duplicate));

        schedule.Play(drill with { Until = time.Now.AddMinutes(1) });
        Assert.NotNull(schedule.Drill);
        schedule.EndDrill();
        Assert.Null(schedule.Drill);
    }

    [Theory]
    [InlineData("""{"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","fault":"silent","started":"2026-01-01T00:00:00Z","until":"9999-01-01T00:00:00Z","by":"x"}""")]
    [InlineData("""{"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","fault":"wrong-certificate","started":"2026-01-01T00:00:00Z","until":"2026-01-01T00:05:00Z","by":"x"}""")]
    [InlineData("""{"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","fault":"slow:delay=59m","started":"2026-01-01T00:00:00Z","until":"2026-01-01T00:05:00Z","by":"x"}""")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("")]
    public async Task An_order_that_no_hub_writes_is_not_played(string json)
    {
        using var root = new Root();
        var time = new Clock { Now = DateTimeOffset.Parse("2026-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture) };
        var folder = DataFolder.Create(root.Of("center"), FolderKind.Development, "", time.GetUtcNow());
        await File.WriteAllTextAsync(Path.Combine(folder.FullPath, "drill.json"), json);
        var schedule = new FaultSchedule([], time);
        using var watch = new DrillWatch(folder, new HubOptions(), schedule, time, Microsoft.Extensions.Logging.Abstractions.NullLogger<DrillWatch>.Instance);

        await watch.StartAsync(default);
        await Wait.UntilAsync(() => Task.FromResult(DrillFiles.State(folder.FullPath) is not null), "It does not say that it is there.");
        await watch.StopAsync(default);

        Assert.Null(schedule.Drill);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(56);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Root : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ihub-drill-");

        public string Of(string name) => Path.Combine(_folder.FullName, name);

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
