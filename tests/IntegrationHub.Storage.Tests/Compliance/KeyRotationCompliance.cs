using IntegrationHub.Confidential.DataKeys;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Storage.Confidential;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every store does while its keys are replaced (<see cref="KeyRotation"/>), by several nodes, some of which die. Each test has a store of its own.</summary>
public abstract class KeyRotationCompliance : IDisposable
{
    private const string Secret = "price 412.70 for Li Lei";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ihub-note-");
    private readonly Lazy<ServiceProvider> _services;

    protected KeyRotationCompliance() => _services = new(() => Ports(Store));

    /// <summary>Opened with <see cref="InMemoryKeys"/> and <see cref="ShiftedTime"/>.</summary>
    protected abstract HubStore Store { get; }

    /// <summary>Another node on the same store.</summary>
    protected abstract Task<HubStore> NodeAsync(StorageOptions settings, ICrashPoints? crashes);

    private InMemoryKeys Keys => (InMemoryKeys)Store.Options.Keys!;

    private ShiftedTime Time => (ShiftedTime)Store.Options.Time;

    public void Dispose()
    {
        if (_services.IsValueCreated)
            _services.Value.Dispose();

        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_value_is_sealed_anew_and_reads_as_before()
    {
        var exchanges = await FillAsync(KeyRotation.BatchRows + 30);
        var before = await KeysInUseAsync();
        await RotateAsync();

        Assert.True(await StepsAsync(Rotation()) > SealedColumns.All.Count);
        Assert.Empty(before.Intersect(await KeysOfValuesAsync()));
        await AllReadAsync(exchanges);
        var report = await ReportAsync();
        Assert.All(report.Work, work => Assert.NotNull(work.FinishedAt));
        Assert.Equal(exchanges.Count, report.Work.Single(work => work.Name == "registered_document.acknowledgement").Written);
        Assert.Equal(exchanges.Count, report.Work.Single(work => work.Name == "inbound_exchange.rejections").Written);
    }

    [Fact]
    public async Task A_running_process_is_sealed_anew_and_goes_on_as_before()
    {
        var process = new RunningProcess(_services.Value, Secret);
        await process.StartAsync();
        var before = await KeysInUseAsync();
        await RotateAsync();
        await StepsAsync(Rotation());

        var report = await ReportAsync();
        Assert.All(RunningProcess.Columns, column => Assert.Equal(1, report.Work.Single(work => work.Name == column).Written));
        await using var node = await NodeAsync(null);
        await using var ports = Ports(node);
        await process.IsWholeAsync(ports);
        var keys = await Store.WorkOnKeysAsync(
            RetailerId.Default, async context => await context.Set<Model.ProcessInstanceRow>().Select(row => row.State).ToListAsync(), CancellationToken.None);
        Assert.DoesNotContain(SealedFormat.KeyOf(Assert.Single(keys))!.Value, before);
    }

    [Theory]
    [InlineData(CrashPoint.BeforeKeyWork)]
    [InlineData(CrashPoint.AfterKeyWork)]
    public async Task A_rotation_that_dies_at_any_batch_goes_on_where_it_was_and_every_value_reads_at_every_moment(string point)
    {
        var exchanges = await FillAsync(KeyRotation.BatchRows * 2 + 10);
        var before = await KeysInUseAsync();
        await RotateAsync();
        var (deaths, work) = (0, true);
        while (work)
        {
            await using var node = await NodeAsync(new DiesAt(point));
            try
            {
                work = await new KeyRotation(node, Time).StepAsync(RetailerId.Default, CancellationToken.None);
            }
            catch (DeathException)
            {
                deaths++;
                // Its claim ends by itself; the next node that gets through does the batch.
                Time.Advance(TimeSpan.FromMinutes(2));
                if (point == CrashPoint.BeforeKeyWork)
                    work = await Rotation().StepAsync(RetailerId.Default, CancellationToken.None);
            }

            await AllReadAsync(exchanges.Take(3).Concat(exchanges.TakeLast(3)).ToList());
        }

        Assert.True(deaths >= SealedColumns.All.Count, $"{deaths} deaths");
        Assert.Empty(before.Intersect(await KeysOfValuesAsync()));
        await AllReadAsync(exchanges);
    }

    [Fact]
    public async Task Two_nodes_share_the_work_and_never_do_a_batch_twice()
    {
        var exchanges = await FillAsync(KeyRotation.BatchRows * 2);
        await RotateAsync();
        await using var other = await NodeAsync(null);
        await Task.WhenAll(StepsAsync(Rotation()), StepsAsync(new KeyRotation(other, Time)));
        // One of them may have found the other's claim and stopped.
        await StepsAsync(Rotation());

        var report = await ReportAsync();
        Assert.All(report.Work, work => Assert.NotNull(work.FinishedAt));
        Assert.Equal(exchanges.Count, report.Work.Single(work => work.Name == "registered_document.acknowledgement").Written);
        await AllReadAsync(exchanges);
    }

    [Fact]
    public async Task A_new_key_encryption_key_wraps_every_data_key_and_the_old_one_is_needed_no_more()
    {
        var exchanges = await FillAsync(3);
        var first = Keys.Current;
        var second = Keys.Rotate();
        await Rotation().BeginRewrappingAsync(RetailerId.Default, CancellationToken.None);
        Assert.Equal(1, await StepsAsync(Rotation()));

        Assert.All((await ReportAsync()).DataKeys, key => Assert.Equal(second, key.WrappedBy));
        await using var node = await NodeAsync(null, new Without(Keys, first));
        (await KeyReport.ReadAsync(node, RetailerId.Default, CancellationToken.None)).Check(node.Options.Keys!);
        await using var ports = Ports(node);
        await AllReadAsync(exchanges, ports.GetRequiredService<IReceptionStore>(), ports.GetRequiredService<IExchangeReader>());
    }

    [Fact]
    public async Task Keys_of_another_store_are_told_before_anything_is_written()
    {
        await FillAsync(1);
        using var foreign = new InMemoryKeys();
        var report = await ReportAsync();

        Assert.Equal(KeyEncryptionProblem.WrongKey, Assert.Throws<KeyEncryptionException>(() => report.Check(foreign)).Problem);
        Assert.Equal(report.DataKeys.Select(key => key.Id), (await ReportAsync()).DataKeys.Select(key => key.Id));
    }

    [Fact]
    public async Task Values_of_before_the_sealing_are_read_until_the_work_has_sealed_them_and_refused_afterwards()
    {
        var exchanges = await FillAsync(2);
        await PlainAsync(exchanges[0].Exchange.Id);
        await Assert.ThrowsAsync<SealedValueException>(async () => await Get<IExchangeReader>().FindAsync(RetailerId.Default, exchanges[0].Exchange.Id, CancellationToken.None));

        await ForgeWorkAsync("event.data");

        await using (var upgraded = await NodeAsync(null))
        {
            await using var ports = Ports(upgraded);
            Assert.Equal("""{"old":true}""", await DataAsync(ports, exchanges[0].Exchange.Id));
            await StepsAsync(new KeyRotation(upgraded, Time));
            Assert.Equal("""{"old":true}""", await DataAsync(ports, exchanges[0].Exchange.Id));
        }

        await using var later = await NodeAsync(null);
        await using var laterPorts = Ports(later);
        Assert.Equal("""{"old":true}""", await DataAsync(laterPorts, exchanges[0].Exchange.Id));
        await PlainAsync(exchanges[1].Exchange.Id);
        await Assert.ThrowsAsync<SealedValueException>(() => DataAsync(laterPorts, exchanges[1].Exchange.Id));
    }

    [Fact]
    public async Task What_somebody_put_there_around_the_hub_is_never_sealed_whatever_the_database_says_of_it()
    {
        var exchanges = await FillAsync(3);
        var note = Note();
        note.Add((await ReportAsync()).SealedThroughout);
        await PlainAsync(exchanges[1].Exchange.Id);
        await ForgeWorkAsync("event.data");

        await using var node = await NodeAsync(null, note: note);
        await using var ports = Ports(node);
        await StepsAsync(new KeyRotation(node, Time));

        Assert.Equal("""{"old":true}"""u8.ToArray(), (await EventAsync(exchanges[1].Exchange.Id)).Data);
        await Assert.ThrowsAsync<SealedValueException>(() => DataAsync(ports, exchanges[1].Exchange.Id));
        Assert.Equal(exchanges[2].Events[0].Data, await DataAsync(ports, exchanges[2].Exchange.Id));
        Assert.NotNull((await ReportAsync()).Work.Single(work => work.Name == "event.data").FinishedAt);
        var told = Assert.Single(await ports.GetRequiredService<IExchangeReader>().RecentEventsAsync(RetailerId.Default, RefusedValues.Kind, 10, default));
        Assert.Equal($$"""{"column":"event.data","count":"1","problem":"NotSealed","rows":"{{(await EventAsync(exchanges[1].Exchange.Id)).Id}}"}""", told.Data);
        Assert.Equal(("event.data", 1), Assert.Single((await RefusedValues.ReadAsync(ports.GetRequiredService<IExchangeReader>(), RetailerId.Default, default)).Select(some => (some.Column, some.Count))));
    }

    [Fact]
    public async Task A_store_of_before_the_sealing_is_sealed_once_and_that_is_noted_outside_of_it()
    {
        var exchanges = await FillAsync(2);
        var note = Note();
        await PlainAsync(exchanges[0].Exchange.Id);
        await ForgeWorkAsync("event.data");
        note.Add((await ReportAsync()).SealedThroughout);
        Assert.False(note.Has("event.data"));
        Assert.True(note.Has("business_record.body"));

        await using var node = await NodeAsync(null, note: note);
        await using var ports = Ports(node);
        await StepsAsync(new KeyRotation(node, Time));
        Assert.Equal("""{"old":true}""", await DataAsync(ports, exchanges[0].Exchange.Id));
        Assert.True(SealedFormat.IsSealed((await EventAsync(exchanges[0].Exchange.Id)).Data));
        Assert.True(note.Has("event.data"));

        // The same node, which began when values might lie open.
        await PlainAsync(exchanges[1].Exchange.Id);
        await ForgeWorkAgainAsync("event.data");
        await StepsAsync(new KeyRotation(node, Time));
        Assert.False(SealedFormat.IsSealed((await EventAsync(exchanges[1].Exchange.Id)).Data));
    }

    [Fact]
    public async Task A_value_that_was_altered_stops_no_other_and_is_told_and_its_key_stays()
    {
        var exchanges = await FillAsync(12);
        var before = await KeysInUseAsync();
        var altered = exchanges.Skip(1).Take(10).Select(commit => commit.Exchange.Id).ToList();
        foreach (var exchange in altered)
            await AlterAsync(exchange);

        await RotateAsync();
        await StepsAsync(Rotation());

        Assert.All((await ReportAsync()).Work, work => Assert.NotNull(work.FinishedAt));
        foreach (var exchange in altered)
            Assert.Contains(SealedFormat.KeyOf((await EventAsync(exchange)).Data)!.Value, before);

        foreach (var whole in exchanges.Where(commit => !altered.Contains(commit.Exchange.Id)))
            Assert.DoesNotContain(SealedFormat.KeyOf((await EventAsync(whole.Exchange.Id)).Data)!.Value, before);

        await AllReadAsync(exchanges.Where(commit => !altered.Contains(commit.Exchange.Id)).ToList());
        Assert.DoesNotContain((await ReportAsync()).DataKeys, key => key.IsDestroyed);
        var told = await Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, RefusedValues.Kind, 10, default);
        Assert.Equal(2, told.Count);
        Assert.All(told, happened => Assert.Contains("NotAuthentic", happened.Data, StringComparison.Ordinal));
        foreach (var exchange in altered)
        {
            var row = (await EventAsync(exchange)).Id.ToString();
            Assert.Single(told, happened => happened.Data.Contains(row, StringComparison.Ordinal));
        }

        Assert.Equal(altered.Count, (await RefusedValues.ReadAsync(Get<IExchangeReader>(), RetailerId.Default, default)).Sum(some => some.Count));
    }

