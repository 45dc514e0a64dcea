using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Confidential.Crossing;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Observability;
using IntegrationHub.Retail.Records;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Search;
using IntegrationHub.Workflows.Engine.Running;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit.Abstractions;

namespace IntegrationHub.Acceptance.Tests.Secrets;

/// <summary>
/// What whoever has the tables, the files, a backup and the logs of a working hub can read of what it was told in confidence: nothing but what is listed with its reason in
/// <c>open-by-design.txt</c>, beside the classification of the columns. A line of that list that is not needed any more fails, so that it only becomes shorter.
/// </summary>
public sealed class PlantedSecretTests(ITestOutputHelper output)
{
    /// <summary>Columns that are sealed and cannot be given anything of our own, with the reason.</summary>
    private static readonly Dictionary<string, string> NotPlanted = new(StringComparer.Ordinal)
    {
        ["process_notice.text"] = "names the task and the case, which stand openly in their own columns",
    };

    /// <summary>Kinds of business records that nothing writes, with the reason.</summary>
    private static readonly Dictionary<RecordKind, string> NotWritten = new()
    {
        [RecordKind.Readings] = "readings have a table of their own",
    };

    private readonly Marks _marks = new();
    private readonly ConcurrentDictionary<string, string> _found = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _traces = new();
    private readonly List<string> _problems = [];