    private static async Task<string> DataAsync(ServiceProvider ports, Guid exchange) =>
        (await ports.GetRequiredService<IExchangeReader>().FindAsync(RetailerId.Default, exchange, CancellationToken.None))!.History[0].Data;

    /// <summary>As somebody writes it who has the keys' scope and no keys.</summary>
    private async Task PlainAsync(Guid exchange) => Assert.Equal(1, await ReplaceAsync(exchange, """{"old":true}"""u8.ToArray()));

    private async Task AlterAsync(Guid exchange)
    {
        var data = (await EventAsync(exchange)).Data;
        data[^1] ^= 1;
        Assert.Equal(1, await ReplaceAsync(exchange, data));
    }

    private Task<int> ReplaceAsync(Guid exchange, byte[] data) => Store.WorkOnKeysAsync(
        RetailerId.Default, context => context.Events.Where(row => row.RetailerId == 1 && row.ExchangeId == exchange).ExecuteUpdateAsync(set => set.SetProperty(row => row.Data, data)), CancellationToken.None);

    /// <summary>As the migration does, and as everybody can who writes to the database.</summary>
    private Task ForgeWorkAsync(string column) => Store.WorkOnKeysAsync(
        RetailerId.Default,
        context =>
        {
            context.KeyWork.Add(new Model.KeyWorkRow { RetailerId = 1, Name = column, BegunAt = Time.GetUtcNow(), ClaimableAt = DateTimeOffset.MinValue, FromPlaintext = true });
            return context.SaveChangesAsync();
        },
        CancellationToken.None);

    private Task ForgeWorkAgainAsync(string column) => Store.WorkOnKeysAsync(
        RetailerId.Default,
        context => context.KeyWork.Where(row => row.RetailerId == 1 && row.Name == column).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.FinishedAt, (DateTimeOffset?)null).SetProperty(row => row.After, (Guid?)null).SetProperty(row => row.ClaimableAt, DateTimeOffset.MinValue).SetProperty(row => row.FromPlaintext, true)),
        CancellationToken.None);

    private Task<Model.EventRow> EventAsync(Guid exchange) => Store.WorkOnKeysAsync(
        RetailerId.Default, context => context.Events.AsNoTracking().SingleAsync(row => row.ExchangeId == exchange), CancellationToken.None);

    private SealedNote Note() => SealedNote.Open(Path.Combine(_folder.FullName, SealedNote.FileName));

    private async Task<List<ReceptionCommit>> FillAsync(int count)
    {
        var made = new List<ReceptionCommit>();
        var party = Samples.NewParty();
        for (var number = 0; number < count; number++)
        {
            var commit = Samples.Commit(party, state: InboundState.Rejected);
            made.Add(commit with { Exchange = commit.Exchange with { Rejections = [new Rejection("PRICE", "A57", Secret)] } });
        }

        await Parallel.ForEachAsync(made, async (commit, cancel) => Assert.IsType<CommitOutcome.Committed>(await Get<IReceptionStore>().CommitAsync(commit, cancel)));
        return made;
    }

    private Task AllReadAsync(IReadOnlyList<ReceptionCommit> commits) => AllReadAsync(commits, Get<IReceptionStore>(), Get<IExchangeReader>());

    private static async Task AllReadAsync(IReadOnlyList<ReceptionCommit> commits, IReceptionStore reception, IExchangeReader reader)
    {
        foreach (var commit in commits)
        {
            var registered = await reception.FindAsync(RetailerId.Default, commit.Registration.Key, CancellationToken.None);
            Assert.True(commit.Registration.Acknowledgement.Span.SequenceEqual(registered!.Acknowledgement.Span));
            var detail = await reader.FindAsync(RetailerId.Default, commit.Exchange.Id, CancellationToken.None);
            Assert.Equal(Secret, Assert.Single(detail!.Summary.Rejections).Text);
            Assert.Equal(commit.Events[0].Data, Assert.Single(detail.History).Data);
        }
    }

    private async Task RotateAsync()
    {
        await Rotation().BeginDataKeysAsync(RetailerId.Default, CancellationToken.None);
        Assert.False(await Rotation().StepAsync(RetailerId.Default, CancellationToken.None), "It waits until every process has let go of the old key.");
        Time.Advance(TimeSpan.FromMinutes(2));
    }

    private KeyRotation Rotation() => new(Store, Time);

    private static async Task<int> StepsAsync(KeyRotation rotation)
    {
        var steps = 0;
        while (await rotation.StepAsync(RetailerId.Default, CancellationToken.None))
            steps++;

        return steps;
    }

    private Task<KeyReport> ReportAsync() => KeyReport.ReadAsync(Store, RetailerId.Default, CancellationToken.None);

    private async Task<IReadOnlyList<Guid>> KeysInUseAsync() =>
        [.. (await ReportAsync()).DataKeys.Where(key => key is { RetiredAt: null, Purpose: not KeyPurpose.Hashes }).Select(key => key.Id)];

    private Task<List<Guid>> KeysOfValuesAsync() => Store.WorkOnKeysAsync(
        RetailerId.Default,
        async context => (List<Guid>)[
            .. (await context.Events.Select(row => row.Data).ToListAsync()).Select(value => SealedFormat.KeyOf(value)!.Value),
            .. (await context.Registered.Select(row => row.Acknowledgement).ToListAsync()).Select(value => SealedFormat.KeyOf(value)!.Value),
            .. (await context.Inbound.Select(row => row.Rejections).ToListAsync()).Select(value => SealedFormat.KeyOf(value)!.Value)],
        CancellationToken.None);

    private Task<HubStore> NodeAsync(ICrashPoints? crashes, IKeyEncryptionKeys? keys = null, SealedNote? note = null) =>
        NodeAsync(Store.Options with { Keys = keys ?? Keys, SealedNote = note }, crashes);

    private T Get<T>()
        where T : notnull => _services.Value.GetRequiredService<T>();

    private static ServiceProvider Ports(HubStore store) => new ServiceCollection().AddIntegrationHubStorage(store).BuildServiceProvider();

    /// <summary>As if a version had been destroyed.</summary>
    private sealed class Without(IKeyEncryptionKeys keys, KeyVersion gone) : IKeyEncryptionKeys
    {
        public KeyVersion Current => keys.Current;

        public void Refresh() => keys.Refresh();

        public byte[] Wrap(KeyVersion key, ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> context) => keys.Wrap(key, dataKey, context);

        public byte[] Unwrap(KeyVersion key, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context) =>
            key == gone ? throw new InvalidOperationException($"{key} is gone.") : keys.Unwrap(key, wrapped, context);
    }
}