    [Fact]
    public async Task Tables_files_backup_logs_and_traces_of_a_working_hub_hold_nothing_of_what_was_planted()
    {
        using var listener = new ActivityListener
        {
            // What is exported where a collector is configured; the calls of this test are its own.
            ShouldListenTo = static source => source.Name.StartsWith(Telemetry.Root + ".", StringComparison.Ordinal) || Telemetry.ForeignSources.Contains(source.Name),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _traces.Enqueue($"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects.Select(static tag => $"{tag.Key}={tag.Value}"))} {string.Join(' ', activity.Events.SelectMany(static happened => happened.Tags).Select(static tag => tag.Value))}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var market = await RunningMarket.StartAsync(
            """
            portal:
              enabled: true
              staff:
                address: 127.0.0.1:0
              core:
                address: 127.0.0.1:0
              customers:
                enabled: true
                address: 127.0.0.1:0

            """,
            static center => center with { Archive = center.Archive with { Place = ArchivePlace.Folder } },
            static services => services.AddSingleton<IServiceHandler, CasePlanting.Away>());
        await new ExchangePlanting(market).WorkAsync();
        await new BooksPlanting(market, _marks).WorkAsync();
        await new CasePlanting(market).WorkAsync();
        await new PeoplePlanting(market, _marks).WorkAsync();
        _marks.Add((await File.ReadAllTextAsync(market.PassphraseFile)).Trim());

        var store = market.Hub.Services.GetRequiredService<HubStore>();
        await EverythingIsPlantedAsync(store);
        await SearchTablesAsync("hub", store);
        await SearchTablesAsync("center", market.Center.Services.GetRequiredService<HubStore>());
        await SearchBackupAsync(market);
        await market.StopAsync();
        SearchFiles("hub", market.HubFolder);
        SearchFiles("center", market.CenterFolderPath);
        foreach (var file in Haystack.Files(Path.Combine(market.CenterFolderPath, "archive")).Where(static file => Path.GetFileName(file.Path).Length == 64))
        {
            if (!SealedFormat.IsSealed(file.Octets))
                _problems.Add($"The archived file {file.Path} is not sealed.");
        }

        Assert.NotEmpty(market.Logs.Entries);
        Assert.NotEmpty(_traces);
        Search("log", market.Logs.Entries);
        Search("trace", _traces);
        Compare();
    }

    /// <summary>Every sealed column of the classification has rows, all of them sealed, and one of them has something planted in it.</summary>
    private async Task EverythingIsPlantedAsync(HubStore store)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString(store) + ";Pooling=false;Search Path=hub");
        var classified = (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "classification.txt"))).Select(static line => line.Split(' '))
            .Where(static line => line[1] is "Personal" or "Confidential").Select(static line => line[0]).ToList();
        Assert.NotEmpty(classified);
        foreach (var name in classified)
        {
            var values = await ReadAsync(source, store, name);
            if (values.Count == 0)
                _problems.Add($"Nothing was planted in {name}: drive what fills it, or it is not known whether it leaks.");
            else if (values.Any(static value => !value.IsSealed))
                _problems.Add($"A value of {name} lies open.");
            else if (NotPlanted.ContainsKey(name) == values.Any(value => value.Plain is null || _marks.In(value.Plain) is not null))
                _problems.Add($"{name} has nothing planted in it, or is listed as such and has.");
        }

        await using var kinds = source.CreateCommand("select distinct kind from business_record");
        await using var reader = await kinds.ExecuteReaderAsync();
        var written = new List<RecordKind>();
        while (await reader.ReadAsync())
        {
            // The part that signs persons in keeps kinds of its own there.
            if (Enum.TryParse<RecordKind>(reader.GetString(0), out var kind))
                written.Add(kind);
        }

        _problems.AddRange(Enum.GetValues<RecordKind>().Except(written).Except(NotWritten.Keys).Select(static kind => $"No business record of the kind {kind} was planted."));
        _problems.AddRange(NotWritten.Keys.Intersect(written).Select(static kind => $"The kind {kind} is listed as one that nothing writes, and was written."));
    }

    /// <summary>The values of a column, opened where the store's own keys open them; empty octets stand for nothing.</summary>
    private static async Task<List<(bool IsSealed, byte[]? Plain)>> ReadAsync(NpgsqlDataSource source, HubStore store, string name)
    {
        var (table, column) = (name.Split('.')[0], name.Split('.')[1]);
        var own = SealedColumns.All.FirstOrDefault(one => one.Name == name);
        var row = table switch { "registered_document" or "exchange_key" => "exchange_id", "archive_chunk" => "archive_id", _ => "id" };
        await using var command = source.CreateCommand($"select {row}, {column}{(table == "exchange_key" ? ", kind" : "")} from {table} where {column} is not null");
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<(bool, byte[]?)>();
        while (await reader.ReadAsync())
        {
            if (table.StartsWith("crossing", StringComparison.Ordinal))
            {
                values.Add((CrossingKeyFile.IsSealed(reader.GetString(1)), null));
                continue;
            }

            var octets = reader.GetFieldValue<byte[]>(1);
            if (octets.Length == 0)
                continue;

            var (retailer, id) = (store.Options.Retailer.Value, reader.GetGuid(0));
            values.Add((
                SealedFormat.IsSealed(octets),
                // The archive packs pieces, and readings are packed numbers: both are read through their books.
                table is "archive" or "archive_chunk" or "reading_block" ? null
                : own is not null ? store.Values.OpenBytes(own, retailer, id, octets)
                : store.Values.Cipher.Open(SealedSearch.BindingOf(retailer, (SearchKeyKind)reader.GetInt16(2), id), octets)));
        }

        return values;
    }

    private async Task SearchTablesAsync(string whose, HubStore store)
    {
        var seen = 0;
        foreach (var database in await Haystack.DatabasesAsync(ConnectionString(store)))
        {
            await Haystack.ReadTablesAsync(store.Server!.ConnectionStringFor(database), (column, octets) =>
            {
                // What cannot be hidden is found: the search is able to find.
                seen += octets.AsSpan().IndexOf("SECRETS-BID"u8) >= 0 ? 1 : 0;
                Note($"{whose}:{column}", _marks.InOrOpen(octets));
            });
        }

        Assert.True(whose != "hub" || seen > 0, "The search of the tables finds what lies open.");
    }

    private async Task SearchBackupAsync(RunningMarket market)
    {
        var (file, secret) = (Path.Combine(market.HubFolder, "secrets.ihb"), Path.Combine(market.HubFolder, "secrets.passphrase"));
        IntegrationHub.Keys.SecretFiles.WriteNew(secret, "a passphrase of this backup alone"u8);
        using var said = new StringWriter();
        var surroundings = new Surroundings(said, said, static () => Stream.Null, new Dictionary<string, string> { ["IHUB_DATA"] = market.HubFolder, ["USER"] = "li-wei" }, IsTerminal: false, TimeProvider.System);
        Assert.True(await HubCommandLine.RunAsync(["backup", file, "--passphrase-file", secret], surroundings) == 0, said.ToString());
        Assert.True(await HubCommandLine.RunAsync(["keys", "backup", file + ".keys", "--passphrase-file", secret], surroundings) == 0, said.ToString());
        Search("said", [said.ToString()]);
    }

    /// <summary>Databases with their logs and write-ahead logs, files of partners, checkpoints, revocation data, the backup.</summary>
    private void SearchFiles(string whose, string folder)
    {
        var seen = false;
        foreach (var (path, octets) in Haystack.Files(folder))
        {
            seen |= octets.AsSpan().IndexOf("SECRETS-BID"u8) >= 0;
            Note($"{whose}:/{Kind(path)}", _marks.In(octets) is { } hit ? $"{path}: {hit}" : null);
        }

        Assert.True(seen, "The search of the files finds what lies open.");
    }

    private void Search(string what, IEnumerable<string> entries)
    {
        foreach (var entry in entries)
            Note(what, _marks.InOrOpen(Encoding.UTF8.GetBytes(entry)));
    }

    private void Note(string place, string? hit)
    {
        if (hit is not null)
            _found.TryAdd(place, hit);
    }

    /// <summary>Exactly what is listed is found.</summary>
    private void Compare()
    {
        var listed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "open-by-design.txt")).Where(static line => line.Length > 0 && line[0] != '#').ToDictionary(static line => line.Split(' ')[0], StringComparer.Ordinal);
        foreach (var (place, hit) in _found.OrderBy(static one => one.Key, StringComparer.Ordinal))
            output.WriteLine($"{place}: {hit}");

        _problems.AddRange(_found.Where(one => !listed.ContainsKey(one.Key)).Select(static one => $"It leaked into {one.Key}: {one.Value}"));
        _problems.AddRange(listed.Keys.Except(_found.Keys, StringComparer.Ordinal).Select(static place => $"{place} is listed in open-by-design.txt and holds nothing of it: take the line away."));
        Assert.True(_problems.Count == 0, string.Join("\n", _problems));
    }

    /// <summary>The place of a file without what differs from run to run; files of one party and of one database count as one place.</summary>
    private static string Kind(string path)
    {
        var parts = path.Split('/');
        return parts[0] is "store" or "archive" or "inbox" or "outbox" ? string.Join('/', parts.Take(2)) : path;
    }

    private static string ConnectionString(HubStore store) => store.Server!.ConnectionStringFor(store.Options.Database);
}
